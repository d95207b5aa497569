/* agenda/proposal.h: an item that a partner or member proposes for a meeting, until its closing date;
 * the secretary accepts, declines or postpones it.
 *
 * Invariants:
 *   - a proposal is seen by the secretariat, by who made it, and by the partner it is made for;
 *   - an accepted one became the item `item_id`; declined and accepted ones stay as they are;
 *   - a postponed one is offered again in its target month; open ones for their meeting's month.
 */
#ifndef AGENDA_PROPOSAL_H
#define AGENDA_PROPOSAL_H

#include "agenda/sending.h"

enum proposal_state { PROPOSAL_OPEN, PROPOSAL_ACCEPTED, PROPOSAL_DECLINED, PROPOSAL_POSTPONED };
extern const struct choice PROPOSAL_STATES[];

struct proposal {
    int64_t id;
    int64_t meeting_id; /* 0 = of no meeting yet */
    int64_t partner_id, person_id;
    const char *title, *text; /* text is CommonMark */
    int64_t minutes;
    unsigned state;
    const char *reason, *target_month;
    int64_t item_id; /* once accepted */
    bool by_mail;    /* "ontvangen per mail" */
    int64_t created_at, answered_at, version;
    /* joined */
    const char *partner_name, *person_function, *meeting_title, *meeting_month;
};
struct proposal_list {
    struct proposal *at;
    size_t count;
};

struct proposal_input {
    const char *title, *text;
    int64_t minutes;
    int64_t partner_id; /* for who prepares meetings only; of others it is their own */
};
extern const struct field PROPOSAL_FIELDS[]; /* title (required), text, minutes, partner_id */

/* The last day on which items may be proposed: what was set, else a week before the invitation must
 * go; "" when the meeting has no date and none was set. */
enum err proposal_closes_on(struct snap *s, struct arena *a, const struct council *c,
    const struct meeting *m, const char **ret) NODISCARD;
/* "" takes it back to what follows from the date. */
enum err proposal_set_closing(
    struct tx *tx, const struct actor *who, int64_t meeting_id, const char *date) NODISCARD;
/* Whether `who` may propose for that meeting today: it was told of, and is not closed for items.
 * ERR_CONFLICT with the reason. Who prepares meetings always may, until it is closed. */
enum err proposal_is_open(
    struct snap *s, struct arena *a, const struct actor *who, int64_t meeting_id) NODISCARD;

/* By a partner's contact or member (by link too); who prepares meetings pastes what came by mail.
 * The secretariat's endpoints hear of it. */
enum err proposal_make(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t meeting_id, const struct proposal_input *in,
    int64_t *ret_id) NODISCARD;

/* The answer, by who prepares meetings; the partner's endpoints and, by mail, who made it hear of it
 * after undo_seconds unless `tell` is false. ERR_CONFLICT when it was answered already. */
enum err proposal_accept(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, int64_t meeting_id, bool tell,
    int64_t *ret_item_id) NODISCARD;
enum err proposal_decline(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, const char *reason, bool tell) NODISCARD;
/* `target_month` must lie ahead; `reason` may be "". */
enum err proposal_postpone(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, const char *target_month, const char *reason,
    bool tell) NODISCARD;

/* Until when its answer can be taken back, 0 when it cannot. */
int64_t proposal_may_take_back_until(const struct proposal *p, const struct sending_options *o);
/* It is as before the answer and nobody hears of it; what was put on the agenda is off it again.
 * ERR_CONFLICT when the time is over, or when somebody changed the item since. */
enum err proposal_take_back(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id) NODISCARD;

/* ERR_NOT_FOUND when `who` may not see it. */
enum err proposal_get(struct snap *s, struct arena *a, const struct actor *who, int64_t id,
    struct proposal *ret) NODISCARD;
/* What `who` sees: all, or its own, newest first; `meeting_id` 0 = of all meetings. */
enum err proposal_list(struct snap *s, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t before, int64_t limit, struct proposal_list *ret) NODISCARD;
/* "Klaar om op de agenda te zetten": open or postponed, for that month or an earlier one; of a
 * meeting whose month is not known to be later. For who prepares meetings. */
enum err proposal_offers(
    struct snap *s, struct arena *a, const char *month, struct proposal_list *ret) NODISCARD;
/* How many wait for an answer. */
enum err proposal_waiting(struct snap *s, int64_t *ret) NODISCARD;

#endif
