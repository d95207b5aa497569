#include "tests/given/site.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ANSWER_MS = 3000, ANSWER_LIMIT = 4 * MiB };

int wire_open(void)
{
    const char *port = strrchr(server_address(site_given()->server), ':') + 1;
    struct sockaddr_in to = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)strtoul(port, NULL, 10)),
        .sin_addr = { .s_addr = htonl(INADDR_LOOPBACK) },
    };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof to), 0);
    return fd;
}

void wire_send(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL);
        if (sent <= 0)
            return; /* the other side closed: the test sees it when it reads */
        bytes += sent;
        length -= (size_t)sent;
    }
}

const char *wire_read(void **state, int fd, int ms, bool *ret_closed)
{
    struct buf b;
    buf_init(&b, arena(state), ANSWER_LIMIT);
    bool closed = false;
    for (;;) {
        struct pollfd p = { .fd = fd, .events = POLLIN };
        if (poll(&p, 1, ms) <= 0)
            break;
        char piece[4096];
        ssize_t got = recv(fd, piece, sizeof piece, 0);
        if (got <= 0) {
            closed = true;
            break;
        }
        buf_add(&b, piece, (size_t)got);
    }
    if (ret_closed != NULL)
        *ret_closed = closed;
    return b.data;
}

const char *wire_talk_bytes(void **state, const char *request, size_t length, bool *ret_closed)
{
    int fd = wire_open();
    wire_send(fd, request, length);
    const char *answer = wire_read(state, fd, ANSWER_MS, ret_closed);
    close(fd);
    return answer;
}

const char *wire_talk(void **state, const char *request)
{
    return wire_talk_bytes(state, request, strlen(request), NULL);
}

const char *wire_get(void **state, const char *path, const char *headers)
{
    return wire_talk(
        state, arena_printf(arena(state),
                   "GET %s HTTP/1.1\r\nHost: lok.example.be\r\n%sConnection: close\r\n\r\n", path,
                   headers));
}

const char *wire_post(void **state, const char *path, const char *headers, const char *body)
{
    return wire_talk(
        state, arena_printf(arena(state),
                   "POST %s HTTP/1.1\r\nHost: lok.example.be\r\n%sContent-Length: %zu\r\n"
                   "Connection: close\r\n\r\n%s",
                   path, headers, strlen(body), body));
}

unsigned wire_status(const char *answer)
{
    if (strncmp(answer, "HTTP/1.1 ", 9) != 0)
        return 0;
    return (unsigned)strtoul(answer + 9, NULL, 10);
}

const char *wire_header(void **state, const char *answer, const char *name)
{
    size_t length = strlen(name);
    const char *line = strstr(answer, "\r\n");
    while (line != NULL && strncmp(line, "\r\n\r\n", 4) != 0) {
        line += 2;
        if (strncasecmp(line, name, length) == 0 && line[length] == ':') {
            const char *value = line + length + 1 + strspn(line + length + 1, " ");
            return arena_strndup(arena(state), value, strcspn(value, "\r"));
        }
        line = strstr(line, "\r\n");
    }
    return "";
}

const char *wire_body(const char *answer)
{
    const char *end = strstr(answer, "\r\n\r\n");
    return end == NULL ? "" : end + 4;
}
