/* What was sent, and how it is held back. */
#include "agenda/action.h"
#include "agenda/announcement.h"
#include "agenda/decision.h"
#include "agenda/minutes.h"
#include "agenda/sending_plan.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/personal_link.h"
#include "notify/told.h"

struct row {
    struct sending s;
    unsigned meeting_state, previous_state;
};

static bool has_begun(const struct row *row)
{
    return !sending_is_of_results(row->s.kind) && !sending_is_aside(row->s.kind) &&
           (row->meeting_state == MEETING_IN_SESSION || row->meeting_state == MEETING_CLOSED);
}

static enum err read_row(struct snap *s, const struct sql *q, const struct in *in, struct row *ret)
{
    struct row row = { 0 };

    TRY(sql_one(s, q, in,
        OUT(out_i64("id", &row.s.id), out_enum("kind", SENDING_KINDS, &row.s.kind),
            out_i64("meeting_id", &row.s.meeting_id), out_i64("created_at", &row.s.created_at),
            out_i64("due_at", &row.s.due_at), out_i64("taken_back_at", &row.s.taken_back_at),
            out_i64("recipients", &row.s.recipients), out_i64("by_hand", &row.s.by_hand),
            out_enum("previous_state", MEETING_STATES, &row.previous_state),
            out_enum("meeting_state", MEETING_STATES, &row.meeting_state))));
    row.s.may_take_back =
        row.s.taken_back_at == 0 && row.s.due_at > clock_now() && !has_begun(&row);
    *ret = row;
    return ERR_OK;
}

static const struct sql SENDING_BY_ID =
    SQL("SELECT s.id, s.kind, s.meeting_id, s.created_at, s.due_at, s.taken_back_at, s.recipients,"
        "       s.previous_state, m.state AS meeting_state,"
        "       (SELECT count(*) FROM letter l WHERE l.sending_id = s.id) AS by_hand"
        "  FROM sending s JOIN meeting m ON m.id = s.meeting_id"
        " WHERE s.id = :id");

static const struct sql SENDING_LAST =
    SQL("SELECT s.id, s.kind, s.meeting_id, s.created_at, s.due_at, s.taken_back_at, s.recipients,"
        "       s.previous_state, m.state AS meeting_state,"
        "       (SELECT count(*) FROM letter l WHERE l.sending_id = s.id) AS by_hand"
        "  FROM sending s JOIN meeting m ON m.id = s.meeting_id"
        " WHERE s.meeting_id = :meeting ORDER BY s.id DESC LIMIT 1");

enum err sending_get(struct snap *s, struct arena *a, int64_t id, struct sending *ret)
{
    struct row row;

    (void)a;
    TRY(read_row(s, &SENDING_BY_ID, IN(in_i64("id", id)), &row));
    *ret = row.s;
    return ERR_OK;
}

enum err sending_last(struct snap *s, struct arena *a, int64_t meeting_id, struct sending *ret)
{
    struct row row;

    (void)a;
    TRY(read_row(s, &SENDING_LAST, IN(in_i64("meeting", meeting_id)), &row));
    *ret = row.s;
    return ERR_OK;
}

/* -- taking back -- */

static enum err check(struct fault *f, const struct row *row)
{
    if (row->s.taken_back_at != 0)
        return fault_set(f, ERR_CONFLICT, "Deze verzending is al tegengehouden.");
    if (has_begun(row))
        return fault_set(
            f, ERR_CONFLICT, "De vergadering is intussen begonnen: tegenhouden kan niet meer.");
    if (!row->s.may_take_back)
        return fault_set(f, ERR_CONFLICT,
            "De verzending is vertrokken op %s: tegenhouden kan niet"
            " meer.",
            dutch_instant(f->arena, row->s.due_at));
    return ERR_OK;
}

static const struct sql THAW =
    SQL("UPDATE agenda_item SET number = '', numbered_by = NULL"
        " WHERE numbered_by IN (SELECT id FROM publication WHERE sending_id = :sending)");

static const struct sql SET_STATE =
    SQL("UPDATE meeting SET state = :state, version = version + 1 WHERE id = :id");

static enum err undo(struct tx *tx, const struct row *row)
{
    int64_t id = row->s.id;

    if (sending_is_of_results(row->s.kind)) {
        TRY(decision_unrelease(tx, id));
        TRY(announcement_unrelease(tx, id));
        return action_unrelease(tx, id);
    }
    if (row->s.kind == SENDING_SUPERSEDED)
        return decision_untold_superseded(tx, id);
    if (row->s.kind == SENDING_AGENDA_CHAIR)
        return ERR_OK; /* it changed nothing */
    if (sending_is_of_minutes(row->s.kind))
        return minutes_submit_back(tx, tx_fault(tx)->arena, id);
    TRY(sql_run(tx, &THAW, IN(in_i64("sending", id)), NULL));
    return sql_run(tx, &SET_STATE,
        IN(in_i64("id", row->s.meeting_id), in_enum("state", MEETING_STATES, row->previous_state)),
        NULL);
}

static const struct sql BY_HAND =
    SQL("SELECT e.id FROM letter l JOIN endpoint e ON e.person_id = l.person_id"
        " WHERE l.sending_id = :sending");

/* Who would be mailed by hand was not told. */
static enum err untell_by_hand(struct tx *tx, int64_t sending_id)
{
    struct arena *a = tx_fault(tx)->arena;
    int64_t row = 0, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(tx_snap(tx), a, &BY_HAND, IN(in_i64("sending", sending_id)),
        OUT(out_i64("id", &row)), &row, sizeof row, &rows, &count));
    for (size_t i = 0; i < count; i++)
        TRY(told_untold(tx, rows[i], sending_by_hand_id(a, sending_id)));
    return ERR_OK;
}

static const struct sql LETTERS_DELETE = SQL("DELETE FROM letter WHERE sending_id = :sending");

static const struct sql SET_TAKEN_BACK =
    SQL("UPDATE sending SET taken_back_at = :now WHERE id = :id");

enum err sending_take_back(struct tx *tx, const struct actor *who, int64_t sending_id)
{
    int64_t now = clock_now();
    int64_t held_back = 0;
    struct row row;

    if (!may(who, SEND, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(read_row(tx_snap(tx), &SENDING_BY_ID, IN(in_i64("id", sending_id)), &row));
    TRY(check(tx_fault(tx), &row));
    TRY(outbox_take_back(tx, sending_id, now, &held_back));
    TRY(undo(tx, &row));
    TRY(personal_link_forget_sending(tx, sending_id));
    TRY(untell_by_hand(tx, sending_id));
    TRY(sql_run(tx, &LETTERS_DELETE, IN(in_i64("sending", sending_id)), NULL));
    TRY(sql_run(tx, &SET_TAKEN_BACK, IN(in_i64("id", sending_id), in_i64("now", now)), NULL));
    cJSON *data = cJSON_CreateObject();
    json_add_id(data, "sendingId", sending_id);
    cJSON_AddStringToObject(data, "kind", choice_code(SENDING_KINDS, row.s.kind));
    cJSON_AddNumberToObject(data, "heldBack", (double)held_back);
    return event_record(tx, who, "sending.taken_back", "meeting", row.s.meeting_id, data, NULL);
}
