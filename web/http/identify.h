/* web/http/identify.h: whose request it is. For files of web/http only. */
#ifndef WEB_HTTP_IDENTIFY_H
#define WEB_HTTP_IDENTIFY_H

#include "web/http/exchange.h"

/* Opens rq->snap and reads council and actor in it: `Authorization: Bearer lok_…`, else the cookie
 * `__Host-lok`. ERR_UNAUTHORIZED for a token that is not valid (any more); a cookie that is over is
 * nobody signed in. The snap stays open, also on that error. */
enum err identify(struct exchange *x) NODISCARD;

/* The value of a cookie in a Cookie header (may be NULL), or NULL. Pure. */
const char *identify_cookie(struct arena *a, const char *cookies, const char *name);

/* The client that the proxy names last in X-Forwarded-For (may be NULL), else `peer`. Pure. */
const char *identify_client(
    struct arena *a, const char *peer, const char *trusted_proxy, const char *forwarded);

#endif
