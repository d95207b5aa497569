/* web/pages/treatment.h: what the meeting did with an item: outcome, note, decision, advice. */
#ifndef WEB_PAGES_TREATMENT_H
#define WEB_PAGES_TREATMENT_H

#include "web/pages/show.h"

struct treatment_view {
    const char *heading, *title;
    struct link_view meeting;
    struct form_view form; /* errors and version */
    struct form_input_list outcome, decision, advice;
    bool advises;              /* the item is for advice */
    const char *rule;          /* which an advice would not meet, "" */
    const char *provisional;   /* when the decision becomes known */
    struct link_view released; /* the decision, when everybody knows it already */
    struct url action, back;
};

#endif
