/* Covers notify/notice.c, notify/outbox_read.c. */
#include "lok/base/clock.h"
#include "notify/outbox.h"
#include "tests/given/given.h"
#include "tests/given/outbox.h"
#include <string.h>
static void what_is_put_is_read_back_whole(void **state)
{
    int64_t endpoint = given_any_endpoint(state);
    struct notice n = given_meeting_notice(state, 7, 12345);

    n.sending_id = 3;
    struct delivery d = delivery_now(state, given_delivery(state, endpoint, n));
    assert_string_equal(d.notice_id, n.id);
    assert_int_equal(d.type, NOTICE_AGENDA_PUBLISHED);
    assert_string_equal(d.subject_kind, "meeting");
    assert_int_equal(d.subject_id, 7);
    assert_int_equal(d.state, DELIVERY_PENDING);
    assert_int_equal(d.due_at, 12345);
    assert_int_equal(d.finished_at, 0);
    assert_string_equal(d.body, n.body);
    assert_int_equal(d.sending_id, 3);
    assert_string_equal(d.endpoint_url, "https://hooks.example.be/");
    assert_false(d.to_demo);
}

static void a_rolled_back_change_tells_nobody(void **state)
{
    int64_t endpoint = given_any_endpoint(state);
    struct outbox_counts counts;
    struct fault f;
    struct tx *tx;
    struct notice n = given_meeting_notice(state, 7, 1);

    given_commit(state);
    fault_init(&f, arena(state));
    assert_int_equal(tx_begin(given_database(state), &f, &tx), ERR_OK);
    assert_int_equal(outbox_put(tx, endpoint, &n), ERR_OK);
    tx_rollback(tx);
    assert_int_equal(outbox_count(tx_snap(given_tx(state)), &counts), ERR_OK);
    assert_int_equal(counts.pending, 0);
}

static void a_body_over_20_kb_is_refused(void **state)
{
    int64_t endpoint = given_any_endpoint(state);
    struct notice n = given_meeting_notice(state, 7, 1);
    char *body = arena_alloc(arena(state), NOTICE_MAX_BODY + 2);

    memset(body, 'x', NOTICE_MAX_BODY + 1);
    n.body = body;
    assert_int_equal(outbox_put(given_tx(state), endpoint, &n), ERR_TOO_LARGE);
    body[NOTICE_MAX_BODY] = '\0';
    assert_int_equal(outbox_put(given_tx(state), endpoint, &n), ERR_OK);
}

static void an_id_is_visible_ascii_without_a_dot(void **state)
{
    (void)state;
    assert_true(notice_id_valid("msg_Ab-9_"));
    assert_false(notice_id_valid(""));
    assert_false(notice_id_valid("a.b"));
    assert_false(notice_id_valid("a b"));
    assert_false(notice_id_valid("a\r\nX-Evil: 1"));
    assert_false(notice_id_valid("\xc3\xa9"));
    assert_true(notice_id_valid(notice_new_id(arena(state))));
}

static void a_sending_is_taken_back_as_a_whole_before_it_is_due(void **state)
{
    int64_t endpoint = given_any_endpoint(state), count = 0;
    struct notice n = given_meeting_notice(state, 7, 1000);

    n.sending_id = 3;
    int64_t first = given_delivery(state, endpoint, n);
    n.subject_id = 8;
    int64_t second = given_delivery(state, endpoint, n);
    n.sending_id = 4;
    int64_t other = given_delivery(state, endpoint, n);
    assert_int_equal(outbox_take_back(given_tx(state), 3, 999, &count), ERR_OK);
    assert_int_equal(count, 2);
    assert_int_equal(delivery_now(state, first).state, DELIVERY_CANCELLED);
    assert_int_equal(delivery_now(state, second).state, DELIVERY_CANCELLED);
    assert_int_equal(delivery_now(state, other).state, DELIVERY_PENDING);
}

static void what_is_due_cannot_be_taken_back(void **state)
{
    int64_t endpoint = given_any_endpoint(state), count = -1;
    struct notice n = given_meeting_notice(state, 7, 1000);

    n.sending_id = 3;
    int64_t due = given_delivery(state, endpoint, n);
    n.due_at = 2000;
    int64_t later = given_delivery(state, endpoint, n);
    assert_int_equal(outbox_take_back(given_tx(state), 3, 1000, &count), ERR_CONFLICT);
    assert_int_equal(count, -1);
    assert_int_equal(delivery_now(state, due).state, DELIVERY_PENDING);
    assert_int_equal(delivery_now(state, later).state, DELIVERY_PENDING);
}

static void what_failed_once_cannot_be_taken_back(void **state)
{
    int64_t endpoint = given_any_endpoint(state), count;
    struct notice n = given_meeting_notice(state, 7, 1000);

    n.sending_id = 3;
    given_delivery_state(state, given_delivery(state, endpoint, n), DELIVERY_FAILED, 0);
    assert_int_equal(outbox_take_back(given_tx(state), 3, 10, &count), ERR_CONFLICT);
}

static void taking_back_twice_holds_nothing_back_the_second_time(void **state)
{
    int64_t endpoint = given_any_endpoint(state), count;
    struct notice n = given_meeting_notice(state, 7, 1000);

    n.sending_id = 3;
    (void)given_delivery(state, endpoint, n);
    assert_int_equal(outbox_take_back(given_tx(state), 3, 10, &count), ERR_OK);
    assert_int_equal(outbox_take_back(given_tx(state), 3, 5000, &count), ERR_OK);
    assert_int_equal(count, 0);
}

static void cancelling_a_subject_leaves_other_subjects_and_what_was_sent(void **state)
{
    int64_t endpoint = given_any_endpoint(state);
    int64_t waits = given_delivery(state, endpoint, given_meeting_notice(state, 7, 1000));
    int64_t sent = given_delivery(state, endpoint, given_meeting_notice(state, 7, 1000));
    int64_t other = given_delivery(state, endpoint, given_meeting_notice(state, 8, 1000));

    given_delivery_state(state, sent, DELIVERY_SENT, 5);
    assert_int_equal(outbox_cancel_subject(given_tx(state), "meeting", 7), ERR_OK);
    assert_int_equal(delivery_now(state, waits).state, DELIVERY_CANCELLED);
    assert_int_equal(delivery_now(state, sent).state, DELIVERY_SENT);
    assert_int_equal(delivery_now(state, other).state, DELIVERY_PENDING);
}

static void lists_are_newest_first_and_go_on_before_the_last_one_seen(void **state)
{
    int64_t endpoint = given_any_endpoint(state), other = given_any_endpoint(state);
    int64_t first = given_delivery(state, endpoint, given_meeting_notice(state, 1, 1));
    int64_t second = given_delivery(state, other, given_meeting_notice(state, 1, 1));
    int64_t third = given_delivery(state, endpoint, given_meeting_notice(state, 1, 1));
    struct snap *s = tx_snap(given_tx(state));
    struct delivery_list list;

    assert_int_equal(outbox_list(s, arena(state), 0, 0, 2, &list), ERR_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.at[0].id, third);
    assert_int_equal(list.at[1].id, second);
    assert_int_equal(outbox_list(s, arena(state), 0, second, 2, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(outbox_list(s, arena(state), endpoint, third, 5, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].id, first);
}

static void the_deliveries_of_a_sending_are_listed_in_order(void **state)
{
    int64_t endpoint = given_any_endpoint(state);
    struct notice n = given_meeting_notice(state, 7, 1000);
    struct delivery_list list;

    (void)given_delivery(state, endpoint, n);
    n.sending_id = 3;
    int64_t first = given_delivery(state, endpoint, n), second = given_delivery(state, endpoint, n);
    struct snap *s = tx_snap(given_tx(state));
    assert_int_equal(outbox_of_sending(s, arena(state), 3, &list), ERR_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.at[0].id, first);
    assert_int_equal(list.at[1].id, second);
    assert_int_equal(outbox_of_sending(s, arena(state), 0, &list), ERR_OK);
    assert_int_equal(list.count, 0);
}

static void what_was_sent_may_be_sent_again(void **state)
{
    struct actor who = actor_system();
    int64_t endpoint = given_any_endpoint(state),
            id = given_delivery(state, endpoint, given_meeting_notice(state, 7, 1000));
    struct delivery before = delivery_now(state, id);

    given_delivery_state(state, id, DELIVERY_SENT, 5);
    assert_int_equal(outbox_resend(given_tx(state), &who, id, 9000), ERR_OK);
    struct delivery d = delivery_now(state, id);
    assert_int_equal(d.state, DELIVERY_PENDING);
    assert_int_equal(d.due_at, 9000);
    assert_int_equal(d.attempts, 0);
    assert_int_equal(d.finished_at, 0);
    assert_string_equal(d.notice_id, before.notice_id);
    assert_string_equal(d.body, before.body);
}

static void what_waits_was_held_back_or_expired_is_not_sent_again(void **state)
{
    struct actor who = actor_system();
    int64_t endpoint = given_any_endpoint(state);
    struct notice n = given_meeting_notice(state, 7, 1000);
    int64_t waits = given_delivery(state, endpoint, n), held = given_delivery(state, endpoint, n);
    n.expires_at = 5000;
    int64_t past = given_delivery(state, endpoint, n);

    given_delivery_state(state, held, DELIVERY_CANCELLED, 5);
    given_delivery_state(state, past, DELIVERY_EXPIRED, 5);
    struct tx *tx = given_tx(state);
    assert_int_equal(outbox_resend(tx, &who, waits, 9000), ERR_CONFLICT);
    assert_int_equal(outbox_resend(tx, &who, held, 9000), ERR_CONFLICT);
    assert_int_equal(outbox_resend(tx, &who, past, 9000), ERR_CONFLICT);
    assert_int_equal(outbox_resend(tx, &who, past + 1, 9000), ERR_NOT_FOUND);
}

static void a_deleted_endpoint_gets_nothing_again(void **state)
{
    struct actor who = actor_system();
    int64_t endpoint = given_any_endpoint(state),
            id = given_delivery(state, endpoint, given_meeting_notice(state, 7, 1000));

    given_delivery_state(state, id, DELIVERY_SENT, 5);
    assert_int_equal(endpoint_delete(given_tx(state), &who, endpoint, 1), ERR_OK);
    assert_int_equal(outbox_resend(given_tx(state), &who, id, 9000), ERR_CONFLICT);
}

static void counts_tell_what_waits_and_what_became_of_the_rest(void **state)
{
    int64_t endpoint = given_any_endpoint(state), now = clock_now();
    struct outbox_counts c;

    (void)given_delivery(state, endpoint, given_meeting_notice(state, 1, 7000));
    (void)given_delivery(state, endpoint, given_meeting_notice(state, 2, 5000));
    given_delivery_state(state,
        given_delivery(state, endpoint, given_meeting_notice(state, 3, 6000)), DELIVERY_FAILED, 0);
    given_delivery_state(state, given_delivery(state, endpoint, given_meeting_notice(state, 4, 1)),
        DELIVERY_SENT, now);
    given_delivery_state(state, given_delivery(state, endpoint, given_meeting_notice(state, 5, 1)),
        DELIVERY_SENT, 5);
    given_delivery_state(state, given_delivery(state, endpoint, given_meeting_notice(state, 6, 1)),
        DELIVERY_DEAD, now);
    assert_int_equal(outbox_count(tx_snap(given_tx(state)), &c), ERR_OK);
    assert_int_equal(c.pending, 2);
    assert_int_equal(c.failed, 1);
    assert_int_equal(c.sent, 1);
    assert_int_equal(c.dead, 1);
    assert_int_equal(c.oldest_due_at, 5000);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(what_is_put_is_read_back_whole),
        WITH_DB(a_rolled_back_change_tells_nobody),
        WITH_DB(a_body_over_20_kb_is_refused),
        WITH_DB(an_id_is_visible_ascii_without_a_dot),
        WITH_DB(a_sending_is_taken_back_as_a_whole_before_it_is_due),
        WITH_DB(what_is_due_cannot_be_taken_back),
        WITH_DB(what_failed_once_cannot_be_taken_back),
        WITH_DB(taking_back_twice_holds_nothing_back_the_second_time),
        WITH_DB(cancelling_a_subject_leaves_other_subjects_and_what_was_sent),
        WITH_DB(lists_are_newest_first_and_go_on_before_the_last_one_seen),
        WITH_DB(the_deliveries_of_a_sending_are_listed_in_order),
        WITH_DB(what_was_sent_may_be_sent_again),
        WITH_DB(what_waits_was_held_back_or_expired_is_not_sent_again),
        WITH_DB(a_deleted_endpoint_gets_nothing_again),
        WITH_DB(counts_tell_what_waits_and_what_became_of_the_rest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
