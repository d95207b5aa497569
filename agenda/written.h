/* agenda/written.h: a written procedure: a meeting without a room, that opens and closes at set times;
 * its items are the questions.
 *
 * Invariants:
 *   - it closes at the `starts_at` of its meeting: invitations go until then, votes are taken until
 *     then, by the council's clock;
 *   - one vote a seat and question; a later one of the member or the substitute counts instead, and
 *     each is kept; so there are never more votes than seats;
 *   - who has no vote (seats.h, or the seat itself) gives a view only;
 *   - who voted what is for who prepares meetings; members see counts once it is over.
 */
#ifndef AGENDA_WRITTEN_H
#define AGENDA_WRITTEN_H

#include "agenda/attendance.h"
#include "agenda/sending.h"

struct written {
    int64_t meeting_id, opens_at, closes_at;
    int64_t reported_id; /* item, 0 = not reported yet */
    unsigned state;      /* of the meeting */
    bool open;           /* votes are taken now */
    bool over;           /* no more */
    const char *why;     /* Dutch: until when, or why not */
};
struct written_input {
    const char *title, *opens_date, *opens_time, *closes_date, *closes_time;
    unsigned access;
};
extern const struct field WRITTEN_FIELDS[];
struct written_vote_input {
    unsigned vote; /* VOTE_NONE: a view only */
    const char *remark;
};
extern const struct field WRITTEN_VOTE_FIELDS[];

/* A draft meeting; `advice_id` (0 = none) becomes its first question. ERR_INVALID when it ends before
 * it begins, or has ended. */
enum err written_start(struct tx *tx, struct arena *a, const struct actor *who,
    const struct written_input *in, int64_t advice_id, int64_t *ret_meeting_id) NODISCARD;
/* ERR_NOT_FOUND for another kind of meeting. */
enum err written_get(
    struct snap *s, struct arena *a, int64_t meeting_id, struct written *ret) NODISCARD;
/* For a list, in Dutch: "stemmen tot di 27/02/2024 om 18.00 uur"; "" once it is cancelled. */
const char *written_when(struct arena *a, const struct written *w);

/* -- one person's ballot -- */

struct written_answer {
    struct item item;
    unsigned vote;
    const char *remark;
    int64_t voted_at; /* 0 = not yet */
};
struct written_ballot {
    struct written procedure;
    int64_t member_id; /* the seat */
    bool substitute;
    bool may_vote;       /* else a view only */
    const char *why_not; /* Dutch */
    struct written_answer *at;
    size_t count;
};
/* ERR_FORBIDDEN for who holds no seat and takes no seat's place. */
enum err written_ballot(struct snap *s, struct arena *a, const struct actor *who,
    int64_t meeting_id, struct written_ballot *ret) NODISCARD;
/* ERR_CONFLICT before it opens and after it closes; ERR_INVALID: a vote of who has none, neither a
 * vote nor a remark. */
enum err written_vote(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t item_id, const struct written_vote_input *in) NODISCARD;

/* -- the result: written_close.c -- */

struct written_line {
    const char *name; /* of who answered: for who prepares meetings */
    unsigned vote;
    const char *remark;
    int64_t voted_at;
};
struct written_result {
    struct item item;
    struct votes votes;
    int64_t voters;    /* seats with a vote */
    bool reached;      /* the quorum, if one is set */
    bool accepted;     /* more in favour than against */
    const char *rule;  /* the two-thirds rule over who voted, in Dutch when it is not met; "" */
    const char *words; /* "4 voor, 1 tegen, 1 onthouding; 6 van 8 stemden." */
    struct written_line *at;
    size_t count;
};
struct written_results {
    struct written_result *at;
    size_t count;
    bool all_voted; /* everybody with a vote, on every question */
};
enum err written_results(
    struct snap *s, struct arena *a, int64_t meeting_id, struct written_results *ret) NODISCARD;
/* "Afsluiten": records the outcome of each question and the votes of its advice, and closes the
 * meeting. ERR_CONFLICT while votes are still taken, unless all voted; or when an advice has no text;
 * ERR_INVALID at balance_reason when a rule is not met and no reason is given. */
enum err written_close(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t meeting_id, const char *balance_reason) NODISCARD;
/* A "Mededeling" with the result on that meeting's agenda. ERR_CONFLICT before it is closed, or when it
 * was put on one already. */
enum err written_report(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t at_meeting_id, int64_t *ret_item_id) NODISCARD;
/* Closed and not reported yet: for the next agenda; ids of meetings. */
struct written_list {
    int64_t *at;
    size_t count;
};
enum err written_unreported(struct snap *s, struct arena *a, struct written_list *ret) NODISCARD;

#endif
