/* agenda/decision.h: decisions, numbered 2024_LOK_00012 by the meeting's year.
 *
 * Invariants:
 *   - a number is given once and never used again;
 *   - provisional until released; only who prepares meetings sees a provisional one;
 *   - a released decision's text is not changed by an ordinary edit.
 */
#ifndef AGENDA_DECISION_H
#define AGENDA_DECISION_H

#include "agenda/item.h"

enum decision_state {
    DECISION_PROVISIONAL,
    DECISION_IN_FORCE,
    DECISION_SUPERSEDED,
    DECISION_WITHDRAWN,
    DECISION_EXECUTED
};
extern const struct choice DECISION_STATES[];
enum decision_method { METHOD_CONSENSUS, METHOD_UNANIMOUS, METHOD_VOTE };
extern const struct choice DECISION_METHODS[];

struct decision {
    int64_t id, item_id, meeting_id, dossier_id;
    const char *number, *title, *text, *motivation, *due_date;
    int64_t year;
    unsigned method, state, access;
    int64_t follow_up_id, released_at, released_by, version;
    int64_t superseded_by_id, superseded_told_by; /* 0 */
    const char *state_on, *state_reason;          /* since when the state holds, and why; "" */
    const char *topics;                           /* one a line */
    /* joined */
    const char *dossier_title, *follow_up_name, *item_number, *item_title;
    int64_t meeting_at;
    const char *successor; /* number; "" when there is none, or none that this reader may see */
    unsigned successor_access;
};
struct decision_list {
    struct decision *at;
    size_t count;
};

/* A reader sees released ones (released_at <= now) within his access; who prepares meetings all. */
struct decision_reader {
    struct visibility v;
    bool provisional; /* may see provisional ones */
    int64_t now;
};
struct decision_reader decision_reader_of(const struct actor *who);

enum err decision_get(struct snap *s, struct arena *a, const struct decision_reader *r,
    const char *number, struct decision *ret) NODISCARD;
/* NULL sees all. */
enum err decision_read(struct snap *s, struct arena *a, const struct decision_reader *r, int64_t id,
    struct decision *ret) NODISCARD;
/* These see all: for who prepares meetings. */
enum err decision_by_id(
    struct snap *s, struct arena *a, int64_t id, struct decision *ret) NODISCARD;
enum err decision_by_item(
    struct snap *s, struct arena *a, int64_t item_id, struct decision *ret) NODISCARD;
enum err decision_of_meeting(
    struct snap *s, struct arena *a, int64_t meeting_id, struct decision_list *ret) NODISCARD;

struct decision_filter {
    const char *typed;        /* words or a number, "" */
    int64_t year;             /* 0 = all */
    const char *from, *until; /* days of the meeting, both included; "" or NULL = open */
    int64_t dossier_id;       /* 0 = all */
    const char *topic;        /* "" or NULL = all */
    const char *state;        /* a code of DECISION_STATES; "" or NULL = all */
    int64_t after;            /* cursor: id of the last seen, 0 = start */
    int64_t limit;
};
/* Newest first; with words, the best of a small hit set first, otherwise newest first (search.h). */
enum err decision_find(struct snap *s, struct arena *a, const struct decision_reader *r,
    const struct decision_filter *f, struct decision_list *ret) NODISCARD;
enum err decision_years(
    struct snap *s, struct arena *a, const struct decision_reader *r, struct lines *ret) NODISCARD;

/* For treatment.c: writes the decision of `item_id`: title, text, motivation, method, follow_up_id,
 * due_date count; meeting, dossier, year and access follow from the item, the number is given at the
 * first time. ERR_CONFLICT when it is released. */
enum err decision_write(struct tx *tx, struct arena *a, const struct actor *who,
    const struct decision *in, int64_t *ret_id) NODISCARD;
/* Takes a provisional one away; its number is not used again. ERR_CONFLICT when it is released. */
enum err decision_remove(struct tx *tx, const struct actor *who, int64_t id) NODISCARD;

/* For sending.c: in force, and seen by others from `at`; `sending_id` 0 = without notices. */
enum err decision_release(
    struct tx *tx, const struct actor *who, int64_t id, int64_t sending_id, int64_t at) NODISCARD;
enum err decision_unrelease(struct tx *tx, int64_t sending_id) NODISCARD;

/* For sending.c: that they were told to be superseded, by which sending; and not after all. */
enum err decision_told_superseded(struct tx *tx, const struct actor *who,
    const struct decision_list *list, int64_t sending_id) NODISCARD;
enum err decision_untold_superseded(struct tx *tx, int64_t sending_id) NODISCARD;
/* Tells the search index of a change. */
enum err decision_index(struct tx *tx, struct arena *a, int64_t id) NODISCARD;

#endif
