/* What a call asks for, and who was asked, is written; what was removed is put back. */
#include "agenda/coalition_ask.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/council.h"
#include "lok/event.h"

const struct field COALITION_FIELDS[] = {
    FIELD_TEXT(struct coalition, call, .label = "Naam van de oproep"),
    FIELD_DATE(struct coalition, closes_on, .label = "Indienen kan tot en met"),
    FIELD_END,
};

const struct field COALITION_NEED_FIELDS[] = {
    FIELD_INT(struct coalition_need, least, .required = true, .min = 1, .max = 99,
        .label = "Hoeveel minstens?"),
    FIELD_TEXT(struct coalition_need, words, .required = true, .max = 100, .label = "In woorden",
        .hint = "In het meervoud, bijvoorbeeld: opvanglocaties."),
    FIELD_CHOICE(
        struct coalition_need, kind, .of = PARTNER_KINDS, .label = "Welk soort partner telt mee?"),
    FIELD_ID(struct coalition_need, group_id, .label = "Of leden van deze groep",
        .hint = "Kiest u een groep, dan telt het soort niet."),
    FIELD_END,
};

const struct field COALITION_MEMBER_FIELDS[] = {
    FIELD_ID(struct coalition_member, partner_id, .required = true, .label = "Partner"),
    FIELD_ID(struct coalition_member, need_id, .label = "Voor welke voorwaarde?",
        .hint = "Leeg: wat bij het soort partner past."),
    FIELD_CHOICE(
        struct coalition_member, state, .required = true, .of = COALITION_STATES, .label = "Stand"),
    FIELD_DATE(struct coalition_member, date, .label = "Sinds", .hint = "Leeg: vandaag."),
    FIELD_TEXT(struct coalition_member, contact, .label = "Contact",
        .hint = "Een functie of dienst. Alleen het secretariaat ziet dit."),
    FIELD_TEXT(struct coalition_member, note, .max = 500, .label = "Nota",
        .hint = "Alleen het secretariaat ziet dit."),
    FIELD_END,
};

static const struct sql TOUCH =
    SQL("UPDATE dossier SET version = version + 1"
        " WHERE id = :id AND (:version = 0 OR version = :version) RETURNING id");

static const struct sql EXISTS = SQL("SELECT id FROM dossier WHERE id = :id");

/* Before anything else is written. */
static enum err begin(struct tx *tx, const struct actor *who, int64_t id, int64_t version)
{
    int64_t row;

    if (!may(who, PREPARE_MEETING, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(sql_one(tx_snap(tx), &EXISTS, IN(in_i64("id", id)), OUT(out_i64("id", &row))));
    enum err e = sql_change(
        tx, &TOUCH, IN(in_i64("id", id), in_i64("version", version)), OUT(out_i64("id", &row)));
    return e == ERR_NOT_FOUND ? ERR_STALE : e;
}

static enum err known(enum err e, struct fault *f, const char *field, const char *words)
{
    if (e != ERR_NOT_FOUND)
        return e;
    fault_issue(f, field, "unknown", "%s", words);
    return ERR_OK;
}

static const struct sql PUT =
    SQL("INSERT INTO coalition (dossier_id, call, closes_on) VALUES (:dossier, :call, :closes_on)"
        " ON CONFLICT (dossier_id) DO UPDATE"
        "    SET call = excluded.call, closes_on = excluded.closes_on");

enum err coalition_set(struct tx *tx, const struct actor *who, int64_t dossier_id, int64_t version,
    const struct coalition *in)
{
    struct fault *f = tx_fault(tx);
    struct coalition c = *in;

    TRY(begin(tx, who, dossier_id, version));
    change_check(COALITION_FIELDS, f, &c);
    if (!str_empty(c.closes_on) && !date_valid(c.closes_on))
        fault_issue(f, "closes_on", "format", "Vul een datum in, zoals 28/05/2024.");
    TRY(fault_check(f));
    TRY(sql_run(tx, &PUT,
        IN(in_i64("dossier", dossier_id), in_text("call", c.call),
            in_text("closes_on", c.closes_on)),
        NULL));
    return event_record(tx, who, "coalition.changed", "dossier", dossier_id,
        change_values(COALITION_FIELDS, f->arena, &c), NULL);
}

static const struct sql NEED_INSERT =
    SQL("INSERT INTO coalition_need (dossier_id, kind, group_id, least, words)"
        " VALUES (:dossier, :kind, :group, :least, :words)");

enum err coalition_need_add(struct tx *tx, const struct actor *who, int64_t dossier_id,
    int64_t version, const struct coalition_need *in)
{
    struct fault *f = tx_fault(tx);
    struct coalition_need n = *in;
    struct partner group = { 0 };

    TRY(begin(tx, who, dossier_id, version));
    change_check(COALITION_NEED_FIELDS, f, &n);
    if (n.least < 1 || n.least > 99)
        fault_issue(f, "least", "range", "Kies een getal van 1 tot 99.");
    if (n.group_id != 0)
        TRY(known(partner_get(tx_snap(tx), f->arena, n.group_id, &group), f, "group_id",
            "Deze groep bestaat niet."));
    TRY(fault_check(f));
    TRY(sql_run(tx, &NEED_INSERT,
        IN(in_i64("dossier", dossier_id), in_enum("kind", PARTNER_KINDS, n.kind),
            in_id("group", n.group_id), in_i64("least", n.least), in_text("words", n.words)),
        NULL));
    return event_record(tx, who, "coalition.need.added", "dossier", dossier_id,
        change_values(COALITION_NEED_FIELDS, f->arena, &n), NULL);
}

/* -- who was asked -- */

static const struct sql NEED_OF =
    SQL("SELECT id FROM coalition_need"
        " WHERE id = :id AND dossier_id = :dossier AND removed_at IS NULL");

static const struct sql STANDS = SQL("SELECT id FROM coalition_member"
                                     " WHERE dossier_id = :dossier AND partner_id = :partner"
                                     "   AND removed_at IS NULL AND id <> :but");

static enum err check_member(
    struct tx *tx, int64_t dossier_id, int64_t id, struct coalition_member *m)
{
    struct fault *f = tx_fault(tx);
    struct snap *s = tx_snap(tx);
    struct partner partner = { 0 };
    struct council council;
    int64_t row = 0;

    TRY(council_get(s, f->arena, &council));
    change_check(COALITION_MEMBER_FIELDS, f, m);
    if (str_empty(m->date))
        m->date = council_today(f->arena, &council);
    if (!date_valid(m->date))
        fault_issue(f, "date", "format", "Vul een datum in, zoals 28/05/2024.");
    if (m->partner_id != 0)
        TRY(known(partner_get(s, f->arena, m->partner_id, &partner), f, "partner_id",
            "Deze partner bestaat niet."));
    if (m->need_id != 0)
        TRY(known(sql_one(s, &NEED_OF, IN(in_i64("id", m->need_id), in_i64("dossier", dossier_id)),
                      OUT(out_i64("id", &row))),
            f, "need_id", "Deze voorwaarde bestaat niet."));
    enum err e = sql_one(s, &STANDS,
        IN(in_i64("dossier", dossier_id), in_i64("partner", m->partner_id), in_i64("but", id)),
        OUT(out_i64("id", &row)));
    if (e == ERR_OK)
        fault_issue(f, "partner_id", "taken", "Deze partner staat er al bij.");
    else if (e != ERR_NOT_FOUND)
        return e;
    return fault_check(f);
}

static enum err record_member(
    struct tx *tx, const struct actor *who, int64_t dossier_id, const struct coalition_member *m)
{
    cJSON *data = cJSON_CreateObject();

    json_add_id(data, "partnerId", m->partner_id);
    json_add_text(data, "state", choice_code(COALITION_STATES, m->state));
    return event_record(tx, who, "coalition.member.changed", "dossier", dossier_id, data, NULL);
}

static const struct sql MEMBER_INSERT =
    SQL("INSERT INTO coalition_member (dossier_id, partner_id, need_id, state, date, contact, note)"
        " VALUES (:dossier, :partner, :need, :state, :date, :contact, :note)");

enum err coalition_member_add(struct tx *tx, const struct actor *who, int64_t dossier_id,
    int64_t version, const struct coalition_member *in)
{
    struct coalition_member m = *in;

    TRY(begin(tx, who, dossier_id, version));
    TRY(check_member(tx, dossier_id, 0, &m));
    TRY(sql_run(tx, &MEMBER_INSERT,
        IN(in_i64("dossier", dossier_id), in_i64("partner", m.partner_id), in_id("need", m.need_id),
            in_enum("state", COALITION_STATES, m.state), in_text("date", m.date),
            in_text("contact", m.contact), in_text("note", m.note)),
        NULL));
    return record_member(tx, who, dossier_id, &m);
}

static const struct sql MEMBER_PARTNER =
    SQL("SELECT partner_id FROM coalition_member"
        " WHERE id = :id AND dossier_id = :dossier AND removed_at IS NULL");

static const struct sql MEMBER_UPDATE =
    SQL("UPDATE coalition_member SET need_id = :need, state = :state, date = :date,"
        "       contact = :contact, note = :note"
        " WHERE id = :id");

enum err coalition_member_update(struct tx *tx, const struct actor *who, int64_t dossier_id,
    int64_t version, int64_t id, const struct coalition_member *in)
{
    struct coalition_member m = *in;

    TRY(begin(tx, who, dossier_id, version));
    TRY(sql_one(tx_snap(tx), &MEMBER_PARTNER, IN(in_i64("id", id), in_i64("dossier", dossier_id)),
        OUT(out_i64("partner_id", &m.partner_id))));
    TRY(check_member(tx, dossier_id, id, &m));
    TRY(coalition_ask_over(tx, id));
    TRY(sql_run(tx, &MEMBER_UPDATE,
        IN(in_i64("id", id), in_id("need", m.need_id), in_enum("state", COALITION_STATES, m.state),
            in_text("date", m.date), in_text("contact", m.contact), in_text("note", m.note)),
        NULL));
    return record_member(tx, who, dossier_id, &m);
}

/* -- taking away, and putting back -- */

static const struct sql NEED_REMOVE =
    SQL("UPDATE coalition_need SET removed_at = :at"
        " WHERE id = :id AND dossier_id = :dossier AND (removed_at IS NULL) = (:at IS NOT NULL)");

static const struct sql MEMBER_REMOVE =
    SQL("UPDATE coalition_member SET removed_at = :at"
        " WHERE id = :id AND dossier_id = :dossier AND (removed_at IS NULL) = (:at IS NOT NULL)");

/* Who was asked again meanwhile stands there already. */
static const struct sql STANDS_AGAIN =
    SQL("SELECT m.id FROM coalition_member o"
        "  JOIN coalition_member m ON m.dossier_id = o.dossier_id AND m.partner_id = o.partner_id"
        " WHERE o.id = :id AND m.id <> o.id AND m.removed_at IS NULL");

enum err coalition_remove(struct tx *tx, const struct actor *who, int64_t dossier_id,
    int64_t version, const char *part, int64_t id, bool back)
{
    bool need = str_equal(part, "need");
    int64_t changed = 0, row = 0;

    TRY(begin(tx, who, dossier_id, version));
    if (!need && !str_equal(part, "member"))
        return ERR_NOT_FOUND;
    if (!need && back &&
        sql_one(tx_snap(tx), &STANDS_AGAIN, IN(in_i64("id", id)), OUT(out_i64("id", &row))) ==
            ERR_OK)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Deze partner staat er al bij.");
    TRY(sql_run(tx, need ? &NEED_REMOVE : &MEMBER_REMOVE,
        IN(in_i64("id", id), in_i64("dossier", dossier_id), in_id("at", back ? 0 : clock_now())),
        &changed));
    if (changed == 0)
        return ERR_NOT_FOUND;
    if (!need)
        TRY(coalition_ask_over(tx, id));
    return event_record(tx, who, back ? "coalition.restored" : "coalition.removed", "dossier",
        dossier_id, NULL, NULL);
}
