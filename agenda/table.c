#include "agenda/table.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <string.h>

static const struct sql CURRENT = SQL("SELECT table_item_id FROM meeting WHERE id = :meeting");

static size_t place_of(const struct item_list *items, int64_t item_id)
{
    size_t i = 0;

    while (i < items->count && items->at[i].id != item_id)
        i++;
    return i;
}

static size_t first_open(const struct item_list *items)
{
    for (size_t i = 0; i < items->count; i++)
        if (items->at[i].outcome == OUTCOME_NONE)
            return i;
    return items->count == 0 ? 0 : items->count - 1;
}

enum err table_at(
    struct snap *s, struct arena *a, int64_t meeting_id, int64_t item_id, struct table *ret)
{
    struct table t = { 0 };
    int64_t current = 0;

    TRY(meeting_get(s, a, meeting_id, &t.meeting));
    TRY(item_list(s, a, meeting_id, &t.items));
    TRY(sql_one(
        s, &CURRENT, IN(in_i64("meeting", meeting_id)), OUT(out_i64("table_item_id", &current))));
    t.here = place_of(&t.items, item_id != 0 ? item_id : current);
    if (t.here == t.items.count && item_id != 0)
        return ERR_NOT_FOUND;
    if (t.here == t.items.count)
        t.here = first_open(&t.items);
    *ret = t;
    return ERR_OK;
}

static const struct sql GO =
    SQL("UPDATE meeting SET table_item_id = :item WHERE id = :meeting AND EXISTS"
        " (SELECT 1 FROM agenda_item WHERE id = :item AND meeting_id = :meeting)");

enum err table_go(struct tx *tx, const struct actor *who, int64_t meeting_id, int64_t item_id)
{
    int64_t count = 0;

    if (!may(who, RECORD, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(sql_run(tx, &GO, IN(in_i64("meeting", meeting_id), in_i64("item", item_id)), &count));
    return count == 0 ? ERR_NOT_FOUND : ERR_OK;
}

enum { MINUTE = 60000 };

struct table_pace table_pace(struct arena *a, const struct item *item, int64_t now)
{
    struct table_pace p = { .planned = item->starts_at != 0 };

    if (!p.planned)
        return p;
    p.from = item->starts_at;
    p.until = p.from + item->minutes * MINUTE;
    p.today = strcmp(date_of(a, p.from), date_of(a, now)) == 0;
    if (!p.today)
        return p;
    if (now < p.from)
        p.ahead = (p.from - now + MINUTE - 1) / MINUTE;
    else if (now <= p.until)
        p.left = (p.until - now) / MINUTE;
    else
        p.behind = (now - p.until + MINUTE - 1) / MINUTE;
    return p;
}

static const char *minutes(struct arena *a, int64_t count)
{
    return count == 1 ? "1 minuut" : arena_printf(a, "%lld minuten", (long long)count);
}

static const char *so_far(struct arena *a, const struct table_pace *p)
{
    if (p->behind > 0)
        return arena_printf(a, "%s over tijd", minutes(a, p->behind));
    if (p->ahead > 0)
        return arena_printf(a, "%s voor op de planning", minutes(a, p->ahead));
    return arena_printf(a, "nog %s", minutes(a, p->left));
}

const char *table_pace_words(struct arena *a, const struct table_pace *p, int64_t now)
{
    const char *plan, *span;

    if (!p->planned)
        return "";
    span = p->until == p->from
               ? arena_printf(a, "om %s", dutch_time(a, p->from))
               : arena_printf(a, "van %s tot %s", dutch_clock(a, p->from), dutch_time(a, p->until));
    plan = arena_printf(a, "Gepland %s.", span);
    return !p->today ? plan
                     : arena_printf(a, "%s Het is %s: %s.", plan, dutch_time(a, now), so_far(a, p));
}
