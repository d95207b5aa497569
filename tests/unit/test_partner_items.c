#include "agenda/partner_items.h"
#include "agenda/demo.h"
#include "lok/partner.h"
#include "tests/given/given.h"
#include <string.h>

static struct partner_item_list items(void **state, const char *name, struct visibility v)
{
    struct snap *s = tx_snap(given_tx(state));
    struct partner_item_list list = { 0 };
    struct partner p = { 0 };

    assert_int_equal(partner_find(s, arena(state), name, &p), ERR_OK);
    assert_int_equal(partner_items(s, arena(state), v, p.id, 20, &list), ERR_OK);
    return list;
}

static void what_a_partner_presented_is_found_as_far_as_the_reader_sees(void **state)
{
    struct visibility all = { .sees = ACCESS_SECRETARIAT }, none = { .sees = -1 };

    assert_int_equal(demo_fill(given_tx(state), arena(state)), ERR_OK);
    struct partner_item_list list = items(state, "Crèchendo", all);
    assert_true(list.count > 0);
    assert_true(list.at[0].id > 0);
    assert_string_not_equal(list.at[0].title, "");
    assert_int_equal(items(state, "Crèchendo", none).count, 0);
    assert_int_equal(items(state, "Ouders in de kinderopvang", all).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            what_a_partner_presented_is_found_as_far_as_the_reader_sees, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
