/* Covers agenda/publication_changes.c, agenda/publication_read.c. */
#include "lok/base/clock.h"
#include "tests/given/telling.h"
#include <string.h>

static const struct actor SECRETARY = { .roles = ROLE_BIT(ROLE_SECRETARY) };

static struct published seen(void **state, int64_t meeting_id, struct visibility v)
{
    struct published p = { 0 };

    assert_int_equal(telling_sees(state, meeting_id, v, &p), ERR_OK);
    return p;
}

static void others_see_the_agenda_as_it_was_sent_not_as_it_is_being_changed(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    telling_rename(state, t.first, "Geheim");
    work_item(state, t.id, "Ook geheim", PURPOSE_DISCUSSION, 0);
    telling_move(state, t.id, "2024-06-04");
    struct published p = seen(state, t.id, TELLING_MEMBER);
    assert_int_equal(p.items.count, 2);
    assert_string_equal(p.items.at[0].title, "Mentoren");
    assert_string_equal(p.meeting.month, "2024-05");
    assert_int_equal(p.items.at[1].starts_at, p.meeting.starts_at + 20 * 60000);
    assert_int_equal(p.meeting.version, p.number);
}

static void the_note_of_the_secretariat_is_never_published(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct meeting m = work_meeting_now(state, t.id);
    struct meeting_input in = meeting_to_input(arena(state), &m);

    in.note = "Zaal nog betalen";
    in.online_url = "https://meet.example.be/lok";
    assert_int_equal(meeting_update(given_tx(state), &SECRETARY, t.id, m.version, &in), ERR_OK);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_string_equal(seen(state, t.id, TELLING_MEMBER).meeting.note, "");
    assert_string_equal(
        seen(state, t.id, TELLING_MEMBER).meeting.online_url, "https://meet.example.be/lok");
    assert_string_equal(seen(state, t.id, TELLING_PUBLIC).meeting.online_url, "");
}

static void an_item_above_the_readers_access_is_left_out(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    int64_t partner = given_partner(state, "Felies", NULL);
    struct visibility own = { .sees = ACCESS_PUBLIC, .partner_id = partner };

    telling_item(state, t.id, "Leden", ACCESS_MEMBERS, 0);
    telling_item(state, t.id, "Eigen", ACCESS_MEMBERS, partner);
    telling_item(state, t.id, "Kas", ACCESS_SECRETARIAT, partner);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(seen(state, t.id, TELLING_PUBLIC).items.count, 2);
    assert_int_equal(seen(state, t.id, TELLING_MEMBER).items.count, 4);
    struct published p = seen(state, t.id, own);
    assert_int_equal(p.items.count, 3);
    assert_string_equal(p.items.at[2].title, "Eigen");
    assert_string_equal(p.items.at[2].shown_number, "4");
}

static void set_access(void **state, int64_t meeting_id, enum access access)
{
    struct meeting m = work_meeting_now(state, meeting_id);
    struct meeting_input in = meeting_to_input(arena(state), &m);

    in.access = access;
    assert_int_equal(
        meeting_update(given_tx(state), &SECRETARY, meeting_id, m.version, &in), ERR_OK);
}

static void a_meeting_for_members_shows_a_partner_its_own_item_only(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    int64_t partner = given_partner(state, "Felies", NULL);
    struct visibility own = { .sees = ACCESS_PUBLIC, .partner_id = partner };
    struct visibility other = { .sees = ACCESS_PUBLIC, .partner_id = partner + 1 };
    struct published p;

    set_access(state, t.id, ACCESS_MEMBERS);
    telling_item(state, t.id, "Eigen", ACCESS_PUBLIC, partner);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(telling_sees(state, t.id, TELLING_PUBLIC, &p), ERR_NOT_FOUND);
    assert_int_equal(telling_sees(state, t.id, other, &p), ERR_NOT_FOUND);
    p = seen(state, t.id, own);
    assert_int_equal(p.items.count, 1);
    assert_string_equal(p.items.at[0].title, "Eigen");
}

static void the_list_shows_exactly_what_the_single_page_shows(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    int64_t partner = given_partner(state, "Felies", NULL);
    int64_t draft = work_meeting(state, "2024-06-04");
    const struct visibility readers[] = { TELLING_PUBLIC, TELLING_MEMBER, { .sees = -1 },
        { .sees = ACCESS_PUBLIC, .partner_id = partner }, { .sees = ACCESS_SECRETARIAT } };
    const enum access levels[] = { ACCESS_PUBLIC, ACCESS_MEMBERS, ACCESS_SECRETARIAT };

    telling_item(state, t.id, "Eigen", ACCESS_PUBLIC, partner);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    for (size_t l = 0; l < ARRAY_LEN(levels); l++) {
        if (l > 0) {
            set_access(state, t.id, levels[l]);
            telling_send(state, t.id, SENDING_CHANGES, 0);
        }
        for (size_t i = 0; i < ARRAY_LEN(readers); i++) {
            struct meeting_list list = { 0 };
            struct published p;
            enum err one = telling_sees(state, t.id, readers[i], &p);

            assert_int_equal(publication_list(tx_snap(given_tx(state)), arena(state), readers[i], 0,
                                 0, 10, clock_now(), &list),
                ERR_OK);
            assert_int_equal(list.count, one == ERR_OK ? 1 : 0);
            assert_int_equal(telling_sees(state, draft, readers[i], &p), ERR_NOT_FOUND);
        }
    }
}

static void the_list_pages_from_new_to_old(void **state)
{
    struct meeting_list list = { 0 };
    struct snap *s = tx_snap(given_tx(state));

    given_council(state, "2024-04-15");
    int64_t june = work_meeting(state, "2024-06");
    int64_t may = work_meeting(state, "2024-05");
    work_act(state, may, MEETING_ANNOUNCE);
    work_act(state, june, MEETING_ANNOUNCE);
    assert_int_equal(
        publication_list(s, arena(state), TELLING_PUBLIC, 0, 0, 1, clock_now(), &list), ERR_OK);
    assert_int_equal(list.at[0].id, june);
    assert_int_equal(
        publication_list(s, arena(state), TELLING_PUBLIC, 0, june, 1, clock_now(), &list), ERR_OK);
    assert_int_equal(list.at[0].id, may);
    assert_int_equal(
        publication_list(s, arena(state), TELLING_PUBLIC, 2023, 0, 9, clock_now(), &list), ERR_OK);
    assert_int_equal(list.count, 0);
}

static void a_sending_that_may_be_taken_back_is_not_seen_yet(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct published p;

    struct sending date = telling_send(state, t.id, SENDING_DATE, 0);
    assert_int_equal(date.due_at <= clock_now(), true);
    struct sending agenda = telling_send(state, t.id, SENDING_AGENDA, 120);
    p = seen(state, t.id, TELLING_PUBLIC);
    assert_int_equal(p.meeting.state, MEETING_PLANNED);
    assert_false(p.has_agenda);
    assert_int_equal(publication_current(tx_snap(given_tx(state)), arena(state), TELLING_PUBLIC,
                         t.id, agenda.due_at, &p),
        ERR_OK);
    assert_int_equal(p.meeting.state, MEETING_CONVENED);
    assert_int_equal(p.items.count, 2);
}

static void a_dossier_or_introduction_out_of_sight_is_not_named(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    int64_t secret = work_dossier(state, "Geheim dossier", ACCESS_SECRETARIAT);
    int64_t item = work_item(state, t.id, "Punt", PURPOSE_DISCUSSION, secret);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    struct published p = seen(state, t.id, TELLING_MEMBER);
    assert_int_equal(p.items.at[2].id, item);
    assert_string_equal(p.items.at[2].dossier_title, "");
    assert_int_equal(p.items.at[2].dossier_id, 0);
}

static void an_introduction_is_attached_once_its_meeting_is_published(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct actor system = actor_system();
    int64_t announcement = 0, item = 0;

    int64_t introduced = work_session(state, "2024-02-27", "Inleiding", 0);
    int64_t february = work_item_now(state, introduced).meeting_id;
    work_treat(state, introduced, OUTCOME_NOTED, "2024-05", "", "");
    struct announcement_list list = { 0 };
    assert_int_equal(announcement_open(tx_snap(given_tx(state)), arena(state), &list), ERR_OK);
    announcement = list.at[0].id;
    assert_int_equal(
        announcement_take(given_tx(state), arena(state), &system, announcement, t.id, &item),
        ERR_OK);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    struct published p = seen(state, t.id, TELLING_PUBLIC);
    assert_int_equal(p.items.count, 3);
    assert_int_equal(p.items.at[2].introduction_meeting_id, february);
    set_access(state, february, ACCESS_SECRETARIAT);
    work_act(state, february, MEETING_CLOSE);
    p = seen(state, t.id, TELLING_PUBLIC);
    assert_int_equal(p.items.at[2].introduction_id, 0);
    assert_int_equal(p.items.at[2].introduction_meeting_id, 0);
}

static void a_decision_is_seen_with_its_item_from_its_release(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    work_act(state, t.id, MEETING_START);
    work_treat(state, t.first, OUTCOME_APPROVED, "", "Mentoren blijven", "Goedgekeurd.");
    work_treat(state, t.second, OUTCOME_NOTED, "", "", "");
    work_act(state, t.id, MEETING_CLOSE);
    assert_string_equal(seen(state, t.id, TELLING_PUBLIC).items.at[0].decision_number, "");
    telling_send(state, t.id, SENDING_RESULTS, 0);
    assert_string_equal(
        seen(state, t.id, TELLING_PUBLIC).items.at[0].decision_number, "2024_LOK_00001");
}

/* -- changes -- */

static struct change_list changes(void **state, int64_t meeting_id)
{
    struct change_list list = { 0 };

    assert_int_equal(
        publication_changes(tx_snap(given_tx(state)), arena(state), meeting_id, &list), ERR_OK);
    return list;
}

static void each_change_is_told_in_a_sentence(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(changes(state, t.id).count, 0);
    telling_move(state, t.id, "2024-06-04");
    telling_rename(state, t.second, "Sluitingsdagen zomer");
    int64_t added = work_item(state, t.id, "Nieuw", PURPOSE_DISCUSSION, 0);
    assert_int_equal(order_place(given_tx(state), &SECRETARY, added, 1), ERR_OK);
    assert_int_equal(order_move(given_tx(state), &SECRETARY, t.second, -1), ERR_OK);
    struct change_list list = changes(state, t.id);
    assert_int_equal(list.count, 4);
    assert_string_equal(list.at[0].dutch,
        "Nieuwe datum: di 04/06/2024 om 19.30 uur (was di 28/05/2024 om 19.30 uur)");
    assert_true(list.at[0].moved);
    assert_string_equal(list.at[1].dutch, "Punt 0 is toegevoegd: Nieuw");
    assert_string_equal(list.at[2].dutch, "Punt 2 heet nu: Sluitingsdagen zomer");
    assert_string_equal(list.at[2].old, "Sluitingsdagen");
    assert_string_equal(list.at[3].what, "order");
    assert_string_equal(list.at[3].new, "2, 1");
}

static void a_removed_item_is_a_change_with_its_number(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(
        item_remove(given_tx(state), &SECRETARY, t.first, work_item_now(state, t.first).version),
        ERR_OK);
    struct change_list list = changes(state, t.id);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].dutch, "Punt 1 is van de agenda gehaald: Mentoren");
}

static void a_presenter_that_changes_is_not_named(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct item item = work_item_now(state, t.first);
    struct item_input in = {
        .title = item.title,
        .purpose = item.purpose,
        .minutes = 30,
        .presenter = "Iemand",
    };

    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(item_update(given_tx(state), &SECRETARY, t.first, item.version, &in), ERR_OK);
    struct change_list list = changes(state, t.id);
    assert_int_equal(list.count, 1);
    assert_string_equal(
        list.at[0].dutch, "Punt 1 (Mentoren) is gewijzigd: duur nu 30 minuten en inleider");
}

static void what_is_changed_back_is_no_change(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    telling_move(state, t.id, "2024-06-04");
    telling_move(state, t.id, "2024-05-28");
    telling_rename(state, t.first, "Anders");
    telling_rename(state, t.first, "Mentoren");
    assert_int_equal(changes(state, t.id).count, 0);
}

static void without_a_publication_there_are_no_changes(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct change_list list;

    assert_int_equal(
        publication_changes(tx_snap(given_tx(state)), arena(state), t.id, &list), ERR_NOT_FOUND);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(others_see_the_agenda_as_it_was_sent_not_as_it_is_being_changed),
        WITH_DB(the_note_of_the_secretariat_is_never_published),
        WITH_DB(an_item_above_the_readers_access_is_left_out),
        WITH_DB(a_meeting_for_members_shows_a_partner_its_own_item_only),
        WITH_DB(the_list_shows_exactly_what_the_single_page_shows),
        WITH_DB(the_list_pages_from_new_to_old),
        WITH_DB(a_sending_that_may_be_taken_back_is_not_seen_yet),
        WITH_DB(a_dossier_or_introduction_out_of_sight_is_not_named),
        WITH_DB(an_introduction_is_attached_once_its_meeting_is_published),
        WITH_DB(a_decision_is_seen_with_its_item_from_its_release),
        WITH_DB(each_change_is_told_in_a_sentence),
        WITH_DB(a_removed_item_is_a_change_with_its_number),
        WITH_DB(a_presenter_that_changes_is_not_named),
        WITH_DB(what_is_changed_back_is_no_change),
        WITH_DB(without_a_publication_there_are_no_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
