/* lok/council.h: the one council in this database: its settings, and what "today" is in it.
 *
 * Invariants:
 *   - there is at most one council; before `council_create` every other call gives ERR_NOT_FOUND;
 *   - in a demo `demo_date` stands for today in the domain (deadlines, reminders, expiry of a notice
 *     when its meeting starts), never for the outbox's clock, sessions or the event log;
 *   - what the domain noted by the real clock is shown by council_moment, so that a practice council
 *     has one clock for its readers.
 */
#ifndef LOK_COUNCIL_H
#define LOK_COUNCIL_H

#include "lok/permission.h"

/* How many who may vote must be there before the council may vote. */
enum quorum {
    QUORUM_NONE,
    QUORUM_NUMBER, /* quorum_number of them */
    QUORUM_MORE_THAN_HALF,
    QUORUM_HALF,
    QUORUM_THIRD,
    QUORUM_TWO_THIRDS
};
extern const struct choice QUORUMS[];

struct council {
    const char *name; /* LOK Antwerpen */
    const char *municipality;
    const char *number_prefix; /* LOK in 2024_LOK_00012: capitals and digits, 1–12 */
    int64_t invitation_days;   /* 0–60 */
    int64_t reaction_days;     /* 0–365 */
    bool is_public;
    bool shows_names;      /* of documents that one may not read: that they exist */
    unsigned quorum;       /* enum quorum */
    int64_t quorum_number; /* 1–500 with QUORUM_NUMBER */
    const char *email;     /* the council's mailbox, "" or an address */
    const char *demo_date; /* "" outside a demo */
    const char *demo_days; /* of a demo: since when it was which day; written by this file alone */
    const char *uid;       /* random, made by council_create: for identifiers that must differ
                                    between councils */
    int64_t version;
};
extern const struct field COUNCIL_FIELDS[]; /* over struct council: name … quorum_number */

enum err council_get(struct snap *s, struct arena *a, struct council *ret) NODISCARD;
enum err council_create(
    struct tx *tx, const struct council *in) NODISCARD; /* ERR_CONFLICT when there is one */
/* ERR_STALE when it is no longer at `version`. Never changes demo_date. */
enum err council_update(
    struct tx *tx, const struct actor *who, int64_t version, const struct council *in) NODISCARD;
/* Another day for a practice council. ERR_CONFLICT when it is none, ERR_INVALID for no date. */
enum err council_move_demo(struct tx *tx, const struct actor *who, const char *date) NODISCARD;

/* The domain's today, "YYYY-MM-DD" in Belgium, and now: the demo date at the present time of day. */
const char *council_today(struct arena *a, const struct council *c);
/* The same, read first; also when there is no council yet. */
enum err council_today_read(struct snap *s, struct arena *a, const char **ret) NODISCARD;
int64_t council_now(const struct council *c);
/* The instant by the council's own days of what happened at `at` by the real clock: the same, but in
 * a demo on the day that it was then. 0 stays 0. */
int64_t council_moment(const struct council *c, int64_t at);
bool council_is_demo(const struct council *c);

#endif
