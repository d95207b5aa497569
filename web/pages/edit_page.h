/* web/pages/edit_page.h: a page that is one form: new things and changes. */
#ifndef WEB_PAGES_EDIT_PAGE_H
#define WEB_PAGES_EDIT_PAGE_H

#include "web/pages/views.h"

struct edit_page_view {
    struct link_view crumb; /* where this page belongs */
    const char *title;
    const char *lead; /* "" or a sentence */
    struct form_view form;
    struct url action;
    const char *button;
    struct url back; /* where Annuleren leads */
};

enum err edit_page_show(
    struct request *rq, unsigned status, const struct edit_page_view *v) NODISCARD;

#endif
