/* What an item announces, until it is told, and who knows of it: for treatment.c and sending.c. */
#include "agenda/announcement.h"
#include "lok/base/sql.h"

static const struct sql OF_ITEM = SQL("SELECT id FROM announcement WHERE item_id = :item_id");

static const struct sql CHANGE = SQL(
    "UPDATE announcement"
    "   SET kind = :kind, title = :title, target_month = :target_month,"
    "       target_date = :target_date, next_meeting = :next_meeting, state = 'open', reason = '',"
    "       released_at = NULL, released_by = NULL, version = version + 1"
    " WHERE id = :id");

static const struct sql REMOVE = SQL("DELETE FROM announcement WHERE id = :id");

static const struct sql PRECISE =
    SQL("UPDATE announcement SET target_date = :target_date, next_meeting = :next_meeting"
        " WHERE id = :id");

static bool same(const struct announcement *n, enum announcement_kind kind, const char *title,
    const struct target *to)
{
    return n->kind == kind && str_equal(n->title, title) && str_equal(n->target_month, to->month) &&
           str_equal(n->target_date, to->date) && n->next_meeting == to->next_meeting;
}

static enum err replace(struct tx *tx, const struct actor *who, const struct announcement *old,
    enum announcement_kind kind, const char *title, const struct target *to)
{
    bool remove = str_empty(to->month);

    if (same(old, kind, title, to))
        return ERR_OK;
    if (old->state == ANNOUNCEMENT_TAKEN)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "“%s” staat al op een volgende agenda. Haal het punt daar eerst af.", old->title);
    if (remove)
        TRY(sql_run(tx, &REMOVE, IN(in_i64("id", old->id)), NULL));
    else
        TRY(sql_run(tx, &CHANGE,
            IN(in_i64("id", old->id), in_enum("kind", ANNOUNCEMENT_KINDS, kind),
                in_text("title", title), in_text("target_month", to->month),
                in_text("target_date", to->date), in_bool("next_meeting", to->next_meeting)),
            NULL));
    cJSON *data = cJSON_CreateObject();
    json_add_text(data, "targetMonth", to->month);
    return event_record(tx, who, remove ? "announcement.removed" : "announcement.changed",
        "announcement", old->id, data, NULL);
}

static enum err make(struct tx *tx, const struct actor *who, enum announcement_kind kind,
    int64_t item_id, const char *title, const struct target *to, int64_t *ret_id)
{
    TRY(announcement_make(tx, who, kind, item_id, title, to->month, ret_id));
    return sql_run(tx, &PRECISE,
        IN(in_i64("id", *ret_id), in_text("target_date", to->date),
            in_bool("next_meeting", to->next_meeting)),
        NULL);
}

enum err announcement_set(struct tx *tx, const struct actor *who, enum announcement_kind kind,
    int64_t item_id, const char *title, const struct target *to, int64_t *ret_id)
{
    struct announcement old = { 0 };
    int64_t id = 0;
    enum err e =
        sql_one(tx_snap(tx), &OF_ITEM, IN(in_i64("item_id", item_id)), OUT(out_i64("id", &id)));

    if (e == ERR_NOT_FOUND && !str_empty(to->month))
        return make(tx, who, kind, item_id, title, to, ret_id);
    if (e == ERR_NOT_FOUND) {
        *ret_id = 0;
        return ERR_OK;
    }
    TRY(e);
    TRY(announcement_get(tx_snap(tx), tx_fault(tx)->arena, id, &old));
    TRY(replace(tx, who, &old, kind, title, to));
    *ret_id = str_empty(to->month) ? 0 : id;
    return ERR_OK;
}

/* The month of the first meeting that comes after the one where it was postponed. */
static const struct sql FOLLOW =
    SQL("UPDATE announcement SET target_month ="
        "       COALESCE((SELECT min(m.month) FROM agenda_item i"
        "                   JOIN meeting o ON o.id = i.meeting_id"
        "                   JOIN meeting m ON m.month > o.month OR m.starts_at > o.starts_at"
        "                  WHERE i.id = announcement.item_id AND m.kind = 'ordinary'"
        "                    AND m.state <> 'cancelled' AND m.state <> 'closed'), target_month)"
        " WHERE state = 'open' AND next_meeting = 1");

enum err announcement_follow(struct tx *tx)
{
    return sql_run(tx, &FOLLOW, IN(), NULL);
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
