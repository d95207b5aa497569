#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/endpoints.h"
#include "web/pages/pages.h"

enum err endpoints_show_secret(struct request *rq, unsigned status, const char *title,
    const char *lead, int64_t id, const char *secret)
{
    struct endpoint_secret_view v = {
        .verify = { "LOK_SECRET" },
        .title = title,
        .lead = lead,
        .secret = secret,
        .endpoint = url_of(rq->arena, "/beheer/koppelingen/%lld", (long long)id),
    };
    return reply_page_status(rq, status, title, endpoint_secret_html, &v);
}

enum err page_endpoint_help(struct request *rq)
{
    struct endpoint_help_view v = {
        .verify = { "LOK_SECRET" },
        .types = { arena_array(rq->arena, NOTICE_TYPE_COUNT, sizeof *v.types.at), 0 },
    };
    TRY(access_check(rq, SEE_ENDPOINTS, rq->actor.partner_id));
    for (unsigned type = 0; type < NOTICE_TYPE_COUNT; type++)
        if (notice_is_offered(type) || type == NOTICE_ENDPOINT_TEST)
            v.types.at[v.types.count++] = (struct notice_type_row){ choice_code(NOTICE_TYPES, type),
                choice_dutch(NOTICE_TYPES, type) };
    return reply_page(rq, "Berichten ontvangen", endpoint_help_html, &v);
}
