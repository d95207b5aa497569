/* web/pages/manage.h: Beheer: what can be looked after, for who may. */
#ifndef WEB_PAGES_MANAGE_H
#define WEB_PAGES_MANAGE_H

#include "web/pages/views.h"

struct manage_row {
    const char *title, *why;
    struct url to;
    struct chip chip;
};
struct manage_view {
    struct manage_row *at;
    size_t count;
    bool is_demo;
    const char *held; /* messages held since a restore, "" */
};

/* Settings: the council's own in a form, the server's to read. */
struct settings_view {
    struct form_view form;
    const char *undo, *codes, *address;
};

#endif
