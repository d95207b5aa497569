/* A mail server for measuring: one thread, epoll, takes every mail and keeps none.
 *
 * smtp_receiver [PORT]   prints the port it listens on (loopback) and serves until it is killed.
 */
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 512 * 1024, EVENTS = 64 };

struct client {
    int fd;
    bool in_data;
    size_t have;
    char text[BUFFER];
};

static bool say(struct client *c, const char *line)
{
    return send(c->fd, line, strlen(line), MSG_NOSIGNAL) > 0;
}

static bool obey(struct client *c, const char *line)
{
    if (strncasecmp(line, "EHLO", 4) == 0)
        return say(c, "250-bench\r\n250 8BITMIME\r\n");
    if (strncasecmp(line, "QUIT", 4) == 0)
        return false;
    c->in_data = strncasecmp(line, "DATA", 4) == 0;
    return say(c, c->in_data ? "354 go on\r\n" : "250 ok\r\n");
}

/* The whole lines, or the whole content, in the buffer. False when the client is gone. */
static bool digest(struct client *c)
{
    for (;;) {
        const char *mark = c->in_data ? "\r\n.\r\n" : "\r\n";
        char *end = memmem(c->text, c->have, mark, strlen(mark));
        if (end == NULL)
            return c->have < BUFFER;
        size_t whole = (size_t)(end - c->text) + strlen(mark);
        bool content = c->in_data;
        c->in_data = false;
        if (!(content ? say(c, "250 taken\r\n") : obey(c, c->text)))
            return false;
        c->have -= whole;
        memmove(c->text, c->text + whole, c->have);
    }
}

static bool serve(struct client *c)
{
    ssize_t got = recv(c->fd, c->text + c->have, BUFFER - c->have, 0);

    if (got <= 0)
        return false;
    c->have += (size_t)got;
    return digest(c);
}

static void add_client(int listener, int poll)
{
    struct client *c = malloc(sizeof *c);
    int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

    if (c == NULL || fd < 0)
        exit(1);
    c->fd = fd;
    c->have = 0;
    c->in_data = false;
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = c };
    if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event) != 0 || !say(c, "220 bench\r\n"))
        exit(1);
}

int main(int argc, char **argv)
{
    uint16_t port = argc > 1 ? (uint16_t)strtoul(argv[1], NULL, 10) : 0;
    struct sockaddr_in at = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(port)
    };
    socklen_t size = sizeof at;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), poll = epoll_create1(0);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = NULL }, events[EVENTS];

    if (bind(listener, (const struct sockaddr *)&at, sizeof at) != 0 || listen(listener, 64) != 0 ||
        getsockname(listener, (struct sockaddr *)&at, &size) != 0 ||
        epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event) != 0) {
        perror("smtp_receiver");
        return 1;
    }
    (void)printf("%d\n", ntohs(at.sin_port));
    (void)fflush(stdout);
    for (;;) {
        int count = epoll_wait(poll, events, EVENTS, -1);

        for (int i = 0; i < count; i++) {
            struct client *c = events[i].data.ptr;

            if (c == NULL) {
                add_client(listener, poll);
            } else if (!serve(c)) {
                (void)close(c->fd);
                free(c);
            }
        }
    }
}
