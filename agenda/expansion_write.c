/* A round is made, changed, and goes on: open → scoring → closed. */
#include "agenda/advice.h"
#include "agenda/decision.h"
#include "agenda/dossier.h"
#include "agenda/expansion_inside.h"
#include "agenda/expansion_tell.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"

const struct field EXPANSION_FIELDS[] = {
    FIELD_TEXT(struct expansion, title, .required = true, .label = "Naam van de ronde",
        .hint = "Bijvoorbeeld: Uitbreidingsronde 2024."),
    FIELD_ID(struct expansion, dossier_id, .label = "Dossier"),
    FIELD_DATE(struct expansion, closes_on, .required = true, .label = "Aanvragen tot en met"),
    FIELD_INT(struct expansion, places, .zero_is_none = true, .min = 0, .max = 9999,
        .label = "Beschikbare plaatsen", .hint = "Leeg: nog niet bekend."),
    FIELD_ID(struct expansion, decision_id, .label = "Criteria goedgekeurd met beslissing"),
    FIELD_CHOICE(struct expansion, access, .of = ACCESSES, .label = "Zichtbaar voor",
        .hint = "Scores zien alleen de leden en het secretariaat."),
    FIELD_END,
};

const struct field EXPANSION_STEP_FIELDS[] = {
    FIELD_CHOICE(
        struct expansion_step, state, .required = true, .of = EXPANSION_STATES, .label = "Stand"),
    FIELD_TEXT(struct expansion_step, reason, .max = 500, .label = "Waarom?",
        .hint = "Nodig om een afgesloten ronde te heropenen."),
    FIELD_END,
};

static const struct sql TOUCH =
    SQL("UPDATE expansion SET version = version + 1"
        " WHERE id = :id AND (:version = 0 OR version = :version) RETURNING id");

enum err expansion_begin(struct tx *tx, struct arena *a, const struct actor *who,
    enum action action, int64_t id, int64_t version, bool closed_too, struct expansion *ret)
{
    struct expansion e = { 0 };
    int64_t row;

    if (!may(who, action, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(expansion_get(tx_snap(tx), a, who, id, &e));
    enum err err = sql_change(
        tx, &TOUCH, IN(in_i64("id", id), in_i64("version", version)), OUT(out_i64("id", &row)));
    if (err != ERR_OK)
        return err == ERR_NOT_FOUND ? ERR_STALE : err;
    if (!closed_too && e.state == EXPANSION_CLOSED)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Deze ronde is afgesloten: er verandert niets meer. Heropen ze eerst, met een reden.");
    *ret = e;
    return ERR_OK;
}

enum err expansion_record(
    struct tx *tx, const struct actor *who, int64_t id, const char *what, cJSON *data)
{
    const char *type = arena_printf(tx_fault(tx)->arena, "expansion.%s", what);

    return event_record(tx, who, type, "expansion", id, data, NULL);
}

/* -- making and changing -- */

static enum err known(enum err e, struct fault *f, const char *field, const char *words)
{
    if (e == ERR_NOT_FOUND)
        fault_issue(f, field, "unknown", "%s", words);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err check(struct tx *tx, struct arena *a, struct expansion *in)
{
    struct fault *f = tx_fault(tx);
    const struct visibility all = { .sees = ACCESS_SECRETARIAT };
    struct dossier dossier;
    struct decision decision;

    change_check(EXPANSION_FIELDS, f, in);
    if (!str_empty(in->closes_on) && !date_valid(in->closes_on))
        fault_issue(f, "closes_on", "format", "Vul een datum in, zoals 28/05/2024.");
    if (in->places < 0 || in->places > 9999)
        fault_issue(f, "places", "range", "Kies een getal van 0 tot en met 9999.");
    if (in->dossier_id != 0)
        TRY(known(dossier_get(tx_snap(tx), a, all, in->dossier_id, &dossier), f, "dossier_id",
            "Dit dossier bestaat niet."));
    if (in->decision_id != 0)
        TRY(known(decision_by_id(tx_snap(tx), a, in->decision_id, &decision), f, "decision_id",
            "Deze beslissing bestaat niet."));
    return fault_check(f);
}

static const struct sql INSERT =
    SQL("INSERT INTO expansion (title, dossier_id, closes_on, places, state, access, started_on,"
        "                       closed_on, reopened)"
        " VALUES (:title, :dossier, :closes_on, :places, 'open', :access, :today, '', '')"
        " RETURNING id");

static const struct sql FIRST_CRITERIA =
    SQL("INSERT INTO expansion_criteria (expansion_id, number, reason, made_on, decision_id)"
        " VALUES (:round, 1, '', :today, :decision)");

enum err expansion_create(struct tx *tx, struct arena *a, const struct actor *who,
    const struct expansion *in, int64_t *ret_id)
{
    struct expansion e = *in;
    const char *today;
    int64_t id;

    if (!may(who, PREPARE_MEETING, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(check(tx, a, &e));
    TRY(council_today_read(tx_snap(tx), a, &today));
    TRY(sql_change(tx, &INSERT,
        IN(in_text("title", e.title), in_id("dossier", e.dossier_id),
            in_text("closes_on", e.closes_on), in_i64("places", e.places),
            in_i64("access", e.access), in_text("today", today)),
        OUT(out_i64("id", &id))));
    TRY(sql_run(tx, &FIRST_CRITERIA,
        IN(in_i64("round", id), in_text("today", today), in_id("decision", e.decision_id)), NULL));
    TRY(expansion_record(tx, who, id, "created", change_values(EXPANSION_FIELDS, a, &e)));
    *ret_id = id;
    return ERR_OK;
}

static const struct sql UPDATE =
    SQL("UPDATE expansion SET title = :title, dossier_id = :dossier, closes_on = :closes_on,"
        "       places = :places, access = :access"
        " WHERE id = :id");

/* Of the criteria that count. */
static const struct sql APPROVED =
    SQL("UPDATE expansion_criteria SET decision_id = :decision"
        " WHERE expansion_id = :round"
        "   AND number = (SELECT max(k.number) FROM expansion_criteria k"
        "                  WHERE k.expansion_id = :round)");

static const struct sql COUNT_SCORES = SQL("SELECT count(*) AS n FROM expansion_application x"
                                           "  JOIN expansion_score r ON r.application_id = x.id"
                                           " WHERE x.expansion_id = :round");

static enum err count_scores(struct tx *tx, int64_t id, int64_t *ret)
{
    return sql_one(tx_snap(tx), &COUNT_SCORES, IN(in_i64("round", id)), OUT(out_i64("n", ret)));
}

enum err expansion_update(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct expansion *in)
{
    struct expansion e = *in, old = { 0 };
    int64_t scores = 0;

    TRY(expansion_begin(tx, a, who, PREPARE_MEETING, id, version, false, &old));
    TRY(check(tx, a, &e));
    TRY(count_scores(tx, id, &scores));
    if (scores > 0 && !str_equal(e.closes_on, old.closes_on))
        return fault_issue(tx_fault(tx), "closes_on", "range",
            "Er is al gescoord: de laatste dag om aan te vragen ligt vast.");
    TRY(sql_run(tx, &UPDATE,
        IN(in_i64("id", id), in_text("title", e.title), in_id("dossier", e.dossier_id),
            in_text("closes_on", e.closes_on), in_i64("places", e.places),
            in_i64("access", e.access)),
        NULL));
    TRY(sql_run(tx, &APPROVED, IN(in_i64("round", id), in_id("decision", e.decision_id)), NULL));
    TRY(expansion_tell_over(tx, id, EXPANSION_CALL));
    return expansion_record(tx, who, id, "changed", change_between(EXPANSION_FIELDS, a, &old, &e));
}

/* -- going on -- */

static enum err refuse(struct tx *tx, const char *words)
{
    return fault_set(tx_fault(tx), ERR_CONFLICT, "%s", words);
}

static enum err may_score(struct tx *tx, struct arena *a, const struct expansion *e,
    const struct expansion_criteria *c, const struct expansion_application_list *list)
{
    const char *wrong = expansion_weights_wrong(a, c);
    const char *today;

    TRY(council_today_read(tx_snap(tx), a, &today));
    if (*wrong != '\0')
        return refuse(tx, wrong);
    if (date_days_between(today, e->closes_on) >= 0)
        return refuse(tx, arena_printf(a, "Aanvragen kan nog tot en met %s. Beoordelen kan daarna.",
                              dutch_date_long(a, e->closes_on)));
    if (expansion_has_none(list))
        return refuse(tx, "Er is geen enkele aanvraag die op tijd binnenkwam.");
    return ERR_OK;
}

/* A round that nobody applied to in time has nothing to score. */
static enum err may_end(struct tx *tx, struct arena *a, const struct expansion *e,
    const struct expansion_application_list *list)
{
    const char *today;

    TRY(council_today_read(tx_snap(tx), a, &today));
    if (!expansion_has_none(list))
        return refuse(tx, "Er kwamen aanvragen binnen: start eerst de beoordeling.");
    return date_days_between(today, e->closes_on) < 0
               ? ERR_OK
               : refuse(tx, arena_printf(a, "Aanvragen kan nog tot en met %s.",
                                dutch_date_long(a, e->closes_on)));
}

static enum err may_close(
    struct tx *tx, struct arena *a, const struct expansion_application_list *list)
{
    struct lines names = { arena_array(a, list->count, sizeof *names.at), 0 };

    for (size_t i = 0; i < list->count; i++)
        if (!list->at[i].late && list->at[i].missing > 0)
            names.at[names.count++] = list->at[i].name;
    if (names.count == 0)
        return ERR_OK;
    return refuse(
        tx, arena_printf(a, "Nog niet alles is beoordeeld: %s.", str_join_dutch(a, &names)));
}

static enum err may_reopen(
    struct tx *tx, struct arena *a, const struct expansion *e, const char *reason)
{
    struct advice advice = { 0 };

    if (str_empty(reason))
        return fault_issue(
            tx_fault(tx), "reason", "required", "Schrijf waarom u de ronde heropent.");
    if (e->advice_id != 0)
        TRY(advice_by_id(tx_snap(tx), a, e->advice_id, &advice));
    if (advice.sent_at != 0)
        return refuse(tx, "Het advies uit deze ronde is bezorgd: ze gaat niet meer open.");
    return ERR_OK;
}

static enum err may_move(struct tx *tx, struct arena *a, const struct actor *who,
    const struct expansion *e, const struct expansion_step *step)
{
    struct expansion_criteria c = { 0 };
    struct expansion_application_list list = { 0 };
    int64_t scores = 0;

    TRY(expansion_criteria(tx_snap(tx), a, who, e->id, 0, &c));
    TRY(expansion_applications(tx_snap(tx), a, who, e, &c, &list));
    if (e->state == EXPANSION_OPEN && step->state == EXPANSION_SCORING)
        return may_score(tx, a, e, &c, &list);
    if (e->state == EXPANSION_SCORING && step->state == EXPANSION_CLOSED)
        return may_close(tx, a, &list);
    if (e->state == EXPANSION_OPEN && step->state == EXPANSION_CLOSED)
        return may_end(tx, a, e, &list);
    if (e->state == EXPANSION_CLOSED &&
        step->state == (expansion_has_none(&list) ? EXPANSION_OPEN : EXPANSION_SCORING))
        return may_reopen(tx, a, e, step->reason);
    if (e->state != EXPANSION_SCORING || step->state != EXPANSION_OPEN)
        return refuse(tx, arena_printf(a, "Deze ronde is %s: deze stap kan nu niet.",
                              choice_dutch(EXPANSION_STATES, e->state)));
    TRY(count_scores(tx, e->id, &scores));
    return scores == 0 ? ERR_OK
                       : refuse(tx, "Er is al gescoord: er komen geen aanvragen meer bij.");
}

static const struct sql MOVE =
    SQL("UPDATE expansion SET state = :state, closed_on = :closed_on, reopened = :reopened"
        " WHERE id = :id");

enum err expansion_move(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct expansion_step *in)
{
    struct expansion_step step = *in;
    struct expansion e = { 0 };
    const char *today;

    TRY(expansion_begin(tx, a, who, PREPARE_MEETING, id, version, true, &e));
    change_check(EXPANSION_STEP_FIELDS, tx_fault(tx), &step);
    TRY(fault_check(tx_fault(tx)));
    TRY(may_move(tx, a, who, &e, &step));
    TRY(council_today_read(tx_snap(tx), a, &today));
    TRY(sql_run(tx, &MOVE,
        IN(in_i64("id", id), in_enum("state", EXPANSION_STATES, step.state),
            in_text("closed_on", step.state == EXPANSION_CLOSED ? today : ""),
            in_text("reopened", e.state == EXPANSION_CLOSED ? step.reason : e.reopened)),
        NULL));
    TRY(expansion_tell_over(tx, id, EXPANSION_CALL));
    if (e.state == EXPANSION_CLOSED)
        TRY(expansion_tell_over(tx, id, EXPANSION_ADVICE));
    return expansion_record(tx, who, id, "moved", change_values(EXPANSION_STEP_FIELDS, a, &step));
}
