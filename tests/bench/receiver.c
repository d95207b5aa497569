/* A webhook receiver for measuring: one thread, epoll, HTTP/1.1 with kept connections, always 200.
 *
 * receiver [PORT]   prints the port it listens on (loopback) and serves until it is killed; at
 *                   SIGTERM it prints how many requests it answered.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 64 * 1024, EVENTS = 64 };

struct client {
    int fd;
    size_t have;
    char text[BUFFER];
};

static volatile sig_atomic_t stopping;

static void stop(int signal)
{
    (void)signal;
    stopping = 1;
}

static void close_client(struct client *c)
{
    (void)close(c->fd);
    free(c);
}

/* The length of the first whole request in the buffer, 0 when it is not whole yet. */
static size_t whole_request(struct client *c)
{
    c->text[c->have] = '\0';
    const char *end = strstr(c->text, "\r\n\r\n");
    if (end == NULL)
        return 0;
    const char *length = strcasestr(c->text, "\r\ncontent-length:");
    size_t body = length == NULL ? 0 : strtoul(length + 17, NULL, 10);
    size_t whole = (size_t)(end - c->text) + 4 + body;
    return whole <= c->have ? whole : 0;
}

/* Reads what there is and answers each whole request; false when the client is gone. */
static int serve(struct client *c, uint64_t *answered)
{
    static const char ANSWER[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    ssize_t got = recv(c->fd, c->text + c->have, BUFFER - 1 - c->have, 0);
    size_t whole;

    if (got <= 0)
        return got < 0 && errno == EAGAIN;
    c->have += (size_t)got;
    while ((whole = whole_request(c)) > 0) {
        if (send(c->fd, ANSWER, sizeof ANSWER - 1, MSG_NOSIGNAL) < 0)
            return 0;
        (*answered)++;
        c->have -= whole;
        memmove(c->text, c->text + whole, c->have);
    }
    return c->have < BUFFER - 1;
}

static void add_client(int listener, int poll)
{
    struct client *c = malloc(sizeof *c);
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

    if (c == NULL || fd < 0) {
        free(c);
        return;
    }
    c->fd = fd;
    c->have = 0;
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = c };
    if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event) != 0)
        close_client(c);
}

static uint64_t run(int listener, int poll)
{
    struct epoll_event events[EVENTS];
    uint64_t answered = 0;

    while (!stopping) {
        int count = epoll_wait(poll, events, EVENTS, 500);

        for (int i = 0; i < count; i++) {
            struct client *c = events[i].data.ptr;

            if (c == NULL)
                add_client(listener, poll);
            else if (!serve(c, &answered))
                close_client(c);
        }
    }
    return answered;
}

int main(int argc, char **argv)
{
    uint16_t port = argc > 1 ? (uint16_t)strtoul(argv[1], NULL, 10) : 0;
    struct sockaddr_in at = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(port)
    };
    socklen_t size = sizeof at;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), poll = epoll_create1(0);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = NULL };

    if (bind(listener, (const struct sockaddr *)&at, sizeof at) != 0 ||
        listen(listener, 256) != 0 || getsockname(listener, (struct sockaddr *)&at, &size) != 0 ||
        epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event) != 0) {
        perror("receiver");
        return 1;
    }
    (void)signal(SIGTERM, stop);
    (void)printf("%d\n", ntohs(at.sin_port));
    (void)fflush(stdout);
    uint64_t answered = run(listener, poll);
    (void)printf("%llu\n", (unsigned long long)answered);
    return 0;
}
