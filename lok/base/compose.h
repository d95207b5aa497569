/* lok/base/compose.h: the one place where SQL is put together: its only parts that vary are names of
 * tables and columns, as the database itself gives them, quoted. Nothing that a person typed comes
 * into it. For relink.c, rows.c and text_tables.c alone. */
#ifndef LOK_BASE_COMPOSE_H
#define LOK_BASE_COMPOSE_H

#include "lok/base/connection.h"

/* `format` with %t for the table, %c for the column, and %k for what names a row: its primary key
 * without that column. */
enum err compose_sql(struct snap *s, struct arena *a, const char *table, const char *column,
    const char *format, const struct sql **ret) NODISCARD;

/* All rows of a table, with these columns. */
struct sql compose_whole(
    struct arena *a, const char *table, const char *const *columns, size_t count);

/* Prepared for this once: its text differs from table to table. The caller finalizes it. */
enum err compose_prepare(struct snap *s, const struct sql *q, struct statement *ret) NODISCARD;

/* What stops a transaction is remembered, as sql_run does. */
enum err compose_noted(struct snap *s, enum err e) NODISCARD;

#endif
