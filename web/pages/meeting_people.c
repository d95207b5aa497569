/* Beside a meeting: who comes, one's own answer, and what one may propose. */
#include "agenda/review.h"
#include "lok/base/clock.h"
#include "web/pages/meeting.h"
#include "web/pages/replies.h"

static enum err add_all(struct request *rq, const struct meeting *m, struct meeting_people *v)
{
    struct reply_list list = { 0 };

    TRY(reply_list(rq->snap, rq->arena, &rq->actor, m->id, &list));
    struct reply_counts n = reply_count(&list);
    if (list.count > 0)
        v->replies = replies_words(rq->arena, &n);
    return ERR_OK;
}

static enum err add_own(struct request *rq, const struct published *p, struct meeting_people *v)
{
    struct arena *a = rq->arena;
    struct url to = show_meeting_url(a, p->meeting.id, "/antwoord");
    struct reply reply = { .remark = "" };
    enum err e = reply_get(rq->snap, a, &rq->actor, p->meeting.id, rq->actor.person_id, &reply);

    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    struct reply_form form = replies_form(rq, p, &reply, to);
    v->said = form.said;
    v->reply = form.open ? to : (struct url){ "" };
    v->asks = form.open || reply.answered;
    return ERR_OK;
}

static enum err add_proposing(
    struct request *rq, const struct published *p, struct meeting_people *v)
{
    unsigned roles = ROLE_BIT(ROLE_MEMBER) | ROLE_BIT(ROLE_PARTNER) | ROLE_BIT(ROLE_CHAIR);
    const char *detail = rq->fault.detail;

    if ((rq->actor.roles & roles) == 0)
        return ERR_OK;
    TRY(proposals_of(rq, &rq->actor, p->meeting.id, true, &v->proposals));
    enum err e = proposal_is_open(rq->snap, rq->arena, &rq->actor, p->meeting.id);
    rq->fault.detail = detail;
    if (e == ERR_OK)
        v->propose = show_meeting_url(rq->arena, p->meeting.id, "/voorstellen");
    return e == ERR_CONFLICT ? ERR_OK : e;
}

static enum err add_review(struct request *rq, const struct meeting *m, struct meeting_people *v)
{
    struct meeting_list waiting = { 0 };

    TRY(review_waiting(rq->snap, rq->arena, &rq->actor, &waiting));
    for (size_t i = 0; i < waiting.count; i++)
        if (waiting.at[i].id == m->id)
            v->review = show_meeting_url(rq->arena, m->id, "/agenda/nalezen");
    return ERR_OK;
}

enum err meeting_people(struct request *rq, const struct meeting *m,
    const struct published *as_sent, struct meeting_people *ret)
{
    struct meeting_people v = {
        .replies = "",
        .review = { "" },
        .attendance = show_meeting_url(rq->arena, m->id, "/aanwezigheid"),
        .said = "",
        .reply = { "" },
        .propose = { "" },
    };
    bool prepares = show_prepares(rq);

    TRY(add_review(rq, m, &v));
    if (prepares && as_sent != NULL && m->state != MEETING_CANCELLED)
        TRY(add_all(rq, m, &v));
    if (as_sent != NULL && rq->actor.person_id != 0)
        TRY(add_own(rq, as_sent, &v));
    if (as_sent != NULL && !prepares)
        TRY(add_proposing(rq, as_sent, &v));
    *ret = v;
    return ERR_OK;
}
