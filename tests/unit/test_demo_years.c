#include "agenda/demo.h"
#include "agenda/demo_years.h"
#include "lok/base/sql.h"
#include "tests/given/work.h"

static const struct sql COUNTS =
    SQL("SELECT (SELECT count(*) FROM meeting WHERE state = 'closed') AS meetings,"
        "       (SELECT count(*) FROM agenda_item) AS items,"
        "       (SELECT count(*) FROM decision) AS decisions,"
        "       (SELECT count(*) FROM minutes WHERE state = 'approved') AS approved,"
        "       (SELECT count(*) FROM delivery) AS told");

static void two_years_hold_six_meetings_with_all_that_belongs_to_them_and_tell_nobody(void **state)
{
    int64_t meetings, items, decisions, approved, told;

    assert_int_equal(demo_fill(given_tx(state), arena(state)), ERR_OK);
    assert_int_equal(demo_years(given_tx(state), arena(state), 2), ERR_OK);
    assert_int_equal(sql_one(tx_snap(given_tx(state)), &COUNTS, IN(),
                         OUT(out_i64("meetings", &meetings), out_i64("items", &items),
                             out_i64("decisions", &decisions), out_i64("approved", &approved),
                             out_i64("told", &told))),
        ERR_OK);
    assert_true(meetings >= 7);
    assert_true(items >= 64);
    assert_true(decisions >= 27);
    assert_true(approved >= 5);
    assert_int_equal(told, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            two_years_hold_six_meetings_with_all_that_belongs_to_them_and_tell_nobody, given_db,
            given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
