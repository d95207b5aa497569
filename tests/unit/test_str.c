#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/str.h"

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void null_counts_as_empty(void **state)
{
    assert_true(str_empty(NULL));
    assert_true(str_equal(NULL, ""));
    assert_true(str_starts(NULL, NULL));
    assert_true(str_ends("a", NULL));
    assert_false(str_ends(NULL, "a"));
    assert_true(str_equal_ascii_nocase(NULL, ""));
    assert_string_equal(str_trim(*state, NULL), "");
    assert_string_equal(str_camel(*state, NULL), "");
    assert_int_equal(str_split(*state, NULL, ',').count, 1);
}

static void equality_is_byte_for_byte(void **state)
{
    (void)state;
    assert_true(str_equal("Mentes", "Mentes"));
    assert_false(str_equal("Mentes", "mentes"));
    assert_false(str_equal("Mentes", "Mente"));
}

static void starts_and_ends_are_found(void **state)
{
    (void)state;
    assert_true(str_starts("unix:/run/lokd", "unix:"));
    assert_false(str_starts("uni", "unix:"));
    assert_true(str_ends("feed.ics", ".ics"));
    assert_false(str_ends("ics", ".ics"));
}

static void case_is_ignored_for_ascii_only(void **state)
{
    (void)state;
    assert_true(str_equal_ascii_nocase("Content-TYPE", "content-type"));
    assert_false(str_equal_ascii_nocase("content", "content-type"));
    assert_false(str_equal_ascii_nocase("content-type", "content"));
    assert_false(str_equal_ascii_nocase("É", "é"));
    assert_false(str_equal_ascii_nocase("[", "{"));
}

static void whole_numbers_are_read(void **state)
{
    (void)state;
    int64_t n = 0;
    assert_true(str_to_i64("0042", &n));
    assert_int_equal(n, 42);
    assert_true(str_to_i64("-7", &n));
    assert_int_equal(n, -7);
    assert_true(str_to_i64("9223372036854775807", &n));
    assert_true(n == INT64_MAX);
    assert_true(str_to_i64("-9223372036854775808", &n));
    assert_true(n == INT64_MIN);
}

static void anything_but_a_whole_number_is_refused_and_leaves_the_result(void **state)
{
    static const char *const WRONG[] = { "", "-", "+1", " 1", "1 ", "1.0", "0x1", "--1", "1e3",
        "9223372036854775808", "-9223372036854775809", "99999999999999999999999", "٣" };
    (void)state;
    int64_t n = 5;
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++)
        assert_false(str_to_i64(WRONG[i], &n));
    assert_false(str_to_i64(NULL, &n));
    assert_int_equal(n, 5);
}

static void trimming_takes_white_space_from_both_ends(void **state)
{
    assert_string_equal(str_trim(*state, " \t\r\n een  twee \n"), "een  twee");
    assert_string_equal(str_trim(*state, "\xC2\xA0 x \xC2\xA0"), "x");
    assert_string_equal(str_trim(*state, " \n "), "");
    assert_string_equal(str_trim(*state, "é"), "é");
    assert_string_equal(str_trim(*state, "à"), "à"); /* its last byte is A0 */
}

static void splitting_keeps_empty_parts(void **state)
{
    struct lines parts = str_split(*state, ",a,,b,", ',');
    assert_int_equal(parts.count, 5);
    assert_string_equal(parts.at[0], "");
    assert_string_equal(parts.at[1], "a");
    assert_string_equal(parts.at[2], "");
    assert_string_equal(parts.at[3], "b");
    assert_string_equal(parts.at[4], "");
}

static void a_dutch_enumeration_ends_in_en(void **state)
{
    const char *names[] = { "Felies", "Crèchendo", "Mentes" };
    struct lines parts = { .at = names, .count = 3 };
    assert_string_equal(str_join_dutch(*state, &parts), "Felies, Crèchendo en Mentes");
    parts.count = 2;
    assert_string_equal(str_join_dutch(*state, &parts), "Felies en Crèchendo");
    parts.count = 1;
    assert_string_equal(str_join_dutch(*state, &parts), "Felies");
    parts.count = 0;
    assert_string_equal(str_join_dutch(*state, &parts), "");
}

static void joining_puts_the_separator_between(void **state)
{
    struct lines parts = str_split(*state, "a b c", ' ');
    assert_string_equal(str_join(*state, &parts, "; "), "a; b; c");
}

static void a_c_name_becomes_a_json_name(void **state)
{
    assert_string_equal(str_camel(*state, "starts_at"), "startsAt");
    assert_string_equal(str_camel(*state, "title"), "title");
    assert_string_equal(str_camel(*state, "decision.in_force_from"), "decision.inForceFrom");
    assert_string_equal(str_camel(*state, "_version"), "_version");
    assert_string_equal(str_camel(*state, "part_2"), "part_2");
    assert_string_equal(str_camel(*state, "alreadyCamel"), "alreadyCamel");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(null_counts_as_empty),
        cmocka_unit_test(equality_is_byte_for_byte),
        cmocka_unit_test(starts_and_ends_are_found),
        cmocka_unit_test(case_is_ignored_for_ascii_only),
        cmocka_unit_test(whole_numbers_are_read),
        cmocka_unit_test(anything_but_a_whole_number_is_refused_and_leaves_the_result),
        cmocka_unit_test(trimming_takes_white_space_from_both_ends),
        cmocka_unit_test(splitting_keeps_empty_parts),
        cmocka_unit_test(a_dutch_enumeration_ends_in_en),
        cmocka_unit_test(joining_puts_the_separator_between),
        cmocka_unit_test(a_c_name_becomes_a_json_name),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
