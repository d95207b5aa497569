/* What may be said of an item at the table. Covers agenda/treatment_check.c. */
#include "tests/given/people.h"
#include <string.h>

static const struct actor SECRETARY = { .roles = ROLE_BIT(ROLE_SECRETARY) };

static struct treatment_result RESULT;

static enum err record(void **state, int64_t item, struct treatment_input in)
{
    given_new_request(state);
    return treatment_record(given_tx(state), arena(state), &SECRETARY, &WORK_SENDING, item,
        work_item_now(state, item).version, &in, &RESULT);
}

static struct treatment_input now(void **state, int64_t item)
{
    struct treatment_input in = { 0 };

    assert_int_equal(treatment_get(tx_snap(given_tx(state)), arena(state), item, &in), ERR_OK);
    return in;
}

static void refused(void **state, int64_t item, struct treatment_input in, const char *field)
{
    assert_int_equal(record(state, item, in), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), field));
    assert_int_equal(work_item_now(state, item).outcome, OUTCOME_NONE);
}

static int64_t seat(void **state, const char *name, bool voting_right)
{
    struct member in = { .person_id = given_person(state, name, ""), .voting_right = voting_right };
    struct actor system = actor_system();
    int64_t id = 0;

    assert_int_equal(member_create(given_tx(state), &system, &in, &id), ERR_OK);
    return in.person_id;
}

static void present(void **state, int64_t item, int64_t person)
{
    struct attendance_input in = { .status = ATTENDANCE_PRESENT };

    assert_int_equal(attendance_put(given_tx(state), arena(state), &SECRETARY,
                         work_item_now(state, item).meeting_id, person, 0, &in),
        ERR_OK);
}

/* An item in session on 28 May 2024. */
static int64_t at_the_table(void **state)
{
    given_council(state, "2024-05-28");
    return work_session(state, "2024-05-28", "Punt", 0);
}

static void more_votes_than_people_who_may_vote_are_refused(void **state)
{
    int64_t item = at_the_table(state);

    present(state, item, seat(state, "Een", true));
    present(state, item, seat(state, "Twee", true));
    present(state, item, seat(state, "Schepen", false));
    seat(state, "Afwezig", true);
    struct treatment_input in = { .outcome = OUTCOME_APPROVED, .votes = { 2, 1, 0 } };
    refused(state, item, in, "votes.in_favour");
    assert_non_null(strstr(fault_message(given_fault(state), "votes.in_favour"),
        "3 stemmen genoteerd, maar bij dit punt waren er maar 2 stemgerechtigd"));
    in.votes = (struct votes){ 1, 1, 0 };
    assert_int_equal(record(state, item, in), ERR_OK);
    assert_int_equal(now(state, item).votes.against, 1);
}

static void without_attendance_the_seats_that_vote_count(void **state)
{
    int64_t item = at_the_table(state);

    seat(state, "Een", true);
    refused(state, item,
        (struct treatment_input){ .outcome = OUTCOME_APPROVED, .votes = { .in_favour = 2 } },
        "votes.in_favour");
    assert_int_equal(
        record(state, item,
            (struct treatment_input){ .outcome = OUTCOME_APPROVED, .votes = { .in_favour = 1 } }),
        ERR_OK);
}

static void a_negative_count_is_refused(void **state)
{
    int64_t item = at_the_table(state);

    refused(state, item,
        (struct treatment_input){ .outcome = OUTCOME_APPROVED, .votes = { .against = -1 } },
        "votes.in_favour");
}

static void votes_say_how_it_was_decided(void **state)
{
    int64_t item = at_the_table(state);
    struct treatment_input in = { .outcome = OUTCOME_APPROVED,
        .votes = { 2, 0, 0 },
        .decision = { .title = "Steun", .text = "Ja." } };

    seat(state, "Een", true);
    seat(state, "Twee", true);
    assert_int_equal(record(state, item, in), ERR_OK);
    assert_int_equal(now(state, item).decision.method, METHOD_UNANIMOUS);
    in.votes = (struct votes){ 1, 0, 1 };
    assert_int_equal(record(state, item, in), ERR_OK);
    assert_int_equal(now(state, item).decision.method, METHOD_VOTE);
    in.votes = (struct votes){ 0 };
    assert_int_equal(record(state, item, in), ERR_OK);
    assert_int_equal(now(state, item).decision.method, METHOD_CONSENSUS);
}

static void a_decision_by_vote_has_counts(void **state)
{
    int64_t item = at_the_table(state);
    struct treatment_input in = { .outcome = OUTCOME_APPROVED,
        .decision = { .title = "Steun", .text = "Ja.", .method = METHOD_VOTE } };

    seat(state, "Een", true);
    refused(state, item, in, "votes.in_favour");
    in.votes.in_favour = 1;
    assert_int_equal(record(state, item, in), ERR_OK);
    assert_int_equal(now(state, item).decision.method, METHOD_VOTE);
}

static void unanimity_has_no_votes_against(void **state)
{
    int64_t item = at_the_table(state);

    seat(state, "Een", true);
    seat(state, "Twee", true);
    refused(state, item,
        (struct treatment_input){ .outcome = OUTCOME_APPROVED,
            .votes = { 1, 1, 0 },
            .decision = { .title = "Steun", .text = "Ja.", .method = METHOD_UNANIMOUS } },
        "decision.method");
}

static void votes_by_name_are_counted(void **state)
{
    int64_t item = at_the_table(state), person = seat(state, "Een", true);
    struct presence_input vote = { .vote = VOTE_AGAINST };
    struct presence_list here = { 0 };

    present(state, item, person);
    present(state, item, seat(state, "Twee", true));
    assert_int_equal(
        attendance_at_item(tx_snap(given_tx(state)), arena(state), item, &here), ERR_OK);
    assert_int_equal(attendance_put_item(given_tx(state), arena(state), &SECRETARY, item,
                         here.at[0].who.id, 0, &vote),
        ERR_OK);
    refused(state, item,
        (struct treatment_input){ .outcome = OUTCOME_APPROVED, .votes = { 2, 0, 0 } },
        "votes.in_favour");
    assert_int_equal(
        record(state, item, (struct treatment_input){ .outcome = OUTCOME_APPROVED }), ERR_OK);
    assert_int_equal(now(state, item).votes.against, 1);
}

static void notes_and_a_minority_view_are_read_back(void **state)
{
    int64_t item = at_the_table(state);

    assert_int_equal(record(state, item,
                         (struct treatment_input){ .outcome = OUTCOME_DISCUSSED,
                             .note = "Besproken.",
                             .internal_note = "Navragen.",
                             .minority_view = "Twee leden vinden het te vroeg." }),
        ERR_OK);
    struct treatment_input back = now(state, item);
    assert_string_equal(back.internal_note, "Navragen.");
    assert_string_equal(back.minority_view, "Twee leden vinden het te vroeg.");
}

static void at_the_table_the_outcome_may_follow(void **state)
{
    int64_t item = at_the_table(state);
    struct treatment_input in = { .note = "We zijn bezig.", .unfinished = true };

    assert_int_equal(record(state, item, in), ERR_OK);
    given_last_event(state, "item.noted");
    assert_int_equal(work_item_now(state, item).outcome, OUTCOME_NONE);
    assert_int_equal(work_item_now(state, item).treated_at, 0);
    assert_string_equal(now(state, item).note, "We zijn bezig.");
    assert_int_equal(
        meeting_act(given_tx(state), &SECRETARY, work_item_now(state, item).meeting_id,
            work_meeting_now(state, work_item_now(state, item).meeting_id).version, MEETING_CLOSE),
        ERR_INVALID);
}

static void withdrawing_asks_for_a_reason_and_keeps_it(void **state)
{
    int64_t item = at_the_table(state);
    struct treatment_input in = { .outcome = OUTCOME_WITHDRAWN };

    refused(state, item, in, "reason");
    in.reason = "De aanvraag is stopgezet.";
    assert_int_equal(record(state, item, in), ERR_OK);
    assert_string_equal(now(state, item).reason, "De aanvraag is stopgezet.");
}

static struct announcement promised(void **state)
{
    struct announcement n = { 0 };

    assert_int_equal(
        announcement_get(tx_snap(given_tx(state)), arena(state), RESULT.announcement_id, &n),
        ERR_OK);
    return n;
}

static void an_item_is_postponed_to_a_date(void **state)
{
    int64_t item = at_the_table(state);
    struct treatment_input in = { .outcome = OUTCOME_POSTPONED, .target_date = "2024-05-28" };

    refused(state, item, in, "target_date");
    in.target_date = "2024-02-30";
    refused(state, item, in, "target_date");
    in.target_date = "2024-10-08";
    assert_int_equal(record(state, item, in), ERR_OK);
    assert_string_equal(promised(state).target_month, "2024-10");
    assert_string_equal(
        announcement_when(arena(state),
            &(struct announcement){ .target_date = "2024-10-08", .target_month = "2024-10" }),
        "di 08/10/2024");
    assert_string_equal(now(state, item).target_date, "2024-10-08");
    assert_string_equal(now(state, item).target_month, "");
}

static void an_item_is_postponed_to_the_next_meeting_even_when_that_is_made_later(void **state)
{
    int64_t item = at_the_table(state);
    struct treatment_input in = { .outcome = OUTCOME_POSTPONED, .next_meeting = true };

    assert_int_equal(record(state, item, in), ERR_OK);
    struct announcement n = promised(state);
    assert_true(n.next_meeting);
    assert_string_equal(announcement_when(arena(state), &n), "de volgende vergadering");
    int64_t later = work_meeting(state, "2024-10-08");
    assert_string_equal(promised(state).target_month, "2024-10");
    work_meeting(state, "2024-09");
    assert_string_equal(promised(state).target_month, "2024-09");
    struct announcement_list offers = { 0 };
    assert_int_equal(
        announcement_offers(tx_snap(given_tx(state)), arena(state), "2024-09", &offers), ERR_OK);
    assert_int_equal(offers.count, 1);
    assert_true(now(state, item).next_meeting);
    assert_int_not_equal(later, 0);
}

static void the_next_meeting_is_the_one_that_stands_planned(void **state)
{
    int64_t item = at_the_table(state);

    work_meeting(state, "2024-11-05");
    work_meeting(state, "2024-02-27");
    assert_int_equal(
        record(state, item,
            (struct treatment_input){ .outcome = OUTCOME_POSTPONED, .next_meeting = true }),
        ERR_OK);
    assert_string_equal(promised(state).target_month, "2024-11");
}

static void an_item_goes_to_one_later_moment_only(void **state)
{
    int64_t item = at_the_table(state);

    refused(state, item,
        (struct treatment_input){
            .outcome = OUTCOME_POSTPONED, .target_month = "2024-10", .next_meeting = true },
        "target_month");
    refused(state, item, (struct treatment_input){ .outcome = OUTCOME_POSTPONED }, "target_month");
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(more_votes_than_people_who_may_vote_are_refused),
        WITH_DB(without_attendance_the_seats_that_vote_count),
        WITH_DB(a_negative_count_is_refused),
        WITH_DB(votes_say_how_it_was_decided),
        WITH_DB(a_decision_by_vote_has_counts),
        WITH_DB(unanimity_has_no_votes_against),
        WITH_DB(votes_by_name_are_counted),
        WITH_DB(notes_and_a_minority_view_are_read_back),
        WITH_DB(at_the_table_the_outcome_may_follow),
        WITH_DB(withdrawing_asks_for_a_reason_and_keeps_it),
        WITH_DB(an_item_is_postponed_to_a_date),
        WITH_DB(an_item_is_postponed_to_the_next_meeting_even_when_that_is_made_later),
        WITH_DB(the_next_meeting_is_the_one_that_stands_planned),
        WITH_DB(an_item_goes_to_one_later_moment_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
