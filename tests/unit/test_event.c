#include "lok/base/clock.h"
#include "lok/event.h"
#include "tests/given/given.h"

static int64_t given_event(void **state, const char *type, const char *kind, int64_t subject)
{
    struct actor system = actor_system();
    int64_t id = 0;

    assert_int_equal(
        event_record(given_tx(state), &system, type, kind, subject, NULL, &id), ERR_OK);
    return id;
}

static struct event_list listed(
    void **state, const char *kind, int64_t subject, int64_t before, int64_t limit)
{
    struct event_list list = { 0 };

    assert_int_equal(
        event_list(tx_snap(given_tx(state)), arena(state), kind, subject, before, limit, &list),
        ERR_OK);
    return list;
}

static void an_event_is_kept_as_it_was_told(void **state)
{
    struct actor system = actor_system();
    int64_t before = clock_now();
    cJSON *data = cJSON_CreateObject();
    int64_t id;

    cJSON_AddStringToObject(data, "title", "Mentoren");
    assert_int_equal(
        event_record(given_tx(state), &system, "item.created", "agenda_item", 3, data, &id),
        ERR_OK);
    struct event_list list = listed(state, "", 0, 0, 10);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].id, id);
    assert_true(list.at[0].at >= before && list.at[0].at <= clock_now());
    assert_string_equal(list.at[0].type, "item.created");
    assert_string_equal(list.at[0].subject_kind, "agenda_item");
    assert_int_equal(list.at[0].subject_id, 3);
    assert_int_equal(list.at[0].account_id, 0);
    assert_int_equal(list.at[0].token_id, 0);
    assert_string_equal(list.at[0].data, "{\"title\":\"Mentoren\"}");
}

static const struct sql A_QUARTER_LATER = SQL("UPDATE event SET at = at - 900000");

static void what_is_kept_while_somebody_types_is_one_event(void **state)
{
    struct actor one = { .account_id = 0, .token_id = 0, .roles = ROLE_BIT(ROLE_SECRETARY) };
    struct tx *tx = given_tx(state);

    for (int i = 0; i < 3; i++)
        assert_int_equal(
            event_record_typing(tx, &one, "item.noted", "agenda_item", 3, NULL), ERR_OK);
    assert_int_equal(listed(state, "", 0, 0, 10).count, 1);
    assert_int_equal(event_record_typing(tx, &one, "item.noted", "agenda_item", 4, NULL), ERR_OK);
    assert_int_equal(event_record_typing(tx, &one, "item.treated", "agenda_item", 3, NULL), ERR_OK);
    assert_int_equal(event_record_typing(tx, &one, "item.noted", "agenda_item", 3, NULL), ERR_OK);
    assert_int_equal(listed(state, "", 0, 0, 10).count, 4);
    cJSON *data = cJSON_CreateObject();
    cJSON_AddStringToObject(data, "outcome", "noted");
    assert_int_equal(event_record_typing(tx, &one, "item.noted", "agenda_item", 3, data), ERR_OK);
    assert_int_equal(listed(state, "", 0, 0, 10).count, 5);
    assert_int_equal(sql_run(tx, &A_QUARTER_LATER, IN(), NULL), ERR_OK);
    data = cJSON_CreateObject();
    cJSON_AddStringToObject(data, "outcome", "noted");
    assert_int_equal(event_record_typing(tx, &one, "item.noted", "agenda_item", 3, data), ERR_OK);
    assert_int_equal(listed(state, "", 0, 0, 10).count, 6);
}

static void an_event_without_data_holds_an_empty_object(void **state)
{
    given_event(state, "meeting.created", "meeting", 1);
    assert_string_equal(listed(state, "", 0, 0, 10).at[0].data, "{}");
}

static void the_newest_event_comes_first_and_pages_go_back(void **state)
{
    int64_t first = given_event(state, "meeting.created", "meeting", 1);
    int64_t second = given_event(state, "meeting.changed", "meeting", 1);
    int64_t third = given_event(state, "meeting.created", "meeting", 2);

    struct event_list page = listed(state, "", 0, 0, 2);
    assert_int_equal(page.count, 2);
    assert_int_equal(page.at[0].id, third);
    assert_int_equal(page.at[1].id, second);
    page = listed(state, "", 0, second, 2);
    assert_int_equal(page.count, 1);
    assert_int_equal(page.at[0].id, first);
}

static void the_events_of_one_subject_or_kind_are_found(void **state)
{
    given_event(state, "meeting.created", "meeting", 1);
    given_event(state, "meeting.created", "meeting", 2);
    given_event(state, "partner.created", "partner", 1);

    assert_int_equal(listed(state, "meeting", 1, 0, 10).count, 1);
    assert_int_equal(listed(state, "meeting", 0, 0, 10).count, 2);
    assert_int_equal(listed(state, "meeting", 9, 0, 10).count, 0);
    assert_int_equal(listed(state, "dossier", 0, 0, 10).count, 0);
}

static void an_event_goes_when_its_change_is_rolled_back(void **state)
{
    given_event(state, "meeting.created", "meeting", 1);
    given_commit(state);

    struct tx *tx = NULL;
    struct actor system = actor_system();
    assert_int_equal(tx_begin(given_database(state), given_fault(state), &tx), ERR_OK);
    assert_int_equal(
        event_record(tx, &system, "meeting.changed", "meeting", 1, NULL, NULL), ERR_OK);
    tx_rollback(tx);
    assert_int_equal(listed(state, "", 0, 0, 10).count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_event_is_kept_as_it_was_told, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            what_is_kept_while_somebody_types_is_one_event, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            an_event_without_data_holds_an_empty_object, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            the_newest_event_comes_first_and_pages_go_back, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            the_events_of_one_subject_or_kind_are_found, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            an_event_goes_when_its_change_is_rolled_back, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
