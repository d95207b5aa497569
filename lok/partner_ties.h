/* lok/partner_ties.h: how partners belong together: groups of actors and their members, and into which
 * partner one went.
 *
 * Invariants:
 *   - no partner is in itself, directly or through other groups; none went into itself, directly or
 *     through others;
 *   - what went into another is closed from that day and keeps its name: old texts stay as they are.
 *
 * Dates are "YYYY-MM-DD", "" for none; `until_date` is the first day on which it no longer holds.
 */
#ifndef LOK_PARTNER_TIES_H
#define LOK_PARTNER_TIES_H

#include "lok/partner.h"

struct membership {
    int64_t id, group_id, member_id;
    const char *from_date, *until_date;
    const char *group_name, *member_name; /* joined, read only */
};
struct membership_list {
    struct membership *at;
    size_t count;
};
struct membership_input {
    int64_t group_id;
    const char *from_date, *until_date;
};
extern const struct field MEMBERSHIP_FIELDS[];

/* Of which groups a partner is a member, and who its members are; those of before too. */
enum err partner_groups(
    struct snap *s, struct arena *a, int64_t id, struct membership_list *ret) NODISCARD;
enum err partner_members(
    struct snap *s, struct arena *a, int64_t id, struct membership_list *ret) NODISCARD;
/* Makes `id` a member of a group. ERR_INVALID with issues for an unknown group, one that is in this
 * partner itself, and an end before its beginning; ERR_CONFLICT when it is already. */
enum err partner_join(struct tx *tx, const struct actor *who, int64_t id,
    const struct membership_input *in, int64_t *ret_id) NODISCARD;
/* ERR_NOT_FOUND when that membership is not one of `id`, as member or as group. */
enum err partner_leave(
    struct tx *tx, const struct actor *who, int64_t id, int64_t membership_id) NODISCARD;

struct succession_input {
    int64_t successor_id;
    const char *from_date;
};
extern const struct field SUCCESSION_FIELDS[];

/* From that day on `id` went into another; it is closed then. ERR_INVALID with issues for an unknown
 * partner and for one that came of this one. */
enum err partner_succeed(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
    const struct succession_input *in) NODISCARD;
/* Undoes it: open again. ERR_CONFLICT when it did not go into another. */
enum err partner_unsucceed(
    struct tx *tx, const struct actor *who, int64_t id, int64_t version) NODISCARD;
/* Who went into this one, by name. */
enum err partner_predecessors(
    struct snap *s, struct arena *a, int64_t id, struct partner_list *ret) NODISCARD;

#endif
