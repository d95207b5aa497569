/* lok/base/gate.h: lets a fixed number of threads in, the others wait in a row.
 *
 * Invariants:
 *   - first come, first served: who leaves hands its place to the first in the row, so that a busy
 *     thread never starves the others (a plain mutex lets it);
 *   - waiting has an end.
 */
#ifndef LOK_BASE_GATE_H
#define LOK_BASE_GATE_H

#include "lok/base/check.h"
#include <pthread.h>

struct gate_waiter;

struct gate {
    pthread_mutex_t mutex;
    unsigned places; /* free ones; 0 whenever somebody waits */
    struct gate_waiter *first;
    struct gate_waiter *last;
};

void gate_init(struct gate *g, unsigned places);
void gate_destroy(struct gate *g);

/* False when no place came free within `patience` ms. */
bool gate_enter(struct gate *g, int64_t patience) NODISCARD;
void gate_leave(struct gate *g);

#endif
