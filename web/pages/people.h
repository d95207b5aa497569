/* web/pages/people.h: all persons by name, whatever they are in the council. */
#ifndef WEB_PAGES_PEOPLE_H
#define WEB_PAGES_PEOPLE_H

#include "web/pages/views.h"

struct person_row {
    const char *name, *function, *phone;
    struct link_view email;
    struct url edit; /* "" for who may not */
};
struct people_view {
    struct person_row *at;
    size_t count;
    bool may_edit;
    struct pager_view pager;
};

struct person_edit_view {
    const char *title;
    struct form_view form;
    struct form_view problem;                /* why it cannot be deleted */
    struct url action, remove, kept, revoke; /* the last three "" for a new one */
    const char *links;                       /* how many personal links work, "" */
    const char *button, *name;
    int64_t version;
};

#endif
