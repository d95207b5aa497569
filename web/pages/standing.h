/* web/pages/standing.h: the points of every agenda, and the last agenda taken over. */
#ifndef WEB_PAGES_STANDING_H
#define WEB_PAGES_STANDING_H

#include "agenda/standing.h"
#include "web/pages/show.h"

struct copy_row {
    const char *title, *facts; /* "bespreking · 15 minuten" */
};
struct copy_view {
    struct link_view back;
    struct form_view problem;
    const char *from; /* "dinsdag 27 februari 2024" */
    struct {
        struct copy_row *at;
        size_t count;
    } items;
    struct url to;
};

#endif
