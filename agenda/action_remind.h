/* agenda/action_remind.h: Herinnering sturen: the owner of an action that is due is told so again.
 *
 * Invariants:
 *   - only what its owner may see is told: not what is the secretariat's, nor of a meeting that goes on;
 *   - nothing of the action changes; a receiver is reminded of it once a day;
 *   - a reminder that waits does not outlive a change of the action.
 */
#ifndef AGENDA_ACTION_REMIND_H
#define AGENDA_ACTION_REMIND_H

#include "agenda/action.h"
#include "agenda/sending.h"

/* Whether the button is there: open, visible to its owner, and late or due within two weeks. */
enum err action_remind_fits(
    struct snap *s, struct arena *a, const struct action_point *p, bool *ret) NODISCARD;
/* ERR_CONFLICT with the reason when it does not fit. */
enum err action_remind_preview(struct snap *s, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, struct recipient_list *ret) NODISCARD;
/* The owner's contacts get it by mail and its endpoints in their form, after undo_seconds; so do the
 * secretariat's endpoints that want it. ERR_CONFLICT when that is nobody (left). ERR_STALE when the
 * action is no longer at `version` (0 = whatever it is). */
enum err action_remind(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, int64_t version) NODISCARD;
/* How many of its reminders did not leave yet. */
enum err action_remind_waiting(struct snap *s, int64_t id, int64_t *ret_count) NODISCARD;
/* Something was done with the action since: what waits says what is no longer true, and is held back. */
enum err action_remind_over(struct tx *tx, const struct actor *who, int64_t id) NODISCARD;
/* ERR_CONFLICT when all of them left. */
enum err action_remind_take_back(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id) NODISCARD;

#endif
