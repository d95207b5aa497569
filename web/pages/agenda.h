/* web/pages/agenda.h: building an agenda: items, their order, what is ready for it, what was taken off. */
#ifndef WEB_PAGES_AGENDA_H
#define WEB_PAGES_AGENDA_H

#include "web/pages/agenda_rows.h"
#include "web/pages/ready.h"

struct removed_row {
    const char *title;
    struct url restore;
};
struct removed_rows {
    struct removed_row *at;
    size_t count;
};

struct agenda_view {
    struct link_view meeting; /* "Vergadering van dinsdag 28 mei 2024 · 19.30 uur · …" */
    struct chip state;
    struct form_view problem;
    const char *end;
    int64_t changed; /* items, since the invitation */
    const char *changed_words;
    bool invited;
    struct agenda_rows rows;
    struct step_list steps;
    struct url running; /* the running sheet */
    struct ready_rows ready;
    struct url paste;   /* "Punt ontvangen per mail", "" */
    const char *review; /* what the chair says of it, "" */
    struct link_list missing;
    struct removed_rows removed;
};

/* "Niet nu": another month, or not any more. */
struct offer_view {
    const char *title, *why;
    struct html text;
    bool open;
    const char *closed_words; /* why there is nothing to choose */
    struct form_view defer, drop;
    struct url defer_to, drop_to;
    struct link_view back, item;
};

/* The page again, after something on it was refused. */
enum err agenda_show(struct request *rq, int64_t meeting_id, unsigned status) NODISCARD;
/* "Aangekondigd voor mei 2024, inleiding van di 27/02/2024." */
struct announcement;
const char *agenda_promise_words(struct arena *a, const struct announcement *n);

#endif
