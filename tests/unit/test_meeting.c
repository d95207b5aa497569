/* Covers agenda/meeting_input.c. */
#include "agenda/publication.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "tests/given/telling.h"
#include <string.h>

static const struct actor SECRETARY = { .roles = ROLE_BIT(ROLE_SECRETARY) };

static enum err resolve(void **state, struct meeting_input *in)
{
    given_new_request(state);
    return meeting_input_resolve(given_fault(state), arena(state), in);
}

/* -- input -- */

static void date_and_time_become_one_instant(void **state)
{
    struct meeting_input in = { .date = "2024-05-28", .time = "19:30" };

    assert_int_equal(resolve(state, &in), ERR_OK);
    assert_string_equal(clock_rfc3339(arena(state), in.starts_at), "2024-05-28T17:30:00Z");
    assert_string_equal(in.month, "2024-05");
}

static void an_instant_gives_date_time_and_month(void **state)
{
    struct meeting_input in = { .starts_at = 1716917400000 };

    assert_int_equal(resolve(state, &in), ERR_OK);
    assert_string_equal(in.date, "2024-05-28");
    assert_string_equal(in.time, "19:30");
    assert_string_equal(in.month, "2024-05");
}

static void a_date_needs_a_time_and_the_reverse(void **state)
{
    struct meeting_input no_time = { .date = "2024-05-28", .time = "" };
    struct meeting_input no_date = { .date = "", .time = "19:30", .month = "2024-05" };

    assert_int_equal(resolve(state, &no_time), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "time"));
    assert_int_equal(resolve(state, &no_date), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "date"));
}

static void an_hour_that_the_spring_change_skips_is_refused(void **state)
{
    struct meeting_input in = { .date = "2024-03-31", .time = "02:30" };

    assert_int_equal(resolve(state, &in), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "time"));
}

static void a_month_is_the_least_that_must_be_known(void **state)
{
    struct meeting_input month = { .month = "2024-05" };
    struct meeting_input nothing = { 0 };

    assert_int_equal(resolve(state, &month), ERR_OK);
    assert_int_equal(month.starts_at, 0);
    assert_int_equal(resolve(state, &nothing), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "month"));
}

static void a_form_can_clear_the_date_and_the_api_can_change_it(void **state)
{
    struct meeting m = { .title = "LOK", .month = "2024-05", .starts_at = 1716917415000 };
    struct meeting_input same = meeting_to_input(arena(state), &m);
    struct meeting_input cleared = same;
    struct meeting_input moved = same;
    struct meeting_input undated = same;

    assert_int_equal(resolve(state, &same), ERR_OK);
    assert_int_equal(same.starts_at, m.starts_at);
    cleared.date = cleared.time = "";
    assert_int_equal(resolve(state, &cleared), ERR_OK);
    assert_int_equal(cleared.starts_at, 0);
    moved.starts_at += 86400000;
    assert_int_equal(resolve(state, &moved), ERR_OK);
    assert_string_equal(moved.date, "2024-05-29");
    undated.starts_at = 0;
    undated.month = "2024-06";
    assert_int_equal(resolve(state, &undated), ERR_OK);
    assert_string_equal(undated.date, "");
    assert_string_equal(undated.month, "2024-06");
}

/* -- making and changing -- */

static void a_new_meeting_is_a_draft_that_nobody_else_sees(void **state)
{
    given_council(state, "");
    int64_t id = work_meeting(state, "2024-05-28");
    struct published p;

    assert_int_equal(work_meeting_now(state, id).state, MEETING_DRAFT);
    given_last_event(state, "meeting.created");
    assert_int_equal(telling_sees(state, id, TELLING_MEMBER, &p), ERR_NOT_FOUND);
}

static void a_meeting_needs_a_title(void **state)
{
    struct meeting_input in = { .month = "2024-05" };
    int64_t id = 0;

    assert_int_equal(meeting_create(given_tx(state), &SECRETARY, &in, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "title"));
}

static void a_change_is_recorded_from_old_to_new(void **state)
{
    int64_t id = work_meeting(state, "2024-05-28");
    struct meeting m = work_meeting_now(state, id);
    struct meeting_input in = meeting_to_input(arena(state), &m);

    in.location = "Bibliotheek";
    assert_int_equal(meeting_update(given_tx(state), &SECRETARY, id, m.version, &in), ERR_OK);
    struct event e = given_last_event(state, "meeting.changed");
    assert_non_null(strstr(e.data, "Stadhuis"));
    assert_non_null(strstr(e.data, "Bibliotheek"));
    assert_null(strstr(e.data, "startsAt"));
    assert_int_equal(work_meeting_now(state, id).version, m.version + 1);
}

static void a_change_on_an_older_version_is_stale(void **state)
{
    int64_t id = work_meeting(state, "2024-05-28");
    struct meeting m = work_meeting_now(state, id);
    struct meeting_input in = meeting_to_input(arena(state), &m);

    in.location = "Bibliotheek";
    assert_int_equal(
        meeting_update(given_tx(state), &SECRETARY, id, m.version + 1, &in), ERR_STALE);
    assert_string_equal(work_meeting_now(state, id).location, "Stadhuis");
}

static void only_who_prepares_meetings_makes_and_changes_them(void **state)
{
    struct actor member = work_member();
    int64_t id = work_meeting(state, "2024-05-28");
    struct meeting m = work_meeting_now(state, id);
    struct meeting_input in = meeting_to_input(arena(state), &m);

    assert_int_equal(meeting_create(given_tx(state), &member, &in, &id), ERR_FORBIDDEN);
    assert_int_equal(meeting_update(given_tx(state), &member, id, m.version, &in), ERR_FORBIDDEN);
    assert_int_equal(
        meeting_act(given_tx(state), &member, id, m.version, MEETING_CANCEL), ERR_FORBIDDEN);
}

static void a_date_that_was_told_is_not_taken_away(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    telling_send(state, t.id, SENDING_DATE, 0);
    struct meeting m = work_meeting_now(state, t.id);
    struct meeting_input in = meeting_to_input(arena(state), &m);

    in.date = in.time = "";
    assert_int_equal(
        meeting_update(given_tx(state), &SECRETARY, t.id, m.version, &in), ERR_CONFLICT);
}

/* -- lists -- */

static void the_list_goes_from_new_to_old_and_pages(void **state)
{
    struct meeting_list list = { 0 };
    struct snap *s = tx_snap(given_tx(state));
    int64_t old = work_meeting(state, "2023-11-14");
    int64_t may = work_meeting(state, "2024-05-28");
    int64_t february = work_meeting(state, "2024-02-27");

    assert_int_equal(meeting_list(s, arena(state), 0, 0, 2, &list), ERR_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.at[0].id, may);
    assert_int_equal(list.at[1].id, february);
    assert_int_equal(meeting_list(s, arena(state), 0, february, 2, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].id, old);
    assert_int_equal(meeting_list(s, arena(state), 2023, 0, 9, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(meeting_list(s, arena(state), 0, 999, 9, &list), ERR_INVALID);
}

static void only_the_month_known_stands_apart(void **state)
{
    struct meeting_list list = { 0 };
    int64_t june = work_meeting(state, "2024-06");

    work_meeting(state, "2024-05-28");
    assert_int_equal(meeting_undated(tx_snap(given_tx(state)), arena(state), &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].id, june);
    assert_string_equal(list.at[0].month, "2024-06");
}

static void the_next_meeting_is_by_date_or_month_and_not_cancelled(void **state)
{
    struct meeting next = { 0 };
    int64_t now = 0;

    assert_int_equal(date_instant("2024-05-28", "22:00", &now), ERR_OK);
    struct snap *s = tx_snap(given_tx(state));
    assert_int_equal(meeting_next(s, arena(state), now, &next), ERR_NOT_FOUND);
    work_meeting(state, "2024-05-27");
    int64_t june = work_meeting(state, "2024-06");
    assert_int_equal(meeting_next(s, arena(state), now, &next), ERR_OK);
    assert_int_equal(next.id, june);
    int64_t today = work_meeting(state, "2024-05-28");
    assert_int_equal(meeting_next(s, arena(state), now, &next), ERR_OK);
    assert_int_equal(next.id, today);
    work_act(state, today, MEETING_CANCEL);
    assert_int_equal(meeting_next(s, arena(state), now, &next), ERR_OK);
    assert_int_equal(next.id, june);
}

static void the_invitation_leaves_so_many_days_before(void **state)
{
    struct council c = { .invitation_days = 14 };
    struct meeting m = { .starts_at = 1716917400000 };
    struct meeting undated = { .month = "2024-05" };

    assert_string_equal(meeting_invitation_deadline(arena(state), &m, &c), "2024-05-14");
    assert_string_equal(meeting_invitation_deadline(arena(state), &undated, &c), "");
}

/* -- steps that tell nobody -- */

static void announcing_shows_the_month_without_the_agenda_and_without_notices(void **state)
{
    struct published p;

    given_council(state, "");
    int64_t id = work_meeting(state, "2024-05");
    work_item(state, id, "Geheim", PURPOSE_DISCUSSION, 0);
    telling_endpoint(state, "a", 0, TELLING_ALL);
    work_act(state, id, MEETING_ANNOUNCE);
    given_last_event(state, "meeting.announced");
    assert_int_equal(telling_sees(state, id, TELLING_PUBLIC, &p), ERR_OK);
    assert_int_equal(p.meeting.state, MEETING_ANNOUNCED);
    assert_string_equal(p.meeting.month, "2024-05");
    assert_false(p.has_agenda);
    assert_int_equal(p.items.count, 0);
    struct outbox_counts counts;
    assert_int_equal(outbox_count(tx_snap(given_tx(state)), &counts), ERR_OK);
    assert_int_equal(counts.pending, 0);
}

static void starting_freezes_the_numbers_and_shows_the_agenda(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct published p;

    work_act(state, t.id, MEETING_START);
    assert_string_equal(work_item_now(state, t.second).number, "2");
    assert_int_equal(telling_sees(state, t.id, TELLING_PUBLIC, &p), ERR_OK);
    assert_int_equal(p.meeting.state, MEETING_IN_SESSION);
    assert_int_equal(p.items.count, 2);
}

static void a_meeting_without_a_date_cannot_start(void **state)
{
    given_council(state, "");
    int64_t id = work_meeting(state, "2024-05");
    int64_t version = work_meeting_now(state, id).version;

    assert_int_equal(
        meeting_act(given_tx(state), &SECRETARY, id, version, MEETING_START), ERR_CONFLICT);
}

static void closing_lists_every_item_without_outcome(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    work_act(state, t.id, MEETING_START);
    work_treat(state, t.first, OUTCOME_NOTED, "", "", "");
    int64_t version = work_meeting_now(state, t.id).version;
    assert_int_equal(
        meeting_act(given_tx(state), &SECRETARY, t.id, version, MEETING_CLOSE), ERR_INVALID);
    assert_int_equal(given_fault(state)->issue_count, 1);
    assert_non_null(strstr(given_fault(state)->issues[0].message, "Sluitingsdagen"));
    assert_int_equal(work_meeting_now(state, t.id).state, MEETING_IN_SESSION);
    given_new_request(state);
    work_treat(state, t.second, OUTCOME_APPROVED, "", "", "");
    work_act(state, t.id, MEETING_CLOSE);
    given_last_event(state, "meeting.closed");
}

static void after_closing_everybody_sees_outcomes_and_what_was_added_in_session(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct published p;

    work_act(state, t.id, MEETING_START);
    int64_t added = work_item(state, t.id, "Toegevoegd", PURPOSE_DISCUSSION, 0);
    work_treat(state, t.first, OUTCOME_NOTED, "", "", "");
    assert_int_equal(telling_sees(state, t.id, TELLING_PUBLIC, &p), ERR_OK);
    assert_int_equal(p.items.count, 2);
    assert_int_equal(p.items.at[0].outcome, OUTCOME_NONE);
    work_treat(state, t.second, OUTCOME_APPROVED, "", "", "");
    work_treat(state, added, OUTCOME_DISCUSSED, "", "", "");
    work_act(state, t.id, MEETING_CLOSE);
    assert_int_equal(telling_sees(state, t.id, TELLING_PUBLIC, &p), ERR_OK);
    assert_int_equal(p.items.count, 3);
    assert_int_equal(p.items.at[0].outcome, OUTCOME_NOTED);
    assert_string_equal(p.items.at[2].number, "3");
    work_act(state, t.id, MEETING_REOPEN);
    assert_int_equal(work_meeting_now(state, t.id).state, MEETING_IN_SESSION);
}

static void a_cancelled_draft_comes_back_as_a_draft(void **state)
{
    int64_t id = work_meeting(state, "2024-05-28");

    work_act(state, id, MEETING_CANCEL);
    given_last_event(state, "meeting.cancelled");
    work_act(state, id, MEETING_RESTORE);
    given_last_event(state, "meeting.restored");
    assert_int_equal(work_meeting_now(state, id).state, MEETING_DRAFT);
}

static void what_people_were_told_of_is_not_cancelled_in_silence(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_DATE, 0);
    int64_t version = work_meeting_now(state, t.id).version;
    assert_int_equal(
        meeting_act(given_tx(state), &SECRETARY, t.id, version, MEETING_CANCEL), ERR_CONFLICT);
}

static void a_step_on_an_older_version_is_stale(void **state)
{
    int64_t id = work_meeting(state, "2024-05-28");
    int64_t version = work_meeting_now(state, id).version;

    assert_int_equal(
        meeting_act(given_tx(state), &SECRETARY, id, version + 1, MEETING_CANCEL), ERR_STALE);
}

static void a_restored_meeting_stays_cancelled_for_others_until_it_is_sent_again(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct published p;

    telling_send(state, t.id, SENDING_AGENDA, 0);
    telling_send(state, t.id, SENDING_CANCELLATION, 0);
    work_act(state, t.id, MEETING_RESTORE);
    assert_int_equal(telling_sees(state, t.id, TELLING_PUBLIC, &p), ERR_OK);
    assert_int_equal(p.meeting.state, MEETING_CANCELLED);
    telling_send(state, t.id, SENDING_DATE, 0);
    assert_int_equal(telling_sees(state, t.id, TELLING_PUBLIC, &p), ERR_OK);
    assert_int_equal(p.meeting.state, MEETING_PLANNED);
    assert_string_equal(work_item_now(state, t.second).number, "2");
}

#define PURE(name)    cmocka_unit_test_setup_teardown(name, given_arena, given_end)
#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(date_and_time_become_one_instant),
        PURE(an_instant_gives_date_time_and_month),
        PURE(a_date_needs_a_time_and_the_reverse),
        PURE(an_hour_that_the_spring_change_skips_is_refused),
        PURE(a_month_is_the_least_that_must_be_known),
        PURE(a_form_can_clear_the_date_and_the_api_can_change_it),
        WITH_DB(a_new_meeting_is_a_draft_that_nobody_else_sees),
        WITH_DB(a_meeting_needs_a_title),
        WITH_DB(a_change_is_recorded_from_old_to_new),
        WITH_DB(a_change_on_an_older_version_is_stale),
        WITH_DB(only_who_prepares_meetings_makes_and_changes_them),
        WITH_DB(a_date_that_was_told_is_not_taken_away),
        WITH_DB(the_list_goes_from_new_to_old_and_pages),
        WITH_DB(only_the_month_known_stands_apart),
        WITH_DB(the_next_meeting_is_by_date_or_month_and_not_cancelled),
        PURE(the_invitation_leaves_so_many_days_before),
        WITH_DB(announcing_shows_the_month_without_the_agenda_and_without_notices),
        WITH_DB(starting_freezes_the_numbers_and_shows_the_agenda),
        WITH_DB(a_meeting_without_a_date_cannot_start),
        WITH_DB(closing_lists_every_item_without_outcome),
        WITH_DB(after_closing_everybody_sees_outcomes_and_what_was_added_in_session),
        WITH_DB(a_cancelled_draft_comes_back_as_a_draft),
        WITH_DB(what_people_were_told_of_is_not_cancelled_in_silence),
        WITH_DB(a_step_on_an_older_version_is_stale),
        WITH_DB(a_restored_meeting_stays_cancelled_for_others_until_it_is_sent_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
