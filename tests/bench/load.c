/* A client on loopback that asks the same again and again over kept connections.
 *
 * load PORT COUNT CONNECTIONS PATH [HEADER…]   sends COUNT requests in all, each connection asking
 *     anew once it was answered, and fails unless every answer is a 200 as long as the first. Prints
 *     one line of JSON: count, bytes of an answer, wall milliseconds.
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 1024 * 1024, MAX_CONNECTIONS = 64, LONGEST_REQUEST = 4096 };

struct load {
    uint16_t port;
    char request[LONGEST_REQUEST];
    size_t request_length;
    _Atomic long left;
    _Atomic size_t answer; /* bytes of the first */
    _Atomic int failed;
};

/* The length of the whole answer in `text`, 0 while it is not there. */
static size_t whole(const char *text, size_t have)
{
    const char *end = memmem(text, have, "\r\n\r\n", 4);

    if (end == NULL)
        return 0;
    const char *line = strcasestr(text, "\r\nContent-Length: ");
    if (line == NULL || line > end)
        return 0;
    size_t length = (size_t)(end + 4 - text) + strtoul(line + 18, NULL, 10);
    return have >= length ? length : 0;
}

static int ask(struct load *l, int fd, char *buffer)
{
    size_t have = 0, length = 0;

    if (send(fd, l->request, l->request_length, MSG_NOSIGNAL) != (ssize_t)l->request_length)
        return 0;
    while (length == 0) {
        ssize_t got = have < BUFFER - 1 ? recv(fd, buffer + have, BUFFER - 1 - have, 0) : -1;

        if (got <= 0)
            return 0;
        have += (size_t)got;
        buffer[have] = '\0';
        length = whole(buffer, have);
    }
    size_t first = 0;
    if (!atomic_compare_exchange_strong(&l->answer, &first, length) && first != length)
        return 0;
    return strncmp(buffer, "HTTP/1.1 200", 12) == 0;
}

static void *run(void *context)
{
    struct load *l = context;
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(l->port) };
    char *buffer = malloc(BUFFER);
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (buffer == NULL || connect(fd, (const struct sockaddr *)&to, sizeof to) != 0)
        atomic_store(&l->failed, 1);
    while (!atomic_load(&l->failed) && atomic_fetch_sub(&l->left, 1) > 0)
        if (!ask(l, fd, buffer))
            atomic_store(&l->failed, 1);
    (void)close(fd);
    free(buffer);
    return NULL;
}

static void prepare(struct load *l, char **argv, int argc)
{
    size_t n = (size_t)snprintf(
        l->request, LONGEST_REQUEST, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n", argv[4], argv[1]);

    for (int i = 5; i < argc && n < LONGEST_REQUEST; i++)
        n += (size_t)snprintf(l->request + n, LONGEST_REQUEST - n, "%s\r\n", argv[i]);
    if (n < LONGEST_REQUEST)
        n += (size_t)snprintf(l->request + n, LONGEST_REQUEST - n, "\r\n");
    l->request_length = n < LONGEST_REQUEST ? n : LONGEST_REQUEST - 1;
    l->port = (uint16_t)strtoul(argv[1], NULL, 10);
    atomic_store(&l->left, strtol(argv[2], NULL, 10));
}

static long long now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

int main(int argc, char **argv)
{
    static struct load l;
    pthread_t threads[MAX_CONNECTIONS];
    long connections = argc > 4 ? strtol(argv[3], NULL, 10) : 0;

    if (connections < 1 || connections > MAX_CONNECTIONS) {
        fprintf(stderr, "usage: load PORT COUNT CONNECTIONS PATH [HEADER…]\n");
        return 2;
    }
    prepare(&l, argv, argc);
    long long begun = now_ms();
    for (long i = 0; i < connections; i++)
        if (pthread_create(&threads[i], NULL, run, &l) != 0)
            return 1;
    for (long i = 0; i < connections; i++)
        (void)pthread_join(threads[i], NULL);
    if (atomic_load(&l.failed)) {
        fprintf(stderr, "load: not every answer to %s was the same 200\n", argv[4]);
        return 1;
    }
    printf("{\"count\":%s,\"bytes\":%zu,\"wall_ms\":%lld}\n", argv[2], atomic_load(&l.answer),
        now_ms() - begun);
    return 0;
}
