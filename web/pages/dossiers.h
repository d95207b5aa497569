/* web/pages/dossiers.h: the list of dossiers. */
#ifndef WEB_PAGES_DOSSIERS_H
#define WEB_PAGES_DOSSIERS_H

#include "web/pages/views.h"

struct dossier_row {
    const char *title, *why;
    struct url to;
    struct chip access;
};
struct dossiers_view {
    const char *typed;
    struct dossier_row *at;
    size_t count;
    struct pager_view pager;
    bool may_edit;
    bool has_expansions; /* a round that this reader may see */
};

#endif
