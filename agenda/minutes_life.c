/* What others do with the minutes: chair and members remark, a later meeting approves, and they are
 * put to people. */
#include "agenda/item.h"
#include "agenda/minutes_parts.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include <string.h>

const struct field MINUTES_REMARK_FIELDS[] = {
    FIELD_TEXT(struct minutes_remark_input, remark, .required = true, .multiline = true,
        .max = 2000, .label = "Uw opmerking"),
    FIELD_ID(struct minutes_remark_input, item_id, .label = "Bij welk punt"),
    FIELD_END,
};

/* -- remarks -- */

static const struct sql REMARK_INSERT =
    SQL("INSERT INTO minutes_remark (meeting_id, item_id, person_id, text, made_at)"
        " VALUES (:meeting, :item, :person, :text, :now)");

/* Who may see what was put to him, may remark on it: the chair first, then the members until a day. */
static enum err check_remark(
    struct tx *tx, struct arena *a, const struct actor *who, const struct minutes *m)
{
    struct fault *f = tx_fault(tx);
    struct minutes_reader r;
    struct minutes_found seen = { 0 };
    struct council c;

    TRY(minutes_reader_of(tx_snap(tx), a, who, &r));
    r.prepares = false;
    TRY(minutes_seen(tx_snap(tx), a, &r, m->meeting_id, &seen));
    TRY(council_get(tx_snap(tx), a, &c));
    if (m->state == MINUTES_WITH_MEMBERS && !str_empty(m->remarks_until) &&
        strcmp(council_today(a, &c), m->remarks_until) > 0)
        return fault_set(f, ERR_CONFLICT,
            "Opmerkingen geven kon tot %s. Zeg het op de volgende vergadering, voor het verslag"
            " goedgekeurd wordt.",
            dutch_date_long(f->arena, m->remarks_until));
    return ERR_OK;
}

static enum err check_item(struct tx *tx, struct arena *a, int64_t meeting_id, int64_t item_id)
{
    struct item item = { 0 };
    enum err e = item_id == 0 ? ERR_OK : item_get(tx_snap(tx), a, item_id, &item);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    if (e == ERR_NOT_FOUND || (item_id != 0 && item.meeting_id != meeting_id))
        fault_issue(tx_fault(tx), "item_id", "unknown", "Dit punt staat niet in dit verslag.");
    return fault_check(tx_fault(tx));
}

enum err minutes_remark(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    const struct minutes_remark_input *in)
{
    struct minutes_remark_input checked = *in;
    struct minutes m = { 0 };
    struct minutes_step step;

    if (who->person_id == 0 && !may(who, RECORD, (struct object){ 0 }))
        return ERR_FORBIDDEN; /* a remark is somebody's */
    TRY(minutes_get(tx_snap(tx), a, meeting_id, &m));
    TRY(minutes_step(who, m.state, MINUTES_REMARK, tx_fault(tx), &step));
    TRY(check_remark(tx, a, who, &m));
    change_check(MINUTES_REMARK_FIELDS, tx_fault(tx), &checked);
    TRY(check_item(tx, a, meeting_id, checked.item_id));
    TRY(sql_run(tx, &REMARK_INSERT,
        IN(in_i64("meeting", meeting_id), in_i64("item", checked.item_id),
            in_id("person", who->person_id), in_text("text", checked.remark),
            in_i64("now", clock_now())),
        NULL));
    return minutes_record(tx, who, meeting_id, step.event, NULL);
}

static const struct sql REMARKS =
    SQL("SELECT r.id, r.item_id, r.person_id, r.text, r.made_at, r.done_at, p.function"
        "  FROM minutes_remark r LEFT JOIN person p ON p.id = r.person_id"
        " WHERE r.meeting_id = :meeting AND (:all OR r.person_id = :person)"
        " ORDER BY r.id");

enum err minutes_remarks(struct snap *s, struct arena *a, const struct actor *who,
    int64_t meeting_id, struct minutes_remark_list *ret)
{
    struct minutes_remark row = { 0 };

    return sql_list(s, a, &REMARKS,
        IN(in_i64("meeting", meeting_id), in_bool("all", may(who, RECORD, (struct object){ 0 })),
            in_i64("person", who->person_id != 0 ? who->person_id : -1)),
        OUT(out_i64("id", &row.id), out_i64("item_id", &row.item_id),
            out_i64("person_id", &row.person_id), out_text("text", a, &row.text),
            out_i64("made_at", &row.made_at), out_i64("done_at", &row.done_at),
            out_text("function", a, &row.function)),
        &row, sizeof row, &ret->at, &ret->count);
}

static const struct sql REMARK_DONE =
    SQL("UPDATE minutes_remark SET done_at = :at WHERE id = :id RETURNING meeting_id");

enum err minutes_remark_done(struct tx *tx, const struct actor *who, int64_t remark_id, bool done)
{
    int64_t meeting_id;

    if (!may(who, RECORD, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(sql_change(tx, &REMARK_DONE,
        IN(in_i64("id", remark_id), in_id("at", done ? clock_now() : 0)),
        OUT(out_i64("meeting_id", &meeting_id))));
    return minutes_record(
        tx, who, meeting_id, done ? "minutes.remark_done" : "minutes.remark_reopened", NULL);
}

static const struct sql AGREE = SQL("UPDATE minutes SET agreed_at = :now, version = version + 1"
                                    " WHERE meeting_id = :meeting");

enum err minutes_agree(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id)
{
    struct minutes m = { 0 };
    struct minutes_step step;
    struct minutes_reader r;

    TRY(minutes_get(tx_snap(tx), a, meeting_id, &m));
    TRY(minutes_reader_of(tx_snap(tx), a, who, &r));
    if (!r.chair && !r.prepares)
        return ERR_FORBIDDEN;
    TRY(minutes_step(who, m.state, MINUTES_AGREE, tx_fault(tx), &step));
    TRY(sql_run(tx, &AGREE, IN(in_i64("meeting", meeting_id), in_i64("now", clock_now())), NULL));
    return minutes_record(tx, who, meeting_id, step.event, NULL);
}

/* -- approval -- */

/* Meetings `e` whose minutes an item of meeting `m` may approve. */
#define APPROVABLE                                                          \
    " FROM meeting m, meeting e LEFT JOIN minutes x ON x.meeting_id = e.id" \
    " WHERE e.id <> m.id AND e.state = 'closed' AND e.kind = m.kind"        \
    "   AND COALESCE(x.state, 'none') <> 'approved'"                        \
    "   AND e.month <= m.month AND (m.starts_at IS NULL OR e.starts_at < m.starts_at)"

static const struct sql LINK =
    SQL("UPDATE agenda_item SET approves_id ="
        "   (SELECT e.id" APPROVABLE "   AND m.id = agenda_item.meeting_id"
        "     ORDER BY COALESCE(e.starts_at, 0) DESC, e.id DESC LIMIT 1)"
        " WHERE id = :id AND purpose = 'approval_of_minutes' AND approves_id IS NULL");

static const struct sql MAY_APPROVE =
    SQL("SELECT e.id" APPROVABLE "   AND m.id = :meeting"
        " ORDER BY COALESCE(e.starts_at, 0) DESC, e.id DESC LIMIT 30");

enum err minutes_approvable(
    struct snap *s, struct arena *a, int64_t meeting_id, struct meeting_list *ret)
{
    struct meeting_list list = { 0 };
    int64_t id = 0, *ids = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &MAY_APPROVE, IN(in_i64("meeting", meeting_id)), OUT(out_i64("id", &id)),
        &id, sizeof id, &ids, &count));
    list.at = arena_array(a, count, sizeof *list.at);
    for (; list.count < count; list.count++)
        TRY(meeting_get(s, a, ids[list.count], &list.at[list.count]));
    *ret = list;
    return ERR_OK;
}

enum err minutes_link_item(struct tx *tx, int64_t item_id)
{
    return sql_run(tx, &LINK, IN(in_i64("id", item_id)), NULL);
}

static const struct sql OF_ITEM = SQL("SELECT approves_id FROM agenda_item WHERE id = :id");

enum err minutes_of_item(struct snap *s, int64_t item_id, int64_t *ret_meeting_id)
{
    return sql_one(
        s, &OF_ITEM, IN(in_i64("id", item_id)), OUT(out_i64("approves_id", ret_meeting_id)));
}

static const struct sql APPROVE =
    SQL("UPDATE minutes SET state = :state, approved_on = :date, approved_item = :item,"
        "       approved_version = :kept, version = version + 1"
        " WHERE meeting_id = :meeting");

/* The version that was put to the members is what they approved; what the secretary changed since is
 * in it too: those are the remarks of the meeting. */
static enum err approve(struct tx *tx, struct arena *a, const struct actor *who,
    const struct minutes *m, const struct item *item)
{
    struct minutes_step step;
    struct meeting at = { 0 };
    int64_t kept;

    if (m->state == MINUTES_APPROVED && m->approved_item == item->id)
        return ERR_OK;
    TRY(minutes_step(who, m->state, MINUTES_APPROVE, tx_fault(tx), &step));
    TRY(meeting_get(tx_snap(tx), a, item->meeting_id, &at));
    TRY(minutes_keep(tx, a, who, m->meeting_id, "goedgekeurd", &kept));
    TRY(sql_run(tx, &APPROVE,
        IN(in_i64("meeting", m->meeting_id), in_enum("state", MINUTES_STATES, step.to),
            in_text("date", date_of(a, at.starts_at == 0 ? clock_now() : at.starts_at)),
            in_i64("item", item->id), in_i64("kept", kept)),
        NULL));
    TRY(minutes_index(tx, a, m->meeting_id));
    return minutes_record(tx, who, m->meeting_id, step.event, NULL);
}

static enum err unapprove(
    struct tx *tx, struct arena *a, const struct actor *who, const struct minutes *m)
{
    struct minutes_step step;

    TRY(minutes_step(who, m->state, MINUTES_UNAPPROVE, tx_fault(tx), &step));
    TRY(sql_run(tx, &APPROVE,
        IN(in_i64("meeting", m->meeting_id), in_enum("state", MINUTES_STATES, step.to),
            in_text("date", ""), in_id("item", 0), in_id("kept", 0)),
        NULL));
    TRY(minutes_index(tx, a, m->meeting_id));
    return minutes_record(tx, who, m->meeting_id, step.event, NULL);
}

enum err minutes_treated(struct tx *tx, struct arena *a, const struct actor *who, int64_t item_id)
{
    struct minutes m = { 0 };
    struct item item = { 0 };
    int64_t meeting_id = 0;

    TRY(item_get(tx_snap(tx), a, item_id, &item));
    if (item.purpose != PURPOSE_APPROVAL_OF_MINUTES)
        return ERR_OK;
    TRY(minutes_link_item(tx, item_id));
    TRY(minutes_of_item(tx_snap(tx), item_id, &meeting_id));
    if (meeting_id == 0)
        return ERR_OK;
    TRY(minutes_get(tx_snap(tx), a, meeting_id, &m));
    if (m.state == MINUTES_NONE)
        return ERR_OK;
    if (item.outcome == OUTCOME_APPROVED)
        return approve(tx, a, who, &m, &item);
    return m.state == MINUTES_APPROVED && m.approved_item == item_id ? unapprove(tx, a, who, &m)
                                                                     : ERR_OK;
}

enum err minutes_check_open(struct snap *s, struct arena *a, int64_t meeting_id)
{
    struct minutes m = { 0 };

    TRY(minutes_get(s, a, meeting_id, &m));
    if (m.state != MINUTES_APPROVED)
        return ERR_OK;
    return fault_set(snap_fault(s), ERR_CONFLICT,
        "Het verslag van deze vergadering is goedgekeurd: wat genoteerd is, staat vast. Kies"
        " “Verbeteren” bij het verslag.");
}

/* -- put to people -- */

enum err minutes_check_submit(struct snap *s, struct arena *a, const struct actor *who,
    int64_t meeting_id, enum minutes_action action, struct minutes_step *ret)
{
    struct fault *f = snap_fault(s);
    struct meeting meeting = { 0 };
    struct minutes m = { 0 };
    struct minutes_chairs chairs = { 0 };
    struct council c;

    TRY(minutes_get(s, a, meeting_id, &m));
    TRY(minutes_step(who, m.state, action, f, ret));
    TRY(meeting_get(s, a, meeting_id, &meeting));
    if (meeting.state != MEETING_CLOSED)
        return fault_set(f, ERR_CONFLICT, "Sluit eerst de vergadering af.");
    TRY(council_get(s, a, &c));
    if (action == MINUTES_TO_MEMBERS && !str_empty(m.remarks_until) &&
        strcmp(m.remarks_until, council_today(a, &c)) < 0)
        return fault_set(f, ERR_CONFLICT, "Opmerkingen geven kon tot %s. Kies een latere dag.",
            dutch_date_long(f->arena, m.remarks_until));
    TRY(minutes_chairs(s, a, &chairs));
    if (action == MINUTES_TO_CHAIR && chairs.count == 0)
        return fault_set(f, ERR_CONFLICT,
            "Geen enkel lid is voorzitter. Vul dat in bij de leden, of leg het verslag meteen"
            " aan de leden voor.");
    return ERR_OK;
}

enum { REMARK_DAYS = 14 };

enum err minutes_until(struct snap *s, struct arena *a, const struct minutes *m, const char **ret)
{
    struct council c = { 0 };

    TRY(council_get(s, a, &c));
    *ret = str_empty(m->remarks_until) ? date_add_days(a, council_today(a, &c), REMARK_DAYS)
                                       : m->remarks_until;
    return ERR_OK;
}

static const struct sql UNTIL =
    SQL("UPDATE minutes SET remarks_until = :until WHERE meeting_id = :meeting");

static const struct sql SUBMISSION =
    SQL("INSERT INTO minutes_submission (sending_id, meeting_id, version_id, kind, previous_state)"
        " VALUES (:sending, :meeting, :kept, :kind, :previous)");

enum err minutes_submit(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    enum minutes_action action, const char *kind, int64_t sending_id)
{
    struct minutes m = { 0 };
    struct minutes_step step;
    const char *until;
    int64_t kept;

    TRY(minutes_get(tx_snap(tx), a, meeting_id, &m));
    TRY(minutes_step(who, m.state, action, tx_fault(tx), &step));
    TRY(minutes_begin(tx, meeting_id));
    kept = m.approved_version;
    if (step.to != MINUTES_APPROVED)
        TRY(minutes_keep(tx, a, who, meeting_id, "voorgelegd", &kept));
    TRY(minutes_set_state(tx, meeting_id, step.to));
    TRY(minutes_until(tx_snap(tx), a, &m, &until));
    if (action == MINUTES_TO_MEMBERS)
        TRY(sql_run(tx, &UNTIL, IN(in_i64("meeting", meeting_id), in_text("until", until)), NULL));
    TRY(sql_run(tx, &SUBMISSION,
        IN(in_i64("sending", sending_id), in_i64("meeting", meeting_id), in_i64("kept", kept),
            in_text("kind", kind),
            in_enum("previous", MINUTES_STATES, m.state == MINUTES_NONE ? MINUTES_DRAFT : m.state)),
        NULL));
    TRY(minutes_index(tx, a, meeting_id));
    cJSON *data = cJSON_CreateObject();
    json_add_id(data, "sendingId", sending_id);
    return minutes_record(tx, who, meeting_id, step.event, data);
}

static const struct sql SUBMITTED =
    SQL("SELECT meeting_id, previous_state FROM minutes_submission WHERE sending_id = :sending");

static const struct sql SUBMISSION_DELETE =
    SQL("DELETE FROM minutes_submission WHERE sending_id = :sending");

enum err minutes_submit_back(struct tx *tx, struct arena *a, int64_t sending_id)
{
    unsigned previous = MINUTES_DRAFT;
    int64_t meeting_id;

    TRY(sql_one(tx_snap(tx), &SUBMITTED, IN(in_i64("sending", sending_id)),
        OUT(out_i64("meeting_id", &meeting_id),
            out_enum("previous_state", MINUTES_STATES, &previous))));
    TRY(sql_run(tx, &SUBMISSION_DELETE, IN(in_i64("sending", sending_id)), NULL));
    TRY(minutes_set_state(tx, meeting_id, (enum minutes_state)previous));
    return minutes_index(tx, a, meeting_id);
}
