/* How pages about meetings name things, and how lists are leafed through. */
#include "lok/base/dates.h"
#include "tests/given/given.h"
#include "web/pages/show.h"
#include <string.h>

static struct request request_with(void **state, const char *after)
{
    struct request rq = { .arena = arena(state) };
    rq.query.at = arena_array(rq.arena, 1, sizeof *rq.query.at);
    rq.query.at[0] = (struct param){ "na", after };
    rq.query.count = 1;
    return rq;
}

static void the_first_page_has_only_a_next_one(void **state)
{
    struct request rq = { .arena = arena(state) };
    struct pager_view pager = show_pager(&rq, "/beslissingen", "q=x&jaar=2024", true, 40);
    assert_string_equal(pager.previous.address, "");
    assert_string_equal(pager.next.address, "/beslissingen?q=x&jaar=2024&na=40");
}

static void a_later_page_leads_back_the_way_one_came(void **state)
{
    struct request rq = request_with(state, "40.12");
    assert_int_equal(show_after(&rq), 12);
    struct pager_view pager = show_pager(&rq, "/beslissingen", "", true, 5);
    assert_string_equal(pager.previous.address, "/beslissingen?na=40");
    assert_string_equal(pager.next.address, "/beslissingen?na=40.12.5");
}

static void the_second_page_leads_back_to_the_list_itself(void **state)
{
    struct request rq = request_with(state, "40");
    struct pager_view pager = show_pager(&rq, "/vergaderingen", "", false, 5);
    assert_string_equal(pager.previous.address, "/vergaderingen");
    assert_string_equal(pager.next.address, "");
}

static void a_cursor_that_is_no_number_begins_at_the_start(void **state)
{
    static const char *const WRONG[] = { "", "x", "12.", "12.x", "-3", "0",
        "99999999999999999999" };
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        struct request rq = request_with(state, WRONG[i]);
        assert_int_equal(show_after(&rq), 0);
        assert_string_equal(show_pager(&rq, "/x", "", true, 7).previous.address, "");
        assert_string_equal(show_pager(&rq, "/x", "", true, 7).next.address, "/x?na=7");
    }
}

static void a_very_long_way_back_is_forgotten(void **state)
{
    struct buf chain;
    buf_init(&chain, arena(state), 0);
    for (int i = 1000; i > 700; i--)
        buf_printf(&chain, "%s%d", chain.length > 0 ? "." : "", i);
    struct request rq = request_with(state, chain.data);
    struct pager_view pager = show_pager(&rq, "/x", "", true, 7);
    assert_string_equal(pager.next.address, "/x?na=701.7");
}

static void a_meeting_without_date_says_its_month(void **state)
{
    struct meeting m = { .month = "2024-05", .location = "" };
    assert_string_equal(show_day(arena(state), &m), "mei 2024");
    assert_string_equal(show_when(arena(state), &m), "mei 2024 · nog geen datum");
}

static void a_meeting_with_date_says_day_hour_and_place(void **state)
{
    struct meeting m = { .month = "2024-05", .location = "Stadhuis" };
    assert_int_equal(date_instant("2024-05-28", "19:30", &m.starts_at), ERR_OK);
    assert_string_equal(show_when(arena(state), &m), "dinsdag 28 mei 2024 · 19.30 uur · Stadhuis");
}

static void a_date_chosen_after_the_month_was_told_is_not_called_known(void **state)
{
    (void)state;
    struct meeting m = { .state = MEETING_ANNOUNCED, .starts_at = 1 };
    assert_string_equal(show_meeting_state(&m).text, "datum nog niet meegedeeld");
    m.starts_at = 0;
    assert_string_equal(show_meeting_state(&m).text, "maand bekend");
}

static void every_state_purpose_and_outcome_has_its_chip(void **state)
{
    (void)state;
    for (unsigned i = 0; i < MEETING_STATE_COUNT; i++)
        assert_string_not_equal(show_meeting_state(&(struct meeting){ .state = i }).text, "");
    for (unsigned i = 0; i < choice_count(ITEM_PURPOSES); i++)
        assert_int_equal(*show_purpose(i).text == '\0', i == PURPOSE_ANY_OTHER_BUSINESS);
    for (unsigned i = 0; i < choice_count(ITEM_OUTCOMES); i++)
        assert_int_equal(*show_outcome(i).text == '\0', i == OUTCOME_NONE);
    for (unsigned i = 0; i < choice_count(DECISION_STATES); i++)
        assert_string_not_equal(show_decision_state(i).text, "");
}

static void an_empty_fact_is_left_out(void **state)
{
    struct fact_list facts = show_facts(arena(state), 2);
    show_add_fact(&facts, "Plaats", "", (struct url){ "" });
    show_add_fact(&facts, "Uur", "19.30 uur", (struct url){ "" });
    assert_int_equal(facts.count, 1);
    assert_string_equal(facts.at[0].name, "Uur");
}

static void one_is_said_otherwise_than_several(void **state)
{
    assert_string_equal(show_count(arena(state), 1, "punt", "punten"), "1 punt");
    assert_string_equal(show_count(arena(state), 0, "punt", "punten"), "0 punten");
    assert_string_equal(show_capital(arena(state), "mei 2024"), "Mei 2024");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_page_has_only_a_next_one, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_later_page_leads_back_the_way_one_came, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            the_second_page_leads_back_to_the_list_itself, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_cursor_that_is_no_number_begins_at_the_start, given_arena, given_end),
        cmocka_unit_test_setup_teardown(a_very_long_way_back_is_forgotten, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_meeting_without_date_says_its_month, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_meeting_with_date_says_day_hour_and_place, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_date_chosen_after_the_month_was_told_is_not_called_known, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            every_state_purpose_and_outcome_has_its_chip, given_arena, given_end),
        cmocka_unit_test_setup_teardown(an_empty_fact_is_left_out, given_arena, given_end),
        cmocka_unit_test_setup_teardown(one_is_said_otherwise_than_several, given_arena, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
