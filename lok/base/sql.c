#include "lok/base/sql.h"
#include "lok/base/connection.h"
#include <string.h>

enum { MAX_COLUMNS = 64 };

struct in in_i64(const char *name, int64_t value)
{
    return (struct in){ .name = name, .type = IN_I64, .i64 = value };
}

struct in in_bool(const char *name, bool value)
{
    return in_i64(name, value ? 1 : 0);
}

struct in in_text(const char *name, const char *value)
{
    if (!value)
        return (struct in){ .name = name, .type = IN_NULL };
    return (struct in){ .name = name, .type = IN_TEXT, .bytes = value, .length = strlen(value) };
}

struct in in_id(const char *name, int64_t id)
{
    return (struct in){ .name = name, .type = id == 0 ? IN_NULL : IN_I64, .i64 = id };
}

struct in in_enum(const char *name, const struct choice *of, unsigned value)
{
    return in_text(name, choice_code(of, value));
}

struct in in_blob(const char *name, const void *bytes, size_t length)
{
    return (struct in){
        .name = name, .type = bytes ? IN_BLOB : IN_NULL, .bytes = bytes, .length = length
    };
}

struct out out_i64(const char *name, int64_t *to)
{
    return (struct out){ .name = name, .type = OUT_I64, .to = to };
}

struct out out_bool(const char *name, bool *to)
{
    return (struct out){ .name = name, .type = OUT_BOOL, .to = to };
}

struct out out_text(const char *name, struct arena *a, const char **to)
{
    return (struct out){ .name = name, .type = OUT_TEXT, .to = to, .arena = a };
}

struct out out_enum(const char *name, const struct choice *of, unsigned *to)
{
    return (struct out){ .name = name, .type = OUT_ENUM, .to = to, .of = of };
}

struct out out_blob(const char *name, struct arena *a, const void **to, size_t *length)
{
    return (struct out){ .name = name, .type = OUT_BLOB, .to = to, .arena = a, .length = length };
}

/* A statement that runs, and where its columns go: column[i] is the column of out[i]. */
struct run {
    struct snap *snap;
    const struct sql *sql;
    struct statement statement;
    const struct out *out;
    int columns;
    uint8_t column[MAX_COLUMNS];
};

static int column_of(sqlite3_stmt *s, int columns, const char *name, int likely)
{
    for (int tried = 0; tried < columns; tried++) {
        int at = (likely + tried) % columns;
        const char *written = sqlite3_column_name(s, at);
        if (written && strcmp(written, name) == 0)
            return at;
    }
    return -1;
}

/* Every column is taken exactly once, by name. */
static void map_columns(struct run *r)
{
    uint64_t taken = 0;
    int given = 0;
    r->columns = sqlite3_column_count(r->statement.handle);
    for (; r->out[given].name; given++) {
        int at = column_of(r->statement.handle, r->columns, r->out[given].name, given);
        if (at < 0 || at >= MAX_COLUMNS || (taken & (UINT64_C(1) << at)))
            check_failed(r->out[given].name, r->sql->text, at);
        taken |= UINT64_C(1) << at;
        r->column[given] = (uint8_t)at;
    }
    if (given != r->columns)
        check_failed("not every column is taken", r->sql->text, given);
}

/* After these a transaction is not continued: SQLite may have rolled it back by itself, and what
 * came next would be committed alone. */
static enum err noted(struct snap *s, enum err e)
{
    bool breaks = e == ERR_DISK_FULL || e == ERR_STORAGE;
    if (s->writes && e != ERR_OK && (breaks || sqlite3_get_autocommit(s->connection->handle)))
        s->broken = e;
    return e;
}

static enum err start(struct run *r, struct snap *s, const struct sql *q, const struct in *in,
    const struct out *out, bool changes)
{
    if (s->broken != ERR_OK)
        return s->broken;
    *r = (struct run){ .snap = s, .sql = q, .out = out };
    TRY(noted(s, statement_acquire(s->connection, q, &r->statement)));
    if (changes == (sqlite3_stmt_readonly(r->statement.handle) != 0))
        check_failed(changes ? "this changes nothing" : "reading would change", q->text, 0);
    statement_bind(&r->statement, q, in);
    map_columns(r);
    return ERR_OK;
}

static void stop(struct run *r)
{
    statement_release(r->snap->connection, &r->statement);
}

/* One step. *ret_row tells whether there is a row. */
static enum err step(struct run *r, bool *ret_row)
{
    int code = statement_step(&r->statement);
    *ret_row = code == SQLITE_ROW;
    return noted(r->snap, connection_error(r->snap->connection, code));
}

/* A connection is used by one thread at a time: its values need no protection. */
static bool fits(sqlite3_value *value, const struct out *o)
{
    int type = sqlite3_value_type(value);
    if (type == SQLITE_NULL)
        return true;
    switch (o->type) {
    case OUT_I64:
    case OUT_BOOL:
        return type == SQLITE_INTEGER;
    case OUT_TEXT:
        return type == SQLITE_TEXT;
    case OUT_BLOB:
        return type == SQLITE_BLOB;
    case OUT_ENUM:
        return type == SQLITE_TEXT &&
               choice_find(o->of, (const char *)sqlite3_value_text(value), &(unsigned){ 0 });
    }
    IMPOSSIBLE("a column of no known type");
}

static void take(sqlite3_value *value, const struct out *o)
{
    bool null = sqlite3_value_type(value) == SQLITE_NULL;
    switch (o->type) {
    case OUT_I64:
        *(int64_t *)o->to = sqlite3_value_int64(value);
        break;
    case OUT_BOOL:
        *(bool *)o->to = sqlite3_value_int64(value) != 0;
        break;
    case OUT_TEXT: {
        const char *text = null ? "" : (const char *)sqlite3_value_text(value);
        size_t length = null ? 0 : (size_t)sqlite3_value_bytes(value);
        *(const char **)o->to = length == 0 ? "" : arena_strndup(o->arena, text, length);
        break;
    }
    case OUT_BLOB: {
        const void *bytes = sqlite3_value_blob(value);
        *o->length = (size_t)sqlite3_value_bytes(value);
        *(const void **)o->to = arena_memdup(o->arena, bytes ? bytes : "", *o->length);
        break;
    }
    case OUT_ENUM:
        *(unsigned *)o->to = 0;
        if (!null)
            (void)choice_find(o->of, (const char *)sqlite3_value_text(value), o->to);
        break;
    }
}

/* All columns of the row or none. */
static enum err take_row(const struct run *r)
{
    sqlite3_value *value[MAX_COLUMNS];
    for (int i = 0; i < r->columns; i++) {
        value[i] = sqlite3_column_value(r->statement.handle, r->column[i]);
        if (fits(value[i], &r->out[i]))
            continue;
        OUR_BUG("a column holds what its reader does not expect");
        return ERR_INTERNAL;
    }
    for (int i = 0; i < r->columns; i++)
        take(value[i], &r->out[i]);
    return ERR_OK;
}

static enum err read_first(struct run *r)
{
    bool row = false;
    TRY(step(r, &row));
    return row ? take_row(r) : ERR_NOT_FOUND;
}

enum err sql_one(struct snap *s, const struct sql *q, const struct in *in, const struct out *out)
{
    struct run r;
    TRY(start(&r, s, q, in, out, false));
    enum err e = read_first(&r);
    stop(&r);
    return e;
}

static enum err read_each(struct run *r, enum err (*each)(void *context), void *context)
{
    for (;;) {
        bool row = false;
        TRY(step(r, &row));
        if (!row)
            return ERR_OK;
        TRY(take_row(r));
        TRY(each(context));
    }
}

enum err sql_each(struct snap *s, const struct sql *q, const struct in *in, const struct out *out,
    enum err (*each)(void *context), void *context)
{
    struct run r;
    TRY(start(&r, s, q, in, out, false));
    enum err e = read_each(&r, each, context);
    stop(&r);
    return e;
}

struct list {
    struct arena *arena;
    const void *row;
    size_t size;
    char *at;
    size_t count;
    size_t capacity;
};

static enum err append(void *context)
{
    struct list *l = context;
    if (l->count == l->capacity) {
        l->capacity = l->capacity ? 2 * l->capacity : 4;
        char *more = arena_room(l->arena, l->capacity * l->size);
        if (l->count > 0)
            memcpy(more, l->at, l->count * l->size);
        l->at = more;
    }
    memcpy(l->at + l->count++ * l->size, l->row, l->size);
    return ERR_OK;
}

enum err sql_list(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    const struct out *out, void *row, size_t size, void *ret_at, size_t *ret_count)
{
    struct list l = { .arena = a, .row = row, .size = size };
    TRY(sql_each(s, q, in, out, append, &l));
    memcpy(ret_at, &l.at, sizeof l.at);
    *ret_count = l.count;
    return ERR_OK;
}

enum err sql_run(struct tx *tx, const struct sql *q, const struct in *in, int64_t *ret_changed)
{
    struct run r;
    bool row = false;
    TRY(start(&r, tx_snap(tx), q, in, OUT(), true));
    enum err e = step(&r, &row);
    if (e == ERR_OK && ret_changed)
        *ret_changed = sqlite3_changes64(r.snap->connection->handle);
    stop(&r);
    return e;
}

/* To the end: only there SQLite checks foreign keys. */
static enum err finish(struct run *r)
{
    bool row = true;
    while (row)
        TRY(step(r, &row));
    return ERR_OK;
}

enum err sql_change(struct tx *tx, const struct sql *q, const struct in *in, const struct out *out)
{
    struct run r;
    TRY(start(&r, tx_snap(tx), q, in, out, true));
    enum err e = read_first(&r);
    if (e == ERR_OK)
        e = finish(&r);
    stop(&r);
    return e;
}
