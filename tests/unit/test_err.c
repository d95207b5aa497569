#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/err.h"
#include "lok/base/str.h"
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

static void every_error_has_a_status_a_slug_and_a_title(void **state)
{
    (void)state;
    for (unsigned e = 0; e < ERR_COUNT; e++) {
        assert_true(err_status(e) >= 200 && err_status(e) < 600);
        assert_true(strlen(err_slug(e)) > 0);
        assert_true(strlen(err_title(e)) > 0);
        assert_true(e == ERR_OK || err_status(e) >= 400);
    }
}

static void slugs_are_unique_and_fit_an_address(void **state)
{
    (void)state;
    for (unsigned e = 0; e < ERR_COUNT; e++) {
        assert_int_equal(strspn(err_slug(e), "abcdefghijklmnopqrstuvwxyz-"), strlen(err_slug(e)));
        for (unsigned other = 0; other < e; other++)
            assert_string_not_equal(err_slug(e), err_slug(other));
    }
}

static void ok_is_zero_and_known_errors_keep_their_status(void **state)
{
    (void)state;
    assert_int_equal(ERR_OK, 0);
    assert_int_equal(err_status(ERR_NOT_FOUND), 404);
    assert_int_equal(err_status(ERR_INVALID), 400);
    assert_int_equal(err_status(ERR_STALE), 412);
    assert_int_equal(err_status(ERR_DISK_FULL), 507);
}

static enum err tries(enum err first, int *reached)
{
    TRY(first);
    *reached += 1;
    return ERR_OK;
}

static void try_returns_what_failed_and_goes_on_otherwise(void **state)
{
    (void)state;
    int reached = 0;
    assert_int_equal(tries(ERR_GONE, &reached), ERR_GONE);
    assert_int_equal(reached, 0);
    assert_int_equal(tries(ERR_OK, &reached), ERR_OK);
    assert_int_equal(reached, 1);
}

static void a_fault_carries_a_sentence(void **state)
{
    struct fault f;
    fault_init(&f, *state);
    assert_string_equal(f.detail, "");
    assert_int_equal(
        fault_set(&f, ERR_CONFLICT, "Punt %d is al %s.", 3, "behandeld"), ERR_CONFLICT);
    assert_string_equal(f.detail, "Punt 3 is al behandeld.");
}

static void issues_are_kept_all_at_once(void **state)
{
    struct fault f;
    fault_init(&f, *state);
    assert_int_equal(fault_check(&f), ERR_OK);
    assert_int_equal(fault_issue(&f, "title", "required", "Vul \"%s\" in.", "Titel"), ERR_INVALID);
    fault_issue(&f, "minutes", "range", "Te lang.");
    fault_issue(&f, "title", "taken", "Bestaat al.");
    assert_int_equal(fault_check(&f), ERR_INVALID);
    assert_int_equal(f.issue_count, 3);
    assert_string_equal(f.issues[1].field, "minutes");
    assert_string_equal(f.issues[1].code, "range");
    assert_string_equal(fault_message(&f, "title"), "Vul \"Titel\" in.");
    assert_null(fault_message(&f, "place"));
}

static void no_more_than_a_hundred_issues_are_kept(void **state)
{
    struct fault f;
    fault_init(&f, *state);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(fault_issue(&f, "x", "unknown", "%d", i), ERR_INVALID);
    assert_int_equal(f.issue_count, FAULT_MAX_ISSUES);
    assert_string_equal(f.issues[FAULT_MAX_ISSUES - 1].message, "99");
}

static void the_strings_of_an_issue_are_copies(void **state)
{
    struct fault f;
    fault_init(&f, *state);
    char field[] = "title";
    fault_issue(&f, field, "required", "x");
    field[0] = 'T';
    assert_true(str_equal(f.issues[0].field, "title"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_error_has_a_status_a_slug_and_a_title),
        cmocka_unit_test(slugs_are_unique_and_fit_an_address),
        cmocka_unit_test(ok_is_zero_and_known_errors_keep_their_status),
        cmocka_unit_test(try_returns_what_failed_and_goes_on_otherwise),
        cmocka_unit_test(a_fault_carries_a_sentence),
        cmocka_unit_test(issues_are_kept_all_at_once),
        cmocka_unit_test(no_more_than_a_hundred_issues_are_kept),
        cmocka_unit_test(the_strings_of_an_issue_are_copies),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
