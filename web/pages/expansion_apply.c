/* The forms of an application, and of an interest in it. */
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/edit_page.h"
#include "web/pages/expansion.h"
#include "web/pages/pages.h"

enum err expansion_application_of(
    struct request *rq, const struct expansion *e, struct expansion_application *ret)
{
    struct expansion_criteria c = { 0 };
    struct expansion_application_list list = { 0 };
    int64_t id;

    TRY(expansion_part_id(rq, &id));
    TRY(expansion_criteria(rq->snap, rq->arena, &rq->actor, e->id, 0, &c));
    TRY(expansion_applications(rq->snap, rq->arena, &rq->actor, e, &c, &list));
    for (size_t i = 0; i < list.count; i++)
        if (list.at[i].id == id) {
            *ret = list.at[i];
            return ERR_OK;
        }
    return ERR_NOT_FOUND;
}

/* `x` NULL makes a new one. */
static enum err show(struct request *rq, unsigned status, const struct expansion_application *x)
{
    struct arena *a = rq->arena;
    struct expansion e = { 0 };

    TRY(expansion_of(rq, &e));
    const struct expansion_application none = {
        .organiser = "", .location = "", .area = "", .received_on = council_today(a, &rq->council)
    };
    struct url back =
        x == NULL ? expansion_url(a, e.id, "") : expansion_application_url(a, e.id, x->id, "");
    struct edit_page_view v = {
        .crumb = { x == NULL ? e.title : x->name, back },
        .title = x == NULL ? "Nieuwe aanvraag" : "Aanvraag bewerken",
        .lead = "",
        .form = form_make(rq, EXPANSION_APPLICATION_FIELDS, x == NULL ? &none : x, e.version, NULL),
        .action = x == NULL ? expansion_url(a, e.id, "/aanvragen")
                            : expansion_application_url(a, e.id, x->id, "/bewerken"),
        .button = x == NULL ? "Aanvraag toevoegen" : "Bewaren",
        .back = back,
    };
    TRY(choices_partners(rq, &v.form, "partner_id"));
    return edit_page_show(rq, status, &v);
}

enum err page_expansion_application_new(struct request *rq)
{
    return show(rq, 200, NULL);
}

static enum err add(struct request *rq, int64_t *ret_id)
{
    struct expansion_application in = {
        .organiser = "", .location = "", .area = "", .received_on = ""
    };
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(EXPANSION_APPLICATION_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return expansion_apply(rq->tx, rq->arena, &rq->actor, rq->id, version, &in, ret_id);
}

enum err page_expansion_apply(struct request *rq)
{
    int64_t id;
    enum err e = add(rq, &id);

    if (e == ERR_OK)
        return expansion_done(rq, e, "De aanvraag staat erbij.",
            expansion_application_url(rq->arena, rq->id, id, "/verwijderen").address);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e), NULL);
}

enum err page_expansion_application_edit(struct request *rq)
{
    struct expansion e = { 0 };
    struct expansion_application x = { 0 };

    TRY(expansion_of(rq, &e));
    TRY(expansion_application_of(rq, &e, &x));
    return show(rq, 200, &x);
}

static enum err update(struct request *rq, const struct expansion_application *old)
{
    struct expansion_application in = *old;
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(EXPANSION_APPLICATION_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return expansion_application_update(
        rq->tx, rq->arena, &rq->actor, rq->id, version, old->id, &in);
}

enum err page_expansion_application_update(struct request *rq)
{
    struct expansion e = { 0 };
    struct expansion_application x = { 0 };

    TRY(expansion_of(rq, &e));
    TRY(expansion_application_of(rq, &e, &x));
    enum err err = update(rq, &x);
    if (err == ERR_OK)
        return reply_see_other(rq, expansion_application_url(rq->arena, e.id, x.id, "").address,
            "De aanvraag is bewaard.", NULL);
    TRY(form_comes_back(rq, err));
    return show(rq, err_status(err), &x);
}

static enum err remove_or_restore(struct request *rq, bool back)
{
    int64_t id;

    TRY(expansion_part_id(rq, &id));
    return expansion_done(rq,
        expansion_application_remove(rq->tx, rq->arena, &rq->actor, rq->id, 0, id, back),
        back ? "De aanvraag staat er weer." : "De aanvraag is verwijderd.",
        expansion_application_url(rq->arena, rq->id, id, back ? "/verwijderen" : "/terugzetten")
            .address);
}

enum err page_expansion_application_remove(struct request *rq)
{
    return remove_or_restore(rq, false);
}

enum err page_expansion_application_restore(struct request *rq)
{
    return remove_or_restore(rq, true);
}

/* -- an interest -- */

static enum err show_interest(
    struct request *rq, unsigned status, const struct expansion_application *x)
{
    static const struct expansion_conflict NONE = { .reason = "", .left_room = true };
    struct expansion e = { 0 };

    TRY(expansion_of(rq, &e));
    struct url back = expansion_application_url(rq->arena, e.id, x->id, "");
    struct edit_page_view v = {
        .crumb = { x->name, back },
        .title = "Belang noteren",
        .lead = "Wie een belang heeft, beoordeelt deze aanvraag niet. Scores die deze persoon al "
                "gaf, tellen niet meer mee. Het scoreblad vermeldt het belang.",
        .form = form_make(rq, EXPANSION_CONFLICT_FIELDS, &NONE, e.version, NULL),
        .action = expansion_application_url(rq->arena, e.id, x->id, "/belang"),
        .button = "Belang noteren",
        .back = back,
    };
    TRY(choices_persons(rq, &v.form, "person_id"));
    return edit_page_show(rq, status, &v);
}

enum err page_expansion_interest(struct request *rq)
{
    struct expansion e = { 0 };
    struct expansion_application x = { 0 };

    TRY(expansion_of(rq, &e));
    TRY(expansion_application_of(rq, &e, &x));
    return show_interest(rq, 200, &x);
}

static enum err note(struct request *rq, int64_t application_id)
{
    struct expansion_conflict in = { .reason = "" };
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(EXPANSION_CONFLICT_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return expansion_conflict_add(
        rq->tx, rq->arena, &rq->actor, rq->id, version, application_id, &in);
}

enum err page_expansion_interest_note(struct request *rq)
{
    struct expansion e = { 0 };
    struct expansion_application x = { 0 };

    TRY(expansion_of(rq, &e));
    TRY(expansion_application_of(rq, &e, &x));
    enum err err = note(rq, x.id);
    if (err == ERR_OK)
        return reply_see_other(rq, expansion_application_url(rq->arena, e.id, x.id, "").address,
            "Het belang is genoteerd.", NULL);
    TRY(form_comes_back(rq, err));
    return show_interest(rq, err_status(err), &x);
}
