/* The minutes of a meeting: reading as one may, writing, remarks, approval's aftermath. */
#include "agenda/minutes.h"
#include "web/api/api.h"
#include "web/api/input.h"
#include "web/api/support.h"

const struct field MINUTES_STATE_FIELDS[] = {
    FIELD_TEXT(struct minutes_state_input, reason, .required = true, .max = 500, .label = "Waarom"),
    FIELD_END,
};

const struct field MINUTES_DELIVERY_FIELDS[] = {
    FIELD_DATE(struct minutes_delivery_input, delivered_on, .label = "Bezorgd op"),
    FIELD_END,
};

static cJSON *encode_parts(const struct minutes_parts *parts)
{
    cJSON *array = cJSON_CreateArray();

    for (size_t i = 0; i < parts->count; i++) {
        cJSON *o = cJSON_CreateObject();

        cJSON_AddItemToArray(array, o);
        if (parts->at[i].item_id != 0)
            json_add_id(o, "itemId", parts->at[i].item_id);
        json_add_text(o, "heading", parts->at[i].heading);
        json_add_text(o, "text", parts->at[i].text);
    }
    return array;
}

static cJSON *encode_shown(const struct minutes_shown *shown, bool prepares)
{
    const struct minutes *m = &shown->minutes;
    cJSON *o = cJSON_CreateObject();

    json_add_id(o, "meetingId", m->meeting_id);
    json_add_text(o, "state", choice_code(MINUTES_STATES, m->state));
    cJSON_AddBoolToObject(o, "withoutNames", shown->without_names);
    cJSON_AddBoolToObject(o, "working", shown->working);
    cJSON_AddNumberToObject(o, "number", (double)shown->number);
    cJSON_AddItemToObject(o, "parts", encode_parts(&shown->parts));
    cJSON *array = cJSON_AddArrayToObject(o, "rectifications");
    for (size_t i = 0; i < shown->rectifications.count; i++) {
        cJSON *one = cJSON_CreateObject();

        cJSON_AddItemToArray(array, one);
        json_add_text(one, "onDate", shown->rectifications.at[i].on_date);
        json_add_text(one, "text", shown->rectifications.at[i].text);
    }
    json_add_text(o, "approvedOn", m->approved_on);
    json_add_text(o, "deliveredOn", m->delivered_on);
    json_add_text(o, "remarksUntil", m->remarks_until);
    json_add_instant(o, "chairAgreedAt", m->agreed_at);
    if (prepares)
        json_add_text(o, "hide", m->hide);
    cJSON_AddNumberToObject(o, "version", (double)m->version);
    return o;
}

static enum err reply_minutes(struct request *rq, unsigned status)
{
    struct minutes_shown shown = { 0 };
    struct minutes_reader r;

    TRY(minutes_reader_of(rq->snap, rq->arena, &rq->actor, &r));
    TRY(minutes_read(rq->snap, rq->arena, &r, rq->id, &shown));
    return reply_json(rq, status, encode_shown(&shown, r.prepares), shown.minutes.version, NULL);
}

enum err api_minutes(struct request *rq)
{
    return reply_minutes(rq, 200);
}

/* What is there now, at the version that If-Match names. */
static enum err current(struct request *rq, struct minutes *ret)
{
    TRY(support_may(rq, RECORD, 0));
    TRY(minutes_get(rq->snap, rq->arena, rq->id, ret));
    return support_if_match(rq, ret->version);
}

enum err api_minutes_update(struct request *rq)
{
    static const struct minutes_typed_list NONE = { 0 };
    struct minutes m = { 0 };
    int64_t version;

    TRY(current(rq, &m));
    struct minutes_input in = { "", m.hide, m.remarks_until };
    TRY(minutes_text(rq->snap, rq->arena, rq->id, 0, &in.general));
    TRY(support_decode(rq, MINUTES_FIELDS, FIELDS_PARTIAL, &in));
    TRY(minutes_save(rq->tx, rq->arena, &rq->actor, rq->id, m.version, &in, &NONE, &version));
    return reply_minutes(rq, 200);
}

enum err api_minutes_item_put(struct request *rq)
{
    struct minutes_item_input text = { "" };
    struct minutes_typed one = { 0 };
    const struct minutes_typed_list items = { &one, 1 };
    struct minutes m = { 0 };
    int64_t version;

    TRY(support_path_id(rq, "item", &one.item_id));
    TRY(current(rq, &m));
    struct minutes_input in = { "", m.hide, m.remarks_until };
    TRY(minutes_text(rq->snap, rq->arena, rq->id, 0, &in.general));
    TRY(support_decode(rq, MINUTES_ITEM_FIELDS, FIELDS_WHOLE, &text));
    one.text = text.text;
    TRY(minutes_save(rq->tx, rq->arena, &rq->actor, rq->id, m.version, &in, &items, &version));
    return reply_minutes(rq, 200);
}

enum err api_minutes_reopen(struct request *rq)
{
    struct minutes_state_input in = { "" };
    struct minutes m = { 0 };

    TRY(current(rq, &m));
    TRY(support_decode(rq, MINUTES_STATE_FIELDS, FIELDS_WHOLE, &in));
    TRY(minutes_reopen(rq->tx, rq->arena, &rq->actor, rq->id, m.version, in.reason));
    return reply_minutes(rq, 200);
}

enum err api_minutes_rectify(struct request *rq)
{
    struct minutes_rectify_input in = { "", "" };
    struct minutes m = { 0 };

    TRY(current(rq, &m));
    TRY(support_decode(rq, MINUTES_RECTIFY_FIELDS, FIELDS_WHOLE, &in));
    TRY(minutes_rectify(rq->tx, rq->arena, &rq->actor, rq->id, m.version, &in));
    return reply_minutes(rq, 200);
}

enum err api_minutes_deliver(struct request *rq)
{
    struct minutes_delivery_input in = { "" };
    struct minutes m = { 0 };

    TRY(current(rq, &m));
    TRY(support_decode(rq, MINUTES_DELIVERY_FIELDS, FIELDS_WHOLE, &in));
    TRY(minutes_deliver(rq->tx, rq->arena, &rq->actor, rq->id, m.version, in.delivered_on));
    return reply_minutes(rq, 200);
}

enum err api_minutes_agree(struct request *rq)
{
    TRY(minutes_agree(rq->tx, rq->arena, &rq->actor, rq->id));
    return reply_no_content(rq);
}

enum err api_minutes_remarks(struct request *rq)
{
    struct minutes_remark_list list = { 0 };
    struct meeting m = { 0 };
    cJSON *body, *array;

    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(minutes_remarks(rq->snap, rq->arena, &rq->actor, rq->id, &list));
    body = cJSON_CreateObject();
    array = cJSON_AddArrayToObject(body, "items");
    for (size_t i = 0; i < list.count; i++) {
        cJSON *o = cJSON_CreateObject();

        cJSON_AddItemToArray(array, o);
        json_add_id(o, "id", list.at[i].id);
        if (list.at[i].item_id != 0)
            json_add_id(o, "itemId", list.at[i].item_id);
        json_add_text(o, "text", list.at[i].text);
        json_add_text(o, "by", list.at[i].function);
        json_add_instant(o, "madeAt", list.at[i].made_at);
        cJSON_AddBoolToObject(o, "done", list.at[i].done_at != 0);
    }
    return reply_json(rq, 200, body, 0, NULL);
}

enum err api_minutes_remark(struct request *rq)
{
    struct minutes_remark_input in = { "", 0 };

    TRY(support_decode(rq, MINUTES_REMARK_FIELDS, FIELDS_WHOLE, &in));
    TRY(minutes_remark(rq->tx, rq->arena, &rq->actor, rq->id, &in));
    return reply_no_content(rq);
}

enum err api_minutes_versions(struct request *rq)
{
    struct minutes_version_list list = { 0 };
    struct meeting m = { 0 };
    struct minutes_parts *parts;

    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(minutes_versions(rq->snap, rq->arena, rq->id, &list));
    parts = arena_array(rq->arena, list.count, sizeof *parts);
    for (size_t i = 0; i < list.count; i++)
        TRY(minutes_version_parts(rq->snap, rq->arena, list.at[i].id, &parts[i]));
    cJSON *body = cJSON_CreateObject(), *array = cJSON_AddArrayToObject(body, "items");
    for (size_t i = 0; i < list.count; i++) {
        cJSON *o = cJSON_CreateObject();

        cJSON_AddItemToArray(array, o);
        cJSON_AddNumberToObject(o, "number", (double)list.at[i].number);
        json_add_instant(o, "madeAt", list.at[i].made_at);
        json_add_text(o, "reason", list.at[i].reason);
        cJSON_AddItemToObject(o, "parts", encode_parts(&parts[i]));
    }
    return reply_json(rq, 200, body, 0, NULL);
}

/* `q`: words in the text that this reader may read. */
enum err api_minutes_list(struct request *rq)
{
    static const char *const ALLOWED[] = { "q", NULL };
    struct minutes_found_list list = { 0 };
    struct minutes_reader r;
    struct paging page;

    TRY(request_paging(rq, ALLOWED, &page));
    TRY(minutes_reader_of(rq->snap, rq->arena, &rq->actor, &r));
    TRY(collection_listed(rq, minutes_find(rq->snap, rq->arena, &r, request_query(rq, "q"),
                                  page.after, page.size + 1, &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++) {
        cJSON *o = cJSON_CreateObject();

        json_add_id(o, "meetingId", list.at[i].meeting_id);
        json_add_text(o, "title", list.at[i].title);
        json_add_instant(o, "startsAt", list.at[i].starts_at);
        json_add_text(o, "state", choice_code(MINUTES_STATES, list.at[i].state));
        collection_add(&c, list.at[i].meeting_id, o);
    }
    return collection_reply(rq, &c);
}
