/* Actions that organisations promised, moved on by their owner too. */
#include "agenda/action_remind.h"
#include "web/api/api.h"
#include "web/api/encode_part.h"
#include "web/api/support.h"

static cJSON *encode_action(const struct action_point *p)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", p->id);
    json_add_text(o, "text", p->text);
    json_add_id(o, "partnerId", p->partner_id);
    json_add_text(o, "partner", p->partner_name);
    json_add_text(o, "dueDate", p->due_date);
    encode_choice(o, "state", ACTION_STATES, p->state);
    encode_choice(o, "access", ACCESSES, p->access);
    encode_id(o, "meetingId", p->meeting_id);
    encode_id(o, "itemId", p->item_id);
    encode_id(o, "decisionId", p->decision_id);
    encode_id(o, "dossierId", p->dossier_id);
    json_add_instant(o, "createdAt", p->created_at);
    json_add_instant(o, "closedAt", p->closed_at);
    json_add_instant(o, "toldAt", p->told_at);
    encode_number(o, "version", p->version);
    return o;
}

static bool asks(const struct request *rq, const char *name)
{
    return str_equal(param_get(&rq->query, name), "true");
}

enum err api_actions(struct request *rq)
{
    struct paging page;
    struct action_list list = { 0 };
    const struct action_filter f = {
        .open = asks(rq, "open"),
        .overdue_on = asks(rq, "overdue") ? council_today(rq->arena, &rq->council) : "",
        .partner_id = support_query_number(rq, "partner", 1, INT64_MAX),
        .meeting_id = support_query_number(rq, "meeting", 1, INT64_MAX),
        .dossier_id = support_query_number(rq, "dossier", 1, INT64_MAX),
        .typed = support_query_words(rq),
    };
    static const char *const NAMES[] = { "open", "overdue", "partner", "meeting", "dossier", "q",
        NULL };
    TRY(request_paging(rq, NAMES, &page));
    TRY(collection_listed(
        rq, action_list(rq->snap, rq->arena, &rq->actor, &f, page.after, page.size + 1, &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_action(&list.at[i]));
    return collection_reply(rq, &c);
}

/* With its history. */
static enum err reply_action(struct request *rq, unsigned status, int64_t id)
{
    struct action_point p = { 0 };
    struct action_change_list changes = { 0 };
    TRY(action_get(rq->snap, rq->arena, &rq->actor, id, &p));
    TRY(action_history(rq->snap, rq->arena, id, &changes));
    cJSON *o = encode_action(&p);
    cJSON *history = cJSON_AddArrayToObject(o, "history");
    for (size_t i = 0; i < changes.count; i++) {
        cJSON *one = cJSON_CreateObject();
        json_add_instant(one, "at", changes.at[i].at);
        json_add_text(one, "by", changes.at[i].by);
        json_add_text(one, "what", changes.at[i].what);
        json_add_text(one, "remark", changes.at[i].remark);
        cJSON_AddItemToArray(history, one);
    }
    return reply_json(
        rq, status, o, p.version, status == 201 ? support_path(rq, "actions", id, "") : NULL);
}

enum err api_action(struct request *rq)
{
    return reply_action(rq, 200, rq->id);
}

enum err api_action_create(struct request *rq)
{
    struct action_input in = { .text = "", .due_date = "", .access = ACCESS_MEMBERS };
    int64_t id;
    TRY(support_decode(rq, ACTION_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(action_create(rq->tx, rq->arena, &rq->actor, &in, &id));
    return reply_action(rq, 201, id);
}

enum err api_action_update(struct request *rq)
{
    struct action_point p = { 0 };
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(action_get(rq->snap, rq->arena, &rq->actor, rq->id, &p));
    TRY(support_if_match(rq, p.version));
    struct action_input in = {
        .text = p.text, .due_date = p.due_date, .partner_id = p.partner_id, .access = p.access
    };
    TRY(support_decode(rq, ACTION_CHANGE_FIELDS, FIELDS_PARTIAL, &in));
    TRY(action_update(rq->tx, rq->arena, &rq->actor, rq->id, p.version, &in));
    return reply_action(rq, 200, rq->id);
}

enum err api_action_move(struct request *rq)
{
    struct action_point p = { 0 };
    struct action_step step = { .remark = "" };
    TRY(support_may(rq, FOLLOW_UP, rq->actor.partner_id));
    TRY(action_get(rq->snap, rq->arena, &rq->actor, rq->id, &p));
    TRY(support_if_match(rq, p.version));
    TRY(support_decode(rq, ACTION_STEP_FIELDS, FIELDS_WHOLE, &step));
    TRY(action_move(rq->tx, rq->arena, &rq->actor, rq->id, p.version, &step));
    return reply_action(rq, 200, rq->id);
}

enum err api_action_remind(struct request *rq)
{
    struct sending_options options = support_sending_options(rq);
    TRY(support_may(rq, SEND, 0));
    TRY(action_remind(rq->tx, rq->arena, &rq->actor, &options, rq->id, 0));
    return reply_action(rq, 200, rq->id);
}

enum err api_action_remind_take_back(struct request *rq)
{
    TRY(support_may(rq, SEND, 0));
    TRY(action_remind_take_back(rq->tx, rq->arena, &rq->actor, rq->id));
    return reply_action(rq, 200, rq->id);
}
