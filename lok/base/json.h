/* lok/base/json.h: strict reading of JSON (RFC 8259, I-JSON) over cJSON.
 *
 * cJSON 1.7.15 accepts invalid UTF-8, duplicate keys, \u0000, trailing bytes, numbers over 2^53,
 * any depth, and looks names up without case (measured). Here all of these are refused: the text is
 * checked, parsed by cJSON, copied into the arena and the tree deleted at once.
 *
 * To write JSON build a cJSON tree and print it with json_print. cJSON allocates with malloc or
 * abort (json_init).
 */
#ifndef LOK_BASE_JSON_H
#define LOK_BASE_JSON_H

#include "lok/base/err.h"
#include <cjson/cJSON.h>

enum json_type { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
    enum json_type type;
    const char *name; /* in an object, else "" */
    bool boolean;
    double number;
    bool integral; /* the number is whole and within ±(2^53 − 1) */
    const char *string;
    struct json *items; /* of an array or object */
    size_t count;
};

enum { JSON_MAX_DEPTH = 16 };

/* Installs malloc-or-abort hooks in cJSON; call once, before threads start. */
void json_init(void);

/* Reads one JSON value and nothing behind it. ERR_MALFORMED with a Dutch detail in `f`. */
enum err json_parse(struct arena *a, struct fault *f, const char *text, size_t length,
    const struct json **ret) NODISCARD;

/* The member of that exact name, or NULL. */
const struct json *json_member(const struct json *object, const char *name);

/* Prints the tree into the arena and deletes it. */
const char *json_print(struct arena *a, cJSON *tree) __attribute__((returns_nonnull));

/* For AUTO(json_cleanup) cJSON *tree. */
void json_cleanup(cJSON **tree);

/* Ids are strings in JSON. */
void json_add_id(cJSON *object, const char *name, int64_t id);

/* An RFC 3339 instant, or null when 0. */
void json_add_instant(cJSON *object, const char *name, int64_t instant);

/* A string, or null when it is NULL or "". */
void json_add_text(cJSON *object, const char *name, const char *text);

#endif
