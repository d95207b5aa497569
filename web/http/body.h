/* web/http/body.h: a request's body, collected by us up to the route's limit.
 *
 * Invariants:
 *   - bodies in flight in the whole process never pass the budget: who comes too late gets ERR_BUSY;
 *   - memory is taken when bytes come, not when a length is announced.
 */
#ifndef WEB_HTTP_BODY_H
#define WEB_HTTP_BODY_H

#include "web/http/guard.h"
#include "web/http/route.h"
#include <stdatomic.h>

struct body_budget {
    atomic_size_t taken;
    size_t limit;
};

struct body {
    struct body_budget *budget;
    size_t reserved;
    char *bytes; /* NUL-terminated behind `length`; NULL while nothing came */
    size_t length, capacity, limit;
    bool over; /* more came than `limit`; what comes now is dropped */
    size_t dropped;
};

/* Decides from the head whether this body may come. ERR_TOO_LARGE, ERR_MEDIA_TYPE, ERR_BUSY or, for a
 * body where none belongs, ERR_MALFORMED. `content_type` may be NULL. */
enum err body_begin(struct body *b, struct body_budget *budget, const struct body_rule *rule,
    const struct guard_body *announced, const char *content_type) NODISCARD;

/* ERR_TOO_LARGE or ERR_BUSY: only a chunked body can fail here. */
enum err body_add(struct body *b, struct arena *a, const char *bytes, size_t length) NODISCARD;

/* Gives the budget back; the bytes stay in the arena. */
void body_end(struct body *b);

/* Whether a Content-Type fits the rule (parameters other than charset=utf-8 are not looked at). */
bool body_type_fits(enum body_type type, const char *content_type);
const char *body_type_name(enum body_type type); /* "application/json", … */

#endif
