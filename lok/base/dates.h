/* lok/base/dates.h: calendar dates as "YYYY-MM-DD", months as "YYYY-MM", and how Dutch writes
 * them.
 *
 * A date, month or time that is not valid, and a result outside 1900–2199, gives "" (or 0 days):
 * a page shows nothing then, it does not fall over.
 */
#ifndef LOK_BASE_DATES_H
#define LOK_BASE_DATES_H

#include "lok/base/clock.h"

/* A real date between 1900-01-01 and 2199-12-31; a real month; a time "19:30" or "19.30". */
bool date_valid(const char *date);
bool month_valid(const char *month);
bool time_valid(const char *time);

const char *date_of(struct arena *a, int64_t instant); /* the Belgian date of an instant */
const char *month_of(struct arena *a, int64_t instant);
const char *time_of(struct arena *a, int64_t instant); /* "19:30", for a form */
const char *date_add_days(struct arena *a, const char *date, int days);
int date_days_between(const char *from, const char *to); /* negative when `to` is earlier */
const char *month_last_day(struct arena *a, const char *month);
const char *month_add(struct arena *a, const char *month, int months);

/* The instant of a local date and time ("2024-05-28", "19:30"); ERR_INVALID as clock_instant. */
enum err date_instant(const char *date, const char *time, int64_t *ret) NODISCARD;

/* How a page writes them. */
const char *dutch_date(struct arena *a, const char *date);        /* di 27/02/2024 */
const char *dutch_day(struct arena *a, const char *date);         /* di 27/02 */
const char *dutch_date_long(struct arena *a, const char *date);   /* dinsdag 27 februari 2024 */
const char *dutch_day_long(struct arena *a, const char *date);    /* dinsdag 27 februari */
const char *dutch_month(struct arena *a, const char *month);      /* mei 2024 */
const char *dutch_month_name(struct arena *a, const char *month); /* mei */
const char *dutch_time(struct arena *a, int64_t instant);         /* 19.30 uur */
const char *dutch_clock(struct arena *a, int64_t instant);        /* 19.30, for a timetable */
const char *dutch_instant(struct arena *a, int64_t instant);      /* di 27/02/2024 om 19.30 uur */

#endif
