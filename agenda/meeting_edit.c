/* Meetings are made, changed, and brought from state to state without telling anybody. */
#include "agenda/announcement.h"
#include "agenda/minutes.h"
#include "agenda/publication.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "notify/outbox.h"

static enum err check(struct tx *tx, struct meeting_input *in)
{
    struct fault *f = tx_fault(tx);

    change_check(MEETING_FORM_FIELDS, f, in);
    return meeting_input_resolve(f, f->arena, in);
}

static const struct sql MEETING_INSERT =
    SQL("INSERT INTO meeting (title, kind, state, month, starts_at, location, online_url, note,"
        "                     access)"
        " VALUES (:title, 'ordinary', 'draft', :month, :starts_at, :location, :online_url, :note,"
        "         :access)"
        " RETURNING id");

enum err meeting_create(
    struct tx *tx, const struct actor *who, const struct meeting_input *given, int64_t *ret_id)
{
    struct meeting_input in = *given;
    int64_t id;

    if (!may(who, PREPARE_MEETING, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(check(tx, &in));
    TRY(sql_change(tx, &MEETING_INSERT,
        IN(in_text("title", in.title), in_text("month", in.month), in_id("starts_at", in.starts_at),
            in_text("location", in.location), in_text("online_url", in.online_url),
            in_text("note", in.note), in_i64("access", in.access)),
        OUT(out_i64("id", &id))));
    TRY(event_record(tx, who, "meeting.created", "meeting", id,
        change_values(MEETING_JSON_FIELDS, tx_fault(tx)->arena, &in), NULL));
    TRY(announcement_follow(tx));
    *ret_id = id;
    return ERR_OK;
}

static const struct sql MEETING_UPDATE =
    SQL("UPDATE meeting SET title = :title, month = :month, starts_at = :starts_at,"
        "       location = :location, online_url = :online_url, note = :note, access = :access,"
        "       version = version + 1"
        " WHERE id = :id");

/* A date that people were told of is moved or cancelled, never taken away. */
static enum err keeps_date(struct fault *f, const struct meeting *m, const struct meeting_input *in)
{
    bool told = m->state == MEETING_PLANNED || m->state == MEETING_CONVENED ||
                m->state == MEETING_IN_SESSION;

    if (!told || m->starts_at == 0 || in->starts_at != 0)
        return ERR_OK;
    return fault_set(f, ERR_CONFLICT,
        "De datum is al meegedeeld. Kies een andere datum, of annuleer de vergadering.");
}

static const struct sql OPENS_AT =
    SQL("SELECT opens_at FROM written_procedure WHERE meeting_id = :id");

/* A written procedure closes when its meeting starts: not before it opens. */
static enum err closes_after(struct tx *tx, int64_t id, const struct meeting_input *in)
{
    int64_t opens_at = 0;
    enum err e =
        sql_one(tx_snap(tx), &OPENS_AT, IN(in_i64("id", id)), OUT(out_i64("opens_at", &opens_at)));

    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    return in->starts_at > opens_at ? ERR_OK
                                    : fault_issue(tx_fault(tx), "starts_at", "range",
                                          "Een schriftelijke procedure sluit nadat ze opent.");
}

enum err meeting_update(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
    const struct meeting_input *given)
{
    struct fault *f = tx_fault(tx);
    struct meeting m = { 0 };
    struct meeting_input in = *given;
    struct lifecycle_step step;

    TRY(meeting_get(tx_snap(tx), f->arena, id, &m));
    TRY(lifecycle_step(who, m.state, MEETING_EDIT, f, &step));
    if (m.version != version)
        return ERR_STALE;
    TRY(check(tx, &in));
    TRY(keeps_date(f, &m, &in));
    TRY(closes_after(tx, id, &in));
    struct meeting_input old = meeting_to_input(f->arena, &m);
    cJSON *changes = change_between(MEETING_JSON_FIELDS, f->arena, &old, &in);
    if (changes->child == NULL) {
        cJSON_Delete(changes);
        return ERR_OK;
    }
    TRY(event_record(tx, who, step.event, "meeting", id, changes, NULL));
    TRY(sql_run(tx, &MEETING_UPDATE,
        IN(in_i64("id", id), in_text("title", in.title), in_text("month", in.month),
            in_id("starts_at", in.starts_at), in_text("location", in.location),
            in_text("online_url", in.online_url), in_text("note", in.note),
            in_i64("access", in.access)),
        NULL));
    return announcement_follow(tx);
}

static const struct sql MEETING_TOUCH =
    SQL("UPDATE meeting SET version = version + 1 WHERE id = :id");

enum err meeting_touch(struct tx *tx, int64_t id)
{
    return sql_run(tx, &MEETING_TOUCH, IN(in_i64("id", id)), NULL);
}

/* -- steps that tell nobody -- */

static enum err all_treated(struct tx *tx, int64_t id)
{
    struct fault *f = tx_fault(tx);
    struct item_list items = { 0 };

    TRY(item_list(tx_snap(tx), f->arena, id, &items));
    for (size_t i = 0; i < items.count; i++) {
        const struct item *item = &items.at[i];

        if (item->outcome == OUTCOME_NONE)
            fault_issue(f, arena_printf(f->arena, "items.%lld", (long long)item->id), "required",
                "Noteer wat er met punt %s gebeurde (%s).", item->shown_number, item->title);
    }
    if (f->issue_count == 0)
        return ERR_OK;
    return fault_set(f, ERR_INVALID, "Noteer eerst van elk punt wat ermee gebeurde.");
}

static const struct sql RESULTS_WAITING =
    SQL("SELECT due_at FROM sending"
        " WHERE meeting_id = :meeting AND kind = 'results' AND taken_back_at IS NULL"
        "   AND due_at > :now"
        " ORDER BY id DESC LIMIT 1");

/* Nothing leaves while a meeting is in session, so neither while it is reopened. */
static enum err no_results_wait(struct tx *tx, int64_t id)
{
    int64_t due_at = 0;
    enum err e = sql_one(tx_snap(tx), &RESULTS_WAITING,
        IN(in_i64("meeting", id), in_i64("now", clock_now())), OUT(out_i64("due_at", &due_at)));

    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    return fault_set(tx_fault(tx), ERR_CONFLICT,
        "De beslissingen van deze vergadering vertrekken om %s. Houd ze eerst tegen, of wacht tot"
        " dan.",
        dutch_time(tx_fault(tx)->arena, due_at));
}

/* What must hold beside the table. */
static enum err ready(struct tx *tx, const struct meeting *m, enum meeting_action action)
{
    struct fault *f = tx_fault(tx);

    if (action == MEETING_START && m->starts_at == 0)
        return fault_set(f, ERR_CONFLICT, "Kies eerst een datum voor deze vergadering.");
    if (action == MEETING_CANCEL && (m->state == MEETING_PLANNED || m->state == MEETING_CONVENED))
        return fault_set(
            f, ERR_CONFLICT, "Van deze vergadering is al iets meegedeeld: verstuur de annulering.");
    if (action == MEETING_REOPEN)
        return no_results_wait(tx, m->id);
    return action == MEETING_CLOSE ? all_treated(tx, m->id) : ERR_OK;
}

static enum err show(struct tx *tx, int64_t id, enum meeting_action action)
{
    bool shows = action == MEETING_ANNOUNCE || action == MEETING_START || action == MEETING_CLOSE;

    if (!shows)
        return ERR_OK;
    return publication_make(tx, id, 0, clock_now(), action != MEETING_ANNOUNCE, &(int64_t){ 0 });
}

static const struct sql SET_STATE =
    SQL("UPDATE meeting SET state = :state, version = version + 1 WHERE id = :id");

enum err meeting_act(
    struct tx *tx, const struct actor *who, int64_t id, int64_t version, enum meeting_action action)
{
    struct fault *f = tx_fault(tx);
    struct meeting m = { 0 };
    struct lifecycle_step step;

    PRE(action == MEETING_ANNOUNCE || action == MEETING_START || action == MEETING_CLOSE ||
        action == MEETING_REOPEN || action == MEETING_CANCEL || action == MEETING_RESTORE);
    TRY(meeting_get(tx_snap(tx), f->arena, id, &m));
    TRY(lifecycle_step(who, m.state, action, f, &step));
    if (m.version != version)
        return ERR_STALE;
    TRY(ready(tx, &m, action));
    if (action == MEETING_REOPEN)
        TRY(minutes_check_open(tx_snap(tx), f->arena, id));
    TRY(sql_run(
        tx, &SET_STATE, IN(in_i64("id", id), in_enum("state", MEETING_STATES, step.to)), NULL));
    TRY(show(tx, id, action));
    if (action == MEETING_START)
        TRY(outbox_expire_subject(tx, "meeting", id));
    cJSON *data = cJSON_CreateObject();
    cJSON *change = cJSON_AddObjectToObject(data, "state");
    cJSON_AddStringToObject(change, "from", choice_code(MEETING_STATES, m.state));
    cJSON_AddStringToObject(change, "to", choice_code(MEETING_STATES, step.to));
    return event_record(tx, who, step.event, "meeting", id, data, NULL);
}
