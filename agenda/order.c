#include "agenda/order.h"
#include "lok/base/sql.h"
#include <stdlib.h>

/* -- numbers and times, pure -- */

static const char *const SUFFIXES[] = { "bis", "ter", "quater", "quinquies", "sexies", "septies",
    "octies", "novies", "decies" };

/* The digits in front: 3 of "3bis", 0 when there are none. */
static int64_t base_of(const char *number)
{
    int64_t base = 0;

    for (; *number >= '0' && *number <= '9' && base < INT32_MAX; number++)
        base = base * 10 + (*number - '0');
    return base;
}

static bool is_taken(const struct item_list *items, const char *number)
{
    for (size_t i = 0; i < items->count; i++)
        if (str_equal(items->at[i].shown_number, number))
            return true;
    return false;
}

/* The n-th number that belongs behind `base`: 3bis, 3ter … 3decies, 3/11, 3/12 … */
static const char *behind(struct arena *a, int64_t base, size_t n)
{
    if (base == 0 && n == 0)
        return "0";
    if (base == 0)
        n--;
    if (n < ARRAY_LEN(SUFFIXES))
        return arena_printf(a, "%lld%s", (long long)base, SUFFIXES[n]);
    return arena_printf(a, "%lld/%zu", (long long)base, n + 2);
}

static const char *between(struct arena *a, const struct item_list *items, int64_t base)
{
    for (size_t n = 0;; n++) {
        const char *number = behind(a, base, n);

        if (!is_taken(items, number))
            return number;
    }
}

void order_numbers(struct arena *a, struct item_list *items)
{
    int64_t highest = 0;
    int64_t base = 0;
    size_t frozen_end = 0; /* behind the last frozen one that is on the agenda */

    for (size_t i = 0; i < items->count; i++) {
        struct item *item = &items->at[i];

        item->shown_number = str_empty(item->number) ? "" : item->number;
        highest = base_of(item->shown_number) > highest ? base_of(item->shown_number) : highest;
        if (item->removed_at == 0 && !str_empty(item->number))
            frozen_end = i + 1;
    }
    for (size_t i = 0; i < items->count; i++) {
        struct item *item = &items->at[i];

        if (item->removed_at != 0)
            continue;
        if (!str_empty(item->number))
            base = base_of(item->number);
        else if (i >= frozen_end)
            item->shown_number = arena_printf(a, "%lld", (long long)++highest);
        else
            item->shown_number = between(a, items, base);
    }
}

void order_times(int64_t meeting_starts_at, struct item_list *items)
{
    int64_t at = meeting_starts_at;

    for (size_t i = 0; i < items->count; i++) {
        struct item *item = &items->at[i];

        item->starts_at = item->removed_at == 0 ? at : 0;
        if (at != 0 && item->removed_at == 0)
            at += item->minutes * 60000;
    }
}

static const struct sql FREEZE =
    SQL("UPDATE agenda_item SET number = :number, numbered_by = :publication"
        " WHERE id = :id AND number = ''");

enum err order_freeze(struct tx *tx, int64_t meeting_id, int64_t publication_id)
{
    struct item_list items = { 0 };

    TRY(item_list(tx_snap(tx), tx_fault(tx)->arena, meeting_id, &items));
    for (size_t i = 0; i < items.count; i++)
        if (str_empty(items.at[i].number))
            TRY(sql_run(tx, &FREEZE,
                IN(in_i64("id", items.at[i].id), in_text("number", items.at[i].shown_number),
                    in_i64("publication", publication_id)),
                NULL));
    return ERR_OK;
}

/* -- changing the order -- */

static const struct sql SET_POSITION =
    SQL("UPDATE agenda_item SET position = :position WHERE id = :id");

static cJSON *ids_json(struct arena *a, const struct item_list *items, const size_t *order)
{
    cJSON *array = cJSON_CreateArray();

    for (size_t i = 0; i < items->count; i++) {
        int64_t id = items->at[order == NULL ? i : order[i]].id;
        cJSON_AddItemToArray(array, cJSON_CreateString(arena_printf(a, "%lld", (long long)id)));
    }
    return array;
}

/* Puts items->at[order[i]] at place i. The places stay those that the items have now, so that
 * removed ones keep theirs in between. */
static enum err store(struct tx *tx, const struct actor *who, int64_t meeting_id,
    const struct item_list *items, const size_t *order)
{
    struct arena *a = tx_fault(tx)->arena;
    bool changed = false;

    for (size_t i = 0; i < items->count; i++) {
        if (order[i] == i)
            continue;
        changed = true;
        TRY(sql_run(tx, &SET_POSITION,
            IN(in_i64("id", items->at[order[i]].id), in_i64("position", items->at[i].position)),
            NULL));
    }
    if (!changed)
        return ERR_OK;
    cJSON *data = cJSON_CreateObject();
    cJSON *change = cJSON_AddObjectToObject(data, "order");
    cJSON_AddItemToObject(change, "from", ids_json(a, items, NULL));
    cJSON_AddItemToObject(change, "to", ids_json(a, items, order));
    TRY(event_record(tx, who, "agenda.reordered", "meeting", meeting_id, data, NULL));
    return meeting_touch(tx, meeting_id);
}

static enum err may_order(struct tx *tx, const struct actor *who, const struct meeting *m)
{
    struct lifecycle_step step;

    return lifecycle_step(who, m->state, MEETING_EDIT, tx_fault(tx), &step);
}

/* Moves the item at `from` to `to` (counted from 0), the others make way. */
static enum err shift(
    struct tx *tx, const struct actor *who, const struct item_list *items, size_t from, size_t to)
{
    struct arena *a = tx_fault(tx)->arena;
    size_t *order = arena_array(a, items->count, sizeof *order);

    if (items->at[from].outcome != OUTCOME_NONE)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Punt %s is al behandeld en blijft op zijn plaats staan.",
            items->at[from].shown_number);
    for (size_t i = 0, next = 0; i < items->count; i++) {
        next += next == from;
        order[i] = i == to ? from : next++;
    }
    return store(tx, who, items->at[from].meeting_id, items, order);
}

static size_t clamped(int64_t place, size_t count)
{
    if (place < 0)
        return 0;
    return place >= (int64_t)count ? count - 1 : (size_t)place;
}

/* The agenda on which an item stands, and where. ERR_NOT_FOUND when it was removed. */
static enum err agenda_of(
    struct tx *tx, const struct actor *who, int64_t item_id, struct item_list *ret, size_t *ret_at)
{
    struct arena *a = tx_fault(tx)->arena;
    struct meeting m = { 0 };
    struct item item = { 0 };

    TRY(item_get(tx_snap(tx), a, item_id, &item));
    TRY(meeting_get(tx_snap(tx), a, item.meeting_id, &m));
    TRY(may_order(tx, who, &m));
    TRY(item_list(tx_snap(tx), a, m.id, ret));
    for (size_t i = 0; i < ret->count; i++) {
        if (ret->at[i].id == item_id) {
            *ret_at = i;
            return ERR_OK;
        }
    }
    return ERR_NOT_FOUND;
}

enum err order_move(struct tx *tx, const struct actor *who, int64_t item_id, int64_t by)
{
    struct item_list items = { 0 };
    size_t at = 0;

    TRY(agenda_of(tx, who, item_id, &items, &at));
    int64_t most = (int64_t)items.count;
    by = by > most ? most : by < -most ? -most : by;
    return shift(tx, who, &items, at, clamped((int64_t)at + by, items.count));
}

enum err order_place(struct tx *tx, const struct actor *who, int64_t item_id, int64_t place)
{
    struct item_list items = { 0 };
    size_t at = 0;

    TRY(agenda_of(tx, who, item_id, &items, &at));
    return shift(tx, who, &items, at, clamped(place < 1 ? 0 : place - 1, items.count));
}

/* Where each id stands in the list. False when they are not exactly its items. */
static bool permutation(
    const struct item_list *items, const int64_t *ids, size_t count, bool *seen, size_t *ret)
{
    if (count != items->count)
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;

        while (at < items->count && items->at[at].id != ids[i])
            at++;
        if (at == items->count || seen[at])
            return false;
        seen[at] = true;
        ret[i] = at;
    }
    return true;
}

static bool keeps_treated(const struct item_list *items, const size_t *order)
{
    size_t last = 0;

    for (size_t i = 0; i < items->count; i++) {
        if (items->at[order[i]].outcome == OUTCOME_NONE)
            continue;
        if (order[i] < last)
            return false;
        last = order[i];
    }
    return true;
}

enum err order_set(struct tx *tx, const struct actor *who, int64_t meeting_id, int64_t version,
    const int64_t *ids, size_t count)
{
    struct fault *f = tx_fault(tx);
    struct meeting m = { 0 };
    struct item_list items = { 0 };

    TRY(meeting_get(tx_snap(tx), f->arena, meeting_id, &m));
    TRY(may_order(tx, who, &m));
    if (m.version != version)
        return ERR_STALE;
    TRY(item_list(tx_snap(tx), f->arena, meeting_id, &items));
    size_t *order = arena_array(f->arena, items.count, sizeof *order);
    bool *seen = arena_array(f->arena, items.count, sizeof *seen);
    if (!permutation(&items, ids, count, seen, order))
        return fault_issue(
            f, "items", "choice", "Geef elk punt van deze agenda precies één keer op.");
    if (!keeps_treated(&items, order))
        return fault_set(f, ERR_CONFLICT, "Punten die al behandeld zijn, blijven op hun plaats.");
    return store(tx, who, meeting_id, &items, order);
}
