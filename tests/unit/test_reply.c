/* Covers agenda/reply.c and agenda/invited.c. */
#include "tests/given/people.h"
#include <string.h>

struct given_case {
    struct people_given people;
    int64_t meeting;
};

/* The agenda was sent, with an item of the contact's partner. */
static struct given_case invited(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct given_case c = { people_given(state), t.id };

    telling_item(state, t.id, "Eigen punt", ACCESS_MEMBERS, c.people.partner);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    return c;
}

static enum err give(void **state, const struct actor *who, int64_t meeting, int64_t person,
    enum reply_answer answer)
{
    const struct reply_input in = { .answer = answer, .remark = "Tot dan" };

    given_new_request(state);
    return reply_give(given_tx(state), arena(state), who, meeting, person, &in);
}

static struct reply_list replies(void **state, int64_t meeting)
{
    struct actor system = actor_system();
    struct reply_list list = { 0 };

    assert_int_equal(
        reply_list(tx_snap(given_tx(state)), arena(state), &system, meeting, &list), ERR_OK);
    return list;
}

static void who_is_invited_answers_by_link(void **state)
{
    struct given_case c = invited(state);
    struct actor member = people_actor(state, c.people.member);
    struct reply r = { 0 };

    assert_int_equal(give(state, &member, c.meeting, c.people.member, REPLY_COMING), ERR_OK);
    given_last_event(state, "reply.given");
    assert_int_equal(
        reply_get(tx_snap(given_tx(state)), arena(state), &member, c.meeting, c.people.member, &r),
        ERR_OK);
    assert_true(r.answered && r.invited);
    assert_int_equal(r.way, REPLY_BY_LINK);
    assert_string_equal(r.remark, "Tot dan");
}

static void a_later_answer_replaces_the_earlier_one(void **state)
{
    struct given_case c = invited(state);
    struct actor contact = people_actor(state, c.people.contact);

    assert_int_equal(give(state, &contact, c.meeting, c.people.contact, REPLY_COMING), ERR_OK);
    assert_int_equal(give(state, &contact, c.meeting, c.people.contact, REPLY_EXCUSED), ERR_OK);
    struct reply_list list = replies(state, c.meeting);
    struct reply_counts n = reply_count(&list);
    assert_int_equal(n.invited, 2);
    assert_int_equal(n.coming, 0);
    assert_int_equal(n.excused, 1);
    assert_int_equal(n.missing, 1);
}

static void nobody_answers_for_another(void **state)
{
    struct given_case c = invited(state);
    struct actor member = people_actor(state, c.people.member);
    struct reply r = { 0 };

    assert_int_equal(
        give(state, &member, c.meeting, c.people.contact, REPLY_COMING), ERR_FORBIDDEN);
    assert_int_equal(
        reply_get(tx_snap(given_tx(state)), arena(state), &member, c.meeting, c.people.contact, &r),
        ERR_FORBIDDEN);
    struct reply_list list = { 0 };
    assert_int_equal(reply_list(tx_snap(given_tx(state)), arena(state), &member, c.meeting, &list),
        ERR_FORBIDDEN);
}

static void who_is_not_invited_cannot_answer(void **state)
{
    struct given_case c = invited(state);
    struct actor stranger = { .person_id = given_person(state, "Vreemd", "v@example.be"),
        .roles = ROLE_BIT(ROLE_MEMBER) };

    assert_int_equal(
        give(state, &stranger, c.meeting, stranger.person_id, REPLY_COMING), ERR_FORBIDDEN);
}

static void the_secretary_ticks_and_it_is_recorded_who_did(void **state)
{
    struct given_case c = invited(state);
    int64_t account = given_account(state, "secretaris@example.be", ROLE_BIT(ROLE_SECRETARY), 0);
    struct actor secretary = { 0 };

    assert_int_equal(
        account_actor(tx_snap(given_tx(state)), arena(state), account, &secretary), ERR_OK);
    assert_int_equal(give(state, &secretary, c.meeting, c.people.member, REPLY_REPLACED), ERR_OK);
    struct reply_list list = replies(state, c.meeting);
    struct reply *ticked = &list.at[list.at[0].answered ? 0 : 1];
    assert_int_equal(ticked->way, REPLY_TICKED);
    assert_string_equal(ticked->ticked_by, "medewerker");
    assert_int_equal(reply_remove(given_tx(state), &secretary, c.meeting, c.people.member), ERR_OK);
    list = replies(state, c.meeting);
    assert_int_equal(reply_count(&list).missing, 2);
}

static void before_the_date_is_told_and_once_it_began_nobody_answers(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct people_given p = people_given(state);
    struct actor member = people_actor(state, p.member);

    assert_int_equal(give(state, &member, t.id, p.member, REPLY_COMING), ERR_NOT_FOUND);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    work_act(state, t.id, MEETING_START);
    assert_int_equal(give(state, &member, t.id, p.member, REPLY_COMING), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "kan niet meer"));
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(who_is_invited_answers_by_link),
        WITH_DB(a_later_answer_replaces_the_earlier_one),
        WITH_DB(nobody_answers_for_another),
        WITH_DB(who_is_not_invited_cannot_answer),
        WITH_DB(the_secretary_ticks_and_it_is_recorded_who_did),
        WITH_DB(before_the_date_is_told_and_once_it_began_nobody_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
