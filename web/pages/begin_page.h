/* web/pages/begin_page.h: Begin met uw eigen LOK: what goes, what comes. */
#ifndef WEB_PAGES_BEGIN_PAGE_H
#define WEB_PAGES_BEGIN_PAGE_H

#include "web/pages/views.h"

struct begin_view {
    struct form_view form;
    struct lines thrown_away;
};

#endif
