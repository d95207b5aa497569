#include "tests/given/lok.h"
#include <string.h>

enum {
    ADMIN = ROLE_BIT(ROLE_ADMIN),
    SECRETARY = ROLE_BIT(ROLE_SECRETARY),
    PARTNER = ROLE_BIT(ROLE_PARTNER)
};

static struct account account(void **state, int64_t id)
{
    struct account x = { 0 };

    assert_int_equal(account_get(tx_snap(given_tx(state)), arena(state), id, &x), ERR_OK);
    return x;
}

static void an_account_brings_its_person(void **state)
{
    int64_t id = given_account(state, "Secretaris@Example.be", SECRETARY | ADMIN, 0);
    struct account x = account(state, id);

    assert_string_equal(x.email, "secretaris@example.be");
    assert_int_equal(x.roles, SECRETARY | ADMIN);
    assert_int_equal(x.partner_id, 0);
    assert_false(x.has_password);
    assert_false(x.has_totp);
    assert_false(x.disabled);
    assert_string_equal(x.person_name, "Iemand van het overleg");
    assert_string_equal(x.person_function, "medewerker");
}

static void the_log_tells_roles_but_no_name_or_address(void **state)
{
    int64_t id = given_account(state, "secretaris@example.be", SECRETARY, 0);
    struct event e = given_last_event(state, "account.created");

    assert_int_equal(e.subject_id, id);
    assert_string_equal(e.data, "{\"roles\":[\"secretary\"],\"personId\":\"1\"}");
}

static void a_person_with_that_address_gets_the_account(void **state)
{
    int64_t person = given_person(state, "Secretaris", "secretaris@example.be");
    int64_t id = given_account(state, "SECRETARIS@example.be", SECRETARY, 0);

    assert_int_equal(account(state, id).person_id, person);
    assert_string_equal(account(state, id).person_name, "Secretaris");
}

static void check_refused(void **state, const struct account_input *in, const char *field)
{
    struct actor system = actor_system();
    int64_t id = -1;

    given_new_request(state);
    assert_int_equal(account_create(given_tx(state), &system, in, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), field));
    assert_int_equal(id, -1);
}

static void an_address_has_one_account(void **state)
{
    struct account_input in = {
        .name = "Ander", .email = "Secretaris@example.be", .roles = SECRETARY
    };

    given_account(state, "secretaris@example.be", SECRETARY, 0);
    check_refused(state, &in, "email");
}

static void every_wrong_input_gets_its_own_issue(void **state)
{
    struct account_input in = { 0 };

    check_refused(state, &in, "name");
    check_refused(state, &in, "email");
    check_refused(state, &in, "roles");
    in = (struct account_input){ .name = "Lid", .email = "lid@example.be", .roles = 32 };
    check_refused(state, &in, "roles");
}

static void a_partners_account_names_a_known_partner(void **state)
{
    struct account_input in = {
        .name = "Partner", .email = "partner@example.be", .roles = PARTNER
    };

    check_refused(state, &in, "partner_id");
    in.partner_id = 99;
    check_refused(state, &in, "partner_id");
}

static void only_a_partners_account_has_a_partner(void **state)
{
    int64_t partner = given_partner(state, "Felies", NULL);
    int64_t member = given_account(state, "lid@example.be", ROLE_BIT(ROLE_MEMBER), partner);
    int64_t own = given_account(state, "partner@example.be", PARTNER, partner);

    assert_int_equal(account(state, member).partner_id, 0);
    assert_int_equal(account(state, own).partner_id, partner);
}

static void an_account_is_found_by_its_address_in_any_case(void **state)
{
    int64_t id = given_account(state, "secretaris@example.be", SECRETARY, 0);
    struct account x = { 0 };
    struct snap *s = tx_snap(given_tx(state));

    assert_int_equal(account_by_email(s, arena(state), " SECRETARIS@EXAMPLE.BE", &x), ERR_OK);
    assert_int_equal(x.id, id);
    assert_int_equal(account_by_email(s, arena(state), "lid@example.be", &x), ERR_NOT_FOUND);
}

static void accounts_are_listed(void **state)
{
    struct account_list list = { 0 };

    given_account(state, "secretaris@example.be", SECRETARY, 0);
    given_account(state, "lid@example.be", ROLE_BIT(ROLE_MEMBER), 0);
    assert_int_equal(account_list(tx_snap(given_tx(state)), arena(state), &list), ERR_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.at[0].roles | list.at[1].roles, SECRETARY | ROLE_BIT(ROLE_MEMBER));
}

static void a_change_of_roles_tells_what_was_and_what_is(void **state)
{
    struct actor system = actor_system();
    int64_t partner = given_partner(state, "Felies", NULL);
    int64_t id = given_account(state, "lid@example.be", ROLE_BIT(ROLE_MEMBER), 0);

    assert_int_equal(account_set_roles(given_tx(state), &system, id, PARTNER, partner), ERR_OK);
    assert_int_equal(account(state, id).roles, PARTNER);
    assert_int_equal(account(state, id).partner_id, partner);
    assert_string_equal(given_last_event(state, "account.roles_changed").data,
        "{\"roles\":{\"from\":[\"member\"],\"to\":[\"partner\"]},"
        "\"partnerId\":{\"from\":null,\"to\":\"1\"}}");
}

static void wrong_roles_are_refused(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_account(state, "lid@example.be", ROLE_BIT(ROLE_MEMBER), 0);

    assert_int_equal(account_set_roles(given_tx(state), &system, id, 0, 0), ERR_INVALID);
    given_new_request(state);
    assert_int_equal(account_set_roles(given_tx(state), &system, id, 32, 0), ERR_INVALID);
    given_new_request(state);
    assert_int_equal(account_set_roles(given_tx(state), &system, id, PARTNER, 0), ERR_INVALID);
    assert_int_equal(account(state, id).roles, ROLE_BIT(ROLE_MEMBER));
}

static void the_last_working_admin_stays(void **state)
{
    struct actor system = actor_system();
    struct tx *tx = given_tx(state);
    int64_t id = given_account(state, "beheer@example.be", ADMIN, 0);

    assert_int_equal(account_set_disabled(tx, &system, id, true), ERR_CONFLICT);
    assert_false(str_empty(given_fault(state)->detail));
    assert_int_equal(account_set_roles(tx, &system, id, SECRETARY, 0), ERR_CONFLICT);
    assert_int_equal(account_set_roles(tx, &system, id, SECRETARY | ADMIN, 0), ERR_OK);

    int64_t second = given_account(state, "tweede@example.be", ADMIN, 0);
    assert_int_equal(account_set_disabled(tx, &system, second, true), ERR_OK);
    assert_int_equal(account_set_disabled(tx, &system, id, true), ERR_CONFLICT);
    assert_int_equal(account_set_disabled(tx, &system, second, false), ERR_OK);
    assert_int_equal(account_set_disabled(tx, &system, id, true), ERR_OK);
    assert_true(account(state, id).disabled);
}

static void switching_off_twice_is_recorded_once(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_account(state, "lid@example.be", ROLE_BIT(ROLE_MEMBER), 0);

    assert_int_equal(account_set_disabled(given_tx(state), &system, id, true), ERR_OK);
    int64_t event = given_last_event(state, "account.disabled").id;
    assert_int_equal(account_set_disabled(given_tx(state), &system, id, true), ERR_OK);
    assert_int_equal(given_last_event(state, "account.disabled").id, event);
}

static void an_actor_is_who_the_account_is(void **state)
{
    struct actor who = { 0 };

    given_council(state, "");
    int64_t partner = given_partner(state, "Felies", NULL);
    int64_t id = given_account(state, "partner@example.be", PARTNER, partner);
    assert_int_equal(account_actor(tx_snap(given_tx(state)), arena(state), id, &who), ERR_OK);
    assert_int_equal(who.account_id, id);
    assert_int_equal(who.token_id, 0);
    assert_int_equal(who.person_id, account(state, id).person_id);
    assert_int_equal(who.partner_id, partner);
    assert_int_equal(who.roles, PARTNER);
    assert_false(who.council_public);
    assert_string_equal(who.name, "medewerker");
}

static void a_disabled_or_unknown_account_is_no_actor(void **state)
{
    struct actor system = actor_system(), who = { 0 };
    int64_t id = given_account(state, "lid@example.be", ROLE_BIT(ROLE_MEMBER), 0);
    struct snap *s = tx_snap(given_tx(state));

    assert_int_equal(account_set_disabled(given_tx(state), &system, id, true), ERR_OK);
    assert_int_equal(account_actor(s, arena(state), id, &who), ERR_UNAUTHORIZED);
    assert_int_equal(account_actor(s, arena(state), id + 1, &who), ERR_UNAUTHORIZED);
    assert_int_equal(who.roles, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_account_brings_its_person, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            the_log_tells_roles_but_no_name_or_address, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_person_with_that_address_gets_the_account, given_db, given_end),
        cmocka_unit_test_setup_teardown(an_address_has_one_account, given_db, given_end),
        cmocka_unit_test_setup_teardown(every_wrong_input_gets_its_own_issue, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_partners_account_names_a_known_partner, given_db, given_end),
        cmocka_unit_test_setup_teardown(only_a_partners_account_has_a_partner, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            an_account_is_found_by_its_address_in_any_case, given_db, given_end),
        cmocka_unit_test_setup_teardown(accounts_are_listed, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_change_of_roles_tells_what_was_and_what_is, given_db, given_end),
        cmocka_unit_test_setup_teardown(wrong_roles_are_refused, given_db, given_end),
        cmocka_unit_test_setup_teardown(the_last_working_admin_stays, given_db, given_end),
        cmocka_unit_test_setup_teardown(switching_off_twice_is_recorded_once, given_db, given_end),
        cmocka_unit_test_setup_teardown(an_actor_is_who_the_account_is, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_disabled_or_unknown_account_is_no_actor, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
