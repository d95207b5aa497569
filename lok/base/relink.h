/* lok/base/relink.h: every reference to one row becomes a reference to another row of its table.
 *
 * Which tables refer to it is read from the schema itself (its foreign keys), so that a table that is
 * added later is not forgotten.
 *
 * Invariants:
 *   - a row is named by its primary key without the column that moves, so that it is found again
 *     whichever of the two it refers to;
 *   - a row that may not stand beside one that is there already (UNIQUE, CHECK) stays as it was.
 */
#ifndef LOK_BASE_RELINK_H
#define LOK_BASE_RELINK_H

#include "lok/base/sql.h"

/* One reference in one row, or one column that refers. */
struct relink {
    const char *table, *column;
    const char *key;   /* of the row; "" for a column */
    int64_t own_count; /* of a column: how many rows refer */
};
struct relink_list {
    struct relink *at;
    size_t count;
};

/* The columns that refer to the table, and in how many rows to this one (0 = none yet). */
enum err relink_columns(struct snap *s, struct arena *a, const char *table, int64_t id,
    struct relink_list *ret) NODISCARD;

/* Moves all; what was moved stands in *ret. */
enum err relink_all(struct tx *tx, struct arena *a, const char *table, int64_t from, int64_t to,
    struct relink_list *ret) NODISCARD;

/* Moves that one if it still refers to `from`; otherwise changes nothing. */
enum err relink_one(struct tx *tx, const struct relink *row, int64_t from, int64_t to) NODISCARD;

#endif
