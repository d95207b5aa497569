/* The owners of actions are told of them after the meeting, by a button, and it can be taken back. */
#include "agenda/action.h"
#include "agenda/minutes.h"
#include "tests/given/people.h"
#include <string.h>

/* A meeting that is over, at which Felies promised something. */
struct given_case {
    struct people_given people;
    int64_t meeting, action;
};

static int64_t made(
    void **state, int64_t meeting, int64_t partner, const char *text, unsigned access)
{
    struct actor system = actor_system();
    const struct action_input in = { .text = text,
        .partner_id = partner,
        .due_date = "2024-09-01",
        .meeting_id = meeting,
        .access = access };
    int64_t id = 0;

    assert_int_equal(action_create(given_tx(state), arena(state), &system, &in, &id), ERR_OK);
    return id;
}

static struct given_case agreed(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct given_case c = { people_given(state), t.id, 0 };

    telling_send(state, t.id, SENDING_AGENDA, 0);
    work_act(state, t.id, MEETING_START);
    work_treat(state, t.first, OUTCOME_NOTED, "", "", "");
    work_treat(state, t.second, OUTCOME_NOTED, "", "", "");
    c.action = made(state, t.id, c.people.partner, "De folder bezorgen", ACCESS_MEMBERS);
    return c;
}

static struct action_point now(void **state, int64_t id)
{
    struct actor system = actor_system();
    struct action_point p = { 0 };

    assert_int_equal(action_get(tx_snap(given_tx(state)), arena(state), &system, id, &p), ERR_OK);
    return p;
}

static void nothing_is_told_before_the_meeting_is_over(void **state)
{
    struct given_case c = agreed(state);

    assert_int_equal(telling_try(state, c.meeting, SENDING_ACTIONS, 0), ERR_CONFLICT);
    work_act(state, c.meeting, MEETING_CLOSE);
    assert_int_equal(now(state, c.action).told_at, 0);
    assert_int_equal(telling_try(state, c.meeting, SENDING_ACTIONS, 0), ERR_OK);
    assert_true(now(state, c.action).told_at != 0);
    given_last_event(state, "action.assigned");
    given_new_request(state);
    assert_int_equal(telling_try(state, c.meeting, SENDING_ACTIONS, 0), ERR_CONFLICT);
}

static void only_the_owners_contacts_get_a_mail(void **state)
{
    struct given_case c = agreed(state);
    struct sending_preview preview = { 0 };
    struct actor system = actor_system();

    made(state, c.meeting, c.people.partner, "Geheim", ACCESS_SECRETARIAT);
    work_act(state, c.meeting, MEETING_CLOSE);
    assert_int_equal(sending_preview(tx_snap(given_tx(state)), arena(state), &system, &PEOPLE_MAIL,
                         c.meeting, SENDING_ACTIONS, &preview),
        ERR_OK);
    assert_int_equal(preview.recipients.count, 1);
    assert_int_equal(preview.recipients.at[0].person_id, c.people.contact);
    assert_non_null(strstr(preview.recipients.at[0].text, "De folder bezorgen"));
    assert_null(strstr(preview.recipients.at[0].text, "Geheim"));
}

static void a_partners_system_hears_only_of_its_own(void **state)
{
    struct given_case c = agreed(state);
    int64_t other = given_partner(state, "Mentes", NULL);

    telling_endpoint(state, "felies", c.people.partner, TELLING_ALL);
    telling_endpoint(state, "mentes", other, TELLING_ALL);
    work_act(state, c.meeting, MEETING_CLOSE);
    struct sending s = telling_send(state, c.meeting, SENDING_ACTIONS, 0);
    const struct json *body = telling_body(state, s.id);
    assert_string_equal(telling_text(body, "type"), "action.assigned");
    assert_string_equal(telling_text(body, "data.action.text"), "De folder bezorgen");
    assert_string_equal(telling_text(body, "data.action.dueDate"), "2024-09-01");
    assert_string_equal(telling_text(body, "data.sentence"),
        "Uw organisatie doet dit: “De folder bezorgen”, tegen zondag 1 september 2024. Laat weten"
        " hoe het ermee staat.");
}

static void telling_them_is_taken_back(void **state)
{
    struct given_case c = agreed(state);
    struct actor system = actor_system();

    work_act(state, c.meeting, MEETING_CLOSE);
    struct sending s = telling_send(state, c.meeting, SENDING_ACTIONS, 120);
    assert_int_equal(sending_take_back(given_tx(state), &system, s.id), ERR_OK);
    assert_int_equal(now(state, c.action).told_at, 0);
}

static void one_of_no_meeting_goes_along(void **state)
{
    struct given_case c = agreed(state);
    int64_t loose = made(state, 0, c.people.partner, "Los", ACCESS_MEMBERS);

    work_act(state, c.meeting, MEETING_CLOSE);
    telling_send(state, c.meeting, SENDING_ACTIONS, 0);
    assert_true(now(state, loose).told_at != 0);
}

static void one_that_was_told_is_not_taken_away(void **state)
{
    struct given_case c = agreed(state);
    struct actor system = actor_system();

    work_act(state, c.meeting, MEETING_CLOSE);
    telling_send(state, c.meeting, SENDING_ACTIONS, 0);
    given_new_request(state);
    assert_int_equal(
        action_undo(given_tx(state), arena(state), &system, c.action, now(state, c.action).version),
        ERR_CONFLICT);
}

static const char *minutes_of(void **state, int64_t meeting, unsigned most)
{
    struct minutes_parts parts = { 0 };
    const char *text = "";

    assert_int_equal(
        minutes_compose(tx_snap(given_tx(state)), arena(state), meeting, &parts), ERR_OK);
    for (size_t i = 0; i < parts.count; i++)
        if (parts.at[i].access <= most)
            text = arena_printf(
                arena(state), "%s%s\n%s\n", text, parts.at[i].heading, parts.at[i].text);
    return text;
}

static void the_minutes_say_who_does_what(void **state)
{
    struct given_case c = agreed(state);

    made(state, c.meeting, c.people.partner, "Geheim", ACCESS_SECRETARIAT);
    assert_non_null(strstr(minutes_of(state, c.meeting, ACCESS_MEMBERS),
        "Acties\n**Actie:** De folder bezorgen (Felies, tegen zondag 1 september 2024)"));
    assert_null(strstr(minutes_of(state, c.meeting, ACCESS_MEMBERS), "Geheim"));
    assert_null(strstr(minutes_of(state, c.meeting, ACCESS_PUBLIC), "folder"));
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(the_minutes_say_who_does_what),
        WITH_DB(nothing_is_told_before_the_meeting_is_over),
        WITH_DB(only_the_owners_contacts_get_a_mail),
        WITH_DB(a_partners_system_hears_only_of_its_own),
        WITH_DB(telling_them_is_taken_back),
        WITH_DB(one_of_no_meeting_goes_along),
        WITH_DB(one_that_was_told_is_not_taken_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
