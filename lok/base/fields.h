/* lok/base/fields.h: what a client may send, declared once.
 *
 * A table of fields reads a form or a JSON object into a struct: all issues at once, unknown input
 * refused, everything decoded before a transaction begins. The same table gives the form its
 * labels, `maxlength` and `required`, and is compared with openapi.yaml in a test.
 *
 * Invariants:
 *   - the struct is filled in beforehand with defaults (or, for a change, with what is there):
 *     an optional field that is absent leaves its member alone;
 *   - text members are never NULL afterwards; text is valid UTF-8, trimmed, "\n" line ends, without
 *     control characters; its limits count code points;
 *   - what is sent empty (or null) empties: "" for text, dates and times, false, and 0 for numbers,
 *     instants, ids and choices (the first choice);
 *   - on failure the struct may be half filled and must not be used.
 *
 * Names: a field is named by its C member ("starts_at"); so in forms; JSON has "startsAt". A member
 * of a nested struct is written "decision.title" in both; in JSON it is a nested object.
 */
#ifndef LOK_BASE_FIELDS_H
#define LOK_BASE_FIELDS_H

#include "lok/base/json.h"
#include "lok/base/str.h"

/* A closed set of words. The value is the position; tables end with a NULL code. */
struct choice {
    const char *code;  /* in the database and the API */
    const char *dutch; /* on pages */
};

const char *choice_code(const struct choice *of, unsigned value);
const char *choice_dutch(const struct choice *of, unsigned value);
bool choice_find(const struct choice *of, const char *code, unsigned *ret);
unsigned choice_count(const struct choice *of);

enum field_type {
    FIELD_IS_TEXT,    /* const char * */
    FIELD_IS_URL,     /* const char *: "" or an absolute http(s) URL without user info */
    FIELD_IS_EMAIL,   /* const char * */
    FIELD_IS_DATE,    /* const char * "YYYY-MM-DD" */
    FIELD_IS_MONTH,   /* const char * "YYYY-MM" */
    FIELD_IS_TIME,    /* const char * "HH:MM"; "19.30" and "19u30" are understood */
    FIELD_IS_INSTANT, /* int64_t UTC ms, 0 = none; RFC 3339 in JSON, not used in forms */
    FIELD_IS_INT,     /* int64_t between min and max */
    FIELD_IS_ID,      /* int64_t > 0, 0 = none; a string in JSON */
    FIELD_IS_BOOL,    /* bool; in a form: present = true, absent = false */
    FIELD_IS_CHOICE,  /* unsigned: position in `of` */
    FIELD_IS_CHOICES, /* uint64_t: bit n = position n in `of`; repeated in a form, an array in JSON */
    FIELD_IS_LINES,   /* struct lines: one a line in a form, an array of strings in JSON */
};

struct field {
    const char *name;
    size_t at;
    enum field_type type;
    bool required;
    bool multiline;     /* a text area */
    bool secret;        /* a password: never given back */
    bool quiet;         /* of the log's business only that it changed */
    bool zero_is_none;  /* int: 0 says that there is none, and stands in a form as nothing */
    bool minus_is_none; /* int: only -1 does; 0 stands there as 0. Nothing is read as 0 */
    int64_t min, max; /* text: characters (max 0 = 200; multiline 20 000); int: value (both 0 = any,
                       * max 0 above a min = no upper bound); lines: characters a line */
    const struct choice *of;
    const char *label; /* Dutch, for the form and in messages */
    const char *hint;  /* Dutch, under the label */
};

#define FIELD_OF(T, m, kind, ...)                                   \
    {                                                               \
        .name = #m, .at = offsetof(T, m), .type = kind, __VA_ARGS__ \
    }
#define FIELD_TEXT(T, m, ...)    FIELD_OF(T, m, FIELD_IS_TEXT, __VA_ARGS__)
#define FIELD_URL(T, m, ...)     FIELD_OF(T, m, FIELD_IS_URL, __VA_ARGS__)
#define FIELD_EMAIL(T, m, ...)   FIELD_OF(T, m, FIELD_IS_EMAIL, __VA_ARGS__)
#define FIELD_DATE(T, m, ...)    FIELD_OF(T, m, FIELD_IS_DATE, __VA_ARGS__)
#define FIELD_MONTH(T, m, ...)   FIELD_OF(T, m, FIELD_IS_MONTH, __VA_ARGS__)
#define FIELD_TIME(T, m, ...)    FIELD_OF(T, m, FIELD_IS_TIME, __VA_ARGS__)
#define FIELD_INSTANT(T, m, ...) FIELD_OF(T, m, FIELD_IS_INSTANT, __VA_ARGS__)
#define FIELD_INT(T, m, ...)     FIELD_OF(T, m, FIELD_IS_INT, __VA_ARGS__)
#define FIELD_ID(T, m, ...)      FIELD_OF(T, m, FIELD_IS_ID, __VA_ARGS__)
#define FIELD_BOOL(T, m, ...)    FIELD_OF(T, m, FIELD_IS_BOOL, __VA_ARGS__)
#define FIELD_CHOICE(T, m, ...)  FIELD_OF(T, m, FIELD_IS_CHOICE, __VA_ARGS__)
#define FIELD_CHOICES(T, m, ...) FIELD_OF(T, m, FIELD_IS_CHOICES, __VA_ARGS__)
#define FIELD_LINES(T, m, ...)   FIELD_OF(T, m, FIELD_IS_LINES, __VA_ARGS__)
#define FIELD_END    \
    {                \
        .name = NULL \
    }

/* One name=value of a form or query string, decoded. */
struct param {
    const char *name;
    const char *value;
};
struct params {
    struct param *at;
    size_t count;
};

/* The first value of that name, or NULL. */
const char *param_get(const struct params *p, const char *name);

/* Whether all fields count, or only those present (a merge patch: null empties a field). */
enum fields_mode { FIELDS_WHOLE, FIELDS_PARTIAL };

/* ERR_INVALID with all issues in `f`. Form names that begin with '_' belong to the machinery
 * (_version) and are passed over. */
enum err fields_from_form(const struct field *fields, const struct params *form, struct arena *a,
    struct fault *f, void *into) NODISCARD;
enum err fields_from_json(const struct field *fields, const struct json *object,
    enum fields_mode mode, struct arena *a, struct fault *f, void *into) NODISCARD;

/* The most characters that a text, URL, e-mail address or line may have, defaults included (a URL
 * 2000, an address 254); 0 for other types. For `maxlength`. */
int64_t field_max_length(const struct field *field);

/* How a member is written in a form: the inverse of fields_from_form. CHOICES are not covered. */
const char *field_to_form(const struct field *field, struct arena *a, const void *from);

#endif
