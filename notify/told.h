/* notify/told.h: what each receiver was told: the same is not told again under another id.
 *
 * Invariants:
 *   - a receiver is told a fact by one notice only; it may be sent again, with its own id and bytes
 *     (outbox_resend, again_send), as often as somebody asks;
 *   - what was held back or expired was not told;
 *   - it is remembered as long as the ids are (notify/kept.h), longer than the log.
 *
 * What a secretary mails by hand counts too, under an id of its own.
 *
 * A fact is named by its caller: what happened, to what, in which version.
 */
#ifndef NOTIFY_TOLD_H
#define NOTIFY_TOLD_H

#include "lok/base/sql.h"

/* Whether that receiver (0 = none yet) was told, or is about to be. "" never is. */
enum err told_before(struct snap *s, int64_t endpoint_id, const char *fact, bool *ret) NODISCARD;
/* It is told by that notice. ERR_CONFLICT when another one did. */
enum err told_put(
    struct tx *tx, int64_t endpoint_id, const char *fact, const char *notice_id) NODISCARD;
/* The receiver was not told it after all, by that notice which never was a delivery. */
enum err told_untold(struct tx *tx, int64_t endpoint_id, const char *notice_id) NODISCARD;
enum err told_forget(struct tx *tx, int64_t before) NODISCARD;

#endif
