/* web/pages/members.h: who sits in the council, by constituency. */
#ifndef WEB_PAGES_MEMBERS_H
#define WEB_PAGES_MEMBERS_H

#include "web/pages/views.h"

struct member_row {
    const char *name, *function;
    struct link_view partner; /* text "" for who sits for himself */
    struct chip role;         /* "" for an ordinary member */
    const char *vote;         /* "ja" or "nee" */
    struct link_view email;   /* only for who may see people */
    const char *phone, *period;
    struct url edit;
    bool sees_people; /* inside the list, names mean the item only */
};
struct constituency_group {
    const char *title;
    struct member_row *at;
    size_t count;
};
struct members_view {
    struct constituency_group *at;
    size_t count;
    const char *summary;
    bool sees_people, may_edit, has_members, shows_former;
};

#endif
