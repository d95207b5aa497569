#include "lok/base/clock.h"
#include "lok/council.h"
#include "notify/courier.h"
#include "notify/sign.h"
#include "tests/given/given.h"
#include "tests/given/receiver.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE_MS = 10000 };

/* One receiver for all tests: its count goes on, `from` is where this test begins. */
static struct receiver *receiver;
static int from;

static struct lines allowed(void **state)
{
    const char **at = arena_array(arena(state), 1, sizeof *at);

    at[0] = arena_printf(arena(state), "127.0.0.1:%d", receiver_port(receiver));
    return (struct lines){ at, 1 };
}

static int64_t given_endpoint(void **state, const char *path)
{
    struct actor who = actor_system();
    struct lines allow = allowed(state);
    struct endpoint_input in = { .url = receiver_url(receiver, arena(state), path), .events = 255 };
    const char *secret;
    int64_t id = 0;

    assert_int_equal(
        endpoint_create(given_tx(state), arena(state), &who, &allow, &in, &id, &secret), ERR_OK);
    return id;
}

static int64_t put(void **state, int64_t endpoint, int64_t subject, int64_t due_at)
{
    struct notice n = {
        .id = notice_new_id(arena(state)),
        .type = NOTICE_AGENDA_PUBLISHED,
        .subject_kind = "meeting",
        .subject_id = subject,
        .body = arena_printf(arena(state), "{\"subject\":%lld}", (long long)subject),
        .due_at = due_at,
    };
    int64_t id = 0;

    assert_int_equal(outbox_add(given_tx(state), endpoint, &n, &id), ERR_OK);
    return id;
}

static int64_t put_now(void **state, int64_t endpoint, int64_t subject)
{
    return put(state, endpoint, subject, clock_now());
}

static struct courier *start_with(void **state, struct lines allow, int64_t total_ms)
{
    struct courier_options o = {
        .db = given_database(state), .allow = allow, .version = "9.9", .total_ms = total_ms
    };
    struct courier *c = NULL;

    assert_int_equal(courier_start(&o, given_fault(state), &c), ERR_OK);
    return c;
}

static struct courier *start(void **state)
{
    return start_with(state, allowed(state), 2000);
}

static struct delivery delivery(void **state, int64_t id)
{
    struct fault f;
    struct snap *s;
    struct delivery d;

    fault_init(&f, arena(state));
    assert_int_equal(snap_begin(given_database(state), &f, &s), ERR_OK);
    assert_int_equal(outbox_get(s, arena(state), id, &d), ERR_OK);
    snap_end(s);
    return d;
}

static struct delivery settled(void **state, int64_t id, enum delivery_state as)
{
    int64_t until = clock_monotonic() + PATIENCE_MS;
    struct delivery d = delivery(state, id);

    while (d.state != as && clock_monotonic() < until) {
        (void)usleep(5000);
        d = delivery(state, id);
    }
    assert_int_equal(d.state, as);
    return d;
}

static struct endpoint endpoint(void **state, int64_t id)
{
    struct fault f;
    struct snap *s;
    struct endpoint e;

    fault_init(&f, arena(state));
    assert_int_equal(snap_begin(given_database(state), &f, &s), ERR_OK);
    assert_int_equal(endpoint_get(s, arena(state), id, &e), ERR_OK);
    snap_end(s);
    return e;
}

static struct received got(void **state, int n)
{
    return receiver_get(receiver, arena(state), from + n);
}

static const char *got_header(void **state, int n, const char *name)
{
    struct received r = got(state, n);

    return received_header(arena(state), &r, name);
}

static int arrived(void)
{
    return receiver_count(receiver) - from;
}

static bool arrive(int count)
{
    return receiver_wait(receiver, from + count, PATIENCE_MS);
}

static int given_post(void **state)
{
    from = receiver_count(receiver);
    return given_db(state);
}

static void a_notice_arrives_with_its_headers(void **state)
{
    int64_t id = put_now(state, given_endpoint(state, "/pad"), 7);

    given_commit(state);
    struct courier *c = start(state);
    struct delivery d = settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(arrived(), 1);
    struct received r = got(state, 0);
    assert_true(str_starts(r.head, "POST /pad HTTP/1.1\r\n"));
    assert_string_equal(r.body, d.body);
    assert_string_equal(
        got_header(state, 0, "content-type"), "application/cloudevents+json; charset=utf-8");
    assert_string_equal(got_header(state, 0, "webhook-id"), d.notice_id);
    assert_string_equal(got_header(state, 0, "user-agent"), "lokd/9.9");
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
    int64_t to = given_endpoint(state, "/pad"), timestamp = 0;
    const char *secret, *old, *expected;

    assert_int_equal(endpoint_rotate(given_tx(state), arena(state), &who, to, &secret), ERR_OK);
    int64_t id = put_now(state, to, 7);
    assert_int_equal(sql_one(tx_snap(given_tx(state)), &SECRETS, IN(in_i64("id", to)),
                         OUT(out_text("secret", arena(state), &secret),
                             out_text("old_secret", arena(state), &old))),
        ERR_OK);
    given_commit(state);
    struct courier *c = start(state);
    struct delivery d = settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_true(str_to_i64(got_header(state, 0, "webhook-timestamp"), &timestamp));
    assert_in_range(timestamp, clock_now() / 1000 - 20, clock_now() / 1000);
    assert_int_equal(sign_header(arena(state), secret, old, d.notice_id, timestamp, d.body,
                         strlen(d.body), &expected),
        ERR_OK);
    assert_string_equal(got_header(state, 0, "webhook-signature"), expected);
    assert_non_null(strstr(expected, " v1,"));
}

static void a_failure_is_tried_again_on_schedule(void **state)
{
    int64_t to = given_endpoint(state, "/status/500"), id = put_now(state, to, 7);

    given_commit(state);
    struct courier *c = start(state);
    struct delivery d = settled(state, id, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(d.attempts, 1);
    assert_int_equal(d.last_status, 500);
    assert_int_equal(d.finished_at, 0);
    assert_true(d.last_error[0] != '\0');
    assert_in_range(d.due_at - clock_now(), 2000, 5600);
    assert_int_equal(endpoint(state, to).failures, 1);
    assert_true(endpoint(state, to).failing_since > 0);
}

static const struct sql DUE_NOW = SQL("UPDATE delivery SET due_at = created_at");

static void the_next_attempt_is_the_same_notice(void **state)
{
    int64_t id = put_now(state, given_endpoint(state, "/status/500"), 7);

    given_commit(state);
    struct courier *c = start(state);
    (void)settled(state, id, DELIVERY_FAILED);
    assert_int_equal(sql_run(given_tx(state), &DUE_NOW, IN(), NULL), ERR_OK);
    given_commit(state);
    courier_wake(c);
    assert_true(arrive(2));
    courier_stop(c, 1000);
    assert_string_equal(got_header(state, 0, "webhook-id"), got_header(state, 1, "webhook-id"));
    assert_string_equal(got(state, 0).body, got(state, 1).body);
    assert_int_equal(delivery(state, id).attempts, 2);
}

static void retry_after_is_waited_for(void **state)
{
    int64_t id = put_now(state, given_endpoint(state, "/retry/600"), 7);

    given_commit(state);
    struct courier *c = start(state);
    struct delivery d = settled(state, id, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(d.last_status, 429);
    assert_in_range(d.due_at - clock_now(), 590000, 660000);
}

static void gone_disables_the_endpoint_and_ends_what_waits(void **state)
{
    int64_t to = given_endpoint(state, "/status/410"), id = put_now(state, to, 7);
    int64_t follows = put_now(state, to, 7), later = put(state, to, 8, clock_now() + 90000);
    struct event_list events;

    given_commit(state);
    struct courier *c = start(state);
    (void)settled(state, id, DELIVERY_DEAD);
    courier_stop(c, 1000);
    struct endpoint e = endpoint(state, to);
    assert_int_equal(e.state, ENDPOINT_DISABLED);
    assert_true(e.reason[0] != '\0');
    assert_int_equal(delivery(state, follows).state, DELIVERY_DEAD);
    assert_string_equal(delivery(state, later).last_error, e.reason);
    assert_int_equal(arrived(), 1);
    assert_int_equal(
        event_list(tx_snap(given_tx(state)), arena(state), "endpoint", to, 0, 1, &events), ERR_OK);
    assert_string_equal(events.at[0].type, "endpoint.disabled");
}

static void no_answer_in_time_is_a_failure(void **state)
{
    int64_t id = put_now(state, given_endpoint(state, "/hang"), 7);

    given_commit(state);
    struct courier *c = start_with(state, allowed(state), 200);
    struct delivery d = settled(state, id, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(d.last_status, 0);
    assert_string_equal(d.last_error, "Er kwam niet op tijd een antwoord.");
    assert_in_range(d.last_ms, 150, 2000);
}

static void a_dropped_connection_is_a_failure(void **state)
{
    int64_t id = put_now(state, given_endpoint(state, "/drop"), 7);

    given_commit(state);
    struct courier *c = start(state);
    struct delivery d = settled(state, id, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(d.last_status, 0);
    assert_string_equal(d.last_error, "De verbinding werd verbroken.");
}

static void a_redirect_is_not_followed(void **state)
{
    struct receiver *other = receiver_start();
    const char *path = arena_printf(arena(state), "/redirect/%d", receiver_port(other));
    int64_t id = put_now(state, given_endpoint(state, path), 7);

    given_commit(state);
    struct courier *c = start(state);
    struct delivery d = settled(state, id, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(d.last_status, 302);
    assert_int_equal(receiver_count(other), 0);
    receiver_stop(other);
}

static void a_private_address_that_is_not_named_is_never_called(void **state)
{
    struct lines nothing = { NULL, 0 };
    int64_t id = put_now(state, given_endpoint(state, "/pad"), 7);

    given_commit(state);
    struct courier *c = start_with(state, nothing, 2000);
    struct delivery d = settled(state, id, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(arrived(), 0);
    assert_int_equal(d.last_status, 0);
    assert_non_null(strstr(d.last_error, "openbare internet"));
}

static void one_subject_keeps_its_order(void **state)
{
    int64_t to = given_endpoint(state, "/pad"), ids[20];

    for (size_t i = 0; i < ARRAY_LEN(ids); i++)
        ids[i] = put_now(state, to, 7);
    given_commit(state);
    struct courier *c = start(state);
    (void)settled(state, ids[ARRAY_LEN(ids) - 1], DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(arrived(), ARRAY_LEN(ids));
    for (int i = 0; i < (int)ARRAY_LEN(ids); i++)
        assert_string_equal(got_header(state, i, "webhook-id"), delivery(state, ids[i]).notice_id);
}

static void a_failed_one_holds_back_its_own_subject_only(void **state)
{
    int64_t to = given_endpoint(state, "/status/500");
    int64_t first = put_now(state, to, 7), follows = put_now(state, to, 7);
    int64_t other = put_now(state, to, 8);

    given_commit(state);
    struct courier *c = start(state);
    (void)settled(state, first, DELIVERY_FAILED);
    (void)settled(state, other, DELIVERY_FAILED);
    courier_stop(c, 1000);
    assert_int_equal(arrived(), 2);
    assert_int_equal(delivery(state, follows).state, DELIVERY_PENDING);
    assert_int_equal(delivery(state, follows).attempts, 0);
}

static void an_idle_courier_that_is_woken_sends_at_once(void **state)
{
    int64_t to = given_endpoint(state, "/pad");

    given_commit(state);
    struct courier *c = start(state);
    (void)usleep(200000);
    (void)put_now(state, to, 7);
    given_commit(state);
    int64_t woken = clock_monotonic();
    courier_wake(c);
    assert_true(arrive(1));
    courier_stop(c, 1000);
    assert_in_range(got(state, 0).at - woken, 0, 400);
}

static void nothing_leaves_before_it_is_due(void **state)
{
    int64_t to = given_endpoint(state, "/pad"), now = clock_now(), begun = clock_monotonic();

    (void)put(state, to, 7, now + 300);
    given_commit(state);
    struct courier *c = start(state);
    assert_true(arrive(1));
    courier_stop(c, 1000);
    assert_true(got(state, 0).at - begun >= 295);
}

static void what_was_taken_back_does_not_leave(void **state)
{
    int64_t to = given_endpoint(state, "/pad"), held = put(state, to, 7, clock_now() + 200);
    int64_t other = put(state, to, 8, clock_now() + 400);

    given_commit(state);
    struct courier *c = start(state);
    assert_int_equal(outbox_cancel_subject(given_tx(state), "meeting", 7), ERR_OK);
    given_commit(state);
    (void)settled(state, other, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(arrived(), 1);
    assert_int_equal(delivery(state, held).state, DELIVERY_CANCELLED);
}

static const struct sql EXPIRE_AT = SQL("UPDATE delivery SET expires_at = :at WHERE id = :id");

static void what_expired_is_not_sent(void **state)
{
    int64_t to = given_endpoint(state, "/pad"), id = put_now(state, to, 7);
    int64_t lasts = put_now(state, to, 8);

    assert_int_equal(sql_run(given_tx(state), &EXPIRE_AT,
                         IN(in_i64("id", id), in_i64("at", clock_now() - 1)), NULL),
        ERR_OK);
    assert_int_equal(sql_run(given_tx(state), &EXPIRE_AT,
                         IN(in_i64("id", lasts), in_i64("at", clock_now() + 60000)), NULL),
        ERR_OK);
    given_commit(state);
    struct courier *c = start(state);
    (void)settled(state, id, DELIVERY_EXPIRED);
    (void)settled(state, lasts, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(arrived(), 1);
}

static void a_paused_endpoint_gets_its_notices_later(void **state)
{
    struct actor who = actor_system();
    struct lines allow = allowed(state);
    int64_t to = given_endpoint(state, "/pad"), other = given_endpoint(state, "/ander");
    struct endpoint_input in = {
        .url = receiver_url(receiver, arena(state), "/pad"), .events = 255, .state = ENDPOINT_PAUSED
    };
    struct tx *tx = given_tx(state);

    assert_int_equal(endpoint_update(tx, &who, &allow, to, 1, &in), ERR_OK);
    int64_t waits = put_now(state, to, 7), goes = put_now(state, other, 7);
    given_commit(state);
    struct courier *c = start(state);
    (void)settled(state, goes, DELIVERY_SENT);
    assert_int_equal(delivery(state, waits).state, DELIVERY_PENDING);
    in.state = ENDPOINT_ACTIVE;
    assert_int_equal(endpoint_update(given_tx(state), &who, &allow, to, 2, &in), ERR_OK);
    given_commit(state);
    courier_wake(c);
    (void)settled(state, waits, DELIVERY_SENT);
    courier_stop(c, 1000);
}

static void given_demo(void **state)
{
    struct council council = { .name = "LOK Proefstad",
        .municipality = "Proefstad",
        .number_prefix = "LOK",
        .email = "",
        .demo_date = "2024-04-15" };

    assert_int_equal(council_create(given_tx(state), &council), ERR_OK);
}

static void in_a_demo_nothing_leaves(void **state)
{
    struct lines nothing = { NULL, 0 };

    given_demo(state);
    int64_t id = put_now(state, given_endpoint(state, "/pad"), 7);
    given_commit(state);
    struct courier *c = start_with(state, nothing, 2000);
    struct delivery d = settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(arrived(), 0);
    assert_true(d.to_demo);
    assert_int_equal(d.last_status, 0);
}

static void in_a_demo_a_named_target_is_called(void **state)
{
    given_demo(state);
    int64_t id = put_now(state, given_endpoint(state, "/pad"), 7);
    given_commit(state);
    struct courier *c = start(state);
    assert_false(settled(state, id, DELIVERY_SENT).to_demo);
    courier_stop(c, 1000);
    assert_int_equal(arrived(), 1);
}

static void expiry_counts_in_the_days_of_the_demo(void **state)
{
    int64_t spring = 0;

    given_demo(state);
    int64_t id = put_now(state, given_endpoint(state, "/pad"), 7);
    assert_true(clock_parse_rfc3339("2024-05-28T17:30:00Z", &spring));
    assert_int_equal(
        sql_run(given_tx(state), &EXPIRE_AT, IN(in_i64("id", id), in_i64("at", spring)), NULL),
        ERR_OK);
    given_commit(state);
    struct courier *c = start(state);
    (void)settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
}

static void results_are_recorded_in_groups(void **state)
{
    enum { COUNT = 600 };
    int64_t to[4], last = 0;

    for (size_t i = 0; i < ARRAY_LEN(to); i++)
        to[i] = given_endpoint(state, "/pad");
    for (int i = 0; i < COUNT; i++)
        last = put_now(state, to[i % 4], i);
    given_commit(state);
    uint64_t before = db_commit_count(given_database(state));
    struct courier *c = start(state);
    assert_true(arrive(COUNT));
    (void)settled(state, last, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(arrived(), COUNT);
    /* At most one each 100 ms, or each 200 results; a slow machine takes longer. */
    int64_t took = got(state, COUNT - 1).at - got(state, 0).at;
    assert_in_range(db_commit_count(given_database(state)) - before, 1, 8 + took / 100);
}

static void at_most_eight_at_once_go_to_one_endpoint(void **state)
{
    int64_t to = given_endpoint(state, "/slow/60"), last = 0;

    for (int i = 0; i < 40; i++)
        last = put_now(state, to, i);
    given_commit(state);
    struct courier *c = start(state);
    (void)settled(state, last, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(arrived(), 40);
    assert_in_range(receiver_peak(receiver), 1, 8);
}

static void dead_endpoints_delay_nobody(void **state)
{
    int64_t alive, last = 0;

    for (int i = 0; i < 12; i++) {
        int64_t dead = given_endpoint(state, "/hang");

        for (int k = 0; k < 20; k++)
            (void)put_now(state, dead, k);
    }
    alive = given_endpoint(state, "/pad");
    given_commit(state);
    /* The first round may fill all 64 places; after it the dead ones share 16. */
    struct courier *c = start_with(state, allowed(state), 700);
    (void)usleep(1000000);
    for (int k = 0; k < 50; k++)
        last = put_now(state, alive, k);
    given_commit(state);
    int64_t woken = clock_monotonic();
    courier_wake(c);
    (void)settled(state, last, DELIVERY_SENT);
    int64_t took = clock_monotonic() - woken;
    courier_stop(c, 100);
    assert_in_range(took, 0, 650);
}

static void connections_are_kept(void **state)
{
    int64_t to = given_endpoint(state, "/pad"), last = 0;
    int most = 0;

    for (int i = 0; i < 100; i++)
        last = put_now(state, to, i);
    given_commit(state);
    struct courier *c = start(state);
    assert_true(arrive(100));
    (void)settled(state, last, DELIVERY_SENT);
    courier_stop(c, 1000);
    int first = got(state, 0).connection;
    for (int i = 0; i < 100; i++)
        most = got(state, i).connection > most ? got(state, i).connection : most;
    assert_in_range(most - first, 0, 9);
}

static void a_long_answer_is_cut_and_still_a_success(void **state)
{
    int64_t id = put_now(state, given_endpoint(state, "/long"), 7);

    given_commit(state);
    struct courier *c = start(state);
    struct delivery d = settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(strlen(d.last_answer), 4096);
}

static void an_answer_is_kept_as_valid_text(void **state)
{
    int64_t id = put_now(state, given_endpoint(state, "/bytes"), 7);

    given_commit(state);
    struct courier *c = start(state);
    struct delivery d = settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_string_equal(d.last_answer, "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz");
}

static void a_second_courier_waits_for_the_first(void **state)
{
    int64_t to = given_endpoint(state, "/pad");

    given_commit(state);
    struct courier *first = start(state);
    int64_t before = put_now(state, to, 7);
    given_commit(state);
    courier_wake(first);
    (void)settled(state, before, DELIVERY_SENT);
    struct courier *second = start(state);
    courier_stop(first, 1000);
    int64_t after = put_now(state, to, 8);
    given_commit(state);
    courier_wake(second);
    (void)settled(state, after, DELIVERY_SENT);
    assert_int_equal(courier_stats(second).succeeded, 1);
    courier_stop(second, 1000);
    assert_int_equal(arrived(), 2);
}

static void stopping_gives_back_what_does_not_end(void **state)
{
    int64_t id = put_now(state, given_endpoint(state, "/hang"), 7);

    given_commit(state);
    struct courier *c = start_with(state, allowed(state), 20000);
    assert_true(arrive(1));
    assert_int_equal(courier_stats(c).in_flight, 1);
    int64_t begun = clock_monotonic();
    courier_stop(c, 100);
    assert_in_range(clock_monotonic() - begun, 0, 2000);
    struct delivery d = delivery(state, id);
    assert_int_equal(d.state, DELIVERY_PENDING);
    assert_int_equal(d.attempts, 0);
}

static void success_ends_the_failures_of_an_endpoint(void **state)
{
    static const struct sql FAILING =
        SQL("UPDATE endpoint SET failures = 4, failing_since = 1 WHERE id = :id");
    int64_t to = given_endpoint(state, "/pad"), id = put_now(state, to, 7);

    assert_int_equal(sql_run(given_tx(state), &FAILING, IN(in_i64("id", to)), NULL), ERR_OK);
    given_commit(state);
    struct courier *c = start(state);
    (void)settled(state, id, DELIVERY_SENT);
    courier_stop(c, 1000);
    assert_int_equal(endpoint(state, to).failures, 0);
    assert_true(endpoint(state, to).last_success_at > 0);
}

#define WITH_POST(test) cmocka_unit_test_setup_teardown(test, given_post, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_POST(at_most_eight_at_once_go_to_one_endpoint), /* first: the peak is the receiver's */
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
        WITH_POST(one_subject_keeps_its_order),
        WITH_POST(a_failed_one_holds_back_its_own_subject_only),
        WITH_POST(an_idle_courier_that_is_woken_sends_at_once),
        WITH_POST(nothing_leaves_before_it_is_due),
        WITH_POST(what_was_taken_back_does_not_leave),
        WITH_POST(what_expired_is_not_sent),
        WITH_POST(a_paused_endpoint_gets_its_notices_later),
        WITH_POST(in_a_demo_nothing_leaves),
        WITH_POST(in_a_demo_a_named_target_is_called),
        WITH_POST(expiry_counts_in_the_days_of_the_demo),
        WITH_POST(results_are_recorded_in_groups),
        WITH_POST(dead_endpoints_delay_nobody),
        WITH_POST(connections_are_kept),
        WITH_POST(a_long_answer_is_cut_and_still_a_success),
        WITH_POST(an_answer_is_kept_as_valid_text),
        WITH_POST(a_second_courier_waits_for_the_first),
        WITH_POST(stopping_gives_back_what_does_not_end),
        WITH_POST(success_ends_the_failures_of_an_endpoint),
    };

    /* A proxy in the environment is never asked. */
    (void)setenv("http_proxy", "http://127.0.0.1:1", 1);
    (void)setenv("all_proxy", "http://127.0.0.1:1", 1);
    receiver = receiver_start();
    int wrong = cmocka_run_group_tests(tests, NULL, NULL);
    receiver_stop(receiver);
    return wrong;
}
