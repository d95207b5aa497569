/* web/pages/closing.h: before a meeting is closed: what still needs an outcome. */
#ifndef WEB_PAGES_CLOSING_H
#define WEB_PAGES_CLOSING_H

#include "web/pages/show.h"

struct closing_view {
    struct link_view meeting;
    struct link_list open; /* items without outcome */
    const char *open_words;
    struct link_list advices; /* that were given here */
    struct link_list empty;   /* items with an advice that says nothing */
    const char *unknown;      /* members of whom nothing was noted, "" */
    struct url attendance, action, table;
    int64_t version;
    bool may_close;
};

#endif
