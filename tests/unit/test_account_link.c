#include "lok/base/clock.h"
#include "lok/base/sql.h"
#include "tests/given/lok.h"
#include <string.h>

static int64_t given_user(void **state)
{
    return given_account(state, "lid@example.be", ROLE_BIT(ROLE_MEMBER), 0);
}

static const char *given_link(void **state, int64_t id)
{
    struct actor system = actor_system();
    const char *token = NULL;

    assert_int_equal(
        account_link_create(given_tx(state), arena(state), &system, id, &token), ERR_OK);
    return token;
}

static enum err peek(void **state, const char *token)
{
    struct account x = { 0 };

    return account_link_peek(tx_snap(given_tx(state)), arena(state), token, &x);
}

static void a_link_signs_its_account_in_once(void **state)
{
    int64_t id = given_user(state);
    const char *token = given_link(state, id);
    int64_t used = 0;

    assert_true(strlen(token) >= 43);
    assert_int_equal(account_link_use(given_tx(state), token, &used), ERR_OK);
    assert_int_equal(used, id);
    assert_int_equal(given_last_event(state, "account.link_used").account_id, id);
    assert_int_equal(account_link_use(given_tx(state), token, &used), ERR_GONE);
    assert_int_equal(peek(state, token), ERR_GONE);
}

static void looking_at_a_link_does_not_use_it(void **state)
{
    int64_t id = given_user(state);
    const char *token = given_link(state, id);
    struct account x = { 0 };
    int64_t used;

    assert_int_equal(account_link_peek(tx_snap(given_tx(state)), arena(state), token, &x), ERR_OK);
    assert_int_equal(x.id, id);
    assert_int_equal(peek(state, token), ERR_OK);
    assert_int_equal(account_link_use(given_tx(state), token, &used), ERR_OK);
}

static void an_unknown_link_is_gone(void **state)
{
    int64_t used = -1;

    assert_int_equal(peek(state, "onbekend"), ERR_GONE);
    assert_int_equal(account_link_use(given_tx(state), "", &used), ERR_GONE);
    assert_int_equal(used, -1);
}

static void a_link_expires_after_a_day(void **state)
{
    static const struct sql DAY_LATER =
        SQL("UPDATE login_link SET expires_at = expires_at - :passed");
    const char *token = given_link(state, given_user(state));
    const int64_t hour = 60 * 60 * 1000;
    int64_t used;

    assert_int_equal(
        sql_run(given_tx(state), &DAY_LATER, IN(in_i64("passed", 23 * hour)), NULL), ERR_OK);
    assert_int_equal(peek(state, token), ERR_OK);
    assert_int_equal(
        sql_run(given_tx(state), &DAY_LATER, IN(in_i64("passed", hour)), NULL), ERR_OK);
    assert_int_equal(peek(state, token), ERR_GONE);
    assert_int_equal(account_link_use(given_tx(state), token, &used), ERR_GONE);
}

static void a_link_is_stored_hashed_and_not_logged(void **state)
{
    static const struct sql STORED =
        SQL("SELECT COUNT(*) AS n FROM login_link WHERE token_hash = :token");
    const char *token = given_link(state, given_user(state));
    int64_t n = -1;

    assert_int_equal(sql_one(tx_snap(given_tx(state)), &STORED, IN(in_text("token", token)),
                         OUT(out_i64("n", &n))),
        ERR_OK);
    assert_int_equal(n, 0);
    assert_string_equal(given_last_event(state, "account.link_created").data, "{}");
}

static void switching_an_account_off_ends_its_links(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_user(state);
    const char *token = given_link(state, id);
    const char *none = NULL;

    assert_int_equal(account_set_disabled(given_tx(state), &system, id, true), ERR_OK);
    assert_int_equal(peek(state, token), ERR_GONE);
    assert_int_equal(
        account_link_create(given_tx(state), arena(state), &system, id, &none), ERR_CONFLICT);
    assert_int_equal(account_set_disabled(given_tx(state), &system, id, false), ERR_OK);
    assert_int_equal(peek(state, token), ERR_GONE);
}

static void a_second_link_leaves_the_first(void **state)
{
    int64_t id = given_user(state);
    const char *first = given_link(state, id);
    const char *second = given_link(state, id);

    assert_string_not_equal(first, second);
    assert_int_equal(peek(state, first), ERR_OK);
    assert_int_equal(peek(state, second), ERR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_link_signs_its_account_in_once, given_db, given_end),
        cmocka_unit_test_setup_teardown(looking_at_a_link_does_not_use_it, given_db, given_end),
        cmocka_unit_test_setup_teardown(an_unknown_link_is_gone, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_link_expires_after_a_day, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_link_is_stored_hashed_and_not_logged, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            switching_an_account_off_ends_its_links, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_second_link_leaves_the_first, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
