/* agenda/expansion.h: an expansion round (uitbreidingsronde): organisers ask for new places, and the
 * council advises by criteria with weights.
 *
 * Invariants:
 *   - open (applications come in) → scoring → closed; nothing is scored before or after. What nobody applied
 *     to in time goes from open to closed, after its last day;
 *   - weights add up to 100 before anything is scored by them;
 *   - criteria that were scored by do not change: a new version, with a reason, takes their place, and
 *     they stay with their scores;
 *   - one score an application and criterion, with a reason, by a person that has no interest in it;
 *     who has one is kept with it, and scores given before are set aside;
 *   - what came in after the last day is not scored;
 *   - totals and ranks are exact: fractions, never rounded before they are compared;
 *   - scores are for members and who prepares meetings. Who is, or sits in the council for, an applicant
 *     sees none before the round is closed; a partner then sees those of its own application;
 *   - all of a round has one version, which grows with each change of it.
 */
#ifndef AGENDA_EXPANSION_H
#define AGENDA_EXPANSION_H

#include "lok/eligibility.h"
#include "lok/partner.h"

enum expansion_state { EXPANSION_OPEN, EXPANSION_SCORING, EXPANSION_CLOSED };
extern const struct choice EXPANSION_STATES[];

struct expansion {
    int64_t id;
    const char *title;
    int64_t dossier_id, decision_id; /* 0 = none; the decision approved the present criteria */
    const char *closes_on;
    int64_t places; /* available, 0 = not said */
    unsigned access;
    unsigned state;
    const char *started_on, *closed_on, *reopened;
    int64_t advice_id, version;
    /* joined; what is out of the reader's sight is "" */
    const char *dossier_title, *advice_number;
};
struct expansion_list {
    struct expansion *at;
    size_t count;
};
extern const struct field EXPANSION_FIELDS[]; /* title … access, and decision_id */

struct expansion_criterion {
    int64_t id;
    const char *name, *explanation;
    int64_t weight; /* of 100 */
    int64_t most;   /* the highest score, 1–20 */
};
extern const struct field EXPANSION_CRITERION_FIELDS[];
/* One version of them. */
struct expansion_criteria {
    int64_t id, number;
    const char *reason, *made_on;
    int64_t decision_id;
    const char *decision_number; /* "" when the reader may not see it */
    int64_t weights;             /* their sum */
    int64_t scores;              /* how many were given, set aside or not */
    bool current;
    struct expansion_criterion *at;
    size_t count;
};

struct expansion_score {
    int64_t application_id, criterion_id, scorer_id;
    int64_t score; /* -1 = none yet */
    const char *reason;
    const char *scorer; /* a name for who may see people, else the function */
};
struct expansion_score_input {
    int64_t scorer_id, score;
    const char *reason;
};
extern const struct field EXPANSION_SCORE_FIELDS[];
struct expansion_conflict {
    int64_t id, application_id, person_id;
    const char *reason;
    bool left_room;
    const char *person; /* as a scorer */
    int64_t set_aside;  /* how many scores */
};
extern const struct field EXPANSION_CONFLICT_FIELDS[];

struct expansion_application {
    int64_t id, partner_id;
    const char *organiser; /* "" for a partner */
    const char *location;
    unsigned care; /* enum care_kind */
    int64_t places;
    const char *area, *received_on;
    /* joined */
    const char *name; /* of the organiser */
    bool late;        /* came in after the last day */
    bool own;         /* the reader's */
    /* the rest as far as the reader may see scores */
    bool shown;
    struct expansion_score *scores; /* one a criterion, in their order */
    struct expansion_conflict *conflicts;
    size_t conflict_count;
    int64_t missing;    /* how many scores */
    int64_t points, of; /* the total out of 100 is points / of, exactly; of 0 = incomplete */
    int64_t rank;       /* 1 = best; 0 = late or incomplete */
    bool tied;          /* another one has this rank too */
};
struct expansion_application_list {
    struct expansion_application *at;
    size_t count;
};
extern const struct field EXPANSION_APPLICATION_FIELDS[];

/* -- reading: expansion.c, expansion_criteria.c, expansion_sheet.c -- */

/* ERR_NOT_FOUND when `who` may not see it. */
enum err expansion_get(struct snap *s, struct arena *a, const struct actor *who, int64_t id,
    struct expansion *ret) NODISCARD;
/* Newest first; `after` 0 = start; `dossier_id` 0 = all. */
enum err expansion_list(struct snap *s, struct arena *a, const struct actor *who,
    int64_t dossier_id, int64_t after, int64_t limit, struct expansion_list *ret) NODISCARD;
/* Whether there is any that `who` may see. */
enum err expansion_any(
    struct snap *s, struct arena *a, const struct actor *who, bool *ret) NODISCARD;
/* `number` 0 = the version that counts. ERR_NOT_FOUND. */
enum err expansion_criteria(struct snap *s, struct arena *a, const struct actor *who, int64_t id,
    int64_t number, struct expansion_criteria *ret) NODISCARD;
/* Applications as `who` may know them, scored by `c`: by rank, then those without by day. */
enum err expansion_applications(struct snap *s, struct arena *a, const struct actor *who,
    const struct expansion *e, const struct expansion_criteria *c,
    struct expansion_application_list *ret) NODISCARD;
/* Whether `who` may see the scores of all. */
enum err expansion_shows_scores(
    struct snap *s, const struct actor *who, const struct expansion *e, bool *ret) NODISCARD;

/* Whether none came in time: there is nothing to score, and the round may close at once. Pure. */
bool expansion_has_none(const struct expansion_application_list *list);

/* What weights that do not add up to 100 have wrong, in Dutch; "" when they do. Pure. */
const char *expansion_weights_wrong(struct arena *a, const struct expansion_criteria *c);

/* What a dossier's history tells of its rounds: started, last day, closed. For timeline.c. */
struct expansion_moment {
    int64_t expansion_id;
    const char *date, *words;
};
struct expansion_moment_list {
    struct expansion_moment *at;
    size_t count;
};
enum err expansion_moments(struct snap *s, struct arena *a, struct visibility v, int64_t dossier_id,
    struct expansion_moment_list *ret) NODISCARD;

/* Totals and ranks of applications whose scores are filled in. Pure. */
void expansion_rank(const struct expansion_criteria *c, struct expansion_application_list *list);
/* "73,33": out of 100, two decimals, halves up; "" without a total. Pure. */
const char *expansion_total(struct arena *a, const struct expansion_application *x);
/* "1", "gedeeld 2"; "" without a rank. Pure. */
const char *expansion_place(struct arena *a, const struct expansion_application *x);

/* -- writing: expansion_write.c (PREPARE_MEETING) --
 *
 * `version` is the round's (0 = whatever it is): ERR_STALE. ERR_CONFLICT once it is closed. */
enum err expansion_create(struct tx *tx, struct arena *a, const struct actor *who,
    const struct expansion *in, int64_t *ret_id) NODISCARD;
enum err expansion_update(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct expansion *in) NODISCARD;
/* To scoring: after the last day, with weights that add up, and an application. To closed: all that
 * came in time are scored. Back to open: nothing was scored. From closed: with a reason, while the
 * advice drawn from it was not sent. ERR_CONFLICT. */
struct expansion_step {
    unsigned state;
    const char *reason;
};
extern const struct field EXPANSION_STEP_FIELDS[];
enum err expansion_move(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct expansion_step *in) NODISCARD;

/* -- criteria: expansion_criteria_write.c -- ERR_CONFLICT once the first score stands */
enum err expansion_criterion_add(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, const struct expansion_criterion *in) NODISCARD;
enum err expansion_criterion_update(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, int64_t criterion_id,
    const struct expansion_criterion *in) NODISCARD;
enum err expansion_criterion_remove(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, int64_t criterion_id) NODISCARD;
/* A new version begins as a copy; ERR_INVALID without a reason, ERR_CONFLICT before the first score. */
struct expansion_renewal {
    const char *reason;
};
extern const struct field EXPANSION_RENEWAL_FIELDS[];
enum err expansion_criteria_renew(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, const struct expansion_renewal *in) NODISCARD;

/* -- applications, interests, scores: expansion_application.c, expansion_score.c -- */
enum err expansion_apply(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct expansion_application *in, int64_t *ret_id) NODISCARD;
enum err expansion_application_update(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, int64_t application_id,
    const struct expansion_application *in) NODISCARD;
/* `back` puts it back. */
enum err expansion_application_remove(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, int64_t application_id, bool back) NODISCARD;
/* By who records. Sets aside what that person scored of it. */
enum err expansion_conflict_add(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, int64_t application_id, const struct expansion_conflict *in) NODISCARD;
/* One noted by mistake: scores set aside for it count again, unless another took their place. */
enum err expansion_conflict_remove(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, int64_t version, int64_t application_id, int64_t conflict_id) NODISCARD;
/* By who records. ERR_CONFLICT unless the round is being scored, by weights that add up, and the
 * application came in time; ERR_INVALID: over the highest score, no reason, a scorer with an interest. */
enum err expansion_score_put(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, int64_t application_id, int64_t criterion_id,
    const struct expansion_score_input *in) NODISCARD;

/* -- the advice drawn from it: expansion_advice.c --
 *
 * An advice (advice.h) with the ranking as the proposal, for members; on the agenda of `meeting_id` when
 * that is not 0. ERR_CONFLICT before the round is closed, or when it was drawn already. */
struct expansion_placing {
    int64_t meeting_id;
};
extern const struct field EXPANSION_PLACING_FIELDS[];
enum err expansion_advise(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, int64_t meeting_id, const char **ret_number) NODISCARD;

/* For the overview of who prepares meetings: closing soon or over, scores missing, an advice to be
 * drawn. What has no day of its own stands last: it is for the next meeting. */
struct expansion_due {
    int64_t expansion_id;
    const char
        *date; /* the last day to apply; today once it is over; "" while it is being scored */
    const char *words; /* "Uitbreidingsronde 2024: nog 3 scores te geven" */
    unsigned state;
    bool none; /* nobody applied in time */
};
struct expansion_due_list {
    struct expansion_due *at;
    size_t count;
};
enum err expansion_due(
    struct snap *s, struct arena *a, const char *today, struct expansion_due_list *ret) NODISCARD;

#endif
