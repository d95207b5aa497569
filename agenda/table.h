/* agenda/table.h: the secretary's table during a meeting: which item is being treated, and the clock
 * against the plan. */
#ifndef AGENDA_TABLE_H
#define AGENDA_TABLE_H

#include "agenda/item.h"

struct table {
    struct meeting meeting;
    struct item_list items; /* the working agenda */
    size_t here;            /* its place among them; `items.count` when there is none */
};

/* At `item_id`; 0 = the one that was put there last, else the first without outcome, else the last.
 * ERR_NOT_FOUND when that item is not on the agenda. */
enum err table_at(struct snap *s, struct arena *a, int64_t meeting_id, int64_t item_id,
    struct table *ret) NODISCARD;

/* From now this item is being treated. Grows no version: it is where people are, not what they say. */
enum err table_go(
    struct tx *tx, const struct actor *who, int64_t meeting_id, int64_t item_id) NODISCARD;

/* The clock against the plan of one item, in minutes; all false and 0 without a planned time, or on
 * another day than the meeting's. */
struct table_pace {
    bool planned, today;
    int64_t from, until; /* UTC ms */
    int64_t left;        /* until the planned end, while it runs */
    int64_t behind;      /* over that end */
    int64_t ahead;       /* before the planned start */
};
struct table_pace table_pace(struct arena *a, const struct item *item, int64_t now);
/* "Gepland van 19.50 tot 20.10 uur. Het is 20.14 uur: 4 minuten over tijd." */
const char *table_pace_words(struct arena *a, const struct table_pace *p, int64_t now);

#endif
