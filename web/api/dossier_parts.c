/* What stands under a dossier: funders, actors, figures; and its history over meetings. */
#include "agenda/dossier.h"
#include "lok/base/clock.h"
#include "web/api/api.h"
#include "web/api/dossiers.h"
#include "web/api/encode_part.h"
#include "web/api/support.h"

enum err dossiers_if_match(struct request *rq, int64_t *ret_version)
{
    struct dossier d;
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(dossier_get(rq->snap, rq->arena, visibility_of(&rq->actor), rq->id, &d));
    TRY(support_if_match(rq, d.version));
    *ret_version = d.version;
    return ERR_OK;
}

enum err api_dossier_funder_add(struct request *rq)
{
    struct funder in = { 0 };
    TRY(support_decode(rq, FUNDER_FIELDS, FIELDS_WHOLE, &in));
    TRY(dossier_add_funder(rq->tx, &rq->actor, rq->id, &in));
    return dossiers_reply(rq, 201, rq->id);
}

enum err api_dossier_actor_add(struct request *rq)
{
    struct dossier_actor in = { 0 };
    TRY(support_decode(rq, DOSSIER_ACTOR_FIELDS, FIELDS_WHOLE, &in));
    TRY(dossier_add_actor(rq->tx, &rq->actor, rq->id, &in));
    return dossiers_reply(rq, 201, rq->id);
}

enum err api_dossier_figure_add(struct request *rq)
{
    struct figure in = { 0 };
    TRY(support_decode(rq, FIGURE_FIELDS, FIELDS_WHOLE, &in));
    TRY(dossier_add_figure(rq->tx, &rq->actor, rq->id, &in));
    return dossiers_reply(rq, 201, rq->id);
}

static enum err remove_part(struct request *rq, const char *part)
{
    int64_t version, id;
    TRY(dossiers_if_match(rq, &version));
    TRY(support_path_id(rq, "part", &id));
    TRY(dossier_remove_part(rq->tx, &rq->actor, rq->id, part, id));
    return dossiers_reply(rq, 200, rq->id);
}

enum err api_dossier_funder_delete(struct request *rq)
{
    return remove_part(rq, "funder");
}

enum err api_dossier_actor_delete(struct request *rq)
{
    return remove_part(rq, "actor");
}

enum err api_dossier_figure_delete(struct request *rq)
{
    return remove_part(rq, "figure");
}

/* Oldest first; what is to come stands last. */
enum err api_dossier_timeline(struct request *rq)
{
    struct moment_list list = { 0 };
    TRY(dossier_timeline(rq->snap, rq->arena, visibility_of(&rq->actor), rq->id, clock_now(),
        council_today(rq->arena, &rq->council), &list));
    cJSON *o = cJSON_CreateObject();
    cJSON *items = cJSON_AddArrayToObject(o, "items");
    for (size_t i = 0; i < list.count; i++) {
        const struct moment *m = &list.at[i];
        cJSON *one = cJSON_CreateObject();
        json_add_text(one, "date", m->date);
        json_add_text(one, "what", m->what);
        json_add_text(one, "kind", m->kind);
        encode_id(one, "meetingId", m->meeting_id);
        encode_id(one, "actionId", m->action_id);
        json_add_text(one, "decisionNumber", m->decision_number);
        json_add_text(one, "adviceNumber", m->advice_number);
        cJSON_AddBoolToObject(one, "coming", m->is_coming);
        cJSON_AddItemToArray(items, one);
    }
    return reply_json(rq, 200, o, 0, NULL);
}
