/* agenda/coalition_ask.h: a partner is asked for a coalition, and answers.
 *
 * Invariants:
 *   - it is told so only by a button, and only of what it may know: not of a dossier of the
 *     secretariat's, nor after the last day;
 *   - what waits is held back by itself once it answered or was removed;
 *   - a partner answers for itself, once it was told; the secretariat may note it too (coalition.h).
 */
#ifndef AGENDA_COALITION_ASK_H
#define AGENDA_COALITION_ASK_H

#include "agenda/coalition.h"
#include "agenda/sending.h"

struct coalition_ask {
    int64_t id; /* of the member */
    int64_t dossier_id, partner_id;
    unsigned state, access; /* of the member; of the dossier */
    const char *date;       /* asked on */
    int64_t told_at;        /* 0 = not told */
    const char *call;       /* or, without one, the dossier's title */
    const char *closes_on;  /* "" = not known */
    const char *need_words; /* "" = where it fits */
    const char *dossier_title, *partner_name;
    int64_t version; /* the dossier's */
};
struct coalition_ask_list {
    struct coalition_ask *at;
    size_t count;
};

/* For who prepares meetings. ERR_NOT_FOUND when no such member stands in that dossier. */
enum err coalition_ask_get(struct snap *s, struct arena *a, const struct actor *who,
    int64_t dossier_id, int64_t id, struct coalition_ask *ret) NODISCARD;
/* Whether it can be told now. */
enum err coalition_ask_fits(
    struct snap *s, struct arena *a, const struct coalition_ask *ask, bool *ret) NODISCARD;
/* What `who` was asked for its partner and told, and did not answer; by day. Nothing for others. */
enum err coalition_asks_of(struct snap *s, struct arena *a, const struct actor *who,
    struct coalition_ask_list *ret) NODISCARD;

/* ERR_CONFLICT with the reason when it does not fit. */
enum err coalition_ask_preview(struct snap *s, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t dossier_id, int64_t id,
    struct recipient_list *ret) NODISCARD;
/* `version` is the dossier's (0 = whatever it is): ERR_STALE. */
enum err coalition_ask_send(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t dossier_id, int64_t id, int64_t version) NODISCARD;
/* How many did not leave yet. */
enum err coalition_ask_waiting(struct snap *s, int64_t id, int64_t *ret_count) NODISCARD;
/* ERR_CONFLICT when all of them left. */
enum err coalition_ask_take_back(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t dossier_id, int64_t id) NODISCARD;
/* What waits is no longer true. */
enum err coalition_ask_over(struct tx *tx, int64_t id) NODISCARD;

/* By its own partner: committed or declined; `dossier_id` 0 = of whichever. ERR_NOT_FOUND when it was not asked that, ERR_CONFLICT
 * when it answered already or the last day is over. */
struct coalition_answer {
    unsigned state;
};
extern const struct field COALITION_ANSWER_FIELDS[];
enum err coalition_answer(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t dossier_id, int64_t id, const struct coalition_answer *in) NODISCARD;

#endif
