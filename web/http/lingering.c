#include "web/http/lingering.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PIECE = 16 * KiB, READS = 64 }; /* of one socket in a row */

struct lingering {
    pthread_mutex_t mutex;
    size_t count;
    struct {
        int fd;
        int64_t until;
    } at[LINGERING_MOST];
};

struct lingering *lingering_new(void)
{
    struct lingering *l = calloc(1, sizeof *l);
    if (l == NULL)
        IMPOSSIBLE("out of memory");
    pthread_mutex_init(&l->mutex, NULL);
    return l;
}

void lingering_free(struct lingering *l)
{
    if (l == NULL)
        return;
    for (size_t i = 0; i < l->count; i++)
        close(l->at[i].fd);
    pthread_mutex_destroy(&l->mutex);
    free(l);
}

/* False when the client hung up. */
static bool take_what_came(int fd)
{
    char rest[PIECE];
    for (int i = 0; i < READS; i++) {
        ssize_t got = recv(fd, rest, sizeof rest, MSG_DONTWAIT);
        if (got == 0)
            return false;
        if (got < 0)
            return errno == EAGAIN || errno == EINTR;
    }
    return true;
}

void lingering_take(struct lingering *l, int fd, int64_t now)
{
    shutdown(fd, SHUT_WR);
    if (!take_what_came(fd))
        return;
    pthread_mutex_lock(&l->mutex);
    if (l->count < LINGERING_MOST) {
        int second = fcntl(fd, F_DUPFD_CLOEXEC, 0);
        if (second >= 0) {
            l->at[l->count].fd = second;
            l->at[l->count++].until = now + LINGERING_MS;
        }
    }
    pthread_mutex_unlock(&l->mutex);
}

size_t lingering_run(struct lingering *l, int64_t now)
{
    pthread_mutex_lock(&l->mutex);
    for (size_t i = l->count; i-- > 0;) {
        if (take_what_came(l->at[i].fd) && now < l->at[i].until)
            continue;
        close(l->at[i].fd);
        l->at[i] = l->at[--l->count];
    }
    size_t left = l->count;
    pthread_mutex_unlock(&l->mutex);
    return left;
}
