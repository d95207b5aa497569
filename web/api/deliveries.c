#include "lok/base/clock.h"
#include "notify/again.h"
#include "notify/kept.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/support.h"

/* The endpoint of the path, as far as the actor may do that with it. */
static enum err check_endpoint(struct request *rq, enum action action)
{
    struct endpoint e;
    TRY(support_may(rq, action, rq->actor.partner_id));
    TRY(endpoint_get(rq->snap, rq->arena, rq->id, &e));
    return may(&rq->actor, action, (struct object){ .partner_id = e.partner_id }) ? ERR_OK
                                                                                  : ERR_NOT_FOUND;
}

/* Newest first. */
enum err api_deliveries(struct request *rq)
{
    struct paging page;
    struct delivery_list list = { 0 };
    TRY(check_endpoint(rq, SEE_ENDPOINTS));
    TRY(request_paging(rq, NULL, &page));
    TRY(outbox_list(rq->snap, rq->arena, rq->id, page.after, page.size + 1, &list));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_delivery(&list.at[i]));
    return collection_reply(rq, &c);
}

/* Sends it again, with the same notice id and body. */
enum err api_delivery_resend(struct request *rq)
{
    struct delivery d;
    int64_t id;
    TRY(support_path_id(rq, "delivery", &id));
    TRY(check_endpoint(rq, EDIT_ENDPOINT));
    TRY(outbox_get(rq->snap, rq->arena, id, &d));
    if (d.endpoint_id != rq->id)
        return ERR_NOT_FOUND;
    TRY(outbox_resend(rq->tx, &rq->actor, id, clock_now()));
    TRY(outbox_get(rq->snap, rq->arena, id, &d));
    return reply_json(rq, 200, encode_delivery(&d), 0, NULL);
}

/* Everything since a moment that did not arrive, or by choice everything. */
enum err api_deliveries_again(struct request *rq)
{
    struct again_input in = { 0 };
    int64_t count;
    TRY(check_endpoint(rq, EDIT_ENDPOINT));
    TRY(support_decode(rq, AGAIN_FIELDS, FIELDS_WHOLE, &in));
    TRY(again_send(rq->tx, &rq->actor, rq->id, &in, clock_now(), &count));
    cJSON *o = cJSON_CreateObject();
    json_add_instant(o, "since", in.since);
    cJSON_AddBoolToObject(o, "everything", in.everything);
    cJSON_AddNumberToObject(o, "count", (double)count);
    return reply_json(rq, 202, o, 0, support_path(rq, "endpoints", rq->id, "/deliveries"));
}

/* Was this sent? Also after the log was cleared. */
enum err api_notice_kept(struct request *rq)
{
    struct kept_notice k;
    TRY(check_endpoint(rq, SEE_ENDPOINTS));
    TRY(kept_find(rq->snap, rq->arena, rq->id, request_param(rq, "notice"), &k));
    return reply_json(rq, 200, encode_kept(&k), 0, NULL);
}
