/* Decisions and meetings for feed readers: what is public, whoever asks. */
#include "lok/base/clock.h"
#include "web/pages/advice.h"
#include "web/pages/atom.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"
#include <stdlib.h>
#include <string.h>

/* A meeting brings its whole agenda: ten are three years. */
enum { A_PAGE = 25, MEETINGS_A_PAGE = 10 };

static enum err everybody(struct request *rq, struct visibility *ret)
{
    struct visibility v = visibility_of_partner(0, rq->council.is_public);

    if (v.sees < 0)
        return ERR_NOT_FOUND;
    *ret = v;
    return ERR_OK;
}

static struct atom_entry advice_entry(struct arena *a, const struct advice *v)
{
    return (struct atom_entry){
        .id = arena_printf(a, "advies/%s", v->number),
        .title = arena_printf(a, "%s: %s", v->number, v->title),
        .path = advice_url(a, v->number, "").address,
        .state = choice_dutch(ADVICE_STATES, v->state),
        .updated_at = v->sent_at,
        .content = show_text(a, v->text),
    };
}

static int newest_first(const void *x, const void *y)
{
    const struct atom_entry *one = x, *other = y;

    return (one->updated_at < other->updated_at) - (one->updated_at > other->updated_at);
}

/* The newest advices stand among the newest decisions; older ones are in their own feed. */
static enum err add_advices(struct request *rq, struct atom_entry *entries, size_t *count)
{
    const struct actor anybody = { .council_public = rq->council.is_public };
    const struct advice_filter filter = { .typed = "", .limit = A_PAGE };
    struct advice_list found = { 0 };

    TRY(advice_find(rq->snap, rq->arena, &anybody, &filter, &found));
    for (size_t i = 0; i < found.count; i++)
        entries[(*count)++] = advice_entry(rq->arena, &found.at[i]);
    qsort(entries, *count, sizeof *entries, newest_first);
    return ERR_OK;
}

enum err page_decisions_feed(struct request *rq)
{
    struct arena *a = rq->arena;
    struct decision_reader reader = { .now = clock_now() };
    struct decision_filter filter = {
        .typed = "",
        .after = show_query_number(rq, "na"),
        .limit = A_PAGE + 1,
    };
    struct decision_list found = { 0 };
    struct atom_entry entries[2 * A_PAGE];
    struct atom_feed feed = {
        .id = "beslissingen",
        .title = "Beslissingen en adviezen",
        .path = "/beslissingen.atom",
        .alternate = "/beslissingen",
        .after = filter.after,
        .entries = entries,
    };

    TRY(everybody(rq, &reader.v));
    TRY(decision_find(rq->snap, a, &reader, &filter, &found));
    for (; feed.count < found.count && feed.count < A_PAGE; feed.count++) {
        const struct decision *d = &found.at[feed.count];

        entries[feed.count] = (struct atom_entry){
            .id = arena_printf(a, "beslissing/%s", d->number),
            .title = arena_printf(a, "%s: %s", d->number, d->title),
            .path = show_decision_url(a, d->number).address,
            .state = choice_dutch(DECISION_STATES, d->state),
            .updated_at = d->released_at,
            .content = show_text(a, d->text),
        };
    }
    if (filter.after == 0)
        TRY(add_advices(rq, entries, &feed.count));
    if (found.count > A_PAGE)
        feed.next = found.at[A_PAGE - 1].id;
    return atom_reply(rq, &feed);
}

enum err page_advices_feed(struct request *rq)
{
    struct arena *a = rq->arena;
    const struct actor anybody = { .council_public = rq->council.is_public };
    struct advice_filter filter = {
        .typed = "",
        .after = show_query_number(rq, "na"),
        .limit = A_PAGE + 1,
    };
    struct advice_list found = { 0 };
    struct atom_entry entries[A_PAGE];
    struct atom_feed feed = {
        .id = "adviezen",
        .title = "Adviezen",
        .path = "/adviezen.atom",
        .alternate = "/adviezen",
        .after = filter.after,
        .entries = entries,
    };
    struct visibility v;

    TRY(everybody(rq, &v));
    TRY(advice_find(rq->snap, a, &anybody, &filter, &found));
    for (; feed.count < found.count && feed.count < A_PAGE; feed.count++)
        entries[feed.count] = advice_entry(a, &found.at[feed.count]);
    if (found.count > A_PAGE)
        feed.next = found.at[A_PAGE - 1].id;
    return atom_reply(rq, &feed);
}

/* When and where, and the agenda. */
static struct html content_of(struct arena *a, const struct published *p)
{
    struct buf b;

    buf_init(&b, a, 0);
    buf_puts(&b, "<p>");
    html_text(&b, show_when(a, &p->meeting));
    buf_puts(&b, "</p>");
    if (p->items.count > 0)
        buf_puts(&b, "<ul>");
    for (size_t i = 0; i < p->items.count; i++) {
        buf_puts(&b, "<li>");
        html_text(&b, arena_printf(a, "%s. %s", p->items.at[i].shown_number, p->items.at[i].title));
        buf_puts(&b, "</li>");
    }
    if (p->items.count > 0)
        buf_puts(&b, "</ul>");
    return (struct html){ b.data };
}

static struct atom_entry entry_of(struct arena *a, const struct published *p)
{
    const struct meeting *m = &p->meeting;
    const char *mark = m->state == MEETING_CANCELLED ? "GEANNULEERD: " : "";

    return (struct atom_entry){
        .id = arena_printf(a, "vergadering/%lld", (long long)m->id),
        .title = arena_printf(a, "%s%s: %s", mark, m->title, show_day(a, m)),
        .path = show_meeting_url(a, m->id, "").address,
        .state = choice_dutch(MEETING_STATES, m->state),
        .updated_at = p->effective_at,
        .content = content_of(a, p),
    };
}

enum err page_meetings_feed(struct request *rq)
{
    struct arena *a = rq->arena;
    struct visibility v;
    struct meeting_list found = { 0 };
    struct atom_entry entries[MEETINGS_A_PAGE];
    struct atom_feed feed = {
        .id = "vergaderingen",
        .title = "Vergaderingen",
        .path = "/vergaderingen.atom",
        .alternate = "/vergaderingen",
        .after = show_query_number(rq, "na"),
        .entries = entries,
    };
    int64_t now = clock_now();

    TRY(everybody(rq, &v));
    TRY(publication_list(rq->snap, a, v, 0, feed.after, MEETINGS_A_PAGE + 1, now, &found));
    for (; feed.count < found.count && feed.count < MEETINGS_A_PAGE; feed.count++) {
        struct published p = { 0 };

        TRY(publication_current(rq->snap, a, v, found.at[feed.count].id, now, &p));
        entries[feed.count] = entry_of(a, &p);
    }
    if (found.count > MEETINGS_A_PAGE)
        feed.next = found.at[MEETINGS_A_PAGE - 1].id;
    return atom_reply(rq, &feed);
}
