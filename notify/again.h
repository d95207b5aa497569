/* notify/again.h: sending again to one endpoint what was made since a moment: after its system was
 * down, or lost what it had.
 *
 * Invariants:
 *   - the same notice id and bytes go again, in the order in which they were made per subject;
 *   - nothing goes again that was held back or has expired, nor what the log no longer holds;
 *   - what still waits is not sent twice; what waits for its next attempt goes now.
 */
#ifndef NOTIFY_AGAIN_H
#define NOTIFY_AGAIN_H

#include "notify/outbox.h"

struct again_input {
    int64_t since;   /* the outbox's clock; within the OUTBOX_KEPT_DAYS that the log holds */
    bool everything; /* also what arrived; else only what did not */
};
extern const struct field AGAIN_FIELDS[];

/* How many of one kind of notice would go. */
struct again_kind {
    unsigned type; /* enum notice_type */
    int64_t count;
};
struct again_list {
    struct again_kind *at;
    size_t count;
};

/* What again_send would send now, the kinds in order of their first. The same errors. */
enum err again_count(struct snap *s, struct arena *a, struct fault *f, int64_t endpoint_id,
    const struct again_input *in, int64_t now, struct again_list *ret) NODISCARD;

/* Makes it due now; records endpoint.resent when it is any. ERR_INVALID at `since` for a moment to
 * come or one before the log begins, ERR_CONFLICT while the endpoint is disabled. */
enum err again_send(struct tx *tx, const struct actor *who, int64_t endpoint_id,
    const struct again_input *in, int64_t now, int64_t *ret_count) NODISCARD;

/* Switches a disabled endpoint on again and sends what did not arrive since its failures began.
 * ERR_CONFLICT when it is not disabled, ERR_INVALID when its address is not allowed any more. */
enum err again_recover(struct tx *tx, const struct actor *who, const struct lines *allow,
    int64_t endpoint_id, int64_t now, int64_t *ret_count) NODISCARD;

#endif
