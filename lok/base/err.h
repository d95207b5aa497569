/* lok/base/err.h: what can go wrong, by value, and what to tell the caller about it.
 *
 * Invariants:
 *   - a function that can fail returns `enum err` and is NODISCARD; out-parameters are untouched
 *     on failure;
 *   - the code says which kind (err.def fixes HTTP status, slug and Dutch title), `struct fault`
 *     says what exactly: a Dutch sentence and the issues per field, all at once.
 */
#ifndef LOK_BASE_ERR_H
#define LOK_BASE_ERR_H

#include "lok/base/arena.h"

#define ERR(code, status, slug, title) ERR_##code,
enum err {
#include "lok/base/err.def"
    ERR_COUNT
};
#undef ERR

/* The only macro that returns. */
#define TRY(call)                   \
    do {                            \
        enum err try_err_ = (call); \
        if (try_err_ != ERR_OK)     \
            return try_err_;        \
    } while (0)

unsigned err_status(enum err e);
const char *err_slug(enum err e);
const char *err_title(enum err e);

/* One thing wrong with one field. `field` is the C member name ("starts_at", "decision.title");
 * the API shows it in lowerCamelCase. */
struct issue {
    const char *field;
    const char *code; /* required, too-long, too-short, format, unknown, choice, range, taken … */
    const char *message; /* a Dutch sentence */
};

enum { FAULT_MAX_ISSUES = 100 };

/* What went wrong in one request; the strings live in `arena`. */
struct fault {
    struct arena *arena;
    const char *detail; /* "" or a Dutch sentence for the person who asked */
    struct issue *issues;
    size_t issue_count;
};

void fault_init(struct fault *f, struct arena *a);

/* Sets the detail and returns `e`:
 * `return fault_set(f, ERR_CONFLICT, "De agenda is al verstuurd.");` */
enum err fault_set(struct fault *f, enum err e, const char *format, ...)
    PRINTF_LIKE(3, 4) NODISCARD;

/* Adds an issue and returns ERR_INVALID. At most FAULT_MAX_ISSUES are kept. */
enum err fault_issue(struct fault *f, const char *field, const char *code, const char *format, ...)
    PRINTF_LIKE(4, 5);

/* ERR_INVALID when there is any issue, else ERR_OK. */
enum err fault_check(const struct fault *f) NODISCARD;

/* The message of the first issue with that field, or NULL. */
const char *fault_message(const struct fault *f, const char *field);

#endif
