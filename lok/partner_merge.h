/* lok/partner_merge.h: two partners that turn out to be one ("dubbel samenvoegen").
 *
 * Invariants:
 *   - everything that refers to the one refers to the other afterwards, in every table, and the name of
 *     the one becomes an alias of the other;
 *   - what may not stand twice with the other (the same contact person) stays with the one, unseen;
 *   - for PARTNER_MERGE_DAYS exactly what was moved can be moved back, but for what has since been
 *     given to somebody else. The last one is undone first.
 */
#ifndef LOK_PARTNER_MERGE_H
#define LOK_PARTNER_MERGE_H

#include "lok/partner.h"

enum { PARTNER_MERGE_DAYS = 30 };

struct partner_merge {
    int64_t id, from_id, into_id;
    int64_t merged_at;
    const char *from_name; /* joined, read only */
};
struct partner_merge_list {
    struct partner_merge *at;
    size_t count;
};

struct merge_input {
    int64_t into_id;
};
extern const struct field MERGE_FIELDS[];

/* How many rows would be moved, in Dutch: {"4 agendapunten", "1 zetel"}. */
enum err partner_merge_words(
    struct snap *s, struct arena *a, int64_t from_id, struct lines *ret) NODISCARD;

/* ERR_INVALID at `into_id` for itself, an unknown one, or one that was merged itself; ERR_CONFLICT
 * when `from_id` was merged already; ERR_STALE when it is no longer at `version`. */
enum err partner_merge(struct tx *tx, const struct actor *who, int64_t from_id, int64_t version,
    int64_t into_id) NODISCARD;

/* Those into this one that can still be undone at `now`, the newest first. */
enum err partner_merges(struct snap *s, struct arena *a, int64_t into_id, int64_t now,
    struct partner_merge_list *ret) NODISCARD;

/* Undoes how `from_id` was merged. ERR_CONFLICT, with words, when it was not, when it is too long ago,
 * when the other was itself merged since, or when its name was taken meanwhile. */
enum err partner_merge_undo(
    struct tx *tx, const struct actor *who, int64_t from_id, int64_t now) NODISCARD;

#endif
