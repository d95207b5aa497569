#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/clock.h"

static int set_up(void **state)
{
    clock_init();
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

/* An independent calendar: days since 1970-01-01 by counting years and months one by one. */
static int64_t days_since_1970(int year, int month, int day)
{
    static const int LENGTHS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int64_t days = 0;
    for (int y = 1970; y < year; y++)
        days += y % 4 == 0 && (y % 100 != 0 || y % 400 == 0) ? 366 : 365;
    for (int m = 1; m < month; m++) {
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        days += LENGTHS[m - 1] + (m == 2 && leap ? 1 : 0);
    }
    return days + day - 1;
}

static int64_t utc(int year, int month, int day, int hour, int minute, int second)
{
    return (((days_since_1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * 1000;
}

/* The last Sunday of a month of 31 days; 1970-01-01 was a Thursday. */
static int last_sunday(int year, int month)
{
    int day = 31;
    while ((days_since_1970(year, month, day) + 4) % 7 != 0)
        day--;
    return day;
}

static void assert_local(int64_t instant, int day, int hour, int minute, int second)
{
    struct local_time t = clock_local(instant);
    assert_int_equal(t.day, day);
    assert_int_equal(t.hour, hour);
    assert_int_equal(t.minute, minute);
    assert_int_equal(t.second, second);
}

static enum err instant_of(int year, int month, int day, int hour, int minute, int64_t *ret)
{
    struct local_time t = {
        .year = year, .month = month, .day = day, .hour = hour, .minute = minute
    };
    return clock_instant(t, ret);
}

static void assert_instant(int year, int month, int day, int hour, int minute, int64_t expected)
{
    int64_t instant = -1;
    assert_int_equal(instant_of(year, month, day, hour, minute, &instant), ERR_OK);
    assert_true(instant == expected);
}

static void summer_time_begins_on_the_last_sunday_of_march(void **state)
{
    (void)state;
    for (int year = 1996; year <= 2050; year++) {
        int day = last_sunday(year, 3);
        int64_t change = utc(year, 3, day, 1, 0, 0);
        assert_local(change - 1000, day, 1, 59, 59);
        assert_local(change - 1, day, 1, 59, 59);
        assert_local(change, day, 3, 0, 0);
        assert_int_equal(clock_local(change).weekday, 0);
        assert_instant(year, 3, day, 1, 59, change - 60 * 1000);
        assert_instant(year, 3, day, 3, 0, change);
    }
}

static void the_hour_that_spring_skips_does_not_exist(void **state)
{
    (void)state;
    for (int year = 1996; year <= 2050; year++) {
        int day = last_sunday(year, 3);
        for (int minute = 0; minute < 60; minute++) {
            int64_t untouched = 42;
            assert_int_equal(instant_of(year, 3, day, 2, minute, &untouched), ERR_INVALID);
            assert_int_equal(untouched, 42);
        }
    }
}

static void winter_time_begins_on_the_last_sunday_of_october(void **state)
{
    (void)state;
    for (int year = 1996; year <= 2050; year++) {
        int day = last_sunday(year, 10);
        int64_t change = utc(year, 10, day, 1, 0, 0);
        assert_local(change - 1, day, 2, 59, 59);
        assert_local(change, day, 2, 0, 0);
        assert_local(change + 3600 * 1000, day, 3, 0, 0);
        assert_instant(year, 10, day, 1, 59, change - 61 * 60 * 1000);
        assert_instant(year, 10, day, 3, 0, change + 3600 * 1000);
    }
}

static void of_the_hour_that_autumn_repeats_the_first_is_meant(void **state)
{
    (void)state;
    for (int year = 1996; year <= 2050; year++) {
        int day = last_sunday(year, 10);
        int64_t change = utc(year, 10, day, 1, 0, 0);
        for (int minute = 0; minute < 60; minute++)
            assert_instant(year, 10, day, 2, minute, change - (60 - minute) * 60 * 1000);
    }
}

static void every_other_hour_of_the_years_comes_back_the_same(void **state)
{
    (void)state;
    for (int year = 1996; year <= 2050; year++) {
        int64_t end = utc(year + 1, 1, 1, 0, 0, 0);
        int64_t repeated = utc(year, 10, last_sunday(year, 10), 1, 0, 0);
        for (int64_t at = utc(year, 1, 1, 0, 0, 0); at < end; at += 3600 * 1000) {
            int64_t back = 0;
            assert_int_equal(clock_instant(clock_local(at), &back), ERR_OK);
            assert_true(back == (at == repeated ? at - 3600 * 1000 : at));
        }
    }
}

static void a_meeting_of_may_2024_is_two_hours_ahead_of_utc(void **state)
{
    (void)state;
    assert_instant(2024, 5, 28, 19, 30, utc(2024, 5, 28, 17, 30, 0));
    assert_instant(2024, 2, 27, 19, 30, utc(2024, 2, 27, 18, 30, 0));
}

static void dates_and_times_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    int64_t n;
    assert_int_equal(instant_of(2023, 2, 29, 12, 0, &n), ERR_INVALID);
    assert_int_equal(instant_of(2024, 2, 30, 12, 0, &n), ERR_INVALID);
    assert_int_equal(instant_of(2024, 4, 31, 12, 0, &n), ERR_INVALID);
    assert_int_equal(instant_of(2024, 13, 1, 12, 0, &n), ERR_INVALID);
    assert_int_equal(instant_of(2024, 0, 1, 12, 0, &n), ERR_INVALID);
    assert_int_equal(instant_of(2024, 1, 0, 12, 0, &n), ERR_INVALID);
    assert_int_equal(instant_of(2024, 1, 1, 24, 0, &n), ERR_INVALID);
    assert_int_equal(instant_of(2024, 1, 1, 12, 60, &n), ERR_INVALID);
    assert_int_equal(instant_of(2024, 1, 1, -1, 0, &n), ERR_INVALID);
}

static void an_instant_is_written_as_rfc_3339(void **state)
{
    assert_string_equal(clock_rfc3339(*state, utc(2024, 5, 28, 17, 30, 0)), "2024-05-28T17:30:00Z");
    assert_string_equal(
        clock_rfc3339(*state, utc(2024, 5, 28, 17, 30, 0) + 7), "2024-05-28T17:30:00.007Z");
    assert_string_equal(clock_rfc3339(*state, 0), "1970-01-01T00:00:00Z");
    assert_string_equal(clock_rfc3339(*state, -1), "1969-12-31T23:59:59.999Z");
}

static void rfc_3339_is_read_with_z_or_an_offset(void **state)
{
    (void)state;
    int64_t at = 0, expected = utc(2024, 5, 28, 17, 30, 0);
    assert_true(clock_parse_rfc3339("2024-05-28T17:30:00Z", &at) && at == expected);
    assert_true(clock_parse_rfc3339("2024-05-28t17:30:00z", &at) && at == expected);
    assert_true(clock_parse_rfc3339("2024-05-28T19:30:00+02:00", &at) && at == expected);
    assert_true(clock_parse_rfc3339("2024-05-28T12:00:00-05:30", &at) && at == expected);
    assert_true(clock_parse_rfc3339("2024-05-28T17:30:00.5Z", &at) && at == expected + 500);
    assert_true(clock_parse_rfc3339("2024-05-28T17:30:00.123456789Z", &at) && at == expected + 123);
    assert_true(clock_parse_rfc3339("2024-02-29T00:00:00Z", &at));
}

static void anything_else_is_no_rfc_3339(void **state)
{
    static const char *const WRONG[] = { "", "2024-05-28", "2024-05-28T17:30Z",
        "2024-05-28 17:30:00Z", "2024-05-28T17:30:00", "2024-05-28T17:30:00+0200",
        "2024-05-28T17:30:00+24:00", "2024-05-28T17:30:00+02:60", "2024-05-28T24:00:00Z",
        "2016-12-31T23:59:60Z", "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z",
        "2024-05-28T17:30:00.Z", "2024-05-28T17:30:00.1234567890Z", "2024-05-28T17:30:00Zx",
        " 2024-05-28T17:30:00Z", "24-05-28T17:30:00Z", "2024-5-28T17:30:00Z",
        "+2024-05-28T17:30:00Z", "9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+00:01" };
    (void)state;
    int64_t at = 42;
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        if (clock_parse_rfc3339(WRONG[i], &at))
            fail_msg("%s", WRONG[i]);
    }
    assert_false(clock_parse_rfc3339(NULL, &at));
    assert_int_equal(at, 42);
}

static void what_rfc_3339_writes_is_read_back(void **state)
{
    for (int64_t at = utc(1970, 1, 1, 0, 0, 0); at < utc(2060, 1, 1, 0, 0, 0); at += 864013337) {
        AUTO(arena_cleanup) struct arena *a = arena_new();
        int64_t back = 0;
        assert_true(clock_parse_rfc3339(clock_rfc3339(a, at), &back));
        assert_true(back == at);
    }
    (void)state;
}

static void http_dates_are_those_of_rfc_9110(void **state)
{
    int64_t at = 0, expected = utc(1994, 11, 6, 8, 49, 37);
    assert_string_equal(clock_http_date(*state, expected), "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_true(clock_parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT", &at));
    assert_true(at == expected);
}

static void anything_else_is_no_http_date(void **state)
{
    static const char *const WRONG[] = { "", "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
        "zon, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Mei 1994 08:49:37 GMT", "120" };
    (void)state;
    int64_t at = 42;
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        if (clock_parse_http_date(WRONG[i], &at))
            fail_msg("%s", WRONG[i]);
    }
    assert_false(clock_parse_http_date(NULL, &at));
    assert_int_equal(at, 42);
}

static void today_changes_at_belgian_midnight(void **state)
{
    assert_string_equal(clock_today(*state, utc(2024, 4, 14, 21, 59, 59)), "2024-04-14");
    assert_string_equal(clock_today(*state, utc(2024, 4, 14, 22, 0, 0)), "2024-04-15");
    assert_string_equal(clock_today(*state, utc(2024, 12, 31, 23, 0, 0)), "2025-01-01");
}

static void the_clocks_go_forward(void **state)
{
    (void)state;
    int64_t first = clock_monotonic();
    assert_true(clock_monotonic() >= first);
    assert_true(clock_now() > utc(2024, 1, 1, 0, 0, 0));
}

static void the_next_millisecond_is_awaited_asleep(void **state)
{
    (void)state;
    int64_t before = clock_now();
    clock_await_next();
    assert_true(clock_now() > before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(summer_time_begins_on_the_last_sunday_of_march),
        cmocka_unit_test(the_hour_that_spring_skips_does_not_exist),
        cmocka_unit_test(winter_time_begins_on_the_last_sunday_of_october),
        cmocka_unit_test(of_the_hour_that_autumn_repeats_the_first_is_meant),
        cmocka_unit_test(every_other_hour_of_the_years_comes_back_the_same),
        cmocka_unit_test(a_meeting_of_may_2024_is_two_hours_ahead_of_utc),
        cmocka_unit_test(dates_and_times_that_do_not_exist_are_refused),
        cmocka_unit_test(an_instant_is_written_as_rfc_3339),
        cmocka_unit_test(rfc_3339_is_read_with_z_or_an_offset),
        cmocka_unit_test(anything_else_is_no_rfc_3339),
        cmocka_unit_test(what_rfc_3339_writes_is_read_back),
        cmocka_unit_test(http_dates_are_those_of_rfc_9110),
        cmocka_unit_test(anything_else_is_no_http_date),
        cmocka_unit_test(today_changes_at_belgian_midnight),
        cmocka_unit_test(the_clocks_go_forward),
        cmocka_unit_test(the_next_millisecond_is_awaited_asleep),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
