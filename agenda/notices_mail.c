/* What a person gets: at once, or with the digest that it prefers. */
#include "agenda/coalition_ask.h"
#include "agenda/expansion.h"
#include "agenda/notices.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "notify/mailbox.h"

static const int64_t DAY_MS = INT64_C(24) * 60 * 60 * 1000;

/* The beginning of a day; dates in here were read from the database. */
static int64_t day_begins(const char *date)
{
    int64_t at = 0;

    if (date_instant(date, "00:00", &at) != ERR_OK)
        OUR_BUG("a day that does not begin");
    return at;
}

/* In the domain's time. */
static int64_t latest_of(struct arena *a, const struct telling *t, const struct notice_text *text)
{
    int64_t starts_at = text->has_meeting ? text->seen.meeting.starts_at : 0;

    switch (text->type) {
    case NOTICE_MEETING_MOVED:
    case NOTICE_MEETING_CANCELLED:
        return 1;
    case NOTICE_MEETING_PLANNED:
    case NOTICE_AGENDA_PUBLISHED:
    case NOTICE_AGENDA_CHANGED:
        if (starts_at == 0)
            return 0;
        return day_begins(
            date_add_days(a, date_of(a, starts_at), -(int)t->council->invitation_days));
    case NOTICE_COALITION_ASKED:
        return str_empty(t->ask->closes_on) ? 0 : day_begins(t->ask->closes_on);
    case NOTICE_EXPANSION_OPENED:
        return day_begins(t->expansion->closes_on);
    case NOTICE_ITEMS_CALLED:
        return str_empty(t->closes_on) ? 0 : day_begins(t->closes_on);
    default:
        return starts_at == 0 ? 0 : starts_at - DAY_MS;
    }
}

int64_t notices_latest(
    struct arena *a, const struct telling *t, const struct notice_text *text, int64_t now)
{
    int64_t ahead = council_now(t->council) - clock_now();
    int64_t latest = latest_of(a, t, text);
    bool over = text->has_meeting && text->seen.meeting.starts_at != 0 &&
                text->seen.meeting.starts_at <= now + ahead;

    /* Results of a meeting that is over have no hurry. */
    if (latest == 0 || (over && latest != 1))
        return 0;
    return latest - ahead > 0 ? latest - ahead : 1;
}

const char *notices_digest_words(struct arena *a, const struct telling *t,
    const struct notice_text *text, enum mail_rhythm rhythm, int64_t due_at)
{
    int64_t latest = notices_latest(a, t, text, due_at);
    int64_t moment = digest_moment(rhythm, due_at);

    if (rhythm == MAIL_AT_ONCE || (latest != 0 && moment > latest))
        return "";
    return arena_printf(a, "met de verzamelmail van %s", dutch_instant(a, moment));
}

const char *notices_mail_remark(struct arena *a, const struct telling *t,
    const struct notice_text *text, enum mail_rhythm rhythm, int64_t due_at)
{
    const char *digest = notices_digest_words(a, t, text, rhythm, due_at);

    if (!council_is_demo(t->council))
        return digest;
    return str_empty(digest) ? "in de Demopostbus"
                             : arena_printf(a, "in de Demopostbus, %s", digest);
}

enum err notices_mail(const struct notice_way *way, const struct mailbox *box,
    const struct telling *t, const struct notice_texts *texts, const char *id, const char *token,
    const char *body)
{
    struct notice n = notices_notice(way, t, texts, id, body);

    n.token = token;
    return mailbox_put(
        way->put, box, &n, notices_latest(way->arena, t, &texts->at[0], way->due_at));
}
