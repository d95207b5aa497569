/* lok/base/text_tables.h: the tables that hold texts, each with the statement that reads those that
 * a search wants. For rows.c alone.
 *
 * Read from the schema at the first such search of a connection and kept with it: a schema is brought
 * up to date before anything else is asked of a database.
 */
#ifndef LOK_BASE_TEXT_TABLES_H
#define LOK_BASE_TEXT_TABLES_H

#include "lok/base/connection.h"
#include "lok/base/rows.h"

struct text_table {
    const char *name;
    const char **columns; /* those of its key, then those with texts */
    size_t keys, texts;
    struct sql whole; /* gives all columns, in that order */
};
struct text_tables {
    const struct row_search *of;
    struct text_tables *next; /* of the connection */
    struct arena *arena;
    struct text_table *at;
    size_t count;
};

/* By name. */
enum err text_tables_of(
    struct snap *s, const struct row_search *of, const struct text_tables **ret) NODISCARD;

/* All of them. */
void text_tables_forget(struct text_tables *first);

#endif
