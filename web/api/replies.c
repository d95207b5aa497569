/* Who comes: the secretary's list, and the ticking of replies that came by phone. */
#include "agenda/reply.h"
#include "web/api/api.h"
#include "web/api/support.h"

static cJSON *encode_reply(const struct reply *r)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "personId", r->person_id);
    json_add_text(o, "name", r->name);
    json_add_text(o, "function", r->function);
    json_add_text(o, "partner", r->partner_name);
    cJSON_AddBoolToObject(o, "invited", r->invited);
    json_add_text(o, "answer", r->answered ? choice_code(REPLY_ANSWERS, r->answer) : "");
    json_add_text(o, "remark", r->remark);
    json_add_text(o, "way", r->answered ? choice_code(REPLY_WAYS, r->way) : "");
    json_add_text(o, "tickedBy", r->ticked_by);
    json_add_instant(o, "repliedAt", r->replied_at);
    return o;
}

enum err api_replies(struct request *rq)
{
    struct reply_list list = { 0 };
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(reply_list(rq->snap, rq->arena, &rq->actor, rq->id, &list));
    struct reply_counts n = reply_count(&list);
    cJSON *o = cJSON_CreateObject();
    cJSON *items = cJSON_AddArrayToObject(o, "items");
    for (size_t i = 0; i < list.count; i++)
        cJSON_AddItemToArray(items, encode_reply(&list.at[i]));
    cJSON *counts = cJSON_AddObjectToObject(o, "counts");
    cJSON_AddNumberToObject(counts, "invited", (double)n.invited);
    cJSON_AddNumberToObject(counts, "coming", (double)n.coming);
    cJSON_AddNumberToObject(counts, "excused", (double)n.excused);
    cJSON_AddNumberToObject(counts, "replaced", (double)n.replaced);
    cJSON_AddNumberToObject(counts, "missing", (double)n.missing);
    return reply_json(rq, 200, o, 0, NULL);
}

enum err api_reply_put(struct request *rq)
{
    struct reply_input in = { .remark = "" };
    struct reply r = { 0 };
    int64_t person;
    TRY(support_path_id(rq, "person", &person));
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(support_decode(rq, REPLY_FIELDS, FIELDS_WHOLE, &in));
    TRY(reply_give(rq->tx, rq->arena, &rq->actor, rq->id, person, &in));
    TRY(reply_get(rq->snap, rq->arena, &rq->actor, rq->id, person, &r));
    return reply_json(rq, 200, encode_reply(&r), 0, NULL);
}

enum err api_reply_delete(struct request *rq)
{
    int64_t person;
    TRY(support_path_id(rq, "person", &person));
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(reply_remove(rq->tx, &rq->actor, rq->id, person));
    return reply_no_content(rq);
}
