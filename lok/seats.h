/* lok/seats.h: the rules of the seats, each with its legal source in words.
 *
 * Invariants:
 *   - observers, experts and guests hold no seat: they do not vote and count in no rule;
 *   - the two-thirds rule (Decreet over het lokaal bestuur, art. 304 §3): at most two thirds of the
 *     members are of the same sex, else no valid advice can be given. It is judged over the members
 *     appointed; over those present it is an indication;
 *   - who did not say it is counted as a member of unknown sex: then the rule may be kept, broken
 *     whatever they say, or open;
 *   - municipal councillors and members of the college have no vote (the same paragraph);
 *   - a quorum is asked only when the council set one: the law asks none.
 *
 * What names counts of women and men is for the secretary alone: `words`. `plain` holds none.
 */
#ifndef LOK_SEATS_H
#define LOK_SEATS_H

#include "lok/council.h"
#include "lok/member.h"

enum seats_verdict {
    SEATS_NOBODY, /* no members: nothing to judge */
    SEATS_KEPT,
    SEATS_OPEN,  /* depends on those who did not say */
    SEATS_BROKEN /* whatever they say */
};

struct seats_balance {
    size_t members, women, men, x, not_said;
    enum seats_verdict verdict;
    const char *words;  /* Dutch, with counts: for the secretary */
    const char *plain;  /* Dutch, without counts */
    const char *cited;  /* plain, and in brackets where a broken rule stands */
    const char *source; /* Dutch: where the rule stands */
};

/* All who hold a seat on that day. */
enum err seats_balance(
    struct snap *s, struct arena *a, const char *on_date, struct seats_balance *ret) NODISCARD;
/* Of those seats (member ids): who is present, or stays. Ids that hold no seat that day are passed
 * over. */
enum err seats_balance_of(struct snap *s, struct arena *a, const char *on_date,
    const int64_t *member_ids, size_t count, struct seats_balance *ret) NODISCARD;
/* Of seats at hand; pure. */
struct seats_balance seats_judge(struct arena *a, const struct member_list *list);

/* Whether this row of the members is a seat at all. */
bool seats_is_seat(const struct member *m);
/* Why the law gives no vote here, in Dutch with its source; "" when it may have one. */
const char *seats_no_vote(const struct member *m);
bool seats_may_vote(const struct member *m);

struct seats_quorum {
    bool is_set;
    size_t voting;  /* seats with a vote that day */
    size_t present; /* of those, present */
    size_t needed;
    bool reached;      /* also when none is set */
    const char *words; /* Dutch; "" when none is set */
};

/* `member_ids`: the seats that are filled at the meeting, by the member or the substitute. */
enum err seats_quorum(struct snap *s, struct arena *a, const char *on_date,
    const int64_t *member_ids, size_t count, struct seats_quorum *ret) NODISCARD;

/* What is wrong with the seats on a day, for the secretary's list. */
struct seats_due {
    const char *words, *why; /* Dutch; why: with the source */
    bool broken;             /* else only not certain */
};
struct seats_due_list {
    struct seats_due *at;
    size_t count;
};
/* Ends at the page /leden, where each is mended. */
enum err seats_due(
    struct snap *s, struct arena *a, const char *on_date, struct seats_due_list *ret) NODISCARD;

#endif
