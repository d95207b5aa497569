/* lok/base/rows.h: every text of the database, whichever table it stands in, and every row that
 * refers to another. Which tables and columns there are is read from the schema, so that a table
 * that is added later is not forgotten.
 *
 * What belongs to a primary key is no text for people, and neither is the index of the search: that is
 * made again from what it is an index of.
 */
#ifndef LOK_BASE_ROWS_H
#define LOK_BASE_ROWS_H

#include "lok/base/sql.h"

/* One text in one row. */
struct row_text {
    const char *table, *column;
    const char *key;  /* of the row */
    int64_t id;       /* when its key begins with a number, else 0 */
    const char *text; /* "" for a column */
};
struct row_text_list {
    struct row_text *at;
    size_t count;
};

/* All columns of texts. */
enum err rows_text_columns(struct snap *s, struct arena *a, struct row_text_list *ret) NODISCARD;

/* Which texts are looked into (`wants` NULL: all), and what is sought in one: `length` bytes without a
 * NUL behind them. Static, as a struct sql is: connections keep what they prepared for it. */
struct row_search {
    bool (*wants)(const char *table, const char *column);
    bool (*holds)(const void *context, const char *text, size_t length);
};

/* Every text of at least `shortest` bytes for which `holds` is true, by table. Reads all rows of the
 * tables that are wanted. */
enum err rows_find_text(struct snap *s, struct arena *a, const struct row_search *search,
    const void *context, size_t shortest, struct row_text_list *ret) NODISCARD;

/* Puts another text there. */
enum err rows_set_text(struct tx *tx, const struct row_text *row, const char *text) NODISCARD;

/* Deletes the rows whose column refers to `id`; or makes them refer to nothing. The names are those of
 * the schema (relink_columns gives them). */
enum err rows_delete(struct tx *tx, const char *table, const char *column, int64_t id) NODISCARD;
enum err rows_unlink(struct tx *tx, const char *table, const char *column, int64_t id) NODISCARD;

#endif
