/* What comes back in its rhythm, what came of a dossier, and parts that are put back. */
#include "agenda/action.h"
#include "agenda/advice.h"
#include "lok/base/clock.h"
#include "tests/given/work.h"
#include <string.h>

static const struct visibility ALL = { .sees = ACCESS_SECRETARIAT };
static const struct visibility MEMBERS = { .sees = ACCESS_MEMBERS };

static int given_work(void **state)
{
    if (given_db(state) != 0)
        return -1;
    given_council(state, "2024-04-15");
    return 0;
}

static int64_t rhythmic(void **state, unsigned rhythm, const char *from, const char *until)
{
    struct actor system = actor_system();
    const struct dossier in = { .title = "Mentoren", .rhythm = rhythm };
    const struct funder funder = { .name = "Stad", .from_date = from, .until_date = until };
    int64_t id = 0;

    given_new_request(state);
    assert_int_equal(dossier_create(given_tx(state), &system, &in, &id), ERR_OK);
    if (from != NULL || until != NULL)
        assert_int_equal(dossier_add_funder(given_tx(state), &system, id, &funder), ERR_OK);
    return id;
}

static struct dossier_due_list due(void **state, const char *month)
{
    struct dossier_due_list list = { 0 };

    assert_int_equal(dossier_due(tx_snap(given_tx(state)), arena(state), month, &list), ERR_OK);
    return list;
}

static void the_span_of_every_month_is_its_semester_or_year(void **state)
{
    for (int m = 1; m <= 12; m++) {
        const char *month = arena_printf(arena(state), "2024-%02d", m), *first, *last;

        dossier_span(arena(state), RHYTHM_SEMESTER, month, &first, &last);
        assert_string_equal(first, m <= 6 ? "2024-01" : "2024-07");
        assert_string_equal(last, m <= 6 ? "2024-06" : "2024-12");
        dossier_span(arena(state), RHYTHM_YEAR, month, &first, &last);
        assert_string_equal(first, "2024-01");
        assert_string_equal(last, "2024-12");
    }
}

static void it_comes_back_each_semester_until_its_funding_ends(void **state)
{
    rhythmic(state, RHYTHM_SEMESTER, "2024-01-01", "2025-12-31");
    assert_int_equal(due(state, "2023-12").count, 0);
    assert_int_equal(due(state, "2024-01").count, 1);
    assert_int_equal(due(state, "2024-10").count, 1);
    assert_int_equal(due(state, "2025-12").count, 1);
    assert_int_equal(due(state, "2026-01").count, 0);
    struct dossier_due one = due(state, "2024-04").at[0];
    assert_string_equal(one.words, "Mentoren: dit semester nog niet op een agenda");
    assert_string_equal(one.date, "2024-06-30");
    assert_string_equal(
        one.reason, "Komt elk semester terug, tot en met woensdag 31 december 2025.");
}

static void in_time_ends_with_the_funding_within_the_span(void **state)
{
    rhythmic(state, RHYTHM_YEAR, "2024-01-01", "2024-09-30");
    assert_string_equal(due(state, "2024-04").at[0].date, "2024-09-30");
}

static void without_a_funding_period_it_goes_on(void **state)
{
    struct actor system = actor_system();
    int64_t id = rhythmic(state, RHYTHM_YEAR, NULL, NULL);

    assert_int_equal(due(state, "2030-01").count, 1);
    assert_string_equal(due(state, "2030-01").at[0].reason, "Komt elk jaar terug.");
    const struct funder ends = { .name = "Stad", .until_date = "2025-12-31" };
    assert_int_equal(dossier_add_funder(given_tx(state), &system, id, &ends), ERR_OK);
    assert_int_equal(due(state, "2030-01").count, 0);
    const struct funder endless = { .name = "Gemeenschap" };
    assert_int_equal(dossier_add_funder(given_tx(state), &system, id, &endless), ERR_OK);
    assert_int_equal(due(state, "2030-01").count, 1);
}

static void on_an_agenda_it_is_due_again_the_next_semester(void **state)
{
    int64_t id = rhythmic(state, RHYTHM_SEMESTER, "2024-01-01", "2025-12-31");

    work_item(state, work_meeting(state, "2024-05-28"), "Mentoren", PURPOSE_DISCUSSION, id);
    assert_int_equal(due(state, "2024-06").count, 0);
    assert_int_equal(due(state, "2024-07").count, 1);
}

static void what_was_postponed_or_promised_is_offered_once(void **state)
{
    int64_t id = rhythmic(state, RHYTHM_SEMESTER, "2024-01-01", "2025-12-31");
    int64_t item = work_session(state, "2024-02-27", "Mentoren", id);

    work_treat(state, item, OUTCOME_POSTPONED, "2024-05", "", "");
    assert_int_equal(due(state, "2024-05").count, 0);
    assert_int_equal(due(state, "2024-09").count, 1);
}

static void a_cancelled_meeting_does_not_count(void **state)
{
    int64_t id = rhythmic(state, RHYTHM_SEMESTER, "2024-01-01", "2025-12-31");
    int64_t meeting = work_meeting(state, "2024-05-28");

    work_item(state, meeting, "Mentoren", PURPOSE_DISCUSSION, id);
    work_act(state, meeting, MEETING_CANCEL);
    assert_int_equal(due(state, "2024-05").count, 1);
}

static void with_a_result_it_comes_back_no_more(void **state)
{
    static const bool COMES_BACK[] = { [RESULT_OPEN] = true,
        [RESULT_SELECTED] = true,
        [RESULT_NOT_SELECTED] = false,
        [RESULT_DONE] = false,
        [RESULT_STOPPED] = false };
    struct actor system = actor_system();
    int64_t id = rhythmic(state, RHYTHM_SEMESTER, NULL, NULL);

    for (unsigned result = 0; result < choice_count(DOSSIER_RESULTS); result++) {
        struct dossier d = { 0 };

        assert_int_equal(dossier_get(tx_snap(given_tx(state)), arena(state), ALL, id, &d), ERR_OK);
        d.result = result;
        assert_int_equal(dossier_update(given_tx(state), &system, id, d.version, &d), ERR_OK);
        assert_int_equal(due(state, "2024-05").count, COMES_BACK[result] ? 1 : 0);
    }
}

static void a_part_that_was_taken_away_is_put_back(void **state)
{
    struct actor system = actor_system(), member = work_member();
    struct tx *tx = given_tx(state);
    int64_t id = rhythmic(state, RHYTHM_SEMESTER, "2024-01-01", "2025-12-31");
    struct funder_list funders = { 0 };

    assert_int_equal(dossier_funders(tx_snap(tx), arena(state), id, &funders), ERR_OK);
    int64_t part = funders.at[0].id;
    assert_int_equal(dossier_restore_part(tx, &system, id, "funder", part), ERR_NOT_FOUND);
    assert_int_equal(dossier_remove_part(tx, &system, id, "funder", part), ERR_OK);
    assert_int_equal(dossier_funders(tx_snap(tx), arena(state), id, &funders), ERR_OK);
    assert_int_equal(funders.count, 0);
    assert_int_equal(dossier_restore_part(tx, &member, id, "funder", part), ERR_FORBIDDEN);
    given_new_request(state);
    assert_int_equal(dossier_restore_part(tx, &system, id + 1, "funder", part), ERR_NOT_FOUND);
}

static void and_stands_there_as_before(void **state)
{
    struct actor system = actor_system();
    struct tx *tx = given_tx(state);
    int64_t id = rhythmic(state, RHYTHM_SEMESTER, "2024-01-01", "2025-12-31");
    struct funder_list funders = { 0 };
    int64_t part = 0;

    assert_int_equal(dossier_newest_part(tx_snap(tx), id, "funder", &part), ERR_OK);
    assert_int_equal(dossier_remove_part(tx, &system, id, "funder", part), ERR_OK);
    assert_int_equal(due(state, "2030-01").count, 1);
    assert_int_equal(dossier_restore_part(tx, &system, id, "funder", part), ERR_OK);
    assert_int_equal(dossier_funders(tx_snap(tx), arena(state), id, &funders), ERR_OK);
    assert_string_equal(funders.at[0].until_date, "2025-12-31");
    assert_int_equal(due(state, "2030-01").count, 0);
}

static const char *timeline(void **state, struct visibility v, int64_t id)
{
    struct moment_list list = { 0 };
    const char *text = "";

    assert_int_equal(dossier_timeline(tx_snap(given_tx(state)), arena(state), v, id, clock_now(),
                         "2024-04-15", &list),
        ERR_OK);
    for (size_t i = 0; i < list.count; i++)
        text = arena_printf(arena(state), "%s%s %s%s\n", text, list.at[i].date, list.at[i].what,
            list.at[i].is_coming ? " …" : "");
    return text;
}

static void actions_stand_in_the_timeline_once_their_meeting_is_over(void **state)
{
    struct actor system = actor_system();
    int64_t id = work_dossier(state, "Mentoren", ACCESS_PUBLIC);
    int64_t item = work_session(state, "2024-02-27", "Project", id), action = 0;
    int64_t meeting = work_item_now(state, item).meeting_id;
    const struct action_input in = { .text = "Folder bezorgen",
        .partner_id = given_partner(state, "Felies", NULL),
        .due_date = "2024-05-01",
        .item_id = item,
        .access = ACCESS_MEMBERS };

    assert_int_equal(action_create(given_tx(state), arena(state), &system, &in, &action), ERR_OK);
    work_treat(state, item, OUTCOME_NOTED, "", "", "");
    assert_null(strstr(timeline(state, MEMBERS, id), "Folder"));
    work_act(state, meeting, MEETING_CLOSE);
    assert_string_equal(timeline(state, MEMBERS, id),
        "2024-02-27 Besproken: Project\n"
        "2024-02-27 Actie: Folder bezorgen (Felies)\n"
        "2024-05-01 Actie klaar, door Felies: Folder bezorgen …\n");
    assert_null(
        strstr(timeline(state, (struct visibility){ .sees = ACCESS_PUBLIC }, id), "Folder"));
}

static void an_advice_stands_in_the_timeline_once_sent_and_answered(void **state)
{
    static const struct sending_options AT_ONCE = { .public_url = "https://lok.example.be" };
    struct actor system = actor_system();
    struct tx *tx = given_tx(state);
    int64_t dossier = work_dossier(state, "Vroeg en nabij", ACCESS_PUBLIC), id = 0, told = 0;
    const struct advice_question question = { .title = "Meer plaatsen",
        .origin = ADVICE_OWN_INITIATIVE,
        .dossier_id = dossier,
        .access = ACCESS_MEMBERS };
    const struct advice_text text = { .text = "Doe het.", .balance_reason = "Oefening" };
    const struct advice_reaction reaction = {
        .answer = ANSWER_PARTLY, .answered_on = "2024-04-15", .answer_text = "Een deel."
    };

    assert_int_equal(advice_ask(tx, arena(state), &system, &question, &id), ERR_OK);
    assert_int_equal(advice_write(tx, arena(state), &system, id, 0, &text), ERR_OK);
    assert_string_equal(timeline(state, MEMBERS, dossier), "");
    assert_int_equal(advice_send(tx, arena(state), &system, &AT_ONCE, id, 0, &told), ERR_OK);
    assert_non_null(strstr(
        timeline(state, MEMBERS, dossier), "2024-04-15 Advies 2024_LOK_A0001: Meer plaatsen"));
    assert_non_null(strstr(timeline(state, MEMBERS, dossier), "Antwoord verwacht op advies: Meer"));
    assert_null(
        strstr(timeline(state, (struct visibility){ .sees = ACCESS_PUBLIC }, dossier), "plaatsen"));
    assert_int_equal(
        advice_note_answer(tx, arena(state), &system, &AT_ONCE, id, 0, &reaction, false), ERR_OK);
    const char *after = timeline(state, MEMBERS, dossier);
    assert_non_null(strstr(after, "2024-04-15 Antwoord op advies, "));
    assert_null(strstr(after, "verwacht"));
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_work, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(the_span_of_every_month_is_its_semester_or_year),
        WITH_DB(it_comes_back_each_semester_until_its_funding_ends),
        WITH_DB(in_time_ends_with_the_funding_within_the_span),
        WITH_DB(without_a_funding_period_it_goes_on),
        WITH_DB(on_an_agenda_it_is_due_again_the_next_semester),
        WITH_DB(what_was_postponed_or_promised_is_offered_once),
        WITH_DB(a_cancelled_meeting_does_not_count),
        WITH_DB(with_a_result_it_comes_back_no_more),
        WITH_DB(a_part_that_was_taken_away_is_put_back),
        WITH_DB(and_stands_there_as_before),
        WITH_DB(an_advice_stands_in_the_timeline_once_sent_and_answered),
        WITH_DB(actions_stand_in_the_timeline_once_their_meeting_is_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
