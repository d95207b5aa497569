#include "tests/given/receiver.h"
#include "lok/base/clock.h"
#include "lok/base/str.h"
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 512, MOST_REQUESTS = 4096, BUFFER = 64 * KiB };

struct receiver {
    int listener, port;
    int stop; /* an eventfd that is readable from the end on */
    pthread_t acceptor, connections[MOST_CONNECTIONS];
    int connection_count;
    pthread_mutex_t mutex; /* guards what follows */
    struct arena *arena;
    struct received requests[MOST_REQUESTS];
    int count, busy, peak;
};

struct connection {
    struct receiver *receiver;
    int fd, number;
};

/* Waits for `fd` (or only for time when -1); false at the end of the test or after `ms`. */
static bool ready(struct receiver *r, int fd, int ms)
{
    struct pollfd at[2] = { { r->stop, POLLIN, 0 }, { fd, POLLIN, 0 } };

    return poll(at, 2, ms) > 0 && at[0].revents == 0;
}

static void reply(int fd, const char *head, const char *body, size_t length)
{
    char text[512];
    int size = snprintf(text, sizeof text, "HTTP/1.1 %sContent-Length: %zu\r\n\r\n", head, length);

    (void)send(fd, text, (size_t)size, MSG_NOSIGNAL);
    (void)send(fd, body, length, MSG_NOSIGNAL);
}

static long number_after(const char *path, const char *prefix)
{
    int64_t number = 0;

    return str_to_i64(path + strlen(prefix), &number) ? (long)number : 0;
}

static void reply_long(int fd)
{
    enum { LENGTH = 100000 };
    char *text = malloc(LENGTH);

    if (text == NULL)
        IMPOSSIBLE("out of memory");
    memset(text, 'a', LENGTH);
    reply(fd, "200 OK\r\n", text, LENGTH);
    free(text);
}

/* False when the connection is to be closed. */
static bool answer(struct receiver *r, int fd, const char *path)
{
    char head[512];

    if (str_equal(path, "/drop"))
        return false;
    if (str_equal(path, "/hang")) {
        (void)ready(r, -1, -1);
        return false;
    }
    if (str_starts(path, "/slow/"))
        (void)ready(r, -1, (int)number_after(path, "/slow/"));
    (void)snprintf(head, sizeof head, "200 OK\r\n");
    if (str_starts(path, "/status/"))
        (void)snprintf(head, sizeof head, "%ld Zo\r\n", number_after(path, "/status/"));
    if (str_starts(path, "/retry/"))
        (void)snprintf(head, sizeof head, "429 Te veel\r\nRetry-After: %s\r\n", path + 7);
    if (str_starts(path, "/redirect/"))
        (void)snprintf(head, sizeof head, "302 Daar\r\nLocation: http://127.0.0.1:%ld/\r\n",
            number_after(path, "/redirect/"));
    if (str_equal(path, "/long"))
        reply_long(fd);
    else if (str_equal(path, "/bytes"))
        reply(fd, head, "a\xff\xfe\x01z", 5);
    else
        reply(fd, head, "goed", 4);
    return true;
}

static void note(struct connection *c, const char *path, const char *head, const char *body)
{
    struct receiver *r = c->receiver;

    (void)pthread_mutex_lock(&r->mutex);
    if (r->count < MOST_REQUESTS)
        r->requests[r->count++] = (struct received){
            .path = arena_strdup(r->arena, path),
            .head = arena_strdup(r->arena, head),
            .body = arena_strdup(r->arena, body),
            .at = clock_monotonic(),
            .connection = c->number,
        };
    r->busy++;
    r->peak = r->busy > r->peak ? r->busy : r->peak;
    (void)pthread_mutex_unlock(&r->mutex);
}

static void done(struct receiver *r)
{
    (void)pthread_mutex_lock(&r->mutex);
    r->busy--;
    (void)pthread_mutex_unlock(&r->mutex);
}

static const char *find_header(const char *head, const char *name)
{
    size_t length = strlen(name);

    for (const char *line = head; (line = strstr(line, "\r\n")) != NULL;) {
        line += 2;
        if (strncasecmp(line, name, length) == 0 && line[length] == ':')
            return line + length + 1 + strspn(line + length + 1, " ");
    }
    return NULL;
}

/* Reads until `length` bytes stand in the buffer, or the end of the head when 0. */
static bool fill(struct connection *c, char *text, size_t *have, size_t length)
{
    while (length == 0 ? strstr(text, "\r\n\r\n") == NULL : *have < length) {
        if (*have >= BUFFER - 1 || !ready(c->receiver, c->fd, -1))
            return false;
        ssize_t got = recv(c->fd, text + *have, BUFFER - 1 - *have, 0);
        if (got <= 0)
            return false;
        *have += (size_t)got;
        text[*have] = '\0';
    }
    return true;
}

static bool serve_one(struct connection *c, char *text, size_t *have)
{
    int64_t length = 0;

    if (!fill(c, text, have, 0))
        return false;
    char *body = strstr(text, "\r\n\r\n") + 4;
    const char *written = find_header(text, "content-length");
    if (written != NULL)
        length = strtoll(written, NULL, 10);
    size_t whole = (size_t)(body - text) + (size_t)length;
    if (!fill(c, text, have, whole))
        return false;
    char kept = text[whole], path[256] = "";
    text[whole] = '\0';
    body[-2] = '\0';
    (void)sscanf(text, "%*s %255s", path);
    note(c, path, text, body);
    bool stays = answer(c->receiver, c->fd, path);
    done(c->receiver);
    text[whole] = kept;
    memmove(text, text + whole, *have - whole + 1);
    *have -= whole;
    return stays;
}

static void *serve(void *context)
{
    struct connection *c = context;
    char *text = calloc(1, BUFFER);
    size_t have = 0;

    while (text != NULL && serve_one(c, text, &have))
        continue;
    free(text);
    (void)close(c->fd);
    free(c);
    return NULL;
}

static void *accept_all(void *context)
{
    struct receiver *r = context;

    while (ready(r, r->listener, -1) && r->connection_count < MOST_CONNECTIONS) {
        int fd = accept4(r->listener, NULL, NULL, SOCK_CLOEXEC);
        struct connection *c = calloc(1, sizeof *c);

        if (fd < 0 || c == NULL)
            IMPOSSIBLE("the receiver cannot accept");
        *c = (struct connection){ r, fd, r->connection_count + 1 };
        if (pthread_create(&r->connections[r->connection_count++], NULL, serve, c) != 0)
            IMPOSSIBLE("no thread for the receiver");
    }
    return NULL;
}

struct receiver *receiver_start(void)
{
    struct receiver *r = calloc(1, sizeof *r);
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;

    if (r == NULL)
        IMPOSSIBLE("out of memory");
    r->arena = arena_new();
    (void)pthread_mutex_init(&r->mutex, NULL);
    r->stop = eventfd(0, EFD_CLOEXEC);
    r->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(r->listener, (const struct sockaddr *)&at, sizeof at) != 0 ||
        listen(r->listener, 128) != 0 ||
        getsockname(r->listener, (struct sockaddr *)&at, &size) != 0 ||
        pthread_create(&r->acceptor, NULL, accept_all, r) != 0)
        IMPOSSIBLE("the receiver cannot start");
    r->port = ntohs(at.sin_port);
    return r;
}

void receiver_stop(struct receiver *r)
{
    (void)eventfd_write(r->stop, 1);
    (void)pthread_join(r->acceptor, NULL);
    for (int i = 0; i < r->connection_count; i++)
        (void)pthread_join(r->connections[i], NULL);
    (void)close(r->listener);
    (void)close(r->stop);
    (void)pthread_mutex_destroy(&r->mutex);
    arena_free(r->arena);
    free(r);
}

int receiver_port(const struct receiver *r)
{
    return r->port;
}

const char *receiver_url(const struct receiver *r, struct arena *a, const char *path)
{
    return arena_printf(a, "http://127.0.0.1:%d%s", r->port, path);
}

int receiver_count(struct receiver *r)
{
    (void)pthread_mutex_lock(&r->mutex);
    int count = r->count;
    (void)pthread_mutex_unlock(&r->mutex);
    return count;
}

int receiver_peak(struct receiver *r)
{
    (void)pthread_mutex_lock(&r->mutex);
    int peak = r->peak;
    (void)pthread_mutex_unlock(&r->mutex);
    return peak;
}

struct received receiver_get(struct receiver *r, struct arena *a, int n)
{
    (void)pthread_mutex_lock(&r->mutex);
    PRE(n >= 0 && n < r->count);
    struct received got = r->requests[n];
    got.path = arena_strdup(a, got.path);
    got.head = arena_strdup(a, got.head);
    got.body = arena_strdup(a, got.body);
    (void)pthread_mutex_unlock(&r->mutex);
    return got;
}

bool receiver_wait(struct receiver *r, int count, int64_t ms)
{
    int64_t until = clock_monotonic() + ms;

    while (receiver_count(r) < count) {
        if (clock_monotonic() > until)
            return false;
        (void)usleep(2000);
    }
    return true;
}

const char *received_header(struct arena *a, const struct received *got, const char *name)
{
    const char *value = find_header(got->head, name);

    return value == NULL ? "" : arena_strndup(a, value, strcspn(value, "\r"));
}
