/* A partner is told by a button that it is asked for a coalition, once, and answers for itself. */
#include "agenda/coalition_ask.h"
#include "agenda/dossier.h"
#include "tests/given/people.h"
#include <string.h>

static const struct sending_options LATER = {
    .public_url = "https://lok.example.be",
    .has_mail = true,
    .undo_seconds = 120,
};

/* Felies is asked for a call that closes on 24 April; today is 15 April. */
struct given_case {
    struct people_given people;
    int64_t dossier, member;
};

static int64_t dossier_of(void **state, unsigned access)
{
    struct actor system = actor_system();
    const struct dossier in = { .title = "Vroeg en nabij", .access = access };
    int64_t id = 0;

    given_new_request(state);
    assert_int_equal(dossier_create(given_tx(state), &system, &in, &id), ERR_OK);
    return id;
}

static int64_t asked_in(void **state, int64_t dossier, int64_t partner, const char *closes_on)
{
    struct actor system = actor_system();
    struct coalition_member_list list = { 0 };
    const struct coalition call = { "Oproep pilots", closes_on };
    const struct coalition_member in = {
        .partner_id = partner, .date = "", .contact = "", .note = "geheim"
    };

    given_new_request(state);
    assert_int_equal(coalition_set(given_tx(state), &system, dossier, 0, &call), ERR_OK);
    assert_int_equal(coalition_member_add(given_tx(state), &system, dossier, 0, &in), ERR_OK);
    assert_int_equal(
        coalition_members(tx_snap(given_tx(state)), arena(state), &system, dossier, &list), ERR_OK);
    return list.at[0].id;
}

static struct given_case asked(void **state)
{
    struct given_case c = { 0 };

    given_council(state, "2024-04-15");
    c.people = people_given(state);
    c.dossier = dossier_of(state, ACCESS_MEMBERS);
    c.member = asked_in(state, c.dossier, c.people.partner, "2024-04-24");
    return c;
}

static enum err ask(void **state, const struct sending_options *o, const struct given_case *c)
{
    struct actor system = actor_system();

    given_new_request(state);
    return coalition_ask_send(given_tx(state), arena(state), &system, o, c->dossier, c->member, 0);
}

static int64_t waiting(void **state, int64_t id)
{
    int64_t count = 0;

    assert_int_equal(coalition_ask_waiting(tx_snap(given_tx(state)), id, &count), ERR_OK);
    return count;
}

static enum err answer(void **state, const struct given_case *c, int64_t person, unsigned to)
{
    struct actor who = people_actor(state, person);

    given_new_request(state);
    return coalition_answer(given_tx(state), arena(state), &who, c->dossier, c->member,
        &(struct coalition_answer){ to });
}

static struct coalition_ask_list asks_of(void **state, int64_t person)
{
    struct actor who = people_actor(state, person);
    struct coalition_ask_list list = { 0 };

    assert_int_equal(
        coalition_asks_of(tx_snap(given_tx(state)), arena(state), &who, &list), ERR_OK);
    return list;
}

static void its_contacts_and_systems_are_asked_and_nobody_else(void **state)
{
    struct given_case c = asked(state);
    struct actor system = actor_system();
    struct recipient_list preview = { 0 };
    struct delivery_list list = { 0 };

    telling_endpoint(state, "mentes", given_partner(state, "Mentes", NULL), TELLING_ALL);
    telling_endpoint(state, "felies", c.people.partner, TELLING_ALL);
    assert_int_equal(coalition_ask_preview(tx_snap(given_tx(state)), arena(state), &system,
                         &PEOPLE_MAIL, c.dossier, c.member, &preview),
        ERR_OK);
    assert_int_equal(preview.count, 2);
    assert_int_equal(preview.at[1].person_id, c.people.contact);
    assert_non_null(strstr(preview.at[1].text, "Laat weten of u meedoet via uw persoonlijke"));
    assert_null(strstr(preview.at[1].text, "geheim"));
    assert_int_equal(asks_of(state, c.people.contact).count, 0);

    assert_int_equal(ask(state, &PEOPLE_MAIL, &c), ERR_OK);
    assert_int_equal(outbox_list(tx_snap(given_tx(state)), arena(state), 0, 0, 9, &list), ERR_OK);
    assert_int_equal(list.count, 2);
    const struct json *body = telling_json(state, list.at[list.at[0].person_name[0] != '\0'].body);
    assert_string_equal(telling_text(body, "type"), "coalition.asked");
    assert_string_equal(telling_text(body, "data.coalition.closesOn"), "2024-04-24");
    assert_string_equal(telling_text(body, "data.sentence"),
        "Uw organisatie is gevraagd om mee te doen aan “Oproep pilots”. Indienen kan tot en met"
        " woensdag 24 april 2024. Laat weten of u meedoet.");
    given_last_event(state, "coalition.asked");
}

static void nobody_is_asked_twice_but_for_another_last_day(void **state)
{
    struct given_case c = asked(state);
    struct actor system = actor_system();

    assert_int_equal(ask(state, &PEOPLE_MAIL, &c), ERR_OK);
    assert_int_equal(ask(state, &PEOPLE_MAIL, &c), ERR_CONFLICT);
    given_new_request(state);
    assert_int_equal(coalition_set(given_tx(state), &system, c.dossier, 0,
                         &(struct coalition){ "Oproep pilots", "2024-05-08" }),
        ERR_OK);
    assert_int_equal(ask(state, &PEOPLE_MAIL, &c), ERR_OK);
}

static void what_waits_is_held_back_once_it_is_answered_or_removed(void **state)
{
    struct given_case c = asked(state);
    struct actor system = actor_system();
    struct coalition_member in = { .partner_id = c.people.partner,
        .state = COALITION_COMMITTED,
        .date = "",
        .contact = "",
        .note = "" };

    assert_int_equal(ask(state, &LATER, &c), ERR_OK);
    assert_int_equal(waiting(state, c.member), 1);
    assert_int_equal(
        coalition_member_update(given_tx(state), &system, c.dossier, 0, c.member, &in), ERR_OK);
    assert_int_equal(waiting(state, c.member), 0);
    assert_int_equal(ask(state, &LATER, &c), ERR_CONFLICT);

    given_new_request(state);
    in.state = COALITION_ASKED;
    assert_int_equal(
        coalition_member_update(given_tx(state), &system, c.dossier, 0, c.member, &in), ERR_OK);
    assert_int_equal(ask(state, &LATER, &c), ERR_OK);
    assert_int_equal(
        coalition_remove(given_tx(state), &system, c.dossier, 0, "member", c.member, false),
        ERR_OK);
    assert_int_equal(waiting(state, c.member), 0);
}

static void a_question_is_held_back_and_asked_again(void **state)
{
    struct given_case c = asked(state);
    struct actor system = actor_system();

    assert_int_equal(ask(state, &LATER, &c), ERR_OK);
    assert_int_equal(asks_of(state, c.people.contact).count, 0);
    assert_int_equal(
        coalition_ask_take_back(given_tx(state), arena(state), &system, c.dossier, c.member),
        ERR_OK);
    assert_int_equal(
        coalition_ask_take_back(given_tx(state), arena(state), &system, c.dossier, c.member),
        ERR_CONFLICT);
    assert_int_equal(answer(state, &c, c.people.contact, COALITION_COMMITTED), ERR_NOT_FOUND);
    assert_int_equal(ask(state, &PEOPLE_MAIL, &c), ERR_OK);
}

static void a_partner_answers_for_itself_once(void **state)
{
    struct given_case c = asked(state);

    assert_int_equal(answer(state, &c, c.people.contact, COALITION_COMMITTED), ERR_NOT_FOUND);
    assert_int_equal(ask(state, &PEOPLE_MAIL, &c), ERR_OK);
    assert_int_equal(asks_of(state, c.people.contact).count, 1);
    assert_string_equal(asks_of(state, c.people.contact).at[0].call, "Oproep pilots");
    assert_int_equal(asks_of(state, c.people.member).count, 0);
    assert_int_equal(answer(state, &c, c.people.member, COALITION_COMMITTED), ERR_NOT_FOUND);
    assert_int_equal(answer(state, &c, c.people.contact, COALITION_ASKED), ERR_INVALID);
    assert_int_equal(answer(state, &c, c.people.contact, COALITION_COMMITTED), ERR_OK);
    given_last_event(state, "coalition.answered");
    assert_int_equal(asks_of(state, c.people.contact).count, 0);
    assert_int_equal(answer(state, &c, c.people.contact, COALITION_DECLINED), ERR_CONFLICT);
    assert_int_equal(ask(state, &PEOPLE_MAIL, &c), ERR_CONFLICT);
}

static void what_the_secretariat_keeps_and_what_is_over_is_not_asked(void **state)
{
    struct given_case c = asked(state);
    struct given_case own = { c.people, dossier_of(state, ACCESS_SECRETARIAT), 0 };
    struct given_case over = { c.people, dossier_of(state, ACCESS_MEMBERS), 0 };

    own.member = asked_in(state, own.dossier, c.people.partner, "2024-04-24");
    over.member = asked_in(state, over.dossier, c.people.partner, "2024-04-14");
    assert_int_equal(ask(state, &PEOPLE_MAIL, &own), ERR_CONFLICT);
    assert_int_equal(ask(state, &PEOPLE_MAIL, &over), ERR_CONFLICT);
    given_new_request(state);
    own.dossier = c.dossier;
    assert_int_equal(ask(state, &PEOPLE_MAIL, &own), ERR_NOT_FOUND);
}

static void who_prepares_nothing_asks_nobody(void **state)
{
    struct given_case c = asked(state);
    struct actor contact = people_actor(state, c.people.contact);

    assert_int_equal(coalition_ask_send(given_tx(state), arena(state), &contact, &PEOPLE_MAIL,
                         c.dossier, c.member, 0),
        ERR_FORBIDDEN);
    assert_int_equal(
        coalition_ask_take_back(given_tx(state), arena(state), &contact, c.dossier, c.member),
        ERR_FORBIDDEN);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(its_contacts_and_systems_are_asked_and_nobody_else),
        WITH_DB(nobody_is_asked_twice_but_for_another_last_day),
        WITH_DB(what_waits_is_held_back_once_it_is_answered_or_removed),
        WITH_DB(a_question_is_held_back_and_asked_again),
        WITH_DB(a_partner_answers_for_itself_once),
        WITH_DB(what_the_secretariat_keeps_and_what_is_over_is_not_asked),
        WITH_DB(who_prepares_nothing_asks_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
