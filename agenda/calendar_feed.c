#include "agenda/calendar_feed.h"
#include "agenda/order.h"
#include "lok/base/buf.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <string.h>

enum { MONTHS_KEPT = 24 };

static const int64_t CANCELLED_KEPT_MS = INT64_C(30) * 24 * 60 * 60 * 1000;

/* One version that counts. */
struct version {
    struct published p;
    int64_t access;
    bool sent, cancels;
};

/* A meeting as calendars know it: its newest version, and what all of them together say. */
struct entry {
    struct published p;
    bool cancelled;
    bool sent; /* people were told of it */
    int64_t sequence;
};
struct entry_list {
    struct entry *at;
    size_t count;
};

/* -- versions -- */

/* Making a month known (without a sending, without an agenda) tells nobody a date. */
static const struct sql VERSIONS =
    SQL("SELECT p.meeting_id, p.id, p.number, p.effective_at, p.title, p.month, p.starts_at,"
        "       p.location, p.online_url, p.access, p.has_agenda, p.sending_id IS NOT NULL AS sent,"
        "       COALESCE(s.kind = 'cancellation', 0) AS cancels"
        "  FROM publication p LEFT JOIN sending s ON s.id = p.sending_id"
        " WHERE p.meeting_id IN (SELECT q.meeting_id FROM publication q"
        "                         WHERE q.month >= :from AND q.meeting_id BETWEEN :first AND :last)"
        "   AND p.effective_at <= :now AND s.taken_back_at IS NULL AND p.starts_at IS NOT NULL"
        "   AND (p.sending_id IS NOT NULL OR p.has_agenda = 1)"
        " ORDER BY p.meeting_id, p.number");

static bool is_moved(const struct version *old, const struct version *new)
{
    const struct meeting *was = &old->p.meeting, *is = &new->p.meeting;

    return was->starts_at != is->starts_at || !str_equal(was->location, is->location) ||
           !str_equal(was->online_url, is->online_url) || old->cancels != new->cancels;
}

/* Versions of one meeting follow one another. */
static struct entry_list entries_of(struct arena *a, const struct version *at, size_t count)
{
    struct entry_list list = { arena_array(a, count, sizeof *list.at), 0 };

    for (size_t i = 0; i < count; i++) {
        bool is_first = i == 0 || at[i - 1].p.meeting.id != at[i].p.meeting.id;

        list.count += is_first;
        struct entry *e = &list.at[list.count - 1];
        e->sequence += !is_first && is_moved(&at[i - 1], &at[i]);
        e->sent |= at[i].sent;
        e->p = at[i].p;
        e->p.meeting.access = (unsigned)at[i].access;
        e->cancelled = at[i].cancels;
    }
    return list;
}

/* `meeting_id` 0 = all of which a version is of the month `since` or later. */
static enum err read_entries(const struct calendar_source *from, struct arena *a,
    int64_t meeting_id, const char *since, struct entry_list *ret)
{
    struct version v = { 0 }, *versions = NULL;
    struct meeting *m = &v.p.meeting;
    size_t count = 0;

    TRY(sql_list(from->s, a, &VERSIONS,
        IN(in_text("from", since), in_i64("first", meeting_id),
            in_i64("last", meeting_id == 0 ? INT64_MAX : meeting_id), in_i64("now", from->now)),
        OUT(out_i64("meeting_id", &m->id), out_i64("id", &v.p.publication_id),
            out_i64("number", &v.p.number), out_i64("effective_at", &v.p.effective_at),
            out_text("title", a, &m->title), out_text("month", a, &m->month),
            out_i64("starts_at", &m->starts_at), out_text("location", a, &m->location),
            out_text("online_url", a, &m->online_url), out_i64("access", &v.access),
            out_bool("has_agenda", &v.p.has_agenda), out_bool("sent", &v.sent),
            out_bool("cancels", &v.cancels)),
        &v, sizeof v, &versions, &count));
    *ret = entries_of(a, versions, count);
    return ERR_OK;
}

/* What a calendar tells of an item: no names of who presents it. */
static const struct sql ITEMS =
    SQL("SELECT item_id, number, title, purpose, minutes, presenter_partner_id, access"
        "  FROM publication_item WHERE publication_id = :publication"
        " ORDER BY position, item_id");

struct item_row {
    struct item i;
    int64_t access;
};

static enum err read_items(struct snap *s, struct arena *a, struct published *p)
{
    struct item_row row = { 0 }, *rows = NULL;

    TRY(sql_list(s, a, &ITEMS, IN(in_i64("publication", p->publication_id)),
        OUT(out_i64("item_id", &row.i.id), out_text("number", a, &row.i.number),
            out_text("title", a, &row.i.title), out_enum("purpose", ITEM_PURPOSES, &row.i.purpose),
            out_i64("minutes", &row.i.minutes),
            out_i64("presenter_partner_id", &row.i.presenter_partner_id),
            out_i64("access", &row.access)),
        &row, sizeof row, &rows, &p->items.count));
    p->items.at = arena_array(a, p->items.count, sizeof *p->items.at);
    for (size_t i = 0; i < p->items.count; i++) {
        p->items.at[i] = rows[i].i;
        p->items.at[i].access = (unsigned)rows[i].access;
    }
    order_times(p->meeting.starts_at, &p->items);
    return ERR_OK;
}

/* -- events -- */

static const char *summary_of(struct arena *a, const struct council *c, const struct meeting *m)
{
    bool is_clear = str_starts(m->title, "LOK") || strstr(m->title, c->name) != NULL;

    return is_clear ? m->title : arena_printf(a, "%s (%s)", m->title, c->name);
}

static const char *description_of(
    const struct calendar_source *from, struct arena *a, const struct published *seen)
{
    const struct meeting *m = &seen->meeting;
    struct buf b;

    buf_init(&b, a, 0);
    buf_printf(&b, "%s\n", from->council->name);
    if (!str_empty(m->online_url))
        buf_printf(&b, "Online: %s\n", m->online_url);
    if (seen->items.count > 0)
        buf_puts(&b, "\nAgenda\n");
    for (size_t i = 0; i < seen->items.count; i++) {
        const struct item *item = &seen->items.at[i];

        buf_printf(&b, "%s  %s. %s", dutch_clock(a, item->starts_at), item->number, item->title);
        if (item->purpose != PURPOSE_ANY_OTHER_BUSINESS)
            buf_printf(&b, " (%s)", choice_dutch(ITEM_PURPOSES, item->purpose));
        buf_putc(&b, '\n');
    }
    buf_printf(&b, "\nMeer over deze vergadering: %s/vergaderingen/%lld", from->public_url,
        (long long)m->id);
    return b.data;
}

/* False when the reader sees nothing of it. How long it takes follows from the whole agenda. */
static bool event_of(const struct calendar_source *from, struct arena *a, const struct entry *e,
    struct visibility v, struct calendar_event *ret)
{
    struct published seen = { 0 };

    if (!publication_seen(a, &e->p, v, &seen))
        return false;
    const struct meeting *m = &seen.meeting;
    *ret = (struct calendar_event){
        .uid = arena_printf(a, "meeting-%lld@%s", (long long)m->id, from->council->uid),
        .sequence = e->sequence,
        .stamp_at = e->p.effective_at,
        .modified_at = e->p.effective_at,
        .starts_at = m->starts_at,
        .minutes = (item_list_end(&e->p.meeting, &e->p.items) - m->starts_at) / 60000,
        .cancelled = e->cancelled,
        .summary = summary_of(a, from->council, m),
        .location = m->location,
        .description = description_of(from, a, &seen),
        .url = arena_printf(a, "%s/vergaderingen/%lld", from->public_url, (long long)m->id),
    };
    return true;
}

enum err calendar_feed_event(const struct calendar_source *from, struct arena *a,
    struct visibility v, int64_t meeting_id, struct calendar_event *ret)
{
    struct entry_list list = { 0 };

    TRY(read_entries(from, a, meeting_id, "", &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    TRY(read_items(from->s, a, &list.at[0].p));
    return event_of(from, a, &list.at[0], v, ret) ? ERR_OK : ERR_NOT_FOUND;
}

/* The newest of VERSIONS. */
static const struct sql ACCESS_OF_NEWEST =
    SQL("SELECT p.access FROM publication p LEFT JOIN sending s ON s.id = p.sending_id"
        " WHERE p.meeting_id = :meeting AND p.effective_at <= :now AND s.taken_back_at IS NULL"
        "   AND p.starts_at IS NOT NULL AND (p.sending_id IS NOT NULL OR p.has_agenda = 1)"
        " ORDER BY p.number DESC LIMIT 1");

/* Who does not see the whole may see it for an item of his own. */
enum err calendar_feed_has(const struct calendar_source *from, struct arena *a, struct visibility v,
    int64_t meeting_id, bool *ret)
{
    struct calendar_event event = { 0 };
    int64_t access = 0;

    enum err e = sql_one(from->s, &ACCESS_OF_NEWEST,
        IN(in_i64("meeting", meeting_id), in_i64("now", from->now)),
        OUT(out_i64("access", &access)));
    if (e == ERR_OK && !visible(v, (struct object){ .access = (unsigned)access }))
        e = calendar_feed_event(from, a, v, meeting_id, &event);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    *ret = e == ERR_OK;
    return ERR_OK;
}

enum err calendar_feed_meeting(const struct calendar_source *from, struct arena *a,
    struct visibility v, int64_t meeting_id, const char **ret)
{
    struct calendar_event event = { 0 };

    TRY(calendar_feed_event(from, a, v, meeting_id, &event));
    *ret = calendar_write(a, &(struct calendar){ .events = &event, .count = 1 });
    return ERR_OK;
}

/* -- subscriptions -- */

static bool has_item(const struct published *p, int64_t partner_id)
{
    for (size_t i = 0; i < p->items.count; i++)
        if (p->items.at[i].presenter_partner_id == partner_id)
            return true;
    return false;
}

static const struct sql MEETINGS_OF_ACTIONS =
    SQL("SELECT DISTINCT meeting_id FROM action"
        " WHERE partner_id = :partner AND meeting_id IS NOT NULL AND told_at <= :now");

/* From which somebody took something along. */
struct acted {
    int64_t *meetings;
    size_t count;
};

static enum err read_acted(
    const struct calendar_source *from, struct arena *a, int64_t partner_id, struct acted *ret)
{
    int64_t row = 0;

    return sql_list(from->s, a, &MEETINGS_OF_ACTIONS,
        IN(in_i64("partner", partner_id), in_i64("now", from->now)),
        OUT(out_i64("meeting_id", &row)), &row, sizeof row, &ret->meetings, &ret->count);
}

static bool has_action(const struct acted *acted, int64_t meeting_id)
{
    for (size_t i = 0; i < acted->count; i++)
        if (acted->meetings[i] == meeting_id)
            return true;
    return false;
}

static bool concerns(
    const struct feed_reader *reader, const struct acted *acted, const struct entry *e)
{
    return (reader->invited && e->sent) ||
           (reader->partner_id != 0 &&
               (has_item(&e->p, reader->partner_id) || has_action(acted, e->p.meeting.id)));
}

/* `reader` NULL: everybody. */
static enum err write_feed(const struct calendar_source *from, struct arena *a, struct visibility v,
    const struct feed_reader *reader, const char **ret)
{
    const char *month = arena_strndup(a, council_today(a, from->council), strlen("YYYY-MM"));
    struct entry_list list = { 0 };
    struct acted acted = { 0 };

    if (reader != NULL && reader->partner_id != 0)
        TRY(read_acted(from, a, reader->partner_id, &acted));
    TRY(read_entries(from, a, 0, month_add(a, month, -MONTHS_KEPT), &list));
    struct calendar_event *events = arena_array(a, list.count, sizeof *events);
    struct calendar c = { .name = from->council->name, .events = events };
    for (size_t i = 0; i < list.count; i++) {
        struct entry *e = &list.at[i];

        if (e->cancelled && from->now - e->p.effective_at >= CANCELLED_KEPT_MS)
            continue;
        TRY(read_items(from->s, a, &e->p));
        if (reader == NULL || concerns(reader, &acted, e))
            c.count += event_of(from, a, e, v, &events[c.count]);
    }
    *ret = calendar_write(a, &c);
    return ERR_OK;
}

enum err calendar_feed_public(const struct calendar_source *from, struct arena *a, const char **ret)
{
    struct visibility v = visibility_of_partner(0, from->council->is_public);

    return v.sees < 0 ? ERR_NOT_FOUND : write_feed(from, a, v, NULL, ret);
}

enum err calendar_feed_of(
    const struct calendar_source *from, struct arena *a, struct feed_owner owner, const char **ret)
{
    struct feed_reader reader = { 0 };

    TRY(feed_token_reader(
        from->s, owner, council_today(a, from->council), from->council->is_public, &reader));
    return write_feed(from, a, reader.v, &reader, ret);
}
