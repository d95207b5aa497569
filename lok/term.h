/* lok/term.h: a new term (bestuursperiode): the LOK is recomposed at each legislature.
 *
 * Invariants:
 *   - a plan is shown before anything happens; carrying it out asks for the same plan (`seen`), so
 *     that what changed meanwhile is refused;
 *   - every seat that still ran ends the day before; who stays gets a new seat like the old one;
 *   - who leaves loses the personal links, the calendar links, the tokens and the roles of member and chair; an
 *     account without another role is switched off. Whoever carries it out keeps his own access;
 *   - all in one transaction, and for TERM_UNDO_DAYS all can be taken back (term_undo.h).
 */
#ifndef LOK_TERM_H
#define LOK_TERM_H

#include "lok/account.h"
#include "lok/seats.h"

struct term_input {
    const char *date;    /* the first day of the new term, today at the latest */
    const int64_t *stay; /* ids of seats */
    size_t stay_count;
    bool everybody; /* as if all were among `stay` */
};

struct term_seat {
    struct member member;
    bool stays;
};
struct term_leaver {
    int64_t person_id;
    const char *name, *function;
    int64_t account_id; /* 0 = none that changes */
    unsigned roles;     /* that the account keeps */
    bool is_own;        /* who carries it out: keeps all access */
};
struct term_plan {
    const char *date, *last_day; /* last_day: of the seats that end */
    struct term_seat *seats;
    size_t seat_count, stay_count;
    struct term_leaver *leavers;
    size_t leaver_count;
    struct seats_balance balance; /* of the draft */
    bool has_chair;               /* in the draft */
    const char *seen;             /* a digest of all that this rests on */
    int64_t id;                   /* once it was started */
};

/* What would happen. ERR_INVALID at `date` when it is no date or later than today, and at `stay`
 * for a seat that does not run then. */
enum err term_plan(struct snap *s, struct arena *a, const struct actor *who,
    const struct term_input *in, struct term_plan *ret) NODISCARD;

/* Does it. ERR_STALE when the plan is no longer the one that was `seen`. The sessions of the
 * accounts in `ret` are ended by the caller (web). Records `term.started`. */
enum err term_start(struct tx *tx, const struct actor *who, const struct term_input *in,
    const char *seen, struct term_plan *ret) NODISCARD;

#endif
