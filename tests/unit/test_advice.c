/* Covers agenda/advice.c, agenda/advice_write.c, agenda/advice_place.c, agenda/advice_rule.c and
 * agenda/advice_send.c. */
#include "agenda/advice.h"
#include "tests/given/people.h"
#include <string.h>

static const struct sending_options LATER = {
    .undo_seconds = 120,
    .public_url = "https://lok.example.be",
    .has_mail = true,
};

static enum err ask(void **state, const struct advice_question *in, int64_t *ret)
{
    struct actor system = actor_system();

    given_new_request(state);
    return advice_ask(given_tx(state), arena(state), &system, in, ret);
}

/* An opportunity advice: asked on 10 January 2024, due in 30 days. */
static int64_t asked(void **state, int64_t addressee_id)
{
    const struct advice_question in = {
        .title = "Nieuwe opvang in Borgerhout",
        .asked_on = "2024-01-10",
        .due_date = "2024-02-09",
        .question = "Is er plaats voor?",
        .access = ACCESS_MEMBERS,
        .addressee_id = addressee_id,
    };
    int64_t id = 0;

    assert_int_equal(ask(state, &in, &id), ERR_OK);
    return id;
}

static enum err write_text(void **state, int64_t id, const char *reason)
{
    const struct advice_text in = {
        .text = "Wij zeggen **ja**.",
        .motivation = "Er is nood.",
        .minority_view = "Eén lid twijfelt.",
        .in_favour = 7,
        .against = 1,
        .balance_reason = reason,
    };
    struct actor system = actor_system();

    given_new_request(state);
    return advice_write(given_tx(state), arena(state), &system, id, 0, &in);
}

static enum err send(void **state, int64_t id, const struct sending_options *o, int64_t *ret_told)
{
    struct actor system = actor_system();

    given_new_request(state);
    return advice_send(given_tx(state), arena(state), &system, o, id, 0, ret_told);
}

static int64_t sent(void **state, int64_t addressee_id, const struct sending_options *o)
{
    int64_t id = asked(state, addressee_id), told;

    assert_int_equal(write_text(state, id, ""), ERR_OK);
    assert_int_equal(send(state, id, o, &told), ERR_OK);
    return id;
}

static struct advice now(void **state, int64_t id)
{
    struct advice v = { 0 };

    assert_int_equal(advice_by_id(tx_snap(given_tx(state)), arena(state), id, &v), ERR_OK);
    return v;
}

static enum err sees(void **state, const struct actor *who, int64_t id, struct advice *ret)
{
    return advice_get(tx_snap(given_tx(state)), arena(state), who, now(state, id).number, ret);
}

static enum err answer(void **state, int64_t id, unsigned what, const char *on)
{
    const struct advice_reaction in = { .answer = what,
        .answered_on = on,
        .answer_text = "Wij kiezen een andere plaats.",
        .reference = "2024_CBS_00123" };
    struct actor system = actor_system();

    given_new_request(state);
    return advice_note_answer(
        given_tx(state), arena(state), &system, &WORK_SENDING, id, 0, &in, true);
}

static void an_advice_gets_a_number_that_is_no_decision_s(void **state)
{
    given_council(state, "2024-01-15");
    assert_string_equal(now(state, asked(state, 0)).number, "2024_LOK_A0001");
    int64_t second = asked(state, 0);
    assert_string_equal(now(state, second).number, "2024_LOK_A0002");
    given_last_event(state, "advice.asked");
    assert_int_equal(now(state, second).state, ADVICE_ASKED);
}

static void a_question_that_does_not_hold_is_refused_with_all_that_is_wrong(void **state)
{
    int64_t id = 0;
    const struct advice_question backwards = {
        .title = "T", .asked_on = "2024-01-10", .due_date = "2024-01-09"
    };
    const struct advice_question to_come = { .title = "T", .asked_on = "2024-01-16" };
    const struct advice_question own = {
        .title = "T", .origin = ADVICE_OWN_INITIATIVE, .asked_on = "2024-01-10"
    };
    const struct advice_question nobody = { .title = "T",
        .asked_on = "2024-01-10",
        .asked_by_id = 99,
        .addressee_id = 99,
        .dossier_id = 99 };
    const struct advice_question undated = { .title = "T" };

    given_council(state, "2024-01-15");
    assert_int_equal(ask(state, &backwards, &id), ERR_INVALID);
    assert_int_equal(ask(state, &to_come, &id), ERR_INVALID);
    assert_int_equal(ask(state, &own, &id), ERR_INVALID);
    assert_int_equal(ask(state, &undated, &id), ERR_INVALID);
    assert_int_equal(ask(state, &nobody, &id), ERR_INVALID);
    assert_int_equal(given_fault(state)->issue_count, 3);
}

static void until_it_is_sent_only_the_secretariat_sees_it(void **state)
{
    struct actor member = work_member();
    struct advice v = { 0 };
    int64_t told;

    given_council(state, "2024-01-15");
    int64_t id = asked(state, 0);
    assert_int_equal(write_text(state, id, ""), ERR_OK);
    assert_int_equal(now(state, id).state, ADVICE_IN_PREPARATION);
    assert_int_equal(sees(state, &member, id, &v), ERR_NOT_FOUND);
    assert_int_equal(send(state, id, &LATER, &told), ERR_OK);
    assert_int_equal(sees(state, &member, id, &v), ERR_NOT_FOUND);
    id = sent(state, 0, &WORK_SENDING);
    assert_int_equal(sees(state, &member, id, &v), ERR_OK);
    assert_int_equal(v.state, ADVICE_SENT);
    struct actor anybody = work_public();
    assert_int_equal(sees(state, &anybody, id, &v), ERR_NOT_FOUND);
}

static void it_is_found_by_a_word_and_by_its_number(void **state)
{
    static const char *const TYPED[] = { "borgerhout", "2024_LOK_A0001", "A0001", "nood" };
    struct actor member = work_member();

    given_council(state, "2024-01-15");
    int64_t id = sent(state, 0, &WORK_SENDING);
    (void)asked(state, 0);
    for (size_t i = 0; i < ARRAY_LEN(TYPED); i++) {
        const struct advice_filter f = { .typed = TYPED[i], .year = 2024, .limit = 5 };
        struct advice_list found = { 0 };

        assert_int_equal(
            advice_find(tx_snap(given_tx(state)), arena(state), &member, &f, &found), ERR_OK);
        assert_int_equal(found.count, 1);
        assert_int_equal(found.at[0].id, id);
    }
    struct lines years = { 0 };
    assert_int_equal(advice_years(tx_snap(given_tx(state)), arena(state), &member, &years), ERR_OK);
    assert_int_equal(years.count, 1);
    assert_string_equal(years.at[0], "2024");
}

static int64_t seat(void **state, unsigned sex)
{
    struct actor system = actor_system();
    int64_t person = given_person(state, "Lid", ""), id = 0;
    const struct member in = { .person_id = person, .voting_right = true, .sex = sex };

    assert_int_equal(member_create(given_tx(state), &system, &in, &id), ERR_OK);
    return person;
}

static void a_council_out_of_balance_says_why_it_advises_all_the_same(void **state)
{
    given_council(state, "2024-01-15");
    for (int i = 0; i < 3; i++)
        seat(state, SEX_WOMAN);
    int64_t id = asked(state, 0);
    assert_int_equal(write_text(state, id, ""), ERR_INVALID);
    assert_string_equal(given_fault(state)->issues[0].field, "balance_reason");
    assert_string_equal(now(state, id).text, "");
    assert_int_equal(write_text(state, id, "Een zetel staat al maanden open."), ERR_OK);
    struct advice v = now(state, id);
    assert_string_equal(v.balance_reason, "Een zetel staat al maanden open.");
    assert_non_null(strstr(v.balance_words, "tweederderegel"));
    assert_non_null(strstr(v.balance_words, "artikel 304, § 3"));
    struct actor member = work_member();
    int64_t told;
    assert_int_equal(send(state, id, &WORK_SENDING, &told), ERR_OK);
    assert_int_equal(sees(state, &member, id, &v), ERR_OK);
    assert_string_equal(v.balance_words, "");
    assert_string_equal(v.balance_reason, "");
}

static void a_balanced_council_keeps_no_reason(void **state)
{
    given_council(state, "2024-01-15");
    seat(state, SEX_WOMAN);
    seat(state, SEX_MAN);
    int64_t id = asked(state, 0);
    assert_int_equal(write_text(state, id, "Niet nodig"), ERR_OK);
    assert_string_equal(now(state, id).balance_reason, "");
}

static void the_contacts_of_whom_it_is_addressed_to_get_it_and_it_can_be_held_back(void **state)
{
    struct actor system = actor_system();
    struct advice v = { 0 };
    int64_t told = 0;

    given_council(state, "2024-01-15");
    struct people_given people = people_given(state);
    int64_t id = asked(state, people.partner);
    assert_int_equal(send(state, id, &LATER, &told), ERR_CONFLICT);
    assert_int_equal(write_text(state, id, ""), ERR_OK);
    assert_int_equal(send(state, id, &LATER, &told), ERR_OK);
    assert_int_equal(told, 1);
    assert_string_equal(now(state, id).reaction_due, "2024-02-14");
    assert_int_equal(advice_take_back(given_tx(state), arena(state), &system, id), ERR_OK);
    given_last_event(state, "advice.taken_back");
    assert_int_equal(now(state, id).sent_at, 0);
    struct delivery_list waiting = { 0 };
    assert_int_equal(
        outbox_list(tx_snap(given_tx(state)), arena(state), 0, 0, 10, &waiting), ERR_OK);
    assert_int_equal(waiting.count, 1);
    assert_int_equal(waiting.at[0].state, DELIVERY_CANCELLED);
    assert_int_equal(send(state, id, &PEOPLE_MAIL, &told), ERR_OK);
    given_new_request(state);
    assert_int_equal(advice_take_back(given_tx(state), arena(state), &system, id), ERR_CONFLICT);
    struct actor contact = people_actor(state, people.contact);
    contact.partner_id = people.partner;
    assert_int_equal(sees(state, &contact, id, &v), ERR_OK);
}

static void the_letter_to_the_government_holds_the_advice_itself(void **state)
{
    struct actor system = actor_system();
    struct recipient_list list = { 0 };

    given_council(state, "2024-01-15");
    struct people_given people = people_given(state);
    int64_t id = asked(state, people.partner);
    assert_int_equal(write_text(state, id, ""), ERR_OK);
    assert_int_equal(advice_send_preview(
                         tx_snap(given_tx(state)), arena(state), &system, &PEOPLE_MAIL, id, &list),
        ERR_OK);
    assert_int_equal(list.count, 1);
    assert_non_null(strstr(list.at[0].text, "Wij zeggen ja."));
    assert_non_null(strstr(list.at[0].text, "woensdag 14 februari 2024"));
    assert_non_null(strstr(list.at[0].text, "waaraan LOK Voorbeeld dit advies geeft"));
    assert_int_equal(now(state, id).sent_at, 0);
}

static void what_was_sent_stays_as_it_is_but_for_a_dated_rectification(void **state)
{
    struct actor system = actor_system();
    struct rectification_list list = { 0 };
    const struct advice_question other = { .title = "Anders", .asked_on = "2024-01-10" };

    given_council(state, "2024-01-15");
    int64_t unsent = asked(state, 0), id = sent(state, 0, &WORK_SENDING), told;
    assert_int_equal(write_text(state, id, ""), ERR_CONFLICT);
    assert_int_equal(
        advice_change(given_tx(state), arena(state), &system, id, 0, &other), ERR_CONFLICT);
    assert_int_equal(send(state, id, &WORK_SENDING, &told), ERR_CONFLICT);
    assert_int_equal(
        advice_rectify(given_tx(state), arena(state), &system, unsent, 0, "Nee"), ERR_CONFLICT);
    given_new_request(state);
    assert_int_equal(
        advice_rectify(given_tx(state), arena(state), &system, id, 0, " "), ERR_INVALID);
    assert_int_equal(
        advice_rectify(given_tx(state), arena(state), &system, id, 999, "Lees"), ERR_STALE);
    given_new_request(state);
    assert_int_equal(
        advice_rectify(given_tx(state), arena(state), &system, id, 0, "Lees: mei"), ERR_OK);
    assert_int_equal(
        advice_rectifications(tx_snap(given_tx(state)), arena(state), id, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].made_on, "2024-01-15");
    assert_string_equal(now(state, id).text, "Wij zeggen **ja**.");
}

static void pass_to(void **state, const char *date)
{
    static const struct sql SET = SQL("UPDATE council SET demo_date = :date");

    assert_int_equal(sql_run(given_tx(state), &SET, IN(in_text("date", date)), NULL), ERR_OK);
}

static void after_the_reaction_days_it_is_overdue_and_heads_the_next_agenda(void **state)
{
    struct actor system = actor_system();
    struct advice_due_list due = { 0 };
    int64_t item = 0;

    given_council(state, "2024-01-15");
    int64_t id = sent(state, 0, &WORK_SENDING), later = asked(state, 0);
    pass_to(state, "2024-02-14");
    assert_int_equal(now(state, id).state, ADVICE_SENT);
    pass_to(state, "2024-02-15");
    assert_int_equal(now(state, id).state, ADVICE_OVERDUE);
    assert_int_equal(advice_due(tx_snap(given_tx(state)), arena(state), &due), ERR_OK);
    assert_int_equal(due.count, 2);
    assert_string_equal(due.at[0].number, now(state, later).number);
    assert_true(due.at[0].late && !due.at[0].answer);
    assert_true(due.at[1].late && due.at[1].answer);
    int64_t meeting = work_meeting(state, "2024-02-27");
    work_item(state, meeting, "Eerste", PURPOSE_DISCUSSION, 0);
    assert_int_equal(
        advice_to_agenda(given_tx(state), arena(state), &system, id, meeting, &item), ERR_OK);
    struct item_list items = { 0 };
    assert_int_equal(item_list(tx_snap(given_tx(state)), arena(state), meeting, &items), ERR_OK);
    assert_int_equal(items.at[0].id, item);
    assert_non_null(strstr(items.at[0].title, "2024_LOK_A0001"));
    given_new_request(state);
    assert_int_equal(
        advice_to_agenda(given_tx(state), arena(state), &system, id, meeting, &item), ERR_CONFLICT);
}

static void the_answer_is_noted_with_the_government_s_words(void **state)
{
    given_council(state, "2024-01-15");
    int64_t unsent = asked(state, 0), id = sent(state, 0, &WORK_SENDING);
    pass_to(state, "2024-02-20");
    assert_int_equal(answer(state, unsent, ANSWER_PARTLY, "2024-02-19"), ERR_CONFLICT);
    assert_int_equal(answer(state, id, ANSWER_NONE, "2024-02-19"), ERR_INVALID);
    assert_int_equal(answer(state, id, ANSWER_PARTLY, "2024-02-21"), ERR_INVALID);
    assert_int_equal(answer(state, id, ANSWER_PARTLY, "2024-01-14"), ERR_INVALID);
    assert_int_equal(answer(state, id, ANSWER_PARTLY, "2024-02-19"), ERR_OK);
    struct advice v = now(state, id);
    assert_int_equal(v.state, ADVICE_ANSWERED);
    assert_string_equal(v.reference, "2024_CBS_00123");
    assert_string_equal(v.answer_text, "Wij kiezen een andere plaats.");
    given_last_event(state, "advice.answered");
}

static void a_system_that_follows_advices_hears_of_it_and_of_the_answer(void **state)
{
    struct delivery_list list = { 0 };

    given_council(state, "2024-01-15");
    telling_endpoint(state, "gemeente", 0, TELLING_ALL);
    int64_t id = sent(state, 0, &WORK_SENDING);
    assert_int_equal(answer(state, id, ANSWER_FOLLOWED, "2024-01-15"), ERR_OK);
    assert_int_equal(outbox_list(tx_snap(given_tx(state)), arena(state), 0, 0, 10, &list), ERR_OK);
    assert_int_equal(list.count, 2);
    const struct json *body = telling_json(state, list.at[0].body);
    assert_string_equal(telling_text(body, "type"), "advice.answered");
    assert_string_equal(telling_text(body, "data.advice.answer"), "followed");
    assert_string_equal(
        telling_text(body, "data.advice.link"), "https://lok.example.be/adviezen/2024_LOK_A0001");
}

static void who_does_not_prepare_meetings_changes_nothing(void **state)
{
    const struct advice_question in = { .title = "T", .asked_on = "2024-01-10" };
    const struct advice_text text = { .text = "T" };
    struct actor member = work_member();
    int64_t id = 0;

    given_council(state, "2024-01-15");
    assert_int_equal(advice_ask(given_tx(state), arena(state), &member, &in, &id), ERR_FORBIDDEN);
    id = asked(state, 0);
    assert_int_equal(
        advice_write(given_tx(state), arena(state), &member, id, 0, &text), ERR_FORBIDDEN);
    assert_int_equal(advice_take_back(given_tx(state), arena(state), &member, id), ERR_FORBIDDEN);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(an_advice_gets_a_number_that_is_no_decision_s),
        WITH_DB(a_question_that_does_not_hold_is_refused_with_all_that_is_wrong),
        WITH_DB(until_it_is_sent_only_the_secretariat_sees_it),
        WITH_DB(it_is_found_by_a_word_and_by_its_number),
        WITH_DB(a_council_out_of_balance_says_why_it_advises_all_the_same),
        WITH_DB(a_balanced_council_keeps_no_reason),
        WITH_DB(the_contacts_of_whom_it_is_addressed_to_get_it_and_it_can_be_held_back),
        WITH_DB(the_letter_to_the_government_holds_the_advice_itself),
        WITH_DB(what_was_sent_stays_as_it_is_but_for_a_dated_rectification),
        WITH_DB(after_the_reaction_days_it_is_overdue_and_heads_the_next_agenda),
        WITH_DB(the_answer_is_noted_with_the_government_s_words),
        WITH_DB(a_system_that_follows_advices_hears_of_it_and_of_the_answer),
        WITH_DB(who_does_not_prepare_meetings_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
