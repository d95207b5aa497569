#include "lok/base/dates.h"
#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 };

static const char *const DAYS_SHORT[] = { "zo", "ma", "di", "wo", "do", "vr", "za" };
static const char *const DAYS[] = { "zondag", "maandag", "dinsdag", "woensdag", "donderdag",
    "vrijdag", "zaterdag" };
static const char *const MONTHS[] = { "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december" };

struct ymd {
    int year, month, day;
};

static int days_in_month(int year, int month)
{
    static const int DAYS_IN[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : DAYS_IN[month - 1];
}

/* Days since 1970-01-01 in the proleptic Gregorian calendar. A year begins in March here, so that
 * the leap day is its last; 719468 days lie between 0000-03-01 and 1970-01-01. */
static int64_t day_number(struct ymd d)
{
    int64_t year = d.month <= 2 ? d.year - 1 : d.year;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t month = (d.month + 9) % 12;
    int64_t day_of_year = (153 * month + 2) / 5 + d.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

/* The inverse of day_number. */
static struct ymd day_at(int64_t number)
{
    number += 719468;
    int64_t era = (number >= 0 ? number : number - 146096) / 146097;
    int64_t day_of_era = number - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    int64_t year = year_of_era + era * 400 + (month >= 10 ? 1 : 0);
    return (struct ymd){
        .year = (int)year,
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
    };
}

static int weekday_of(struct ymd d)
{
    return (int)(((day_number(d) + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

/* Two or four digits at `s`, or -1. */
static int number_at(const char *s, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + (s[i] - '0');
    }
    return value;
}

static bool parse_month(const char *s, size_t length, struct ymd *ret)
{
    if (length != 7 || s[4] != '-')
        return false;
    struct ymd d = { .year = number_at(s, 4), .month = number_at(s + 5, 2), .day = 1 };
    if (d.year < FIRST_YEAR || d.year > LAST_YEAR || d.month < 1 || d.month > 12)
        return false;
    *ret = d;
    return true;
}

static bool parse_date(const char *s, struct ymd *ret)
{
    struct ymd d;
    if (s == NULL || strlen(s) != 10 || s[7] != '-' || !parse_month(s, 7, &d))
        return false;
    d.day = number_at(s + 8, 2);
    if (d.day < 1 || d.day > days_in_month(d.year, d.month))
        return false;
    *ret = d;
    return true;
}

static bool parse_time(const char *s, int *ret_hour, int *ret_minute)
{
    if (s == NULL || strlen(s) != 5 || (s[2] != ':' && s[2] != '.'))
        return false;
    int hour = number_at(s, 2), minute = number_at(s + 3, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return false;
    *ret_hour = hour;
    *ret_minute = minute;
    return true;
}

static bool in_range(struct ymd d)
{
    return d.year >= FIRST_YEAR && d.year <= LAST_YEAR;
}

static const char *write_date(struct arena *a, struct ymd d)
{
    return in_range(d) ? arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day) : "";
}

static const char *write_month(struct arena *a, struct ymd d)
{
    return in_range(d) ? arena_printf(a, "%04d-%02d", d.year, d.month) : "";
}

bool date_valid(const char *date)
{
    struct ymd d;
    return parse_date(date, &d);
}

bool month_valid(const char *month)
{
    struct ymd d;
    return month != NULL && parse_month(month, strlen(month), &d);
}

bool time_valid(const char *time)
{
    int hour, minute;
    return parse_time(time, &hour, &minute);
}

static struct ymd ymd_of(const struct local_time *t)
{
    return (struct ymd){ .year = t->year, .month = t->month, .day = t->day };
}

const char *date_of(struct arena *a, int64_t instant)
{
    struct local_time t = clock_local(instant);
    return write_date(a, ymd_of(&t));
}

const char *month_of(struct arena *a, int64_t instant)
{
    struct local_time t = clock_local(instant);
    return write_month(a, ymd_of(&t));
}

const char *time_of(struct arena *a, int64_t instant)
{
    struct local_time t = clock_local(instant);
    return arena_printf(a, "%02d:%02d", t.hour, t.minute);
}

const char *date_add_days(struct arena *a, const char *date, int days)
{
    struct ymd d;
    if (!parse_date(date, &d))
        return "";
    return write_date(a, day_at(day_number(d) + days));
}

int date_days_between(const char *from, const char *to)
{
    struct ymd first, last;
    if (!parse_date(from, &first) || !parse_date(to, &last))
        return 0;
    return (int)(day_number(last) - day_number(first));
}

const char *month_last_day(struct arena *a, const char *month)
{
    struct ymd d;
    if (!month_valid(month) || !parse_month(month, 7, &d))
        return "";
    d.day = days_in_month(d.year, d.month);
    return write_date(a, d);
}

const char *month_add(struct arena *a, const char *month, int months)
{
    struct ymd d;
    if (!month_valid(month) || !parse_month(month, 7, &d))
        return "";
    int64_t count = (int64_t)d.year * 12 + (d.month - 1) + months;
    if (count < (int64_t)FIRST_YEAR * 12 || count >= (int64_t)(LAST_YEAR + 1) * 12)
        return "";
    d.year = (int)(count / 12);
    d.month = (int)(count % 12) + 1;
    return write_month(a, d);
}

enum err date_instant(const char *date, const char *time, int64_t *ret)
{
    struct ymd d;
    int hour, minute;
    if (!parse_date(date, &d) || !parse_time(time, &hour, &minute))
        return ERR_INVALID;
    struct local_time local = {
        .year = d.year,
        .month = d.month,
        .day = d.day,
        .hour = hour,
        .minute = minute,
    };
    return clock_instant(local, ret);
}

const char *dutch_date(struct arena *a, const char *date)
{
    struct ymd d;
    if (!parse_date(date, &d))
        return "";
    return arena_printf(a, "%s %02d/%02d/%04d", DAYS_SHORT[weekday_of(d)], d.day, d.month, d.year);
}

const char *dutch_day(struct arena *a, const char *date)
{
    struct ymd d;
    if (!parse_date(date, &d))
        return "";
    return arena_printf(a, "%s %02d/%02d", DAYS_SHORT[weekday_of(d)], d.day, d.month);
}

const char *dutch_date_long(struct arena *a, const char *date)
{
    struct ymd d;
    if (!parse_date(date, &d))
        return "";
    return arena_printf(a, "%s %d %s %d", DAYS[weekday_of(d)], d.day, MONTHS[d.month - 1], d.year);
}

const char *dutch_day_long(struct arena *a, const char *date)
{
    struct ymd d;
    if (!parse_date(date, &d))
        return "";
    return arena_printf(a, "%s %d %s", DAYS[weekday_of(d)], d.day, MONTHS[d.month - 1]);
}

const char *dutch_month(struct arena *a, const char *month)
{
    struct ymd d;
    if (!month_valid(month) || !parse_month(month, 7, &d))
        return "";
    return arena_printf(a, "%s %d", MONTHS[d.month - 1], d.year);
}

const char *dutch_month_name(struct arena *a, const char *month)
{
    struct ymd d;
    (void)a; /* the others need it; callers need not know which */
    if (!month_valid(month) || !parse_month(month, 7, &d))
        return "";
    return MONTHS[d.month - 1];
}

const char *dutch_time(struct arena *a, int64_t instant)
{
    return arena_printf(a, "%s uur", dutch_clock(a, instant));
}

const char *dutch_clock(struct arena *a, int64_t instant)
{
    struct local_time t = clock_local(instant);
    return arena_printf(a, "%02d.%02d", t.hour, t.minute);
}

const char *dutch_instant(struct arena *a, int64_t instant)
{
    return arena_printf(a, "%s om %s", dutch_date(a, date_of(a, instant)), dutch_time(a, instant));
}
