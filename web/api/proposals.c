/* Items that partners and members propose, and the secretary's answer. */
#include "agenda/proposal.h"
#include "web/api/api.h"
#include "web/api/input.h"
#include "web/api/support.h"

static cJSON *encode_proposal(const struct proposal *p)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", p->id);
    if (p->meeting_id != 0)
        json_add_id(o, "meetingId", p->meeting_id);
    if (p->partner_id != 0)
        json_add_id(o, "partnerId", p->partner_id);
    json_add_text(o, "partner", p->partner_name);
    json_add_text(o, "title", p->title);
    json_add_text(o, "text", p->text);
    cJSON_AddNumberToObject(o, "minutes", (double)p->minutes);
    json_add_text(o, "state", choice_code(PROPOSAL_STATES, p->state));
    json_add_text(o, "reason", p->reason);
    json_add_text(o, "targetMonth", p->target_month);
    if (p->item_id != 0)
        json_add_id(o, "itemId", p->item_id);
    cJSON_AddBoolToObject(o, "byMail", p->by_mail);
    json_add_instant(o, "createdAt", p->created_at);
    json_add_instant(o, "answeredAt", p->answered_at);
    return o;
}

/* All, or one's own; newest first. */
enum err api_proposals(struct request *rq)
{
    struct paging page;
    struct proposal_list list = { 0 };
    TRY(request_paging(rq, NULL, &page));
    TRY(proposal_list(rq->snap, rq->arena, &rq->actor, 0, page.after, page.size + 1, &list));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_proposal(&list.at[i]));
    return collection_reply(rq, &c);
}

static enum err reply_proposal(struct request *rq, unsigned status, int64_t id)
{
    struct proposal p = { 0 };
    TRY(proposal_get(rq->snap, rq->arena, &rq->actor, id, &p));
    return reply_json(rq, status, encode_proposal(&p), p.version,
        status == 201 ? support_path(rq, "proposals", id, "") : NULL);
}

enum err api_proposal(struct request *rq)
{
    return reply_proposal(rq, 200, rq->id);
}

enum err api_proposal_create(struct request *rq)
{
    struct sending_options options = support_sending_options(rq);
    struct proposal_input in = { .title = "", .text = "" };
    int64_t id;
    TRY(support_decode(rq, PROPOSAL_FIELDS, FIELDS_WHOLE, &in));
    TRY(proposal_make(rq->tx, rq->arena, &rq->actor, &options, rq->id, &in, &id));
    return reply_proposal(rq, 201, id);
}

const struct field ANSWER_FIELDS[] = {
    FIELD_CHOICE(
        struct answer_input, state, .required = true, .of = PROPOSAL_STATES, .label = "Antwoord"),
    FIELD_TEXT(struct answer_input, reason, .max = 500, .label = "Reden"),
    FIELD_MONTH(struct answer_input, target_month, .label = "Maand"),
    FIELD_ID(struct answer_input, meeting_id, .label = "Vergadering"),
    FIELD_BOOL(struct answer_input, tell, .label = "Meedelen"),
    FIELD_END,
};

static enum err answer(struct request *rq, const struct proposal *p, const struct answer_input *in)
{
    struct sending_options options = support_sending_options(rq);
    int64_t meeting_id = in->meeting_id != 0 ? in->meeting_id : p->meeting_id;
    int64_t item_id;
    switch ((enum proposal_state)in->state) {
    case PROPOSAL_ACCEPTED:
        return proposal_accept(
            rq->tx, rq->arena, &rq->actor, &options, p->id, meeting_id, in->tell, &item_id);
    case PROPOSAL_DECLINED:
        return proposal_decline(
            rq->tx, rq->arena, &rq->actor, &options, p->id, in->reason, in->tell);
    case PROPOSAL_POSTPONED:
        return proposal_postpone(
            rq->tx, rq->arena, &rq->actor, &options, p->id, in->target_month, in->reason, in->tell);
    case PROPOSAL_OPEN:
        break;
    }
    return fault_issue(&rq->fault, "state", "choice", "Kies een antwoord.");
}

enum err api_proposal_answer(struct request *rq)
{
    struct answer_input in = { .reason = "", .target_month = "", .tell = true };
    struct proposal p = { 0 };
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(proposal_get(rq->snap, rq->arena, &rq->actor, rq->id, &p));
    TRY(support_if_match(rq, p.version));
    TRY(support_decode(rq, ANSWER_FIELDS, FIELDS_WHOLE, &in));
    TRY(answer(rq, &p, &in));
    return reply_proposal(rq, 200, rq->id);
}

/* Within the time to take back: as before the answer. */
enum err api_proposal_take_back(struct request *rq)
{
    struct sending_options options = support_sending_options(rq);
    struct proposal p = { 0 };
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(proposal_get(rq->snap, rq->arena, &rq->actor, rq->id, &p));
    TRY(support_if_match(rq, p.version));
    TRY(proposal_take_back(rq->tx, rq->arena, &rq->actor, &options, rq->id));
    return reply_proposal(rq, 200, rq->id);
}
