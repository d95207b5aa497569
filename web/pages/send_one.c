/* The page before one thing is told by a button of its own: who gets what. */
#include "templates.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"
#include "web/pages/sending.h"

static const char *before_words(struct arena *a, const struct send_one *one, int64_t count)
{
    if (count == 0)
        return "";
    return arena_printf(a, "%s %s al, en %s niet opnieuw.",
        count == 1 ? "1 ontvanger kreeg"
                   : arena_printf(a, "%lld ontvangers kregen", (long long)count),
        one->what, count == 1 ? "krijgt dit" : "krijgen dit");
}

enum err send_one_show(struct request *rq, unsigned status, const struct send_one *one)
{
    struct arena *a = rq->arena;
    struct sending_options options = show_sending_options(rq);
    struct recipient_list list = { 0 };
    struct send_page_view v = {
        .crumb = one->crumb,
        .title = one->title,
        .refused = "",
        .problem = form_problem(rq),
        .lead = one->lead,
        .undo = sending_undo_words(a, options.undo_seconds),
        .nobody = one->nobody,
        .action = one->action,
        .version = one->version,
    };

    options.chosen = sending_choice(rq, rq->method == POST ? &rq->form : &rq->query, "kies");
    enum err e = one->preview(rq, &options, one->of, &list);
    if (e == ERR_CONFLICT)
        v.refused = rq->fault.detail;
    else
        TRY(e);
    v.recipients = sending_rows(rq, &list);
    v.before = before_words(a, one, list.told_before);
    if (list.told_before > 0)
        v.nobody = one->nobody_left;
    return reply_page_status(rq, status, v.title, send_page_html, &v);
}

enum err send_one_options(struct request *rq, struct sending_options *ret, int64_t *ret_version)
{
    TRY(request_form_version(rq, ret_version));
    *ret = show_sending_options(rq);
    ret->chosen = sending_choice(rq, &rq->form, "kies");
    return ERR_OK;
}
