#include "agenda/text_diff.h"
#include "lok/base/buf.h"
#include "tests/given/given.h"
#include <string.h>

static const char *html(void **state, const char *old, const char *new)
{
    struct diff d = text_diff(arena(state), old, new);

    return text_diff_html(arena(state), &d);
}

#define INS "<ins><span class=\"away\">toegevoegd: </span>"
#define DEL "<del><span class=\"away\">geschrapt: </span>"

static void what_is_the_same_has_no_mark(void **state)
{
    assert_string_equal(html(state, "een twee\ndrie", "een twee\ndrie"), "een twee<br>\ndrie");
}

static void a_changed_word_is_struck_and_added(void **state)
{
    assert_string_equal(html(state, "het LOK steunt dit", "het LOK verwerpt dit"),
        "het LOK " DEL "steunt </del>" INS "verwerpt </ins>dit");
}

static void words_are_added_and_struck_at_both_ends(void **state)
{
    assert_string_equal(html(state, "b c", "a b"), INS "a </ins>b " DEL "c</del>");
    assert_string_equal(html(state, "", "a"), INS "a</ins>");
    assert_string_equal(html(state, "a", ""), DEL "a</del>");
}

static void markup_stays_text(void **state)
{
    assert_string_equal(html(state, "", "<b>"), INS "&lt;b&gt;</ins>");
}

static void pieces_are_counted(void **state)
{
    struct diff d = text_diff(arena(state), "a b c d", "a x c y");

    assert_int_equal(d.added, 2);
    assert_int_equal(d.removed, 2);
}

static void very_long_texts_are_compared_as_a_whole(void **state)
{
    struct buf old, new;

    buf_init(&old, arena(state), 0);
    buf_init(&new, arena(state), 0);
    for (int i = 0; i < 3000; i++) {
        buf_printf(&old, "a%d ", i);
        buf_printf(&new, "b%d ", i);
    }
    struct diff d = text_diff(arena(state), old.data, new.data);
    assert_int_equal(d.count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_the_same_has_no_mark, given_arena, given_end),
        cmocka_unit_test_setup_teardown(a_changed_word_is_struck_and_added, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            words_are_added_and_struck_at_both_ends, given_arena, given_end),
        cmocka_unit_test_setup_teardown(markup_stays_text, given_arena, given_end),
        cmocka_unit_test_setup_teardown(pieces_are_counted, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            very_long_texts_are_compared_as_a_whole, given_arena, given_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
