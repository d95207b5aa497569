/* tests/given/receiver.h: a webhook receiver on loopback, in threads of the test itself.
 *
 * What it answers stands in the path:
 *   /status/N         that status            /retry/N     429 with "Retry-After: N"
 *   /hang             nothing, ever          /drop        closes without an answer
 *   /redirect/PORT    302 to that port       /slow/MS     200 after a while
 *   /long             200 with 100 kB        /bytes       200 with bytes that are no UTF-8
 */
#ifndef TESTS_GIVEN_RECEIVER_H
#define TESTS_GIVEN_RECEIVER_H

#include "lok/base/arena.h"

struct receiver;

struct received {
    const char *path;
    const char *head; /* request line and headers, as they came */
    const char *body;
    int64_t at;     /* monotonic ms */
    int connection; /* 1, 2, 3 … */
};

struct receiver *receiver_start(void);
void receiver_stop(struct receiver *r);

int receiver_port(const struct receiver *r);
const char *receiver_url(const struct receiver *r, struct arena *a, const char *path);

int receiver_count(struct receiver *r);
/* A copy of the n-th request, from 0, which must be there. */
struct received receiver_get(struct receiver *r, struct arena *a, int n);
/* The most requests that were being answered at once. */
int receiver_peak(struct receiver *r);
/* True when that many came within `ms`. */
bool receiver_wait(struct receiver *r, int count, int64_t ms);

/* A header's value in `head`, "" when absent. */
const char *received_header(struct arena *a, const struct received *got, const char *name);

#endif
