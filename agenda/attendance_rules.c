/* The rules of the seats, over those who are there. */
#include "agenda/attendance.h"
#include "lok/base/dates.h"

/* The seat that somebody fills: its own, or the one whose place it takes. */
static int64_t seat_of(const struct attendance_list *list, const struct attendance *one)
{
    const struct attendance *other = attendance_find(list, one->for_person_id);

    if (!attendance_was_there(one))
        return 0;
    if (one->status != ATTENDANCE_SUBSTITUTE)
        return one->seat_id;
    return other == NULL ? 0 : other->seat_id;
}

enum err attendance_rules(
    struct snap *s, struct arena *a, int64_t meeting_id, struct attendance_rules *ret)
{
    struct attendance_rules rules = { 0 };
    struct attendance_list list = { 0 };
    struct meeting m = { 0 };
    size_t count = 0;

    TRY(meeting_get(s, a, meeting_id, &m));
    TRY(attendance_list(s, a, meeting_id, &list));
    const char *day = m.starts_at == 0 ? month_last_day(a, m.month) : date_of(a, m.starts_at);
    int64_t *seats = arena_array(a, list.count, sizeof *seats);
    for (size_t i = 0; i < list.count; i++) {
        seats[count] = seat_of(&list, &list.at[i]);
        count += seats[count] != 0;
    }
    TRY(seats_balance(s, a, day, &rules.appointed));
    TRY(seats_balance_of(s, a, day, seats, count, &rules.present));
    TRY(seats_quorum(s, a, day, seats, count, &rules.quorum));
    *ret = rules;
    return ERR_OK;
}

static const char *with_source(struct arena *a, const char *what, const struct seats_balance *b)
{
    return arena_printf(a, "%s%s (%s)", what, b->words, b->source);
}

void attendance_warnings(struct arena *a, const struct attendance_rules *rules, struct lines *ret)
{
    enum { MOST = 3 };
    struct lines list = { arena_array(a, MOST, sizeof *list.at), 0 };
    bool noted = rules->present.members > 0;

    if (rules->appointed.verdict == SEATS_BROKEN || rules->appointed.verdict == SEATS_OPEN)
        list.at[list.count++] = with_source(a, "", &rules->appointed);
    if (noted && rules->present.verdict == SEATS_BROKEN)
        list.at[list.count++] = with_source(a, "Van wie er nu is: ", &rules->present);
    if (noted && !rules->quorum.reached)
        list.at[list.count++] = rules->quorum.words;
    *ret = list;
}
