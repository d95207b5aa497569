/* Who asks for new places, and who has an interest in it. */
#include "agenda/expansion_inside.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/person.h"
#include <string.h>

const struct field EXPANSION_APPLICATION_FIELDS[] = {
    FIELD_ID(struct expansion_application, partner_id, .label = "Organisator: een partner"),
    FIELD_TEXT(struct expansion_application, organiser, .label = "Of de naam van de organisator",
        .hint = "Voor wie geen partner is."),
    FIELD_TEXT(struct expansion_application, location, .required = true, .label = "Opvanglocatie"),
    FIELD_CHOICE(struct expansion_application, care, .required = true, .of = CARE_KINDS,
        .label = "Soort opvang"),
    FIELD_INT(struct expansion_application, places, .required = true, .min = 1, .max = 999,
        .label = "Gevraagde plaatsen"),
    FIELD_TEXT(struct expansion_application, area, .label = "Wijk of gebied"),
    FIELD_DATE(
        struct expansion_application, received_on, .required = true, .label = "Ontvangen op"),
    FIELD_END,
};

const struct field EXPANSION_CONFLICT_FIELDS[] = {
    FIELD_ID(struct expansion_conflict, person_id, .required = true, .label = "Wie?"),
    FIELD_TEXT(struct expansion_conflict, reason, .required = true, .max = 500,
        .label = "Welk belang?", .hint = "Bijvoorbeeld: werkt voor de organisator."),
    FIELD_BOOL(struct expansion_conflict, left_room, .label = "Verliet de vergadering"),
    FIELD_END,
};

/* -- applications -- */

static enum err check(struct tx *tx, struct arena *a, struct expansion_application *in)
{
    struct fault *f = tx_fault(tx);
    struct partner partner;
    const char *today;

    TRY(council_today_read(tx_snap(tx), a, &today));
    change_check(EXPANSION_APPLICATION_FIELDS, f, in);
    if (in->partner_id == 0 && str_empty(in->organiser))
        fault_issue(f, "organiser", "required", "Kies een partner, of vul een naam in.");
    if (in->partner_id != 0 && !str_empty(in->organiser))
        fault_issue(f, "organiser", "range", "Kies een partner of vul een naam in, niet beide.");
    if (in->partner_id != 0) {
        enum err e = partner_get(tx_snap(tx), a, in->partner_id, &partner);
        if (e == ERR_NOT_FOUND)
            fault_issue(f, "partner_id", "unknown", "Deze partner bestaat niet.");
        else if (e != ERR_OK)
            return e;
    }
    if (in->places < 1 || in->places > 999)
        fault_issue(f, "places", "range", "Kies een getal van 1 tot en met 999.");
    if (!str_empty(in->received_on) && !date_valid(in->received_on))
        fault_issue(f, "received_on", "format", "Vul een datum in, zoals 28/05/2024.");
    else if (strcmp(in->received_on, today) > 0)
        fault_issue(f, "received_on", "range", "Deze dag moet nog komen.");
    return fault_check(f);
}

static enum err record(
    struct tx *tx, const struct actor *who, int64_t id, const char *what, int64_t application_id)
{
    cJSON *data = cJSON_CreateObject();

    json_add_id(data, "applicationId", application_id);
    return expansion_record(tx, who, id, what, data);
}

static const struct sql INSERT =
    SQL("INSERT INTO expansion_application (expansion_id, partner_id, organiser, location, care,"
        "                                   places, area, received_on)"
        " VALUES (:round, :partner, :organiser, :location, :care, :places, :area, :received_on)"
        " RETURNING id");

enum err expansion_apply(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct expansion_application *in, int64_t *ret_id)
{
    struct expansion_application x = *in;
    struct expansion e = { 0 };
    int64_t row;

    TRY(expansion_begin(tx, a, who, PREPARE_MEETING, id, version, false, &e));
    TRY(check(tx, a, &x));
    TRY(sql_change(tx, &INSERT,
        IN(in_i64("round", id), in_id("partner", x.partner_id), in_text("organiser", x.organiser),
            in_text("location", x.location), in_enum("care", CARE_KINDS, x.care),
            in_i64("places", x.places), in_text("area", x.area),
            in_text("received_on", x.received_on)),
        OUT(out_i64("id", &row))));
    TRY(record(tx, who, id, "application.added", row));
    *ret_id = row;
    return ERR_OK;
}

static const struct sql HAS_SCORE =
    SQL("SELECT id FROM expansion_score WHERE application_id = :id LIMIT 1");

static enum err has_score(struct tx *tx, int64_t application_id, bool *ret)
{
    int64_t id;
    enum err e =
        sql_one(tx_snap(tx), &HAS_SCORE, IN(in_i64("id", application_id)), OUT(out_i64("id", &id)));

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    *ret = e == ERR_OK;
    return ERR_OK;
}

static const struct sql UPDATE =
    SQL("UPDATE expansion_application"
        "   SET partner_id = :partner, organiser = :organiser, location = :location, care = :care,"
        "       places = :places, area = :area, received_on = :received_on"
        " WHERE id = :id");

enum err expansion_application_update(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, int64_t application_id, const struct expansion_application *in)
{
    struct expansion_application x = *in, old = { 0 };
    struct expansion e = { 0 };
    bool scored = false;

    TRY(expansion_begin(tx, a, who, PREPARE_MEETING, id, version, false, &e));
    TRY(expansion_application_read(tx_snap(tx), a, id, application_id, false, &old));
    TRY(check(tx, a, &x));
    TRY(has_score(tx, application_id, &scored));
    if (scored && !str_equal(x.received_on, old.received_on) &&
        strcmp(x.received_on, e.closes_on) > 0)
        return fault_issue(tx_fault(tx), "received_on", "range",
            "Deze aanvraag is al beoordeeld: zij kan niet te laat zijn.");
    TRY(sql_run(tx, &UPDATE,
        IN(in_i64("id", application_id), in_id("partner", x.partner_id),
            in_text("organiser", x.organiser), in_text("location", x.location),
            in_enum("care", CARE_KINDS, x.care), in_i64("places", x.places),
            in_text("area", x.area), in_text("received_on", x.received_on)),
        NULL));
    return record(tx, who, id, "application.changed", application_id);
}

static const struct sql REMOVE =
    SQL("UPDATE expansion_application SET removed_at = :at WHERE id = :id");

enum err expansion_application_remove(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, int64_t application_id, bool back)
{
    struct expansion_application x = { 0 };
    struct expansion e = { 0 };

    TRY(expansion_begin(tx, a, who, PREPARE_MEETING, id, version, false, &e));
    TRY(expansion_application_read(tx_snap(tx), a, id, application_id, back, &x));
    TRY(sql_run(
        tx, &REMOVE, IN(in_i64("id", application_id), in_id("at", back ? 0 : clock_now())), NULL));
    return record(
        tx, who, id, back ? "application.restored" : "application.removed", application_id);
}

/* -- interests -- */

static const struct sql STANDS =
    SQL("SELECT id FROM expansion_conflict"
        " WHERE application_id = :application AND person_id = :person AND removed_at IS NULL");

static enum err check_conflict(
    struct tx *tx, struct arena *a, int64_t application_id, struct expansion_conflict *in)
{
    struct fault *f = tx_fault(tx);
    struct person person;
    int64_t row;

    change_check(EXPANSION_CONFLICT_FIELDS, f, in);
    if (in->person_id != 0) {
        enum err e = person_get(tx_snap(tx), a, in->person_id, &person);
        if (e == ERR_NOT_FOUND)
            fault_issue(f, "person_id", "unknown", "Deze persoon bestaat niet.");
        else if (e != ERR_OK)
            return e;
        e = sql_one(tx_snap(tx), &STANDS,
            IN(in_i64("application", application_id), in_i64("person", in->person_id)),
            OUT(out_i64("id", &row)));
        if (e == ERR_OK)
            fault_issue(f, "person_id", "taken", "Het belang van deze persoon staat er al bij.");
        else if (e != ERR_NOT_FOUND)
            return e;
    }
    return fault_check(f);
}

static const struct sql CONFLICT_INSERT =
    SQL("INSERT INTO expansion_conflict (application_id, person_id, reason, left_room)"
        " VALUES (:application, :person, :reason, :left_room) RETURNING id");

static const struct sql SET_ASIDE =
    SQL("UPDATE expansion_score SET conflict_id = :conflict"
        " WHERE application_id = :application AND scorer_id = :person AND conflict_id IS NULL");

enum err expansion_conflict_add(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, int64_t application_id, const struct expansion_conflict *in)
{
    struct expansion_conflict k = *in;
    struct expansion_application x = { 0 };
    struct expansion e = { 0 };
    int64_t row;

    TRY(expansion_begin(tx, a, who, RECORD, id, version, false, &e));
    TRY(expansion_application_read(tx_snap(tx), a, id, application_id, false, &x));
    TRY(check_conflict(tx, a, application_id, &k));
    TRY(sql_change(tx, &CONFLICT_INSERT,
        IN(in_i64("application", application_id), in_i64("person", k.person_id),
            in_text("reason", k.reason), in_bool("left_room", k.left_room)),
        OUT(out_i64("id", &row))));
    TRY(sql_run(tx, &SET_ASIDE,
        IN(in_i64("conflict", row), in_i64("application", application_id),
            in_i64("person", k.person_id)),
        NULL));
    return record(tx, who, id, "conflict.added", application_id);
}

static const struct sql CONFLICT_REMOVE =
    SQL("UPDATE expansion_conflict SET removed_at = :at"
        " WHERE id = :id AND application_id = :application AND removed_at IS NULL");

static const struct sql COUNT_AGAIN =
    SQL("UPDATE expansion_score SET conflict_id = NULL"
        " WHERE conflict_id = :conflict"
        "   AND NOT EXISTS (SELECT 1 FROM expansion_score o"
        "                    WHERE o.application_id = expansion_score.application_id"
        "                      AND o.criterion_id = expansion_score.criterion_id"
        "                      AND o.conflict_id IS NULL)");

enum err expansion_conflict_remove(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, int64_t application_id, int64_t conflict_id)
{
    struct expansion_application x = { 0 };
    struct expansion e = { 0 };
    int64_t changed = 0;

    TRY(expansion_begin(tx, a, who, RECORD, id, version, false, &e));
    TRY(expansion_application_read(tx_snap(tx), a, id, application_id, false, &x));
    TRY(sql_run(tx, &CONFLICT_REMOVE,
        IN(in_i64("at", clock_now()), in_i64("id", conflict_id),
            in_i64("application", application_id)),
        &changed));
    if (changed == 0)
        return ERR_NOT_FOUND;
    TRY(sql_run(tx, &COUNT_AGAIN, IN(in_i64("conflict", conflict_id)), NULL));
    return record(tx, who, id, "conflict.removed", application_id);
}
