/* Expansion rounds: criteria with weights, applications, scores, the ranking, and the advice. */
#include "agenda/expansion_tell.h"
#include "web/api/api.h"
#include "web/api/encode_part.h"
#include "web/api/support.h"

/* -- what is told -- */

static void add_criteria(cJSON *o, const struct expansion_criteria *c)
{
    cJSON *one = cJSON_AddObjectToObject(o, "criteria");
    encode_number(one, "number", c->number);
    cJSON_AddBoolToObject(one, "current", c->current);
    json_add_text(one, "reason", c->reason);
    json_add_text(one, "madeOn", c->made_on);
    json_add_text(one, "decision", c->decision_number);
    encode_number(one, "weights", c->weights);
    cJSON *items = cJSON_AddArrayToObject(one, "items");
    for (size_t i = 0; i < c->count; i++) {
        cJSON *criterion = cJSON_CreateObject();
        json_add_id(criterion, "id", c->at[i].id);
        json_add_text(criterion, "name", c->at[i].name);
        json_add_text(criterion, "explanation", c->at[i].explanation);
        encode_number(criterion, "weight", c->at[i].weight);
        encode_number(criterion, "most", c->at[i].most);
        cJSON_AddItemToArray(items, criterion);
    }
}

static void add_scores(
    cJSON *o, const struct expansion_criteria *c, const struct expansion_application *x)
{
    cJSON *scores = cJSON_AddArrayToObject(o, "scores");
    for (size_t i = 0; i < c->count; i++) {
        if (x->scores[i].score < 0)
            continue;
        cJSON *one = cJSON_CreateObject();
        json_add_id(one, "criterionId", x->scores[i].criterion_id);
        encode_number(one, "score", x->scores[i].score);
        json_add_text(one, "reason", x->scores[i].reason);
        json_add_text(one, "scorer", x->scores[i].scorer);
        cJSON_AddItemToArray(scores, one);
    }
    cJSON *conflicts = cJSON_AddArrayToObject(o, "conflicts");
    for (size_t i = 0; i < x->conflict_count; i++) {
        const struct expansion_conflict *k = &x->conflicts[i];
        cJSON *one = cJSON_CreateObject();
        json_add_id(one, "id", k->id);
        json_add_text(one, "person", k->person);
        json_add_text(one, "reason", k->reason);
        cJSON_AddBoolToObject(one, "leftRoom", k->left_room);
        encode_number(one, "setAside", k->set_aside);
        cJSON_AddItemToArray(conflicts, one);
    }
    encode_number(o, "missing", x->missing);
    if (x->of == 0)
        return;
    cJSON *total = cJSON_AddObjectToObject(o, "total");
    encode_number(total, "numerator", x->points);
    encode_number(total, "denominator", x->of);
    if (x->rank == 0)
        return;
    encode_number(o, "rank", x->rank);
    cJSON_AddBoolToObject(o, "tied", x->tied);
}

static cJSON *encode_application(
    const struct expansion_criteria *c, const struct expansion_application *x)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", x->id);
    encode_id(o, "partnerId", x->partner_id);
    json_add_text(o, "organiser", x->name);
    json_add_text(o, "location", x->location);
    encode_choice(o, "care", CARE_KINDS, x->care);
    encode_number(o, "places", x->places);
    json_add_text(o, "area", x->area);
    json_add_text(o, "receivedOn", x->received_on);
    cJSON_AddBoolToObject(o, "late", x->late);
    if (x->shown)
        add_scores(o, c, x);
    return o;
}

static cJSON *encode_round(const struct expansion *e)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", e->id);
    json_add_text(o, "title", e->title);
    encode_choice(o, "state", EXPANSION_STATES, e->state);
    encode_id(o, "dossierId", str_empty(e->dossier_title) ? 0 : e->dossier_id);
    json_add_text(o, "closesOn", e->closes_on);
    encode_number(o, "places", e->places);
    encode_choice(o, "access", ACCESSES, e->access);
    json_add_text(o, "startedOn", e->started_on);
    json_add_text(o, "closedOn", e->closed_on);
    json_add_text(o, "advice", e->advice_number);
    encode_number(o, "version", e->version);
    return o;
}

/* `?criteria=1` tells of an earlier version, with its scores. */
static enum err reply(struct request *rq, unsigned status, int64_t id, int64_t number)
{
    struct expansion e = { 0 };
    struct expansion_criteria c = { 0 };
    struct expansion_application_list list = { 0 };
    TRY(expansion_get(rq->snap, rq->arena, &rq->actor, id, &e));
    TRY(expansion_criteria(rq->snap, rq->arena, &rq->actor, id, number, &c));
    TRY(expansion_applications(rq->snap, rq->arena, &rq->actor, &e, &c, &list));
    cJSON *o = encode_round(&e);
    if (support_prepares(rq))
        json_add_text(o, "reopened", e.reopened);
    add_criteria(o, &c);
    cJSON *applications = cJSON_AddArrayToObject(o, "applications");
    for (size_t i = 0; i < list.count; i++)
        cJSON_AddItemToArray(applications, encode_application(&c, &list.at[i]));
    return reply_json(
        rq, status, o, e.version, status == 201 ? support_path(rq, "expansions", id, "") : NULL);
}

enum err api_expansions(struct request *rq)
{
    static const char *const ALLOWED[] = { "dossier", NULL };
    struct expansion_list list = { 0 };
    struct paging page;
    int64_t dossier = support_query_number(rq, "dossier", 1, INT64_MAX);
    TRY(request_paging(rq, ALLOWED, &page));
    TRY(collection_listed(rq, expansion_list(rq->snap, rq->arena, &rq->actor, dossier, page.after,
                                  page.size + 1, &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_round(&list.at[i]));
    return collection_reply(rq, &c);
}

enum err api_expansion(struct request *rq)
{
    int64_t number = support_query_number(rq, "criteria", 1, INT64_MAX);
    TRY(fault_check(&rq->fault));
    return reply(rq, 200, rq->id, number);
}

/* -- the round -- */

enum err api_expansion_create(struct request *rq)
{
    struct expansion in = { .title = "", .closes_on = "", .access = ACCESS_MEMBERS };
    int64_t id;
    TRY(support_decode(rq, EXPANSION_FIELDS, FIELDS_WHOLE, &in));
    TRY(expansion_create(rq->tx, rq->arena, &rq->actor, &in, &id));
    return reply(rq, 201, id, 0);
}

/* The version that is to be changed: that of If-Match, 0 for "*". */
static enum err if_match(struct request *rq, struct expansion *ret, int64_t *ret_version)
{
    TRY(expansion_get(rq->snap, rq->arena, &rq->actor, rq->id, ret));
    return request_if_match(rq, ret_version);
}

enum err api_expansion_update(struct request *rq)
{
    struct expansion in = { 0 };
    int64_t version;
    TRY(if_match(rq, &in, &version));
    TRY(support_decode(rq, EXPANSION_FIELDS, FIELDS_PARTIAL, &in));
    TRY(expansion_update(rq->tx, rq->arena, &rq->actor, rq->id, version, &in));
    return reply(rq, 200, rq->id, 0);
}

enum err api_expansion_state(struct request *rq)
{
    struct expansion_step in = { .reason = "" };
    struct expansion e = { 0 };
    int64_t version;
    TRY(if_match(rq, &e, &version));
    TRY(support_decode(rq, EXPANSION_STEP_FIELDS, FIELDS_WHOLE, &in));
    TRY(expansion_move(rq->tx, rq->arena, &rq->actor, rq->id, version, &in));
    return reply(rq, 200, rq->id, 0);
}

enum err api_expansion_advise(struct request *rq)
{
    struct expansion_placing in = { 0 };
    struct expansion e = { 0 };
    const char *number;
    TRY(expansion_get(rq->snap, rq->arena, &rq->actor, rq->id, &e));
    TRY(support_decode(rq, EXPANSION_PLACING_FIELDS, FIELDS_WHOLE, &in));
    TRY(expansion_advise(rq->tx, rq->arena, &rq->actor, rq->id, 0, in.meeting_id, &number));
    return reply(rq, 201, rq->id, 0);
}

/* -- telling: :news = call | advice -- */

static enum err news_of(struct request *rq, enum expansion_news *ret)
{
    static const char *const NEWS[] = {
        [EXPANSION_CALL] = "call",
        [EXPANSION_ADVICE] = "advice",
    };
    TRY(support_may(rq, SEND, 0));
    for (size_t i = 0; i < ARRAY_LEN(NEWS); i++)
        if (str_equal(request_param(rq, "news"), NEWS[i])) {
            *ret = (enum expansion_news)i;
            return ERR_OK;
        }
    return ERR_NOT_FOUND;
}

enum err api_expansion_tell(struct request *rq)
{
    struct sending_options options = support_sending_options(rq);
    enum expansion_news news;
    TRY(news_of(rq, &news));
    TRY(expansion_tell(rq->tx, rq->arena, &rq->actor, &options, rq->id, 0, news));
    return reply(rq, 200, rq->id, 0);
}

enum err api_expansion_tell_take_back(struct request *rq)
{
    enum expansion_news news;
    TRY(news_of(rq, &news));
    TRY(expansion_tell_take_back(rq->tx, rq->arena, &rq->actor, rq->id, news));
    return reply(rq, 200, rq->id, 0);
}

/* -- criteria -- */

static const struct expansion_criterion NEW_CRITERION = {
    .name = "", .explanation = "", .most = 10
};

enum err api_expansion_criterion_add(struct request *rq)
{
    struct expansion_criterion in = NEW_CRITERION;
    TRY(support_decode(rq, EXPANSION_CRITERION_FIELDS, FIELDS_WHOLE, &in));
    TRY(expansion_criterion_add(rq->tx, rq->arena, &rq->actor, rq->id, 0, &in));
    return reply(rq, 201, rq->id, 0);
}

enum err api_expansion_criterion_put(struct request *rq)
{
    struct expansion_criterion in = NEW_CRITERION;
    struct expansion e = { 0 };
    int64_t version, id;
    TRY(if_match(rq, &e, &version));
    TRY(support_path_id(rq, "part", &id));
    TRY(support_decode(rq, EXPANSION_CRITERION_FIELDS, FIELDS_WHOLE, &in));
    TRY(expansion_criterion_update(rq->tx, rq->arena, &rq->actor, rq->id, version, id, &in));
    return reply(rq, 200, rq->id, 0);
}

enum err api_expansion_criterion_delete(struct request *rq)
{
    struct expansion e = { 0 };
    int64_t version, id;
    TRY(if_match(rq, &e, &version));
    TRY(support_path_id(rq, "part", &id));
    TRY(expansion_criterion_remove(rq->tx, rq->arena, &rq->actor, rq->id, version, id));
    return reply(rq, 200, rq->id, 0);
}

enum err api_expansion_renew(struct request *rq)
{
    struct expansion_renewal in = { "" };
    TRY(support_decode(rq, EXPANSION_RENEWAL_FIELDS, FIELDS_WHOLE, &in));
    TRY(expansion_criteria_renew(rq->tx, rq->arena, &rq->actor, rq->id, 0, &in));
    return reply(rq, 201, rq->id, 0);
}

/* -- applications, scores, interests -- */

static const struct expansion_application NEW_APPLICATION = {
    .organiser = "", .location = "", .area = "", .received_on = ""
};

enum err api_expansion_apply(struct request *rq)
{
    struct expansion_application in = NEW_APPLICATION;
    int64_t id;
    TRY(support_decode(rq, EXPANSION_APPLICATION_FIELDS, FIELDS_WHOLE, &in));
    TRY(expansion_apply(rq->tx, rq->arena, &rq->actor, rq->id, 0, &in, &id));
    return reply(rq, 201, rq->id, 0);
}

enum err api_expansion_application_put(struct request *rq)
{
    struct expansion_application in = NEW_APPLICATION;
    struct expansion e = { 0 };
    int64_t version, id;
    TRY(if_match(rq, &e, &version));
    TRY(support_path_id(rq, "part", &id));
    TRY(support_decode(rq, EXPANSION_APPLICATION_FIELDS, FIELDS_WHOLE, &in));
    TRY(expansion_application_update(rq->tx, rq->arena, &rq->actor, rq->id, version, id, &in));
    return reply(rq, 200, rq->id, 0);
}

enum err api_expansion_application_delete(struct request *rq)
{
    struct expansion e = { 0 };
    int64_t version, id;
    TRY(if_match(rq, &e, &version));
    TRY(support_path_id(rq, "part", &id));
    TRY(expansion_application_remove(rq->tx, rq->arena, &rq->actor, rq->id, version, id, false));
    return reply(rq, 200, rq->id, 0);
}

enum err api_expansion_score_put(struct request *rq)
{
    struct expansion_score_input in = { .score = -1, .reason = "" };
    struct expansion e = { 0 };
    int64_t version, id, criterion;
    TRY(if_match(rq, &e, &version));
    TRY(support_path_id(rq, "part", &id));
    TRY(support_path_id(rq, "criterion", &criterion));
    TRY(support_decode(rq, EXPANSION_SCORE_FIELDS, FIELDS_WHOLE, &in));
    TRY(expansion_score_put(rq->tx, rq->arena, &rq->actor, rq->id, version, id, criterion, &in));
    return reply(rq, 200, rq->id, 0);
}

enum err api_expansion_conflict_add(struct request *rq)
{
    struct expansion_conflict in = { .reason = "" };
    int64_t id;
    TRY(support_path_id(rq, "part", &id));
    TRY(support_decode(rq, EXPANSION_CONFLICT_FIELDS, FIELDS_WHOLE, &in));
    TRY(expansion_conflict_add(rq->tx, rq->arena, &rq->actor, rq->id, 0, id, &in));
    return reply(rq, 201, rq->id, 0);
}

enum err api_expansion_conflict_delete(struct request *rq)
{
    struct expansion e = { 0 };
    int64_t version, id, conflict;
    TRY(if_match(rq, &e, &version));
    TRY(support_path_id(rq, "part", &id));
    TRY(support_path_id(rq, "conflict", &conflict));
    TRY(expansion_conflict_remove(rq->tx, rq->arena, &rq->actor, rq->id, version, id, conflict));
    return reply(rq, 200, rq->id, 0);
}
