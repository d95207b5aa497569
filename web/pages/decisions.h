/* web/pages/decisions.h: decisions found by word, number, year, dossier and state. */
#ifndef WEB_PAGES_DECISIONS_H
#define WEB_PAGES_DECISIONS_H

#include "web/pages/overview.h"

struct decisions_view {
    bool sees; /* false: nothing of this council is public */
    const char *typed;
    struct form_option_list topics, years, dossiers, states;
    bool filtered;
    struct decision_rows rows;
    const char *found; /* "Gevonden met “borgerhout”", "" */
    struct pager_view pager;
    struct url everywhere; /* the same words in all kinds */
    struct url print;      /* the decisions of the chosen year, or of the latest */
};

/* -- on paper -- */

struct decision_paper {
    const char *number, *title, *day, *state; /* "van kracht sinds di 27/02/2024" */
    struct html text;
};
struct decision_papers {
    struct decision_paper *at;
    size_t count;
};
struct decisions_print_view {
    const char *title; /* "Beslissingen van 2024" */
    struct url back;
    struct form_option_list years, terms;
    const char *from, *until; /* days, "" = open */
    bool has_period;
    const char *wrong; /* with the period that was asked for, "" */
    struct decision_papers rows;
};

/* For both lists: years and dossiers to choose from, the query without its cursor. */
struct form_option_list decisions_years(struct arena *a, const struct lines *years, int64_t chosen);
enum err decisions_dossiers(
    struct request *rq, int64_t chosen, struct form_option_list *ret) NODISCARD;
const char *decisions_kept(struct arena *a, const char *typed, int64_t year, int64_t dossier_id);
/* The whole number of a decision or an advice leads to it at once; ERR_NOT_FOUND. */
enum err decisions_go(struct request *rq, const char *number) NODISCARD;

#endif
