/* Covers notify/outbox_hold.c. */
#include "notify/outbox.h"
#include "notify/upkeep.h"
#include "tests/given/given.h"
#include "tests/given/outbox.h"
static bool kept_up(void **state, int64_t now, int64_t domain_now)
{
    struct fault f;
    bool more = false;

    fault_init(&f, arena(state));
    assert_int_equal(upkeep(given_database(state), &f, now, domain_now, &more), ERR_OK);
    return more;
}

static void a_notice_expires_by_the_time_of_the_domain(void **state)
{
    int64_t endpoint = given_any_endpoint(state);
    struct notice n = given_meeting_notice(state, 7, INT64_C(1) << 40);

    n.expires_at = 5000;
    int64_t id = given_delivery(state, endpoint, n);
    given_commit(state);
    (void)kept_up(state, 900000, 4999);
    assert_int_equal(delivery_now(state, id).state, DELIVERY_PENDING);
    given_commit(state);
    (void)kept_up(state, 900000, 5000);
    assert_int_equal(delivery_now(state, id).state, DELIVERY_EXPIRED);
    assert_int_equal(delivery_now(state, id).finished_at, 900000);
}

static void the_log_is_cleared_after_30_days(void **state)
{
    const int64_t day = 86400000, now = 100 * day;
    int64_t endpoint = given_any_endpoint(state);
    int64_t old = given_delivery(state, endpoint, given_meeting_notice(state, 1, 1));
    int64_t recent = given_delivery(state, endpoint, given_meeting_notice(state, 2, 1));
    int64_t waits = given_delivery(state, endpoint, given_meeting_notice(state, 3, 1));
    struct delivery d;

    given_delivery_state(state, old, DELIVERY_SENT, now - 30 * day - 1);
    given_delivery_state(state, recent, DELIVERY_SENT, now - 30 * day);
    given_commit(state);
    assert_false(kept_up(state, now, now));
    assert_int_equal(outbox_get(tx_snap(given_tx(state)), arena(state), old, &d), ERR_NOT_FOUND);
    assert_int_equal(delivery_now(state, recent).state, DELIVERY_SENT);
    assert_int_equal(delivery_now(state, waits).state, DELIVERY_PENDING);
}

static void the_log_is_cleared_in_groups(void **state)
{
    const int64_t day = 86400000, now = 100 * day;
    int64_t endpoint = given_any_endpoint(state);

    for (int i = 0; i < 250; i++)
        given_delivery_state(state,
            given_delivery(state, endpoint, given_meeting_notice(state, i, 1)), DELIVERY_SENT,
            1 + i);
    given_commit(state);
    assert_true(kept_up(state, now, now));
    assert_false(kept_up(state, now, now));
}

static void a_clock_set_back_brings_what_waits_nearer(void **state)
{
    int64_t endpoint = given_any_endpoint(state);
    int64_t soon = given_delivery(state, endpoint, given_meeting_notice(state, 1, 1500));
    int64_t later = given_delivery(state, endpoint, given_meeting_notice(state, 2, 9000));
    int64_t past = given_delivery(state, endpoint, given_meeting_notice(state, 3, 900));
    struct fault f;

    given_commit(state);
    fault_init(&f, arena(state));
    assert_int_equal(upkeep_clock_set_back(given_database(state), &f, 1000, 2000), ERR_OK);
    assert_int_equal(delivery_now(state, soon).due_at, 1000);
    assert_int_equal(delivery_now(state, later).due_at, 7000);
    assert_int_equal(delivery_now(state, past).due_at, 900);
}

static void what_lies_impossibly_far_ahead_is_due_now(void **state)
{
    int64_t endpoint = given_any_endpoint(state), now = 1000000;
    int64_t far = given_delivery(
        state, endpoint, given_meeting_notice(state, 1, now + UPKEEP_FARTHEST_MS + 1));
    int64_t near =
        given_delivery(state, endpoint, given_meeting_notice(state, 2, now + UPKEEP_FARTHEST_MS));

    given_commit(state);
    (void)kept_up(state, now, now);
    assert_int_equal(delivery_now(state, far).due_at, now);
    assert_int_equal(delivery_now(state, near).due_at, now + UPKEEP_FARTHEST_MS);
}

static void what_a_restore_holds_stays_held_whatever_the_clock_does(void **state)
{
    int64_t endpoint = given_any_endpoint(state), held = 0, now = 1000000;
    int64_t id = given_delivery(state, endpoint, given_meeting_notice(state, 1, now));
    struct fault f;

    assert_int_equal(outbox_hold(given_tx(state), &held), ERR_OK);
    assert_int_equal(held, 1);
    given_commit(state);
    fault_init(&f, arena(state));
    (void)kept_up(state, now, now);
    assert_int_equal(upkeep_clock_set_back(given_database(state), &f, now, 5000), ERR_OK);
    struct delivery d = delivery_now(state, id);
    assert_true(delivery_is_held(&d));
    assert_int_equal(outbox_release_held(given_tx(state), &held), ERR_OK);
    assert_int_equal(held, 1);
    d = delivery_now(state, id);
    assert_false(delivery_is_held(&d));
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(a_notice_expires_by_the_time_of_the_domain),
        WITH_DB(the_log_is_cleared_after_30_days),
        WITH_DB(the_log_is_cleared_in_groups),
        WITH_DB(a_clock_set_back_brings_what_waits_nearer),
        WITH_DB(what_lies_impossibly_far_ahead_is_due_now),
        WITH_DB(what_a_restore_holds_stays_held_whatever_the_clock_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
