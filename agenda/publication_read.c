/* What counts of a meeting for others: its newest version in force, cut to what the reader sees. */
#include "agenda/decision.h"
#include "agenda/order.h"
#include "agenda/publication.h"
#include "lok/base/sql.h"

/* A publication, with the state of its meeting and of before a sending that still waits. */
struct row {
    struct published p;
    int64_t access;
    const char *previous_state; /* "" when nothing waits */
};

/* The state as others know it. A draft that was published was cancelled, and is being prepared
 * anew. What waits counts no more once the meeting has begun. */
static unsigned shown_state(const struct row *row)
{
    unsigned state = row->p.meeting.state;

    if (state != MEETING_IN_SESSION && state != MEETING_CLOSED && !str_empty(row->previous_state) &&
        !choice_find(MEETING_STATES, row->previous_state, &state))
        IMPOSSIBLE("a sending without a state of before");
    return state == MEETING_DRAFT ? MEETING_CANCELLED : state;
}

static enum err rows_of(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    struct row **ret, size_t *ret_count)
{
    struct row row = { 0 };
    struct meeting *m = &row.p.meeting;
    struct row *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, q, in,
        OUT(out_i64("id", &row.p.publication_id), out_i64("number", &row.p.number),
            out_i64("effective_at", &row.p.effective_at), out_text("title", a, &m->title),
            out_text("month", a, &m->month), out_i64("starts_at", &m->starts_at),
            out_text("location", a, &m->location), out_text("online_url", a, &m->online_url),
            out_i64("access", &row.access), out_bool("has_agenda", &row.p.has_agenda),
            out_i64("meeting_id", &m->id), out_enum("kind", MEETING_KINDS, &m->kind),
            out_enum("state", MEETING_STATES, &m->state),
            out_text("previous_state", a, &row.previous_state)),
        &row, sizeof row, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        struct meeting *one = &rows[i].p.meeting;

        one->state = shown_state(&rows[i]);
        one->access = (unsigned)rows[i].access;
        one->version = rows[i].p.number;
        one->note = "";
    }
    *ret = rows;
    *ret_count = count;
    return ERR_OK;
}

/* With `now` at the end of time also what is not in force yet. */
static const struct sql NEWEST =
    SQL("SELECT p.id, p.number, p.effective_at, p.title, p.month, p.starts_at, p.location,"
        "       p.online_url, p.access, p.has_agenda, p.meeting_id, m.kind, m.state,"
        "       COALESCE((SELECT w.previous_state FROM sending w"
        "                  WHERE w.meeting_id = m.id AND w.due_at > :now AND w.kind <> 'results'"
        "                    AND w.taken_back_at IS NULL"
        "                  ORDER BY w.id DESC LIMIT 1), '') AS previous_state"
        "  FROM publication p JOIN meeting m ON m.id = p.meeting_id"
        "  LEFT JOIN sending s ON s.id = p.sending_id"
        " WHERE p.meeting_id = :meeting AND p.effective_at <= :now AND s.taken_back_at IS NULL"
        " ORDER BY p.number DESC LIMIT 1");

static enum err newest(
    struct snap *s, struct arena *a, int64_t meeting_id, int64_t now, struct published *ret)
{
    struct row *rows = NULL;
    size_t count = 0;

    TRY(rows_of(
        s, a, &NEWEST, IN(in_i64("meeting", meeting_id), in_i64("now", now)), &rows, &count));
    if (count == 0)
        return ERR_NOT_FOUND;
    *ret = rows[0].p;
    return ERR_OK;
}

/* -- items -- */

struct item_row {
    struct item i;
    int64_t access, dossier_access, decision_access, decision_at;
};

static const struct sql ITEMS =
    SQL("SELECT x.item_id AS id, i.meeting_id, x.position, x.number, x.title, x.purpose, x.minutes,"
        "       x.presenter, x.presenter_partner_id, x.dossier_id, x.access, x.text,"
        "       x.introduction_id, i.reschedules_id, i.outcome, i.outcome_note, i.treated_at,"
        "       d.title AS dossier_title, d.access AS dossier_access, p.name AS presenter_partner,"
        "       c.id AS decision_id, c.number AS decision_number, c.access AS decision_access,"
        "       c.released_at AS decision_at"
        "  FROM publication_item x"
        "  JOIN agenda_item i ON i.id = x.item_id"
        "  LEFT JOIN dossier d ON d.id = x.dossier_id"
        "  LEFT JOIN partner p ON p.id = x.presenter_partner_id"
        "  LEFT JOIN decision c ON c.item_id = i.id"
        " WHERE x.publication_id = :publication"
        " ORDER BY x.position, x.item_id");

static enum err item_rows(struct snap *s, struct arena *a, int64_t publication_id,
    struct item_row **ret, size_t *ret_count)
{
    struct item_row row = { 0 };
    struct item *i = &row.i;

    return sql_list(s, a, &ITEMS, IN(in_i64("publication", publication_id)),
        OUT(out_i64("id", &i->id), out_i64("meeting_id", &i->meeting_id),
            out_i64("position", &i->position), out_text("number", a, &i->number),
            out_text("title", a, &i->title), out_enum("purpose", ITEM_PURPOSES, &i->purpose),
            out_i64("minutes", &i->minutes), out_text("presenter", a, &i->presenter),
            out_i64("presenter_partner_id", &i->presenter_partner_id),
            out_i64("dossier_id", &i->dossier_id), out_i64("access", &row.access),
            out_text("text", a, &i->text), out_i64("introduction_id", &i->introduction_id),
            out_i64("reschedules_id", &i->reschedules_id),
            out_enum("outcome", ITEM_OUTCOMES, &i->outcome),
            out_text("outcome_note", a, &i->outcome_note), out_i64("treated_at", &i->treated_at),
            out_text("dossier_title", a, &i->dossier_title),
            out_i64("dossier_access", &row.dossier_access),
            out_text("presenter_partner", a, &i->presenter_partner),
            out_i64("decision_id", &i->decision_id),
            out_text("decision_number", a, &i->decision_number),
            out_i64("decision_access", &row.decision_access),
            out_i64("decision_at", &row.decision_at)),
        &row, sizeof row, ret, ret_count);
}

/* The item as a reader sees it: dossier and decision only within his sight, the outcome once the
 * meeting is over or the decision is known. */
static struct item seen_item(
    const struct item_row *row, const struct published *p, struct visibility v, int64_t now)
{
    struct item item = row->i;
    unsigned access = (unsigned)row->decision_access;
    struct object decision = { .access = access, .partner_id = item.presenter_partner_id };
    bool decided = item.decision_id != 0 && row->decision_at != 0 && row->decision_at <= now;

    item.access = (unsigned)row->access;
    item.shown_number = item.number;
    item.introduction_text = "";
    if (!visible(v, (struct object){ .access = (unsigned)row->dossier_access })) {
        item.dossier_id = 0;
        item.dossier_title = "";
    }
    if (!decided || !visible(v, decision)) {
        item.decision_id = 0;
        item.decision_number = "";
    }
    if (!decided && p->meeting.state != MEETING_CLOSED) {
        item.outcome = OUTCOME_NONE;
        item.outcome_note = "";
        item.treated_at = 0;
    }
    return item;
}

static const struct sql INTRODUCTION =
    SQL("SELECT p.meeting_id, p.starts_at, x.text, x.presenter_partner_id,"
        "       CASE WHEN x.access > p.access THEN x.access ELSE p.access END AS access"
        "  FROM publication_item x"
        "  JOIN publication p ON p.id = x.publication_id"
        "  LEFT JOIN sending s ON s.id = p.sending_id"
        " WHERE x.item_id = :id AND p.effective_at <= :now AND s.taken_back_at IS NULL"
        " ORDER BY p.number DESC LIMIT 1");

/* Where the item was introduced, when that too was published and is within sight. */
static enum err add_introduction(
    struct snap *s, struct arena *a, struct visibility v, int64_t now, struct item *item)
{
    int64_t meeting_id = 0, starts_at = 0, partner_id = 0, access = 0;
    const char *text = "";

    enum err e =
        sql_one(s, &INTRODUCTION, IN(in_i64("id", item->introduction_id), in_i64("now", now)),
            OUT(out_i64("meeting_id", &meeting_id), out_i64("starts_at", &starts_at),
                out_text("text", a, &text), out_i64("presenter_partner_id", &partner_id),
                out_i64("access", &access)));
    struct object object = { .access = (unsigned)access, .partner_id = partner_id };
    if (e == ERR_NOT_FOUND || (e == ERR_OK && !visible(v, object))) {
        item->introduction_id = 0;
        return ERR_OK;
    }
    TRY(e);
    item->introduction_meeting_id = meeting_id;
    item->introduction_at = starts_at;
    item->introduction_text = text;
    return ERR_OK;
}

static enum err add_items(
    struct snap *s, struct arena *a, struct visibility v, int64_t now, struct published *p)
{
    struct item_row *rows = NULL;
    size_t count = 0;

    TRY(item_rows(s, a, p->publication_id, &rows, &count));
    p->items = (struct item_list){ arena_array(a, count, sizeof *p->items.at), count };
    for (size_t i = 0; i < count; i++) {
        p->items.at[i] = seen_item(&rows[i], p, v, now);
        if (p->items.at[i].introduction_id != 0)
            TRY(add_introduction(s, a, v, now, &p->items.at[i]));
    }
    order_times(p->meeting.starts_at, &p->items);
    return publication_documents(s, a, p->meeting.id, p->publication_id, &p->documents);
}

/* -- for readers -- */

enum err publication_current(struct snap *s, struct arena *a, struct visibility v,
    int64_t meeting_id, int64_t now, struct published *ret)
{
    struct published all = { 0 };

    TRY(newest(s, a, meeting_id, now, &all));
    TRY(add_items(s, a, v, now, &all));
    return publication_seen(a, &all, v, ret) ? ERR_OK : ERR_NOT_FOUND;
}

enum err publication_last(
    struct snap *s, struct arena *a, int64_t meeting_id, struct published *ret)
{
    struct visibility whole = { .sees = ACCESS_SECRETARIAT };
    struct published p = { 0 };

    TRY(newest(s, a, meeting_id, INT64_MAX, &p));
    TRY(add_items(s, a, whole, INT64_MAX, &p));
    *ret = p;
    return ERR_OK;
}

static const struct sql PUBLICATIONS =
    SQL("SELECT p.id, p.number, p.effective_at, p.title, p.month, p.starts_at, p.location,"
        "       p.online_url, p.access, p.has_agenda, p.meeting_id, m.kind, m.state,"
        "       COALESCE((SELECT w.previous_state FROM sending w"
        "                  WHERE w.meeting_id = m.id AND w.due_at > :now AND w.kind <> 'results'"
        "                    AND w.taken_back_at IS NULL"
        "                  ORDER BY w.id DESC LIMIT 1), '') AS previous_state"
        "  FROM publication p JOIN meeting m ON m.id = p.meeting_id"
        " WHERE p.month BETWEEN :from AND :to"
        "   AND (p.month, COALESCE(p.starts_at, 0), p.meeting_id) < (:month, :starts_at, :after)"
        "   AND p.id = (SELECT q.id FROM publication q LEFT JOIN sending s ON s.id = q.sending_id"
        "                WHERE q.meeting_id = p.meeting_id AND q.effective_at <= :now"
        "                  AND s.taken_back_at IS NULL"
        "                ORDER BY q.number DESC LIMIT 1)"
        "   AND (p.access <= :sees OR"
        "        :partner <> 0 AND p.access <= 1 AND EXISTS ("
        "            SELECT 1 FROM publication_item x"
        "             WHERE x.publication_id = p.id AND x.presenter_partner_id = :partner"
        "               AND x.access <= 1))"
        " ORDER BY p.month DESC, COALESCE(p.starts_at, 0) DESC, p.meeting_id DESC LIMIT :limit");

enum err publication_list(struct snap *s, struct arena *a, struct visibility v, int64_t year,
    int64_t after, int64_t limit, int64_t now, struct meeting_list *ret)
{
    struct published last = { .meeting = { .month = "9999-99" } };
    enum err e = after == 0 ? ERR_OK : newest(s, a, after, now, &last);
    struct row *rows = NULL;
    size_t count = 0;

    if (e == ERR_NOT_FOUND)
        return fault_issue(snap_fault(s), "cursor", "unknown", "Deze plaats in de lijst is weg.");
    TRY(e);
    TRY(rows_of(s, a, &PUBLICATIONS,
        IN(in_text("from", arena_printf(a, "%04lld-00", (long long)year)),
            in_text("to", arena_printf(a, "%04lld-99", year == 0 ? 9999LL : (long long)year)),
            in_text("month", last.meeting.month), in_i64("starts_at", last.meeting.starts_at),
            in_i64("after", last.meeting.id), in_i64("limit", limit), in_i64("now", now),
            in_i64("sees", v.sees), in_i64("partner", v.partner_id)),
        &rows, &count));
    struct meeting_list list = { arena_array(a, count, sizeof *list.at), count };
    for (size_t i = 0; i < count; i++) {
        list.at[i] = rows[i].p.meeting;
        if (!visible(v, (struct object){ .access = ACCESS_MEMBERS }))
            list.at[i].online_url = "";
    }
    *ret = list;
    return ERR_OK;
}
