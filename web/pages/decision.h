/* web/pages/decision.h: a decision as a letter, with the dossier's history beside it. */
#ifndef WEB_PAGES_DECISION_H
#define WEB_PAGES_DECISION_H

#include "web/pages/documents.h"

struct rectification_row {
    const char *when;
    struct html text;
};
struct rectification_rows {
    struct rectification_row *at;
    size_t count;
};

/* What the secretary can do with it now; decision_life.c. */
void decision_add_steps(struct request *rq, const struct decision *d, struct step_list *to);

struct decision_view {
    const char *title, *year;
    struct url of_year;
    struct chip state, number;
    const char *provisional; /* why nobody else sees it, "" */
    struct html text, motivation, minority_view;
    const char *votes; /* "4 voor, 1 tegen, 0 onthoudingen", "" */
    struct fact_list facts;
    struct timeline_view timeline;
    struct documents_view documents;
    struct step_list steps;
    const char *reason; /* why its state is what it is, "" */
    struct link_list predecessors;
    struct rectification_rows rectifications;
};

#endif
