#include "web/http/exchange.h"
#include "lok/base/clock.h"
#include "lok/base/log.h"
#include <microhttpd.h>
#include <string.h>

/* After a chunked body passed its limit so much more is read, so that the answer still arrives. */
enum { MAX_DROPPED = 1 * MiB, MAX_LOGGED_PATH = 60 };

struct exchange *exchange_of(struct request *rq)
{
    return (struct exchange *)rq;
}

struct exchange *exchange_new(struct service *service, struct MHD_Connection *connection,
    struct peer *peer, const char *target)
{
    struct arena *a = arena_new();
    struct exchange *x = arena_alloc(a, sizeof *x);
    x->service = service;
    x->connection = connection;
    x->peer = peer;
    x->raw_at = target;
    x->raw_target = arena_strdup(a, target);
    x->raw_query = "";
    x->why = "";
    x->started_at = clock_monotonic();
    x->rq = (struct request){
        .arena = a,
        .app = service->app,
        .raw_path = x->raw_target,
        .raw_target = x->raw_target,
        .path = x->raw_target,
        .council = { .name = "",
            .municipality = "",
            .number_prefix = "",
            .email = "",
            .demo_date = "" },
        .actor = { .name = "" },
        .session_hash = "",
        .flash = { .done = "", .undo = "" },
        .client = peer == NULL ? "" : peer->address,
        .reply = &x->reply,
        .connection = connection,
    };
    fault_init(&x->rq.fault, a);
    atomic_fetch_add(&service->in_flight, 1);
    return x;
}

/* The library works in place: between a header's name and value it leaves the colon (now NUL) and
 * blanks, between a value and the next name the line's end (now NULs). A continuation line moves the
 * name elsewhere, a NUL cuts the value short: both show in the distances. */
struct head_reader {
    struct guard_header at[GUARD_MAX_HEADERS + 1];
    size_t count;
    const char *line_ends; /* of the header before */
};

static bool is_near(const char *from, const char *to, size_t least, size_t most)
{
    uintptr_t a = (uintptr_t)from, b = (uintptr_t)to;
    return b >= a + least && b <= a + most;
}

static bool only_blanks(const char *from, const char *to)
{
    for (; from < to; from++)
        if (*from != 0 && *from != ' ' && *from != '\t')
            return false;
    return true;
}

static enum MHD_Result read_header(void *context, enum MHD_ValueKind kind, const char *name,
    size_t name_length, const char *value, size_t value_length)
{
    (void)kind;
    struct head_reader *r = context;
    if (r->count > GUARD_MAX_HEADERS)
        return MHD_NO;
    const char *name_ends = name + name_length;
    bool in_place =
        value != NULL && is_near(name_ends, value, 1, 1 * KiB) && only_blanks(name_ends, value);
    if (r->line_ends != NULL)
        in_place = in_place && is_near(r->line_ends, name, 1, 2);
    r->line_ends = value == NULL ? NULL : value + value_length;
    r->at[r->count++] = (struct guard_header){
        .name = name,
        .name_length = name_length,
        .value = value == NULL ? "" : value,
        .value_length = value_length,
        .displaced = !in_place,
    };
    return MHD_YES;
}

/* The version stands behind the target in the library's buffer, one NUL between them: so a NUL
 * inside the target is seen. */
static size_t target_length(const struct exchange *x, const char *version)
{
    if (is_near(x->raw_at, version, 1, 64 * KiB))
        return (size_t)((uintptr_t)version - (uintptr_t)x->raw_at) - 1;
    return strlen(x->raw_target);
}

static enum err guard(
    struct exchange *x, const char *method, const char *version, struct guard_body *ret)
{
    struct head_reader reader = { .count = 0 };
    MHD_get_connection_values_n(x->connection, MHD_HEADER_KIND, read_header, &reader);
    struct guard_head head = {
        .method = method,
        .target = x->raw_target,
        .target_length = strlen(x->raw_target),
        .version = version,
        .headers = reader.at,
        .header_count = reader.count,
    };
    if (head.target_length != target_length(x, version)) {
        x->why = "the target holds a NUL";
        return ERR_MALFORMED;
    }
    return guard_check(&head, ret, &x->why);
}

/* ERR_NOT_IMPLEMENTED for a method that HTTP does not know; METHOD_COUNT for one that we do not. */
static enum err read_method(const char *method, enum method *ret)
{
    static const char *const NAMES[] = { "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
        "TRACE", "CONNECT" };
    if (strcmp(method, "HEAD") == 0)
        method = "GET";
    for (size_t i = 0; i < ARRAY_LEN(NAMES); i++) {
        if (strcmp(method, NAMES[i]) == 0) {
            *ret = i < METHOD_COUNT ? (enum method)i : METHOD_COUNT;
            return ERR_OK;
        }
    }
    return ERR_NOT_IMPLEMENTED;
}

static enum err split_target(struct exchange *x)
{
    struct request *rq = &x->rq;
    size_t length = strcspn(x->raw_target, "?");
    if (x->raw_target[length] == '?') {
        rq->raw_path = arena_strndup(rq->arena, x->raw_target, length);
        x->raw_query = x->raw_target + length + 1;
    }
    rq->is_api = str_starts(rq->raw_path, "/api/") || str_equal(rq->raw_path, "/api");
    rq->path = rq->raw_path;
    if (strchr(rq->raw_path, '%') != NULL)
        TRY(route_decode(rq->arena, rq->raw_path, length, &rq->path));
    return ERR_OK;
}

static enum err find_route(struct exchange *x, const char *method)
{
    struct request *rq = &x->rq;
    enum err known = read_method(method, &rq->method);
    if (known != ERR_OK)
        return known;
    const struct site *site = x->service->site;
    TRY(route_match(
        site->routes, site->route_count, rq->method, rq->raw_path, rq->arena, &rq->match));
    rq->route = rq->match.route;
    if (rq->route == NULL)
        return rq->match.path_exists ? ERR_METHOD : ERR_NOT_FOUND;
    if (str_to_i64(request_param(rq, "id"), &rq->id))
        POST(rq->id > 0);
    return ERR_OK;
}

static enum err explain_upload(struct exchange *x, enum err e)
{
    struct fault *f = &x->rq.fault;
    if (e == ERR_TOO_LARGE)
        return fault_set(f, e, "Een document mag hoogstens %zu MB groot zijn.",
            x->service->app->document_limit / MiB);
    if (e == ERR_MEDIA_TYPE)
        return fault_set(f, e, "Verwacht wordt één document, als multipart/form-data of zo.");
    if (e == ERR_MALFORMED)
        return fault_set(f, e, "Het document is niet goed verstuurd. Probeer het opnieuw.");
    return e;
}

static enum err begin_body(struct exchange *x, const struct guard_body *announced)
{
    struct request *rq = &x->rq;
    const char *type = request_header(rq, "Content-Type");
    if (rq->route->body.type != BODY_UPLOAD)
        return body_begin(&x->body, &x->service->bodies, &rq->route->body, announced, type);
    rq->upload = &x->upload;
    return upload_begin(&x->upload, rq->arena, &x->service->uploads, rq->app->document_limit,
        announced, type, x->service->folder);
}

static enum err add_to_body(struct exchange *x, const char *bytes, size_t length)
{
    return x->rq.upload != NULL ? upload_add(&x->upload, bytes, length)
                                : body_add(&x->body, x->rq.arena, bytes, length);
}

/* Gives `e` words, for what was found out before a handler could say anything. */
static enum err explain(struct exchange *x, enum err e)
{
    struct fault *f = &x->rq.fault;
    const struct route *route = x->rq.route;
    if (route != NULL && route->body.type == BODY_UPLOAD)
        return explain_upload(x, e);
    bool has_body_rule = route != NULL && route->body.type != BODY_NONE;
    if (e == ERR_TOO_LARGE && has_body_rule)
        return fault_set(f, e, "Hier mag hoogstens %zu KiB verstuurd worden.",
            (route->body.limit + KiB - 1) / KiB);
    if (e == ERR_MEDIA_TYPE && has_body_rule)
        return fault_set(f, e, "Verwacht wordt %s.", body_type_name(route->body.type));
    if (e == ERR_MALFORMED && route != NULL)
        return fault_set(f, e, "Bij deze aanvraag hoort geen inhoud.");
    if (e == ERR_MALFORMED)
        return fault_set(f, e, "Dit adres is niet goed geschreven.");
    return e;
}

void exchange_open(struct exchange *x, const char *method, const char *version)
{
    struct guard_body announced = { 0 };
    x->opened = true;
    enum err e = guard(x, method, version, &announced);
    x->body_comes = announced.chunked || announced.content_length > 0;
    if (e != ERR_OK) {
        x->reply.close = true;
        x->refused = e;
        return;
    }
    e = split_target(x);
    if (e == ERR_OK)
        e = find_route(x, method);
    if (e == ERR_OK)
        e = begin_body(x, &announced);
    if (e != ERR_OK && x->body_comes)
        x->reply.close = true;
    x->refused = explain(x, e);
    if (x->body_comes)
        reaper_expect_body(x->peer->entry, clock_monotonic());
    else
        reaper_at_work(x->peer->entry);
}

bool exchange_body(struct exchange *x, const char *bytes, size_t length)
{
    reaper_body_came(x->peer->entry, length);
    if (x->refused == ERR_OK) {
        x->refused = explain(x, add_to_body(x, bytes, length));
    } else {
        x->body.dropped += length;
    }
    if (x->refused != ERR_OK)
        x->reply.close = true;
    return x->body.dropped <= MAX_DROPPED;
}

/* Paths can hold secrets (links, feeds): of a known route its pattern is logged, of any other path
 * the first segment, of what the guard refused nothing. */
static const char *logged_path(const struct exchange *x)
{
    const struct request *rq = &x->rq;
    if (rq->route != NULL)
        return rq->route->path;
    if (x->why[0] != 0 || rq->raw_path[0] != '/')
        return "";
    size_t length = 1 + strcspn(rq->raw_path + 1, "/?");
    return arena_strndup(
        rq->arena, rq->raw_path, length > MAX_LOGGED_PATH ? MAX_LOGGED_PATH : length);
}

static void log_request(const struct exchange *x)
{
    static const char *const METHODS[] = { "GET", "POST", "PUT", "PATCH", "DELETE", "-" };
    const struct request *rq = &x->rq;
    bool is_malformed = x->why[0] != 0;
    log_line(LOG_INFO, "request",
        "method=%s path=\"%s\" id=%lld status=%u bytes=%zu ms=%lld client=%s%s%s%s",
        METHODS[rq->method], logged_path(x), (long long)rq->id, x->reply.status, x->reply.length,
        (long long)(clock_monotonic() - x->started_at), rq->client, is_malformed ? " why=\"" : "",
        x->why, is_malformed ? "\"" : "");
}

void exchange_end(struct exchange *x)
{
    struct request *rq = &x->rq;
    if (rq->tx != NULL) {
        OUR_BUG("a transaction was open when the request ended");
        tx_rollback(rq->tx);
    } else if (rq->snap != NULL) {
        OUR_BUG("a snapshot was open when the request ended");
        snap_end(rq->snap);
    }
    if (x->answered) {
        atomic_fetch_add(&x->service->answered[x->reply.status / 100 % 6], 1);
        log_request(x);
    }
    body_end(&x->body);
    upload_end(&x->upload);
    atomic_fetch_sub(&x->service->in_flight, 1);
    arena_free(rq->arena);
}
