/* A new offer, and changing one: by the secretariat, and by a partner for what is its own. */
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"
#include "web/pages/support.h"

/* Whoever may change those of every partner chooses whose it is. */
static enum err show(struct request *rq, unsigned status, const struct offer *o)
{
    bool is_new = o->id == 0;
    struct url home = is_new ? (struct url){ "/ondersteuning" } : support_url(rq->arena, o->id, "");
    struct edit_page_view v = {
        .crumb = { is_new ? "Ondersteuning" : o->title, home },
        .title = is_new ? "Ondersteuning toevoegen" : "Aanbod bewerken",
        .lead = is_new ? "Voor wie het is en of het gratis is, voegt u daarna toe."
                       : "Een aanbod wordt niet verwijderd: vul in wanneer het stopte.",
        .form = form_make(rq, OFFER_FIELDS, o, o->version, NULL),
        .action =
            is_new ? (struct url){ "/ondersteuning" } : support_url(rq->arena, o->id, "/bewerken"),
        .button = is_new ? "Toevoegen" : "Bewaren",
        .back = home,
    };
    if (access_may(rq, EDIT_OFFER, 0)) {
        TRY(choices_partners(rq, &v.form, "partner_id"));
    } else {
        struct partner own;
        TRY(partner_get(rq->snap, rq->arena, rq->actor.partner_id, &own));
        struct form_option option = { arena_printf(rq->arena, "%lld", (long long)own.id), own.name,
            true };
        form_set_options(rq, &v.form, "partner_id", &option, 1);
    }
    return edit_page_show(rq, status, &v);
}

static struct offer new_offer(struct request *rq)
{
    int64_t asked = show_query_number(rq, "partner");

    return (struct offer){ .partner_id = asked != 0 ? asked : rq->actor.partner_id };
}

enum err page_support_new(struct request *rq)
{
    struct offer in = new_offer(rq);

    TRY(access_check(rq, EDIT_OFFER, rq->actor.partner_id));
    return show(rq, 200, &in);
}

enum err page_support_create(struct request *rq)
{
    struct offer in = { 0 }, none = new_offer(rq);
    int64_t id;

    TRY(access_check(rq, EDIT_OFFER, rq->actor.partner_id));
    enum err e = fields_from_form(OFFER_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        TRY(access_check(rq, EDIT_OFFER, in.partner_id));
    if (e == ERR_OK)
        e = offer_create(rq->tx, &rq->actor, &in, &id);
    if (e == ERR_OK)
        return reply_see_other(rq, support_url(rq->arena, id, "").address,
            "Toegevoegd. Voeg nu de regels toe: voor wie, en is het gratis?", NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e), &none);
}

static enum err read_own(struct request *rq, struct offer *ret)
{
    TRY(offer_get(rq->snap, rq->arena, rq->id, ret));
    return access_check(rq, EDIT_OFFER, ret->partner_id);
}

enum err page_support_edit(struct request *rq)
{
    struct offer o;

    TRY(read_own(rq, &o));
    return show(rq, 200, &o);
}

static enum err update(struct request *rq, struct offer in)
{
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(OFFER_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    TRY(access_check(rq, EDIT_OFFER, in.partner_id));
    return offer_update(rq->tx, &rq->actor, rq->id, version, &in);
}

enum err page_support_update(struct request *rq)
{
    struct offer o;

    TRY(read_own(rq, &o));
    enum err e = update(rq, o);
    if (e == ERR_OK)
        return reply_see_other(
            rq, support_url(rq->arena, rq->id, "").address, "Het aanbod is bewaard.", NULL);
    TRY(form_comes_back(rq, e));
    TRY(offer_get(rq->snap, rq->arena, rq->id, &o));
    return show(rq, err_status(e), &o);
}
