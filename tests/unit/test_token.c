#include "lok/base/clock.h"
#include "tests/given/lok.h"
#include <string.h>

static const char *made(void **state, struct token_input in)
{
    struct actor system = actor_system();
    const char *token = NULL;

    in.name = " Website ";
    assert_int_equal(token_create(given_tx(state), arena(state), &system, &in, &token), ERR_OK);
    return token;
}

static const char *given_token(void **state, enum role role, int64_t partner_id)
{
    return made(state, (struct token_input){ .role = role, .partner_id = partner_id });
}

static struct token_list tokens(void **state)
{
    struct token_list list = { 0 };

    assert_int_equal(token_list(tx_snap(given_tx(state)), arena(state), &list), ERR_OK);
    return list;
}

static enum err bearer(void **state, const char *token, struct actor *ret)
{
    return token_actor(tx_snap(given_tx(state)), arena(state), token, ret);
}

static void a_token_stands_for_its_role(void **state)
{
    given_council(state, "");
    const char *token = given_token(state, ROLE_SECRETARY, 0);
    struct actor who = { 0 };

    assert_true(str_starts(token, "lok_"));
    assert_true(strlen(token) >= 47);
    assert_int_equal(bearer(state, token, &who), ERR_OK);
    assert_int_equal(who.token_id, tokens(state).at[0].id);
    assert_int_equal(who.account_id, 0);
    assert_int_equal(who.roles, ROLE_BIT(ROLE_SECRETARY));
    assert_string_equal(who.name, "Website");
    assert_false(who.council_public);
}

static void a_partners_token_acts_for_its_partner(void **state)
{
    int64_t partner = given_partner(state, "Felies", NULL);
    struct actor who = { 0 };

    assert_int_equal(bearer(state, given_token(state, ROLE_PARTNER, partner), &who), ERR_OK);
    assert_int_equal(who.partner_id, partner);
    assert_int_equal(bearer(state, given_token(state, ROLE_MEMBER, partner), &who), ERR_OK);
    assert_int_equal(who.partner_id, 0);
}

static void an_unknown_token_stands_for_nobody(void **state)
{
    struct actor who = { 0 };

    given_token(state, ROLE_ADMIN, 0);
    assert_int_equal(bearer(state, "lok_onbekend", &who), ERR_UNAUTHORIZED);
    assert_int_equal(bearer(state, "", &who), ERR_UNAUTHORIZED);
    assert_int_equal(who.roles, 0);
}

static void a_persons_token_ends_with_the_persons_access(void **state)
{
    struct actor system = actor_system(), who = { 0 };
    int64_t account = given_account(state, "lid@example.be", ROLE_BIT(ROLE_MEMBER), 0);
    struct account a = { 0 };

    given_council(state, "");
    assert_int_equal(account_get(tx_snap(given_tx(state)), arena(state), account, &a), ERR_OK);
    const struct token_input in = { .role = ROLE_MEMBER, .person_id = a.person_id };
    const char *token = made(state, in), *other = given_token(state, ROLE_MEMBER, 0);
    assert_int_equal(bearer(state, token, &who), ERR_OK);
    assert_int_equal(who.person_id, a.person_id);
    assert_int_equal(who.account_id, 0);
    assert_int_equal(account_set_disabled(given_tx(state), &system, account, true), ERR_OK);
    assert_int_equal(bearer(state, token, &who), ERR_UNAUTHORIZED);
    assert_int_equal(account_set_disabled(given_tx(state), &system, account, false), ERR_OK);
    assert_int_equal(bearer(state, token, &who), ERR_OK);
    assert_int_equal(token_revoke_of(given_tx(state), &system, a.person_id), ERR_OK);
    assert_int_equal(bearer(state, token, &who), ERR_UNAUTHORIZED);
    assert_int_equal(bearer(state, other, &who), ERR_OK);
    assert_int_equal(who.person_id, 0);
}

static void check_refused(
    void **state, const char *name, enum role role, int64_t partner, const char *field)
{
    struct actor system = actor_system();
    const struct token_input in = { name, role, partner, 0 };
    const char *token = NULL;

    given_new_request(state);
    assert_int_equal(
        token_create(given_tx(state), arena(state), &system, &in, &token), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), field));
    assert_null(token);
}

static void wrong_input_is_refused(void **state)
{
    char *name = arena_alloc(arena(state), 102);

    memset(name, 'n', 101);
    check_refused(state, " ", ROLE_MEMBER, 0, "name");
    check_refused(state, name, ROLE_MEMBER, 0, "name");
    check_refused(state, "Website", ROLE_PARTNER + 1, 0, "role");
    check_refused(state, "Website", ROLE_PARTNER, 0, "partner_id");
    check_refused(state, "Website", ROLE_PARTNER, 99, "partner_id");
    assert_int_equal(tokens(state).count, 0);
}

static void a_revoked_token_stands_for_nobody(void **state)
{
    struct actor system = actor_system(), who = { 0 };
    const char *token = given_token(state, ROLE_SECRETARY, 0);
    int64_t id = tokens(state).at[0].id;

    assert_int_equal(token_revoke(given_tx(state), &system, id), ERR_OK);
    int64_t event = given_last_event(state, "token.revoked").id;
    assert_int_equal(bearer(state, token, &who), ERR_UNAUTHORIZED);
    assert_true(tokens(state).at[0].revoked_at > 0);
    assert_int_equal(token_revoke(given_tx(state), &system, id), ERR_OK);
    assert_int_equal(given_last_event(state, "token.revoked").id, event);
    assert_int_equal(token_revoke(given_tx(state), &system, id + 1), ERR_NOT_FOUND);
}

static void the_log_tells_the_role_but_not_the_token(void **state)
{
    given_token(state, ROLE_SECRETARY, 0);
    assert_string_equal(given_last_event(state, "token.created").data,
        "{\"name\":\"Website\",\"role\":\"secretary\"}");
}

static void use_is_noted_at_most_once_an_hour(void **state)
{
    const int64_t noon = 1700000000000, hour = 60 * 60 * 1000;

    given_token(state, ROLE_SECRETARY, 0);
    int64_t id = tokens(state).at[0].id;
    assert_int_equal(tokens(state).at[0].used_at, 0);
    assert_int_equal(token_used(given_tx(state), id, noon), ERR_OK);
    assert_int_equal(tokens(state).at[0].used_at, noon);
    assert_int_equal(token_used(given_tx(state), id, noon + hour - 1), ERR_OK);
    assert_int_equal(tokens(state).at[0].used_at, noon);
    assert_int_equal(token_used(given_tx(state), id, noon + hour), ERR_OK);
    assert_int_equal(tokens(state).at[0].used_at, noon + hour);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_token_stands_for_its_role, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_partners_token_acts_for_its_partner, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_persons_token_ends_with_the_persons_access, given_db, given_end),
        cmocka_unit_test_setup_teardown(an_unknown_token_stands_for_nobody, given_db, given_end),
        cmocka_unit_test_setup_teardown(wrong_input_is_refused, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_revoked_token_stands_for_nobody, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            the_log_tells_the_role_but_not_the_token, given_db, given_end),
        cmocka_unit_test_setup_teardown(use_is_noted_at_most_once_an_hour, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
