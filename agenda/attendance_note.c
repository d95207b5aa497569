/* Noting who is there. */
#include "agenda/attendance.h"
#include "agenda/minutes.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/person.h"

static const struct sql GROW =
    SQL("UPDATE meeting SET attendance_version = attendance_version + 1 WHERE id = :meeting");

enum err attendance_begin(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id, int64_t version)
{
    struct lifecycle_step step;
    struct meeting m = { 0 };
    int64_t now;

    TRY(meeting_get(tx_snap(tx), a, meeting_id, &m));
    TRY(lifecycle_step(who, m.state, MEETING_ATTEND, tx_fault(tx), &step));
    TRY(minutes_check_open(tx_snap(tx), a, meeting_id));
    TRY(attendance_version(tx_snap(tx), meeting_id, &now));
    if (version != 0 && version != now)
        return ERR_STALE;
    return sql_run(tx, &GROW, IN(in_i64("meeting", meeting_id)), NULL);
}

static const struct sql POSITION =
    SQL("SELECT position FROM agenda_item WHERE id = :id AND meeting_id = :meeting");

static enum err position_of(
    struct tx *tx, int64_t meeting_id, int64_t item_id, const char *field, int64_t *ret)
{
    enum err e = item_id == 0 ? ERR_OK
                              : sql_one(tx_snap(tx), &POSITION,
                                    IN(in_i64("id", item_id), in_i64("meeting", meeting_id)),
                                    OUT(out_i64("position", ret)));

    if (e != ERR_NOT_FOUND)
        return e;
    fault_issue(tx_fault(tx), field, "unknown", "Dit punt staat niet op deze agenda.");
    return ERR_OK;
}

/* Of a person or a guest alike. */
struct entry {
    int64_t meeting_id, id, person_id;
    const char *guest;
    struct attendance_input in;
};

static enum err check_items(struct tx *tx, const struct entry *e)
{
    int64_t from = 0, until = 0;

    TRY(position_of(tx, e->meeting_id, e->in.from_item_id, "from_item_id", &from));
    TRY(position_of(tx, e->meeting_id, e->in.until_item_id, "until_item_id", &until));
    if (from != 0 && until != 0 && until < from)
        fault_issue(tx_fault(tx), "until_item_id", "range",
            "Iemand kan niet vertrekken voor hij binnenkwam.");
    return ERR_OK;
}

static enum err check_place(struct tx *tx, struct arena *a, const struct entry *e)
{
    struct fault *f = tx_fault(tx);
    struct attendance_list list = { 0 };
    int64_t place = e->in.for_person_id;

    if (e->in.status != ATTENDANCE_SUBSTITUTE) {
        if (place != 0)
            fault_issue(f, "for_person_id", "choice", "Alleen een vervanger vervangt iemand.");
        return fault_check(f);
    }
    if (place == 0)
        return fault_issue(f, "for_person_id", "required", "Kies wie vervangen wordt.");
    TRY(attendance_list(tx_snap(tx), a, e->meeting_id, &list));
    const struct attendance *other = attendance_find(&list, place);
    if (other == NULL)
        fault_issue(f, "for_person_id", "unknown", "Deze persoon is niet uitgenodigd.");
    else if (place == e->person_id)
        fault_issue(f, "for_person_id", "choice", "Niemand vervangt zichzelf.");
    else if (attendance_was_there(other))
        fault_issue(f, "for_person_id", "choice", "%s is zelf aanwezig.", other->name);
    for (size_t i = 0; i < list.count; i++) {
        const struct attendance *one = &list.at[i];

        if (one->id != 0 && one->id != e->id && one->for_person_id == place)
            fault_issue(f, "for_person_id", "choice", "%s wordt al vervangen door %s.",
                one->for_name, one->name);
    }
    return fault_check(f);
}

static const struct sql INSERT =
    SQL("INSERT INTO attendance (meeting_id, person_id, guest, status, for_person_id,"
        "                        from_item_id, until_item_id, remark)"
        " VALUES (:meeting, :person, :guest, :status, :place, :from_item, :until_item, :remark)"
        " RETURNING id");

static const struct sql UPDATE =
    SQL("UPDATE attendance SET guest = :guest, status = :status, for_person_id = :place,"
        "       from_item_id = :from_item, until_item_id = :until_item, remark = :remark"
        " WHERE id = :id RETURNING id");

static enum err write(struct tx *tx, const struct entry *e, int64_t *ret_id)
{
    const struct attendance_input *in = &e->in;
    const struct in status = in_enum("status", ATTENDANCE_STATUSES, in->status);
    const struct in place = in_id("place", in->for_person_id);
    const struct in from = in_id("from_item", in->from_item_id);
    const struct in until = in_id("until_item", in->until_item_id);
    const struct in remark = in_text("remark", in->remark), guest = in_text("guest", e->guest);

    if (e->id != 0)
        return sql_change(tx, &UPDATE,
            IN(in_i64("id", e->id), guest, status, place, from, until, remark),
            OUT(out_i64("id", ret_id)));
    return sql_change(tx, &INSERT,
        IN(in_i64("meeting", e->meeting_id), in_id("person", e->person_id), guest, status, place,
            from, until, remark),
        OUT(out_i64("id", ret_id)));
}

static const struct sql ENTRY_OF =
    SQL("SELECT id FROM attendance WHERE meeting_id = :meeting AND person_id = :person");

static const struct sql GUEST_ENTRY =
    SQL("SELECT id FROM attendance"
        " WHERE id = :entry AND meeting_id = :meeting AND person_id IS NULL");

static const struct sql DELETE =
    SQL("DELETE FROM attendance WHERE id = :entry AND meeting_id = :meeting");

static enum err record(
    struct tx *tx, const struct actor *who, const char *type, const struct entry *e)
{
    cJSON *data = cJSON_CreateObject();

    if (e->person_id != 0)
        json_add_id(data, "personId", e->person_id);
    if (e->in.status != ATTENDANCE_UNKNOWN)
        json_add_text(data, "status", choice_code(ATTENDANCE_STATUSES, e->in.status));
    return event_record(tx, who, type, "meeting", e->meeting_id, data, NULL);
}

enum err attendance_put(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t person_id, int64_t version, const struct attendance_input *given)
{
    struct fault *f = tx_fault(tx);
    struct entry e = {
        .meeting_id = meeting_id, .person_id = person_id, .guest = "", .in = *given
    };
    struct person person = { 0 };
    enum err found = sql_one(tx_snap(tx), &ENTRY_OF,
        IN(in_i64("meeting", meeting_id), in_i64("person", person_id)), OUT(out_i64("id", &e.id)));

    if (found != ERR_OK && found != ERR_NOT_FOUND)
        return found;
    if (e.in.status == ATTENDANCE_UNKNOWN && e.id != 0)
        return attendance_remove(tx, who, meeting_id, e.id, version);
    TRY(attendance_begin(tx, a, who, meeting_id, version));
    TRY(person_get(tx_snap(tx), a, person_id, &person));
    change_check(ATTENDANCE_FIELDS, f, &e.in);
    TRY(fault_check(f));
    if (e.in.status == ATTENDANCE_UNKNOWN)
        return ERR_OK;
    TRY(check_items(tx, &e));
    TRY(check_place(tx, a, &e));
    TRY(write(tx, &e, &e.id));
    return record(tx, who, "attendance.noted", &e);
}

enum err attendance_put_guest(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t meeting_id, int64_t entry, int64_t version, const struct guest_input *given,
    int64_t *ret_entry)
{
    struct fault *f = tx_fault(tx);
    struct guest_input in = *given;

    TRY(attendance_begin(tx, a, who, meeting_id, version));
    if (entry != 0)
        TRY(sql_one(tx_snap(tx), &GUEST_ENTRY,
            IN(in_i64("entry", entry), in_i64("meeting", meeting_id)), OUT(out_i64("id", &entry))));
    change_check(GUEST_FIELDS, f, &in);
    TRY(fault_check(f));
    struct entry e = { .meeting_id = meeting_id,
        .id = entry,
        .guest = in.guest,
        .in = { in.status, in.for_person_id, in.from_item_id, in.until_item_id, in.remark } };
    if (in.status == ATTENDANCE_UNKNOWN)
        fault_issue(f, "status", "required", "Zeg of de gast er was.");
    TRY(check_items(tx, &e));
    TRY(check_place(tx, a, &e));
    TRY(write(tx, &e, ret_entry));
    return record(tx, who, "attendance.noted", &e);
}

enum err attendance_remove(
    struct tx *tx, const struct actor *who, int64_t meeting_id, int64_t entry, int64_t version)
{
    struct entry e = { .meeting_id = meeting_id, .id = entry };
    int64_t count = 0;

    TRY(attendance_begin(tx, tx_fault(tx)->arena, who, meeting_id, version));
    TRY(sql_run(tx, &DELETE, IN(in_i64("entry", entry), in_i64("meeting", meeting_id)), &count));
    if (count == 0)
        return ERR_NOT_FOUND;
    return record(tx, who, "attendance.removed", &e);
}
