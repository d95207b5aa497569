#include "agenda/treatment.h"
#include "agenda/minutes.h"
#include "agenda/treatment_check.h"
#include "lok/base/clock.h"
#include "lok/base/sql.h"

/* More than any council has seats. */
enum { MOST_VOTES = 1000 };

const struct field TREATMENT_FIELDS[] = {
    FIELD_CHOICE(struct treatment_input, outcome, .required = true, .of = ITEM_OUTCOMES,
        .label = "Uitkomst"),
    FIELD_TEXT(struct treatment_input, note, .multiline = true, .label = "Wat is er gezegd?",
        .hint = "Enkele zinnen voor het verslag."),
    FIELD_MONTH(struct treatment_input, target_month, .label = "Opnieuw op de agenda in",
        .hint = "Nodig bij uitstel. Bij een andere uitkomst kondigt u het onderwerp aan."),
    FIELD_DATE(struct treatment_input, target_date, .label = "Of op deze datum"),
    FIELD_BOOL(struct treatment_input, next_meeting, .label = "Of op de volgende vergadering",
        .hint = "Welke datum die ook krijgt."),
    FIELD_TEXT(struct treatment_input, reason, .max = 500, .label = "Waarom?",
        .hint = "Nodig als een punt ingetrokken wordt."),
    FIELD_TEXT(
        struct treatment_input, minority_view, .multiline = true, .label = "Minderheidsstandpunt"),
    FIELD_INT(struct treatment_input, votes.in_favour, .minus_is_none = true, .max = MOST_VOTES,
        .label = "Voor"),
    FIELD_INT(struct treatment_input, votes.against, .minus_is_none = true, .max = MOST_VOTES,
        .label = "Tegen"),
    FIELD_INT(struct treatment_input, votes.abstain, .minus_is_none = true, .max = MOST_VOTES,
        .label = "Onthoudingen"),
    FIELD_TEXT(struct treatment_input, internal_note, .multiline = true, .label = "Interne notitie",
        .hint = "Alleen het secretariaat ziet ze."),
    FIELD_TEXT(struct treatment_input, decision.title, .label = "Titel van de beslissing"),
    FIELD_TEXT(struct treatment_input, decision.text, .multiline = true,
        .label = "Tekst van de beslissing"),
    FIELD_TEXT(
        struct treatment_input, decision.motivation, .multiline = true, .label = "Motivering"),
    FIELD_CHOICE(struct treatment_input, decision.method, .of = DECISION_METHODS, .label = "Wijze"),
    FIELD_ID(struct treatment_input, decision.follow_up_id, .label = "Opvolging door"),
    FIELD_DATE(struct treatment_input, decision.due_date, .label = "Tegen"),
    FIELD_BOOL(struct treatment_input, decision.release, .label = "Meteen bekendmaken"),
    FIELD_TEXT(
        struct treatment_input, advice.text, .multiline = true, .label = "Tekst van het advies"),
    FIELD_TEXT(struct treatment_input, advice.motivation, .multiline = true,
        .label = "Motivering van het advies"),
    FIELD_TEXT(struct treatment_input, advice.balance_reason, .max = 1000,
        .label = "Waarom legt u het advies toch vast?",
        .hint = "Alleen nodig als de samenstelling of het aantal aanwezigen niet in orde is."),
    FIELD_END,
};

static const struct sql ANNOUNCED_FOR =
    SQL("SELECT target_month, target_date, next_meeting FROM announcement"
        " WHERE item_id = :item_id AND state <> 'dropped'");

static const struct sql NOTES =
    SQL("SELECT outcome, outcome_note, outcome_reason, internal_note, minority_view,"
        "       votes_in_favour, votes_against, votes_abstain"
        "  FROM agenda_item WHERE id = :id");

static enum err read_notes(
    struct snap *s, struct arena *a, int64_t item_id, struct treatment_input *ret)
{
    return sql_one(s, &NOTES, IN(in_i64("id", item_id)),
        OUT(out_enum("outcome", ITEM_OUTCOMES, &ret->outcome),
            out_text("outcome_note", a, &ret->note), out_text("outcome_reason", a, &ret->reason),
            out_text("internal_note", a, &ret->internal_note),
            out_text("minority_view", a, &ret->minority_view),
            out_i64("votes_in_favour", &ret->votes.in_favour),
            out_i64("votes_against", &ret->votes.against),
            out_i64("votes_abstain", &ret->votes.abstain)));
}

/* A date stands for itself, and so does the next meeting: their month is not what was typed. */
static enum err read_announced(
    struct snap *s, struct arena *a, int64_t item_id, struct treatment_input *ret)
{
    const char *month = "", *date = "";
    bool next = false;

    TRY(sql_one(s, &ANNOUNCED_FOR, IN(in_i64("item_id", item_id)),
        OUT(out_text("target_month", a, &month), out_text("target_date", a, &date),
            out_bool("next_meeting", &next))));
    ret->target_date = date;
    ret->next_meeting = next;
    ret->target_month = next || !str_empty(date) ? "" : month;
    return ERR_OK;
}

enum err treatment_get(
    struct snap *s, struct arena *a, int64_t item_id, struct treatment_input *ret)
{
    struct treatment_input in = { .target_month = "", .target_date = "" };
    struct decision d = { .title = "", .text = "", .motivation = "", .due_date = "" };

    TRY(read_notes(s, a, item_id, &in));
    enum err decided = decision_by_item(s, a, item_id, &d);
    if (decided != ERR_OK && decided != ERR_NOT_FOUND)
        return decided;
    enum err announced = read_announced(s, a, item_id, &in);
    if (announced != ERR_OK && announced != ERR_NOT_FOUND)
        return announced;
    in.decision = (struct treatment_decision){
        .title = d.title,
        .text = d.text,
        .motivation = d.motivation,
        .due_date = d.due_date,
        .method = d.method,
        .follow_up_id = d.follow_up_id,
    };
    TRY(treatment_advice_read(s, a, item_id, &in));
    *ret = in;
    return ERR_OK;
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
    TRY(minutes_check_open(s, t->arena, t->item.meeting_id));
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
    if (!treatment_decides(d))
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
        "   SET outcome = :outcome, outcome_note = :note, treated_at = :at,"
        "       outcome_reason = :reason, internal_note = :internal_note,"
        "       minority_view = :minority_view, votes_in_favour = :in_favour,"
        "       votes_against = :against, votes_abstain = :abstain, version = version + 1"
        " WHERE id = :id"
        " RETURNING version");

static enum err keep_outcome(const struct treatment *t, struct treatment_result *ret)
{
    const struct treatment_input *in = t->in;
    int64_t at = in->outcome == OUTCOME_NONE ? 0
                 : t->item.treated_at == 0   ? clock_now()
                                             : t->item.treated_at;
    cJSON *data = cJSON_CreateObject();

    json_add_text(data, "outcome", choice_code(ITEM_OUTCOMES, in->outcome));
    json_add_text(data, "targetMonth", t->month);
    TRY(event_record_typing(t->tx, t->who,
        in->outcome == OUTCOME_NONE ? "item.noted" : "item.treated", "agenda_item", t->item.id,
        data));
    TRY(sql_change(t->tx, &ITEM_TREAT,
        IN(in_i64("id", t->item.id), in_enum("outcome", ITEM_OUTCOMES, in->outcome),
            in_text("note", in->note), in_text("reason", in->reason),
            in_text("internal_note", in->internal_note),
            in_text("minority_view", in->minority_view), in_i64("in_favour", in->votes.in_favour),
            in_i64("against", in->votes.against), in_i64("abstain", in->votes.abstain),
            in_id("at", at)),
        OUT(out_i64("version", &ret->item_version))));
    return meeting_touch(t->tx, t->item.meeting_id);
}

/* What is announced bears the name of its dossier: the next item is a new one about it. */
static enum err keep_announcement(const struct treatment *t, struct treatment_result *ret)
{
    bool postponed = t->in->outcome == OUTCOME_POSTPONED;
    const char *title =
        postponed || t->item.dossier_id == 0 ? t->item.title : t->item.dossier_title;

    const struct target target = { t->month, t->in->target_date, t->in->next_meeting };

    return announcement_set(t->tx, t->who, postponed ? POSTPONED : ANNOUNCED, t->item.id, title,
        &target, &ret->announcement_id);
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
    TRY(treatment_check(&t, &checked));
    TRY(keep_outcome(&t, &result));
    TRY(keep_decision(&t, &result));
    TRY(treatment_advise(&t, in->advice.text != NULL, &result));
    TRY(keep_announcement(&t, &result));
    TRY(minutes_treated(tx, a, who, item_id));
    if (checked.decision.release && t.old.released_at == 0)
        TRY(sending_send_item(tx, a, who, o, t.item.id, &sending));
    result.sending_id = sending.id;
    *ret = result;
    return ERR_OK;
}

const char *treatment_votes(struct arena *a, const struct votes *v)
{
    if (!votes_counted(v))
        return "";
    return arena_printf(a, "%lld voor, %lld tegen, %lld %s", (long long)v->in_favour,
        (long long)v->against, (long long)v->abstain,
        v->abstain == 1 ? "onthouding" : "onthoudingen");
}
