/* notify/digest.h: mail for who prefers it together, once a day or once a week. Pure.
 *
 * A digest leaves at seven in the morning, Belgian time; the weekly one on Monday.
 */
#ifndef NOTIFY_DIGEST_H
#define NOTIFY_DIGEST_H

#include "lok/person.h"
#include "notify/mail.h"

/* The moment (UTC ms) of the first digest that still takes what may leave from `ready`; `ready` itself
 * when there is no digest. What is ready within a minute before a digest goes with the next one, so
 * that nothing joins a mail that is leaving. */
int64_t digest_moment(enum mail_rhythm rhythm, int64_t ready);

/* `count` (at least one) mails to one mailbox, oldest first, as one: each with its subject as heading.
 * Of one meeting the newest invitation goes along; a single one as in a mail of its own, several as
 * files. Of several ways to stop the newest stays. The date is the newest one's. */
struct mail digest_merge(struct arena *a, const struct mail *mails, size_t count);

#endif
