#include "agenda/coalition.h"
#include "agenda/demo.h"
#include "agenda/dossier.h"
#include "agenda/partner_items.h"
#include "lok/partner.h"
#include "tests/given/lok.h"
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

static size_t coalitions(void **state, const struct actor *who, int64_t partner_id)
{
    struct partner_coalition_list list = { 0 };

    assert_int_equal(
        partner_coalitions(tx_snap(given_tx(state)), arena(state), who, partner_id, &list), ERR_OK);
    return list.count;
}

static void who_was_only_asked_is_known_to_the_secretariat_and_to_itself(void **state)
{
    struct actor secretary = actor_system();
    struct actor public = { .council_public = true };
    struct dossier dossier = { .title = "Oproep" };
    int64_t id, partner = given_partner(state, "Locatie", NULL);

    given_council(state, "2024-04-15");
    assert_int_equal(dossier_create(given_tx(state), &secretary, &dossier, &id), ERR_OK);
    struct coalition_member in = { .partner_id = partner, .state = COALITION_ASKED };
    assert_int_equal(coalition_member_add(given_tx(state), &secretary, id, 0, &in), ERR_OK);
    struct actor own = { .roles = ROLE_BIT(ROLE_PARTNER), .partner_id = partner };
    assert_int_equal(coalitions(state, &secretary, partner), 1);
    assert_int_equal(coalitions(state, &own, partner), 1);
    assert_int_equal(coalitions(state, &public, partner), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            what_a_partner_presented_is_found_as_far_as_the_reader_sees, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            who_was_only_asked_is_known_to_the_secretariat_and_to_itself, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
