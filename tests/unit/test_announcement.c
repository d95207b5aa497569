/* Covers agenda/announcement_telling.c. */
#include "lok/base/clock.h"
#include "tests/given/work.h"

static int given_work(void **state)
{
    if (given_db(state) != 0)
        return -1;
    given_council(state, "2024-04-15");
    return 0;
}

/* Introduced in February and announced for May. */
static int64_t given_announcement(void **state)
{
    int64_t dossier = work_dossier(state, "Mentoren", ACCESS_PUBLIC);
    int64_t meeting = work_meeting(state, "2024-02-27");
    int64_t item = work_item(state, meeting, "Inleiding mentoren", PURPOSE_INTRODUCTION, dossier);

    work_act(state, meeting, MEETING_START);
    return work_treat(state, item, OUTCOME_NOTED, "2024-05", "", "").announcement_id;
}

static struct announcement announcement_now(void **state, int64_t id)
{
    struct announcement n = { 0 };

    assert_int_equal(announcement_get(tx_snap(given_tx(state)), arena(state), id, &n), ERR_OK);
    return n;
}

static size_t offered(void **state, const char *month)
{
    struct announcement_list list = { 0 };

    assert_int_equal(
        announcement_offers(tx_snap(given_tx(state)), arena(state), month, &list), ERR_OK);
    return list.count;
}

static int64_t take(void **state, int64_t id, int64_t meeting)
{
    struct actor system = actor_system();
    int64_t item = 0;

    assert_int_equal(
        announcement_take(given_tx(state), arena(state), &system, id, meeting, &item), ERR_OK);
    return item;
}

static void it_bears_the_name_of_its_dossier_and_the_month(void **state)
{
    struct announcement n = announcement_now(state, given_announcement(state));

    assert_string_equal(n.title, "Mentoren");
    assert_string_equal(n.target_month, "2024-05");
    assert_int_equal(n.kind, ANNOUNCED);
    assert_int_equal(n.state, ANNOUNCEMENT_OPEN);
    assert_string_equal(n.dossier_title, "Mentoren");
    assert_int_not_equal(n.meeting_at, 0);
    assert_int_equal(n.released_at, 0);
}

static void it_is_offered_to_its_month_and_later_ones(void **state)
{
    given_announcement(state);
    assert_int_equal(offered(state, "2024-04"), 0);
    assert_int_equal(offered(state, "2024-05"), 1);
    assert_int_equal(offered(state, "2024-09"), 1);
}

static void it_is_missed_once_its_month_has_passed(void **state)
{
    struct announcement_list list = { 0 };
    struct snap *s = tx_snap(given_tx(state));

    given_announcement(state);
    assert_int_equal(announcement_missed(s, arena(state), "2024-05-31", &list), ERR_OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(announcement_missed(s, arena(state), "2024-06-01", &list), ERR_OK);
    assert_int_equal(list.count, 1);
}

static void taking_it_makes_an_item_with_the_introduction_attached(void **state)
{
    int64_t id = given_announcement(state);
    struct announcement before = announcement_now(state, id);
    int64_t may = work_meeting(state, "2024-05-28");
    struct item item = work_item_now(state, take(state, id, may));

    assert_string_equal(item.title, "Mentoren");
    assert_int_equal(item.meeting_id, may);
    assert_int_equal(item.introduction_id, before.item_id);
    assert_int_equal(item.reschedules_id, 0);
    assert_int_equal(item.purpose, PURPOSE_DISCUSSION);
    assert_string_equal(item.dossier_title, "Mentoren");
    assert_int_equal(announcement_now(state, id).state, ANNOUNCEMENT_TAKEN);
    assert_int_equal(announcement_now(state, id).taken_item_id, item.id);
    assert_int_equal(offered(state, "2024-05"), 0);
}

static void a_postponed_item_comes_back_as_a_new_one_that_refers_to_it(void **state)
{
    int64_t old = work_session(state, "2024-02-27", "Sluitingsdagen", 0);
    int64_t id = work_treat(state, old, OUTCOME_POSTPONED, "2024-05", "", "").announcement_id;
    struct item item = work_item_now(state, take(state, id, work_meeting(state, "2024-05-28")));

    assert_int_equal(announcement_now(state, id).kind, POSTPONED);
    assert_int_equal(item.reschedules_id, old);
    assert_string_equal(item.title, "Sluitingsdagen");
    assert_int_not_equal(item.id, old);
    assert_int_equal(work_item_now(state, old).outcome, OUTCOME_POSTPONED);
}

static void it_is_taken_once(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_announcement(state);
    int64_t may = work_meeting(state, "2024-05-28");
    int64_t item;

    take(state, id, may);
    assert_int_equal(
        announcement_take(given_tx(state), arena(state), &system, id, may, &item), ERR_CONFLICT);
}

static void the_meeting_that_announced_it_cannot_take_it(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_announcement(state);
    int64_t february = announcement_now(state, id).meeting_id;
    int64_t item;

    assert_int_equal(announcement_take(given_tx(state), arena(state), &system, id, february, &item),
        ERR_CONFLICT);
}

static void removing_its_item_offers_it_again_and_putting_back_takes_it(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_announcement(state);
    int64_t item = take(state, id, work_meeting(state, "2024-05-28"));

    assert_int_equal(announcement_reopen(given_tx(state), &system, id), ERR_CONFLICT);
    assert_int_equal(
        item_remove(given_tx(state), &system, item, work_item_now(state, item).version), ERR_OK);
    assert_int_equal(announcement_now(state, id).state, ANNOUNCEMENT_OPEN);
    assert_int_equal(announcement_now(state, id).taken_item_id, 0);
    assert_int_equal(item_restore(given_tx(state), &system, item), ERR_OK);
    assert_int_equal(announcement_now(state, id).state, ANNOUNCEMENT_TAKEN);
    assert_int_equal(announcement_now(state, id).taken_item_id, item);
}

static void it_goes_to_another_month(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_announcement(state);

    assert_int_equal(announcement_defer(given_tx(state), &system, id, "2024-13"), ERR_INVALID);
    given_new_request(state);
    assert_int_equal(announcement_defer(given_tx(state), &system, id, "2024-09"), ERR_OK);
    assert_int_equal(offered(state, "2024-05"), 0);
    assert_int_equal(offered(state, "2024-09"), 1);
}

static void it_is_dropped_with_a_reason_and_opened_again(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_announcement(state);

    assert_int_equal(announcement_drop(given_tx(state), &system, id, ""), ERR_INVALID);
    given_new_request(state);
    assert_int_equal(announcement_drop(given_tx(state), &system, id, "al geregeld"), ERR_OK);
    assert_int_equal(offered(state, "2024-05"), 0);
    assert_string_equal(announcement_now(state, id).reason, "al geregeld");
    assert_int_equal(announcement_drop(given_tx(state), &system, id, "nog eens"), ERR_CONFLICT);
    assert_int_equal(announcement_reopen(given_tx(state), &system, id), ERR_OK);
    assert_int_equal(offered(state, "2024-05"), 1);
}

static void only_who_prepares_meetings_may_change_it(void **state)
{
    struct actor member = work_member();
    int64_t id = given_announcement(state);
    int64_t may = work_meeting(state, "2024-05-28");
    int64_t item;
    struct tx *tx = given_tx(state);

    assert_int_equal(announcement_take(tx, arena(state), &member, id, may, &item), ERR_FORBIDDEN);
    assert_int_equal(announcement_defer(tx, &member, id, "2024-09"), ERR_FORBIDDEN);
    assert_int_equal(announcement_drop(tx, &member, id, "nee"), ERR_FORBIDDEN);
    assert_int_equal(announcement_reopen(tx, &member, id), ERR_FORBIDDEN);
}

static void a_release_tells_it_and_a_change_must_be_told_again(void **state)
{
    int64_t id = given_announcement(state);
    int64_t item = announcement_now(state, id).item_id;

    work_release(state, announcement_now(state, id).meeting_id);
    assert_int_not_equal(announcement_now(state, id).released_at, 0);
    work_treat(state, item, OUTCOME_DISCUSSED, "2024-05", "", "");
    assert_int_not_equal(announcement_now(state, id).released_at, 0);
    work_treat(state, item, OUTCOME_DISCUSSED, "2024-06", "", "");
    assert_int_equal(announcement_now(state, id).released_at, 0);
    assert_string_equal(announcement_now(state, id).target_month, "2024-06");
}

static void correcting_the_treatment_takes_it_back(void **state)
{
    struct announcement n;
    int64_t id = given_announcement(state);
    int64_t item = announcement_now(state, id).item_id;

    assert_int_equal(work_treat(state, item, OUTCOME_NOTED, "", "", "").announcement_id, 0);
    assert_int_equal(
        announcement_get(tx_snap(given_tx(state)), arena(state), id, &n), ERR_NOT_FOUND);
}

static void what_is_on_a_next_agenda_is_not_taken_back(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_announcement(state);
    struct item intro = work_item_now(state, announcement_now(state, id).item_id);
    struct treatment_input in = { .outcome = OUTCOME_NOTED };
    struct treatment_result result;

    take(state, id, work_meeting(state, "2024-05-28"));
    assert_int_equal(treatment_record(given_tx(state), arena(state), &system, &WORK_SENDING,
                         intro.id, intro.version, &in, &result),
        ERR_CONFLICT);
}

static void those_of_a_meeting_are_listed(void **state)
{
    struct announcement_list list = { 0 };
    int64_t id = given_announcement(state);
    struct snap *s = tx_snap(given_tx(state));

    assert_int_equal(
        announcement_of_meeting(s, arena(state), announcement_now(state, id).meeting_id, &list),
        ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].id, id);
    assert_int_equal(announcement_open(s, arena(state), &list), ERR_OK);
    assert_int_equal(list.count, 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, given_work, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_bears_the_name_of_its_dossier_and_the_month),
        TEST(it_is_offered_to_its_month_and_later_ones),
        TEST(it_is_missed_once_its_month_has_passed),
        TEST(taking_it_makes_an_item_with_the_introduction_attached),
        TEST(a_postponed_item_comes_back_as_a_new_one_that_refers_to_it),
        TEST(it_is_taken_once),
        TEST(the_meeting_that_announced_it_cannot_take_it),
        TEST(removing_its_item_offers_it_again_and_putting_back_takes_it),
        TEST(it_goes_to_another_month),
        TEST(it_is_dropped_with_a_reason_and_opened_again),
        TEST(only_who_prepares_meetings_may_change_it),
        TEST(a_release_tells_it_and_a_change_must_be_told_again),
        TEST(correcting_the_treatment_takes_it_back),
        TEST(what_is_on_a_next_agenda_is_not_taken_back),
        TEST(those_of_a_meeting_are_listed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
