#include "web/pages/decision.h"
#include "agenda/decision_life.h"
#include "agenda/dossier.h"
#include "agenda/publication.h"
#include "agenda/treatment.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/pages.h"
#include <string.h>

enum { MOST_FACTS = 9 };

/* Whether this reader may open the meeting, so that no link leads nowhere. */
static enum err meeting_url(struct request *rq, int64_t meeting_id, struct url *ret)
{
    struct published p = { 0 };
    enum err e = show_prepares(rq) ? ERR_OK
                                   : publication_current(rq->snap, rq->arena,
                                         visibility_of(&rq->actor), meeting_id, clock_now(), &p);
    *ret = (struct url){ "" };
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    *ret = show_meeting_url(rq->arena, meeting_id, "");
    return ERR_OK;
}

static enum err facts_of(struct request *rq, const struct decision *d, struct fact_list *ret)
{
    static const struct url NOWHERE = { "" };
    struct arena *a = rq->arena;
    struct fact_list facts = show_facts(a, MOST_FACTS);
    struct url meeting;
    const char *follow_up = d->follow_up_name;

    TRY(meeting_url(rq, d->meeting_id, &meeting));
    show_add_fact(&facts, "Vergadering", dutch_date_long(a, date_of(a, d->meeting_at)), meeting);
    if (facts.count > 0 && !str_empty(d->item_number))
        facts.at[0].rest = arena_printf(a, ", punt %s", d->item_number);
    show_add_fact(&facts, "Wijze", choice_dutch(DECISION_METHODS, d->method), NOWHERE);
    if (!str_empty(follow_up) && !str_empty(d->due_date))
        follow_up = arena_printf(a, "%s, tegen %s", follow_up, dutch_date(a, d->due_date));
    show_add_fact(&facts, "Opvolging", follow_up, NOWHERE);
    if (str_empty(d->follow_up_name) && !str_empty(d->due_date))
        show_add_fact(&facts, "Tegen", dutch_date(a, d->due_date), NOWHERE);
    if (d->dossier_id != 0)
        show_add_fact(&facts, "Dossier", d->dossier_title, show_dossier_url(a, d->dossier_id));
    if (d->state == DECISION_SUPERSEDED)
        show_add_fact(&facts, "Vervangen door",
            str_empty(d->successor) ? "een andere beslissing" : d->successor,
            str_empty(d->successor) ? NOWHERE : show_decision_url(a, d->successor));
    if (!str_empty(d->state_on) && d->state != DECISION_IN_FORCE)
        show_add_fact(&facts, "Sinds", dutch_date_long(a, d->state_on), NOWHERE);
    if (!str_empty(d->topics)) {
        struct lines topics = str_split(a, d->topics, '\n');
        show_add_fact(&facts, "Thema's", str_join(a, &topics, ", "), NOWHERE);
    }
    *ret = facts;
    return ERR_OK;
}

static struct timeline_entry entry_of(struct arena *a, const struct moment *m, const char *number)
{
    bool is_day = strlen(m->date) == strlen("YYYY-MM-DD");
    struct timeline_entry entry = {
        .when = is_day ? dutch_date(a, m->date) : dutch_month(a, m->date),
        .title = m->what,
        .why = "",
        .to = { "" },
        .here = m->is_decision && str_equal(m->decision_number, number),
    };
    if (entry.here)
        return entry;
    if (!str_empty(m->decision_number))
        entry.to = show_decision_url(a, m->decision_number);
    else if (m->meeting_id != 0)
        entry.to = show_meeting_url(a, m->meeting_id, "");
    return entry;
}

static enum err timeline_of(struct request *rq, const struct decision *d, struct timeline_view *ret)
{
    struct arena *a = rq->arena;
    struct moment_list moments = { 0 };
    if (d->dossier_id == 0)
        return ERR_OK;
    TRY(dossier_timeline(rq->snap, a, visibility_of(&rq->actor), d->dossier_id, clock_now(),
        council_today(a, &rq->council), &moments));
    ret->at = arena_array(a, moments.count, sizeof *ret->at);
    ret->count = moments.count;
    for (size_t i = 0; i < moments.count; i++)
        ret->at[i] = entry_of(a, &moments.at[i], d->number);
    return ERR_OK;
}

static enum err add_life(struct request *rq, const struct decision_reader *reader,
    const struct decision *d, struct decision_view *v)
{
    struct arena *a = rq->arena;
    struct decision_list before = { 0 };
    struct decision_rectifications list = { 0 };

    decision_add_steps(rq, d, &v->steps);
    v->reason = d->state_reason;
    TRY(decision_predecessors(rq->snap, a, reader, d->id, &before));
    v->predecessors = (struct link_list){ arena_array(a, before.count, sizeof *v->predecessors.at),
        before.count };
    for (size_t i = 0; i < before.count; i++)
        v->predecessors.at[i] =
            (struct link_view){ arena_printf(a, "%s: %s", before.at[i].number, before.at[i].title),
                show_decision_url(a, before.at[i].number) };
    TRY(decision_rectification_list(rq->snap, a, d->id, &list));
    v->rectifications =
        (struct rectification_rows){ arena_array(a, list.count, sizeof *v->rectifications.at),
            list.count };
    for (size_t i = 0; i < list.count; i++)
        v->rectifications.at[i] =
            (struct rectification_row){ dutch_date_long(a, list.at[i].on_date),
                show_text(a, list.at[i].text) };
    return ERR_OK;
}

enum err page_decision(struct request *rq)
{
    struct arena *a = rq->arena;
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct decision d = { 0 };

    TRY(decision_get(rq->snap, a, &reader, request_param(rq, "number"), &d));
    struct decision_view v = {
        .title = d.title,
        .year = arena_printf(a, "%lld", (long long)d.year),
        .of_year = url_of(a, "/beslissingen?jaar=%lld", (long long)d.year),
        .state = show_decision_state(d.state),
        .number = { d.number, "" },
        .provisional = d.released_at == 0 ? "Alleen het secretariaat ziet deze beslissing, tot ze "
                                            "vrijgegeven wordt."
                                          : "",
        .text = show_text(a, d.text),
        .motivation = show_text(a, d.motivation),
    };
    struct treatment_input noted = { 0 };
    TRY(treatment_get(rq->snap, a, d.item_id, &noted));
    v.votes = treatment_votes(a, &noted.votes);
    v.minority_view = show_text(a, noted.minority_view);
    TRY(facts_of(rq, &d, &v.facts));
    TRY(timeline_of(rq, &d, &v.timeline));
    TRY(documents_of(rq, ATTACHED_TO_DECISION, d.id, &v.documents));
    TRY(add_life(rq, &reader, &d, &v));
    return reply_page(rq, d.title, decision_html, &v);
}
