/* An action is made, changed, moved on, and a change taken back. */
#include "agenda/action_remind.h"
#include "agenda/decision.h"
#include "agenda/dossier.h"
#include "agenda/search.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/council.h"
#include "lok/event.h"

#define WRITTEN_FIELDS                                                                            \
    FIELD_TEXT(struct action_input, text, .required = true, .max = 300,                           \
        .label = "Wat moet er gebeuren?"),                                                        \
        FIELD_ID(struct action_input, partner_id, .required = true, .label = "Wie volgt dit op?", \
            .hint = "Een organisatie, geen persoon."),                                            \
        FIELD_DATE(struct action_input, due_date, .label = "Tegen wanneer?"),                     \
        FIELD_CHOICE(struct action_input, access, .of = ACCESSES, .label = "Zichtbaar voor",      \
            .hint = "De organisatie ziet haar eigen actie bij “openbaar” en “leden”.")

const struct field ACTION_CHANGE_FIELDS[] = { WRITTEN_FIELDS, FIELD_END };

const struct field ACTION_FIELDS[] = {
    WRITTEN_FIELDS,
    FIELD_ID(struct action_input, meeting_id, .label = "Vergadering"),
    FIELD_ID(struct action_input, item_id, .label = "Agendapunt"),
    FIELD_ID(struct action_input, decision_id, .label = "Beslissing"),
    FIELD_ID(struct action_input, dossier_id, .label = "Dossier"),
    FIELD_END,
};

const struct field ACTION_STEP_FIELDS[] = {
    FIELD_CHOICE(
        struct action_step, state, .required = true, .of = ACTION_STATES, .label = "Stand"),
    FIELD_TEXT(struct action_step, remark, .max = 500, .label = "Opmerking"),
    FIELD_END,
};

/* -- THE table: from, to, who may -- */

enum mover { NOBODY, OWNER, SECRETARIAT };

static const enum mover STEPS[4][4] = {
    [ACTION_OPEN] = { [ACTION_OPEN] = OWNER,
        [ACTION_BUSY] = OWNER,
        [ACTION_DONE] = OWNER,
        [ACTION_DROPPED] = SECRETARIAT },
    [ACTION_BUSY] = { [ACTION_BUSY] = OWNER,
        [ACTION_DONE] = OWNER,
        [ACTION_DROPPED] = SECRETARIAT },
    [ACTION_DONE] = { [ACTION_BUSY] = SECRETARIAT },
    [ACTION_DROPPED] = { [ACTION_OPEN] = SECRETARIAT },
};

static bool prepares(const struct actor *who)
{
    return may(who, PREPARE_MEETING, (struct object){ 0 });
}

bool action_allows(const struct actor *who, const struct action_point *p, enum action_state to)
{
    PRE(p->state <= ACTION_DROPPED && to <= ACTION_DROPPED);
    switch (STEPS[p->state][to]) {
    case NOBODY:
        return false;
    case OWNER:
        return may(who, FOLLOW_UP, (struct object){ .partner_id = p->partner_id });
    case SECRETARIAT:
        return prepares(who);
    }
    IMPOSSIBLE("a step of nobody");
}

/* The council's own day, also in a practice council. */
static enum err now_of(struct tx *tx, int64_t *ret)
{
    struct council c;

    TRY(council_get(tx_snap(tx), tx_fault(tx)->arena, &c));
    *ret = council_now(&c);
    return ERR_OK;
}

/* -- history and search -- */

static const struct sql CHANGE_INSERT =
    SQL("INSERT INTO action_change (action_id, at, by_function, by_partner_id, what, to_state,"
        "                           remark, old_state, old_text, old_due_date, old_partner,"
        "                           old_access)"
        " VALUES (:action, :at, :by_function, :by_partner, :what, :to_state, :remark, :old_state,"
        "         :old_text, :old_due_date, :old_partner, :old_access)");

static enum err note(struct tx *tx, const struct actor *who, const struct action_point *old,
    const char *what, unsigned to, const char *remark)
{
    bool partner = has_role(who, ROLE_PARTNER) && !prepares(who);
    int64_t now;

    TRY(now_of(tx, &now));
    TRY(action_remind_over(tx, who, old->id));
    return sql_run(tx, &CHANGE_INSERT,
        IN(in_i64("action", old->id), in_i64("at", now), in_text("by_function", who->name),
            in_id("by_partner", partner ? who->partner_id : 0), in_text("what", what),
            in_enum("to_state", ACTION_STATES, to), in_text("remark", remark),
            in_enum("old_state", ACTION_STATES, old->state), in_text("old_text", old->text),
            in_text("old_due_date", old->due_date), in_i64("old_partner", old->partner_id),
            in_i64("old_access", old->access)),
        NULL);
}

static enum err read(struct tx *tx, struct arena *a, int64_t id, struct action_point *ret)
{
    struct actor system = actor_system();

    return action_get(tx_snap(tx), a, &system, id, ret);
}

enum err action_index(struct tx *tx, struct arena *a, int64_t id)
{
    struct action_point p = { 0 };

    TRY(read(tx, a, id, &p));
    return search_put(tx, a,
        &(struct search_entry){
            .kind = "action",
            .ref_id = id,
            .title = p.text,
            .body = p.partner_name,
            .year = clock_local(p.created_at).year,
            .dossier_id = p.dossier_id,
            .partner_id = p.partner_id,
            .access = p.access,
        });
}

/* -- making -- */

static enum err known(enum err e, struct fault *f, const char *field, const char *words)
{
    if (e != ERR_NOT_FOUND)
        return e;
    fault_issue(f, field, "unknown", "%s", words);
    return ERR_OK;
}

/* Where it comes from: an item knows its meeting and dossier, a decision its item. */
static enum err find_source(struct tx *tx, struct arena *a, struct action_input *in)
{
    const struct visibility all =
        visibility_of(&(struct actor){ .roles = ROLE_BIT(ROLE_SECRETARY) });
    struct fault *f = tx_fault(tx);
    struct snap *s = tx_snap(tx);
    struct decision decision = { 0 };
    struct item item = { 0 };
    struct meeting meeting = { 0 };
    struct dossier dossier = { 0 };

    if (in->decision_id != 0)
        TRY(known(decision_by_id(s, a, in->decision_id, &decision), f, "decision_id",
            "Deze beslissing bestaat niet."));
    in->item_id = decision.id != 0 ? decision.item_id : in->item_id;
    if (in->item_id != 0)
        TRY(known(
            item_get(s, a, in->item_id, &item), f, "item_id", "Dit agendapunt bestaat niet."));
    in->meeting_id = item.id != 0 ? item.meeting_id : in->meeting_id;
    in->dossier_id = in->dossier_id != 0 ? in->dossier_id : item.dossier_id;
    if (in->meeting_id != 0)
        TRY(known(meeting_get(s, a, in->meeting_id, &meeting), f, "meeting_id",
            "Deze vergadering bestaat niet."));
    if (in->dossier_id != 0)
        TRY(known(dossier_get(s, a, all, in->dossier_id, &dossier), f, "dossier_id",
            "Dit dossier bestaat niet."));
    return ERR_OK;
}

static enum err check(struct tx *tx, struct arena *a, struct action_input *in)
{
    struct fault *f = tx_fault(tx);
    struct partner owner = { 0 };

    in->text = in->text == NULL ? "" : str_trim(a, in->text);
    change_check(ACTION_FIELDS, f, in);
    if (in->partner_id != 0)
        TRY(known(partner_get(tx_snap(tx), a, in->partner_id, &owner), f, "partner_id",
            "Kies een partner uit de lijst."));
    if (!str_empty(in->due_date) && !date_valid(in->due_date))
        fault_issue(f, "due_date", "format", "Vul een datum in, zoals 28/05/2024.");
    TRY(find_source(tx, a, in));
    return fault_check(f);
}

static const struct sql ACTION_INSERT =
    SQL("INSERT INTO action (partner_id, text, due_date, state, access, meeting_id, item_id,"
        "                    decision_id, dossier_id, created_at)"
        " VALUES (:partner, :text, :due_date, 'open', :access, :meeting, :item, :decision,"
        "         :dossier, :now)"
        " RETURNING id");

enum err action_create(struct tx *tx, struct arena *a, const struct actor *who,
    const struct action_input *in, int64_t *ret_id)
{
    struct action_input new = *in;
    struct action_point made = { 0 };
    int64_t id, now;

    if (!prepares(who))
        return ERR_FORBIDDEN;
    TRY(check(tx, a, &new));
    TRY(now_of(tx, &now));
    TRY(sql_change(tx, &ACTION_INSERT,
        IN(in_i64("partner", new.partner_id), in_text("text", new.text),
            in_text("due_date", new.due_date), in_i64("access", new.access),
            in_id("meeting", new.meeting_id), in_id("item", new.item_id),
            in_id("decision", new.decision_id), in_id("dossier", new.dossier_id),
            in_i64("now", now)),
        OUT(out_i64("id", &id))));
    TRY(read(tx, a, id, &made));
    TRY(note(tx, who, &made, "created", ACTION_OPEN, ""));
    TRY(action_index(tx, a, id));
    TRY(event_record(
        tx, who, "action.created", "action", id, change_values(ACTION_FIELDS, a, &new), NULL));
    *ret_id = id;
    return ERR_OK;
}

/* -- changing -- */

static const struct sql ACTION_UPDATE =
    SQL("UPDATE action SET partner_id = :partner, text = :text, due_date = :due_date,"
        "                  access = :access, version = version + 1"
        " WHERE id = :id");

static enum err write(struct tx *tx, struct arena *a, int64_t id, const struct action_input *in)
{
    TRY(sql_run(tx, &ACTION_UPDATE,
        IN(in_i64("id", id), in_i64("partner", in->partner_id), in_text("text", in->text),
            in_text("due_date", in->due_date), in_i64("access", in->access)),
        NULL));
    return action_index(tx, a, id);
}

static struct action_input input_of(const struct action_point *p)
{
    return (struct action_input){
        .text = p->text,
        .due_date = p->due_date,
        .partner_id = p->partner_id,
        .meeting_id = p->meeting_id,
        .item_id = p->item_id,
        .decision_id = p->decision_id,
        .dossier_id = p->dossier_id,
        .access = p->access,
    };
}

enum err action_update(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct action_input *in)
{
    struct action_point old = { 0 };

    if (!prepares(who))
        return ERR_FORBIDDEN;
    TRY(read(tx, a, id, &old));
    if (old.version != version)
        return ERR_STALE;
    struct action_input was = input_of(&old);
    struct action_input new = was;
    new.text = in->text;
    new.due_date = in->due_date;
    new.partner_id = in->partner_id;
    new.access = in->access;
    TRY(check(tx, a, &new));
    TRY(note(tx, who, &old, "changed", old.state, ""));
    TRY(write(tx, a, id, &new));
    return event_record(tx, who, "action.changed", "action", id,
        change_between(ACTION_FIELDS, a, &was, &new), NULL);
}

static const struct sql ACTION_MOVE = SQL(
    "UPDATE action SET state = :state, closed_at = :closed_at, version = version + 1 WHERE id = :id");

static enum err set_state(struct tx *tx, const struct action_point *p, unsigned to)
{
    bool closed = to == ACTION_DONE || to == ACTION_DROPPED;
    int64_t now;

    TRY(now_of(tx, &now));
    return sql_run(tx, &ACTION_MOVE,
        IN(in_i64("id", p->id), in_enum("state", ACTION_STATES, to),
            in_id("closed_at", closed ? now : 0)),
        NULL);
}

static enum err record_move(
    struct tx *tx, const struct actor *who, const struct action_point *p, unsigned to)
{
    cJSON *data = cJSON_CreateObject();

    json_add_text(data, "from", choice_code(ACTION_STATES, p->state));
    json_add_text(data, "to", choice_code(ACTION_STATES, to));
    return event_record(tx, who, "action.moved", "action", p->id, data, NULL);
}

static enum err check_step(struct fault *f, const struct action_point *p, struct action_step *step)
{
    step->remark = step->remark == NULL ? "" : str_trim(f->arena, step->remark);
    change_check(ACTION_STEP_FIELDS, f, step);
    if (step->state == ACTION_DROPPED && str_empty(step->remark))
        fault_issue(f, "remark", "required", "Zeg kort waarom deze actie vervalt.");
    if (step->state == p->state && str_empty(step->remark))
        fault_issue(f, "remark", "required", "Kies een andere stand, of schrijf een opmerking.");
    return fault_check(f);
}

enum err action_move(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct action_step *in)
{
    struct action_step step = *in;
    struct action_point p = { 0 };

    TRY(action_get(tx_snap(tx), a, who, id, &p));
    if (!may(who, FOLLOW_UP, (struct object){ .partner_id = p.partner_id }))
        return ERR_FORBIDDEN;
    if (p.version != version)
        return ERR_STALE;
    TRY(check_step(tx_fault(tx), &p, &step));
    if (!action_allows(who, &p, step.state))
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Deze actie is “%s”: u kunt ze niet op “%s” zetten.",
            choice_dutch(ACTION_STATES, p.state), choice_dutch(ACTION_STATES, step.state));
    TRY(note(tx, who, &p, step.state == p.state ? "remark" : "state", step.state, step.remark));
    TRY(set_state(tx, &p, step.state));
    return record_move(tx, who, &p, step.state);
}

/* -- taking back -- */

struct last {
    int64_t id, old_partner, old_access, by_partner_id;
    const char *what, *old_text, *old_due_date;
    unsigned old_state;
};

static const struct sql LAST_CHANGE =
    SQL("SELECT id, what, old_state, old_text, old_due_date, old_partner, old_access, by_partner_id"
        "  FROM action_change WHERE action_id = :action ORDER BY id DESC LIMIT 1");

static const struct sql ACTION_DELETE = SQL("DELETE FROM action WHERE id = :id");

static enum err remove_new(struct tx *tx, const struct actor *who, const struct action_point *p)
{
    if (p->told_at != 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Deze actie is al meegedeeld. Zet ze op “vervalt” en zeg waarom.");
    TRY(search_remove(tx, "action", p->id));
    TRY(action_remind_over(tx, who, p->id));
    TRY(sql_run(tx, &ACTION_DELETE, IN(in_i64("id", p->id)), NULL));
    return event_record(tx, who, "action.removed", "action", p->id, NULL, NULL);
}

static enum err read_last(struct tx *tx, struct arena *a, int64_t id, struct last *ret)
{
    return sql_one(tx_snap(tx), &LAST_CHANGE, IN(in_i64("action", id)),
        OUT(out_i64("id", &ret->id), out_text("what", a, &ret->what),
            out_enum("old_state", ACTION_STATES, &ret->old_state),
            out_text("old_text", a, &ret->old_text),
            out_text("old_due_date", a, &ret->old_due_date),
            out_i64("old_partner", &ret->old_partner), out_i64("old_access", &ret->old_access),
            out_i64("by_partner_id", &ret->by_partner_id)));
}

enum err action_undo(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id, int64_t version)
{
    struct action_point p = { 0 };
    struct last last = { 0 };

    TRY(action_get(tx_snap(tx), a, who, id, &p));
    TRY(read_last(tx, a, id, &last));
    bool own = may(who, FOLLOW_UP, (struct object){ .partner_id = p.partner_id }) &&
               last.by_partner_id != 0 && last.by_partner_id == who->partner_id;
    if (!prepares(who) && !own)
        return ERR_FORBIDDEN;
    if (p.version != version)
        return ERR_STALE;
    if (str_equal(last.what, "undone"))
        return fault_set(tx_fault(tx), ERR_CONFLICT, "De laatste wijziging is al teruggenomen.");
    if (str_equal(last.what, "created"))
        return remove_new(tx, who, &p);
    TRY(note(tx, who, &p, "undone", last.old_state, ""));
    TRY(set_state(tx, &p, last.old_state));
    struct action_input was = input_of(&p);
    was.text = last.old_text;
    was.due_date = last.old_due_date;
    was.partner_id = last.old_partner;
    was.access = (unsigned)last.old_access;
    TRY(write(tx, a, id, &was));
    return record_move(tx, who, &p, last.old_state);
}
