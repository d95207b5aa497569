#include "lok/base/clock.h"
#include "lok/base/log.h"
#include "lok/base/secret.h"
#include "notify/courier_inside.h"
#include "notify/record.h"

enum {
    GROUP_JOBS = 500, /* recorded at once when there are so many */
    CACHE_MS = 1000,  /* another process may write too: what waits in memory is no older */
    STORAGE_PAUSE_MS = 1000
};

void courier_trouble(struct courier *c, const char *what, enum err e)
{
    log_line(LOG_ERROR, "courier.storage", "doing=%s error=%s", what, err_slug(e));
    c->paused_until = c->mono + STORAGE_PAUSE_MS;
}

void courier_tick(struct courier *c)
{
    c->mono = clock_monotonic();
    c->now = clock_now();
}

struct fault courier_fresh_fault(struct courier *c)
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

void courier_record(struct courier *c)
{
    if (c->results == NULL)
        return;
    struct fault f = courier_fresh_fault(c);
    enum err e = record_group(c->o.db, c->claim, c->results, &f);
    if (e != ERR_OK) {
        courier_trouble(c, "record", e);
        return;
    }
    c->results = NULL;
    c->result_count = 0;
    courier_tick(c); /* that took a while */
    c->recorded_at = c->mono;
}

bool courier_paused(const struct courier *c)
{
    return c->mono < c->paused_until;
}

void courier_record_when_due(struct courier *c)
{
    if (c->results == NULL || courier_paused(c))
        return;
    bool idle = claim_in_flight(c->claim) == 0 && claim_next_look(c->claim) > c->now;
    if (idle || c->result_count >= GROUP_JOBS || atomic_load(&c->stopping) ||
        c->mono - c->oldest_result >= COURIER_GROUP_MS)
        courier_record(c);
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

static void end_all_without_attempt(
    struct courier *c, struct job *j, enum delivery_state state, bool to_demo, const char *error)
{
    for (; j != NULL; j = j->bundle)
        end_without_attempt(c, j, state, to_demo, error);
}

/* Ends those of a bundle that come too late; what is left, or NULL. */
static struct job *without_expired(struct courier *c, struct job *j)
{
    int64_t now = claim_domain_now(c->claim, c->now);
    struct job *first = NULL, **end = &first;

    for (struct job *each = j, *next; each != NULL; each = next) {
        next = each->bundle;
        each->bundle = NULL;
        if (each->expires_at != 0 && each->expires_at <= now) {
            end_without_attempt(c, each, DELIVERY_EXPIRED, false, "");
            continue;
        }
        each->carried = first != NULL;
        *end = each;
        end = &each->bundle;
    }
    return first;
}

static void begin(struct courier *c, struct job *whole, struct lane *l)
{
    struct job *j = without_expired(c, whole);

    if (j == NULL)
        return;
    if (claim_is_demo(c->claim) && !l->named) {
        end_all_without_attempt(c, j, DELIVERY_SENT, true, "");
        return;
    }
    if (!transfer_start(c->idle[c->idle_count - 1], j, l, c->now)) {
        OUR_BUG("a notice that cannot be formed");
        end_all_without_attempt(c, j, DELIVERY_DEAD, false, "Dit bericht kon niet gevormd worden.");
        return;
    }
    c->idle_count--;
    claim_took_off(c->claim, j);
    (void)atomic_fetch_add(&c->attempts, 1);
    atomic_store(&c->in_flight, claim_in_flight(c->claim));
}

void courier_reload(struct courier *c)
{
    struct fault f = courier_fresh_fault(c);
    enum err e = claim_reload(c->claim, c->now, &f);

    c->loaded_at = c->mono;
    if (e != ERR_OK)
        courier_trouble(c, "read", e);
}

/* True when what waits in memory may be trusted. */
static bool refresh(struct courier *c)
{
    int64_t age = c->mono - c->loaded_at;
    if (!claim_stale(c->claim) &&
        (age < CACHE_MS || (age < c->look_ms && claim_next_look(c->claim) > c->now)))
        return true;
    /* Others who commit all the time do not make every result a group of its own. */
    if (c->results != NULL && c->mono - c->recorded_at < COURIER_GROUP_MS)
        return false;
    courier_record(c);
    if (c->results == NULL)
        courier_reload(c);
    return !courier_paused(c);
}

void courier_start_due(struct courier *c)
{
    struct lane *l;

    if (atomic_load(&c->stopping) || courier_paused(c) || !refresh(c))
        return;
    while (c->result_count < COURIER_UNRECORDED_MOST) {
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
    if (j->kind == ENDPOINT_MAIL)
        claim_relay_says(c->claim, !policy_is_relay_trouble(r), c->now);
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

/* What was carried along shares its fate. */
static void add_results(struct courier *c, struct job *j)
{
    add_result(c, j);
    for (struct job *each = j->bundle; each != NULL; each = each->bundle) {
        each->outcome = j->outcome;
        each->outcome.attempts = each->attempts + 1;
        add_result(c, each);
    }
}

void courier_land(struct courier *c, struct transfer *t, int code)
{
    struct attempt_result r;
    struct job *j = transfer_finish(t, code, &r);

    c->idle[c->idle_count++] = t;
    claim_landed(c->claim, j);
    judge(c, j, &r);
    add_results(c, j);
    bool sent = j->outcome.state == DELIVERY_SENT;
    (void)atomic_fetch_add(sent ? &c->succeeded[j->kind] : &c->failed[j->kind], 1);
    atomic_store(&c->in_flight, claim_in_flight(c->claim));
    if (!sent)
        log_line(LOG_WARN, "delivery.failed", "delivery=%lld endpoint=%lld attempt=%lld status=%d",
            (long long)j->id, (long long)j->endpoint_id, (long long)j->outcome.attempts, r.status);
}
