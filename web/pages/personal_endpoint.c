/* A partner's contact switches its organisation's connection on again, from the mail that told of it. */
#include "lok/base/clock.h"
#include "notify/again.h"
#include "templates.h"
#include "web/pages/pages.h"
#include "web/pages/personal.h"

/* ERR_NOT_FOUND for one of somebody else. */
static enum err find(struct request *rq, const struct bearer *b, struct endpoint *ret)
{
    struct endpoint e;

    TRY(endpoint_get(rq->snap, rq->arena, rq->id, &e));
    if (e.partner_id == 0 || e.person_id != 0 ||
        !may(&b->who, EDIT_ENDPOINT, (struct object){ .partner_id = e.partner_id }))
        return ERR_NOT_FOUND;
    *ret = e;
    return ERR_OK;
}

static enum err show(struct request *rq, const struct bearer *b, unsigned status, const char *done)
{
    struct endpoint e;

    TRY(find(rq, b, &e));
    struct personal_endpoint_view v = {
        .back = personal_url(rq, ""),
        .action = personal_url(rq, arena_printf(rq->arena, "/koppelingen/%lld", (long long)rq->id)),
        .name = endpoints_name(rq->arena, &e),
        .reason = e.reason,
        .done = done,
        .state = endpoints_state(&e),
        .problem = form_problem(rq),
        .disabled = e.state == ENDPOINT_DISABLED,
    };
    return reply_page_status(rq, status, v.name, personal_endpoint_html, &v);
}

enum err page_personal_endpoint(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open(rq, &b);

    return e != ERR_OK ? personal_gone(rq, e) : show(rq, &b, 200, "");
}

enum err page_personal_endpoint_on(struct request *rq)
{
    struct lines allow =
        rq->app->webhook_allow == NULL ? (struct lines){ 0 } : *rq->app->webhook_allow;
    struct endpoint endpoint;
    struct bearer b;
    int64_t count = 0;
    enum err e = personal_open(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    TRY(find(rq, &b, &endpoint));
    e = again_recover(rq->tx, &b.who, &allow, rq->id, clock_now(), &count);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show(rq, &b, err_status(e), "");
    }
    return show(rq, &b, 200, endpoints_recovered(rq->arena, count));
}
