/* Covers agenda/ready_answer.c. */
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/proposal.h"
#include "agenda/ready.h"
#include "tests/given/work.h"
#include <string.h>

/* A dossier of each semester, and a meeting in May to put it on. */
struct given_case {
    int64_t dossier, meeting;
    const char *key;
};

static const struct sql SET_RHYTHM =
    SQL("UPDATE dossier SET rhythm = 'semester', result = 'open' WHERE id = :id");

static struct given_case given(void **state)
{
    struct given_case c = { 0 };

    given_council(state, "2024-04-15");
    c.dossier = work_dossier(state, "Mentoren", ACCESS_MEMBERS);
    assert_int_equal(
        sql_run(given_tx(state), &SET_RHYTHM, IN(in_i64("id", c.dossier)), NULL), ERR_OK);
    c.meeting = work_meeting(state, "2024-05-28");
    c.key = arena_printf(arena(state), "dossier-%lld", (long long)c.dossier);
    return c;
}

static struct ready_list list_in(void **state, const char *month)
{
    struct ready_list list = { 0 };

    given_new_request(state);
    assert_int_equal(ready_list(tx_snap(given_tx(state)), arena(state), month, 0, &list), ERR_OK);
    return list;
}

static bool offers(void **state, const char *month, const char *key)
{
    struct ready_list list = list_in(state, month);

    for (size_t i = 0; i < list.count; i++)
        if (str_equal(list.at[i].key, key))
            return true;
    return false;
}

static enum err take(void **state, const char *key, int64_t meeting, int64_t *ret)
{
    struct actor system = actor_system();

    given_new_request(state);
    return ready_take(
        given_tx(state), arena(state), &system, &WORK_SENDING, key, meeting, false, ret);
}

static enum err defer(void **state, const char *key, const char *month)
{
    const struct ready_answer in = { .target_month = month, .reason = "" };
    struct actor system = actor_system();

    given_new_request(state);
    return ready_defer(given_tx(state), arena(state), &system, &WORK_SENDING, key, &in);
}

static enum err decline(void **state, const char *key, const char *reason)
{
    const struct ready_answer in = { .target_month = "", .reason = reason };
    struct actor system = actor_system();

    given_new_request(state);
    return ready_decline(given_tx(state), arena(state), &system, &WORK_SENDING, key, &in);
}

static enum err back(void **state, const char *key)
{
    struct actor system = actor_system();

    given_new_request(state);
    return ready_back(given_tx(state), arena(state), &system, &WORK_SENDING, key);
}

static void a_key_says_what_it_is_and_a_bare_number_is_an_announcement(void **state)
{
    enum ready_kind kind = READY_WRITTEN;
    int64_t id = 0;

    (void)state;
    assert_int_equal(ready_parse("12", &kind, &id), ERR_OK);
    assert_int_equal(kind, READY_ANNOUNCEMENT);
    assert_int_equal(id, 12);
    assert_int_equal(ready_parse("advice-3", &kind, &id), ERR_OK);
    assert_int_equal(kind, READY_ADVICE);
    assert_int_equal(id, 3);
    assert_int_equal(ready_parse("advice", &kind, &id), ERR_NOT_FOUND);
    assert_int_equal(ready_parse("advice-0", &kind, &id), ERR_NOT_FOUND);
    assert_int_equal(ready_parse("adv-3", &kind, &id), ERR_NOT_FOUND);
    assert_int_equal(ready_parse("-3", &kind, &id), ERR_NOT_FOUND);
}

static void a_dossier_due_is_offered_until_it_is_taken_and_again_when_taken_off(void **state)
{
    struct given_case c = given(state);
    struct actor system = actor_system();
    int64_t item = 0;

    assert_true(offers(state, "2024-05", c.key));
    assert_int_equal(take(state, c.key, c.meeting, &item), ERR_OK);
    assert_int_equal(work_item_now(state, item).dossier_id, c.dossier);
    assert_int_equal(work_item_now(state, item).access, ACCESS_MEMBERS);
    assert_false(offers(state, "2024-05", c.key));
    assert_int_equal(take(state, c.key, c.meeting, &item), ERR_CONFLICT);
    assert_int_equal(
        item_remove(given_tx(state), &system, item, work_item_now(state, item).version), ERR_OK);
    assert_true(offers(state, "2024-05", c.key));
}

static void what_is_put_off_comes_back_in_its_month(void **state)
{
    struct given_case c = given(state);

    assert_int_equal(defer(state, c.key, "2024-04"), ERR_INVALID);
    assert_int_equal(defer(state, c.key, "2024-13"), ERR_INVALID);
    assert_int_equal(defer(state, c.key, ""), ERR_INVALID);
    assert_int_equal(defer(state, c.key, "2024-06"), ERR_OK);
    given_last_event(state, "offer.deferred");
    assert_false(offers(state, "2024-05", c.key));
    assert_true(offers(state, "2024-06", c.key));
    assert_int_equal(back(state, c.key), ERR_OK);
    assert_true(offers(state, "2024-05", c.key));
}

static void declining_asks_for_a_reason_and_lasts_until_the_next_semester(void **state)
{
    struct given_case c = given(state);

    assert_int_equal(decline(state, c.key, "  "), ERR_INVALID);
    assert_true(offers(state, "2024-05", c.key));
    assert_int_equal(decline(state, c.key, "Geen nieuws"), ERR_OK);
    assert_false(offers(state, "2024-06", c.key));
    assert_true(offers(state, "2024-07", c.key));
}

static void who_does_not_prepare_meetings_answers_nothing(void **state)
{
    struct given_case c = given(state);
    const struct ready_answer in = { .target_month = "2024-06", .reason = "Nee" };
    struct actor member = work_member();
    int64_t item = 0;

    assert_int_equal(ready_take(given_tx(state), arena(state), &member, &WORK_SENDING, c.key,
                         c.meeting, false, &item),
        ERR_FORBIDDEN);
    assert_int_equal(ready_defer(given_tx(state), arena(state), &member, &WORK_SENDING, c.key, &in),
        ERR_FORBIDDEN);
    assert_int_equal(
        ready_decline(given_tx(state), arena(state), &member, &WORK_SENDING, c.key, &in),
        ERR_FORBIDDEN);
    assert_int_equal(
        ready_back(given_tx(state), arena(state), &member, &WORK_SENDING, c.key), ERR_FORBIDDEN);
}

static void what_is_not_there_is_not_found(void **state)
{
    int64_t item = 0;

    given(state);
    assert_int_equal(defer(state, "dossier-999", "2024-06"), ERR_NOT_FOUND);
    assert_int_equal(decline(state, "written-999", "Nee"), ERR_NOT_FOUND);
    assert_int_equal(take(state, "advice-999", 1, &item), ERR_NOT_FOUND);
}

/* Asked for the 1st of May, on own initiative. */
static const char *asked(void **state)
{
    const struct advice_question in = {
        .title = "Nieuwe opvang",
        .origin = ADVICE_WAS_ASKED,
        .asked_on = "2024-04-01",
        .due_date = "2024-05-01",
        .question = "Wat vindt u ervan?",
    };
    struct actor system = actor_system();
    int64_t id = 0;

    given_new_request(state);
    assert_int_equal(advice_ask(given_tx(state), arena(state), &system, &in, &id), ERR_OK);
    return arena_printf(arena(state), "advice-%lld", (long long)id);
}

static void one_list_holds_all_and_says_where_each_comes_from(void **state)
{
    struct given_case c = given(state);
    struct actor system = actor_system();
    const struct proposal_input in = { .title = "Speelplein", .text = "Wij stellen dit voor." };
    const char *advice = asked(state);
    int64_t item = work_session(state, "2024-02-27", "Punt", 0), proposal = 0;

    work_treat(state, item, OUTCOME_POSTPONED, "2024-05", "", "");
    given_new_request(state);
    assert_int_equal(proposal_make(given_tx(state), arena(state), &system, &WORK_SENDING, c.meeting,
                         &in, &proposal),
        ERR_OK);
    struct ready_list list = list_in(state, "2024-05");
    assert_int_equal(list.count, 4);
    assert_string_equal(list.at[0].key, advice);
    assert_string_equal(list.at[0].text, "Wat vindt u ervan?");
    assert_non_null(strstr(list.at[0].from, "moet gegeven worden tegen"));
    assert_string_equal(list.at[1].from, "Uitgesteld naar mei 2024 op di 27/02/2024");
    assert_string_equal(list.at[2].title, "Speelplein");
    assert_string_equal(list.at[2].text, "Wij stellen dit voor.");
    assert_true(list.at[2].asks_tell);
    assert_string_equal(list.at[3].key, c.key);
    for (size_t i = 0; i < list.count; i++)
        assert_int_equal(take(state, list.at[i].key, c.meeting, &item), ERR_OK);
    assert_int_equal(list_in(state, "2024-05").count, 0);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_says_what_it_is_and_a_bare_number_is_an_announcement),
        WITH_DB(a_dossier_due_is_offered_until_it_is_taken_and_again_when_taken_off),
        WITH_DB(what_is_put_off_comes_back_in_its_month),
        WITH_DB(declining_asks_for_a_reason_and_lasts_until_the_next_semester),
        WITH_DB(who_does_not_prepare_meetings_answers_nothing),
        WITH_DB(what_is_not_there_is_not_found),
        WITH_DB(one_list_holds_all_and_says_where_each_comes_from),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
