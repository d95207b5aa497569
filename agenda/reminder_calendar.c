/* The council's deadlines as calendar events. */
#include "agenda/expansion.h"
#include "agenda/proposal.h"
#include "agenda/reminder.h"
#include "lok/base/dates.h"

enum { MOST_MEETINGS = 50, EVENTS_A_MEETING = 2, MOST_ROUNDS = 50 };

struct deadlines {
    struct arena *arena;
    const struct council *council;
    const char *public_url;
    struct calendar_event *at;
    size_t count;
};

struct subject {
    int64_t id, version;
    const char *title;
    const char *page; /* "vergaderingen" */
};

/* The day itself is the stamp: what did not change gives the same bytes. */
static void add(struct deadlines *d, const struct subject *of, const char *date, const char *kind,
    const char *summary)
{
    struct arena *a = d->arena;
    int64_t at = 0;

    if (str_empty(date) || date_instant(date, "00:00", &at) != ERR_OK)
        return;
    d->at[d->count++] = (struct calendar_event){
        .uid = arena_printf(a, "%s-%lld@%s", kind, (long long)of->id, d->council->uid),
        .sequence = of->version,
        .stamp_at = at,
        .modified_at = at,
        .starts_at = at,
        .all_day = true,
        .summary = arena_printf(a, "%s: %s", summary, of->title),
        .location = "",
        .description = "",
        .url = arena_printf(a, "%s/%s/%lld", d->public_url, of->page, (long long)of->id),
    };
}

static enum err add_meetings(struct snap *s, struct deadlines *d, int64_t now)
{
    struct meeting_list meetings = { 0 };

    TRY(meeting_list(s, d->arena, 0, 0, MOST_MEETINGS, &meetings));
    for (size_t i = 0; i < meetings.count; i++) {
        const struct meeting *m = &meetings.at[i];
        const struct subject of = { m->id, m->version, m->title, "vergaderingen" };
        const char *closes_on;

        if (m->starts_at <= now || m->state > MEETING_CONVENED)
            continue;
        TRY(proposal_closes_on(s, d->arena, d->council, m, &closes_on));
        add(d, &of, closes_on, "items-close", "Laatste dag om punten voor te stellen");
        add(d, &of, meeting_invitation_deadline(d->arena, m, d->council), "invitation",
            "Uiterste dag voor de uitnodiging");
    }
    return ERR_OK;
}

static enum err add_rounds(struct snap *s, struct deadlines *d)
{
    const struct actor system = actor_system();
    struct expansion_list rounds = { 0 };

    TRY(expansion_list(s, d->arena, &system, 0, 0, MOST_ROUNDS, &rounds));
    for (size_t i = 0; i < rounds.count; i++) {
        const struct expansion *e = &rounds.at[i];
        const struct subject of = { e->id, e->version, e->title, "uitbreidingsrondes" };

        if (e->state == EXPANSION_OPEN)
            add(d, &of, e->closes_on, "round-closes", "Laatste dag om plaatsen aan te vragen");
    }
    return ERR_OK;
}

enum err reminder_deadlines(struct snap *s, struct arena *a, const struct council *c,
    const char *public_url, int64_t now, struct calendar_event **ret_at, size_t *ret_count)
{
    struct deadlines d = { .arena = a, .council = c, .public_url = public_url };

    d.at = arena_array(a, MOST_MEETINGS * EVENTS_A_MEETING + MOST_ROUNDS, sizeof *d.at);
    TRY(add_meetings(s, &d, now));
    TRY(add_rounds(s, &d));
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
