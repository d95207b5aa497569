/* agenda/review.h: an agenda put to the chair before it is sent: he agrees or remarks.
 *
 * Invariants:
 *   - putting it to the chair is a sending (SENDING_AGENDA_CHAIR), taken back like any other; it
 *     publishes nothing;
 *   - it may be answered from the moment that sending left until the agenda itself is sent;
 *   - an answer belongs to the agenda as it was then: what was changed since is said.
 */
#ifndef AGENDA_REVIEW_H
#define AGENDA_REVIEW_H

#include "agenda/publication.h"

struct review {
    int64_t put_at;      /* when it was last put to the chair, UTC ms; 0 = never */
    bool open;           /* may be answered now */
    bool waits;          /* open, and not answered since it was last put */
    int64_t answered_at; /* of the last answer, 0 = none */
    const char *remark;  /* of the last answer; "" when agreed */
    bool changed;        /* the agenda, since the last answer */
    const char *words;   /* Dutch, for the secretary: "Voorzitter akkoord op di 16/04/2024."; "" */
};
enum err review_get(
    struct snap *s, struct arena *a, int64_t meeting_id, struct review *ret) NODISCARD;

/* Meetings whose agenda waits for the answer of `who`; none for who is not the chair. */
enum err review_waiting(
    struct snap *s, struct arena *a, const struct actor *who, struct meeting_list *ret) NODISCARD;

/* Whether it may be put to the chair: ERR_CONFLICT when it was sent to all, is empty, or when there
 * is no chair. */
enum err review_check(struct snap *s, struct arena *a, const struct meeting *m) NODISCARD;

/* The agenda as its reader may see it. ERR_NOT_FOUND for who neither is the chair nor prepares
 * meetings, and while it was not put to the chair. */
enum err review_read(struct snap *s, struct arena *a, const struct actor *who, int64_t meeting_id,
    struct published *ret) NODISCARD;

struct review_input {
    const char *remark;
};
extern const struct field REVIEW_FIELDS[];
/* "Akkoord", or with `in` a remark. ERR_CONFLICT once the agenda was sent. */
enum err review_answer(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    const struct review_input *in) NODISCARD;

#endif
