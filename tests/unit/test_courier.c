/* Covers notify/claim.c, notify/claim_read.c, notify/courier_jobs.c, notify/record.c,
 * notify/transfer.c. */
#include "lok/base/clock.h"
#include "notify/sign.h"
#include "tests/given/post.h"
#include <string.h>

static void a_notice_arrives_with_its_headers(void **state)
{
    int64_t id = given_notice_now(state, given_endpoint_at(state, "/pad"), 7);

    given_commit(state);
    struct courier *c = given_plain_courier(state);
    struct delivery d = post_settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(post_count(), 1);
    struct received r = post_got(state, 0);
    assert_true(str_starts(r.head, "POST /pad HTTP/1.1\r\n"));
    assert_string_equal(r.body, d.body);
    assert_string_equal(
        post_header(state, 0, "content-type"), "application/cloudevents+json; charset=utf-8");
    assert_string_equal(post_header(state, 0, "webhook-id"), d.notice_id);
    assert_string_equal(post_header(state, 0, "user-agent"), "lokd/9.9");
    assert_int_equal(d.attempts, 1);
    assert_int_equal(d.last_status, 200);
    assert_string_equal(d.last_answer, "goed");
    assert_string_equal(d.last_error, "");
    assert_true(d.finished_at > 0);
    assert_false(d.to_demo);
}

static const struct sql SECRETS = SQL("SELECT secret, old_secret FROM endpoint WHERE id = :id");

static void the_signature_is_of_the_attempt_and_of_both_secrets_while_rotating(void **state)
{
    struct actor who = actor_system();
    int64_t to = given_endpoint_at(state, "/pad"), timestamp = 0;
    const char *secret, *old, *expected;

    assert_int_equal(endpoint_rotate(given_tx(state), arena(state), &who, to, &secret), ERR_OK);
    int64_t id = given_notice_now(state, to, 7);
    assert_int_equal(sql_one(tx_snap(given_tx(state)), &SECRETS, IN(in_i64("id", to)),
                         OUT(out_text("secret", arena(state), &secret),
                             out_text("old_secret", arena(state), &old))),
        ERR_OK);
    given_commit(state);
    struct courier *c = given_plain_courier(state);
    struct delivery d = post_settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_true(str_to_i64(post_header(state, 0, "webhook-timestamp"), &timestamp));
    assert_in_range(timestamp, clock_now() / 1000 - 20, clock_now() / 1000);
    assert_int_equal(sign_header(arena(state), secret, old, d.notice_id, timestamp, d.body,
                         strlen(d.body), &expected),
        ERR_OK);
    assert_string_equal(post_header(state, 0, "webhook-signature"), expected);
    assert_non_null(strstr(expected, " v1,"));
}

static void a_failure_is_tried_again_on_schedule(void **state)
{
    int64_t to = given_endpoint_at(state, "/status/500"), id = given_notice_now(state, to, 7);

    given_commit(state);
    struct courier *c = given_plain_courier(state);
    struct delivery d = post_settled(state, id, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(d.attempts, 1);
    assert_int_equal(d.last_status, 500);
    assert_int_equal(d.finished_at, 0);
    assert_true(d.last_error[0] != '\0');
    assert_in_range(d.due_at - clock_now(), 2000, 5600);
    assert_int_equal(post_endpoint(state, to).failures, 1);
    assert_true(post_endpoint(state, to).failing_since > 0);
}

static const struct sql DUE_NOW = SQL("UPDATE delivery SET due_at = created_at");

static void the_next_attempt_is_the_same_notice(void **state)
{
    int64_t id = given_notice_now(state, given_endpoint_at(state, "/status/500"), 7);

    given_commit(state);
    struct courier *c = given_plain_courier(state);
    (void)post_settled(state, id, DELIVERY_FAILED);
    assert_int_equal(sql_run(given_tx(state), &DUE_NOW, IN(), NULL), ERR_OK);
    given_commit(state);
    courier_wake(c);
    assert_true(post_arrive(2));
    courier_stop(c, 1000);
    assert_string_equal(post_header(state, 0, "webhook-id"), post_header(state, 1, "webhook-id"));
    assert_string_equal(post_got(state, 0).body, post_got(state, 1).body);
    assert_int_equal(post_delivery(state, id).attempts, 2);
}

static void retry_after_is_waited_for(void **state)
{
    int64_t id = given_notice_now(state, given_endpoint_at(state, "/retry/600"), 7);

    given_commit(state);
    struct courier *c = given_plain_courier(state);
    struct delivery d = post_settled(state, id, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(d.last_status, 429);
    assert_in_range(d.due_at - clock_now(), 590000, 660000);
}

static void gone_disables_the_endpoint_and_ends_what_waits(void **state)
{
    int64_t to = given_endpoint_at(state, "/status/410"), id = given_notice_now(state, to, 7);
    int64_t follows = given_notice_now(state, to, 7),
            later = given_notice(state, to, 8, clock_now() + 90000);
    struct event_list events;

    given_commit(state);
    struct courier *c = given_plain_courier(state);
    (void)post_settled(state, id, DELIVERY_DEAD);
    courier_stop(c, 1000);
    struct endpoint e = post_endpoint(state, to);
    assert_int_equal(e.state, ENDPOINT_DISABLED);
    assert_true(e.reason[0] != '\0');
    assert_int_equal(post_delivery(state, follows).state, DELIVERY_DEAD);
    assert_string_equal(post_delivery(state, later).last_error, e.reason);
    assert_int_equal(post_count(), 1);
    assert_int_equal(
        event_list(tx_snap(given_tx(state)), arena(state), "endpoint", to, 0, 1, &events), ERR_OK);
    assert_string_equal(events.at[0].type, "endpoint.disabled");
}

static void no_answer_in_time_is_a_failure(void **state)
{
    int64_t id = given_notice_now(state, given_endpoint_at(state, "/hang"), 7);

    given_commit(state);
    struct courier *c = given_courier(state, post_allow(state), 200);
    struct delivery d = post_settled(state, id, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(d.last_status, 0);
    assert_string_equal(d.last_error, "Er kwam niet op tijd een antwoord.");
    assert_in_range(d.last_ms, 150, 2000);
}

static void a_dropped_connection_is_a_failure(void **state)
{
    int64_t id = given_notice_now(state, given_endpoint_at(state, "/drop"), 7);

    given_commit(state);
    struct courier *c = given_plain_courier(state);
    struct delivery d = post_settled(state, id, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(d.last_status, 0);
    assert_string_equal(d.last_error, "De verbinding werd verbroken.");
}

static void a_redirect_is_not_followed(void **state)
{
    struct receiver *other = receiver_start();
    const char *path = arena_printf(arena(state), "/redirect/%d", receiver_port(other));
    int64_t id = given_notice_now(state, given_endpoint_at(state, path), 7);

    given_commit(state);
    struct courier *c = given_plain_courier(state);
    struct delivery d = post_settled(state, id, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(d.last_status, 302);
    assert_int_equal(receiver_count(other), 0);
    receiver_stop(other);
}

static void a_private_address_that_is_not_named_is_never_called(void **state)
{
    struct lines nothing = { NULL, 0 };
    int64_t id = given_notice_now(state, given_endpoint_at(state, "/pad"), 7);

    given_commit(state);
    struct courier *c = given_courier(state, nothing, 2000);
    struct delivery d = post_settled(state, id, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(post_count(), 0);
    assert_int_equal(d.last_status, 0);
    assert_non_null(strstr(d.last_error, "openbare internet"));
}

static void a_long_answer_is_cut_and_still_a_success(void **state)
{
    int64_t id = given_notice_now(state, given_endpoint_at(state, "/long"), 7);

    given_commit(state);
    struct courier *c = given_plain_courier(state);
    struct delivery d = post_settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(strlen(d.last_answer), 4096);
}

static void an_answer_is_kept_as_valid_text(void **state)
{
    int64_t id = given_notice_now(state, given_endpoint_at(state, "/bytes"), 7);

    given_commit(state);
    struct courier *c = given_plain_courier(state);
    struct delivery d = post_settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_string_equal(d.last_answer, "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz");
}

static void success_ends_the_failures_of_an_endpoint(void **state)
{
    static const struct sql FAILING =
        SQL("UPDATE endpoint SET failures = 4, failing_since = 1 WHERE id = :id");
    int64_t to = given_endpoint_at(state, "/pad"), id = given_notice_now(state, to, 7);

    assert_int_equal(sql_run(given_tx(state), &FAILING, IN(in_i64("id", to)), NULL), ERR_OK);
    given_commit(state);
    struct courier *c = given_plain_courier(state);
    (void)post_settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(post_endpoint(state, to).failures, 0);
    assert_true(post_endpoint(state, to).last_success_at > 0);
}

static void connections_are_kept(void **state)
{
    int64_t to = given_endpoint_at(state, "/pad"), last = 0;
    int most = 0;

    for (int i = 0; i < 100; i++)
        last = given_notice_now(state, to, i);
    given_commit(state);
    struct courier *c = given_plain_courier(state);
    assert_true(post_arrive(100));
    (void)post_settled(state, last, DELIVERY_SENT);
    courier_stop(c, 1000);
    int first = post_got(state, 0).connection;
    for (int i = 0; i < 100; i++)
        most = post_got(state, i).connection > most ? post_got(state, i).connection : most;
    assert_in_range(most - first, 0, 9);
}

static void in_a_demo_nothing_leaves(void **state)
{
    struct lines nothing = { NULL, 0 };

    given_demo(state);
    int64_t id = given_notice_now(state, given_endpoint_at(state, "/pad"), 7);
    given_commit(state);
    struct courier *c = given_courier(state, nothing, 2000);
    struct delivery d = post_settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(post_count(), 0);
    assert_true(d.to_demo);
    assert_int_equal(d.last_status, 0);
}

static void in_a_demo_a_named_target_is_called(void **state)
{
    given_demo(state);
    int64_t id = given_notice_now(state, given_endpoint_at(state, "/pad"), 7);
    given_commit(state);
    struct courier *c = given_plain_courier(state);
    assert_false(post_settled(state, id, DELIVERY_SENT).to_demo);
    courier_stop(c, 1000);
    assert_int_equal(post_count(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_POST(a_notice_arrives_with_its_headers),
        WITH_POST(the_signature_is_of_the_attempt_and_of_both_secrets_while_rotating),
        WITH_POST(a_failure_is_tried_again_on_schedule),
        WITH_POST(the_next_attempt_is_the_same_notice),
        WITH_POST(retry_after_is_waited_for),
        WITH_POST(gone_disables_the_endpoint_and_ends_what_waits),
        WITH_POST(no_answer_in_time_is_a_failure),
        WITH_POST(a_dropped_connection_is_a_failure),
        WITH_POST(a_redirect_is_not_followed),
        WITH_POST(a_private_address_that_is_not_named_is_never_called),
        WITH_POST(a_long_answer_is_cut_and_still_a_success),
        WITH_POST(an_answer_is_kept_as_valid_text),
        WITH_POST(success_ends_the_failures_of_an_endpoint),
        WITH_POST(connections_are_kept),
        WITH_POST(in_a_demo_nothing_leaves),
        WITH_POST(in_a_demo_a_named_target_is_called),
    };

    post_begin();
    return post_end(cmocka_run_group_tests(tests, NULL, NULL));
}
