/* lok/base/str.h: small questions about NUL-terminated strings. A NULL is treated as "". */
#ifndef LOK_BASE_STR_H
#define LOK_BASE_STR_H

#include "lok/base/arena.h"

/* A list of strings, such as lines of a text area or aliases of a partner. */
struct lines {
    const char **at;
    size_t count;
};

bool str_empty(const char *s);
bool str_equal(const char *a, const char *b);
bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);

/* ASCII letters only: for protocol words, never for names. */
bool str_equal_ascii_nocase(const char *a, const char *b);

/* Reads a whole decimal number: optional '-', digits only, nothing around it. False leaves *ret. */
bool str_to_i64(const char *s, int64_t *ret);

/* Without white space at both ends. */
const char *str_trim(struct arena *a, const char *s);

/* Splits at `separator`; empty parts are kept, each part is a copy. */
struct lines str_split(struct arena *a, const char *s, char separator);

/* "one, two en drie": a Dutch enumeration. */
const char *str_join_dutch(struct arena *a, const struct lines *parts);

/* Joins with a separator. */
const char *str_join(struct arena *a, const struct lines *parts, const char *separator);

/* startsAt for starts_at: the JSON name of a C member. */
const char *str_camel(struct arena *a, const char *snake);

#endif
