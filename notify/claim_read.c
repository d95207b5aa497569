#include "lok/base/log.h"
#include "lok/council.h"
#include "notify/claim_inside.h"
#include "notify/egress.h"

/* A first attempt waits this much longer than its undo window, so that "take back" and the courier
 * never both win. */
enum { SETTLE_MS = 500 };

/* Bodies in memory: 32 for a lane, but about 1,000 for all of them. */
enum { READ_AT_ONCE = 32, READ_IN_ALL = 1024, RETRY_READING_MS = 1000 };

static const struct sql LANES = SQL(
    "SELECT e.id, e.kind, coalesce('mailto:' || q.email, e.url) AS url, e.secret, e.old_secret, e.old_secret_until, e.failures,"
    "       e.failing_since, e.last_success_at,"
    "       (SELECT min(d.due_at) FROM delivery d"
    "         WHERE d.endpoint_id = e.id AND d.finished_at IS NULL) AS due"
    "  FROM endpoint e LEFT JOIN person q ON q.id = e.person_id"
    " WHERE e.state = 'active' AND e.deleted_at IS NULL"
    "   AND coalesce('mailto:' || q.email, e.url) <> 'mailto:'"
    " ORDER BY e.id");

struct lane_row {
    struct lane lane;
    int64_t old_until;
};

static enum err read_lanes(
    struct snap *s, struct arena *a, struct lane_row **ret, size_t *ret_count)
{
    struct lane_row row = { 0 };

    return sql_list(s, a, &LANES, IN(),
        OUT(out_i64("id", &row.lane.endpoint_id), out_enum("kind", ENDPOINT_KINDS, &row.lane.kind),
            out_text("url", a, &row.lane.url), out_text("secret", a, &row.lane.secret),
            out_text("old_secret", a, &row.lane.old_secret),
            out_i64("old_secret_until", &row.old_until), out_i64("failures", &row.lane.failures),
            out_i64("failing_since", &row.lane.failing_since),
            out_i64("last_success_at", &row.lane.last_success_at),
            out_i64("due", &row.lane.look_at)),
        &row, sizeof row, ret, ret_count);
}

static enum err read_domain(struct claim *c, struct snap *s, struct arena *a, int64_t now)
{
    struct council council;
    enum err e = council_get(s, a, &council);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    c->is_demo = e == ERR_OK && council_is_demo(&council);
    c->domain_ahead = e == ERR_OK ? council_now(&council) - now : 0;
    c->from_name = e == ERR_OK ? council.name : "";
    c->from = !str_empty(c->relay->from) ? c->relay->from : e == ERR_OK ? council.email : "";
    return ERR_OK;
}

/* Nothing is unrecorded now, so what is held is in flight. */
static void count_in_flight(struct claim *c)
{
    for (size_t i = 0; i < CLAIM_BUCKETS; i++)
        for (const struct job *j = c->held[i]; j != NULL; j = j->next_held) {
            struct lane *l = claim_lane(c, j->endpoint_id);

            if (l != NULL && j->carried)
                l->unrecorded++;
            else if (l != NULL)
                l->in_flight++;
        }
}

static void replace_lanes(
    struct claim *c, struct arena *a, const struct lane_row *rows, size_t count, int64_t now)
{
    struct lane *lanes = arena_array(a, count, sizeof *lanes);

    for (size_t i = 0; i < count; i++) {
        lanes[i] = rows[i].lane;
        lanes[i].named = lanes[i].kind == ENDPOINT_MAIL ? c->relay->named
                                                        : egress_named(a, c->allow, lanes[i].url);
        lanes[i].from = c->from;
        lanes[i].from_name = c->from_name;
        if (lanes[i].look_at == 0)
            lanes[i].look_at = INT64_MAX;
        if (rows[i].old_until <= now)
            lanes[i].old_secret = "";
    }
    for (size_t i = 0; i < c->lane_count; i++)
        claim_drop_waiting(c, &c->lanes[i]);
    arena_free(c->arena);
    c->arena = a;
    c->lanes = lanes;
    c->lane_count = count;
    count_in_flight(c);
}

enum err claim_reload(struct claim *c, int64_t now, struct fault *f)
{
    uint64_t seen = db_commit_count(c->db); /* before the snapshot: rather once too often */
    struct arena *a = arena_new();
    struct lane_row *rows = NULL;
    struct snap *s;
    size_t count = 0;

    enum err e = snap_begin(c->db, f, &s);
    if (e == ERR_OK) {
        e = read_domain(c, s, a, now);
        if (e == ERR_OK)
            e = read_lanes(s, a, &rows, &count);
        snap_end(s);
    }
    if (e != ERR_OK) {
        arena_free(a);
        return e;
    }
    replace_lanes(c, a, rows, count, now);
    c->seen = seen;
    return ERR_OK;
}

#define JOB_COLUMNS                                                                        \
    "SELECT d.id, d.endpoint_id, d.due_at, d.notice_id, d.attempts, d.expires_at, b.body," \
    "       d.bundle_at, l.token"                                                          \
    "  FROM delivery d JOIN delivery_body b ON b.delivery_id = d.id"                       \
    "  LEFT JOIN delivery_link l ON l.delivery_id = d.id"

/* What was due from the start has no undo window to settle. Of a bundle the oldest stands for all. */
static const struct sql DUE = SQL(JOB_COLUMNS
    " WHERE d.endpoint_id = :endpoint AND d.finished_at IS NULL"
    "   AND d.due_at BETWEEN :seen_due AND :now"
    "   AND (d.due_at > :seen_due OR d.id > :seen_id)"
    "   AND (d.due_at <= d.created_at OR d.due_at <= :settled)"
    "   AND NOT EXISTS (SELECT 1 FROM delivery earlier"
    "                    WHERE earlier.subject_kind = d.subject_kind"
    "                      AND earlier.subject_id = d.subject_id"
    "                      AND earlier.endpoint_id = d.endpoint_id"
    "                      AND earlier.finished_at IS NULL AND earlier.id < d.id)"
    "   AND (d.bundle_at = 0"
    "        OR NOT EXISTS (SELECT 1 FROM delivery older"
    "                        WHERE older.endpoint_id = d.endpoint_id"
    "                          AND older.bundle_at = d.bundle_at AND older.bundle_at > 0"
    "                          AND older.finished_at IS NULL AND older.id < d.id))"
    " ORDER BY d.due_at, d.id LIMIT :limit");

static const struct sql DUE_IN_BUNDLE =
    SQL(JOB_COLUMNS " WHERE d.endpoint_id = :endpoint AND d.bundle_at = :bundle AND d.bundle_at > 0"
                    "   AND d.id > :oldest AND d.finished_at IS NULL AND d.due_at <= :now"
                    " ORDER BY d.id");

static const struct sql NEXT_DUE =
    SQL("SELECT min(due_at) AS due FROM delivery"
        " WHERE endpoint_id = :endpoint AND finished_at IS NULL AND due_at > :settled");

static enum err read_jobs(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    struct job **ret, size_t *ret_count)
{
    struct job row = { 0 };

    return sql_list(s, a, q, in,
        OUT(out_i64("id", &row.id), out_i64("endpoint_id", &row.endpoint_id),
            out_i64("due_at", &row.due_at), out_text("notice_id", a, &row.notice_id),
            out_i64("attempts", &row.attempts), out_i64("expires_at", &row.expires_at),
            out_text("body", a, &row.body), out_i64("bundle_at", &row.bundle_at),
            out_text("token", a, &row.token)),
        &row, sizeof row, ret, ret_count);
}

static enum err read_bundle(struct snap *s, struct arena *a, int64_t now, struct job *oldest)
{
    struct job *rows = NULL, **end = &oldest->bundle;
    size_t count = 0;

    TRY(read_jobs(s, a, &DUE_IN_BUNDLE,
        IN(in_i64("endpoint", oldest->endpoint_id), in_i64("bundle", oldest->bundle_at),
            in_i64("oldest", oldest->id), in_i64("now", now)),
        &rows, &count));
    for (size_t i = 0; i < count; i++) {
        rows[i].carried = true;
        *end = &rows[i];
        end = &rows[i].bundle;
    }
    return ERR_OK;
}

static enum err read_due(struct snap *s, struct arena *a, const struct lane *l, int64_t now,
    int64_t limit, struct job **ret, size_t *ret_count)
{
    TRY(read_jobs(s, a, &DUE,
        IN(in_i64("endpoint", l->endpoint_id), in_i64("seen_due", l->seen_due), in_i64("now", now),
            in_i64("seen_id", l->seen_id), in_i64("settled", now - SETTLE_MS),
            in_i64("limit", limit)),
        ret, ret_count));
    for (size_t i = 0; i < *ret_count; i++)
        if ((*ret)[i].bundle_at != 0)
            TRY(read_bundle(s, a, now, &(*ret)[i]));
    return ERR_OK;
}

/* Puts what is not held already in the lane, in order. */
static size_t queue(
    struct claim *c, struct lane *l, struct batch *b, struct job *rows, size_t count)
{
    struct job **end = &l->waiting;

    for (size_t i = 0; i < count; i++) {
        if (*claim_held_at(c, rows[i].id) != NULL)
            continue;
        *end = &rows[i];
        end = &rows[i].next;
        for (struct job *each = &rows[i]; each != NULL; each = each->bundle) {
            each->batch = b;
            b->jobs++;
        }
    }
    return b->jobs;
}

/* All that is due now is read: from here on wait for what becomes due, or for a result or a commit,
 * and begin again with the oldest. */
static enum err read_to_the_end(struct snap *s, struct lane *l, int64_t now)
{
    int64_t due;

    TRY(sql_one(s, &NEXT_DUE,
        IN(in_i64("endpoint", l->endpoint_id), in_i64("settled", now - SETTLE_MS)),
        OUT(out_i64("due", &due))));
    /* What was passed over while its subject was held may have come free. */
    bool passed_over = l->seen_due > 0;
    l->look_at = passed_over ? 0 : due == 0 ? INT64_MAX : due + SETTLE_MS;
    l->seen_due = l->seen_id = 0;
    return ERR_OK;
}

static size_t wanted(const struct claim *c, const struct lane *l)
{
    size_t share = READ_IN_ALL / c->lane_count;

    if (l->failures > 0 || share < CLAIM_PER_ENDPOINT)
        return CLAIM_PER_ENDPOINT;
    return share < READ_AT_ONCE ? share : READ_AT_ONCE;
}

static enum err look(struct claim *c, struct snap *s, struct arena *a, struct lane *l, int64_t now)
{
    size_t limit = wanted(c, l) + (l->seen_due > 0 ? 0 : (size_t)(l->in_flight + l->unrecorded));
    struct batch *b = arena_alloc(a, sizeof *b);
    struct job *rows = NULL;
    size_t count = 0;

    b->arena = a;
    TRY(read_due(s, a, l, now, (int64_t)limit, &rows, &count));
    if (count < limit) {
        TRY(read_to_the_end(s, l, now));
    } else {
        l->seen_due = rows[count - 1].due_at;
        l->seen_id = rows[count - 1].id;
    }
    if (queue(c, l, b, rows, count) == 0)
        arena_free(a);
    return ERR_OK;
}

void claim_fill(struct claim *c, struct lane *l, int64_t now)
{
    struct arena *a = arena_new();
    struct fault f;
    struct snap *s;

    fault_init(&f, a);
    enum err e = snap_begin(c->db, &f, &s);
    if (e == ERR_OK) {
        e = look(c, s, a, l, now);
        snap_end(s);
    }
    if (e == ERR_OK)
        return;
    log_line(LOG_ERROR, "courier.unread", "endpoint=%lld error=%s", (long long)l->endpoint_id,
        err_slug(e));
    l->look_at = now + RETRY_READING_MS;
    arena_free(a);
}
