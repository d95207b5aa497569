#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/arena.h"
#include "lok/base/log.h"
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

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

/* What one call writes to stderr. */
static const char *logged(struct arena *a, enum log_level level, const char *text)
{
    int ends[2], kept = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    log_line(level, "test.line", "text=\"%s\"", text);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(ends[1]);
    char *line = arena_alloc(a, 10000);
    ssize_t length = read(ends[0], line, 9999);
    close(ends[0]);
    assert_true(length >= 0);
    return line;
}

static void a_line_is_level_name_and_values(void **state)
{
    assert_string_equal(logged(*state, LOG_WARN, "één"), "warn test.line text=\"één\"\n");
}

static void no_input_forges_a_line(void **state)
{
    assert_string_equal(logged(*state, LOG_INFO, "a\nerror forged\r\x1b[31m\x7f"),
        "info test.line text=\"a?error forged??[31m?\"\n");
}

static void lines_under_the_level_are_dropped(void **state)
{
    assert_string_equal(logged(*state, LOG_DEBUG, "x"), "");
    log_level_set(LOG_ERROR);
    assert_string_equal(logged(*state, LOG_WARN, "x"), "");
    log_level_set(LOG_DEBUG);
    assert_string_equal(logged(*state, LOG_DEBUG, "x"), "debug test.line text=\"x\"\n");
    log_level_set(LOG_INFO);
}

static void a_long_line_is_cut_but_ends(void **state)
{
    char *text = arena_alloc(*state, 9000);
    memset(text, 'x', 8999);
    const char *line = logged(*state, LOG_ERROR, text);
    assert_true(strlen(line) <= 4096);
    assert_int_equal(line[strlen(line) - 1], '\n');
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_level_name_and_values),
        cmocka_unit_test(no_input_forges_a_line),
        cmocka_unit_test(lines_under_the_level_are_dropped),
        cmocka_unit_test(a_long_line_is_cut_but_ends),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
