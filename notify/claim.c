#include "notify/claim.h"
#include "lok/base/clock.h"
#include "lok/base/log.h"
#include "lok/council.h"
#include "notify/egress.h"
#include <stdlib.h>

/* A first attempt waits this much longer than its undo window, so that "take back" and the courier
 * never both win. */
enum { SETTLE_MS = 500 };

/* Bodies in memory: 32 for a lane, but about 1,000 for all of them. */
enum { READ_AT_ONCE = 32, READ_IN_ALL = 1024, BUCKETS = 256, RETRY_READING_MS = 1000 };

struct claim {
    struct db *db;
    const struct lines *allow;
    struct arena *arena; /* of the lanes' strings */
    struct lane *lanes;  /* in order of endpoint_id */
    size_t lane_count, turn;
    int in_flight;
    struct job *held[BUCKETS];
    uint64_t seen;
    bool is_demo;
    int64_t domain_ahead; /* what to add to the clock for the domain's now */
};

struct claim *claim_new(struct db *db, const struct lines *allow)
{
    struct claim *c = calloc(1, sizeof *c);

    if (c == NULL)
        IMPOSSIBLE("out of memory");
    c->db = db;
    c->allow = allow;
    c->arena = arena_new();
    c->seen = UINT64_MAX;
    return c;
}

static void forget(struct job *j)
{
    struct batch *b = j->batch;

    if (--b->jobs == 0)
        arena_free(b->arena);
}

void claim_drop_waiting(struct claim *c, struct lane *l)
{
    (void)c;
    for (struct job *j = l->waiting, *next; j != NULL; j = next) {
        next = j->next;
        forget(j);
    }
    l->waiting = NULL;
    l->look_at = l->seen_due = l->seen_id = 0;
}

void claim_free(struct claim *c)
{
    if (c == NULL)
        return;
    for (size_t i = 0; i < c->lane_count; i++)
        claim_drop_waiting(c, &c->lanes[i]);
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct job *j = c->held[i], *next; j != NULL; j = next) {
            next = j->next_held;
            forget(j);
        }
    arena_free(c->arena);
    free(c);
}

bool claim_stale(const struct claim *c)
{
    return db_commit_count(c->db) != c->seen;
}

void claim_committed(struct claim *c, uint64_t before)
{
    if (c->seen == before)
        c->seen = before + 1;
}

static struct job **held_at(struct claim *c, int64_t id)
{
    struct job **at = &c->held[(uint64_t)id % BUCKETS];

    while (*at != NULL && (*at)->id != id)
        at = &(*at)->next_held;
    return at;
}

static const struct sql LANES =
    SQL("SELECT e.id, e.url, e.secret, e.old_secret, e.old_secret_until, e.failures,"
        "       e.failing_since, e.last_success_at,"
        "       (SELECT min(d.due_at) FROM delivery d"
        "         WHERE d.endpoint_id = e.id AND d.finished_at IS NULL) AS due"
        "  FROM endpoint e"
        " WHERE e.state = 'active' AND e.deleted_at IS NULL"
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
        OUT(out_i64("id", &row.lane.endpoint_id), out_text("url", a, &row.lane.url),
            out_text("secret", a, &row.lane.secret),
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
    return ERR_OK;
}

/* Nothing is unrecorded now, so what is held is in flight. */
static void count_in_flight(struct claim *c)
{
    for (size_t i = 0; i < BUCKETS; i++)
        for (const struct job *j = c->held[i]; j != NULL; j = j->next_held) {
            struct lane *l = claim_lane(c, j->endpoint_id);

            if (l != NULL)
                l->in_flight++;
        }
}

static void replace_lanes(
    struct claim *c, struct arena *a, const struct lane_row *rows, size_t count, int64_t now)
{
    struct lane *lanes = arena_array(a, count, sizeof *lanes);

    for (size_t i = 0; i < count; i++) {
        lanes[i] = rows[i].lane;
        lanes[i].named = egress_named(a, c->allow, lanes[i].url);
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

struct lane *claim_lane(struct claim *c, int64_t endpoint_id)
{
    size_t low = 0, high = c->lane_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (c->lanes[middle].endpoint_id < endpoint_id)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < c->lane_count && c->lanes[low].endpoint_id == endpoint_id;
    return found ? &c->lanes[low] : NULL;
}

struct lane *claim_lanes(struct claim *c, size_t *ret_count)
{
    *ret_count = c->lane_count;
    return c->lanes;
}

/* What was due from the start has no undo window to settle. */
static const struct sql DUE =
    SQL("SELECT d.id, d.endpoint_id, d.due_at, d.notice_id, d.attempts, d.expires_at, b.body"
        "  FROM delivery d JOIN delivery_body b ON b.delivery_id = d.id"
        " WHERE d.endpoint_id = :endpoint AND d.finished_at IS NULL"
        "   AND d.due_at BETWEEN :seen_due AND :now"
        "   AND (d.due_at > :seen_due OR d.id > :seen_id)"
        "   AND (d.due_at <= d.created_at OR d.due_at <= :settled)"
        "   AND NOT EXISTS (SELECT 1 FROM delivery earlier"
        "                    WHERE earlier.subject_kind = d.subject_kind"
        "                      AND earlier.subject_id = d.subject_id"
        "                      AND earlier.endpoint_id = d.endpoint_id"
        "                      AND earlier.finished_at IS NULL AND earlier.id < d.id)"
        " ORDER BY d.due_at, d.id LIMIT :limit");

static const struct sql NEXT_DUE =
    SQL("SELECT min(due_at) AS due FROM delivery"
        " WHERE endpoint_id = :endpoint AND finished_at IS NULL AND due_at > :settled");

static enum err read_due(struct snap *s, struct arena *a, const struct lane *l, int64_t now,
    int64_t limit, struct job **ret, size_t *ret_count)
{
    struct job row = { 0 };

    return sql_list(s, a, &DUE,
        IN(in_i64("endpoint", l->endpoint_id), in_i64("seen_due", l->seen_due), in_i64("now", now),
            in_i64("seen_id", l->seen_id), in_i64("settled", now - SETTLE_MS),
            in_i64("limit", limit)),
        OUT(out_i64("id", &row.id), out_i64("endpoint_id", &row.endpoint_id),
            out_i64("due_at", &row.due_at), out_text("notice_id", a, &row.notice_id),
            out_i64("attempts", &row.attempts), out_i64("expires_at", &row.expires_at),
            out_text("body", a, &row.body)),
        &row, sizeof row, ret, ret_count);
}

/* Puts what is not held already in the lane, in order. */
static size_t queue(
    struct claim *c, struct lane *l, struct batch *b, struct job *rows, size_t count)
{
    struct job **end = &l->waiting;

    for (size_t i = 0; i < count; i++) {
        if (*held_at(c, rows[i].id) != NULL)
            continue;
        rows[i].batch = b;
        *end = &rows[i];
        end = &rows[i].next;
        b->jobs++;
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

static void fill(struct claim *c, struct lane *l, int64_t now)
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

static int failing_in_flight(const struct claim *c)
{
    int count = 0;

    for (size_t i = 0; i < c->lane_count; i++)
        if (c->lanes[i].failures > 0)
            count += c->lanes[i].in_flight;
    return count;
}

static bool may_start(const struct claim *c, const struct lane *l)
{
    if (l->disabled != NULL || l->in_flight >= CLAIM_PER_ENDPOINT)
        return false;
    return l->failures == 0 || failing_in_flight(c) < CLAIM_FAILING;
}

static struct job *take_from(struct claim *c, struct lane *l, int64_t now)
{
    if (l->waiting == NULL && l->look_at <= now)
        fill(c, l, now);
    struct job *j = l->waiting;
    if (j == NULL)
        return NULL;
    l->waiting = j->next;
    j->next = NULL;
    j->next_held = NULL;
    *held_at(c, j->id) = j;
    return j;
}

struct job *claim_next(struct claim *c, int64_t now, struct lane **ret_lane)
{
    if (c->in_flight >= CLAIM_IN_FLIGHT)
        return NULL;
    for (size_t i = 0; i < c->lane_count; i++) {
        struct lane *l = &c->lanes[(c->turn + i) % c->lane_count];
        struct job *j = may_start(c, l) ? take_from(c, l, now) : NULL;

        if (j == NULL)
            continue;
        c->turn = (c->turn + i + 1) % c->lane_count;
        l->unrecorded++;
        *ret_lane = l;
        return j;
    }
    return NULL;
}

void claim_took_off(struct claim *c, struct job *j)
{
    struct lane *l = claim_lane(c, j->endpoint_id);

    PRE(l != NULL);
    c->in_flight++;
    l->in_flight++;
    l->unrecorded--;
}

void claim_landed(struct claim *c, struct job *j)
{
    struct lane *l = claim_lane(c, j->endpoint_id);

    c->in_flight--;
    if (l != NULL) {
        l->in_flight--;
        l->unrecorded++;
    }
}

void claim_release(struct claim *c, struct job *j)
{
    struct lane *l = claim_lane(c, j->endpoint_id);

    if (l != NULL) {
        l->unrecorded--;
        l->look_at = 0; /* what follows in its subject may go */
    }
    struct job **at = held_at(c, j->id);
    PRE(*at == j);
    *at = j->next_held;
    forget(j);
}

int64_t claim_next_look(const struct claim *c)
{
    int64_t soonest = INT64_MAX;

    for (size_t i = 0; i < c->lane_count; i++) {
        const struct lane *l = &c->lanes[i];

        if (!may_start(c, l))
            continue;
        int64_t at = l->waiting != NULL ? 0 : l->look_at;
        soonest = at < soonest ? at : soonest;
    }
    return c->in_flight < CLAIM_IN_FLIGHT ? soonest : INT64_MAX;
}

bool claim_is_demo(const struct claim *c)
{
    return c->is_demo;
}

int64_t claim_domain_now(const struct claim *c, int64_t now)
{
    return now + c->domain_ahead;
}

int claim_in_flight(const struct claim *c)
{
    return c->in_flight;
}
