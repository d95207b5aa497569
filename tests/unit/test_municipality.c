#include "lok/municipality.h"
#include "tests/given/given.h"
#include <stdio.h>
#include <string.h>

static struct municipality_list all(void **state)
{
    struct municipality_list list = { 0 };

    assert_int_equal(municipality_all(tx_snap(given_tx(state)), arena(state), &list), ERR_OK);
    return list;
}

static size_t count_on(void **state, const char *on)
{
    struct municipality_list list = all(state);
    size_t count = 0;

    for (size_t i = 0; i < list.count; i++)
        count += municipality_is_there(&list.at[i], on);
    return count;
}

static void there_were_300_municipalities_and_there_are_285(void **state)
{
    assert_int_equal(count_on(state, "2024-12-31"), 300);
    assert_int_equal(count_on(state, "2025-01-01"), 285);
}

static const char *nis(void **state, const char *text, const char *on)
{
    struct municipality_list list = all(state);
    const struct municipality *m = municipality_find(&list, text, on);

    return m == NULL ? "" : m->nis;
}

static void a_municipality_is_found_by_name_and_by_code(void **state)
{
    assert_string_equal(nis(state, " melle ", "2024-04-15"), "44040");
    assert_string_equal(nis(state, "44040", "2024-04-15"), "44040");
    assert_string_equal(nis(state, "Atlantis", "2024-04-15"), "");
    assert_string_equal(nis(state, "", "2024-04-15"), "");
}

static void a_name_that_was_kept_means_the_one_of_that_day(void **state)
{
    assert_string_equal(nis(state, "Lochristi", "2024-04-15"), "44034");
    assert_string_equal(nis(state, "Lochristi", "2025-01-01"), "44087");
    assert_string_equal(nis(state, "Antwerpen", "2024-04-15"), "11002");
    assert_string_equal(nis(state, "Antwerpen", "2026-04-15"), "11002");
    assert_string_equal(nis(state, "Merelbeke", "2026-04-15"), "44043"); /* that of before */
}

static void whoever_was_merged_names_a_successor_that_is_there(void **state)
{
    struct municipality_list list = all(state);

    for (size_t i = 0; i < list.count; i++) {
        const struct municipality *m = &list.at[i];
        assert_int_equal(str_empty(m->until_date), str_empty(m->successor));
        if (!str_empty(m->successor))
            assert_true(municipality_is_there(
                municipality_find(&list, m->successor, "2025-01-01"), "2025-01-01"));
    }
}

/* "44040 44043" and what they cover. */
static enum coverage covers(
    void **state, const char *codes, const char *asked, const char *on, struct lines *ret_parts)
{
    struct municipality_list list = all(state);
    struct lines lines =
        str_empty(codes) ? (struct lines){ 0 } : str_split(arena(state), codes, ' ');
    const struct municipality *m = municipality_find(&list, asked, on);

    assert_non_null(m);
    return municipality_covers(&list, &lines, m, arena(state), ret_parts);
}

/* The area of the CIK of Ghent as its source names it. */
static const char CIK[] = "44021 44043 44040 44012 44064 44020 44052 44073 44013 44034";

static void what_came_of_two_that_are_covered_is_covered(void **state)
{
    assert_int_equal(covers(state, CIK, "Melle", "2024-04-15", NULL), COVERAGE_WHOLE);
    assert_int_equal(covers(state, CIK, "Melle", "2026-04-15", NULL), COVERAGE_WHOLE);
    assert_int_equal(covers(state, CIK, "Merelbeke-Melle", "2026-04-15", NULL), COVERAGE_WHOLE);
    assert_int_equal(covers(state, CIK, "Lochristi", "2026-04-15", NULL), COVERAGE_WHOLE);
}

static void what_came_of_two_of_which_one_is_covered_is_covered_partly(void **state)
{
    struct lines parts = { 0 };

    assert_int_equal(
        covers(state, CIK, "Nazareth-De Pinte", "2026-04-15", &parts), COVERAGE_PARTLY);
    assert_int_equal(parts.count, 1);
    assert_string_equal(parts.at[0], "De Pinte");
    assert_int_equal(covers(state, "44034", "Lochristi", "2026-04-15", NULL), COVERAGE_PARTLY);
}

static void what_lies_elsewhere_is_not_covered(void **state)
{
    assert_int_equal(covers(state, CIK, "Nazareth", "2026-04-15", NULL), COVERAGE_NONE);
    assert_int_equal(covers(state, CIK, "Antwerpen", "2026-04-15", NULL), COVERAGE_NONE);
    assert_int_equal(covers(state, "", "Gent", "2026-04-15", NULL), COVERAGE_NONE);
}

static void the_successor_covers_what_went_into_it(void **state)
{
    assert_int_equal(covers(state, "44088", "Melle", "2024-04-15", NULL), COVERAGE_WHOLE);
    assert_int_equal(covers(state, "11002", "Borsbeek", "2026-04-15", NULL), COVERAGE_WHOLE);
}

static void a_municipality_that_kept_its_code_is_more_than_what_joined_it(void **state)
{
    assert_int_equal(covers(state, "11007", "Antwerpen", "2026-04-15", NULL), COVERAGE_PARTLY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            there_were_300_municipalities_and_there_are_285, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_municipality_is_found_by_name_and_by_code, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_name_that_was_kept_means_the_one_of_that_day, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            whoever_was_merged_names_a_successor_that_is_there, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            what_came_of_two_that_are_covered_is_covered, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            what_came_of_two_of_which_one_is_covered_is_covered_partly, given_db, given_end),
        cmocka_unit_test_setup_teardown(what_lies_elsewhere_is_not_covered, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            the_successor_covers_what_went_into_it, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_municipality_that_kept_its_code_is_more_than_what_joined_it, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
