/* lok/base/sql.h: statements with named parameters and named columns.
 *
 * A statement is a `static const struct sql` beside the C function that runs it. No SQL is ever
 * built from strings. Statements are prepared at first use per connection, kept, and always reset.
 * Write portable SQL (a second engine is to come): ON CONFLICT … DO UPDATE, RETURNING, CTEs and
 * windows are fine; no JSON or date functions, no LIKE on non-ASCII, no OR REPLACE/OR IGNORE.
 *
 * Every parameter of the statement must be given and every column taken, by name: anything else is
 * IMPOSSIBLE (found by the first test that runs it).
 */
#ifndef LOK_BASE_SQL_H
#define LOK_BASE_SQL_H

#include "lok/base/db.h"
#include "lok/base/fields.h"

struct sql {
    const char *text;
};
#define SQL(text_) \
    {              \
        text_      \
    }

struct in {
    const char *name;
    enum in_type { IN_NULL, IN_I64, IN_TEXT, IN_BLOB } type;
    int64_t i64;
    const void *bytes;
    size_t length;
};

struct out {
    const char *name;
    enum out_type { OUT_I64, OUT_BOOL, OUT_TEXT, OUT_BLOB, OUT_ENUM } type;
    void *to;
    struct arena *arena;
    size_t *length;          /* of a blob */
    const struct choice *of; /* of an enum */
};

#define IN(...)                    \
    (const struct in[])            \
    {                              \
        __VA_ARGS__ __VA_OPT__(, ) \
        {                          \
            .name = NULL           \
        }                          \
    }
#define OUT(...)                   \
    (const struct out[])           \
    {                              \
        __VA_ARGS__ __VA_OPT__(, ) \
        {                          \
            .name = NULL           \
        }                          \
    }

struct in in_i64(const char *name, int64_t value);
struct in in_bool(const char *name, bool value);
struct in in_text(const char *name, const char *value); /* NULL gives SQL NULL */
struct in in_id(const char *name, int64_t id);          /* 0 gives SQL NULL */
struct in in_enum(const char *name, const struct choice *of, unsigned value);
struct in in_blob(const char *name, const void *bytes, size_t length);

struct out out_i64(const char *name, int64_t *to); /* NULL gives 0 */
struct out out_bool(const char *name, bool *to);
struct out out_text(const char *name, struct arena *a, const char **to); /* NULL gives "" */
struct out out_enum(const char *name, const struct choice *of, unsigned *to);
struct out out_blob(const char *name, struct arena *a, const void **to, size_t *length);

/* The first row; ERR_NOT_FOUND when there is none. */
enum err sql_one(
    struct snap *s, const struct sql *q, const struct in *in, const struct out *out) NODISCARD;

/* All rows. Each is read into *row (of `size` bytes, to which `out` points), then appended to an
 * array in the arena. `ret_at` is a `T **`, given as void *. */
enum err sql_list(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    const struct out *out, void *row, size_t size, void *ret_at, size_t *ret_count) NODISCARD;

/* Row by row, for results that should not stand in memory; stops when `each` fails. */
enum err sql_each(struct snap *s, const struct sql *q, const struct in *in, const struct out *out,
    enum err (*each)(void *context), void *context) NODISCARD;

/* Changes; `ret_changed` (may be NULL) counts rows. A broken UNIQUE or foreign key is ERR_CONFLICT
 * without detail: the caller knows the words. */
enum err sql_run(
    struct tx *tx, const struct sql *q, const struct in *in, int64_t *ret_changed) NODISCARD;

/* A change with RETURNING: the first row; ERR_NOT_FOUND when no row was changed. */
enum err sql_change(
    struct tx *tx, const struct sql *q, const struct in *in, const struct out *out) NODISCARD;

#endif
