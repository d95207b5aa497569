/* Herinnering sturen: who gets it, sending, and holding it back. */
#include "agenda/action_remind.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/actions.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"
#include "web/pages/sending.h"

static const char *before_words(struct arena *a, int64_t count)
{
    if (count == 0)
        return "";
    return arena_printf(a, "%s vandaag al, en %s niet opnieuw.",
        count == 1 ? "1 ontvanger kreeg deze herinnering"
                   : arena_printf(a, "%lld ontvangers kregen deze herinnering", (long long)count),
        count == 1 ? "krijgt ze" : "krijgen ze");
}

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct sending_options options = show_sending_options(rq);
    struct recipient_list list = { 0 };
    struct action_point p = { 0 };

    TRY(access_check(rq, SEND, 0));
    TRY(action_get(rq->snap, a, &rq->actor, rq->id, &p));
    struct send_page_view v = {
        .crumb = { p.text, url_of(a, "/opvolging/%lld", (long long)p.id) },
        .title = "Herinnering sturen",
        .refused = "",
        .problem = form_problem(rq),
        .lead = arena_printf(a, "De herinnering gaat naar %s.", p.partner_name),
        .undo = sending_undo_words(a, options.undo_seconds),
        .nobody = "Niemand krijgt bericht. Geef de partner een contactpersoon met een mailadres, of"
                  " een koppeling.",
        .action = url_of(a, "/opvolging/%lld/herinneren", (long long)p.id),
        .version = p.version,
    };
    options.chosen = sending_choice(rq, rq->method == POST ? &rq->form : &rq->query, "kies");
    enum err e = action_remind_preview(rq->snap, a, &rq->actor, &options, p.id, &list);
    if (e == ERR_CONFLICT)
        v.refused = rq->fault.detail;
    else
        TRY(e);
    v.recipients = sending_rows(rq, &list);
    v.before = before_words(a, list.told_before);
    if (list.told_before > 0)
        v.nobody = "Stuur morgen een nieuwe herinnering, als dat nog nodig is.";
    return reply_page_status(rq, status, v.title, send_page_html, &v);
}

enum err page_action_remind(struct request *rq)
{
    return show(rq, 200);
}

static enum err send(struct request *rq)
{
    struct sending_options options = show_sending_options(rq);
    int64_t version;

    TRY(request_form_version(rq, &version));
    options.chosen = sending_choice(rq, &rq->form, "kies");
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
