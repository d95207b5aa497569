/* What waits for one member or partner, in the practice council on 15 April 2024. */
#include "agenda/demo.h"
#include "agenda/todo.h"
#include "lok/member.h"
#include "tests/given/work.h"

static int given_demo(void **state)
{
    if (given_db(state) != 0)
        return -1;
    assert_int_equal(demo_fill(given_tx(state), arena(state)), ERR_OK);
    return 0;
}

static struct todo_list own(void **state, const struct actor *who)
{
    struct snap *s = tx_snap(given_tx(state));
    struct council c = { 0 };
    struct todo_list list = { 0 };

    assert_int_equal(council_get(s, arena(state), &c), ERR_OK);
    assert_int_equal(todo_own(s, arena(state), &c, who, &list), ERR_OK);
    return list;
}

static size_t count_of(const struct todo_list *list, enum todo_kind kind)
{
    size_t found = 0;

    for (size_t i = 0; i < list->count; i++) {
        assert_false(str_empty(list->at[i].what));
        assert_false(str_empty(list->at[i].why));
        assert_false(str_empty(list->at[i].button));
        found += list->at[i].kind == kind;
    }
    return found;
}

static struct actor of_partner(void **state, const char *name)
{
    struct partner p;

    assert_int_equal(partner_find(tx_snap(given_tx(state)), arena(state), name, &p), ERR_OK);
    return (struct actor){ .partner_id = p.id, .roles = ROLE_BIT(ROLE_PARTNER) };
}

static void a_partner_is_told_of_its_own_actions_only(void **state)
{
    struct actor late = of_partner(state, "CVO");
    struct actor busy = of_partner(state, "Crèchendo");
    struct actor none = of_partner(state, "Mentes");
    struct todo_list list = own(state, &late);

    assert_int_equal(count_of(&list, TODO_OWN_ACTION), 1);
    assert_true(list.at[0].late);
    assert_true(list.at[0].action_id != 0);
    list = own(state, &busy);
    assert_int_equal(count_of(&list, TODO_OWN_ACTION), 1);
    assert_false(list.at[0].late);
    list = own(state, &none);
    assert_int_equal(count_of(&list, TODO_OWN_ACTION), 0);
}

static void a_member_is_asked_to_read_the_minutes(void **state)
{
    struct member_list seats = { 0 };
    struct actor member = { .roles = ROLE_BIT(ROLE_MEMBER) };

    assert_int_equal(
        member_list(tx_snap(given_tx(state)), arena(state), "2024-04-15", 0, 1, &seats), ERR_OK);
    assert_int_equal(seats.count, 1);
    member.person_id = seats.at[0].person_id;
    struct todo_list list = own(state, &member);
    assert_int_equal(count_of(&list, TODO_OWN_MINUTES), 1);
}

static void nothing_waits_for_who_is_not_signed_in(void **state)
{
    struct actor nobody = work_public();

    assert_int_equal(own(state, &nobody).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_partner_is_told_of_its_own_actions_only, given_demo, given_end),
        cmocka_unit_test_setup_teardown(
            a_member_is_asked_to_read_the_minutes, given_demo, given_end),
        cmocka_unit_test_setup_teardown(
            nothing_waits_for_who_is_not_signed_in, given_demo, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
