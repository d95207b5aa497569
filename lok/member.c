#include "lok/member.h"
#include "lok/base/relink.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/event.h"
#include "lok/seats.h"
#include <string.h>

const struct choice CONSTITUENCIES[] = {
    { "local_actor", "lokale actor" },
    { "care_user", "gebruiker" },
    { "local_government", "lokaal bestuur" },
    { NULL, NULL },
};

const struct choice MEMBER_ROLES[] = {
    { "member", "lid" },
    { "chair", "voorzitter" },
    { "secretary", "secretaris" },
    { "observer", "waarnemer" },
    { "expert", "deskundige" },
    { "guest", "gast" },
    { NULL, NULL },
};

const struct choice SEXES[] = {
    { "not_said", "niet ingevuld" },
    { "woman", "vrouw" },
    { "man", "man" },
    { "x", "x" },
    { NULL, NULL },
};

const struct field MEMBER_FIELDS[] = {
    FIELD_ID(struct member, person_id, .required = true, .label = "Persoon"),
    FIELD_ID(struct member, partner_id, .label = "Voor welke partner",
        .hint = "Laat dit leeg als iemand voor zichzelf zetelt, bijvoorbeeld als ouder."),
    FIELD_CHOICE(struct member, constituency, .required = true, .of = CONSTITUENCIES,
        .label = "Geleding",
        .hint = "Lokale actoren, gebruikers van kinderopvang, of het lokaal bestuur."),
    FIELD_CHOICE(struct member, role, .required = true, .of = MEMBER_ROLES, .label = "Rol",
        .hint =
            "Waarnemers, deskundigen en gasten worden uitgenodigd, maar hebben geen plaats: zij "
            "stemmen niet en tellen niet mee in de regels."),
    FIELD_BOOL(struct member, voting_right, .label = "Stemgerechtigd",
        .hint = "Gemeenteraadsleden en leden van het college mogen niet stemmen."),
    FIELD_BOOL(struct member, councillor, .label = "Is gemeenteraadslid"),
    FIELD_BOOL(struct member, college, .label = "Is burgemeester of schepen"),
    FIELD_ID(struct member, substitute_id, .label = "Plaatsvervanger",
        .hint = "Wie in de plaats komt als dit lid niet kan."),
    FIELD_CHOICE(struct member, sex, .of = SEXES, .quiet = true, .label = "Geslacht",
        .hint = "Alleen voor de tweederderegel. Alleen de secretaris ziet dit."),
    FIELD_DATE(struct member, from_date, .label = "Lid vanaf"),
    FIELD_DATE(struct member, until_date, .label = "Lid tot en met",
        .hint = "Laat dit leeg zolang het lidmaatschap loopt."),
    FIELD_END,
};

static enum err members_of(struct snap *s, struct arena *a, const struct sql *q,
    const struct in *in, struct member_list *ret)
{
    struct member row = { 0 };

    return sql_list(s, a, q, in,
        OUT(out_i64("id", &row.id), out_i64("person_id", &row.person_id),
            out_i64("partner_id", &row.partner_id),
            out_enum("constituency", CONSTITUENCIES, &row.constituency),
            out_enum("role", MEMBER_ROLES, &row.role), out_bool("voting_right", &row.voting_right),
            out_bool("councillor", &row.councillor), out_bool("college", &row.college),
            out_enum("sex", SEXES, &row.sex), out_i64("substitute_id", &row.substitute_id),
            out_text("from_date", a, &row.from_date), out_text("until_date", a, &row.until_date),
            out_i64("version", &row.version), out_text("person_name", a, &row.person_name),
            out_text("person_function", a, &row.person_function),
            out_text("partner_name", a, &row.partner_name),
            out_text("substitute_name", a, &row.substitute_name)),
        &row, sizeof row, &ret->at, &ret->count);
}

#define MEMBER_COLUMNS                                                                             \
    "SELECT member.id AS id, person_id, partner_id, constituency, role, voting_right, councillor," \
    "       college, sex, substitute_id, from_date, until_date, member.version AS version,"        \
    "       person.name AS person_name, person.function AS person_function,"                       \
    "       partner.name AS partner_name, other.name AS substitute_name"                           \
    "  FROM member"                                                                                \
    "  JOIN person ON person.id = member.person_id"                                                \
    "  LEFT JOIN partner ON partner.id = member.partner_id"                                        \
    "  LEFT JOIN person AS other ON other.id = member.substitute_id"

static const struct sql MEMBER_BY_ID = SQL(MEMBER_COLUMNS " WHERE member.id = :id");

enum err member_get(struct snap *s, struct arena *a, int64_t id, struct member *ret)
{
    struct member_list list = { 0 };

    TRY(members_of(s, a, &MEMBER_BY_ID, IN(in_i64("id", id)), &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}

static const struct sql MEMBERS =
    SQL(MEMBER_COLUMNS " WHERE member.id > :after"
                       "   AND (:on_date IS NULL"
                       "        OR ((from_date IS NULL OR from_date <= :on_date)"
                       "            AND (until_date IS NULL OR until_date >= :on_date)))"
                       " ORDER BY member.id LIMIT :limit");

enum err member_list(struct snap *s, struct arena *a, const char *on, int64_t after, int64_t limit,
    struct member_list *ret)
{
    return members_of(s, a, &MEMBERS,
        IN(in_text("on_date", str_empty(on) ? NULL : on), in_i64("after", after),
            in_i64("limit", limit)),
        ret);
}

static enum err check_person(struct tx *tx, const char *field, int64_t id)
{
    struct fault *f = tx_fault(tx);
    struct person person = { 0 };

    if (id == 0)
        return ERR_OK;
    enum err e = person_get(tx_snap(tx), f->arena, id, &person);
    if (e != ERR_NOT_FOUND)
        return e;
    fault_issue(f, field, "unknown", "Kies een persoon uit de lijst.");
    return ERR_OK;
}

static enum err check_partner(struct tx *tx, int64_t id)
{
    struct fault *f = tx_fault(tx);
    struct partner partner = { 0 };

    if (id == 0)
        return ERR_OK;
    enum err e = partner_get(tx_snap(tx), f->arena, id, &partner);
    if (e != ERR_NOT_FOUND)
        return e;
    fault_issue(f, "partner_id", "unknown", "Kies een partner uit de lijst.");
    return ERR_OK;
}

static enum err check(struct tx *tx, struct member *m)
{
    struct fault *f = tx_fault(tx);

    change_check(MEMBER_FIELDS, f, m);
    TRY(check_person(tx, "person_id", m->person_id));
    TRY(check_partner(tx, m->partner_id));
    TRY(check_person(tx, "substitute_id", m->substitute_id));
    if (m->substitute_id != 0 && m->substitute_id == m->person_id)
        fault_issue(f, "substitute_id", "taken", "Kies iemand anders dan het lid zelf.");
    if (m->voting_right && !str_empty(seats_no_vote(m)))
        fault_issue(f, "voting_right", "not-allowed", "%s", seats_no_vote(m));
    if (!str_empty(m->from_date) && !str_empty(m->until_date) &&
        strcmp(m->until_date, m->from_date) < 0)
        fault_issue(f, "until_date", "range", "De einddatum ligt voor de begindatum.");
    return fault_check(f);
}

static const struct sql MEMBER_INSERT = SQL(
    "INSERT INTO member (person_id, partner_id, constituency, role, voting_right, councillor,"
    "                    college, sex, substitute_id, from_date, until_date)"
    " VALUES (:person_id, :partner_id, :constituency, :role, :voting_right, :councillor, :college,"
    "         :sex, :substitute_id, :from_date, :until_date)"
    " RETURNING id");

enum err member_create(
    struct tx *tx, const struct actor *who, const struct member *in, int64_t *ret_id)
{
    struct member m = *in;
    int64_t id;

    TRY(check(tx, &m));
    TRY(sql_change(tx, &MEMBER_INSERT,
        IN(in_i64("person_id", m.person_id), in_id("partner_id", m.partner_id),
            in_enum("constituency", CONSTITUENCIES, m.constituency),
            in_enum("role", MEMBER_ROLES, m.role), in_bool("voting_right", m.voting_right),
            in_bool("councillor", m.councillor), in_bool("college", m.college),
            in_enum("sex", SEXES, m.sex), in_id("substitute_id", m.substitute_id),
            in_text("from_date", str_empty(m.from_date) ? NULL : m.from_date),
            in_text("until_date", str_empty(m.until_date) ? NULL : m.until_date)),
        OUT(out_i64("id", &id))));
    TRY(event_record(tx, who, "member.created", "member", id,
        change_values(MEMBER_FIELDS, tx_fault(tx)->arena, &m), NULL));
    *ret_id = id;
    return ERR_OK;
}

static const struct sql MEMBER_UPDATE =
    SQL("UPDATE member SET person_id = :person_id, partner_id = :partner_id,"
        "       constituency = :constituency, role = :role, voting_right = :voting_right,"
        "       councillor = :councillor, college = :college, sex = :sex,"
        "       substitute_id = :substitute_id, from_date = :from_date, until_date = :until_date,"
        "       version = version + 1"
        " WHERE id = :id");

enum err member_update(
    struct tx *tx, const struct actor *who, int64_t id, int64_t version, const struct member *in)
{
    struct arena *a = tx_fault(tx)->arena;
    struct member old = { 0 };
    struct member m = *in;

    TRY(member_get(tx_snap(tx), a, id, &old));
    if (old.version != version)
        return ERR_STALE;
    TRY(check(tx, &m));
    TRY(sql_run(tx, &MEMBER_UPDATE,
        IN(in_i64("id", id), in_i64("person_id", m.person_id), in_id("partner_id", m.partner_id),
            in_enum("constituency", CONSTITUENCIES, m.constituency),
            in_enum("role", MEMBER_ROLES, m.role), in_bool("voting_right", m.voting_right),
            in_bool("councillor", m.councillor), in_bool("college", m.college),
            in_enum("sex", SEXES, m.sex), in_id("substitute_id", m.substitute_id),
            in_text("from_date", str_empty(m.from_date) ? NULL : m.from_date),
            in_text("until_date", str_empty(m.until_date) ? NULL : m.until_date)),
        NULL));
    return event_record(
        tx, who, "member.changed", "member", id, change_between(MEMBER_FIELDS, a, &old, &m), NULL);
}

enum err member_is_used(struct snap *s, struct arena *a, int64_t id, bool *ret)
{
    struct relink_list columns = { 0 };

    TRY(relink_columns(s, a, "member", id, &columns));
    *ret = false;
    for (size_t i = 0; i < columns.count; i++) {
        bool of_term = str_equal(columns.at[i].table, "term_seat"); /* notes what became of it */
        *ret |= !of_term && columns.at[i].own_count > 0;
    }
    return ERR_OK;
}

static const struct sql MEMBER_DELETE = SQL("DELETE FROM member WHERE id = :id");

enum err member_delete(struct tx *tx, const struct actor *who, int64_t id, int64_t version)
{
    struct fault *f = tx_fault(tx);
    struct member old = { 0 };
    bool used = false;

    TRY(member_get(tx_snap(tx), f->arena, id, &old));
    if (old.version != version)
        return ERR_STALE;
    TRY(member_is_used(tx_snap(tx), f->arena, id, &used));
    if (used)
        return fault_set(f, ERR_CONFLICT, "Deze plaats is al gebruikt in een stemming.");
    TRY(sql_run(tx, &MEMBER_DELETE, IN(in_i64("id", id)), NULL));
    return event_record(tx, who, "member.deleted", "member", id,
        change_values(MEMBER_FIELDS, f->arena, &old), NULL);
}
