#include "lok/base/rows.h"
#include "lok/base/compose.h"
#include <stdlib.h>

static const struct sql TEXT_COLUMNS =
    SQL("SELECT l.name AS table_name, c.name AS column_name"
        "  FROM pragma_table_list l JOIN pragma_table_info(l.name) c"
        " WHERE l.schema = 'main' AND l.type = 'table' AND l.strict = 1"
        "   AND c.type = 'TEXT' AND c.pk = 0"
        " ORDER BY l.name, c.cid");

enum err rows_text_columns(struct snap *s, struct arena *a, struct row_text_list *ret)
{
    struct row_text row = { .key = "", .text = "" };

    return sql_list(s, a, &TEXT_COLUMNS, IN(),
        OUT(out_text("table_name", a, &row.table), out_text("column_name", a, &row.column)), &row,
        sizeof row, &ret->at, &ret->count);
}

struct finding {
    struct arena *a;
    bool (*holds)(const void *context, const char *text);
    const void *context;
    struct row_text_list list;
    size_t room;
};

static void add(struct finding *f, const struct row_text *column, const char *key, const char *text)
{
    if (f->list.count == f->room) {
        size_t room = f->room == 0 ? 16 : 2 * f->room;
        struct row_text *wider = arena_array(f->a, room, sizeof *wider);
        for (size_t i = 0; i < f->list.count; i++)
            wider[i] = f->list.at[i];
        f->list.at = wider;
        f->room = room;
    }
    f->list.at[f->list.count++] = (struct row_text){
        .table = column->table,
        .column = column->column,
        .key = arena_strdup(f->a, key),
        .id = strtoll(key, NULL, 10),
        .text = arena_strdup(f->a, text),
    };
}

static enum err find_in(struct snap *s, struct finding *f, const struct row_text *column)
{
    struct statement st;
    const struct sql *q = NULL;
    int code;

    TRY(compose_sql(
        s, f->a, column->table, column->column, "SELECT %k, %c FROM %t WHERE %c <> ''", &q));
    TRY(compose_prepare(s, q, &st));
    while ((code = statement_step(&st)) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(st.handle, 1);
        if (f->holds(f->context, text))
            add(f, column, (const char *)sqlite3_column_text(st.handle, 0), text);
    }
    (void)sqlite3_finalize(st.handle);
    return compose_noted(s, connection_error(s->connection, code));
}

enum err rows_find_text(struct snap *s, struct arena *a,
    bool (*holds)(const void *context, const char *text), const void *context,
    struct row_text_list *ret)
{
    struct finding f = { .a = a, .holds = holds, .context = context };
    struct row_text_list columns = { 0 };

    TRY(rows_text_columns(s, a, &columns));
    for (size_t i = 0; i < columns.count; i++)
        TRY(find_in(s, &f, &columns.at[i]));
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
