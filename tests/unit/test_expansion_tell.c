/* Covers agenda/expansion_tell.c and agenda/notices_one.c: a round is told by a button, that it is open and
 * what came of it. */
#include "agenda/advice.h"
#include "agenda/expansion_tell.h"
#include "tests/given/people.h"
#include <string.h>

static const struct sending_options LATER = {
    .public_url = "https://lok.example.be",
    .has_mail = true,
    .undo_seconds = 120,
};

/* A round that closes on that day; Felies, an organiser with a contact. Today is 15 April. */
struct given_case {
    struct people_given people;
    int64_t round;
};

static struct given_case round_of(void **state, const char *closes_on, unsigned access)
{
    struct actor system = actor_system();
    struct given_case c = { 0 };
    struct partner felies = { 0 };
    const struct expansion in = { .title = "Ronde 2024", .closes_on = closes_on, .access = access };

    given_council(state, "2024-04-15");
    c.people = people_given(state);
    given_new_request(state);
    assert_int_equal(
        partner_get(tx_snap(given_tx(state)), arena(state), c.people.partner, &felies), ERR_OK);
    felies.kind = PARTNER_KIND_ORGANISER;
    assert_int_equal(
        partner_update(given_tx(state), &system, felies.id, felies.version, &felies), ERR_OK);
    assert_int_equal(
        expansion_create(given_tx(state), arena(state), &system, &in, &c.round), ERR_OK);
    return c;
}

static enum err tell(
    void **state, const struct sending_options *o, int64_t id, enum expansion_news news)
{
    struct actor system = actor_system();

    given_new_request(state);
    return expansion_tell(given_tx(state), arena(state), &system, o, id, 0, news);
}

static int64_t waiting(void **state, int64_t id)
{
    int64_t count = 0;

    assert_int_equal(
        expansion_tell_waiting(tx_snap(given_tx(state)), id, EXPANSION_CALL, &count), ERR_OK);
    return count;
}

static void who_may_apply_is_called_once_for_a_last_day(void **state)
{
    struct given_case c = round_of(state, "2024-05-15", ACCESS_PUBLIC);
    struct actor system = actor_system();
    struct recipient_list preview = { 0 };
    struct expansion e = { 0 };

    telling_endpoint(state, "mentes", given_partner(state, "Mentes", NULL), TELLING_ALL);
    given_new_request(state);
    assert_int_equal(expansion_tell_preview(tx_snap(given_tx(state)), arena(state), &system,
                         &PEOPLE_MAIL, c.round, EXPANSION_CALL, &preview),
        ERR_OK);
    assert_int_equal(preview.count, 2);
    assert_string_equal(preview.at[0].sentence,
        "“Ronde 2024” is open. Organisatoren kunnen aanvragen tot en met woensdag 15 mei 2024. U"
        " hoeft niets te doen.");
    assert_int_equal(preview.at[1].person_id, c.people.contact);
    assert_non_null(strstr(preview.at[1].text, "Bezorg uw aanvraag aan het secretariaat"));

    assert_int_equal(tell(state, &PEOPLE_MAIL, c.round, EXPANSION_CALL), ERR_OK);
    given_last_event(state, "expansion.called");
    assert_int_equal(tell(state, &PEOPLE_MAIL, c.round, EXPANSION_CALL), ERR_CONFLICT);
    given_new_request(state);
    assert_int_equal(
        expansion_get(tx_snap(given_tx(state)), arena(state), &system, c.round, &e), ERR_OK);
    e.closes_on = "2024-05-31";
    assert_int_equal(
        expansion_update(given_tx(state), arena(state), &system, c.round, 0, &e), ERR_OK);
    assert_int_equal(tell(state, &PEOPLE_MAIL, c.round, EXPANSION_CALL), ERR_OK);
}

static void what_partners_cannot_see_and_what_is_over_is_not_called(void **state)
{
    struct given_case c = round_of(state, "2024-05-15", ACCESS_MEMBERS);
    struct actor system = actor_system();
    struct expansion over = { .title = "Vorige", .closes_on = "2024-04-14" };
    int64_t id = 0;

    assert_int_equal(tell(state, &PEOPLE_MAIL, c.round, EXPANSION_CALL), ERR_CONFLICT);
    given_new_request(state);
    assert_int_equal(expansion_create(given_tx(state), arena(state), &system, &over, &id), ERR_OK);
    assert_int_equal(tell(state, &PEOPLE_MAIL, id, EXPANSION_CALL), ERR_CONFLICT);
    assert_int_equal(tell(state, &PEOPLE_MAIL, id, EXPANSION_ADVICE), ERR_CONFLICT);
}

static void a_call_is_held_back_by_hand_and_when_it_is_no_longer_true(void **state)
{
    struct given_case c = round_of(state, "2024-05-15", ACCESS_PUBLIC);
    struct actor system = actor_system();
    struct expansion e = { 0 };

    assert_int_equal(tell(state, &LATER, c.round, EXPANSION_CALL), ERR_OK);
    assert_int_equal(waiting(state, c.round), 1);
    assert_int_equal(
        expansion_tell_take_back(given_tx(state), arena(state), &system, c.round, EXPANSION_CALL),
        ERR_OK);
    assert_int_equal(waiting(state, c.round), 0);
    assert_int_equal(
        expansion_tell_take_back(given_tx(state), arena(state), &system, c.round, EXPANSION_CALL),
        ERR_CONFLICT);

    assert_int_equal(tell(state, &LATER, c.round, EXPANSION_CALL), ERR_OK);
    assert_int_equal(
        expansion_get(tx_snap(given_tx(state)), arena(state), &system, c.round, &e), ERR_OK);
    e.closes_on = "2024-05-31";
    assert_int_equal(
        expansion_update(given_tx(state), arena(state), &system, c.round, 0, &e), ERR_OK);
    assert_int_equal(waiting(state, c.round), 0);
}

static void who_prepares_nothing_tells_nobody(void **state)
{
    struct given_case c = round_of(state, "2024-05-15", ACCESS_PUBLIC);
    struct actor contact = people_actor(state, c.people.contact);

    assert_int_equal(expansion_tell(given_tx(state), arena(state), &contact, &PEOPLE_MAIL, c.round,
                         0, EXPANSION_CALL),
        ERR_FORBIDDEN);
    assert_int_equal(
        expansion_tell_take_back(given_tx(state), arena(state), &contact, c.round, EXPANSION_CALL),
        ERR_FORBIDDEN);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(who_may_apply_is_called_once_for_a_last_day),
        WITH_DB(what_partners_cannot_see_and_what_is_over_is_not_called),
        WITH_DB(a_call_is_held_back_by_hand_and_when_it_is_no_longer_true),
        WITH_DB(who_prepares_nothing_tells_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
