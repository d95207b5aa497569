/* web/pages/written.h: a written procedure: starting it, one's ballot, its result and its closing. */
#ifndef WEB_PAGES_WRITTEN_H
#define WEB_PAGES_WRITTEN_H

#include "agenda/written.h"
#include "web/pages/show.h"

struct written_said {
    const char *name, *vote, *remark, *when;
};
struct written_said_list {
    struct written_said *at;
    size_t count;
};
struct written_question {
    const char *number, *title, *id;
    struct html text;
    bool asks, votes; /* the reader answers; with a vote, or a view only */
    bool in_favour, against, abstain;
    const char *remark, *said; /* "Uw stem: voor, op …" */
    struct url action;
    const char *result; /* "" while it runs, but for the secretariat */
    struct written_said_list answers;
};
struct written_questions {
    struct written_question *at;
    size_t count;
};
struct written_view {
    struct link_view crumb;
    const char *title, *period, *why, *no_vote;
    struct form_view problem;
    struct written_questions questions;
    struct url remind, close, report; /* "" when not now */
    const char *reported;
    struct form_option_list meetings;
};

/* For `who`, of a meeting that `who` sees; `action` takes the votes. */
enum err written_show(struct request *rq, const struct actor *who, int64_t meeting_id,
    struct link_view crumb, struct url action, unsigned status) NODISCARD;
/* Reads and keeps one vote. */
enum err written_take(struct request *rq, const struct actor *who, int64_t meeting_id) NODISCARD;

#endif
