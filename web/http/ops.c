#include "web/http/ops.h"
#include "web/http/respond.h"
#include <microhttpd.h>
#include <string.h>

enum { TIMEOUT_SECONDS = 5, MAX_CONNECTIONS = 16 };

struct ops {
    struct service *service;
    struct MHD_Daemon *daemon;
    struct listen listen;
    void (*more)(void *context, struct buf *out);
    void *context;
};

static bool is_ready(struct ops *o, struct arena *a)
{
    if (atomic_load(&o->service->quiescing))
        return false;
    struct fault f;
    struct snap *s;
    fault_init(&f, a);
    if (snap_begin(o->service->app->db, &f, &s) != ERR_OK)
        return false;
    struct council council;
    enum err e = council_get(s, a, &council);
    snap_end(s);
    return e == ERR_OK || e == ERR_NOT_FOUND;
}

static void print_metrics(struct ops *o, struct buf *out)
{
    struct service *s = o->service;
    buf_puts(out, "# HELP lok_requests_total Answered requests by class of status.\n"
                  "# TYPE lok_requests_total counter\n");
    for (unsigned i = 1; i < ARRAY_LEN(s->answered); i++)
        buf_printf(
            out, "lok_requests_total{class=\"%uxx\"} %lu\n", i, atomic_load(&s->answered[i]));
    buf_printf(out, "# TYPE lok_requests_in_flight gauge\nlok_requests_in_flight %ld\n",
        atomic_load(&s->in_flight));
    buf_printf(
        out, "# TYPE lok_connections gauge\nlok_connections %ld\n", atomic_load(&s->connections));
    buf_printf(out, "# TYPE lok_body_bytes_in_flight gauge\nlok_body_bytes_in_flight %zu\n",
        atomic_load(&s->bodies.taken));
    buf_printf(out,
        "# HELP lok_slow_connections_closed_total Heads, bodies or readers that were too slow.\n"
        "# TYPE lok_slow_connections_closed_total counter\nlok_slow_connections_closed_total %lu\n",
        atomic_load(&s->reaped));
    buf_printf(out,
        "# HELP lok_bugs_total Mistakes of the program that it survived.\n"
        "# TYPE lok_bugs_total counter\nlok_bugs_total %lu\n",
        check_bug_count());
    if (o->more != NULL)
        o->more(o->context, out);
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *data, size_t *length, void **state)
{
    static const int SEEN;
    (void)version, (void)data;
    struct ops *o = context;
    if (*state == NULL) {
        *state = (void *)(uintptr_t)&SEEN;
        return MHD_YES;
    }
    if (*length > 0) {
        *length = 0;
        return MHD_YES;
    }
    AUTO(arena_cleanup) struct arena *a = arena_new();
    bool is_get = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    bool ok;
    if (is_get && strcmp(url, "/readyz") == 0) {
        bool ready = is_ready(o, a);
        ok = respond_text(connection, ready ? 200 : 503, ready ? "ready\n" : "not ready\n");
    } else if (is_get && strcmp(url, "/metrics") == 0) {
        struct buf out;
        buf_init(&out, a, 0);
        print_metrics(o, &out);
        ok = respond_text(connection, 200, out.data);
    } else {
        ok = respond_text(connection, is_get ? 404 : 405, "GET /readyz or /metrics\n");
    }
    return ok ? MHD_YES : MHD_NO;
}

enum err ops_start(struct service *service, const char *listen,
    void (*more)(void *context, struct buf *out), void *context, struct arena *a, struct fault *f,
    struct ops **ret)
{
    struct ops *o = arena_alloc(a, sizeof *o);
    *o = (struct ops){ .service = service, .more = more, .context = context };
    TRY(listen_open(listen, a, f, &o->listen));
    o->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, on_request, o,
        MHD_OPTION_LISTEN_SOCKET, o->listen.fd, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)TIMEOUT_SECONDS, MHD_OPTION_CONNECTION_LIMIT, (unsigned)MAX_CONNECTIONS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)(8 * KiB), MHD_OPTION_END);
    if (o->daemon == NULL) {
        listen_close(&o->listen);
        return fault_set(f, ERR_INTERNAL, "the operators' listener did not start");
    }
    *ret = o;
    return ERR_OK;
}

const char *ops_address(const struct ops *o)
{
    return o->listen.address;
}

void ops_stop(struct ops *o)
{
    if (o == NULL)
        return;
    MHD_stop_daemon(o->daemon);
    o->listen.fd = -1; /* closed by the library */
    listen_close(&o->listen);
}
