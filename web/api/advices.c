/* Advice to the local government: asked, written, sent, answered. */
#include "agenda/advice.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/input.h"
#include "web/api/support.h"

static void add_id(cJSON *o, const char *name, int64_t id)
{
    if (id != 0)
        json_add_id(o, name, id);
}

static cJSON *encode_advice(const struct advice *v)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", v->id);
    json_add_text(o, "number", v->number);
    cJSON_AddNumberToObject(o, "year", (double)v->year);
    json_add_text(o, "state", choice_code(ADVICE_STATES, v->state));
    json_add_text(o, "title", v->title);
    json_add_text(o, "origin", choice_code(ADVICE_ORIGINS, v->origin));
    add_id(o, "askedById", v->asked_by_id);
    json_add_text(o, "askedBy", v->asked_by);
    json_add_text(o, "askedOn", v->asked_on);
    json_add_text(o, "dueDate", v->due_date);
    json_add_text(o, "question", v->question);
    add_id(o, "dossierId", v->dossier_id);
    json_add_text(o, "text", v->text);
    json_add_text(o, "motivation", v->motivation);
    json_add_text(o, "minorityView", v->minority_view);
    encode_votes(o, &(struct votes){ v->in_favour, v->against, v->abstain });
    json_add_text(o, "ruleNotMet", v->balance_words);
    json_add_text(o, "balanceReason", v->balance_reason);
    json_add_text(o, "givenOn", v->given_on);
    add_id(o, "itemId", v->item_id);
    add_id(o, "meetingId", v->meeting_id);
    json_add_text(o, "access", choice_code(ACCESSES, v->access));
    json_add_text(o, "addressee", choice_code(ADVICE_ADDRESSEES, v->addressee));
    add_id(o, "addresseeId", v->addressee_id);
    json_add_instant(o, "sentAt", v->sent_at);
    json_add_text(o, "reactionDue", v->reaction_due);
    json_add_text(o, "reference", v->reference);
    json_add_text(o, "answer", choice_code(ADVICE_ANSWERS, v->answer));
    json_add_text(o, "answerText", v->answer_text);
    json_add_text(o, "answeredOn", v->answered_on);
    cJSON_AddNumberToObject(o, "version", (double)v->version);
    return o;
}

/* `q`: words or a number; newest first. What is not sent only for who prepares meetings. */
enum err api_advices(struct request *rq)
{
    static const char *const ALLOWED[] = { "q", "year", "dossier", NULL };
    struct advice_filter filter = {
        .typed = support_query_words(rq),
        .year = support_query_number(rq, "year", 1900, 2199),
        .dossier_id = support_query_number(rq, "dossier", 1, INT64_MAX),
    };
    struct advice_list list = { 0 };
    struct paging page;
    TRY(request_paging(rq, ALLOWED, &page));
    filter.after = page.after;
    filter.limit = page.size + 1;
    TRY(collection_listed(rq, advice_find(rq->snap, rq->arena, &rq->actor, &filter, &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_advice(&list.at[i]));
    return collection_reply(rq, &c);
}

static enum err find(struct request *rq, struct advice *ret)
{
    return advice_get(rq->snap, rq->arena, &rq->actor, request_param(rq, "number"), ret);
}

static enum err reply_advice(struct request *rq, unsigned status, int64_t id)
{
    struct rectification_list list = { 0 };
    struct advice v = { 0 };
    TRY(advice_by_id(rq->snap, rq->arena, id, &v));
    TRY(advice_get(rq->snap, rq->arena, &rq->actor, v.number, &v));
    TRY(advice_rectifications(rq->snap, rq->arena, id, &list));
    cJSON *o = encode_advice(&v);
    cJSON *array = cJSON_AddArrayToObject(o, "rectifications");
    for (size_t i = 0; i < list.count; i++) {
        cJSON *one = cJSON_CreateObject();
        json_add_text(one, "madeOn", list.at[i].made_on);
        json_add_text(one, "text", list.at[i].text);
        cJSON_AddItemToArray(array, one);
    }
    return reply_json(rq, status, o, v.version,
        status == 201 ? arena_printf(rq->arena, "/api/v1/advices/%s", v.number) : NULL);
}

enum err api_advice(struct request *rq)
{
    struct advice v = { 0 };
    TRY(find(rq, &v));
    return reply_advice(rq, 200, v.id);
}

enum err api_advice_create(struct request *rq)
{
    struct advice_question in = {
        .title = "", .asked_on = "", .due_date = "", .question = "", .access = ACCESS_MEMBERS
    };
    int64_t id;
    TRY(support_decode(rq, ADVICE_QUESTION_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(advice_ask(rq->tx, rq->arena, &rq->actor, &in, &id));
    return reply_advice(rq, 201, id);
}

/* For a change: the right, the thing, and its version. */
static enum err find_for_change(struct request *rq, enum action action, struct advice *ret)
{
    TRY(support_may(rq, action, 0));
    TRY(find(rq, ret));
    return support_if_match(rq, ret->version);
}

enum err api_advice_update(struct request *rq)
{
    struct advice v = { 0 };
    TRY(find_for_change(rq, PREPARE_MEETING, &v));
    struct advice_question in = {
        .title = v.title,
        .origin = v.origin,
        .asked_by_id = v.asked_by_id,
        .asked_on = v.asked_on,
        .due_date = v.due_date,
        .question = v.question,
        .dossier_id = v.dossier_id,
        .addressee = v.addressee,
        .addressee_id = v.addressee_id,
        .access = v.access,
    };
    TRY(support_decode(rq, ADVICE_QUESTION_FIELDS, FIELDS_PARTIAL, &in));
    TRY(advice_change(rq->tx, rq->arena, &rq->actor, v.id, v.version, &in));
    return reply_advice(rq, 200, v.id);
}

enum err api_advice_text(struct request *rq)
{
    struct advice_text in = {
        .text = "", .motivation = "", .minority_view = "", .balance_reason = ""
    };
    struct advice v = { 0 };
    TRY(support_decode(rq, ADVICE_TEXT_FIELDS, FIELDS_WHOLE, &in));
    TRY(find_for_change(rq, RECORD, &v));
    TRY(advice_write(rq->tx, rq->arena, &rq->actor, v.id, v.version, &in));
    return reply_advice(rq, 200, v.id);
}

enum err api_advice_answer(struct request *rq)
{
    struct sending_options options = support_sending_options(rq);
    struct advice_reaction in = { .answered_on = "", .answer_text = "", .reference = "" };
    struct advice v = { 0 };
    TRY(support_decode(rq, ADVICE_REACTION_FIELDS, FIELDS_WHOLE, &in));
    TRY(find_for_change(rq, RECORD, &v));
    TRY(advice_note_answer(rq->tx, rq->arena, &rq->actor, &options, v.id, v.version, &in, true));
    return reply_advice(rq, 200, v.id);
}

const struct field RECTIFICATION_FIELDS[] = {
    FIELD_TEXT(struct rectification_input, text, .required = true, .multiline = true, .max = 5000,
        .label = "Rechtzetting"),
    FIELD_END,
};

enum err api_advice_rectify(struct request *rq)
{
    struct rectification_input in = { "" };
    struct advice v = { 0 };
    TRY(support_decode(rq, RECTIFICATION_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, RECORD, 0));
    TRY(find(rq, &v));
    TRY(advice_rectify(rq->tx, rq->arena, &rq->actor, v.id, v.version, in.text));
    return reply_advice(rq, 200, v.id);
}

enum err api_advice_send(struct request *rq)
{
    struct sending_options options = support_sending_options(rq);
    struct advice v = { 0 };
    int64_t told;
    TRY(support_may(rq, SEND, 0));
    TRY(find(rq, &v));
    TRY(advice_send(rq->tx, rq->arena, &rq->actor, &options, v.id, v.version, &told));
    return reply_advice(rq, 200, v.id);
}

enum err api_advice_take_back(struct request *rq)
{
    struct advice v = { 0 };
    TRY(support_may(rq, SEND, 0));
    TRY(find(rq, &v));
    TRY(advice_take_back(rq->tx, rq->arena, &rq->actor, v.id));
    return reply_advice(rq, 200, v.id);
}
