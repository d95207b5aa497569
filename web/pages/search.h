/* web/pages/search.h: what words find, of all kinds together. */
#ifndef WEB_PAGES_SEARCH_H
#define WEB_PAGES_SEARCH_H

#include "agenda/find.h"
#include "web/pages/overview.h"

struct search_view {
    const char *typed;
    bool asked;
    struct form_option_list kinds;
    struct decision_rows rows;
    struct pager_view pager;
    bool may_search_documents;
    struct url documents; /* the same words in names of documents */
};

/* One row each, with its kind; `day` says what else identifies it. */
struct decision_rows search_rows(struct arena *a, const struct found_list *list);

#endif
