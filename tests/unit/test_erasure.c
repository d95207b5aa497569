#include "lok/erasure.h"
#include "tests/given/lok.h"
#include <stdio.h>

static struct erasure_list read_back(void **state, const char *path, const char *uid)
{
    struct erasure_list list = { 0 };

    assert_int_equal(erasure_file_read(arena(state), given_fault(state), path, uid, &list), ERR_OK);
    return list;
}

static void the_file_gives_back_what_was_written(void **state)
{
    struct erasure at[] = { { 17, 40, 1000 }, { 18, 0, 2000 } };
    struct erasure_list list = { at, 2 };
    const char *path = given_path(state, "x.db");

    assert_int_equal(
        erasure_file_write(arena(state), given_fault(state), path, "uid-1", &list), ERR_OK);
    struct erasure_list got = read_back(state, path, "uid-1");
    assert_int_equal(got.count, 2);
    assert_int_equal(got.at[0].person_id, 17);
    assert_int_equal(got.at[0].created_event, 40);
    assert_int_equal(got.at[1].erased_at, 2000);
}

static void the_file_of_another_council_or_none_says_nothing(void **state)
{
    struct erasure at[] = { { 17, 40, 1000 } };
    struct erasure_list list = { at, 1 };
    const char *path = given_path(state, "x.db");

    assert_int_equal(read_back(state, path, "uid-1").count, 0);
    assert_int_equal(
        erasure_file_write(arena(state), given_fault(state), path, "uid-1", &list), ERR_OK);
    assert_int_equal(read_back(state, path, "uid-2").count, 0);
}

static void a_line_that_is_no_entry_is_passed_over(void **state)
{
    const char *path = given_path(state, "x.db");
    FILE *f = fopen(given_path(state, "x.db.erasures"), "w");

    assert_non_null(f);
    fputs("lokd-erasures 1 u\nniets\n7 8 9\n", f);
    (void)fclose(f);
    assert_int_equal(read_back(state, path, "u").count, 1);
}

static void an_entry_names_what_made_the_person_and_stands_once(void **state)
{
    struct erasure_list list = { 0 };
    bool erased = true;
    int64_t id = given_person(state, "Functie", ""), created = 0;

    assert_int_equal(erasure_is(tx_snap(given_tx(state)), id, &erased), ERR_OK);
    assert_false(erased);
    assert_int_equal(erasure_record(given_tx(state), id, 55), ERR_OK);
    assert_int_equal(erasure_record(given_tx(state), id, 56), ERR_CONFLICT);
    assert_int_equal(erasure_created_event(tx_snap(given_tx(state)), id, &created), ERR_OK);
    assert_true(created > 0);
    assert_int_equal(erasure_list(tx_snap(given_tx(state)), arena(state), &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].created_event, created);
    assert_int_equal(list.at[0].erased_at, 55);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_file_gives_back_what_was_written, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            the_file_of_another_council_or_none_says_nothing, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_line_that_is_no_entry_is_passed_over, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            an_entry_names_what_made_the_person_and_stands_once, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
