#include "agenda/publication.h"
#include "agenda/order.h"
#include "lok/base/sql.h"
#include <string.h>

/* -- making -- */

static const struct sql PUBLICATION_INSERT =
    SQL("INSERT INTO publication (meeting_id, sending_id, number, effective_at, title, month,"
        "                         starts_at, location, online_url, access, has_agenda)"
        " SELECT id, :sending, 1 + (SELECT COALESCE(max(number), 0) FROM publication"
        "                            WHERE meeting_id = :meeting),"
        "        :effective_at, title, month, starts_at, location, online_url, access, :has_agenda"
        "   FROM meeting WHERE id = :meeting"
        " RETURNING id");

static const struct sql ITEMS_INSERT = SQL(
    "INSERT INTO publication_item (publication_id, item_id, position, number, title, purpose,"
    "                              minutes, presenter, presenter_partner_id, dossier_id, access,"
    "                              text, introduction_id)"
    " SELECT :publication, id, position, number, title, purpose, minutes, presenter,"
    "        presenter_partner_id, dossier_id, access, text, introduction_id"
    "   FROM agenda_item WHERE meeting_id = :meeting AND removed_at IS NULL");

enum err publication_make(struct tx *tx, int64_t meeting_id, int64_t sending_id,
    int64_t effective_at, bool has_agenda, int64_t *ret_id)
{
    struct in meeting = in_i64("meeting", meeting_id);
    int64_t id;

    TRY(sql_change(tx, &PUBLICATION_INSERT,
        IN(meeting, in_id("sending", sending_id), in_i64("effective_at", effective_at),
            in_bool("has_agenda", has_agenda)),
        OUT(out_i64("id", &id))));
    if (has_agenda) {
        TRY(order_freeze(tx, meeting_id, id));
        TRY(sql_run(tx, &ITEMS_INSERT, IN(meeting, in_i64("publication", id)), NULL));
    }
    TRY(publication_documents_freeze(tx, meeting_id, id, has_agenda));
    *ret_id = id;
    return ERR_OK;
}

static const struct sql REPEAT =
    SQL("INSERT INTO publication (meeting_id, sending_id, number, effective_at, title, month,"
        "                         starts_at, location, online_url, access, has_agenda)"
        " SELECT meeting_id, :sending, 1 + (SELECT max(number) FROM publication"
        "                                    WHERE meeting_id = :meeting),"
        "        :effective_at, title, month, starts_at, location, online_url, access, has_agenda"
        "   FROM publication WHERE id = :id"
        " RETURNING id");

static const struct sql REPEAT_ITEMS = SQL(
    "INSERT INTO publication_item (publication_id, item_id, position, number, title, purpose,"
    "                              minutes, presenter, presenter_partner_id, dossier_id, access,"
    "                              text, introduction_id)"
    " SELECT :publication, item_id, position, number, title, purpose, minutes, presenter,"
    "        presenter_partner_id, dossier_id, access, text, introduction_id"
    "   FROM publication_item WHERE publication_id = :id");

enum err publication_repeat(
    struct tx *tx, int64_t meeting_id, int64_t sending_id, int64_t effective_at, int64_t *ret_id)
{
    struct published last = { 0 };
    int64_t id;

    TRY(publication_last(tx_snap(tx), tx_fault(tx)->arena, meeting_id, &last));
    struct in from = in_i64("id", last.publication_id);
    TRY(sql_change(tx, &REPEAT,
        IN(from, in_i64("meeting", meeting_id), in_id("sending", sending_id),
            in_i64("effective_at", effective_at)),
        OUT(out_i64("id", &id))));
    TRY(sql_run(tx, &REPEAT_ITEMS, IN(from, in_i64("publication", id)), NULL));
    TRY(publication_documents_repeat(tx, meeting_id, last.publication_id, id));
    *ret_id = id;
    return ERR_OK;
}

/* -- what a reader sees of it -- */

/* An item is no more public than its meeting. */
static bool sees_item(const struct published *p, const struct item *item, struct visibility v)
{
    unsigned access = item->access > p->meeting.access ? item->access : p->meeting.access;

    return visible(
        v, (struct object){ .access = access, .partner_id = item->presenter_partner_id });
}

/* Who is invited: members, and a partner that presents one of the items that it sees. */
static bool is_invited(const struct published *seen, struct visibility v)
{
    bool presents = false;

    for (size_t i = 0; v.partner_id != 0 && i < seen->items.count; i++)
        presents |= seen->items.at[i].presenter_partner_id == v.partner_id;
    return presents || visible(v, (struct object){ .access = ACCESS_MEMBERS });
}

bool publication_seen(
    struct arena *a, const struct published *all, struct visibility v, struct published *ret)
{
    struct published seen = *all;

    seen.items = (struct item_list){ arena_array(a, all->items.count, sizeof *seen.items.at), 0 };
    for (size_t i = 0; i < all->items.count; i++)
        if (sees_item(all, &all->items.at[i], v))
            seen.items.at[seen.items.count++] = all->items.at[i];
    if (!visible(v, (struct object){ .access = all->meeting.access }) && seen.items.count == 0)
        return false;
    if (!is_invited(&seen, v))
        seen.meeting.online_url = "";
    seen.documents = publication_documents_seen(a, &seen, v);
    *ret = seen;
    return true;
}

/* -- the working version -- */

static const struct sql NEXT_NUMBER =
    SQL("SELECT 1 + COALESCE(max(number), 0) AS number FROM publication"
        " WHERE meeting_id = :meeting");

enum err publication_draft(
    struct snap *s, struct arena *a, int64_t meeting_id, bool has_agenda, struct published *ret)
{
    struct published p = { .has_agenda = has_agenda };

    TRY(meeting_get(s, a, meeting_id, &p.meeting));
    TRY(sql_one(
        s, &NEXT_NUMBER, IN(in_i64("meeting", meeting_id)), OUT(out_i64("number", &p.number))));
    if (has_agenda)
        TRY(item_list(s, a, meeting_id, &p.items));
    TRY(publication_documents_draft(s, a, meeting_id, has_agenda, &p.documents));
    for (size_t i = 0; i < p.items.count; i++)
        p.items.at[i].number = p.items.at[i].shown_number;
    p.meeting.version = p.number;
    p.meeting.note = "";
    *ret = p;
    return ERR_OK;
}

enum err publication_changes(
    struct snap *s, struct arena *a, int64_t meeting_id, struct change_list *ret)
{
    struct published old = { 0 };
    struct published new = { 0 };

    TRY(publication_last(s, a, meeting_id, &old));
    TRY(publication_draft(s, a, meeting_id, old.has_agenda, &new));
    *ret = publication_between(a, &old, &new);
    return ERR_OK;
}
