/* Covers agenda/decision_life.c. */
#include "agenda/decision_life.h"
#include "tests/given/people.h"
#include <string.h>

static int given_work(void **state)
{
    if (given_db(state) != 0)
        return -1;
    given_council(state, "2024-04-15");
    return 0;
}

/* Which state each action leads to; -1: refused. */
static void each_state_allows_what_the_table_says(void **state)
{
    static const int TO[5][DECISION_ACTION_COUNT] = {
        [DECISION_PROVISIONAL] = { -1, -1, -1, -1, -1 },
        [DECISION_IN_FORCE] = { DECISION_SUPERSEDED, DECISION_WITHDRAWN, DECISION_EXECUTED, -1,
            DECISION_IN_FORCE },
        [DECISION_SUPERSEDED] = { -1, -1, -1, DECISION_IN_FORCE, DECISION_SUPERSEDED },
        [DECISION_WITHDRAWN] = { -1, -1, -1, DECISION_IN_FORCE, DECISION_WITHDRAWN },
        [DECISION_EXECUTED] = { DECISION_SUPERSEDED, DECISION_WITHDRAWN, -1, DECISION_IN_FORCE,
            DECISION_EXECUTED },
    };
    struct actor secretary = { .roles = ROLE_BIT(ROLE_SECRETARY) }, member = work_member();
    struct fault f;

    for (unsigned from = 0; from < 5; from++)
        for (unsigned action = 0; action < DECISION_ACTION_COUNT; action++) {
            struct decision_step step = { 0 };

            fault_init(&f, arena(state));
            enum err e = decision_step(&secretary, from, action, &f, &step);
            assert_int_equal(e, TO[from][action] < 0 ? ERR_CONFLICT : ERR_OK);
            if (e == ERR_OK)
                assert_int_equal(step.to, TO[from][action]);
            else
                assert_non_null(strstr(f.detail, choice_dutch(DECISION_STATES, from)));
            assert_int_equal(decision_step(&member, from, action, &f, &step), ERR_FORBIDDEN);
        }
}

/* Released decisions, one a meeting. */
static const char *given_decision(void **state, const char *date, const char *title)
{
    int64_t item = work_session(state, date, title, 0);
    struct treatment_result r =
        work_treat(state, item, OUTCOME_APPROVED, "", title, "Het LOK steunt dit.");

    work_release(state, work_item_now(state, item).meeting_id);
    return r.decision_number;
}

static struct decision now(void **state, const char *number)
{
    struct actor system = actor_system();
    struct decision_reader r = decision_reader_of(&system);
    struct decision d = { 0 };

    assert_int_equal(decision_get(tx_snap(given_tx(state)), arena(state), &r, number, &d), ERR_OK);
    return d;
}

static enum err act(void **state, const char *number, enum decision_action action,
    const char *successor, const char *reason)
{
    struct actor system = actor_system();
    const struct decision_act_input in = { .successor = successor, .reason = reason };

    given_new_request(state);
    return decision_act(
        given_tx(state), arena(state), &system, number, now(state, number).version, action, &in);
}

static void a_superseded_decision_and_its_successor_know_each_other(void **state)
{
    const char *old = given_decision(state, "2024-02-27", "Oud");
    const char *new = given_decision(state, "2024-03-27", "Nieuw");
    struct actor system = actor_system();
    struct decision_reader r = decision_reader_of(&system);
    struct decision_list before = { 0 };

    assert_int_equal(act(state, old, DECISION_SUPERSEDE, new, ""), ERR_OK);
    given_last_event(state, "decision.superseded");
    assert_int_equal(now(state, old).state, DECISION_SUPERSEDED);
    assert_string_equal(now(state, old).successor, new);
    assert_string_equal(now(state, old).state_on, "2024-04-15");
    assert_int_equal(decision_predecessors(
                         tx_snap(given_tx(state)), arena(state), &r, now(state, new).id, &before),
        ERR_OK);
    assert_int_equal(before.count, 1);
    assert_string_equal(before.at[0].number, old);
}

static void a_circle_of_successors_is_refused_in_words(void **state)
{
    const char *first = given_decision(state, "2024-01-27", "Een");
    const char *second = given_decision(state, "2024-02-27", "Twee");
    const char *third = given_decision(state, "2024-03-27", "Drie");

    assert_int_equal(act(state, first, DECISION_SUPERSEDE, first, ""), ERR_INVALID);
    assert_non_null(strstr(given_fault(state)->issues[0].message, "zichzelf"));
    assert_int_equal(act(state, first, DECISION_SUPERSEDE, second, ""), ERR_OK);
    assert_int_equal(act(state, second, DECISION_SUPERSEDE, third, ""), ERR_OK);
    assert_int_equal(act(state, third, DECISION_SUPERSEDE, first, ""), ERR_INVALID);
    assert_non_null(strstr(given_fault(state)->issues[0].message, "elkaar"));
    assert_int_equal(now(state, third).state, DECISION_IN_FORCE);
}

static void a_successor_must_exist_and_be_released(void **state)
{
    const char *old = given_decision(state, "2024-02-27", "Oud");
    int64_t item = work_session(state, "2024-03-27", "Nieuw", 0);
    struct treatment_result provisional =
        work_treat(state, item, OUTCOME_APPROVED, "", "Nieuw", "Tekst");

    assert_int_equal(act(state, old, DECISION_SUPERSEDE, "", ""), ERR_INVALID);
    assert_int_equal(act(state, old, DECISION_SUPERSEDE, "2024_LOK_09999", ""), ERR_INVALID);
    assert_int_equal(
        act(state, old, DECISION_SUPERSEDE, provisional.decision_number, ""), ERR_INVALID);
    assert_int_equal(now(state, old).state, DECISION_IN_FORCE);
}

static void withdrawing_needs_a_reason_and_can_be_undone_with_one(void **state)
{
    const char *number = given_decision(state, "2024-02-27", "Oud");

    assert_int_equal(act(state, number, DECISION_WITHDRAW, "", " "), ERR_INVALID);
    assert_int_equal(act(state, number, DECISION_WITHDRAW, "", "Geen geld"), ERR_OK);
    assert_string_equal(now(state, number).state_reason, "Geen geld");
    assert_int_equal(act(state, number, DECISION_RESTORE, "", ""), ERR_INVALID);
    assert_int_equal(act(state, number, DECISION_RESTORE, "", "Toch wel"), ERR_OK);
    assert_int_equal(now(state, number).state, DECISION_IN_FORCE);
}

static void an_old_version_changes_nothing(void **state)
{
    const char *number = given_decision(state, "2024-02-27", "Oud");
    struct actor system = actor_system();
    const struct decision_act_input in = { 0 };

    assert_int_equal(decision_act(given_tx(state), arena(state), &system, number,
                         now(state, number).version - 1, DECISION_EXECUTE, &in),
        ERR_STALE);
    assert_int_equal(now(state, number).state, DECISION_IN_FORCE);
}

static void a_rectification_stands_beside_the_text(void **state)
{
    const char *number = given_decision(state, "2024-02-27", "Oud");
    struct actor system = actor_system();
    const struct decision_rectify_input in = { "2024-04-10", "Lees: acht plaatsen." };
    struct decision_rectifications list = { 0 };

    assert_int_equal(decision_rectify(given_tx(state), arena(state), &system, number,
                         now(state, number).version, &in),
        ERR_OK);
    assert_string_equal(now(state, number).text, "Het LOK steunt dit.");
    assert_int_equal(decision_rectification_list(
                         tx_snap(given_tx(state)), arena(state), now(state, number).id, &list),
        ERR_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].on_date, "2024-04-10");
}

static void topics_filter_the_list_and_are_found(void **state)
{
    const char *number = given_decision(state, "2024-02-27", "Oud");
    const char *lines[] = { "Inclusie", "", " Inclusie ", "Gezond en veilig" };
    struct actor system = actor_system(), public = work_public();
    struct decision_reader r = decision_reader_of(&system), none = decision_reader_of(&public);
    struct decision_about_input in = { .topics = { lines, ARRAY_LEN(lines) } };
    struct decision_filter with = { .typed = "", .topic = "inclusie", .limit = 9 };
    struct decision_filter without = { .typed = "", .topic = "Sport", .limit = 9 };
    struct decision_filter words = { .typed = "veilig", .limit = 9 };
    struct decision_list found = { 0 };
    struct lines topics = { 0 };
    struct snap *s = tx_snap(given_tx(state));

    (void)given_decision(state, "2024-03-27", "Ander");
    assert_int_equal(decision_about(given_tx(state), arena(state), &system, number,
                         now(state, number).version, &in),
        ERR_OK);
    assert_int_equal(decision_find(s, arena(state), &r, &with, &found), ERR_OK);
    assert_int_equal(found.count, 1);
    assert_int_equal(decision_find(s, arena(state), &r, &without, &found), ERR_OK);
    assert_int_equal(found.count, 0);
    assert_int_equal(decision_find(s, arena(state), &r, &words, &found), ERR_OK);
    assert_int_equal(found.count, 1);
    assert_int_equal(decision_topics(s, arena(state), &r, &topics), ERR_OK);
    assert_int_equal(topics.count, 2);
    none.v.sees = -1;
    assert_int_equal(decision_topics(s, arena(state), &none, &topics), ERR_OK);
    assert_int_equal(topics.count, 0);
}

static void who_followed_it_up_is_told_once_and_it_can_be_taken_back(void **state)
{
    const char *old = given_decision(state, "2024-02-27", "Oud");
    const char *new = given_decision(state, "2024-03-27", "Nieuw");
    struct sending_options o = PEOPLE_MAIL;
    struct actor system = actor_system();
    struct sending sent = { 0 };
    int64_t meeting = now(state, old).meeting_id;

    (void)people_given(state);
    o.undo_seconds = 120;
    assert_int_equal(telling_try(state, meeting, SENDING_SUPERSEDED, 120), ERR_CONFLICT);
    assert_int_equal(act(state, old, DECISION_SUPERSEDE, new, ""), ERR_OK);
    assert_int_equal(sending_send(given_tx(state), arena(state), &system, &o, meeting, 0,
                         SENDING_SUPERSEDED, &sent),
        ERR_OK);
    assert_true(sent.recipients > 0);
    assert_int_equal(now(state, old).superseded_told_by, sent.id);
    assert_int_equal(telling_try(state, meeting, SENDING_SUPERSEDED, 120), ERR_CONFLICT);
    assert_int_equal(sending_take_back(given_tx(state), &system, sent.id), ERR_OK);
    assert_int_equal(now(state, old).superseded_told_by, 0);
    assert_int_equal(now(state, old).state, DECISION_SUPERSEDED);
}

static size_t count_of(void **state, unsigned in_state)
{
    struct actor system = actor_system();
    const struct decision_reader r = decision_reader_of(&system);
    const struct decision_filter f = {
        .typed = "", .state = choice_code(DECISION_STATES, in_state), .limit = 20
    };
    struct decision_list list = { 0 };

    assert_int_equal(decision_find(tx_snap(given_tx(state)), arena(state), &r, &f, &list), ERR_OK);
    for (size_t i = 0; i < list.count; i++)
        assert_int_equal(list.at[i].state, in_state);
    return list.count;
}

static void a_list_of_one_state_follows_what_becomes_of_a_decision(void **state)
{
    const char *one = given_decision(state, "2024-02-27", "Een");
    const char *other = given_decision(state, "2024-03-27", "Ander");

    assert_int_equal(count_of(state, DECISION_IN_FORCE), 2);
    assert_int_equal(count_of(state, DECISION_PROVISIONAL), 0);
    assert_int_equal(act(state, one, DECISION_SUPERSEDE, other, ""), ERR_OK);
    assert_int_equal(count_of(state, DECISION_IN_FORCE), 1);
    assert_int_equal(count_of(state, DECISION_SUPERSEDED), 1);
    assert_int_equal(act(state, other, DECISION_EXECUTE, "", ""), ERR_OK);
    assert_int_equal(count_of(state, DECISION_EXECUTED), 1);
    assert_int_equal(count_of(state, DECISION_IN_FORCE), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_list_of_one_state_follows_what_becomes_of_a_decision, given_work, given_end),
        cmocka_unit_test_setup_teardown(
            each_state_allows_what_the_table_says, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_superseded_decision_and_its_successor_know_each_other, given_work, given_end),
        cmocka_unit_test_setup_teardown(
            a_circle_of_successors_is_refused_in_words, given_work, given_end),
        cmocka_unit_test_setup_teardown(
            a_successor_must_exist_and_be_released, given_work, given_end),
        cmocka_unit_test_setup_teardown(
            withdrawing_needs_a_reason_and_can_be_undone_with_one, given_work, given_end),
        cmocka_unit_test_setup_teardown(an_old_version_changes_nothing, given_work, given_end),
        cmocka_unit_test_setup_teardown(
            a_rectification_stands_beside_the_text, given_work, given_end),
        cmocka_unit_test_setup_teardown(
            topics_filter_the_list_and_are_found, given_work, given_end),
        cmocka_unit_test_setup_teardown(
            who_followed_it_up_is_told_once_and_it_can_be_taken_back, given_work, given_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
