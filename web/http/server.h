/* web/http/server.h: the HTTP server over libmicrohttpd: threads, limits, reaper, shutdown. */
#ifndef WEB_HTTP_SERVER_H
#define WEB_HTTP_SERVER_H

#include "web/http/reply.h"

/* What the machinery needs from web/routes.c, which alone knows pages and API. */
struct site {
    const struct route *routes;
    size_t route_count;
    /* Wraps the page's inner markup in the layout: menu, banner, message, title. */
    void (*layout)(struct request *rq, const char *title, struct html main, struct buf *out);
    /* The inner markup of an error page. */
    void (*error)(struct request *rq, enum err e, struct buf *out);
    /* Where who is signed in by cookie must go before this request, or NULL in *ret_path. May be NULL.
     * The API answers 403 then. */
    enum err (*detour)(struct request *rq, const char **ret_path);
};
extern const struct site SITE; /* web/routes.c */

struct server;

/* Binds and starts the threads. All signals must be blocked by the caller before. On failure f->detail
 * is an English sentence for the operator's terminal. */
enum err server_start(const struct app *app, const struct site *site, const char *listen,
    struct fault *f, struct server **ret) NODISCARD;
/* The address it really listens on ("127.0.0.1:43217" for port 0, or "unix:PATH"). */
const char *server_address(const struct server *s);
/* Closes slow requests; call about once a second. */
void server_reap(struct server *s);

/* A second listener for operators: /readyz (200 while the database answers and we do not stop) and
 * /metrics (Prometheus text). `more` (may be NULL) adds metrics of other rooms; called on the
 * listener's thread. */
enum err server_ops_start(struct server *s, const char *listen,
    void (*more)(void *context, struct buf *out), void *context, struct fault *f) NODISCARD;
const char *server_ops_address(const struct server *s); /* "" without one */

/* Shutdown: server_drain, stop the courier, server_stop(s, 0). */

/* Takes no new connections and waits until what is in flight was answered, at most `drain_ms`; who
 * sends another request on an open connection is answered, with Connection: close. */
void server_drain(struct server *s, int64_t drain_ms);
/* Drains, unless that was done, stops the threads, closes what is open, frees. NULL is allowed. */
void server_stop(struct server *s, int64_t drain_ms);

#endif
