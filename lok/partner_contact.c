#include "lok/base/sql.h"
#include "lok/event.h"
#include "lok/partner.h"

static const struct sql CONTACTS =
    SQL("SELECT person.id AS id, person.name AS name, person.function AS function,"
        "       person.email AS email, person.phone AS phone,"
        "       person.mail_rhythm AS mail_rhythm, person.version AS version"
        "  FROM partner_contact JOIN person ON person.id = partner_contact.person_id"
        " WHERE partner_contact.partner_id = :partner_id"
        " ORDER BY person.name_folded, person.id");

enum err partner_contacts(struct snap *s, struct arena *a, int64_t id, struct person_list *ret)
{
    struct person row = { 0 };

    return sql_list(s, a, &CONTACTS, IN(in_i64("partner_id", id)),
        OUT(out_i64("id", &row.id), out_text("name", a, &row.name),
            out_text("function", a, &row.function), out_text("email", a, &row.email),
            out_enum("mail_rhythm", MAIL_RHYTHMS, &row.mail_rhythm),
            out_text("phone", a, &row.phone), out_i64("version", &row.version)),
        &row, sizeof row, &ret->at, &ret->count);
}

static enum err record(
    struct tx *tx, const struct actor *who, const char *type, int64_t id, int64_t person_id)
{
    cJSON *data = cJSON_CreateObject();

    json_add_id(data, "personId", person_id);
    return event_record(tx, who, type, "partner", id, data, NULL);
}

static const struct sql CONTACT_ADD = SQL("INSERT INTO partner_contact (partner_id, person_id)"
                                          " VALUES (:partner_id, :person_id)"
                                          " ON CONFLICT DO NOTHING");

enum err partner_contact_add(struct tx *tx, const struct actor *who, int64_t id, int64_t person_id)
{
    struct fault *f = tx_fault(tx);
    struct partner partner = { 0 };
    struct person person = { 0 };
    int64_t changed;

    TRY(partner_get(tx_snap(tx), f->arena, id, &partner));
    enum err e = person_get(tx_snap(tx), f->arena, person_id, &person);
    if (e == ERR_NOT_FOUND)
        return fault_issue(f, "person_id", "unknown", "Kies een persoon uit de lijst.");
    TRY(e);
    TRY(sql_run(
        tx, &CONTACT_ADD, IN(in_i64("partner_id", id), in_i64("person_id", person_id)), &changed));
    return changed == 0 ? ERR_OK : record(tx, who, "partner.contact_added", id, person_id);
}

static const struct sql CONTACT_REMOVE =
    SQL("DELETE FROM partner_contact WHERE partner_id = :partner_id AND person_id = :person_id");

enum err partner_contact_remove(
    struct tx *tx, const struct actor *who, int64_t id, int64_t person_id)
{
    int64_t changed;

    TRY(sql_run(tx, &CONTACT_REMOVE, IN(in_i64("partner_id", id), in_i64("person_id", person_id)),
        &changed));
    return changed == 0 ? ERR_NOT_FOUND : record(tx, who, "partner.contact_removed", id, person_id);
}
