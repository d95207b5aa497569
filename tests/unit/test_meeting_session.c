/* Nothing leaves while a meeting is in session. Covers agenda/meeting_edit.c. */
#include "tests/given/telling.h"

static const struct actor SECRETARY = { .roles = ROLE_BIT(ROLE_SECRETARY) };

static enum err act(void **state, int64_t id, enum meeting_action action)
{
    given_new_request(state);
    return meeting_act(
        given_tx(state), &SECRETARY, id, work_meeting_now(state, id).version, action);
}

static void what_still_waits_expires_when_the_meeting_starts(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_endpoint(state, "a", 0, TELLING_ALL);
    struct sending s = telling_send(state, t.id, SENDING_AGENDA, 120);
    assert_int_equal(telling_deliveries(state, s.id).at[0].state, DELIVERY_PENDING);
    assert_int_equal(act(state, t.id, MEETING_START), ERR_OK);
    struct delivery d = telling_deliveries(state, s.id).at[0];
    assert_int_equal(d.state, DELIVERY_EXPIRED);
    assert_int_not_equal(d.finished_at, 0);
}

static void another_meeting_goes_on_sending(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    int64_t other = work_meeting(state, "2024-06-11");

    telling_endpoint(state, "a", 0, TELLING_ALL);
    struct sending s = telling_send(state, other, SENDING_DATE, 120);
    assert_int_equal(act(state, t.id, MEETING_START), ERR_OK);
    assert_int_equal(telling_deliveries(state, s.id).at[0].state, DELIVERY_PENDING);
}

static void in_session_no_button_sends(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    assert_int_equal(act(state, t.id, MEETING_START), ERR_OK);
    for (unsigned kind = SENDING_DATE; kind <= SENDING_RESULTS; kind++)
        assert_int_equal(telling_try(state, t.id, kind, 0), ERR_CONFLICT);
}

static void a_meeting_whose_results_wait_is_not_reopened(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    assert_int_equal(act(state, t.id, MEETING_START), ERR_OK);
    work_treat(state, t.first, OUTCOME_APPROVED, "", "Mentoren", "Er komen vier mentoren bij.");
    work_treat(state, t.second, OUTCOME_NOTED, "", "", "");
    assert_int_equal(act(state, t.id, MEETING_CLOSE), ERR_OK);
    struct sending s = telling_send(state, t.id, SENDING_RESULTS, 120);
    assert_int_equal(act(state, t.id, MEETING_REOPEN), ERR_CONFLICT);
    assert_int_equal(sending_take_back(given_tx(state), &SECRETARY, s.id), ERR_OK);
    assert_int_equal(act(state, t.id, MEETING_REOPEN), ERR_OK);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(what_still_waits_expires_when_the_meeting_starts),
        WITH_DB(another_meeting_goes_on_sending),
        WITH_DB(in_session_no_button_sends),
        WITH_DB(a_meeting_whose_results_wait_is_not_reopened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
