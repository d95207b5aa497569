/* web/pages/calendar_links.h: the links by which a calendar program follows the meetings, of oneself
 * or of a partner: made, shown once, revoked. */
#ifndef WEB_PAGES_CALENDAR_LINKS_H
#define WEB_PAGES_CALENDAR_LINKS_H

#include "web/pages/views.h"

struct calendar_link_row {
    const char *what;        /* "Vergaderingen", "Uiterste data" */
    const char *made, *used; /* "di 27/02/2024", "nog niet gebruikt" */
    struct url revoke;
};

struct calendar_links_view {
    struct link_view crumb;
    const char *lead;
    struct form_view problem;
    const char *fresh; /* the new address, shown once; "" when none was made now */
    struct {
        struct calendar_link_row *at;
        size_t count;
    } links;
    struct url action;
    bool may_deadlines;     /* may have a link to what is due, too */
    struct link_view other; /* of the partner one acts for; text "" without one */
};

#endif
