/* web/pages/decisions.h: decisions found by word, number, year and dossier. */
#ifndef WEB_PAGES_DECISIONS_H
#define WEB_PAGES_DECISIONS_H

#include "web/pages/overview.h"

struct decisions_view {
    bool sees; /* false: nothing of this council is public */
    const char *typed;
    struct form_option_list years, dossiers;
    bool filtered;
    struct decision_rows rows;
    const char *found; /* "Gevonden met “borgerhout”", "" */
    struct pager_view pager;
};

#endif
