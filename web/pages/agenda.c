#include "web/pages/agenda.h"
#include "agenda/announcement.h"
#include "agenda/missing.h"
#include "agenda/order.h"
#include "agenda/review.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/pages.h"

const char *agenda_promise_words(struct arena *a, const struct announcement *n)
{
    const char *when = announcement_when(a, n);
    const char *day = n->meeting_at == 0 ? "" : dutch_date(a, date_of(a, n->meeting_at));
    if (n->kind == POSTPONED)
        return arena_printf(a, "Uitgesteld naar %s%s%s.", when, str_empty(day) ? "" : " op ", day);
    return arena_printf(
        a, "Aangekondigd voor %s%s%s.", when, str_empty(day) ? "" : ", inleiding van ", day);
}

/* What people will ask for when they read the agenda, each with where to fill it in. */
static struct link_list missing_links(
    struct arena *a, const struct meeting *m, const struct item_list *items)
{
    struct missing_list missing = missing_of(a, m, items);
    struct link_list list = { arena_array(a, missing.count, sizeof *list.at), missing.count };

    for (size_t i = 0; i < missing.count; i++) {
        const struct missing *one = &missing.at[i];
        list.at[i] = (struct link_view){ missing_question(a, one),
            one->item != NULL           ? show_item_url(a, one->item->id, "/bewerken")
            : one->what == MISSING_DATE ? show_meeting_url(a, m->id, "/verplaatsen")
                                        : show_meeting_url(a, m->id, "/verplaatsen?alles=1") };
    }
    return list;
}

static enum err add_removed(struct request *rq, int64_t meeting_id, struct removed_rows *ret)
{
    struct item_list list = { 0 };
    TRY(item_removed(rq->snap, rq->arena, meeting_id, &list));
    *ret = (struct removed_rows){ arena_array(rq->arena, list.count, sizeof *ret->at), list.count };
    for (size_t i = 0; i < list.count; i++)
        ret->at[i] = (struct removed_row){ list.at[i].title,
            show_item_url(rq->arena, list.at[i].id, "/terugzetten") };
    return ERR_OK;
}

/* Sending stands in front when there is something to send. */
static struct step_list steps_of(
    struct request *rq, const struct meeting *m, const struct item_list *items, bool changed)
{
    struct arena *a = rq->arena;
    struct step_list list = { arena_array(a, 5, sizeof *list.at), 0 };
    bool sends = m->starts_at != 0 && items->count > 0 &&
                 lifecycle_allows(&rq->actor, m->state, MEETING_SEND_AGENDA);
    if (m->state == MEETING_CONVENED && changed)
        list.at[list.count++] = (struct step){ "Wijzigingen versturen…",
            show_meeting_url(a, m->id, "/versturen?soort=wijzigingen"), "", false, 0 };
    else if (sends)
        list.at[list.count++] = (struct step){ "Agenda versturen…",
            show_meeting_url(a, m->id, "/versturen?soort=agenda"), "", false, 0 };
    if (m->state < MEETING_CONVENED && m->kind == MEETING_ORDINARY && items->count > 0 &&
        may(&rq->actor, SEND, (struct object){ 0 }))
        list.at[list.count++] = (struct step){ "Naar voorzitter ter nalezing…",
            show_meeting_url(a, m->id, "/versturen?soort=agenda-voorzitter"), "plain", false, 0 };
    if (lifecycle_allows(&rq->actor, m->state, MEETING_EDIT)) {
        const char *look = list.count == 0 ? "" : "plain";
        list.at[list.count++] = (struct step){ "Punt toevoegen",
            show_meeting_url(a, m->id, "/agenda/nieuw"), look, false, 0 };
        list.at[list.count++] = (struct step){ "Vaste punten toevoegen",
            show_meeting_url(a, m->id, "/vaste-punten"), "plain", true, 0 };
        list.at[list.count++] = (struct step){ "Vorige agenda overnemen…",
            show_meeting_url(a, m->id, "/overnemen"), "plain", false, 0 };
    }
    return list;
}

static const char *end_words(
    struct arena *a, const struct meeting *m, const struct item_list *items)
{
    int64_t end = item_list_end(m, items);
    return end == 0 ? "Zonder datum zijn er nog geen uren."
                    : arena_printf(a, "Einde voorzien om %s.", dutch_time(a, end));
}

enum err agenda_show(struct request *rq, int64_t meeting_id, unsigned status)
{
    struct arena *a = rq->arena;
    struct meeting m = { 0 };
    struct item_list items = { 0 };
    struct change_list changes = { 0 };
    struct agenda_view v = { 0 };
    struct review review;

    TRY(meeting_get(rq->snap, a, meeting_id, &m));
    TRY(item_list(rq->snap, a, meeting_id, &items));
    TRY(ready_rows_of(rq, &m, &v.ready));
    v.paste = lifecycle_allows(&rq->actor, m.state, MEETING_EDIT)
                  ? show_meeting_url(a, m.id, "/voorstellen")
                  : (struct url){ "" };
    TRY(add_removed(rq, meeting_id, &v.removed));
    v.invited = m.state == MEETING_CONVENED;
    if (v.invited)
        TRY(publication_changes(rq->snap, a, meeting_id, &changes));
    for (size_t i = 0; i < items.count; i++)
        v.changed += items.at[i].unsent;
    if (v.changed == 0 && changes.count > 0)
        v.changed = (int64_t)changes.count;
    v.changed_words = show_count(a, (size_t)v.changed, "punt", "punten");
    v.meeting = (struct link_view){ arena_printf(a, "Vergadering van %s", show_when(a, &m)),
        show_meeting_url(a, m.id, "") };
    v.state = show_meeting_state(&m);
    v.problem = form_problem(rq);
    v.end = end_words(a, &m, &items);
    v.rows = agenda_rows_of(rq, &items);
    agenda_rows_for_building(rq, &items, &v.rows);
    v.running = show_meeting_url(a, m.id, "/draaiboek");
    v.steps = steps_of(rq, &m, &items, changes.count > 0);
    TRY(review_get(rq->snap, a, meeting_id, &review));
    v.review = review.words;
    v.missing = missing_links(a, &m, &items);
    return reply_page_status(
        rq, status, arena_printf(a, "Agenda van %s", show_day(a, &m)), agenda_html, &v);
}

enum err page_agenda(struct request *rq)
{
    return agenda_show(rq, rq->id, 200);
}
