/* web/pages/running.h: the running sheet (draaiboek) of a meeting on paper, for the secretariat only:
 * it holds the internal notes. */
#ifndef WEB_PAGES_RUNNING_H
#define WEB_PAGES_RUNNING_H

#include "web/pages/actions.h"
#include "web/pages/agenda_rows.h"

struct running_item {
    const char *time, *number, *title;
    struct chip purpose, outcome;
    const char *facts; /* "40 min · mentor-coach", "" */
    const char *dossier;
    struct html text, internal; /* "" when there is none */
};
struct running_items {
    struct running_item *at;
    size_t count;
};
struct running_person {
    const char *name, *why, *expected; /* "Ik kom", "nog geen antwoord" */
};
struct running_people {
    struct running_person *at;
    size_t count;
};
struct running_view {
    struct link_view meeting;
    const char *title, *when, *end;
    struct html note; /* of the meeting */
    struct running_items items;
    struct action_rows actions; /* open ones, that return on this agenda */
    struct running_people people;
};

#endif
