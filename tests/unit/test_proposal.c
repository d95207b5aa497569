/* Covers agenda/proposal_back.c, agenda/proposal.c and agenda/proposal_answer.c. */
#include "tests/given/people.h"
#include <string.h>

struct given_case {
    struct people_given people;
    int64_t meeting;
};

static struct given_case called(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct given_case c = { people_given(state), t.id };

    telling_send(state, t.id, SENDING_DATE, 0);
    return c;
}

static enum err propose(
    void **state, const struct actor *who, int64_t meeting, const char *title, int64_t *ret)
{
    const struct proposal_input in = { .title = title, .text = "Omdat het moet", .minutes = 15 };

    given_new_request(state);
    return proposal_make(given_tx(state), arena(state), who, &PEOPLE_MAIL, meeting, &in, ret);
}

static struct proposal read_back(void **state, int64_t id)
{
    struct actor system = actor_system();
    struct proposal p = { 0 };

    assert_int_equal(proposal_get(tx_snap(given_tx(state)), arena(state), &system, id, &p), ERR_OK);
    return p;
}

static void a_partner_proposes_and_the_secretary_accepts(void **state)
{
    struct given_case c = called(state);
    struct actor contact = people_actor(state, c.people.contact), system = actor_system();
    int64_t id = 0, item = 0;

    assert_int_equal(propose(state, &contact, c.meeting, "Speelplein", &id), ERR_OK);
    given_last_event(state, "item.proposed");
    assert_string_equal(read_back(state, id).partner_name, "Felies");
    assert_int_equal(proposal_accept(given_tx(state), arena(state), &system, &PEOPLE_MAIL, id,
                         c.meeting, true, &item),
        ERR_OK);
    struct item made = work_item_now(state, item);
    assert_string_equal(made.title, "Speelplein");
    assert_int_equal(made.presenter_partner_id, c.people.partner);
    assert_int_equal(read_back(state, id).state, PROPOSAL_ACCEPTED);
    assert_int_equal(
        proposal_decline(given_tx(state), arena(state), &system, &PEOPLE_MAIL, id, "Nee", false),
        ERR_CONFLICT);
}

static void declining_needs_a_word_of_reason(void **state)
{
    struct given_case c = called(state);
    struct actor contact = people_actor(state, c.people.contact), system = actor_system();
    int64_t id = 0;

    assert_int_equal(propose(state, &contact, c.meeting, "Speelplein", &id), ERR_OK);
    assert_int_equal(
        proposal_decline(given_tx(state), arena(state), &system, &PEOPLE_MAIL, id, " ", true),
        ERR_INVALID);
    given_new_request(state);
    assert_int_equal(proposal_decline(given_tx(state), arena(state), &system, &PEOPLE_MAIL, id,
                         "Hoort bij de stad", true),
        ERR_OK);
    assert_string_equal(read_back(state, id).reason, "Hoort bij de stad");
}

static void a_postponed_one_is_offered_in_its_month(void **state)
{
    struct given_case c = called(state);
    struct actor contact = people_actor(state, c.people.contact), system = actor_system();
    struct proposal_list offers = { 0 };
    int64_t id = 0;

    assert_int_equal(propose(state, &contact, c.meeting, "Speelplein", &id), ERR_OK);
    assert_int_equal(proposal_postpone(given_tx(state), arena(state), &system, &PEOPLE_MAIL, id,
                         "2024-10", "", false),
        ERR_OK);
    assert_int_equal(
        proposal_offers(tx_snap(given_tx(state)), arena(state), "2024-05", &offers), ERR_OK);
    assert_int_equal(offers.count, 0);
    assert_int_equal(
        proposal_offers(tx_snap(given_tx(state)), arena(state), "2024-10", &offers), ERR_OK);
    assert_int_equal(offers.count, 1);
}

static void an_open_one_is_offered_to_its_meeting(void **state)
{
    struct given_case c = called(state);
    struct actor member = people_actor(state, c.people.member);
    struct proposal_list offers = { 0 };
    int64_t id = 0;

    assert_int_equal(propose(state, &member, c.meeting, "Speelplein", &id), ERR_OK);
    assert_int_equal(
        proposal_offers(tx_snap(given_tx(state)), arena(state), "2024-05", &offers), ERR_OK);
    assert_int_equal(offers.count, 1);
    assert_int_equal(offers.at[0].partner_id, 0);
}

static void after_the_closing_date_only_the_secretary_adds(void **state)
{
    struct given_case c = called(state);
    struct actor contact = people_actor(state, c.people.contact), system = actor_system();
    int64_t id = 0;

    assert_int_equal(
        proposal_set_closing(given_tx(state), &system, c.meeting, "2024-04-14"), ERR_OK);
    assert_int_equal(propose(state, &contact, c.meeting, "Te laat", &id), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "kon tot"));
    assert_int_equal(propose(state, &system, c.meeting, "Per mail", &id), ERR_OK);
    assert_true(read_back(state, id).by_mail);
}

static void the_closing_date_follows_from_the_invitation_unless_it_is_set(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct meeting m = work_meeting_now(state, t.id);
    struct council c;
    const char *date = NULL;

    assert_int_equal(council_get(tx_snap(given_tx(state)), arena(state), &c), ERR_OK);
    assert_int_equal(
        proposal_closes_on(tx_snap(given_tx(state)), arena(state), &c, &m, &date), ERR_OK);
    assert_string_equal(date, "2024-05-07");
}

static void another_partner_and_another_member_do_not_see_it(void **state)
{
    struct given_case c = called(state);
    struct actor contact = people_actor(state, c.people.contact);
    struct actor member = people_actor(state, c.people.member);
    struct actor other = { .person_id = given_person(state, "Ander", "a@example.be"),
        .partner_id = given_partner(state, "Andere", NULL),
        .roles = ROLE_BIT(ROLE_PARTNER) };
    const struct actor *outsiders[] = { &member, &other };
    struct proposal_list list = { 0 };
    struct proposal p;
    int64_t id = 0;

    assert_int_equal(propose(state, &contact, c.meeting, "Vertrouwelijk", &id), ERR_OK);
    for (size_t i = 0; i < ARRAY_LEN(outsiders); i++) {
        assert_int_equal(proposal_get(tx_snap(given_tx(state)), arena(state), outsiders[i], id, &p),
            ERR_NOT_FOUND);
        assert_int_equal(
            proposal_list(tx_snap(given_tx(state)), arena(state), outsiders[i], 0, 0, 10, &list),
            ERR_OK);
        assert_int_equal(list.count, 0);
    }
    assert_int_equal(
        proposal_list(tx_snap(given_tx(state)), arena(state), &contact, 0, 0, 10, &list), ERR_OK);
    assert_int_equal(list.count, 1);
}

static void only_its_own_partner_and_the_secretariat_are_told(void **state)
{
    struct given_case c = called(state);
    struct actor contact = people_actor(state, c.people.contact);
    struct delivery_list list = { 0 };
    int64_t id = 0;

    telling_endpoint(state, "felies", c.people.partner, TELLING_ALL);
    telling_endpoint(state, "andere", given_partner(state, "Andere", NULL), TELLING_ALL);
    telling_endpoint(state, "secretariaat", 0, TELLING_ALL);
    assert_int_equal(propose(state, &contact, c.meeting, "Vertrouwelijk", &id), ERR_OK);
    assert_int_equal(outbox_list(tx_snap(given_tx(state)), arena(state), 0, 0, 20, &list), ERR_OK);
    size_t told = 0;
    for (size_t i = 0; i < list.count; i++) {
        told += list.at[i].type == NOTICE_ITEM_PROPOSED;
        assert_string_not_equal(list.at[i].endpoint_url, "https://andere.example.be/");
    }
    assert_int_equal(told, 2);
}

static void too_many_that_wait_are_refused(void **state)
{
    struct given_case c = called(state);
    struct actor contact = people_actor(state, c.people.contact);
    int64_t id = 0;

    for (int i = 0; i < 20; i++)
        assert_int_equal(propose(state, &contact, c.meeting, "Nog een", &id), ERR_OK);
    assert_int_equal(propose(state, &contact, c.meeting, "Te veel", &id), ERR_TOO_MANY);
}

static void an_answer_can_be_taken_back_until_it_leaves(void **state)
{
    struct given_case c = called(state);
    struct sending_options options = PEOPLE_MAIL;
    struct actor system = actor_system();
    struct delivery_list list;
    int64_t id = 0, item = 0;

    options.undo_seconds = 120;
    struct actor contact = people_actor(state, c.people.contact);
    assert_int_equal(propose(state, &contact, c.meeting, "Speelplein", &id), ERR_OK);
    assert_int_equal(proposal_accept(given_tx(state), arena(state), &system, &options, id,
                         c.meeting, true, &item),
        ERR_OK);
    assert_int_equal(
        proposal_take_back(given_tx(state), arena(state), &system, &options, id), ERR_OK);
    struct proposal p = read_back(state, id);
    assert_int_equal(p.state, PROPOSAL_OPEN);
    assert_int_equal(p.item_id, 0);
    assert_int_equal(p.answered_at, 0);
    struct item off = { 0 };
    assert_int_equal(item_get(tx_snap(given_tx(state)), arena(state), item, &off), ERR_OK);
    assert_true(off.removed_at != 0);
    assert_int_equal(outbox_list(tx_snap(given_tx(state)), arena(state), 0, 0, 20, &list), ERR_OK);
    for (size_t i = 0; i < list.count; i++)
        if (list.at[i].type == NOTICE_ITEM_ACCEPTED)
            assert_int_equal(list.at[i].state, DELIVERY_CANCELLED);
    given_last_event(state, "proposal.answer_taken_back");
    given_new_request(state);
    assert_int_equal(
        proposal_take_back(given_tx(state), arena(state), &system, &options, id), ERR_CONFLICT);
}

static void what_it_was_before_comes_back(void **state)
{
    struct given_case c = called(state);
    struct sending_options options = PEOPLE_MAIL;
    struct actor system = actor_system();
    int64_t id = 0;

    options.undo_seconds = 120;
    struct actor contact = people_actor(state, c.people.contact);
    assert_int_equal(propose(state, &contact, c.meeting, "Speelplein", &id), ERR_OK);
    assert_int_equal(proposal_postpone(given_tx(state), arena(state), &system, &options, id,
                         "2024-10", "Na de zomer", false),
        ERR_OK);
    assert_int_equal(
        proposal_decline(given_tx(state), arena(state), &system, &options, id, "Nee", false),
        ERR_OK);
    assert_int_equal(
        proposal_take_back(given_tx(state), arena(state), &system, &options, id), ERR_OK);
    struct proposal p = read_back(state, id);
    assert_int_equal(p.state, PROPOSAL_POSTPONED);
    assert_string_equal(p.target_month, "2024-10");
    assert_string_equal(p.reason, "Na de zomer");
}

static void an_answer_that_left_stays(void **state)
{
    struct given_case c = called(state);
    struct sending_options options = PEOPLE_MAIL;
    struct actor system = actor_system();
    int64_t id = 0;

    options.undo_seconds = 0;
    struct actor contact = people_actor(state, c.people.contact);
    assert_int_equal(propose(state, &contact, c.meeting, "Speelplein", &id), ERR_OK);
    assert_int_equal(
        proposal_decline(given_tx(state), arena(state), &system, &options, id, "Nee", false),
        ERR_OK);
    assert_int_equal(
        proposal_take_back(given_tx(state), arena(state), &system, &options, id), ERR_CONFLICT);
    assert_int_equal(read_back(state, id).state, PROPOSAL_DECLINED);
}

static void an_item_that_somebody_worked_on_stays(void **state)
{
    struct given_case c = called(state);
    struct sending_options options = PEOPLE_MAIL;
    struct actor system = actor_system();
    const struct item_input changed = { .title = "Anders", .presenter = "", .text = "" };
    int64_t id = 0, item = 0;

    options.undo_seconds = 120;
    struct actor contact = people_actor(state, c.people.contact);
    assert_int_equal(propose(state, &contact, c.meeting, "Speelplein", &id), ERR_OK);
    assert_int_equal(proposal_accept(given_tx(state), arena(state), &system, &options, id,
                         c.meeting, false, &item),
        ERR_OK);
    assert_int_equal(item_update(given_tx(state), &system, item, 1, &changed), ERR_OK);
    assert_int_equal(
        proposal_take_back(given_tx(state), arena(state), &system, &options, id), ERR_CONFLICT);
    assert_int_equal(read_back(state, id).state, PROPOSAL_ACCEPTED);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(a_partner_proposes_and_the_secretary_accepts),
        WITH_DB(declining_needs_a_word_of_reason),
        WITH_DB(a_postponed_one_is_offered_in_its_month),
        WITH_DB(an_open_one_is_offered_to_its_meeting),
        WITH_DB(after_the_closing_date_only_the_secretary_adds),
        WITH_DB(the_closing_date_follows_from_the_invitation_unless_it_is_set),
        WITH_DB(another_partner_and_another_member_do_not_see_it),
        WITH_DB(only_its_own_partner_and_the_secretariat_are_told),
        WITH_DB(too_many_that_wait_are_refused),
        WITH_DB(an_answer_can_be_taken_back_until_it_leaves),
        WITH_DB(what_it_was_before_comes_back),
        WITH_DB(an_answer_that_left_stays),
        WITH_DB(an_item_that_somebody_worked_on_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
