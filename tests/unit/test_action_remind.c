/* The owner of an action that is due is reminded by a button: once a day, and it can be held back. */
#include "agenda/action_remind.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "tests/given/people.h"
#include <string.h>

static const struct sending_options NO_MAIL = { .public_url = "https://lok.example.be" };
static const struct sending_options LATER = {
    .public_url = "https://lok.example.be",
    .has_mail = true,
    .undo_seconds = 120,
};

/* Felies promised something that had to be done by 1 April; today is 15 April. */
struct given_case {
    struct people_given people;
    int64_t meeting, action;
};

static int64_t made(void **state, const struct action_input *in)
{
    struct actor system = actor_system();
    int64_t id = 0;

    assert_int_equal(action_create(given_tx(state), arena(state), &system, in, &id), ERR_OK);
    return id;
}

static struct given_case promised(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct given_case c = { people_given(state), t.id, 0 };

    c.action = made(state, &(struct action_input){ .text = "De folder bezorgen",
                               .due_date = "2024-04-01",
                               .partner_id = c.people.partner,
                               .access = ACCESS_MEMBERS });
    return c;
}

static enum err remind(void **state, const struct sending_options *o, int64_t id)
{
    struct actor system = actor_system();

    given_new_request(state);
    return action_remind(given_tx(state), arena(state), &system, o, id, 0);
}

static int64_t waiting(void **state, int64_t id)
{
    int64_t count = 0;

    assert_int_equal(action_remind_waiting(tx_snap(given_tx(state)), id, &count), ERR_OK);
    return count;
}

static struct delivery_list deliveries(void **state)
{
    struct delivery_list list = { 0 };

    assert_int_equal(outbox_list(tx_snap(given_tx(state)), arena(state), 0, 0, 100, &list), ERR_OK);
    return list;
}

static void its_contacts_and_systems_hear_what_to_do(void **state)
{
    struct given_case c = promised(state);
    int64_t other = given_partner(state, "Mentes", NULL);
    struct recipient_list preview = { 0 };
    struct actor system = actor_system();
    int64_t own = telling_endpoint(state, "felies", c.people.partner, TELLING_ALL);

    telling_endpoint(state, "mentes", other, TELLING_ALL);
    assert_int_equal(action_remind_preview(tx_snap(given_tx(state)), arena(state), &system,
                         &PEOPLE_MAIL, c.action, &preview),
        ERR_OK);
    assert_int_equal(preview.count, 2);
    assert_int_equal(preview.at[1].person_id, c.people.contact);
    assert_non_null(
        strstr(preview.at[1].text, "Laat weten hoe het ermee staat via uw persoonlijke"));
    assert_null(strstr(preview.at[1].text, "vergadering"));
    assert_int_equal(deliveries(state).count, 0);

    assert_int_equal(remind(state, &PEOPLE_MAIL, c.action), ERR_OK);
    struct delivery_list list = deliveries(state);
    assert_int_equal(list.count, 2);
    const struct delivery *hook = list.at[0].endpoint_id == own ? &list.at[0] : &list.at[1];
    assert_int_equal(hook->endpoint_id, own);
    const struct json *body = telling_json(state, hook->body);
    assert_string_equal(telling_text(body, "type"), "action.due");
    assert_string_equal(telling_text(body, "data.action.dueDate"), "2024-04-01");
    assert_string_equal(telling_text(body, "data.sentence"),
        "Wij herinneren u aan wat uw organisatie doet: “De folder bezorgen”, tegen maandag 1 april"
        " 2024. Laat weten hoe het ermee staat.");
    given_last_event(state, "action.reminded");
}

static void the_same_day_nobody_is_reminded_twice(void **state)
{
    struct given_case c = promised(state);

    assert_int_equal(remind(state, &PEOPLE_MAIL, c.action), ERR_OK);
    assert_int_equal(remind(state, &PEOPLE_MAIL, c.action), ERR_CONFLICT);
    assert_int_equal(deliveries(state).count, 1);
    given_new_request(state);
    telling_endpoint(state, "felies", c.people.partner, TELLING_ALL);
    assert_int_equal(remind(state, &PEOPLE_MAIL, c.action), ERR_OK);
    assert_int_equal(deliveries(state).count, 2);
}

static void what_waits_is_held_back_and_nothing_else(void **state)
{
    struct given_case c = promised(state);
    struct actor system = actor_system();

    assert_int_equal(remind(state, &LATER, c.action), ERR_OK);
    assert_int_equal(waiting(state, c.action), 1);
    int64_t other = made(state, &(struct action_input){ .text = "De zaal zoeken",
                                    .due_date = "2024-04-20",
                                    .partner_id = c.people.partner,
                                    .access = ACCESS_MEMBERS });
    assert_int_equal(remind(state, &LATER, other), ERR_OK);
    assert_int_equal(
        action_remind_take_back(given_tx(state), arena(state), &system, c.action), ERR_OK);
    assert_int_equal(waiting(state, c.action), 0);
    assert_int_equal(waiting(state, other), 1);
    assert_int_equal(
        action_remind_take_back(given_tx(state), arena(state), &system, c.action), ERR_CONFLICT);
    assert_int_equal(remind(state, &LATER, c.action), ERR_OK);
    assert_int_equal(waiting(state, c.action), 1);
}

static struct action_point now_of(void **state, int64_t id)
{
    struct actor system = actor_system();
    struct action_point p = { 0 };

    given_new_request(state);
    assert_int_equal(action_get(tx_snap(given_tx(state)), arena(state), &system, id, &p), ERR_OK);
    return p;
}

static void a_reminder_that_waits_ends_with_what_is_done_of_the_action(void **state)
{
    struct given_case c = promised(state);
    struct actor system = actor_system();
    struct action_input in = { .text = "Een andere folder",
        .due_date = "2024-04-01",
        .partner_id = c.people.partner,
        .access = ACCESS_MEMBERS };

    assert_int_equal(remind(state, &LATER, c.action), ERR_OK);
    assert_int_equal(waiting(state, c.action), 1);
    assert_int_equal(action_update(given_tx(state), arena(state), &system, c.action,
                         now_of(state, c.action).version, &in),
        ERR_OK);
    assert_int_equal(waiting(state, c.action), 0);

    assert_int_equal(remind(state, &LATER, c.action), ERR_OK);
    assert_int_equal(waiting(state, c.action), 1);
    assert_int_equal(action_move(given_tx(state), arena(state), &system, c.action,
                         now_of(state, c.action).version, &(struct action_step){ ACTION_DONE, "" }),
        ERR_OK);
    assert_int_equal(waiting(state, c.action), 0);
}

static void what_its_owner_may_not_see_is_not_told(void **state)
{
    struct given_case c = promised(state);
    struct action_input in = { .text = "Geheim",
        .due_date = "2024-04-01",
        .partner_id = c.people.partner,
        .access = ACCESS_SECRETARIAT };

    assert_int_equal(remind(state, &PEOPLE_MAIL, made(state, &in)), ERR_CONFLICT);
    in = (struct action_input){ .text = "Van een vergadering die nog komt",
        .due_date = "2024-04-01",
        .partner_id = c.people.partner,
        .meeting_id = c.meeting,
        .access = ACCESS_MEMBERS };
    given_new_request(state);
    assert_int_equal(remind(state, &PEOPLE_MAIL, made(state, &in)), ERR_CONFLICT);
    assert_int_equal(deliveries(state).count, 0);
}

static void only_what_is_due_and_open_is_reminded_of(void **state)
{
    struct given_case c = promised(state);
    struct actor system = actor_system();
    struct action_input in = { .text = "Later",
        .due_date = "2024-04-30",
        .partner_id = c.people.partner,
        .access = ACCESS_MEMBERS };

    assert_int_equal(remind(state, &PEOPLE_MAIL, made(state, &in)), ERR_CONFLICT);
    given_new_request(state);
    in.due_date = "";
    assert_int_equal(remind(state, &PEOPLE_MAIL, made(state, &in)), ERR_CONFLICT);
    given_new_request(state);
    in.due_date = "2024-04-29";
    assert_int_equal(remind(state, &PEOPLE_MAIL, made(state, &in)), ERR_OK);
    struct action_point p = { 0 };
    given_new_request(state);
    assert_int_equal(
        action_get(tx_snap(given_tx(state)), arena(state), &system, c.action, &p), ERR_OK);
    assert_int_equal(action_move(given_tx(state), arena(state), &system, c.action, p.version,
                         &(struct action_step){ ACTION_DONE, "" }),
        ERR_OK);
    assert_int_equal(remind(state, &PEOPLE_MAIL, c.action), ERR_CONFLICT);
}

static void a_reminder_to_nobody_is_refused(void **state)
{
    struct given_case c = promised(state);
    const struct lines nobody = { NULL, 0 };
    struct sending_options none = PEOPLE_MAIL;

    assert_int_equal(remind(state, &NO_MAIL, c.action), ERR_CONFLICT);
    none.chosen = &nobody;
    assert_int_equal(remind(state, &none, c.action), ERR_CONFLICT);
    assert_int_equal(deliveries(state).count, 0);
}

static void who_prepares_nothing_reminds_nobody(void **state)
{
    struct given_case c = promised(state);
    struct actor contact = people_actor(state, c.people.contact);

    assert_int_equal(
        action_remind(given_tx(state), arena(state), &contact, &PEOPLE_MAIL, c.action, 0),
        ERR_FORBIDDEN);
    assert_int_equal(
        action_remind_take_back(given_tx(state), arena(state), &contact, c.action), ERR_FORBIDDEN);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(its_contacts_and_systems_hear_what_to_do),
        WITH_DB(the_same_day_nobody_is_reminded_twice),
        WITH_DB(what_waits_is_held_back_and_nothing_else),
        WITH_DB(a_reminder_that_waits_ends_with_what_is_done_of_the_action),
        WITH_DB(what_its_owner_may_not_see_is_not_told),
        WITH_DB(only_what_is_due_and_open_is_reminded_of),
        WITH_DB(a_reminder_to_nobody_is_refused),
        WITH_DB(who_prepares_nothing_reminds_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
