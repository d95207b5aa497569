#include "agenda/item.h"
#include "agenda/order.h"
#include "lok/base/sql.h"

const struct choice ITEM_PURPOSES[] = {
    { "introduction", "inleiding" },
    { "information", "ter informatie" },
    { "discussion", "bespreking" },
    { "advice", "ter advies" },
    { "decision", "ter beslissing" },
    { "approval_of_minutes", "goedkeuring vorig verslag" },
    { "any_other_business", "varia" },
    { NULL, NULL },
};

const struct choice ITEM_OUTCOMES[] = {
    { "", "nog niet behandeld" },
    { "noted", "ter kennis genomen" },
    { "discussed", "besproken" },
    { "advice_given", "advies gegeven" },
    { "approved", "goedgekeurd" },
    { "not_approved", "niet goedgekeurd" },
    { "postponed", "uitgesteld" },
    { "withdrawn", "ingetrokken" },
    { NULL, NULL },
};

const struct field ITEM_FIELDS[] = {
    FIELD_TEXT(struct item_input, title, .required = true, .label = "Titel"),
    FIELD_CHOICE(struct item_input, purpose, .of = ITEM_PURPOSES, .label = "Doel"),
    FIELD_ID(struct item_input, approves_id, .label = "Welk verslag wordt goedgekeurd?",
        .hint = "Alleen voor de goedkeuring van een verslag. Kiest u niets, dan is het het laatste "
                "dat nog niet goedgekeurd is."),
    FIELD_INT(struct item_input, minutes, .zero_is_none = true, .min = 0, .max = 600,
        .label = "Duur in minuten"),
    FIELD_TEXT(struct item_input, presenter, .label = "Wie leidt het in?",
        .hint = "Een functie of een organisatie, zoals “mentor-coach”."),
    FIELD_ID(struct item_input, presenter_partner_id, .label = "Partner die het inleidt"),
    FIELD_ID(struct item_input, dossier_id, .label = "Dossier"),
    FIELD_CHOICE(struct item_input, access, .of = ACCESSES, .label = "Wie mag dit punt zien?"),
    FIELD_TEXT(struct item_input, text, .multiline = true, .label = "Toelichting"),
    FIELD_END,
};

/* Compared with what was last published with an agenda and not taken back. */
static const struct sql ITEMS = SQL(
    "WITH sent AS ("
    " SELECT p.id FROM publication p LEFT JOIN sending s ON s.id = p.sending_id"
    "  WHERE p.meeting_id = :meeting AND s.taken_back_at IS NULL AND p.has_agenda = 1"
    "  ORDER BY p.number DESC LIMIT 1)"
    " SELECT i.id, i.meeting_id, i.position, i.number, i.title, i.purpose, i.minutes, i.presenter,"
    "        i.presenter_partner_id, i.dossier_id, i.access, i.text, i.introduction_id,"
    "        i.reschedules_id, i.approves_id, i.removed_at, i.outcome, i.outcome_note, i.treated_at, i.version,"
    "        d.title AS dossier_title, p.name AS presenter_partner,"
    "        it.meeting_id AS introduction_meeting_id, im.starts_at AS introduction_at,"
    "        it.text AS introduction_text, c.id AS decision_id, c.number AS decision_number,"
    "        EXISTS (SELECT 1 FROM sent) AND"
    "        (x.item_id IS NULL OR"
    "         (i.title, i.purpose, i.minutes, i.presenter, i.access, i.text,"
    "          COALESCE(i.presenter_partner_id, 0), COALESCE(i.dossier_id, 0)) <>"
    "         (x.title, x.purpose, x.minutes, x.presenter, x.access, x.text,"
    "          COALESCE(x.presenter_partner_id, 0), COALESCE(x.dossier_id, 0))) AS unsent,"
    "        m.starts_at AS meeting_starts_at"
    "   FROM agenda_item i"
    "   JOIN meeting m ON m.id = i.meeting_id"
    "   LEFT JOIN publication_item x"
    "          ON x.publication_id = (SELECT id FROM sent) AND x.item_id = i.id"
    "   LEFT JOIN dossier d ON d.id = i.dossier_id"
    "   LEFT JOIN partner p ON p.id = i.presenter_partner_id"
    "   LEFT JOIN agenda_item it ON it.id = i.introduction_id"
    "   LEFT JOIN meeting im ON im.id = it.meeting_id"
    "   LEFT JOIN decision c ON c.item_id = i.id"
    "  WHERE i.meeting_id = :meeting"
    "  ORDER BY i.position, i.id");

struct row {
    struct item i;
    int64_t access, meeting_starts_at;
};

static enum err read_rows(
    struct snap *s, struct arena *a, int64_t meeting_id, struct row **ret, size_t *ret_count)
{
    struct row row = { 0 };
    struct item *i = &row.i;

    return sql_list(s, a, &ITEMS, IN(in_i64("meeting", meeting_id)),
        OUT(out_i64("id", &i->id), out_i64("meeting_id", &i->meeting_id),
            out_i64("position", &i->position), out_text("number", a, &i->number),
            out_text("title", a, &i->title), out_enum("purpose", ITEM_PURPOSES, &i->purpose),
            out_i64("minutes", &i->minutes), out_text("presenter", a, &i->presenter),
            out_i64("presenter_partner_id", &i->presenter_partner_id),
            out_i64("dossier_id", &i->dossier_id), out_i64("access", &row.access),
            out_text("text", a, &i->text), out_i64("introduction_id", &i->introduction_id),
            out_i64("reschedules_id", &i->reschedules_id), out_i64("approves_id", &i->approves_id),
            out_i64("removed_at", &i->removed_at), out_enum("outcome", ITEM_OUTCOMES, &i->outcome),
            out_text("outcome_note", a, &i->outcome_note), out_i64("treated_at", &i->treated_at),
            out_i64("version", &i->version), out_text("dossier_title", a, &i->dossier_title),
            out_text("presenter_partner", a, &i->presenter_partner),
            out_i64("introduction_meeting_id", &i->introduction_meeting_id),
            out_i64("introduction_at", &i->introduction_at),
            out_text("introduction_text", a, &i->introduction_text),
            out_i64("decision_id", &i->decision_id),
            out_text("decision_number", a, &i->decision_number), out_bool("unsent", &i->unsent),
            out_i64("meeting_starts_at", &row.meeting_starts_at)),
        &row, sizeof row, ret, ret_count);
}

enum err item_all(struct snap *s, struct arena *a, int64_t meeting_id, struct item_list *ret)
{
    struct row *rows = NULL;
    size_t count = 0;

    TRY(read_rows(s, a, meeting_id, &rows, &count));
    struct item_list list = { arena_array(a, count, sizeof *list.at), count };
    for (size_t i = 0; i < count; i++) {
        list.at[i] = rows[i].i;
        list.at[i].access = (unsigned)rows[i].access;
    }
    order_numbers(a, &list);
    order_times(count > 0 ? rows[0].meeting_starts_at : 0, &list);
    *ret = list;
    return ERR_OK;
}

static enum err items_where(
    struct snap *s, struct arena *a, int64_t meeting_id, bool removed, struct item_list *ret)
{
    struct item_list all = { 0 };
    size_t count = 0;

    TRY(item_all(s, a, meeting_id, &all));
    for (size_t i = 0; i < all.count; i++)
        if ((all.at[i].removed_at != 0) == removed)
            all.at[count++] = all.at[i];
    *ret = (struct item_list){ all.at, count };
    return ERR_OK;
}

enum err item_list(struct snap *s, struct arena *a, int64_t meeting_id, struct item_list *ret)
{
    return items_where(s, a, meeting_id, false, ret);
}

enum err item_removed(struct snap *s, struct arena *a, int64_t meeting_id, struct item_list *ret)
{
    return items_where(s, a, meeting_id, true, ret);
}

static const struct sql MEETING_OF_ITEM = SQL("SELECT meeting_id FROM agenda_item WHERE id = :id");

enum err item_get(struct snap *s, struct arena *a, int64_t id, struct item *ret)
{
    struct item_list all = { 0 };
    int64_t meeting_id;

    TRY(sql_one(
        s, &MEETING_OF_ITEM, IN(in_i64("id", id)), OUT(out_i64("meeting_id", &meeting_id))));
    TRY(item_all(s, a, meeting_id, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (all.at[i].id == id) {
            *ret = all.at[i];
            return ERR_OK;
        }
    }
    IMPOSSIBLE("an item that is not on its own meeting's agenda");
}

struct item_input item_to_input(const struct item *item)
{
    return (struct item_input){
        .title = item->title,
        .presenter = item->presenter,
        .text = item->text,
        .purpose = item->purpose,
        .access = item->access,
        .minutes = item->minutes,
        .presenter_partner_id = item->presenter_partner_id,
        .dossier_id = item->dossier_id,
        .approves_id = item->approves_id,
    };
}

int64_t item_list_end(const struct meeting *m, const struct item_list *items)
{
    int64_t end = m->starts_at;

    for (size_t i = 0; end != 0 && i < items->count; i++)
        end += items->at[i].removed_at == 0 ? items->at[i].minutes * 60000 : 0;
    return end;
}
