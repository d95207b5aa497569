/* lok/base/json_scan.h: is this text JSON as we accept it? Only json.c asks.
 *
 * The grammar of RFC 8259 to the letter, and of I-JSON (RFC 7493): valid UTF-8, no lone surrogate,
 * numbers within ±(2^53 − 1) and of at most 60 characters (cJSON 1.7.15 cuts at 63), no \u0000, at
 * most JSON_MAX_DEPTH arrays and objects inside each other, nothing behind the value. Member names
 * that stand twice are json.c's matter.
 */
#ifndef LOK_BASE_JSON_SCAN_H
#define LOK_BASE_JSON_SCAN_H

#include <stddef.h>

/* NULL when it is; else what is wrong (Dutch, no full stop), and where, counted from 0. */
const char *json_scan(const char *text, size_t length, size_t *ret_at);

#endif
