#include "web/pages/replies.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/pages.h"

static const char *const REMARK[] = { "remark", NULL };

/* -- one's own -- */

static const char *closed_words(unsigned state)
{
    return state == MEETING_CANCELLED   ? "Deze vergadering gaat niet door."
           : state == MEETING_ANNOUNCED ? "Antwoorden kan zodra de datum bekend is."
           : state == MEETING_CLOSED    ? "Deze vergadering is afgelopen."
                                        : "Antwoorden kan niet meer.";
}

struct reply_form replies_form(
    struct request *rq, const struct published *p, const struct reply *reply, struct url action)
{
    struct reply_input now = { .answer = reply->answer, .remark = reply->remark };
    struct reply_form form = {
        .said = "",
        .open = reply->invited && reply_is_open(&p->meeting, &rq->council),
        .closed_words = reply->invited ? closed_words(p->meeting.state)
                                       : "U bent voor deze vergadering niet uitgenodigd.",
        .form = form_make(rq, REPLY_FIELDS, &now, 0, REMARK),
        .action = action,
    };
    if (reply->answered)
        form.said = arena_printf(rq->arena, "U antwoordde op %s: %s.",
            dutch_date(
                rq->arena, date_of(rq->arena, council_moment(&rq->council, reply->replied_at))),
            choice_dutch(REPLY_ANSWERS, reply->answer));
    return form;
}

enum err replies_give(struct request *rq, const struct actor *who, int64_t meeting_id)
{
    struct reply_input in = { .remark = "" };

    TRY(fields_from_form(REPLY_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return reply_give(rq->tx, rq->arena, who, meeting_id, who->person_id, &in);
}

static enum err show_own(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct published p = { 0 };
    struct reply reply = { .remark = "" };

    TRY(publication_current(rq->snap, a, visibility_of(&rq->actor), rq->id, clock_now(), &p));
    enum err e = rq->actor.person_id == 0
                     ? ERR_NOT_FOUND
                     : reply_get(rq->snap, a, &rq->actor, rq->id, rq->actor.person_id, &reply);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    struct own_reply_view v = {
        .meeting = { arena_printf(a, "Vergadering van %s", show_when(a, &p.meeting)),
            show_meeting_url(a, rq->id, "") },
        .form = replies_form(rq, &p, &reply, show_meeting_url(a, rq->id, "/antwoord")),
    };
    return reply_page_status(rq, status, "Komt u?", own_reply_html, &v);
}

enum err page_own_reply(struct request *rq)
{
    return show_own(rq, 200);
}

enum err page_own_reply_give(struct request *rq)
{
    enum err e = replies_give(rq, &rq->actor, rq->id);

    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show_own(rq, err_status(e));
    }
    return reply_see_other(rq, show_meeting_url(rq->arena, rq->id, "").address,
        "Uw antwoord is bewaard. U kunt het nog wijzigen tot de vergadering begint.", NULL);
}
