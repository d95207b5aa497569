#include "notify/courier.h"
#include "lok/base/clock.h"
#include "lok/base/log.h"
#include "notify/courier_inside.h"
#include "notify/upkeep.h"
#include <curl/curl.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    UPKEEP_MS = 30000,
    UPKEEP_AGAIN_MS = 1000,
    LOCK_MS = 500,
    SET_BACK_MS = 60000 /* less is the clock being kept right */
};

static void perform(struct courier *c)
{
    int running, left;

    if (curl_multi_perform(c->multi, &running) != CURLM_OK)
        OUR_BUG("curl_multi_perform");
    for (CURLMsg *m; (m = curl_multi_info_read(c->multi, &left)) != NULL;)
        if (m->msg == CURLMSG_DONE)
            courier_land(c, transfer_of(m->easy_handle), (int)m->data.result);
}

static void keep_up(struct courier *c)
{
    bool more = false;

    if (c->mono < c->upkeep_at || atomic_load(&c->stopping))
        return;
    struct fault f = courier_fresh_fault(c);
    enum err e = upkeep(c->o.db, &f, c->now, claim_domain_now(c->claim, c->now), &more);
    if (e != ERR_OK)
        courier_trouble(c, "upkeep", e);
    c->upkeep_at = c->mono + (more ? UPKEEP_AGAIN_MS : UPKEEP_MS);
}

static void watch_clock(struct courier *c)
{
    int64_t ahead = c->now - c->mono, shift = c->clock_ahead - ahead;

    c->clock_ahead = ahead;
    if (shift < SET_BACK_MS)
        return;
    struct fault f = courier_fresh_fault(c);
    log_line(LOG_WARN, "courier.clock", "set_back_ms=%lld", (long long)shift);
    enum err e = upkeep_clock_set_back(c->o.db, &f, c->now, shift);
    if (e != ERR_OK)
        courier_trouble(c, "clock", e);
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Milliseconds until there is something to do, unless curl or courier_wake knows better. */
static int64_t patience(struct courier *c)
{
    int64_t mono = c->mono, wait = sooner(c->look_ms, c->upkeep_at - mono);

    if (atomic_load(&c->stopping))
        return sooner(wait, sooner(COURIER_GROUP_MS, atomic_load(&c->deadline) - mono));
    if (courier_paused(c))
        return sooner(wait, c->paused_until - mono);
    if (c->results != NULL)
        wait = sooner(wait, c->oldest_result + COURIER_GROUP_MS - mono);
    if (claim_stale(c->claim))
        return sooner(wait, c->recorded_at + COURIER_GROUP_MS - mono);
    if (c->result_count < COURIER_UNRECORDED_MOST) {
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
            courier_trouble(c, "lock", e);
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
        for (struct job *next; j != NULL; j = next) {
            next = j->bundle;
            claim_release(c->claim, j);
        }
    }
    courier_record(c);
    atomic_store(&c->in_flight, 0);
}

static void *run(void *context)
{
    struct courier *c = context;

    if (!take_lock(c))
        return NULL;
    courier_tick(c);
    c->clock_ahead = c->now - c->mono;
    courier_reload(c);
    while (!finished(c)) {
        courier_tick(c);
        watch_clock(c);
        keep_up(c);
        perform(c);
        courier_start_due(c);
        courier_record_when_due(c);
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
    c->look_ms = o->poll_ms > 0 ? o->poll_ms : COURIER_LOOK_MS;
    c->arena = arena_new();
    c->claim = claim_new(o->db, &c->o.allow, &c->o.relay);
    c->multi = curl_multi_init();
    if (c->multi == NULL)
        IMPOSSIBLE("out of memory");
    (void)curl_multi_setopt(c->multi, CURLMOPT_MAXCONNECTS, (long)CLAIM_IN_FLIGHT);
    for (size_t i = 0; i < CLAIM_IN_FLIGHT; i++)
        c->idle[i] = c->transfers[i] = transfer_new(c->multi, o->version, &c->o.relay, o->total_ms);
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
    struct courier_stats stats = {
        .attempts = atomic_load(&c->attempts),
        .in_flight = atomic_load(&c->in_flight),
    };

    for (size_t kind = 0; kind < ENDPOINT_KIND_COUNT; kind++) {
        stats.succeeded += stats.succeeded_by[kind] = atomic_load(&c->succeeded[kind]);
        stats.failed += stats.failed_by[kind] = atomic_load(&c->failed[kind]);
    }
    return stats;
}
