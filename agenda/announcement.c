#include "agenda/announcement.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <string.h>

const struct choice ANNOUNCEMENT_KINDS[] = {
    { "announced", "aangekondigd" },
    { "postponed", "uitgesteld" },
    { NULL, NULL },
};

const struct choice ANNOUNCEMENT_STATES[] = {
    { "open", "open" },
    { "taken", "op de agenda gezet" },
    { "dropped", "niet meer nodig" },
    { NULL, NULL },
};

static const struct sql ANNOUNCEMENT_BY_ID = SQL(
    "SELECT n.id, n.kind, n.state, n.item_id, n.dossier_id, n.title, n.target_month, n.reason,"
    "       CASE WHEN n.state = 'taken' THEN n.taken_item_id END AS taken_item_id,"
    "       n.released_at, n.version, n.target_date, n.next_meeting, i.meeting_id, m.starts_at AS meeting_at,"
    "       d.title AS dossier_title, i.text AS introduction_text,"
    "       CASE WHEN i.access > m.access THEN i.access ELSE m.access END AS access"
    "  FROM announcement n"
    "  JOIN agenda_item i ON i.id = n.item_id"
    "  JOIN meeting m ON m.id = i.meeting_id"
    "  LEFT JOIN dossier d ON d.id = n.dossier_id"
    " WHERE n.id = :id");

enum err announcement_get(struct snap *s, struct arena *a, int64_t id, struct announcement *ret)
{
    struct announcement n = { 0 };
    int64_t access = 0;

    TRY(sql_one(s, &ANNOUNCEMENT_BY_ID, IN(in_i64("id", id)),
        OUT(out_i64("id", &n.id), out_enum("kind", ANNOUNCEMENT_KINDS, &n.kind),
            out_enum("state", ANNOUNCEMENT_STATES, &n.state), out_i64("item_id", &n.item_id),
            out_i64("dossier_id", &n.dossier_id), out_text("title", a, &n.title),
            out_text("target_month", a, &n.target_month), out_text("reason", a, &n.reason),
            out_i64("taken_item_id", &n.taken_item_id), out_i64("released_at", &n.released_at),
            out_i64("version", &n.version), out_text("target_date", a, &n.target_date),
            out_bool("next_meeting", &n.next_meeting), out_i64("meeting_id", &n.meeting_id),
            out_i64("meeting_at", &n.meeting_at), out_text("dossier_title", a, &n.dossier_title),
            out_text("introduction_text", a, &n.introduction_text), out_i64("access", &access))));
    n.access = (unsigned)access;
    *ret = n;
    return ERR_OK;
}

const char *announcement_when(struct arena *a, const struct announcement *n)
{
    return n->next_meeting              ? "de volgende vergadering"
           : !str_empty(n->target_date) ? dutch_date(a, n->target_date)
                                        : dutch_month(a, n->target_month);
}

/* `q` gives the ids, in order. */
static enum err list_of(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    struct announcement_list *ret)
{
    int64_t id = 0;
    int64_t *ids = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, q, in, OUT(out_i64("id", &id)), &id, sizeof id, &ids, &count));
    struct announcement_list list = { arena_array(a, count, sizeof *list.at), count };
    for (size_t i = 0; i < count; i++)
        TRY(announcement_get(s, a, ids[i], &list.at[i]));
    *ret = list;
    return ERR_OK;
}

static const struct sql OPEN_UNTIL = SQL("SELECT id FROM announcement"
                                         " WHERE state = 'open' AND target_month <= :month"
                                         " ORDER BY target_month, id");

enum err announcement_offers(
    struct snap *s, struct arena *a, const char *month, struct announcement_list *ret)
{
    return list_of(s, a, &OPEN_UNTIL, IN(in_text("month", month)), ret);
}

enum err announcement_missed(
    struct snap *s, struct arena *a, const char *today, struct announcement_list *ret)
{
    const char *month = arena_strndup(a, today, strlen("YYYY-MM"));

    return announcement_offers(s, a, month_add(a, month, -1), ret);
}

enum err announcement_open(struct snap *s, struct arena *a, struct announcement_list *ret)
{
    return announcement_offers(s, a, "9999-12", ret);
}

static const struct sql OF_MEETING = SQL("SELECT n.id"
                                         "  FROM agenda_item i"
                                         "  JOIN announcement n ON n.item_id = i.id"
                                         " WHERE i.meeting_id = :meeting_id"
                                         " ORDER BY i.position, n.id");

enum err announcement_of_meeting(
    struct snap *s, struct arena *a, int64_t meeting_id, struct announcement_list *ret)
{
    return list_of(s, a, &OF_MEETING, IN(in_i64("meeting_id", meeting_id)), ret);
}

static enum err check_month(struct fault *f, const char *month)
{
    if (str_empty(month))
        return fault_issue(f, "target_month", "required", "Kies een maand.");
    if (!month_valid(month))
        return fault_issue(f, "target_month", "format", "Deze maand bestaat niet.");
    return ERR_OK;
}

static enum err prepares(const struct actor *who)
{
    return may(who, PREPARE_MEETING, (struct object){ 0 }) ? ERR_OK : ERR_FORBIDDEN;
}

static enum err record(
    struct tx *tx, const struct actor *who, const char *type, int64_t id, const char *month)
{
    cJSON *data = cJSON_CreateObject();

    json_add_text(data, "targetMonth", month);
    return event_record(tx, who, type, "announcement", id, data, NULL);
}

static const struct sql ANNOUNCEMENT_INSERT =
    SQL("INSERT INTO announcement (kind, item_id, dossier_id, title, target_month, state, reason)"
        " SELECT :kind, id, dossier_id, :title, :target_month, 'open', ''"
        "   FROM agenda_item WHERE id = :item_id"
        " RETURNING id");

enum err announcement_make(struct tx *tx, const struct actor *who, enum announcement_kind kind,
    int64_t item_id, const char *title, const char *target_month, int64_t *ret_id)
{
    int64_t id;

    TRY(check_month(tx_fault(tx), target_month));
    TRY(sql_change(tx, &ANNOUNCEMENT_INSERT,
        IN(in_enum("kind", ANNOUNCEMENT_KINDS, kind), in_i64("item_id", item_id),
            in_text("title", title), in_text("target_month", target_month)),
        OUT(out_i64("id", &id))));
    TRY(record(tx, who, "announcement.made", id, target_month));
    *ret_id = id;
    return ERR_OK;
}

/* What the new item takes over: a postponed one comes back as it was; what was introduced is now
 * discussed, and its text stays with the introduction. */
static struct item_input input_of(const struct announcement *n, const struct item *from)
{
    bool again = n->kind == POSTPONED;

    return (struct item_input){
        .title = n->title,
        .presenter = from->presenter,
        .text = again ? from->text : "",
        .purpose = again ? from->purpose : PURPOSE_DISCUSSION,
        .access = from->access,
        .minutes = from->minutes,
        .presenter_partner_id = from->presenter_partner_id,
        .dossier_id = n->dossier_id,
    };
}

static const struct sql ITEM_LINK =
    SQL("UPDATE agenda_item"
        "   SET introduction_id = :introduction_id, reschedules_id = :reschedules_id"
        " WHERE id = :id");

static const struct sql ANNOUNCEMENT_TAKE =
    SQL("UPDATE announcement SET state = 'taken', taken_item_id = :item_id, version = version + 1"
        " WHERE id = :id");

static enum err must_be_open(struct fault *f, const struct announcement *n)
{
    if (n->state == ANNOUNCEMENT_TAKEN)
        return fault_set(f, ERR_CONFLICT, "“%s” staat al op een agenda.", n->title);
    if (n->state == ANNOUNCEMENT_DROPPED)
        return fault_set(f, ERR_CONFLICT, "“%s” is aangeduid als niet meer nodig.", n->title);
    return ERR_OK;
}

enum err announcement_take(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t meeting_id, int64_t *ret_item_id)
{
    struct announcement n = { 0 };
    struct item from = { 0 };
    int64_t item_id;

    TRY(prepares(who));
    TRY(announcement_get(tx_snap(tx), a, id, &n));
    TRY(must_be_open(tx_fault(tx), &n));
    if (n.meeting_id == meeting_id)
        return fault_set(
            tx_fault(tx), ERR_CONFLICT, "“%s” kwam al op deze vergadering aan bod.", n.title);
    TRY(item_get(tx_snap(tx), a, n.item_id, &from));
    struct item_input in = input_of(&n, &from);
    TRY(item_create(tx, who, meeting_id, &in, &item_id));
    TRY(sql_run(tx, &ITEM_LINK,
        IN(in_i64("id", item_id),
            in_id("introduction_id", n.kind == ANNOUNCED ? from.id : from.introduction_id),
            in_id("reschedules_id", n.kind == POSTPONED ? from.id : 0)),
        NULL));
    TRY(sql_run(tx, &ANNOUNCEMENT_TAKE, IN(in_i64("id", id), in_i64("item_id", item_id)), NULL));
    TRY(record(tx, who, "announcement.taken", id, n.target_month));
    *ret_item_id = item_id;
    return ERR_OK;
}

static const struct sql ANNOUNCEMENT_DEFER =
    SQL("UPDATE announcement SET target_month = :target_month, target_date = '',"
        "       next_meeting = 0, version = version + 1"
        " WHERE id = :id");

enum err announcement_defer(
    struct tx *tx, const struct actor *who, int64_t id, const char *target_month)
{
    struct announcement n = { 0 };

    TRY(prepares(who));
    TRY(announcement_get(tx_snap(tx), tx_fault(tx)->arena, id, &n));
    TRY(must_be_open(tx_fault(tx), &n));
    TRY(check_month(tx_fault(tx), target_month));
    TRY(sql_run(tx, &ANNOUNCEMENT_DEFER,
        IN(in_i64("id", id), in_text("target_month", target_month)), NULL));
    return record(tx, who, "announcement.deferred", id, target_month);
}

static const struct sql ANNOUNCEMENT_STATE =
    SQL("UPDATE announcement SET state = :state, reason = :reason, version = version + 1"
        " WHERE id = :id");

static enum err set_state(
    struct tx *tx, int64_t id, enum announcement_state state, const char *reason)
{
    return sql_run(tx, &ANNOUNCEMENT_STATE,
        IN(in_i64("id", id), in_enum("state", ANNOUNCEMENT_STATES, state),
            in_text("reason", reason)),
        NULL);
}

enum err announcement_drop(struct tx *tx, const struct actor *who, int64_t id, const char *reason)
{
    struct announcement n = { 0 };

    TRY(prepares(who));
    TRY(announcement_get(tx_snap(tx), tx_fault(tx)->arena, id, &n));
    TRY(must_be_open(tx_fault(tx), &n));
    if (str_empty(reason))
        return fault_issue(tx_fault(tx), "reason", "required", "Zeg kort waarom.");
    TRY(set_state(tx, id, ANNOUNCEMENT_DROPPED, reason));
    return record(tx, who, "announcement.dropped", id, n.target_month);
}

static const struct sql ITEM_REMOVED =
    SQL("SELECT removed_at IS NOT NULL AS removed FROM agenda_item WHERE id = :id");

enum err announcement_reopen(struct tx *tx, const struct actor *who, int64_t id)
{
    struct announcement n = { 0 };
    bool removed = true;

    TRY(prepares(who));
    TRY(announcement_get(tx_snap(tx), tx_fault(tx)->arena, id, &n));
    if (n.state == ANNOUNCEMENT_OPEN)
        return ERR_OK;
    if (n.state == ANNOUNCEMENT_TAKEN)
        TRY(sql_one(tx_snap(tx), &ITEM_REMOVED, IN(in_i64("id", n.taken_item_id)),
            OUT(out_bool("removed", &removed))));
    if (!removed)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "“%s” staat op een agenda. Haal het punt daar eerst af.", n.title);
    TRY(set_state(tx, id, ANNOUNCEMENT_OPEN, ""));
    return record(tx, who, "announcement.reopened", id, n.target_month);
}

static const struct sql ANNOUNCEMENT_FREE =
    SQL("UPDATE announcement SET state = 'open', version = version + 1"
        " WHERE taken_item_id = :item_id AND state = 'taken'");

enum err announcement_free_item(struct tx *tx, int64_t item_id)
{
    return sql_run(tx, &ANNOUNCEMENT_FREE, IN(in_i64("item_id", item_id)), NULL);
}

static const struct sql ANNOUNCEMENT_HOLD =
    SQL("UPDATE announcement SET state = 'taken', version = version + 1"
        " WHERE taken_item_id = :item_id AND state = 'open'");

enum err announcement_hold_item(struct tx *tx, int64_t item_id)
{
    return sql_run(tx, &ANNOUNCEMENT_HOLD, IN(in_i64("item_id", item_id)), NULL);
}
