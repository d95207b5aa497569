/* agenda/order.h: the order of an agenda, and the numbers and clock times that follow from it. */
#ifndef AGENDA_ORDER_H
#define AGENDA_ORDER_H

#include "agenda/item.h"

/* Moves one item `by` places up (negative) or down; at an end nothing changes. ERR_CONFLICT for an
 * item that was treated. */
enum err order_move(struct tx *tx, const struct actor *who, int64_t item_id, int64_t by) NODISCARD;
/* To a place, 1 = first. */
enum err order_place(
    struct tx *tx, const struct actor *who, int64_t item_id, int64_t place) NODISCARD;
/* The whole order: `ids` must be exactly the items of the meeting, treated ones in the order that
 * they have; ERR_STALE when the meeting's version is another. */
enum err order_set(struct tx *tx, const struct actor *who, int64_t meeting_id, int64_t version,
    const int64_t *ids, size_t count) NODISCARD;

/* Pure: fills shown_number: frozen ones stay; a new one after "3" becomes "3bis", then "3ter",
 * "3quater" …, one behind the last frozen gets the next number, one before the first "0". Removed
 * ones that are in the list keep their number taken, and get none when they have none. */
void order_numbers(struct arena *a, struct item_list *items);
/* Pure: fills starts_at of each from the meeting's start and the minutes. */
void order_times(int64_t meeting_starts_at, struct item_list *items);
/* Stores the shown numbers of all items that have none, as frozen by this publication. */
enum err order_freeze(struct tx *tx, int64_t meeting_id, int64_t publication_id) NODISCARD;

#endif
