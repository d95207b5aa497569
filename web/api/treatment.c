/* What the meeting did with an item: outcome, decision, announcement. */
#include "agenda/treatment.h"
#include "agenda/advice.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/support.h"

/* What the advice says, and which rule it would not meet, or did not when it was given. */
static enum err add_advice(struct request *rq, const struct treatment_input *in, cJSON *to)
{
    struct advice v = { .number = "" };
    const char *rule;
    enum err e = advice_by_item(rq->snap, rq->arena, rq->id, &v);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    TRY(treatment_rule(rq->snap, rq->arena, rq->id, &rule));
    cJSON *o = cJSON_AddObjectToObject(to, "advice");
    json_add_text(o, "number", v.number);
    json_add_text(o, "text", in->advice.text);
    json_add_text(o, "motivation", in->advice.motivation);
    json_add_text(o, "ruleNotMet", rule);
    json_add_text(o, "balanceReason", in->advice.balance_reason);
    return ERR_OK;
}

/* `sending_id`: the results that were sent just now, 0 = none. */
static enum err reply_treatment(struct request *rq, int64_t sending_id)
{
    struct item item;
    struct treatment_input treatment;
    struct decision decision;
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    TRY(treatment_get(rq->snap, rq->arena, rq->id, &treatment));
    enum err decided = decision_by_item(rq->snap, rq->arena, rq->id, &decision);
    if (decided != ERR_OK && decided != ERR_NOT_FOUND)
        return decided;
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "itemId", item.id);
    json_add_text(o, "outcome", choice_code(ITEM_OUTCOMES, treatment.outcome));
    json_add_text(o, "note", treatment.note);
    json_add_text(o, "targetMonth", treatment.target_month);
    json_add_text(o, "targetDate", treatment.target_date);
    cJSON_AddBoolToObject(o, "nextMeeting", treatment.next_meeting);
    json_add_text(o, "reason", treatment.reason);
    json_add_text(o, "minorityView", treatment.minority_view);
    encode_votes(cJSON_AddObjectToObject(o, "votes"), &treatment.votes);
    json_add_text(o, "internalNote", treatment.internal_note);
    json_add_instant(o, "treatedAt", item.treated_at);
    if (decided == ERR_OK)
        cJSON_AddItemToObject(o, "decision", encode_decision(&decision));
    enum err advised = add_advice(rq, &treatment, o);
    if (advised != ERR_OK) {
        cJSON_Delete(o);
        return advised;
    }
    if (sending_id != 0)
        json_add_id(o, "sendingId", sending_id);
    return reply_json(rq, 200, o, item.version, NULL);
}

enum err api_treatment(struct request *rq)
{
    TRY(support_may(rq, PREPARE_MEETING, 0));
    return reply_treatment(rq, 0);
}

enum err api_treatment_put(struct request *rq)
{
    struct sending_options options = support_sending_options(rq);
    struct treatment_input in = { 0 };
    struct treatment_input now = { 0 };
    struct treatment_result result;
    struct item item;
    enum err e = treatment_get(rq->snap, rq->arena, rq->id, &now);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    in.advice = now.advice; /* which is not named stays */
    TRY(support_decode(rq, TREATMENT_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, RECORD, 0));
    if (in.decision.release)
        TRY(support_may(rq, SEND, 0));
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    TRY(support_if_match(rq, item.version));
    TRY(treatment_record(
        rq->tx, rq->arena, &rq->actor, &options, rq->id, item.version, &in, &result));
    return reply_treatment(rq, result.sending_id);
}
