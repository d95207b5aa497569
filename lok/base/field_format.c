#include "lok/base/field_format.h"
#include "lok/base/dates.h"
#include "lok/base/str.h"
#include "lok/base/utf8.h"
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Letters, digits and inner hyphens, in labels of 1–63 with single dots between. */
static bool is_host_name(const char *s, size_t length, size_t least_labels)
{
    size_t labels = 0, start = 0;
    if (length == 0 || length > 253)
        return false;
    for (size_t i = 0; i <= length; i++) {
        if (i < length && s[i] != '.') {
            if (!is_alnum(s[i]) && s[i] != '-')
                return false;
            continue;
        }
        if (i == start || i - start > 63 || s[start] == '-' || s[i - 1] == '-')
            return false;
        labels++;
        start = i + 1;
    }
    return labels >= least_labels;
}

/* "[2001:db8::1]": its characters only; the network code reads the address itself. */
static bool is_ipv6_literal(const char *s, size_t length)
{
    if (length < 4 || s[0] != '[' || s[length - 1] != ']')
        return false;
    return strspn(s + 1, "0123456789abcdefABCDEF:.") == length - 2;
}

static bool is_port(const char *s, size_t length)
{
    int port = 0;
    if (length < 1 || length > 5)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(s[i]))
            return false;
        port = port * 10 + (s[i] - '0');
    }
    return port >= 1 && port <= 65535;
}

static bool is_authority(const char *s, size_t length)
{
    const char *bracket = memchr(s, ']', length);
    const char *from = bracket == NULL ? s : bracket;
    const char *colon = memchr(from, ':', length - (size_t)(from - s));
    size_t host = colon == NULL ? length : (size_t)(colon - s);
    if (colon != NULL && !is_port(colon + 1, length - host - 1))
        return false;
    return is_host_name(s, host, 1) || is_ipv6_literal(s, host);
}

bool field_format_is_url(const char *text)
{
    size_t scheme = strcspn(text, ":");
    bool http = (scheme == 4 && strncasecmp(text, "http", 4) == 0) ||
                (scheme == 5 && strncasecmp(text, "https", 5) == 0);
    if (!http || strncmp(text + scheme, "://", 3) != 0)
        return false;
    const char *authority = text + scheme + 3;
    size_t length = strcspn(authority, "/?#");
    if (strpbrk(authority, " \"<>\\^`{|}") != NULL || !utf8_printable(authority, false))
        return false;
    return is_authority(authority, length);
}

bool field_format_is_email(const char *text)
{
    const char *at = strrchr(text, '@');
    if (at == NULL || at == text || at - text > 64 || strlen(text) > 254)
        return false;
    size_t local = (size_t)(at - text);
    for (size_t i = 0; i < local; i++) {
        if (!is_alnum(text[i]) && strchr(".!#$%&'*+-/=?^_{|}~", text[i]) == NULL)
            return false;
    }
    if (text[0] == '.' || text[local - 1] == '.')
        return false;
    for (size_t i = 0; i + 1 < local; i++) {
        if (text[i] == '.' && text[i + 1] == '.')
            return false;
    }
    return is_host_name(at + 1, strlen(at + 1), 2);
}

/* Reads one to `most` digits and moves on; -1 when there is none. */
static int number(const char **s, int most)
{
    int value = 0, count = 0;
    for (; count < most && is_digit(**s); count++, (*s)++)
        value = value * 10 + (**s - '0');
    return count == 0 ? -1 : value;
}

static const char *if_valid(bool valid, const char *text)
{
    return valid ? text : NULL;
}

const char *field_format_date(struct arena *a, const char *text, bool typed)
{
    if (date_valid(text) || !typed)
        return if_valid(date_valid(text), text);
    int day = number(&text, 2);
    char separator = *text;
    if (day < 0 || separator == '\0' || strchr("/-.", separator) == NULL)
        return NULL;
    text++;
    int month = number(&text, 2);
    if (month < 0 || *text != separator)
        return NULL;
    text++;
    int year = number(&text, 4);
    if (year < 0 || *text != '\0')
        return NULL;
    const char *date = arena_printf(a, "%04d-%02d-%02d", year, month, day);
    return if_valid(date_valid(date), date);
}

/* The month of "februari", or -1. */
static int month_named(struct arena *a, const char *word, size_t length)
{
    const char *folded = utf8_fold_string(a, arena_strndup(a, word, length));
    for (int month = 1; month <= 12; month++) {
        const char *name = dutch_month_name(a, arena_printf(a, "2000-%02d", month));
        if (str_equal(name, folded))
            return month;
    }
    return -1;
}

const char *field_format_month(struct arena *a, const char *text, bool typed)
{
    if (month_valid(text) || !typed)
        return if_valid(month_valid(text), text);
    int month = number(&text, 2);
    if (month < 0) {
        size_t word = strcspn(text, " ");
        month = month_named(a, text, word);
        text += word;
    }
    if (month < 0 || *text == '\0' || strchr("/-. ", *text) == NULL)
        return NULL;
    text++;
    int year = number(&text, 4);
    if (year < 0 || *text != '\0')
        return NULL;
    const char *written = arena_printf(a, "%04d-%02d", year, month);
    return if_valid(month_valid(written), written);
}

const char *field_format_time(struct arena *a, const char *text)
{
    int hour = number(&text, 2);
    if (hour < 0 || *text == '\0' || strchr(":.uUhH", *text) == NULL)
        return NULL;
    bool dutch_hour = strchr(":.", *text) == NULL;
    text++;
    int minute = 0;
    if (is_digit(text[0]) && is_digit(text[1]))
        minute = number(&text, 2);
    else if (!dutch_hour)
        return NULL;
    if (str_starts(text, ":00"))
        text += 3;
    if (!str_empty(text) && !str_equal_ascii_nocase(text, " uur"))
        return NULL;
    const char *time = arena_printf(a, "%02d:%02d", hour, minute);
    return if_valid(time_valid(time), time);
}
