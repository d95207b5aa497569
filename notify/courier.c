#include "notify/courier.h"
#include "lok/base/clock.h"
#include "lok/base/log.h"
#include "lok/base/secret.h"
#include "notify/record.h"
#include "notify/transfer.h"
#include "notify/upkeep.h"
#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    GROUP_MS = 100,   /* a result waits at most this long before it is recorded */
    GROUP_JOBS = 200, /* … or for this many */
    UNRECORDED_MOST = 400,
    CACHE_MS = 1000, /* another process may write too: what waits in memory is no older */
    LOOK_MS = 10000, /* … and an idle courier looks this often; a jump of the clock is seen */
    UPKEEP_MS = 30000,
    STORAGE_PAUSE_MS = 1000,
    LOCK_MS = 500,
    SET_BACK_MS = 60000 /* less is the clock being kept right */
};

struct courier {
    struct courier_options o;
    pthread_t thread;
    CURLM *multi;
    _Atomic bool stopping;
    _Atomic int64_t deadline; /* monotonic, once it is stopping */
    _Atomic int64_t attempts, succeeded, failed, in_flight;

    /* Of the thread alone. */
    struct arena *arena; /* of the faults between two groups */
    struct claim *claim;
    struct transfer *transfers[CLAIM_IN_FLIGHT];
    struct transfer *idle[CLAIM_IN_FLIGHT];
    size_t idle_count;
    struct job *results, **results_end;
    size_t result_count;
    int64_t oldest_result, loaded_at, recorded_at, upkeep_at, paused_until; /* monotonic */
    int64_t mono, now;   /* this turn's time, read once; now is the outbox's clock */
    int64_t clock_ahead; /* now − mono, as last seen */
    int lock;
};

static void trouble(struct courier *c, const char *what, enum err e)
{
    log_line(LOG_ERROR, "courier.storage", "doing=%s error=%s", what, err_slug(e));
    c->paused_until = c->mono + STORAGE_PAUSE_MS;
}

static void tick(struct courier *c)
{
    c->mono = clock_monotonic();
    c->now = clock_now();
}

static struct fault fresh_fault(struct courier *c)
{
    struct fault f;

    arena_free(c->arena);
    c->arena = arena_new();
    fault_init(&f, c->arena);
    return f;
}

static void add_result(struct courier *c, struct job *j)
{
    if (c->results == NULL) {
        c->results_end = &c->results;
        c->oldest_result = c->mono;
    }
    j->next = NULL;
    *c->results_end = j;
    c->results_end = &j->next;
    c->result_count++;
}

static void record(struct courier *c)
{
    struct fault f = fresh_fault(c);

    if (c->results == NULL)
        return;
    enum err e = record_group(c->o.db, c->claim, c->results, &f);
    if (e != ERR_OK) {
        trouble(c, "record", e);
        return;
    }
    c->results = NULL;
    c->result_count = 0;
    tick(c); /* that took a while */
    c->recorded_at = c->mono;
}

static bool paused(const struct courier *c)
{
    return c->mono < c->paused_until;
}

static void record_when_due(struct courier *c)
{
    if (c->results == NULL || paused(c))
        return;
    bool idle = claim_in_flight(c->claim) == 0 && claim_next_look(c->claim) > c->now;
    if (idle || c->result_count >= GROUP_JOBS || atomic_load(&c->stopping) ||
        c->mono - c->oldest_result >= GROUP_MS)
        record(c);
}

static void end_without_attempt(
    struct courier *c, struct job *j, enum delivery_state state, bool to_demo, const char *error)
{
    j->outcome = (struct outcome){
        .state = state,
        .at = c->now,
        .attempts = j->attempts,
        .error = error,
        .answer = "",
        .to_demo = to_demo,
    };
    add_result(c, j);
}

static void begin(struct courier *c, struct job *j, struct lane *l)
{
    if (j->expires_at != 0 && j->expires_at <= claim_domain_now(c->claim, c->now)) {
        end_without_attempt(c, j, DELIVERY_EXPIRED, false, "");
        return;
    }
    if (claim_is_demo(c->claim) && !l->named) {
        end_without_attempt(c, j, DELIVERY_SENT, true, "");
        return;
    }
    if (!transfer_start(c->idle[c->idle_count - 1], j, l, c->now)) {
        OUR_BUG("a notice that cannot be formed");
        end_without_attempt(c, j, DELIVERY_DEAD, false, "Dit bericht kon niet gevormd worden.");
        return;
    }
    c->idle_count--;
    claim_took_off(c->claim, j);
    (void)atomic_fetch_add(&c->attempts, 1);
    atomic_store(&c->in_flight, claim_in_flight(c->claim));
}

static void reload(struct courier *c)
{
    struct fault f = fresh_fault(c);
    enum err e = claim_reload(c->claim, c->now, &f);

    c->loaded_at = c->mono;
    if (e != ERR_OK)
        trouble(c, "read", e);
}

/* True when what waits in memory may be trusted. */
static bool refresh(struct courier *c)
{
    int64_t age = c->mono - c->loaded_at;
    bool may_wait = claim_next_look(c->claim) > c->now;
    bool stale = claim_stale(c->claim);

    if (!stale && age < (may_wait ? LOOK_MS : CACHE_MS))
        return true;
    /* Others who commit all the time do not make every result a group of its own. */
    if (c->results != NULL && c->mono - c->recorded_at < GROUP_MS)
        return false;
    record(c);
    if (c->results == NULL)
        reload(c);
    return !paused(c);
}

static void start_due(struct courier *c)
{
    struct lane *l;

    if (atomic_load(&c->stopping) || paused(c) || !refresh(c))
        return;
    while (c->result_count < UNRECORDED_MOST) {
        struct job *j = claim_next(c->claim, c->now, &l);

        if (j == NULL)
            break;
        begin(c, j, l);
    }
}

static void judge(struct courier *c, struct job *j, const struct attempt_result *r)
{
    struct lane *l = claim_lane(c->claim, j->endpoint_id);
    struct attempt_context context = { .now = c->now, .attempts = j->attempts };

    if (l != NULL) {
        context.endpoint_failures = l->failures;
        context.failing_since = l->failing_since;
    }
    if (r->status < 200 || r->status > 299) /* a success needs no jitter, and no system call */
        secret_random(&context.random, sizeof context.random);
    struct verdict v = policy_after(&context, r);
    j->outcome.state = v.state;
    j->outcome.at = context.now;
    j->outcome.next_at = v.next_at;
    j->outcome.attempts = j->attempts + 1;
    if (l == NULL)
        return;
    if (v.failures > 0 && l->failures == 0)
        claim_drop_waiting(c->claim, l);
    l->failures = v.failures;
    l->failing_since = v.failing_since;
    l->last_success_at = v.state == DELIVERY_SENT ? context.now : l->last_success_at;
    l->changed = true;
    if (v.disable && l->disabled == NULL) {
        l->disabled = v.reason;
        claim_drop_waiting(c->claim, l);
    }
}

static void land(struct courier *c, struct transfer *t, CURLcode code)
{
    struct attempt_result r;
    struct job *j = transfer_finish(t, (int)code, &r);

    c->idle[c->idle_count++] = t;
    claim_landed(c->claim, j);
    judge(c, j, &r);
    add_result(c, j);
    (void)atomic_fetch_add(j->outcome.state == DELIVERY_SENT ? &c->succeeded : &c->failed, 1);
    atomic_store(&c->in_flight, claim_in_flight(c->claim));
    if (j->outcome.state != DELIVERY_SENT)
        log_line(LOG_WARN, "delivery.failed", "delivery=%lld endpoint=%lld attempt=%lld status=%d",
            (long long)j->id, (long long)j->endpoint_id, (long long)j->outcome.attempts, r.status);
}

static void perform(struct courier *c)
{
    int running, left;

    if (curl_multi_perform(c->multi, &running) != CURLM_OK)
        OUR_BUG("curl_multi_perform");
    for (CURLMsg *m; (m = curl_multi_info_read(c->multi, &left)) != NULL;)
        if (m->msg == CURLMSG_DONE)
            land(c, transfer_of(m->easy_handle), m->data.result);
}

static void keep_up(struct courier *c)
{
    bool more = false;

    if (c->mono < c->upkeep_at || atomic_load(&c->stopping))
        return;
    struct fault f = fresh_fault(c);
    enum err e = upkeep(c->o.db, &f, c->now, claim_domain_now(c->claim, c->now), &more);
    if (e != ERR_OK)
        trouble(c, "upkeep", e);
    c->upkeep_at = c->mono + (more ? STORAGE_PAUSE_MS : UPKEEP_MS);
}

static void watch_clock(struct courier *c)
{
    int64_t ahead = c->now - c->mono, shift = c->clock_ahead - ahead;

    c->clock_ahead = ahead;
    if (shift < SET_BACK_MS)
        return;
    struct fault f = fresh_fault(c);
    log_line(LOG_WARN, "courier.clock", "set_back_ms=%lld", (long long)shift);
    enum err e = upkeep_clock_set_back(c->o.db, &f, c->now, shift);
    if (e != ERR_OK)
        trouble(c, "clock", e);
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Milliseconds until there is something to do, unless curl or courier_wake knows better. */
static int64_t patience(struct courier *c)
{
    int64_t mono = c->mono, wait = sooner(LOOK_MS, c->upkeep_at - mono);

    if (atomic_load(&c->stopping))
        return sooner(wait, sooner(GROUP_MS, atomic_load(&c->deadline) - mono));
    if (paused(c))
        return sooner(wait, c->paused_until - mono);
    if (c->results != NULL)
        wait = sooner(wait, c->oldest_result + GROUP_MS - mono);
    if (claim_stale(c->claim))
        return sooner(wait, c->recorded_at + GROUP_MS - mono);
    if (c->result_count < UNRECORDED_MOST) {
        int64_t at = claim_next_look(c->claim);

        wait = at <= c->now ? 0 : sooner(wait, at - c->now);
    }
    return wait;
}

static void wait_for_more(struct courier *c)
{
    int64_t ms = patience(c);

    if (curl_multi_poll(c->multi, NULL, 0, ms < 0 ? 0 : (int)ms, NULL) != CURLM_OK)
        OUR_BUG("curl_multi_poll");
}

/* One courier a database; a second one waits here until the first is gone. */
static bool take_lock(struct courier *c)
{
    while (!atomic_load(&c->stopping)) {
        enum err e = db_lock(db_path(c->o.db), ".courier", false, &c->lock);

        if (e == ERR_OK)
            return true;
        if (e != ERR_BUSY)
            trouble(c, "lock", e);
        (void)curl_multi_poll(c->multi, NULL, 0, LOCK_MS, NULL);
    }
    return false;
}

static bool finished(struct courier *c)
{
    if (!atomic_load(&c->stopping))
        return false;
    return claim_in_flight(c->claim) == 0 || c->mono >= atomic_load(&c->deadline);
}

/* What was given back is unrecorded and will be sent again. */
static void give_back(struct courier *c)
{
    for (size_t i = 0; i < CLAIM_IN_FLIGHT; i++) {
        struct job *j = transfer_abort(c->transfers[i]);

        if (j == NULL)
            continue;
        claim_landed(c->claim, j);
        claim_release(c->claim, j);
    }
    record(c);
    atomic_store(&c->in_flight, 0);
}

static void *run(void *context)
{
    struct courier *c = context;

    if (!take_lock(c))
        return NULL;
    tick(c);
    c->clock_ahead = c->now - c->mono;
    reload(c);
    while (!finished(c)) {
        tick(c);
        watch_clock(c);
        keep_up(c);
        perform(c);
        start_due(c);
        record_when_due(c);
        wait_for_more(c);
    }
    give_back(c);
    (void)close(c->lock);
    return NULL;
}

static void release(struct courier *c)
{
    for (size_t i = 0; i < CLAIM_IN_FLIGHT; i++)
        transfer_free(c->transfers[i]);
    if (c->multi != NULL && curl_multi_cleanup(c->multi) != CURLM_OK)
        OUR_BUG("curl_multi_cleanup");
    claim_free(c->claim);
    arena_free(c->arena);
    free(c);
}

static void prepare(struct courier *c, const struct courier_options *o)
{
    c->o = *o;
    c->arena = arena_new();
    c->claim = claim_new(o->db, &c->o.allow);
    c->multi = curl_multi_init();
    if (c->multi == NULL)
        IMPOSSIBLE("out of memory");
    (void)curl_multi_setopt(c->multi, CURLMOPT_MAXCONNECTS, (long)CLAIM_IN_FLIGHT);
    for (size_t i = 0; i < CLAIM_IN_FLIGHT; i++)
        c->idle[i] = c->transfers[i] = transfer_new(c->multi, o->version, o->total_ms);
    c->idle_count = CLAIM_IN_FLIGHT;
}

enum err courier_start(const struct courier_options *o, struct fault *f, struct courier **ret)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return fault_set(f, ERR_INTERNAL, "libcurl could not be started");
    struct courier *c = calloc(1, sizeof *c);
    if (c == NULL)
        IMPOSSIBLE("out of memory");
    prepare(c, o);
    if (pthread_create(&c->thread, NULL, run, c) != 0) {
        release(c);
        return fault_set(f, ERR_INTERNAL, "the courier's thread could not be started");
    }
    (void)pthread_setname_np(c->thread, "courier");
    *ret = c;
    return ERR_OK;
}

void courier_wake(void *courier)
{
    struct courier *c = courier;

    (void)curl_multi_wakeup(c->multi);
}

void courier_stop(struct courier *c, int64_t drain_ms)
{
    if (c == NULL)
        return;
    atomic_store(&c->deadline, clock_monotonic() + drain_ms);
    atomic_store(&c->stopping, true);
    courier_wake(c);
    (void)pthread_join(c->thread, NULL);
    release(c);
}

struct courier_stats courier_stats(struct courier *c)
{
    return (struct courier_stats){
        .attempts = atomic_load(&c->attempts),
        .succeeded = atomic_load(&c->succeeded),
        .failed = atomic_load(&c->failed),
        .in_flight = atomic_load(&c->in_flight),
    };
}
