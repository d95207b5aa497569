/* The documents that are part of a version of a meeting. */
#include "agenda/publication.h"
#include "lok/base/sql.h"

static enum err rows_of(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    struct document_list *ret)
{
    struct document row = { 0 };

    return sql_list(s, a, q, in,
        OUT(out_i64("id", &row.id), out_i64("item_id", &row.item_id),
            out_text("name", a, &row.name), out_i64("access", &row.access),
            out_i64("replaces_id", &row.replaces_id)),
        &row, sizeof row, &ret->at, &ret->count);
}

/* In a version: what stands in it, and what was added once the meeting was over. */
static const struct sql SEEN =
    SQL("SELECT a.id, CASE WHEN a.owner = 'item' THEN a.owner_id ELSE 0 END AS item_id, a.name,"
        "       a.access, a.replaces_id"
        "  FROM attachment a"
        " WHERE a.meeting_id = :meeting AND a.removed_at IS NULL"
        "   AND (a.shown_at IS NOT NULL OR EXISTS"
        "        (SELECT 1 FROM publication_attachment x"
        "          WHERE x.publication_id = :publication AND x.attachment_id = a.id))"
        "   AND NOT EXISTS (SELECT 1 FROM attachment n WHERE n.replaces_id = a.id"
        "                      AND n.removed_at IS NULL AND n.shown_at IS NOT NULL)"
        " ORDER BY a.id");

enum err publication_documents(struct snap *s, struct arena *a, int64_t meeting_id,
    int64_t publication_id, struct document_list *ret)
{
    return rows_of(
        s, a, &SEEN, IN(in_i64("meeting", meeting_id), in_i64("publication", publication_id)), ret);
}

/* As it would be published now: without what a newer version takes the place of. */
static const struct sql DRAFT =
    SQL("SELECT a.id, CASE WHEN a.owner = 'item' THEN a.owner_id ELSE 0 END AS item_id, a.name,"
        "       a.access, a.replaces_id"
        "  FROM attachment a"
        " WHERE a.meeting_id = :meeting AND a.removed_at IS NULL"
        "   AND (a.owner = 'meeting' OR :has_agenda AND a.owner_id IN"
        "        (SELECT i.id FROM agenda_item i"
        "          WHERE i.meeting_id = :meeting AND i.removed_at IS NULL))"
        "   AND NOT EXISTS (SELECT 1 FROM attachment n"
        "                    WHERE n.replaces_id = a.id AND n.removed_at IS NULL)"
        " ORDER BY a.id");

enum err publication_documents_draft(
    struct snap *s, struct arena *a, int64_t meeting_id, bool has_agenda, struct document_list *ret)
{
    return rows_of(
        s, a, &DRAFT, IN(in_i64("meeting", meeting_id), in_bool("has_agenda", has_agenda)), ret);
}

static const struct sql INSERT =
    SQL("INSERT INTO publication_attachment (publication_id, attachment_id)"
        " VALUES (:publication, :attachment)");

static enum err put(struct tx *tx, int64_t publication_id, const struct document_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        TRY(sql_run(tx, &INSERT,
            IN(in_i64("publication", publication_id), in_i64("attachment", list->at[i].id)), NULL));
    return ERR_OK;
}

enum err publication_documents_freeze(
    struct tx *tx, int64_t meeting_id, int64_t publication_id, bool has_agenda)
{
    struct document_list list = { 0 };

    TRY(publication_documents_draft(
        tx_snap(tx), tx_fault(tx)->arena, meeting_id, has_agenda, &list));
    return put(tx, publication_id, &list);
}

enum err publication_documents_repeat(
    struct tx *tx, int64_t meeting_id, int64_t from_id, int64_t publication_id)
{
    struct document_list list = { 0 };

    TRY(publication_documents(tx_snap(tx), tx_fault(tx)->arena, meeting_id, from_id, &list));
    return put(tx, publication_id, &list);
}

/* -- what a reader sees -- */

static const struct item *item_of(const struct published *p, int64_t id)
{
    for (size_t i = 0; i < p->items.count; i++)
        if (p->items.at[i].id == id)
            return &p->items.at[i];
    return NULL;
}

/* A document is no more public than its item and meeting; one of an item out of sight is too. */
static bool sees(const struct published *seen, const struct document *d, struct visibility v)
{
    struct object object = { .access = (unsigned)d->access };
    const struct item *item = d->item_id == 0 ? NULL : item_of(seen, d->item_id);

    if (d->item_id != 0 && item == NULL)
        return false;
    if (seen->meeting.access > object.access)
        object.access = seen->meeting.access;
    if (item != NULL) {
        object.access = item->access > object.access ? item->access : object.access;
        object.partner_id = item->presenter_partner_id;
    }
    return visible(v, object);
}

struct document_list publication_documents_seen(
    struct arena *a, const struct published *seen, struct visibility v)
{
    const struct document_list *all = &seen->documents;
    struct document_list list = { arena_array(a, all->count, sizeof *list.at), 0 };

    for (size_t i = 0; i < all->count; i++)
        if (sees(seen, &all->at[i], v))
            list.at[list.count++] = all->at[i];
    return list;
}

/* -- what changed -- */

static bool holds(const struct document_list *list, int64_t id)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].id == id)
            return true;
    return false;
}

static const char *words(struct arena *a, const struct published *p, const struct document *d)
{
    const struct item *item = d->item_id == 0 ? NULL : item_of(p, d->item_id);
    const char *where = item == NULL ? "" : arena_printf(a, " bij punt %s", item->shown_number);

    return arena_printf(a, "%s%s: %s",
        d->replaces_id != 0 ? "Nieuwe versie van een document" : "Document toegevoegd", where,
        d->name);
}

struct change_list publication_documents_added(
    struct arena *a, const struct published *old, const struct published *new)
{
    struct change_list list = { arena_array(a, new->documents.count, sizeof *list.at), 0 };

    for (size_t i = 0; i < new->documents.count; i++) {
        const struct document *d = &new->documents.at[i];

        if (!holds(&old->documents, d->id))
            list.at[list.count++] = (struct change){ .what = "document.added",
                .old = "",
                .new = d->name,
                .dutch = words(a, new, d),
                .item_id = d->item_id,
                .document_id = d->id };
    }
    return list;
}
