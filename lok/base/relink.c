#include "lok/base/relink.h"
#include "lok/base/buf.h"
#include "lok/base/connection.h"
#include <string.h>

static const struct sql REFERENCES_TO =
    SQL("SELECT m.name AS table_name, f.\"from\" AS column_name"
        "  FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f"
        " WHERE m.type = 'table' AND f.\"table\" = :to_table"
        " ORDER BY m.name, f.\"from\"");

static const struct sql KEY_COLUMNS = SQL("SELECT name FROM pragma_table_info(:of_table)"
                                          " WHERE pk > 0 AND name <> :besides ORDER BY pk");

static const struct sql HAS_KEY =
    SQL("SELECT count(*) AS columns FROM pragma_table_info(:of_table) WHERE pk > 0");

/* "name", with what would end it doubled. */
static void add_name(struct buf *b, const char *name)
{
    buf_putc(b, '"');
    for (; *name != '\0'; name++) {
        if (*name == '"')
            buf_putc(b, '"');
        buf_putc(b, *name);
    }
    buf_putc(b, '"');
}

/* An expression that names a row: quote("a") || ',' || quote("b"). */
static enum err add_key(struct snap *s, struct arena *a, struct buf *b, const struct relink *r)
{
    const char *name = NULL, **names = NULL;
    size_t count = 0;
    int64_t key_columns = 0;

    TRY(sql_list(s, a, &KEY_COLUMNS,
        IN(in_text("of_table", r->table), in_text("besides", r->column)),
        OUT(out_text("name", a, &name)), &name, sizeof name, &names, &count));
    TRY(sql_one(
        s, &HAS_KEY, IN(in_text("of_table", r->table)), OUT(out_i64("columns", &key_columns))));
    if (key_columns == 0)
        buf_puts(b, "quote(rowid)");
    else if (count == 0)
        buf_puts(b, "''");
    for (size_t i = 0; i < count; i++) {
        buf_puts(b, i == 0 ? "quote(" : " || ',' || quote(");
        add_name(b, names[i]);
        buf_putc(b, ')');
    }
    return ERR_OK;
}

/* `format` with %t for the table, %c for the column, %k for what names a row. */
static enum err compose(struct snap *s, struct arena *a, const struct relink *r, const char *format,
    const struct sql **ret)
{
    struct buf b;

    buf_init(&b, a, 64 * KiB);
    for (; *format != '\0'; format++) {
        if (*format != '%') {
            buf_putc(&b, *format);
            continue;
        }
        format++;
        if (*format == 'k')
            TRY(add_key(s, a, &b, r));
        else
            add_name(&b, *format == 't' ? r->table : r->column);
    }
    *ret = arena_memdup(a, &(const struct sql){ b.data }, sizeof **ret);
    return ERR_OK;
}

/* Prepared for this once: its text differs from table to table. */
static enum err prepare(struct snap *s, const struct sql *q, struct statement *ret)
{
    ret->kept = NULL;
    if (s->broken != ERR_OK)
        return s->broken;
    int code = sqlite3_prepare_v2(s->connection->handle, q->text, -1, &ret->handle, NULL);
    if (code == SQLITE_ERROR)
        check_failed(sqlite3_errmsg(s->connection->handle), q->text, 0);
    return connection_error(s->connection, code);
}

static enum err noted(struct snap *s, enum err e)
{
    if (s->writes && (e == ERR_DISK_FULL || e == ERR_STORAGE))
        s->broken = e;
    return e;
}

static enum err count_rows(struct snap *s, struct arena *a, int64_t id, struct relink *r)
{
    struct statement st;
    const struct sql *q = NULL;

    TRY(compose(s, a, r, "SELECT count(*) FROM %t WHERE %c = :id", &q));
    TRY(prepare(s, q, &st));
    statement_bind(&st, q, IN(in_i64("id", id)));
    int code = statement_step(&st);
    if (code == SQLITE_ROW)
        r->own_count = sqlite3_column_int64(st.handle, 0);
    (void)sqlite3_finalize(st.handle);
    return noted(s, connection_error(s->connection, code));
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

    TRY(compose(s, a, r, "SELECT %k FROM %t WHERE %c = :id", &q));
    TRY(prepare(s, q, &st));
    statement_bind(&st, q, IN(in_i64("id", id)));
    while ((code = statement_step(&st)) == SQLITE_ROW && count < (size_t)r->own_count)
        at[count++] = (struct relink){ r->table, r->column,
            arena_strdup(a, (const char *)sqlite3_column_text(st.handle, 0)), 0 };
    (void)sqlite3_finalize(st.handle);
    POST(count == (size_t)r->own_count);
    return noted(s, connection_error(s->connection, code));
}

static enum err move(struct tx *tx, const struct relink *row, int64_t from, int64_t to, bool *ret)
{
    struct snap *s = tx_snap(tx);
    struct statement st;
    const struct sql *q = NULL;

    TRY(compose(s, snap_fault(s)->arena, row,
        "UPDATE %t SET %c = :to_id WHERE %c = :from_id AND %k = :row_key", &q));
    TRY(prepare(s, q, &st));
    statement_bind(
        &st, q, IN(in_i64("to_id", to), in_i64("from_id", from), in_text("row_key", row->key)));
    int code = statement_step(&st);
    bool clashes = (code & 0xff) == SQLITE_CONSTRAINT;
    *ret = !clashes && sqlite3_changes64(s->connection->handle) > 0;
    (void)sqlite3_finalize(st.handle);
    return clashes ? ERR_OK : noted(s, connection_error(s->connection, code));
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
