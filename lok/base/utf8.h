/* lok/base/utf8.h: UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing over U+10FFFF. */
#ifndef LOK_BASE_UTF8_H
#define LOK_BASE_UTF8_H

#include "lok/base/arena.h"

bool utf8_valid(const char *s, size_t length);

/* Code points in a valid string: what a person counts as characters, near enough for a limit. */
size_t utf8_length(const char *s);

/* Decodes one code point of a valid string at *s and moves *s behind it; 0 at the end. */
uint32_t utf8_next(const char **s);

/* Writes one code point (1–4 bytes), returns the count. */
size_t utf8_put(char *at, uint32_t code_point);

/* The lower-case letter without its accent for Latin letters (é → e, Ö → o, ß → s), others
 * unchanged: how names are compared and how search folds. */
uint32_t utf8_fold(uint32_t code_point);

/* A whole string folded: "Crèchendo" → "crechendo". */
const char *utf8_fold_string(struct arena *a, const char *s);

/* The first `characters` code points, "…" behind when something was cut. */
const char *utf8_cut(struct arena *a, const char *s, size_t characters);

/* False when it holds a control character; '\n' and '\t' pass when `multiline`.
 * Also refuses bidi overrides and isolates (U+202A–202E, U+2066–2069). */
bool utf8_printable(const char *s, bool multiline);

#endif
