/* agenda/demo_jump.h: the days of a practice council: a jump moves its date, and plays what a LOK does
 * in between where the user did not do it, through the same functions as real work.
 *
 * Invariants:
 *   - what the user made or typed stays as it is; only what is missing is added;
 *   - the date only goes forward;
 *   - each jump says, in Dutch, what it did.
 */
#ifndef AGENDA_DEMO_JUMP_H
#define AGENDA_DEMO_JUMP_H

#include "agenda/sending.h"

enum demo_jump { DEMO_TO_MEETING, DEMO_TO_AUTUMN, DEMO_JUMP_COUNT };

/* Which jumps lead forward now; none outside a practice council. */
struct demo_jumps {
    bool may[DEMO_JUMP_COUNT];
};
enum err demo_jumps(struct snap *s, struct arena *a, struct demo_jumps *ret) NODISCARD;

/* To the day before the next meeting, with its agenda sent; to the autumn: every meeting before it is
 * held, and one in October is convened. `o` says where links lead; nothing waits to be taken back.
 * ERR_CONFLICT outside a practice council, or when that jump does not lead forward. */
enum err demo_jump(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, enum demo_jump to, struct lines *ret_done) NODISCARD;

#endif
