/* lok/base/clock.h: what time it is, and Belgian local time.
 *
 * Instants are UTC milliseconds since 1970 in an int64_t. Local time is Europe/Brussels by the EU
 * rule (Directive 2000/84/EC: last Sunday of March and October, 01:00 UTC), set as a POSIX TZ rule,
 * so that no time-zone file is needed. Only this file calls localtime_r, gmtime_r, mktime, timegm.
 */
#ifndef LOK_BASE_CLOCK_H
#define LOK_BASE_CLOCK_H

#include "lok/base/err.h"

struct local_time {
    int year, month, day; /* 2024, 1–12, 1–31 */
    int hour, minute, second;
    int weekday; /* 0 = Sunday */
};

/* Sets the time zone; call once, before threads start. */
void clock_init(void);

int64_t clock_now(void);       /* UTC ms; the wall clock */
int64_t clock_monotonic(void); /* ms; for durations and time-outs only */

/* Sleeps until clock_now gives another millisecond: at most one. */
void clock_await_next(void);

struct local_time clock_local(int64_t instant);

/* The instant of a Belgian wall-clock time. ERR_INVALID for a time that the spring change skips
 * (02.00–02.59) or a date that does not exist; of a time that occurs twice the first is meant. */
enum err clock_instant(struct local_time local, int64_t *ret) NODISCARD;

/* RFC 3339 in UTC: "2024-05-28T17:30:00Z" (with ".123" only when there are milliseconds). */
const char *clock_rfc3339(struct arena *a, int64_t instant);

/* Reads RFC 3339 with Z or an offset; false for anything else, leap seconds included. */
bool clock_parse_rfc3339(const char *s, int64_t *ret);

/* IMF-fixdate of RFC 9110 for HTTP headers, and its reading (for Retry-After). */
const char *clock_http_date(struct arena *a, int64_t instant);
bool clock_parse_http_date(const char *s, int64_t *ret);

/* Today in Belgium, "YYYY-MM-DD". */
const char *clock_today(struct arena *a, int64_t now);

#endif
