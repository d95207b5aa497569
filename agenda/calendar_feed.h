/* agenda/calendar_feed.h: meetings as calendar events: what was published of them, as a reader sees it.
 *
 * Invariants:
 *   - a meeting stands in a calendar once its date was sent (or the meeting began); one of which only
 *     the month is known never does;
 *   - SEQUENCE is how often date, time, place or cancellation changed from one version that counts
 *     to the next. A sending that was taken back never counts; a version that comes to count later,
 *     even between two others, never makes it less;
 *   - LAST-MODIFIED and DTSTAMP are when the newest version came to count, so that nothing changed
 *     gives the same bytes;
 *   - a cancelled meeting leaves the subscriptions after 30 days, and any meeting after two years.
 */
#ifndef AGENDA_CALENDAR_FEED_H
#define AGENDA_CALENDAR_FEED_H

#include "agenda/calendar.h"
#include "agenda/publication.h"
#include "lok/feed_token.h"

struct calendar_source {
    struct snap *s;
    const struct council *council;
    const char *public_url; /* without a slash at the end */
    int64_t now;            /* the real clock: versions count from their effective_at */
};

/* What is public, of a council that is. ERR_NOT_FOUND when it is not. */
enum err calendar_feed_public(
    const struct calendar_source *from, struct arena *a, const char **ret) NODISCARD;

/* What one person or partner is invited to, has an item of or has an action from, within its sight. */
enum err calendar_feed_of(const struct calendar_source *from, struct arena *a,
    struct feed_owner owner, const char **ret) NODISCARD;

/* Whether calendar_feed_meeting would find it; cheaper. */
enum err calendar_feed_has(const struct calendar_source *from, struct arena *a, struct visibility v,
    int64_t meeting_id, bool *ret) NODISCARD;

/* One meeting, for a file and for an invitation. ERR_NOT_FOUND when it is out of sight or in no
 * calendar. */
enum err calendar_feed_event(const struct calendar_source *from, struct arena *a,
    struct visibility v, int64_t meeting_id, struct calendar_event *ret) NODISCARD;
enum err calendar_feed_meeting(const struct calendar_source *from, struct arena *a,
    struct visibility v, int64_t meeting_id, const char **ret) NODISCARD;

#endif
