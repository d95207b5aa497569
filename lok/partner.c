#include "lok/partner.h"
#include "lok/base/clock.h"
#include "lok/base/sql.h"
#include "lok/base/utf8.h"
#include "lok/change.h"
#include "lok/council.h"
#include "lok/event.h"
#include "lok/partner_alias.h"
#include "lok/partner_area.h"

const struct choice PARTNER_KINDS[] = {
    { "organiser", "organisator" },
    { "care_location", "opvanglocatie" },
    { "school", "school" },
    { "training", "opleiding of vorming" },
    { "support_network", "ondersteuningsnetwerk" },
    { "family_support", "preventieve gezinsondersteuning" },
    { "ckg", "centrum voor kinderzorg en gezinsondersteuning (CKG)" },
    { "care_users", "gebruikers (ouders)" },
    { "local_government", "lokaal bestuur" },
    { "agency", "agentschap of overheidsdienst" },
    { "group", "groep van actoren" },
    { "other", "andere" },
    { NULL, NULL },
};

const struct field PARTNER_FIELDS[] = {
    FIELD_TEXT(struct partner, name, .required = true, .label = "Naam"),
    FIELD_CHOICE(
        struct partner, kind, .required = true, .of = PARTNER_KINDS, .label = "Soort partner"),
    FIELD_URL(struct partner, website, .max = 2000, .label = "Website",
        .hint = "Begint met https:// of http://."),
    FIELD_LINES(struct partner, aliases, .max = 200, .label = "Andere namen",
        .hint = "Eén per regel: afkortingen, vroegere namen of schrijfwijzen."),
    FIELD_LINES(struct partner, service_area, .max = 100, .label = "Werkingsgebied",
        .hint = "De gemeenten waar deze partner werkt, één per regel. Wat geen Vlaamse gemeente "
                "is, blijft als tekst staan."),
    FIELD_TEXT(struct partner, note, .multiline = true, .label = "Opmerking"),
    FIELD_DATE(struct partner, until, .label = "Gestopt vanaf",
        .hint = "Laat dit leeg zolang de partner werkt."),
    FIELD_END,
};

#define PARTNER_COLUMNS                                                   \
    "SELECT id, name, kind, website, service_area, note, until, version," \
    "       successor_id, successor_from, merged_into_id"

/* Runs a query of whole partners; aliases and area are read apart. */
static enum err partners_of(struct snap *s, struct arena *a, const struct sql *q,
    const struct in *in, struct partner_list *ret)
{
    struct {
        struct partner partner;
        const char *area;
    } row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, q, in,
        OUT(out_i64("id", &row.partner.id), out_text("name", a, &row.partner.name),
            out_enum("kind", PARTNER_KINDS, &row.partner.kind),
            out_text("website", a, &row.partner.website), out_text("service_area", a, &row.area),
            out_text("note", a, &row.partner.note), out_text("until", a, &row.partner.until),
            out_i64("version", &row.partner.version),
            out_i64("successor_id", &row.partner.successor_id),
            out_text("successor_from", a, &row.partner.successor_from),
            out_i64("merged_into_id", &row.partner.merged_into_id)),
        &row, sizeof row, &rows, &count));
    struct partner_list list = { arena_array(a, count, sizeof *list.at), count };
    for (size_t i = 0; i < count; i++) {
        list.at[i] = rows[i].partner;
        list.at[i].service_area =
            (struct lines){ arena_memdup(a, &rows[i].area, sizeof rows[i].area),
                str_empty(rows[i].area) ? 0 : 1 };
    }
    *ret = list;
    return ERR_OK;
}

static enum err add_lists(struct snap *s, struct arena *a, struct partner_list *list)
{
    const char *today = NULL;

    TRY(council_today_read(s, a, &today));
    for (size_t i = 0; i < list->count; i++) {
        struct partner *p = &list->at[i];
        const char *text = p->service_area.count > 0 ? p->service_area.at[0] : "";
        TRY(partner_aliases(s, a, p->id, &p->aliases));
        TRY(partner_area_lines(s, a, p->id, today, text, &p->service_area));
    }
    return ERR_OK;
}

static enum err one_of(
    struct snap *s, struct arena *a, const struct sql *q, const struct in *in, struct partner *ret)
{
    struct partner_list list = { 0 };

    TRY(partners_of(s, a, q, in, &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    TRY(add_lists(s, a, &list));
    *ret = list.at[0];
    return ERR_OK;
}

static const struct sql PARTNER_BY_ID = SQL(PARTNER_COLUMNS "  FROM partner WHERE id = :id");

enum err partner_get(struct snap *s, struct arena *a, int64_t id, struct partner *ret)
{
    return one_of(s, a, &PARTNER_BY_ID, IN(in_i64("id", id)), ret);
}

static const struct sql PARTNER_BY_NAME = SQL(PARTNER_COLUMNS
    "  FROM partner"
    " WHERE id = (SELECT id FROM partner WHERE name_folded = :name_folded"
    "              UNION ALL"
    "             SELECT partner_id FROM partner_alias WHERE name_folded = :name_folded)");

enum err partner_find(struct snap *s, struct arena *a, const char *name, struct partner *ret)
{
    const char *folded = utf8_fold_string(a, str_trim(a, name));

    return one_of(s, a, &PARTNER_BY_NAME, IN(in_text("name_folded", folded)), ret);
}

static const struct sql PARTNERS = SQL(PARTNER_COLUMNS
    "  FROM partner WHERE id > :after AND COALESCE(merged_into_id, 0) = 0 ORDER BY id LIMIT :limit");

enum err partner_list(
    struct snap *s, struct arena *a, int64_t after, int64_t limit, struct partner_list *ret)
{
    struct partner_list list = { 0 };

    TRY(partners_of(s, a, &PARTNERS, IN(in_i64("after", after), in_i64("limit", limit)), &list));
    TRY(add_lists(s, a, &list));
    *ret = list;
    return ERR_OK;
}

static const struct sql PARTNERS_OPEN = SQL(
    PARTNER_COLUMNS "  FROM partner"
                    " WHERE (until IS NULL OR until > :today) AND COALESCE(merged_into_id, 0) = 0"
                    " ORDER BY name_folded");

enum err partner_all(struct snap *s, struct arena *a, struct partner_list *ret)
{
    const char *today = NULL;

    TRY(council_today_read(s, a, &today));
    return partners_of(s, a, &PARTNERS_OPEN, IN(in_text("today", today)), ret);
}

static const struct sql AREA_TEXT =
    SQL("UPDATE partner SET service_area = :service_area WHERE id = :id");

/* Aliases and area, and what of the area stays text. */
static enum err store_lists(struct tx *tx, int64_t id, const struct partner *p)
{
    struct arena *a = tx_fault(tx)->arena;
    const char *today = NULL, *text = NULL;

    TRY(partner_aliases_store(tx, id, &p->aliases));
    TRY(council_today_read(tx_snap(tx), a, &today));
    TRY(partner_area_store(tx, id, today, &p->service_area, &text));
    return sql_run(tx, &AREA_TEXT, IN(in_i64("id", id), in_text("service_area", text)), NULL);
}

static enum err check(struct tx *tx, int64_t id, struct partner *p)
{
    struct fault *f = tx_fault(tx);

    change_check(PARTNER_FIELDS, f, p);
    p->name = str_trim(f->arena, p->name);
    if (!str_empty(p->name))
        TRY(partner_names_check(tx, id, p));
    return fault_check(f);
}

static const struct sql PARTNER_INSERT =
    SQL("INSERT INTO partner (name, name_folded, kind, website, service_area, note, until)"
        " VALUES (:name, :name_folded, :kind, :website, '', :note, :until)"
        " RETURNING id");

enum err partner_create(
    struct tx *tx, const struct actor *who, const struct partner *in, int64_t *ret_id)
{
    struct arena *a = tx_fault(tx)->arena;
    struct partner p = *in;
    int64_t id;

    TRY(check(tx, 0, &p));
    TRY(sql_change(tx, &PARTNER_INSERT,
        IN(in_text("name", p.name), in_text("name_folded", utf8_fold_string(a, p.name)),
            in_enum("kind", PARTNER_KINDS, p.kind), in_text("website", p.website),
            in_text("note", p.note), in_text("until", str_empty(p.until) ? NULL : p.until)),
        OUT(out_i64("id", &id))));
    TRY(store_lists(tx, id, &p));
    TRY(event_record(
        tx, who, "partner.created", "partner", id, change_values(PARTNER_FIELDS, a, &p), NULL));
    *ret_id = id;
    return ERR_OK;
}

static const struct sql PARTNER_UPDATE =
    SQL("UPDATE partner SET name = :name, name_folded = :name_folded, kind = :kind,"
        "       website = :website, note = :note, until = :until,"
        "       version = version + 1"
        " WHERE id = :id");

enum err partner_update(
    struct tx *tx, const struct actor *who, int64_t id, int64_t version, const struct partner *in)
{
    struct arena *a = tx_fault(tx)->arena;
    struct partner old = { 0 };
    struct partner p = *in;

    TRY(partner_get(tx_snap(tx), a, id, &old));
    if (old.version != version)
        return ERR_STALE;
    if (old.merged_into_id != 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "“%s” is samengevoegd met een andere partner: bewerk die.", old.name);
    TRY(check(tx, id, &p));
    TRY(sql_run(tx, &PARTNER_UPDATE,
        IN(in_i64("id", id), in_text("name", p.name),
            in_text("name_folded", utf8_fold_string(a, p.name)),
            in_enum("kind", PARTNER_KINDS, p.kind), in_text("website", p.website),
            in_text("note", p.note), in_text("until", str_empty(p.until) ? NULL : p.until)),
        NULL));
    TRY(store_lists(tx, id, &p));
    return event_record(tx, who, "partner.changed", "partner", id,
        change_between(PARTNER_FIELDS, a, &old, &p), NULL);
}
