/* Sending: POST tells people, DELETE takes it back while that is possible. */
#include "lok/base/clock.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/input.h"
#include "web/api/support.h"

/* What was last sent, whole, and what was changed since. */
static enum err reply_last(struct request *rq)
{
    struct published p;
    struct sending sending;
    struct change_list changes = { 0 };
    TRY(publication_last(rq->snap, rq->arena, rq->id, &p));
    TRY(publication_changes(rq->snap, rq->arena, rq->id, &changes));
    enum err sent = sending_last(rq->snap, rq->arena, rq->id, &sending);
    if (sent != ERR_OK && sent != ERR_NOT_FOUND)
        return sent;
    cJSON *o = encode_published(&p);
    if (sent == ERR_OK)
        cJSON_AddItemToObject(o, "sending", encode_sending(&sending));
    cJSON *unsent = cJSON_AddArrayToObject(o, "unsent");
    for (size_t i = 0; i < changes.count; i++)
        cJSON_AddItemToArray(unsent, cJSON_CreateString(changes.at[i].dutch));
    return reply_json(rq, 200, o, 0, NULL);
}

enum err api_publication(struct request *rq)
{
    struct published p;
    if (support_prepares(rq))
        return reply_last(rq);
    TRY(publication_current(
        rq->snap, rq->arena, visibility_of(&rq->actor), rq->id, clock_now(), &p));
    return reply_json(rq, 200, encode_published(&p), 0, NULL);
}

const struct field PUBLICATION_FIELDS[] = {
    FIELD_CHOICE(struct publication_input, kind, .of = SENDING_KINDS, .label = "Soort"),
    FIELD_END,
};

/* Without a kind the one that fits the meeting now. */
enum err api_publication_create(struct request *rq)
{
    struct sending_options options = support_sending_options(rq);
    struct publication_input in;
    struct meeting m;
    struct sending sending;
    TRY(support_may(rq, SEND, 0));
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    in.kind = sending_kind_now(&m);
    TRY(support_decode(rq, PUBLICATION_FIELDS, FIELDS_PARTIAL, &in));
    if (request_header(rq, "If-Match") != NULL)
        TRY(support_if_match(rq, m.version));
    TRY(sending_send(
        rq->tx, rq->arena, &rq->actor, &options, rq->id, m.version, in.kind, &sending));
    return reply_json(
        rq, 201, encode_sending(&sending), 0, support_path(rq, "meetings", rq->id, "/publication"));
}

enum err api_publication_delete(struct request *rq)
{
    struct sending sending;
    TRY(support_may(rq, SEND, 0));
    TRY(sending_last(rq->snap, rq->arena, rq->id, &sending));
    TRY(sending_take_back(rq->tx, &rq->actor, sending.id));
    return reply_no_content(rq);
}
