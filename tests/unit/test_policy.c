#include "notify/policy.h"
#include "tests/given/given.h"

static const int64_t SECOND = 1000, MINUTE = 60 * 1000, HOUR = 60 * 60 * 1000;
static const int64_t NOW = INT64_C(1716900000000);

static struct verdict after(struct attempt_context c, struct attempt_result r)
{
    return policy_after(&c, &r);
}

static struct attempt_context first_try(void)
{
    return (struct attempt_context){ .now = NOW };
}

static void only_2xx_is_success(void **state)
{
    (void)state;
    for (int status = -1; status <= 1000; status++) {
        struct verdict v = after(first_try(), (struct attempt_result){ .status = status });
        bool success = status >= 200 && status <= 299;

        if (success)
            assert_int_equal(v.state, DELIVERY_SENT);
        else
            assert_int_not_equal(v.state, DELIVERY_SENT);
    }
}

static void success_ends_the_row_of_failures(void **state)
{
    struct attempt_context c = {
        .now = NOW, .attempts = 3, .endpoint_failures = 40, .failing_since = NOW - 900 * HOUR
    };
    struct verdict v = after(c, (struct attempt_result){ .status = 204 });

    (void)state;
    assert_int_equal(v.failures, 0);
    assert_int_equal(v.failing_since, 0);
    assert_false(v.disable);
}

static void the_schedule_is_the_published_one(void **state)
{
    const int64_t expected[] = { 0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR,
        10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR };

    (void)state;
    for (int i = 0; i < POLICY_ATTEMPTS; i++)
        assert_int_equal(policy_delay(i), expected[i]);
    assert_int_equal(policy_delay(-5), 0);
    assert_int_equal(policy_delay(1000), 24 * HOUR);
}

static void a_failure_waits_for_the_next_turn_of_the_schedule(void **state)
{
    (void)state;
    for (int64_t attempts = 0; attempts < POLICY_ATTEMPTS - 1; attempts++)
        for (int status = 0; status < 600; status++) {
            if (status == 410 || (status >= 200 && status <= 299))
                continue;
            struct attempt_context c = { .now = NOW, .attempts = attempts };
            struct verdict v = after(c, (struct attempt_result){ .status = status });

            assert_int_equal(v.state, DELIVERY_FAILED);
            assert_int_equal(v.next_at, NOW + policy_delay(attempts + 1));
        }
}

static void the_tenth_failure_gives_up(void **state)
{
    (void)state;
    for (int64_t attempts = 9; attempts < 30; attempts++) {
        struct attempt_context c = { .now = NOW, .attempts = attempts };
        struct verdict v = after(c, (struct attempt_result){ .status = 500 });

        assert_int_equal(v.state, DELIVERY_DEAD);
        assert_false(v.disable);
    }
}

static void jitter_only_adds_and_at_most_a_tenth(void **state)
{
    (void)state;
    for (uint32_t random = 0; random < 5000; random++) {
        struct attempt_context c = { .now = NOW, .attempts = 2, .random = random };
        struct verdict v = after(c, (struct attempt_result){ .status = 503 });

        assert_in_range(v.next_at - NOW, policy_delay(3), policy_delay(3) * 11 / 10);
    }
    struct attempt_context most = { .now = NOW, .attempts = 8, .random = UINT32_MAX };
    assert_in_range(after(most, (struct attempt_result){ .status = 503 }).next_at - NOW, 24 * HOUR,
        24 * HOUR * 11 / 10);
}

static void retry_after_is_honoured_between_nothing_and_a_day(void **state)
{
    static const struct {
        int64_t asked, wait;
    } CASES[] = {
        { 0, 5000 },
        { 1, 5000 },
        { 5001, 5001 },
        { 90 * 1000, 90 * 1000 },
        { 86400000, 86400000 },
        { 86400001, 86400000 },
        { -1, 5000 },
        { -86400000, 5000 },
        { INT64_MIN, 5000 },
        { INT64_MAX, 86400000 },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct attempt_result r = {
            .status = 429, .has_retry_after = true, .retry_after_ms = CASES[i].asked
        };
        assert_int_equal(after(first_try(), r).next_at, NOW + CASES[i].wait);
    }
}

static void retry_after_never_shortens_the_schedule(void **state)
{
    struct attempt_context c = { .now = NOW, .attempts = 4 };
    struct attempt_result r = { .status = 503, .has_retry_after = true, .retry_after_ms = 1000 };

    (void)state;
    assert_int_equal(after(c, r).next_at, NOW + 5 * HOUR);
}

static void a_retry_after_that_was_not_sent_does_not_count(void **state)
{
    struct attempt_result r = { .status = 503, .retry_after_ms = HOUR };

    (void)state;
    assert_int_equal(after(first_try(), r).next_at, NOW + 5 * SECOND);
}

static void gone_disables_at_once(void **state)
{
    struct verdict v = after(first_try(), (struct attempt_result){ .status = 410 });

    (void)state;
    assert_true(v.disable);
    assert_int_equal(v.state, DELIVERY_DEAD);
    assert_true(v.reason[0] != '\0');
}

static void ten_failures_over_five_days_disable(void **state)
{
    (void)state;
    for (int64_t failures = 0; failures < 20; failures++)
        for (int64_t hours = 0; hours < 200; hours++) {
            struct attempt_context c = {
                .now = NOW, .endpoint_failures = failures, .failing_since = NOW - hours * HOUR
            };
            struct verdict v = after(c, (struct attempt_result){ .status = 500 });
            bool disable = failures + 1 >= 10 && hours >= 5 * 24;

            assert_int_equal(v.disable, disable);
            assert_int_equal(v.reason[0] != '\0', disable);
            assert_int_equal(v.failures, failures + 1);
        }
}

static void the_first_failure_starts_the_row(void **state)
{
    struct verdict v = after(first_try(), (struct attempt_result){ .status = 500 });

    (void)state;
    assert_int_equal(v.failures, 1);
    assert_int_equal(v.failing_since, NOW);
}

static void a_row_that_begins_in_the_future_starts_anew(void **state)
{
    struct attempt_context c = {
        .now = NOW, .endpoint_failures = 50, .failing_since = NOW + 1000 * HOUR
    };
    struct verdict v = after(c, (struct attempt_result){ .status = 500 });

    (void)state;
    assert_int_equal(v.failing_since, NOW);
    assert_false(v.disable);
}

static void a_blocked_address_is_no_success_whatever_the_status(void **state)
{
    struct verdict v =
        after(first_try(), (struct attempt_result){ .status = 200, .blocked = true });

    (void)state;
    assert_int_equal(v.state, DELIVERY_FAILED);
}

static void a_count_at_its_limit_does_not_overflow(void **state)
{
    struct attempt_context c = {
        .now = NOW, .endpoint_failures = INT64_MAX, .failing_since = 1, .attempts = 1
    };
    struct verdict v = after(c, (struct attempt_result){ .status = 500 });

    (void)state;
    assert_true(v.failures > 0);
    assert_true(v.disable);
}

static struct attempt_result mail_status(int status)
{
    return (struct attempt_result){ .status = status, .mail = true };
}

static void a_mail_that_is_accepted_is_sent(void **state)
{
    (void)state;
    assert_int_equal(after(first_try(), mail_status(250)).state, DELIVERY_SENT);
}

static void a_mail_is_tried_again_after_4xx_and_given_up_after_5xx(void **state)
{
    (void)state;
    for (int status = 400; status <= 599; status++) {
        bool login = status == 530 || status == 534 || status == 535 || status == 538;
        struct verdict v = after(first_try(), mail_status(status));

        assert_int_equal(v.state, status < 500 || login ? DELIVERY_FAILED : DELIVERY_DEAD);
        assert_int_equal(v.failures, login ? 0 : 1);
        assert_false(v.disable);
    }
}

static void trouble_of_the_mail_server_does_not_count_against_the_mailbox(void **state)
{
    struct attempt_context c = {
        .now = NOW, .attempts = 3, .endpoint_failures = 9, .failing_since = NOW - 900 * HOUR
    };
    struct attempt_result r = { .status = 554, .mail = true, .relay = true };
    struct verdict v = after(c, r);

    (void)state;
    assert_int_equal(v.state, DELIVERY_FAILED);
    assert_int_equal(v.failures, 9);
    assert_int_equal(v.failing_since, NOW - 900 * HOUR);
    assert_false(v.disable);
    c.attempts = POLICY_ATTEMPTS - 1;
    assert_int_equal(after(c, r).state, DELIVERY_DEAD);
}

static void a_dead_mail_server_is_tried_ever_less_but_every_minute_at_least(void **state)
{
    (void)state;
    assert_int_equal(policy_relay_delay(1), 5 * SECOND);
    assert_int_equal(policy_relay_delay(2), 10 * SECOND);
    assert_int_equal(policy_relay_delay(4), 40 * SECOND);
    assert_int_equal(policy_relay_delay(5), MINUTE);
    assert_int_equal(policy_relay_delay(INT64_MAX), MINUTE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_2xx_is_success),
        cmocka_unit_test(success_ends_the_row_of_failures),
        cmocka_unit_test(the_schedule_is_the_published_one),
        cmocka_unit_test(a_failure_waits_for_the_next_turn_of_the_schedule),
        cmocka_unit_test(the_tenth_failure_gives_up),
        cmocka_unit_test(jitter_only_adds_and_at_most_a_tenth),
        cmocka_unit_test(retry_after_is_honoured_between_nothing_and_a_day),
        cmocka_unit_test(retry_after_never_shortens_the_schedule),
        cmocka_unit_test(a_retry_after_that_was_not_sent_does_not_count),
        cmocka_unit_test(gone_disables_at_once),
        cmocka_unit_test(ten_failures_over_five_days_disable),
        cmocka_unit_test(the_first_failure_starts_the_row),
        cmocka_unit_test(a_row_that_begins_in_the_future_starts_anew),
        cmocka_unit_test(a_blocked_address_is_no_success_whatever_the_status),
        cmocka_unit_test(a_count_at_its_limit_does_not_overflow),
        cmocka_unit_test(a_mail_that_is_accepted_is_sent),
        cmocka_unit_test(a_mail_is_tried_again_after_4xx_and_given_up_after_5xx),
        cmocka_unit_test(a_dead_mail_server_is_tried_ever_less_but_every_minute_at_least),
        cmocka_unit_test(trouble_of_the_mail_server_does_not_count_against_the_mailbox),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
