#include "agenda/dossier.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/event.h"

const struct choice DOSSIER_RHYTHMS[] = {
    { "none", "geen vast ritme" },
    { "semester", "elk semester" },
    { "year", "elk jaar" },
    { NULL, NULL },
};

const struct choice DOSSIER_RESULTS[] = {
    { "open", "nog niet bekend" },
    { "selected", "geselecteerd" },
    { "not_selected", "niet geselecteerd" },
    { "done", "afgerond" },
    { "stopped", "stopgezet" },
    { NULL, NULL },
};

const struct field DOSSIER_FIELDS[] = {
    FIELD_TEXT(struct dossier, title, .required = true, .label = "Titel"),
    FIELD_LINES(struct dossier, aliases, .max = 200, .label = "Ook bekend als",
        .hint = "Eén naam per regel."),
    FIELD_TEXT(struct dossier, summary, .multiline = true, .label = "Waarover gaat het?"),
    FIELD_LINES(struct dossier, aim, .max = 500, .label = "Doel", .hint = "Eén doel per regel."),
    FIELD_TEXT(struct dossier, form, .max = 500, .label = "Vorm",
        .hint = "Hoe het gebeurt, bijvoorbeeld: coaching op de werkvloer."),
    FIELD_LINES(struct dossier, tasks, .max = 500, .label = "Opdrachten",
        .hint = "Eén opdracht per regel."),
    FIELD_ID(struct dossier, applicant_id, .label = "Wie dient in?"),
    FIELD_TEXT(struct dossier, area, .label = "Gebied"),
    FIELD_BOOL(struct dossier, area_certain, .label = "Het gebied staat vast"),
    FIELD_CHOICE(struct dossier, rhythm, .of = DOSSIER_RHYTHMS, .label = "Komt terug",
        .hint = "Hoe vaak dit dossier op de agenda komt."),
    FIELD_CHOICE(struct dossier, result, .of = DOSSIER_RESULTS, .label = "Resultaat"),
    FIELD_TEXT(struct dossier, outcome, .multiline = true, .label = "Uitleg bij het resultaat"),
    FIELD_CHOICE(struct dossier, access, .of = ACCESSES, .label = "Zichtbaar voor"),
    FIELD_END,
};

static struct lines lines_of(struct arena *a, const char *text)
{
    return str_empty(text) ? (struct lines){ 0 } : str_split(a, text, '\n');
}

static const struct sql DOSSIER_BY_ID =
    SQL("SELECT d.id, d.title, d.aliases, d.summary, d.aim, d.form, d.tasks, d.applicant_id,"
        "       d.area, d.area_certain, d.rhythm, d.result, d.outcome, d.access, d.version,"
        "       p.name AS applicant_name"
        "  FROM dossier d LEFT JOIN partner p ON p.id = d.applicant_id"
        " WHERE d.id = :id");

static enum err read(struct snap *s, struct arena *a, int64_t id, struct dossier *ret)
{
    struct dossier d = { 0 };
    const char *aliases = "";
    const char *aim = "";
    const char *tasks = "";
    int64_t access;

    TRY(sql_one(s, &DOSSIER_BY_ID, IN(in_i64("id", id)),
        OUT(out_i64("id", &d.id), out_text("title", a, &d.title), out_text("aliases", a, &aliases),
            out_text("summary", a, &d.summary), out_text("aim", a, &aim),
            out_text("form", a, &d.form), out_text("tasks", a, &tasks),
            out_i64("applicant_id", &d.applicant_id), out_text("area", a, &d.area),
            out_bool("area_certain", &d.area_certain),
            out_enum("rhythm", DOSSIER_RHYTHMS, &d.rhythm),
            out_enum("result", DOSSIER_RESULTS, &d.result), out_text("outcome", a, &d.outcome),
            out_i64("access", &access), out_i64("version", &d.version),
            out_text("applicant_name", a, &d.applicant_name))));
    d.aliases = lines_of(a, aliases);
    d.aim = lines_of(a, aim);
    d.tasks = lines_of(a, tasks);
    d.access = (unsigned)access;
    *ret = d;
    return ERR_OK;
}

enum err dossier_get(
    struct snap *s, struct arena *a, struct visibility v, int64_t id, struct dossier *ret)
{
    struct dossier d = { 0 };

    TRY(read(s, a, id, &d));
    if (!visible(v, (struct object){ d.access, d.applicant_id }))
        return ERR_NOT_FOUND;
    *ret = d;
    return ERR_OK;
}

static const struct sql DOSSIERS =
    SQL("SELECT id FROM dossier"
        " WHERE id > :after"
        "   AND (access <= :sees"
        "        OR (:partner_id <> 0 AND applicant_id = :partner_id AND access <= 1))"
        " ORDER BY id LIMIT :limit");

enum err dossier_list(struct snap *s, struct arena *a, struct visibility v, int64_t after,
    int64_t limit, struct dossier_list *ret)
{
    int64_t id = 0;
    int64_t *ids = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &DOSSIERS,
        IN(in_i64("after", after), in_i64("sees", v.sees), in_i64("partner_id", v.partner_id),
            in_i64("limit", limit)),
        OUT(out_i64("id", &id)), &id, sizeof id, &ids, &count));
    struct dossier_list list = { arena_array(a, count, sizeof *list.at), count };
    for (size_t i = 0; i < count; i++)
        TRY(read(s, a, ids[i], &list.at[i]));
    *ret = list;
    return ERR_OK;
}

static enum err check(struct tx *tx, struct dossier *d)
{
    struct fault *f = tx_fault(tx);
    struct partner applicant = { 0 };

    change_check(DOSSIER_FIELDS, f, d);
    if (d->applicant_id != 0) {
        enum err e = partner_get(tx_snap(tx), f->arena, d->applicant_id, &applicant);
        if (e == ERR_NOT_FOUND)
            fault_issue(f, "applicant_id", "unknown", "Deze partner bestaat niet.");
        else
            TRY(e);
    }
    return fault_check(f);
}

static const struct sql DOSSIER_INSERT =
    SQL("INSERT INTO dossier (title, aliases, summary, aim, form, tasks, applicant_id, area,"
        "                     area_certain, rhythm, result, outcome, access)"
        " VALUES (:title, :aliases, :summary, :aim, :form, :tasks, :applicant_id, :area,"
        "         :area_certain, :rhythm, :result, :outcome, :access)"
        " RETURNING id");

enum err dossier_create(
    struct tx *tx, const struct actor *who, const struct dossier *in, int64_t *ret_id)
{
    struct arena *a = tx_fault(tx)->arena;
    struct dossier d = *in;
    int64_t id;

    if (!may(who, PREPARE_MEETING, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(check(tx, &d));
    TRY(sql_change(tx, &DOSSIER_INSERT,
        IN(in_text("title", d.title), in_text("aliases", str_join(a, &d.aliases, "\n")),
            in_text("summary", d.summary), in_text("aim", str_join(a, &d.aim, "\n")),
            in_text("form", d.form), in_text("tasks", str_join(a, &d.tasks, "\n")),
            in_id("applicant_id", d.applicant_id), in_text("area", d.area),
            in_bool("area_certain", d.area_certain), in_enum("rhythm", DOSSIER_RHYTHMS, d.rhythm),
            in_enum("result", DOSSIER_RESULTS, d.result), in_text("outcome", d.outcome),
            in_i64("access", d.access)),
        OUT(out_i64("id", &id))));
    TRY(dossier_index(tx, a, id));
    TRY(event_record(
        tx, who, "dossier.created", "dossier", id, change_values(DOSSIER_FIELDS, a, &d), NULL));
    *ret_id = id;
    return ERR_OK;
}

static const struct sql DOSSIER_UPDATE = SQL(
    "UPDATE dossier"
    "   SET title = :title, aliases = :aliases, summary = :summary, aim = :aim, form = :form,"
    "       tasks = :tasks, applicant_id = :applicant_id, area = :area,"
    "       area_certain = :area_certain, rhythm = :rhythm, result = :result, outcome = :outcome,"
    "       access = :access, version = version + 1"
    " WHERE id = :id");

enum err dossier_update(
    struct tx *tx, const struct actor *who, int64_t id, int64_t version, const struct dossier *in)
{
    struct arena *a = tx_fault(tx)->arena;
    struct dossier old = { 0 };
    struct dossier d = *in;

    if (!may(who, PREPARE_MEETING, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(read(tx_snap(tx), a, id, &old));
    if (old.version != version)
        return ERR_STALE;
    TRY(check(tx, &d));
    TRY(sql_run(tx, &DOSSIER_UPDATE,
        IN(in_i64("id", id), in_text("title", d.title),
            in_text("aliases", str_join(a, &d.aliases, "\n")), in_text("summary", d.summary),
            in_text("aim", str_join(a, &d.aim, "\n")), in_text("form", d.form),
            in_text("tasks", str_join(a, &d.tasks, "\n")), in_id("applicant_id", d.applicant_id),
            in_text("area", d.area), in_bool("area_certain", d.area_certain),
            in_enum("rhythm", DOSSIER_RHYTHMS, d.rhythm),
            in_enum("result", DOSSIER_RESULTS, d.result), in_text("outcome", d.outcome),
            in_i64("access", d.access)),
        NULL));
    TRY(dossier_index(tx, a, id));
    return event_record(tx, who, "dossier.changed", "dossier", id,
        change_between(DOSSIER_FIELDS, a, &old, &d), NULL);
}
