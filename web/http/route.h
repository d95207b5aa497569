/* web/http/route.h: which function answers which address.
 *
 * Invariants:
 *   - matching is on raw path segments, each decoded on its own: an encoded slash never splits;
 *   - `:id` takes only a positive decimal number, any other `:name` any non-empty segment; it may
 *     end in a fixed suffix (":token.ics");
 *   - a literal segment wins over a parameter at the same place.
 */
#ifndef WEB_HTTP_ROUTE_H
#define WEB_HTTP_ROUTE_H

#include "lok/permission.h"

struct request;

enum method { GET, POST, PUT, PATCH, DELETE, METHOD_COUNT }; /* HEAD is answered as GET */

/* What stands open while the handler runs. OWN: neither (argon2 must not hold the writer). */
enum route_mode { READ, WRITE, OWN };

/* Who may come in at all; the handler asks may() for the rest. A secretary passes PARTNER, MEMBER
 * and CHAIR too, a chair MEMBER, an admin PARTNER (endpoints are theirs too). */
enum route_who { PUBLIC, SIGNED_IN, PARTNER, MEMBER, CHAIR, SECRETARY, ADMIN };

/* BODY_UPLOAD: a document, up to the limit in the settings (upload.h). */
enum body_type { BODY_NONE, BODY_FORM, BODY_JSON, BODY_PATCH, BODY_UPLOAD };
struct body_rule {
    enum body_type type;
    size_t limit; /* bytes */
    bool optional;
};
#define FORM(limit_)                         \
    {                                        \
        .type = BODY_FORM, .limit = (limit_) \
    }
#define JSON(limit_)                         \
    {                                        \
        .type = BODY_JSON, .limit = (limit_) \
    }
#define UPLOAD              \
    {                       \
        .type = BODY_UPLOAD \
    }
#define PATCHED(limit_)                       \
    {                                         \
        .type = BODY_PATCH, .limit = (limit_) \
    }

typedef enum err handler(struct request *rq);

struct route {
    enum method method;
    const char *path;
    handler *handle;
    enum route_mode mode;
    enum route_who who;
    struct body_rule body;
    bool if_match;        /* API change: 428 without If-Match */
    bool idempotent_post; /* API: Idempotency-Key required */
};
/* What comes behind the mode begins with who may come in: clang refuses an empty `...`. */
#define ROUTE(method_, path_, handle_, mode_, ...)                                             \
    {                                                                                          \
        .method = method_, .path = path_, .handle = handle_, .mode = mode_, .who = __VA_ARGS__ \
    }

enum { ROUTE_MAX_PARAMS = 4 };
struct route_match {
    const struct route *route; /* NULL: no such path, or no such method on it */
    bool path_exists;
    unsigned allow;                     /* bit per enum method that the path has */
    const char *name[ROUTE_MAX_PARAMS]; /* "id", "number" */
    const char *value[ROUTE_MAX_PARAMS];
};

/* Pure; `raw_path` is the undecoded path. ERR_MALFORMED for NUL, controls, bad UTF-8 or escapes. */
enum err route_match(const struct route *routes, size_t count, enum method m, const char *raw_path,
    struct arena *a, struct route_match *ret) NODISCARD;

/* One segment (or a whole path) without its percent-encoding. ERR_MALFORMED as above. */
enum err route_decode(struct arena *a, const char *raw, size_t length, const char **ret) NODISCARD;

bool route_admits(enum route_who who, const struct actor *actor);

#endif
