#include "web/pages/layout.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/http/asset.h"
#include <string.h>

/* The menu of this release, in the order of the page. `also` are other paths that belong to it. */
static const struct entry {
    const char *text, *path, *also[6]; /* ends in NULL */
    enum { EVERYONE, WHO_SEES_MEETINGS, WHO_SEES_PARTNERS } who;
} MENU[] = {
    { "Overzicht", "/", { NULL }, EVERYONE },
    { "Vergaderingen", "/vergaderingen",
        { "/punten", "/aankondigingen", "/verslagen", "/voorstellen", "/klaar" },
        WHO_SEES_MEETINGS },
    { "Dossiers", "/dossiers", { "/uitbreidingsrondes" }, WHO_SEES_MEETINGS },
    { "Beslissingen en adviezen", "/beslissingen", { "/adviezen" }, WHO_SEES_MEETINGS },
    { "Opvolging", "/opvolging", { NULL }, WHO_SEES_MEETINGS },
    { "Leden en partners", "/partners", { "/leden", "/personen", "/inlezen" }, WHO_SEES_PARTNERS },
    { "Ondersteuning", "/ondersteuning", { NULL }, WHO_SEES_PARTNERS },
};

static bool is_below(const char *path, const char *section)
{
    return !str_equal(section, "/") && str_starts(path, section) &&
           (path[strlen(section)] == '/' || path[strlen(section)] == '\0');
}

static bool is_within(const char *path, const struct entry *entry)
{
    bool within = is_below(path, entry->path);
    for (size_t i = 0; entry->also[i] != NULL; i++)
        within = within || is_below(path, entry->also[i]);
    return within;
}

static bool is_shown(const struct request *rq, const struct entry *entry)
{
    switch (entry->who) {
    case EVERYONE:
        return true;
    case WHO_SEES_MEETINGS:
        return visibility_of(&rq->actor).sees >= 0;
    case WHO_SEES_PARTNERS:
        return may(&rq->actor, SEE_PARTNERS, (struct object){ .access = ACCESS_PUBLIC });
    }
    return false;
}

static struct menu menu_of(struct request *rq)
{
    struct menu menu = { .at = arena_array(rq->arena, ARRAY_LEN(MENU), sizeof *menu.at) };
    const char *path = rq->path != NULL ? rq->path : "";
    for (size_t i = 0; i < ARRAY_LEN(MENU); i++) {
        if (!is_shown(rq, &MENU[i]))
            continue;
        menu.at[menu.count++] = (struct menu_entry){
            .text = MENU[i].text,
            .to = { MENU[i].path },
            .here = str_equal(path, MENU[i].path),
            .within = is_within(path, &MENU[i]),
        };
    }
    return menu;
}

/* Whoever has something to look after there: the secretariat, or a partner with its own systems. */
static bool may_administer(const struct actor *who)
{
    struct object own = { .access = ACCESS_SECRETARIAT, .partner_id = who->partner_id };
    return has_role(who, ROLE_SECRETARY) || has_role(who, ROLE_ADMIN) ||
           may(who, SEE_ENDPOINTS, own);
}

void layout_render(struct request *rq, const char *title, struct html main, struct buf *out)
{
    struct arena *a = rq->arena;
    const struct council *c = &rq->council;
    bool founded = !str_empty(c->name);
    struct layout_view v = {
        .title = title,
        .council = founded ? c->name : "Lokaal Overleg Kinderopvang",
        .css = { asset_url(a, "app.css") },
        .print_css = { asset_url(a, "print.css") },
        .js = { asset_url(a, "app.js") },
        .script = { rq->script == NULL ? "" : asset_url(a, rq->script) },
        .tools = { rq->script == NULL ? "" : asset_url(a, "tools.js") },
        .icon = { asset_url(a, "icon.svg") },
        .demo_day = founded && council_is_demo(c) ? dutch_date_long(a, c->demo_date) : "",
        .who = rq->actor.name,
        .signed_in = !str_empty(rq->session_hash),
        .may_administer = may_administer(&rq->actor),
        .in_administration = rq->path != NULL && is_below(rq->path, "/beheer"),
        .may_search = founded && visibility_of(&rq->actor).sees >= 0,
        .in_search = rq->path != NULL && str_equal(rq->path, "/zoeken"),
        .is_public = founded && c->is_public,
        .done = rq->flash.done,
        .undo = { rq->flash.undo },
        .main = main,
        .today = dutch_date(a, council_today(a, c)),
    };
    if (founded)
        v.menu = menu_of(rq);
    layout_html(out, &v);
}
