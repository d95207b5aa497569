/* Which minutes wait for something, and which can be read. */
#include "agenda/minutes.h"
#include "agenda/search.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"

static const struct sql DUE =
    SQL("SELECT m.id, m.title, m.starts_at, COALESCE(x.state, 'none') AS state, x.remarks_until,"
        "       x.agreed_at,"
        "       (SELECT count(*) FROM minutes_remark r"
        "         WHERE r.meeting_id = m.id AND r.done_at IS NULL) AS remarks"
        "  FROM meeting m LEFT JOIN minutes x ON x.meeting_id = m.id"
        " WHERE m.state = 'closed' AND m.kind = 'ordinary'"
        "   AND COALESCE(x.state, 'none') <> 'approved'"
        "   AND (x.meeting_id IS NOT NULL OR m.month >= :year_ago)"
        " ORDER BY m.month, m.id");

struct due_row {
    struct minutes_due due;
    const char *remarks_until;
    int64_t agreed_at;
};

static void say(struct arena *a, struct due_row *row)
{
    struct minutes_due *d = &row->due;

    d->date = "";
    d->why = d->remarks == 0   ? ""
             : d->remarks == 1 ? "1 opmerking wacht"
                               : arena_printf(a, "%lld opmerkingen wachten", (long long)d->remarks);
    switch ((enum minutes_state)d->state) {
    case MINUTES_NONE:
        d->words = "Verslag schrijven";
        return;
    case MINUTES_DRAFT:
        d->words = "Verslag voorleggen";
        return;
    case MINUTES_WITH_CHAIR:
        d->words = row->agreed_at != 0 ? "Verslag voorleggen aan de leden: de voorzitter is akkoord"
                                       : "Verslag is bij de voorzitter";
        return;
    case MINUTES_WITH_MEMBERS:
        d->words = "Verslag laten goedkeuren op de volgende vergadering";
        d->date = row->remarks_until;
        return;
    default:
        d->words = "";
    }
}

enum err minutes_due(
    struct snap *s, struct arena *a, const char *today, struct minutes_due_list *ret)
{
    struct due_row row = { 0 }, *rows = NULL;
    size_t count = 0;
    const char *year_ago = month_add(a, arena_strndup(a, today, sizeof "YYYY-MM" - 1), -12);

    TRY(sql_list(s, a, &DUE, IN(in_text("year_ago", year_ago)),
        OUT(out_i64("id", &row.due.meeting_id), out_text("title", a, &row.due.title),
            out_i64("starts_at", &row.due.starts_at),
            out_enum("state", MINUTES_STATES, &row.due.state),
            out_text("remarks_until", a, &row.remarks_until), out_i64("agreed_at", &row.agreed_at),
            out_i64("remarks", &row.due.remarks)),
        &row, sizeof row, &rows, &count));
    struct minutes_due_list list = { arena_array(a, count, sizeof *list.at), count };
    for (size_t i = 0; i < count; i++) {
        say(a, &rows[i]);
        list.at[i] = rows[i].due;
    }
    *ret = list;
    return ERR_OK;
}

/* The rules of minutes_read (and PUT_TO and APPROVED there), in one statement. */
static const struct sql SEEN =
    SQL("SELECT m.id, m.title, m.starts_at, COALESCE(x.state, 'none') AS state, x.agreed_at,"
        "       x.remarks_until"
        "  FROM meeting m LEFT JOIN minutes x ON x.meeting_id = m.id"
        " WHERE m.id = :id AND m.access <= :sees"
        "   AND ((:prepares AND COALESCE(x.state, 'none') <> 'approved')"
        "    OR (x.approved_version IS NOT NULL"
        "        AND (:ahead OR NOT EXISTS ("
        "             SELECT 1 FROM agenda_item i JOIN meeting c ON c.id = i.meeting_id"
        "              WHERE i.id = x.approved_item AND c.state <> 'closed')))"
        "    OR (:names AND EXISTS ("
        "        SELECT 1 FROM minutes_submission u JOIN sending s ON s.id = u.sending_id"
        "         WHERE u.meeting_id = m.id AND s.taken_back_at IS NULL AND s.due_at <= :now"
        "           AND (u.kind <> 'minutes_chair' OR :chair))))");

enum err minutes_seen(struct snap *s, struct arena *a, const struct minutes_reader *r,
    int64_t meeting_id, struct minutes_found *ret)
{
    return sql_one(s, &SEEN,
        IN(in_i64("id", meeting_id), in_i64("sees", r->v.sees), in_bool("prepares", r->prepares),
            in_bool("ahead", r->ahead || r->prepares), in_bool("names", r->names),
            in_i64("now", r->prepares ? INT64_MAX : r->now), in_bool("chair", r->chair)),
        OUT(out_i64("id", &ret->meeting_id), out_text("title", a, &ret->title),
            out_i64("starts_at", &ret->starts_at), out_enum("state", MINUTES_STATES, &ret->state),
            out_i64("agreed_at", &ret->agreed_at),
            out_text("remarks_until", a, &ret->remarks_until)));
}

/* The index holds what will be seen; what waits to leave is passed over here. */
enum err minutes_find(struct snap *s, struct arena *a, const struct minutes_reader *r,
    const char *typed, int64_t after, int64_t limit, struct minutes_found_list *ret)
{
    struct search_query q = {
        .kind = r->names ? "minutes" : "minutes_open",
        .typed = typed,
        .v = { .sees = r->v.sees },
        .after = after,
        .limit = limit,
    };
    struct minutes_found_list list = { arena_array(a, (size_t)limit, sizeof *list.at), 0 };
    struct search_hits hits;

    do {
        hits = (struct search_hits){ 0 };
        TRY(search_find(s, a, &q, &hits));
        for (size_t i = 0; i < hits.count && list.count < (size_t)limit; i++) {
            enum err e = minutes_seen(s, a, r, hits.at[i], &list.at[list.count]);

            q.after = hits.at[i];
            if (e != ERR_OK && e != ERR_NOT_FOUND)
                return e;
            list.count += e == ERR_OK;
        }
    } while (list.count < (size_t)limit && hits.count == (size_t)limit);
    *ret = list;
    return ERR_OK;
}
