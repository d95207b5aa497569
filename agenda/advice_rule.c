/* What makes an advice valid: who sits in the council, and how many of them took part. */
#include "agenda/advice.h"
#include "agenda/attendance.h"
#include "lok/seats.h"

enum { MOST_SEATS = 1000 };

static bool has_person(const struct presence_list *list, const struct member *m)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct attendance *one = &list->at[i].who;

        if (list->at[i].there &&
            (one->person_id == m->person_id ||
                (one->for_person_id != 0 && one->for_person_id == m->person_id)))
            return true;
    }
    return false;
}

/* Only where attendance was noted: else nobody knows. */
static enum err quorum_at(
    struct snap *s, struct arena *a, int64_t item_id, const char *day, const char **ret)
{
    struct presence_list there = { 0 };
    struct member_list members = { 0 };
    struct seats_quorum q = { 0 };
    size_t count = 0;

    TRY(attendance_at_item(s, a, item_id, &there));
    if (!there.noted)
        return ERR_OK;
    TRY(member_list(s, a, day, 0, MOST_SEATS, &members));
    int64_t *ids = arena_array(a, members.count, sizeof *ids);
    for (size_t i = 0; i < members.count; i++)
        if (has_person(&there, &members.at[i]))
            ids[count++] = members.at[i].id;
    TRY(seats_quorum(s, a, day, ids, count, &q));
    if (!q.reached)
        *ret = q.words;
    return ERR_OK;
}

enum err advice_balance(struct snap *s, struct arena *a, int64_t item_id, const char **ret)
{
    struct seats_balance balance = { 0 };
    const char *quorum = "";
    struct council c;

    TRY(council_get(s, a, &c));
    const char *today = council_today(a, &c);
    TRY(seats_balance(s, a, today, &balance));
    if (item_id != 0)
        TRY(quorum_at(s, a, item_id, today, &quorum));
    bool broken = balance.verdict == SEATS_BROKEN;
    *ret = !broken             ? quorum
           : str_empty(quorum) ? balance.cited
                               : arena_printf(a, "%s %s", balance.cited, quorum);
    return ERR_OK;
}
