/* web/pages/partners.h: the list of partners, to look through by name. */
#ifndef WEB_PAGES_PARTNERS_H
#define WEB_PAGES_PARTNERS_H

#include "web/pages/views.h"

struct partner_row {
    const char *name, *kind;
    const char *why; /* other names, service area */
    struct url to;
    struct chip closed;
};
struct partners_view {
    struct partner_row *at;
    size_t count;
    const char *typed;   /* "" without a search */
    const char *summary; /* "24 partners" */
    bool may_edit, sees_members, is_searched;
};

#endif
