/* web/pages/practice.h: Oefenen: the days of a practice council, and how it begins again. */
#ifndef WEB_PAGES_PRACTICE_H
#define WEB_PAGES_PRACTICE_H

#include "web/pages/views.h"

/* A button that jumps. */
struct jump_row {
    const char *text, *why;
    struct url to;
};
struct jump_rows {
    struct jump_row *at;
    size_t count;
};
/* None outside a practice council. */
enum err practice_jumps(struct request *rq, struct jump_rows *ret) NODISCARD;

struct practice_view {
    const char *today;
    struct jump_rows jumps;
    struct form_view form;
};

#endif
