#include "web/pages/dossier.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"
#include <string.h>

static struct timeline_entry entry_of(struct request *rq, const struct moment *m)
{
    struct arena *a = rq->arena;
    bool is_month = strlen(m->date) == strlen("YYYY-MM");
    struct timeline_entry entry = {
        .when = is_month ? dutch_month(a, m->date) : dutch_date(a, m->date),
        .title = m->what,
        .why = "",
        .here = m->is_decision,
    };

    if (!str_empty(m->decision_number))
        entry.to = show_decision_url(a, m->decision_number);
    else if (!str_empty(m->advice_number))
        entry.to = url_of(a, "/adviezen/%s", url_encode(a, m->advice_number));
    else if (m->action_id != 0)
        entry.to = url_of(a, "/opvolging/%lld", (long long)m->action_id);
    else if (m->expansion_id != 0)
        entry.to = expansion_url(a, m->expansion_id, "");
    else if (m->meeting_id != 0)
        entry.to = show_meeting_url(a, m->meeting_id, "");
    return entry;
}

static enum err timeline_of(struct request *rq, int64_t id, struct timeline_view *ret)
{
    struct moment_list moments;

    TRY(dossier_timeline(rq->snap, rq->arena, visibility_of(&rq->actor), id, clock_now(),
        council_today(rq->arena, &rq->council), &moments));
    ret->at = arena_array(rq->arena, moments.count, sizeof *ret->at);
    ret->count = moments.count;
    for (size_t i = 0; i < moments.count; i++)
        ret->at[i] = entry_of(rq, &moments.at[i]);
    return ERR_OK;
}

static struct fact_list facts_of(struct request *rq, const struct dossier *d)
{
    static const struct url NOWHERE = { "" };
    struct arena *a = rq->arena;
    struct fact_list facts = show_facts(a, 6);
    struct url applicant = NOWHERE;

    if (d->applicant_id != 0 && access_may(rq, SEE_PARTNERS, d->applicant_id))
        applicant = url_of(a, "/partners/%lld", (long long)d->applicant_id);
    show_add_fact(&facts, "Ook bekend als", str_join_dutch(a, &d->aliases), NOWHERE);
    show_add_fact(&facts, "Vorm", d->form, NOWHERE);
    show_add_fact(&facts, "Dient in", d->applicant_name, applicant);
    if (!str_empty(d->area))
        show_add_fact(&facts, "Gebied",
            arena_printf(a, "%s%s", d->area, d->area_certain ? "" : " (nog niet zeker)"), NOWHERE);
    if (d->rhythm != RHYTHM_NONE)
        show_add_fact(&facts, "Komt terug", choice_dutch(DOSSIER_RHYTHMS, d->rhythm), NOWHERE);
    return facts;
}

enum err dossier_page(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct dossier d;

    TRY(access_readable(rq));
    TRY(dossier_get(rq->snap, a, visibility_of(&rq->actor), rq->id, &d));
    struct dossier_view v = {
        .title = d.title,
        .access = { d.access == ACCESS_PUBLIC ? "" : choice_dutch(ACCESSES, d.access), "" },
        .summary = show_text(a, d.summary),
        .result =
            d.result == RESULT_OPEN ? "" : show_capital(a, choice_dutch(DOSSIER_RESULTS, d.result)),
        .outcome = show_text(a, d.outcome),
        .aim = d.aim,
        .tasks = d.tasks,
        .facts = facts_of(rq, &d),
        .may_edit = access_may(rq, PREPARE_MEETING, 0),
        .edit = url_of(a, "/dossiers/%lld/bewerken", (long long)d.id),
    };
    TRY(dossier_parts(rq, &d, &v));
    TRY(coalition_card(rq, &d, &v.coalition));
    TRY(expansion_card(rq, &d, &v.expansions));
    TRY(timeline_of(rq, d.id, &v.timeline));
    TRY(documents_of(rq, ATTACHED_TO_DOSSIER, d.id, &v.documents));
    return reply_page_status(rq, status, d.title, dossier_html, &v);
}

enum err page_dossier(struct request *rq)
{
    return dossier_page(rq, 200);
}
