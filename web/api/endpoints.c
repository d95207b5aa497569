#include "agenda/example.h"
#include "notify/endpoint.h"
#include "notify/outbox.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/support.h"

/* All, or those of the own partner. */
enum err api_endpoints(struct request *rq)
{
    bool all = may(&rq->actor, SEE_ENDPOINTS, (struct object){ 0 });
    int64_t partner = all ? 0 : rq->actor.partner_id;
    struct paging page;
    struct endpoint_list list = { 0 };
    TRY(support_may(rq, SEE_ENDPOINTS, partner));
    TRY(request_paging(rq, NULL, &page));
    TRY(collection_listed(
        rq, endpoint_list(rq->snap, rq->arena, partner, page.after, page.size + 1, &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_endpoint(rq->arena, &list.at[i]));
    return collection_reply(rq, &c);
}

/* The endpoint of the path. One that is not shown in the list does not exist here either. */
static enum err find(struct request *rq, struct endpoint *ret)
{
    struct endpoint e = { 0 };
    TRY(support_may(rq, SEE_ENDPOINTS, rq->actor.partner_id));
    TRY(endpoint_get(rq->snap, rq->arena, rq->id, &e));
    if (!may(&rq->actor, SEE_ENDPOINTS, (struct object){ .partner_id = e.partner_id }))
        return ERR_NOT_FOUND;
    *ret = e;
    return ERR_OK;
}

enum err api_endpoint(struct request *rq)
{
    struct endpoint e;
    TRY(find(rq, &e));
    return reply_json(rq, 200, encode_endpoint(rq->arena, &e), e.version, NULL);
}

/* The only time that the secret is told. A partner's own endpoint need not say whose it is. */
enum err api_endpoint_create(struct request *rq)
{
    struct endpoint_input in = { 0 };
    struct endpoint e;
    const char *secret;
    int64_t id;
    if (!may(&rq->actor, EDIT_ENDPOINT, (struct object){ 0 }))
        in.partner_id = rq->actor.partner_id;
    TRY(support_may(rq, EDIT_ENDPOINT, in.partner_id));
    TRY(support_decode(rq, ENDPOINT_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, EDIT_ENDPOINT, in.partner_id));
    TRY(endpoint_create(rq->tx, rq->arena, &rq->actor, rq->app->webhook_allow, &in, &id, &secret));
    TRY(endpoint_get(rq->snap, rq->arena, id, &e));
    cJSON *o = encode_endpoint(rq->arena, &e);
    cJSON_AddStringToObject(o, "secret", secret);
    return reply_json(rq, 201, o, e.version, support_path(rq, "endpoints", id, ""));
}

enum err api_endpoint_update(struct request *rq)
{
    struct endpoint e;
    TRY(find(rq, &e));
    TRY(support_may(rq, EDIT_ENDPOINT, e.partner_id));
    TRY(support_if_match(rq, e.version));
    struct endpoint_input in = endpoint_as_input(&e);
    TRY(support_decode(rq, ENDPOINT_FIELDS, FIELDS_PARTIAL, &in));
    TRY(support_may(rq, EDIT_ENDPOINT, in.partner_id));
    TRY(endpoint_update(rq->tx, &rq->actor, rq->app->webhook_allow, rq->id, e.version, &in));
    TRY(endpoint_get(rq->snap, rq->arena, rq->id, &e));
    return reply_json(rq, 200, encode_endpoint(rq->arena, &e), e.version, NULL);
}

enum err api_endpoint_delete(struct request *rq)
{
    struct endpoint e;
    TRY(find(rq, &e));
    TRY(support_may(rq, EDIT_ENDPOINT, e.partner_id));
    TRY(support_if_match(rq, e.version));
    TRY(endpoint_delete(rq->tx, &rq->actor, rq->id, e.version));
    return reply_no_content(rq);
}

/* The old secret signs too for two days, so that the receiver need not change in the same minute. */
enum err api_endpoint_rotate(struct request *rq)
{
    struct endpoint e;
    const char *secret;
    TRY(find(rq, &e));
    TRY(support_may(rq, EDIT_ENDPOINT, e.partner_id));
    TRY(endpoint_rotate(rq->tx, rq->arena, &rq->actor, rq->id, &secret));
    TRY(endpoint_get(rq->snap, rq->arena, rq->id, &e));
    cJSON *o = encode_endpoint(rq->arena, &e);
    cJSON_AddStringToObject(o, "secret", secret);
    return reply_json(rq, 201, o, e.version, NULL);
}

/* Without a type the plain test. */
enum err api_endpoint_test(struct request *rq)
{
    struct example_input in = { .type = NOTICE_ENDPOINT_TEST };
    struct endpoint e;
    struct delivery d;
    int64_t delivery;
    TRY(find(rq, &e));
    TRY(support_may(rq, EDIT_ENDPOINT, e.partner_id));
    TRY(support_decode(rq, EXAMPLE_FIELDS, FIELDS_PARTIAL, &in));
    TRY(example_send(rq->tx, rq->arena, &rq->actor, rq->app->public_url, rq->id, &in, &delivery));
    TRY(outbox_get(rq->snap, rq->arena, delivery, &d));
    return reply_json(
        rq, 201, encode_delivery(&d), 0, support_path(rq, "endpoints", rq->id, "/deliveries"));
}
