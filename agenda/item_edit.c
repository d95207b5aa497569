/* Items are put on an agenda, changed, taken off and put back. */
#include "agenda/announcement.h"
#include "agenda/minutes.h"
#include "lok/base/clock.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/partner.h"

static const struct sql DOSSIER_EXISTS = SQL("SELECT id FROM dossier WHERE id = :id");

static enum err check_references(struct tx *tx, const struct item_input *in)
{
    struct fault *f = tx_fault(tx);
    struct partner partner;
    int64_t id;
    enum err e = in->presenter_partner_id == 0
                     ? ERR_OK
                     : partner_get(tx_snap(tx), f->arena, in->presenter_partner_id, &partner);

    if (e == ERR_NOT_FOUND)
        e = fault_issue(f, "presenter_partner_id", "unknown", "Deze partner bestaat niet.");
    if (e != ERR_OK && e != ERR_INVALID)
        return e;
    e = in->dossier_id == 0 ? ERR_OK
                            : sql_one(tx_snap(tx), &DOSSIER_EXISTS,
                                  IN(in_i64("id", in->dossier_id)), OUT(out_i64("id", &id)));
    if (e == ERR_NOT_FOUND)
        e = fault_issue(f, "dossier_id", "unknown", "Dit dossier bestaat niet.");
    return e == ERR_OK || e == ERR_INVALID ? fault_check(f) : e;
}

/* `was`: what it approves already stays, whatever became of those minutes. */
static enum err check_approves(
    struct tx *tx, int64_t meeting_id, int64_t was, struct item_input *in)
{
    struct fault *f = tx_fault(tx);
    struct meeting_list list = { 0 };

    if (in->purpose != PURPOSE_APPROVAL_OF_MINUTES)
        in->approves_id = 0;
    if (in->approves_id == 0 || in->approves_id == was)
        return ERR_OK;
    TRY(minutes_approvable(tx_snap(tx), f->arena, meeting_id, &list));
    for (size_t i = 0; i < list.count; i++)
        if (list.at[i].id == in->approves_id)
            return ERR_OK;
    fault_issue(f, "approves_id", "unknown",
        "Dit verslag kan hier niet goedgekeurd worden: die vergadering is niet voorbij of niet "
        "vroeger, of het verslag is al goedgekeurd.");
    return ERR_OK; /* told with the rest */
}

static enum err check(struct tx *tx, int64_t meeting_id, int64_t was, struct item_input *in)
{
    struct fault *f = tx_fault(tx);

    change_check(ITEM_FIELDS, f, in);
    TRY(check_approves(tx, meeting_id, was, in));
    if (in->minutes < 0 || in->minutes > 600)
        fault_issue(f, "minutes", "range", "Kies een duur van 0 tot 600 minuten.");
    return check_references(tx, in);
}

/* The meeting of which the agenda may be changed now. */
static enum err open_agenda(
    struct tx *tx, const struct actor *who, int64_t meeting_id, struct meeting *ret)
{
    struct lifecycle_step step;
    struct meeting m = { 0 };

    TRY(meeting_get(tx_snap(tx), tx_fault(tx)->arena, meeting_id, &m));
    TRY(lifecycle_step(who, m.state, MEETING_EDIT, tx_fault(tx), &step));
    *ret = m;
    return ERR_OK;
}

/* The item, when it may be changed now and is still at `version`. */
static enum err open_item(
    struct tx *tx, const struct actor *who, int64_t id, int64_t version, struct item *ret)
{
    struct item item = { 0 };
    struct meeting m;

    TRY(item_get(tx_snap(tx), tx_fault(tx)->arena, id, &item));
    TRY(open_agenda(tx, who, item.meeting_id, &m));
    if (item.version != version)
        return ERR_STALE;
    if (item.outcome != OUTCOME_NONE)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Punt %s is al behandeld en kan niet meer gewijzigd worden.", item.shown_number);
    *ret = item;
    return ERR_OK;
}

/* At the end, but before the last items that are any other business. */
static int64_t place_for(const struct item_list *all, unsigned purpose)
{
    int64_t place = 1;
    size_t end = all->count;

    for (size_t i = 0; i < all->count; i++)
        place = all->at[i].position >= place ? all->at[i].position + 1 : place;
    if (purpose == PURPOSE_ANY_OTHER_BUSINESS)
        return place;
    for (; end > 0; end--) {
        const struct item *item = &all->at[end - 1];

        if (item->removed_at == 0 && item->purpose != PURPOSE_ANY_OTHER_BUSINESS)
            break;
        if (item->removed_at == 0)
            place = item->position;
    }
    return place;
}

static const struct sql MAKE_ROOM = SQL("UPDATE agenda_item SET position = position + 1"
                                        " WHERE meeting_id = :meeting AND position >= :position");

static const struct sql ITEM_INSERT = SQL(
    "INSERT INTO agenda_item (meeting_id, position, number, title, purpose, minutes, presenter,"
    "                         presenter_partner_id, dossier_id, access, text, approves_id, outcome,"
    "                         outcome_note)"
    " VALUES (:meeting, :position, '', :title, :purpose, :minutes, :presenter, :partner,"
    "         :dossier, :access, :text, :approves, '', '')"
    " RETURNING id");

enum err item_create(struct tx *tx, const struct actor *who, int64_t meeting_id,
    const struct item_input *given, int64_t *ret_id)
{
    struct arena *a = tx_fault(tx)->arena;
    struct item_input in = *given;
    struct item_list all = { 0 };
    struct meeting m;
    int64_t id;

    TRY(open_agenda(tx, who, meeting_id, &m));
    TRY(check(tx, meeting_id, 0, &in));
    TRY(item_all(tx_snap(tx), a, meeting_id, &all));
    struct in meeting = in_i64("meeting", meeting_id);
    struct in position = in_i64("position", place_for(&all, in.purpose));
    TRY(sql_run(tx, &MAKE_ROOM, IN(meeting, position), NULL));
    TRY(sql_change(tx, &ITEM_INSERT,
        IN(meeting, position, in_text("title", in.title),
            in_enum("purpose", ITEM_PURPOSES, in.purpose), in_i64("minutes", in.minutes),
            in_text("presenter", in.presenter), in_id("partner", in.presenter_partner_id),
            in_id("dossier", in.dossier_id), in_i64("access", in.access), in_text("text", in.text),
            in_id("approves", in.approves_id)),
        OUT(out_i64("id", &id))));
    TRY(minutes_link_item(tx, id));
    TRY(meeting_touch(tx, meeting_id));
    TRY(event_record(
        tx, who, "item.created", "agenda_item", id, change_values(ITEM_FIELDS, a, &in), NULL));
    *ret_id = id;
    return ERR_OK;
}

static const struct sql ITEM_UPDATE =
    SQL("UPDATE agenda_item SET title = :title, purpose = :purpose, minutes = :minutes,"
        "       presenter = :presenter, presenter_partner_id = :partner, dossier_id = :dossier,"
        "       access = :access, text = :text, approves_id = :approves, version = version + 1"
        " WHERE id = :id");

enum err item_update(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
    const struct item_input *given)
{
    struct item item = { 0 };
    struct item_input in = *given;

    TRY(open_item(tx, who, id, version, &item));
    TRY(check(tx, item.meeting_id, item.approves_id, &in));
    struct item_input old = item_to_input(&item);
    cJSON *changes = change_between(ITEM_FIELDS, tx_fault(tx)->arena, &old, &in);
    if (changes->child == NULL) {
        cJSON_Delete(changes);
        return ERR_OK;
    }
    TRY(event_record(tx, who, "item.changed", "agenda_item", id, changes, NULL));
    TRY(sql_run(tx, &ITEM_UPDATE,
        IN(in_i64("id", id), in_text("title", in.title),
            in_enum("purpose", ITEM_PURPOSES, in.purpose), in_i64("minutes", in.minutes),
            in_text("presenter", in.presenter), in_id("partner", in.presenter_partner_id),
            in_id("dossier", in.dossier_id), in_i64("access", in.access), in_text("text", in.text),
            in_id("approves", in.approves_id)),
        NULL));
    TRY(minutes_link_item(tx, id));
    return meeting_touch(tx, item.meeting_id);
}

static const struct sql SET_REMOVED =
    SQL("UPDATE agenda_item SET removed_at = :at, version = version + 1 WHERE id = :id");

static enum err set_removed(
    struct tx *tx, const struct actor *who, const struct item *item, bool removed)
{
    cJSON *data = cJSON_CreateObject();

    json_add_id(data, "meetingId", item->meeting_id);
    json_add_text(data, "title", item->title);
    TRY(event_record(
        tx, who, removed ? "item.removed" : "item.restored", "agenda_item", item->id, data, NULL));
    TRY(sql_run(tx, &SET_REMOVED,
        IN(in_i64("id", item->id), in_id("at", removed ? clock_now() : 0)), NULL));
    return meeting_touch(tx, item->meeting_id);
}

/* What was promised is offered again while its item is off the agenda. */
enum err item_remove(struct tx *tx, const struct actor *who, int64_t id, int64_t version)
{
    struct item item = { 0 };

    TRY(open_item(tx, who, id, version, &item));
    if (item.removed_at != 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Dit punt staat niet meer op de agenda.");
    TRY(set_removed(tx, who, &item, true));
    return announcement_free_item(tx, id);
}

enum err item_restore(struct tx *tx, const struct actor *who, int64_t id)
{
    struct item item = { 0 };
    struct meeting m;

    TRY(item_get(tx_snap(tx), tx_fault(tx)->arena, id, &item));
    TRY(open_agenda(tx, who, item.meeting_id, &m));
    if (item.removed_at == 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Dit punt staat al op de agenda.");
    TRY(set_removed(tx, who, &item, false));
    return announcement_hold_item(tx, id);
}
