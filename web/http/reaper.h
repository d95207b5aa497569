/* web/http/reaper.h: closes connections that are too slow to be people.
 *
 * libmicrohttpd's time-out counts idleness: one byte every two seconds keeps a connection for ever.
 * Here a head must be complete in 15 s, counted from the connection or the request before; a body
 * must bring 1 KiB in every 15 s until it is complete (so that an upload over bad wifi survives); who
 * hangs up in the middle of either is given up; an answer must be taken at 2 KiB a second, after 30 s of grace.
 *
 * An entry is added and removed by the connection-notify call-back, which comes before the socket is
 * closed; shutdown(2) happens under the same mutex, so it never hits a reused descriptor. The other
 * calls are made by the connection's own thread and take no lock.
 */
#ifndef WEB_HTTP_REAPER_H
#define WEB_HTTP_REAPER_H

#include "lok/base/check.h"

enum { REAPER_HEAD_MS = 15000, REAPER_BODY_MS = 15000, REAPER_BODY_BYTES = KiB };

struct reaper;
struct reaper_entry;

struct reaper *reaper_new(void);
void reaper_free(struct reaper *r); /* all entries must have been removed; NULL is allowed */

struct reaper_entry *reaper_add(struct reaper *r, int fd, int64_t now);
void reaper_remove(struct reaper *r, struct reaper_entry *e);

/* What the connection does now. `now` is clock_monotonic(). */
void reaper_expect_head(struct reaper_entry *e, int64_t now);
void reaper_expect_body(struct reaper_entry *e, int64_t now);
void reaper_body_came(struct reaper_entry *e, size_t bytes);
void reaper_at_work(struct reaper_entry *e);
void reaper_sends(struct reaper_entry *e, int64_t now, size_t bytes);

/* Shuts down what is too slow; the library then closes it. Gives how many. */
size_t reaper_run(struct reaper *r, int64_t now);

#endif
