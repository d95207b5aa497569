#include "tests/given/lok.h"
#include <string.h>

static struct person person(void **state, int64_t id)
{
    struct person p = { 0 };

    assert_int_equal(person_get(tx_snap(given_tx(state)), arena(state), id, &p), ERR_OK);
    return p;
}

static void a_person_is_kept_with_its_address_in_lower_case(void **state)
{
    struct actor system = actor_system();
    struct person in = { .name = "Mentor-coach",
        .function = "coach",
        .email = " Coach@Example.be ",
        .phone = "03 000 00 00" };
    int64_t id;

    assert_int_equal(person_create(given_tx(state), &system, &in, &id), ERR_OK);
    struct person p = person(state, id);
    assert_string_equal(p.name, "Mentor-coach");
    assert_string_equal(p.function, "coach");
    assert_string_equal(p.email, "coach@example.be");
    assert_string_equal(p.phone, "03 000 00 00");
    assert_int_equal(p.version, 1);
}

static void a_person_needs_a_name(void **state)
{
    struct actor system = actor_system();
    struct person in = { .email = "iemand@example.be" };
    int64_t id = -1;

    assert_int_equal(person_create(given_tx(state), &system, &in, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "name"));
    assert_int_equal(id, -1);
}

static void the_log_tells_which_members_changed_but_not_the_values(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_person(state, "Mentor-coach", "coach@example.be");

    assert_string_equal(
        given_last_event(state, "person.created").data, "{\"changed\":[\"name\",\"email\"]}");
    struct person p = person(state, id);
    p.phone = "03 000 00 00";
    assert_int_equal(person_update(given_tx(state), &system, id, 1, &p), ERR_OK);
    assert_string_equal(
        given_last_event(state, "person.changed").data, "{\"changed\":[\"phone\"]}");
    assert_int_equal(person(state, id).version, 2);
}

static void a_change_of_an_old_version_is_refused(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_person(state, "Mentor-coach", "");
    struct person p = person(state, id);

    assert_int_equal(person_update(given_tx(state), &system, id, 1, &p), ERR_OK);
    p.name = "Andere coach";
    assert_int_equal(person_update(given_tx(state), &system, id, 1, &p), ERR_STALE);
    assert_string_equal(person(state, id).name, "Mentor-coach");
    assert_int_equal(person_update(given_tx(state), &system, 999, 1, &p), ERR_NOT_FOUND);
}

static void people_are_listed_by_name_without_regard_to_accents_and_in_pages(void **state)
{
    int64_t zorg = given_person(state, "zorgcoach", "");
    int64_t ervaring = given_person(state, "Érvaringsdeskundige", "");
    int64_t directie = given_person(state, "Directie", "");
    int64_t second = given_person(state, "directie", "");
    const int64_t order[] = { directie, second, ervaring, zorg };
    int64_t after = 0;

    for (size_t i = 0; i < ARRAY_LEN(order); i++) {
        struct person_list page = { 0 };
        assert_int_equal(
            person_list(tx_snap(given_tx(state)), arena(state), after, 1, &page), ERR_OK);
        assert_int_equal(page.count, 1);
        assert_int_equal(page.at[0].id, order[i]);
        after = page.at[0].id;
    }
    struct person_list end = { 0 };
    assert_int_equal(person_list(tx_snap(given_tx(state)), arena(state), after, 1, &end), ERR_OK);
    assert_int_equal(end.count, 0);
}

static void a_list_that_goes_on_after_nobody_is_refused(void **state)
{
    struct person_list list = { 0 };

    assert_int_equal(
        person_list(tx_snap(given_tx(state)), arena(state), 99, 10, &list), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "cursor"));
}

static void a_person_that_nothing_refers_to_can_be_deleted(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_person(state, "Mentor-coach", "");
    struct person gone;

    assert_int_equal(person_delete(given_tx(state), &system, id, 2), ERR_STALE);
    assert_int_equal(person_delete(given_tx(state), &system, id, 1), ERR_OK);
    assert_int_equal(person_get(tx_snap(given_tx(state)), arena(state), id, &gone), ERR_NOT_FOUND);
    assert_int_equal(given_last_event(state, "person.deleted").subject_id, id);
}

static void check_kept(void **state, int64_t id, const char *word)
{
    struct actor system = actor_system();

    given_new_request(state);
    assert_int_equal(person_delete(given_tx(state), &system, id, 1), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, word));
    person(state, id);
}

static void a_person_in_use_is_kept_and_the_reason_told(void **state)
{
    struct actor system = actor_system();
    int64_t seat = given_person(state, "Lid", "");
    struct member m = { .person_id = seat };
    int64_t id;
    assert_int_equal(member_create(given_tx(state), &system, &m, &id), ERR_OK);
    check_kept(state, seat, "lid");

    int64_t contact = given_person(state, "Contact", "");
    int64_t partner = given_partner(state, "Felies", NULL);
    assert_int_equal(partner_contact_add(given_tx(state), &system, partner, contact), ERR_OK);
    check_kept(state, contact, "contactpersoon");

    int64_t user = given_person(state, "Secretaris", "secretaris@example.be");
    given_account(state, "secretaris@example.be", ROLE_BIT(ROLE_SECRETARY), 0);
    check_kept(state, user, "account");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_person_is_kept_with_its_address_in_lower_case, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_person_needs_a_name, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            the_log_tells_which_members_changed_but_not_the_values, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_change_of_an_old_version_is_refused, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            people_are_listed_by_name_without_regard_to_accents_and_in_pages, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_list_that_goes_on_after_nobody_is_refused, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_person_that_nothing_refers_to_can_be_deleted, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_person_in_use_is_kept_and_the_reason_told, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
