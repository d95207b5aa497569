/* Covers agenda/action.c and agenda/action_write.c. */
#include "agenda/action.h"
#include "lok/base/sql.h"
#include "tests/given/people.h"
#include <string.h>

/* A meeting with one item, and two people. */
struct given_case {
    struct people_given people;
    int64_t meeting, item, other_partner;
};

static struct given_case given(void **state)
{
    struct given_case c = { 0 };

    given_council(state, "2024-04-15");
    c.people = people_given(state);
    c.other_partner = given_partner(state, "Mentes", NULL);
    c.meeting = work_meeting(state, "2024-05-28");
    c.item = work_item(state, c.meeting, "Mentoren", PURPOSE_DISCUSSION, 0);
    return c;
}

static struct actor secretary(void)
{
    return (
        struct actor){ .roles = ROLE_BIT(ROLE_SECRETARY), .name = "secretaris", .account_id = 0 };
}

static enum err try_make(void **state, const struct action_input *in, int64_t *ret)
{
    struct actor who = secretary();

    given_new_request(state);
    return action_create(given_tx(state), arena(state), &who, in, ret);
}

static int64_t made(void **state, int64_t partner, const char *text, const char *due)
{
    const struct action_input in = {
        .text = text, .due_date = due, .partner_id = partner, .access = ACCESS_MEMBERS
    };
    int64_t id = 0;

    assert_int_equal(try_make(state, &in, &id), ERR_OK);
    return id;
}

static struct action_point now(void **state, int64_t id)
{
    struct actor who = secretary();
    struct action_point p = { 0 };

    assert_int_equal(action_get(tx_snap(given_tx(state)), arena(state), &who, id, &p), ERR_OK);
    return p;
}

static enum err move(
    void **state, const struct actor *who, int64_t id, unsigned to, const char *remark)
{
    given_new_request(state);
    return action_move(given_tx(state), arena(state), who, id, now(state, id).version,
        &(struct action_step){ to, remark });
}

static enum err undo(void **state, const struct actor *who, int64_t id)
{
    given_new_request(state);
    return action_undo(given_tx(state), arena(state), who, id, now(state, id).version);
}

static size_t open_ones(void **state, const struct actor *who)
{
    struct action_list list = { 0 };

    assert_int_equal(action_open(tx_snap(given_tx(state)), arena(state), who,
                         &(struct action_filter){ 0 }, &list),
        ERR_OK);
    return list.count;
}

static const char *history(void **state, int64_t id)
{
    struct action_change_list list = { 0 };
    const char *text = "";

    assert_int_equal(action_history(tx_snap(given_tx(state)), arena(state), id, &list), ERR_OK);
    for (size_t i = 0; i < list.count; i++)
        text = arena_printf(arena(state), "%s%s: %s%s%s\n", text, list.at[i].by, list.at[i].what,
            str_empty(list.at[i].remark) ? "" : ", ", list.at[i].remark);
    return text;
}

static void an_action_of_an_item_knows_its_meeting_and_dossier(void **state)
{
    struct given_case c = given(state);
    int64_t dossier = work_dossier(state, "Mentoren", ACCESS_PUBLIC);
    int64_t item = work_item(state, c.meeting, "Cijfers", PURPOSE_INFORMATION, dossier);
    int64_t id = 0;
    const struct action_input in = {
        .text = "Folder bezorgen", .partner_id = c.people.partner, .item_id = item, .access = 1
    };

    assert_int_equal(try_make(state, &in, &id), ERR_OK);
    struct action_point p = now(state, id);
    assert_int_equal(p.meeting_id, c.meeting);
    assert_int_equal(p.dossier_id, dossier);
    assert_string_equal(p.partner_name, "Felies");
    assert_string_equal(p.item_title, "Cijfers");
    assert_int_equal(p.state, ACTION_OPEN);
    given_last_event(state, "action.created");
}

static void what_does_not_exist_is_refused_all_at_once(void **state)
{
    given(state);
    int64_t id;
    const struct action_input in = { .text = " ",
        .partner_id = 99,
        .due_date = "2024-02-30",
        .item_id = 99,
        .decision_id = 99,
        .dossier_id = 99 };

    assert_int_equal(try_make(state, &in, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "text"));
    assert_non_null(fault_message(given_fault(state), "partner_id"));
    assert_non_null(fault_message(given_fault(state), "due_date"));
    assert_non_null(fault_message(given_fault(state), "item_id"));
    assert_non_null(fault_message(given_fault(state), "decision_id"));
    assert_non_null(fault_message(given_fault(state), "dossier_id"));
}

static void only_who_prepares_meetings_makes_and_changes_one(void **state)
{
    struct given_case c = given(state);
    struct actor contact = people_actor(state, c.people.contact);
    const struct action_input in = { .text = "x", .partner_id = c.people.partner };
    int64_t id = made(state, c.people.partner, "Folder", "");

    assert_int_equal(action_create(given_tx(state), arena(state), &contact, &in, &(int64_t){ 0 }),
        ERR_FORBIDDEN);
    assert_int_equal(
        action_update(given_tx(state), arena(state), &contact, id, 1, &in), ERR_FORBIDDEN);
}

static void its_owner_moves_it_on_and_says_how(void **state)
{
    struct given_case c = given(state);
    struct actor contact = people_actor(state, c.people.contact);
    int64_t id = made(state, c.people.partner, "Folder", "");

    assert_int_equal(move(state, &contact, id, ACTION_BUSY, "Bij de drukker"), ERR_OK);
    assert_int_equal(move(state, &contact, id, ACTION_DONE, ""), ERR_OK);
    assert_int_equal(now(state, id).state, ACTION_DONE);
    assert_true(now(state, id).closed_at != 0);
    assert_string_equal(history(state, id),
        "secretaris: genoteerd\nFelies: bezig, Bij de drukker\nFelies: klaar\n");
}

static void another_organisation_neither_sees_nor_moves_it(void **state)
{
    struct given_case c = given(state);
    struct actor contact = people_actor(state, c.people.contact);
    struct actor member = work_member();
    int64_t id = made(state, c.other_partner, "Cijfers bezorgen", "");

    assert_int_equal(move(state, &contact, id, ACTION_BUSY, ""), ERR_NOT_FOUND);
    assert_int_equal(move(state, &member, id, ACTION_BUSY, ""), ERR_FORBIDDEN);
    assert_int_equal(open_ones(state, &contact), 0);
    assert_int_equal(open_ones(state, &member), 1);
}

static void the_table_of_steps_holds(void **state)
{
    /* Rows: from; columns: to. o = owner too, s = secretariat only, - = nobody. */
    static const char *const EXPECTED[] = { "ooos", "-oos", "-s--", "s---" };
    struct given_case c = given(state);
    struct actor contact = people_actor(state, c.people.contact), who = secretary();

    for (unsigned from = 0; from < 4; from++)
        for (unsigned to = 0; to < 4; to++) {
            struct action_point p = { .partner_id = c.people.partner, .state = from };

            assert_int_equal(action_allows(&contact, &p, to), EXPECTED[from][to] == 'o');
            assert_int_equal(action_allows(&who, &p, to), EXPECTED[from][to] != '-');
        }
}

static void a_step_that_the_table_lacks_changes_nothing(void **state)
{
    struct given_case c = given(state);
    struct actor contact = people_actor(state, c.people.contact), who = secretary();
    int64_t id = made(state, c.people.partner, "Folder", "");

    assert_int_equal(move(state, &contact, id, ACTION_DROPPED, "Geen tijd"), ERR_CONFLICT);
    assert_int_equal(now(state, id).state, ACTION_OPEN);
    assert_int_equal(move(state, &who, id, ACTION_DONE, ""), ERR_OK);
    assert_int_equal(move(state, &contact, id, ACTION_BUSY, ""), ERR_CONFLICT);
    assert_int_equal(move(state, &who, id, ACTION_BUSY, "Toch niet"), ERR_OK);
}

static void dropping_needs_a_word_of_reason(void **state)
{
    struct given_case c = given(state);
    struct actor who = secretary();
    int64_t id = made(state, c.people.partner, "Folder", "");

    assert_int_equal(move(state, &who, id, ACTION_DROPPED, " "), ERR_INVALID);
    assert_int_equal(move(state, &who, id, ACTION_DROPPED, "De folder bestaat al"), ERR_OK);
}

static void the_same_state_without_a_remark_is_no_change(void **state)
{
    struct given_case c = given(state);
    struct actor who = secretary();
    int64_t id = made(state, c.people.partner, "Folder", "");

    assert_int_equal(move(state, &who, id, ACTION_OPEN, ""), ERR_INVALID);
    assert_int_equal(move(state, &who, id, ACTION_OPEN, "Wacht op de cijfers"), ERR_OK);
    assert_non_null(strstr(history(state, id), "opmerking, Wacht op de cijfers"));
}

static void a_change_of_an_old_version_is_refused(void **state)
{
    struct given_case c = given(state);
    struct actor who = secretary();
    int64_t id = made(state, c.people.partner, "Folder", "");

    assert_int_equal(move(state, &who, id, ACTION_BUSY, ""), ERR_OK);
    assert_int_equal(action_move(given_tx(state), arena(state), &who, id, 1,
                         &(struct action_step){ ACTION_DONE, "" }),
        ERR_STALE);
    assert_int_equal(action_update(given_tx(state), arena(state), &who, id, 1,
                         &(struct action_input){ .text = "x", .partner_id = c.people.partner }),
        ERR_STALE);
}

static void a_step_and_a_change_are_taken_back(void **state)
{
    struct given_case c = given(state);
    struct actor who = secretary();
    int64_t id = made(state, c.people.partner, "Folder", "2024-05-01");
    const struct action_input other = { .text = "Nieuwe folder",
        .due_date = "2024-06-01",
        .partner_id = c.other_partner,
        .access = ACCESS_SECRETARIAT };

    assert_int_equal(move(state, &who, id, ACTION_DONE, ""), ERR_OK);
    assert_int_equal(undo(state, &who, id), ERR_OK);
    assert_int_equal(now(state, id).state, ACTION_OPEN);
    assert_true(now(state, id).closed_at == 0);
    assert_int_equal(undo(state, &who, id), ERR_CONFLICT);
    assert_int_equal(
        action_update(given_tx(state), arena(state), &who, id, now(state, id).version, &other),
        ERR_OK);
    assert_string_equal(now(state, id).text, "Nieuwe folder");
    assert_int_equal(undo(state, &who, id), ERR_OK);
    struct action_point p = now(state, id);
    assert_string_equal(p.text, "Folder");
    assert_string_equal(p.due_date, "2024-05-01");
    assert_int_equal(p.partner_id, c.people.partner);
    assert_int_equal(p.access, ACCESS_MEMBERS);
}

static void one_that_was_just_made_goes_away_again(void **state)
{
    struct given_case c = given(state);
    struct actor who = secretary();
    int64_t id = made(state, c.people.partner, "Vergissing", "");
    struct action_point p = { 0 };

    assert_int_equal(undo(state, &who, id), ERR_OK);
    assert_int_equal(
        action_get(tx_snap(given_tx(state)), arena(state), &who, id, &p), ERR_NOT_FOUND);
}

static void an_owner_takes_back_only_what_it_did_itself(void **state)
{
    struct given_case c = given(state);
    struct actor contact = people_actor(state, c.people.contact), who = secretary();
    int64_t id = made(state, c.people.partner, "Folder", "");

    assert_int_equal(undo(state, &contact, id), ERR_FORBIDDEN);
    assert_int_equal(move(state, &who, id, ACTION_BUSY, ""), ERR_OK);
    assert_int_equal(undo(state, &contact, id), ERR_FORBIDDEN);
    assert_int_equal(move(state, &contact, id, ACTION_DONE, ""), ERR_OK);
    assert_int_equal(undo(state, &contact, id), ERR_OK);
    assert_int_equal(now(state, id).state, ACTION_BUSY);
}

static void what_the_meeting_has_not_closed_is_the_secretariats(void **state)
{
    struct given_case c = given(state);
    struct actor member = work_member(), contact = people_actor(state, c.people.contact);
    const struct action_input in = { .text = "Folder",
        .partner_id = c.people.partner,
        .meeting_id = c.meeting,
        .access = ACCESS_MEMBERS };
    int64_t id = 0;

    assert_int_equal(try_make(state, &in, &id), ERR_OK);
    assert_int_equal(open_ones(state, &member), 0);
    assert_int_equal(open_ones(state, &contact), 0);
    work_act(state, c.meeting, MEETING_START);
    assert_int_equal(open_ones(state, &member), 0);
    work_treat(state, c.item, OUTCOME_NOTED, "", "", "");
    work_act(state, c.meeting, MEETING_CLOSE);
    assert_int_equal(open_ones(state, &member), 1);
    assert_int_equal(open_ones(state, &contact), 1);
}

static void what_is_the_secretariats_stays_out_of_every_list(void **state)
{
    struct given_case c = given(state);
    struct actor member = work_member(), contact = people_actor(state, c.people.contact);
    const struct action_input in = {
        .text = "Dossier nakijken", .partner_id = c.people.partner, .access = ACCESS_SECRETARIAT
    };
    const struct action_filter typed = { .typed = "nakijken" };
    struct action_list list = { 0 };
    struct actor who = secretary();
    int64_t id = 0;

    assert_int_equal(try_make(state, &in, &id), ERR_OK);
    assert_int_equal(open_ones(state, &member), 0);
    assert_int_equal(open_ones(state, &contact), 0);
    assert_int_equal(
        action_list(tx_snap(given_tx(state)), arena(state), &member, &typed, 0, 20, &list), ERR_OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(
        action_list(tx_snap(given_tx(state)), arena(state), &who, &typed, 0, 20, &list), ERR_OK);
    assert_int_equal(list.count, 1);
}

static void a_search_goes_on_behind_the_last_one_found(void **state)
{
    enum { COUNT = 7, PAGE = 3 };
    struct given_case c = given(state);
    struct actor who = secretary();

    for (int i = 0; i < COUNT; i++) {
        const struct action_input in = {
            .text = "Wachtlijst nakijken", .partner_id = c.people.partner, .access = ACCESS_MEMBERS
        };
        int64_t id = 0;
        assert_int_equal(try_make(state, &in, &id), ERR_OK);
    }
    for (int open = 0; open < 2; open++) {
        const struct action_filter f = { .typed = "wachtlijst", .open = open == 1 };
        struct action_list list = { 0 };
        int64_t last = 0;
        size_t seen = 0;

        do {
            assert_int_equal(
                action_list(tx_snap(given_tx(state)), arena(state), &who, &f, last, PAGE, &list),
                ERR_OK);
            for (size_t i = 0; i < list.count; i++) {
                assert_true(last == 0 || list.at[i].id < last);
                last = list.at[i].id;
            }
            seen += list.count;
        } while (list.count > 0 && seen <= COUNT);
        assert_int_equal(seen, COUNT);
    }
}

static void the_title_of_an_item_out_of_sight_stays_hidden(void **state)
{
    struct given_case c = given(state);
    struct actor member = work_member();
    int64_t dossier = work_dossier(state, "Geheim", ACCESS_SECRETARIAT);
    const struct action_input in = { .text = "Folder",
        .partner_id = c.people.partner,
        .dossier_id = dossier,
        .access = ACCESS_MEMBERS };
    struct action_point p = { 0 };
    int64_t id = 0;

    assert_int_equal(try_make(state, &in, &id), ERR_OK);
    assert_int_equal(action_get(tx_snap(given_tx(state)), arena(state), &member, id, &p), ERR_OK);
    assert_string_equal(p.dossier_title, "");
    assert_string_equal(now(state, id).dossier_title, "Geheim");
}

static void open_ones_stand_by_due_date_and_the_undated_last(void **state)
{
    struct given_case c = given(state);
    struct actor who = secretary();
    struct action_list list = { 0 };
    int64_t undated = made(state, c.people.partner, "Ooit", "");
    int64_t later = made(state, c.people.partner, "Later", "2024-09-01");
    int64_t soon = made(state, c.other_partner, "Straks", "2024-05-01");
    int64_t closed = made(state, c.people.partner, "Gedaan", "2024-01-01");

    assert_int_equal(move(state, &who, closed, ACTION_DONE, ""), ERR_OK);
    assert_int_equal(action_open(tx_snap(given_tx(state)), arena(state), &who,
                         &(struct action_filter){ 0 }, &list),
        ERR_OK);
    assert_int_equal(list.count, 3);
    assert_int_equal(list.at[0].id, soon);
    assert_int_equal(list.at[1].id, later);
    assert_int_equal(list.at[2].id, undated);
    assert_int_equal(action_open(tx_snap(given_tx(state)), arena(state), &who,
                         &(struct action_filter){ .partner_id = c.other_partner }, &list),
        ERR_OK);
    assert_int_equal(list.count, 1);
}

static void an_action_is_late_from_the_day_after_its_date(void **state)
{
    struct given_case c = given(state);
    struct action_point p = now(state, made(state, c.people.partner, "Folder", "2024-04-15"));
    struct actor who = secretary();
    struct action_list list = { 0 };

    assert_false(action_is_late(&p, "2024-04-14"));
    assert_false(action_is_late(&p, "2024-04-15"));
    assert_true(action_is_late(&p, "2024-04-16"));
    assert_int_equal(action_list(tx_snap(given_tx(state)), arena(state), &who,
                         &(struct action_filter){ .overdue_on = "2024-04-15" }, 0, 20, &list),
        ERR_OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(move(state, &who, p.id, ACTION_DONE, ""), ERR_OK);
    p = now(state, p.id);
    assert_false(action_is_late(&p, "2024-04-16"));
}

static void open_ones_return_on_the_next_agenda_until_closed(void **state)
{
    struct given_case c = given(state);
    struct actor who = secretary();
    const struct action_input of_first = { .text = "Folder",
        .partner_id = c.people.partner,
        .meeting_id = c.meeting,
        .access = ACCESS_MEMBERS };
    int64_t next = work_meeting(state, "2024-10-08"), id = 0;
    struct action_list list = { 0 };
    struct snap *s = tx_snap(given_tx(state));

    assert_int_equal(try_make(state, &of_first, &id), ERR_OK);
    assert_int_equal(action_open_for_meeting(s, arena(state), &who, c.meeting, &list), ERR_OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(action_open_for_meeting(s, arena(state), &who, next, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(move(state, &who, id, ACTION_DONE, ""), ERR_OK);
    assert_int_equal(action_open_for_meeting(s, arena(state), &who, next, &list), ERR_OK);
    assert_int_equal(list.count, 0);
}

static void the_overview_hears_of_what_is_late_or_due_within_two_weeks(void **state)
{
    struct given_case c = given(state);
    struct action_due_list list = { 0 };

    made(state, c.people.partner, "Te laat", "2024-04-01");
    made(state, c.people.partner, "Veertien dagen", "2024-04-29");
    made(state, c.people.partner, "Vijftien dagen", "2024-04-30");
    made(state, c.people.partner, "Zonder datum", "");
    assert_int_equal(
        action_due(tx_snap(given_tx(state)), arena(state), "2024-04-15", &list), ERR_OK);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.at[0].words, "Felies: Te laat");
    assert_true(list.at[0].late);
    assert_string_equal(list.at[1].words, "Felies: Veertien dagen");
    assert_false(list.at[1].late);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(an_action_of_an_item_knows_its_meeting_and_dossier),
        WITH_DB(what_does_not_exist_is_refused_all_at_once),
        WITH_DB(only_who_prepares_meetings_makes_and_changes_one),
        WITH_DB(its_owner_moves_it_on_and_says_how),
        WITH_DB(another_organisation_neither_sees_nor_moves_it),
        WITH_DB(the_table_of_steps_holds),
        WITH_DB(a_step_that_the_table_lacks_changes_nothing),
        WITH_DB(dropping_needs_a_word_of_reason),
        WITH_DB(the_same_state_without_a_remark_is_no_change),
        WITH_DB(a_change_of_an_old_version_is_refused),
        WITH_DB(a_step_and_a_change_are_taken_back),
        WITH_DB(one_that_was_just_made_goes_away_again),
        WITH_DB(an_owner_takes_back_only_what_it_did_itself),
        WITH_DB(what_the_meeting_has_not_closed_is_the_secretariats),
        WITH_DB(what_is_the_secretariats_stays_out_of_every_list),
        WITH_DB(a_search_goes_on_behind_the_last_one_found),
        WITH_DB(the_title_of_an_item_out_of_sight_stays_hidden),
        WITH_DB(open_ones_stand_by_due_date_and_the_undated_last),
        WITH_DB(an_action_is_late_from_the_day_after_its_date),
        WITH_DB(open_ones_return_on_the_next_agenda_until_closed),
        WITH_DB(the_overview_hears_of_what_is_late_or_due_within_two_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
