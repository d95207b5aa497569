/* The criteria of a round, version by version. */
#include "agenda/expansion_inside.h"
#include "lok/base/clock.h"
#include "lok/base/sql.h"

enum { WHOLE = 100 };

const struct field EXPANSION_CRITERION_FIELDS[] = {
    FIELD_TEXT(
        struct expansion_criterion, name, .required = true, .max = 100, .label = "Criterium"),
    FIELD_INT(struct expansion_criterion, weight, .required = true, .min = 1, .max = WHOLE,
        .label = "Gewicht", .hint = "Alle gewichten zijn samen 100."),
    FIELD_INT(struct expansion_criterion, most, .required = true, .min = 1, .max = 20,
        .label = "Hoogste score", .hint = "Er wordt gescoord van 0 tot en met dit getal."),
    FIELD_TEXT(struct expansion_criterion, explanation, .max = 1000, .multiline = true,
        .label = "Waar letten we op?"),
    FIELD_END,
};

const struct field EXPANSION_RENEWAL_FIELDS[] = {
    FIELD_TEXT(struct expansion_renewal, reason, .required = true, .max = 500,
        .label = "Waarom nieuwe criteria?",
        .hint = "Dit blijft bij de ronde staan, net als de vorige criteria met hun scores."),
    FIELD_END,
};

/* -- reading -- */

static const struct sql CRITERIA =
    SQL("SELECT c.id, c.number, c.reason, c.made_on, c.decision_id, x.number AS decision_number,"
        "       (SELECT count(*) FROM expansion_criterion n"
        "          JOIN expansion_score r ON r.criterion_id = n.id"
        "         WHERE n.criteria_id = c.id) AS scores,"
        "       c.number = (SELECT max(k.number) FROM expansion_criteria k"
        "                    WHERE k.expansion_id = c.expansion_id) AS current"
        "  FROM expansion_criteria c"
        "  LEFT JOIN decision x ON x.id = c.decision_id"
        "   AND (:all = 1 OR (x.released_at <= :now AND x.access <= :sees))"
        " WHERE c.expansion_id = :round AND (:number = 0 OR c.number = :number)"
        " ORDER BY c.number DESC LIMIT 1");

static const struct sql CRITERION =
    SQL("SELECT id, name, explanation, weight, most FROM expansion_criterion"
        " WHERE criteria_id = :criteria ORDER BY id");

static enum err read_rows(struct snap *s, struct arena *a, struct expansion_criteria *c)
{
    struct expansion_criterion row = { 0 };

    TRY(sql_list(s, a, &CRITERION, IN(in_i64("criteria", c->id)),
        OUT(out_i64("id", &row.id), out_text("name", a, &row.name),
            out_text("explanation", a, &row.explanation), out_i64("weight", &row.weight),
            out_i64("most", &row.most)),
        &row, sizeof row, &c->at, &c->count));
    for (size_t i = 0; i < c->count; i++)
        c->weights += c->at[i].weight;
    return ERR_OK;
}

enum err expansion_criteria(struct snap *s, struct arena *a, const struct actor *who, int64_t id,
    int64_t number, struct expansion_criteria *ret)
{
    struct expansion_criteria c = { 0 };

    TRY(sql_one(s, &CRITERIA,
        IN(in_bool("all", may(who, PREPARE_MEETING, (struct object){ 0 })),
            in_i64("now", clock_now()), in_i64("sees", visibility_of(who).sees),
            in_i64("round", id), in_i64("number", number)),
        OUT(out_i64("id", &c.id), out_i64("number", &c.number), out_text("reason", a, &c.reason),
            out_text("made_on", a, &c.made_on), out_i64("decision_id", &c.decision_id),
            out_text("decision_number", a, &c.decision_number), out_i64("scores", &c.scores),
            out_bool("current", &c.current))));
    TRY(read_rows(s, a, &c));
    *ret = c;
    return ERR_OK;
}

const char *expansion_weights_wrong(struct arena *a, const struct expansion_criteria *c)
{
    if (c->weights == WHOLE)
        return "";
    if (c->count == 0)
        return "Er zijn nog geen criteria.";
    return c->weights < WHOLE
               ? arena_printf(a, "De gewichten zijn samen %lld. Er ontbreekt nog %lld.",
                     (long long)c->weights, (long long)(WHOLE - c->weights))
               : arena_printf(a, "De gewichten zijn samen %lld. Dat is %lld te veel.",
                     (long long)c->weights, (long long)(c->weights - WHOLE));
}

/* -- writing -- */

struct opened {
    struct expansion round;
    struct expansion_criteria criteria;
};

static enum err begin(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, bool scored, struct opened *ret)
{
    TRY(expansion_begin(tx, a, who, PREPARE_MEETING, id, version, false, &ret->round));
    TRY(expansion_criteria(tx_snap(tx), a, who, id, 0, &ret->criteria));
    if (!scored && ret->criteria.scores > 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Er is al gescoord volgens deze criteria. Maak een nieuwe versie, met een reden.");
    if (scored && ret->criteria.scores == 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Er is nog niet gescoord volgens deze criteria: pas ze gewoon aan.");
    return ERR_OK;
}

static enum err check(struct tx *tx, struct expansion_criterion *in)
{
    struct fault *f = tx_fault(tx);

    change_check(EXPANSION_CRITERION_FIELDS, f, in);
    if (in->weight < 1 || in->weight > WHOLE)
        fault_issue(f, "weight", "range", "Kies een getal van 1 tot en met 100.");
    if (in->most < 1 || in->most > 20)
        fault_issue(f, "most", "range", "Kies een getal van 1 tot en met 20.");
    return fault_check(f);
}

static enum err record(
    struct tx *tx, const struct actor *who, int64_t id, const struct expansion_criterion *in)
{
    return expansion_record(tx, who, id, "criteria.changed",
        in == NULL ? NULL : change_values(EXPANSION_CRITERION_FIELDS, tx_fault(tx)->arena, in));
}

static const struct sql INSERT =
    SQL("INSERT INTO expansion_criterion (criteria_id, name, explanation, weight, most)"
        " VALUES (:criteria, :name, :explanation, :weight, :most)");

static enum err insert(struct tx *tx, int64_t criteria_id, const struct expansion_criterion *c)
{
    return sql_run(tx, &INSERT,
        IN(in_i64("criteria", criteria_id), in_text("name", c->name),
            in_text("explanation", c->explanation), in_i64("weight", c->weight),
            in_i64("most", c->most)),
        NULL);
}

enum err expansion_criterion_add(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, const struct expansion_criterion *in)
{
    enum { MOST_CRITERIA = 20 };
    struct expansion_criterion c = *in;
    struct opened o = { 0 };

    TRY(begin(tx, a, who, id, version, false, &o));
    TRY(check(tx, &c));
    if (o.criteria.count >= MOST_CRITERIA)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Er zijn hoogstens 20 criteria.");
    TRY(insert(tx, o.criteria.id, &c));
    return record(tx, who, id, &c);
}

static const struct sql UPDATE =
    SQL("UPDATE expansion_criterion"
        "   SET name = :name, explanation = :explanation, weight = :weight, most = :most"
        " WHERE id = :id AND criteria_id = :criteria");

enum err expansion_criterion_update(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, int64_t criterion_id, const struct expansion_criterion *in)
{
    struct expansion_criterion c = *in;
    struct opened o = { 0 };
    int64_t changed = 0;

    TRY(begin(tx, a, who, id, version, false, &o));
    TRY(check(tx, &c));
    TRY(sql_run(tx, &UPDATE,
        IN(in_i64("id", criterion_id), in_i64("criteria", o.criteria.id), in_text("name", c.name),
            in_text("explanation", c.explanation), in_i64("weight", c.weight),
            in_i64("most", c.most)),
        &changed));
    return changed == 0 ? ERR_NOT_FOUND : record(tx, who, id, &c);
}

static const struct sql REMOVE =
    SQL("DELETE FROM expansion_criterion WHERE id = :id AND criteria_id = :criteria");

enum err expansion_criterion_remove(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, int64_t criterion_id)
{
    struct opened o = { 0 };
    int64_t changed = 0;

    TRY(begin(tx, a, who, id, version, false, &o));
    TRY(sql_run(
        tx, &REMOVE, IN(in_i64("id", criterion_id), in_i64("criteria", o.criteria.id)), &changed));
    return changed == 0 ? ERR_NOT_FOUND : record(tx, who, id, NULL);
}

static const struct sql RENEW =
    SQL("INSERT INTO expansion_criteria (expansion_id, number, reason, made_on)"
        " VALUES (:round, :number, :reason, :today) RETURNING id");

enum err expansion_criteria_renew(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, const struct expansion_renewal *in)
{
    struct expansion_renewal r = *in;
    struct opened o = { 0 };
    const char *today;
    int64_t criteria_id;

    TRY(begin(tx, a, who, id, version, true, &o));
    change_check(EXPANSION_RENEWAL_FIELDS, tx_fault(tx), &r);
    TRY(fault_check(tx_fault(tx)));
    TRY(council_today_read(tx_snap(tx), a, &today));
    TRY(sql_change(tx, &RENEW,
        IN(in_i64("round", id), in_i64("number", o.criteria.number + 1),
            in_text("reason", r.reason), in_text("today", today)),
        OUT(out_i64("id", &criteria_id))));
    for (size_t i = 0; i < o.criteria.count; i++)
        TRY(insert(tx, criteria_id, &o.criteria.at[i]));
    return expansion_record(
        tx, who, id, "criteria.renewed", change_values(EXPANSION_RENEWAL_FIELDS, a, &r));
}
