/* One proposal: what it says, and the secretariat's answer: onto an agenda, later, or not. */
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/pages.h"
#include "web/pages/proposals.h"

struct later_input {
    const char *target_month, *later_note;
    bool later_tell;
};
static const struct field LATER_FIELDS[] = {
    FIELD_MONTH(struct later_input, target_month, .required = true, .label = "Naar welke maand?"),
    FIELD_TEXT(struct later_input, later_note, .max = 500, .label = "Waarom?"),
    FIELD_BOOL(struct later_input, later_tell, .label = "Laat het weten aan wie het voorstelde"),
    FIELD_END,
};

struct decline_input {
    const char *reason;
    bool decline_tell;
};
static const struct field DECLINE_FIELDS[] = {
    FIELD_TEXT(struct decline_input, reason, .required = true, .max = 500, .label = "Waarom niet?",
        .hint = "Wie het voorstelde, leest dit."),
    FIELD_BOOL(
        struct decline_input, decline_tell, .label = "Laat het weten aan wie het voorstelde"),
    FIELD_END,
};

/* The meeting on whose agenda it would come: where the secretary came from, else its own. */
static int64_t meeting_of(const struct request *rq, const struct proposal *p)
{
    int64_t from = show_query_number(rq, "vergadering");
    return from != 0 ? from : p->meeting_id;
}

static struct url below(struct request *rq, const char *path)
{
    int64_t from = show_query_number(rq, "vergadering");
    if (from == 0)
        return url_of(rq->arena, "/voorstellen/%lld%s", (long long)rq->id, path);
    return url_of(rq->arena, "/voorstellen/%lld%s?vergadering=%lld", (long long)rq->id, path,
        (long long)from);
}

static struct link_view back_of(struct request *rq, const struct proposal *p)
{
    int64_t meeting_id = meeting_of(rq, p);
    if (meeting_id == 0)
        return (struct link_view){ "Voorstellen", { "/voorstellen" } };
    if (show_prepares(rq))
        return (struct link_view){ "Agenda", show_meeting_url(rq->arena, meeting_id, "/agenda") };
    return (struct link_view){ "Vergadering", show_meeting_url(rq->arena, meeting_id, "") };
}

static struct fact_list facts_of(struct request *rq, const struct proposal *p)
{
    static const struct url NOWHERE = { "" };
    struct arena *a = rq->arena;
    struct fact_list facts = show_facts(a, 8);

    show_add_fact(&facts, p->by_mail ? "Per mail ontvangen van" : "Voorgesteld door",
        !str_empty(p->partner_name) ? p->partner_name : p->person_function,
        p->partner_id == 0 ? NOWHERE : url_of(a, "/partners/%lld", (long long)p->partner_id));
    show_add_fact(&facts, "Op",
        dutch_date_long(a, date_of(a, council_moment(&rq->council, p->created_at))), NOWHERE);
    if (p->meeting_id != 0)
        show_add_fact(&facts, "Voor", p->meeting_title, show_meeting_url(a, p->meeting_id, ""));
    if (p->minutes != 0)
        show_add_fact(&facts, "Duur", arena_printf(a, "%lld min", (long long)p->minutes), NOWHERE);
    if (p->state == PROPOSAL_POSTPONED)
        show_add_fact(&facts, "Uitgesteld naar", dutch_month(a, p->target_month), NOWHERE);
    show_add_fact(&facts, "Reden", p->reason, NOWHERE);
    if (p->item_id != 0 && show_prepares(rq))
        show_add_fact(&facts, "Op de agenda", "bekijk het punt", show_item_url(a, p->item_id, ""));
    return facts;
}

static enum err add_answers(struct request *rq, const struct proposal *p, struct proposal_view *v)
{
    struct arena *a = rq->arena;
    int64_t meeting_id = meeting_of(rq, p);
    struct meeting m = { 0 };
    struct later_input later = { "", "", true };
    const struct decline_input decline = { "", true };
    bool waits = p->state == PROPOSAL_OPEN || p->state == PROPOSAL_POSTPONED;

    v->answers = waits && show_prepares(rq);
    if (!v->answers)
        return ERR_OK;
    if (meeting_id != 0) {
        TRY(meeting_get(rq->snap, a, meeting_id, &m));
        if (lifecycle_allows(&rq->actor, m.state, MEETING_EDIT)) {
            v->take = below(rq, "/aanvaarden");
            v->take_words = arena_printf(a, "Op de agenda van %s zetten", show_day(a, &m));
        }
        later.target_month = month_add(a, m.month, 1);
    }
    v->later = form_make(rq, LATER_FIELDS, &later, 0, NULL);
    v->decline = form_make(rq, DECLINE_FIELDS, &decline, 0, NULL);
    v->later_to = below(rq, "/uitstellen");
    v->decline_to = below(rq, "/weigeren");
    return ERR_OK;
}

static void add_take_back(struct request *rq, const struct proposal *p, struct proposal_view *v)
{
    struct sending_options options = show_sending_options(rq);
    int64_t until = proposal_may_take_back_until(p, &options);

    if (until == 0 || !show_prepares(rq))
        return;
    v->take_back = below(rq, "/terugnemen");
    v->seconds = (until - clock_now() + 999) / 1000;
    v->left = show_left(rq->arena, v->seconds);
}

static enum err show(struct request *rq, unsigned status)
{
    static const char *const STATES[] = {
        [PROPOSAL_OPEN] = "warn",
        [PROPOSAL_ACCEPTED] = "ok",
        [PROPOSAL_DECLINED] = "",
        [PROPOSAL_POSTPONED] = "warn",
    };
    struct proposal p = { 0 };

    TRY(proposal_get(rq->snap, rq->arena, &rq->actor, rq->id, &p));
    PRE(p.state < ARRAY_LEN(STATES));
    struct proposal_view v = {
        .back = back_of(rq, &p),
        .title = p.title,
        .state = { choice_dutch(PROPOSAL_STATES, p.state), STATES[p.state] },
        .facts = facts_of(rq, &p),
        .text = show_text(rq->arena, p.text),
        .problem = { .detail = "" },
        .take_back = { "" },
        .left = "",
        .take = { "" },
        .take_words = "",
        .later_to = { "" },
        .decline_to = { "" },
    };
    add_take_back(rq, &p, &v);
    TRY(add_answers(rq, &p, &v));
    TRY(documents_of(rq, ATTACHED_TO_PROPOSAL, p.id, &v.documents));
    /* What belongs to neither form. */
    if (v.later.issues.count + v.decline.issues.count == 0 && str_empty(v.later.detail) &&
        str_empty(v.decline.detail))
        v.problem = form_problem(rq);
    return reply_page_status(rq, status, p.title, proposal_html, &v);
}

enum err page_proposal(struct request *rq)
{
    return show(rq, 200);
}

static enum err comes_back(struct request *rq, enum err e)
{
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}

static enum err done(struct request *rq, const struct proposal *p, const char *what)
{
    /* While it can be taken back, where that is done. */
    bool stays = rq->app->undo_seconds > 0;
    return reply_see_other(rq, stays ? below(rq, "").address : back_of(rq, p).to.address,
        arena_printf(rq->arena, "“%s” %s", p->title, what), NULL);
}

enum err page_proposal_accept(struct request *rq)
{
    struct sending_options options = show_sending_options(rq);
    bool told = !str_empty(param_get(&rq->form, "tell"));
    struct proposal p = { 0 };
    int64_t item;

    TRY(proposal_get(rq->snap, rq->arena, &rq->actor, rq->id, &p));
    int64_t meeting_id = meeting_of(rq, &p);
    if (meeting_id == 0)
        return ERR_NOT_FOUND;
    enum err e =
        proposal_accept(rq->tx, rq->arena, &rq->actor, &options, rq->id, meeting_id, told, &item);
    return e != ERR_OK ? comes_back(rq, e) : done(rq, &p, "staat op de agenda.");
}

static enum err postpone(struct request *rq, struct later_input *in)
{
    struct sending_options options = show_sending_options(rq);
    TRY(fields_from_form(LATER_FIELDS, &rq->form, rq->arena, &rq->fault, in));
    return proposal_postpone(rq->tx, rq->arena, &rq->actor, &options, rq->id, in->target_month,
        in->later_note, in->later_tell);
}

enum err page_proposal_postpone(struct request *rq)
{
    struct later_input in = { "", "", false };
    struct proposal p = { 0 };

    TRY(proposal_get(rq->snap, rq->arena, &rq->actor, rq->id, &p));
    enum err e = postpone(rq, &in);
    return e != ERR_OK ? comes_back(rq, e)
                       : done(rq, &p,
                             arena_printf(rq->arena, "staat nu klaar voor %s.",
                                 dutch_month(rq->arena, in.target_month)));
}

static enum err decline(struct request *rq)
{
    struct sending_options options = show_sending_options(rq);
    struct decline_input in = { "", false };
    TRY(fields_from_form(DECLINE_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return proposal_decline(
        rq->tx, rq->arena, &rq->actor, &options, rq->id, in.reason, in.decline_tell);
}

enum err page_proposal_decline(struct request *rq)
{
    struct proposal p = { 0 };

    TRY(proposal_get(rq->snap, rq->arena, &rq->actor, rq->id, &p));
    enum err e = decline(rq);
    return e != ERR_OK ? comes_back(rq, e) : done(rq, &p, "komt niet op de agenda.");
}

enum err page_proposal_take_back(struct request *rq)
{
    struct sending_options options = show_sending_options(rq);
    enum err e = proposal_take_back(rq->tx, rq->arena, &rq->actor, &options, rq->id);

    if (e != ERR_OK)
        return comes_back(rq, e);
    return reply_see_other(rq, below(rq, "").address,
        "Het antwoord is teruggenomen. Niemand kreeg er bericht van.", NULL);
}
