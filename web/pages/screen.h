/* web/pages/screen.h: for the projector: what is being treated, in big type, without notes, names or
 * addresses. */
#ifndef WEB_PAGES_SCREEN_H
#define WEB_PAGES_SCREEN_H

#include "web/pages/show.h"

struct screen_view {
    const char *title, *council;
    struct url css;
    const char *number, *item; /* of the item being treated, "" */
    struct chip purpose, outcome;
    const char *presenter;
    struct html advice, decision; /* their text as it is now, to read along */
    const char *next;
    const char *clock;
    struct url meeting, still, live; /* one of the last two is "" */
};

#endif
