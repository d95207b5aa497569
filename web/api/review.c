/* The agenda put to the chair before it is sent: what was answered; agreeing, a remark. */
#include "agenda/review.h"
#include "agenda/minutes.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/support.h"

static cJSON *encode_review(const struct review *r, const struct published *p)
{
    cJSON *o = cJSON_CreateObject();

    json_add_instant(o, "putAt", r->put_at);
    cJSON_AddBoolToObject(o, "open", r->open);
    cJSON_AddBoolToObject(o, "waits", r->waits);
    json_add_instant(o, "answeredAt", r->answered_at);
    json_add_text(o, "remark", r->remark);
    cJSON_AddBoolToObject(o, "changed", r->changed);
    if (!r->open)
        return o;
    cJSON_AddItemToObject(o, "meeting", encode_meeting(&p->meeting, false));
    cJSON *items = cJSON_AddArrayToObject(o, "items");
    for (size_t i = 0; i < p->items.count; i++)
        cJSON_AddItemToArray(items, encode_item(&p->items.at[i], false));
    return o;
}

/* What was answered stays to be read after the agenda was sent; the agenda itself is then read as
 * everybody reads it. */
enum err api_review(struct request *rq)
{
    struct minutes_reader reader;
    struct published p = { 0 };
    struct review r;

    TRY(minutes_reader_of(rq->snap, rq->arena, &rq->actor, &reader));
    if (!reader.chair && !reader.prepares)
        return ERR_FORBIDDEN;
    TRY(review_get(rq->snap, rq->arena, rq->id, &r));
    if (r.put_at == 0)
        return ERR_NOT_FOUND;
    if (r.open)
        TRY(review_read(rq->snap, rq->arena, &rq->actor, rq->id, &p));
    return reply_json(rq, 200, encode_review(&r, &p), 0, NULL);
}

enum err api_review_agree(struct request *rq)
{
    TRY(review_answer(rq->tx, rq->arena, &rq->actor, rq->id, NULL));
    return reply_no_content(rq);
}

enum err api_review_remark(struct request *rq)
{
    struct review_input in = { "" };

    TRY(support_decode(rq, REVIEW_FIELDS, FIELDS_WHOLE, &in));
    TRY(review_answer(rq->tx, rq->arena, &rq->actor, rq->id, &in));
    return reply_no_content(rq);
}
