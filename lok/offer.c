#include "lok/offer.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/council.h"
#include "lok/event.h"
#include "lok/municipality.h"
#include "lok/partner.h"

const struct choice OFFER_FORMS[] = {
    { "coaching", "coaching" },
    { "video_feedback", "video-interactiebegeleiding (VIB)" },
    { "practice_support", "praktijkbegeleiding" },
    { "project_support", "projectbegeleiding" },
    { "training", "vorming" },
    { "conference", "pedagogische conferentie" },
    { "peer_group", "collegagroep" },
    { "advice", "advies" },
    { "inclusion_coaching", "inclusiecoaching" },
    { "made_to_measure", "ondersteuning op maat" },
    { "gathering", "bijeenkomst met collega’s" },
    { "other", "andere" },
    { NULL, NULL },
};

const struct choice OFFER_LEVELS[] = {
    { "location", "opvanglocatie" },
    { "department", "dienst of bestuur" },
    { NULL, NULL },
};

const struct choice OFFER_AUDIENCES[] = {
    { "person_in_charge", "verantwoordelijken" },
    { "childcare_workers", "kinderbegeleiders" },
    { "team", "het hele team" },
    { "organisers", "organisatoren" },
    { NULL, NULL },
};

const struct choice OFFER_RHYTHMS[] = {
    { "not_said", "niet vermeld" },
    { "once", "eenmalig" },
    { "once_or_track", "eenmalig of een traject" },
    { "track", "een traject" },
    { "years", "een langere periode, vaak meerdere jaren" },
    { "regular", "geregeld" },
    { "yearly", "elk jaar" },
    { NULL, NULL },
};

const struct field OFFER_FIELDS[] = {
    FIELD_ID(struct offer, partner_id, .required = true, .label = "Van welke partner"),
    FIELD_TEXT(struct offer, title, .required = true, .label = "Naam van het aanbod"),
    FIELD_CHOICE(struct offer, form, .required = true, .of = OFFER_FORMS, .label = "Vorm"),
    FIELD_CHOICE(struct offer, level, .of = OFFER_LEVELS, .label = "Op welk niveau"),
    FIELD_CHOICES(struct offer, for_whom, .of = OFFER_AUDIENCES, .label = "Voor wie"),
    FIELD_BOOL(struct offer, own_staff, .label = "Alleen voor eigen personeel van de partner"),
    FIELD_CHOICES(struct offer, care, .of = CARE_KINDS, .label = "Voor welke opvang",
        .hint = "Kies niets als het voor elke opvang is."),
    FIELD_TEXT(struct offer, text, .multiline = true, .max = 5000, .label = "Wat het inhoudt"),
    FIELD_TEXT(struct offer, topic, .max = 500, .label = "Onderwerp"),
    FIELD_TEXT(struct offer, place, .max = 200, .label = "Plaats",
        .hint = "Bijvoorbeeld: in uw opvanglocatie."),
    FIELD_TEXT(struct offer, time_of_day, .max = 200, .label = "Tijdstip",
        .hint = "Bijvoorbeeld: ’s avonds."),
    FIELD_CHOICE(struct offer, rhythm, .of = OFFER_RHYTHMS, .label = "Hoe vaak"),
    FIELD_INT(struct offer, days_a_month, .zero_is_none = true, .max = 31,
        .label = "Dagen per maand", .hint = "Ongeveer. Leeg: niet vermeld."),
    FIELD_TEXT(struct offer, follow_up, .max = 500, .label = "Opvolging"),
    FIELD_TEXT(struct offer, recognition, .max = 200, .label = "Erkenning"),
    FIELD_INT(struct offer, recognised_since, .zero_is_none = true, .max = 2199,
        .label = "Erkend sinds", .hint = "Het jaar. Leeg: niet vermeld."),
    FIELD_LINES(
        struct offer, aims, .max = 500, .label = "Doelstellingen", .hint = "Eén per regel."),
    FIELD_LINES(struct offer, area, .max = 100, .label = "Gemeenten",
        .hint = "Eén per regel. Laat dit leeg als het overal geldt waar de partner werkt."),
    FIELD_TEXT(struct offer, source, .required = true, .max = 500, .label = "Bron",
        .hint = "Waar dit te lezen staat."),
    FIELD_DATE(struct offer, source_date, .label = "Bron gelezen op"),
    FIELD_DATE(struct offer, until, .label = "Gestopt vanaf",
        .hint = "Laat dit leeg zolang het aanbod loopt."),
    FIELD_END,
};

struct offer_row {
    struct offer offer;
    int64_t for_whom, care;
    const char *aims, *area;
};

static struct lines lines_of(struct arena *a, const char *text)
{
    return str_empty(text) ? (struct lines){ 0 } : str_split(a, text, '\n');
}

static const struct municipality *by_code(const struct municipality_list *all, const char *nis)
{
    for (size_t i = 0; i < all->count; i++)
        if (str_equal(all->at[i].nis, nis))
            return &all->at[i];
    return NULL;
}

static struct offer offer_of(
    struct arena *a, const struct offer_row *row, const struct municipality_list *all)
{
    struct offer o = row->offer;

    o.for_whom = (uint64_t)row->for_whom;
    o.care = (uint64_t)row->care;
    o.aims = lines_of(a, row->aims);
    o.area_codes = lines_of(a, row->area);
    o.area = (struct lines){ arena_array(a, o.area_codes.count, sizeof *o.area.at), 0 };
    for (size_t i = 0; i < o.area_codes.count; i++) {
        const struct municipality *m = by_code(all, o.area_codes.at[i]);
        o.area.at[o.area.count++] = m != NULL ? m->name : o.area_codes.at[i];
    }
    return o;
}

static enum err offers_of(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    struct offer_list *ret)
{
    struct offer_row row = { 0 }, *rows = NULL;
    struct offer *o = &row.offer;
    struct municipality_list all = { 0 };
    size_t count = 0;

    TRY(sql_list(s, a, q, in,
        OUT(out_i64("id", &o->id), out_i64("partner_id", &o->partner_id),
            out_text("title", a, &o->title), out_enum("form", OFFER_FORMS, &o->form),
            out_enum("level", OFFER_LEVELS, &o->level), out_i64("for_whom", &row.for_whom),
            out_bool("own_staff", &o->own_staff), out_i64("care", &row.care),
            out_text("text", a, &o->text), out_text("topic", a, &o->topic),
            out_text("place", a, &o->place), out_text("time_of_day", a, &o->time_of_day),
            out_enum("rhythm", OFFER_RHYTHMS, &o->rhythm),
            out_i64("days_a_month", &o->days_a_month), out_text("follow_up", a, &o->follow_up),
            out_text("recognition", a, &o->recognition),
            out_i64("recognised_since", &o->recognised_since), out_text("aims", a, &row.aims),
            out_text("area", a, &row.area), out_text("source", a, &o->source),
            out_text("source_date", a, &o->source_date), out_text("until_date", a, &o->until),
            out_i64("version", &o->version), out_text("partner_name", a, &o->partner_name)),
        &row, sizeof row, &rows, &count));
    if (count > 0)
        TRY(municipality_all(s, a, &all));
    struct offer_list list = { arena_array(a, count, sizeof *list.at), count };
    for (size_t i = 0; i < count; i++)
        list.at[i] = offer_of(a, &rows[i], &all);
    *ret = list;
    return ERR_OK;
}

#define OFFER_COLUMNS                                                                            \
    "SELECT o.id AS id, o.partner_id AS partner_id, o.title AS title, o.form AS form,"           \
    "       o.level AS level, o.for_whom AS for_whom, o.own_staff AS own_staff, o.care AS care," \
    "       o.text AS text, o.topic AS topic, o.place AS place, o.time_of_day AS time_of_day,"   \
    "       o.rhythm AS rhythm, o.days_a_month AS days_a_month, o.follow_up AS follow_up,"       \
    "       o.recognition AS recognition, o.recognised_since AS recognised_since,"               \
    "       o.aims AS aims, o.area AS area, o.source AS source, o.source_date AS source_date,"   \
    "       o.until_date AS until_date, o.version AS version, p.name AS partner_name"            \
    "  FROM offer o JOIN partner p ON p.id = o.partner_id"

static const struct sql OFFER = SQL(OFFER_COLUMNS " WHERE o.id = :id");

enum err offer_get(struct snap *s, struct arena *a, int64_t id, struct offer *ret)
{
    struct offer_list list = { 0 };

    TRY(offers_of(s, a, &OFFER, IN(in_i64("id", id)), &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}

static const struct sql OFFERS =
    SQL(OFFER_COLUMNS " WHERE o.id > :after_id ORDER BY o.id LIMIT :most");
static const struct sql OFFERS_OF_PARTNER =
    SQL(OFFER_COLUMNS " WHERE o.partner_id = :partner_id AND o.id > :after_id"
                      " ORDER BY o.id LIMIT :most");

enum err offer_list(struct snap *s, struct arena *a, int64_t partner_id, int64_t after,
    int64_t limit, struct offer_list *ret)
{
    if (partner_id == 0)
        return offers_of(s, a, &OFFERS, IN(in_i64("after_id", after), in_i64("most", limit)), ret);
    return offers_of(s, a, &OFFERS_OF_PARTNER,
        IN(in_i64("partner_id", partner_id), in_i64("after_id", after), in_i64("most", limit)),
        ret);
}

/* -- changes -- */

/* The codes of the municipalities named. A name that the offer had already keeps its code: two may
 * have borne one name. */
static enum err codes_of(
    struct tx *tx, const struct offer *in, const struct offer *old, struct lines *ret)
{
    struct fault *f = tx_fault(tx);
    struct municipality_list all = { 0 };
    const char *today = NULL;
    struct lines codes = { arena_array(f->arena, in->area.count, sizeof *codes.at), 0 };

    TRY(council_today_read(tx_snap(tx), f->arena, &today));
    TRY(municipality_all(tx_snap(tx), f->arena, &all));
    for (size_t i = 0; i < in->area.count; i++) {
        const struct municipality *m = municipality_find(&all, in->area.at[i], today);
        const char *code = m != NULL ? m->nis : NULL;
        if (str_empty(str_trim(f->arena, in->area.at[i])))
            continue;
        for (size_t k = 0; m != NULL && k < old->area.count; k++)
            if (str_equal(old->area.at[k], m->name))
                code = old->area_codes.at[k];
        if (code == NULL)
            fault_issue(f, "area", "unknown",
                "Er is geen Vlaamse gemeente met de naam of NIS-code “%s”.", in->area.at[i]);
        else
            codes.at[codes.count++] = code;
    }
    *ret = codes;
    return ERR_OK;
}

static enum err check(
    struct tx *tx, struct offer *in, const struct offer *old, struct lines *ret_codes)
{
    struct fault *f = tx_fault(tx);
    struct partner p = { 0 };

    change_check(OFFER_FIELDS, f, in);
    TRY(codes_of(tx, in, old, ret_codes));
    enum err e = partner_get(tx_snap(tx), f->arena, in->partner_id, &p);
    if (in->partner_id != 0 && (e == ERR_NOT_FOUND || p.merged_into_id != 0))
        fault_issue(f, "partner_id", "unknown", "Kies een partner uit de lijst.");
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    return fault_check(f);
}

/* The columns for a new offer (id 0), or with its id. */
static const struct in *values_of(
    struct arena *a, const struct offer *o, const struct lines *codes, int64_t id)
{
    const struct in *values = IN(in_i64("partner_id", o->partner_id), in_text("title", o->title),
        in_enum("form", OFFER_FORMS, o->form), in_enum("level", OFFER_LEVELS, o->level),
        in_i64("for_whom", (int64_t)o->for_whom), in_bool("own_staff", o->own_staff),
        in_i64("care", (int64_t)o->care), in_text("text", o->text), in_text("topic", o->topic),
        in_text("place", o->place), in_text("time_of_day", o->time_of_day),
        in_enum("rhythm", OFFER_RHYTHMS, o->rhythm), in_i64("days_a_month", o->days_a_month),
        in_text("follow_up", o->follow_up), in_text("recognition", o->recognition),
        in_i64("recognised_since", o->recognised_since),
        in_text("aims", str_join(a, &o->aims, "\n")), in_text("area", str_join(a, codes, "\n")),
        in_text("source", o->source), in_text("source_date", o->source_date),
        in_text("until_date", o->until), in_i64(id != 0 ? "id" : NULL, id));

    return arena_memdup(a, values, 23 * sizeof *values);
}

static const struct sql OFFER_INSERT =
    SQL("INSERT INTO offer (partner_id, title, form, level, for_whom, own_staff, care, text, topic,"
        "       place, time_of_day, rhythm, days_a_month, follow_up, recognition,"
        "       recognised_since, aims, area, source, source_date, until_date)"
        " VALUES (:partner_id, :title, :form, :level, :for_whom, :own_staff, :care, :text, :topic,"
        "       :place, :time_of_day, :rhythm, :days_a_month, :follow_up, :recognition,"
        "       :recognised_since, :aims, :area, :source, :source_date, :until_date)"
        " RETURNING id");

enum err offer_create(
    struct tx *tx, const struct actor *who, const struct offer *given, int64_t *ret_id)
{
    static const struct offer NONE;
    struct arena *a = tx_fault(tx)->arena;
    struct offer in = *given;
    struct lines codes;
    int64_t id;

    TRY(check(tx, &in, &NONE, &codes));
    TRY(sql_change(tx, &OFFER_INSERT, values_of(a, &in, &codes, 0), OUT(out_i64("id", &id))));
    TRY(event_record(
        tx, who, "offer.created", "offer", id, change_values(OFFER_FIELDS, a, &in), NULL));
    *ret_id = id;
    return ERR_OK;
}

static const struct sql OFFER_UPDATE =
    SQL("UPDATE offer SET partner_id = :partner_id, title = :title, form = :form, level = :level,"
        "       for_whom = :for_whom, own_staff = :own_staff, care = :care, text = :text,"
        "       topic = :topic, place = :place, time_of_day = :time_of_day, rhythm = :rhythm,"
        "       days_a_month = :days_a_month, follow_up = :follow_up, recognition = :recognition,"
        "       recognised_since = :recognised_since, aims = :aims, area = :area,"
        "       source = :source, source_date = :source_date, until_date = :until_date,"
        "       version = version + 1"
        " WHERE id = :id");

enum err offer_update(
    struct tx *tx, const struct actor *who, int64_t id, int64_t version, const struct offer *given)
{
    struct arena *a = tx_fault(tx)->arena;
    struct offer old = { 0 }, in = *given;
    struct lines codes;

    TRY(offer_get(tx_snap(tx), a, id, &old));
    if (old.version != version)
        return ERR_STALE;
    TRY(check(tx, &in, &old, &codes));
    TRY(sql_run(tx, &OFFER_UPDATE, values_of(a, &in, &codes, id), NULL));
    return event_record(
        tx, who, "offer.changed", "offer", id, change_between(OFFER_FIELDS, a, &old, &in), NULL);
}
