/* A score for one criterion of one application. */
#include "agenda/expansion_inside.h"
#include "lok/base/sql.h"
#include "lok/person.h"
#include <string.h>

const struct field EXPANSION_SCORE_FIELDS[] = {
    FIELD_ID(struct expansion_score_input, scorer_id, .required = true, .label = "Beoordeeld door"),
    FIELD_INT(struct expansion_score_input, score, .required = true, .min = 0, .max = 20,
        .label = "Score"),
    FIELD_TEXT(struct expansion_score_input, reason, .required = true, .max = 500,
        .label = "Waarom deze score?"),
    FIELD_END,
};

static const struct sql HAS_CONFLICT =
    SQL("SELECT id FROM expansion_conflict"
        " WHERE application_id = :application AND person_id = :person AND removed_at IS NULL");

/* A seat or a contact of the organiser is an interest in itself. */
static const struct sql WORKS_FOR = SQL("SELECT m.person_id FROM member m"
                                        " WHERE m.person_id = :person AND m.partner_id = :partner"
                                        "   AND (m.until_date IS NULL OR m.until_date >= :today)"
                                        " UNION ALL"
                                        " SELECT c.person_id FROM partner_contact c"
                                        " WHERE c.person_id = :person AND c.partner_id = :partner"
                                        " LIMIT 1");

static enum err found(enum err e, bool *ret)
{
    *ret = e == ERR_OK;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err check_scorer(struct tx *tx, struct arena *a, const struct expansion_application *x,
    const struct expansion_score_input *in)
{
    struct fault *f = tx_fault(tx);
    struct snap *s = tx_snap(tx);
    struct person person = { 0 };
    bool known, interest, works;
    const char *today;
    int64_t row;

    if (in->scorer_id == 0)
        return ERR_OK;
    TRY(council_today_read(s, a, &today));
    TRY(found(person_get(s, a, in->scorer_id, &person), &known));
    TRY(found(
        sql_one(s, &HAS_CONFLICT, IN(in_i64("application", x->id), in_i64("person", in->scorer_id)),
            OUT(out_i64("id", &row))),
        &interest));
    TRY(found(sql_one(s, &WORKS_FOR,
                  IN(in_i64("person", in->scorer_id), in_i64("partner", x->partner_id),
                      in_text("today", today)),
                  OUT(out_i64("person_id", &row))),
        &works));
    if (!known)
        fault_issue(f, "scorer_id", "unknown", "Deze persoon bestaat niet.");
    else if (interest)
        fault_issue(f, "scorer_id", "range",
            "Deze persoon heeft een belang bij deze aanvraag en beoordeelt haar dus niet.");
    else if (works)
        fault_issue(f, "scorer_id", "range",
            "Deze persoon hoort bij de organisator en beoordeelt deze aanvraag dus niet.");
    return ERR_OK;
}

static enum err may_score(struct tx *tx, struct arena *a, const struct expansion *e,
    const struct expansion_criteria *c, const struct expansion_application *x)
{
    struct fault *f = tx_fault(tx);
    const char *wrong = expansion_weights_wrong(a, c);

    if (e->state == EXPANSION_CLOSED)
        return fault_set(f, ERR_CONFLICT, "Deze ronde is afgesloten: er wordt niet meer gescoord.");
    if (e->state != EXPANSION_SCORING)
        return fault_set(f, ERR_CONFLICT,
            "De beoordeling is nog niet gestart: er kan nog niet gescoord worden.");
    if (*wrong != '\0')
        return fault_set(f, ERR_CONFLICT, "%s Pas daarna kan er gescoord worden.", wrong);
    if (strcmp(x->received_on, e->closes_on) > 0)
        return fault_set(
            f, ERR_CONFLICT, "Deze aanvraag kwam te laat binnen en wordt dus niet beoordeeld.");
    return ERR_OK;
}

static enum err check(struct tx *tx, struct arena *a, const struct expansion_application *x,
    const struct expansion_criterion *criterion, struct expansion_score_input *in)
{
    struct fault *f = tx_fault(tx);

    change_check(EXPANSION_SCORE_FIELDS, f, in);
    if (in->score < 0 || in->score > criterion->most)
        fault_issue(f, "score", "range", "Kies een score van 0 tot en met %lld.",
            (long long)criterion->most);
    TRY(check_scorer(tx, a, x, in));
    return fault_check(f);
}

static const struct sql PUT =
    SQL("INSERT INTO expansion_score (application_id, criterion_id, scorer_id, score, reason)"
        " VALUES (:application, :criterion, :scorer, :score, :reason)"
        " ON CONFLICT (application_id, criterion_id) WHERE conflict_id IS NULL DO UPDATE"
        "    SET scorer_id = excluded.scorer_id, score = excluded.score,"
        "        reason = excluded.reason");

enum err expansion_score_put(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, int64_t application_id, int64_t criterion_id,
    const struct expansion_score_input *in)
{
    struct expansion_score_input score = *in;
    struct expansion e = { 0 };
    struct expansion_criteria c = { 0 };
    struct expansion_application x = { 0 };
    const struct expansion_criterion *criterion = NULL;

    TRY(expansion_begin(tx, a, who, RECORD, id, version, true, &e));
    TRY(expansion_application_read(tx_snap(tx), a, id, application_id, false, &x));
    TRY(expansion_criteria(tx_snap(tx), a, who, id, 0, &c));
    for (size_t i = 0; i < c.count; i++)
        if (c.at[i].id == criterion_id)
            criterion = &c.at[i];
    if (criterion == NULL)
        return ERR_NOT_FOUND;
    TRY(may_score(tx, a, &e, &c, &x));
    TRY(check(tx, a, &x, criterion, &score));
    TRY(sql_run(tx, &PUT,
        IN(in_i64("application", application_id), in_i64("criterion", criterion_id),
            in_i64("scorer", score.scorer_id), in_i64("score", score.score),
            in_text("reason", score.reason)),
        NULL));
    cJSON *data = cJSON_CreateObject();
    json_add_id(data, "applicationId", application_id);
    json_add_id(data, "criterionId", criterion_id);
    cJSON_AddNumberToObject(data, "score", (double)score.score);
    return expansion_record(tx, who, id, "scored", data);
}
