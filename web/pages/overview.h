/* web/pages/overview.h: the first page: for the secretariat the next step and what is due, for
 * everybody else the next meeting and the latest decisions. */
#ifndef WEB_PAGES_OVERVIEW_H
#define WEB_PAGES_OVERVIEW_H

#include "web/pages/practice.h"
#include "web/pages/show.h"

struct todo_row {
    const char *when; /* "di 30/04", "" */
    bool late;
    const char *what, *why, *button;
    struct url to;
    bool posts; /* the button does it at once */
};
struct todo_rows {
    struct todo_row *at;
    size_t count;
};

struct decision_row {
    const char *number, *title, *day; /* "di 27/02/2024" */
    struct url to;
    struct chip kind, state; /* kind: where advices stand in the same list, else "" */
};
struct decision_rows {
    struct decision_row *at;
    size_t count;
};

struct overview_view {
    bool has_next;
    struct todo_row next;
    struct todo_rows todos; /* without the next step */
    struct decision_rows decisions;
    int64_t sent, waiting, failed;
    bool practised; /* a practice meeting was held: time for a council of one's own */
    bool rested;    /* and nothing is left to do */
    bool practises; /* a practice council */
    struct jump_rows jumps;
};

struct welcome_view {
    const char *council, *municipality;
    bool sees_meetings; /* false: who is not signed in sees nothing of this council */
    bool has_next;
    const char *when, *title, *place;
    struct url to;
    bool has_agenda;
    bool signed_in;
    struct todo_rows todos; /* one's own */
    struct decision_rows decisions;
};

struct decision_rows decision_rows_of(struct request *rq, const struct decision_list *list);

#endif
