#include "tests/given/lok.h"
#include <string.h>

static struct member member(void **state, int64_t id)
{
    struct member m = { 0 };

    assert_int_equal(member_get(tx_snap(given_tx(state)), arena(state), id, &m), ERR_OK);
    return m;
}

static int64_t given_seat(void **state, const char *from, const char *until)
{
    struct actor system = actor_system();
    struct member m = {
        .person_id = given_person(state, "Lid", ""), .from_date = from, .until_date = until
    };
    int64_t id = 0;

    assert_int_equal(member_create(given_tx(state), &system, &m, &id), ERR_OK);
    return id;
}

static void a_seat_is_kept_with_the_names_of_its_person_and_partner(void **state)
{
    struct actor system = actor_system();
    struct member in = { .person_id = given_person(state, "Directeur", ""),
        .partner_id = given_partner(state, "Felies", NULL),
        .constituency = CONSTITUENCY_LOCAL_GOVERNMENT,
        .role = MEMBER_ROLE_CHAIR,
        .voting_right = true,
        .from_date = "2024-01-01" };
    int64_t id;

    assert_int_equal(member_create(given_tx(state), &system, &in, &id), ERR_OK);
    struct member m = member(state, id);
    assert_int_equal(m.person_id, in.person_id);
    assert_int_equal(m.partner_id, in.partner_id);
    assert_int_equal(m.constituency, CONSTITUENCY_LOCAL_GOVERNMENT);
    assert_int_equal(m.role, MEMBER_ROLE_CHAIR);
    assert_true(m.voting_right);
    assert_string_equal(m.from_date, "2024-01-01");
    assert_string_equal(m.until_date, "");
    assert_string_equal(m.person_name, "Directeur");
    assert_string_equal(m.partner_name, "Felies");
    assert_int_equal(given_last_event(state, "member.created").subject_id, id);
}

static void a_seat_may_be_for_no_partner(void **state)
{
    struct member m = member(state, given_seat(state, "", ""));

    assert_int_equal(m.partner_id, 0);
    assert_string_equal(m.partner_name, "");
}

static void every_wrong_input_gets_its_own_issue(void **state)
{
    struct actor system = actor_system();
    struct member in = {
        .person_id = 99, .partner_id = 99, .from_date = "2024-02-01", .until_date = "2024-01-31"
    };
    int64_t id;

    assert_int_equal(member_create(given_tx(state), &system, &in, &id), ERR_INVALID);
    assert_int_equal(given_fault(state)->issue_count, 3);
    assert_non_null(fault_message(given_fault(state), "person_id"));
    assert_non_null(fault_message(given_fault(state), "partner_id"));
    assert_non_null(fault_message(given_fault(state), "until_date"));
}

static void a_seat_needs_a_person_and_a_known_role(void **state)
{
    struct actor system = actor_system();
    struct member in = { .role = MEMBER_ROLE_GUEST + 1 };
    int64_t id;

    assert_int_equal(member_create(given_tx(state), &system, &in, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "person_id"));
    assert_non_null(fault_message(given_fault(state), "role"));
}

static size_t in_office(void **state, const char *on)
{
    struct member_list list = { 0 };

    assert_int_equal(
        member_list(tx_snap(given_tx(state)), arena(state), on, 0, 100, &list), ERR_OK);
    return list.count;
}

static void a_member_is_in_office_from_its_first_to_its_last_day(void **state)
{
    given_seat(state, "2024-01-01", "2024-06-30");
    assert_int_equal(in_office(state, "2023-12-31"), 0);
    assert_int_equal(in_office(state, "2024-01-01"), 1);
    assert_int_equal(in_office(state, "2024-06-30"), 1);
    assert_int_equal(in_office(state, "2024-07-01"), 0);
    assert_int_equal(in_office(state, ""), 1);
}

static void a_seat_without_dates_is_always_in_office(void **state)
{
    given_seat(state, "", "");
    assert_int_equal(in_office(state, "1999-01-01"), 1);
}

static void seats_are_listed_in_pages(void **state)
{
    int64_t first = given_seat(state, "", "");
    int64_t second = given_seat(state, "", "");
    struct member_list page = { 0 };

    assert_int_equal(member_list(tx_snap(given_tx(state)), arena(state), "", 0, 1, &page), ERR_OK);
    assert_int_equal(page.count, 1);
    assert_int_equal(page.at[0].id, first);
    assert_int_equal(
        member_list(tx_snap(given_tx(state)), arena(state), "", first, 5, &page), ERR_OK);
    assert_int_equal(page.count, 1);
    assert_int_equal(page.at[0].id, second);
}

static void a_change_tells_what_was_and_what_is(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_seat(state, "", "");
    struct member m = member(state, id);

    m.voting_right = true;
    m.role = MEMBER_ROLE_SECRETARY;
    assert_int_equal(member_update(given_tx(state), &system, id, 1, &m), ERR_OK);
    assert_int_equal(member(state, id).version, 2);
    assert_string_equal(given_last_event(state, "member.changed").data,
        "{\"role\":{\"from\":\"member\",\"to\":\"secretary\"},"
        "\"votingRight\":{\"from\":false,\"to\":true}}");
}

static void a_change_of_an_old_version_is_refused(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_seat(state, "", "");
    struct member m = member(state, id);

    m.voting_right = true;
    assert_int_equal(member_update(given_tx(state), &system, id, 7, &m), ERR_STALE);
    assert_false(member(state, id).voting_right);
    assert_int_equal(member_update(given_tx(state), &system, id + 1, 1, &m), ERR_NOT_FOUND);
}

static void every_constituency_and_role_has_a_dutch_word(void **state)
{
    (void)state;
    assert_int_equal(choice_count(CONSTITUENCIES), CONSTITUENCY_LOCAL_GOVERNMENT + 1);
    assert_string_equal(choice_dutch(CONSTITUENCIES, CONSTITUENCY_CARE_USER), "gebruiker");
    assert_int_equal(choice_count(MEMBER_ROLES), MEMBER_ROLE_GUEST + 1);
    assert_string_equal(choice_dutch(MEMBER_ROLES, MEMBER_ROLE_EXPERT), "deskundige");
}

static void who_may_not_vote_by_law_is_given_no_voting_right(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_seat(state, "", "");
    struct member m = member(state, id);

    m.voting_right = true;
    m.councillor = true;
    assert_int_equal(member_update(given_tx(state), &system, id, 1, &m), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "voting_right"));
    given_new_request(state);
    m = (struct member){ .person_id = m.person_id, .college = true, .voting_right = true };
    assert_int_equal(member_create(given_tx(state), &system, &m, &id), ERR_INVALID);
    given_new_request(state);
    m.voting_right = false;
    assert_int_equal(member_create(given_tx(state), &system, &m, &id), ERR_OK);
    assert_true(member(state, id).college);
}

static void the_sex_stays_out_of_the_log(void **state)
{
    struct actor system = actor_system();
    struct member m = { .person_id = given_person(state, "Lid", ""), .sex = SEX_WOMAN };
    int64_t id;

    assert_int_equal(member_create(given_tx(state), &system, &m, &id), ERR_OK);
    assert_null(strstr(given_last_event(state, "member.created").data, "sex"));
    m.sex = SEX_X;
    assert_int_equal(member_update(given_tx(state), &system, id, 1, &m), ERR_OK);
    assert_string_equal(given_last_event(state, "member.changed").data, "{\"sex\":{}}");
    assert_int_equal(member(state, id).sex, SEX_X);
}

static void a_seat_has_a_substitute_who_is_somebody_else(void **state)
{
    struct actor system = actor_system();
    int64_t other = given_person(state, "Vervanger", "");
    int64_t id = given_seat(state, "", "");
    struct member m = member(state, id);

    m.substitute_id = m.person_id;
    assert_int_equal(member_update(given_tx(state), &system, id, 1, &m), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "substitute_id"));
    given_new_request(state);
    m.substitute_id = 999;
    assert_int_equal(member_update(given_tx(state), &system, id, 1, &m), ERR_INVALID);
    given_new_request(state);
    m.substitute_id = other;
    assert_int_equal(member_update(given_tx(state), &system, id, 1, &m), ERR_OK);
    assert_string_equal(member(state, id).substitute_name, "Vervanger");
    assert_int_equal(person_delete(given_tx(state), &system, other, 1), ERR_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_seat_is_kept_with_the_names_of_its_person_and_partner, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_seat_may_be_for_no_partner, given_db, given_end),
        cmocka_unit_test_setup_teardown(every_wrong_input_gets_its_own_issue, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_seat_needs_a_person_and_a_known_role, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_member_is_in_office_from_its_first_to_its_last_day, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_seat_without_dates_is_always_in_office, given_db, given_end),
        cmocka_unit_test_setup_teardown(seats_are_listed_in_pages, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_change_tells_what_was_and_what_is, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_change_of_an_old_version_is_refused, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            who_may_not_vote_by_law_is_given_no_voting_right, given_db, given_end),
        cmocka_unit_test_setup_teardown(the_sex_stays_out_of_the_log, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_seat_has_a_substitute_who_is_somebody_else, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            every_constituency_and_role_has_a_dutch_word, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
