/* agenda/action.h: what an organisation promised to do (actiepunt), followed until it is closed.
 *
 * Invariants:
 *   - its owner is an organisation, never a person;
 *   - its states follow one table: open → busy → done, or dropped with a word of reason; the owner
 *     may move it on, who prepares meetings may also drop it and open it again;
 *   - each change leaves a line of history: when, who as function or partner, a remark;
 *   - what comes from a meeting that is not over is seen by who prepares meetings only.
 *
 * Dates are "YYYY-MM-DD", "" = none.
 */
#ifndef AGENDA_ACTION_H
#define AGENDA_ACTION_H

#include "lok/permission.h"

enum action_state { ACTION_OPEN, ACTION_BUSY, ACTION_DONE, ACTION_DROPPED };
extern const struct choice ACTION_STATES[];

struct action_point {
    int64_t id, partner_id;
    const char *text, *due_date;
    unsigned state, access;
    int64_t meeting_id, item_id, decision_id,
        dossier_id; /* where it comes from, 0 = not from one */
    int64_t created_at, closed_at;
    int64_t told_at; /* the owner was told, 0 = not yet */
    int64_t version;
    /* joined; the last three are "" for who may not see them */
    const char *partner_name;
    int64_t meeting_at;
    const char *item_title, *decision_number, *dossier_title;
};
struct action_list {
    struct action_point *at;
    size_t count;
};

/* An action that comes from an item or a decision takes meeting and dossier from there. Set `access`:
 * 0 is public. */
struct action_input {
    const char *text, *due_date;
    int64_t partner_id;
    int64_t meeting_id, item_id, decision_id, dossier_id;
    unsigned access;
};
extern const struct field ACTION_FIELDS[], ACTION_CHANGE_FIELDS[]; /* the second: without sources */

/* By who prepares meetings. ERR_INVALID for an unknown partner, item, decision or dossier. */
enum err action_create(struct tx *tx, struct arena *a, const struct actor *who,
    const struct action_input *in, int64_t *ret_id) NODISCARD;
/* Text, owner, date and access; where it comes from stays. */
enum err action_update(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct action_input *in) NODISCARD;

struct action_step {
    unsigned state; /* the present one for a remark only */
    const char *remark;
};
extern const struct field ACTION_STEP_FIELDS[];
/* Whether the table has that step for such a reader. */
bool action_allows(const struct actor *who, const struct action_point *p, enum action_state to);
/* ERR_CONFLICT for a step the table does not have; dropping needs a remark. */
enum err action_move(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct action_step *step) NODISCARD;
/* Takes the last change back; an action that was just made goes away. ERR_CONFLICT when there is
 * nothing (more) to take back; what others changed only who prepares meetings takes back. */
enum err action_undo(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id, int64_t version) NODISCARD;

/* One line of history. */
struct action_change {
    int64_t at;
    const char *by;   /* "secretaris", "mentor-coach, Felies" */
    const char *what; /* Dutch: "bezig", "aangepast", "genoteerd" */
    const char *remark;
};
struct action_change_list {
    struct action_change *at;
    size_t count;
};
/* Oldest first. */
enum err action_history(
    struct snap *s, struct arena *a, int64_t id, struct action_change_list *ret) NODISCARD;

/* -- reading: what `who` may see -- */

struct action_filter {
    bool open;              /* not closed yet */
    const char *overdue_on; /* open, and due before this day; NULL or "" = any */
    const char *typed;      /* words to search for; NULL or "" = any */
    int64_t partner_id, meeting_id, item_id, decision_id, dossier_id; /* 0 = any */
};
enum err action_get(struct snap *s, struct arena *a, const struct actor *who, int64_t id,
    struct action_point *ret) NODISCARD;
/* Newest first, or with words in the order of search.h, behind id `before` (0 = from the start). */
enum err action_list(struct snap *s, struct arena *a, const struct actor *who,
    const struct action_filter *f, int64_t before, int64_t limit,
    struct action_list *ret) NODISCARD;
/* All open ones by due date, those without a date last. */
enum err action_open(struct snap *s, struct arena *a, const struct actor *who,
    const struct action_filter *f, struct action_list *ret) NODISCARD;
/* Those of a dossier within this sight, of meetings that are over; oldest first. */
enum err action_of_dossier(struct snap *s, struct arena *a, struct visibility v, int64_t dossier_id,
    struct action_list *ret) NODISCARD;
/* "Openstaande acties", which return on each agenda until closed: open ones that do not come from this
 * meeting itself, by due date. */
enum err action_open_for_meeting(struct snap *s, struct arena *a, const struct actor *who,
    int64_t meeting_id, struct action_list *ret) NODISCARD;

/* Open ones of that meeting, or of none, that the owner may see and was not told of. */
enum err action_untold(
    struct snap *s, struct arena *a, int64_t meeting_id, struct action_list *ret) NODISCARD;
/* For sending.c: its owner is told from `at`; `sending_id` 0 = long ago. And back. */
enum err action_release(struct tx *tx, int64_t id, int64_t sending_id, int64_t at) NODISCARD;
enum err action_unrelease(struct tx *tx, int64_t sending_id) NODISCARD;

/* For the overview of the secretariat: late ones, and those due within two weeks. */
struct action_due {
    int64_t id;
    const char *date;  /* the day it is due */
    const char *words; /* Dutch: "Felies: nieuwe folder bezorgen" */
    bool late;
};
struct action_due_list {
    struct action_due *at;
    size_t count;
};
enum err action_due(
    struct snap *s, struct arena *a, const char *today, struct action_due_list *ret) NODISCARD;
bool action_is_late(const struct action_point *p, const char *today);
/* Open, and late or due within two weeks. */
bool action_is_soon(struct arena *a, const struct action_point *p, const char *today);

/* Tells the search index of a change. */
enum err action_index(struct tx *tx, struct arena *a, int64_t id) NODISCARD;

#endif
