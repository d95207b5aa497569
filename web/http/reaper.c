#include "web/http/reaper.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { REPLY_GRACE_MS = 30000, REPLY_BYTES_PER_MS = 2 };

enum phase { HEAD_COMES, BODY_COMES, AT_WORK, REPLY_GOES };

struct reaper_entry {
    struct reaper_entry *prev, *next;
    int fd;
    _Atomic int phase;     /* enum phase; written last, so that the rest fits it */
    _Atomic int64_t since; /* of the phase */
    _Atomic size_t bytes;  /* of the body so far, or of the reply */
    /* only reaper_run, under the mutex */
    int64_t mark_at;
    size_t mark_bytes;
    bool closed;
};

struct reaper {
    pthread_mutex_t mutex;
    struct reaper_entry *first;
};

struct reaper *reaper_new(void)
{
    struct reaper *r = calloc(1, sizeof *r);
    if (r == NULL)
        IMPOSSIBLE("out of memory");
    pthread_mutex_init(&r->mutex, NULL);
    return r;
}

void reaper_free(struct reaper *r)
{
    if (r == NULL)
        return;
    PRE(r->first == NULL);
    pthread_mutex_destroy(&r->mutex);
    free(r);
}

struct reaper_entry *reaper_add(struct reaper *r, int fd, int64_t now)
{
    struct reaper_entry *e = calloc(1, sizeof *e);
    if (e == NULL)
        IMPOSSIBLE("out of memory");
    e->fd = fd;
    e->since = now;
    pthread_mutex_lock(&r->mutex);
    e->next = r->first;
    if (r->first != NULL)
        r->first->prev = e;
    r->first = e;
    pthread_mutex_unlock(&r->mutex);
    return e;
}

void reaper_remove(struct reaper *r, struct reaper_entry *e)
{
    pthread_mutex_lock(&r->mutex);
    if (e->prev != NULL)
        e->prev->next = e->next;
    else
        r->first = e->next;
    if (e->next != NULL)
        e->next->prev = e->prev;
    pthread_mutex_unlock(&r->mutex);
    free(e);
}

static void enter(struct reaper_entry *e, enum phase phase, int64_t now, size_t bytes)
{
    /* AT_WORK in between: the reaper never sees a new phase with an old time. */
    atomic_store(&e->phase, AT_WORK);
    atomic_store(&e->since, now);
    atomic_store(&e->bytes, bytes);
    atomic_store(&e->phase, (int)phase);
}

void reaper_expect_head(struct reaper_entry *e, int64_t now)
{
    enter(e, HEAD_COMES, now, 0);
}

void reaper_expect_body(struct reaper_entry *e, int64_t now)
{
    enter(e, BODY_COMES, now, 0);
}

void reaper_body_came(struct reaper_entry *e, size_t bytes)
{
    atomic_fetch_add_explicit(&e->bytes, bytes, memory_order_relaxed);
}

void reaper_at_work(struct reaper_entry *e)
{
    atomic_store(&e->phase, AT_WORK);
}

void reaper_sends(struct reaper_entry *e, int64_t now, size_t bytes)
{
    enter(e, REPLY_GOES, now, bytes);
}

static bool body_stalls(struct reaper_entry *e, int64_t now, int64_t since, size_t bytes)
{
    if (e->mark_at < since) {
        e->mark_at = since;
        e->mark_bytes = 0;
    }
    if (bytes >= e->mark_bytes + REAPER_BODY_BYTES) {
        e->mark_at = now;
        e->mark_bytes = bytes;
    }
    return now - e->mark_at > REAPER_BODY_MS;
}

/* Hung up in the middle of a head or body, with nothing left to read: the library would wait for the rest
 * until its time-out (measured). */
static bool has_left(const struct reaper_entry *e)
{
    char byte;
    return recv(e->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static bool too_slow(struct reaper_entry *e, int64_t now)
{
    int phase = atomic_load(&e->phase);
    int64_t since = atomic_load(&e->since);
    size_t bytes = atomic_load(&e->bytes);
    if (phase != atomic_load(&e->phase))
        return false; /* it moves: look again in a second */
    switch ((enum phase)phase) {
    case HEAD_COMES:
        return now - since > REAPER_HEAD_MS || has_left(e);
    case BODY_COMES:
        return body_stalls(e, now, since, bytes) || has_left(e);
    case AT_WORK:
        return false;
    case REPLY_GOES:
        return now - since > REPLY_GRACE_MS + (int64_t)(bytes / REPLY_BYTES_PER_MS);
    }
    return false;
}

size_t reaper_run(struct reaper *r, int64_t now)
{
    size_t count = 0;
    pthread_mutex_lock(&r->mutex);
    for (struct reaper_entry *e = r->first; e != NULL; e = e->next) {
        if (e->closed || !too_slow(e, now))
            continue;
        e->closed = true;
        shutdown(e->fd, SHUT_RDWR);
        count++;
    }
    pthread_mutex_unlock(&r->mutex);
    return count;
}
