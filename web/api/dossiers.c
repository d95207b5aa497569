#include "web/api/dossiers.h"
#include "agenda/dossier.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/support.h"

enum err api_dossiers(struct request *rq)
{
    static const char *const ALLOWED[] = { "q", NULL };
    const char *typed = support_query_words(rq);
    struct paging page;
    struct dossier_list list = { 0 };
    TRY(request_paging(rq, ALLOWED, &page));
    TRY(collection_listed(rq, dossier_find(rq->snap, rq->arena, visibility_of(&rq->actor), typed,
                                  page.after, page.size + 1, &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_dossier(&list.at[i]));
    return collection_reply(rq, &c);
}

enum err dossiers_reply(struct request *rq, unsigned status, int64_t id)
{
    struct dossier d;
    struct funder_list funders = { 0 };
    struct dossier_actor_list actors = { 0 };
    struct figure_list figures = { 0 };
    TRY(dossier_get(rq->snap, rq->arena, visibility_of(&rq->actor), id, &d));
    TRY(dossier_funders(rq->snap, rq->arena, id, &funders));
    TRY(dossier_actors(rq->snap, rq->arena, id, &actors));
    TRY(dossier_figures(rq->snap, rq->arena, id, &figures));
    cJSON *o = encode_dossier(&d);
    cJSON_AddItemToObject(o, "funders", encode_funders(&funders));
    cJSON_AddItemToObject(o, "actors", encode_actors(&actors));
    cJSON_AddItemToObject(o, "figures", encode_figures(&figures));
    return reply_json(
        rq, status, o, d.version, status == 201 ? support_path(rq, "dossiers", id, "") : NULL);
}

enum err api_dossier(struct request *rq)
{
    return dossiers_reply(rq, 200, rq->id);
}

enum err api_dossier_create(struct request *rq)
{
    struct dossier in = { .area_certain = true };
    int64_t id;
    TRY(support_decode(rq, DOSSIER_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(dossier_create(rq->tx, &rq->actor, &in, &id));
    return dossiers_reply(rq, 201, id);
}

enum err api_dossier_update(struct request *rq)
{
    struct dossier d;
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(dossier_get(rq->snap, rq->arena, visibility_of(&rq->actor), rq->id, &d));
    TRY(support_if_match(rq, d.version));
    TRY(support_decode(rq, DOSSIER_FIELDS, FIELDS_PARTIAL, &d));
    TRY(dossier_update(rq->tx, &rq->actor, rq->id, d.version, &d));
    return dossiers_reply(rq, 200, rq->id);
}
