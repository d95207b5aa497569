#include "notify/answer.h"
#include "tests/given/given.h"
#include <string.h>

static struct answer *empty(void **state)
{
    return arena_alloc(arena(state), sizeof(struct answer));
}

static void only_the_first_4_kib_are_kept(void **state)
{
    struct answer *w = empty(state);
    char piece[1000];

    memset(piece, 'a', sizeof piece);
    for (int i = 0; i < 10; i++)
        assert_true(answer_add(w, piece, sizeof piece));
    assert_int_equal(w->length, 10000);
    assert_int_equal(strlen(answer_text(arena(state), w)), ANSWER_KEPT);
}

static void reading_ends_after_64_kib(void **state)
{
    struct answer *w = empty(state);
    char *piece = arena_alloc(arena(state), ANSWER_LONGEST);

    assert_true(answer_add(w, piece, ANSWER_LONGEST));
    assert_false(answer_add(w, piece, 1));
}

static void text_that_is_valid_stays_as_it_is(void **state)
{
    const char *text = "{\"ok\": true,\n\t\"naam\": \"Cr\xc3\xa8"
                       "chendo \xe2\x82\xac \xf0\x9f\x8e\x88\"}";
    struct answer *w = empty(state);

    assert_true(answer_add(w, text, strlen(text)));
    assert_string_equal(answer_text(arena(state), w), text);
}

static void what_does_not_fit_becomes_a_replacement(void **state)
{
    static const struct {
        const char *from;
        size_t length;
        const char *to;
    } CASES[] = {
        { "a\0b", 3,
            "a\xef\xbf\xbd"
            "b" },
        { "\x1b[31m", 5, "\xef\xbf\xbd[31m" },
        { "\x7f", 1, "\xef\xbf\xbd" },
        { "\xc3", 1, "\xef\xbf\xbd" },
        { "\xc0\xaf", 2, "\xef\xbf\xbd\xef\xbf\xbd" },
        { "\xed\xa0\x80", 3, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
        { "\xe2\x82z", 3, "\xef\xbf\xbd\xef\xbf\xbdz" },
        { "", 0, "" },
    };

    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct answer *w = empty(state);

        assert_true(answer_add(w, CASES[i].from, CASES[i].length));
        assert_string_equal(answer_text(arena(state), w), CASES[i].to);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_the_first_4_kib_are_kept, given_arena, given_end),
        cmocka_unit_test_setup_teardown(reading_ends_after_64_kib, given_arena, given_end),
        cmocka_unit_test_setup_teardown(text_that_is_valid_stays_as_it_is, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            what_does_not_fit_becomes_a_replacement, given_arena, given_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
