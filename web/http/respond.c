#include "web/http/respond.h"
#include "lok/base/clock.h"
#include "lok/base/str.h"
#include "web/http/etag.h"
#include "web/http/gzip.h"
#include <microhttpd.h>
#include <string.h>

enum { STREAM_BLOCK = 64 * KiB };

static const struct reply_header ALWAYS[] = {
    { "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "same-origin" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()" },
};

static void add(struct MHD_Response *m, const char *name, const char *value)
{
    /* The library drops what it does not like, and says so only here. */
    if (MHD_add_response_header(m, name, value) != MHD_YES)
        OUR_BUG("the library refused a header");
}

static bool is_text(const char *type)
{
    return type != NULL &&
           (str_starts(type, "text/") || str_starts(type, "application/json") ||
               str_starts(type, "application/problem+json") ||
               str_starts(type, "application/ld+json") ||
               str_starts(type, "application/atom+xml") || str_starts(type, "image/svg"));
}

static void set_caching(struct exchange *x)
{
    struct request *rq = &x->rq;
    struct reply *r = &x->reply;
    if (r->cache_control != NULL)
        return;
    if (rq->method != GET || r->status != 200 || rq->session_hash[0] != 0) {
        r->cache_control = "no-store";
        return;
    }
    r->cache_control = x->is_bearer ? "private, no-cache" : "no-cache";
    if (r->etag == NULL)
        r->etag = etag_of_body(rq->arena, r->body, r->length);
}

/* Then the answer depends on Accept-Encoding. */
static bool is_compressible(const struct reply *r)
{
    return r->length > GZIP_LEAST && !r->has_version && is_text(r->content_type);
}

static bool compress(struct exchange *x)
{
    struct request *rq = &x->rq;
    struct reply *r = &x->reply;
    if (!etag_accepts_gzip(request_header(rq, "Accept-Encoding")))
        return false;
    if (r->gzipped == NULL &&
        !gzip_pack(rq->arena, r->body, r->length, GZIP_FAST, &r->gzipped, &r->gzipped_length))
        return false;
    r->body = r->gzipped;
    r->length = r->gzipped_length;
    if (r->etag != NULL)
        r->etag = etag_gzipped(rq->arena, r->etag);
    return true;
}

/* A version says what may be changed, not that all that is shown with it (a clock time, the name of
 * something else) is still the same. */
static bool is_unchanged(struct exchange *x)
{
    const struct reply *r = &x->reply;
    return r->status == 200 && x->rq.method == GET && r->etag != NULL && !r->has_version &&
           !str_equal(r->cache_control, "no-store") &&
           etag_listed(request_header(&x->rq, "If-None-Match"), r->etag);
}

static void add_headers(struct exchange *x, struct MHD_Response *m, bool varies, bool gzipped)
{
    const struct reply *r = &x->reply;
    for (size_t i = 0; i < ARRAY_LEN(ALWAYS); i++)
        add(m, ALWAYS[i].name, ALWAYS[i].value);
    add(m, "Cache-Control", r->cache_control);
    if (x->service->is_https)
        add(m, "Strict-Transport-Security", "max-age=31536000");
    if (r->content_type != NULL && r->status != 304)
        add(m, "Content-Type", r->content_type);
    if (r->etag != NULL)
        add(m, "ETag", r->etag);
    if (varies)
        add(m, "Vary", "Accept-Encoding");
    if (gzipped)
        add(m, "Content-Encoding", "gzip");
    for (size_t i = 0; i < r->header_count; i++)
        add(m, r->header[i].name, r->header[i].value);
    if (r->close || atomic_load(&x->service->quiescing))
        add(m, "Connection", "close");
}

static ssize_t read_body(void *context, uint64_t position, char *to, size_t most)
{
    const struct reply *r = context;
    size_t got = r->reader(r->reader_context, position, to, most);
    return got == 0 ? MHD_CONTENT_READER_END_WITH_ERROR : (ssize_t)got;
}

/* The body stays where it is: in the arena, freed after it was sent, in the program, or in the
 * database. */
static struct MHD_Response *response_of(struct reply *r)
{
    if (r->reader != NULL)
        return MHD_create_response_from_callback(r->length, STREAM_BLOCK, read_body, r, NULL);
    return MHD_create_response_from_buffer(
        r->length, (void *)(uintptr_t)r->body, MHD_RESPMEM_PERSISTENT);
}

bool respond(struct exchange *x)
{
    struct reply *r = &x->reply;
    PRE(r->status != 0);
    set_caching(x);
    bool varies = is_compressible(r), gzipped = false;
    if (is_unchanged(x)) {
        r->status = 304;
        r->reader = NULL;
        r->body = "";
        r->length = 0;
    } else if (varies) {
        gzipped = compress(x);
    }
    struct MHD_Response *m = response_of(r);
    if (m == NULL)
        return false;
    add_headers(x, m, varies, gzipped);
    reaper_sends(x->peer->entry, clock_monotonic(), r->length);
    bool queued = MHD_queue_response(x->connection, r->status, m) == MHD_YES;
    MHD_destroy_response(m);
    x->answered = queued;
    return queued;
}

bool respond_text(struct MHD_Connection *connection, unsigned status, const char *text)
{
    struct MHD_Response *m = MHD_create_response_from_buffer(
        strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_MUST_COPY);
    if (m == NULL)
        return false;
    add(m, "Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    add(m, "Cache-Control", "no-store");
    add(m, "X-Content-Type-Options", "nosniff");
    bool queued = MHD_queue_response(connection, status, m) == MHD_YES;
    MHD_destroy_response(m);
    return queued;
}
