/* Herinnering sturen: who gets it, sending, and holding it back. */
#include "agenda/action_remind.h"
#include "web/pages/access.h"
#include "web/pages/actions.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"
#include "web/pages/sending.h"

static enum err preview(
    struct request *rq, const struct sending_options *o, const void *of, struct recipient_list *ret)
{
    (void)of;
    return action_remind_preview(rq->snap, rq->arena, &rq->actor, o, rq->id, ret);
}

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct action_point p = { 0 };

    TRY(access_check(rq, SEND, 0));
    TRY(action_get(rq->snap, a, &rq->actor, rq->id, &p));
    const struct send_one one = {
        .crumb = { p.text, url_of(a, "/opvolging/%lld", (long long)p.id) },
        .title = "Herinnering sturen",
        .lead = arena_printf(a, "De herinnering gaat naar %s.", p.partner_name),
        .what = "deze herinnering vandaag",
        .nobody = "Niemand krijgt bericht. Geef de partner een contactpersoon met een mailadres, of"
                  " een koppeling.",
        .nobody_left = "Stuur morgen een nieuwe herinnering, als dat nog nodig is.",
        .action = url_of(a, "/opvolging/%lld/herinneren", (long long)p.id),
        .version = p.version,
        .preview = preview,
    };
    return send_one_show(rq, status, &one);
}

enum err page_action_remind(struct request *rq)
{
    return show(rq, 200);
}

static enum err send(struct request *rq)
{
    struct sending_options options;
    int64_t version;

    TRY(send_one_options(rq, &options, &version));
    return action_remind(rq->tx, rq->arena, &rq->actor, &options, rq->id, version);
}

static enum err back(struct request *rq, const char *words)
{
    return reply_see_other(
        rq, arena_printf(rq->arena, "/opvolging/%lld", (long long)rq->id), words, NULL);
}

enum err page_action_remind_post(struct request *rq)
{
    enum err e = send(rq);

    if (e == ERR_OK)
        return back(rq, "De herinnering is verstuurd.");
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}

enum err page_action_remind_take_back(struct request *rq)
{
    enum err e = action_remind_take_back(rq->tx, rq->arena, &rq->actor, rq->id);

    if (e == ERR_OK)
        return back(rq, "De herinnering is tegengehouden.");
    TRY(form_comes_back(rq, e));
    return action_show(rq, &rq->actor, rq->id, (struct link_view){ "Opvolging", { "/opvolging" } },
        "/opvolging", err_status(e));
}
