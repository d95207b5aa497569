/* Covers agenda/demo_dossiers.c, agenda/demo_meetings.c, agenda/demo_partners.c,
 * agenda/demo_people.c, agenda/demo_offers.c, agenda/demo_february.c, agenda/demo_advice.c,
 * agenda/demo_coalition.c, agenda/demo_documents.c. */
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/attendance.h"
#include "agenda/coalition.h"
#include "agenda/demo.h"
#include "agenda/minutes.h"
#include "agenda/proposal.h"
#include "agenda/publication.h"
#include "agenda/todo.h"
#include "lok/base/clock.h"
#include "lok/offer_find.h"
#include "tests/given/work.h"
#include <string.h>

static int given_demo(void **state)
{
    if (given_db(state) != 0)
        return -1;
    assert_int_equal(demo_fill(given_tx(state), arena(state)), ERR_OK);
    return 0;
}

static struct snap *snap(void **state)
{
    return tx_snap(given_tx(state));
}

static struct council council(void **state)
{
    struct council c = { 0 };

    assert_int_equal(council_get(snap(state), arena(state), &c), ERR_OK);
    return c;
}

static struct decision_reader public_reader(void)
{
    struct actor public = work_public();

    return decision_reader_of(&public);
}

static void the_practice_council_is_public_and_stands_at_its_date(void **state)
{
    struct council c = council(state);

    assert_string_equal(c.name, "LOK Antwerpen");
    assert_string_equal(c.number_prefix, "LOK");
    assert_true(c.is_public);
    assert_string_equal(council_today(arena(state), &c), "2024-04-15");
}

static void it_is_made_once(void **state)
{
    assert_int_equal(demo_fill(given_tx(state), arena(state)), ERR_CONFLICT);
}

static void it_starts_with_the_date_of_the_next_meeting(void **state)
{
    struct council c = council(state);
    struct todo_list todo = { 0 };

    assert_int_equal(todo_list(snap(state), arena(state), &c, council_now(&c), &todo), ERR_OK);
    assert_true(todo.count > 0);
    assert_int_equal(todo.at[0].kind, TODO_CHOOSE_DATE);
    assert_string_equal(todo.at[0].what, "Kies een datum voor de vergadering van mei");
    assert_string_equal(todo.at[0].why,
        "Op 27 februari is het dossier Mentoren aangekondigd voor mei. Er is nog geen datum.");
    assert_string_equal(todo.at[0].button, "Datum kiezen");
    assert_false(todo.at[0].late);
}

static void a_visitor_sees_both_meetings(void **state)
{
    struct actor public = work_public();
    struct meeting_list list = { 0 };
    struct published february = { 0 };

    assert_int_equal(publication_list(snap(state), arena(state), visibility_of(&public), 0, 0, 20,
                         clock_now(), &list),
        ERR_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.at[0].state, MEETING_ANNOUNCED);
    assert_string_equal(list.at[0].month, "2024-05");
    assert_int_equal(list.at[0].starts_at, 0);
    assert_int_equal(list.at[1].state, MEETING_CLOSED);
    assert_int_equal(publication_current(snap(state), arena(state), visibility_of(&public),
                         list.at[1].id, clock_now(), &february),
        ERR_OK);
    assert_int_equal(february.items.count, 4);
    assert_int_equal(february.items.at[1].purpose, PURPOSE_INTRODUCTION);
}

static void two_decisions_are_in_force(void **state)
{
    struct decision_reader r = public_reader();
    struct decision d = { 0 };

    assert_int_equal(decision_get(snap(state), arena(state), &r, "2024_LOK_00001", &d), ERR_OK);
    assert_string_equal(d.title, "Verslag van november goedgekeurd");
    assert_int_equal(decision_get(snap(state), arena(state), &r, "2024_LOK_00002", &d), ERR_OK);
    assert_string_equal(d.title, "Steun aan de kandidatuur voor het pilootproject vroeg en nabij");
    assert_int_equal(d.state, DECISION_IN_FORCE);
    assert_string_equal(d.follow_up_name, "Stad Antwerpen");
    assert_string_equal(d.due_date, "2024-05-10");
    assert_string_equal(d.dossier_title, "Vroeg en nabij");
}

static void a_visitor_finds_a_decision_by_a_word(void **state)
{
    struct decision_reader r = public_reader();
    struct decision_filter f = { .typed = "opvanglocaties borgerhout", .limit = 20 };
    struct decision_list list = { 0 };

    assert_int_equal(decision_find(snap(state), arena(state), &r, &f, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].number, "2024_LOK_00002");
}

static void mentors_are_announced_for_may_with_their_introduction(void **state)
{
    struct announcement_list offers = { 0 };

    assert_int_equal(announcement_offers(snap(state), arena(state), "2024-05", &offers), ERR_OK);
    assert_int_equal(offers.count, 1);
    assert_string_equal(offers.at[0].title, "Mentoren");
    assert_non_null(strstr(offers.at[0].introduction_text, "coaching op de werkvloer"));
    assert_int_not_equal(offers.at[0].released_at, 0);
}

static void a_slip_of_the_pen_finds_its_partner(void **state)
{
    struct partner p = { 0 };

    assert_int_equal(partner_find(snap(state), arena(state), "Mentees", &p), ERR_OK);
    assert_string_equal(p.name, "Mentes");
    assert_int_equal(partner_find(snap(state), arena(state), "cik stad gent", &p), ERR_OK);
    assert_int_equal(p.service_area.count, 10);
}

static void the_dossiers_hold_what_the_presentation_said(void **state)
{
    struct dossier_list list = { 0 };
    struct funder_list funders = { 0 };
    struct figure_list figures = { 0 };
    struct dossier_actor_list actors = { 0 };

    assert_int_equal(dossier_list(snap(state), arena(state),
                         (struct visibility){ .sees = ACCESS_PUBLIC }, 0, 20, &list),
        ERR_OK);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.at[0].aliases.at[0], "Kansen in de kinderopvang");
    assert_int_equal(list.at[0].rhythm, RHYTHM_SEMESTER);
    assert_string_equal(list.at[1].area, "Borgerhout");
    assert_false(list.at[1].area_certain);
    assert_int_equal(list.at[1].tasks.count, 3);
    assert_int_equal(dossier_funders(snap(state), arena(state), list.at[0].id, &funders), ERR_OK);
    assert_int_equal(funders.count, 2);
    assert_string_equal(funders.at[1].until_date, "2025-12-31");
    assert_int_equal(dossier_figures(snap(state), arena(state), list.at[0].id, &figures), ERR_OK);
    assert_int_equal(figures.count, 2);
    assert_int_equal(dossier_actors(snap(state), arena(state), list.at[1].id, &actors), ERR_OK);
    assert_int_equal(actors.count, 7);
}

static void secretary_partner_and_member_can_sign_in(void **state)
{
    struct account a = { 0 };

    assert_int_equal(
        account_by_email(snap(state), arena(state), "secretaris@example.be", &a), ERR_OK);
    assert_int_equal(a.roles, ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_SECRETARY));
    assert_int_equal(account_by_email(snap(state), arena(state), "partner@example.be", &a), ERR_OK);
    assert_int_not_equal(a.partner_id, 0);
    assert_int_equal(account_by_email(snap(state), arena(state), "lid@example.be", &a), ERR_OK);
    assert_int_equal(a.roles, ROLE_BIT(ROLE_MEMBER));
}

static void three_endpoints_listen_and_nothing_waits_to_be_sent(void **state)
{
    struct endpoint_list endpoints = { 0 };
    struct outbox_counts counts = { 0 };

    assert_int_equal(endpoint_list(snap(state), arena(state), 0, 0, 20, &endpoints), ERR_OK);
    assert_int_equal(endpoints.count, 3);
    assert_int_equal(outbox_count(snap(state), &counts), ERR_OK);
    assert_int_equal(counts.pending + counts.sent + counts.failed + counts.dead, 0);
}

static void all_addresses_are_made_up(void **state)
{
    struct person_list people = { 0 };

    assert_int_equal(person_list(snap(state), arena(state), 0, 100, &people), ERR_OK);
    assert_int_equal(people.count, 14);
    for (size_t i = 0; i < people.count; i++)
        assert_true(str_ends(people.at[i].email, "@example.be"));
}

static void every_constituency_has_a_seat_and_some_have_no_vote(void **state)
{
    struct member_list seats = { 0 };
    unsigned constituencies = 0;
    size_t without = 0;

    assert_int_equal(member_list(snap(state), arena(state), "2024-04-15", 0, 100, &seats), ERR_OK);
    for (size_t i = 0; i < seats.count; i++) {
        constituencies |= 1u << seats.at[i].constituency;
        without += !seats.at[i].voting_right;
    }
    assert_int_equal(seats.count, 13);
    assert_int_equal(constituencies, 7);
    assert_int_equal(without, 4);
}

static void the_two_thirds_rule_holds_narrowly(void **state)
{
    struct seats_balance balance = { 0 };

    assert_int_equal(seats_balance(snap(state), arena(state), "2024-04-15", &balance), ERR_OK);
    assert_int_equal(balance.verdict, SEATS_KEPT);
    assert_int_equal(balance.women, 7);
    assert_int_equal(balance.men, 4);
}

static void in_february_one_was_online_one_replaced_and_one_left_out_for_an_interest(void **state)
{
    struct attendance_list list = { 0 };
    struct presence_list at_item = { 0 };
    size_t conflicts = 0;

    assert_int_equal(attendance_list(snap(state), arena(state), 1, &list), ERR_OK);
    struct attendance_counts n = attendance_count(&list);
    assert_int_equal(n.present, 10);
    assert_int_equal(n.online, 1);
    assert_int_equal(n.substitute, 1);
    assert_int_equal(n.excused, 2);
    assert_int_equal(n.absent, 1);
    assert_int_equal(n.guests, 1);
    assert_int_equal(attendance_at_item(snap(state), arena(state), 3, &at_item), ERR_OK);
    for (size_t i = 0; i < at_item.count; i++)
        conflicts += at_item.at[i].conflict;
    assert_int_equal(conflicts, 1);
}

static void the_minutes_of_february_lie_with_the_members(void **state)
{
    struct minutes minutes = { 0 };

    assert_int_equal(minutes_get(snap(state), arena(state), 1, &minutes), ERR_OK);
    assert_int_equal(minutes.state, MINUTES_WITH_MEMBERS);
    assert_int_not_equal(minutes.agreed_at, 0);
}

static void one_action_is_late_and_one_is_done(void **state)
{
    struct actor system = actor_system();
    const struct action_filter late = { .overdue_on = "2024-04-15" }, all = { 0 };
    struct action_list list = { 0 };

    assert_int_equal(action_list(snap(state), arena(state), &system, &late, 0, 20, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].partner_name, "Centra voor volwassenenonderwijs");
    assert_int_equal(action_list(snap(state), arena(state), &system, &all, 0, 20, &list), ERR_OK);
    assert_int_equal(list.count, 4);
}

static void an_advice_of_a_written_procedure_waits_for_the_college(void **state)
{
    struct actor public = work_public();
    struct advice v = { 0 };

    assert_int_equal(advice_get(snap(state), arena(state), &public, "2024_LOK_A0001", &v), ERR_OK);
    assert_int_equal(v.state, ADVICE_SENT);
    assert_int_equal(v.in_favour, 7);
    assert_int_equal(v.against, 1);
    assert_int_equal(v.abstain, 1);
    assert_non_null(strstr(v.minority_view, "organisator vreest"));
    assert_string_equal(v.reaction_due, "2024-04-19");
}

static void the_coalition_misses_one_location(void **state)
{
    struct coalition_due_list due = { 0 };

    assert_int_equal(coalition_due(snap(state), arena(state), "2024-04-15", &due), ERR_OK);
    assert_int_equal(due.count, 1);
    assert_non_null(strstr(due.at[0].words, "1 van 2 opvanglocaties toegezegd, nog 46 dagen"));
}

static void a_proposal_waits_and_one_partner_went_into_another(void **state)
{
    struct partner p = { 0 };
    int64_t waiting = 0;

    assert_int_equal(proposal_waiting(snap(state), &waiting), ERR_OK);
    assert_int_equal(waiting, 1);
    assert_int_equal(partner_find(snap(state), arena(state), "Opvang Zuidrand", &p), ERR_OK);
    assert_string_equal(p.successor_from, "2024-01-01");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, given_demo, given_end)

/* What the city of Ghent names, each form once at least; and the network with another rule. */
static void the_offers_of_both_texts_are_there(void **state)
{
    struct offer_answer_list found = { 0 };
    struct offer_question q = { .municipality = "Melle",
        .care = 1 + CARE_FAMILY,
        .tariff = TARIFF_WITHOUT,
        .places = 8,
        .locations = 1 };
    uint64_t forms = 0;

    struct snap *s = snap(state);
    assert_int_equal(offer_find(s, arena(state), &q, "2024-04-15", &found), ERR_OK);
    for (size_t i = 0; i < found.count; i++)
        forms |= UINT64_C(1) << found.at[i].offer.form;
    assert_int_equal(forms, (UINT64_C(1) << OFFER_OTHER) - 1);
    assert_string_equal(found.at[0].offer.partner_name, "CIK Stad Gent");
    assert_true(found.at[0].is_free);
    assert_int_equal(found.at[0].offer.recognised_since, 2014);
    assert_int_equal(found.at[0].offer.aims.count, 2);
    assert_int_equal(found.at[1].fit, OFFER_FITS_NOT);
    q = (struct offer_question){ .municipality = "Melle",
        .care = 1 + CARE_FAMILY,
        .tariff = TARIFF_WITH,
        .places = 8,
        .locations = 1 };
    assert_int_equal(offer_find(s, arena(state), &q, "2024-04-15", &found), ERR_OK);
    assert_true(found.at[0].is_free && found.at[1].is_free);
    q.locations = 2;
    assert_int_equal(offer_find(s, arena(state), &q, "2024-04-15", &found), ERR_OK);
    assert_true(found.at[0].is_free && !found.at[1].is_free);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_offers_of_both_texts_are_there),
        TEST(the_practice_council_is_public_and_stands_at_its_date),
        TEST(it_is_made_once),
        TEST(it_starts_with_the_date_of_the_next_meeting),
        TEST(a_visitor_sees_both_meetings),
        TEST(two_decisions_are_in_force),
        TEST(a_visitor_finds_a_decision_by_a_word),
        TEST(mentors_are_announced_for_may_with_their_introduction),
        TEST(a_slip_of_the_pen_finds_its_partner),
        TEST(the_dossiers_hold_what_the_presentation_said),
        TEST(secretary_partner_and_member_can_sign_in),
        TEST(three_endpoints_listen_and_nothing_waits_to_be_sent),
        TEST(all_addresses_are_made_up),
        TEST(the_two_thirds_rule_holds_narrowly),
        TEST(in_february_one_was_online_one_replaced_and_one_left_out_for_an_interest),
        TEST(the_minutes_of_february_lie_with_the_members),
        TEST(one_action_is_late_and_one_is_done),
        TEST(an_advice_of_a_written_procedure_waits_for_the_college),
        TEST(the_coalition_misses_one_location),
        TEST(a_proposal_waits_and_one_partner_went_into_another),
        TEST(every_constituency_has_a_seat_and_some_have_no_vote),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
