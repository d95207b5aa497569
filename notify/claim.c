#include "notify/claim_inside.h"
#include "notify/policy.h"
#include <stdlib.h>

struct claim *claim_new(struct db *db, const struct lines *allow, const struct relay *relay)
{
    struct claim *c = calloc(1, sizeof *c);

    if (c == NULL)
        IMPOSSIBLE("out of memory");
    c->db = db;
    c->allow = allow;
    c->relay = relay;
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

static void forget_with_bundle(struct job *j)
{
    for (struct job *carried = j->bundle, *next; carried != NULL; carried = next) {
        next = carried->bundle;
        forget(carried);
    }
    forget(j);
}

void claim_drop_waiting(struct claim *c, struct lane *l)
{
    (void)c;
    for (struct job *j = l->waiting, *next; j != NULL; j = next) {
        next = j->next;
        forget_with_bundle(j);
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
    for (size_t i = 0; i < CLAIM_BUCKETS; i++)
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

struct job **claim_held_at(struct claim *c, int64_t id)
{
    struct job **at = &c->held[(uint64_t)id % CLAIM_BUCKETS];

    while (*at != NULL && (*at)->id != id)
        at = &(*at)->next_held;
    return at;
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

static bool is_failing(const struct lane *l)
{
    return l->failures > 0 && l->kind != ENDPOINT_MAIL;
}

/* Room for another that works, and for another that fails: neither takes the other's. */
struct room {
    bool working, failing;
};

static struct room room_of(const struct claim *c)
{
    int failing = 0;

    if (c->in_flight >= CLAIM_IN_FLIGHT)
        return (struct room){ false, false };
    for (size_t i = 0; i < c->lane_count; i++)
        if (is_failing(&c->lanes[i]))
            failing += c->lanes[i].in_flight;
    return (struct room){
        .working = c->in_flight - failing < CLAIM_WORKING,
        .failing = failing < CLAIM_FAILING,
    };
}

static bool mail_may_start(const struct claim *c, const struct lane *l, int64_t now)
{
    if (c->is_demo && !l->named)
        return true;
    if (c->relay_failures > 0 && (c->mail_in_flight > 0 || now < c->relay_until))
        return false;
    return c->mail_in_flight < CLAIM_MAIL && !str_empty(c->relay->url) && !str_empty(l->from);
}

static bool may_start(
    const struct claim *c, const struct room *room, const struct lane *l, int64_t now)
{
    if (!(is_failing(l) ? room->failing : room->working))
        return false;
    if (l->disabled != NULL || l->in_flight >= CLAIM_PER_ENDPOINT)
        return false;
    return l->kind != ENDPOINT_MAIL || mail_may_start(c, l, now);
}

static void hold(struct claim *c, struct job *j)
{
    j->next_held = NULL;
    *claim_held_at(c, j->id) = j;
}

static struct job *take_from(struct claim *c, struct lane *l, int64_t now)
{
    if (l->waiting == NULL && l->look_at <= now)
        claim_fill(c, l, now);
    struct job *j = l->waiting;
    if (j == NULL)
        return NULL;
    l->waiting = j->next;
    j->next = NULL;
    for (struct job *each = j; each != NULL; each = each->bundle) {
        hold(c, each);
        l->unrecorded++;
    }
    return j;
}

struct job *claim_next(struct claim *c, int64_t now, struct lane **ret_lane)
{
    struct room room = room_of(c);

    for (size_t i = 0; (room.working || room.failing) && i < c->lane_count; i++) {
        struct lane *l = &c->lanes[(c->turn + i) % c->lane_count];
        struct job *j = may_start(c, &room, l, now) ? take_from(c, l, now) : NULL;

        if (j == NULL)
            continue;
        c->turn = (c->turn + i + 1) % c->lane_count;
        *ret_lane = l;
        return j;
    }
    return NULL;
}

void claim_took_off(struct claim *c, struct job *j)
{
    struct lane *l = claim_lane(c, j->endpoint_id);

    PRE(l != NULL);
    j->kind = l->kind;
    c->in_flight++;
    c->mail_in_flight += j->kind == ENDPOINT_MAIL;
    l->in_flight++;
    l->unrecorded--;
}

void claim_landed(struct claim *c, struct job *j)
{
    struct lane *l = claim_lane(c, j->endpoint_id);

    c->in_flight--;
    c->mail_in_flight -= j->kind == ENDPOINT_MAIL;
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
    struct job **at = claim_held_at(c, j->id);
    PRE(*at == j);
    *at = j->next_held;
    forget(j);
}

static bool waits_for_relay(const struct claim *c, const struct lane *l)
{
    return l->kind == ENDPOINT_MAIL && c->relay_failures > 0 && !(c->is_demo && !l->named);
}

int64_t claim_next_look(const struct claim *c)
{
    int64_t soonest = INT64_MAX;
    struct room room = room_of(c);

    for (size_t i = 0; (room.working || room.failing) && i < c->lane_count; i++) {
        const struct lane *l = &c->lanes[i];

        if (!may_start(c, &room, l, INT64_MAX))
            continue;
        int64_t at = l->waiting != NULL ? 0 : l->look_at;
        if (waits_for_relay(c, l) && at < c->relay_until)
            at = c->relay_until;
        soonest = at < soonest ? at : soonest;
    }
    return soonest;
}

void claim_relay_says(struct claim *c, bool works, int64_t now)
{
    if (works) {
        c->relay_recovered = c->relay_recovered || c->relay_failures > 0;
        c->relay_failures = 0;
        return;
    }
    if (c->relay_failures > 0 && now < c->relay_until)
        return; /* begun together with the one that counted */
    c->relay_failures++;
    c->relay_until = now + policy_relay_delay(c->relay_failures);
}

bool claim_relay_recovered(const struct claim *c)
{
    return c->relay_recovered;
}

void claim_relay_hurried(struct claim *c)
{
    c->relay_recovered = false;
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
