#include "agenda/review.h"
#include "agenda/todo.h"
#include "lok/base/clock.h"
#include "lok/member.h"
#include "tests/given/people.h"
#include <string.h>

static int given_work(void **state)
{
    if (given_db(state) != 0)
        return -1;
    given_council(state, "2024-04-15");
    return 0;
}

/* A meeting with one item, a member, and a chair. */
struct drafted {
    int64_t meeting, item;
    struct actor member, chair;
};

static struct drafted drafted(void **state)
{
    struct actor system = actor_system();
    struct people_given people = people_given(state);
    int64_t person = given_person(state, "Voorzitter", "v@example.be"), id = 0;
    const struct member seat = { .person_id = person, .role = MEMBER_ROLE_CHAIR };
    struct drafted d = { .meeting = work_meeting(state, "2024-05-28") };

    d.item = work_item(state, d.meeting, "Mentoren", PURPOSE_DISCUSSION, 0);
    assert_int_equal(member_create(given_tx(state), &system, &seat, &id), ERR_OK);
    d.member = people_actor(state, people.member);
    d.chair = people_actor(state, person);
    return d;
}

static struct review now(void **state, int64_t meeting)
{
    struct review r;

    assert_int_equal(review_get(tx_snap(given_tx(state)), arena(state), meeting, &r), ERR_OK);
    return r;
}

static enum err read_as(void **state, const struct actor *who, int64_t meeting)
{
    struct published p = { 0 };

    return review_read(tx_snap(given_tx(state)), arena(state), who, meeting, &p);
}

static enum err answer(
    void **state, const struct actor *who, int64_t meeting, const struct review_input *in)
{
    given_new_request(state);
    return review_answer(given_tx(state), arena(state), who, meeting, in);
}

static void only_the_chair_is_told_and_nothing_is_published(void **state)
{
    struct drafted d = drafted(state);
    struct sending sent = people_send(state, d.meeting, SENDING_AGENDA_CHAIR);
    struct published p = { 0 };

    assert_int_equal(sent.recipients, 1);
    assert_int_equal(work_meeting_now(state, d.meeting).state, MEETING_DRAFT);
    assert_int_equal(telling_sees(state, d.meeting, TELLING_MEMBER, &p), ERR_NOT_FOUND);
    assert_int_equal(read_as(state, &d.chair, d.meeting), ERR_OK);
    assert_int_equal(read_as(state, &d.member, d.meeting), ERR_NOT_FOUND);
    assert_non_null(strstr(now(state, d.meeting).words, "nog geen antwoord"));
}

static void a_change_after_agreement_is_said_and_changing_back_is_none(void **state)
{
    struct drafted d = drafted(state);

    assert_string_equal(now(state, d.meeting).words, "");
    assert_int_equal(answer(state, &d.chair, d.meeting, NULL), ERR_NOT_FOUND);
    people_send(state, d.meeting, SENDING_AGENDA_CHAIR);
    assert_int_equal(answer(state, &d.member, d.meeting, NULL), ERR_FORBIDDEN);
    assert_int_equal(answer(state, &d.chair, d.meeting, NULL), ERR_OK);
    assert_non_null(strstr(now(state, d.meeting).words, "Voorzitter akkoord op "));
    assert_false(now(state, d.meeting).changed);
    telling_rename(state, d.item, "Mentoren in 2025");
    assert_non_null(strstr(now(state, d.meeting).words, "gewijzigd na akkoord"));
    telling_rename(state, d.item, "Mentoren");
    assert_false(now(state, d.meeting).changed);
}

static size_t waiting(void **state, const struct actor *who)
{
    struct meeting_list list = { 0 };

    assert_int_equal(review_waiting(tx_snap(given_tx(state)), arena(state), who, &list), ERR_OK);
    return list.count;
}

static void it_waits_for_the_chair_until_answered_and_again_when_put_again(void **state)
{
    struct drafted d = drafted(state);

    assert_int_equal(waiting(state, &d.chair), 0);
    people_send(state, d.meeting, SENDING_AGENDA_CHAIR);
    assert_int_equal(waiting(state, &d.chair), 1);
    assert_int_equal(waiting(state, &d.member), 0);
    assert_int_equal(answer(state, &d.chair, d.meeting, NULL), ERR_OK);
    assert_int_equal(waiting(state, &d.chair), 0);
    work_item(state, d.meeting, "Nog een punt", PURPOSE_INFORMATION, 0);
    for (int64_t then = clock_now(); clock_now() <= then;) // a later millisecond
        ;
    people_send(state, d.meeting, SENDING_AGENDA_CHAIR);
    assert_int_equal(waiting(state, &d.chair), 1);
    assert_non_null(strstr(now(state, d.meeting).words, "Opnieuw"));
    people_send(state, d.meeting, SENDING_AGENDA);
    assert_int_equal(waiting(state, &d.chair), 0);
}

static void a_remark_needs_words_and_reaches_the_secretary(void **state)
{
    struct drafted d = drafted(state);
    const struct review_input none = { "" }, some = { "Zet de mentoren eerst." };

    people_send(state, d.meeting, SENDING_AGENDA_CHAIR);
    assert_int_equal(answer(state, &d.chair, d.meeting, &none), ERR_INVALID);
    assert_int_equal(answer(state, &d.chair, d.meeting, &some), ERR_OK);
    assert_non_null(strstr(now(state, d.meeting).words, "Zet de mentoren eerst."));
    assert_int_equal(answer(state, &d.chair, d.meeting, NULL), ERR_OK);
    assert_string_equal(now(state, d.meeting).remark, "");
}

static void what_was_taken_back_never_reached_the_chair(void **state)
{
    struct drafted d = drafted(state);
    struct actor system = actor_system();
    struct sending sent = telling_send(state, d.meeting, SENDING_AGENDA_CHAIR, 120);

    assert_int_equal(read_as(state, &d.chair, d.meeting), ERR_NOT_FOUND);
    assert_int_equal(sending_take_back(given_tx(state), &system, sent.id), ERR_OK);
    assert_int_equal(now(state, d.meeting).put_at, 0);
    assert_int_equal(work_meeting_now(state, d.meeting).state, MEETING_DRAFT);
}

static void once_the_agenda_is_sent_there_is_nothing_to_answer(void **state)
{
    struct drafted d = drafted(state);

    people_send(state, d.meeting, SENDING_AGENDA_CHAIR);
    people_send(state, d.meeting, SENDING_AGENDA);
    assert_int_equal(answer(state, &d.chair, d.meeting, NULL), ERR_CONFLICT);
    assert_int_equal(read_as(state, &d.chair, d.meeting), ERR_NOT_FOUND);
    assert_int_equal(telling_try(state, d.meeting, SENDING_AGENDA_CHAIR, 0), ERR_CONFLICT);
}

static void without_items_or_without_a_chair_there_is_nothing_to_put(void **state)
{
    int64_t empty = work_meeting(state, "2024-05-28");

    assert_int_equal(telling_try(state, empty, SENDING_AGENDA_CHAIR, 0), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "niets op de agenda"));
    given_new_request(state);
    work_item(state, empty, "Mentoren", PURPOSE_DISCUSSION, 0);
    assert_int_equal(telling_try(state, empty, SENDING_AGENDA_CHAIR, 0), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "is voorzitter"));
}

static const struct todo *remark_line(void **state)
{
    struct council c = { 0 };
    struct todo_list list = { 0 };

    assert_int_equal(council_get(tx_snap(given_tx(state)), arena(state), &c), ERR_OK);
    assert_int_equal(
        todo_list(tx_snap(given_tx(state)), arena(state), &c, council_now(&c), &list), ERR_OK);
    for (size_t i = 0; i < list.count; i++)
        if (list.at[i].kind == TODO_CHAIR_REMARK)
            return &list.at[i];
    return NULL;
}

static void a_remark_is_a_thing_to_do_until_the_agenda_changes(void **state)
{
    struct drafted d = drafted(state);
    const struct review_input in = { "Begin met de mentoren." };

    people_send(state, d.meeting, SENDING_AGENDA_CHAIR);
    assert_null(remark_line(state));
    assert_int_equal(answer(state, &d.chair, d.meeting, &in), ERR_OK);
    const struct todo *line = remark_line(state);
    assert_non_null(line);
    assert_string_equal(
        line->what, "Verwerk de opmerking van de voorzitter bij de agenda van 28 mei");
    assert_non_null(strstr(line->why, "Begin met de mentoren."));
    const struct meeting m = work_meeting_now(state, d.meeting);
    struct council c = { 0 };
    assert_int_equal(council_get(tx_snap(given_tx(state)), arena(state), &c), ERR_OK);
    assert_string_equal(line->date, meeting_invitation_deadline(arena(state), &m, &c));
    assert_int_equal(line->meeting_id, d.meeting);
    work_item(state, d.meeting, "Nog een punt", PURPOSE_INFORMATION, 0);
    assert_null(remark_line(state));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, given_work, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(only_the_chair_is_told_and_nothing_is_published),
        TEST(a_change_after_agreement_is_said_and_changing_back_is_none),
        TEST(it_waits_for_the_chair_until_answered_and_again_when_put_again),
        TEST(a_remark_needs_words_and_reaches_the_secretary),
        TEST(what_was_taken_back_never_reached_the_chair),
        TEST(once_the_agenda_is_sent_there_is_nothing_to_answer),
        TEST(without_items_or_without_a_chair_there_is_nothing_to_put),
        TEST(a_remark_is_a_thing_to_do_until_the_agenda_changes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
