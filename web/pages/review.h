/* web/pages/review.h: the agenda that is put to the chair: reading, agreeing, a remark. */
#ifndef WEB_PAGES_REVIEW_H
#define WEB_PAGES_REVIEW_H

#include "web/pages/minutes.h"
#include "web/pages/personal.h"

struct review_view {
    struct link_view back;
    const char *title, *when;
    struct form_view problem;
    const char *said; /* what was answered before, "" */
    struct personal_items items;
    struct remark_form remark;
};

/* The rows of an agenda as one person reads them. */
struct personal_items personal_items_of(
    struct request *rq, const struct actor *who, const struct item_list *list);

#endif
