#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/buf.h"
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

static void a_new_one_is_empty_and_terminated(void **state)
{
    struct buf b;
    buf_init(&b, *state, 0);
    assert_string_equal(b.data, "");
    assert_int_equal(b.length, 0);
    assert_false(b.overflow);
}

static void it_grows_as_needed(void **state)
{
    struct buf b;
    buf_init(&b, *state, 0);
    for (int i = 0; i < 10000; i++)
        buf_printf(&b, "%04d,", i);
    assert_int_equal(b.length, 50000);
    assert_int_equal(strlen(b.data), 50000);
    assert_memory_equal(b.data + 5 * 1234, "1234,", 5);
    assert_false(b.overflow);
}

static void all_ways_of_adding_go_behind_each_other(void **state)
{
    struct buf b;
    buf_init(&b, *state, 0);
    buf_puts(&b, "een");
    buf_putc(&b, ' ');
    buf_add(&b, "twee drie", 4);
    buf_printf(&b, " %s", "vier");
    buf_puts(&b, NULL);
    assert_string_equal(b.data, "een twee vier");
}

static void bytes_with_a_nul_count(void **state)
{
    struct buf b;
    buf_init(&b, *state, 0);
    buf_add(&b, "a\0b", 3);
    assert_int_equal(b.length, 3);
    assert_memory_equal(b.data, "a\0b", 4);
}

static void it_fills_up_to_its_limit_exactly(void **state)
{
    struct buf b;
    buf_init(&b, *state, 5);
    buf_puts(&b, "12");
    buf_printf(&b, "%d", 345);
    assert_string_equal(b.data, "12345");
    assert_false(b.overflow);
}

static void what_passes_the_limit_is_dropped_and_marked(void **state)
{
    struct buf b;
    buf_init(&b, *state, 5);
    buf_puts(&b, "1234");
    buf_puts(&b, "56");
    assert_true(b.overflow);
    assert_string_equal(b.data, "1234");
}

static void nothing_is_added_after_an_overflow(void **state)
{
    struct buf b;
    buf_init(&b, *state, 5);
    buf_printf(&b, "%s", "123456");
    buf_putc(&b, 'x');
    buf_printf(&b, "%d", 1);
    assert_true(b.overflow);
    assert_string_equal(b.data, "");
    assert_int_equal(b.length, 0);
}

static void a_printed_text_may_be_larger_than_all_before(void **state)
{
    struct buf b;
    buf_init(&b, *state, 0);
    buf_puts(&b, "<");
    buf_printf(&b, "%05000d", 9);
    buf_puts(&b, ">");
    assert_int_equal(b.length, 5002);
    assert_string_equal(b.data + 5000, "9>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_one_is_empty_and_terminated),
        cmocka_unit_test(it_grows_as_needed),
        cmocka_unit_test(all_ways_of_adding_go_behind_each_other),
        cmocka_unit_test(bytes_with_a_nul_count),
        cmocka_unit_test(it_fills_up_to_its_limit_exactly),
        cmocka_unit_test(what_passes_the_limit_is_dropped_and_marked),
        cmocka_unit_test(nothing_is_added_after_an_overflow),
        cmocka_unit_test(a_printed_text_may_be_larger_than_all_before),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
