/* web/pages/error.h: the page that says what went wrong and what to do next. */
#ifndef WEB_PAGES_ERROR_H
#define WEB_PAGES_ERROR_H

#include "web/pages/views.h"

struct error_kept {
    const char *name, *value;
};
struct error_kept_list {
    struct error_kept *at;
    size_t count;
};
struct error_view {
    const char *title, *detail, *advice;
    struct form_issue_list issues; /* without anchors */
    struct link_view next;         /* the one action offered */
    struct error_kept_list kept;   /* what was typed, to be sent again after signing in */
    struct url again;
};

/* For struct site: the inner markup; the title of the page is err_title(e). */
void error_render(struct request *rq, enum err e, struct buf *out);

#endif
