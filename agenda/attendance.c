#include "agenda/attendance.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/base/utf8.h"
#include "lok/person.h"
#include <string.h>

const struct choice ATTENDANCE_STATUSES[] = {
    { "", "nog niet genoteerd" },
    { "present", "aanwezig" },
    { "online", "online" },
    { "excused", "verontschuldigd" },
    { "absent", "afwezig" },
    { "substitute", "als vervanger" },
    { NULL, NULL },
};

const struct field ATTENDANCE_FIELDS[] = {
    FIELD_CHOICE(struct attendance_input, status, .of = ATTENDANCE_STATUSES, .label = "Was er"),
    FIELD_ID(struct attendance_input, for_person_id, .label = "Vervangt"),
    FIELD_ID(struct attendance_input, from_item_id, .label = "Kwam binnen bij"),
    FIELD_ID(struct attendance_input, until_item_id, .label = "Vertrok na"),
    FIELD_TEXT(struct attendance_input, remark, .max = 500, .label = "Opmerking"),
    FIELD_END,
};

const struct field GUEST_FIELDS[] = {
    FIELD_TEXT(struct guest_input, guest, .required = true, .label = "Wie is de gast?",
        .hint = "Een functie en een organisatie, zoals “mentor-coach, Crèchendo”."),
    FIELD_CHOICE(
        struct guest_input, status, .required = true, .of = ATTENDANCE_STATUSES, .label = "Was er"),
    FIELD_ID(struct guest_input, for_person_id, .label = "Vervangt"),
    FIELD_ID(struct guest_input, from_item_id, .label = "Kwam binnen bij"),
    FIELD_ID(struct guest_input, until_item_id, .label = "Vertrok na"),
    FIELD_TEXT(struct guest_input, remark, .max = 500, .label = "Opmerking"),
    FIELD_END,
};

static const struct sql VERSION = SQL("SELECT attendance_version FROM meeting WHERE id = :meeting");

enum err attendance_version(struct snap *s, int64_t meeting_id, int64_t *ret)
{
    return sql_one(
        s, &VERSION, IN(in_i64("meeting", meeting_id)), OUT(out_i64("attendance_version", ret)));
}

static const struct sql NOTED =
    SQL("SELECT t.id, t.person_id, t.guest, t.status, t.for_person_id, t.from_item_id,"
        "       t.until_item_id, t.remark, COALESCE(p.name, t.guest) AS name, p.function,"
        "       v.name AS for_name, v.function AS for_function"
        "  FROM attendance t"
        "  LEFT JOIN person p ON p.id = t.person_id"
        "  LEFT JOIN person v ON v.id = t.for_person_id"
        " WHERE t.meeting_id = :meeting"
        " ORDER BY t.id");

static enum err noted(
    struct snap *s, struct arena *a, int64_t meeting_id, struct attendance_list *ret)
{
    struct attendance row = { .partner_name = "", .said = "", .no_vote = "" };

    return sql_list(s, a, &NOTED, IN(in_i64("meeting", meeting_id)),
        OUT(out_i64("id", &row.id), out_i64("person_id", &row.person_id),
            out_text("guest", a, &row.guest), out_enum("status", ATTENDANCE_STATUSES, &row.status),
            out_i64("for_person_id", &row.for_person_id),
            out_i64("from_item_id", &row.from_item_id),
            out_i64("until_item_id", &row.until_item_id), out_text("remark", a, &row.remark),
            out_text("name", a, &row.name), out_text("function", a, &row.function),
            out_text("for_name", a, &row.for_name), out_text("for_function", a, &row.for_function)),
        &row, sizeof row, &ret->at, &ret->count);
}

struct attendance *attendance_find(const struct attendance_list *list, int64_t person_id)
{
    for (size_t i = 0; person_id != 0 && i < list->count; i++)
        if (list->at[i].person_id == person_id)
            return &list->at[i];
    return NULL;
}

/* What a reply lets expect; of who did not answer nothing. */
static unsigned expected(const struct reply *r)
{
    if (!r->answered)
        return ATTENDANCE_UNKNOWN;
    return r->answer == REPLY_COMING ? ATTENDANCE_PRESENT : ATTENDANCE_EXCUSED;
}

static struct attendance blank(int64_t person_id, const char *name, const char *function)
{
    return (struct attendance){
        .person_id = person_id,
        .guest = "",
        .remark = "",
        .name = name,
        .function = function,
        .partner_name = "",
        .for_name = "",
        .for_function = "",
        .said = "",
        .no_vote = "",
    };
}

static void add_reply(struct attendance_list *list, const struct reply *r, bool closed)
{
    struct attendance *known = attendance_find(list, r->person_id);

    if (known == NULL && closed)
        return;
    if (known == NULL) {
        known = &list->at[list->count++];
        *known = blank(r->person_id, r->name, r->function);
    }
    known->partner_name = r->partner_name;
    known->said = r->answered ? choice_dutch(REPLY_ANSWERS, r->answer) : "";
    if (known->id == 0) {
        known->status = expected(r);
        known->remark = r->remark;
    }
}

static void add_member(struct attendance_list *list, const struct member *m)
{
    struct attendance *known = attendance_find(list, m->person_id);

    if (known == NULL) {
        known = &list->at[list->count++];
        *known = blank(m->person_id, m->person_name, m->person_function);
    }
    known->member = true;
    known->voting_right |= seats_may_vote(m);
    if (known->seat_id == 0 && seats_is_seat(m))
        known->seat_id = m->id;
    known->no_vote = seats_no_vote(m);
    if (str_empty(known->partner_name))
        known->partner_name = m->partner_name;
}

/* Who sends a substitute, and whose seat has a fixed one: that one is expected in its place. */
static enum err expect_substitute(
    struct snap *s, struct arena *a, const struct member *m, struct attendance_list *list)
{
    const struct attendance *away = attendance_find(list, m->person_id);
    struct person person = { 0 };

    if (m->substitute_id == 0 || away->id != 0 ||
        !str_equal(away->said, choice_dutch(REPLY_ANSWERS, REPLY_REPLACED)))
        return ERR_OK;
    TRY(person_get(s, a, m->substitute_id, &person));
    struct attendance *known = attendance_find(list, person.id);
    if (known == NULL) {
        known = &list->at[list->count++];
        *known = blank(person.id, person.name, person.function);
    }
    if (known->id != 0)
        return ERR_OK;
    known->status = ATTENDANCE_SUBSTITUTE;
    known->for_person_id = m->person_id;
    known->for_name = m->person_name;
    known->for_function = m->person_function;
    return ERR_OK;
}

/* A substitute votes with the right of the seat whose place it takes. */
static void lend_votes(struct attendance_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct attendance *one = &list->at[i];
        const struct attendance *other = attendance_find(list, one->for_person_id);

        if (one->status == ATTENDANCE_SUBSTITUTE && other != NULL)
            one->voting_right = other->voting_right && other->member;
    }
}

/* Persons by name; guests last, as they were noted. */
static bool comes_before(
    struct arena *a, const struct attendance *one, const struct attendance *other)
{
    if (one->person_id == 0 || other->person_id == 0)
        return one->person_id != 0 && other->person_id == 0;
    return strcmp(utf8_fold_string(a, one->name), utf8_fold_string(a, other->name)) < 0;
}

static void sort(struct arena *a, struct attendance_list *list)
{
    for (size_t i = 1; i < list->count; i++) {
        struct attendance moved = list->at[i];
        size_t to = i;

        for (; to > 0 && comes_before(a, &moved, &list->at[to - 1]); to--)
            list->at[to] = list->at[to - 1];
        list->at[to] = moved;
    }
}

/* Everybody: more than any council has seats. */
enum { MOST_MEMBERS = 1000 };

enum err attendance_list(
    struct snap *s, struct arena *a, int64_t meeting_id, struct attendance_list *ret)
{
    const struct actor system = actor_system();
    struct attendance_list known = { 0 }, list = { 0 };
    struct reply_list replies = { 0 };
    struct member_list members = { 0 };
    struct meeting m = { 0 };

    TRY(meeting_get(s, a, meeting_id, &m));
    const char *day = m.starts_at == 0 ? month_last_day(a, m.month) : date_of(a, m.starts_at);
    TRY(noted(s, a, meeting_id, &known));
    TRY(reply_list(s, a, &system, meeting_id, &replies));
    TRY(member_list(s, a, day, 0, MOST_MEMBERS, &members));
    list.at = arena_array(a, known.count + replies.count + 2 * members.count, sizeof *list.at);
    for (size_t i = 0; i < known.count; i++)
        list.at[list.count++] = known.at[i];
    for (size_t i = 0; i < members.count; i++)
        add_member(&list, &members.at[i]);
    for (size_t i = 0; i < replies.count; i++)
        add_reply(&list, &replies.at[i], m.state == MEETING_CLOSED);
    for (size_t i = 0; i < members.count && m.state != MEETING_CLOSED; i++)
        TRY(expect_substitute(s, a, &members.at[i], &list));
    lend_votes(&list);
    sort(a, &list);
    TRY(attendance_version(s, meeting_id, &list.version));
    *ret = list;
    return ERR_OK;
}

bool attendance_was_there(const struct attendance *one)
{
    return one->id != 0 && (one->status == ATTENDANCE_PRESENT || one->status == ATTENDANCE_ONLINE ||
                               one->status == ATTENDANCE_SUBSTITUTE);
}

struct attendance_counts attendance_count(const struct attendance_list *list)
{
    struct attendance_counts n = { 0 };

    for (size_t i = 0; i < list->count; i++) {
        const struct attendance *one = &list->at[i];
        bool is = one->id != 0;

        n.present += is && one->status == ATTENDANCE_PRESENT;
        n.online += is && one->status == ATTENDANCE_ONLINE;
        n.substitute += is && one->status == ATTENDANCE_SUBSTITUTE;
        n.excused += is && one->status == ATTENDANCE_EXCUSED;
        n.absent += is && one->status == ATTENDANCE_ABSENT;
        n.guests += is && one->person_id == 0;
        n.unknown += !is && one->member;
    }
    return n;
}
