/* Covers agenda/written.c and agenda/written_close.c. */
#include "agenda/advice.h"
#include "agenda/treatment.h"
#include "agenda/written.h"
#include "lok/base/utf8.h"
#include "tests/given/people.h"
#include <string.h>

/* An opportunity advice asked on 10 January; a procedure from the 16th to the 30th. Two seats vote, the
 * second has a substitute, the third is a councillor's. */
struct given_case {
    int64_t meeting, item, advice;
    struct actor first, second, substitute, councillor;
};

static const struct written_input PERIOD = {
    .title = "Nieuwe opvang",
    .opens_date = "2024-01-16",
    .opens_time = "08:00",
    .closes_date = "2024-01-30",
    .closes_time = "18:00",
    .access = ACCESS_MEMBERS,
};

static void pass_to(void **state, const char *date)
{
    static const struct sql SET = SQL("UPDATE council SET demo_date = :date");

    assert_int_equal(sql_run(given_tx(state), &SET, IN(in_text("date", date)), NULL), ERR_OK);
    given_new_request(state);
}

static struct actor person(void **state, const char *name)
{
    const char *email = arena_printf(arena(state), "%s@example.be", name);

    return (struct actor){ .person_id = given_person(state, name, email),
        .roles = ROLE_BIT(ROLE_MEMBER) };
}

static void seat(void **state, const struct actor *who, int64_t substitute_id, bool councillor)
{
    struct actor system = actor_system();
    const struct member in = { .person_id = who->person_id,
        .voting_right = !councillor,
        .councillor = councillor,
        .substitute_id = substitute_id };
    int64_t id = 0;

    assert_int_equal(member_create(given_tx(state), &system, &in, &id), ERR_OK);
}

static enum err begin(void **state, const struct written_input *in, int64_t advice, int64_t *ret)
{
    struct actor system = actor_system();

    given_new_request(state);
    return written_start(given_tx(state), arena(state), &system, in, advice, ret);
}

static struct given_case prepared(void **state)
{
    const struct advice_question question = { .title = "Nieuwe opvang",
        .asked_on = "2024-01-10",
        .due_date = "2024-02-09",
        .access = ACCESS_MEMBERS };
    const struct advice_text text = { .text = "Wij zeggen ja." };
    struct actor system = actor_system();
    struct given_case c = { 0 };
    struct advice v = { 0 };

    given_council(state, "2024-01-15");
    c.first = person(state, "Eerste");
    c.second = person(state, "Tweede");
    c.substitute = person(state, "Vervanger");
    c.councillor = person(state, "Raadslid");
    seat(state, &c.first, 0, false);
    seat(state, &c.second, c.substitute.person_id, false);
    seat(state, &c.councillor, 0, true);
    assert_int_equal(
        advice_ask(given_tx(state), arena(state), &system, &question, &c.advice), ERR_OK);
    assert_int_equal(
        advice_write(given_tx(state), arena(state), &system, c.advice, 0, &text), ERR_OK);
    assert_int_equal(begin(state, &PERIOD, c.advice, &c.meeting), ERR_OK);
    assert_int_equal(advice_by_id(tx_snap(given_tx(state)), arena(state), c.advice, &v), ERR_OK);
    c.item = v.item_id;
    telling_send(state, c.meeting, SENDING_AGENDA, 0);
    return c;
}

static struct given_case opened(void **state)
{
    struct given_case c = prepared(state);

    pass_to(state, "2024-01-20");
    return c;
}

static enum err vote(void **state, const struct given_case *c, const struct actor *who,
    enum vote what, const char *remark)
{
    const struct written_vote_input in = { what, remark };

    given_new_request(state);
    return written_vote(given_tx(state), arena(state), who, c->meeting, c->item, &in);
}

static enum err close_it(void **state, const struct given_case *c)
{
    struct actor system = actor_system();

    given_new_request(state);
    return written_close(given_tx(state), arena(state), &system, &WORK_SENDING, c->meeting, "");
}

static struct written_result result(void **state, const struct given_case *c)
{
    struct written_results all = { 0 };

    assert_int_equal(
        written_results(tx_snap(given_tx(state)), arena(state), c->meeting, &all), ERR_OK);
    assert_int_equal(all.count, 1);
    return all.at[0];
}

static void a_period_that_ends_before_it_begins_is_refused(void **state)
{
    struct written_input backwards = PERIOD, past = PERIOD;
    int64_t id = 0;

    given_council(state, "2024-01-15");
    backwards.closes_date = "2024-01-15";
    assert_int_equal(begin(state, &backwards, 0, &id), ERR_INVALID);
    assert_string_equal(given_fault(state)->issues[0].field, "closes_date");
    past.opens_date = "2024-01-01";
    past.closes_date = "2024-01-14";
    assert_int_equal(begin(state, &past, 0, &id), ERR_INVALID);
}

static void votes_are_taken_only_between_opening_and_closing(void **state)
{
    struct given_case c = prepared(state);

    assert_int_equal(vote(state, &c, &c.first, VOTE_IN_FAVOUR, ""), ERR_CONFLICT);
    pass_to(state, "2024-01-20");
    assert_int_equal(vote(state, &c, &c.first, VOTE_IN_FAVOUR, ""), ERR_OK);
    given_last_event(state, "written.voted");
    pass_to(state, "2024-01-31");
    assert_int_equal(vote(state, &c, &c.first, VOTE_AGAINST, ""), ERR_CONFLICT);
    assert_int_equal(result(state, &c).votes.in_favour, 1);
}

static void the_last_vote_counts_and_each_is_kept(void **state)
{
    static const struct sql KEPT = SQL("SELECT count(*) AS kept FROM written_vote");
    struct given_case c = opened(state);
    int64_t kept = 0;

    assert_int_equal(vote(state, &c, &c.first, VOTE_IN_FAVOUR, "Graag"), ERR_OK);
    assert_int_equal(vote(state, &c, &c.first, VOTE_AGAINST, "Toch niet"), ERR_OK);
    struct written_result r = result(state, &c);
    assert_int_equal(r.votes.in_favour, 0);
    assert_int_equal(r.votes.against, 1);
    assert_string_equal(r.at[0].remark, "Toch niet");
    assert_int_equal(
        sql_one(tx_snap(given_tx(state)), &KEPT, IN(), OUT(out_i64("kept", &kept))), ERR_OK);
    assert_int_equal(kept, 2);
}

static void who_has_no_vote_gives_a_view_only(void **state)
{
    struct given_case c = opened(state);
    struct actor stranger = person(state, "Vreemde");

    assert_int_equal(vote(state, &c, &c.councillor, VOTE_IN_FAVOUR, "Goed"), ERR_INVALID);
    assert_int_equal(vote(state, &c, &c.councillor, VOTE_NONE, " "), ERR_INVALID);
    assert_int_equal(vote(state, &c, &c.councillor, VOTE_NONE, "Let op het verkeer"), ERR_OK);
    assert_int_equal(vote(state, &c, &stranger, VOTE_IN_FAVOUR, ""), ERR_FORBIDDEN);
    assert_int_equal(vote(state, &c, &c.first, VOTE_NONE, ""), ERR_INVALID);
    struct written_result r = result(state, &c);
    assert_int_equal(r.votes.in_favour + r.votes.against + r.votes.abstain, 0);
    assert_int_equal(r.count, 1);
}

static void a_member_and_the_substitute_have_one_vote_together(void **state)
{
    struct given_case c = opened(state);

    assert_int_equal(vote(state, &c, &c.second, VOTE_IN_FAVOUR, ""), ERR_OK);
    assert_int_equal(vote(state, &c, &c.substitute, VOTE_ABSTAIN, ""), ERR_OK);
    struct written_result r = result(state, &c);
    assert_int_equal(r.votes.in_favour, 0);
    assert_int_equal(r.votes.abstain, 1);
    assert_int_equal(r.voters, 2);
}

static void closing_waits_for_the_time_or_for_everybody(void **state)
{
    struct given_case c = opened(state);

    assert_int_equal(vote(state, &c, &c.first, VOTE_IN_FAVOUR, ""), ERR_OK);
    assert_int_equal(close_it(state, &c), ERR_CONFLICT);
    assert_int_equal(work_meeting_now(state, c.meeting).state, MEETING_CONVENED);
    assert_int_equal(vote(state, &c, &c.substitute, VOTE_IN_FAVOUR, ""), ERR_OK);
    assert_int_equal(close_it(state, &c), ERR_OK);
    assert_int_equal(work_meeting_now(state, c.meeting).state, MEETING_CLOSED);
    assert_int_equal(close_it(state, &c), ERR_CONFLICT);
    assert_int_equal(vote(state, &c, &c.first, VOTE_AGAINST, ""), ERR_CONFLICT);
}

static void closing_records_the_outcome_and_the_votes_of_the_advice(void **state)
{
    struct given_case c = opened(state);
    struct advice v = { 0 };

    assert_int_equal(vote(state, &c, &c.first, VOTE_IN_FAVOUR, ""), ERR_OK);
    pass_to(state, "2024-01-31");
    assert_int_equal(close_it(state, &c), ERR_OK);
    assert_int_equal(work_item_now(state, c.item).outcome, OUTCOME_ADVICE_GIVEN);
    assert_int_equal(advice_by_id(tx_snap(given_tx(state)), arena(state), c.advice, &v), ERR_OK);
    assert_int_equal(v.in_favour, 1);
    assert_true(v.written);
}

static void a_tie_is_not_accepted_and_gives_no_advice(void **state)
{
    struct given_case c = opened(state);
    struct advice v = { 0 };

    assert_int_equal(vote(state, &c, &c.first, VOTE_IN_FAVOUR, ""), ERR_OK);
    assert_int_equal(vote(state, &c, &c.second, VOTE_AGAINST, ""), ERR_OK);
    assert_int_equal(close_it(state, &c), ERR_OK);
    assert_int_equal(work_item_now(state, c.item).outcome, OUTCOME_NOT_APPROVED);
    assert_int_equal(advice_by_id(tx_snap(given_tx(state)), arena(state), c.advice, &v), ERR_OK);
    assert_int_equal(v.in_favour, 0);
}

static void set_quorum(void **state)
{
    static const struct sql SET =
        SQL("UPDATE council SET quorum = 'number', quorum_number = 2 WHERE id = 1");

    assert_int_equal(sql_run(given_tx(state), &SET, IN(), NULL), ERR_OK);
}

static void nobody_types_what_was_voted_in_writing(void **state)
{
    struct given_case c = opened(state);
    struct actor system = actor_system();
    struct treatment_input in = { .outcome = OUTCOME_APPROVED,
        .votes = { .in_favour = 2 },
        .decision = { .title = "Steun", .text = "Ja." } };
    struct treatment_result done = { 0 };

    assert_int_equal(vote(state, &c, &c.first, VOTE_IN_FAVOUR, ""), ERR_OK);
    assert_int_equal(vote(state, &c, &c.second, VOTE_ABSTAIN, ""), ERR_OK);
    assert_int_equal(close_it(state, &c), ERR_OK);
    int64_t version = work_item_now(state, c.item).version;
    given_new_request(state);
    assert_int_equal(treatment_record(given_tx(state), arena(state), &system, &WORK_SENDING, c.item,
                         version, &in, &done),
        ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "votes.in_favour"));
    in.votes = (struct votes){ 0 };
    given_new_request(state);
    assert_int_equal(treatment_record(given_tx(state), arena(state), &system, &WORK_SENDING, c.item,
                         version, &in, &done),
        ERR_OK);
    assert_int_equal(treatment_get(tx_snap(given_tx(state)), arena(state), c.item, &in), ERR_OK);
    assert_int_equal(in.votes.in_favour, 1);
    assert_int_equal(in.votes.abstain, 1);
    assert_int_equal(in.decision.method, METHOD_VOTE);
}

static void without_its_quorum_nothing_is_approved(void **state)
{
    struct given_case c = opened(state);

    set_quorum(state);
    assert_int_equal(vote(state, &c, &c.first, VOTE_IN_FAVOUR, ""), ERR_OK);
    assert_false(result(state, &c).accepted);
    pass_to(state, "2024-01-31");
    assert_int_equal(close_it(state, &c), ERR_OK);
    assert_int_equal(work_item_now(state, c.item).outcome, OUTCOME_NOT_APPROVED);
    assert_non_null(strstr(work_item_now(state, c.item).outcome_note, "1 van 2 stemden"));
}

static void set_sex(void **state, const char *sex)
{
    static const struct sql SET = SQL("UPDATE member SET sex = :sex");

    assert_int_equal(sql_run(given_tx(state), &SET, IN(in_text("sex", sex)), NULL), ERR_OK);
}

static void an_advice_of_too_many_of_one_sex_asks_for_a_reason(void **state)
{
    struct actor system = actor_system();
    struct given_case c = opened(state);
    struct advice v = { 0 };

    set_sex(state, "woman");
    assert_int_equal(vote(state, &c, &c.first, VOTE_IN_FAVOUR, ""), ERR_OK);
    assert_int_equal(vote(state, &c, &c.second, VOTE_IN_FAVOUR, ""), ERR_OK);
    assert_string_not_equal(result(state, &c).rule, "");
    assert_int_equal(close_it(state, &c), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "balance_reason"));
    given_new_request(state);
    assert_int_equal(written_close(given_tx(state), arena(state), &system, &WORK_SENDING, c.meeting,
                         "Het advies is dringend."),
        ERR_OK);
    assert_int_equal(advice_by_id(tx_snap(given_tx(state)), arena(state), c.advice, &v), ERR_OK);
    assert_string_equal(v.balance_reason, "Het advies is dringend.");
    assert_string_not_equal(v.balance_words, "");
}

static void a_list_says_until_when_one_votes(void **state)
{
    struct given_case c = prepared(state);
    struct written w = { 0 };

    assert_int_equal(written_get(tx_snap(given_tx(state)), arena(state), c.meeting, &w), ERR_OK);
    assert_string_equal(written_when(arena(state), &w),
        "stemmen van di 16/01/2024 om 08.00 uur tot di 30/01/2024 om 18.00 uur");
    pass_to(state, "2024-01-20");
    assert_int_equal(written_get(tx_snap(given_tx(state)), arena(state), c.meeting, &w), ERR_OK);
    assert_string_equal(written_when(arena(state), &w), "stemmen tot di 30/01/2024 om 18.00 uur");
    pass_to(state, "2024-01-31");
    assert_int_equal(written_get(tx_snap(given_tx(state)), arena(state), c.meeting, &w), ERR_OK);
    assert_string_equal(written_when(arena(state), &w), "gesloten op di 30/01/2024 om 18.00 uur");
}

static const char *reminded(void **state, const struct given_case *c)
{
    struct sending s = people_send(state, c->meeting, SENDING_REMINDER);
    static const struct sql NAMES =
        SQL("SELECT p.name FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id"
            "  JOIN person p ON p.id = e.person_id"
            " WHERE d.sending_id = :sending ORDER BY p.id");
    const char *row = "", **rows = NULL, *all = "";
    size_t count = 0;

    assert_int_equal(
        sql_list(tx_snap(given_tx(state)), arena(state), &NAMES, IN(in_i64("sending", s.id)),
            OUT(out_text("name", arena(state), &row)), &row, sizeof row, &rows, &count),
        ERR_OK);
    for (size_t i = 0; i < count; i++)
        all = arena_printf(arena(state), "%s%s%s", all, i == 0 ? "" : ", ", rows[i]);
    return all;
}

static void a_reminder_goes_to_seats_that_did_not_vote(void **state)
{
    static const struct sql MAILBOX = SQL("UPDATE council SET email = 'lok@example.be'");
    struct given_case c = opened(state);

    assert_int_equal(sql_run(given_tx(state), &MAILBOX, IN(), NULL), ERR_OK);
    assert_string_equal(reminded(state, &c), "Eerste, Tweede");
    pass_to(state, "2024-01-22"); // once a day
    assert_int_equal(vote(state, &c, &c.substitute, VOTE_ABSTAIN, ""), ERR_OK);
    pass_to(state, "2024-01-18"); /* nobody is reminded twice a day */
    assert_string_equal(reminded(state, &c), "Eerste");
}

static void a_title_that_says_it_is_a_written_procedure_is_reported_without_saying_it_again(
    void **state)
{
    static const struct sql TITLE =
        SQL("UPDATE meeting SET title = 'Schriftelijke Procedure: opvang' WHERE id = :id");
    struct given_case c = opened(state);
    struct actor system = actor_system();
    int64_t item = 0, next = work_meeting(state, "2024-02-27");

    assert_int_equal(sql_run(given_tx(state), &TITLE, IN(in_i64("id", c.meeting)), NULL), ERR_OK);
    pass_to(state, "2024-01-31");
    assert_int_equal(close_it(state, &c), ERR_OK);
    assert_int_equal(
        written_report(given_tx(state), arena(state), &system, c.meeting, next, &item), ERR_OK);
    assert_string_equal(
        work_item_now(state, item).title, "Mededeling: Schriftelijke Procedure: opvang");
}

static void the_longest_title_is_reported_without_its_end(void **state)
{
    static const struct sql TITLE = SQL("UPDATE meeting SET title = :title WHERE id = :id");
    struct given_case c = opened(state);
    struct actor system = actor_system();
    int64_t item = 0, next = work_meeting(state, "2024-02-27");
    char title[2 * 200 + 1] = "";

    for (size_t i = 0; i < 200; i++)
        memcpy(title + 2 * i, "é", sizeof "é");
    assert_int_equal(sql_run(given_tx(state), &TITLE,
                         IN(in_text("title", title), in_i64("id", c.meeting)), NULL),
        ERR_OK);
    pass_to(state, "2024-01-31");
    assert_int_equal(close_it(state, &c), ERR_OK);
    assert_int_equal(
        written_report(given_tx(state), arena(state), &system, c.meeting, next, &item), ERR_OK);
    const char *reported = work_item_now(state, item).title;
    assert_true(str_starts(reported, "Mededeling: schriftelijke procedure éé"));
    assert_true(str_ends(reported, "é…"));
    assert_int_equal(utf8_length(reported), 200);
}

static void the_result_is_reported_once_at_a_next_meeting(void **state)
{
    struct given_case c = opened(state);
    struct actor system = actor_system();
    struct written_list waiting = { 0 };
    int64_t item = 0, next = work_meeting(state, "2024-02-27");

    assert_int_equal(written_report(given_tx(state), arena(state), &system, c.meeting, next, &item),
        ERR_CONFLICT);
    pass_to(state, "2024-01-31");
    assert_int_equal(close_it(state, &c), ERR_OK);
    assert_int_equal(written_unreported(tx_snap(given_tx(state)), arena(state), &waiting), ERR_OK);
    assert_int_equal(waiting.count, 1);
    assert_int_equal(
        written_report(given_tx(state), arena(state), &system, c.meeting, next, &item), ERR_OK);
    assert_string_equal(
        work_item_now(state, item).title, "Mededeling: schriftelijke procedure Nieuwe opvang");
    assert_non_null(strstr(work_item_now(state, item).text, "0 van 2 stemden"));
    assert_int_equal(written_unreported(tx_snap(given_tx(state)), arena(state), &waiting), ERR_OK);
    assert_int_equal(waiting.count, 0);
    assert_int_equal(written_report(given_tx(state), arena(state), &system, c.meeting, next, &item),
        ERR_CONFLICT);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(a_period_that_ends_before_it_begins_is_refused),
        WITH_DB(votes_are_taken_only_between_opening_and_closing),
        WITH_DB(the_last_vote_counts_and_each_is_kept),
        WITH_DB(who_has_no_vote_gives_a_view_only),
        WITH_DB(a_member_and_the_substitute_have_one_vote_together),
        WITH_DB(closing_waits_for_the_time_or_for_everybody),
        WITH_DB(closing_records_the_outcome_and_the_votes_of_the_advice),
        WITH_DB(a_tie_is_not_accepted_and_gives_no_advice),
        WITH_DB(nobody_types_what_was_voted_in_writing),
        WITH_DB(without_its_quorum_nothing_is_approved),
        WITH_DB(an_advice_of_too_many_of_one_sex_asks_for_a_reason),
        WITH_DB(a_list_says_until_when_one_votes),
        WITH_DB(a_reminder_goes_to_seats_that_did_not_vote),
        WITH_DB(the_longest_title_is_reported_without_its_end),
        WITH_DB(the_result_is_reported_once_at_a_next_meeting),
        WITH_DB(a_title_that_says_it_is_a_written_procedure_is_reported_without_saying_it_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
