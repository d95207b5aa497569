/* The forms of a round: criteria, applications, interests, opening it again. */
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/edit_page.h"
#include "web/pages/expansion.h"
#include "web/pages/pages.h"

/* -- criteria -- */

static const struct expansion_criterion NEW_CRITERION = {
    .name = "", .explanation = "", .most = 10
};

/* `c` NULL makes a new one; otherwise :part_id. */
static enum err show_criterion(
    struct request *rq, unsigned status, const struct expansion_criterion *c)
{
    struct arena *a = rq->arena;
    struct expansion e = { 0 };

    TRY(expansion_of(rq, &e));
    const struct edit_page_view v = {
        .crumb = { e.title, expansion_url(a, e.id, "") },
        .title = c == NULL ? "Nieuw criterium" : "Criterium bewerken",
        .lead = "Zodra de eerste score genoteerd is, liggen de criteria vast.",
        .form = form_make(
            rq, EXPANSION_CRITERION_FIELDS, c == NULL ? &NEW_CRITERION : c, e.version, NULL),
        .action = expansion_url(
            a, e.id, c == NULL ? "/criteria" : arena_printf(a, "/criteria/%lld", (long long)c->id)),
        .button = c == NULL ? "Criterium toevoegen" : "Bewaren",
        .back = expansion_url(a, e.id, ""),
    };
    return edit_page_show(rq, status, &v);
}

static enum err find_criterion(struct request *rq, struct expansion_criterion *ret)
{
    struct expansion e = { 0 };
    struct expansion_criteria c = { 0 };
    int64_t id;

    TRY(expansion_part_id(rq, &id));
    TRY(expansion_of(rq, &e));
    TRY(expansion_criteria(rq->snap, rq->arena, &rq->actor, e.id, 0, &c));
    for (size_t i = 0; i < c.count; i++)
        if (c.at[i].id == id) {
            *ret = c.at[i];
            return ERR_OK;
        }
    return ERR_NOT_FOUND;
}

enum err page_expansion_criterion_new(struct request *rq)
{
    return show_criterion(rq, 200, NULL);
}

enum err page_expansion_criterion(struct request *rq)
{
    struct expansion_criterion c = { 0 };

    TRY(find_criterion(rq, &c));
    return show_criterion(rq, 200, &c);
}

/* `old` NULL adds. */
static enum err save_criterion(struct request *rq, const struct expansion_criterion *old)
{
    struct expansion_criterion in = old == NULL ? NEW_CRITERION : *old;
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(EXPANSION_CRITERION_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    if (old == NULL)
        return expansion_criterion_add(rq->tx, rq->arena, &rq->actor, rq->id, version, &in);
    return expansion_criterion_update(rq->tx, rq->arena, &rq->actor, rq->id, version, old->id, &in);
}

static enum err criterion_answer(
    struct request *rq, enum err e, const struct expansion_criterion *c, const char *done)
{
    if (e == ERR_OK)
        return expansion_done(rq, e, done, NULL);
    TRY(form_comes_back(rq, e));
    return show_criterion(rq, err_status(e), c);
}

enum err page_expansion_criterion_add(struct request *rq)
{
    return criterion_answer(rq, save_criterion(rq, NULL), NULL, "Het criterium staat erbij.");
}

enum err page_expansion_criterion_update(struct request *rq)
{
    struct expansion_criterion c = { 0 };

    TRY(find_criterion(rq, &c));
    return criterion_answer(rq, save_criterion(rq, &c), &c, "Het criterium is bewaard.");
}

enum err page_expansion_criterion_remove(struct request *rq)
{
    int64_t id;

    TRY(expansion_part_id(rq, &id));
    return expansion_done(rq,
        expansion_criterion_remove(rq->tx, rq->arena, &rq->actor, rq->id, 0, id),
        "Het criterium is verwijderd.", NULL);
}

/* -- a reason: new criteria, opening again -- */

struct reason_page {
    const char *title, *lead, *button, *below, *done;
    const struct field *fields;
    const char *const *only;
    const void *empty;
};

static enum err show_reason(struct request *rq, unsigned status, const struct reason_page *p)
{
    struct expansion e = { 0 };

    TRY(expansion_of(rq, &e));
    const struct edit_page_view v = {
        .crumb = { e.title, expansion_url(rq->arena, e.id, "") },
        .title = p->title,
        .lead = p->lead,
        .form = form_make(rq, p->fields, p->empty, e.version, p->only),
        .action = expansion_url(rq->arena, e.id, p->below),
        .button = p->button,
        .back = expansion_url(rq->arena, e.id, ""),
    };
    return edit_page_show(rq, status, &v);
}

static enum err reason_answer(struct request *rq, enum err e, const struct reason_page *p)
{
    if (e == ERR_OK)
        return expansion_done(rq, e, p->done, NULL);
    TRY(form_comes_back(rq, e));
    return show_reason(rq, err_status(e), p);
}

static const struct expansion_renewal NO_RENEWAL = { "" };
static const struct reason_page RENEW = {
    .title = "Nieuwe criteria",
    .lead = "De nieuwe versie begint als een kopie, die u daarna aanpast. Alle aanvragen worden "
            "ermee opnieuw gescoord. De vorige criteria en hun scores blijven te zien.",
    .button = "Nieuwe versie maken",
    .below = "/vernieuwen",
    .done = "De nieuwe versie is gemaakt. Pas de criteria aan en scoor daarna opnieuw.",
    .fields = EXPANSION_RENEWAL_FIELDS,
    .empty = &NO_RENEWAL,
};

enum err page_expansion_renewal(struct request *rq)
{
    return show_reason(rq, 200, &RENEW);
}

static enum err renew(struct request *rq)
{
    struct expansion_renewal in = NO_RENEWAL;
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(EXPANSION_RENEWAL_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return expansion_criteria_renew(rq->tx, rq->arena, &rq->actor, rq->id, version, &in);
}

enum err page_expansion_renew(struct request *rq)
{
    return reason_answer(rq, renew(rq), &RENEW);
}

static const char *const ONLY_REASON[] = { "reason", NULL };
static const struct expansion_step NO_STEP = { EXPANSION_SCORING, "" };
static const struct reason_page REOPEN = {
    .title = "Ronde heropenen",
    .lead =
        "Daarna gaat de beoordeling verder; kreeg de ronde geen aanvragen, dan neemt ze die weer aan. De reden blijft bij de ronde staan.",
    .button = "Ronde heropenen",
    .below = "/heropenen",
    .done = "De ronde is heropend.",
    .fields = EXPANSION_STEP_FIELDS,
    .only = ONLY_REASON,
    .empty = &NO_STEP,
};

enum err page_expansion_reopening(struct request *rq)
{
    return show_reason(rq, 200, &REOPEN);
}

/* Who got no application takes them again; else there is more to score. */
static enum err reopens_as(struct request *rq, unsigned *ret)
{
    struct expansion e = { 0 };
    struct expansion_criteria c = { 0 };
    struct expansion_application_list list = { 0 };

    TRY(expansion_of(rq, &e));
    TRY(expansion_criteria(rq->snap, rq->arena, &rq->actor, e.id, 0, &c));
    TRY(expansion_applications(rq->snap, rq->arena, &rq->actor, &e, &c, &list));
    *ret = expansion_has_none(&list) ? EXPANSION_OPEN : EXPANSION_SCORING;
    return ERR_OK;
}

static enum err reopen(struct request *rq)
{
    const char *typed = param_get(&rq->form, "reason");
    struct expansion_step in = { .reason = str_trim(rq->arena, typed == NULL ? "" : typed) };
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(reopens_as(rq, &in.state));
    return expansion_move(rq->tx, rq->arena, &rq->actor, rq->id, version, &in);
}

enum err page_expansion_reopen(struct request *rq)
{
    return reason_answer(rq, reopen(rq), &REOPEN);
}
