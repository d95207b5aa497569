/* What stands under a dossier: funders with their periods, actors with role and contribution,
 * figures with source and year. */
#include "agenda/dossier.h"
#include "lok/base/clock.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/event.h"
#include <string.h>

const struct field FUNDER_FIELDS[] = {
    FIELD_TEXT(struct funder, name, .required = true, .label = "Wie betaalt?"),
    FIELD_DATE(struct funder, from_date, .label = "Van"),
    FIELD_DATE(struct funder, until_date, .label = "Tot en met"),
    FIELD_TEXT(struct funder, note, .max = 500, .label = "Opmerking"),
    FIELD_END,
};

const struct field DOSSIER_ACTOR_FIELDS[] = {
    FIELD_ID(struct dossier_actor, partner_id, .required = true, .label = "Partner"),
    FIELD_TEXT(struct dossier_actor, role, .label = "Rol"),
    FIELD_TEXT(struct dossier_actor, contribution, .max = 500, .label = "Bijdrage"),
    FIELD_END,
};

const struct field FIGURE_FIELDS[] = {
    FIELD_TEXT(struct figure, what, .required = true, .label = "Wat?"),
    FIELD_TEXT(struct figure, value, .required = true, .max = 40, .label = "Cijfer"),
    FIELD_INT(struct figure, year, .required = true, .min = 1900, .max = 2199, .label = "Jaar"),
    FIELD_TEXT(struct figure, source, .required = true, .max = 500, .label = "Bron",
        .hint = "Waar dit cijfer vandaan komt."),
    FIELD_END,
};

static const struct sql FUNDERS =
    SQL("SELECT id, name, from_date, until_date, note FROM dossier_funder"
        " WHERE dossier_id = :id AND removed_at IS NULL ORDER BY from_date, id");

enum err dossier_funders(struct snap *s, struct arena *a, int64_t id, struct funder_list *ret)
{
    struct funder row = { 0 };

    return sql_list(s, a, &FUNDERS, IN(in_i64("id", id)),
        OUT(out_i64("id", &row.id), out_text("name", a, &row.name),
            out_text("from_date", a, &row.from_date), out_text("until_date", a, &row.until_date),
            out_text("note", a, &row.note)),
        &row, sizeof row, &ret->at, &ret->count);
}

static const struct sql ACTORS =
    SQL("SELECT x.id, x.partner_id, x.role, x.contribution, p.name AS partner_name"
        "  FROM dossier_actor x JOIN partner p ON p.id = x.partner_id"
        " WHERE x.dossier_id = :id AND x.removed_at IS NULL ORDER BY x.id");

enum err dossier_actors(struct snap *s, struct arena *a, int64_t id, struct dossier_actor_list *ret)
{
    struct dossier_actor row = { 0 };

    return sql_list(s, a, &ACTORS, IN(in_i64("id", id)),
        OUT(out_i64("id", &row.id), out_i64("partner_id", &row.partner_id),
            out_text("role", a, &row.role), out_text("contribution", a, &row.contribution),
            out_text("partner_name", a, &row.partner_name)),
        &row, sizeof row, &ret->at, &ret->count);
}

static const struct sql FIGURES =
    SQL("SELECT id, what, value, year, source FROM dossier_figure"
        " WHERE dossier_id = :id AND removed_at IS NULL ORDER BY what, year, id");

enum err dossier_figures(struct snap *s, struct arena *a, int64_t id, struct figure_list *ret)
{
    struct figure row = { 0 };

    return sql_list(s, a, &FIGURES, IN(in_i64("id", id)),
        OUT(out_i64("id", &row.id), out_text("what", a, &row.what),
            out_text("value", a, &row.value), out_i64("year", &row.year),
            out_text("source", a, &row.source)),
        &row, sizeof row, &ret->at, &ret->count);
}

static const struct sql DOSSIER_TOUCH =
    SQL("UPDATE dossier SET version = version + 1 WHERE id = :id RETURNING id");

/* ERR_NOT_FOUND when there is no such dossier, ERR_FORBIDDEN for who may not change one. */
static enum err touch(struct tx *tx, const struct actor *who, int64_t id)
{
    if (!may(who, PREPARE_MEETING, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    return sql_change(tx, &DOSSIER_TOUCH, IN(in_i64("id", id)), OUT(out_i64("id", &id)));
}

static const struct sql FUNDER_INSERT =
    SQL("INSERT INTO dossier_funder (dossier_id, name, from_date, until_date, note)"
        " VALUES (:id, :name, :from_date, :until_date, :note)");

enum err dossier_add_funder(
    struct tx *tx, const struct actor *who, int64_t id, const struct funder *in)
{
    struct fault *f = tx_fault(tx);
    struct funder part = *in;

    change_check(FUNDER_FIELDS, f, &part);
    if (!str_empty(part.from_date) && !str_empty(part.until_date) &&
        strcmp(part.until_date, part.from_date) < 0)
        fault_issue(f, "until_date", "range", "Het einde valt voor het begin.");
    TRY(fault_check(f));
    TRY(touch(tx, who, id));
    TRY(sql_run(tx, &FUNDER_INSERT,
        IN(in_i64("id", id), in_text("name", part.name), in_text("from_date", part.from_date),
            in_text("until_date", part.until_date), in_text("note", part.note)),
        NULL));
    TRY(dossier_index(tx, f->arena, id));
    return event_record(tx, who, "dossier.funder.added", "dossier", id,
        change_values(FUNDER_FIELDS, f->arena, &part), NULL);
}

static const struct sql ACTOR_INSERT =
    SQL("INSERT INTO dossier_actor (dossier_id, partner_id, role, contribution)"
        " VALUES (:id, :partner_id, :role, :contribution)");

enum err dossier_add_actor(
    struct tx *tx, const struct actor *who, int64_t id, const struct dossier_actor *in)
{
    struct fault *f = tx_fault(tx);
    struct dossier_actor part = *in;
    struct partner partner = { 0 };

    change_check(DOSSIER_ACTOR_FIELDS, f, &part);
    TRY(fault_check(f));
    enum err e = partner_get(tx_snap(tx), f->arena, part.partner_id, &partner);
    if (e == ERR_NOT_FOUND)
        return fault_issue(f, "partner_id", "unknown", "Deze partner bestaat niet.");
    TRY(e);
    TRY(touch(tx, who, id));
    TRY(sql_run(tx, &ACTOR_INSERT,
        IN(in_i64("id", id), in_i64("partner_id", part.partner_id), in_text("role", part.role),
            in_text("contribution", part.contribution)),
        NULL));
    TRY(dossier_index(tx, f->arena, id));
    return event_record(tx, who, "dossier.actor.added", "dossier", id,
        change_values(DOSSIER_ACTOR_FIELDS, f->arena, &part), NULL);
}

static const struct sql FIGURE_INSERT =
    SQL("INSERT INTO dossier_figure (dossier_id, what, value, year, source)"
        " VALUES (:id, :what, :value, :year, :source)");

enum err dossier_add_figure(
    struct tx *tx, const struct actor *who, int64_t id, const struct figure *in)
{
    struct fault *f = tx_fault(tx);
    struct figure part = *in;

    change_check(FIGURE_FIELDS, f, &part);
    if (part.year < 1900 || part.year > 2199)
        fault_issue(f, "year", "range", "Kies een jaar van 1900 tot 2199.");
    TRY(fault_check(f));
    TRY(touch(tx, who, id));
    TRY(sql_run(tx, &FIGURE_INSERT,
        IN(in_i64("id", id), in_text("what", part.what), in_text("value", part.value),
            in_i64("year", part.year), in_text("source", part.source)),
        NULL));
    TRY(dossier_index(tx, f->arena, id));
    return event_record(tx, who, "dossier.figure.added", "dossier", id,
        change_values(FIGURE_FIELDS, f->arena, &part), NULL);
}

/* -- taking away, and putting back -- */

static const struct sql FUNDER_REMOVE =
    SQL("UPDATE dossier_funder SET removed_at = :at"
        " WHERE id = :part_id AND dossier_id = :id AND (removed_at IS NULL) = (:at IS NOT NULL)");
static const struct sql ACTOR_REMOVE =
    SQL("UPDATE dossier_actor SET removed_at = :at"
        " WHERE id = :part_id AND dossier_id = :id AND (removed_at IS NULL) = (:at IS NOT NULL)");
static const struct sql FIGURE_REMOVE =
    SQL("UPDATE dossier_figure SET removed_at = :at"
        " WHERE id = :part_id AND dossier_id = :id AND (removed_at IS NULL) = (:at IS NOT NULL)");

static const struct sql FUNDER_NEWEST =
    SQL("SELECT max(id) AS id FROM dossier_funder WHERE dossier_id = :id");
static const struct sql ACTOR_NEWEST =
    SQL("SELECT max(id) AS id FROM dossier_actor WHERE dossier_id = :id");
static const struct sql FIGURE_NEWEST =
    SQL("SELECT max(id) AS id FROM dossier_figure WHERE dossier_id = :id");

static const struct part {
    const char *part;
    const struct sql *remove, *newest;
    const char *removed, *restored;
} PARTS[] = {
    { "funder", &FUNDER_REMOVE, &FUNDER_NEWEST, "dossier.funder.removed",
        "dossier.funder.restored" },
    { "actor", &ACTOR_REMOVE, &ACTOR_NEWEST, "dossier.actor.removed", "dossier.actor.restored" },
    { "figure", &FIGURE_REMOVE, &FIGURE_NEWEST, "dossier.figure.removed",
        "dossier.figure.restored" },
};

static const struct part *part_named(const char *part)
{
    for (size_t i = 0; i < ARRAY_LEN(PARTS); i++)
        if (str_equal(PARTS[i].part, part))
            return &PARTS[i];
    return NULL;
}

static enum err set_removed(struct tx *tx, const struct actor *who, int64_t id, const char *part,
    int64_t part_id, int64_t at)
{
    const struct part *p = part_named(part);
    int64_t changed = 0;

    if (p == NULL)
        return ERR_NOT_FOUND;
    TRY(touch(tx, who, id));
    TRY(sql_run(tx, p->remove, IN(in_i64("id", id), in_i64("part_id", part_id), in_id("at", at)),
        &changed));
    if (changed == 0)
        return ERR_NOT_FOUND;
    TRY(dossier_index(tx, tx_fault(tx)->arena, id));
    return event_record(tx, who, at != 0 ? p->removed : p->restored, "dossier", id, NULL, NULL);
}

enum err dossier_remove_part(
    struct tx *tx, const struct actor *who, int64_t id, const char *part, int64_t part_id)
{
    return set_removed(tx, who, id, part, part_id, clock_now());
}

enum err dossier_restore_part(
    struct tx *tx, const struct actor *who, int64_t id, const char *part, int64_t part_id)
{
    return set_removed(tx, who, id, part, part_id, 0);
}

enum err dossier_newest_part(struct snap *s, int64_t id, const char *part, int64_t *ret_id)
{
    const struct part *p = part_named(part);

    return p == NULL ? ERR_NOT_FOUND
                     : sql_one(s, p->newest, IN(in_i64("id", id)), OUT(out_i64("id", ret_id)));
}
