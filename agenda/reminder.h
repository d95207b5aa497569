/* agenda/reminder.h: the secretary, who signs in three times a year, is told what is due.
 *
 * Invariants:
 *   - a mail goes only when something is due, at most once a week (from 7 in the morning), to each account
 *     with the role secretary that is not switched off; never from a practice council;
 *   - each failing, disabled or recovered endpoint is told once.
 */
#ifndef AGENDA_REMINDER_H
#define AGENDA_REMINDER_H

#include "agenda/calendar_feed.h"
#include "agenda/sending.h"
#include "agenda/todo.h"

/* Called once a minute; idempotent: the table `reminder` says what was told when. `now` is the real
 * clock. Writes nothing when nothing is to be told; `ret_told` deliveries were put. */
enum err reminders_run(struct tx *tx, struct arena *a, const struct sending_options *o, int64_t now,
    int64_t *ret_told) NODISCARD;
/* Whether reminders_run would write: to ask before taking the writer. */
enum err reminders_due(struct snap *s, struct arena *a, const struct sending_options *o,
    int64_t now, bool *ret) NODISCARD;

/* What of todo_list is due within a week, a Dutch line each. `now` is the domain's. */
enum err reminder_lines(struct snap *s, struct arena *a, const struct council *c, int64_t now,
    struct lines *ret) NODISCARD;

/* The council's deadlines as all-day events: closing for items, invitation, the last day to apply in an
 * expansion round. For a calendar of who
 * prepares meetings only. `now` is the domain's. */
enum err reminder_deadlines(struct snap *s, struct arena *a, const struct council *c,
    const char *public_url, int64_t now, struct calendar_event **ret_at,
    size_t *ret_count) NODISCARD;

/* Those deadlines as a file, for the link of who prepares meetings; ERR_NOT_FOUND once its owner no
 * longer does. */
enum err reminder_feed(const struct calendar_source *from, struct arena *a, struct feed_owner owner,
    const char **ret) NODISCARD;

#endif
