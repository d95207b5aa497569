#include "agenda/action.h"
#include "agenda/standing.h"
#include "lok/base/dates.h"
#include "tests/given/work.h"
#include <string.h>

static size_t add(void **state, int64_t meeting)
{
    struct actor system = actor_system();
    size_t added = 0;

    given_new_request(state);
    assert_int_equal(standing_add(given_tx(state), arena(state), &system, meeting, &added), ERR_OK);
    return added;
}

static struct item_list items_of(void **state, int64_t meeting)
{
    struct item_list items = { 0 };

    assert_int_equal(item_list(tx_snap(given_tx(state)), arena(state), meeting, &items), ERR_OK);
    return items;
}

static void the_standing_points_are_added_once_in_their_order(void **state)
{
    struct actor system = actor_system();
    int64_t partner, action = 0;

    given_council(state, "2024-04-15");
    int64_t held = work_session(state, "2024-02-27", "Punt", 0);
    work_treat(state, held, OUTCOME_NOTED, "", "", "");
    work_act(state, work_item_now(state, held).meeting_id, MEETING_CLOSE);
    partner = given_partner(state, "Felies", NULL);
    const struct action_input promise = { .text = "Folder bezorgen",
        .due_date = "2024-06-01",
        .partner_id = partner,
        .access = ACCESS_MEMBERS };
    const struct action_input hidden = {
        .text = "Geheim", .due_date = "", .partner_id = partner, .access = ACCESS_SECRETARIAT
    };
    assert_int_equal(
        action_create(given_tx(state), arena(state), &system, &promise, &action), ERR_OK);
    assert_int_equal(
        action_create(given_tx(state), arena(state), &system, &hidden, &action), ERR_OK);
    int64_t meeting = work_meeting(state, "2024-05-28");

    work_item(state, meeting, "Sluitingsdagen", PURPOSE_INFORMATION, 0);
    assert_int_equal(add(state, meeting), 3);
    struct item_list items = items_of(state, meeting);
    assert_int_equal(items.count, 4);
    assert_string_equal(
        items.at[0].title, "Goedkeuring van het verslag van dinsdag 27 februari 2024");
    assert_int_equal(items.at[0].purpose, PURPOSE_APPROVAL_OF_MINUTES);
    assert_string_equal(items.at[1].title, "Sluitingsdagen");
    assert_string_equal(items.at[2].text, "- Felies: Folder bezorgen (tegen za 01/06/2024)");
    assert_int_equal(items.at[3].purpose, PURPOSE_ANY_OTHER_BUSINESS);
    assert_int_equal(add(state, meeting), 0);
}

static void what_stands_there_is_brought_up_to_date(void **state)
{
    struct actor system = actor_system();
    int64_t partner = given_partner(state, "Felies", NULL), action = 0;
    const struct action_input promise = {
        .text = "Folder bezorgen", .due_date = "", .partner_id = partner, .access = ACCESS_MEMBERS
    };

    given_council(state, "2024-04-15");
    int64_t october = work_meeting(state, "2024-10-08");
    assert_int_equal(add(state, october), 3);
    struct item_list items = items_of(state, october);
    assert_string_equal(items.at[0].title, "Goedkeuring van het vorige verslag");
    assert_string_equal(items.at[1].text, "Er zijn nu geen openstaande acties.");
    assert_int_equal(add(state, october), 0);

    int64_t held = work_session(state, "2024-02-27", "Punt", 0);
    work_treat(state, held, OUTCOME_NOTED, "", "", "");
    work_act(state, work_item_now(state, held).meeting_id, MEETING_CLOSE);
    assert_int_equal(
        action_create(given_tx(state), arena(state), &system, &promise, &action), ERR_OK);
    assert_int_equal(add(state, october), 2);
    items = items_of(state, october);
    assert_string_equal(
        items.at[0].title, "Goedkeuring van het verslag van dinsdag 27 februari 2024");
    assert_int_equal(items.at[0].approves_id, work_item_now(state, held).meeting_id);
    assert_string_equal(items.at[1].text, "- Felies: Folder bezorgen");

    struct item_input in = item_to_input(&items.at[1]);
    in.text = "Wij overlopen ze samen.";
    assert_int_equal(
        item_update(given_tx(state), &system, items.at[1].id, items.at[1].version, &in), ERR_OK);
    assert_int_equal(add(state, october), 0);
    assert_string_equal(items_of(state, october).at[1].text, "Wij overlopen ze samen.");
}

static void the_setting_says_which_and_in_which_order(void **state)
{
    const struct standing_input in = { "Mededelingen\n\n  Rondvraag  " }, none = { "" };
    struct actor system = actor_system(), member = work_member();

    given_council(state, "2024-04-15");
    int64_t meeting = work_meeting(state, "2024-05-28");
    assert_int_equal(standing_set(given_tx(state), &member, &in), ERR_FORBIDDEN);
    assert_int_equal(standing_set(given_tx(state), &system, &in), ERR_OK);
    given_last_event(state, "council.standing");
    assert_int_equal(add(state, meeting), 2);
    struct item_list items = items_of(state, meeting);
    assert_string_equal(items.at[0].title, "Mededelingen");
    assert_string_equal(items.at[1].title, "Rondvraag");
    assert_int_equal(standing_set(given_tx(state), &system, &none), ERR_OK);
    assert_int_equal(add(state, meeting), 0);
}

static void the_last_agenda_is_taken_over_without_its_texts(void **state)
{
    struct actor system = actor_system();
    struct standing_copy c = { 0 };
    size_t added = 0;

    given_council(state, "2024-04-15");
    int64_t empty = work_meeting(state, "2024-01-09");
    assert_int_equal(
        standing_copy_preview(tx_snap(given_tx(state)), arena(state), empty, &c), ERR_NOT_FOUND);
    int64_t february = work_meeting(state, "2024-02-27"), may = work_meeting(state, "2024-05-28");
    work_item(state, february, "Sluitingsdagen", PURPOSE_DISCUSSION, 0);
    work_item(state, february, "Varia", PURPOSE_ANY_OTHER_BUSINESS, 0);
    work_item(state, may, "Varia", PURPOSE_ANY_OTHER_BUSINESS, 0);
    assert_int_equal(
        standing_copy_preview(tx_snap(given_tx(state)), arena(state), may, &c), ERR_OK);
    assert_int_equal(c.from.id, february);
    assert_int_equal(c.items.count, 1);
    assert_int_equal(standing_copy(given_tx(state), arena(state), &system, may, &added), ERR_OK);
    assert_int_equal(added, 1);
    struct item_list items = items_of(state, may);
    assert_int_equal(items.count, 2);
    assert_string_equal(items.at[0].title, "Sluitingsdagen");
    assert_int_equal(items.at[0].purpose, PURPOSE_DISCUSSION);
    assert_string_equal(items.at[0].text, "");
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(the_standing_points_are_added_once_in_their_order),
        WITH_DB(what_stands_there_is_brought_up_to_date),
        WITH_DB(the_setting_says_which_and_in_which_order),
        WITH_DB(the_last_agenda_is_taken_over_without_its_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
