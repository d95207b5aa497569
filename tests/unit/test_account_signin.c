#include "lok/base/clock.h"
#include "tests/given/lok.h"
#include <ctype.h>
#include <string.h>

enum { MINUTE = 60 * 1000 };

/* Not a real hash: nothing here verifies it. */
static const char HASH[] = "$argon2id$example";

static int64_t given_signer(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_account(state, "secretaris@example.be", ROLE_BIT(ROLE_SECRETARY), 0);

    assert_int_equal(account_set_password(given_tx(state), &system, id, HASH), ERR_OK);
    return id;
}

static struct credentials credentials(void **state)
{
    struct credentials c = { 0 };

    assert_int_equal(
        account_credentials(tx_snap(given_tx(state)), arena(state), "Secretaris@example.be", &c),
        ERR_OK);
    return c;
}

static void a_password_has_twelve_characters_or_more(void **state)
{
    struct fault *f = given_fault(state);

    assert_int_equal(account_password_check(f, "elf tekens!"), ERR_INVALID);
    assert_non_null(fault_message(f, "password"));
    assert_int_equal(account_password_check(f, "twaalf teken"), ERR_OK);
    assert_int_equal(account_password_check(f, "éééééééééééé"), ERR_OK);
    assert_int_equal(account_password_check(f, "ééééééééééé"), ERR_INVALID);
}

static void a_password_has_at_most_two_hundred_characters(void **state)
{
    char *password = arena_alloc(arena(state), 202);

    memset(password, 'a', 200);
    assert_int_equal(account_password_check(given_fault(state), password), ERR_OK);
    password[200] = 'a';
    assert_int_equal(account_password_check(given_fault(state), password), ERR_INVALID);
}

static void credentials_are_there_once_a_password_is_set(void **state)
{
    struct actor system = actor_system();
    struct credentials c = { 0 };
    struct snap *s = tx_snap(given_tx(state));
    int64_t id = given_account(state, "lid@example.be", ROLE_BIT(ROLE_MEMBER), 0);

    assert_int_equal(account_credentials(s, arena(state), "lid@example.be", &c), ERR_NOT_FOUND);
    assert_int_equal(account_set_password(given_tx(state), &system, id, HASH), ERR_OK);
    assert_int_equal(account_credentials(s, arena(state), "lid@example.be", &c), ERR_OK);
    assert_int_equal(c.account_id, id);
    assert_string_equal(c.password_hash, HASH);
    assert_string_equal(c.totp_key, "");
    assert_int_equal(c.retry_at, 0);
    assert_int_equal(c.roles, ROLE_BIT(ROLE_MEMBER));
}

static void a_disabled_account_has_no_credentials(void **state)
{
    struct actor system = actor_system();
    struct credentials c;
    int64_t id = given_signer(state);

    assert_int_equal(account_set_disabled(given_tx(state), &system, id, true), ERR_OK);
    assert_int_equal(
        account_credentials(tx_snap(given_tx(state)), arena(state), "secretaris@example.be", &c),
        ERR_NOT_FOUND);
}

static void no_secret_is_logged(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_signer(state);

    assert_string_equal(given_last_event(state, "account.password_changed").data, "{}");
    assert_int_equal(account_set_totp(given_tx(state), &system, id, "JBSWY3DPEHPK3PXP"), ERR_OK);
    assert_string_equal(given_last_event(state, "account.totp_set").data, "{}");
}

static void after_five_failures_each_try_waits_longer_up_to_fifteen_minutes(void **state)
{
    static const int64_t MINUTES[] = { 0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15 };
    int64_t id = given_signer(state);
    int64_t now = clock_now();

    for (size_t i = 0; i < ARRAY_LEN(MINUTES); i++) {
        assert_int_equal(account_failed(given_tx(state), id, now), ERR_OK);
        assert_int_equal(
            credentials(state).retry_at, MINUTES[i] == 0 ? 0 : now + MINUTES[i] * MINUTE);
    }
    assert_int_equal(given_last_event(state, "account.failed").account_id, 0);
}

static void signing_in_forgets_the_failures(void **state)
{
    int64_t id = given_signer(state);

    for (int i = 0; i < 5; i++)
        assert_int_equal(account_failed(given_tx(state), id, 1000), ERR_OK);
    assert_int_equal(account_signed_in(given_tx(state), id, 0), ERR_OK);
    assert_int_equal(given_last_event(state, "account.signed_in").account_id, id);
    assert_int_equal(credentials(state).retry_at, 0);
    assert_int_equal(account_failed(given_tx(state), id, 1000), ERR_OK);
    assert_int_equal(credentials(state).retry_at, 0);
}

static void a_one_time_code_works_once(void **state)
{
    int64_t id = given_signer(state);

    assert_int_equal(account_signed_in(given_tx(state), id, 100), ERR_OK);
    assert_int_equal(credentials(state).totp_step, 100);
    assert_int_equal(account_signed_in(given_tx(state), id, 100), ERR_UNAUTHORIZED);
    assert_int_equal(account_signed_in(given_tx(state), id, 99), ERR_UNAUTHORIZED);
    assert_int_equal(account_signed_in(given_tx(state), id, 101), ERR_OK);
    assert_int_equal(account_signed_in(given_tx(state), id, 0), ERR_OK);
    assert_int_equal(credentials(state).totp_step, 101);
}

static void a_disabled_account_cannot_sign_in(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_signer(state);

    assert_int_equal(account_set_disabled(given_tx(state), &system, id, true), ERR_OK);
    assert_int_equal(account_signed_in(given_tx(state), id, 0), ERR_UNAUTHORIZED);
}

static bool use_code(void **state, int64_t id, const char *code)
{
    bool ok = false;

    assert_int_equal(account_use_recovery_code(given_tx(state), id, code, &ok), ERR_OK);
    return ok;
}

static void each_of_eight_recovery_codes_works_once(void **state)
{
    int64_t id = given_signer(state);
    struct lines codes = { 0 };

    assert_int_equal(account_new_recovery_codes(given_tx(state), arena(state), id, &codes), ERR_OK);
    assert_int_equal(codes.count, 8);
    for (size_t i = 0; i < codes.count; i++) {
        assert_int_equal(strlen(codes.at[i]), 19);
        assert_true(use_code(state, id, codes.at[i]));
        assert_false(use_code(state, id, codes.at[i]));
    }
    given_last_event(state, "account.recovery_code_used");
}

static void a_recovery_code_may_be_typed_in_capitals_and_without_dashes(void **state)
{
    int64_t id = given_signer(state);
    struct lines codes = { 0 };

    assert_int_equal(account_new_recovery_codes(given_tx(state), arena(state), id, &codes), ERR_OK);
    char *typed = arena_strdup(arena(state), codes.at[0]);
    for (char *c = typed; *c != '\0'; c++)
        *c = *c == '-' ? ' ' : (char)toupper((unsigned char)*c);
    assert_true(use_code(state, id, typed));
}

static void a_recovery_code_is_of_one_account(void **state)
{
    int64_t id = given_signer(state);
    int64_t other = given_account(state, "lid@example.be", ROLE_BIT(ROLE_MEMBER), 0);
    struct lines codes = { 0 };

    assert_int_equal(account_new_recovery_codes(given_tx(state), arena(state), id, &codes), ERR_OK);
    assert_false(use_code(state, other, codes.at[0]));
    assert_false(use_code(state, id, ""));
}

static void new_codes_and_switching_off_end_the_old_codes(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_signer(state);
    struct lines old = { 0 }, new = { 0 };
    struct tx *tx = given_tx(state);

    assert_int_equal(account_new_recovery_codes(tx, arena(state), id, &old), ERR_OK);
    assert_int_equal(account_new_recovery_codes(tx, arena(state), id, &new), ERR_OK);
    assert_false(use_code(state, id, old.at[0]));
    assert_int_equal(account_set_totp(tx, &system, id, ""), ERR_OK);
    given_last_event(state, "account.totp_removed");
    assert_false(use_code(state, id, new.at[0]));
}

static void an_unknown_account_is_not_found(void **state)
{
    struct actor system = actor_system();
    struct tx *tx = given_tx(state);

    assert_int_equal(account_set_password(tx, &system, 9, HASH), ERR_NOT_FOUND);
    assert_int_equal(account_set_totp(tx, &system, 9, ""), ERR_NOT_FOUND);
    assert_int_equal(account_failed(tx, 9, 1), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_password_has_twelve_characters_or_more, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_password_has_at_most_two_hundred_characters, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            credentials_are_there_once_a_password_is_set, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_disabled_account_has_no_credentials, given_db, given_end),
        cmocka_unit_test_setup_teardown(no_secret_is_logged, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            after_five_failures_each_try_waits_longer_up_to_fifteen_minutes, given_db, given_end),
        cmocka_unit_test_setup_teardown(signing_in_forgets_the_failures, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_one_time_code_works_once, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_disabled_account_cannot_sign_in, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            each_of_eight_recovery_codes_works_once, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_recovery_code_may_be_typed_in_capitals_and_without_dashes, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_recovery_code_is_of_one_account, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            new_codes_and_switching_off_end_the_old_codes, given_db, given_end),
        cmocka_unit_test_setup_teardown(an_unknown_account_is_not_found, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
