/* web/pages/meetings.h: the list of meetings, a new one, and its date and other facts. */
#ifndef WEB_PAGES_MEETINGS_H
#define WEB_PAGES_MEETINGS_H

#include "web/pages/show.h"

struct meeting_row {
    const char *day, *title;
    const char *place; /* of a written procedure: until when one votes */
    struct url to;
    struct chip state;
};
struct meeting_rows {
    struct meeting_row *at;
    size_t count;
};

struct meeting_year {
    const char *year;
    struct meeting_rows rows;
};
struct meeting_years {
    struct meeting_year *at;
    size_t count;
};

struct meetings_view {
    bool prepares, sees;
    struct meeting_years years;
    struct pager_view pager;
    bool may_follow; /* by a link of one's own */
    bool is_public;  /* everybody may follow them in a calendar and a feed reader */
};

struct meeting_form_view {
    const char *heading, *lead, *button;
    struct link_view back; /* the list, or the meeting */
    struct url action;
    struct form_view form;
    bool told;                /* people know of the date: a change must be sent */
    struct link_list undated; /* meetings that wait for a date */
    bool again;               /* the person was warned of these */
    struct link_view more;    /* to the whole form, "" */
};

#endif
