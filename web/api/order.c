#include "agenda/order.h"
#include "web/api/api.h"
#include "web/api/input.h"
#include "web/api/support.h"

const struct field ORDER_FIELDS[] = {
    FIELD_LINES(struct order_input, items, .required = true, .max = 19, .label = "Volgorde"),
    FIELD_END,
};

/* The order's version is the meeting's: adding an item changes it too. */
static enum err reply_order(struct request *rq)
{
    struct meeting m;
    struct item_list items = { 0 };
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(item_list(rq->snap, rq->arena, rq->id, &items));
    cJSON *o = cJSON_CreateObject();
    cJSON *ids = cJSON_AddArrayToObject(o, "items");
    for (size_t i = 0; i < items.count; i++)
        cJSON_AddItemToArray(
            ids, cJSON_CreateString(arena_printf(rq->arena, "%lld", (long long)items.at[i].id)));
    return reply_json(rq, 200, o, m.version, NULL);
}

enum err api_order(struct request *rq)
{
    TRY(support_may(rq, PREPARE_MEETING, 0));
    return reply_order(rq);
}

static enum err ids_of(struct request *rq, const struct lines *texts, int64_t **ret)
{
    int64_t *ids = arena_array(rq->arena, texts->count, sizeof *ids);
    for (size_t i = 0; i < texts->count; i++)
        if (!str_to_i64(texts->at[i], &ids[i]) || ids[i] <= 0)
            return fault_issue(
                &rq->fault, "items", "format", "\"%s\" verwijst naar geen punt.", texts->at[i]);
    *ret = ids;
    return ERR_OK;
}

enum err api_order_set(struct request *rq)
{
    struct order_input in = { 0 };
    struct meeting m;
    int64_t *ids;
    TRY(support_decode(rq, ORDER_FIELDS, FIELDS_WHOLE, &in));
    TRY(ids_of(rq, &in.items, &ids));
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(support_if_match(rq, m.version));
    TRY(order_set(rq->tx, &rq->actor, rq->id, m.version, ids, in.items.count));
    return reply_order(rq);
}
