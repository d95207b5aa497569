/* The council's deadlines as calendar events. */
#include "agenda/proposal.h"
#include "agenda/reminder.h"
#include "lok/base/dates.h"

enum { MOST_MEETINGS = 50, EVENTS_A_MEETING = 2 };

struct deadlines {
    struct arena *arena;
    const struct council *council;
    const char *public_url;
    struct calendar_event *at;
    size_t count;
};

/* The day itself is the stamp: what did not change gives the same bytes. */
static void add(struct deadlines *d, const struct meeting *m, const char *date, const char *kind,
    const char *summary)
{
    struct arena *a = d->arena;
    int64_t at = 0;

    if (str_empty(date) || date_instant(date, "00:00", &at) != ERR_OK)
        return;
    d->at[d->count++] = (struct calendar_event){
        .uid = arena_printf(a, "%s-%lld@%s", kind, (long long)m->id, d->council->uid),
        .sequence = m->version,
        .stamp_at = at,
        .modified_at = at,
        .starts_at = at,
        .all_day = true,
        .summary = arena_printf(a, "%s: %s", summary, m->title),
        .location = "",
        .description = "",
        .url = arena_printf(a, "%s/vergaderingen/%lld", d->public_url, (long long)m->id),
    };
}

enum err reminder_deadlines(struct snap *s, struct arena *a, const struct council *c,
    const char *public_url, int64_t now, struct calendar_event **ret_at, size_t *ret_count)
{
    struct meeting_list meetings = { 0 };
    struct deadlines d = { .arena = a, .council = c, .public_url = public_url };

    TRY(meeting_list(s, a, 0, 0, MOST_MEETINGS, &meetings));
    d.at = arena_array(a, meetings.count * EVENTS_A_MEETING, sizeof *d.at);
    for (size_t i = 0; i < meetings.count; i++) {
        const struct meeting *m = &meetings.at[i];
        const char *closes_on;

        if (m->starts_at <= now || m->state > MEETING_CONVENED)
            continue;
        TRY(proposal_closes_on(s, a, c, m, &closes_on));
        add(&d, m, closes_on, "items-close", "Laatste dag om punten voor te stellen");
        add(&d, m, meeting_invitation_deadline(a, m, c), "invitation",
            "Uiterste dag voor de uitnodiging");
    }
    *ret_at = d.at;
    *ret_count = d.count;
    return ERR_OK;
}

enum err reminder_feed(
    const struct calendar_source *from, struct arena *a, struct feed_owner owner, const char **ret)
{
    struct feed_reader reader = { 0 };
    struct calendar_event *events = NULL;
    size_t count = 0;

    TRY(feed_token_reader(
        from->s, owner, council_today(a, from->council), from->council->is_public, &reader));
    if (!reader.prepares)
        return ERR_NOT_FOUND;
    TRY(reminder_deadlines(
        from->s, a, from->council, from->public_url, council_now(from->council), &events, &count));
    const struct calendar c = {
        .method = CALENDAR_PLAIN,
        .name = arena_printf(a, "Uiterste data %s", from->council->name),
        .events = events,
        .count = count,
    };
    *ret = calendar_write(a, &c);
    return ERR_OK;
}
