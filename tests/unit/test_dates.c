#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/dates.h"
#include "lok/base/str.h"
#include <stdio.h>

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

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int year, int month)
{
    if (month == 2)
        return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void exactly_the_real_days_of_three_centuries_are_valid(void **state)
{
    (void)state;
    for (int year = 1890; year <= 2210; year++) {
        for (int month = 0; month <= 13; month++) {
            for (int day = 0; day <= 32; day++) {
                char date[40];
                snprintf(date, sizeof date, "%04d-%02d-%02d", year, month, day);
                bool real = year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 &&
                            day <= month_length(year, month);
                if (date_valid(date) != real)
                    fail_msg("%s", date);
            }
        }
    }
}

static void dates_in_other_clothes_are_not_valid(void **state)
{
    static const char *const WRONG[] = { "", "2024-2-27", "2024-02-27 ", " 2024-02-27",
        "27-02-2024", "27/02/2024", "2024/02/27", "2024-02-2x", "20240227", "2024-02-27T00:00",
        "-024-02-27" };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++)
        assert_false(date_valid(WRONG[i]));
    assert_false(date_valid(NULL));
}

static void months_are_valid_from_01_to_12(void **state)
{
    (void)state;
    assert_true(month_valid("2024-01"));
    assert_true(month_valid("2024-12"));
    assert_false(month_valid("2024-00"));
    assert_false(month_valid("2024-13"));
    assert_false(month_valid("2024-5"));
    assert_false(month_valid("2024-05-01"));
    assert_false(month_valid("1899-12"));
    assert_false(month_valid(""));
    assert_false(month_valid(NULL));
}

static void times_are_valid_with_a_colon_or_a_point(void **state)
{
    (void)state;
    assert_true(time_valid("00:00"));
    assert_true(time_valid("23.59"));
    assert_false(time_valid("24:00"));
    assert_false(time_valid("19:60"));
    assert_false(time_valid("9:30"));
    assert_false(time_valid("19u30"));
    assert_false(time_valid("19:30:00"));
    assert_false(time_valid(NULL));
}

static void walking_day_by_day_meets_every_day_once(void **state)
{
    (void)state;
    int year = 1900, month = 1, day = 1, walked = 0;
    for (; year < 2200; walked++) {
        AUTO(arena_cleanup) struct arena *a = arena_new();
        char expected[40];
        snprintf(expected, sizeof expected, "%04d-%02d-%02d", year, month, day);
        assert_string_equal(date_add_days(a, "1900-01-01", walked), expected);
        assert_int_equal(date_days_between("1900-01-01", expected), walked);
        assert_int_equal(date_days_between(expected, "1900-01-01"), -walked);
        if (++day > month_length(year, month)) {
            day = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
    assert_int_equal(walked, 109573);
}

static void days_can_be_counted_back(void **state)
{
    assert_string_equal(date_add_days(*state, "2024-03-01", -1), "2024-02-29");
    assert_string_equal(date_add_days(*state, "2024-01-01", -366), "2022-12-31");
}

static void what_leaves_the_calendar_gives_nothing(void **state)
{
    assert_string_equal(date_add_days(*state, "2199-12-31", 1), "");
    assert_string_equal(date_add_days(*state, "1900-01-01", -1), "");
    assert_string_equal(date_add_days(*state, "2024-01-01", INT32_MAX), "");
    assert_string_equal(date_add_days(*state, "2024-01-01", INT32_MIN), "");
    assert_string_equal(month_add(*state, "2199-12", 1), "");
    assert_string_equal(month_add(*state, "1900-01", -1), "");
    assert_string_equal(month_add(*state, "2024-01", INT32_MAX), "");
    assert_string_equal(date_of(*state, INT64_C(99999999999999)), "");
}

static void months_are_added_over_the_year(void **state)
{
    assert_string_equal(month_add(*state, "2024-11", 2), "2025-01");
    assert_string_equal(month_add(*state, "2024-01", -1), "2023-12");
    assert_string_equal(month_add(*state, "2024-05", 0), "2024-05");
    assert_string_equal(month_add(*state, "2024-05", -17), "2022-12");
}

static void a_month_ends_on_its_last_day(void **state)
{
    assert_string_equal(month_last_day(*state, "2024-02"), "2024-02-29");
    assert_string_equal(month_last_day(*state, "2100-02"), "2100-02-28");
    assert_string_equal(month_last_day(*state, "2024-04"), "2024-04-30");
    assert_string_equal(month_last_day(*state, "2024-12"), "2024-12-31");
}

static void an_instant_has_a_belgian_date_month_and_time(void **state)
{
    int64_t late = 0;
    assert_true(clock_parse_rfc3339("2024-05-31T22:15:00Z", &late));
    assert_string_equal(date_of(*state, late), "2024-06-01");
    assert_string_equal(month_of(*state, late), "2024-06");
    assert_string_equal(time_of(*state, late), "00:15");
}

static void a_date_and_a_time_make_an_instant(void **state)
{
    int64_t at = 0;
    assert_int_equal(date_instant("2024-05-28", "19:30", &at), ERR_OK);
    assert_string_equal(clock_rfc3339(*state, at), "2024-05-28T17:30:00Z");
    assert_int_equal(date_instant("2024-02-27", "19.30", &at), ERR_OK);
    assert_string_equal(clock_rfc3339(*state, at), "2024-02-27T18:30:00Z");
}

/* The last Sunday by Zeller's rule, independent of dates.c. */
static int last_sunday(int year, int month)
{
    int day = 31, m = month < 3 ? month + 12 : month, y = month < 3 ? year - 1 : year;
    for (;; day--) {
        int h = (day + 13 * (m + 1) / 5 + y % 100 + y % 100 / 4 + y / 100 / 4 + 5 * (y / 100)) % 7;
        if (h == 1)
            return day;
    }
}

static void the_hour_of_each_spring_change_is_refused_until_2050(void **state)
{
    struct arena *a = *state;
    for (int year = 1996; year <= 2050; year++) {
        int64_t before = 0, after = 0, none = 42;
        const char *date = arena_printf(a, "%d-03-%d", year, last_sunday(year, 3));
        assert_int_equal(date_instant(date, "02:30", &none), ERR_INVALID);
        assert_int_equal(none, 42);
        assert_int_equal(date_instant(date, "01:59", &before), ERR_OK);
        assert_int_equal(date_instant(date, "03:00", &after), ERR_OK);
        assert_int_equal(after - before, 60 * 1000);
    }
}

static void each_autumn_change_makes_a_day_of_25_hours_until_2050(void **state)
{
    struct arena *a = *state;
    for (int year = 1996; year <= 2050; year++) {
        int64_t midnight = 0, next = 0, twice = 0;
        const char *date = arena_printf(a, "%d-10-%d", year, last_sunday(year, 10));
        assert_int_equal(date_instant(date, "00:00", &midnight), ERR_OK);
        assert_int_equal(date_instant(date_add_days(a, date, 1), "00:00", &next), ERR_OK);
        assert_int_equal(next - midnight, 25 * 3600 * 1000);
        assert_int_equal(date_instant(date, "02:30", &twice), ERR_OK);
        assert_int_equal(twice - midnight, 150 * 60 * 1000);
        assert_string_equal(time_of(a, twice + 3600 * 1000), "02:30");
    }
}

static void a_date_is_written_as_dutch_does(void **state)
{
    assert_string_equal(dutch_date(*state, "2024-02-27"), "di 27/02/2024");
    assert_string_equal(dutch_day(*state, "2024-02-27"), "di 27/02");
    assert_string_equal(dutch_date_long(*state, "2024-02-27"), "dinsdag 27 februari 2024");
    assert_string_equal(dutch_day_long(*state, "2024-03-01"), "vrijdag 1 maart");
    assert_string_equal(dutch_month(*state, "2024-05"), "mei 2024");
    assert_string_equal(dutch_month_name(*state, "2024-08"), "augustus");
}

static void seven_days_have_seven_names(void **state)
{
    static const char *const NAMES[] = { "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag",
        "zaterdag", "zondag" };
    for (int i = 0; i < 700; i++) {
        AUTO(arena_cleanup) struct arena *a = arena_new();
        const char *date = date_add_days(a, "2024-01-01", i); /* a Monday */
        assert_true(str_starts(dutch_date_long(a, date), NAMES[i % 7]));
        assert_memory_equal(dutch_date(a, date), NAMES[i % 7], 2);
    }
    (void)state;
}

static void an_instant_is_written_in_24_hours(void **state)
{
    int64_t at = 0;
    assert_int_equal(date_instant("2024-05-28", "19:30", &at), ERR_OK);
    assert_string_equal(dutch_time(*state, at), "19.30 uur");
    assert_string_equal(dutch_clock(*state, at), "19.30");
    assert_string_equal(dutch_instant(*state, at), "di 28/05/2024 om 19.30 uur");
}

static void what_is_no_date_is_written_as_nothing(void **state)
{
    assert_string_equal(dutch_date(*state, ""), "");
    assert_string_equal(dutch_day(*state, NULL), "");
    assert_string_equal(dutch_date_long(*state, "2023-02-29"), "");
    assert_string_equal(dutch_day_long(*state, "x"), "");
    assert_string_equal(dutch_month(*state, "2024-13"), "");
    assert_string_equal(dutch_month_name(*state, ""), "");
    assert_string_equal(month_last_day(*state, "mei"), "");
    assert_int_equal(date_days_between("", "2024-01-01"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exactly_the_real_days_of_three_centuries_are_valid),
        cmocka_unit_test(dates_in_other_clothes_are_not_valid),
        cmocka_unit_test(months_are_valid_from_01_to_12),
        cmocka_unit_test(times_are_valid_with_a_colon_or_a_point),
        cmocka_unit_test(walking_day_by_day_meets_every_day_once),
        cmocka_unit_test(days_can_be_counted_back),
        cmocka_unit_test(what_leaves_the_calendar_gives_nothing),
        cmocka_unit_test(months_are_added_over_the_year),
        cmocka_unit_test(a_month_ends_on_its_last_day),
        cmocka_unit_test(an_instant_has_a_belgian_date_month_and_time),
        cmocka_unit_test(a_date_and_a_time_make_an_instant),
        cmocka_unit_test(the_hour_of_each_spring_change_is_refused_until_2050),
        cmocka_unit_test(each_autumn_change_makes_a_day_of_25_hours_until_2050),
        cmocka_unit_test(a_date_is_written_as_dutch_does),
        cmocka_unit_test(seven_days_have_seven_names),
        cmocka_unit_test(an_instant_is_written_in_24_hours),
        cmocka_unit_test(what_is_no_date_is_written_as_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
