/* What an item announces, until it is told, and who knows of it: for treatment.c and sending.c. */
#include "agenda/announcement.h"
#include "lok/base/sql.h"

static const struct sql OF_ITEM = SQL("SELECT id FROM announcement WHERE item_id = :item_id");

static const struct sql CHANGE = SQL(
    "UPDATE announcement"
    "   SET kind = :kind, title = :title, target_month = :target_month, state = 'open', reason = '',"
    "       released_at = NULL, released_by = NULL, version = version + 1"
    " WHERE id = :id");

static const struct sql REMOVE = SQL("DELETE FROM announcement WHERE id = :id");

static bool same(const struct announcement *n, enum announcement_kind kind, const char *title,
    const char *target_month)
{
    return n->kind == kind && str_equal(n->title, title) &&
           str_equal(n->target_month, target_month);
}

static enum err replace(struct tx *tx, const struct actor *who, const struct announcement *old,
    enum announcement_kind kind, const char *title, const char *target_month)
{
    bool remove = str_empty(target_month);

    if (same(old, kind, title, target_month))
        return ERR_OK;
    if (old->state == ANNOUNCEMENT_TAKEN)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "“%s” staat al op een volgende agenda. Haal het punt daar eerst af.", old->title);
    if (remove)
        TRY(sql_run(tx, &REMOVE, IN(in_i64("id", old->id)), NULL));
    else
        TRY(sql_run(tx, &CHANGE,
            IN(in_i64("id", old->id), in_enum("kind", ANNOUNCEMENT_KINDS, kind),
                in_text("title", title), in_text("target_month", target_month)),
            NULL));
    cJSON *data = cJSON_CreateObject();
    json_add_text(data, "targetMonth", target_month);
    return event_record(tx, who, remove ? "announcement.removed" : "announcement.changed",
        "announcement", old->id, data, NULL);
}

enum err announcement_set(struct tx *tx, const struct actor *who, enum announcement_kind kind,
    int64_t item_id, const char *title, const char *target_month, int64_t *ret_id)
{
    struct announcement old = { 0 };
    int64_t id = 0;
    enum err e =
        sql_one(tx_snap(tx), &OF_ITEM, IN(in_i64("item_id", item_id)), OUT(out_i64("id", &id)));

    if (e == ERR_NOT_FOUND && !str_empty(target_month))
        return announcement_make(tx, who, kind, item_id, title, target_month, ret_id);
    if (e == ERR_NOT_FOUND) {
        *ret_id = 0;
        return ERR_OK;
    }
    TRY(e);
    TRY(announcement_get(tx_snap(tx), tx_fault(tx)->arena, id, &old));
    TRY(replace(tx, who, &old, kind, title, target_month));
    *ret_id = str_empty(target_month) ? 0 : id;
    return ERR_OK;
}

static const struct sql RELEASE = SQL(
    "UPDATE announcement SET released_at = :at, released_by = :sending_id, version = version + 1"
    " WHERE released_at IS NULL AND state <> 'dropped'"
    "   AND item_id IN (SELECT id FROM agenda_item WHERE meeting_id = :meeting_id)");

enum err announcement_release(struct tx *tx, int64_t meeting_id, int64_t sending_id, int64_t at)
{
    return sql_run(tx, &RELEASE,
        IN(in_i64("meeting_id", meeting_id), in_id("sending_id", sending_id), in_i64("at", at)),
        NULL);
}

static const struct sql UNRELEASE =
    SQL("UPDATE announcement"
        "   SET released_at = NULL, released_by = NULL, version = version + 1"
        " WHERE released_by = :sending_id");

enum err announcement_unrelease(struct tx *tx, int64_t sending_id)
{
    return sql_run(tx, &UNRELEASE, IN(in_i64("sending_id", sending_id)), NULL);
}
