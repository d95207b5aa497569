/* What a notice tells, as the outbox remembers it: with the same of these, two notices are the same
 * news. */
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/coalition_ask.h"
#include "agenda/decision.h"
#include "agenda/expansion.h"
#include "agenda/minutes.h"
#include "agenda/notices.h"
#include "agenda/proposal.h"

static const char *about(
    struct arena *a, const struct notice_text *text, const char *what, int64_t id, int64_t version)
{
    return arena_printf(a, "%s %s:%lld %lld", choice_code(NOTICE_TYPES, text->type), what,
        (long long)id, (long long)version);
}

/* Of one published version everybody hears once, in whatever words. A call counts for its last day, and
 * who does not answer is reminded once a day. */
static const char *about_meeting(
    struct arena *a, const struct telling *t, const struct notice_text *text)
{
    long long id = (long long)t->published->meeting.id;

    switch (text->type) {
    case NOTICE_ITEMS_CALLED:
        return arena_printf(a, "items.called meeting:%lld %s", id, t->closes_on);
    case NOTICE_REPLY_MISSING:
        return arena_printf(a, "reply.missing meeting:%lld %s", id, council_today(a, t->council));
    case NOTICE_AGENDA_DRAFTED:
        return about(a, text, "meeting", id, t->working_version);
    default:
        return arena_printf(a, "meeting:%lld %lld", id, (long long)t->published->number);
    }
}

const char *notices_fact(struct arena *a, const struct telling *t, const struct notice_text *text)
{
    if (t->sample || t->endpoint != NULL)
        return "";
    if (t->decision != NULL)
        return text->type == NOTICE_DECISION_SUPERSEDED
                   ? about(a, text, "decision", t->decision->id, t->decision->superseded_by_id)
                   : about(a, text, "decision", t->decision->id, 0);
    if (t->advice != NULL)
        return about(a, text, "advice", t->advice->id, t->advice->version);
    if (t->announcement != NULL)
        return about(a, text, "announcement", t->announcement->id, t->announcement->version);
    if (t->proposal != NULL)
        return about(a, text, "proposal", t->proposal->id, t->proposal->version);
    if (t->action != NULL && text->type == NOTICE_ACTION_DUE)
        return arena_printf(
            a, "action.due action:%lld %s", (long long)t->action->id, council_today(a, t->council));
    if (t->action != NULL)
        return about(a, text, "action", t->action->id, t->action->version);
    if (t->ask != NULL)
        return arena_printf(a, "coalition.asked coalition:%lld %s %s", (long long)t->ask->id,
            t->ask->date, t->ask->closes_on);
    if (t->expansion != NULL)
        return text->type == NOTICE_EXPANSION_OPENED
                   ? arena_printf(a, "expansion.opened expansion:%lld %s",
                         (long long)t->expansion->id, t->expansion->closes_on)
                   : about(a, text, "expansion", t->expansion->id, t->expansion->advice_id);
    if (t->minutes != NULL)
        return about(a, text, "minutes", t->minutes->meeting_id, t->minutes->version);
    return about_meeting(a, t, text);
}
