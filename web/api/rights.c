#include "agenda/rights.h"
#include "web/api/api.h"
#include "web/api/input.h"
#include "web/api/support.h"
#include "web/http/rights.h"

const struct field ERASURE_FIELDS[] = {
    FIELD_BOOL(struct erasure_input, texts, .label = "Ook in teksten"),
    FIELD_END,
};

enum err api_person_export(struct request *rq)
{
    cJSON *tree = NULL;

    TRY(support_may(rq, PERSON_RIGHTS, 0));
    TRY(rights_json(rq, rq->id, true, &tree));
    return reply_json(rq, 200, tree, 0, NULL);
}

static enum err current(struct request *rq, struct person *ret)
{
    TRY(request_snap(rq));
    enum err e = person_get(rq->snap, rq->arena, rq->id, ret);
    request_snap_end(rq);
    return e;
}

enum err api_person_erase(struct request *rq)
{
    struct erasure_input in = { 0 };
    struct person p = { 0 };
    int64_t left = 0;

    TRY(support_may(rq, PERSON_RIGHTS, 0));
    TRY(current(rq, &p));
    TRY(support_if_match(rq, p.version));
    TRY(support_decode(rq, ERASURE_FIELDS, FIELDS_WHOLE, &in));
    TRY(rights_act(rq, rq->id, p.version, in.texts, &left));
    cJSON *tree = cJSON_CreateObject();
    (void)cJSON_AddNumberToObject(tree, "textsLeft", (double)left);
    return reply_json(rq, 200, tree, 0, NULL);
}

static cJSON *encode_counts(const struct retention_counts *c)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < RETENTION_KINDS; i++) {
        cJSON *one = cJSON_CreateObject();
        json_add_text(one, "name", c->at[i].name);
        (void)cJSON_AddNumberToObject(one, "months", (double)c->at[i].months);
        json_add_text(one, "olderThan", c->at[i].until);
        (void)cJSON_AddNumberToObject(one, "count", (double)c->at[i].count);
        (void)cJSON_AddItemToArray(list, one);
    }
    return list;
}

static enum err reply_retention(struct request *rq)
{
    struct retention r = { 0 };
    struct retention_counts c = { 0 };

    TRY(retention_get(rq->snap, &r));
    TRY(retention_try(rq->snap, rq->arena, council_now(&rq->council), &c));
    cJSON *tree = cJSON_CreateObject();
    (void)cJSON_AddBoolToObject(tree, "automatic", r.automatic);
    for (const struct field *f = RETENTION_FIELDS; f->name != NULL; f++)
        if (f->type == FIELD_IS_INT)
            (void)cJSON_AddNumberToObject(
                tree, f->name, (double)*(const int64_t *)(const void *)((const char *)&r + f->at));
    json_add_instant(tree, "ranAt", r.ran_at);
    (void)cJSON_AddItemToObject(tree, "wouldGo", encode_counts(&c));
    (void)cJSON_AddNumberToObject(tree, "version", (double)r.version);
    return reply_json(rq, 200, tree, r.version, NULL);
}

enum err api_retention(struct request *rq)
{
    TRY(support_may(rq, EDIT_SETTINGS, 0));
    return reply_retention(rq);
}

enum err api_retention_update(struct request *rq)
{
    struct retention r = { 0 };

    TRY(support_may(rq, EDIT_SETTINGS, 0));
    TRY(retention_get(rq->snap, &r));
    TRY(support_if_match(rq, r.version));
    TRY(support_decode(rq, RETENTION_FIELDS, FIELDS_PARTIAL, &r));
    TRY(retention_set(rq->tx, &rq->actor, r.version, &r));
    return reply_retention(rq);
}

enum err api_retention_run(struct request *rq)
{
    struct retention_counts c = { 0 };

    TRY(support_may(rq, EDIT_SETTINGS, 0));
    TRY(rights_clean(rq, &c));
    cJSON *tree = cJSON_CreateObject();
    (void)cJSON_AddItemToObject(tree, "gone", encode_counts(&c));
    return reply_json(rq, 200, tree, 0, NULL);
}
