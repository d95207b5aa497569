#include "lok/base/relink.h"
#include "lok/base/compose.h"
#include <string.h>

static const struct sql REFERENCES_TO =
    SQL("SELECT m.name AS table_name, f.\"from\" AS column_name"
        "  FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f"
        " WHERE m.type = 'table' AND f.\"table\" = :to_table"
        " ORDER BY m.name, f.\"from\"");

static enum err count_rows(struct snap *s, struct arena *a, int64_t id, struct relink *r)
{
    struct statement st;
    const struct sql *q = NULL;

    TRY(compose_sql(s, a, r->table, r->column, "SELECT count(*) FROM %t WHERE %c = :id", &q));
    TRY(compose_prepare(s, q, &st));
    statement_bind(&st, q, IN(in_i64("id", id)));
    int code = statement_step(&st);
    if (code == SQLITE_ROW)
        r->own_count = sqlite3_column_int64(st.handle, 0);
    (void)sqlite3_finalize(st.handle);
    return compose_noted(s, connection_error(s->connection, code));
}

enum err relink_columns(
    struct snap *s, struct arena *a, const char *table, int64_t id, struct relink_list *ret)
{
    struct relink row = { .key = "" };
    struct relink_list list = { 0 };

    TRY(sql_list(s, a, &REFERENCES_TO, IN(in_text("to_table", table)),
        OUT(out_text("table_name", a, &row.table), out_text("column_name", a, &row.column)), &row,
        sizeof row, &list.at, &list.count));
    for (size_t i = 0; i < list.count && id != 0; i++)
        TRY(count_rows(s, a, id, &list.at[i]));
    *ret = list;
    return ERR_OK;
}

/* The keys of the rows that refer to `id`. */
static enum err keys_of(
    struct snap *s, struct arena *a, const struct relink *r, int64_t id, struct relink *at)
{
    struct statement st;
    const struct sql *q = NULL;
    int code;
    size_t count = 0;

    TRY(compose_sql(s, a, r->table, r->column, "SELECT %k FROM %t WHERE %c = :id", &q));
    TRY(compose_prepare(s, q, &st));
    statement_bind(&st, q, IN(in_i64("id", id)));
    while ((code = statement_step(&st)) == SQLITE_ROW && count < (size_t)r->own_count)
        at[count++] = (struct relink){ r->table, r->column,
            arena_strdup(a, (const char *)sqlite3_column_text(st.handle, 0)), 0 };
    (void)sqlite3_finalize(st.handle);
    POST(count == (size_t)r->own_count);
    return compose_noted(s, connection_error(s->connection, code));
}

static enum err move(struct tx *tx, const struct relink *row, int64_t from, int64_t to, bool *ret)
{
    struct snap *s = tx_snap(tx);
    struct statement st;
    const struct sql *q = NULL;

    TRY(compose_sql(s, snap_fault(s)->arena, row->table, row->column,
        "UPDATE %t SET %c = :to_id WHERE %c = :from_id AND %k = :row_key", &q));
    TRY(compose_prepare(s, q, &st));
    statement_bind(
        &st, q, IN(in_i64("to_id", to), in_i64("from_id", from), in_text("row_key", row->key)));
    int code = statement_step(&st);
    bool clashes = (code & 0xff) == SQLITE_CONSTRAINT;
    *ret = !clashes && sqlite3_changes64(s->connection->handle) > 0;
    (void)sqlite3_finalize(st.handle);
    return clashes ? ERR_OK : compose_noted(s, connection_error(s->connection, code));
}

enum err relink_one(struct tx *tx, const struct relink *row, int64_t from, int64_t to)
{
    bool moved;

    return move(tx, row, from, to, &moved);
}

enum err relink_all(struct tx *tx, struct arena *a, const char *table, int64_t from, int64_t to,
    struct relink_list *ret)
{
    struct relink_list columns = { 0 }, moved = { 0 };
    size_t all = 0;

    PRE(from != to);
    TRY(relink_columns(tx_snap(tx), a, table, from, &columns));
    for (size_t i = 0; i < columns.count; i++)
        all += (size_t)columns.at[i].own_count;
    moved.at = arena_array(a, all, sizeof *moved.at);
    for (size_t i = 0; i < columns.count; i++) {
        size_t count = (size_t)columns.at[i].own_count;
        struct relink *keys = arena_array(a, count, sizeof *keys);
        TRY(keys_of(tx_snap(tx), a, &columns.at[i], from, keys));
        for (size_t k = 0; k < count; k++) {
            bool went;
            TRY(move(tx, &keys[k], from, to, &went));
            if (went)
                moved.at[moved.count++] = keys[k];
        }
    }
    *ret = moved;
    return ERR_OK;
}
