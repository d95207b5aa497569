/* web/pages/layout.h: what stands around every page: banner, name, menu, message, foot. */
#ifndef WEB_PAGES_LAYOUT_H
#define WEB_PAGES_LAYOUT_H

#include "web/pages/views.h"

struct menu_entry {
    const char *text;
    struct url to;
    bool here;   /* this page */
    bool within; /* a page below it */
};
struct menu {
    struct menu_entry *at;
    size_t count;
};

struct layout_view {
    const char *title, *council;
    struct url css, print_css, js, icon;
    struct url script;    /* of this page alone, "" */
    struct url tools;     /* beside it, "" */
    const char *demo_day; /* "maandag 15 april 2024"; "" outside a demo */
    const char *who;      /* the function of who is signed in, "" */
    bool signed_in, may_administer, in_administration;
    bool may_search, in_search;
    bool is_public; /* the council: then there are feeds */
    struct menu menu;
    const char *done; /* the message of the action before, "" */
    struct url undo;  /* "" when it cannot be undone */
    struct html main;
    const char *today; /* for the foot of a printed page */
};

/* For struct site. */
void layout_render(struct request *rq, const char *title, struct html main, struct buf *out);

#endif
