#include "lok/base/clock.h"
#include "tests/given/post.h"
#include <unistd.h>

static void one_subject_keeps_its_order(void **state)
{
    int64_t to = given_endpoint_at(state, "/pad"), ids[20];

    for (size_t i = 0; i < ARRAY_LEN(ids); i++)
        ids[i] = given_notice_now(state, to, 7);
    given_commit(state);
    struct courier *c = given_plain_courier(state);
    (void)post_settled(state, ids[ARRAY_LEN(ids) - 1], DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(post_count(), ARRAY_LEN(ids));
    for (int i = 0; i < (int)ARRAY_LEN(ids); i++)
        assert_string_equal(
            post_header(state, i, "webhook-id"), post_delivery(state, ids[i]).notice_id);
}

static void a_failed_one_holds_back_its_own_subject_only(void **state)
{
    int64_t to = given_endpoint_at(state, "/status/500");
    int64_t first = given_notice_now(state, to, 7), follows = given_notice_now(state, to, 7);
    int64_t other = given_notice_now(state, to, 8);

    given_commit(state);
    struct courier *c = given_plain_courier(state);
    (void)post_settled(state, first, DELIVERY_FAILED);
    (void)post_settled(state, other, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(post_count(), 2);
    assert_int_equal(post_delivery(state, follows).state, DELIVERY_PENDING);
    assert_int_equal(post_delivery(state, follows).attempts, 0);
}

static void an_idle_courier_that_is_woken_sends_at_once(void **state)
{
    int64_t to = given_endpoint_at(state, "/pad");

    given_commit(state);
    struct courier *c = given_plain_courier(state);
    (void)usleep(200000);
    (void)given_notice_now(state, to, 7);
    given_commit(state);
    int64_t woken = clock_monotonic();
    courier_wake(c);
    assert_true(post_arrive(1));
    courier_stop(c, 1000);
    assert_in_range(post_got(state, 0).at - woken, 0, 400);
}

static void nothing_leaves_before_it_is_due(void **state)
{
    int64_t to = given_endpoint_at(state, "/pad"), now = clock_now(), begun = clock_monotonic();

    (void)given_notice(state, to, 7, now + 300);
    given_commit(state);
    struct courier *c = given_plain_courier(state);
    assert_true(post_arrive(1));
    courier_stop(c, 1000);
    assert_true(post_got(state, 0).at - begun >= 295);
}

static void what_was_taken_back_does_not_leave(void **state)
{
    int64_t to = given_endpoint_at(state, "/pad"),
            held = given_notice(state, to, 7, clock_now() + 200);
    int64_t other = given_notice(state, to, 8, clock_now() + 400);

    given_commit(state);
    struct courier *c = given_plain_courier(state);
    assert_int_equal(outbox_cancel_subject(given_tx(state), "meeting", 7), ERR_OK);
    given_commit(state);
    (void)post_settled(state, other, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(post_count(), 1);
    assert_int_equal(post_delivery(state, held).state, DELIVERY_CANCELLED);
}

static const struct sql EXPIRE_AT = SQL("UPDATE delivery SET expires_at = :at WHERE id = :id");

static void what_expired_is_not_sent(void **state)
{
    int64_t to = given_endpoint_at(state, "/pad"), id = given_notice_now(state, to, 7);
    int64_t lasts = given_notice_now(state, to, 8);

    assert_int_equal(sql_run(given_tx(state), &EXPIRE_AT,
                         IN(in_i64("id", id), in_i64("at", clock_now() - 1)), NULL),
        ERR_OK);
    assert_int_equal(sql_run(given_tx(state), &EXPIRE_AT,
                         IN(in_i64("id", lasts), in_i64("at", clock_now() + 60000)), NULL),
        ERR_OK);
    given_commit(state);
    struct courier *c = given_plain_courier(state);
    (void)post_settled(state, id, DELIVERY_EXPIRED);
    (void)post_settled(state, lasts, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(post_count(), 1);
}

static void a_paused_endpoint_gets_its_notices_later(void **state)
{
    struct actor who = actor_system();
    struct lines allow = post_allow(state);
    int64_t to = given_endpoint_at(state, "/pad"), other = given_endpoint_at(state, "/ander");
    struct endpoint_input in = { .url = receiver_url(post_receiver(), arena(state), "/pad"),
        .events = 255,
        .state = ENDPOINT_PAUSED };
    struct tx *tx = given_tx(state);

    assert_int_equal(endpoint_update(tx, &who, &allow, to, 1, &in), ERR_OK);
    int64_t waits = given_notice_now(state, to, 7), goes = given_notice_now(state, other, 7);
    given_commit(state);
    struct courier *c = given_plain_courier(state);
    (void)post_settled(state, goes, DELIVERY_SENT);
    assert_int_equal(post_delivery(state, waits).state, DELIVERY_PENDING);
    in.state = ENDPOINT_ACTIVE;
    assert_int_equal(endpoint_update(given_tx(state), &who, &allow, to, 2, &in), ERR_OK);
    given_commit(state);
    courier_wake(c);
    (void)post_settled(state, waits, DELIVERY_SENT);
    courier_stop(c, 1000);
}

static void expiry_counts_in_the_days_of_the_demo(void **state)
{
    int64_t spring = 0;

    given_demo(state);
    int64_t id = given_notice_now(state, given_endpoint_at(state, "/pad"), 7);
    assert_true(clock_parse_rfc3339("2024-05-28T17:30:00Z", &spring));
    assert_int_equal(
        sql_run(given_tx(state), &EXPIRE_AT, IN(in_i64("id", id), in_i64("at", spring)), NULL),
        ERR_OK);
    given_commit(state);
    struct courier *c = given_plain_courier(state);
    (void)post_settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
}

static void results_are_recorded_in_groups(void **state)
{
    enum { COUNT = 600 };
    int64_t to[4], last = 0;

    for (size_t i = 0; i < ARRAY_LEN(to); i++)
        to[i] = given_endpoint_at(state, "/pad");
    for (int i = 0; i < COUNT; i++)
        last = given_notice_now(state, to[i % 4], i);
    given_commit(state);
    uint64_t before = db_commit_count(given_database(state));
    struct courier *c = given_plain_courier(state);
    assert_true(post_arrive(COUNT));
    (void)post_settled(state, last, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(post_count(), COUNT);
    /* At most one each 100 ms, or each 200 results; a slow machine takes longer. */
    int64_t took = post_got(state, COUNT - 1).at - post_got(state, 0).at;
    assert_in_range(db_commit_count(given_database(state)) - before, 1, 8 + took / 100);
}

static void at_most_eight_at_once_go_to_one_endpoint(void **state)
{
    int64_t to = given_endpoint_at(state, "/slow/60"), last = 0;

    for (int i = 0; i < 40; i++)
        last = given_notice_now(state, to, i);
    given_commit(state);
    struct courier *c = given_plain_courier(state);
    (void)post_settled(state, last, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(post_count(), 40);
    assert_in_range(receiver_peak(post_receiver()), 1, 8);
}

/* Nothing that hangs comes back while the second courier works: what the dead ones may not take is
 * there for the others, or they wait for ever. */
static void dead_endpoints_delay_nobody(void **state)
{
    int64_t dead[12], alive, ids[50];

    for (size_t i = 0; i < ARRAY_LEN(dead); i++) {
        int64_t to = given_endpoint_at(state, "/hang");

        dead[i] = given_notice_now(state, to, 0);
        for (int k = 1; k < 20; k++)
            (void)given_notice_now(state, to, k);
    }
    alive = given_endpoint_at(state, "/pad");
    given_commit(state);
    struct courier *c = given_courier(state, post_allow(state), 300);
    for (size_t i = 0; i < ARRAY_LEN(dead); i++)
        (void)post_settled(state, dead[i], DELIVERY_FAILED);
    courier_stop(c, 1000);
    for (size_t k = 0; k < ARRAY_LEN(ids); k++)
        ids[k] = given_notice_now(state, alive, (int)k);
    given_commit(state);
    c = given_courier(state, post_allow(state), 600000);
    for (size_t k = 0; k < ARRAY_LEN(ids); k++)
        (void)post_settled(state, ids[k], DELIVERY_SENT);
    assert_int_equal(courier_stats(c).failed, 0);
    assert_in_range(courier_stats(c).in_flight, 1, 16);
    courier_stop(c, 100);
}

static void a_second_courier_waits_for_the_first(void **state)
{
    int64_t to = given_endpoint_at(state, "/pad");

    given_commit(state);
    struct courier *first = given_plain_courier(state);
    int64_t before = given_notice_now(state, to, 7);
    given_commit(state);
    courier_wake(first);
    (void)post_settled(state, before, DELIVERY_SENT);
    struct courier *second = given_plain_courier(state);
    courier_stop(first, 1000);
    int64_t after = given_notice_now(state, to, 8);
    given_commit(state);
    courier_wake(second);
    (void)post_settled(state, after, DELIVERY_SENT);
    assert_int_equal(courier_stats(second).succeeded, 1);
    courier_stop(second, 1000);
    assert_int_equal(post_count(), 2);
}

static void stopping_gives_back_what_does_not_end(void **state)
{
    int64_t id = given_notice_now(state, given_endpoint_at(state, "/hang"), 7);

    given_commit(state);
    struct courier *c = given_courier(state, post_allow(state), 20000);
    assert_true(post_arrive(1));
    assert_int_equal(courier_stats(c).in_flight, 1);
    int64_t begun = clock_monotonic();
    courier_stop(c, 100);
    assert_in_range(clock_monotonic() - begun, 0, 2000);
    struct delivery d = post_delivery(state, id);
    assert_int_equal(d.state, DELIVERY_PENDING);
    assert_int_equal(d.attempts, 0);
}

static void a_result_waits_while_somebody_else_writes(void **state)
{
    int64_t id = given_notice_now(state, given_endpoint_at(state, "/pad"), 7);

    given_commit(state);
    struct courier *c = given_plain_courier(state);
    (void)given_tx(state);
    assert_true(post_arrive(1));
    (void)usleep(300000);
    given_commit(state);
    (void)post_settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(post_count(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_POST(at_most_eight_at_once_go_to_one_endpoint), /* first: the peak is the receiver's */
        WITH_POST(one_subject_keeps_its_order),
        WITH_POST(a_failed_one_holds_back_its_own_subject_only),
        WITH_POST(an_idle_courier_that_is_woken_sends_at_once),
        WITH_POST(nothing_leaves_before_it_is_due),
        WITH_POST(what_was_taken_back_does_not_leave),
        WITH_POST(what_expired_is_not_sent),
        WITH_POST(a_paused_endpoint_gets_its_notices_later),
        WITH_POST(expiry_counts_in_the_days_of_the_demo),
        WITH_POST(results_are_recorded_in_groups),
        WITH_POST(dead_endpoints_delay_nobody),
        WITH_POST(a_second_courier_waits_for_the_first),
        WITH_POST(stopping_gives_back_what_does_not_end),
        WITH_POST(a_result_waits_while_somebody_else_writes),
    };

    post_begin();
    return post_end(cmocka_run_group_tests(tests, NULL, NULL));
}
