#include "tests/given/telling.h"
#include <string.h>

static const struct actor SECRETARY = { .roles = ROLE_BIT(ROLE_SECRETARY) };

static enum err take_back(void **state, int64_t sending_id)
{
    given_new_request(state);
    return sending_take_back(given_tx(state), &SECRETARY, sending_id);
}

static struct sending read(void **state, int64_t id)
{
    struct sending s = { 0 };

    assert_int_equal(sending_get(tx_snap(given_tx(state)), arena(state), id, &s), ERR_OK);
    return s;
}

static void within_the_time_everything_is_taken_back_as_it_was(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct published p;

    telling_endpoint(state, "a", 0, TELLING_ALL);
    struct sending s = telling_send(state, t.id, SENDING_AGENDA, 120);
    assert_true(s.may_take_back);
    assert_string_equal(work_item_now(state, t.first).number, "1");
    assert_int_equal(take_back(state, s.id), ERR_OK);
    given_last_event(state, "sending.taken_back");
    assert_int_equal(work_meeting_now(state, t.id).state, MEETING_DRAFT);
    assert_string_equal(work_item_now(state, t.first).number, "");
    assert_int_equal(telling_deliveries(state, s.id).at[0].state, DELIVERY_CANCELLED);
    assert_int_equal(publication_current(tx_snap(given_tx(state)), arena(state), TELLING_MEMBER,
                         t.id, INT64_MAX, &p),
        ERR_NOT_FOUND);
    assert_false(read(state, s.id).may_take_back);
    assert_int_equal(take_back(state, s.id), ERR_CONFLICT);
    assert_int_equal(telling_try(state, t.id, SENDING_AGENDA, 0), ERR_OK);
}

static void taken_back_changes_wait_to_be_sent_again(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct published p;

    telling_send(state, t.id, SENDING_AGENDA, 0);
    int64_t added = work_item(state, t.id, "Nieuw", PURPOSE_DISCUSSION, 0);
    struct sending s = telling_send(state, t.id, SENDING_CHANGES, 120);
    assert_string_equal(work_item_now(state, added).number, "3");
    assert_int_equal(take_back(state, s.id), ERR_OK);
    assert_string_equal(work_item_now(state, added).number, "");
    assert_string_equal(work_item_now(state, t.second).number, "2");
    assert_true(work_item_now(state, added).unsent);
    assert_int_equal(work_meeting_now(state, t.id).state, MEETING_CONVENED);
    assert_int_equal(telling_sees(state, t.id, TELLING_PUBLIC, &p), ERR_OK);
    assert_int_equal(p.items.count, 2);
}

static void a_cancellation_that_is_taken_back_never_showed(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct published p;

    telling_send(state, t.id, SENDING_AGENDA, 0);
    struct sending s = telling_send(state, t.id, SENDING_CANCELLATION, 120);
    assert_int_equal(telling_sees(state, t.id, TELLING_PUBLIC, &p), ERR_OK);
    assert_int_equal(p.meeting.state, MEETING_CONVENED);
    assert_int_equal(take_back(state, s.id), ERR_OK);
    assert_int_equal(work_meeting_now(state, t.id).state, MEETING_CONVENED);
}

static void results_that_are_taken_back_are_provisional_again(void **state)
{
    struct telling_meeting t = telling_decided(state);
    struct decision d = { 0 };
    struct announcement_list announcements = { 0 };
    struct snap *s = tx_snap(given_tx(state));

    struct sending sent = telling_send(state, t.id, SENDING_RESULTS, 120);
    assert_int_equal(decision_by_item(s, arena(state), t.first, &d), ERR_OK);
    assert_int_equal(d.released_at, sent.due_at);
    assert_int_equal(take_back(state, sent.id), ERR_OK);
    assert_int_equal(decision_by_item(s, arena(state), t.first, &d), ERR_OK);
    assert_int_equal(d.released_at, 0);
    assert_int_equal(d.state, DECISION_PROVISIONAL);
    assert_int_equal(announcement_of_meeting(s, arena(state), t.id, &announcements), ERR_OK);
    assert_int_equal(announcements.at[0].released_at, 0);
}

static void after_its_time_it_is_too_late_to_take_back(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    struct sending s = telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_false(s.may_take_back);
    assert_int_equal(take_back(state, s.id), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "vertrokken"));
    assert_int_equal(work_meeting_now(state, t.id).state, MEETING_CONVENED);
}

static void once_the_meeting_has_begun_nothing_is_taken_back(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct published p;

    struct sending s = telling_send(state, t.id, SENDING_AGENDA, 120);
    work_act(state, t.id, MEETING_START);
    assert_int_equal(take_back(state, s.id), ERR_CONFLICT);
    assert_int_equal(telling_sees(state, t.id, TELLING_PUBLIC, &p), ERR_OK);
    assert_int_equal(p.meeting.state, MEETING_IN_SESSION);
    assert_string_equal(work_item_now(state, t.first).number, "1");
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(within_the_time_everything_is_taken_back_as_it_was),
        WITH_DB(taken_back_changes_wait_to_be_sent_again),
        WITH_DB(a_cancellation_that_is_taken_back_never_showed),
        WITH_DB(results_that_are_taken_back_are_provisional_again),
        WITH_DB(after_its_time_it_is_too_late_to_take_back),
        WITH_DB(once_the_meeting_has_begun_nothing_is_taken_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
