/* web/pages/accounts.h: who can sign in, for administrators. */
#ifndef WEB_PAGES_ACCOUNTS_H
#define WEB_PAGES_ACCOUNTS_H

#include "lok/account.h"
#include "web/pages/show.h"

struct account_row {
    const char *name, *email, *roles;
    struct url to;
    struct chip state;
};
struct accounts_view {
    struct account_row *at;
    size_t count;
};

struct account_manage_view {
    const char *name;
    struct chip state;
    struct fact_list facts;
    struct form_view roles, problem;
    struct url roles_to, state_to, link_to, code_to; /* code_to "" without a code */
    bool disabled;
};

/* A one-time link, shown once. */
struct account_link_view {
    const char *name, *link;
    struct url account;
};

/* "secretaris en beheerder" */
const char *accounts_roles(struct arena *a, unsigned roles);

#endif
