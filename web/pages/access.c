#include "web/pages/access.h"

bool access_may(const struct request *rq, enum action action, int64_t partner_id)
{
    return may(&rq->actor, action, (struct object){ .partner_id = partner_id });
}

static enum err refused(const struct request *rq)
{
    return route_admits(SIGNED_IN, &rq->actor) ? ERR_FORBIDDEN : ERR_UNAUTHORIZED;
}

enum err access_check(const struct request *rq, enum action action, int64_t partner_id)
{
    return access_may(rq, action, partner_id) ? ERR_OK : refused(rq);
}

enum err access_readable(const struct request *rq)
{
    struct visibility v = visibility_of(&rq->actor);
    return v.sees >= 0 || v.partner_id != 0 ? ERR_OK : refused(rq);
}
