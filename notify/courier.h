/* notify/courier.h: one thread that sends what is due, with curl_multi.
 *
 * One per database: a lock file (NAME.courier); a second one waits for it. It sends outside any
 * transaction and records results in groups. kill -9 at any moment costs at most a repeat, which the
 * receiver drops by webhook-id. Order per endpoint and subject; at most 8 in flight per endpoint, 64
 * in all, of which endpoints that failed last time share 16.
 *
 * In a demo nothing leaves but to targets (and a mail server) named in webhook_allow: the rest is recorded as sent into
 * the Demopostbus.
 */
#ifndef NOTIFY_COURIER_H
#define NOTIFY_COURIER_H

#include "notify/outbox.h"
#include "notify/relay.h"

struct courier;

struct courier_options {
    struct db *db;
    struct lines allow;  /* webhook_allow */
    const char *version; /* for User-Agent */
    int64_t total_ms;    /* longest attempt; 0 = 20 s, of mail 60 s */
    struct relay relay;  /* takes mail */
    int64_t poll_ms;     /* looks this often though nobody wakes it; 0 = 10 s */
};

/* Starts the thread. Signals must be blocked. */
enum err courier_start(
    const struct courier_options *o, struct fault *f, struct courier **ret) NODISCARD;
/* There may be something due: looks at once. Any thread. Takes a struct courier *. */
void courier_wake(void *courier);
/* Ends or gives back what is in flight (at most `drain_ms`), joins. NULL is allowed. */
void courier_stop(struct courier *c, int64_t drain_ms);

/* For /metrics. */
struct courier_stats {
    int64_t attempts, succeeded, failed, in_flight;
    int64_t succeeded_by[ENDPOINT_KIND_COUNT], failed_by[ENDPOINT_KIND_COUNT];
};
struct courier_stats courier_stats(struct courier *c);

#endif
