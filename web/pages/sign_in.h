/* web/pages/sign_in.h: signing in with a password, or with a one-time link. */
#ifndef WEB_PAGES_SIGN_IN_H
#define WEB_PAGES_SIGN_IN_H

#include "web/pages/views.h"

struct sign_in_view {
    struct form_view form; /* for its messages alone: the inputs ask for autocomplete */
    bool refused;
    const char *email, *email_error, *password_error;
    struct url action;
    bool is_demo;
};

struct sign_link_view {
    const char *name, *function;
    const char *now; /* who is signed in at present, "" */
    struct url action;
};

#endif
