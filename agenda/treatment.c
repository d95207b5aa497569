#include "agenda/treatment.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/partner.h"
#include <string.h>

const struct field TREATMENT_FIELDS[] = {
    FIELD_CHOICE(struct treatment_input, outcome, .required = true, .of = ITEM_OUTCOMES,
        .label = "Uitkomst"),
    FIELD_TEXT(struct treatment_input, note, .multiline = true, .label = "Wat is er gezegd?",
        .hint = "Enkele zinnen voor het verslag."),
    FIELD_MONTH(struct treatment_input, target_month, .label = "Opnieuw op de agenda in",
        .hint = "Nodig bij uitstel. Bij een andere uitkomst kondigt u het onderwerp aan."),
    FIELD_TEXT(struct treatment_input, decision.title, .label = "Titel van de beslissing"),
    FIELD_TEXT(struct treatment_input, decision.text, .multiline = true,
        .label = "Tekst van de beslissing"),
    FIELD_TEXT(
        struct treatment_input, decision.motivation, .multiline = true, .label = "Motivering"),
    FIELD_CHOICE(struct treatment_input, decision.method, .of = DECISION_METHODS, .label = "Wijze"),
    FIELD_ID(struct treatment_input, decision.follow_up_id, .label = "Opvolging door"),
    FIELD_DATE(struct treatment_input, decision.due_date, .label = "Tegen"),
    FIELD_BOOL(struct treatment_input, decision.release, .label = "Meteen bekendmaken"),
    FIELD_END,
};

static const struct sql ANNOUNCED_MONTH =
    SQL("SELECT target_month FROM announcement WHERE item_id = :item_id AND state <> 'dropped'");

enum err treatment_get(
    struct snap *s, struct arena *a, int64_t item_id, struct treatment_input *ret)
{
    struct item item = { 0 };
    struct decision d = { .title = "", .text = "", .motivation = "", .due_date = "" };
    const char *month = "";

    TRY(item_get(s, a, item_id, &item));
    enum err decided = decision_by_item(s, a, item_id, &d);
    if (decided != ERR_OK && decided != ERR_NOT_FOUND)
        return decided;
    enum err announced = sql_one(s, &ANNOUNCED_MONTH, IN(in_i64("item_id", item_id)),
        OUT(out_text("target_month", a, &month)));
    if (announced != ERR_OK && announced != ERR_NOT_FOUND)
        return announced;
    *ret = (struct treatment_input){
        .outcome = item.outcome,
        .note = item.outcome_note,
        .target_month = month,
        .decision = { .title = d.title,
            .text = d.text,
            .motivation = d.motivation,
            .due_date = d.due_date,
            .method = d.method,
            .follow_up_id = d.follow_up_id },
    };
    return ERR_OK;
}

/* What one recording works with. */
struct treatment {
    struct tx *tx;
    struct arena *arena;
    const struct actor *who;
    const struct treatment_input *in;
    struct item item;
    struct meeting meeting;
    struct decision old; /* id 0 when there is none */
};

static bool has_decision(const struct treatment_decision *d)
{
    return !str_empty(d->title) || !str_empty(d->text);
}

static enum err check_decision(const struct treatment *t)
{
    const struct treatment_decision *d = &t->in->decision;
    struct fault *f = tx_fault(t->tx);
    struct partner partner;

    if (!has_decision(d) && (!str_empty(d->motivation) || d->release))
        fault_issue(f, "decision.title", "required", "Geef de beslissing een titel en een tekst.");
    if (has_decision(d) && str_empty(d->title))
        fault_issue(f, "decision.title", "required", "Geef de beslissing een titel.");
    if (has_decision(d) && str_empty(d->text))
        fault_issue(f, "decision.text", "required", "Schrijf de tekst van de beslissing.");
    if (has_decision(d) &&
        (t->in->outcome == OUTCOME_POSTPONED || t->in->outcome == OUTCOME_WITHDRAWN))
        fault_issue(f, "outcome", "choice",
            "Een punt dat uitgesteld of ingetrokken is, heeft geen beslissing.");
    if (d->follow_up_id == 0)
        return ERR_OK;
    enum err e = partner_get(tx_snap(t->tx), t->arena, d->follow_up_id, &partner);
    if (e == ERR_NOT_FOUND) {
        fault_issue(f, "decision.follow_up_id", "unknown", "Deze partner bestaat niet.");
        return ERR_OK;
    }
    return e;
}

static void check_month(const struct treatment *t)
{
    struct fault *f = tx_fault(t->tx);
    const char *month = t->in->target_month;

    if (str_empty(month) && t->in->outcome == OUTCOME_POSTPONED)
        fault_issue(f, "target_month", "required", "Kies de maand waarnaar u het punt uitstelt.");
    else if (!str_empty(month) && !month_valid(month))
        fault_issue(f, "target_month", "format", "Deze maand bestaat niet.");
    else if (!str_empty(month) && strcmp(month, t->meeting.month) <= 0)
        fault_issue(f, "target_month", "range", "Kies een maand na deze vergadering.");
}

/* A struct filled in by a caller of the program may hold NULL for "". */
static enum err check(const struct treatment *t, struct treatment_input *in)
{
    struct fault *f = tx_fault(t->tx);

    change_check(TREATMENT_FIELDS, f, in);
    TRY(fault_check(f));
    if (in->outcome == OUTCOME_NONE)
        fault_issue(f, "outcome", "required", "Kies een uitkomst.");
    check_month(t);
    TRY(check_decision(t));
    return fault_check(f);
}

static enum err load(struct treatment *t, int64_t item_id, int64_t version)
{
    struct snap *s = tx_snap(t->tx);
    struct fault *f = tx_fault(t->tx);
    struct lifecycle_step step;

    TRY(item_get(s, t->arena, item_id, &t->item));
    if (t->item.version != version)
        return ERR_STALE;
    if (t->item.removed_at != 0)
        return fault_set(f, ERR_CONFLICT, "Dit punt is van de agenda gehaald.");
    TRY(meeting_get(s, t->arena, t->item.meeting_id, &t->meeting));
    TRY(lifecycle_step(t->who, t->meeting.state, MEETING_TREAT, f, &step));
    if (t->in->decision.release)
        TRY(lifecycle_step(t->who, t->meeting.state, MEETING_RELEASE, f, &step));
    enum err e = decision_by_item(s, t->arena, item_id, &t->old);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static bool same_decision(const struct decision *old, const struct treatment_decision *d)
{
    return str_equal(old->title, d->title) && str_equal(old->text, d->text) &&
           str_equal(old->motivation, d->motivation) && str_equal(old->due_date, d->due_date) &&
           old->method == d->method && old->follow_up_id == d->follow_up_id;
}

static enum err keep_decision(const struct treatment *t, struct treatment_result *ret)
{
    const struct treatment_decision *d = &t->in->decision;
    struct decision new = {
        .item_id = t->item.id,
        .title = d->title,
        .text = d->text,
        .motivation = d->motivation,
        .due_date = d->due_date,
        .method = d->method,
        .follow_up_id = d->follow_up_id,
    };

    ret->decision_number = "";
    if (!has_decision(d))
        return t->old.id == 0 ? ERR_OK : decision_remove(t->tx, t->who, t->old.id);
    if (t->old.id == 0 || !same_decision(&t->old, d))
        TRY(decision_write(t->tx, t->arena, t->who, &new, &new.id));
    TRY(decision_by_item(tx_snap(t->tx), t->arena, t->item.id, &new));
    ret->decision_id = new.id;
    ret->decision_number = new.number;
    return ERR_OK;
}

static const struct sql ITEM_TREAT =
    SQL("UPDATE agenda_item"
        "   SET outcome = :outcome, outcome_note = :note, treated_at = :at, version = version + 1"
        " WHERE id = :id"
        " RETURNING version");

static enum err keep_outcome(const struct treatment *t, struct treatment_result *ret)
{
    int64_t at = t->item.treated_at == 0 ? clock_now() : t->item.treated_at;
    cJSON *data = cJSON_CreateObject();

    json_add_text(data, "outcome", choice_code(ITEM_OUTCOMES, t->in->outcome));
    json_add_text(data, "targetMonth", t->in->target_month);
    TRY(event_record(t->tx, t->who, "item.treated", "agenda_item", t->item.id, data, NULL));
    TRY(sql_change(t->tx, &ITEM_TREAT,
        IN(in_i64("id", t->item.id), in_enum("outcome", ITEM_OUTCOMES, t->in->outcome),
            in_text("note", t->in->note), in_i64("at", at)),
        OUT(out_i64("version", &ret->item_version))));
    return meeting_touch(t->tx, t->item.meeting_id);
}

/* What is announced bears the name of its dossier: the next item is a new one about it. */
static enum err keep_announcement(const struct treatment *t, struct treatment_result *ret)
{
    bool postponed = t->in->outcome == OUTCOME_POSTPONED;
    const char *title =
        postponed || t->item.dossier_id == 0 ? t->item.title : t->item.dossier_title;

    return announcement_set(t->tx, t->who, postponed ? POSTPONED : ANNOUNCED, t->item.id, title,
        t->in->target_month, &ret->announcement_id);
}

enum err treatment_record(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t item_id, int64_t version,
    const struct treatment_input *in, struct treatment_result *ret)
{
    struct treatment_input checked = *in;
    struct treatment t = { .tx = tx, .arena = a, .who = who, .in = &checked };
    struct treatment_result result = { 0 };
    struct sending sending = { 0 };

    TRY(load(&t, item_id, version));
    TRY(check(&t, &checked));
    TRY(keep_outcome(&t, &result));
    TRY(keep_decision(&t, &result));
    TRY(keep_announcement(&t, &result));
    if (checked.decision.release && t.old.released_at == 0)
        TRY(sending_send_item(tx, a, who, o, t.item.id, &sending));
    result.sending_id = sending.id;
    *ret = result;
    return ERR_OK;
}
