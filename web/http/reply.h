/* web/http/reply.h: what a handler answers.
 *
 * Every response gets the security headers (Content-Security-Policy without inline script or style,
 * X-Content-Type-Options, Referrer-Policy, Cross-Origin-*, Permissions-Policy, Cache-Control), and an
 * ETag where `version` or a body hash gives one (304 on If-None-Match). Errors: problem+json
 * (RFC 9457) under /api, an HTML page elsewhere. A handler sets one reply and returns ERR_OK, or
 * returns an error and leaves the rest to dispatch.
 *
 * A header value with CR, LF or NUL is refused (libmicrohttpd drops it silently).
 */
#ifndef WEB_HTTP_REPLY_H
#define WEB_HTTP_REPLY_H

#include "web/http/html.h"
#include "web/http/request.h"

/* Renders `view` with a compiled template inside the layout that routes.c handed in. */
enum err reply_page(
    struct request *rq, const char *title, html_template *render, const void *view) NODISCARD;
/* The same with another status: a form that comes back with its errors is 400. From 400 on a WRITE
 * route is rolled back, as after an error. */
enum err reply_page_status(struct request *rq, unsigned status, const char *title,
    html_template *render, const void *view) NODISCARD;

/* 303 to a path of ours; `done` (may be NULL) is a message for the top of the next page, `undo` (may
 * be NULL) a path that a button "Ongedaan maken" posts to. Kept in the session, never in the URL. */
enum err reply_see_other(
    struct request *rq, const char *path, const char *done, const char *undo) NODISCARD;

/* 200 or 201 (with Location when not NULL); prints and deletes the tree; ETag "version" when
 * version > 0. */
enum err reply_json(struct request *rq, unsigned status, cJSON *tree, int64_t version,
    const char *location) NODISCARD;
enum err reply_no_content(struct request *rq) NODISCARD; /* 204 */

/* Any bytes; they live in the arena or are const. `etag` may be NULL. */
enum err reply_bytes(struct request *rq, const char *content_type, const void *bytes, size_t length,
    const char *etag, const char *cache_control) NODISCARD;

/* Bytes that are read while they are sent, on a thread of the server: `reader` fills `to` with what
 * stands at `position`, at most `most` bytes, and gives their count, 0 when they cannot be had. Its
 * context lives in the arena. */
typedef size_t reply_reader(void *context, uint64_t position, char *to, size_t most);
enum err reply_stream(struct request *rq, const char *content_type, size_t length, const char *etag,
    const char *cache_control, reply_reader *reader, void *context) NODISCARD;

/* An extra header, checked. */
void reply_header(struct request *rq, const char *name, const char *value);
/* Set-Cookie __Host-lok; "" ends it. */
void reply_session_cookie(struct request *rq, const char *token, int64_t max_age_seconds);

/* For dispatch only: replace what was set by the answer to an error: problem+json under /api, else a
 * page in the layout or a way to the sign-in page. Reads rq->fault. */
void reply_refusal(struct request *rq, enum err e);
/* For what the guard refused: a line of text, and the connection closes. */
void reply_malformed(struct request *rq, enum err e, const char *why);

#endif
