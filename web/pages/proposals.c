#include "web/pages/proposals.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/choices.h"
#include "web/pages/pages.h"

enum { MOST_SHOWN = 100, ON_A_PAGE = 25 };

static bool prepares(const struct actor *who)
{
    return may(who, PREPARE_MEETING, (struct object){ 0 });
}

/* -- proposing -- */

/* Whether it may be done now, and until when. */
static enum err find_term(struct request *rq, const struct actor *who, const struct meeting *m,
    struct proposal_form *form)
{
    const char *closes_on = "";
    enum err e = prepares(who) ? ERR_OK : proposal_is_open(rq->snap, rq->arena, who, m->id);

    form->open = e == ERR_OK;
    if (e == ERR_CONFLICT) {
        form->until = rq->fault.detail;
        rq->fault.detail = "";
        return ERR_OK;
    }
    TRY(e);
    TRY(proposal_closes_on(rq->snap, rq->arena, &rq->council, m, &closes_on));
    form->until = str_empty(closes_on) ? "Het secretariaat bekijkt elk voorstel."
                                       : arena_printf(rq->arena,
                                             "Dat kan tot en met %s. Het secretariaat bekijkt elk"
                                             " voorstel.",
                                             dutch_date_long(rq->arena, closes_on));
    return ERR_OK;
}

enum err proposals_form(struct request *rq, const struct actor *who, const struct meeting *m,
    struct url action, struct proposal_form *ret)
{
    static const char *const OWN_FIELDS[] = { "title", "text", "minutes", NULL };
    const struct proposal_input none = { .title = "", .text = "" };
    struct proposal_form form = { .until = "", .action = action };

    form.form = form_make(rq, PROPOSAL_FIELDS, &none, 0, prepares(who) ? NULL : OWN_FIELDS);
    form.typed = form.form.issues.count > 0 || !str_empty(form.form.detail);
    if (prepares(who))
        TRY(choices_partners(rq, &form.form, "partner_id"));
    TRY(find_term(rq, who, m, &form));
    *ret = form;
    return ERR_OK;
}

enum err proposals_make(struct request *rq, const struct actor *who, int64_t meeting_id)
{
    struct proposal_input in = { .title = "", .text = "" };
    struct sending_options options = show_sending_options(rq);
    int64_t id;

    TRY(fields_from_form(PROPOSAL_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    enum err e = proposal_make(rq->tx, rq->arena, who, &options, meeting_id, &in, &id);
    return e == ERR_TOO_MANY ? ERR_CONFLICT : e;
}

static enum err show_new(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct published p = { 0 };
    bool pastes = show_prepares(rq);

    if (pastes)
        TRY(meeting_get(rq->snap, a, rq->id, &p.meeting));
    else
        TRY(publication_current(rq->snap, a, visibility_of(&rq->actor), rq->id, clock_now(), &p));
    struct proposal_new_view v = {
        .meeting = { arena_printf(a, "Vergadering van %s", show_when(a, &p.meeting)),
            show_meeting_url(a, rq->id, "") },
        .title = pastes ? "Punt ontvangen per mail" : "Punt voorstellen",
        .lead = pastes ? "Plak hier wat u kreeg. Het komt bij “Klaar om op de agenda te zetten”;"
                         " niemand krijgt bericht."
                       : "Waarover moet het op deze vergadering gaan?",
    };
    TRY(proposals_form(
        rq, &rq->actor, &p.meeting, show_meeting_url(a, rq->id, "/voorstellen"), &v.form));
    return reply_page_status(rq, status, v.title, proposal_new_html, &v);
}

enum err page_proposal_new(struct request *rq)
{
    return show_new(rq, 200);
}

enum err page_proposal_make(struct request *rq)
{
    bool pastes = show_prepares(rq);
    enum err e = proposals_make(rq, &rq->actor, rq->id);

    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show_new(rq, err_status(e));
    }
    return reply_see_other(rq, show_meeting_url(rq->arena, rq->id, pastes ? "/agenda" : "").address,
        pastes ? "Het punt staat klaar om op de agenda te zetten."
               : "Uw voorstel is bij het secretariaat. U ziet hier wat ermee gebeurt.",
        NULL);
}

/* -- lists -- */

static const char *minutes_of(struct arena *a, const struct proposal *p)
{
    return p->minutes == 0 ? "" : arena_printf(a, " · %lld min", (long long)p->minutes);
}

static const char *by_whom(const struct proposal *p)
{
    return !str_empty(p->partner_name)      ? p->partner_name
           : !str_empty(p->person_function) ? p->person_function
                                            : "een lid";
}

static struct chip state_of(struct arena *a, const struct proposal *p)
{
    static const char *const TONES[] = {
        [PROPOSAL_OPEN] = "warn",
        [PROPOSAL_ACCEPTED] = "ok",
        [PROPOSAL_DECLINED] = "",
        [PROPOSAL_POSTPONED] = "warn",
    };
    PRE(p->state < ARRAY_LEN(TONES));
    const char *words = choice_dutch(PROPOSAL_STATES, p->state);
    if (p->state == PROPOSAL_POSTPONED && !str_empty(p->target_month))
        words = arena_printf(a, "%s naar %s", words, dutch_month(a, p->target_month));
    return (struct chip){ words, TONES[p->state] };
}

struct proposal_rows proposals_rows(
    struct request *rq, const struct proposal_list *list, size_t count, bool linked)
{
    struct arena *a = rq->arena;
    struct proposal_rows rows = { arena_array(a, count, sizeof *rows.at), count };

    for (size_t i = 0; i < count; i++) {
        const struct proposal *p = &list->at[i];
        rows.at[i] = (struct proposal_row){
            .title = p->title,
            .why = arena_printf(a, "%s%s · op %s", by_whom(p), minutes_of(a, p),
                dutch_date(a, date_of(a, council_moment(&rq->council, p->created_at)))),
            .reason = p->reason,
            .state = state_of(a, p),
            .text = show_text(a, p->text),
            .to = linked ? url_of(a, "/voorstellen/%lld", (long long)p->id) : (struct url){ "" },
            .id = p->id,
            .documents = { "", { "" } },
        };
    }
    return rows;
}

enum err proposals_of(struct request *rq, const struct actor *who, int64_t meeting_id, bool linked,
    struct proposal_rows *ret)
{
    struct proposal_list list = { 0 };

    TRY(proposal_list(rq->snap, rq->arena, who, meeting_id, 0, MOST_SHOWN, &list));
    *ret = proposals_rows(rq, &list, list.count, linked);
    return ERR_OK;
}

/* All, or for who does not prepare meetings one's own. */
enum err page_proposals(struct request *rq)
{
    struct proposal_list list = { 0 };

    TRY(proposal_list(rq->snap, rq->arena, &rq->actor, 0, show_after(rq), ON_A_PAGE + 1, &list));
    bool more = list.count > ON_A_PAGE;
    size_t count = more ? ON_A_PAGE : list.count;
    struct proposal_list_view v = {
        .prepares = show_prepares(rq),
        .rows = proposals_rows(rq, &list, count, true),
        .pager = show_pager(rq, "/voorstellen", "", more, count > 0 ? list.at[count - 1].id : 0),
    };
    return reply_page(rq, "Voorstellen", proposal_list_html, &v);
}
