/* web/pages/members.h: who sits in the council, by constituency. */
#ifndef WEB_PAGES_MEMBERS_H
#define WEB_PAGES_MEMBERS_H

#include "web/pages/views.h"

struct member_row {
    const char *name, *function;
    struct link_view partner; /* text "" for who sits for himself */
    struct chip role;         /* "" for an ordinary member */
    struct chip mandate;      /* councillor or college */
    const char *substitute;   /* "" or a name, only for who may see people */
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
/* A rule that is broken or not certain, with where it stands in the law. */
struct seat_warning {
    const char *words, *why;
};
struct seat_warning_list {
    struct seat_warning *at;
    size_t count;
};
struct members_view {
    struct constituency_group *at;
    size_t count;
    const char *summary;
    const char *balance, *source; /* the two-thirds rule when it is kept: for the secretary */
    struct seat_warning_list warnings;
    bool sees_people, may_edit, has_members, shows_former;
};

/* Nieuwe bestuursperiode: who stays, then the draft. */
struct term_row {
    int64_t id;
    const char *name, *why;
    struct chip role;
    bool stays;
};
struct term_row_list {
    struct term_row *at;
    size_t count;
};
/* A term that was started. */
struct started_row {
    const char *title, *why;
    struct url undo; /* "" when it can no longer be undone */
};
struct started_rows {
    struct started_row *at;
    size_t count;
};
struct term_view {
    struct form_view form;                           /* issues, detail */
    const char *date, *seen, *stay, *day, *last_day; /* stay: ids with commas; day …: in words */
    struct term_row_list seats, leavers;
    struct started_rows started;
    const char *staying, *rule, *source, *no_chair;
    struct chip verdict;
    bool is_draft;
};

#endif
