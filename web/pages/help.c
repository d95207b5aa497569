#include "web/pages/help.h"
#include "agenda/retention.h"
#include "templates.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"

static const char *undo_of(struct request *rq)
{
    int64_t seconds = rq->app->undo_seconds;

    if (seconds % 60 == 0)
        return seconds == 0 ? ""
                            : show_count(rq->arena, (size_t)(seconds / 60), "minuut", "minuten");
    return show_count(rq->arena, (size_t)seconds, "seconde", "seconden");
}

static struct help_view view_of(struct request *rq)
{
    const struct council *c = &rq->council;
    bool founded = !str_empty(c->name);
    struct help_view v = {
        .council = founded ? c->name : "het lokaal overleg kinderopvang",
        .municipality = founded ? c->municipality : "",
        .undo = undo_of(rq),
        .email = { founded ? c->email : "", { "" } },
        .is_demo = founded && council_is_demo(c),
        .prepares = may(&rq->actor, PREPARE_MEETING, (struct object){ 0 }),
    };
    if (!str_empty(v.email.text))
        v.email.to = url_of(rq->arena, "mailto:%s", url_encode(rq->arena, v.email.text));
    return v;
}

enum err page_help(struct request *rq)
{
    struct help_view v = view_of(rq);
    return reply_page(rq, "Help", help_html, &v);
}

enum err page_accessibility(struct request *rq)
{
    struct help_view v = view_of(rq);
    return reply_page(rq, "Toegankelijkheidsverklaring", accessibility_html, &v);
}

/* What the council lets go after some time, in words. */
static enum err terms_of(struct request *rq, struct lines *ret)
{
    struct retention r = { 0 };
    struct retention_counts c = { 0 };

    TRY(retention_get(rq->snap, &r));
    TRY(retention_try(rq->snap, rq->arena, council_now(&rq->council), &c));
    struct lines terms = { arena_array(rq->arena, RETENTION_KINDS, sizeof *terms.at), 0 };
    for (size_t i = 0; i < RETENTION_KINDS; i++)
        terms.at[terms.count++] =
            arena_printf(rq->arena, "%s: %s", show_capital(rq->arena, c.at[i].what),
                c.at[i].months == 0
                    ? "blijft bewaard tot iemand het wist"
                    : show_count(rq->arena, (size_t)c.at[i].months, "maand", "maanden"));
    *ret = terms;
    return ERR_OK;
}

enum err page_privacy(struct request *rq)
{
    struct help_view v = view_of(rq);
    TRY(terms_of(rq, &v.terms));
    return reply_page(rq, "Privacy", privacy_html, &v);
}
