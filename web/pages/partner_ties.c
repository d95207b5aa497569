/* Changing how a partner is tied: groups, municipalities, into whom it went, and two that are one. */
#include "agenda/partner_index.h"
#include "lok/base/clock.h"
#include "lok/partner_area.h"
#include "lok/partner_merge.h"
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"
#include "web/pages/partner.h"

static struct url url_below(struct request *rq, int64_t id, const char *below)
{
    return url_of(rq->arena, "/partners/%lld%s", (long long)id, below);
}

/* -- groups and municipalities -- */

static enum err show_one(struct request *rq, unsigned status, const char *title,
    const struct field *fields, const void *nothing, const char *below)
{
    struct partner p;

    TRY(partner_get(rq->snap, rq->arena, rq->id, &p));
    struct edit_page_view v = {
        .crumb = { p.name, url_below(rq, p.id, "") },
        .title = title,
        .lead = "",
        .form = form_make(rq, fields, nothing, 0, NULL),
        .action = url_below(rq, p.id, below),
        .button = "Toevoegen",
        .back = url_below(rq, p.id, ""),
    };
    if (fields == MEMBERSHIP_FIELDS)
        TRY(choices_partners(rq, &v.form, "group_id"));
    return edit_page_show(rq, status, &v);
}

static enum err show_join(struct request *rq, unsigned status)
{
    static const struct membership_input NOTHING = { .from_date = "", .until_date = "" };

    return show_one(rq, status, "Lid maken van een groep", MEMBERSHIP_FIELDS, &NOTHING, "/groepen");
}

static enum err show_area(struct request *rq, unsigned status)
{
    static const struct partner_area_input NOTHING = { "", "", "" };

    return show_one(rq, status, "Een gemeente toevoegen", PARTNER_AREA_FIELDS, &NOTHING, "/gebied");
}

enum err page_partner_joining(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    return show_join(rq, 200);
}

enum err page_partner_area(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    return show_area(rq, 200);
}

enum err page_partner_join(struct request *rq)
{
    struct membership_input in = { 0 };
    int64_t id;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = fields_from_form(MEMBERSHIP_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        e = partner_join(rq->tx, &rq->actor, rq->id, &in, &id);
    if (e == ERR_OK)
        return reply_see_other(
            rq, url_below(rq, rq->id, "#groepen").address, "Het lidmaatschap is toegevoegd.", NULL);
    TRY(form_comes_back(rq, e));
    return show_join(rq, err_status(e));
}

enum err page_partner_leave(struct request *rq)
{
    int64_t id;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    if (!str_to_i64(request_param(rq, "membership"), &id))
        return ERR_NOT_FOUND;
    TRY(partner_leave(rq->tx, &rq->actor, rq->id, id));
    return reply_see_other(
        rq, url_below(rq, rq->id, "#groepen").address, "Het lidmaatschap is verwijderd.", NULL);
}

enum err page_partner_area_add(struct request *rq)
{
    struct partner_area_input in = { 0 };
    struct partner p;
    int64_t id;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    TRY(partner_get(rq->snap, rq->arena, rq->id, &p));
    enum err e = fields_from_form(PARTNER_AREA_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        e = partner_area_add(rq->tx, &rq->actor, rq->id, &in, &id);
    if (e == ERR_OK)
        return reply_see_other(
            rq, url_below(rq, rq->id, "#gebied").address, "De gemeente is toegevoegd.", NULL);
    TRY(form_comes_back(rq, e));
    return show_area(rq, err_status(e));
}

enum err page_partner_area_remove(struct request *rq)
{
    int64_t id;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    if (!str_to_i64(request_param(rq, "area"), &id))
        return ERR_NOT_FOUND;
    TRY(partner_area_remove(rq->tx, &rq->actor, rq->id, id));
    return reply_see_other(
        rq, url_below(rq, rq->id, "#gebied").address, "De gemeente is verwijderd.", NULL);
}

/* -- into another -- */

static enum err show_succession(struct request *rq, unsigned status)
{
    static const struct succession_input NOTHING = { .from_date = "" };
    struct partner p;

    TRY(partner_get(rq->snap, rq->arena, rq->id, &p));
    struct succession_input in = p.successor_id != 0
                                     ? (struct succession_input){ p.successor_id, p.successor_from }
                                     : NOTHING;
    struct edit_page_view v = {
        .crumb = { p.name, url_below(rq, p.id, "") },
        .title = "Opgegaan in een andere partner",
        .lead = arena_printf(rq->arena,
            "“%s” stopt op die dag en gaat verder in een andere partner. Wat er al staat houdt de "
            "oude naam; de pagina zegt waar de partner naartoe ging. Gaat het om twee keer "
            "dezelfde partner? Kies dan “Dubbel samenvoegen”.",
            p.name),
        .form = form_make(rq, SUCCESSION_FIELDS, &in, p.version, NULL),
        .action = url_below(rq, p.id, "/opgegaan"),
        .button = "Bewaren",
        .back = url_below(rq, p.id, ""),
    };
    TRY(choices_partners(rq, &v.form, "successor_id"));
    return edit_page_show(rq, status, &v);
}

enum err page_partner_succession(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    return show_succession(rq, 200);
}

static enum err succeed(struct request *rq)
{
    struct succession_input in = { 0 };
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(SUCCESSION_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return partner_succeed(rq->tx, &rq->actor, rq->id, version, &in);
}

enum err page_partner_succeed(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = succeed(rq);
    if (e == ERR_OK)
        return reply_see_other(rq, url_below(rq, rq->id, "").address, "Bewaard.",
            url_below(rq, rq->id, "/opgegaan/terug").address);
    TRY(form_comes_back(rq, e));
    return show_succession(rq, err_status(e));
}

enum err page_partner_unsucceed(struct request *rq)
{
    struct partner p;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    TRY(partner_get(rq->snap, rq->arena, rq->id, &p));
    TRY(partner_unsucceed(rq->tx, &rq->actor, rq->id, p.version));
    return reply_see_other(
        rq, url_below(rq, rq->id, "").address, "De partner staat er weer als voorheen.", NULL);
}

/* -- two that are one -- */

static enum err show_merge(struct request *rq, unsigned status)
{
    static const struct merge_input NOTHING;
    struct arena *a = rq->arena;
    struct lines words = { 0 };
    struct partner p;

    TRY(partner_get(rq->snap, a, rq->id, &p));
    TRY(partner_merge_words(rq->snap, a, rq->id, &words));
    struct edit_page_view v = {
        .crumb = { p.name, url_below(rq, p.id, "") },
        .title = "Dubbel samenvoegen",
        .lead = arena_printf(a,
            "Alles van “%s” (%s) gaat naar de andere partner en “%s” wordt daar een andere naam. "
            "%d dagen lang kunt u dit ongedaan maken: dan gaat precies terug wat verplaatst werd.",
            p.name, words.count == 0 ? "er verwijst nog niets naar" : str_join_dutch(a, &words),
            p.name, PARTNER_MERGE_DAYS),
        .form = form_make(rq, MERGE_FIELDS, &NOTHING, p.version, NULL),
        .action = url_below(rq, p.id, "/samenvoegen"),
        .button = "Samenvoegen",
        .back = url_below(rq, p.id, ""),
    };
    TRY(choices_partners(rq, &v.form, "into_id"));
    return edit_page_show(rq, status, &v);
}

enum err page_partner_merging(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    return show_merge(rq, 200);
}

static enum err merge(struct request *rq, struct merge_input *ret)
{
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(MERGE_FIELDS, &rq->form, rq->arena, &rq->fault, ret));
    TRY(partner_merge(rq->tx, &rq->actor, rq->id, version, ret->into_id));
    return partner_index(rq->tx, rq->arena, ret->into_id);
}

enum err page_partner_merge(struct request *rq)
{
    struct merge_input in = { 0 };

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = merge(rq, &in);
    if (e == ERR_OK)
        return reply_see_other(rq, url_below(rq, in.into_id, "").address,
            "De twee partners zijn nu één.", url_below(rq, rq->id, "/samenvoegen/terug").address);
    TRY(form_comes_back(rq, e));
    return show_merge(rq, err_status(e));
}

enum err page_partner_merge_undo(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    TRY(partner_merge_undo(rq->tx, &rq->actor, rq->id, clock_now()));
    TRY(partner_index(rq->tx, rq->arena, rq->id));
    return reply_see_other(
        rq, url_below(rq, rq->id, "").address, "De twee partners zijn weer apart.", NULL);
}
