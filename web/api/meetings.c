#include "agenda/announcement.h"
#include "agenda/standing.h"
#include "lok/base/clock.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/input.h"
#include "web/api/support.h"

/* Who prepares meetings sees working versions; everybody else what was published. */
enum err api_meetings(struct request *rq)
{
    static const char *const ALLOWED[] = { "year", NULL };
    int64_t year = support_query_number(rq, "year", 1900, 2199);
    struct paging page;
    struct meeting_list list = { 0 };
    bool whole = support_prepares(rq);
    TRY(request_paging(rq, ALLOWED, &page));
    if (whole)
        TRY(collection_listed(
            rq, meeting_list(rq->snap, rq->arena, year, page.after, page.size + 1, &list)));
    else
        TRY(collection_listed(rq, publication_list(rq->snap, rq->arena, visibility_of(&rq->actor),
                                      year, page.after, page.size + 1, clock_now(), &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_meeting(&list.at[i], whole));
    return collection_reply(rq, &c);
}

/* The working version, with its version as ETag. */
static enum err reply_meeting(struct request *rq, int64_t id)
{
    struct meeting m;
    TRY(meeting_get(rq->snap, rq->arena, id, &m));
    return reply_json(rq, 200, encode_meeting(&m, true), m.version, NULL);
}

enum err api_meeting(struct request *rq)
{
    struct published p;
    if (support_prepares(rq))
        return reply_meeting(rq, rq->id);
    TRY(publication_current(
        rq->snap, rq->arena, visibility_of(&rq->actor), rq->id, clock_now(), &p));
    return reply_json(rq, 200, encode_meeting(&p.meeting, false), 0, NULL);
}

/* Answers with what was announced for its month, so that it can be taken onto the agenda. */
enum err api_meeting_create(struct request *rq)
{
    struct meeting_input in = { 0 };
    struct meeting m;
    struct announcement_list offers = { 0 };
    size_t added = 0;
    int64_t id;
    TRY(support_decode(rq, MEETING_NEW_JSON_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(meeting_input_resolve(&rq->fault, rq->arena, &in));
    TRY(meeting_create(rq->tx, &rq->actor, &in, &id));
    if (in.standing_items)
        TRY(standing_add(rq->tx, rq->arena, &rq->actor, id, &added));
    TRY(meeting_get(rq->snap, rq->arena, id, &m));
    TRY(announcement_offers(rq->snap, rq->arena, m.month, &offers));
    cJSON *o = encode_meeting(&m, true);
    cJSON_AddItemToObject(o, "offers", encode_offers(&offers));
    return reply_json(rq, 201, o, m.version, support_path(rq, "meetings", id, ""));
}

enum err api_meeting_update(struct request *rq)
{
    struct meeting m;
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(support_if_match(rq, m.version));
    struct meeting_input in = meeting_to_input(rq->arena, &m);
    TRY(support_decode(rq, MEETING_JSON_FIELDS, FIELDS_PARTIAL, &in));
    TRY(meeting_input_resolve(&rq->fault, rq->arena, &in));
    TRY(meeting_update(rq->tx, &rq->actor, rq->id, m.version, &in));
    return reply_meeting(rq, rq->id);
}

const struct field STATE_FIELDS[] = {
    FIELD_CHOICE(
        struct state_input, state, .required = true, .of = MEETING_STATES, .label = "Toestand"),
    FIELD_END,
};

/* The step that leads to a state without telling anybody. ERR_INVALID for the states that only
 * sending leads to. */
static enum err action_to(struct fault *f, unsigned from, unsigned to, enum meeting_action *ret)
{
    switch ((enum meeting_state)to) {
    case MEETING_DRAFT:
        *ret = MEETING_RESTORE;
        return ERR_OK;
    case MEETING_ANNOUNCED:
        *ret = MEETING_ANNOUNCE;
        return ERR_OK;
    case MEETING_IN_SESSION:
        *ret = from == MEETING_CLOSED ? MEETING_REOPEN : MEETING_START;
        return ERR_OK;
    case MEETING_CLOSED:
        *ret = MEETING_CLOSE;
        return ERR_OK;
    case MEETING_CANCELLED:
        *ret = MEETING_CANCEL;
        return ERR_OK;
    case MEETING_PLANNED:
    case MEETING_CONVENED:
    case MEETING_STATE_COUNT:
        break;
    }
    return fault_issue(
        f, "state", "choice", "Deze toestand ontstaat door te versturen (publication).");
}

enum err api_meeting_state(struct request *rq)
{
    struct state_input in = { 0 };
    struct meeting m;
    enum meeting_action action = MEETING_EDIT;
    TRY(support_decode(rq, STATE_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(support_if_match(rq, m.version));
    if (in.state != m.state) {
        TRY(action_to(&rq->fault, m.state, in.state, &action));
        TRY(meeting_act(rq->tx, &rq->actor, rq->id, m.version, action));
    }
    return reply_meeting(rq, rq->id);
}
