/* notify/courier_inside.h: what the courier's two files share: courier.c (the thread, its loop and
 * its sleep) and courier_jobs.c (what happens to jobs: begun, judged, recorded). All of it runs in
 * the courier's thread, but the atomics. */
#ifndef NOTIFY_COURIER_INSIDE_H
#define NOTIFY_COURIER_INSIDE_H

#include "notify/courier.h"
#include "notify/transfer.h"
#include <pthread.h>
#include <stdatomic.h>

enum {
    COURIER_GROUP_MS = 100,         /* a result waits at most this long before it is recorded */
    COURIER_UNRECORDED_MOST = 1000, /* … and no more begin while so many wait */
    COURIER_LOOK_MS = 10000 /* an idle courier looks this often; a jump of the clock is seen */
};

struct courier {
    struct courier_options o;
    pthread_t thread;
    void *multi; /* CURLM * */
    _Atomic bool stopping;
    _Atomic int64_t deadline; /* monotonic, once it is stopping */
    _Atomic int64_t attempts, in_flight;
    _Atomic int64_t succeeded[ENDPOINT_KIND_COUNT], failed[ENDPOINT_KIND_COUNT];

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
    int64_t look_ms;     /* an idle courier looks this often */
    int lock;
};

/* Reads this turn's time. */
void courier_tick(struct courier *c);
/* A fault for one piece of work; the one before ends. */
struct fault courier_fresh_fault(struct courier *c);
/* The storage does not answer: nothing is begun or recorded for a while. */
void courier_trouble(struct courier *c, const char *what, enum err e);
bool courier_paused(const struct courier *c);

void courier_reload(struct courier *c);
/* Begins what is due and has room. */
void courier_start_due(struct courier *c);
/* A transfer ended with this CURLcode. */
void courier_land(struct courier *c, struct transfer *t, int code);
void courier_record(struct courier *c);
void courier_record_when_due(struct courier *c);

#endif
