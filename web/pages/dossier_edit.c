#include "agenda/dossier.h"
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"

static enum err show(struct request *rq, unsigned status, const struct dossier *d)
{
    bool is_new = d->id == 0;
    struct edit_page_view v = {
        .crumb = is_new ? (struct link_view){ "Dossiers", { "/dossiers" } }
                        : (struct link_view){ d->title, show_dossier_url(rq->arena, d->id) },
        .title = is_new ? "Nieuw dossier" : "Dossier bewerken",
        .lead = is_new ? "Wie betaalt, wie meedoet en de cijfers voegt u daarna toe." : "",
        .form = form_make(rq, DOSSIER_FIELDS, d, d->version, NULL),
        .action = is_new ? (struct url){ "/dossiers" }
                         : url_of(rq->arena, "/dossiers/%lld/bewerken", (long long)d->id),
        .button = is_new ? "Dossier maken" : "Bewaren",
        .back = is_new ? (struct url){ "/dossiers" } : show_dossier_url(rq->arena, d->id),
    };
    TRY(choices_partners(rq, &v.form, "applicant_id"));
    return edit_page_show(rq, status, &v);
}

static const struct dossier NEW_DOSSIER = { .area_certain = true };

enum err page_dossier_new(struct request *rq)
{
    TRY(access_check(rq, PREPARE_MEETING, 0));
    return show(rq, 200, &NEW_DOSSIER);
}

enum err page_dossier_create(struct request *rq)
{
    struct dossier in = NEW_DOSSIER;
    int64_t id;

    TRY(access_check(rq, PREPARE_MEETING, 0));
    enum err e = fields_from_form(DOSSIER_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        e = dossier_create(rq->tx, &rq->actor, &in, &id);
    if (e == ERR_OK)
        return reply_see_other(
            rq, show_dossier_url(rq->arena, id).address, "Het dossier is gemaakt.", NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e), &NEW_DOSSIER);
}

static enum err read(struct request *rq, struct dossier *ret)
{
    return dossier_get(rq->snap, rq->arena, visibility_of(&rq->actor), rq->id, ret);
}

enum err page_dossier_edit(struct request *rq)
{
    struct dossier d;
    TRY(access_check(rq, PREPARE_MEETING, 0));
    TRY(read(rq, &d));
    return show(rq, 200, &d);
}

static enum err update(struct request *rq)
{
    struct dossier in;
    int64_t version;

    TRY(read(rq, &in));
    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(DOSSIER_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return dossier_update(rq->tx, &rq->actor, rq->id, version, &in);
}

enum err page_dossier_update(struct request *rq)
{
    struct dossier d;

    TRY(access_check(rq, PREPARE_MEETING, 0));
    enum err e = update(rq);
    if (e == ERR_OK)
        return reply_see_other(
            rq, show_dossier_url(rq->arena, rq->id).address, "Het dossier is bewaard.", NULL);
    TRY(form_comes_back(rq, e));
    TRY(read(rq, &d));
    return show(rq, err_status(e), &d);
}
