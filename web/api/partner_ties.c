/* How partners are tied: groups, municipalities, successor, and two that are one. */
#include "lok/partner_ties.h"
#include "agenda/partner_index.h"
#include "lok/base/clock.h"
#include "lok/partner_area.h"
#include "lok/partner_merge.h"
#include "web/api/api.h"
#include "web/api/encode_part.h"
#include "web/api/support.h"

static void add_memberships(cJSON *o, const char *name, const struct membership_list *list)
{
    cJSON *array = cJSON_AddArrayToObject(o, name);
    for (size_t i = 0; i < list->count; i++) {
        const struct membership *m = &list->at[i];
        cJSON *one = cJSON_CreateObject();
        json_add_id(one, "id", m->id);
        json_add_id(one, "groupId", m->group_id);
        json_add_text(one, "group", m->group_name);
        json_add_id(one, "memberId", m->member_id);
        json_add_text(one, "member", m->member_name);
        json_add_text(one, "fromDate", m->from_date);
        json_add_text(one, "untilDate", m->until_date);
        cJSON_AddItemToArray(array, one);
    }
}

static enum err reply_ties(struct request *rq, unsigned status)
{
    struct partner p;
    struct partner_area_list areas = { 0 };
    struct membership_list groups = { 0 }, members = { 0 };

    TRY(partner_get(rq->snap, rq->arena, rq->id, &p));
    TRY(partner_areas(rq->snap, rq->arena, rq->id, &areas));
    TRY(partner_groups(rq->snap, rq->arena, rq->id, &groups));
    TRY(partner_members(rq->snap, rq->arena, rq->id, &members));
    cJSON *o = cJSON_CreateObject();
    cJSON *array = cJSON_AddArrayToObject(o, "areas");
    for (size_t i = 0; i < areas.count; i++) {
        cJSON *one = cJSON_CreateObject();
        json_add_id(one, "id", areas.at[i].id);
        json_add_text(one, "nis", areas.at[i].nis);
        json_add_text(one, "municipality", areas.at[i].municipality);
        json_add_text(one, "fromDate", areas.at[i].from_date);
        json_add_text(one, "untilDate", areas.at[i].until_date);
        cJSON_AddItemToArray(array, one);
    }
    add_memberships(o, "memberOf", &groups);
    add_memberships(o, "members", &members);
    encode_id(o, "successorId", p.successor_id);
    json_add_text(o, "successorFrom", p.successor_from);
    encode_id(o, "mergedIntoId", p.merged_into_id);
    return reply_json(rq, status, o, p.version,
        status == 201 ? support_path(rq, "partners", rq->id, "/ties") : NULL);
}

enum err api_partner_ties(struct request *rq)
{
    TRY(support_may(rq, SEE_PARTNERS, rq->id));
    return reply_ties(rq, 200);
}

enum err api_partner_area_create(struct request *rq)
{
    struct partner_area_input in = { "", "", "" };
    struct partner p;
    int64_t id;
    TRY(support_decode(rq, PARTNER_AREA_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(partner_get(rq->snap, rq->arena, rq->id, &p));
    TRY(partner_area_add(rq->tx, &rq->actor, rq->id, &in, &id));
    return reply_ties(rq, 201);
}

enum err api_partner_area_delete(struct request *rq)
{
    int64_t id;
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(support_path_id(rq, "area", &id));
    TRY(partner_area_remove(rq->tx, &rq->actor, rq->id, id));
    return reply_no_content(rq);
}

enum err api_partner_group_create(struct request *rq)
{
    struct membership_input in = { 0, "", "" };
    int64_t id;
    TRY(support_decode(rq, MEMBERSHIP_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(partner_join(rq->tx, &rq->actor, rq->id, &in, &id));
    return reply_ties(rq, 201);
}

enum err api_partner_group_delete(struct request *rq)
{
    int64_t id;
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(support_path_id(rq, "membership", &id));
    TRY(partner_leave(rq->tx, &rq->actor, rq->id, id));
    return reply_no_content(rq);
}

static enum err read_partner(struct request *rq, struct partner *ret)
{
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(partner_get(rq->snap, rq->arena, rq->id, ret));
    return support_if_match(rq, ret->version);
}

enum err api_partner_successor_put(struct request *rq)
{
    struct succession_input in = { 0, "" };
    struct partner p;
    TRY(read_partner(rq, &p));
    TRY(support_decode(rq, SUCCESSION_FIELDS, FIELDS_WHOLE, &in));
    TRY(partner_succeed(rq->tx, &rq->actor, rq->id, p.version, &in));
    return reply_ties(rq, 200);
}

enum err api_partner_successor_delete(struct request *rq)
{
    struct partner p;
    TRY(read_partner(rq, &p));
    TRY(partner_unsucceed(rq->tx, &rq->actor, rq->id, p.version));
    return reply_no_content(rq);
}

enum err api_partner_merge_put(struct request *rq)
{
    struct merge_input in = { 0 };
    struct partner p;
    TRY(read_partner(rq, &p));
    TRY(support_decode(rq, MERGE_FIELDS, FIELDS_WHOLE, &in));
    TRY(partner_merge(rq->tx, &rq->actor, rq->id, p.version, in.into_id));
    TRY(partner_index(rq->tx, rq->arena, in.into_id));
    return reply_ties(rq, 200);
}

enum err api_partner_merge_delete(struct request *rq)
{
    struct partner p;
    TRY(read_partner(rq, &p));
    TRY(partner_merge_undo(rq->tx, &rq->actor, rq->id, clock_now()));
    TRY(partner_index(rq->tx, rq->arena, rq->id));
    return reply_no_content(rq);
}
