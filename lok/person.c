#include "lok/person.h"
#include "lok/base/sql.h"
#include "lok/base/utf8.h"
#include "lok/change.h"
#include "lok/event.h"

const struct choice MAIL_RHYTHMS[] = {
    { "at_once", "meteen, elk bericht apart" },
    { "daily", "één keer per dag, samen in één mail" },
    { "weekly", "één keer per week, samen in één mail" },
    { NULL, NULL },
};

const struct field PERSON_FIELDS[] = {
    FIELD_TEXT(struct person, name, .required = true, .label = "Naam"),
    FIELD_TEXT(struct person, function, .label = "Functie", .hint = "Bijvoorbeeld: mentor-coach."),
    FIELD_EMAIL(struct person, email, .label = "E-mailadres"),
    FIELD_TEXT(struct person, phone, .max = 40, .label = "Telefoon"),
    FIELD_CHOICE(struct person, mail_rhythm, .of = MAIL_RHYTHMS, .label = "Hoe vaak mail",
        .hint = "Samen: om 7 uur ’s morgens, wekelijks op maandag. Wat niet kan wachten, vertrekt"
                " altijd meteen."),
    FIELD_END,
};

static const struct sql PERSON_BY_ID =
    SQL("SELECT id, name, function, email, phone, mail_rhythm, version FROM person WHERE id = :id");

enum err person_get(struct snap *s, struct arena *a, int64_t id, struct person *ret)
{
    return sql_one(s, &PERSON_BY_ID, IN(in_i64("id", id)),
        OUT(out_i64("id", &ret->id), out_text("name", a, &ret->name),
            out_text("function", a, &ret->function), out_text("email", a, &ret->email),
            out_text("phone", a, &ret->phone),
            out_enum("mail_rhythm", MAIL_RHYTHMS, &ret->mail_rhythm),
            out_i64("version", &ret->version)));
}

static const struct sql PERSONS =
    SQL("SELECT id, name, function, email, phone, mail_rhythm, version"
        "  FROM person"
        " WHERE (name_folded, id) > (:name_folded, :after)"
        "   AND NOT EXISTS (SELECT 1 FROM erasure WHERE person_id = person.id)"
        " ORDER BY name_folded, id LIMIT :limit");

enum err person_list(
    struct snap *s, struct arena *a, int64_t after, int64_t limit, struct person_list *ret)
{
    struct person last = { .name = "" };
    struct person row = { 0 };

    if (after != 0 && person_get(s, a, after, &last) != ERR_OK)
        return fault_issue(snap_fault(s), "cursor", "unknown",
            "Deze plaats in de lijst bestaat niet meer. Begin de lijst opnieuw.");
    return sql_list(s, a, &PERSONS,
        IN(in_text("name_folded", utf8_fold_string(a, last.name)), in_i64("after", after),
            in_i64("limit", limit)),
        OUT(out_i64("id", &row.id), out_text("name", a, &row.name),
            out_text("function", a, &row.function), out_text("email", a, &row.email),
            out_text("phone", a, &row.phone),
            out_enum("mail_rhythm", MAIL_RHYTHMS, &row.mail_rhythm),
            out_i64("version", &row.version)),
        &row, sizeof row, &ret->at, &ret->count);
}

const char *person_address(struct arena *a, const char *email)
{
    char *address = arena_strdup(a, str_trim(a, email));

    for (char *c = address; *c != '\0'; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return address;
}

static enum err check(struct fault *f, struct person *p)
{
    change_check(PERSON_FIELDS, f, p);
    p->email = person_address(f->arena, p->email);
    return fault_check(f);
}

static const struct sql PERSON_INSERT =
    SQL("INSERT INTO person (name, name_folded, function, email, phone, mail_rhythm)"
        " VALUES (:name, :name_folded, :function, :email, :phone, :mail_rhythm)"
        " RETURNING id");

enum err person_create(
    struct tx *tx, const struct actor *who, const struct person *in, int64_t *ret_id)
{
    static const struct person NOBODY = { .name = "", .function = "", .email = "", .phone = "" };
    struct fault *f = tx_fault(tx);
    struct person p = *in;
    int64_t id;

    TRY(check(f, &p));
    TRY(sql_change(tx, &PERSON_INSERT,
        IN(in_text("name", p.name), in_text("name_folded", utf8_fold_string(f->arena, p.name)),
            in_text("function", p.function), in_text("email", p.email), in_text("phone", p.phone),
            in_enum("mail_rhythm", MAIL_RHYTHMS, p.mail_rhythm)),
        OUT(out_i64("id", &id))));
    TRY(event_record(tx, who, "person.created", "person", id,
        change_names(PERSON_FIELDS, f->arena, &NOBODY, &p), NULL));
    *ret_id = id;
    return ERR_OK;
}

static const struct sql PERSON_UPDATE =
    SQL("UPDATE person SET name = :name, name_folded = :name_folded, function = :function,"
        "       email = :email, phone = :phone, mail_rhythm = :mail_rhythm,"
        "       version = version + 1"
        " WHERE id = :id");

enum err person_update(
    struct tx *tx, const struct actor *who, int64_t id, int64_t version, const struct person *in)
{
    struct fault *f = tx_fault(tx);
    struct person old = { 0 };
    struct person p = *in;

    TRY(person_get(tx_snap(tx), f->arena, id, &old));
    if (old.version != version)
        return ERR_STALE;
    TRY(check(f, &p));
    TRY(sql_run(tx, &PERSON_UPDATE,
        IN(in_i64("id", id), in_text("name", p.name),
            in_text("name_folded", utf8_fold_string(f->arena, p.name)),
            in_text("function", p.function), in_text("email", p.email), in_text("phone", p.phone),
            in_enum("mail_rhythm", MAIL_RHYTHMS, p.mail_rhythm)),
        NULL));
    return event_record(tx, who, "person.changed", "person", id,
        change_names(PERSON_FIELDS, f->arena, &old, &p), NULL);
}

static const struct sql PERSON_USES =
    SQL("SELECT EXISTS (SELECT 1 FROM member WHERE person_id = :id)"
        "    OR EXISTS (SELECT 1 FROM member WHERE substitute_id = :id) AS seat,"
        "       EXISTS (SELECT 1 FROM partner_contact WHERE person_id = :id) AS contact,"
        "       EXISTS (SELECT 1 FROM account WHERE person_id = :id) AS account");

static const struct sql PERSON_DELETE = SQL("DELETE FROM person WHERE id = :id");

enum err person_delete(struct tx *tx, const struct actor *who, int64_t id, int64_t version)
{
    struct fault *f = tx_fault(tx);
    struct person old = { 0 };
    bool seat, contact, account;

    TRY(person_get(tx_snap(tx), f->arena, id, &old));
    if (old.version != version)
        return ERR_STALE;
    TRY(sql_one(tx_snap(tx), &PERSON_USES, IN(in_i64("id", id)),
        OUT(out_bool("seat", &seat), out_bool("contact", &contact),
            out_bool("account", &account))));
    if (seat)
        return fault_set(
            f, ERR_CONFLICT, "Deze persoon is of was lid van het overleg, of plaatsvervanger.");
    if (contact)
        return fault_set(f, ERR_CONFLICT, "Deze persoon is contactpersoon van een partner.");
    if (account)
        return fault_set(f, ERR_CONFLICT, "Deze persoon heeft een account.");
    enum err e = sql_run(tx, &PERSON_DELETE, IN(in_i64("id", id)), NULL);
    if (e == ERR_CONFLICT)
        return fault_set(f, e, "Andere gegevens verwijzen nog naar deze persoon.");
    TRY(e);
    return event_record(tx, who, "person.deleted", "person", id, NULL, NULL);
}
