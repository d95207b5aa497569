/* agenda/expansion_tell.h: an expansion round is told by a button: that it is open, to the partners
 * that may apply, and what advice came of it, to those that did.
 *
 * Invariants:
 *   - a call is told of an open round that partners may see, until its last day;
 *   - an advice is told once it was sent to whom it is addressed.
 */
#ifndef AGENDA_EXPANSION_TELL_H
#define AGENDA_EXPANSION_TELL_H

#include "agenda/expansion.h"
#include "agenda/sending.h"

enum expansion_news { EXPANSION_CALL, EXPANSION_ADVICE };

/* Whether it can be told now. */
enum err expansion_tell_fits(struct snap *s, struct arena *a, const struct expansion *e,
    enum expansion_news news, bool *ret) NODISCARD;
/* ERR_CONFLICT with the reason when it cannot. */
enum err expansion_tell_preview(struct snap *s, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, enum expansion_news news,
    struct recipient_list *ret) NODISCARD;
/* `version` is the round's (0 = whatever it is): ERR_STALE. */
enum err expansion_tell(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, int64_t version,
    enum expansion_news news) NODISCARD;
/* How many did not leave yet. */
enum err expansion_tell_waiting(
    struct snap *s, int64_t id, enum expansion_news news, int64_t *ret_count) NODISCARD;
/* ERR_CONFLICT when all of them left. */
enum err expansion_tell_take_back(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t id, enum expansion_news news) NODISCARD;
/* What waits is no longer true. */
enum err expansion_tell_over(struct tx *tx, int64_t id, enum expansion_news news) NODISCARD;

#endif
