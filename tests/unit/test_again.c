#include "lok/base/clock.h"
#include "notify/again.h"
#include "tests/given/given.h"
#include "tests/given/outbox.h"
#include <string.h>

static const int64_t DAY = 86400000;

static enum err again(void **state, int64_t endpoint, struct again_input in, int64_t *ret_count)
{
    struct actor who = actor_system();

    return again_send(given_tx(state), &who, endpoint, &in, clock_now(), ret_count);
}

static int64_t given_ended(void **state, int64_t endpoint, int64_t subject, enum delivery_state as)
{
    int64_t id = given_delivery(state, endpoint, given_meeting_notice(state, subject, 1));

    given_delivery_state(state, id, as, as == DELIVERY_FAILED ? 0 : clock_now());
    return id;
}

static void what_did_not_arrive_goes_again_with_its_id_and_bytes(void **state)
{
    int64_t endpoint = given_any_endpoint(state), count = 0, before = clock_now();
    int64_t dead = given_ended(state, endpoint, 1, DELIVERY_DEAD);
    int64_t sent = given_ended(state, endpoint, 1, DELIVERY_SENT);
    struct delivery was = delivery_now(state, dead);

    assert_int_equal(
        again(state, endpoint, (struct again_input){ .since = before - DAY }, &count), ERR_OK);
    assert_int_equal(count, 1);
    struct delivery now = delivery_now(state, dead);
    assert_int_equal(now.state, DELIVERY_PENDING);
    assert_true(now.due_at >= before && now.due_at <= clock_now());
    assert_string_equal(now.notice_id, was.notice_id);
    assert_string_equal(now.body, was.body);
    assert_int_equal(delivery_now(state, sent).state, DELIVERY_SENT);
}

static void by_choice_everything_goes_again(void **state)
{
    int64_t endpoint = given_any_endpoint(state), count = 0;
    int64_t dead = given_ended(state, endpoint, 1, DELIVERY_DEAD);
    int64_t sent = given_ended(state, endpoint, 1, DELIVERY_SENT);
    struct again_input in = { .since = clock_now() - DAY, .everything = true };

    assert_int_equal(again(state, endpoint, in, &count), ERR_OK);
    assert_int_equal(count, 2);
    assert_int_equal(delivery_now(state, dead).state, DELIVERY_PENDING);
    assert_int_equal(delivery_now(state, sent).state, DELIVERY_PENDING);
}

static void asking_twice_sends_nothing_twice(void **state)
{
    int64_t endpoint = given_any_endpoint(state), count = 0;
    struct again_input in = { .since = clock_now() - DAY, .everything = true };

    (void)given_ended(state, endpoint, 1, DELIVERY_DEAD);
    assert_int_equal(again(state, endpoint, in, &count), ERR_OK);
    assert_int_equal(again(state, endpoint, in, &count), ERR_OK);
    assert_int_equal(count, 0);
}

static void what_was_held_back_expired_or_is_anothers_stays(void **state)
{
    int64_t endpoint = given_any_endpoint(state), count = -1;
    struct notice late = given_meeting_notice(state, 3, 1);

    late.expires_at = clock_now() - 1;
    given_delivery_state(state, given_delivery(state, endpoint, late), DELIVERY_DEAD, clock_now());
    (void)given_ended(state, endpoint, 1, DELIVERY_CANCELLED);
    (void)given_ended(state, endpoint, 2, DELIVERY_EXPIRED);
    (void)given_ended(state, given_any_endpoint(state), 1, DELIVERY_DEAD);
    struct again_input in = { .since = clock_now() - DAY, .everything = true };
    assert_int_equal(again(state, endpoint, in, &count), ERR_OK);
    assert_int_equal(count, 0);
}

static void what_was_made_before_the_moment_stays(void **state)
{
    int64_t endpoint = given_any_endpoint(state), count = -1;
    int64_t dead = given_ended(state, endpoint, 1, DELIVERY_DEAD);
    int64_t made = delivery_now(state, dead).created_at;
    struct again_input in = { .since = made + 1 };

    while (clock_now() <= made)
        continue;
    assert_int_equal(again(state, endpoint, in, &count), ERR_OK);
    assert_int_equal(count, 0);
    in.since = made;
    assert_int_equal(again(state, endpoint, in, &count), ERR_OK);
    assert_int_equal(count, 1);
}

static void what_waits_for_its_next_attempt_goes_now(void **state)
{
    int64_t endpoint = given_any_endpoint(state), count = 0, now = clock_now();
    int64_t failed = given_delivery(state, endpoint, given_meeting_notice(state, 1, now + DAY));

    given_delivery_state(state, failed, DELIVERY_FAILED, 0);
    assert_int_equal(
        again(state, endpoint, (struct again_input){ .since = now - DAY }, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_true(delivery_now(state, failed).due_at <= clock_now());
}

static void the_moment_lies_in_the_time_that_the_log_holds(void **state)
{
    int64_t endpoint = given_any_endpoint(state), count;
    const int64_t now = clock_now(), wrong[] = { 0, now - 31 * DAY, now + DAY };

    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        fault_init(given_fault(state), arena(state));
        assert_int_equal(
            again(state, endpoint, (struct again_input){ .since = wrong[i] }, &count), ERR_INVALID);
        given_commit(state);
    }
}

static void the_count_names_each_kind_and_changes_nothing(void **state)
{
    int64_t endpoint = given_any_endpoint(state);
    struct notice n = given_meeting_notice(state, 4, 1);
    struct again_list list = { 0 };
    struct again_input in = { .since = clock_now() - DAY };

    n.type = NOTICE_MEETING_MOVED;
    given_delivery_state(state, given_delivery(state, endpoint, n), DELIVERY_DEAD, clock_now());
    (void)given_ended(state, endpoint, 1, DELIVERY_DEAD);
    int64_t last = given_ended(state, endpoint, 2, DELIVERY_DEAD);
    assert_int_equal(again_count(tx_snap(given_tx(state)), arena(state), given_fault(state),
                         endpoint, &in, clock_now(), &list),
        ERR_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.at[0].type, NOTICE_MEETING_MOVED);
    assert_int_equal(list.at[0].count, 1);
    assert_int_equal(list.at[1].type, NOTICE_AGENDA_PUBLISHED);
    assert_int_equal(list.at[1].count, 2);
    assert_int_equal(delivery_now(state, last).state, DELIVERY_DEAD);
}

static const struct sql DISABLE = SQL("UPDATE endpoint SET state = 'disabled' WHERE id = :id");

static void a_disabled_endpoint_gets_nothing(void **state)
{
    int64_t endpoint = given_any_endpoint(state), count;
    int64_t dead = given_ended(state, endpoint, 1, DELIVERY_DEAD);

    assert_int_equal(sql_run(given_tx(state), &DISABLE, IN(in_i64("id", endpoint)), NULL), ERR_OK);
    assert_int_equal(
        again(state, endpoint, (struct again_input){ .since = clock_now() - DAY }, &count),
        ERR_CONFLICT);
    assert_int_equal(delivery_now(state, dead).state, DELIVERY_DEAD);
}

static const struct sql DISABLE_SINCE =
    SQL("UPDATE endpoint SET state = 'disabled', reason = 'Stuk',"
        " failing_since = :since WHERE id = :id");

static void switching_on_again_sends_what_was_lost_meanwhile(void **state)
{
    struct actor who = actor_system();
    struct lines allow = { 0 };
    int64_t endpoint = given_any_endpoint(state), count = 0, now = clock_now();
    int64_t before = given_ended(state, endpoint, 1, DELIVERY_DEAD);
    int64_t lost = given_ended(state, endpoint, 2, DELIVERY_DEAD);
    int64_t sent = given_ended(state, endpoint, 3, DELIVERY_SENT);
    struct endpoint e;

    given_delivery_state(state, before, DELIVERY_DEAD, now - 9 * DAY);
    static const struct sql MADE = SQL("UPDATE delivery SET created_at = :at WHERE id = :id");
    assert_int_equal(sql_run(given_tx(state), &MADE,
                         IN(in_i64("id", before), in_i64("at", now - 9 * DAY)), NULL),
        ERR_OK);
    assert_int_equal(sql_run(given_tx(state), &DISABLE_SINCE,
                         IN(in_i64("id", endpoint), in_i64("since", now - DAY)), NULL),
        ERR_OK);
    assert_int_equal(
        again_recover(given_tx(state), &who, &allow, endpoint, clock_now(), &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(delivery_now(state, lost).state, DELIVERY_PENDING);
    assert_int_equal(delivery_now(state, before).state, DELIVERY_DEAD);
    assert_int_equal(delivery_now(state, sent).state, DELIVERY_SENT);
    assert_int_equal(endpoint_get(tx_snap(given_tx(state)), arena(state), endpoint, &e), ERR_OK);
    assert_int_equal(e.state, ENDPOINT_ACTIVE);
    assert_int_equal(
        again_recover(given_tx(state), &who, &allow, endpoint, clock_now(), &count), ERR_CONFLICT);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(what_did_not_arrive_goes_again_with_its_id_and_bytes),
        WITH_DB(by_choice_everything_goes_again),
        WITH_DB(asking_twice_sends_nothing_twice),
        WITH_DB(what_was_held_back_expired_or_is_anothers_stays),
        WITH_DB(what_was_made_before_the_moment_stays),
        WITH_DB(what_waits_for_its_next_attempt_goes_now),
        WITH_DB(the_moment_lies_in_the_time_that_the_log_holds),
        WITH_DB(the_count_names_each_kind_and_changes_nothing),
        WITH_DB(a_disabled_endpoint_gets_nothing),
        WITH_DB(switching_on_again_sends_what_was_lost_meanwhile),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
