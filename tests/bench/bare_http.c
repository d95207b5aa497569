/* The least that serves: libmicrohttpd with the options of lokd, and one answer for every request.
 *
 * bare_http FILE   prints the port it chose. FILE is a whole answer as `curl -i` wrote it; its headers (but Date,
 *     Connection and Content-Length, which the library adds) and body are given to everybody, until
 *     SIGTERM. The answer's parts are put together for each request, as a program must that has
 *     something to say; nothing is logged, checked or read.
 */
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { LARGEST = 1024 * 1024, MAX_HEADERS = 32 };

struct answer {
    char bytes[LARGEST];
    size_t count, length;
    const char *name[MAX_HEADERS], *value[MAX_HEADERS];
    char *body;
};

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *upload, size_t *upload_size, void **state)
{
    static const char SEEN;
    const struct answer *a = context;

    (void)url, (void)method, (void)version, (void)upload, (void)upload_size;
    if (*state == NULL) {
        *state = (void *)(uintptr_t)&SEEN;
        return MHD_YES;
    }
    struct MHD_Response *r =
        MHD_create_response_from_buffer(a->length, a->body, MHD_RESPMEM_PERSISTENT);
    for (size_t i = 0; i < a->count; i++)
        if (MHD_add_response_header(r, a->name[i], a->value[i]) != MHD_YES)
            return MHD_NO;
    enum MHD_Result queued = MHD_queue_response(connection, MHD_HTTP_OK, r);
    MHD_destroy_response(r);
    return queued;
}

static int added_by_library(const char *name)
{
    return strcasecmp(name, "Date") == 0 || strcasecmp(name, "Connection") == 0 ||
           strcasecmp(name, "Content-Length") == 0;
}

/* Cuts the head into names and values, in place. False when it is no answer. */
static int parse(struct answer *a, size_t length)
{
    char *end = memmem(a->bytes, length, "\r\n\r\n", 4);
    char *line = memmem(a->bytes, length, "\r\n", 2);

    if (end == NULL || strncmp(a->bytes, "HTTP/1.1 200", 12) != 0)
        return 0;
    a->body = end + 4;
    a->length = length - (size_t)(a->body - a->bytes);
    for (line += 2; line < end + 2 && a->count < MAX_HEADERS;) {
        char *next = strstr(line, "\r\n");
        char *colon = memchr(line, ':', (size_t)(next - line));

        if (colon == NULL)
            return 0;
        *colon = *next = '\0';
        a->name[a->count] = line;
        a->value[a->count] = colon + 2;
        a->count += added_by_library(line) ? 0 : 1;
        line = next + 2;
    }
    return 1;
}

static int read_answer(const char *path, struct answer *a)
{
    FILE *file = fopen(path, "rb");

    if (file == NULL)
        return 0;
    size_t length = fread(a->bytes, 1, sizeof a->bytes - 1, file);
    (void)fclose(file);
    return parse(a, length);
}

/* As lokd counts them: 4 for each core, between 4 and 16. */
static unsigned thread_count(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN) * 4;

    return cores < 4 ? 4 : cores > 16 ? 16 : (unsigned)cores;
}

int main(int argc, char **argv)
{
    static struct answer answer;
    sigset_t signals;
    int got;

    if (argc != 2 || !read_answer(argv[1], &answer)) {
        fprintf(stderr, "usage: bare_http FILE\n");
        return 2;
    }
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL,
        NULL, on_request, &answer, MHD_OPTION_THREAD_POOL_SIZE, thread_count(),
        MHD_OPTION_CONNECTION_TIMEOUT, 15u, MHD_OPTION_CONNECTION_LIMIT, 256u,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)32 * 1024, MHD_OPTION_END);
    if (d == NULL)
        return 1;
    printf("%u\n", MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port);
    (void)fflush(stdout);
    (void)sigwait(&signals, &got);
    MHD_stop_daemon(d);
    return 0;
}
