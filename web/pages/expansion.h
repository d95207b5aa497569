/* web/pages/expansion.h: expansion rounds: the list, one round, one application, the score sheet. */
#ifndef WEB_PAGES_EXPANSION_H
#define WEB_PAGES_EXPANSION_H

#include "agenda/dossier.h"
#include "agenda/expansion.h"
#include "web/pages/show.h"

/* `below` is "" or begins with "/". */
struct url expansion_url(struct arena *a, int64_t id, const char *below);
struct url expansion_application_url(
    struct arena *a, int64_t id, int64_t application_id, const char *below);
struct chip expansion_chip(unsigned state);
/* The round of this address, as the reader sees it. */
enum err expansion_of(struct request *rq, struct expansion *ret) NODISCARD;
/* :part_id. ERR_NOT_FOUND when it is no number. */
enum err expansion_part_id(struct request *rq, int64_t *ret) NODISCARD;
/* The application :part_id, as the reader sees it. */
enum err expansion_application_of(
    struct request *rq, const struct expansion *e, struct expansion_application *ret) NODISCARD;
/* "8 op 10", "nog geen score". */
const char *expansion_score_words(
    struct arena *a, const struct expansion_criterion *c, const struct expansion_score *score);
/* Name or function of a scorer; "een lid" when it has none. */
const char *expansion_person(const char *words);
/* The whole page; what was refused is said on top. */
enum err expansion_page(struct request *rq, unsigned status) NODISCARD;
/* Back on the round's page. `undo` may be NULL. */
enum err expansion_done(
    struct request *rq, enum err e, const char *done, const char *undo) NODISCARD;

struct expansion_row {
    const char *title, *why;
    struct chip state, access;
    struct url to;
};
struct expansion_rows {
    struct expansion_row *at;
    size_t count;
};
struct expansions_view {
    struct expansion_rows rows;
    struct pager_view pager;
    bool may_edit;
};

/* On a dossier's page: its rounds, and starting one. */
struct expansion_card {
    bool shown;
    struct expansion_rows rows;
    struct url start; /* "" for who only reads */
};
enum err expansion_card(
    struct request *rq, const struct dossier *d, struct expansion_card *ret) NODISCARD;

struct expansion_application_row {
    const char *place, *name, *why, *total, *note;
    struct chip late;
    struct url to;
};
struct expansion_application_rows {
    struct expansion_application_row *at;
    size_t count;
};
struct expansion_criterion_row {
    const char *name, *explanation;
    int64_t weight, most;
    struct url edit, remove; /* "" when it may not change now */
};
struct expansion_criterion_rows {
    struct expansion_criterion_row *at;
    size_t count;
};

/* What can be told of a round, and what of it may still be held back. */
struct expansion_news_row {
    const char *button, *taken; /* taken: "De oproep vertrekt nog naar …", "" */
    struct url to, take_back;   /* to: "" when it cannot be told now */
};
struct expansion_news_list {
    struct expansion_news_row *at;
    size_t count;
};
enum err expansion_tell_steps(
    struct request *rq, const struct expansion *e, struct expansion_news_list *ret) NODISCARD;

struct expansion_view {
    const char *title;
    struct chip state;
    struct form_view problem;
    struct fact_list facts;
    struct step_list steps;
    struct expansion_news_list news;
    bool shows_scores, may_edit;
    struct expansion_application_rows applications;
    const char *hidden; /* why no scores are shown, "" */
    struct expansion_criterion_rows criteria;
    int64_t weights;
    const char *wrong; /* weights that do not add up, "" */
    const char *version, *reason;
    struct url add_criterion, renew; /* "" when not now */
    struct link_list earlier;        /* score sheets of earlier criteria */
    struct url advise;               /* "" when not now */
    struct form_option_list meetings;
    int64_t round_version;
};

struct expansion_score_row {
    const char *name, *explanation, *weight, *words, *reason, *scorer;
    /* the form */
    const char *score_name, *reason_name, *score_value, *reason_value, *error;
    int64_t most;
};
struct expansion_score_rows {
    struct expansion_score_row *at;
    size_t count;
};
struct expansion_conflict_row {
    const char *person, *why, *aside;
    struct url remove; /* "" */
};
struct expansion_conflict_rows {
    struct expansion_conflict_row *at;
    size_t count;
};
struct expansion_application_view {
    struct link_view round;
    const char *name;
    struct chip late;
    struct form_view problem;
    struct fact_list facts;
    struct step_list steps;
    bool shown, may_score;
    const char *cannot; /* why nothing is scored now, "" */
    struct expansion_score_rows scores;
    struct form_option_list scorers;
    const char *scorer_error;
    struct expansion_conflict_rows conflicts;
    struct url action, interest, remove;
    int64_t version;
};

/* On A4. */
struct expansion_sheet_cell {
    const char *name, *text; /* name: of the criterion */
};
struct expansion_sheet_cells {
    struct expansion_sheet_cell *at;
    size_t count;
};
struct expansion_sheet_row {
    const char *place, *name, *why, *total;
    struct expansion_sheet_cells cells;
    struct expansion_score_rows scores;
    struct lines interests;
    bool scored;
};
struct expansion_sheet_rows {
    struct expansion_sheet_row *at;
    size_t count;
};
struct expansion_sheet_view {
    struct link_view round;
    const char *title, *criteria, *old;
    struct expansion_criterion_rows columns;
    struct expansion_sheet_rows rows;
};

#endif
