/* lok/roster_reading.h: one line of a list on its way in: for roster_import.c and roster_find.c alone. */
#ifndef LOK_ROSTER_READING_H
#define LOK_ROSTER_READING_H

#include "lok/roster.h"

enum { ROSTER_MOST_COLUMNS = 20 };

/* One line being read: what stands there (`old`, id 0 = new) and what it becomes. */
union roster_thing {
    struct partner partner;
    struct person person;
    struct member member;
};
struct roster_reading {
    struct tx *tx;
    struct arena *a;
    const struct actor *who;
    enum roster_kind kind;
    const char *today;
    const struct roster_column *columns[CSV_MOST_CELLS]; /* of each cell */
    size_t column_count;
    const struct csv_row *row;
    struct roster_line *line;
    union roster_thing old, next;
    int64_t id, version; /* of what stands there, 0 = new */
};

/* Adds an error to the line; `title` is of the column, "" for none. */
void roster_complain(struct roster_reading *r, const char *title, const char *message);
/* The cell under a field's column; "" when it is not there. */
const char *roster_cell(const struct roster_reading *r, const char *field);
/* The same, "" too when the cell says "(leeg)". */
const char *roster_value(const struct roster_reading *r, const char *field);

/* Fills in what stands there for this line: `old`, `id`, `version`. What is not certain is an error
 * of the line, not of the call. */
enum err roster_find(struct roster_reading *r) NODISCARD;
/* 0 when there is none; with a `title` (may be NULL) that is an error of the line. */
enum err roster_partner(
    struct roster_reading *r, const char *title, const char *words, int64_t *ret_id) NODISCARD;
/* What a cell says, as a form would: a date, a code, an id. */
enum err roster_typed(struct roster_reading *r, const struct roster_column *c,
    const struct field *field, const char *text, const char **ret) NODISCARD;

#endif
