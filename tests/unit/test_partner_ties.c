/* Covers lok/partner_area.c. */
#include "lok/partner_area.h"
#include "lok/partner_ties.h"
#include "tests/given/lok.h"
#include <string.h>

static struct partner partner(void **state, int64_t id)
{
    struct partner p = { 0 };

    assert_int_equal(partner_get(tx_snap(given_tx(state)), arena(state), id, &p), ERR_OK);
    return p;
}

static enum err join(
    void **state, int64_t id, int64_t group, const char *from, const char *until, int64_t *ret_id)
{
    struct actor system = actor_system();
    struct membership_input in = { group, from, until };

    return partner_join(given_tx(state), &system, id, &in, ret_id);
}

static void a_member_is_shown_with_its_group_and_the_group_with_its_member(void **state)
{
    int64_t ghent = given_partner(state, "Stad Gent", NULL),
            mentes = given_partner(state, "Mentes", NULL);
    struct membership_list list = { 0 };
    int64_t id;

    assert_int_equal(join(state, ghent, mentes, "2014-01-01", "", &id), ERR_OK);
    assert_int_equal(partner_groups(tx_snap(given_tx(state)), arena(state), ghent, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].group_name, "Mentes");
    assert_string_equal(list.at[0].from_date, "2014-01-01");
    assert_int_equal(
        partner_members(tx_snap(given_tx(state)), arena(state), mentes, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].member_name, "Stad Gent");
}

static void groups_do_not_go_in_a_circle(void **state)
{
    int64_t a = given_partner(state, "A", NULL), b = given_partner(state, "B", NULL);
    int64_t c = given_partner(state, "C", NULL), id;

    assert_int_equal(join(state, a, a, "", "", &id), ERR_INVALID);
    given_new_request(state);
    assert_int_equal(join(state, a, b, "", "", &id), ERR_OK);
    assert_int_equal(join(state, b, c, "", "", &id), ERR_OK);
    assert_int_equal(join(state, c, a, "", "", &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "group_id"));
}

static void a_period_does_not_end_before_it_begins(void **state)
{
    struct actor system = actor_system();
    int64_t a = given_partner(state, "A", NULL), b = given_partner(state, "B", NULL), id;
    struct partner_area_input area = { "Gent", "2024-05-01", "2024-04-01" };

    assert_int_equal(join(state, a, b, "2024-05-01", "2024-04-01", &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "until_date"));
    given_new_request(state);
    assert_int_equal(partner_area_add(given_tx(state), &system, a, &area, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "until_date"));
}

static void who_left_a_group_is_no_member_any_more(void **state)
{
    struct actor system = actor_system();
    int64_t a = given_partner(state, "A", NULL), b = given_partner(state, "B", NULL), id;
    struct membership_list list = { 0 };

    assert_int_equal(join(state, a, b, "", "", &id), ERR_OK);
    assert_int_equal(join(state, a, b, "", "", &id), ERR_CONFLICT);
    given_new_request(state);
    int64_t third = given_partner(state, "C", NULL);
    assert_int_equal(partner_leave(given_tx(state), &system, third, id), ERR_NOT_FOUND);
    assert_int_equal(partner_leave(given_tx(state), &system, b, id), ERR_OK);
    assert_int_equal(partner_groups(tx_snap(given_tx(state)), arena(state), a, &list), ERR_OK);
    assert_int_equal(list.count, 0);
}

static enum err succeed(void **state, int64_t id, int64_t successor, const char *from)
{
    struct actor system = actor_system();
    struct succession_input in = { successor, from };

    return partner_succeed(given_tx(state), &system, id, partner(state, id).version, &in);
}

static void who_went_into_another_keeps_its_name_and_is_closed(void **state)
{
    struct actor system = actor_system();
    int64_t old = given_partner(state, "Oud", NULL), new = given_partner(state, "Nieuw", NULL);
    struct partner_list list = { 0 };
    struct partner p = { 0 };

    assert_int_equal(succeed(state, old, new, "2024-03-01"), ERR_OK);
    p = partner(state, old);
    assert_string_equal(p.name, "Oud");
    assert_string_equal(p.until, "2024-03-01");
    assert_int_equal(p.successor_id, new);
    assert_int_equal(partner_find(tx_snap(given_tx(state)), arena(state), "oud", &p), ERR_OK);
    assert_int_equal(p.id, old);
    assert_int_equal(
        partner_predecessors(tx_snap(given_tx(state)), arena(state), new, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].successor_from, "2024-03-01");
    assert_int_equal(
        partner_unsucceed(given_tx(state), &system, old, partner(state, old).version), ERR_OK);
    assert_string_equal(partner(state, old).until, "");
    assert_int_equal(partner(state, old).successor_id, 0);
    assert_int_equal(partner_unsucceed(given_tx(state), &system, old, partner(state, old).version),
        ERR_CONFLICT);
}

static void nobody_goes_into_itself(void **state)
{
    int64_t a = given_partner(state, "A", NULL), b = given_partner(state, "B", NULL);

    assert_int_equal(succeed(state, a, a, "2024-03-01"), ERR_INVALID);
    given_new_request(state);
    assert_int_equal(succeed(state, a, b, "2024-03-01"), ERR_OK);
    assert_int_equal(succeed(state, b, a, "2024-04-01"), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "successor_id"));
    given_new_request(state);
    assert_int_equal(succeed(state, b, 999, "2024-04-01"), ERR_INVALID);
}

/* -- where a partner works -- */

static int64_t given_area(void **state, const char *lines)
{
    struct actor system = actor_system();
    struct partner in = { .name = "Partner", .service_area = str_split(arena(state), lines, '\n') };
    int64_t id;

    assert_int_equal(partner_create(given_tx(state), &system, &in, &id), ERR_OK);
    return id;
}

static struct partner_area_list areas(void **state, int64_t id)
{
    struct partner_area_list list = { 0 };

    assert_int_equal(partner_areas(tx_snap(given_tx(state)), arena(state), id, &list), ERR_OK);
    return list;
}

static void lines_become_municipalities_and_the_rest_stays_text(void **state)
{
    int64_t id = given_area(state, "gent\n44040\nRegio Puyenbroeck\nGent");
    struct partner p = partner(state, id);
    struct partner_area_list list = areas(state, id);

    assert_int_equal(list.count, 2);
    assert_string_equal(list.at[0].nis, "44021");
    assert_string_equal(list.at[1].municipality, "Melle");
    assert_string_equal(
        str_join(arena(state), &p.service_area, "|"), "Gent|Melle|Regio Puyenbroeck");
}

static void a_date_stays_when_the_lines_are_saved_again(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_area(state, "Gent\nElders"), area;
    struct partner_area_input in = { "Melle", "2020-01-01", "" };

    assert_int_equal(partner_area_add(given_tx(state), &system, id, &in, &area), ERR_OK);
    assert_int_equal(partner_area_add(given_tx(state), &system, id, &in, &area), ERR_CONFLICT);
    given_new_request(state);
    struct partner p = partner(state, id);
    assert_int_equal(p.service_area.count, 3);
    p.service_area = str_split(arena(state), "Melle\nDestelbergen", '\n');
    assert_int_equal(partner_update(given_tx(state), &system, id, p.version, &p), ERR_OK);
    struct partner_area_list list = areas(state, id);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.at[0].municipality, "Melle");
    assert_string_equal(list.at[0].from_date, "2020-01-01");
    assert_string_equal(list.at[1].municipality, "Destelbergen");
}

static void only_what_holds_on_a_day_counts(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_area(state, ""), area;
    struct partner_area_input in = { "Melle", "2020-01-01", "2022-01-01" };
    static const struct {
        const char *on;
        size_t count;
    } DAYS[] = { { "2019-12-31", 0 }, { "2020-01-01", 1 }, { "2021-12-31", 1 },
        { "2022-01-01", 0 } };

    assert_int_equal(partner_area_add(given_tx(state), &system, id, &in, &area), ERR_OK);
    for (size_t i = 0; i < ARRAY_LEN(DAYS); i++) {
        struct lines codes = { 0 };
        assert_int_equal(
            partner_area_codes(tx_snap(given_tx(state)), arena(state), id, DAYS[i].on, &codes),
            ERR_OK);
        assert_int_equal(codes.count, DAYS[i].count);
    }
    assert_int_equal(partner_area_remove(given_tx(state), &system, id, area), ERR_OK);
    assert_int_equal(partner_area_remove(given_tx(state), &system, id, area), ERR_NOT_FOUND);
}

static void an_unknown_municipality_is_told(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_area(state, ""), area;
    struct partner_area_input in = { "Atlantis", "", "" };

    assert_int_equal(partner_area_add(given_tx(state), &system, id, &in, &area), ERR_INVALID);
    assert_non_null(strstr(fault_message(given_fault(state), "municipality"), "Atlantis"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_member_is_shown_with_its_group_and_the_group_with_its_member, given_db, given_end),
        cmocka_unit_test_setup_teardown(groups_do_not_go_in_a_circle, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_period_does_not_end_before_it_begins, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            who_left_a_group_is_no_member_any_more, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            who_went_into_another_keeps_its_name_and_is_closed, given_db, given_end),
        cmocka_unit_test_setup_teardown(nobody_goes_into_itself, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            lines_become_municipalities_and_the_rest_stays_text, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_date_stays_when_the_lines_are_saved_again, given_db, given_end),
        cmocka_unit_test_setup_teardown(only_what_holds_on_a_day_counts, given_db, given_end),
        cmocka_unit_test_setup_teardown(an_unknown_municipality_is_told, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
