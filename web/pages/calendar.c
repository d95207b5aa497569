/* Meetings as iCalendar files: of everybody, of one person or partner by its link, of one meeting. */
#include "agenda/reminder.h"
#include "lok/base/clock.h"
#include "web/http/etag.h"
#include "web/pages/pages.h"
#include <string.h>

static struct calendar_source source(struct request *rq)
{
    return (struct calendar_source){
        .s = rq->snap,
        .council = &rq->council,
        .public_url = rq->app->public_url,
        .now = clock_now(),
    };
}

static enum err reply_calendar(struct request *rq, const char *file, const char *cache_control)
{
    size_t length = strlen(file);

    return reply_bytes(
        rq, CALENDAR_TYPE, file, length, etag_of_body(rq->arena, file, length), cache_control);
}

enum err page_calendar(struct request *rq)
{
    struct calendar_source from = source(rq);
    const char *file = "";

    TRY(calendar_feed_public(&from, rq->arena, &file));
    return reply_calendar(rq, file, "no-cache");
}

/* Apart from the answer, which never fails for it: with a full disk the calendar still comes. */
static void note_use(struct request *rq, const struct feed_token *t)
{
    struct fault ignored;
    struct tx *tx;

    fault_init(&ignored, rq->arena);
    if (!feed_token_use_due(t, clock_now()) || tx_begin(rq->app->db, &ignored, &tx) != ERR_OK)
        return;
    if (feed_token_used(tx, t->id, clock_now()) != ERR_OK)
        tx_rollback(tx);
    else if (tx_commit(tx) != ERR_OK)
        return;
}

/* Whoever has the link; who is signed in makes no difference. */
enum err page_calendar_feed(struct request *rq)
{
    struct feed_token t = { 0 };
    struct calendar_source from = source(rq);
    const char *file = "";

    TRY(feed_token_find(rq->snap, rq->arena, request_param(rq, "token"), &t));
    TRY(t.owner.deadlines ? reminder_feed(&from, rq->arena, t.owner, &file)
                          : calendar_feed_of(&from, rq->arena, t.owner, &file));
    note_use(rq, &t);
    return reply_calendar(rq, file, "private, no-cache");
}

enum err page_calendar_meeting(struct request *rq)
{
    struct calendar_source from = source(rq);
    const char *file = "";

    TRY(calendar_feed_meeting(&from, rq->arena, visibility_of(&rq->actor), rq->id, &file));
    reply_header(rq, "Content-Disposition",
        arena_printf(
            rq->arena, "attachment; filename=\"vergadering-%lld.ics\"", (long long)rq->id));
    return reply_calendar(rq, file, "private, no-cache");
}
