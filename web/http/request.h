/* web/http/request.h: one request as a handler sees it.
 *
 * Invariants:
 *   - everything in it lives in `arena`, freed when the response has been sent;
 *   - READ: `snap` is open; WRITE: `tx` is open and `snap` reads inside it; OWN: neither;
 *   - what a WRITE route changed is committed only when its answer's status is under 400;
 *   - `route`, permission, CSRF and the body's size and type were checked before the handler runs.
 */
#ifndef WEB_HTTP_REQUEST_H
#define WEB_HTTP_REQUEST_H

#include "lok/council.h"
#include "web/http/app.h"
#include "web/http/route.h"

struct reply;  /* reply.h */
struct upload; /* upload.h */

/* A message for the top of the next page: what was done, and a path to post to to take it back. */
struct flash {
    const char *done, *undo; /* "" when none */
};

struct request {
    struct arena *arena;
    const struct app *app;
    struct fault fault;
    enum method method;
    const char *raw_path, *path; /* raw; decoded, for links back */
    const char *raw_target;      /* with the query */
    struct route_match match;
    const struct route *route;
    int64_t id; /* the `:id` of the path, 0 without one */
    struct params query;
    struct params form;          /* of a FORM body */
    const struct upload *upload; /* of an UPLOAD body */
    const struct json *json;     /* of a JSON or PATCH body: an object, empty without a body */
    bool is_api;                 /* the path begins with /api */
    struct council council;      /* read at the start of every request; name "" before init */
    struct actor actor;
    const char *session_hash; /* "" when not signed in by cookie */
    struct flash flash;       /* for the layout; cleared once a page was rendered */
    const char *client;       /* address, from X-Forwarded-For only behind the trusted proxy */
    struct snap *snap;        /* NULL while an error page is rendered */
    struct tx *tx;
    const char *script; /* of this page besides app.js, e.g. "work.js"; NULL for none */
    bool gave_up;       /* request_give_up was called */
    struct reply *reply;
    void *connection; /* of the HTTP library: for request.c and reply.c only */
};

/* A segment of the path by its name in the route, e.g. "number"; "" when there is none. */
const char *request_param(const struct request *rq, const char *name);
const char *request_query(const struct request *rq, const char *name); /* "" when absent */
/* A request header, or NULL. */
const char *request_header(const struct request *rq, const char *name);

/* The version of If-Match: "12" or "*" (ret 0). ERR_MALFORMED for weak tags and lists. */
enum err request_if_match(struct request *rq, int64_t *ret_version) NODISCARD;
/* The hidden `_version` of a form; ERR_INVALID without one. */
enum err request_form_version(struct request *rq, int64_t *ret_version) NODISCARD;

/* For a WRITE route whose change was refused, to show the page again: everything is rolled back, and
 * `snap` reads what stands there. Nothing is committed afterwards. */
enum err request_give_up(struct request *rq) NODISCARD;

/* For OWN routes: a short transaction of their own. */
enum err request_snap(struct request *rq) NODISCARD; /* opens rq->snap */
void request_snap_end(struct request *rq);
enum err request_tx(struct request *rq) NODISCARD; /* opens rq->tx and rq->snap */
enum err request_commit(struct request *rq) NODISCARD;
void request_rollback(struct request *rq);

/* An issue at something that is not in the body: its field is "?name" for the query, "!Name" for a
 * header; problem+json says so in `in`. */

/* Paging of the API: `pageSize` (1–100, default 25) and the opaque `cursor` (an id).
 * Refuses unknown query names other than `allowed` (NULL-terminated, may be NULL). */
struct paging {
    int64_t after;
    int64_t size;
};
enum err request_paging(
    struct request *rq, const char *const *allowed, struct paging *ret) NODISCARD;
/* The cursor that makes the next page begin after `id`. */
const char *request_cursor(struct request *rq, int64_t id);

#endif
