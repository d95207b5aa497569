#include "web/http/server.h"
#include "lok/base/clock.h"
#include "lok/base/log.h"
#include "web/http/asset.h"
#include "web/http/dispatch.h"
#include "web/http/ops.h"
#include "web/http/respond.h"
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    TIMEOUT_SECONDS = 15,
    MAX_CONNECTIONS = 256,
    CONNECTION_MEMORY = 32 * KiB,
    BODIES_IN_FLIGHT = 64 * MiB,
    UPLOADS_IN_FLIGHT = 256 * MiB, /* on disk */
    DRAIN_STEP_MS = 10,
    REAP_STEPS = 10,
};

extern const struct embedded asset_files[];

struct server {
    struct service service;
    struct arena *arena; /* lives as long as the server; used by the starting thread only */
    struct MHD_Daemon *daemon;
    struct listen listen;
    bool quiesced;
    struct ops *ops;
};

/* Paths and queries are decoded by us, segment by segment: the library would turn %2F into a slash
 * and cut at %00. */
static size_t leave_as_is(void *context, struct MHD_Connection *connection, char *s)
{
    (void)context, (void)connection;
    return strlen(s);
}

static struct peer *peer_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == NULL ? NULL : info->socket_context;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **socket_context,
    enum MHD_ConnectionNotificationCode code)
{
    struct service *service = context;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        struct peer *peer = *socket_context;
        reaper_remove(service->reaper, peer->entry);
        atomic_fetch_sub(&service->connections, 1);
        free(peer);
        *socket_context = NULL;
        return;
    }
    struct peer *peer = calloc(1, sizeof *peer);
    if (peer == NULL)
        IMPOSSIBLE("out of memory");
    listen_peer(
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr,
        peer->address);
    int fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    peer->entry = reaper_add(service->reaper, fd, clock_monotonic());
    atomic_fetch_add(&service->connections, 1);
    *socket_context = peer;
}

/* The request line has been read. */
static void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
    return exchange_new(context, connection, peer_of(connection), target);
}

static enum MHD_Result answer(struct exchange *x)
{
    dispatch(x);
    return respond(x) ? MHD_YES : MHD_NO;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *data, size_t *length, void **state)
{
    (void)context, (void)connection, (void)url;
    struct exchange *x = *state;
    if (x == NULL)
        return MHD_NO;
    if (!x->opened) {
        exchange_open(x, method, version);
        /* With a body on its way a refusal is said at once, and the connection closed. */
        bool at_once = x->refused != ERR_OK && (x->body_comes || x->reply.close);
        return at_once ? answer(x) : MHD_YES;
    }
    if (*length > 0) {
        bool go_on = exchange_body(x, data, *length);
        *length = 0;
        return go_on ? MHD_YES : MHD_NO;
    }
    return x->answered ? MHD_YES : answer(x);
}

static void on_completed(void *context, struct MHD_Connection *connection, void **state,
    enum MHD_RequestTerminationCode code)
{
    (void)context;
    struct exchange *x = *state;
    if (x == NULL)
        return;
    if (x->refused != ERR_OK && x->body_comes && code == MHD_REQUEST_TERMINATED_COMPLETED_OK)
        lingering_take(x->service->lingering,
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd,
            clock_monotonic());
    struct peer *peer = peer_of(connection);
    exchange_end(x);
    *state = NULL;
    if (peer != NULL)
        reaper_expect_head(peer->entry, clock_monotonic());
}

/* With one or two threads reads drop six-fold while anyone commits. */
static unsigned thread_count(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    long wanted = 4 * (cores < 1 ? 1 : cores);
    return (unsigned)(wanted > 16 ? 16 : wanted);
}

static struct MHD_Daemon *start_daemon(struct server *s)
{
    return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL, on_request,
        &s->service, MHD_OPTION_LISTEN_SOCKET, s->listen.fd, MHD_OPTION_THREAD_POOL_SIZE,
        thread_count(), MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TIMEOUT_SECONDS,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)MAX_CONNECTIONS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_URI_LOG_CALLBACK, on_target, &s->service,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_as_is, NULL, MHD_OPTION_NOTIFY_COMPLETED, on_completed,
        NULL, MHD_OPTION_NOTIFY_CONNECTION, on_connection, &s->service, MHD_OPTION_END);
}

static enum err start(struct server *s, const char *listen, struct fault *f)
{
    TRY(listen_open(listen, s->arena, f, &s->listen));
    s->daemon = start_daemon(s);
    if (s->daemon == NULL) {
        listen_close(&s->listen);
        return fault_set(f, ERR_INTERNAL, "the HTTP server did not start");
    }
    return ERR_OK;
}

/* Where the database stands there is room, and a disk. */
static const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? "." : arena_strndup(a, path, (size_t)(slash - path) + 1);
}

static void free_server(struct server *s)
{
    reaper_free(s->service.reaper);
    lingering_free(s->service.lingering);
    arena_free(s->arena);
    free(s);
}

enum err server_start(const struct app *app, const struct site *site, const char *listen,
    struct fault *f, struct server **ret)
{
    struct server *s = calloc(1, sizeof *s);
    if (s == NULL)
        IMPOSSIBLE("out of memory");
    s->arena = arena_new();
    s->service.app = app;
    s->service.site = site;
    s->service.assets = assets_new(asset_files, s->arena);
    s->service.reaper = reaper_new();
    s->service.lingering = lingering_new();
    s->service.bodies.limit = BODIES_IN_FLIGHT;
    s->service.uploads.limit = UPLOADS_IN_FLIGHT;
    s->service.folder = folder_of(s->arena, db_path(app->db));
    s->service.trusted_proxy = config_text(app->config, SETTING_trusted_proxy);
    s->service.is_https = str_starts(app->public_url, "https://");
    enum err e = start(s, listen, f);
    if (e != ERR_OK) {
        free_server(s);
        return e;
    }
    *ret = s;
    return ERR_OK;
}

const char *server_address(const struct server *s)
{
    return s->listen.address;
}

void server_reap(struct server *s)
{
    int64_t now = clock_monotonic();
    lingering_run(s->service.lingering, now);
    size_t count = reaper_run(s->service.reaper, now);
    if (count == 0)
        return;
    atomic_fetch_add(&s->service.reaped, count);
    log_line(LOG_INFO, "server.slow", "closed=%zu", count);
}

enum err server_ops_start(struct server *s, const char *listen,
    void (*more)(void *context, struct buf *out), void *context, struct fault *f)
{
    PRE(s->ops == NULL);
    return ops_start(&s->service, listen, more, context, s->arena, f, &s->ops);
}

const char *server_ops_address(const struct server *s)
{
    return s->ops == NULL ? "" : ops_address(s->ops);
}

/* With a pool of threads MHD_stop_daemon would shut the listening socket down and drop who is being
 * answered: quiesce first. */
void server_drain(struct server *s, int64_t drain_ms)
{
    atomic_store(&s->service.quiescing, true);
    if (!s->quiesced) {
        s->quiesced = true;
        if (MHD_quiesce_daemon(s->daemon) >= 0)
            listen_refuse(&s->listen);
    }
    const struct timespec step = { .tv_nsec = DRAIN_STEP_MS * 1000000L };
    int64_t until = clock_monotonic() + drain_ms;
    for (int i = 1; atomic_load(&s->service.in_flight) > 0 && clock_monotonic() < until; i++) {
        nanosleep(&step, NULL);
        if (i % REAP_STEPS == 0)
            server_reap(s);
    }
    long left = atomic_load(&s->service.in_flight);
    if (left > 0)
        log_line(LOG_WARN, "server.drain", "unanswered=%ld", left);
}

void server_stop(struct server *s, int64_t drain_ms)
{
    if (s == NULL)
        return;
    ops_stop(s->ops);
    server_drain(s, drain_ms);
    MHD_stop_daemon(s->daemon);
    listen_close(&s->listen);
    free_server(s);
}
