#include "lok/base/compose.h"
#include "lok/base/buf.h"

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
static enum err add_key(
    struct snap *s, struct arena *a, struct buf *b, const char *table, const char *column)
{
    const char *name = NULL, **names = NULL;
    size_t count = 0;
    int64_t key_columns = 0;

    TRY(sql_list(s, a, &KEY_COLUMNS, IN(in_text("of_table", table), in_text("besides", column)),
        OUT(out_text("name", a, &name)), &name, sizeof name, &names, &count));
    TRY(sql_one(
        s, &HAS_KEY, IN(in_text("of_table", table)), OUT(out_i64("columns", &key_columns))));
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

enum err compose_sql(struct snap *s, struct arena *a, const char *table, const char *column,
    const char *format, const struct sql **ret)
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
            TRY(add_key(s, a, &b, table, column));
        else
            add_name(&b, *format == 't' ? table : column);
    }
    *ret = arena_memdup(a, &(const struct sql){ b.data }, sizeof **ret);
    return ERR_OK;
}

struct sql compose_whole(
    struct arena *a, const char *table, const char *const *columns, size_t count)
{
    struct buf b;

    buf_init(&b, a, 64 * KiB);
    for (size_t i = 0; i < count; i++) {
        buf_puts(&b, i == 0 ? "SELECT " : ", ");
        add_name(&b, columns[i]);
    }
    buf_puts(&b, " FROM ");
    add_name(&b, table);
    return (struct sql){ b.data };
}

enum err compose_prepare(struct snap *s, const struct sql *q, struct statement *ret)
{
    ret->kept = NULL;
    if (s->broken != ERR_OK)
        return s->broken;
    int code = sqlite3_prepare_v2(s->connection->handle, q->text, -1, &ret->handle, NULL);
    if (code == SQLITE_ERROR)
        check_failed(sqlite3_errmsg(s->connection->handle), q->text, 0);
    return connection_error(s->connection, code);
}

enum err compose_noted(struct snap *s, enum err e)
{
    if (s->writes && (e == ERR_DISK_FULL || e == ERR_STORAGE))
        s->broken = e;
    return e;
}
