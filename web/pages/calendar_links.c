#include "web/pages/calendar_links.h"
#include "lok/base/dates.h"
#include "lok/feed_token.h"
#include "lok/partner.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"

/* Whose links a page is about: /account/kalender one's own, /partners/:id/kalender a partner's. */
static enum err owner_of(struct request *rq, struct feed_owner *ret)
{
    bool of_partner = str_starts(rq->route->path, "/partners/");
    struct feed_owner owner = { .person_id = rq->actor.person_id };

    if (of_partner)
        owner = (struct feed_owner){ .partner_id = rq->id };
    if (!feed_token_may(&rq->actor, owner))
        return of_partner ? access_check(rq, EDIT_ENDPOINT, owner.partner_id) : ERR_FORBIDDEN;
    *ret = owner;
    return ERR_OK;
}

static struct url home_of(struct request *rq, struct feed_owner owner)
{
    return owner.partner_id == 0
               ? (struct url){ "/account/kalender" }
               : url_of(rq->arena, "/partners/%lld/kalender", (long long)owner.partner_id);
}

static enum err add_words(
    struct request *rq, struct feed_owner owner, struct calendar_links_view *v)
{
    struct arena *a = rq->arena;
    struct partner partner = { 0 };

    if (owner.partner_id != 0) {
        TRY(partner_get(rq->snap, a, owner.partner_id, &partner));
        v->crumb =
            (struct link_view){ partner.name, url_of(a, "/partners/%lld", (long long)partner.id) };
        v->lead = arena_printf(a,
            "Met een link volgt %s de vergaderingen van het overleg in een eigen kalender.",
            partner.name);
        return ERR_OK;
    }
    v->crumb = (struct link_view){ "Uw account", { "/account" } };
    v->lead = "Met een link staan de vergaderingen van het overleg vanzelf in uw kalender, en "
              "veranderen ze mee als er iets wijzigt.";
    struct feed_owner own = { .partner_id = rq->actor.partner_id };
    if (own.partner_id != 0 && feed_token_may(&rq->actor, own))
        v->other = (struct link_view){ "Links voor uw organisatie", home_of(rq, own) };
    return ERR_OK;
}

static struct calendar_link_row row_of(
    struct request *rq, struct url home, const struct feed_token *t)
{
    struct arena *a = rq->arena;

    return (struct calendar_link_row){
        .what = t->owner.deadlines ? "Uiterste data" : "Vergaderingen",
        .made = dutch_date(a, date_of(a, t->created_at)),
        .used = t->used_at == 0 ? "nog niet gebruikt"
                                : arena_printf(a, "laatst opgehaald op %s",
                                      dutch_date(a, date_of(a, t->used_at))),
        .revoke = url_of(a, "%s/%lld/intrekken", home.address, (long long)t->id),
    };
}

static enum err show(
    struct request *rq, unsigned status, struct feed_owner owner, const char *token)
{
    struct arena *a = rq->arena;
    struct feed_token_list list = { 0 };
    struct calendar_links_view v = {
        .problem = form_problem(rq),
        .fresh =
            str_empty(token) ? "" : arena_printf(a, "%s/feed/%s.ics", rq->app->public_url, token),
        .action = home_of(rq, owner),
        .may_deadlines = owner.partner_id == 0 && show_prepares(rq),
        .other = { "", { "" } },
    };

    TRY(add_words(rq, owner, &v));
    TRY(feed_token_list(rq->snap, a, owner, &list));
    v.links.at = arena_array(a, list.count, sizeof *v.links.at);
    for (; v.links.count < list.count; v.links.count++)
        v.links.at[v.links.count] = row_of(rq, v.action, &list.at[v.links.count]);
    return reply_page_status(rq, status, "Agenda in uw kalender", calendar_links_html, &v);
}

enum err page_calendar_links(struct request *rq)
{
    struct feed_owner owner = { 0 };

    TRY(owner_of(rq, &owner));
    return show(rq, 200, owner, "");
}

enum err page_calendar_link_make(struct request *rq)
{
    struct feed_owner owner = { 0 };
    const char *token = "";

    TRY(owner_of(rq, &owner));
    owner.deadlines = owner.partner_id == 0 && str_equal(param_get(&rq->form, "kind"), "deadlines");
    enum err e = feed_token_create(rq->tx, rq->arena, &rq->actor, owner, &token);
    if (e == ERR_OK)
        return show(rq, 201, owner, token);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e), owner, "");
}

enum err page_calendar_link_revoke(struct request *rq)
{
    struct feed_owner owner = { 0 };
    int64_t link = 0;

    TRY(owner_of(rq, &owner));
    if (!str_to_i64(request_param(rq, "link"), &link))
        return ERR_NOT_FOUND;
    TRY(feed_token_revoke(rq->tx, &rq->actor, owner, link));
    return reply_see_other(rq, home_of(rq, owner).address,
        "De link is ingetrokken. Wie ze gebruikte, krijgt niets nieuws meer.", NULL);
}
