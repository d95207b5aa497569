/* Covers agenda/treatment.c, agenda/treatment_check.c and agenda/treatment_advice.c. */
#include "agenda/advice.h"
#include "lok/member.h"
#include "tests/given/work.h"
#include <string.h>

static int given_work(void **state)
{
    if (given_db(state) != 0)
        return -1;
    given_council(state, "2024-04-15");
    return 0;
}

static enum err record(
    void **state, int64_t item, struct treatment_input in, struct treatment_result *ret)
{
    struct actor system = actor_system();

    return treatment_record(given_tx(state), arena(state), &system, &WORK_SENDING, item,
        work_item_now(state, item).version, &in, ret);
}

/* Refused with an issue at that field, and nothing of it is kept. */
static void refused(void **state, int64_t item, struct treatment_input in, const char *field)
{
    struct treatment_result result;

    given_new_request(state);
    assert_int_equal(record(state, item, in, &result), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), field));
    assert_int_equal(work_item_now(state, item).outcome, OUTCOME_NONE);
}

static void an_outcome_and_a_note_stand_with_the_item(void **state)
{
    int64_t item = work_session(state, "2024-02-27", "Punt", 0);
    struct treatment_result result = { 0 };
    struct treatment_input in = { .outcome = OUTCOME_DISCUSSED, .note = "Iedereen is het eens." };
    int64_t before = work_meeting_now(state, work_item_now(state, item).meeting_id).version;

    assert_int_equal(record(state, item, in, &result), ERR_OK);
    struct item now = work_item_now(state, item);
    assert_int_equal(now.outcome, OUTCOME_DISCUSSED);
    assert_string_equal(now.outcome_note, "Iedereen is het eens.");
    assert_int_not_equal(now.treated_at, 0);
    assert_int_equal(now.version, result.item_version);
    assert_int_equal(result.decision_id, 0);
    assert_string_equal(result.decision_number, "");
    assert_true(work_meeting_now(state, now.meeting_id).version > before);
}

static void every_wrong_input_gets_its_own_issue(void **state)
{
    int64_t item = work_session(state, "2024-02-27", "Punt", 0);

    refused(state, item, (struct treatment_input){ 0 }, "outcome");
    refused(state, item, (struct treatment_input){ .outcome = 99 }, "outcome");
    refused(state, item, (struct treatment_input){ .outcome = OUTCOME_POSTPONED }, "target_month");
    refused(state, item,
        (struct treatment_input){ .outcome = OUTCOME_POSTPONED, .target_month = "2024-02" },
        "target_month");
    refused(state, item,
        (struct treatment_input){ .outcome = OUTCOME_NOTED, .target_month = "mei" },
        "target_month");
    refused(state, item,
        (struct treatment_input){ .outcome = OUTCOME_APPROVED, .decision = { .title = "Steun" } },
        "decision.text");
    refused(state, item,
        (struct treatment_input){ .outcome = OUTCOME_APPROVED, .decision = { .text = "Ja." } },
        "decision.title");
    refused(state, item,
        (struct treatment_input){
            .outcome = OUTCOME_APPROVED, .decision = { .motivation = "Want." } },
        "decision.title");
    refused(state, item,
        (struct treatment_input){ .outcome = OUTCOME_APPROVED,
            .decision = { .title = "A", .text = "B", .follow_up_id = 99 } },
        "decision.follow_up_id");
    refused(state, item,
        (struct treatment_input){
            .outcome = OUTCOME_WITHDRAWN, .decision = { .title = "A", .text = "B" } },
        "outcome");
}

static void an_old_version_is_refused(void **state)
{
    struct actor system = actor_system();
    int64_t item = work_session(state, "2024-02-27", "Punt", 0);
    int64_t version = work_item_now(state, item).version;
    struct treatment_input in = { .outcome = OUTCOME_NOTED };
    struct treatment_result result;

    work_treat(state, item, OUTCOME_NOTED, "", "", "");
    assert_int_equal(treatment_record(given_tx(state), arena(state), &system, &WORK_SENDING, item,
                         version, &in, &result),
        ERR_STALE);
}

static void a_meeting_that_nobody_was_invited_to_treats_nothing(void **state)
{
    int64_t meeting = work_meeting(state, "2024-05-28");
    int64_t item = work_item(state, meeting, "Punt", PURPOSE_DISCUSSION, 0);
    struct treatment_result result;

    assert_int_equal(
        record(state, item, (struct treatment_input){ .outcome = OUTCOME_NOTED }, &result),
        ERR_CONFLICT);
}

static void only_who_records_may_treat(void **state)
{
    struct actor member = work_member();
    int64_t item = work_session(state, "2024-02-27", "Punt", 0);
    struct treatment_input in = { .outcome = OUTCOME_NOTED };
    struct treatment_result result;

    assert_int_equal(treatment_record(given_tx(state), arena(state), &member, &WORK_SENDING, item,
                         work_item_now(state, item).version, &in, &result),
        ERR_FORBIDDEN);
}

static void correcting_a_decision_keeps_its_number(void **state)
{
    int64_t item = work_session(state, "2024-02-27", "Punt", 0);
    struct treatment_result first =
        work_treat(state, item, OUTCOME_APPROVED, "", "Steun", "Het LOK steunt dit.");
    struct treatment_result again =
        work_treat(state, item, OUTCOME_NOT_APPROVED, "", "Geen steun", "Het LOK wacht.");
    struct decision d = { 0 };

    assert_string_equal(again.decision_number, first.decision_number);
    assert_int_equal(again.decision_id, first.decision_id);
    assert_int_equal(decision_by_item(tx_snap(given_tx(state)), arena(state), item, &d), ERR_OK);
    assert_string_equal(d.title, "Geen steun");
}

static void leaving_the_decision_out_removes_a_provisional_one(void **state)
{
    int64_t item = work_session(state, "2024-02-27", "Punt", 0);
    struct decision d;

    work_treat(state, item, OUTCOME_APPROVED, "", "Steun", "Het LOK steunt dit.");
    assert_int_equal(work_treat(state, item, OUTCOME_NOTED, "", "", "").decision_id, 0);
    assert_int_equal(
        decision_by_item(tx_snap(given_tx(state)), arena(state), item, &d), ERR_NOT_FOUND);
}

static void what_stands_there_is_read_back(void **state)
{
    int64_t partner = given_partner(state, "Stad", NULL);
    int64_t item = work_session(state, "2024-02-27", "Punt", 0);
    struct treatment_result result;
    struct treatment_input back = { 0 };
    struct treatment_input in = {
        .outcome = OUTCOME_ADVICE_GIVEN,
        .note = "Nota",
        .target_month = "2024-05",
        .decision = { .title = "Advies",
            .text = "Tekst",
            .motivation = "Waarom",
            .due_date = "2024-05-10",
            .method = METHOD_UNANIMOUS,
            .follow_up_id = partner },
    };

    assert_int_equal(record(state, item, in, &result), ERR_OK);
    assert_int_equal(treatment_get(tx_snap(given_tx(state)), arena(state), item, &back), ERR_OK);
    assert_int_equal(back.outcome, OUTCOME_ADVICE_GIVEN);
    assert_string_equal(back.note, "Nota");
    assert_string_equal(back.target_month, "2024-05");
    assert_string_equal(back.decision.title, "Advies");
    assert_string_equal(back.decision.motivation, "Waarom");
    assert_string_equal(back.decision.due_date, "2024-05-10");
    assert_int_equal(back.decision.method, METHOD_UNANIMOUS);
    assert_int_equal(back.decision.follow_up_id, partner);
    assert_false(back.decision.release);
}

static void an_untreated_item_reads_as_nothing(void **state)
{
    int64_t item = work_session(state, "2024-02-27", "Punt", 0);
    struct treatment_input back = { 0 };

    assert_int_equal(treatment_get(tx_snap(given_tx(state)), arena(state), item, &back), ERR_OK);
    assert_int_equal(back.outcome, OUTCOME_NONE);
    assert_string_equal(back.target_month, "");
    assert_string_equal(back.decision.title, "");
    assert_int_equal(
        treatment_get(tx_snap(given_tx(state)), arena(state), 99, &back), ERR_NOT_FOUND);
}

static struct treatment_input released(void)
{
    return (struct treatment_input){
        .outcome = OUTCOME_APPROVED,
        .decision = { .title = "Steun", .text = "Het LOK steunt dit.", .release = true },
    };
}

static void nothing_is_released_while_the_meeting_is_in_session(void **state)
{
    int64_t item = work_session(state, "2024-02-27", "Punt", 0);
    struct treatment_result result;

    assert_int_equal(record(state, item, released(), &result), ERR_CONFLICT);
    assert_int_equal(work_item_now(state, item).outcome, OUTCOME_NONE);
}

/* One item, treated, its meeting closed. */
static int64_t given_closed(void **state)
{
    int64_t item = work_session(state, "2024-02-27", "Punt", 0);

    work_treat(state, item, OUTCOME_NOTED, "", "", "");
    work_act(state, work_item_now(state, item).meeting_id, MEETING_CLOSE);
    return item;
}

static void a_release_after_the_meeting_is_a_sending_that_can_be_taken_back(void **state)
{
    struct actor system = actor_system();
    struct sending_options slow = { .undo_seconds = 120, .public_url = "https://lok.example.be" };
    int64_t item = given_closed(state);
    struct treatment_input in = released();
    struct treatment_result result = { 0 };
    struct decision d = { 0 };

    assert_int_equal(treatment_record(given_tx(state), arena(state), &system, &slow, item,
                         work_item_now(state, item).version, &in, &result),
        ERR_OK);
    assert_int_not_equal(result.sending_id, 0);
    assert_int_equal(decision_by_item(tx_snap(given_tx(state)), arena(state), item, &d), ERR_OK);
    assert_int_equal(d.state, DECISION_IN_FORCE);
    assert_int_equal(d.released_by, result.sending_id);
    assert_int_equal(sending_take_back(given_tx(state), &system, result.sending_id), ERR_OK);
    assert_int_equal(decision_by_item(tx_snap(given_tx(state)), arena(state), item, &d), ERR_OK);
    assert_int_equal(d.state, DECISION_PROVISIONAL);
    assert_int_equal(d.released_at, 0);
}

static void a_released_text_is_not_changed_but_the_same_again_is_no_matter(void **state)
{
    int64_t item = given_closed(state);
    struct treatment_input in = released();
    struct treatment_result result = { 0 };

    assert_int_equal(record(state, item, in, &result), ERR_OK);
    assert_int_equal(record(state, item, in, &result), ERR_OK);
    assert_int_equal(result.sending_id, 0);
    in.decision.text = "Anders.";
    assert_int_equal(record(state, item, in, &result), ERR_CONFLICT);
    in.decision = (struct treatment_decision){ 0 };
    assert_int_equal(record(state, item, in, &result), ERR_CONFLICT);
}

/* -- an advice -- */

static const struct treatment_input GIVEN = {
    .outcome = OUTCOME_ADVICE_GIVEN,
    .minority_view = "Eén lid twijfelt.",
    .advice = { .text = "Wij zeggen ja.", .motivation = "Er is nood.", .balance_reason = "" },
};

static struct advice advice_of(void **state, int64_t item)
{
    struct advice v = { .text = "" };
    enum err e = advice_by_item(tx_snap(given_tx(state)), arena(state), item, &v);

    assert_true(e == ERR_OK || e == ERR_NOT_FOUND);
    return v;
}

static void an_advice_given_of_one_s_own_accord_gets_number_text_and_minority_view(void **state)
{
    int64_t item = work_session(state, "2024-02-27", "Opvang", 0);
    struct treatment_result result = { 0 };
    struct treatment_input back = { 0 };

    assert_int_equal(record(state, item, GIVEN, &result), ERR_OK);
    assert_string_equal(result.advice_number, "2024_LOK_A0001");
    assert_int_equal(result.decision_id, 0);
    struct advice v = advice_of(state, item);
    assert_int_equal(v.origin, ADVICE_OWN_INITIATIVE);
    assert_string_equal(v.title, "Opvang");
    assert_string_equal(v.text, "Wij zeggen ja.");
    assert_string_equal(v.motivation, "Er is nood.");
    assert_string_equal(v.minority_view, "Eén lid twijfelt.");
    assert_int_equal(treatment_get(tx_snap(given_tx(state)), arena(state), item, &back), ERR_OK);
    assert_string_equal(back.advice.text, "Wij zeggen ja.");
}

static void an_advice_that_was_asked_gets_its_text_at_its_item(void **state)
{
    struct actor system = actor_system();
    int64_t item = work_session(state, "2024-02-27", "Opvang", 0), id = 0;
    const struct advice_question question = { .title = "Gevraagd", .asked_on = "2024-02-01" };
    struct treatment_result result = { 0 };

    assert_int_equal(advice_ask(given_tx(state), arena(state), &system, &question, &id), ERR_OK);
    assert_int_equal(advice_set_item(given_tx(state), arena(state), &system, id, item), ERR_OK);
    assert_int_equal(record(state, item, GIVEN, &result), ERR_OK);
    assert_int_equal(advice_of(state, item).id, id);
    assert_string_equal(advice_of(state, item).text, "Wij zeggen ja.");
}

static void an_advice_that_is_not_named_stays_and_an_empty_one_goes(void **state)
{
    int64_t item = work_session(state, "2024-02-27", "Opvang", 0);
    struct treatment_input in = GIVEN;
    struct treatment_result result = { 0 };

    assert_int_equal(record(state, item, in, &result), ERR_OK);
    in.advice.text = NULL;
    assert_int_equal(record(state, item, in, &result), ERR_OK);
    assert_string_equal(advice_of(state, item).text, "Wij zeggen ja.");
    in.advice = (struct treatment_advice){ "", "Zonder tekst.", "" };
    given_new_request(state);
    assert_int_equal(record(state, item, in, &result), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "advice.text"));
    in.advice.motivation = "";
    given_new_request(state);
    assert_int_equal(record(state, item, in, &result), ERR_OK);
    assert_string_equal(advice_of(state, item).text, "");
    assert_string_equal(advice_of(state, item).given_on, "");
}

static void an_advice_of_a_council_out_of_balance_asks_why_and_keeps_it(void **state)
{
    struct actor system = actor_system();
    int64_t item = work_session(state, "2024-02-27", "Opvang", 0), id;
    struct treatment_input in = GIVEN;
    struct treatment_result result = { 0 };
    const char *rule = "";

    for (int i = 0; i < 3; i++) {
        const struct member woman = {
            .person_id = given_person(state, "Lid", ""), .voting_right = true, .sex = SEX_WOMAN
        };
        assert_int_equal(member_create(given_tx(state), &system, &woman, &id), ERR_OK);
    }
    assert_int_equal(treatment_rule(tx_snap(given_tx(state)), arena(state), item, &rule), ERR_OK);
    assert_non_null(strstr(rule, "tweederderegel"));
    given_new_request(state);
    assert_int_equal(record(state, item, in, &result), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "advice.balance_reason"));
    in.advice.balance_reason = "Een zetel staat open.";
    given_new_request(state);
    assert_int_equal(record(state, item, in, &result), ERR_OK);
    assert_string_equal(advice_of(state, item).balance_reason, "Een zetel staat open.");
    assert_string_equal(advice_of(state, item).balance_words, rule);
}

static void an_advice_that_was_sent_keeps_its_text_and_its_item_may_still_be_noted(void **state)
{
    struct actor system = actor_system();
    int64_t item = work_session(state, "2024-02-27", "Opvang", 0), told;
    struct treatment_input in = GIVEN;
    struct treatment_result result = { 0 };

    assert_int_equal(record(state, item, in, &result), ERR_OK);
    assert_int_equal(advice_send(given_tx(state), arena(state), &system, &WORK_SENDING,
                         advice_of(state, item).id, 0, &told),
        ERR_OK);
    in.note = "Lang besproken.";
    assert_int_equal(record(state, item, in, &result), ERR_OK);
    in.advice.text = "Wij zeggen nee.";
    given_new_request(state);
    assert_int_equal(record(state, item, in, &result), ERR_CONFLICT);
    assert_string_equal(advice_of(state, item).text, "Wij zeggen ja.");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, given_work, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_advice_given_of_one_s_own_accord_gets_number_text_and_minority_view),
        TEST(an_advice_that_was_asked_gets_its_text_at_its_item),
        TEST(an_advice_that_is_not_named_stays_and_an_empty_one_goes),
        TEST(an_advice_of_a_council_out_of_balance_asks_why_and_keeps_it),
        TEST(an_advice_that_was_sent_keeps_its_text_and_its_item_may_still_be_noted),
        TEST(an_outcome_and_a_note_stand_with_the_item),
        TEST(every_wrong_input_gets_its_own_issue),
        TEST(an_old_version_is_refused),
        TEST(a_meeting_that_nobody_was_invited_to_treats_nothing),
        TEST(only_who_records_may_treat),
        TEST(correcting_a_decision_keeps_its_number),
        TEST(leaving_the_decision_out_removes_a_provisional_one),
        TEST(what_stands_there_is_read_back),
        TEST(an_untreated_item_reads_as_nothing),
        TEST(nothing_is_released_while_the_meeting_is_in_session),
        TEST(a_release_after_the_meeting_is_a_sending_that_can_be_taken_back),
        TEST(a_released_text_is_not_changed_but_the_same_again_is_no_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
