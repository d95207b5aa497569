/* Covers agenda/sending_plan.c. */
#include "lok/base/clock.h"
#include "tests/given/telling.h"
#include <string.h>

static const struct actor SECRETARY = { .roles = ROLE_BIT(ROLE_SECRETARY) };

static int64_t count(void **state, const struct sql *q)
{
    int64_t n = -1;

    assert_int_equal(sql_one(tx_snap(given_tx(state)), q, IN(), OUT(out_i64("n", &n))), ERR_OK);
    return n;
}

/* -- each kind -- */

static void telling_the_date_plans_the_meeting_without_its_agenda(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct published p;

    telling_endpoint(state, "a", 0, TELLING_ALL);
    struct sending s = telling_send(state, t.id, SENDING_DATE, 0);
    given_last_event(state, "meeting.planned");
    assert_int_equal(work_meeting_now(state, t.id).state, MEETING_PLANNED);
    assert_int_equal(telling_sees(state, t.id, TELLING_PUBLIC, &p), ERR_OK);
    assert_false(p.has_agenda);
    assert_string_equal(work_item_now(state, t.first).number, "");
    assert_string_equal(telling_text(telling_body(state, s.id), "type"), "meeting.planned");
}

static void sending_the_agenda_freezes_it_and_convenes(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_endpoint(state, "a", 0, TELLING_ALL);
    struct sending s = telling_send(state, t.id, SENDING_AGENDA, 0);
    given_last_event(state, "agenda.published");
    assert_int_equal(s.recipients, 1);
    assert_int_equal(work_meeting_now(state, t.id).state, MEETING_CONVENED);
    assert_string_equal(work_item_now(state, t.second).number, "2");
    assert_string_equal(telling_text(telling_body(state, s.id), "type"), "agenda.published");
}

static void a_new_moment_is_told_as_moved_and_other_changes_as_changed(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_endpoint(state, "a", 0, TELLING_ALL);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    telling_rename(state, t.first, "Mentorenproject");
    struct sending s = telling_send(state, t.id, SENDING_CHANGES, 0);
    given_last_event(state, "agenda.changed");
    assert_string_equal(telling_text(telling_body(state, s.id), "type"), "agenda.changed");
    telling_move(state, t.id, "2024-06-04");
    telling_rename(state, t.first, "Mentoren");
    s = telling_send(state, t.id, SENDING_CHANGES, 0);
    given_last_event(state, "meeting.moved");
    const struct json *body = telling_body(state, s.id);
    assert_string_equal(telling_text(body, "type"), "meeting.moved");
    assert_int_equal(telling_at(body, "data.changes")->count, 2);
}

static void changes_of_a_meeting_with_only_a_date_keep_the_agenda_unseen(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct published p;

    telling_send(state, t.id, SENDING_DATE, 0);
    telling_rename(state, t.first, "Geheim");
    assert_int_equal(telling_try(state, t.id, SENDING_CHANGES, 0), ERR_CONFLICT);
    telling_move(state, t.id, "2024-06-04");
    telling_send(state, t.id, SENDING_CHANGES, 0);
    assert_int_equal(work_meeting_now(state, t.id).state, MEETING_PLANNED);
    assert_int_equal(telling_sees(state, t.id, TELLING_PUBLIC, &p), ERR_OK);
    assert_false(p.has_agenda);
    assert_string_equal(p.meeting.month, "2024-06");
}

static void a_cancellation_cancels_what_still_waits_for_that_meeting(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct published p;

    telling_endpoint(state, "a", 0, TELLING_ALL);
    struct sending agenda = telling_send(state, t.id, SENDING_AGENDA, 0);
    telling_rename(state, t.first, "Nog niet verstuurd");
    struct sending s = telling_send(state, t.id, SENDING_CANCELLATION, 0);
    given_last_event(state, "meeting.cancelled");
    assert_int_equal(telling_deliveries(state, agenda.id).at[0].state, DELIVERY_CANCELLED);
    const struct json *body = telling_body(state, s.id);
    assert_string_equal(telling_text(body, "type"), "meeting.cancelled");
    assert_string_equal(telling_text(body, "data.meeting.state"), "cancelled");
    assert_true(telling_at(body, "data.version")->number == 2);
    assert_int_equal(telling_sees(state, t.id, TELLING_PUBLIC, &p), ERR_OK);
    assert_int_equal(p.meeting.state, MEETING_CANCELLED);
    assert_string_equal(p.items.at[0].title, "Mentoren");
}

static void results_tell_one_notice_a_decision_and_one_an_announcement(void **state)
{
    struct telling_meeting t = telling_decided(state);
    struct sending s = telling_send(state, t.id, SENDING_RESULTS, 0);
    struct delivery_list list = telling_deliveries(state, s.id);
    int types[NOTICE_TYPE_COUNT] = { 0 };

    for (size_t i = 0; i < list.count; i++)
        types[list.at[i].type]++;
    assert_int_equal(list.count, 3);
    assert_int_equal(types[NOTICE_DECISION_RECORDED], 2);
    assert_int_equal(types[NOTICE_ITEM_ANNOUNCED], 1);
    assert_int_equal(s.recipients, 1);
    assert_int_equal(work_meeting_now(state, t.id).state, MEETING_CONVENED);
    assert_int_equal(telling_try(state, t.id, SENDING_RESULTS, 0), ERR_CONFLICT);
}

static void the_results_of_one_item_leave_the_others_alone(void **state)
{
    struct telling_meeting t = telling_decided(state);
    struct sending_options o = { .public_url = "https://lok.example.be" };
    struct sending s = { 0 };
    struct decision d = { 0 };

    assert_int_equal(
        sending_send_item(given_tx(state), arena(state), &SECRETARY, &o, t.second, &s), ERR_OK);
    assert_int_equal(telling_deliveries(state, s.id).count, 1);
    assert_int_equal(decision_by_item(tx_snap(given_tx(state)), arena(state), t.first, &d), ERR_OK);
    assert_int_equal(d.state, DECISION_PROVISIONAL);
}

/* -- what cannot be sent -- */

static void nothing_is_sent_without_date_or_items(void **state)
{
    given_council(state, "2024-04-15");
    int64_t undated = work_meeting(state, "2024-05");
    int64_t empty = work_meeting(state, "2024-05-28");

    work_item(state, undated, "Mentoren", PURPOSE_DISCUSSION, 0);
    assert_int_equal(telling_try(state, undated, SENDING_AGENDA, 0), ERR_CONFLICT);
    assert_int_equal(telling_try(state, undated, SENDING_DATE, 0), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "datum"));
    assert_int_equal(telling_try(state, empty, SENDING_AGENDA, 0), ERR_CONFLICT);
    assert_int_equal(telling_try(state, empty, SENDING_DATE, 0), ERR_OK);
}

static void nothing_is_sent_when_all_was_changed_back(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    telling_rename(state, t.first, "Anders");
    telling_rename(state, t.first, "Mentoren");
    assert_int_equal(telling_try(state, t.id, SENDING_CHANGES, 0), ERR_CONFLICT);
    assert_string_equal(
        given_fault(state)->detail, "Er is niets gewijzigd sinds de vorige verzending.");
}

static void nothing_is_sent_during_the_meeting(void **state)
{
    static const enum sending_kind KINDS[] = { SENDING_DATE, SENDING_AGENDA, SENDING_CHANGES,
        SENDING_CANCELLATION, SENDING_RESULTS };
    struct telling_meeting t = telling_meeting(state);

    work_act(state, t.id, MEETING_START);
    work_treat(state, t.first, OUTCOME_APPROVED, "", "Mentoren", "Ja.");
    for (size_t i = 0; i < ARRAY_LEN(KINDS); i++)
        assert_int_equal(telling_try(state, t.id, KINDS[i], 0), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "Tijdens de vergadering"));
}

/* By the domain's date, 15 April 2024. */
static void a_meeting_that_began_takes_only_results(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    int64_t past = work_meeting(state, "2024-04-14");

    work_item(state, past, "Te laat", PURPOSE_DISCUSSION, 0);
    assert_int_equal(telling_try(state, past, SENDING_DATE, 0), ERR_CONFLICT);
    assert_int_equal(telling_try(state, past, SENDING_AGENDA, 0), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "al begonnen"));
    assert_int_equal(telling_try(state, t.id, SENDING_AGENDA, 0), ERR_OK);
    telling_move(state, t.id, "2024-04-14");
    assert_int_equal(telling_try(state, t.id, SENDING_CHANGES, 0), ERR_CONFLICT);
}

static void a_meeting_nobody_knows_of_is_not_cancelled_by_notice(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    assert_int_equal(telling_try(state, t.id, SENDING_CANCELLATION, 0), ERR_CONFLICT);
}

static void only_the_secretary_sends_and_takes_back(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct sending_options o = { .undo_seconds = 120, .public_url = "https://lok.example.be" };
    struct actor chair = { .roles = ROLE_BIT(ROLE_CHAIR) | ROLE_BIT(ROLE_ADMIN) };
    struct sending s;
    struct sending_preview preview;

    assert_int_equal(
        sending_send(given_tx(state), arena(state), &chair, &o, t.id, 0, SENDING_AGENDA, &s),
        ERR_FORBIDDEN);
    assert_int_equal(sending_preview(tx_snap(given_tx(state)), arena(state), &chair, &o, t.id,
                         SENDING_AGENDA, &preview),
        ERR_FORBIDDEN);
    s = telling_send(state, t.id, SENDING_AGENDA, 120);
    assert_int_equal(sending_take_back(given_tx(state), &chair, s.id), ERR_FORBIDDEN);
}

static void a_sending_from_an_older_version_is_stale(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct sending_options o = { .public_url = "https://lok.example.be" };
    struct sending s;
    int64_t version = work_meeting_now(state, t.id).version;

    telling_rename(state, t.first, "Anders");
    assert_int_equal(sending_send(given_tx(state), arena(state), &SECRETARY, &o, t.id, version,
                         SENDING_AGENDA, &s),
        ERR_STALE);
}

static void one_sending_at_a_time_can_be_taken_back(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_DATE, 120);
    assert_int_equal(telling_try(state, t.id, SENDING_AGENDA, 120), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "vertrekt om"));
}

/* -- deliveries -- */

static const struct sql DELIVERIES = SQL("SELECT count(*) AS n FROM delivery");
static const struct sql WITHOUT_PUBLICATION =
    SQL("SELECT count(*) AS n FROM delivery d"
        " WHERE d.subject_kind = 'meeting' AND NOT EXISTS"
        "       (SELECT 1 FROM publication p WHERE p.sending_id = d.sending_id)");
static const struct sql WITHOUT_DELIVERY =
    SQL("SELECT count(*) AS n FROM publication p"
        " WHERE p.sending_id IS NOT NULL AND NOT EXISTS"
        "       (SELECT 1 FROM delivery d WHERE d.sending_id = p.sending_id)");

static void no_delivery_without_its_publication_and_the_reverse(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_endpoint(state, "a", 0, TELLING_ALL);
    telling_send(state, t.id, SENDING_DATE, 0);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    telling_rename(state, t.first, "Anders");
    telling_send(state, t.id, SENDING_CHANGES, 0);
    telling_send(state, t.id, SENDING_CANCELLATION, 0);
    assert_int_equal(count(state, &DELIVERIES), 4);
    assert_int_equal(count(state, &WITHOUT_PUBLICATION), 0);
    assert_int_equal(count(state, &WITHOUT_DELIVERY), 0);
}

static void nothing_leaves_for_what_was_not_sent(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_endpoint(state, "a", 0, TELLING_ALL);
    telling_rename(state, t.first, "Anders");
    telling_move(state, t.id, "2024-06-04");
    work_act(state, t.id, MEETING_ANNOUNCE);
    work_act(state, t.id, MEETING_START);
    work_treat(state, t.first, OUTCOME_APPROVED, "2024-10", "Mentoren", "Ja.");
    work_treat(state, t.second, OUTCOME_NOTED, "", "", "");
    work_act(state, t.id, MEETING_CLOSE);
    assert_int_equal(count(state, &DELIVERIES), 0);
}

static void nothing_is_sent_twice(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_endpoint(state, "a", 0, TELLING_ALL);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(telling_try(state, t.id, SENDING_AGENDA, 0), ERR_CONFLICT);
    assert_int_equal(telling_try(state, t.id, SENDING_DATE, 0), ERR_CONFLICT);
    assert_int_equal(telling_try(state, t.id, SENDING_CHANGES, 0), ERR_CONFLICT);
    assert_int_equal(count(state, &DELIVERIES), 1);
}

static const struct sql EXPIRES = SQL("SELECT max(expires_at) AS n FROM delivery");

static void all_leave_together_and_expire_when_the_meeting_starts(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    int64_t before = clock_now();

    telling_endpoint(state, "a", 0, TELLING_ALL);
    telling_endpoint(state, "b", 0, TELLING_ALL);
    struct sending s = telling_send(state, t.id, SENDING_AGENDA, 120);
    struct delivery_list list = telling_deliveries(state, s.id);
    assert_int_equal(list.count, 2);
    assert_in_range(s.due_at, before + 120000, clock_now() + 120000);
    assert_int_equal(list.at[0].due_at, s.due_at);
    assert_int_equal(list.at[1].due_at, s.due_at);
    assert_int_equal(count(state, &EXPIRES), work_meeting_now(state, t.id).starts_at);
}

static void without_any_recipient_sending_still_publishes(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct published p;

    struct sending s = telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(s.recipients, 0);
    assert_int_equal(telling_sees(state, t.id, TELLING_PUBLIC, &p), ERR_OK);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(telling_the_date_plans_the_meeting_without_its_agenda),
        WITH_DB(sending_the_agenda_freezes_it_and_convenes),
        WITH_DB(a_new_moment_is_told_as_moved_and_other_changes_as_changed),
        WITH_DB(changes_of_a_meeting_with_only_a_date_keep_the_agenda_unseen),
        WITH_DB(a_cancellation_cancels_what_still_waits_for_that_meeting),
        WITH_DB(results_tell_one_notice_a_decision_and_one_an_announcement),
        WITH_DB(the_results_of_one_item_leave_the_others_alone),
        WITH_DB(nothing_is_sent_without_date_or_items),
        WITH_DB(nothing_is_sent_when_all_was_changed_back),
        WITH_DB(nothing_is_sent_during_the_meeting),
        WITH_DB(a_meeting_that_began_takes_only_results),
        WITH_DB(a_meeting_nobody_knows_of_is_not_cancelled_by_notice),
        WITH_DB(only_the_secretary_sends_and_takes_back),
        WITH_DB(a_sending_from_an_older_version_is_stale),
        WITH_DB(one_sending_at_a_time_can_be_taken_back),
        WITH_DB(no_delivery_without_its_publication_and_the_reverse),
        WITH_DB(nothing_leaves_for_what_was_not_sent),
        WITH_DB(nothing_is_sent_twice),
        WITH_DB(all_leave_together_and_expire_when_the_meeting_starts),
        WITH_DB(without_any_recipient_sending_still_publishes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
