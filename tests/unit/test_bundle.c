/* Mail for who takes it together. Covers agenda/notices_mail.c, notify/outbox_link.c and the digests of
 * notify/mailbox.c. */
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "notify/mailbox.h"
#include "notify/outbox_link.h"
#include "tests/given/people.h"
#include <string.h>

struct given_case {
    struct people_given people;
    struct telling_meeting meeting;
    int64_t box, next; /* the member's mailbox and its next digest */
};

/* The member takes mail once a day. The council's date is 15 April, the meeting is on 28 May. */
static struct given_case drafted(void **state)
{
    struct actor system = actor_system();
    struct given_case c = { .meeting = telling_meeting(state) };
    struct mailbox box = { 0 };

    c.people = people_given(state);
    telling_item(state, c.meeting.id, "Eigen punt", ACCESS_MEMBERS, c.people.partner);
    assert_int_equal(
        mailbox_set_rhythm(given_tx(state), &system, c.people.member, MAIL_DAILY), ERR_OK);
    assert_int_equal(mailbox_of(given_tx(state), arena(state), c.people.member, &box), ERR_OK);
    c.box = box.endpoint_id;
    c.next = digest_moment(MAIL_DAILY, clock_now());
    return c;
}

/* What the member gets of a sending. */
static struct delivery to_member(void **state, const struct given_case *c, int64_t sending_id)
{
    struct delivery_list list = telling_deliveries(state, sending_id);
    struct delivery found = { 0 };

    for (size_t i = 0; i < list.count; i++)
        if (list.at[i].endpoint_id == c->box)
            found = list.at[i];
    assert_int_not_equal(found.id, 0);
    return found;
}

static struct delivery now(void **state, int64_t id)
{
    struct delivery d = { 0 };

    assert_int_equal(outbox_get(tx_snap(given_tx(state)), arena(state), id, &d), ERR_OK);
    return d;
}

static void a_notice_waits_for_the_digest_and_others_get_it_at_once(void **state)
{
    struct given_case c = drafted(state);
    struct sending s = people_send(state, c.meeting.id, SENDING_AGENDA);
    struct delivery d = to_member(state, &c, s.id);
    struct delivery_list list = telling_deliveries(state, s.id);
    size_t at_once = 0;

    assert_true(d.bundle_at == c.next && d.due_at == c.next);
    for (size_t i = 0; i < list.count; i++)
        at_once += list.at[i].bundle_at == 0 && list.at[i].due_at <= clock_now();
    assert_int_equal(at_once, list.count - 1);
    assert_true(at_once > 0);
}

static void several_notices_of_a_day_are_one_bundle(void **state)
{
    struct given_case c = drafted(state);
    struct sending first = people_send(state, c.meeting.id, SENDING_DATE);
    struct sending second = people_send(state, c.meeting.id, SENDING_CALL);
    struct delivery d = to_member(state, &c, first.id);

    assert_true(d.bundle_at == to_member(state, &c, second.id).bundle_at);
    assert_int_equal(d.bundled, 1);
}

static void a_move_goes_at_once_and_takes_along_what_waited_of_that_meeting(void **state)
{
    struct given_case c = drafted(state);
    struct sending first = people_send(state, c.meeting.id, SENDING_AGENDA);
    int64_t waited = to_member(state, &c, first.id).id;

    telling_move(state, c.meeting.id, "2024-06-04");
    struct sending moved = people_send(state, c.meeting.id, SENDING_CHANGES);
    struct delivery urgent = to_member(state, &c, moved.id), old = now(state, waited);
    assert_int_equal(urgent.type, NOTICE_MEETING_MOVED);
    assert_true(urgent.due_at <= clock_now());
    assert_true(old.due_at == urgent.due_at && old.bundle_at == urgent.bundle_at);
    assert_int_equal(old.state, DELIVERY_PENDING);
}

static void a_cancellation_goes_at_once_and_loses_nothing_when_taken_back(void **state)
{
    struct actor system = actor_system();
    struct given_case c = drafted(state);
    struct sending first = people_send(state, c.meeting.id, SENDING_AGENDA);
    int64_t waited = to_member(state, &c, first.id).id;
    struct sending_options o = PEOPLE_MAIL;
    struct sending s = { 0 };

    o.undo_seconds = 120;
    assert_int_equal(sending_send(given_tx(state), arena(state), &system, &o, c.meeting.id, 0,
                         SENDING_CANCELLATION, &s),
        ERR_OK);
    assert_true(to_member(state, &c, s.id).due_at <= clock_now() + 120000);
    assert_int_equal(sending_take_back(given_tx(state), &system, s.id), ERR_OK);
    assert_int_equal(now(state, waited).state, DELIVERY_PENDING);
}

static void what_is_taken_back_leaves_the_bundle(void **state)
{
    struct actor system = actor_system();
    struct given_case c = drafted(state);
    struct sending_options o = PEOPLE_MAIL;
    struct sending s = { 0 };

    o.undo_seconds = 120;
    assert_int_equal(
        sending_send(given_tx(state), arena(state), &system, &o, c.meeting.id, 0, SENDING_DATE, &s),
        ERR_OK);
    int64_t id = to_member(state, &c, s.id).id;
    assert_int_equal(sending_take_back(given_tx(state), &system, s.id), ERR_OK);
    assert_int_equal(now(state, id).state, DELIVERY_CANCELLED);
}

static const struct sql TODAY = SQL("UPDATE council SET demo_date = :today");

static void an_invitation_that_would_come_too_late_goes_at_once(void **state)
{
    struct given_case c = drafted(state);

    assert_int_equal(
        sql_run(given_tx(state), &TODAY, IN(in_text("today", "2024-05-20")), NULL), ERR_OK);
    struct sending s = people_send(state, c.meeting.id, SENDING_AGENDA);
    assert_true(to_member(state, &c, s.id).due_at <= clock_now());
    assert_int_equal(to_member(state, &c, s.id).bundle_at, 0);
}

static void a_weekly_reader_hears_the_day_before_at_the_latest(void **state)
{
    struct actor system = actor_system();
    struct given_case c = drafted(state);

    assert_int_equal(
        mailbox_set_rhythm(given_tx(state), &system, c.people.member, MAIL_WEEKLY), ERR_OK);
    people_send(state, c.meeting.id, SENDING_AGENDA);
    /* The council's day has the hour of the real one, which may be a Monday before seven. */
    const char *today = clock_local(clock_now()).hour < 8 ? "2024-05-28" : "2024-05-27";
    assert_int_equal(sql_run(given_tx(state), &TODAY, IN(in_text("today", today)), NULL), ERR_OK);
    struct sending s = people_send(state, c.meeting.id, SENDING_REMINDER);
    assert_true(to_member(state, &c, s.id).due_at <= clock_now());
}

static void who_wants_mail_at_once_again_does_not_wait_for_tomorrow(void **state)
{
    struct actor system = actor_system();
    struct given_case c = drafted(state);
    struct sending s = people_send(state, c.meeting.id, SENDING_DATE);
    int64_t id = to_member(state, &c, s.id).id;

    assert_int_equal(
        mailbox_set_rhythm(given_tx(state), &system, c.people.member, MAIL_WEEKLY), ERR_OK);
    assert_true(now(state, id).due_at == c.next);
    assert_int_equal(
        mailbox_set_rhythm(given_tx(state), &system, c.people.member, MAIL_AT_ONCE), ERR_OK);
    assert_true(now(state, id).due_at <= clock_now() + INT64_C(3600) * 1000);
    given_last_event(state, "person.changed");
}

static void stopping_ends_what_waits_for_a_digest(void **state)
{
    struct actor system = actor_system();
    struct given_case c = drafted(state);
    struct sending s = people_send(state, c.meeting.id, SENDING_DATE);

    assert_int_equal(mailbox_stop(given_tx(state), &system, c.people.member, true), ERR_OK);
    assert_int_equal(now(state, to_member(state, &c, s.id).id).state, DELIVERY_CANCELLED);
}

/* -- the link -- */

static const struct sql LINK =
    SQL("SELECT token, token_hash FROM delivery_link WHERE delivery_id = :id");

struct stored {
    const char *token, *hash;
};

static struct stored stored(void **state, int64_t id)
{
    struct stored s = { 0 };

    assert_int_equal(sql_one(tx_snap(given_tx(state)), &LINK, IN(in_i64("id", id)),
                         OUT(out_text("token", arena(state), &s.token),
                             out_text("token_hash", arena(state), &s.hash))),
        ERR_OK);
    return s;
}

static const struct sql FINISH =
    SQL("UPDATE delivery SET state = 'sent', finished_at = :now WHERE id = :id");

static void what_left_holds_no_link_and_a_resend_makes_a_fresh_one(void **state)
{
    struct actor system = actor_system();
    struct given_case c = drafted(state);
    struct sending s = people_send(state, c.meeting.id, SENDING_DATE);
    int64_t id = to_member(state, &c, s.id).id, open = 0;
    struct stored before = stored(state, id);
    struct personal_link link = { 0 };

    assert_null(strstr(now(state, id).body, before.token));
    assert_int_equal(
        sql_run(given_tx(state), &FINISH, IN(in_i64("id", id), in_i64("now", clock_now())), NULL),
        ERR_OK);
    assert_int_equal(outbox_links_open(tx_snap(given_tx(state)), &open), ERR_OK);
    assert_int_equal(open, 1);
    assert_int_equal(outbox_links_clear(given_tx(state)), ERR_OK);
    assert_string_equal(stored(state, id).token, "");
    assert_int_equal(outbox_resend(given_tx(state), &system, id, clock_now()), ERR_OK);
    struct stored after = stored(state, id);
    assert_string_not_equal(after.token, before.token);
    assert_int_equal(now(state, id).bundle_at, 0);
    assert_int_equal(
        personal_link_open(tx_snap(given_tx(state)), arena(state), after.token, &link), ERR_OK);
    assert_int_equal(link.person_id, c.people.member);
    assert_int_equal(link.meeting_id, c.meeting.id);
    assert_int_equal(
        personal_link_open(tx_snap(given_tx(state)), arena(state), before.token, &link), ERR_OK);
}

static void a_mail_whose_link_is_no_more_is_not_sent_again(void **state)
{
    struct actor system = actor_system();
    struct given_case c = drafted(state);
    struct sending s = people_send(state, c.meeting.id, SENDING_DATE);
    int64_t id = to_member(state, &c, s.id).id;

    assert_int_equal(
        sql_run(given_tx(state), &FINISH, IN(in_i64("id", id), in_i64("now", clock_now())), NULL),
        ERR_OK);
    assert_int_equal(personal_link_forget_sending(given_tx(state), s.id), ERR_OK);
    assert_int_equal(outbox_resend(given_tx(state), &system, id, clock_now()), ERR_CONFLICT);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(a_notice_waits_for_the_digest_and_others_get_it_at_once),
        WITH_DB(several_notices_of_a_day_are_one_bundle),
        WITH_DB(a_move_goes_at_once_and_takes_along_what_waited_of_that_meeting),
        WITH_DB(a_cancellation_goes_at_once_and_loses_nothing_when_taken_back),
        WITH_DB(what_is_taken_back_leaves_the_bundle),
        WITH_DB(an_invitation_that_would_come_too_late_goes_at_once),
        WITH_DB(a_weekly_reader_hears_the_day_before_at_the_latest),
        WITH_DB(who_wants_mail_at_once_again_does_not_wait_for_tomorrow),
        WITH_DB(stopping_ends_what_waits_for_a_digest),
        WITH_DB(what_left_holds_no_link_and_a_resend_makes_a_fresh_one),
        WITH_DB(a_mail_whose_link_is_no_more_is_not_sent_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
