#include "agenda/decision_life.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/input.h"
#include "web/api/support.h"
#include <string.h>

/* `q`: words or a number; newest first. Provisional ones only for who prepares meetings. */
enum err api_decisions(struct request *rq)
{
    static const char *const ALLOWED[] = { "q", "year", "from", "until", "dossier", "topic",
        "state", NULL };
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct decision_filter filter = {
        .typed = support_query_words(rq),
        .topic = request_query(rq, "topic"),
        .year = support_query_number(rq, "year", 1900, 2199),
        .from = support_query_date(rq, "from"),
        .until = support_query_date(rq, "until"),
        .dossier_id = support_query_number(rq, "dossier", 1, INT64_MAX),
    };
    struct decision_list list = { 0 };
    struct paging page;
    unsigned state;
    if (support_query_choice(rq, "state", DECISION_STATES, &state))
        filter.state = choice_code(DECISION_STATES, state);
    if (!str_empty(filter.until) && strcmp(filter.from, filter.until) > 0)
        (void)fault_issue(&rq->fault, "?until", "range", "De periode eindigt voor ze begint.");
    TRY(request_paging(rq, ALLOWED, &page));
    filter.after = page.after;
    filter.limit = page.size + 1;
    TRY(collection_listed(rq, decision_find(rq->snap, rq->arena, &reader, &filter, &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_decision(&list.at[i]));
    return collection_reply(rq, &c);
}

/* With what was put right, and what it took the place of. */
static enum err reply_decision(struct request *rq, const struct decision *d)
{
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct decision_rectifications list = { 0 };
    struct decision_list before = { 0 };
    TRY(decision_rectification_list(rq->snap, rq->arena, d->id, &list));
    TRY(decision_predecessors(rq->snap, rq->arena, &reader, d->id, &before));
    cJSON *o = encode_decision(d), *array = cJSON_AddArrayToObject(o, "rectifications");
    for (size_t i = 0; i < list.count; i++) {
        cJSON *one = cJSON_CreateObject();
        cJSON_AddItemToArray(array, one);
        json_add_text(one, "onDate", list.at[i].on_date);
        json_add_text(one, "text", list.at[i].text);
    }
    array = cJSON_AddArrayToObject(o, "supersedes");
    for (size_t i = 0; i < before.count; i++)
        cJSON_AddItemToArray(array, cJSON_CreateString(before.at[i].number));
    return reply_json(rq, 200, o, d->version, NULL);
}

enum err api_decision(struct request *rq)
{
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct decision d;
    TRY(decision_get(rq->snap, rq->arena, &reader, request_param(rq, "number"), &d));
    return reply_decision(rq, &d);
}

/* -- what becomes of it -- */

const struct field DECISION_STATE_FIELDS[] = {
    FIELD_CHOICE(struct decision_state_input, action, .required = true, .of = DECISION_ACTIONS,
        .label = "Wat"),
    FIELD_TEXT(struct decision_state_input, successor, .max = 60, .label = "Vervangen door"),
    FIELD_DATE(struct decision_state_input, on_date, .label = "Sinds"),
    FIELD_TEXT(struct decision_state_input, reason, .max = 500, .label = "Waarom"),
    FIELD_END,
};

static enum err current(struct request *rq, struct decision *ret)
{
    struct decision_reader reader = decision_reader_of(&rq->actor);
    TRY(support_may(rq, RECORD, 0));
    TRY(decision_get(rq->snap, rq->arena, &reader, request_param(rq, "number"), ret));
    return support_if_match(rq, ret->version);
}

enum err api_decision_update(struct request *rq)
{
    struct decision d = { 0 };
    TRY(current(rq, &d));
    struct decision_about_input in = {
        str_empty(d.topics) ? (struct lines){ 0 } : str_split(rq->arena, d.topics, '\n'),
        d.follow_up_id,
        d.due_date,
    };
    TRY(support_decode(rq, DECISION_ABOUT_FIELDS, FIELDS_PARTIAL, &in));
    TRY(decision_about(rq->tx, rq->arena, &rq->actor, d.number, d.version, &in));
    return api_decision(rq);
}

enum err api_decision_act(struct request *rq)
{
    struct decision_state_input in = { .successor = "", .on_date = "", .reason = "" };
    struct decision d = { 0 };
    TRY(current(rq, &d));
    TRY(support_decode(rq, DECISION_STATE_FIELDS, FIELDS_WHOLE, &in));
    const struct decision_act_input act = { in.successor, in.on_date, in.reason };
    if (in.action == DECISION_RECTIFY)
        return fault_issue(&rq->fault, "action", "choice", "Rechtzetten gaat apart.");
    TRY(decision_act(rq->tx, rq->arena, &rq->actor, d.number, d.version, in.action, &act));
    return api_decision(rq);
}

enum err api_decision_rectify(struct request *rq)
{
    struct decision_rectify_input in = { "", "" };
    struct decision d = { 0 };
    TRY(current(rq, &d));
    TRY(support_decode(rq, DECISION_RECTIFY_FIELDS, FIELDS_WHOLE, &in));
    TRY(decision_rectify(rq->tx, rq->arena, &rq->actor, d.number, d.version, &in));
    return api_decision(rq);
}
