#include "agenda/standing.h"
#include "agenda/action.h"
#include "agenda/minutes.h"
#include "agenda/order.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/base/utf8.h"
#include "lok/change.h"
#include <string.h>

enum { MOST_LINES = 20, USUAL_MINUTES = 5 };

static const char OPEN_ACTIONS[] = "Openstaande acties";

const struct field STANDING_FIELDS[] = {
    FIELD_TEXT(struct standing_input, titles, .multiline = true, .max = 2000,
        .label = "Vaste punten",
        .hint = "Eén per lijn, in de volgorde van de agenda. Een lijn die met Goedkeuring begint, "
                "keurt het vorige verslag goed. Openstaande acties en Varia zijn ook bekend."),
    FIELD_END,
};

/* Without empty ones. */
static struct lines lines_of(struct arena *a, const char *titles)
{
    struct lines all = str_split(a, titles, '\n'), lines = all;

    lines.count = 0;
    for (size_t i = 0; i < all.count; i++) {
        const char *title = str_trim(a, all.at[i]);
        if (!str_empty(title))
            lines.at[lines.count++] = title;
    }
    return lines;
}

static const struct sql GET = SQL("SELECT standing_items FROM council WHERE id = 1");
static const struct sql SET = SQL("UPDATE council SET standing_items = :titles WHERE id = 1");

enum err standing_get(struct snap *s, struct arena *a, struct standing_input *ret)
{
    return sql_one(s, &GET, IN(), OUT(out_text("standing_items", a, &ret->titles)));
}

enum err standing_set(struct tx *tx, const struct actor *who, const struct standing_input *given)
{
    struct standing_input in = *given;
    struct lines lines;

    if (!may(who, PREPARE_MEETING, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    change_check(STANDING_FIELDS, tx_fault(tx), &in);
    TRY(fault_check(tx_fault(tx)));
    lines = lines_of(tx_fault(tx)->arena, in.titles);
    if (lines.count > MOST_LINES)
        return fault_issue(tx_fault(tx), "titles", "length", "Geef hoogstens 20 vaste punten.");
    for (size_t i = 0; i < lines.count; i++)
        if (utf8_length(lines.at[i]) > 200)
            return fault_issue(
                tx_fault(tx), "titles", "length", "Een titel telt hoogstens 200 tekens.");
    TRY(sql_run(tx, &SET, IN(in_text("titles", in.titles)), NULL));
    return event_record(tx, who, "council.standing", "council", 1, NULL, NULL);
}

/* -- onto an agenda -- */

static unsigned purpose_of(const char *title)
{
    if (strncmp(title, "Goedkeuring", strlen("Goedkeuring")) == 0)
        return PURPOSE_APPROVAL_OF_MINUTES;
    return str_equal(title, "Varia") ? PURPOSE_ANY_OTHER_BUSINESS : PURPOSE_INFORMATION;
}

/* There is one of each of the first two purposes on an agenda. NULL when it is not there. */
static const struct item *found(const struct item_list *items, const char *title, unsigned purpose)
{
    bool alone = purpose == PURPOSE_APPROVAL_OF_MINUTES || purpose == PURPOSE_ANY_OTHER_BUSINESS;

    for (size_t i = 0; i < items->count; i++)
        if (alone ? items->at[i].purpose == purpose : str_equal(items->at[i].title, title))
            return &items->at[i];
    return NULL;
}

static const char NO_ACTIONS[] = "Er zijn nu geen openstaande acties.";

/* What members may see of them: the agenda goes to all of them. */
static enum err actions_text(struct snap *s, struct arena *a, int64_t meeting_id, const char **ret)
{
    const struct actor member = { .roles = ROLE_BIT(ROLE_MEMBER) };
    struct action_list list = { 0 };
    const char *text = "";

    TRY(action_open_for_meeting(s, a, &member, meeting_id, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct action_point *p = &list.at[i];
        const char *due = str_empty(p->due_date)
                              ? ""
                              : arena_printf(a, " (tegen %s)", dutch_date(a, p->due_date));
        text = arena_printf(
            a, "%s%s- %s: %s%s", text, i == 0 ? "" : "\n", p->partner_name, p->text, due);
    }
    *ret = list.count == 0 ? NO_ACTIONS : text;
    return ERR_OK;
}

/* "Goedkeuring van het verslag van 27 februari 2024": the item says which minutes it approves. */
static enum err name_minutes(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t item_id)
{
    struct meeting of = { 0 };
    struct item item = { 0 };
    int64_t meeting_id = 0;

    TRY(minutes_of_item(tx_snap(tx), item_id, &meeting_id));
    if (meeting_id == 0)
        return ERR_OK;
    TRY(meeting_get(tx_snap(tx), a, meeting_id, &of));
    TRY(item_get(tx_snap(tx), a, item_id, &item));
    struct item_input in = item_to_input(&item);
    in.title = arena_printf(
        a, "Goedkeuring van het verslag van %s", dutch_date_long(a, date_of(a, of.starts_at)));
    return item_update(tx, who, item_id, item.version, &in);
}

static enum err add_line(struct tx *tx, struct arena *a, const struct actor *who,
    const struct meeting *m, const struct item_list *items, const char *title)
{
    bool actions = str_equal(title, OPEN_ACTIONS);
    struct item_input in = {
        .title = title,
        .presenter = "",
        .text = "",
        .purpose = purpose_of(title),
        .access = actions && m->access < ACCESS_MEMBERS ? ACCESS_MEMBERS : m->access,
        .minutes = USUAL_MINUTES,
    };
    int64_t id;

    if (actions)
        TRY(actions_text(tx_snap(tx), a, m->id, &in.text));
    TRY(item_create(tx, who, m->id, &in, &id));
    if (in.purpose != PURPOSE_APPROVAL_OF_MINUTES)
        return ERR_OK;
    TRY(name_minutes(tx, a, who, id));
    return items->count > 0 ? order_place(tx, who, id, 1) : ERR_OK;
}

/* Minutes that were approved by another item are not approved again. */
static enum err refresh_approval(
    struct tx *tx, struct arena *a, const struct actor *who, const struct item *item, bool *ret)
{
    struct item_input in = item_to_input(item);
    struct minutes m = { .state = MINUTES_NONE };
    int64_t now = 0;

    if (item->approves_id != 0)
        TRY(minutes_get(tx_snap(tx), a, item->approves_id, &m));
    bool over = m.state == MINUTES_APPROVED && m.approved_item != item->id;
    if (item->outcome != OUTCOME_NONE || (item->approves_id != 0 && !over))
        return ERR_OK;
    in.approves_id = 0;
    TRY(item_update(tx, who, item->id, item->version, &in));
    TRY(minutes_link_item(tx, item->id));
    TRY(minutes_of_item(tx_snap(tx), item->id, &now));
    *ret = now != item->approves_id;
    return *ret ? name_minutes(tx, a, who, item->id) : ERR_OK;
}

/* What somebody wrote there is left as it is. */
static enum err refresh_actions(
    struct tx *tx, struct arena *a, const struct actor *who, const struct item *item, bool *ret)
{
    struct item_input in = item_to_input(item);
    bool ours = str_starts(item->text, "- ") || str_equal(item->text, NO_ACTIONS);

    if (item->outcome != OUTCOME_NONE || !ours)
        return ERR_OK;
    TRY(actions_text(tx_snap(tx), a, item->meeting_id, &in.text));
    *ret = !str_equal(in.text, item->text);
    return item_update(tx, who, item->id, item->version, &in);
}

static enum err refresh(
    struct tx *tx, struct arena *a, const struct actor *who, const struct item *item, bool *ret)
{
    *ret = false;
    if (item->purpose == PURPOSE_APPROVAL_OF_MINUTES)
        return refresh_approval(tx, a, who, item, ret);
    return str_equal(item->title, OPEN_ACTIONS) ? refresh_actions(tx, a, who, item, ret) : ERR_OK;
}

enum err standing_add(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id, size_t *ret_added)
{
    struct standing_input setting = { 0 };
    struct item_list items = { 0 };
    struct meeting m = { 0 };
    size_t added = 0;

    if (!may(who, PREPARE_MEETING, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(meeting_get(tx_snap(tx), a, meeting_id, &m));
    TRY(standing_get(tx_snap(tx), a, &setting));
    TRY(item_list(tx_snap(tx), a, meeting_id, &items));
    struct lines lines = lines_of(a, setting.titles);
    for (size_t i = 0; i < lines.count; i++) {
        const struct item *there = found(&items, lines.at[i], purpose_of(lines.at[i]));
        bool changed = true;

        if (there != NULL)
            TRY(refresh(tx, a, who, there, &changed));
        else
            TRY(add_line(tx, a, who, &m, &items, lines.at[i]));
        added += changed;
    }
    *ret_added = added;
    return ERR_OK;
}

/* -- the last agenda -- */

static const struct sql LAST =
    SQL("SELECT m.id FROM meeting m"
        " WHERE m.kind = 'ordinary' AND m.state <> 'cancelled' AND m.id <> :id"
        "   AND m.month <= :month"
        "   AND EXISTS (SELECT 1 FROM agenda_item i"
        "                WHERE i.meeting_id = m.id AND i.removed_at IS NULL)"
        " ORDER BY m.month DESC, m.starts_at DESC, m.id DESC LIMIT 1");

enum err standing_copy_preview(
    struct snap *s, struct arena *a, int64_t meeting_id, struct standing_copy *ret)
{
    struct standing_copy c = { 0 };
    struct item_list there = { 0 }, all = { 0 };
    struct meeting m = { 0 };
    int64_t last = 0;

    TRY(meeting_get(s, a, meeting_id, &m));
    TRY(sql_one(s, &LAST, IN(in_i64("id", meeting_id), in_text("month", m.month)),
        OUT(out_i64("id", &last))));
    TRY(meeting_get(s, a, last, &c.from));
    TRY(item_list(s, a, last, &all));
    TRY(item_list(s, a, meeting_id, &there));
    c.items.at = arena_array(a, all.count, sizeof *c.items.at);
    for (size_t i = 0; i < all.count; i++)
        if (found(&there, all.at[i].title, all.at[i].purpose) == NULL)
            c.items.at[c.items.count++] = all.at[i];
    *ret = c;
    return ERR_OK;
}

enum err standing_copy(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id, size_t *ret_added)
{
    struct standing_copy c = { 0 };
    int64_t id;

    if (!may(who, PREPARE_MEETING, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(standing_copy_preview(tx_snap(tx), a, meeting_id, &c));
    for (size_t i = 0; i < c.items.count; i++) {
        const struct item *from = &c.items.at[i];
        const struct item_input in = {
            .title = from->title,
            .presenter = from->presenter,
            .text = "",
            .purpose = from->purpose,
            .access = from->access,
            .minutes = from->minutes,
            .presenter_partner_id = from->presenter_partner_id,
            .dossier_id = from->dossier_id,
        };
        TRY(item_create(tx, who, meeting_id, &in, &id));
        if (in.purpose == PURPOSE_APPROVAL_OF_MINUTES)
            TRY(name_minutes(tx, a, who, id));
    }
    *ret_added = c.items.count;
    return ERR_OK;
}
