/* notify/mailbox.h: where a person receives mail: an endpoint of kind mail that follows the person's
 * address.
 *
 * Invariants:
 *   - a person has at most one; it is made when first needed, and never deleted by hand;
 *   - "geen mail meer" is the endpoint's state paused: nothing is put there for it, and what waits is
 *     cancelled. Only that person or the secretariat ends it.
 */
#ifndef NOTIFY_MAILBOX_H
#define NOTIFY_MAILBOX_H

#include "notify/endpoint.h"

struct mailbox {
    int64_t endpoint_id; /* 0 = not made yet */
    const char *address; /* "" when the person has none */
    bool stopped;
};

/* ERR_NOT_FOUND when there is no such person. */
enum err mailbox_get(
    struct snap *s, struct arena *a, int64_t person_id, struct mailbox *ret) NODISCARD;
/* Finds or makes it. ERR_CONFLICT with a Dutch reason when the person has no address. */
enum err mailbox_of(
    struct tx *tx, struct arena *a, int64_t person_id, struct mailbox *ret) NODISCARD;
/* "Geen mail meer", or mail again; what waits is cancelled when it stops. */
enum err mailbox_stop(
    struct tx *tx, const struct actor *who, int64_t person_id, bool stopped) NODISCARD;

#endif
