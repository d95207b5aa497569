/* notify/mailbox.h: where a person receives mail: an endpoint of kind mail that follows the person's
 * address. What comes together in one mail does so for every mail endpoint alike.
 *
 * Invariants:
 *   - a person has at most one; it is made when first needed, and never deleted by hand;
 *   - "geen mail meer" is the endpoint's state paused: nothing is put there for it, and what waits is
 *     cancelled. Only that person or the secretariat ends it.
 */
#ifndef NOTIFY_MAILBOX_H
#define NOTIFY_MAILBOX_H

#include "notify/digest.h"
#include "notify/endpoint.h"

struct mailbox {
    int64_t endpoint_id; /* 0 = not made yet */
    const char *address; /* "" when the person has none */
    bool stopped;
    unsigned rhythm; /* enum mail_rhythm */
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

/* What waits for a digest leaves with the next one of that rhythm, if that comes sooner; never within
 * the hour in which its sending may be taken back. After each change. */
enum err mailbox_hasten(struct tx *tx, int64_t endpoint_id, enum mail_rhythm rhythm) NODISCARD;
/* The same for the rhythm that the person has now. */
enum err mailbox_follow(struct tx *tx, int64_t person_id) NODISCARD;
/* By the person itself: how often mail comes. */
enum err mailbox_set_rhythm(
    struct tx *tx, const struct actor *who, int64_t person_id, enum mail_rhythm rhythm) NODISCARD;

/* Puts a mail for it: with the next digest when there is one, but at once (at its own due_at) when
 * that comes after `latest` (UTC ms; 0 = any time will do). What goes at once takes along what
 * waits of its subject, in one mail, so that nobody reads old news the day after. */
enum err mailbox_put(
    struct tx *tx, const struct mailbox *box, const struct notice *n, int64_t latest) NODISCARD;

/* All that was mailed to a person, what waits, and the mailbox itself: gone for good. */
enum err mailbox_erase(struct tx *tx, int64_t person_id) NODISCARD;

#endif
