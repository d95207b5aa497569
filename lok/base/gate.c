#include "lok/base/gate.h"
#include <errno.h>
#include <time.h>

/* Lives on the stack of the thread that waits. */
struct gate_waiter {
    pthread_cond_t called;
    bool admitted;
    struct gate_waiter *next;
};

void gate_init(struct gate *g, unsigned places)
{
    *g = (struct gate){ .places = places };
    int failed = pthread_mutex_init(&g->mutex, NULL);
    POST(!failed);
}

void gate_destroy(struct gate *g)
{
    PRE(!g->first);
    (void)pthread_mutex_destroy(&g->mutex);
}

static struct timespec moment(int64_t patience)
{
    struct timespec at;
    (void)clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += patience / 1000;
    at.tv_nsec += (patience % 1000) * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_nsec -= 1000000000;
        at.tv_sec++;
    }
    return at;
}

static void queue_at_end(struct gate *g, struct gate_waiter *w)
{
    if (g->last)
        g->last->next = w;
    else
        g->first = w;
    g->last = w;
}

static void take_out(struct gate *g, struct gate_waiter *w)
{
    struct gate_waiter *before = NULL;
    for (struct gate_waiter *at = g->first; at != w; at = at->next)
        before = at;
    if (before)
        before->next = w->next;
    else
        g->first = w->next;
    if (g->last == w)
        g->last = before;
}

/* Called with the mutex held. */
static bool wait_in_row(struct gate *g, int64_t patience)
{
    pthread_condattr_t monotonic;
    struct gate_waiter w = { .admitted = false };
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    int failed = pthread_cond_init(&w.called, &monotonic);
    POST(!failed);
    (void)pthread_condattr_destroy(&monotonic);

    struct timespec until = moment(patience);
    queue_at_end(g, &w);
    while (!w.admitted && pthread_cond_timedwait(&w.called, &g->mutex, &until) != ETIMEDOUT)
        ;
    if (!w.admitted)
        take_out(g, &w);
    (void)pthread_cond_destroy(&w.called);
    return w.admitted;
}

bool gate_enter(struct gate *g, int64_t patience)
{
    bool in = false;
    (void)pthread_mutex_lock(&g->mutex);
    if (g->places > 0) {
        g->places--;
        in = true;
    } else if (patience > 0) {
        in = wait_in_row(g, patience);
    }
    (void)pthread_mutex_unlock(&g->mutex);
    return in;
}

void gate_leave(struct gate *g)
{
    (void)pthread_mutex_lock(&g->mutex);
    struct gate_waiter *w = g->first;
    if (w) {
        take_out(g, w);
        w->admitted = true;
        (void)pthread_cond_signal(&w->called);
    } else {
        g->places++;
    }
    (void)pthread_mutex_unlock(&g->mutex);
}
