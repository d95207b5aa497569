#include "web/pages/closing.h"
#include "agenda/advice.h"
#include "agenda/attendance.h"
#include "templates.h"
#include "web/pages/advice.h"
#include "web/pages/pages.h"

static struct link_view table_link(struct request *rq, const struct item *item)
{
    return (struct link_view){
        arena_printf(rq->arena, "%s. %s", item->shown_number, item->title),
        url_of(rq->arena, "/vergaderingen/%lld/tafel?punt=%lld", (long long)rq->id,
            (long long)item->id),
    };
}

static void add_open(struct request *rq, const struct item_list *items, struct closing_view *v)
{
    struct arena *a = rq->arena;

    v->open.at = arena_array(a, items->count, sizeof *v->open.at);
    for (size_t i = 0; i < items->count; i++) {
        const struct item *item = &items->at[i];

        if (item->outcome == OUTCOME_NONE)
            v->open.at[v->open.count++] = table_link(rq, item);
    }
    v->open_words = arena_printf(
        a, "%s nog geen uitkomst.", show_count(a, v->open.count, "punt heeft", "punten hebben"));
}

/* What goes to the government, and an advice that was given without saying what. */
static enum err add_advices(
    struct request *rq, const struct item_list *items, struct closing_view *v)
{
    struct arena *a = rq->arena;

    v->advices.at = arena_array(a, items->count, sizeof *v->advices.at);
    v->empty.at = arena_array(a, items->count, sizeof *v->empty.at);
    for (size_t i = 0; i < items->count; i++) {
        const struct item *item = &items->at[i];
        struct advice found = { .text = "" };
        enum err e = item->outcome != OUTCOME_ADVICE_GIVEN
                         ? ERR_NOT_FOUND
                         : advice_by_item(rq->snap, a, item->id, &found);

        if (e != ERR_OK && e != ERR_NOT_FOUND)
            return e;
        if (!str_empty(found.text))
            v->advices.at[v->advices.count++] = (struct link_view){
                arena_printf(a, "Advies %s: %s", found.number, found.title),
                advice_url(a, found.number, ""),
            };
        else if (item->outcome == OUTCOME_ADVICE_GIVEN && str_empty(item->decision_number))
            v->empty.at[v->empty.count++] = table_link(rq, item);
    }
    return ERR_OK;
}

enum err page_closing(struct request *rq)
{
    struct arena *a = rq->arena;
    struct attendance_list list = { 0 };
    struct item_list items = { 0 };
    struct lifecycle_step step;
    struct meeting m = { 0 };

    TRY(meeting_get(rq->snap, a, rq->id, &m));
    TRY(lifecycle_step(&rq->actor, m.state, MEETING_CLOSE, &rq->fault, &step));
    TRY(item_list(rq->snap, a, m.id, &items));
    TRY(attendance_list(rq->snap, a, m.id, &list));
    struct attendance_counts n = attendance_count(&list);
    struct closing_view v = {
        .meeting = { arena_printf(a, "Vergadering van %s", show_when(a, &m)),
            show_meeting_url(a, m.id, "") },
        .unknown = n.unknown == 0 ? ""
                                  : arena_printf(a, "Van %s is niet genoteerd of ze er waren.",
                                        show_count(a, (size_t)n.unknown, "lid", "leden")),
        .attendance = show_meeting_url(a, m.id, "/aanwezigen"),
        .action = show_meeting_url(a, m.id, "/stap/afsluiten"),
        .table = show_meeting_url(a, m.id, "/tafel"),
        .version = m.version,
    };
    add_open(rq, &items, &v);
    TRY(add_advices(rq, &items, &v));
    v.may_close = v.open.count == 0;
    return reply_page(rq, "Vergadering afsluiten", closing_html, &v);
}
