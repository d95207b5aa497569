#include "agenda/calendar_feed.h"
#include "lok/base/clock.h"
#include "web/api/api.h"
#include "web/http/etag.h"
#include <string.h>

/* What was published of it, also for who prepares meetings: a draft is in no calendar. */
enum err api_meeting_calendar(struct request *rq)
{
    struct calendar_source from = {
        .s = rq->snap,
        .council = &rq->council,
        .public_url = rq->app->public_url,
        .now = clock_now(),
    };
    const char *file = "";

    TRY(calendar_feed_meeting(&from, rq->arena, visibility_of(&rq->actor), rq->id, &file));
    size_t length = strlen(file);
    return reply_bytes(rq, CALENDAR_TYPE, file, length, etag_of_body(rq->arena, file, length),
        "private, no-cache");
}
