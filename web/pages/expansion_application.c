/* One application: its scores, and who has an interest in it. */
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/expansion.h"
#include "web/pages/pages.h"

static const struct url NOWHERE = { "" };

static const char *typed(const struct request *rq, const char *name)
{
    const char *value = param_get(&rq->form, name);

    return value == NULL ? "" : value;
}

static bool was_refused(const struct request *rq)
{
    return rq->fault.issue_count > 0 || !str_empty(rq->fault.detail);
}

/* -- showing -- */

static struct fact_list facts_of(struct request *rq, const struct expansion_application *x)
{
    struct arena *a = rq->arena;
    struct fact_list facts = show_facts(a, 8);
    struct url partner = x->partner_id != 0 && access_may(rq, SEE_PARTNERS, x->partner_id)
                             ? url_of(a, "/partners/%lld", (long long)x->partner_id)
                             : NOWHERE;

    show_add_fact(&facts, "Organisator", x->name, partner);
    show_add_fact(&facts, "Opvanglocatie", x->location, NOWHERE);
    show_add_fact(&facts, "Soort opvang", choice_dutch(CARE_KINDS, x->care), NOWHERE);
    show_add_fact(
        &facts, "Gevraagde plaatsen", arena_printf(a, "%lld", (long long)x->places), NOWHERE);
    show_add_fact(&facts, "Wijk of gebied", x->area, NOWHERE);
    show_add_fact(&facts, "Ontvangen op", dutch_date_long(a, x->received_on), NOWHERE);
    if (x->of > 0)
        show_add_fact(
            &facts, "Totaal", arena_printf(a, "%s op 100", expansion_total(a, x)), NOWHERE);
    show_add_fact(&facts, "Plaats in de rangschikking", expansion_place(a, x), NOWHERE);
    return facts;
}

static void add_form(struct request *rq, const struct expansion_criterion *c,
    const struct expansion_score *score, struct expansion_score_row *row)
{
    struct arena *a = rq->arena;
    bool refused = was_refused(rq);

    row->score_name = arena_printf(a, "score_%lld", (long long)c->id);
    row->reason_name = arena_printf(a, "reason_%lld", (long long)c->id);
    row->score_value = refused            ? typed(rq, row->score_name)
                       : score->score < 0 ? ""
                                          : arena_printf(a, "%lld", (long long)score->score);
    row->reason_value = refused ? typed(rq, row->reason_name) : score->reason;
    const char *wrong[] = { fault_message(&rq->fault, row->score_name),
        fault_message(&rq->fault, row->reason_name) };
    row->error = wrong[0] != NULL ? wrong[0] : wrong[1] != NULL ? wrong[1] : "";
}

static struct expansion_score_rows scores_of(
    struct request *rq, const struct expansion_criteria *c, const struct expansion_application *x)
{
    struct arena *a = rq->arena;
    struct expansion_score_rows rows = { arena_array(a, c->count, sizeof *rows.at), c->count };

    for (size_t i = 0; i < c->count; i++) {
        const struct expansion_score *score = &x->scores[i];

        rows.at[i] = (struct expansion_score_row){
            .name = c->at[i].name,
            .explanation = c->at[i].explanation,
            .weight = arena_printf(a, "gewicht %lld", (long long)c->at[i].weight),
            .words = expansion_score_words(a, &c->at[i], score),
            .reason = score->reason,
            .scorer = score->score < 0 ? "" : expansion_person(score->scorer),
            .most = c->at[i].most,
        };
        add_form(rq, &c->at[i], score, &rows.at[i]);
    }
    return rows;
}

const char *expansion_score_words(
    struct arena *a, const struct expansion_criterion *c, const struct expansion_score *score)
{
    return score->score < 0
               ? "nog geen score"
               : arena_printf(a, "%lld op %lld", (long long)score->score, (long long)c->most);
}

const char *expansion_person(const char *words)
{
    return str_empty(words) ? "een lid" : words;
}

static struct expansion_conflict_rows conflicts_of(struct request *rq, const struct expansion *e,
    const struct expansion_application *x, bool may_edit)
{
    struct arena *a = rq->arena;
    struct expansion_conflict_rows rows = { arena_array(a, x->conflict_count, sizeof *rows.at),
        x->conflict_count };

    for (size_t i = 0; i < x->conflict_count; i++) {
        const struct expansion_conflict *k = &x->conflicts[i];
        const char *at = arena_printf(a, "/belang/%lld/verwijderen", (long long)k->id);

        rows.at[i] = (struct expansion_conflict_row){
            .person = expansion_person(k->person),
            .why =
                arena_printf(a, "%s%s", k->reason, k->left_room ? " · verliet de vergadering" : ""),
            .aside = k->set_aside == 0 ? ""
                                       : arena_printf(a, "%s van deze persoon %s niet mee.",
                                             show_count(a, (size_t)k->set_aside, "score", "scores"),
                                             k->set_aside == 1 ? "telt" : "tellen"),
            .remove = may_edit ? expansion_application_url(a, e->id, x->id, at) : NOWHERE,
        };
    }
    return rows;
}

static enum err add_scorers(struct request *rq, const struct expansion_application *x,
    const struct expansion_criteria *c, struct expansion_application_view *v)
{
    struct arena *a = rq->arena;
    struct person_list all = { 0 };
    int64_t last = 0;

    TRY(choices_all_persons(rq, &all));
    for (size_t i = 0; i < c->count; i++)
        last = x->scores[i].scorer_id != 0 ? x->scores[i].scorer_id : last;
    const char *chosen =
        was_refused(rq) ? typed(rq, "scorer_id") : arena_printf(a, "%lld", (long long)last);
    v->scorers.at = arena_array(a, all.count, sizeof *v->scorers.at);
    for (size_t i = 0; i < all.count; i++) {
        const struct person *p = &all.at[i];
        const char *id = arena_printf(a, "%lld", (long long)p->id);
        bool barred = false;

        for (size_t k = 0; k < x->conflict_count; k++)
            barred = barred || x->conflicts[k].person_id == p->id;
        if (!barred)
            v->scorers.at[v->scorers.count++] =
                (struct form_option){ id, p->name, str_equal(id, chosen) };
    }
    const char *wrong = fault_message(&rq->fault, "scorer_id");
    v->scorer_error = wrong == NULL ? "" : wrong;
    return ERR_OK;
}

static const char *cannot_words(struct arena *a, const struct expansion *e,
    const struct expansion_criteria *c, const struct expansion_application *x)
{
    const char *wrong = expansion_weights_wrong(a, c);

    if (e->state == EXPANSION_OPEN)
        return "De beoordeling is nog niet gestart.";
    if (x->late)
        return "Deze aanvraag kwam te laat binnen en wordt niet beoordeeld.";
    if (e->state == EXPANSION_SCORING && *wrong != '\0')
        return arena_printf(a, "%s Pas daarna kan er gescoord worden.", wrong);
    return "";
}

static struct step_list steps_of(
    struct request *rq, const struct expansion *e, const struct expansion_application *x)
{
    struct arena *a = rq->arena;
    struct step_list list = { arena_array(a, 2, sizeof *list.at), 0 };

    if (!access_may(rq, PREPARE_MEETING, 0) || e->state == EXPANSION_CLOSED)
        return list;
    list.at[list.count++] = (struct step){ "Belang noteren",
        expansion_application_url(a, e->id, x->id, "/belang"), "plain", false, 0 };
    list.at[list.count++] = (struct step){ "Aanvraag bewerken",
        expansion_application_url(a, e->id, x->id, "/bewerken"), "plain", false, 0 };
    return list;
}

/* What is wrong leads to its line. */
static struct form_view problem_of(struct request *rq)
{
    struct form_view problem = form_problem(rq);

    for (size_t i = 0; i < problem.issues.count; i++)
        problem.issues.at[i].anchor = url_of(rq->arena, "#%s", rq->fault.issues[i].field);
    return problem;
}

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct expansion e = { 0 };
    struct expansion_criteria c = { 0 };
    struct expansion_application x = { 0 };

    TRY(expansion_of(rq, &e));
    TRY(expansion_criteria(rq->snap, a, &rq->actor, e.id, 0, &c));
    TRY(expansion_application_of(rq, &e, &x));
    bool may_record = access_may(rq, RECORD, 0) && e.state != EXPANSION_CLOSED;
    struct expansion_application_view v = {
        .round = { e.title, expansion_url(a, e.id, "") },
        .name = x.name,
        .late = { x.late ? "te laat ingediend" : "", "bad" },
        .problem = problem_of(rq),
        .facts = facts_of(rq, &x),
        .steps = steps_of(rq, &e, &x),
        .shown = x.shown,
        .scorer_error = "",
        .action = expansion_application_url(a, e.id, x.id, "/scores"),
        .remove = may_record ? expansion_application_url(a, e.id, x.id, "/verwijderen") : NOWHERE,
        .version = e.version,
    };
    v.cannot = x.shown ? cannot_words(a, &e, &c, &x)
               : e.state == EXPANSION_CLOSED
                   ? ""
                   : "De scores zijn te zien zodra de ronde afgesloten is.";
    v.may_score = may_record && *v.cannot == '\0';
    if (x.shown) {
        v.scores = scores_of(rq, &c, &x);
        v.conflicts = conflicts_of(rq, &e, &x, may_record);
    }
    if (v.may_score)
        TRY(add_scorers(rq, &x, &c, &v));
    return reply_page_status(rq, status, x.name, expansion_application_html, &v);
}

enum err page_expansion_application(struct request *rq)
{
    return show(rq, 200);
}

/* -- scoring: rows with neither score nor reason are left as they are -- */

static void name_issues(struct fault *f, size_t from, const struct expansion_criterion *c)
{
    struct arena *a = f->arena;

    for (size_t i = from; i < f->issue_count; i++) {
        struct issue *issue = &f->issues[i];

        if (str_equal(issue->field, "scorer_id"))
            continue;
        issue->field = arena_printf(a, "%s_%lld", issue->field, (long long)c->id);
        issue->message = arena_printf(a, "%s: %s", c->name, issue->message);
    }
}

static bool is_same(const struct expansion_score *old, const struct expansion_score_input *in)
{
    return old->score == in->score && old->scorer_id == in->scorer_id &&
           str_equal(old->reason, in->reason);
}

static enum err put(struct request *rq, int64_t *version, const struct expansion_application *x,
    size_t at, const struct expansion_criterion *c)
{
    struct arena *a = rq->arena;
    const char *score = typed(rq, arena_printf(a, "score_%lld", (long long)c->id));
    struct expansion_score_input in = {
        .score = -1,
        .reason = str_trim(a, typed(rq, arena_printf(a, "reason_%lld", (long long)c->id))),
    };
    size_t issues = rq->fault.issue_count;

    if (str_empty(score) && str_empty(in.reason))
        return ERR_OK;
    if (!str_to_i64(str_trim(a, score), &in.score))
        in.score = -1;
    if (!str_to_i64(typed(rq, "scorer_id"), &in.scorer_id))
        in.scorer_id = 0;
    if (is_same(&x->scores[at], &in))
        return ERR_OK;
    enum err e = expansion_score_put(rq->tx, a, &rq->actor, rq->id, *version, x->id, c->id, &in);
    *version = 0;
    name_issues(&rq->fault, issues, c);
    return e;
}

static enum err score(struct request *rq)
{
    struct expansion e = { 0 };
    struct expansion_criteria c = { 0 };
    struct expansion_application x = { 0 };
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(expansion_of(rq, &e));
    TRY(expansion_criteria(rq->snap, rq->arena, &rq->actor, e.id, 0, &c));
    TRY(expansion_application_of(rq, &e, &x));
    for (size_t i = 0; i < c.count; i++) {
        enum err err = put(rq, &version, &x, i, &c.at[i]);

        if (err != ERR_OK && err != ERR_INVALID)
            return err;
    }
    return fault_check(&rq->fault);
}

enum err page_expansion_score(struct request *rq)
{
    enum err e = score(rq);

    if (e == ERR_OK) {
        int64_t id;

        TRY(expansion_part_id(rq, &id));
        return reply_see_other(rq, expansion_application_url(rq->arena, rq->id, id, "").address,
            "De scores zijn bewaard.", NULL);
    }
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}

enum err page_expansion_interest_remove(struct request *rq)
{
    int64_t id, conflict;

    TRY(expansion_part_id(rq, &id));
    if (!str_to_i64(request_param(rq, "conflict"), &conflict))
        return ERR_NOT_FOUND;
    enum err e = expansion_conflict_remove(rq->tx, rq->arena, &rq->actor, rq->id, 0, id, conflict);
    if (e == ERR_OK)
        return reply_see_other(rq, expansion_application_url(rq->arena, rq->id, id, "").address,
            "Het belang is verwijderd.", NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}
