/* web/pages/partner.h: one partner, and for who may see people its contact persons. */
#ifndef WEB_PAGES_PARTNER_H
#define WEB_PAGES_PARTNER_H

#include "web/pages/show.h"

struct contact_row {
    const char *name, *function, *phone;
    struct link_view email; /* text "" without one */
    struct url remove;      /* "" for who may not */
};

struct partner_view {
    const char *name, *kind;
    struct chip closed;
    struct html note;
    struct fact_list facts;
    struct {
        struct contact_row *at;
        size_t count;
    } contacts;
    bool sees_contacts, may_edit;
    struct url calendar; /* its links for calendars, "" for who may not */
    struct form_view add;
    struct url edit, add_to;
};

#endif
