#include "agenda/partner_index.h"
#include "lok/partner.h"
#include "web/pages/access.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"

static struct url url_of_partner(struct request *rq, int64_t id, const char *below)
{
    return url_of(rq->arena, "/partners/%lld%s", (long long)id, below);
}

static enum err show(struct request *rq, unsigned status, const struct partner *p)
{
    bool is_new = p->id == 0;
    struct url home = is_new ? (struct url){ "/partners" } : url_of_partner(rq, p->id, "");
    struct edit_page_view v = {
        .crumb = { is_new ? "Partners" : p->name, home },
        .title = is_new ? "Nieuwe partner" : "Partner bewerken",
        .lead = is_new ? "" : "Een partner wordt niet verwijderd: vul in wanneer hij stopte.",
        .form = form_make(rq, PARTNER_FIELDS, p, p->version, NULL),
        .action = is_new ? (struct url){ "/partners" } : url_of_partner(rq, p->id, "/bewerken"),
        .button = is_new ? "Partner maken" : "Bewaren",
        .back = home,
    };
    return edit_page_show(rq, status, &v);
}

static const struct partner NEW_PARTNER;

enum err page_partner_new(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    return show(rq, 200, &NEW_PARTNER);
}

enum err page_partner_create(struct request *rq)
{
    struct partner in = NEW_PARTNER;
    int64_t id;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = fields_from_form(PARTNER_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        e = partner_create(rq->tx, &rq->actor, &in, &id);
    if (e == ERR_OK)
        return reply_see_other(
            rq, url_of_partner(rq, id, "").address, "De partner is toegevoegd.", NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e), &NEW_PARTNER);
}

enum err page_partner_edit(struct request *rq)
{
    struct partner p;
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    TRY(partner_get(rq->snap, rq->arena, rq->id, &p));
    return show(rq, 200, &p);
}

static enum err update(struct request *rq)
{
    struct partner in;
    int64_t version;

    TRY(partner_get(rq->snap, rq->arena, rq->id, &in));
    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(PARTNER_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    TRY(partner_update(rq->tx, &rq->actor, rq->id, version, &in));
    return partner_index(rq->tx, rq->arena, rq->id);
}

enum err page_partner_update(struct request *rq)
{
    struct partner p;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = update(rq);
    if (e == ERR_OK)
        return reply_see_other(
            rq, url_of_partner(rq, rq->id, "").address, "De partner is bewaard.", NULL);
    TRY(form_comes_back(rq, e));
    TRY(partner_get(rq->snap, rq->arena, rq->id, &p));
    return show(rq, err_status(e), &p);
}
