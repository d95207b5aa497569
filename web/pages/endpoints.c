#include "web/pages/endpoints.h"
#include "lok/base/dates.h"
#include "notify/egress.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"

enum { ON_A_PAGE = 50 };

struct chip endpoints_state(const struct endpoint *e)
{
    static const char *const TONES[] = {
        [ENDPOINT_ACTIVE] = "ok",
        [ENDPOINT_PAUSED] = "warn",
        [ENDPOINT_DISABLED] = "bad",
    };
    if (e->state == ENDPOINT_ACTIVE && e->failures > 0)
        return (struct chip){ "actief, laatste keer mislukt", "warn" };
    return (struct chip){ choice_dutch(ENDPOINT_STATES, e->state), TONES[e->state] };
}

const char *endpoints_name(struct arena *a, const struct endpoint *e)
{
    return endpoint_shown_name(a, e->kind, e->name, e->url);
}

enum err endpoints_get(struct request *rq, enum action action, struct endpoint *ret)
{
    struct endpoint e;

    TRY(access_check(rq, SEE_ENDPOINTS, rq->actor.partner_id));
    TRY(endpoint_get(rq->snap, rq->arena, rq->id, &e));
    if (!access_may(rq, SEE_ENDPOINTS, e.partner_id))
        return ERR_NOT_FOUND;
    TRY(access_check(rq, action, e.partner_id));
    *ret = e;
    return ERR_OK;
}

static struct endpoint_row row_of(struct arena *a, const struct endpoint *e)
{
    const char *owner = e->partner_id == 0 ? "van het secretariaat" : e->partner_name;
    const char *last = e->last_success_at == 0 ? "nog niets verstuurd"
                                               : arena_printf(a, "laatst gelukt op %s",
                                                     dutch_instant(a, e->last_success_at));
    return (struct endpoint_row){
        .name = endpoints_name(a, e),
        .why = arena_printf(
            a, "%s · %s · %s", owner, endpoint_shown_name(a, e->kind, "", e->url), last),
        .to = url_of(a, "/beheer/koppelingen/%lld", (long long)e->id),
        .state = endpoints_state(e),
    };
}

enum err page_endpoints(struct request *rq)
{
    struct arena *a = rq->arena;
    bool sees_all = access_may(rq, SEE_ENDPOINTS, 0);
    struct endpoint_list list;

    TRY(access_check(rq, SEE_ENDPOINTS, rq->actor.partner_id));
    TRY(endpoint_list(
        rq->snap, a, sees_all ? 0 : rq->actor.partner_id, show_after(rq), ON_A_PAGE + 1, &list));
    bool more = list.count > ON_A_PAGE;
    size_t count = more ? ON_A_PAGE : list.count;
    struct endpoints_view v = {
        .at = arena_array(a, count, sizeof *v.at),
        .count = count,
        .pager =
            show_pager(rq, "/beheer/koppelingen", "", more, count > 0 ? list.at[count - 1].id : 0),
        .is_partner = !sees_all,
    };
    for (size_t i = 0; i < count; i++)
        v.at[i] = row_of(a, &list.at[i]);
    return reply_page(rq, "Koppelingen", endpoints_html, &v);
}
