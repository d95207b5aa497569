#include "lok/partner_area.h"
#include "lok/change.h"
#include "lok/council.h"
#include "lok/event.h"
#include <string.h>

const struct field PARTNER_AREA_FIELDS[] = {
    FIELD_TEXT(struct partner_area_input, municipality, .required = true, .max = 100,
        .label = "Gemeente", .hint = "De naam of de NIS-code."),
    FIELD_DATE(struct partner_area_input, from_date, .label = "Vanaf",
        .hint = "Laat dit leeg als u het niet weet."),
    FIELD_DATE(struct partner_area_input, until_date, .label = "Niet meer vanaf"),
    FIELD_END,
};

static const struct sql AREAS =
    SQL("SELECT x.id AS id, x.nis AS nis, m.name AS name, x.from_date AS from_date,"
        "       x.until_date AS until_date"
        "  FROM partner_area x JOIN municipality m ON m.nis = x.nis"
        " WHERE x.partner_id = :partner_id ORDER BY x.id");

enum err partner_areas(
    struct snap *s, struct arena *a, int64_t partner_id, struct partner_area_list *ret)
{
    struct partner_area row = { 0 };

    return sql_list(s, a, &AREAS, IN(in_i64("partner_id", partner_id)),
        OUT(out_i64("id", &row.id), out_text("nis", a, &row.nis),
            out_text("name", a, &row.municipality), out_text("from_date", a, &row.from_date),
            out_text("until_date", a, &row.until_date)),
        &row, sizeof row, &ret->at, &ret->count);
}

static const struct sql CODES = SQL("SELECT nis FROM partner_area"
                                    " WHERE partner_id = :partner_id AND from_date <= :on_day"
                                    "   AND (until_date = '' OR until_date > :on_day)");

enum err partner_area_codes(
    struct snap *s, struct arena *a, int64_t partner_id, const char *on, struct lines *ret)
{
    const char *nis = NULL;

    return sql_list(s, a, &CODES, IN(in_i64("partner_id", partner_id), in_text("on_day", on)),
        OUT(out_text("nis", a, &nis)), &nis, sizeof nis, &ret->at, &ret->count);
}

static const struct sql INSERT =
    SQL("INSERT INTO partner_area (partner_id, nis, from_date, until_date)"
        " VALUES (:partner_id, :nis, :from_date, :until_date) RETURNING id");

static enum err insert(struct tx *tx, int64_t partner_id, const char *nis, const char *from,
    const char *until, int64_t *ret_id)
{
    return sql_change(tx, &INSERT,
        IN(in_i64("partner_id", partner_id), in_text("nis", nis), in_text("from_date", from),
            in_text("until_date", until)),
        OUT(out_i64("id", ret_id)));
}

static enum err record(
    struct tx *tx, const struct actor *who, const char *type, int64_t partner_id, const char *nis)
{
    cJSON *data = cJSON_CreateObject();

    json_add_text(data, "nis", nis);
    return event_record(tx, who, type, "partner", partner_id, data, NULL);
}

enum err partner_area_add(struct tx *tx, const struct actor *who, int64_t partner_id,
    const struct partner_area_input *given, int64_t *ret_id)
{
    struct fault *f = tx_fault(tx);
    struct partner_area_input in = *given;
    struct municipality_list all = { 0 };
    const struct municipality *m = NULL;
    const char *today = NULL;

    change_check(PARTNER_AREA_FIELDS, f, &in);
    TRY(council_today_read(tx_snap(tx), f->arena, &today));
    TRY(municipality_all(tx_snap(tx), f->arena, &all));
    if (!str_empty(in.municipality)) {
        m = municipality_find(
            &all, in.municipality, str_empty(in.from_date) ? today : in.from_date);
        if (m == NULL)
            fault_issue(f, "municipality", "unknown",
                "Er is geen Vlaamse gemeente met de naam of NIS-code “%s”.", in.municipality);
    }
    if (!str_empty(in.until_date) && strcmp(in.until_date, in.from_date) <= 0)
        fault_issue(f, "until_date", "range", "Het einde moet na het begin liggen.");
    TRY(fault_check(f));
    enum err e = insert(tx, partner_id, m->nis, in.from_date, in.until_date, ret_id);
    if (e == ERR_CONFLICT)
        return fault_set(f, e, "%s staat al in het werkingsgebied.", m->name);
    TRY(e);
    return record(tx, who, "partner.area_added", partner_id, m->nis);
}

static const struct sql DELETE = SQL("DELETE FROM partner_area"
                                     " WHERE id = :id AND partner_id = :partner_id RETURNING nis");

enum err partner_area_remove(
    struct tx *tx, const struct actor *who, int64_t partner_id, int64_t area_id)
{
    const char *nis = NULL;

    TRY(sql_change(tx, &DELETE, IN(in_i64("id", area_id), in_i64("partner_id", partner_id)),
        OUT(out_text("nis", tx_fault(tx)->arena, &nis))));
    return record(tx, who, "partner.area_removed", partner_id, nis);
}

/* -- as lines of a form -- */

static bool has_ended(const struct partner_area *area, const char *today)
{
    return !str_empty(area->until_date) && strcmp(area->until_date, today) <= 0;
}

static bool holds(const struct lines *lines, const char *line)
{
    for (size_t i = 0; i < lines->count; i++)
        if (str_equal(lines->at[i], line))
            return true;
    return false;
}

enum err partner_area_lines(struct snap *s, struct arena *a, int64_t partner_id, const char *today,
    const char *text, struct lines *ret)
{
    struct lines rest = str_empty(text) ? (struct lines){ 0 } : str_split(a, text, '\n');
    struct partner_area_list areas = { 0 };

    TRY(partner_areas(s, a, partner_id, &areas));
    struct lines all = { arena_array(a, areas.count + rest.count, sizeof *all.at), 0 };
    for (size_t i = 0; i < areas.count; i++)
        if (!has_ended(&areas.at[i], today) && !holds(&all, areas.at[i].municipality))
            all.at[all.count++] = areas.at[i].municipality;
    for (size_t i = 0; i < rest.count; i++)
        all.at[all.count++] = rest.at[i];
    *ret = all;
    return ERR_OK;
}

/* Removes what no line names any more, and lists what stays. */
static enum err drop_others(struct tx *tx, int64_t partner_id, const char *today,
    const struct partner_area_list *areas, const struct lines *named, struct lines *ret_kept)
{
    struct arena *a = tx_fault(tx)->arena;
    const char *nis = NULL;

    *ret_kept = (struct lines){ arena_array(a, areas->count, sizeof *ret_kept->at), 0 };
    for (size_t i = 0; i < areas->count; i++) {
        const struct partner_area *area = &areas->at[i];
        if (has_ended(area, today))
            continue;
        if (holds(named, area->municipality) || holds(named, area->nis))
            ret_kept->at[ret_kept->count++] = area->nis;
        else
            TRY(sql_change(tx, &DELETE,
                IN(in_i64("id", area->id), in_i64("partner_id", partner_id)),
                OUT(out_text("nis", a, &nis))));
    }
    return ERR_OK;
}

/* A line is what stands there already, a municipality, or text. */
enum err partner_area_store(struct tx *tx, int64_t partner_id, const char *today,
    const struct lines *lines, const char **ret_text)
{
    struct arena *a = tx_fault(tx)->arena;
    struct lines text = { arena_array(a, lines->count, sizeof *text.at), 0 }, named = text, kept;
    struct municipality_list all = { 0 };
    struct partner_area_list areas = { 0 };
    int64_t id;

    TRY(municipality_all(tx_snap(tx), a, &all));
    TRY(partner_areas(tx_snap(tx), a, partner_id, &areas));
    named.at = arena_array(a, lines->count, sizeof *named.at);
    for (size_t i = 0; i < lines->count; i++) {
        const struct municipality *m = municipality_find(&all, lines->at[i], today);
        named.at[named.count++] = m != NULL ? m->name : str_trim(a, lines->at[i]);
    }
    TRY(drop_others(tx, partner_id, today, &areas, &named, &kept));
    for (size_t i = 0; i < lines->count; i++) {
        const struct municipality *m = municipality_find(&all, lines->at[i], today);
        bool stays = false;
        for (size_t k = 0; m != NULL && k < areas.count; k++)
            stays |= holds(&kept, areas.at[k].nis) && str_equal(areas.at[k].municipality, m->name);
        if (m == NULL && !str_empty(named.at[i]))
            text.at[text.count++] = named.at[i];
        else if (m != NULL && !stays) {
            enum err e = insert(tx, partner_id, m->nis, "", "", &id);
            if (e != ERR_OK && e != ERR_CONFLICT) /* named twice */
                return e;
        }
    }
    *ret_text = str_join(a, &text, "\n");
    return ERR_OK;
}
