/* web/pages/rights.h: what is kept of a person, erasing it, and how long things are kept. */
#ifndef WEB_PAGES_RIGHTS_H
#define WEB_PAGES_RIGHTS_H

#include "agenda/retention.h"
#include "agenda/rights.h"
#include "web/pages/show.h"

struct kept_row {
    const char *when, *what, *state, *text;
};
struct kept_section {
    const char *title;
    struct kept_row *at;
    size_t count;
};
struct kept_section_list {
    struct kept_section *at;
    size_t count;
};
struct place_row {
    struct link_view page; /* to "" without a page */
    const char *words;
};
struct place_list {
    struct place_row *at;
    size_t count;
};

/* Everything about a person: part of the council's pages, or one's own. */
struct kept_view {
    const char *title;
    bool is_own, erased;
    struct link_view crumb;
    struct url file, erase; /* erase "" when this reader may not */
    struct fact_list facts;
    struct kept_section_list sections; /* those with something in them */
    struct lines empty;                /* the titles of the others */
    const char *nothing;               /* those titles in one sentence, "" */
    struct place_list places;
};

/* Before erasing: what will happen. */
struct erase_view {
    const char *name, *name_after;
    struct url kept, action;
    int64_t version;
    bool shared, unknown;
    struct fact_list facts; /* how much there is of what */
    struct place_list places;
    const char *documents; /* how many nobody looks into, "" without any */
    struct link_list added;
    struct form_view problem;
};

/* Retention. */
struct retention_row {
    const char *what, *until, *count;
    bool kept; /* nothing goes */
};
struct retention_view {
    struct form_view form;
    struct retention_row *at;
    size_t count;
    int64_t all;
    const char *total; /* "12 gegevens" */
    const char *ran;   /* when it last ran, "" */
};

#endif
