#include "web/pages/item.h"
#include "agenda/publication.h"
#include "agenda/treatment.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/advice.h"
#include "web/pages/minutes.h"
#include "web/pages/pages.h"

enum { MOST_FACTS = 9 };

static struct fact_list facts_of(
    struct request *rq, const struct meeting *m, const struct item *item)
{
    static const struct url NOWHERE = { "" };
    struct arena *a = rq->arena;
    struct fact_list facts = show_facts(a, MOST_FACTS);
    struct url dossier = item->dossier_id == 0 ? NOWHERE : show_dossier_url(a, item->dossier_id);

    show_add_fact(&facts, "Vergadering", show_day(a, m), show_meeting_url(a, m->id, ""));
    if (item->starts_at != 0)
        show_add_fact(&facts, "Uur", dutch_time(a, item->starts_at), NOWHERE);
    if (item->minutes != 0)
        show_add_fact(
            &facts, "Duur", arena_printf(a, "%lld minuten", (long long)item->minutes), NOWHERE);
    show_add_fact(&facts, "Inleider", item->presenter, NOWHERE);
    show_add_fact(&facts, "Partner", item->presenter_partner, NOWHERE);
    show_add_fact(&facts, "Dossier", item->dossier_title, dossier);
    if (show_prepares(rq))
        show_add_access(&facts, item->access);
    return facts;
}

static void add_introduction(struct arena *a, const struct item *item, struct item_view *v)
{
    v->introduction_words = "";
    if (item->introduction_id == 0)
        return;
    v->introduction_words = item->introduction_at == 0
                                ? "Inleiding"
                                : arena_printf(a, "Inleiding van %s",
                                      dutch_date_long(a, date_of(a, item->introduction_at)));
    v->introduction = show_text(a, item->introduction_text);
    v->introduction_to = show_item_url(a, item->introduction_id, "");
}

static struct item_view view_of(
    struct request *rq, const struct meeting *m, const struct item *item)
{
    struct arena *a = rq->arena;
    struct item_view v = {
        .number = item->shown_number,
        .title = item->title,
        .meeting = { arena_printf(a, "Vergadering van %s", show_day(a, m)),
            show_meeting_url(a, m->id, "") },
        .purpose = show_purpose(item->purpose),
        .outcome = show_outcome(item->outcome),
        .unsent = item->unsent,
        .facts = facts_of(rq, m, item),
        .text = show_text(a, item->text),
        .note = show_text(a, item->outcome_note),
        .reason = "",
        .votes = "",
        .minority_view = { "" },
        .internal = { "" },
        .decision = { "", { "" } },
        .advice = { "", { "" } },
        .removed = item->removed_at != 0,
    };
    add_introduction(a, item, &v);
    if (!str_empty(item->decision_number))
        v.decision = (struct link_view){ arena_printf(a, "Beslissing %s", item->decision_number),
            show_decision_url(a, item->decision_number) };
    return v;
}

static struct step_list steps_of(
    struct request *rq, const struct meeting *m, const struct item *item)
{
    struct arena *a = rq->arena;
    struct step_list list = { arena_array(a, 2, sizeof *list.at), 0 };
    bool treated = item->outcome != OUTCOME_NONE;
    if (item->removed_at != 0)
        return list;
    if (lifecycle_allows(&rq->actor, m->state, MEETING_TREAT))
        list.at[list.count++] = (struct step){ treated ? "Behandeling aanpassen" : "Behandelen",
            show_item_url(a, item->id, "/behandelen"),
            m->state == MEETING_CONVENED || treated ? "plain" : "", false, 0 };
    if (!treated && lifecycle_allows(&rq->actor, m->state, MEETING_EDIT))
        list.at[list.count++] =
            (struct step){ "Bewerken", show_item_url(a, item->id, "/bewerken"), "plain", false, 0 };
    return list;
}

static const struct item *find(const struct item_list *items, int64_t id)
{
    for (size_t i = 0; i < items->count; i++)
        if (items->at[i].id == id)
            return &items->at[i];
    return NULL;
}

/* What was noted at the table, for the secretariat. */
static enum err add_noted(struct request *rq, int64_t item_id, struct item_view *v)
{
    struct treatment_input in = { 0 };

    TRY(treatment_get(rq->snap, rq->arena, item_id, &in));
    v->reason = in.reason;
    v->votes = treatment_votes(rq->arena, &in.votes);
    v->minority_view = show_text(rq->arena, in.minority_view);
    v->internal = show_text(rq->arena, in.internal_note);
    return ERR_OK;
}

/* Of the item's advice, once this reader may see it. */
static enum err add_advice(struct request *rq, struct item_view *v)
{
    struct advice found = { 0 };
    enum err e = advice_by_item(rq->snap, rq->arena, rq->id, &found);

    if (e == ERR_OK)
        e = advice_get(rq->snap, rq->arena, &rq->actor, found.number, &found);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    v->advice = (struct link_view){ arena_printf(rq->arena, "Advies %s", found.number),
        advice_url(rq->arena, found.number, "") };
    return ERR_OK;
}

/* Others see an item as it was last sent, or not at all. */
enum err page_item(struct request *rq)
{
    struct arena *a = rq->arena;
    struct item item = { 0 };
    struct meeting m = { 0 };
    struct published p = { 0 };
    struct item_view v;

    TRY(item_get(rq->snap, a, rq->id, &item));
    if (show_prepares(rq)) {
        TRY(meeting_get(rq->snap, a, item.meeting_id, &m));
        v = view_of(rq, &m, &item);
        v.steps = steps_of(rq, &m, &item);
        TRY(documents_of(rq, ATTACHED_TO_ITEM, rq->id, &v.documents));
        TRY(minutes_add_approved(rq, item.id, &v.facts));
        TRY(add_advice(rq, &v));
        TRY(add_noted(rq, item.id, &v));
        return reply_page(rq, item.title, item_html, &v);
    }
    TRY(publication_current(
        rq->snap, a, visibility_of(&rq->actor), item.meeting_id, clock_now(), &p));
    const struct item *seen = find(&p.items, rq->id);
    if (seen == NULL)
        return ERR_NOT_FOUND;
    v = view_of(rq, &p.meeting, seen);
    TRY(documents_of(rq, ATTACHED_TO_ITEM, rq->id, &v.documents));
    TRY(minutes_add_approved(rq, item.id, &v.facts));
    TRY(add_advice(rq, &v));
    return reply_page(rq, seen->title, item_html, &v);
}
