/* web/pages/decisions.h: decisions found by word, number, year and dossier. */
#ifndef WEB_PAGES_DECISIONS_H
#define WEB_PAGES_DECISIONS_H

#include "web/pages/overview.h"

struct decisions_view {
    bool sees; /* false: nothing of this council is public */
    const char *typed;
    struct form_option_list topics, years, dossiers;
    bool filtered;
    struct decision_rows rows;
    const char *found; /* "Gevonden met “borgerhout”", "" */
    struct pager_view pager;
};

/* For both lists: years and dossiers to choose from, the query without its cursor. */
struct form_option_list decisions_years(struct arena *a, const struct lines *years, int64_t chosen);
enum err decisions_dossiers(
    struct request *rq, int64_t chosen, struct form_option_list *ret) NODISCARD;
const char *decisions_kept(struct arena *a, const char *typed, int64_t year, int64_t dossier_id);
/* The whole number of a decision or an advice leads to it at once; ERR_NOT_FOUND. */
enum err decisions_go(struct request *rq, const char *number) NODISCARD;

#endif
