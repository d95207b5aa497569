#include "web/http/reply.h"
#include "lok/base/str.h"
#include "web/http/etag.h"
#include "web/http/exchange.h"
#include "web/http/problem.h"
#include "web/http/session.h"
#include <string.h>

static const char HTML_TYPE[] = "text/html; charset=utf-8";
static const char JSON_TYPE[] = "application/json";
static const char PROBLEM_TYPE[] = "application/problem+json";
static const char COOKIE_NAME[] = "__Host-lok";

/* Headers set before the body stay. */
static void set(
    struct request *rq, unsigned status, const char *type, const void *body, size_t length)
{
    struct reply *r = rq->reply;
    r->status = status;
    r->content_type = type;
    r->body = body;
    r->length = length;
    r->etag = NULL;
    r->cache_control = NULL;
    r->has_version = false;
    r->is_page = false;
    r->gzipped = NULL;
    r->reader = NULL;
}

static void set_page(struct request *rq, unsigned status, const char *title, const struct buf *main)
{
    struct buf out;
    buf_init(&out, rq->arena, 0);
    exchange_of(rq)->service->site->layout(rq, title, (struct html){ main->data }, &out);
    if (main->overflow || out.overflow)
        OUR_BUG("a page passed 64 MiB");
    set(rq, status, HTML_TYPE, out.data, out.length);
    rq->reply->is_page = true;
}

enum err reply_page_status(
    struct request *rq, unsigned status, const char *title, html_template *render, const void *view)
{
    struct buf inner;
    buf_init(&inner, rq->arena, 0);
    render(&inner, view);
    set_page(rq, status, title, &inner);
    return ERR_OK;
}

enum err reply_page(struct request *rq, const char *title, html_template *render, const void *view)
{
    return reply_page_status(rq, 200, title, render, view);
}

/* Outside a WRITE route the message gets a short transaction of its own. */
static enum err keep_flash(struct request *rq, struct flash flash)
{
    if (rq->tx != NULL)
        return session_set_flash(rq->tx, rq->session_hash, flash);
    struct tx *tx;
    TRY(tx_begin(rq->app->db, &rq->fault, &tx));
    enum err e = session_set_flash(tx, rq->session_hash, flash);
    if (e == ERR_OK)
        return tx_commit(tx);
    tx_rollback(tx);
    return e;
}

enum err reply_see_other(struct request *rq, const char *path, const char *done, const char *undo)
{
    if (path[0] != '/' || path[1] == '/' || path[1] == '\\') {
        OUR_BUG("a redirect leads elsewhere");
        path = "/";
    }
    if (done != NULL && rq->session_hash[0] != 0)
        TRY(keep_flash(rq, (struct flash){ .done = done, .undo = undo == NULL ? "" : undo }));
    set(rq, 303, HTML_TYPE, "", 0);
    reply_header(rq, "Location", path);
    return ERR_OK;
}

enum err reply_json(
    struct request *rq, unsigned status, cJSON *tree, int64_t version, const char *location)
{
    const char *text = json_print(rq->arena, tree);
    set(rq, status, JSON_TYPE, text, strlen(text));
    if (version > 0) {
        rq->reply->etag = etag_of_version(rq->arena, version);
        rq->reply->has_version = true;
    }
    if (location != NULL)
        reply_header(rq, "Location", location);
    return ERR_OK;
}

enum err reply_no_content(struct request *rq)
{
    set(rq, 204, NULL, "", 0);
    return ERR_OK;
}

enum err reply_bytes(struct request *rq, const char *content_type, const void *bytes, size_t length,
    const char *etag, const char *cache_control)
{
    set(rq, 200, content_type, bytes, length);
    rq->reply->etag = etag;
    rq->reply->cache_control = cache_control;
    return ERR_OK;
}

enum err reply_stream(struct request *rq, const char *content_type, size_t length, const char *etag,
    const char *cache_control, reply_reader *reader, void *context)
{
    TRY(reply_bytes(rq, content_type, "", length, etag, cache_control));
    rq->reply->reader = reader;
    rq->reply->reader_context = context;
    return ERR_OK;
}

void reply_header(struct request *rq, const char *name, const char *value)
{
    struct reply *r = rq->reply;
    for (const char *s = value; *s != 0; s++) {
        if ((unsigned char)*s < 0x20 || *s == 0x7f) {
            OUR_BUG("a header's value holds a control character");
            return;
        }
    }
    if (r->header_count == REPLY_MAX_HEADERS) {
        OUR_BUG("too many headers");
        return;
    }
    r->header[r->header_count++] = (struct reply_header){ name, value };
}

void reply_session_cookie(struct request *rq, const char *token, int64_t max_age_seconds)
{
    long long age = token[0] == 0 ? 0 : (long long)max_age_seconds;
    reply_header(rq, "Set-Cookie",
        arena_printf(rq->arena, "%s=%s; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=%lld",
            COOKIE_NAME, token, age));
}

/* Outside /api: to the sign-in page, and back here afterwards. */
static void see_sign_in(struct request *rq)
{
    const char *back = rq->method == GET ? exchange_of(rq)->raw_target : "/";
    set(rq, 303, HTML_TYPE, "", 0);
    reply_header(
        rq, "Location", arena_printf(rq->arena, "/aanmelden?naar=%s", url_encode(rq->arena, back)));
}

static void add_error_headers(struct request *rq, enum err e)
{
    static const char *const NAMES[] = { "GET, HEAD", "POST", "PUT", "PATCH", "DELETE" };
    if (e == ERR_METHOD) {
        struct buf allow;
        buf_init(&allow, rq->arena, 0);
        for (unsigned m = 0; m < METHOD_COUNT; m++)
            if ((rq->match.allow & 1u << m) != 0)
                buf_printf(&allow, "%s%s", allow.length > 0 ? ", " : "", NAMES[m]);
        reply_header(rq, "Allow", allow.data);
    }
    if (e == ERR_UNAUTHORIZED)
        reply_header(rq, "WWW-Authenticate", "Bearer realm=\"lok\"");
    if (e == ERR_BUSY || e == ERR_STORAGE || e == ERR_TOO_MANY)
        reply_header(rq, "Retry-After", "5");
    if (e == ERR_MEDIA_TYPE && rq->route != NULL)
        reply_header(rq, rq->route->body.type == BODY_PATCH ? "Accept-Patch" : "Accept",
            body_type_name(rq->route->body.type));
}

void reply_refusal(struct request *rq, enum err e)
{
    bool close = rq->reply->close;
    *rq->reply = (struct reply){ .close = close };
    if (e == ERR_UNAUTHORIZED && !rq->is_api && rq->form.count == 0) {
        see_sign_in(rq);
        return;
    }
    if (rq->is_api) {
        const char *text = problem_json(rq->arena, e, &rq->fault, rq->raw_path);
        set(rq, err_status(e), PROBLEM_TYPE, text, strlen(text));
    } else {
        struct buf inner;
        buf_init(&inner, rq->arena, 0);
        exchange_of(rq)->service->site->error(rq, e, &inner);
        set_page(rq, err_status(e), err_title(e), &inner);
    }
    add_error_headers(rq, e);
}

void reply_malformed(struct request *rq, enum err e, const char *why)
{
    *rq->reply = (struct reply){ .close = true };
    const char *text = arena_printf(rq->arena, "%s (%s).\n", err_title(e), why);
    set(rq, err_status(e), "text/plain; charset=utf-8", text, strlen(text));
}
