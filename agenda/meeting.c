#include "agenda/meeting.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"

const struct choice MEETING_KINDS[] = {
    { "ordinary", "gewone vergadering" },
    { "written_procedure", "schriftelijke procedure" },
    { NULL, NULL },
};

static enum err meetings_of(struct snap *s, struct arena *a, const struct sql *q,
    const struct in *in, struct meeting_list *ret)
{
    struct {
        struct meeting m;
        int64_t access;
    } row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, q, in,
        OUT(out_i64("id", &row.m.id), out_text("title", a, &row.m.title),
            out_enum("kind", MEETING_KINDS, &row.m.kind),
            out_enum("state", MEETING_STATES, &row.m.state), out_text("month", a, &row.m.month),
            out_i64("starts_at", &row.m.starts_at), out_text("location", a, &row.m.location),
            out_text("online_url", a, &row.m.online_url), out_text("note", a, &row.m.note),
            out_i64("access", &row.access), out_i64("version", &row.m.version)),
        &row, sizeof row, &rows, &count));
    struct meeting_list list = { arena_array(a, count, sizeof *list.at), count };
    for (size_t i = 0; i < count; i++) {
        list.at[i] = rows[i].m;
        list.at[i].access = (unsigned)rows[i].access;
    }
    *ret = list;
    return ERR_OK;
}

static enum err one_of(
    struct snap *s, struct arena *a, const struct sql *q, const struct in *in, struct meeting *ret)
{
    struct meeting_list list = { 0 };

    TRY(meetings_of(s, a, q, in, &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}

static const struct sql MEETING_BY_ID =
    SQL("SELECT id, title, kind, state, month, starts_at, location, online_url, note, access,"
        "       version"
        "  FROM meeting WHERE id = :id");

enum err meeting_get(struct snap *s, struct arena *a, int64_t id, struct meeting *ret)
{
    return one_of(s, a, &MEETING_BY_ID, IN(in_i64("id", id)), ret);
}

static const struct sql MEETINGS =
    SQL("SELECT id, title, kind, state, month, starts_at, location, online_url, note, access,"
        "       version"
        "  FROM meeting"
        " WHERE month BETWEEN :from AND :to"
        "   AND (month, COALESCE(starts_at, 0), id) < (:month, :starts_at, :id)"
        " ORDER BY month DESC, COALESCE(starts_at, 0) DESC, id DESC LIMIT :limit");

enum err meeting_list(struct snap *s, struct arena *a, int64_t year, int64_t after, int64_t limit,
    struct meeting_list *ret)
{
    struct meeting last = { .month = "9999-99" };
    enum err e = after == 0 ? ERR_OK : meeting_get(s, a, after, &last);

    if (e == ERR_NOT_FOUND)
        return fault_issue(snap_fault(s), "cursor", "unknown", "Deze plaats in de lijst is weg.");
    TRY(e);
    return meetings_of(s, a, &MEETINGS,
        IN(in_text("from", arena_printf(a, "%04lld-00", (long long)year)),
            in_text("to", arena_printf(a, "%04lld-99", year == 0 ? 9999LL : (long long)year)),
            in_text("month", last.month), in_i64("starts_at", last.starts_at),
            in_i64("id", last.id), in_i64("limit", limit)),
        ret);
}

static const struct sql MEETINGS_UNDATED =
    SQL("SELECT id, title, kind, state, month, starts_at, location, online_url, note, access,"
        "       version"
        "  FROM meeting"
        " WHERE starts_at IS NULL AND state <> 'cancelled'"
        " ORDER BY month, id");

enum err meeting_undated(struct snap *s, struct arena *a, struct meeting_list *ret)
{
    return meetings_of(s, a, &MEETINGS_UNDATED, IN(), ret);
}

/* Within a month those with a date stand first. */
static const struct sql MEETING_NEXT =
    SQL("SELECT id, title, kind, state, month, starts_at, location, online_url, note, access,"
        "       version"
        "  FROM meeting"
        " WHERE state NOT IN ('cancelled', 'closed') AND kind = 'ordinary'"
        "   AND (state = 'in_session' OR"
        "        month >= :month AND (starts_at IS NULL OR starts_at >= :day))"
        " ORDER BY state <> 'in_session', month, starts_at IS NULL, starts_at, id LIMIT 1");

enum err meeting_next(struct snap *s, struct arena *a, int64_t now, struct meeting *ret)
{
    int64_t day = now;

    TRY(date_instant(date_of(a, now), "00:00", &day));
    return one_of(
        s, a, &MEETING_NEXT, IN(in_text("month", month_of(a, now)), in_i64("day", day)), ret);
}

const char *meeting_invitation_deadline(
    struct arena *a, const struct meeting *m, const struct council *c)
{
    if (m->starts_at == 0)
        return "";
    return date_add_days(a, date_of(a, m->starts_at), -(int)c->invitation_days);
}
