/* web/pages/roster.h: partners, people and members as lists of a spreadsheet. */
#ifndef WEB_PAGES_ROSTER_H
#define WEB_PAGES_ROSTER_H

#include "lok/roster.h"
#include "web/pages/views.h"

struct roster_words {
    const char *text;
};
struct roster_words_list {
    struct roster_words *at;
    size_t count;
};
/* What one line would do. */
struct roster_row {
    int64_t line;
    const char *name;
    struct chip state;
    struct roster_words_list changes, errors;
};
struct roster_row_list {
    struct roster_row *at;
    size_t count;
};
struct roster_view {
    struct form_view form;    /* what is pasted */
    struct form_view problem; /* of the file */
    const char *file_error;
    struct form_option_list kinds;
    const char *seen, *summary;
    const char *partner_titles, *person_titles, *member_titles;
    struct roster_row_list rows;
    bool is_preview, may_go_on;
};

#endif
