#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/arena.h"
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
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

/* Runs `act` in a child with stderr in a pipe; its wait status and what it wrote. */
static int in_child(void (*act)(void), char *wrote, size_t size)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        act();
        _exit(0);
    }
    close(ends[1]);
    size_t length = 0;
    for (ssize_t n; (n = read(ends[0], wrote + length, size - 1 - length)) > 0;)
        length += (size_t)n;
    wrote[length] = '\0';
    close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void break_a_precondition(void)
{
    PRE(1 + 1 == 3);
}

static void meet_the_impossible(void)
{
    IMPOSSIBLE("a month of 32 days");
}

static void overflow_an_array(void)
{
    struct arena *a = arena_new();
    arena_array(a, SIZE_MAX / 2, 3);
}

static void keep_all_promises(void)
{
    PRE(true);
    POST(true);
}

static void a_broken_precondition_is_logged_and_aborts(void **state)
{
    (void)state;
    char wrote[8192];
    int status = in_child(break_a_precondition, wrote, sizeof wrote);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_non_null(strstr(wrote, "error check.failed at="));
    assert_non_null(strstr(wrote, "PRE 1 + 1 == 3"));
}

static void the_impossible_is_logged_and_aborts(void **state)
{
    (void)state;
    char wrote[8192];
    int status = in_child(meet_the_impossible, wrote, sizeof wrote);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_non_null(strstr(wrote, "IMPOSSIBLE a month of 32 days"));
}

static void an_array_whose_size_overflows_aborts(void **state)
{
    (void)state;
    char wrote[8192];
    int status = in_child(overflow_an_array, wrote, sizeof wrote);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void kept_promises_say_nothing(void **state)
{
    (void)state;
    char wrote[8192];
    assert_int_equal(in_child(keep_all_promises, wrote, sizeof wrote), 0);
    assert_string_equal(wrote, "");
}

static void our_bugs_are_counted_and_survived(void **state)
{
    (void)state;
    unsigned long before = check_bug_count();
    OUR_BUG("made on purpose by a test");
    assert_int_equal(check_bug_count(), before + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broken_precondition_is_logged_and_aborts),
        cmocka_unit_test(the_impossible_is_logged_and_aborts),
        cmocka_unit_test(an_array_whose_size_overflows_aborts),
        cmocka_unit_test(kept_promises_say_nothing),
        cmocka_unit_test(our_bugs_are_counted_and_survived),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
