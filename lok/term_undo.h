/* lok/term_undo.h: a new term that was started by mistake is taken back.
 *
 * Invariants:
 *   - only the newest term, for TERM_UNDO_DAYS, and only while its seats are as it left them: no meeting
 *     was started, none was changed, and nothing refers to a new one (a vote in a written procedure);
 *   - the old seats then run as they did and the new ones are gone; who left has the personal links,
 *     calendar links, tokens and the account again; an account that was changed meanwhile stays as it is.
 */
#ifndef LOK_TERM_UNDO_H
#define LOK_TERM_UNDO_H

#include "lok/term.h"

enum { TERM_UNDO_DAYS = 30 };

struct term {
    int64_t id;
    const char *date; /* its first day */
    int64_t started_at;
    int64_t undone_at; /* 0 = stands */
    const char *fixed; /* why it cannot be undone (any more), in a Dutch sentence; "" when it can */
};
struct term_list {
    struct term *at;
    size_t count;
};

/* Those that were started here, the newest first. */
enum err term_list(struct snap *s, struct arena *a, int64_t now, struct term_list *ret) NODISCARD;

/* ERR_CONFLICT with the words of `fixed`. Records `term.undone`. */
enum err term_undo(struct tx *tx, const struct actor *who, int64_t id, int64_t now) NODISCARD;

#endif
