/* notify/upkeep.h: what happens to deliveries without anybody sending them: they expire, they are
 * cleared from the log, their personal links are cleared, and a clock that was set back does not hold them for ever. */
#ifndef NOTIFY_UPKEEP_H
#define NOTIFY_UPKEEP_H

#include "lok/base/db.h"

/* A retry never lies further ahead than this, nor a digest (in days); what does was written under another clock. */
enum { UPKEEP_FARTHEST_MS = 48 * 60 * 60 * 1000, UPKEEP_DIGEST_DAYS = 9 };

/* Expires what passed its expires_at (`domain_now`), deletes a group of what finished over 30 days
 * before `now` (its ids remain, notify/kept.h), makes due what lies too far ahead. Writes only when there is something to do;
 * `ret_more` when a whole group was deleted and more may wait. */
enum err upkeep(
    struct db *db, struct fault *f, int64_t now, int64_t domain_now, bool *ret_more) NODISCARD;

/* The wall clock was set back by `shift` ms: what waits is due that much sooner, at least `now`. */
enum err upkeep_clock_set_back(
    struct db *db, struct fault *f, int64_t now, int64_t shift) NODISCARD;

#endif
