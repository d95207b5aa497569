/* web/pages/proposals.h: items that people propose: making one, those of oneself, answering them. */
#ifndef WEB_PAGES_PROPOSALS_H
#define WEB_PAGES_PROPOSALS_H

#include "agenda/proposal.h"
#include "web/pages/documents.h"

/* Part `proposal_form`. */
struct proposal_form {
    bool open;
    const char *until; /* "Dat kan tot dinsdag 30 april 2024.", or why it cannot be any more */
    struct form_view form;
    struct url action;
    bool typed; /* something was refused: it stands open */
};
/* For `who`, of a meeting that `who` sees. Whose it is, is asked only of who prepares meetings. */
enum err proposals_form(struct request *rq, const struct actor *who, const struct meeting *m,
    struct url action, struct proposal_form *ret) NODISCARD;
/* Reads and makes what was posted. Too many is shown like a refusal. */
enum err proposals_make(struct request *rq, const struct actor *who, int64_t meeting_id) NODISCARD;

/* Part `proposal_rows`: what somebody proposed, and what became of it. */
struct proposal_row {
    const char *title, *why; /* "Crèchendo · 10 min · op di 27/02/2024" */
    const char *reason;
    struct chip state;
    struct html text;
    struct url to; /* "" where the page may not be opened */
    int64_t id;
    struct link_view documents; /* where they are added by link, text "" elsewhere */
    struct document_rows files; /* those by link */
};
struct proposal_rows {
    struct proposal_row *at;
    size_t count;
};
/* Those first `count` of a list, linked when the reader may open each. */
struct proposal_rows proposals_rows(
    struct request *rq, const struct proposal_list *list, size_t count, bool linked);
/* Of one meeting, newest first; `linked` when the reader may open each. */
enum err proposals_of(struct request *rq, const struct actor *who, int64_t meeting_id, bool linked,
    struct proposal_rows *ret) NODISCARD;

struct proposal_list_view {
    bool prepares;
    struct proposal_rows rows;
    struct pager_view pager;
};

struct proposal_new_view {
    struct link_view meeting;
    const char *title, *lead;
    struct proposal_form form;
};

/* One proposal, and for who prepares meetings the answers. */
struct proposal_view {
    struct link_view back;
    const char *title;
    struct chip state;
    struct fact_list facts;
    struct html text;
    struct documents_view documents;
    struct form_view problem;
    struct url take_back; /* the answer, "" when that is over */
    int64_t seconds;      /* left for it */
    const char *left;
    bool answers;    /* it may be answered now */
    struct url take; /* "" when its meeting takes nothing any more */
    const char *take_words;
    struct form_view later, decline;
    struct url later_to, decline_to;
};

#endif
