/* Who was at a meeting, and at each of its items. */
#include "agenda/attendance.h"
#include "web/api/api.h"
#include "web/api/encode_part.h"
#include "web/api/support.h"

static void encode_who(cJSON *o, const struct attendance *one)
{
    encode_id(o, "entryId", one->id);
    encode_id(o, "personId", one->person_id);
    json_add_text(o, "name", one->name);
    json_add_text(o, "function", one->function);
    json_add_text(o, "partner", one->partner_name);
    cJSON_AddBoolToObject(o, "votingRight", one->voting_right);
    encode_choice(o, "status", ATTENDANCE_STATUSES, one->status);
}

static cJSON *encode_attendance(const struct attendance *one)
{
    cJSON *o = cJSON_CreateObject();
    encode_who(o, one);
    cJSON_AddBoolToObject(o, "noted", one->id != 0);
    cJSON_AddBoolToObject(o, "member", one->member);
    encode_id(o, "forPersonId", one->for_person_id);
    encode_id(o, "fromItemId", one->from_item_id);
    encode_id(o, "untilItemId", one->until_item_id);
    json_add_text(o, "remark", one->remark);
    return o;
}

static cJSON *encode_counts(const struct attendance_counts *n)
{
    cJSON *o = cJSON_CreateObject();
    encode_number(o, "present", n->present);
    encode_number(o, "online", n->online);
    encode_number(o, "substitute", n->substitute);
    encode_number(o, "excused", n->excused);
    encode_number(o, "absent", n->absent);
    encode_number(o, "guests", n->guests);
    encode_number(o, "unknown", n->unknown);
    return o;
}

static enum err reply_all(struct request *rq)
{
    struct attendance_list list = { 0 };
    struct attendance_rules rules = { 0 };
    struct lines warnings = { 0 };
    TRY(attendance_list(rq->snap, rq->arena, rq->id, &list));
    TRY(attendance_rules(rq->snap, rq->arena, rq->id, &rules));
    attendance_warnings(rq->arena, &rules, &warnings);
    struct attendance_counts n = attendance_count(&list);
    cJSON *o = cJSON_CreateObject();
    cJSON *items = cJSON_AddArrayToObject(o, "items");
    for (size_t i = 0; i < list.count; i++)
        cJSON_AddItemToArray(items, encode_attendance(&list.at[i]));
    cJSON_AddItemToObject(o, "counts", encode_counts(&n));
    encode_lines(o, "warnings", &warnings);
    return reply_json(rq, 200, o, list.version, NULL);
}

enum err api_attendance(struct request *rq)
{
    TRY(support_may(rq, PREPARE_MEETING, 0));
    return reply_all(rq);
}

static enum err at_version(struct request *rq, int64_t meeting_id, int64_t *ret)
{
    int64_t now;
    TRY(attendance_version(rq->snap, meeting_id, &now));
    TRY(support_if_match(rq, now));
    *ret = now;
    return ERR_OK;
}

enum err api_attendance_put(struct request *rq)
{
    struct attendance_input in = { .remark = "" };
    int64_t person, version;
    TRY(support_path_id(rq, "person", &person));
    TRY(support_decode(rq, ATTENDANCE_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, RECORD, 0));
    TRY(at_version(rq, rq->id, &version));
    TRY(attendance_put(rq->tx, rq->arena, &rq->actor, rq->id, person, version, &in));
    return reply_all(rq);
}

enum err api_guest_create(struct request *rq)
{
    struct guest_input in = { .guest = "", .remark = "" };
    int64_t entry = 0;
    TRY(support_decode(rq, GUEST_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, RECORD, 0));
    TRY(attendance_put_guest(rq->tx, rq->arena, &rq->actor, rq->id, 0, 0, &in, &entry));
    return reply_all(rq);
}

enum err api_guest_delete(struct request *rq)
{
    int64_t entry, version;
    TRY(support_path_id(rq, "guest", &entry));
    TRY(support_may(rq, RECORD, 0));
    TRY(at_version(rq, rq->id, &version));
    TRY(attendance_remove(rq->tx, &rq->actor, rq->id, entry, version));
    return reply_no_content(rq);
}

/* -- at one item -- */

static cJSON *encode_presence(const struct presence *p)
{
    cJSON *o = cJSON_CreateObject();
    encode_who(o, &p->who);
    cJSON_AddBoolToObject(o, "there", p->there);
    cJSON_AddBoolToObject(o, "away", p->away);
    cJSON_AddBoolToObject(o, "conflict", p->conflict);
    json_add_text(o, "reason", p->reason);
    encode_choice(o, "vote", VOTES, p->vote);
    cJSON_AddBoolToObject(o, "mayVote", p->may_vote);
    return o;
}

static enum err reply_item(struct request *rq)
{
    struct presence_list list = { 0 };
    TRY(attendance_at_item(rq->snap, rq->arena, rq->id, &list));
    cJSON *o = cJSON_CreateObject();
    cJSON *items = cJSON_AddArrayToObject(o, "items");
    for (size_t i = 0; i < list.count; i++)
        cJSON_AddItemToArray(items, encode_presence(&list.at[i]));
    encode_number(o, "there", list.there);
    encode_number(o, "voters", list.voters);
    return reply_json(rq, 200, o, list.version, NULL);
}

enum err api_item_attendance(struct request *rq)
{
    TRY(support_may(rq, PREPARE_MEETING, 0));
    return reply_item(rq);
}

enum err api_item_attendance_put(struct request *rq)
{
    struct presence_input in = { .reason = "" };
    struct item item = { 0 };
    int64_t entry, version;
    TRY(support_path_id(rq, "entry", &entry));
    TRY(support_decode(rq, PRESENCE_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, RECORD, 0));
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    TRY(at_version(rq, item.meeting_id, &version));
    TRY(attendance_put_item(rq->tx, rq->arena, &rq->actor, rq->id, entry, version, &in));
    return reply_item(rq);
}
