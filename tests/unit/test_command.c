/* Covers lok/base/command.c and agenda/attachment_inspect.c. */
#include "agenda/attachment.h"
#include "lok/base/clock.h"
#include "lok/base/command.h"
#include "tests/given/given.h"
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int file_of(const char *text)
{
    int fd = memfd_create("input", MFD_CLOEXEC);

    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    return fd;
}

static bool run(const char *script, int64_t patience, int *ret)
{
    const char *words[] = { "/bin/sh", "-c", script };
    const struct lines command = { words, 3 };
    int fd = file_of("inhoud");
    bool done = command_run(&command, fd, patience, ret);

    close(fd);
    return done;
}

static void it_reads_the_file_and_says_how_it_ended(void **state)
{
    int status = -1;

    (void)state;
    assert_true(run("test \"$(cat)\" = inhoud", 5000, &status));
    assert_int_equal(status, 0);
    assert_true(run("exit 7", 5000, &status));
    assert_int_equal(status, 7);
}

static void it_gets_no_other_file_of_ours(void **state)
{
    int status = -1, other = file_of("geheim");
    int kept = dup(other);

    (void)state;
    assert_true(run("ls /proc/self/fd | grep -qx '[4-9]' && exit 1; exit 0", 5000, &status));
    assert_int_equal(status, 0);
    close(kept);
    close(other);
}

static void one_that_takes_too_long_is_ended(void **state)
{
    int status = -1;
    int64_t from = clock_monotonic();

    (void)state;
    assert_false(run("exec sleep 20", 100, &status));
    assert_true(clock_monotonic() - from < 5000);
    assert_false(run("kill -9 $$", 5000, &status));
}

static void one_that_does_not_exist_does_not_start(void **state)
{
    const char *words[] = { "/nergens/scan" };
    const struct lines none = { words, 0 }, missing = { words, 1 };
    int status = -1, fd = file_of("x");

    (void)state;
    assert_false(command_run(&none, fd, 100, &status));
    assert_false(command_run(&missing, fd, 5000, &status) && status == 0);
    close(fd);
}

static enum err inspect(void **state, const char *text, const char *script)
{
    const char *words[] = { "/bin/sh", "-c", script };
    const struct lines command = { words, script == NULL ? 0 : 3 };
    struct attachment_bytes bytes = { .fd = file_of(text), .size = strlen(text), .sha256 = "x" };
    unsigned type = 99;

    fault_init(given_fault(state), arena(state));
    enum err e = attachment_inspect(given_fault(state), &bytes, &command, &type);
    close(bytes.fd);
    return e;
}

static void what_came_must_be_known_and_clean(void **state)
{
    static const char PDF[] = "%PDF-1.4\n%%EOF";

    assert_int_equal(inspect(state, PDF, NULL), ERR_OK);
    assert_int_equal(inspect(state, PDF, "exit 0"), ERR_OK);
    assert_int_equal(inspect(state, PDF, "exit 1"), ERR_INVALID);
    assert_string_equal(given_fault(state)->issues[0].code, "infected");
    assert_int_equal(inspect(state, PDF, "exit 2"), ERR_BUSY);
    assert_int_equal(inspect(state, "tekst", "exit 0"), ERR_INVALID);
    assert_int_equal(inspect(state, "", "exit 0"), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_reads_the_file_and_says_how_it_ended),
        cmocka_unit_test(it_gets_no_other_file_of_ours),
        cmocka_unit_test(one_that_takes_too_long_is_ended),
        cmocka_unit_test(one_that_does_not_exist_does_not_start),
        cmocka_unit_test_setup_teardown(what_came_must_be_known_and_clean, given_arena, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
