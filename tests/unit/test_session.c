#include "lok/account.h"
#include "tests/given/given.h"
#include "web/http/session.h"
#include <string.h>

static const int64_t NOW = 1714000000000, HOUR = 3600 * 1000, DAY = 24 * 3600 * 1000;

static int64_t given_account(void **state, const char *email)
{
    struct actor system = actor_system();
    int64_t id;
    const struct account_input in = { .name = "Iemand",
        .function = "secretaris",
        .email = email,
        .roles = ROLE_BIT(ROLE_SECRETARY) };
    assert_int_equal(account_create(given_tx(state), &system, &in, &id), ERR_OK);
    return id;
}

static const char *given_session(void **state, int64_t account_id)
{
    const char *token;
    assert_int_equal(session_start(given_tx(state), arena(state), account_id, NOW, &token), ERR_OK);
    return token;
}

static enum err actor_at(void **state, const char *token, int64_t now, struct session *ret)
{
    struct actor actor;
    return session_actor(tx_snap(given_tx(state)), arena(state), token, now, &actor, ret);
}

static void a_token_tells_who_it_is(void **state)
{
    int64_t id = given_account(state, "a@example.be");
    const char *token = given_session(state, id);
    struct actor actor;
    struct session session;
    assert_int_equal(strlen(token), 43);
    assert_int_equal(
        session_actor(tx_snap(given_tx(state)), arena(state), token, NOW, &actor, &session),
        ERR_OK);
    assert_int_equal(actor.account_id, id);
    assert_true(has_role(&actor, ROLE_SECRETARY));
    assert_string_not_equal(session.hash, token);
    assert_string_equal(session.flash.done, "");
}

static void an_unknown_token_is_nobody(void **state)
{
    struct session session;
    char too_long[200];
    memset(too_long, 'a', sizeof too_long - 1);
    too_long[sizeof too_long - 1] = 0;
    assert_int_equal(actor_at(state, "", NOW, &session), ERR_UNAUTHORIZED);
    assert_int_equal(actor_at(state, "abc", NOW, &session), ERR_UNAUTHORIZED);
    assert_int_equal(actor_at(state, too_long, NOW, &session), ERR_UNAUTHORIZED);
}

static void nobody_is_left_when_the_council_goes(void **state)
{
    int64_t one = given_account(state, "een@example.be");
    int64_t other = given_account(state, "twee@example.be");
    const char *tokens[] = { given_session(state, one), given_session(state, one),
        given_session(state, other) };
    struct session session;
    assert_int_equal(session_end_everyone(given_tx(state)), ERR_OK);
    for (size_t i = 0; i < ARRAY_LEN(tokens); i++)
        assert_int_equal(actor_at(state, tokens[i], NOW, &session), ERR_UNAUTHORIZED);
}

static void it_is_over_twelve_hours_after_the_last_use(void **state)
{
    const char *token = given_session(state, given_account(state, "a@example.be"));
    struct session session;
    assert_int_equal(actor_at(state, token, NOW + 12 * HOUR, &session), ERR_OK);
    assert_int_equal(actor_at(state, token, NOW + 12 * HOUR + 1, &session), ERR_UNAUTHORIZED);
    assert_int_equal(session_touch(given_tx(state), session.hash, NOW + 10 * HOUR), ERR_OK);
    assert_int_equal(actor_at(state, token, NOW + 22 * HOUR, &session), ERR_OK);
}

static void it_is_over_after_seven_days_however_used(void **state)
{
    const char *token = given_session(state, given_account(state, "a@example.be"));
    struct session session;
    assert_int_equal(actor_at(state, token, NOW, &session), ERR_OK);
    assert_int_equal(session_touch(given_tx(state), session.hash, NOW + 7 * DAY), ERR_OK);
    assert_int_equal(actor_at(state, token, NOW + 7 * DAY, &session), ERR_OK);
    assert_int_equal(actor_at(state, token, NOW + 7 * DAY + 1, &session), ERR_UNAUTHORIZED);
}

static void a_touch_is_due_after_an_hour(void **state)
{
    const char *token = given_session(state, given_account(state, "a@example.be"));
    struct session session;
    assert_int_equal(actor_at(state, token, NOW + HOUR, &session), ERR_OK);
    assert_false(session.touch_due);
    assert_int_equal(actor_at(state, token, NOW + HOUR + 1, &session), ERR_OK);
    assert_true(session.touch_due);
}

static void it_can_be_ended_alone_or_with_all_of_an_account(void **state)
{
    int64_t a = given_account(state, "a@example.be"), b = given_account(state, "b@example.be");
    const char *first = given_session(state, a), *second = given_session(state, a);
    const char *other = given_session(state, b);
    struct session session;
    assert_int_equal(actor_at(state, first, NOW, &session), ERR_OK);
    assert_int_equal(session_end(given_tx(state), session.hash), ERR_OK);
    assert_int_equal(actor_at(state, first, NOW, &session), ERR_UNAUTHORIZED);
    assert_int_equal(actor_at(state, second, NOW, &session), ERR_OK);
    assert_int_equal(session_end_all(given_tx(state), a), ERR_OK);
    assert_int_equal(actor_at(state, second, NOW, &session), ERR_UNAUTHORIZED);
    assert_int_equal(actor_at(state, other, NOW, &session), ERR_OK);
}

static void a_disabled_account_is_nobody(void **state)
{
    struct actor system = actor_system();
    int64_t a = given_account(state, "a@example.be");
    const char *token = given_session(state, a);
    struct session session;
    assert_int_equal(account_set_disabled(given_tx(state), &system, a, true), ERR_OK);
    assert_int_equal(actor_at(state, token, NOW, &session), ERR_UNAUTHORIZED);
}

static void a_message_is_kept_and_cleared(void **state)
{
    const char *token = given_session(state, given_account(state, "a@example.be"));
    struct session s;
    struct flash f = { .done = "Bewaard.", .undo = "/terug" };
    assert_int_equal(actor_at(state, token, NOW, &s), ERR_OK);
    assert_int_equal(session_set_flash(given_tx(state), s.hash, f), ERR_OK);
    assert_int_equal(actor_at(state, token, NOW, &s), ERR_OK);
    assert_string_equal(s.flash.done, "Bewaard.");
    assert_string_equal(s.flash.undo, "/terug");
    assert_int_equal(session_clear_flash(given_tx(state), s.hash, s.flash), ERR_OK);
    assert_int_equal(actor_at(state, token, NOW, &s), ERR_OK);
    assert_string_equal(s.flash.done, "");
}

static void a_newer_message_is_not_cleared_with_the_older(void **state)
{
    const char *token = given_session(state, given_account(state, "a@example.be"));
    struct session s;
    struct flash older = { .done = "Een.", .undo = "" }, newer = { .done = "Twee.", .undo = "" };
    assert_int_equal(actor_at(state, token, NOW, &s), ERR_OK);
    assert_int_equal(session_set_flash(given_tx(state), s.hash, newer), ERR_OK);
    assert_int_equal(session_clear_flash(given_tx(state), s.hash, older), ERR_OK);
    assert_int_equal(actor_at(state, token, NOW, &s), ERR_OK);
    assert_string_equal(s.flash.done, "Twee.");
}

static void starting_one_drops_those_that_are_over(void **state)
{
    static const struct sql COUNT = SQL("SELECT count(*) AS n FROM session");
    int64_t a = given_account(state, "a@example.be"), n;
    const char *token;
    (void)given_session(state, a);
    assert_int_equal(
        session_start(given_tx(state), arena(state), a, NOW + 7 * DAY + 1, &token), ERR_OK);
    assert_int_equal(
        sql_one(tx_snap(given_tx(state)), &COUNT, IN(), OUT(out_i64("n", &n))), ERR_OK);
    assert_int_equal(n, 1);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)
    const struct CMUnitTest tests[] = {
        T(a_token_tells_who_it_is),
        T(an_unknown_token_is_nobody),
        T(it_is_over_twelve_hours_after_the_last_use),
        T(it_is_over_after_seven_days_however_used),
        T(a_touch_is_due_after_an_hour),
        T(it_can_be_ended_alone_or_with_all_of_an_account),
        T(nobody_is_left_when_the_council_goes),
        T(a_disabled_account_is_nobody),
        T(a_message_is_kept_and_cleared),
        T(a_newer_message_is_not_cleared_with_the_older),
        T(starting_one_drops_those_that_are_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
