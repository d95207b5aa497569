#include "lok/base/connection.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static size_t home_of(const struct sql *q, size_t slots)
{
    uint64_t address = (uintptr_t)q;
    return (size_t)((address >> 3) * 0x9E3779B97F4A7C15u >> 20) & (slots - 1);
}

/* The slot that holds `q`, or the free one where it belongs. */
static size_t slot_of(const struct connection *c, const struct sql *q)
{
    size_t slot = home_of(q, c->slots);
    while (c->kept[slot].sql && c->kept[slot].sql != q)
        slot = (slot + 1) & (c->slots - 1);
    return slot;
}

static void make_room(struct connection *c)
{
    if (2 * (c->count + 1) <= c->slots)
        return;
    struct kept *old = c->kept;
    size_t old_slots = c->slots;
    c->slots = old_slots ? 2 * old_slots : 64;
    c->kept = calloc(c->slots, sizeof *c->kept);
    if (!c->kept)
        IMPOSSIBLE("out of memory");
    for (size_t i = 0; i < old_slots; i++)
        if (old[i].sql)
            c->kept[slot_of(c, old[i].sql)] = old[i];
    free(old);
}

static enum err prepare(
    struct connection *c, const struct sql *q, unsigned flags, sqlite3_stmt **ret)
{
    sqlite3_stmt *s = NULL;
    const char *rest = NULL;
    int code = sqlite3_prepare_v3(c->handle, q->text, -1, flags, &s, &rest);
    if (code == SQLITE_ERROR)
        check_failed(sqlite3_errmsg(c->handle), q->text, 0);
    if (code != SQLITE_OK)
        return connection_error(c, code);
    if (!s || rest[strspn(rest, " \n;")])
        check_failed("not one statement", q->text, 0);
    *ret = s;
    return ERR_OK;
}

enum err statement_acquire(struct connection *c, const struct sql *q, struct statement *ret)
{
    make_room(c);
    struct kept *k = &c->kept[slot_of(c, q)];
    if (k->sql && k->in_use) {
        ret->kept = NULL;
        return prepare(c, q, 0, &ret->handle);
    }
    if (!k->sql) {
        TRY(prepare(c, q, SQLITE_PREPARE_PERSISTENT, &k->statement));
        k->sql = q;
        c->count++;
    }
    k->in_use = true;
    *ret = (struct statement){ .handle = k->statement, .kept = q };
    return ERR_OK;
}

void statement_release(struct connection *c, struct statement *s)
{
    if (!s->kept) {
        (void)sqlite3_finalize(s->handle);
        return;
    }
    (void)sqlite3_reset(s->handle);
    (void)sqlite3_clear_bindings(s->handle);
    c->kept[slot_of(c, s->kept)].in_use = false;
}

void statement_forget_all(struct connection *c)
{
    for (size_t i = 0; i < c->slots; i++)
        (void)sqlite3_finalize(c->kept[i].statement);
    free(c->kept);
    c->kept = NULL;
    c->slots = c->count = 0;
}

static int bind_one(sqlite3_stmt *s, int at, const struct in *in)
{
    switch (in->type) {
    case IN_NULL:
        return sqlite3_bind_null(s, at);
    case IN_I64:
        return sqlite3_bind_int64(s, at, in->i64);
    case IN_TEXT:
        return sqlite3_bind_text64(s, at, in->bytes, in->length, SQLITE_STATIC, SQLITE_UTF8);
    case IN_BLOB:
        return in->length == 0 ? sqlite3_bind_zeroblob(s, at, 0)
                               : sqlite3_bind_blob64(s, at, in->bytes, in->length, SQLITE_STATIC);
    }
    IMPOSSIBLE("a parameter of no known type");
}

/* The number of the parameter ":name", 0 when there is none. */
static int parameter_of(sqlite3_stmt *s, const char *name, int likely)
{
    int count = sqlite3_bind_parameter_count(s);
    for (int tried = 0; tried < count; tried++) {
        int at = (likely + tried) % count + 1;
        const char *written = sqlite3_bind_parameter_name(s, at);
        if (written && written[0] == ':' && strcmp(written + 1, name) == 0)
            return at;
    }
    return 0;
}

void statement_bind(const struct statement *s, const struct sql *q, const struct in *in)
{
    int given = 0;
    uint64_t bound = 0;
    for (; in[given].name; given++) {
        int at = parameter_of(s->handle, in[given].name, given);
        if (at == 0 || at > 64)
            check_failed(in[given].name, q->text, at);
        if (bound & (UINT64_C(1) << (at - 1)))
            check_failed("a parameter is given twice", q->text, at);
        bound |= UINT64_C(1) << (at - 1);
        int code = bind_one(s->handle, at, &in[given]);
        if (code != SQLITE_OK)
            check_failed("a parameter cannot be bound", q->text, code);
    }
    if (given != sqlite3_bind_parameter_count(s->handle))
        check_failed("not every parameter is given", q->text, given);
}

int statement_step(const struct statement *s)
{
    errno = 0;
    return sqlite3_step(s->handle);
}

enum err statement_run(struct connection *c, const struct sql *q)
{
    struct statement s;
    TRY(statement_acquire(c, q, &s));
    enum err e = connection_error(c, statement_step(&s));
    statement_release(c, &s);
    return e;
}
