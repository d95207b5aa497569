#include "lok/base/rows.h"
#include "lok/base/compose.h"
#include "lok/base/text_tables.h"
#include <stdlib.h>

enum err rows_text_columns(struct snap *s, struct arena *a, struct row_text_list *ret)
{
    static const struct row_search EVERY = { NULL, NULL };
    const struct text_tables *tables = NULL;
    size_t texts = 0;

    TRY(text_tables_of(s, &EVERY, &tables));
    for (size_t i = 0; i < tables->count; i++)
        texts += tables->at[i].texts;
    struct row_text_list list = { arena_array(a, texts, sizeof *list.at), 0 };
    for (size_t i = 0; i < tables->count; i++) {
        const struct text_table *t = &tables->at[i];
        for (size_t c = t->keys; c < t->keys + t->texts; c++)
            list.at[list.count++] = (struct row_text){ arena_strdup(a, t->name),
                arena_strdup(a, t->columns[c]), "", 0, "" };
    }
    *ret = list;
    return ERR_OK;
}

struct finding {
    struct arena *a;
    const struct row_search *search;
    const void *context;
    size_t shortest;
    struct row_text_list list;
    size_t room;
};

/* As quote() writes it, which is how compose_sql names a row. */
static const char *key_of(struct arena *a, sqlite3_stmt *row, size_t keys)
{
    const char *key = "";

    for (size_t i = 0; i < keys; i++) {
        bool is_text = sqlite3_column_type(row, (int)i) == SQLITE_TEXT;
        const char *part = (const char *)sqlite3_column_text(row, (int)i);
        char *quoted = sqlite3_mprintf(is_text ? "%Q" : "%s", part);
        if (quoted == NULL)
            IMPOSSIBLE("out of memory in SQLite");
        key = i == 0 ? arena_strdup(a, quoted) : arena_printf(a, "%s,%s", key, quoted);
        sqlite3_free(quoted);
    }
    return key;
}

static void add(struct finding *f, const struct text_table *t, sqlite3_stmt *row, size_t at)
{
    const char *key = key_of(f->a, row, t->keys);

    if (f->list.count == f->room) {
        size_t room = f->room == 0 ? 16 : 2 * f->room;
        struct row_text *wider = arena_array(f->a, room, sizeof *wider);
        for (size_t i = 0; i < f->list.count; i++)
            wider[i] = f->list.at[i];
        f->list.at = wider;
        f->room = room;
    }
    f->list.at[f->list.count++] = (struct row_text){
        .table = arena_strdup(f->a, t->name),
        .column = arena_strdup(f->a, t->columns[at]),
        .key = key,
        .id = strtoll(key, NULL, 10),
        .text = arena_strdup(f->a, (const char *)sqlite3_column_text(row, (int)at)),
    };
}

/* As bytes, so that SQLite copies none of the texts in which nothing is found. */
static void look_into(struct finding *f, const struct text_table *t, sqlite3_stmt *row)
{
    for (size_t at = t->keys; at < t->keys + t->texts; at++) {
        sqlite3_value *value = sqlite3_column_value(row, (int)at);
        size_t length = (size_t)sqlite3_value_bytes(value);
        if (length > 0 && length >= f->shortest &&
            f->search->holds(f->context, sqlite3_value_blob(value), length))
            add(f, t, row, at);
    }
}

static enum err find_in(struct snap *s, struct finding *f, const struct text_table *t)
{
    struct statement st;
    int code;

    if (s->broken != ERR_OK)
        return s->broken;
    TRY(compose_noted(s, statement_acquire(s->connection, &t->whole, &st)));
    while ((code = statement_step(&st)) == SQLITE_ROW)
        look_into(f, t, st.handle);
    enum err e = connection_error(s->connection, code);
    statement_release(s->connection, &st);
    return compose_noted(s, e);
}

enum err rows_find_text(struct snap *s, struct arena *a, const struct row_search *search,
    const void *context, size_t shortest, struct row_text_list *ret)
{
    struct finding f = { .a = a, .search = search, .context = context, .shortest = shortest };
    const struct text_tables *tables = NULL;

    TRY(text_tables_of(s, search, &tables));
    for (size_t i = 0; i < tables->count; i++)
        TRY(find_in(s, &f, &tables->at[i]));
    *ret = f.list;
    return ERR_OK;
}

static enum err change(
    struct tx *tx, const char *table, const char *column, const char *format, const struct in *in)
{
    struct snap *s = tx_snap(tx);
    struct statement st;
    const struct sql *q = NULL;

    TRY(compose_sql(s, snap_fault(s)->arena, table, column, format, &q));
    TRY(compose_prepare(s, q, &st));
    statement_bind(&st, q, in);
    int code = statement_step(&st);
    (void)sqlite3_finalize(st.handle);
    return compose_noted(s, connection_error(s->connection, code));
}

enum err rows_set_text(struct tx *tx, const struct row_text *row, const char *text)
{
    return change(tx, row->table, row->column, "UPDATE %t SET %c = :text WHERE %k = :row_key",
        IN(in_text("text", text), in_text("row_key", row->key)));
}

enum err rows_delete(struct tx *tx, const char *table, const char *column, int64_t id)
{
    return change(tx, table, column, "DELETE FROM %t WHERE %c = :id", IN(in_i64("id", id)));
}

enum err rows_unlink(struct tx *tx, const char *table, const char *column, int64_t id)
{
    return change(
        tx, table, column, "UPDATE %t SET %c = NULL WHERE %c = :id", IN(in_i64("id", id)));
}
