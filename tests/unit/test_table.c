#include "agenda/table.h"
#include "lok/base/dates.h"
#include "tests/given/telling.h"

static const struct actor SECRETARY = { .roles = ROLE_BIT(ROLE_SECRETARY) };

static size_t here(void **state, int64_t meeting, int64_t item)
{
    struct table t = { 0 };

    assert_int_equal(table_at(tx_snap(given_tx(state)), arena(state), meeting, item, &t), ERR_OK);
    return t.here;
}

static void the_table_begins_at_the_first_item_without_outcome(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    work_act(state, t.id, MEETING_START);
    assert_int_equal(here(state, t.id, 0), 0);
    work_treat(state, t.first, OUTCOME_NOTED, "", "", "");
    assert_int_equal(here(state, t.id, 0), 1);
    work_treat(state, t.second, OUTCOME_NOTED, "", "", "");
    assert_int_equal(here(state, t.id, 0), 1);
    assert_int_equal(here(state, t.id, t.first), 0);
}

static void where_the_table_went_is_kept(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct actor member = work_member();
    int64_t elsewhere =
        work_item(state, work_meeting(state, "2024-10-08"), "Elders", PURPOSE_DISCUSSION, 0);
    struct table at = { 0 };

    assert_int_equal(table_go(given_tx(state), &SECRETARY, t.id, t.second), ERR_OK);
    assert_int_equal(here(state, t.id, 0), 1);
    assert_int_equal(table_go(given_tx(state), &SECRETARY, t.id, elsewhere), ERR_NOT_FOUND);
    assert_int_equal(table_go(given_tx(state), &member, t.id, t.first), ERR_FORBIDDEN);
    assert_int_equal(
        table_at(tx_snap(given_tx(state)), arena(state), t.id, elsewhere, &at), ERR_NOT_FOUND);
    assert_int_equal(here(state, t.id, 0), 1);
}

static const char *words_at(void **state, const char *date, const char *time, int64_t planned)
{
    struct item item = { .starts_at = planned, .minutes = 20 };
    int64_t now = 0;

    assert_int_equal(date_instant(date, time, &now), ERR_OK);
    struct table_pace pace = table_pace(arena(state), &item, now);
    return table_pace_words(arena(state), &pace, now);
}

static void the_clock_stands_beside_the_plan(void **state)
{
    int64_t planned = 0;

    assert_int_equal(date_instant("2024-05-28", "19:50", &planned), ERR_OK);
    assert_string_equal(words_at(state, "2024-05-28", "20:04", planned),
        "Gepland van 19.50 tot 20.10 uur. Het is 20.04 uur: nog 6 minuten.");
    assert_string_equal(words_at(state, "2024-05-28", "20:14", planned),
        "Gepland van 19.50 tot 20.10 uur. Het is 20.14 uur: 4 minuten over tijd.");
    assert_string_equal(words_at(state, "2024-05-28", "19:49", planned),
        "Gepland van 19.50 tot 20.10 uur. Het is 19.49 uur: 1 minuut voor op de planning.");
    assert_string_equal(
        words_at(state, "2024-05-29", "20:00", planned), "Gepland van 19.50 tot 20.10 uur.");
    assert_string_equal(words_at(state, "2024-05-28", "20:00", 0), "");
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(the_table_begins_at_the_first_item_without_outcome),
        WITH_DB(where_the_table_went_is_kept),
        cmocka_unit_test_setup_teardown(the_clock_stands_beside_the_plan, given_arena, given_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
