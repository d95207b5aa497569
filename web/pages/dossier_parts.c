#include "lok/base/dates.h"
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/dossier.h"
#include "web/pages/pages.h"

/* How the address names a part, and the domain. */
static const struct {
    const char *path, *part;
} PARTS[] = {
    { "financiering", "funder" },
    { "actoren", "actor" },
    { "cijfers", "figure" },
};

static const char *part_of(const struct request *rq)
{
    for (size_t i = 0; i < ARRAY_LEN(PARTS); i++) {
        if (str_equal(request_param(rq, "part"), PARTS[i].path))
            return PARTS[i].part;
    }
    return "";
}

static const char *period(struct arena *a, const struct funder *f)
{
    const char *from = dutch_date(a, f->from_date), *until = dutch_date(a, f->until_date);

    if (!str_empty(from) && !str_empty(until))
        return arena_printf(a, "%s tot en met %s", from, until);
    if (!str_empty(from))
        return arena_printf(a, "vanaf %s", from);
    return str_empty(until) ? "" : arena_printf(a, "tot en met %s", until);
}

static struct url remove_url(struct request *rq, bool may_edit, const char *path, int64_t id)
{
    if (!may_edit)
        return (struct url){ "" };
    return url_of(
        rq->arena, "/dossiers/%lld/%s/%lld/verwijderen", (long long)rq->id, path, (long long)id);
}

static enum err show_funders(struct request *rq, struct dossier_view *v)
{
    struct funder_list list;

    TRY(dossier_funders(rq->snap, rq->arena, rq->id, &list));
    v->funders.at = arena_array(rq->arena, list.count, sizeof *v->funders.at);
    v->funders.count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        const struct funder *f = &list.at[i];
        v->funders.at[i] = (struct dossier_funder_row){ f->name, period(rq->arena, f), f->note,
            remove_url(rq, v->may_edit, "financiering", f->id) };
    }
    return ERR_OK;
}

static enum err show_actors(struct request *rq, struct dossier_view *v)
{
    struct dossier_actor_list list;

    TRY(dossier_actors(rq->snap, rq->arena, rq->id, &list));
    v->actors.at = arena_array(rq->arena, list.count, sizeof *v->actors.at);
    v->actors.count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        const struct dossier_actor *x = &list.at[i];
        v->actors.at[i] = (struct dossier_actor_row){ x->partner_name, x->role, x->contribution,
            url_of(rq->arena, "/partners/%lld", (long long)x->partner_id),
            remove_url(rq, v->may_edit, "actoren", x->id) };
    }
    return ERR_OK;
}

static enum err show_figures(struct request *rq, struct dossier_view *v)
{
    struct figure_list list;

    TRY(dossier_figures(rq->snap, rq->arena, rq->id, &list));
    v->figures.at = arena_array(rq->arena, list.count, sizeof *v->figures.at);
    v->figures.count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        const struct figure *x = &list.at[i];
        v->figures.at[i] = (struct dossier_figure_row){ x->what, x->value, x->source, x->year,
            remove_url(rq, v->may_edit, "cijfers", x->id) };
    }
    return ERR_OK;
}

static struct dossier_part_view part_view(struct request *rq, const char *title, const char *path,
    const struct field *fields, const void *from)
{
    struct form_view form = form_make(rq, fields, from, 0, NULL);
    return (struct dossier_part_view){
        .title = title,
        .form = form,
        .action = url_of(rq->arena, "/dossiers/%lld/%s#%s", (long long)rq->id, path, path),
        .open = form.issues.count > 0 || !str_empty(form.detail),
    };
}

enum err dossier_parts(struct request *rq, const struct dossier *d, struct dossier_view *v)
{
    static const struct funder NO_FUNDER;
    static const struct dossier_actor NO_ACTOR;
    struct figure figure = { 0 };

    PRE(d->id == rq->id);
    TRY(show_funders(rq, v));
    TRY(show_actors(rq, v));
    TRY(show_figures(rq, v));
    v->shows_funders = v->may_edit || v->funders.count > 0;
    v->shows_actors = v->may_edit || v->actors.count > 0;
    v->shows_figures = v->may_edit || v->figures.count > 0;
    if (!v->may_edit)
        return ERR_OK;
    figure.year = clock_local(council_now(&rq->council)).year;
    v->add_funder =
        part_view(rq, "Iemand toevoegen die betaalt", "financiering", FUNDER_FIELDS, &NO_FUNDER);
    v->add_actor =
        part_view(rq, "Een partner toevoegen", "actoren", DOSSIER_ACTOR_FIELDS, &NO_ACTOR);
    v->add_figure = part_view(rq, "Een cijfer toevoegen", "cijfers", FIGURE_FIELDS, &figure);
    return choices_partners(rq, &v->add_actor.form, "partner_id");
}

/* -- changes -- */

static enum err add_funder(struct request *rq)
{
    struct funder in = { 0 };
    TRY(fields_from_form(FUNDER_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return dossier_add_funder(rq->tx, &rq->actor, rq->id, &in);
}

static enum err add_actor(struct request *rq)
{
    struct dossier_actor in = { 0 };
    TRY(fields_from_form(DOSSIER_ACTOR_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return dossier_add_actor(rq->tx, &rq->actor, rq->id, &in);
}

static enum err add_figure(struct request *rq)
{
    struct figure in = { 0 };
    TRY(fields_from_form(FIGURE_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return dossier_add_figure(rq->tx, &rq->actor, rq->id, &in);
}

static const char *back_to(struct request *rq)
{
    return arena_printf(
        rq->arena, "/dossiers/%lld#%s", (long long)rq->id, request_param(rq, "part"));
}

enum err page_dossier_part_add(struct request *rq)
{
    const char *part = part_of(rq);
    enum err e = ERR_NOT_FOUND;

    TRY(access_check(rq, PREPARE_MEETING, 0));
    if (str_equal(part, "funder"))
        e = add_funder(rq);
    else if (str_equal(part, "actor"))
        e = add_actor(rq);
    else if (str_equal(part, "figure"))
        e = add_figure(rq);
    if (e == ERR_OK)
        return reply_see_other(rq, back_to(rq), "Toegevoegd aan het dossier.", NULL);
    TRY(form_comes_back(rq, e));
    return dossier_page(rq, err_status(e));
}

enum err page_dossier_part_remove(struct request *rq)
{
    int64_t part_id;

    TRY(access_check(rq, PREPARE_MEETING, 0));
    if (!str_to_i64(request_param(rq, "part_id"), &part_id))
        return ERR_NOT_FOUND;
    TRY(dossier_remove_part(rq->tx, &rq->actor, rq->id, part_of(rq), part_id));
    return reply_see_other(rq, back_to(rq), "Verwijderd uit het dossier.",
        arena_printf(rq->arena, "/dossiers/%lld/%s/%lld/terugzetten", (long long)rq->id,
            request_param(rq, "part"), (long long)part_id));
}

enum err page_dossier_part_restore(struct request *rq)
{
    int64_t part_id;

    TRY(access_check(rq, PREPARE_MEETING, 0));
    if (!str_to_i64(request_param(rq, "part_id"), &part_id))
        return ERR_NOT_FOUND;
    TRY(dossier_restore_part(rq->tx, &rq->actor, rq->id, part_of(rq), part_id));
    return reply_see_other(rq, back_to(rq), "Het staat weer in het dossier.", NULL);
}
