/* The coalition that a call asks for: its requirements, who was asked and committed, what is missing. */
#include "agenda/coalition_ask.h"
#include "agenda/dossier.h"
#include "web/api/api.h"
#include "web/api/dossiers.h"
#include "web/api/encode_part.h"
#include "web/api/support.h"

static void add_needs(cJSON *o, const struct coalition_need_list *list, bool whole)
{
    cJSON *array = cJSON_AddArrayToObject(o, "needs");
    for (size_t i = 0; i < list->count; i++) {
        const struct coalition_need *n = &list->at[i];
        cJSON *one = cJSON_CreateObject();
        json_add_id(one, "id", n->id);
        encode_choice(one, "kind", PARTNER_KINDS, n->kind);
        encode_id(one, "groupId", n->group_id);
        json_add_text(one, "group", n->group_name);
        encode_number(one, "least", n->least);
        json_add_text(one, "words", n->words);
        encode_number(one, "committed", n->committed);
        if (whole) {
            encode_number(one, "asked", n->asked);
            encode_number(one, "declined", n->declined);
        }
        cJSON_AddItemToArray(array, one);
    }
}

static void add_members(cJSON *o, const struct coalition_member_list *list, bool whole)
{
    cJSON *array = cJSON_AddArrayToObject(o, "members");
    for (size_t i = 0; i < list->count; i++) {
        const struct coalition_member *m = &list->at[i];
        cJSON *one = cJSON_CreateObject();
        json_add_id(one, "id", m->id);
        json_add_id(one, "partnerId", m->partner_id);
        json_add_text(one, "partner", m->partner_name);
        encode_id(one, "needId", m->need_id);
        encode_choice(one, "state", COALITION_STATES, m->state);
        json_add_text(one, "date", m->date);
        if (whole) {
            json_add_text(one, "contact", m->contact);
            json_add_text(one, "note", m->note);
            json_add_instant(one, "toldAt", m->told_at);
        }
        cJSON_AddItemToArray(array, one);
    }
}

static enum err reply(struct request *rq, unsigned status)
{
    struct dossier d;
    struct coalition c;
    struct coalition_need_list needs = { 0 };
    struct coalition_member_list members = { 0 };
    struct lines missing = { 0 };
    bool whole = support_prepares(rq);
    TRY(dossier_get(rq->snap, rq->arena, visibility_of(&rq->actor), rq->id, &d));
    TRY(coalition_get(rq->snap, rq->arena, d.id, &c));
    TRY(coalition_needs(rq->snap, rq->arena, d.id, &needs));
    TRY(coalition_members(rq->snap, rq->arena, &rq->actor, d.id, &members));
    TRY(coalition_missing(
        rq->snap, rq->arena, d.id, council_today(rq->arena, &rq->council), &missing));
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "dossierId", d.id);
    json_add_text(o, "call", c.call);
    json_add_text(o, "closesOn", c.closes_on);
    add_needs(o, &needs, whole);
    add_members(o, &members, whole);
    encode_lines(o, "missing", &missing);
    encode_number(o, "version", d.version);
    return reply_json(rq, status, o, d.version,
        status == 201 ? support_path(rq, "dossiers", d.id, "/coalition") : NULL);
}

enum err api_coalition(struct request *rq)
{
    return reply(rq, 200);
}

enum err api_coalition_put(struct request *rq)
{
    struct coalition in = { "", "" };
    int64_t version;
    TRY(dossiers_if_match(rq, &version));
    TRY(support_decode(rq, COALITION_FIELDS, FIELDS_WHOLE, &in));
    TRY(coalition_set(rq->tx, &rq->actor, rq->id, version, &in));
    return reply(rq, 200);
}

enum err api_coalition_need_add(struct request *rq)
{
    struct coalition_need in = { .words = "" };
    TRY(support_decode(rq, COALITION_NEED_FIELDS, FIELDS_WHOLE, &in));
    TRY(coalition_need_add(rq->tx, &rq->actor, rq->id, 0, &in));
    return reply(rq, 201);
}

enum err api_coalition_member_add(struct request *rq)
{
    struct coalition_member in = { .date = "", .contact = "", .note = "" };
    TRY(support_decode(rq, COALITION_MEMBER_FIELDS, FIELDS_WHOLE, &in));
    TRY(coalition_member_add(rq->tx, &rq->actor, rq->id, 0, &in));
    return reply(rq, 201);
}

enum err api_coalition_member_put(struct request *rq)
{
    struct coalition_member in = { .date = "", .contact = "", .note = "" };
    int64_t version, id;
    TRY(dossiers_if_match(rq, &version));
    TRY(support_path_id(rq, "part", &id));
    TRY(support_decode(rq, COALITION_MEMBER_FIELDS, FIELDS_WHOLE, &in));
    TRY(coalition_member_update(rq->tx, &rq->actor, rq->id, version, id, &in));
    return reply(rq, 200);
}

static enum err remove_part(struct request *rq, const char *part)
{
    int64_t version, id;
    TRY(dossiers_if_match(rq, &version));
    TRY(support_path_id(rq, "part", &id));
    TRY(coalition_remove(rq->tx, &rq->actor, rq->id, version, part, id, false));
    return reply(rq, 200);
}

enum err api_coalition_need_delete(struct request *rq)
{
    return remove_part(rq, "need");
}

enum err api_coalition_member_delete(struct request *rq)
{
    return remove_part(rq, "member");
}

/* -- asking, and the answer -- */

enum err api_coalition_ask(struct request *rq)
{
    struct sending_options options = support_sending_options(rq);
    int64_t id;
    TRY(support_may(rq, SEND, 0));
    TRY(support_path_id(rq, "part", &id));
    TRY(coalition_ask_send(rq->tx, rq->arena, &rq->actor, &options, rq->id, id, 0));
    return reply(rq, 200);
}

enum err api_coalition_ask_take_back(struct request *rq)
{
    int64_t id;
    TRY(support_may(rq, SEND, 0));
    TRY(support_path_id(rq, "part", &id));
    TRY(coalition_ask_take_back(rq->tx, rq->arena, &rq->actor, rq->id, id));
    return reply(rq, 200);
}

/* A partner that was asked need not see the dossier: it gets its own answer back. */
enum err api_coalition_answer(struct request *rq)
{
    struct coalition_answer in = { COALITION_ASKED };
    int64_t id;
    TRY(support_may(rq, FOLLOW_UP, rq->actor.partner_id));
    TRY(support_path_id(rq, "part", &id));
    TRY(support_decode(rq, COALITION_ANSWER_FIELDS, FIELDS_WHOLE, &in));
    TRY(coalition_answer(rq->tx, rq->arena, &rq->actor, rq->id, id, &in));
    cJSON *o = cJSON_CreateObject();
    encode_choice(o, "state", COALITION_STATES, in.state);
    return reply_json(rq, 200, o, 0, NULL);
}
