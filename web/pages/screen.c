#include "web/pages/screen.h"
#include "agenda/table.h"
#include "agenda/treatment.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/http/asset.h"
#include "web/pages/pages.h"

/* How often the screen looks again, in seconds. */
#define AGAIN "10"

static bool is_for_the_room(const struct item *item)
{
    return item->access <= ACCESS_MEMBERS;
}

static const char *next_words(struct arena *a, const struct table *t)
{
    for (size_t i = t->here + 1; i < t->items.count; i++)
        if (is_for_the_room(&t->items.at[i]))
            return arena_printf(
                a, "Straks: %s. %s", t->items.at[i].shown_number, t->items.at[i].title);
    return "";
}

static enum err add_item(struct request *rq, const struct item *item, struct screen_view *v)
{
    struct treatment_input in = { 0 };

    TRY(treatment_get(rq->snap, rq->arena, item->id, &in));
    v->number = arena_printf(rq->arena, "%s.", item->shown_number);
    v->item = item->title;
    v->purpose = show_purpose(item->purpose);
    v->outcome = show_outcome(item->outcome);
    v->presenter = item->presenter;
    v->advice = show_text(rq->arena, in.advice.text);
    v->decision = show_text(rq->arena, in.decision.text);
    return ERR_OK;
}

enum err page_screen(struct request *rq)
{
    struct arena *a = rq->arena;
    struct table t = { 0 };
    struct buf out;
    bool still = show_query_number(rq, "stil") != 0;

    TRY(table_at(rq->snap, a, rq->id, 0, &t));
    struct screen_view v = {
        .title = t.meeting.title,
        .council = rq->council.name,
        .css = { asset_url(a, "app.css") },
        .item = "",
        .decision = { "" },
        .advice = { "" },
        .next = next_words(a, &t),
        .clock = dutch_time(a, council_now(&rq->council)),
        .meeting = show_meeting_url(a, rq->id, "/tafel"),
        .still = still ? (struct url){ "" } : show_meeting_url(a, rq->id, "/scherm?stil=1"),
        .live = still ? show_meeting_url(a, rq->id, "/scherm") : (struct url){ "" },
    };
    if (t.items.count > 0 && is_for_the_room(&t.items.at[t.here]))
        TRY(add_item(rq, &t.items.at[t.here], &v));
    buf_init(&out, a, 0);
    screen_html(&out, &v);
    if (!still)
        reply_header(rq, "Refresh", AGAIN);
    return reply_bytes(rq, "text/html; charset=utf-8", out.data, out.length, NULL, "no-store");
}
