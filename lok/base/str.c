#include "lok/base/str.h"
#include "lok/base/buf.h"
#include <string.h>

static const char *or_empty(const char *s)
{
    return s == NULL ? "" : s;
}

bool str_empty(const char *s)
{
    return s == NULL || *s == '\0';
}

bool str_equal(const char *a, const char *b)
{
    return strcmp(or_empty(a), or_empty(b)) == 0;
}

bool str_starts(const char *s, const char *prefix)
{
    prefix = or_empty(prefix);
    return strncmp(or_empty(s), prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *s, const char *suffix)
{
    s = or_empty(s);
    suffix = or_empty(suffix);
    size_t length = strlen(s), tail = strlen(suffix);
    return tail <= length && strcmp(s + length - tail, suffix) == 0;
}

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_equal_ascii_nocase(const char *a, const char *b)
{
    a = or_empty(a);
    b = or_empty(b);
    while (*a != '\0' && ascii_lower(*a) == ascii_lower(*b)) {
        a++;
        b++;
    }
    return *a == '\0' && *b == '\0';
}

bool str_to_i64(const char *s, int64_t *ret)
{
    s = or_empty(s);
    bool negative = *s == '-';
    if (negative)
        s++;
    if (*s == '\0')
        return false;
    int64_t value = 0;
    for (; *s != '\0'; s++) {
        if (*s < '0' || *s > '9')
            return false;
        int64_t digit = *s - '0';
        if (__builtin_mul_overflow(value, 10, &value))
            return false;
        /* Downwards for a negative number: INT64_MIN has no positive twin. */
        if (negative ? __builtin_sub_overflow(value, digit, &value)
                     : __builtin_add_overflow(value, digit, &value))
            return false;
    }
    *ret = value;
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Office programs paste the no-break space U+00A0. */
static const char NBSP[2] = { '\xC2', '\xA0' };

const char *str_trim(struct arena *a, const char *s)
{
    s = or_empty(s);
    size_t length = strlen(s);
    for (;;) {
        if (is_space(*s)) {
            s++;
            length--;
        } else if (length >= 2 && memcmp(s, NBSP, 2) == 0) {
            s += 2;
            length -= 2;
        } else {
            break;
        }
    }
    for (;;) {
        if (length > 0 && is_space(s[length - 1]))
            length--;
        else if (length >= 2 && memcmp(s + length - 2, NBSP, 2) == 0)
            length -= 2;
        else
            break;
    }
    return arena_strndup(a, s, length);
}

struct lines str_split(struct arena *a, const char *s, char separator)
{
    s = or_empty(s);
    size_t count = 1;
    for (const char *p = s; *p != '\0'; p++)
        count += *p == separator;
    struct lines parts = { .at = arena_array(a, count, sizeof *parts.at), .count = count };
    for (size_t i = 0; i < count; i++) {
        const char *end = strchr(s, separator);
        size_t length = end == NULL ? strlen(s) : (size_t)(end - s);
        parts.at[i] = arena_strndup(a, s, length);
        s += length + 1;
    }
    return parts;
}

/* `last` stands between the last two. */
static const char *join(
    struct arena *a, const struct lines *parts, const char *separator, const char *last)
{
    struct buf b;
    buf_init(&b, a, 0);
    for (size_t i = 0; i < parts->count; i++) {
        if (i > 0)
            buf_puts(&b, i + 1 == parts->count ? last : separator);
        buf_puts(&b, parts->at[i]);
    }
    return b.data;
}

const char *str_join_dutch(struct arena *a, const struct lines *parts)
{
    return join(a, parts, ", ", " en ");
}

const char *str_join(struct arena *a, const struct lines *parts, const char *separator)
{
    return join(a, parts, separator, separator);
}

const char *str_camel(struct arena *a, const char *snake)
{
    char *camel = arena_strdup(a, snake);
    char *to = camel;
    bool raise = false;
    for (const char *from = camel; *from != '\0'; from++) {
        char c = *from;
        if (c == '_' && to != camel && from[1] >= 'a' && from[1] <= 'z') {
            raise = true;
            continue;
        }
        *to++ = raise ? (char)(c - ('a' - 'A')) : c;
        raise = false;
    }
    *to = '\0';
    return camel;
}
