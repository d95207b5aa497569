/* One round: its applications, its criteria, and what can be done now. */
#include "agenda/expansion.h"
#include "agenda/advice.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/advice.h"
#include "web/pages/expansion.h"
#include "web/pages/pages.h"

enum { MOST_FACTS = 9, MOST_STEPS = 8 };

static const struct url NOWHERE = { "" };

struct url expansion_url(struct arena *a, int64_t id, const char *below)
{
    return url_of(a, "/uitbreidingsrondes/%lld%s", (long long)id, below);
}

struct url expansion_application_url(
    struct arena *a, int64_t id, int64_t application_id, const char *below)
{
    return url_of(a, "/uitbreidingsrondes/%lld/aanvragen/%lld%s", (long long)id,
        (long long)application_id, below);
}

struct chip expansion_chip(unsigned state)
{
    static const char *const TONES[] = {
        [EXPANSION_OPEN] = "accent",
        [EXPANSION_SCORING] = "warn",
        [EXPANSION_CLOSED] = "ok",
    };
    PRE(state < ARRAY_LEN(TONES));
    return (struct chip){ choice_dutch(EXPANSION_STATES, state), TONES[state] };
}

enum err expansion_of(struct request *rq, struct expansion *ret)
{
    TRY(access_readable(rq));
    return expansion_get(rq->snap, rq->arena, &rq->actor, rq->id, ret);
}

enum err expansion_part_id(struct request *rq, int64_t *ret)
{
    return str_to_i64(request_param(rq, "part_id"), ret) ? ERR_OK : ERR_NOT_FOUND;
}

/* -- what is known -- */

static struct fact_list facts_of(
    struct request *rq, const struct expansion *e, const struct expansion_criteria *c)
{
    struct arena *a = rq->arena;
    struct fact_list facts = show_facts(a, MOST_FACTS);

    if (!str_empty(e->dossier_title))
        show_add_fact(&facts, "Dossier", e->dossier_title, show_dossier_url(a, e->dossier_id));
    show_add_fact(&facts, "Aanvragen tot en met", dutch_date_long(a, e->closes_on), NOWHERE);
    if (e->places > 0)
        show_add_fact(
            &facts, "Beschikbare plaatsen", arena_printf(a, "%lld", (long long)e->places), NOWHERE);
    if (!str_empty(c->decision_number))
        show_add_fact(&facts, "Criteria goedgekeurd met", c->decision_number,
            show_decision_url(a, c->decision_number));
    if (!str_empty(e->closed_on))
        show_add_fact(&facts, "Afgesloten op", dutch_date_long(a, e->closed_on), NOWHERE);
    if (access_may(rq, PREPARE_MEETING, 0))
        show_add_fact(&facts, "Heropend omdat", e->reopened, NOWHERE);
    if (!str_empty(e->advice_number))
        show_add_fact(&facts, "Advies", e->advice_number, advice_url(a, e->advice_number, ""));
    show_add_access(&facts, e->access);
    return facts;
}

static void add_step(struct request *rq, struct step_list *list, const struct expansion *e,
    const char *text, const char *below, bool posts)
{
    list->at[list->count] = (struct step){ text, expansion_url(rq->arena, e->id, below),
        list->count == 0 && e->state != EXPANSION_CLOSED ? "" : "plain", posts, e->version };
    list->count++;
}

static struct step_list steps_of(struct request *rq, const struct expansion *e, bool shows_scores,
    bool over, bool none, bool scored)
{
    struct step_list list = { arena_array(rq->arena, MOST_STEPS, sizeof *list.at), 0 };

    if (access_may(rq, PREPARE_MEETING, 0)) {
        if (e->state == EXPANSION_OPEN && over && none) {
            add_step(rq, &list, e, "Meer tijd geven", "/bewerken", false);
            add_step(rq, &list, e, "Ronde afsluiten", "/stap/afsluiten", true);
        } else if (e->state == EXPANSION_OPEN && over)
            add_step(rq, &list, e, "Beoordeling starten", "/stap/beoordelen", true);
        if (e->state == EXPANSION_SCORING)
            add_step(rq, &list, e, "Ronde afsluiten", "/stap/afsluiten", true);
        if (e->state != EXPANSION_CLOSED) {
            add_step(rq, &list, e, "Aanvraag toevoegen", "/aanvragen/nieuw", false);
            if (!(over && none))
                add_step(rq, &list, e, "Ronde bewerken", "/bewerken", false);
        } else
            add_step(rq, &list, e, "Ronde heropenen…", "/heropenen", false);
        if (e->state == EXPANSION_SCORING && !scored)
            add_step(rq, &list, e, "Terug naar aanvragen", "/stap/terug", true);
    }
    if (shows_scores)
        add_step(rq, &list, e, "Scoreblad", "/blad", false);
    return list;
}

/* -- applications and criteria -- */

static const char *note_of(struct arena *a, const struct expansion_application *x)
{
    if (!x->shown || x->late || x->missing == 0)
        return "";
    return arena_printf(a, "nog %s te geven", show_count(a, (size_t)x->missing, "score", "scores"));
}

static struct expansion_application_rows applications_of(
    struct request *rq, const struct expansion *e, const struct expansion_application_list *list)
{
    struct arena *a = rq->arena;
    struct expansion_application_rows rows = { arena_array(a, list->count, sizeof *rows.at),
        list->count };

    for (size_t i = 0; i < list->count; i++) {
        const struct expansion_application *x = &list->at[i];

        rows.at[i] = (struct expansion_application_row){
            .place = expansion_place(a, x),
            .name = x->name,
            .why = arena_printf(a, "%s · %s · %s", x->location, choice_dutch(CARE_KINDS, x->care),
                show_count(a, (size_t)x->places, "plaats", "plaatsen")),
            .total = expansion_total(a, x),
            .note = e->state == EXPANSION_OPEN ? "" : note_of(a, x),
            .late = { x->late ? "te laat ingediend" : "", "bad" },
            .to = expansion_application_url(a, e->id, x->id, ""),
        };
    }
    return rows;
}

static struct expansion_criterion_rows criteria_of(struct request *rq, const struct expansion *e,
    const struct expansion_criteria *c, bool may_change)
{
    struct arena *a = rq->arena;
    struct expansion_criterion_rows rows = { arena_array(a, c->count, sizeof *rows.at), c->count };

    for (size_t i = 0; i < c->count; i++) {
        const struct expansion_criterion *one = &c->at[i];
        const char *at = arena_printf(a, "/criteria/%lld", (long long)one->id);

        rows.at[i] = (struct expansion_criterion_row){
            .name = one->name,
            .explanation = one->explanation,
            .weight = one->weight,
            .most = one->most,
            .edit = may_change ? expansion_url(a, e->id, at) : NOWHERE,
            .remove = may_change ? expansion_url(a, e->id, arena_printf(a, "%s/verwijderen", at))
                                 : NOWHERE,
        };
    }
    return rows;
}

static enum err add_criteria(struct request *rq, const struct expansion *e,
    const struct expansion_criteria *c, struct expansion_view *v)
{
    struct arena *a = rq->arena;
    bool may_edit = v->may_edit && e->state != EXPANSION_CLOSED, free = c->scores == 0;

    v->criteria = criteria_of(rq, e, c, may_edit && free);
    v->weights = c->weights;
    v->wrong = v->may_edit ? expansion_weights_wrong(a, c) : "";
    v->version = c->number == 1 ? ""
                                : arena_printf(a, "Versie %lld, sinds %s.", (long long)c->number,
                                      dutch_date_long(a, c->made_on));
    v->reason = c->reason;
    v->add_criterion = may_edit && free ? expansion_url(a, e->id, "/criteria/nieuw") : NOWHERE;
    v->renew = may_edit && !free ? expansion_url(a, e->id, "/vernieuwen") : NOWHERE;
    if (!v->shows_scores)
        return ERR_OK;
    v->earlier.at = arena_array(a, (size_t)c->number, sizeof *v->earlier.at);
    for (int64_t n = c->number - 1; n > 0; n--)
        v->earlier.at[v->earlier.count++] = (struct link_view){
            arena_printf(a, "Scoreblad van versie %lld", (long long)n),
            expansion_url(a, e->id, arena_printf(a, "/blad?versie=%lld", (long long)n)),
        };
    return ERR_OK;
}

/* -- the page -- */

static enum err add_advice(struct request *rq, const struct expansion *e, struct expansion_view *v)
{
    v->round_version = e->version;
    if (!v->may_edit || e->state != EXPANSION_CLOSED || e->advice_id != 0)
        return ERR_OK;
    v->advise = expansion_url(rq->arena, e->id, "/advies");
    return advice_meetings(rq, &v->meetings);
}

enum err expansion_page(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct expansion e = { 0 };
    struct expansion_criteria c = { 0 };
    struct expansion_application_list list = { 0 };

    TRY(expansion_of(rq, &e));
    struct expansion_view v = {
        .title = e.title,
        .state = expansion_chip(e.state),
        .problem = form_problem(rq),
        .may_edit = access_may(rq, PREPARE_MEETING, 0),
        .advise = NOWHERE,
    };
    TRY(expansion_shows_scores(rq->snap, &rq->actor, &e, &v.shows_scores));
    TRY(expansion_criteria(rq->snap, a, &rq->actor, e.id, 0, &c));
    TRY(expansion_applications(rq->snap, a, &rq->actor, &e, &c, &list));
    v.facts = facts_of(rq, &e, &c);
    v.steps = steps_of(rq, &e, v.shows_scores,
        date_days_between(e.closes_on, council_today(a, &rq->council)) > 0,
        expansion_has_none(&list), c.scores > 0);
    v.applications = applications_of(rq, &e, &list);
    v.shows_scores = v.shows_scores && e.state != EXPANSION_OPEN;
    if (e.state == EXPANSION_SCORING && !v.shows_scores && list.count > 0)
        v.hidden = "De scores zijn te zien zodra de ronde afgesloten is.";
    if (v.may_edit)
        TRY(expansion_tell_steps(rq, &e, &v.news));
    for (size_t i = 0; i < v.news.count; i++)
        if (!str_empty(v.news.at[i].to.address))
            v.steps.at[v.steps.count++] =
                (struct step){ v.news.at[i].button, v.news.at[i].to, "plain", false, e.version };
    TRY(add_criteria(rq, &e, &c, &v));
    if (!expansion_has_none(&list))
        TRY(add_advice(rq, &e, &v));
    return reply_page_status(rq, status, e.title, expansion_html, &v);
}

enum err page_expansion(struct request *rq)
{
    return expansion_page(rq, 200);
}

enum err expansion_done(struct request *rq, enum err e, const char *done, const char *undo)
{
    if (e == ERR_OK)
        return reply_see_other(rq, expansion_url(rq->arena, rq->id, "").address, done, undo);
    TRY(form_comes_back(rq, e));
    return expansion_page(rq, err_status(e));
}

/* -- steps: :action = beoordelen | afsluiten | terug -- */

static enum err step(struct request *rq, const char **ret_done)
{
    static const struct {
        const char *action;
        unsigned state;
        const char *done;
    } STEPS[] = {
        { "beoordelen", EXPANSION_SCORING,
            "De beoordeling is gestart. Open een aanvraag om te "
            "scoren." },
        { "afsluiten", EXPANSION_CLOSED, "De ronde is afgesloten." },
        { "terug", EXPANSION_OPEN, "De ronde neemt weer aanvragen aan." },
    };
    int64_t version;

    TRY(request_form_version(rq, &version));
    for (size_t i = 0; i < ARRAY_LEN(STEPS); i++)
        if (str_equal(request_param(rq, "action"), STEPS[i].action)) {
            const struct expansion_step to = { STEPS[i].state, "" };

            *ret_done = STEPS[i].done;
            return expansion_move(rq->tx, rq->arena, &rq->actor, rq->id, version, &to);
        }
    return ERR_NOT_FOUND;
}

enum err page_expansion_step(struct request *rq)
{
    const char *done = "";
    enum err e = step(rq, &done);

    return expansion_done(rq, e, done, NULL);
}

static enum err advise(struct request *rq, const char **ret_number)
{
    const char *chosen = param_get(&rq->form, "meeting");
    int64_t version, meeting_id = 0;

    TRY(request_form_version(rq, &version));
    if (!str_empty(chosen) && (!str_to_i64(chosen, &meeting_id) || meeting_id <= 0))
        return fault_set(&rq->fault, ERR_INVALID, "Kies een vergadering uit de lijst.");
    return expansion_advise(rq->tx, rq->arena, &rq->actor, rq->id, version, meeting_id, ret_number);
}

enum err page_expansion_advise(struct request *rq)
{
    const char *number = "";
    enum err e = advise(rq, &number);

    if (e == ERR_OK)
        return reply_see_other(rq, advice_url(rq->arena, number, "").address,
            "Het advies is klaargezet met de rangschikking als voorstel.", NULL);
    return expansion_done(rq, e, "", NULL);
}
