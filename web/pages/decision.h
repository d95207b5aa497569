/* web/pages/decision.h: a decision as a letter, with the dossier's history beside it. */
#ifndef WEB_PAGES_DECISION_H
#define WEB_PAGES_DECISION_H

#include "web/pages/show.h"

struct decision_view {
    const char *title, *year;
    struct url of_year;
    struct chip state, number;
    const char *provisional; /* why nobody else sees it, "" */
    struct html text, motivation, minority_view;
    const char *votes; /* "4 voor, 1 tegen, 0 onthoudingen", "" */
    struct fact_list facts;
    struct timeline_view timeline;
};

#endif
