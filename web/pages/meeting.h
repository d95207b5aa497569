/* web/pages/meeting.h: one meeting: its facts, its agenda as the reader may see it, and for the
 * secretariat what can be done now. */
#ifndef WEB_PAGES_MEETING_H
#define WEB_PAGES_MEETING_H

#include "agenda/announcement.h"
#include "web/pages/actions.h"
#include "web/pages/agenda_rows.h"
#include "web/pages/documents.h"
#include "web/pages/proposals.h"

/* Said about what was sent last. */
struct sent_view {
    const char *words; /* "" when nothing was sent */
    bool may_take_back;
    int64_t seconds;  /* left */
    const char *left; /* "nog 1 min 40 s" */
    struct url take_back;
    const char *by_hand_words; /* "Mail zelf nog 8 personen" */
    struct url by_hand;        /* "" when nobody is mailed by hand */
};

struct change_row {
    const char *text;
};
struct change_rows {
    struct change_row *at;
    size_t count;
};

struct promise_row {
    const char *title, *when; /* "aangekondigd voor mei 2024" */
    struct url to;            /* choosing another month; "" for who only reads */
};
struct promise_rows {
    struct promise_row *at;
    size_t count;
};

/* Who comes, and what people propose, as the reader may know. */
struct meeting_people {
    const char *replies; /* of all, for the secretariat; "" */
    struct url review;   /* the agenda that waits for the chair's answer; "" */
    struct url attendance;
    bool asks; /* an answer of the reader is wanted, or known */
    const char *said;
    struct url reply;               /* "" when it is too early or too late */
    struct url propose;             /* "" when nothing may be proposed */
    struct proposal_rows proposals; /* one's own */
};

/* Part `meeting_actions`. */
struct meeting_actions_view {
    struct action_rows open;   /* from before, that return on this agenda; none once it is over */
    struct action_rows agreed; /* at this meeting */
    struct url add;            /* "" for who only reads */
};

struct meeting_view {
    const char *title, *when;
    struct chip state;
    bool prepares;
    bool coming; /* an agenda may still come */
    struct form_view problem;
    struct sent_view sent;
    struct change_rows unsent; /* what others do not know yet */
    struct step_list steps;
    struct fact_list facts;
    struct agenda_rows agenda;
    const char *end; /* "Einde voorzien om 21.15 uur.", "" */
    struct documents_view documents;
    struct meeting_actions_view actions;
    struct promise_rows promises;
    struct html note;
    struct meeting_people people;
    struct url written;  /* votes of a written procedure, for who is signed in; "" */
    struct url running;  /* the running sheet, "" for who only reads */
    struct url calendar; /* the file for one's own calendar; "" while it is in no calendar */
};

/* What the steps depend on. */
struct meeting_now {
    const struct meeting *meeting;
    const struct item_list *items;
    size_t unsent;      /* changes that people should hear of */
    bool results_wait;  /* provisional decisions or announcements that nobody was told of */
    bool actions_wait;  /* agreed actions that their owners were not told of */
    bool may_start_now; /* its day has come, or it is a practice council */
};

/* `as_sent` as the reader sees it; NULL when nothing was sent that the reader may see. */
enum err meeting_people(struct request *rq, const struct meeting *m,
    const struct published *as_sent, struct meeting_people *ret) NODISCARD;

enum err meeting_actions(
    struct request *rq, const struct meeting *m, struct meeting_actions_view *ret) NODISCARD;

/* The first is the one to do now. */
struct step_list meeting_steps(struct request *rq, const struct meeting_now *now);

/* The page again, after something else on it was refused. */
enum err meeting_show(struct request *rq, int64_t id, unsigned status) NODISCARD;

#endif
