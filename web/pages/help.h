/* web/pages/help.h: help, accessibility statement, privacy: static text but for names. */
#ifndef WEB_PAGES_HELP_H
#define WEB_PAGES_HELP_H

#include "web/pages/views.h"

struct help_view {
    const char *council, *municipality;
    const char *undo;       /* "2 minuten", "" without time to think again */
    struct link_view email; /* of the secretariat, text "" without one */
    struct lines terms;     /* of the privacy page: how long, "Brieven: 12 maanden" */
    bool is_demo;
    bool
        prepares; /* may prepare meetings: pages for others are not named to who may not see them */
};

#endif
