#include "lok/base/clock.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const HTTP_DAYS[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
static const char *const HTTP_MONTHS[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
    "Sep", "Oct", "Nov", "Dec" };

/* The instants that RFC 3339 can write in UTC, with four digits for the year. */
static const int64_t YEAR_0 = INT64_C(-62167219200000);
static const int64_t YEAR_10000 = INT64_C(253402300800000);

enum { NANOSECONDS_A_MS = 1000000 };

void clock_init(void)
{
    /* CET is UTC+1, CEST UTC+2; last Sunday of March 02.00 local, last of October 03.00 local. */
    if (setenv("TZ", "CET-1CEST,M3.5.0/2,M10.5.0/3", 1) != 0)
        IMPOSSIBLE("no time zone");
    tzset();
}

static int64_t read_clock(clockid_t which)
{
    struct timespec now;
    if (clock_gettime(which, &now) != 0)
        IMPOSSIBLE("no clock");
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / NANOSECONDS_A_MS;
}

int64_t clock_now(void)
{
    return read_clock(CLOCK_REALTIME);
}

int64_t clock_monotonic(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

void clock_await_next(void)
{
    const int64_t now = clock_now();
    struct timespec at;

    while (clock_now() == now) {
        (void)clock_gettime(CLOCK_REALTIME, &at);
        at.tv_sec = 0;
        at.tv_nsec = NANOSECONDS_A_MS - at.tv_nsec % NANOSECONDS_A_MS;
        (void)nanosleep(&at, NULL); /* less when a signal comes: looked at again */
    }
}

/* Whole seconds, rounded down, also before 1970; what is left is 0–999 ms. */
static time_t seconds_of(int64_t instant, int *ret_ms)
{
    int64_t ms = instant % 1000;
    if (ms < 0)
        ms += 1000;
    *ret_ms = (int)ms;
    return (time_t)((instant - ms) / 1000);
}

static struct tm utc_of(int64_t instant, int *ret_ms)
{
    time_t seconds = seconds_of(instant, ret_ms);
    struct tm tm = { 0 };
    if (gmtime_r(&seconds, &tm) == NULL)
        IMPOSSIBLE("an instant beyond all calendars");
    return tm;
}

struct local_time clock_local(int64_t instant)
{
    int ms;
    time_t seconds = seconds_of(instant, &ms);
    struct tm tm = { 0 };
    if (localtime_r(&seconds, &tm) == NULL)
        IMPOSSIBLE("an instant beyond all calendars");
    return (struct local_time){
        .year = tm.tm_year + 1900,
        .month = tm.tm_mon + 1,
        .day = tm.tm_mday,
        .hour = tm.tm_hour,
        .minute = tm.tm_min,
        .second = tm.tm_sec,
        .weekday = tm.tm_wday,
    };
}

static bool in_range(const struct local_time *t)
{
    return t->year >= 0 && t->year <= 9999 && t->month >= 1 && t->month <= 12 && t->day >= 1 &&
           t->day <= 31 && t->hour >= 0 && t->hour <= 23 && t->minute >= 0 && t->minute <= 59 &&
           t->second >= 0 && t->second <= 59;
}

/* UTC milliseconds of a time read as UTC; false when that date does not exist. */
static bool utc_instant(const struct local_time *t, int64_t *ret)
{
    if (!in_range(t))
        return false;
    struct tm tm = {
        .tm_year = t->year - 1900,
        .tm_mon = t->month - 1,
        .tm_mday = t->day,
        .tm_hour = t->hour,
        .tm_min = t->minute,
        .tm_sec = t->second,
    };
    time_t seconds = timegm(&tm);
    if (tm.tm_mday != t->day) /* 30 February became 1 March */
        return false;
    *ret = (int64_t)seconds * 1000;
    return true;
}

static bool same_time(const struct local_time *a, const struct local_time *b)
{
    return a->year == b->year && a->month == b->month && a->day == b->day && a->hour == b->hour &&
           a->minute == b->minute && a->second == b->second;
}

enum err clock_instant(struct local_time local, int64_t *ret)
{
    int64_t as_utc;
    if (!utc_instant(&local, &as_utc))
        return ERR_INVALID;
    /* Summer time first: of a time that occurs twice, that is the earlier one. */
    for (int offset_hours = 2; offset_hours >= 1; offset_hours--) {
        int64_t candidate = as_utc - (int64_t)offset_hours * 3600 * 1000;
        struct local_time there = clock_local(candidate);
        if (same_time(&there, &local)) {
            *ret = candidate;
            return ERR_OK;
        }
    }
    return ERR_INVALID;
}

const char *clock_rfc3339(struct arena *a, int64_t instant)
{
    int ms;
    struct tm tm = utc_of(instant, &ms);
    char fraction[8] = "";
    if (ms != 0) {
        fraction[0] = '.';
        fraction[1] = (char)('0' + ms / 100);
        fraction[2] = (char)('0' + ms / 10 % 10);
        fraction[3] = (char)('0' + ms % 10);
    }
    return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d%sZ", tm.tm_year + 1900, tm.tm_mon + 1,
        tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, fraction);
}

/* Reads exactly `count` digits and moves on. */
static bool digits(const char **s, int count, int *ret)
{
    int value = 0;
    for (; count > 0; count--, (*s)++) {
        if (**s < '0' || **s > '9')
            return false;
        value = value * 10 + (**s - '0');
    }
    *ret = value;
    return true;
}

static bool literal(const char **s, const char *text)
{
    size_t length = strlen(text);
    if (strncmp(*s, text, length) != 0)
        return false;
    *s += length;
    return true;
}

/* ".123456789": one to nine digits, of which milliseconds are kept. */
static bool fraction_ms(const char **s, int *ret)
{
    *ret = 0;
    if (**s != '.')
        return true;
    (*s)++;
    int count = 0, weight = 100;
    for (; **s >= '0' && **s <= '9'; (*s)++, count++, weight /= 10)
        *ret += (**s - '0') * weight;
    return count >= 1 && count <= 9;
}

/* "Z", "+02:00" or "-05:30" in minutes. */
static bool zone_offset(const char **s, int *ret)
{
    if (**s == 'Z' || **s == 'z') {
        (*s)++;
        *ret = 0;
        return true;
    }
    int sign = **s == '+' ? 1 : -1, hours, minutes;
    if (**s != '+' && **s != '-')
        return false;
    (*s)++;
    if (!digits(s, 2, &hours) || !literal(s, ":") || !digits(s, 2, &minutes) || hours > 23 ||
        minutes > 59)
        return false;
    *ret = sign * (hours * 60 + minutes);
    return true;
}

bool clock_parse_rfc3339(const char *s, int64_t *ret)
{
    struct local_time t = { 0 };
    int ms, offset;
    int64_t as_utc;
    if (s == NULL || !digits(&s, 4, &t.year) || !literal(&s, "-") || !digits(&s, 2, &t.month) ||
        !literal(&s, "-") || !digits(&s, 2, &t.day) || (*s != 'T' && *s != 't'))
        return false;
    s++;
    if (!digits(&s, 2, &t.hour) || !literal(&s, ":") || !digits(&s, 2, &t.minute) ||
        !literal(&s, ":") || !digits(&s, 2, &t.second))
        return false;
    if (!fraction_ms(&s, &ms) || !zone_offset(&s, &offset) || *s != '\0')
        return false;
    if (!utc_instant(&t, &as_utc))
        return false;
    int64_t at = as_utc + ms - (int64_t)offset * 60 * 1000;
    if (at < YEAR_0 || at >= YEAR_10000)
        return false;
    *ret = at;
    return true;
}

const char *clock_http_date(struct arena *a, int64_t instant)
{
    int ms;
    struct tm tm = utc_of(instant, &ms);
    return arena_printf(a, "%s, %02d %s %04d %02d:%02d:%02d GMT", HTTP_DAYS[tm.tm_wday], tm.tm_mday,
        HTTP_MONTHS[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* Moves behind one of the words; its position, or -1. */
static int one_of(const char **s, const char *const words[], int count)
{
    for (int i = 0; i < count; i++) {
        if (literal(s, words[i]))
            return i;
    }
    return -1;
}

bool clock_parse_http_date(const char *s, int64_t *ret)
{
    struct local_time t = { 0 };
    if (s == NULL)
        return false;
    int weekday = one_of(&s, HTTP_DAYS, 7);
    if (weekday < 0 || !literal(&s, ", ") || !digits(&s, 2, &t.day) || !literal(&s, " "))
        return false;
    t.month = one_of(&s, HTTP_MONTHS, 12) + 1;
    if (t.month < 1 || !literal(&s, " ") || !digits(&s, 4, &t.year) || !literal(&s, " ") ||
        !digits(&s, 2, &t.hour) || !literal(&s, ":") || !digits(&s, 2, &t.minute) ||
        !literal(&s, ":") || !digits(&s, 2, &t.second) || !literal(&s, " GMT") || *s != '\0')
        return false;
    return utc_instant(&t, ret);
}

const char *clock_today(struct arena *a, int64_t now)
{
    struct local_time t = clock_local(now);
    return arena_printf(a, "%04d-%02d-%02d", t.year, t.month, t.day);
}
