/* What fills an agenda: what waits for it, the points of every agenda, the last one. */
#include "agenda/ready.h"
#include "agenda/standing.h"
#include "lok/change.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/input.h"
#include "web/api/support.h"

static cJSON *encode_ready(const struct ready *r)
{
    cJSON *o = cJSON_CreateObject();
    json_add_text(o, "id", r->key);
    json_add_text(o, "kind", choice_code(READY_KINDS, r->kind));
    json_add_text(o, "title", r->title);
    json_add_text(o, "from", r->from);
    json_add_text(o, "text", r->text);
    cJSON_AddBoolToObject(o, "late", r->late);
    return o;
}

/* The cursor counts them: the list is short, and made anew each time. */
enum err api_offers(struct request *rq)
{
    struct paging page;
    struct meeting m;
    struct ready_list list = { 0 };
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(request_paging(rq, NULL, &page));
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(ready_list(rq->snap, rq->arena, m.month, m.id, &list));
    size_t first = (size_t)page.after < list.count ? (size_t)page.after : list.count;
    struct collection c = collection_of(&page, list.count - first);
    for (size_t i = first; i < first + c.shown; i++)
        collection_add(&c, (int64_t)i + 1, encode_ready(&list.at[i]));
    return collection_reply(rq, &c);
}

enum err api_offer_take(struct request *rq)
{
    struct sending_options options = support_sending_options(rq);
    struct meeting m;
    struct item item;
    int64_t item_id;
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(ready_take(rq->tx, rq->arena, &rq->actor, &options, request_param(rq, "offer"), rq->id,
        true, &item_id));
    TRY(item_get(rq->snap, rq->arena, item_id, &item));
    return reply_json(
        rq, 201, encode_item(&item, true), item.version, support_path(rq, "items", item_id, ""));
}

static const struct choice OFFER_ANSWERS[] = {
    { "deferred", "uitgesteld" },
    { "declined", "geweigerd" },
    { NULL, NULL },
};
const struct field OFFER_ANSWER_FIELDS[] = {
    FIELD_CHOICE(struct offer_answer_input, state, .required = true, .of = OFFER_ANSWERS,
        .label = "Antwoord"),
    FIELD_TEXT(struct offer_answer_input, reason, .max = 500, .label = "Reden"),
    FIELD_MONTH(struct offer_answer_input, target_month, .label = "Maand"),
    FIELD_BOOL(struct offer_answer_input, tell, .label = "Meedelen"),
    FIELD_END,
};

enum err api_offer_answer(struct request *rq)
{
    struct sending_options options = support_sending_options(rq);
    struct offer_answer_input in = { .reason = "", .target_month = "", .tell = true };
    const char *key = request_param(rq, "offer");
    struct meeting m;
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(support_decode(rq, OFFER_ANSWER_FIELDS, FIELDS_WHOLE, &in));
    const struct ready_answer given = { in.target_month, in.reason, in.tell };
    TRY(in.state == 0 ? ready_defer(rq->tx, rq->arena, &rq->actor, &options, key, &given)
                      : ready_decline(rq->tx, rq->arena, &rq->actor, &options, key, &given));
    return reply_no_content(rq);
}

enum err api_offer_back(struct request *rq)
{
    struct sending_options options = support_sending_options(rq);
    struct meeting m;
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(ready_back(rq->tx, rq->arena, &rq->actor, &options, request_param(rq, "offer")));
    return reply_no_content(rq);
}

enum err api_items_standing(struct request *rq)
{
    size_t added;
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(standing_add(rq->tx, rq->arena, &rq->actor, rq->id, &added));
    return reply_no_content(rq);
}

enum err api_items_copy(struct request *rq)
{
    size_t added;
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(standing_copy(rq->tx, rq->arena, &rq->actor, rq->id, &added));
    return reply_no_content(rq);
}
