/* web/pages/partner.h: one partner: its facts, what it does, to whom it is tied, and for who may see
 * people its contact persons. */
#ifndef WEB_PAGES_PARTNER_H
#define WEB_PAGES_PARTNER_H

#include "lok/partner_ties.h"
#include "web/pages/actions.h"
#include "web/pages/support.h"

struct contact_row {
    const char *name, *function, *phone;
    struct link_view email; /* text "" without one */
    struct url remove;      /* "" for who may not */
};

/* One line: a partner, a municipality, a seat, an item. */
struct tie_row {
    const char *name, *what; /* `what`: since when, or as what */
    struct url to, remove;   /* "" without */
};
struct tie_list {
    struct tie_row *at;
    size_t count;
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
    /* partner_life.c */
    struct link_view successor; /* text "" when it did not go into another */
    const char *successor_from;
    struct tie_list before, merged; /* who went into it; which were the same, and may be parted */
    struct tie_list areas, groups, members, seats, items, coalitions;
    const char *area_text; /* what is no municipality */
    struct action_rows actions;
    struct support_rows offers;
    bool sees_work, sees_seats, has_area, has_groups;
    struct url merge, succession, add_offer; /* "" for who may not */
    struct url area_to, join_to;
};

/* The whole page, with a form that came back. */
enum err partner_page(struct request *rq, unsigned status) NODISCARD;
/* What partner_page reads besides the partner itself. */
enum err partner_life(
    struct request *rq, const struct partner *p, struct partner_view *v) NODISCARD;

#endif
