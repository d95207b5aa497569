#include "lok/base/json_scan.h"
#include "lok/base/json.h"
#include "lok/base/utf8.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_NUMBER = 60 };

static const double LARGEST_NUMBER = 9007199254740991.0; /* 2^53 − 1 */

struct scan {
    const char *text;
    size_t length;
    size_t at;
    int depth;
};

/* Each function below moves behind what it scans and returns NULL, or returns what is wrong with
 * `at` on the culprit. */

static int peek(const struct scan *s)
{
    return s->at < s->length ? (unsigned char)s->text[s->at] : -1;
}

static bool take(struct scan *s, char c)
{
    if (peek(s) != (unsigned char)c)
        return false;
    s->at++;
    return true;
}

static void skip_space(struct scan *s)
{
    while (peek(s) == ' ' || peek(s) == '\t' || peek(s) == '\n' || peek(s) == '\r')
        s->at++;
}

static const char *scan_word(struct scan *s, const char *word)
{
    size_t length = strlen(word);
    if (s->length - s->at < length || memcmp(s->text + s->at, word, length) != 0)
        return "dit is geen waarde";
    s->at += length;
    return NULL;
}

static size_t skip_digits(struct scan *s)
{
    size_t start = s->at;
    while (peek(s) >= '0' && peek(s) <= '9')
        s->at++;
    return s->at - start;
}

static const char *scan_number(struct scan *s)
{
    size_t start = s->at;
    bool negative = take(s, '-');
    if (!take(s, '0') && skip_digits(s) == 0)
        return negative ? "hier ontbreekt een cijfer" : "dit is geen waarde";
    if (take(s, '.') && skip_digits(s) == 0)
        return "hier ontbreekt een cijfer";
    if (peek(s) == 'e' || peek(s) == 'E') {
        s->at++;
        if (!take(s, '+'))
            take(s, '-');
        if (skip_digits(s) == 0)
            return "hier ontbreekt een cijfer";
    }
    char number[LONGEST_NUMBER + 1];
    size_t length = s->at - start;
    s->at = start;
    if (length > LONGEST_NUMBER)
        return "dit getal is te lang";
    memcpy(number, s->text + start, length);
    number[length] = '\0';
    if (fabs(strtod(number, NULL)) > LARGEST_NUMBER)
        return "dit getal is te groot";
    s->at = start + length;
    return NULL;
}

/* The four hex digits at `at`, or -1. */
static int hex4(const struct scan *s, size_t at)
{
    if (s->length - at < 4)
        return -1;
    int value = 0;
    for (size_t i = at; i < at + 4; i++) {
        char c = s->text[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* Stands behind "\u". */
static const char *scan_unicode_escape(struct scan *s)
{
    int unit = hex4(s, s->at);
    if (unit < 0)
        return "achter \\u horen vier hexadecimale cijfers";
    if (unit == 0)
        return "het teken \\u0000 wordt niet aanvaard";
    if (unit >= 0xDC00 && unit <= 0xDFFF)
        return "dit is een half teken (losse surrogate)";
    s->at += 4;
    if (unit < 0xD800 || unit > 0xDBFF)
        return NULL;
    bool paired = s->length - s->at >= 6 && memcmp(s->text + s->at, "\\u", 2) == 0;
    int second = paired ? hex4(s, s->at + 2) : -1;
    if (second < 0xDC00 || second > 0xDFFF)
        return "dit is een half teken (losse surrogate)";
    s->at += 6;
    return NULL;
}

static const char *scan_string(struct scan *s)
{
    if (!take(s, '"'))
        return "hier hoort een aanhalingsteken";
    size_t start = s->at;
    for (;;) {
        int c = peek(s);
        if (c < 0)
            return "deze tekst is niet afgesloten";
        if (c < 0x20)
            return "een stuurteken in een tekst moet met \\ geschreven worden";
        s->at++;
        if (c == '"')
            break;
        if (c != '\\')
            continue;
        int escaped = peek(s);
        if (escaped <= 0 || strchr("\"\\/bfnrtu", escaped) == NULL)
            return "dit teken mag niet achter \\ staan";
        s->at++;
        if (escaped == 'u') {
            const char *wrong = scan_unicode_escape(s);
            if (wrong != NULL)
                return wrong;
        }
    }
    size_t content = s->at - 1 - start;
    if (utf8_valid(s->text + start, content))
        return NULL;
    s->at = start;
    return "de tekens van deze tekst zijn geen UTF-8";
}

static const char *scan_value(struct scan *s);

/* An array, or an object when `named`; `close` ends it. */
static const char *scan_items(struct scan *s, bool named, char close)
{
    if (++s->depth > JSON_MAX_DEPTH)
        return "dit zit te diep genest";
    s->at++;
    skip_space(s);
    bool empty = take(s, close);
    while (!empty) {
        const char *wrong = NULL;
        skip_space(s);
        if (named) {
            wrong = scan_string(s);
            skip_space(s);
            if (wrong == NULL && !take(s, ':'))
                wrong = "hier hoort een dubbelpunt";
        }
        if (wrong == NULL)
            wrong = scan_value(s);
        if (wrong != NULL)
            return wrong;
        if (take(s, close))
            break;
        if (!take(s, ','))
            return "hier hoort een komma of het einde van de lijst";
    }
    s->depth--;
    return NULL;
}

/* One value, with the white space around it. */
static const char *scan_value(struct scan *s)
{
    skip_space(s);
    const char *wrong;
    switch (peek(s)) {
    case -1:
        return "hier ontbreekt een waarde";
    case '{':
        wrong = scan_items(s, true, '}');
        break;
    case '[':
        wrong = scan_items(s, false, ']');
        break;
    case '"':
        wrong = scan_string(s);
        break;
    case 't':
        wrong = scan_word(s, "true");
        break;
    case 'f':
        wrong = scan_word(s, "false");
        break;
    case 'n':
        wrong = scan_word(s, "null");
        break;
    default:
        wrong = scan_number(s);
    }
    if (wrong == NULL)
        skip_space(s);
    return wrong;
}

const char *json_scan(const char *text, size_t length, size_t *ret_at)
{
    struct scan s = { .text = text, .length = length };
    const char *wrong = scan_value(&s);
    if (wrong == NULL && s.at < length)
        wrong = "achter de waarde staat nog iets";
    *ret_at = s.at;
    return wrong;
}
