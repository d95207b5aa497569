/* web/pages/ready.h: "Klaar om op de agenda te zetten": the list beside an agenda and on its own page,
 * and what is not taken now. */
#ifndef WEB_PAGES_READY_H
#define WEB_PAGES_READY_H

#include "agenda/ready.h"
#include "web/pages/show.h"

/* Part `ready_rows`. */
struct ready_row {
    const char *title, *why, *text_words;
    struct html text;
    struct url take; /* "" without a meeting to put it on */
    struct url not_now;
    bool late, asks_tell;
};
struct ready_rows {
    struct ready_row *at;
    size_t count;
};
/* What waits for `m`; NULL: for the month of today, without a meeting. */
enum err ready_rows_of(
    struct request *rq, const struct meeting *m, struct ready_rows *ret) NODISCARD;

struct ready_view {
    bool has_meeting;
    struct link_view agenda; /* "Agenda van dinsdag 28 mei 2024" */
    struct ready_rows rows;
};

/* "Niet nu". */
struct ready_one_view {
    const char *title, *why, *text_words;
    struct html text;
    struct form_view defer, decline;
    struct url defer_to, decline_to;
    struct link_view back;
};

#endif
