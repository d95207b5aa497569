/* web/pages/item.h: one agenda item: what it is about, its introduction, what was done with it. */
#ifndef WEB_PAGES_ITEM_H
#define WEB_PAGES_ITEM_H

#include "agenda/item.h"
#include "web/pages/documents.h"

struct item_view {
    const char *number, *title;
    struct link_view meeting;
    struct chip purpose, outcome;
    bool unsent;
    struct fact_list facts;
    struct html text;
    const char *introduction_words; /* "Inleiding van dinsdag 27 februari 2024", "" */
    struct url introduction_to;
    struct html introduction, note;
    const char *reason, *votes;          /* for the secretariat; "" */
    struct html minority_view, internal; /* for the secretariat */
    struct link_view decision, advice;   /* text "" when there is none, or none to be seen */
    struct step_list steps;
    bool removed;
    struct documents_view documents;
};

#endif
