/* Covers agenda/decision_write.c. */
#include "lok/base/clock.h"
#include "tests/given/work.h"
#include <string.h>

static int given_work(void **state)
{
    if (given_db(state) != 0)
        return -1;
    given_council(state, "2024-04-15");
    return 0;
}

static struct decision_reader reader(struct actor who)
{
    return decision_reader_of(&who);
}

/* A meeting on that date, in session, with a decision. */
static struct treatment_result given_decision(
    void **state, const char *date, const char *title, int64_t dossier_id)
{
    int64_t item = work_session(state, date, title, dossier_id);

    return work_treat(state, item, OUTCOME_APPROVED, "", title, "Het LOK *steunt* dit.");
}

static enum err get(void **state, struct actor who, const char *number, struct decision *ret)
{
    struct decision_reader r = reader(who);

    return decision_get(tx_snap(given_tx(state)), arena(state), &r, number, ret);
}

static size_t count_found(void **state, struct actor who, struct decision_filter f)
{
    struct decision_reader r = reader(who);
    struct decision_list list = { 0 };

    f.typed = f.typed == NULL ? "" : f.typed;
    f.limit = f.limit == 0 ? 20 : f.limit;
    assert_int_equal(decision_find(tx_snap(given_tx(state)), arena(state), &r, &f, &list), ERR_OK);
    return list.count;
}

static void a_number_has_the_year_of_the_meeting_and_counts_within_it(void **state)
{
    assert_string_equal(
        given_decision(state, "2024-02-27", "Een", 0).decision_number, "2024_LOK_00001");
    assert_string_equal(
        given_decision(state, "2024-12-31", "Twee", 0).decision_number, "2024_LOK_00002");
    assert_string_equal(
        given_decision(state, "2025-01-14", "Drie", 0).decision_number, "2025_LOK_00001");
}

static void a_number_is_never_used_again(void **state)
{
    struct actor system = actor_system();
    struct treatment_result r = given_decision(state, "2024-02-27", "Een", 0);

    assert_int_equal(decision_remove(given_tx(state), &system, r.decision_id), ERR_OK);
    assert_string_equal(
        given_decision(state, "2024-03-27", "Twee", 0).decision_number, "2024_LOK_00002");
    assert_int_equal(count_found(state, system, (struct decision_filter){ .typed = "Een" }), 0);
}

static void a_decision_reads_as_it_was_written(void **state)
{
    int64_t dossier = work_dossier(state, "Mentoren", ACCESS_PUBLIC);
    struct treatment_result r = given_decision(state, "2024-02-27", "Steun", dossier);
    struct decision d = { 0 };

    assert_int_equal(get(state, actor_system(), r.decision_number, &d), ERR_OK);
    assert_string_equal(d.title, "Steun");
    assert_string_equal(d.text, "Het LOK *steunt* dit.");
    assert_int_equal(d.year, 2024);
    assert_int_equal(d.state, DECISION_PROVISIONAL);
    assert_string_equal(d.dossier_title, "Mentoren");
    assert_string_equal(d.item_title, "Steun");
    assert_string_equal(d.item_number, "1");
    assert_int_equal(d.released_at, 0);
    assert_int_not_equal(d.meeting_at, 0);
}

static void only_who_prepares_meetings_sees_a_provisional_decision(void **state)
{
    struct treatment_result r = given_decision(state, "2024-02-27", "Steun", 0);
    struct actor chair = { .roles = ROLE_BIT(ROLE_CHAIR), .council_public = true };
    struct decision d;

    assert_int_equal(get(state, work_member(), r.decision_number, &d), ERR_NOT_FOUND);
    assert_int_equal(get(state, chair, r.decision_number, &d), ERR_NOT_FOUND);
    assert_int_equal(count_found(state, chair, (struct decision_filter){ 0 }), 0);
    assert_int_equal(count_found(state, actor_system(), (struct decision_filter){ 0 }), 1);
}

static void a_released_decision_is_seen_from_its_time_on(void **state)
{
    struct actor system = actor_system();
    struct treatment_result r = given_decision(state, "2024-02-27", "Steun", 0);
    struct decision_reader later = reader(work_public());
    struct decision d;

    assert_int_equal(
        decision_release(given_tx(state), &system, r.decision_id, 0, clock_now() + 60000), ERR_OK);
    assert_int_equal(get(state, work_public(), r.decision_number, &d), ERR_NOT_FOUND);
    assert_int_equal(count_found(state, work_public(), (struct decision_filter){ 0 }), 0);
    later.now += 120000;
    assert_int_equal(
        decision_get(tx_snap(given_tx(state)), arena(state), &later, r.decision_number, &d),
        ERR_OK);
    assert_int_equal(d.state, DECISION_IN_FORCE);
}

static void a_page_is_full_though_newer_ones_are_not_to_be_seen_yet(void **state)
{
    struct actor system = actor_system();

    for (int i = 0; i < 3; i++) {
        struct treatment_result r = given_decision(state, "2024-02-27", "Oud", 0);
        assert_int_equal(
            decision_release(given_tx(state), &system, r.decision_id, 0, clock_now()), ERR_OK);
    }
    for (int i = 0; i < 3; i++) {
        struct treatment_result r = given_decision(state, "2024-03-27", "Nieuw", 0);
        assert_int_equal(
            decision_release(given_tx(state), &system, r.decision_id, 0, clock_now() + 60000),
            ERR_OK);
    }
    assert_int_equal(count_found(state, work_public(), (struct decision_filter){ .limit = 2 }), 2);
}

static void a_release_is_taken_back_by_its_own_sending_alone(void **state)
{
    struct actor system = actor_system();
    struct treatment_result r = given_decision(state, "2024-02-27", "Steun", 0);
    struct decision d;

    assert_int_equal(
        decision_release(given_tx(state), &system, r.decision_id, 0, clock_now()), ERR_OK);
    assert_int_equal(decision_unrelease(given_tx(state), 1), ERR_OK);
    assert_int_equal(get(state, work_public(), r.decision_number, &d), ERR_OK);
    assert_int_equal(
        decision_release(given_tx(state), &system, r.decision_id, 0, clock_now()), ERR_CONFLICT);
}

static void a_released_text_is_not_written_over_nor_removed(void **state)
{
    struct actor system = actor_system();
    struct treatment_result r = given_decision(state, "2024-02-27", "Steun", 0);
    struct decision d = { 0 };

    assert_int_equal(
        decision_release(given_tx(state), &system, r.decision_id, 0, clock_now()), ERR_OK);
    assert_int_equal(get(state, system, r.decision_number, &d), ERR_OK);
    d.text = "Anders";
    assert_int_equal(
        decision_write(given_tx(state), arena(state), &system, &d, &d.id), ERR_CONFLICT);
    assert_int_equal(decision_remove(given_tx(state), &system, r.decision_id), ERR_CONFLICT);
}

static void it_is_found_by_a_word_of_its_text_and_by_its_number(void **state)
{
    struct treatment_result r = given_decision(state, "2024-02-27", "Kandidatuur", 0);

    work_release(state, work_item_now(state, 1).meeting_id);
    struct actor public = work_public();
    assert_int_equal(count_found(state, public, (struct decision_filter){ .typed = "steunt" }), 1);
    assert_int_equal(
        count_found(state, public, (struct decision_filter){ .typed = r.decision_number }), 1);
    assert_int_equal(count_found(state, public, (struct decision_filter){ .typed = "00001" }), 1);
    assert_int_equal(count_found(state, public, (struct decision_filter){ .typed = "dak" }), 0);
    assert_int_equal(count_found(state, public, (struct decision_filter){ .year = 2024 }), 1);
    assert_int_equal(count_found(state, public, (struct decision_filter){ .year = 2023 }), 0);
}

static void a_decision_is_no_more_public_than_its_item_and_meeting(void **state)
{
    struct actor system = actor_system();
    struct meeting_input in = {
        .title = "LOK", .date = "2024-02-27", .time = "19:30", .access = ACCESS_MEMBERS
    };
    struct treatment_result r;
    struct decision d;
    int64_t meeting = 0;

    assert_int_equal(meeting_create(given_tx(state), &system, &in, &meeting), ERR_OK);
    int64_t item = work_item(state, meeting, "Intern", PURPOSE_DECISION, 0);
    work_act(state, meeting, MEETING_START);
    r = work_treat(state, item, OUTCOME_APPROVED, "", "Intern", "Alleen voor leden.");
    work_release(state, meeting);

    assert_int_equal(get(state, work_public(), r.decision_number, &d), ERR_NOT_FOUND);
    assert_int_equal(get(state, work_member(), r.decision_number, &d), ERR_OK);
    assert_int_equal(d.access, ACCESS_MEMBERS);
}

static void a_dossier_out_of_sight_is_not_named(void **state)
{
    int64_t dossier = work_dossier(state, "Geheim", ACCESS_SECRETARIAT);
    struct treatment_result r = given_decision(state, "2024-02-27", "Steun", dossier);
    struct decision d;

    work_release(state, work_item_now(state, 1).meeting_id);
    assert_int_equal(get(state, work_member(), r.decision_number, &d), ERR_OK);
    assert_string_equal(d.dossier_title, "");
    assert_int_equal(d.dossier_id, 0);
    struct decision_filter f = { .dossier_id = dossier };
    assert_int_equal(count_found(state, work_member(), f), 0);
    assert_int_equal(count_found(state, actor_system(), f), 1);
}

static void only_years_with_something_to_see_are_named(void **state)
{
    struct decision_reader all = reader(actor_system());
    struct lines years = { 0 };

    given_decision(state, "2023-02-27", "Een", 0);
    work_release(state, work_item_now(state, 1).meeting_id);
    given_decision(state, "2025-02-27", "Twee", 0);
    struct decision_reader some = reader(work_public());
    assert_int_equal(decision_years(tx_snap(given_tx(state)), arena(state), &all, &years), ERR_OK);
    assert_string_equal(str_join(arena(state), &years, " "), "2025 2023");
    assert_int_equal(decision_years(tx_snap(given_tx(state)), arena(state), &some, &years), ERR_OK);
    assert_string_equal(str_join(arena(state), &years, " "), "2023");
}

static void a_number_that_does_not_exist_is_not_found(void **state)
{
    struct decision d;

    assert_int_equal(get(state, actor_system(), "2024_LOK_99999", &d), ERR_NOT_FOUND);
    assert_int_equal(
        decision_by_item(tx_snap(given_tx(state)), arena(state), 99, &d), ERR_NOT_FOUND);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, given_work, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_number_has_the_year_of_the_meeting_and_counts_within_it),
        TEST(a_number_is_never_used_again),
        TEST(a_decision_reads_as_it_was_written),
        TEST(only_who_prepares_meetings_sees_a_provisional_decision),
        TEST(a_released_decision_is_seen_from_its_time_on),
        TEST(a_page_is_full_though_newer_ones_are_not_to_be_seen_yet),
        TEST(a_release_is_taken_back_by_its_own_sending_alone),
        TEST(a_released_text_is_not_written_over_nor_removed),
        TEST(it_is_found_by_a_word_of_its_text_and_by_its_number),
        TEST(a_decision_is_no_more_public_than_its_item_and_meeting),
        TEST(a_dossier_out_of_sight_is_not_named),
        TEST(only_years_with_something_to_see_are_named),
        TEST(a_number_that_does_not_exist_is_not_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
