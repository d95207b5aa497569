#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/utf8.h"
#include <string.h>

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

static bool valid(const char *s)
{
    return utf8_valid(s, strlen(s));
}

static void every_code_point_survives_writing_and_reading(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        if (c == 0xD800)
            c = 0xE000;
        char bytes[5] = "";
        size_t size = utf8_put(bytes, c);
        const char *at = bytes;
        if (!utf8_valid(bytes, size) || utf8_next(&at) != c || at != bytes + size)
            fail_msg("U+%04X", c);
    }
}

static void what_rfc_3629_forbids_is_refused(void **state)
{
    static const char *const WRONG[] = {
        "\x80",                                     /* a continuation alone */
        "\xC0\xAF",                                 /* overlong in two */
        "\xC1\xBF",                                 /* overlong in two */
        "\xE0\x80\xAF",                             /* overlong in three */
        "\xF0\x80\x80\xAF",                         /* overlong in four */
        "\xED\xA0\x80",                             /* a surrogate */
        "\xED\xBF\xBF",                             /* a surrogate */
        "\xF4\x90\x80\x80",                         /* over U+10FFFF */
        "\xF5\x80\x80\x80", "\xFF", "\xFE", "\xC3", /* cut short */
        "\xE2\x82",                                 /* cut short */
        "\xF0\x9F\x98",                             /* cut short */
        "\xC3(",                                    /* no continuation */
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        if (valid(WRONG[i]))
            fail_msg("number %zu passed", i);
    }
    assert_true(valid(""));
    assert_true(valid("Crèchendo €😀\xF4\x8F\xBF\xBF"));
}

static void a_character_cut_by_the_length_is_refused(void **state)
{
    (void)state;
    assert_true(utf8_valid("é", 2));
    assert_false(utf8_valid("é", 1));
}

static void length_counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(utf8_length(""), 0);
    assert_int_equal(utf8_length("Crèche €😀"), 9);
}

static void reading_stops_at_the_end(void **state)
{
    (void)state;
    const char *s = "é!";
    assert_int_equal(utf8_next(&s), 0xE9);
    assert_int_equal(utf8_next(&s), '!');
    assert_int_equal(utf8_next(&s), 0);
    assert_int_equal(utf8_next(&s), 0);
}

static void latin_letters_fold_to_their_base(void **state)
{
    assert_string_equal(utf8_fold_string(*state, "Crèchendo"), "crechendo");
    assert_string_equal(
        utf8_fold_string(*state, "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ"), "aaaaaaceeeeiiiinoooooouuuuy");
    assert_string_equal(
        utf8_fold_string(*state, "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿß"), "aaaaaaceeeeiiiinoooooouuuuyys");
    assert_string_equal(utf8_fold_string(*state, "Łódź Şişli Đorđe Ấn Ǹ"), "lodz sisli dorde an n");
}

static void letters_of_their_own_only_become_small(void **state)
{
    (void)state;
    assert_int_equal(utf8_fold(0xC6), 0xE6);     /* Æ */
    assert_int_equal(utf8_fold(0x152), 0x153);   /* Œ */
    assert_int_equal(utf8_fold(0x132), 0x133);   /* Ĳ */
    assert_int_equal(utf8_fold(0xD7), 0xD7);     /* × */
    assert_int_equal(utf8_fold(0xF7), 0xF7);     /* ÷ */
    assert_int_equal(utf8_fold(0x416), 0x416);   /* Cyrillic stays */
    assert_int_equal(utf8_fold(0x20AC), 0x20AC); /* € */
}

static void folding_twice_changes_nothing_more(void **state)
{
    (void)state;
    for (uint32_t c = 1; c < 0x3000; c++) {
        if (utf8_fold(utf8_fold(c)) != utf8_fold(c))
            fail_msg("U+%04X", c);
    }
}

static void loose_accents_disappear(void **state)
{
    assert_string_equal(utf8_fold_string(*state, "cre\xCC\x80"
                                                 "che"),
        "creche");
}

static void folding_survives_bytes_that_are_no_utf8(void **state)
{
    assert_string_equal(utf8_fold_string(*state, "A\xFF\xFE"), "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void cutting_counts_characters_and_shows_that_it_cut(void **state)
{
    assert_string_equal(utf8_cut(*state, "één twee", 3), "één…");
    assert_string_equal(utf8_cut(*state, "één", 3), "één");
    assert_string_equal(utf8_cut(*state, "één", 4), "één");
    assert_string_equal(utf8_cut(*state, "één", 0), "…");
    assert_string_equal(utf8_cut(*state, "", 0), "");
}

static void control_characters_are_not_printable(void **state)
{
    static const char *const WRONG[] = { "\x01", "\x1F", "\x7F", "\xC2\x80", "\xC2\x9F", "a\rb" };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        assert_false(utf8_printable(WRONG[i], false));
        assert_false(utf8_printable(WRONG[i], true));
    }
    assert_true(utf8_printable("gewone tekst, met é", false));
}

static void lines_and_tabs_are_printable_in_many_lines_only(void **state)
{
    (void)state;
    assert_true(utf8_printable("een\n\ttwee", true));
    assert_false(utf8_printable("een\ntwee", false));
    assert_false(utf8_printable("een\ttwee", false));
}

static void text_that_turns_the_direction_is_not_printable(void **state)
{
    (void)state;
    for (uint32_t c = 0x2020; c < 0x2070; c++) {
        char bytes[5] = "";
        utf8_put(bytes, c);
        bool turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        assert_int_equal(utf8_printable(bytes, true), !turns);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_survives_writing_and_reading),
        cmocka_unit_test(what_rfc_3629_forbids_is_refused),
        cmocka_unit_test(a_character_cut_by_the_length_is_refused),
        cmocka_unit_test(length_counts_code_points),
        cmocka_unit_test(reading_stops_at_the_end),
        cmocka_unit_test(latin_letters_fold_to_their_base),
        cmocka_unit_test(letters_of_their_own_only_become_small),
        cmocka_unit_test(folding_twice_changes_nothing_more),
        cmocka_unit_test(loose_accents_disappear),
        cmocka_unit_test(folding_survives_bytes_that_are_no_utf8),
        cmocka_unit_test(cutting_counts_characters_and_shows_that_it_cut),
        cmocka_unit_test(control_characters_are_not_printable),
        cmocka_unit_test(lines_and_tabs_are_printable_in_many_lines_only),
        cmocka_unit_test(text_that_turns_the_direction_is_not_printable),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
