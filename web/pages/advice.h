/* web/pages/advice.h: one advice, its printed letter, who gets it; and the list of advices. */
#ifndef WEB_PAGES_ADVICE_H
#define WEB_PAGES_ADVICE_H

#include "agenda/advice.h"
#include "web/pages/documents.h"
#include "web/pages/sending.h"
#include "web/pages/show.h"

struct url advice_url(struct arena *a, const char *number, const char *below);
struct chip advice_chip(struct arena *a, const struct advice *v);
/* "Eenparig, bij consensus", "7 voor, 2 tegen, 1 onthouding"; "" without a text. */
const char *advice_result(struct arena *a, const struct advice *v);
/* The one of this address, as the reader sees it. */
enum err advice_of(struct request *rq, struct advice *ret) NODISCARD;
/* Its page, with the errors of the form that came back. */
enum err advice_show(struct request *rq, unsigned status) NODISCARD;
/* Meetings that still take items, the soonest first. */
enum err advice_meetings(struct request *rq, struct form_option_list *ret) NODISCARD;
struct link_view advice_crumb(struct request *rq, const struct advice *v);

struct advice_note {
    const char *day;
    struct html text;
};
struct advice_notes {
    struct advice_note *at;
    size_t count;
};

struct advice_view {
    const char *title, *year;
    struct url of_year;
    struct chip state, number;
    const char *hidden; /* why nobody else sees it, "" */
    const char *taken;  /* "Bezorgd. U kunt dit nog tegenhouden.", "" */
    struct url take_back;
    const char *balance, *reason; /* a rule that was not met, "" */
    struct form_view problem;
    struct step_list steps;
    struct html question, text, motivation, minority;
    const char *result;
    struct advice_notes rectifications;
    struct chip answer;
    const char *answer_on;
    struct html answer_text;
    struct fact_list facts;
    struct documents_view documents;
    struct url letter;
    struct url to_agenda; /* "" when it may not be put on one now */
    struct form_option_list meetings;
    struct url written; /* "" likewise */
};

struct advice_letter_view {
    const char *council, *day, *number, *title, *addressee, *address_name;
    struct url back;
    const char *asked; /* "Op … vroeg …" */
    struct html question, text, motivation, minority;
    const char *result, *given, *reaction;
    struct advice_notes rectifications;
};

struct advice_row {
    const char *title, *number, *why;
    struct chip state;
    struct url to;
};
struct advice_rows {
    struct advice_row *at;
    size_t count;
};
struct advices_view {
    bool sees, prepares, filtered;
    const char *typed, *found;
    struct form_option_list years, dossiers;
    struct advice_rows rows;
    struct pager_view pager;
};

#endif
