/* Covers agenda/item_edit.c. */
#include "tests/given/telling.h"
#include <string.h>

static const struct actor SECRETARY = { .roles = ROLE_BIT(ROLE_SECRETARY) };

static struct item_list agenda(void **state, int64_t meeting_id)
{
    struct item_list list = { 0 };

    assert_int_equal(item_list(tx_snap(given_tx(state)), arena(state), meeting_id, &list), ERR_OK);
    return list;
}

static void a_new_item_goes_last_but_before_any_other_business(void **state)
{
    int64_t meeting = work_meeting(state, "2024-05-28");

    work_item(state, meeting, "Verslag", PURPOSE_APPROVAL_OF_MINUTES, 0);
    int64_t varia = work_item(state, meeting, "Varia", PURPOSE_ANY_OTHER_BUSINESS, 0);
    int64_t item = work_item(state, meeting, "Mentoren", PURPOSE_DISCUSSION, 0);
    struct item_list list = agenda(state, meeting);
    assert_int_equal(list.count, 3);
    assert_int_equal(list.at[1].id, item);
    assert_int_equal(list.at[2].id, varia);
    int64_t more = work_item(state, meeting, "Nog varia", PURPOSE_ANY_OTHER_BUSINESS, 0);
    assert_int_equal(agenda(state, meeting).at[3].id, more);
}

static void an_item_has_a_number_and_a_clock_time(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct item second = work_item_now(state, t.second);

    assert_string_equal(second.number, "");
    assert_string_equal(second.shown_number, "2");
    assert_int_equal(second.starts_at, work_meeting_now(state, t.id).starts_at + 20 * 60000);
}

static void every_wrong_field_of_an_item_is_told_at_once(void **state)
{
    int64_t meeting = work_meeting(state, "2024-05-28");
    struct item_input in = {
        .title = "",
        .minutes = 601,
        .purpose = 99,
        .presenter_partner_id = 77,
        .dossier_id = 88,
    };
    int64_t id = 0;

    assert_int_equal(item_create(given_tx(state), &SECRETARY, meeting, &in, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "title"));
    assert_non_null(fault_message(given_fault(state), "minutes"));
    assert_non_null(fault_message(given_fault(state), "purpose"));
    assert_non_null(fault_message(given_fault(state), "presenter_partner_id"));
    assert_non_null(fault_message(given_fault(state), "dossier_id"));
    assert_int_equal(agenda(state, meeting).count, 0);
}

static void a_change_of_an_item_makes_a_new_version_of_it_and_its_meeting(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    int64_t item = work_item_now(state, t.first).version;
    int64_t meeting = work_meeting_now(state, t.id).version;

    telling_rename(state, t.first, "Mentorenproject");
    struct event e = given_last_event(state, "item.changed");
    assert_non_null(strstr(e.data, "\"from\":\"Mentoren\""));
    assert_non_null(strstr(e.data, "\"to\":\"Mentorenproject\""));
    assert_int_equal(work_item_now(state, t.first).version, item + 1);
    assert_int_equal(work_meeting_now(state, t.id).version, meeting + 1);
}

static void a_change_that_changes_nothing_is_no_change(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    int64_t version = work_item_now(state, t.first).version;

    telling_rename(state, t.first, "Mentoren");
    assert_int_equal(work_item_now(state, t.first).version, version);
}

static void a_change_on_an_older_version_of_an_item_is_stale(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct item_input in = { .title = "Anders" };

    assert_int_equal(item_update(given_tx(state), &SECRETARY, t.first, 9, &in), ERR_STALE);
    assert_int_equal(item_remove(given_tx(state), &SECRETARY, t.first, 9), ERR_STALE);
    assert_string_equal(work_item_now(state, t.first).title, "Mentoren");
}

static void only_who_prepares_meetings_touches_items(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct item_input in = { .title = "Anders" };
    struct tx *tx = given_tx(state);
    struct actor others[] = { work_member(), work_public(),
        { .roles = ROLE_BIT(ROLE_CHAIR) | ROLE_BIT(ROLE_ADMIN) } };
    int64_t id = 0;

    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        assert_int_equal(item_create(tx, &others[i], t.id, &in, &id), ERR_FORBIDDEN);
        assert_int_equal(item_update(tx, &others[i], t.first, 1, &in), ERR_FORBIDDEN);
        assert_int_equal(item_remove(tx, &others[i], t.first, 1), ERR_FORBIDDEN);
        assert_int_equal(item_restore(tx, &others[i], t.first), ERR_FORBIDDEN);
    }
    assert_int_equal(agenda(state, t.id).count, 2);
}

static void a_removed_item_can_be_put_back(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct item_list removed = { 0 };

    assert_int_equal(
        item_remove(given_tx(state), &SECRETARY, t.first, work_item_now(state, t.first).version),
        ERR_OK);
    given_last_event(state, "item.removed");
    assert_int_equal(agenda(state, t.id).count, 1);
    assert_string_equal(agenda(state, t.id).at[0].shown_number, "1");
    assert_int_equal(item_removed(tx_snap(given_tx(state)), arena(state), t.id, &removed), ERR_OK);
    assert_int_equal(removed.count, 1);
    assert_int_equal(item_restore(given_tx(state), &SECRETARY, t.first), ERR_OK);
    given_last_event(state, "item.restored");
    assert_int_equal(agenda(state, t.id).at[0].id, t.first);
    assert_int_equal(item_restore(given_tx(state), &SECRETARY, t.first), ERR_CONFLICT);
}

static void a_treated_item_is_neither_changed_nor_removed(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct item_input in = { .title = "Anders" };

    work_act(state, t.id, MEETING_START);
    work_treat(state, t.first, OUTCOME_NOTED, "", "", "");
    int64_t version = work_item_now(state, t.first).version;
    assert_int_equal(item_update(given_tx(state), &SECRETARY, t.first, version, &in), ERR_CONFLICT);
    assert_int_equal(item_remove(given_tx(state), &SECRETARY, t.first, version), ERR_CONFLICT);
}

static void an_agenda_takes_items_in_session_but_not_once_it_is_over(void **state)
{
    int64_t item = 0;
    struct item_input in = { .title = "Te laat" };

    given_council(state, "2024-04-15");
    item = work_session(state, "2024-05-28", "Mentoren", 0);
    int64_t meeting = work_item_now(state, item).meeting_id;
    assert_int_equal(item_create(given_tx(state), &SECRETARY, meeting, &in, &item), ERR_OK);
    struct item_list list = agenda(state, meeting);
    for (size_t i = 0; i < list.count; i++)
        work_treat(state, list.at[i].id, OUTCOME_NOTED, "", "", "");
    work_act(state, meeting, MEETING_CLOSE);
    assert_int_equal(item_create(given_tx(state), &SECRETARY, meeting, &in, &item), ERR_CONFLICT);
}

static void only_what_changed_since_sending_is_marked_as_not_sent(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    assert_false(work_item_now(state, t.first).unsent);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_false(work_item_now(state, t.first).unsent);
    telling_rename(state, t.first, "Mentorenproject");
    int64_t added = work_item(state, t.id, "Nieuw", PURPOSE_DISCUSSION, 0);
    assert_true(work_item_now(state, t.first).unsent);
    assert_true(work_item_now(state, added).unsent);
    assert_false(work_item_now(state, t.second).unsent);
    telling_rename(state, t.first, "Mentoren");
    assert_false(work_item_now(state, t.first).unsent);
    telling_send(state, t.id, SENDING_CHANGES, 0);
    assert_false(work_item_now(state, added).unsent);
}

static void what_was_promised_is_offered_again_while_its_item_is_off_the_agenda(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct announcement_list offers = { 0 };
    struct actor system = actor_system();
    struct snap *s = tx_snap(given_tx(state));
    int64_t announcement = 0, item = 0;

    int64_t introduced = work_session(state, "2024-02-27", "Inleiding", 0);
    assert_int_equal(announcement_make(given_tx(state), &system, ANNOUNCED, introduced,
                         "Mentorenproject", "2024-05", &announcement),
        ERR_OK);
    assert_int_equal(
        announcement_take(given_tx(state), arena(state), &system, announcement, t.id, &item),
        ERR_OK);
    struct item taken = work_item_now(state, item);
    assert_int_equal(taken.introduction_id, introduced);
    assert_true(taken.introduction_meeting_id != 0);
    assert_int_equal(announcement_offers(s, arena(state), "2024-05", &offers), ERR_OK);
    assert_int_equal(offers.count, 0);
    assert_int_equal(item_remove(given_tx(state), &system, item, taken.version), ERR_OK);
    assert_int_equal(announcement_offers(s, arena(state), "2024-05", &offers), ERR_OK);
    assert_int_equal(offers.count, 1);
    assert_int_equal(item_restore(given_tx(state), &system, item), ERR_OK);
    assert_int_equal(announcement_offers(s, arena(state), "2024-05", &offers), ERR_OK);
    assert_int_equal(offers.count, 0);
}

static void an_item_that_is_not_there_is_not_found(void **state)
{
    struct item item;

    assert_int_equal(item_get(tx_snap(given_tx(state)), arena(state), 99, &item), ERR_NOT_FOUND);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(a_new_item_goes_last_but_before_any_other_business),
        WITH_DB(an_item_has_a_number_and_a_clock_time),
        WITH_DB(every_wrong_field_of_an_item_is_told_at_once),
        WITH_DB(a_change_of_an_item_makes_a_new_version_of_it_and_its_meeting),
        WITH_DB(a_change_that_changes_nothing_is_no_change),
        WITH_DB(a_change_on_an_older_version_of_an_item_is_stale),
        WITH_DB(only_who_prepares_meetings_touches_items),
        WITH_DB(a_removed_item_can_be_put_back),
        WITH_DB(a_treated_item_is_neither_changed_nor_removed),
        WITH_DB(an_agenda_takes_items_in_session_but_not_once_it_is_over),
        WITH_DB(only_what_changed_since_sending_is_marked_as_not_sent),
        WITH_DB(what_was_promised_is_offered_again_while_its_item_is_off_the_agenda),
        WITH_DB(an_item_that_is_not_there_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
