/* web/pages/access.h: what a handler asks before it shows or changes anything: the domain of `lok` and
 * `notify` leaves that to its callers. */
#ifndef WEB_PAGES_ACCESS_H
#define WEB_PAGES_ACCESS_H

#include "web/http/request.h"

/* ERR_UNAUTHORIZED for who is not signed in (signing in may help), ERR_FORBIDDEN for who is.
 * `partner_id` is whose thing it is, 0 = nobody's. */
enum err access_check(const struct request *rq, enum action action, int64_t partner_id) NODISCARD;

/* Whether this reader sees anything of the council's work at all. */
enum err access_readable(const struct request *rq) NODISCARD;

/* The same questions without an answer for the reader: is the button there? */
bool access_may(const struct request *rq, enum action action, int64_t partner_id);

#endif
