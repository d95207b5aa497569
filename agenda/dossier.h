/* agenda/dossier.h: a matter that comes back: what it aims at, who pays and takes part, and its
 * history over meetings. */
#ifndef AGENDA_DOSSIER_H
#define AGENDA_DOSSIER_H

#include "lok/partner.h"

enum dossier_rhythm { RHYTHM_NONE, RHYTHM_SEMESTER, RHYTHM_YEAR };
extern const struct choice DOSSIER_RHYTHMS[];
enum dossier_result {
    RESULT_OPEN,
    RESULT_SELECTED,
    RESULT_NOT_SELECTED,
    RESULT_DONE,
    RESULT_STOPPED
};
extern const struct choice DOSSIER_RESULTS[];

struct funder {
    int64_t id;
    const char *name, *from_date, *until_date, *note;
};
struct funder_list {
    struct funder *at;
    size_t count;
};
struct dossier_actor {
    int64_t id, partner_id;
    const char *role, *contribution, *partner_name;
};
struct dossier_actor_list {
    struct dossier_actor *at;
    size_t count;
};
struct figure {
    int64_t id;
    const char *what, *value, *source;
    int64_t year;
};
struct figure_list {
    struct figure *at;
    size_t count;
};

struct dossier {
    int64_t id;
    const char *title;
    struct lines aliases; /* names it is also known by */
    const char *summary;  /* CommonMark */
    struct lines aim, tasks;
    const char *form;
    int64_t applicant_id; /* partner, 0 = none */
    const char *area;
    bool area_certain; /* false: "nog niet zeker" */
    unsigned rhythm;
    unsigned result;     /* enum dossier_result: what came of it */
    const char *outcome; /* the same in words */
    unsigned access;
    int64_t version;
    const char *applicant_name; /* joined */
};
struct dossier_list {
    struct dossier *at;
    size_t count;
};
extern const struct field DOSSIER_FIELDS[], FUNDER_FIELDS[], DOSSIER_ACTOR_FIELDS[],
    FIGURE_FIELDS[];

enum err dossier_get(struct snap *s, struct arena *a, struct visibility v, int64_t id,
    struct dossier *ret) NODISCARD;
enum err dossier_list(struct snap *s, struct arena *a, struct visibility v, int64_t after,
    int64_t limit, struct dossier_list *ret) NODISCARD;
/* Words of its names, aim, tasks, form, area, what came of it, and of who pays and takes part; "" =
 * all. In the order of search.h, behind id `after`. */
enum err dossier_find(struct snap *s, struct arena *a, struct visibility v, const char *typed,
    int64_t after, int64_t limit, struct dossier_list *ret) NODISCARD;
enum err dossier_funders(
    struct snap *s, struct arena *a, int64_t id, struct funder_list *ret) NODISCARD;
enum err dossier_actors(
    struct snap *s, struct arena *a, int64_t id, struct dossier_actor_list *ret) NODISCARD;
enum err dossier_figures(
    struct snap *s, struct arena *a, int64_t id, struct figure_list *ret) NODISCARD;

enum err dossier_create(
    struct tx *tx, const struct actor *who, const struct dossier *in, int64_t *ret_id) NODISCARD;
enum err dossier_update(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
    const struct dossier *in) NODISCARD;
enum err dossier_add_funder(
    struct tx *tx, const struct actor *who, int64_t id, const struct funder *in) NODISCARD;
enum err dossier_add_actor(
    struct tx *tx, const struct actor *who, int64_t id, const struct dossier_actor *in) NODISCARD;
enum err dossier_add_figure(
    struct tx *tx, const struct actor *who, int64_t id, const struct figure *in) NODISCARD;
/* `part` is "funder", "actor" or "figure". It can be put back. */
enum err dossier_remove_part(struct tx *tx, const struct actor *who, int64_t id, const char *part,
    int64_t part_id) NODISCARD;
enum err dossier_restore_part(struct tx *tx, const struct actor *who, int64_t id, const char *part,
    int64_t part_id) NODISCARD;
/* For dossier*.c: tells the search index of a change. */
enum err dossier_index(struct tx *tx, struct arena *a, int64_t id) NODISCARD;
/* The part that was added last; 0 when there is none. */
enum err dossier_newest_part(
    struct snap *s, int64_t id, const char *part, int64_t *ret_id) NODISCARD;

/* What comes back by itself in its rhythm: each semester or year until its funding ends, as long as
 * nothing came of it yet. For "Klaar om op de agenda te zetten" and the overview. */
struct dossier_due {
    int64_t id;
    const char *title;
    const char *date;   /* the last day on which it is in time */
    const char *words;  /* "Mentoren: dit semester nog niet op een agenda" */
    const char *reason; /* "Komt elk semester terug, tot en met 31 december 2025." */
};
struct dossier_due_list {
    struct dossier_due *at;
    size_t count;
};
/* Those that belong on an agenda in the semester or year of `month`: not on one already (a meeting
 * that is not cancelled, the item not withdrawn or postponed), nor promised for it. By date. */
enum err dossier_due(
    struct snap *s, struct arena *a, const char *month, struct dossier_due_list *ret) NODISCARD;
/* The first and last month of the semester or year that `month` lies in. Pure. */
void dossier_span(struct arena *a, enum dossier_rhythm rhythm, const char *month,
    const char **ret_first, const char **ret_last);

/* One line of its history, oldest first; what is to come stands last. */
struct moment {
    const char *date; /* YYYY-MM-DD or YYYY-MM */
    const char *what; /* Dutch: "Inleiding: …", "Beslist: …", "Aangekondigd voor mei 2024" */
    const char
        *kind; /* introduced, discussed, advised, answered, decided, action, announced, postponed,
                         * coming, expansion */
    int64_t meeting_id;                          /* 0 = none */
    int64_t action_id;                           /* 0 = none */
    int64_t expansion_id;                        /* 0 = none */
    const char *decision_number, *advice_number; /* "" */
    bool is_coming, is_decision;
};
struct moment_list {
    struct moment *at;
    size_t count;
};
/* Only what the reader may see. `now` real clock, `today` domain. */
enum err dossier_timeline(struct snap *s, struct arena *a, struct visibility v, int64_t id,
    int64_t now, const char *today, struct moment_list *ret) NODISCARD;

#endif
