#include "web/pages/help.h"
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

enum err page_privacy(struct request *rq)
{
    struct help_view v = view_of(rq);
    return reply_page(rq, "Privacy", privacy_html, &v);
}
