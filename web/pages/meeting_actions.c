/* The actions on a meeting's page: those that return until closed, and those agreed there. */
#include "web/pages/meeting.h"

static bool is_over(const struct meeting *m)
{
    return m->state == MEETING_CLOSED || m->state == MEETING_CANCELLED;
}

enum err meeting_actions(
    struct request *rq, const struct meeting *m, struct meeting_actions_view *ret)
{
    const struct action_filter here = { .meeting_id = m->id };
    struct arena *a = rq->arena;
    struct action_list open = { 0 }, agreed = { 0 };

    if (!is_over(m))
        TRY(action_open_for_meeting(rq->snap, a, &rq->actor, m->id, &open));
    TRY(action_list(rq->snap, a, &rq->actor, &here, 0, 100, &agreed));
    *ret = (struct meeting_actions_view){
        .open = actions_rows(rq, &open, "/opvolging"),
        .agreed = actions_rows(rq, &agreed, "/opvolging"),
        .add = show_prepares(rq) && m->state != MEETING_CANCELLED
                   ? url_of(a, "/opvolging/nieuw?vergadering=%lld", (long long)m->id)
                   : (struct url){ "" },
    };
    return ERR_OK;
}
