#include "lok/base/dates.h"
#include "tests/given/lok.h"

static struct council council(void **state)
{
    struct council c = { 0 };

    assert_int_equal(council_get(tx_snap(given_tx(state)), arena(state), &c), ERR_OK);
    return c;
}

static void without_a_council_nothing_is_found(void **state)
{
    struct actor system = actor_system();
    struct council c = { .name = "LOK" };

    assert_int_equal(council_get(tx_snap(given_tx(state)), arena(state), &c), ERR_NOT_FOUND);
    assert_string_equal(c.name, "LOK");
    assert_int_equal(council_update(given_tx(state), &system, 1, &c), ERR_NOT_FOUND);
}

static void a_council_is_kept_as_it_was_made(void **state)
{
    given_council(state, "2024-04-15");
    struct council c = council(state);
    assert_string_equal(c.name, "LOK Voorbeeld");
    assert_string_equal(c.municipality, "Voorbeeld");
    assert_string_equal(c.number_prefix, "LOK");
    assert_int_equal(c.invitation_days, 14);
    assert_int_equal(c.reaction_days, 30);
    assert_false(c.is_public);
    assert_string_equal(c.email, "");
    assert_string_equal(c.demo_date, "2024-04-15");
    assert_int_equal(c.version, 1);
    given_last_event(state, "council.created");
}

static void there_is_only_one_council(void **state)
{
    given_council(state, "");
    struct council second = council(state);
    second.name = "Een ander LOK";
    assert_int_equal(council_create(given_tx(state), &second), ERR_CONFLICT);
    assert_string_equal(council(state).name, "LOK Voorbeeld");
}

static void a_change_tells_what_was_and_what_is(void **state)
{
    struct actor system = actor_system();

    given_council(state, "");
    struct council c = council(state);
    c.is_public = true;
    c.email = "lok@example.be";
    assert_int_equal(council_update(given_tx(state), &system, 1, &c), ERR_OK);
    assert_int_equal(council(state).version, 2);
    assert_true(council(state).is_public);
    assert_string_equal(given_last_event(state, "council.changed").data,
        "{\"isPublic\":{\"from\":false,\"to\":true},"
        "\"email\":{\"from\":\"\",\"to\":\"lok@example.be\"}}");
}

static void a_change_of_an_old_version_is_refused(void **state)
{
    struct actor system = actor_system();

    given_council(state, "");
    struct council c = council(state);
    c.name = "LOK Elders";
    assert_int_equal(council_update(given_tx(state), &system, 2, &c), ERR_STALE);
    assert_string_equal(council(state).name, "LOK Voorbeeld");
    given_last_event(state, "council.created");
}

static void a_change_leaves_the_demo_date(void **state)
{
    struct actor system = actor_system();

    given_council(state, "2024-04-15");
    struct council c = council(state);
    c.demo_date = "";
    assert_int_equal(council_update(given_tx(state), &system, 1, &c), ERR_OK);
    assert_string_equal(council(state).demo_date, "2024-04-15");
}

static void every_wrong_setting_gets_its_own_issue(void **state)
{
    struct council c = { .name = "",
        .municipality = "Voorbeeld",
        .number_prefix = "Lok",
        .invitation_days = 61,
        .reaction_days = -1,
        .demo_date = "2024-02-30" };

    assert_int_equal(council_create(given_tx(state), &c), ERR_INVALID);
    assert_int_equal(given_fault(state)->issue_count, 5);
    assert_non_null(fault_message(given_fault(state), "name"));
    assert_non_null(fault_message(given_fault(state), "number_prefix"));
    assert_non_null(fault_message(given_fault(state), "invitation_days"));
    assert_non_null(fault_message(given_fault(state), "reaction_days"));
    assert_non_null(fault_message(given_fault(state), "demo_date"));
}

static void a_number_prefix_has_one_to_twelve_capitals_and_digits(void **state)
{
    static const char *const WRONG[] = { "lok", "L OK", "LOK_", "LÖK", "ABCDEFGHIJKLM" };

    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        struct council c = {
            .name = "LOK", .municipality = "Voorbeeld", .number_prefix = WRONG[i]
        };
        given_new_request(state);
        assert_int_equal(council_create(given_tx(state), &c), ERR_INVALID);
        assert_non_null(fault_message(given_fault(state), "number_prefix"));
    }
    struct council c = {
        .name = "LOK", .municipality = "Voorbeeld", .number_prefix = "ABCDEFGHIJ12"
    };
    given_new_request(state);
    assert_int_equal(council_create(given_tx(state), &c), ERR_OK);
}

static void in_a_demo_today_is_the_demo_date(void **state)
{
    struct council c = { .demo_date = "2024-04-15" };

    assert_true(council_is_demo(&c));
    assert_string_equal(council_today(arena(state), &c), "2024-04-15");
    assert_string_equal(date_of(arena(state), council_now(&c)), "2024-04-15");
}

static void a_demo_keeps_the_present_time_of_day(void **state)
{
    struct council c = { .demo_date = "2024-04-15" };
    const char *before = time_of(arena(state), clock_now());
    const char *demo = time_of(arena(state), council_now(&c));
    const char *after = time_of(arena(state), clock_now());

    assert_true(str_equal(demo, before) || str_equal(demo, after));
}

static void what_happened_is_shown_on_the_day_that_it_was_in_the_demo(void **state)
{
    const int64_t day = INT64_C(24) * 60 * 60 * 1000;
    int64_t noon;
    struct council c = { .demo_date = "2024-04-15" };

    assert_int_equal(date_instant("2026-11-29", "12:34", &noon), ERR_OK);
    c.demo_days = arena_printf(arena(state), "%lld 2024-02-27\n%lld 2024-04-15\n",
        (long long)(noon - day), (long long)noon);
    assert_string_equal(
        dutch_instant(arena(state), council_moment(&c, noon - 1)), "di 27/02/2024 om 12.33 uur");
    assert_string_equal(
        dutch_instant(arena(state), council_moment(&c, noon)), "ma 15/04/2024 om 12.34 uur");
    assert_string_equal(date_of(arena(state), council_moment(&c, noon - 9 * day)), "2024-02-27");
    assert_int_equal(council_moment(&c, 0), 0);
    c.demo_days = "";
    assert_string_equal(date_of(arena(state), council_moment(&c, noon)), "2024-04-15");
    c.demo_date = "";
    assert_int_equal(council_moment(&c, noon), noon);
}

static void each_day_of_a_demo_is_remembered(void **state)
{
    struct actor system = actor_system();
    int64_t before, after;

    given_council(state, "2024-04-15");
    before = clock_now();
    assert_int_equal(council_move_demo(given_tx(state), &system, "2024-05-28"), ERR_OK);
    after = clock_now();
    struct council c = council(state);
    assert_string_equal(date_of(arena(state), council_moment(&c, before)), "2024-04-15");
    assert_string_equal(date_of(arena(state), council_moment(&c, after)), "2024-05-28");
}

static void outside_a_demo_today_is_today(void **state)
{
    struct council c = { .demo_date = "" };
    int64_t before = clock_now();
    int64_t now = council_now(&c);

    assert_false(council_is_demo(&c));
    assert_true(now >= before && now <= clock_now());
    assert_string_equal(council_today(arena(state), &c), clock_today(arena(state), clock_now()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_a_council_nothing_is_found, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_council_is_kept_as_it_was_made, given_db, given_end),
        cmocka_unit_test_setup_teardown(there_is_only_one_council, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_change_tells_what_was_and_what_is, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_change_of_an_old_version_is_refused, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_change_leaves_the_demo_date, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            every_wrong_setting_gets_its_own_issue, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_number_prefix_has_one_to_twelve_capitals_and_digits, given_db, given_end),
        cmocka_unit_test_setup_teardown(in_a_demo_today_is_the_demo_date, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_demo_keeps_the_present_time_of_day, given_arena, given_end),
        cmocka_unit_test_setup_teardown(outside_a_demo_today_is_today, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            what_happened_is_shown_on_the_day_that_it_was_in_the_demo, given_arena, given_end),
        cmocka_unit_test_setup_teardown(each_day_of_a_demo_is_remembered, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
