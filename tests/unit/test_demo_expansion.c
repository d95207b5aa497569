#include "agenda/demo.h"
#include "agenda/demo_parts.h"
#include "agenda/expansion.h"
#include "tests/given/given.h"
#include <string.h>

static struct expansion_application_list demo_round(void **state, struct expansion *ret)
{
    struct demo d = { .tx = given_tx(state), .arena = arena(state), .who = actor_system() };
    struct snap *s = tx_snap(d.tx);
    struct expansion_list rounds = { 0 };
    struct expansion_criteria c = { 0 };
    struct expansion_application_list list = { 0 };

    assert_int_equal(demo_fill(d.tx, d.arena), ERR_OK);
    assert_int_equal(expansion_list(s, d.arena, &d.who, 0, 0, 10, &rounds), ERR_OK);
    if (rounds.count == 0) {
        assert_int_equal(demo_expansion(&d), ERR_OK);
        assert_int_equal(expansion_list(s, d.arena, &d.who, 0, 0, 10, &rounds), ERR_OK);
    }
    assert_int_equal(rounds.count, 1);
    *ret = rounds.at[0];
    assert_int_equal(expansion_criteria(s, d.arena, &d.who, ret->id, 0, &c), ERR_OK);
    assert_int_equal(expansion_applications(s, d.arena, &d.who, ret, &c, &list), ERR_OK);
    return list;
}

static void the_demo_ranks_three_made_up_organisers(void **state)
{
    struct expansion e = { 0 };
    struct expansion_application_list list = demo_round(state, &e);

    assert_int_equal(list.count, 3);
    for (size_t i = 0; i < list.count; i++) {
        assert_int_equal(list.at[i].rank, i + 1);
        assert_non_null(strstr(list.at[i].name, "(voorbeeld)"));
    }
}

static void the_demo_shows_one_interest(void **state)
{
    struct expansion e = { 0 };
    struct expansion_application_list list = demo_round(state, &e);
    size_t conflicts = 0;

    for (size_t i = 0; i < list.count; i++)
        conflicts += list.at[i].conflict_count;
    assert_int_equal(conflicts, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_demo_ranks_three_made_up_organisers, given_db, given_end),
        cmocka_unit_test_setup_teardown(the_demo_shows_one_interest, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
