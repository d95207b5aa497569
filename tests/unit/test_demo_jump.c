/* Covers agenda/demo_prepare.c, agenda/demo_hold.c, agenda/demo_summer.c. */
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/attendance.h"
#include "agenda/begin.h"
#include "agenda/coalition.h"
#include "agenda/demo.h"
#include "agenda/demo_jump.h"
#include "agenda/minutes.h"
#include "agenda/todo.h"
#include "tests/given/work.h"
#include <string.h>

enum { FEBRUARY = 1, MAY = 2 };

static int given_demo(void **state)
{
    if (given_db(state) != 0)
        return -1;
    assert_int_equal(demo_fill(given_tx(state), arena(state)), ERR_OK);
    return 0;
}

static struct snap *snap(void **state)
{
    return tx_snap(given_tx(state));
}

static enum err jump(void **state, enum demo_jump to, const char **ret_said)
{
    struct actor system = actor_system();
    struct lines done = { 0 };
    enum err e = demo_jump(given_tx(state), arena(state), &system, &WORK_SENDING, to, &done);

    *ret_said = "";
    for (size_t i = 0; i < done.count; i++)
        *ret_said = arena_printf(arena(state), "%s %s", *ret_said, done.at[i]);
    return e;
}

static const char *jumped(void **state, enum demo_jump to)
{
    const char *said;

    assert_int_equal(jump(state, to, &said), ERR_OK);
    return said;
}

static const char *today(void **state)
{
    const char *day;

    assert_int_equal(council_today_read(snap(state), arena(state), &day), ERR_OK);
    return day;
}

static struct item_list items_of(void **state, int64_t meeting_id)
{
    struct item_list items = { 0 };

    assert_int_equal(item_list(snap(state), arena(state), meeting_id, &items), ERR_OK);
    return items;
}

static bool has_item(void **state, int64_t meeting_id, const char *words)
{
    struct item_list items = items_of(state, meeting_id);

    for (size_t i = 0; i < items.count; i++)
        if (strstr(items.at[i].title, words) != NULL)
            return true;
    return false;
}

static void a_jump_to_the_meeting_gives_it_a_date_and_an_agenda_that_is_sent(void **state)
{
    const char *said = jumped(state, DEMO_TO_MEETING);
    struct meeting may = work_meeting_now(state, MAY);

    assert_int_equal(may.state, MEETING_CONVENED);
    assert_string_equal(today(state), "2024-05-27");
    assert_true(has_item(state, MAY, "Mentoren"));
    assert_true(has_item(state, MAY, "Goedkeuring van het vorige verslag"));
    assert_true(has_item(state, MAY, "A0001"));
    assert_true(has_item(state, MAY, "Schriftelijke procedure"));
    assert_true(has_item(state, MAY, "stageplaatsen"));
    assert_non_null(strstr(said, "LOK mei 2024 kreeg een datum: dinsdag 28 mei 2024"));
    assert_non_null(strstr(said, "De agenda van LOK mei 2024 is verstuurd."));
    assert_non_null(strstr(said, "Het is nu maandag 27 mei 2024."));
}

static void what_the_user_did_is_left_alone(void **state)
{
    struct actor system = actor_system();
    struct meeting may = work_meeting_now(state, MAY);
    struct meeting_input in = meeting_to_input(arena(state), &may);

    in.date = "2024-05-21";
    in.time = "20:00";
    in.location = "Bibliotheek";
    assert_int_equal(meeting_update(given_tx(state), &system, MAY, may.version, &in), ERR_OK);
    for (int i = 0; i < 3; i++)
        work_item(state, MAY, "Eigen punt", PURPOSE_DISCUSSION, 0);
    const char *said = jumped(state, DEMO_TO_MEETING);
    may = work_meeting_now(state, MAY);
    assert_string_equal(may.location, "Bibliotheek");
    assert_string_equal(today(state), "2024-05-20");
    assert_int_equal(items_of(state, MAY).count, 3);
    assert_null(strstr(said, "kreeg een datum"));
    assert_null(strstr(said, "Op de agenda kwamen"));
}

static void by_the_autumn_the_year_was_played(void **state)
{
    struct actor system = actor_system();
    const char *said = jumped(state, DEMO_TO_AUTUMN);
    struct minutes minutes = { 0 };
    struct advice advice = { 0 };
    struct attendance_list there = { 0 };
    struct meeting october = { 0 };

    assert_string_equal(today(state), "2024-10-14");
    assert_int_equal(work_meeting_now(state, MAY).state, MEETING_CLOSED);
    struct item_list items = items_of(state, MAY);
    for (size_t i = 0; i < items.count; i++)
        assert_int_not_equal(items.at[i].outcome, OUTCOME_NONE);
    assert_int_equal(attendance_list(snap(state), arena(state), MAY, &there), ERR_OK);
    assert_true(attendance_count(&there).present > 5);
    assert_int_equal(minutes_get(snap(state), arena(state), FEBRUARY, &minutes), ERR_OK);
    assert_int_equal(minutes.state, MINUTES_APPROVED);
    assert_int_equal(minutes_get(snap(state), arena(state), MAY, &minutes), ERR_OK);
    assert_int_equal(minutes.state, MINUTES_WITH_MEMBERS);
    assert_int_equal(
        advice_get(snap(state), arena(state), &system, "2024_LOK_A0001", &advice), ERR_OK);
    assert_int_equal(advice.answer, ANSWER_PARTLY);
    assert_int_equal(meeting_next(snap(state), arena(state),
                         work_meeting_now(state, MAY).starts_at + 1, &october),
        ERR_OK);
    assert_string_equal(october.title, "LOK oktober 2024");
    assert_int_equal(october.state, MEETING_CONVENED);
    assert_true(has_item(state, october.id, "Wat het college deed met ons advies"));
    assert_non_null(strstr(said, "Het college antwoordde op advies 2024_LOK_A0001."));
    assert_non_null(strstr(said, "Het verslag van LOK mei 2024 ligt bij de leden."));
}

static void by_the_autumn_nothing_is_missing_from_the_coalition_and_no_action_is_late(void **state)
{
    struct coalition_due_list missing = { 0 };
    struct actor system = actor_system();
    const struct action_filter late = { .overdue_on = "2024-04-15" }, open = { .open = true };
    struct action_list actions = { 0 };

    assert_int_equal(coalition_due(snap(state), arena(state), today(state), &missing), ERR_OK);
    assert_int_equal(missing.count, 1);
    assert_int_equal(
        action_list(snap(state), arena(state), &system, &late, 0, 20, &actions), ERR_OK);
    assert_int_equal(actions.count, 1);
    (void)jumped(state, DEMO_TO_AUTUMN);
    assert_int_equal(coalition_due(snap(state), arena(state), today(state), &missing), ERR_OK);
    assert_int_equal(missing.count, 0);
    assert_int_equal(
        action_list(snap(state), arena(state), &system, &open, 0, 20, &actions), ERR_OK);
    assert_int_equal(actions.count, 0);
}

static void a_cancelled_meeting_stays_cancelled(void **state)
{
    work_act(state, MAY, MEETING_CANCEL);
    (void)jumped(state, DEMO_TO_AUTUMN);
    assert_int_equal(work_meeting_now(state, MAY).state, MEETING_CANCELLED);
}

static void a_meeting_that_goes_on_is_finished(void **state)
{
    (void)jumped(state, DEMO_TO_MEETING);
    work_act(state, MAY, MEETING_START);
    work_treat(state, items_of(state, MAY).at[0].id, OUTCOME_NOT_APPROVED, "", "", "");
    (void)jumped(state, DEMO_TO_AUTUMN);
    assert_int_equal(work_meeting_now(state, MAY).state, MEETING_CLOSED);
    assert_int_equal(items_of(state, MAY).at[0].outcome, OUTCOME_NOT_APPROVED);
}

static void the_time_only_goes_forward(void **state)
{
    struct demo_jumps may_jump = { 0 };
    const char *said;

    assert_int_equal(demo_jumps(snap(state), arena(state), &may_jump), ERR_OK);
    assert_true(may_jump.may[DEMO_TO_MEETING] && may_jump.may[DEMO_TO_AUTUMN]);
    (void)jumped(state, DEMO_TO_AUTUMN);
    assert_int_equal(demo_jumps(snap(state), arena(state), &may_jump), ERR_OK);
    assert_false(may_jump.may[DEMO_TO_MEETING] || may_jump.may[DEMO_TO_AUTUMN]);
    assert_int_equal(jump(state, DEMO_TO_AUTUMN, &said), ERR_CONFLICT);
    assert_string_equal(today(state), "2024-10-14");
}

static void after_each_jump_everything_can_be_cleared_and_begun_again(void **state)
{
    (void)jumped(state, DEMO_TO_MEETING);
    (void)jumped(state, DEMO_TO_AUTUMN);
    assert_int_equal(demo_clear(given_tx(state)), ERR_OK);
    assert_int_equal(demo_fill(given_tx(state), arena(state)), ERR_OK);
    assert_string_equal(today(state), "2024-04-15");
}

static void a_council_of_ones_own_knows_no_jumps(void **state)
{
    struct demo_jumps may_jump = { { true, true } };
    struct actor system = actor_system();
    const char *said;

    assert_int_equal(demo_clear(given_tx(state)), ERR_OK);
    given_council(state, "");
    assert_int_equal(demo_jumps(snap(state), arena(state), &may_jump), ERR_OK);
    assert_false(may_jump.may[DEMO_TO_MEETING] || may_jump.may[DEMO_TO_AUTUMN]);
    assert_int_equal(jump(state, DEMO_TO_AUTUMN, &said), ERR_CONFLICT);
    assert_int_equal(council_move_demo(given_tx(state), &system, "2024-10-14"), ERR_CONFLICT);
}

static void a_member_does_not_move_the_time(void **state)
{
    struct actor member = work_member();
    struct lines done = { 0 };

    assert_int_equal(
        demo_jump(given_tx(state), arena(state), &member, &WORK_SENDING, DEMO_TO_MEETING, &done),
        ERR_FORBIDDEN);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, given_demo, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_jump_to_the_meeting_gives_it_a_date_and_an_agenda_that_is_sent),
        TEST(what_the_user_did_is_left_alone),
        TEST(by_the_autumn_the_year_was_played),
        TEST(by_the_autumn_nothing_is_missing_from_the_coalition_and_no_action_is_late),
        TEST(a_cancelled_meeting_stays_cancelled),
        TEST(a_meeting_that_goes_on_is_finished),
        TEST(the_time_only_goes_forward),
        TEST(after_each_jump_everything_can_be_cleared_and_begun_again),
        TEST(a_council_of_ones_own_knows_no_jumps),
        TEST(a_member_does_not_move_the_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
