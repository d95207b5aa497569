#include "web/http/identify.h"
#include "lok/account.h"
#include "lok/base/clock.h"
#include "lok/token.h"
#include "web/http/session.h"
#include <string.h>
#include <strings.h>

enum { MAX_CLIENT = 46, MAX_BEARER = 100 };

const char *identify_cookie(struct arena *a, const char *cookies, const char *name)
{
    size_t length = strlen(name);
    for (const char *s = cookies; s != NULL && *s != 0;) {
        s += strspn(s, " \t;");
        size_t pair = strcspn(s, ";");
        if (pair > length && strncmp(s, name, length) == 0 && s[length] == '=') {
            const char *value = s + length + 1;
            size_t value_length = strcspn(value, "; \t");
            return arena_strndup(a, value, value_length);
        }
        s += pair;
    }
    return NULL;
}

const char *identify_client(
    struct arena *a, const char *peer, const char *trusted_proxy, const char *forwarded)
{
    if (str_empty(trusted_proxy) || !str_equal(peer, trusted_proxy) || str_empty(forwarded))
        return peer;
    const char *comma = strrchr(forwarded, ',');
    const char *last = str_trim(a, comma == NULL ? forwarded : comma + 1);
    bool is_address = last[0] != 0 && strlen(last) < MAX_CLIENT &&
                      strspn(last, "0123456789abcdefABCDEF:.") == strlen(last);
    return is_address ? last : peer;
}

static enum err read_council(struct request *rq)
{
    enum err e = council_get(rq->snap, rq->arena, &rq->council);
    return e == ERR_NOT_FOUND ? ERR_OK : e; /* before init: the names stay "" */
}

static enum err by_bearer(struct exchange *x, const char *token)
{
    struct request *rq = &x->rq;
    token += strspn(token, " ");
    if (strlen(token) > MAX_BEARER)
        return ERR_UNAUTHORIZED;
    enum err e = token_actor(rq->snap, rq->arena, token, &rq->actor);
    if (e == ERR_NOT_FOUND)
        return ERR_UNAUTHORIZED;
    x->is_bearer = e == ERR_OK;
    return e;
}

static enum err by_cookie(struct exchange *x, const char *token)
{
    struct request *rq = &x->rq;
    struct session session;
    enum err e = session_actor(rq->snap, rq->arena, token, clock_now(), &rq->actor, &session);
    if (e == ERR_UNAUTHORIZED)
        return ERR_OK;
    TRY(e);
    rq->session_hash = session.hash;
    rq->flash = session.flash;
    x->touch_due = session.touch_due;
    return ERR_OK;
}

static enum err read_actor(struct exchange *x)
{
    struct request *rq = &x->rq;
    const char *authorization = request_header(rq, "Authorization");
    if (authorization != NULL && strncasecmp(authorization, "Bearer ", 7) == 0)
        return by_bearer(x, authorization + 7);
    const char *cookie = identify_cookie(rq->arena, request_header(rq, "Cookie"), "__Host-lok");
    return cookie == NULL ? ERR_OK : by_cookie(x, cookie);
}

enum err identify(struct exchange *x)
{
    struct request *rq = &x->rq;
    rq->client = identify_client(
        rq->arena, rq->client, x->service->trusted_proxy, request_header(rq, "X-Forwarded-For"));
    TRY(snap_begin(rq->app->db, &rq->fault, &rq->snap));
    TRY(read_council(rq));
    enum err e = read_actor(x);
    if (rq->actor.name == NULL)
        rq->actor.name = "";
    rq->actor.council_public = rq->council.is_public;
    return e;
}
