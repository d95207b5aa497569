/* agenda/decision_life.h: what becomes of a decision once it is released: in force, superseded by
 * another, withdrawn, executed (decision.def); its topics, who follows it up, and what was put right.
 *
 * Invariants:
 *   - the text of a released decision never changes: a dated rectification stands beside it;
 *   - a superseded decision names its successor; following successors never leads back.
 */
#ifndef AGENDA_DECISION_LIFE_H
#define AGENDA_DECISION_LIFE_H

#include "agenda/decision.h"

enum decision_action {
    DECISION_SUPERSEDE,
    DECISION_WITHDRAW,
    DECISION_EXECUTE,
    DECISION_RESTORE, /* in force again: it was a mistake */
    DECISION_RECTIFY,
    DECISION_ACTION_COUNT
};
extern const struct choice DECISION_ACTIONS[]; /* supersede, withdraw, execute, restore, rectify */

struct decision_step {
    enum decision_state to;
    const char *event;
};
/* ERR_CONFLICT with a Dutch sentence, ERR_FORBIDDEN. `f` may be NULL to ask only. Pure. */
enum err decision_step(const struct actor *who, enum decision_state from,
    enum decision_action action, struct fault *f, struct decision_step *ret) NODISCARD;
bool decision_allows(
    const struct actor *who, enum decision_state from, enum decision_action action);

struct decision_act_input {
    const char *successor; /* number; for superseding only, required then */
    const char *on_date;   /* since when; "" = today */
    const char *reason;    /* required for withdrawing and restoring */
};
extern const struct field DECISION_ACT_FIELDS[];
/* Not DECISION_RECTIFY. ERR_INVALID at `successor`: unknown, itself, provisional, or one that this
 * one, further on, supersedes. ERR_STALE when it is no longer at `version`. */
enum err decision_act(struct tx *tx, struct arena *a, const struct actor *who, const char *number,
    int64_t version, enum decision_action action, const struct decision_act_input *in) NODISCARD;

struct decision_rectify_input {
    const char *on_date, *text;
};
extern const struct field DECISION_RECTIFY_FIELDS[];
enum err decision_rectify(struct tx *tx, struct arena *a, const struct actor *who,
    const char *number, int64_t version, const struct decision_rectify_input *in) NODISCARD;
struct decision_rectification {
    const char *on_date, *text;
};
struct decision_rectifications {
    struct decision_rectification *at;
    size_t count;
};
enum err decision_rectification_list(
    struct snap *s, struct arena *a, int64_t id, struct decision_rectifications *ret) NODISCARD;

/* What is not its text, and may change at any time: by who records. */
struct decision_about_input {
    struct lines topics;
    int64_t follow_up_id;
    const char *due_date;
};
extern const struct field DECISION_ABOUT_FIELDS[]; /* topics, follow_up_id, due_date */
enum err decision_about(struct tx *tx, struct arena *a, const struct actor *who, const char *number,
    int64_t version, const struct decision_about_input *in) NODISCARD;

/* Those that it took the place of, as `r` sees them. */
enum err decision_predecessors(struct snap *s, struct arena *a, const struct decision_reader *r,
    int64_t id, struct decision_list *ret) NODISCARD;
/* All topics of decisions that `r` may see, each once, by name. */
enum err decision_topics(
    struct snap *s, struct arena *a, const struct decision_reader *r, struct lines *ret) NODISCARD;

#endif
