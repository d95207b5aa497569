#include "web/pages/manage.h"
#include "notify/outbox.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"

enum { MOST_ROWS = 9 };

static void add(struct manage_view *v, const char *title, const char *path, const char *why)
{
    v->at[v->count++] = (struct manage_row){ title, why, { path }, { "", "" } };
}

static enum err add_messages(struct request *rq, struct manage_view *v)
{
    struct outbox_counts n;
    int64_t held;

    TRY(outbox_count(rq->snap, &n));
    TRY(outbox_held(rq->snap, &held));
    add(v, "Berichten", "/beheer/berichten",
        arena_printf(rq->arena, "%lld verstuurd in de laatste 30 dagen, %lld wachten.",
            (long long)n.sent, (long long)n.pending));
    if (n.failed + n.dead > 0)
        v->at[v->count - 1].chip =
            (struct chip){ arena_printf(rq->arena, "%lld mislukt", (long long)(n.failed + n.dead)),
                "bad" };
    if (held > 0)
        v->held = arena_printf(rq->arena,
            "%lld berichten worden tegengehouden sinds een back-up is teruggezet. De beheerder van de "
            "server laat ze vertrekken of wist ze.",
            (long long)held);
    return ERR_OK;
}

enum err page_manage(struct request *rq)
{
    struct manage_view v = {
        .at = arena_array(rq->arena, MOST_ROWS, sizeof *v.at),
        .is_demo = council_is_demo(&rq->council),
        .held = "",
    };

    if (access_may(rq, SEE_ENDPOINTS, rq->actor.partner_id))
        add(&v, "Koppelingen", "/beheer/koppelingen",
            "Welke systemen van partners een bericht krijgen als er iets verandert.");
    if (access_may(rq, SEE_ENDPOINTS, 0))
        TRY(add_messages(rq, &v));
    if (access_may(rq, EDIT_SETTINGS, 0))
        add(&v, "Instellingen", "/beheer/instellingen",
            "Naam, termijnen, nummering en of het overleg openbaar is.");
    if (access_may(rq, EDIT_SETTINGS, 0))
        add(&v, "Hoe lang bewaren", "/beheer/bewaren",
            "Wat na een tijd weg mag, en wat er nu weg zou gaan.");
    if (access_may(rq, EDIT_ACCOUNTS, 0))
        add(&v, "Accounts", "/beheer/accounts", "Wie zich kan aanmelden, met welke rol.");
    if (v.count == 0)
        return ERR_FORBIDDEN;
    if (v.is_demo && has_role(&rq->actor, ROLE_SECRETARY))
        add(&v, "Begin met uw eigen LOK", "/begin",
            "Gooi de oefengegevens weg en start met uw eigen overleg.");
    return reply_page(rq, "Beheer", manage_html, &v);
}
