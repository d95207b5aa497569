/* agenda/reply.h: who comes: one answer a person and meeting, by personal link, signed in, or ticked by
 * the secretary for who phoned.
 *
 * Invariants:
 *   - a later answer replaces the earlier one; the log keeps that it changed, not the remark;
 *   - only who is invited answers, from the date being sent until the meeting begins; the
 *     secretary ticks until it is closed, for whomever.
 */
#ifndef AGENDA_REPLY_H
#define AGENDA_REPLY_H

#include "agenda/invited.h"

enum reply_answer { REPLY_COMING, REPLY_EXCUSED, REPLY_REPLACED };
extern const struct choice
    REPLY_ANSWERS[]; /* coming, excused, replaced: "Ik kom", "Ik verontschuldig mij" … */
enum reply_way { REPLY_BY_LINK, REPLY_SIGNED_IN, REPLY_TICKED };
extern const struct choice REPLY_WAYS[]; /* link, signed_in, ticked */

struct reply {
    int64_t person_id;
    bool invited, answered;
    unsigned answer, way; /* when answered */
    const char *remark;
    int64_t replied_at;
    const char *ticked_by; /* function of who ticked it, "" */
    const char *name, *function, *partner_name;
    bool has_email;
};
struct reply_list {
    struct reply *at;
    size_t count;
};
struct reply_counts {
    int64_t invited, coming, excused, replaced;
    int64_t missing; /* invited and not answered */
};

struct reply_input {
    unsigned answer;
    const char *remark; /* at most 500 characters */
};
extern const struct field REPLY_FIELDS[]; /* answer (required), remark */

/* One's own (who->person_id), or of somebody else for who prepares meetings (then it is ticked).
 * A bearer of a link has no account. ERR_CONFLICT when it is too early or too late, ERR_FORBIDDEN
 * when not invited. */
enum err reply_give(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t person_id, const struct reply_input *in) NODISCARD;
/* The secretary ticked the wrong one. ERR_NOT_FOUND when there is none. */
enum err reply_remove(
    struct tx *tx, const struct actor *who, int64_t meeting_id, int64_t person_id) NODISCARD;

/* One's own, or any for who prepares meetings. ERR_NOT_FOUND when neither invited nor answered. */
enum err reply_get(struct snap *s, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t person_id, struct reply *ret) NODISCARD;
/* Whether an answer is taken now from who is invited. */
bool reply_is_open(const struct meeting *m, const struct council *c);

/* Who is invited, by name, then who else answered. ERR_FORBIDDEN but for who prepares meetings. */
enum err reply_list(struct snap *s, struct arena *a, const struct actor *who, int64_t meeting_id,
    struct reply_list *ret) NODISCARD;
struct reply_counts reply_count(const struct reply_list *list);

#endif
