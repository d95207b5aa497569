/* web/pages/support.h: Ondersteuning: who can support a childcare location, and is it free; one offer
 * with its rules; and the rows of it that other pages show. */
#ifndef WEB_PAGES_SUPPORT_H
#define WEB_PAGES_SUPPORT_H

#include "lok/offer_find.h"
#include "web/pages/show.h"

/* Part `support_rows`. */
struct support_row {
    const char *title, *what; /* "coaching · CIK Stad Gent" */
    struct url to;
    struct chip chip;
    struct lines why;
    const char *source; /* "" = not said here */
};
struct support_rows {
    struct support_row *at;
    size_t count;
};

struct support_view {
    struct form_view form;
    bool is_asked, is_searched, problem, may_add;
    const char *asked;  /* "Gezinsopvang zonder inkomenstarief in Melle" */
    const char *merged; /* "Melle hoort sinds … bij …" */
    struct support_rows fits, depends, not, all;
    const char *summary; /* "13 keer ondersteuning", "… gevonden met “VIB”" */
};

struct support_rule_row {
    const char *words;
    struct chip price;
    const char *note, *source;
    struct url remove; /* "" for who may not */
};
struct support_offer_view {
    const char *title, *form;
    struct link_view partner;
    struct chip stopped;
    struct html text;
    struct fact_list facts;
    struct lines aims;
    struct {
        struct support_rule_row *at;
        size_t count;
    } rules;
    bool may_edit;
    struct url edit, add_to;
    struct form_view add;
    bool add_open;
};

struct url support_url(struct arena *a, int64_t id, const char *below);
/* "Bron: website, gelezen op di 27/02/2024" */
const char *support_source(struct arena *a, const char *source, const char *date);
/* All that a partner offers today, without a question. */
enum err support_of_partner(
    struct request *rq, int64_t partner_id, struct support_rows *ret) NODISCARD;

#endif
