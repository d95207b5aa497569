#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/arena.h"
#include <limits.h>
#include <stdio.h>
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

static void what_is_allocated_is_zeroed_and_aligned(void **state)
{
    for (size_t size = 0; size < 200; size++) {
        unsigned char *p = arena_alloc(*state, size);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xAA, size);
    }
}

static void allocations_do_not_overlap(void **state)
{
    enum { COUNT = 2000 };
    struct arena *a = *state;
    unsigned char **all = arena_array(a, COUNT, sizeof *all);
    for (size_t i = 0; i < COUNT; i++) {
        all[i] = arena_alloc(a, i % 97 + 1);
        memset(all[i], (int)(i % 251), i % 97 + 1);
    }
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t j = 0; j < i % 97 + 1; j++)
            assert_int_equal(all[i][j], i % 251);
    }
}

static void a_large_allocation_leaves_room_for_small_ones(void **state)
{
    struct arena *a = *state;
    char *before = arena_strdup(a, "before");
    char *large = arena_alloc(a, 3 * MiB);
    char *after = arena_strdup(a, "after");
    memset(large, 'x', 3 * MiB);
    assert_string_equal(before, "before");
    assert_string_equal(after, "after");
    assert_true(after > before && after < before + 64);
}

static void the_newest_allocation_grows_where_it_stands(void **state)
{
    struct arena *a = *state;
    char *first = arena_room(a, 10), *newest = arena_room(a, 10);

    memset(first, 'x', 10);
    assert_false(arena_extend(a, first, 10, 11));
    assert_true(arena_extend(a, newest, 10, 1000));
    memset(newest, 'y', 1000);
    char *after = arena_strdup(a, "after");
    assert_true(after >= newest + 1000);
    assert_int_equal(first[9], 'x');
    assert_int_equal(newest[999], 'y');
    assert_string_equal(after, "after");
    assert_false(arena_extend(a, newest, 1000, 1001));
    assert_false(arena_extend(a, after, 6, 3 * MiB)); /* more than its chunk has */
}

static void a_null_string_copies_as_empty(void **state)
{
    assert_string_equal(arena_strdup(*state, NULL), "");
}

static void a_part_of_a_string_is_copied_with_its_end(void **state)
{
    assert_string_equal(arena_strndup(*state, "kinderopvang", 6), "kinder");
}

static void bytes_are_copied_with_nuls(void **state)
{
    const char bytes[] = { 'a', '\0', 'b' };
    assert_memory_equal(arena_memdup(*state, bytes, sizeof bytes), bytes, sizeof bytes);
}

static void printing_gives_the_whole_text(void **state)
{
    const char *long_text = arena_printf(*state, "%0500d|%s", 7, "einde");
    assert_int_equal(strlen(long_text), 506);
    assert_string_equal(long_text + 499, "7|einde");
}

static void assert_same(void **state, const char *format, ...) PRINTF_LIKE(2, 3);
static void assert_same(void **state, const char *format, ...)
{
    char expected[250];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    (void)vsnprintf(expected, sizeof expected, format, args);
    assert_string_equal(arena_vprintf(*state, format, again), expected);
    va_end(again);
    va_end(args);
}

static void printing_is_that_of_the_c_library(void **state)
{
    assert_same(state, "%s", "");
    assert_same(state, "zonder iets");
    assert_same(state, "/punten/%lld/bewerken?versie=%lld", 12LL, LLONG_MAX);
    assert_same(state, "%04d-%02d-%02d", 2024, 5, 28);
    assert_same(state, "%02d.%02d", 123, 0);
    assert_same(state, "%d %lld %zu", 0, 0LL, SIZE_MAX);
    assert_same(state, "%d %lld %04d", -1, LLONG_MIN, -7);
    assert_same(state, "%d%%", 100);
    assert_same(state, "%.3s|%5d|%-5d|%x|%c|%u|%08lld", "abcdef", 7, 7, 255u, 'z', 9u, 3LL);
    assert_same(state, "%2zu|%012d", (size_t)5, 5);
    for (size_t length = 120; length < 140; length++) {
        char text[140] = "";
        memset(text, 'x', length);
        assert_same(state, "%s", text);
        assert_same(state, "%s%d", text, 12);
    }
}

static void use_is_counted_in_bytes_asked_for(void **state)
{
    (void)state;
    AUTO(arena_cleanup) struct arena *a = arena_new();
    assert_int_equal(arena_used(a), 0);
    arena_alloc(a, 10);
    arena_array(a, 3, 5);
    assert_int_equal(arena_used(a), 25);
}

static void freeing_nothing_is_allowed(void **state)
{
    (void)state;
    struct arena *none = NULL;
    arena_free(none);
    arena_cleanup(&none);
    assert_null(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_allocated_is_zeroed_and_aligned),
        cmocka_unit_test(allocations_do_not_overlap),
        cmocka_unit_test(a_large_allocation_leaves_room_for_small_ones),
        cmocka_unit_test(the_newest_allocation_grows_where_it_stands),
        cmocka_unit_test(a_null_string_copies_as_empty),
        cmocka_unit_test(a_part_of_a_string_is_copied_with_its_end),
        cmocka_unit_test(bytes_are_copied_with_nuls),
        cmocka_unit_test(printing_gives_the_whole_text),
        cmocka_unit_test(printing_is_that_of_the_c_library),
        cmocka_unit_test(use_is_counted_in_bytes_asked_for),
        cmocka_unit_test(freeing_nothing_is_allowed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
