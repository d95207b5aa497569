/* Covers agenda/attendance.c, agenda/attendance_rules.c, agenda/attendance_note.c and agenda/attendance_item.c. */
#include "agenda/attendance.h"
#include "tests/given/people.h"
#include <string.h>

static const struct actor SECRETARY = { .roles = ROLE_BIT(ROLE_SECRETARY) };

/* A meeting in session with two items; a member that votes, a contact without a seat. */
struct given_case {
    struct people_given people;
    struct telling_meeting t;
};

static struct given_case in_session(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct given_case c = { people_given(state), t };

    work_act(state, t.id, MEETING_START);
    return c;
}

static enum err put(
    void **state, int64_t meeting, int64_t person, int64_t version, struct attendance_input in)
{
    given_new_request(state);
    return attendance_put(given_tx(state), arena(state), &SECRETARY, meeting, person, version, &in);
}

static void noted(void **state, int64_t meeting, int64_t person, unsigned status)
{
    assert_int_equal(
        put(state, meeting, person, 0, (struct attendance_input){ .status = status }), ERR_OK);
}

static struct attendance_list list_of(void **state, int64_t meeting)
{
    struct attendance_list list = { 0 };

    assert_int_equal(
        attendance_list(tx_snap(given_tx(state)), arena(state), meeting, &list), ERR_OK);
    return list;
}

static struct attendance one_of(void **state, int64_t meeting, int64_t person)
{
    struct attendance_list list = list_of(state, meeting);
    struct attendance *one = attendance_find(&list, person);

    assert_non_null(one);
    return *one;
}

static struct presence_list at_item(void **state, int64_t item)
{
    struct presence_list list = { 0 };

    assert_int_equal(
        attendance_at_item(tx_snap(given_tx(state)), arena(state), item, &list), ERR_OK);
    return list;
}

static struct presence at(void **state, int64_t item, int64_t person)
{
    struct presence_list list = at_item(state, item);

    for (size_t i = 0; i < list.count; i++)
        if (list.at[i].who.person_id == person)
            return list.at[i];
    fail();
    return (struct presence){ 0 };
}

static enum err put_item(
    void **state, int64_t item, int64_t entry, int64_t version, struct presence_input in)
{
    given_new_request(state);
    return attendance_put_item(
        given_tx(state), arena(state), &SECRETARY, item, entry, version, &in);
}

static int64_t seat(void **state, const char *name, bool voting_right)
{
    struct actor system = actor_system();
    struct member in = { .person_id = given_person(state, name, ""), .voting_right = voting_right };
    int64_t id = 0;

    assert_int_equal(member_create(given_tx(state), &system, &in, &id), ERR_OK);
    return in.person_id;
}

static void a_reply_is_proposed_but_counts_only_once_noted(void **state)
{
    struct given_case c = in_session(state);
    struct reply_input reply = { .answer = REPLY_COMING };

    assert_int_equal(
        reply_give(given_tx(state), arena(state), &SECRETARY, c.t.id, c.people.member, &reply),
        ERR_OK);
    struct attendance one = one_of(state, c.t.id, c.people.member);
    assert_int_equal(one.id, 0);
    assert_int_equal(one.status, ATTENDANCE_PRESENT);
    assert_string_equal(one.said, "Ik kom");
    assert_false(at(state, c.t.first, c.people.member).there);
    noted(state, c.t.id, c.people.member, ATTENDANCE_PRESENT);
    given_last_event(state, "attendance.noted");
    assert_true(at(state, c.t.first, c.people.member).there);
}

static void who_sends_a_substitute_is_proposed_as_excused(void **state)
{
    struct given_case c = in_session(state);
    struct reply_input reply = { .answer = REPLY_REPLACED, .remark = "de coach komt" };

    assert_int_equal(
        reply_give(given_tx(state), arena(state), &SECRETARY, c.t.id, c.people.member, &reply),
        ERR_OK);
    struct attendance one = one_of(state, c.t.id, c.people.member);
    assert_int_equal(one.status, ATTENDANCE_EXCUSED);
    assert_string_equal(one.remark, "de coach komt");
}

static void the_counts_say_who_was_there(void **state)
{
    struct given_case c = in_session(state);
    int64_t online = seat(state, "Online", true), away = seat(state, "Weg", true);

    seat(state, "Onbekend", true);
    noted(state, c.t.id, c.people.member, ATTENDANCE_PRESENT);
    noted(state, c.t.id, online, ATTENDANCE_ONLINE);
    noted(state, c.t.id, away, ATTENDANCE_ABSENT);
    struct attendance_list list = list_of(state, c.t.id);
    struct attendance_counts n = attendance_count(&list);
    assert_int_equal(n.present, 1);
    assert_int_equal(n.online, 1);
    assert_int_equal(n.absent, 1);
    assert_int_equal(n.unknown, 1);
}

static void who_comes_later_or_leaves_earlier_misses_items(void **state)
{
    struct given_case c = in_session(state);

    assert_int_equal(
        put(state, c.t.id, c.people.member, 0,
            (struct attendance_input){ .status = ATTENDANCE_PRESENT, .from_item_id = c.t.second }),
        ERR_OK);
    assert_false(at(state, c.t.first, c.people.member).there);
    assert_true(at(state, c.t.second, c.people.member).there);
    assert_int_equal(
        put(state, c.t.id, c.people.member, 0,
            (struct attendance_input){ .status = ATTENDANCE_PRESENT, .until_item_id = c.t.first }),
        ERR_OK);
    assert_true(at(state, c.t.first, c.people.member).there);
    assert_false(at(state, c.t.second, c.people.member).there);
}

static void nobody_leaves_before_coming_in_or_at_another_meetings_item(void **state)
{
    struct given_case c = in_session(state);
    int64_t other =
        work_item(state, work_meeting(state, "2024-10-01"), "Elders", PURPOSE_DISCUSSION, 0);

    assert_int_equal(put(state, c.t.id, c.people.member, 0,
                         (struct attendance_input){ .status = ATTENDANCE_PRESENT,
                             .from_item_id = c.t.second,
                             .until_item_id = c.t.first }),
        ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "until_item_id"));
    assert_int_equal(
        put(state, c.t.id, c.people.member, 0,
            (struct attendance_input){ .status = ATTENDANCE_PRESENT, .from_item_id = other }),
        ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "from_item_id"));
    assert_int_equal(one_of(state, c.t.id, c.people.member).id, 0);
}

static void a_substitute_votes_with_the_right_of_the_seat(void **state)
{
    struct given_case c = in_session(state);
    struct attendance_input in = { .status = ATTENDANCE_SUBSTITUTE,
        .for_person_id = c.people.member };

    noted(state, c.t.id, c.people.member, ATTENDANCE_EXCUSED);
    assert_int_equal(put(state, c.t.id, c.people.contact, 0, in), ERR_OK);
    struct presence p = at(state, c.t.first, c.people.contact);
    assert_true(p.there && p.may_vote);
    assert_string_equal(p.who.for_name, "Lid");
}

static void a_substitute_must_take_a_free_place(void **state)
{
    struct given_case c = in_session(state);
    struct attendance_input in = { .status = ATTENDANCE_SUBSTITUTE };
    int64_t third = given_person(state, "Derde", "");

    assert_int_equal(put(state, c.t.id, c.people.contact, 0, in), ERR_INVALID);
    in.for_person_id = c.people.contact;
    assert_int_equal(put(state, c.t.id, c.people.contact, 0, in), ERR_INVALID);
    in.for_person_id = third;
    assert_int_equal(put(state, c.t.id, c.people.contact, 0, in), ERR_INVALID);
    noted(state, c.t.id, c.people.member, ATTENDANCE_PRESENT);
    in.for_person_id = c.people.member;
    assert_int_equal(put(state, c.t.id, c.people.contact, 0, in), ERR_INVALID);
    noted(state, c.t.id, c.people.member, ATTENDANCE_ABSENT);
    assert_int_equal(put(state, c.t.id, c.people.contact, 0, in), ERR_OK);
    assert_int_equal(put(state, c.t.id, third, 0, in), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "for_person_id"));
    assert_int_equal(put(state, c.t.id, third, 0,
                         (struct attendance_input){
                             .status = ATTENDANCE_PRESENT, .for_person_id = c.people.member }),
        ERR_INVALID);
}

static void a_guest_is_there_without_a_vote(void **state)
{
    struct given_case c = in_session(state);
    struct guest_input in = { .guest = "mentor-coach, Crèchendo", .status = ATTENDANCE_ONLINE };
    int64_t entry = 0;

    assert_int_equal(
        attendance_put_guest(given_tx(state), arena(state), &SECRETARY, c.t.id, 0, 0, &in, &entry),
        ERR_OK);
    struct presence_list here = at_item(state, c.t.first);
    const struct presence *guest = &here.at[here.count - 1];
    assert_string_equal(guest->who.name, "mentor-coach, Crèchendo");
    assert_true(guest->there);
    assert_false(guest->may_vote);
    in.guest = "verantwoordelijke, Crèchendo";
    assert_int_equal(attendance_put_guest(
                         given_tx(state), arena(state), &SECRETARY, c.t.id, entry, 0, &in, &entry),
        ERR_OK);
    assert_int_equal(attendance_remove(given_tx(state), &SECRETARY, c.t.id, entry, 0), ERR_OK);
    assert_int_equal(
        attendance_remove(given_tx(state), &SECRETARY, c.t.id, entry, 0), ERR_NOT_FOUND);
}

static void a_conflict_of_interest_takes_the_vote_away_at_that_item_only(void **state)
{
    struct given_case c = in_session(state);

    noted(state, c.t.id, c.people.member, ATTENDANCE_PRESENT);
    int64_t entry = one_of(state, c.t.id, c.people.member).id;
    assert_int_equal(put_item(state, c.t.first, entry, 0,
                         (struct presence_input){ .conflict = true, .reason = "organisator" }),
        ERR_OK);
    struct presence p = at(state, c.t.first, c.people.member);
    assert_true(p.there && p.conflict && !p.may_vote);
    assert_string_equal(p.reason, "organisator");
    assert_string_equal(p.why_not, "heeft een belangenconflict");
    assert_true(at(state, c.t.second, c.people.member).may_vote);
    assert_int_equal(put_item(state, c.t.first, entry, 0,
                         (struct presence_input){ .conflict = true, .away = true }),
        ERR_OK);
    p = at(state, c.t.first, c.people.member);
    assert_true(p.away && !p.there);
    assert_int_equal(at_item(state, c.t.first).voters, 0);
    assert_int_equal(at_item(state, c.t.second).voters, 1);
}

static void a_vote_of_somebody_without_voting_right_is_refused(void **state)
{
    struct given_case c = in_session(state);
    int64_t councillor = seat(state, "Schepen", false);

    noted(state, c.t.id, councillor, ATTENDANCE_PRESENT);
    noted(state, c.t.id, c.people.member, ATTENDANCE_PRESENT);
    int64_t entry = one_of(state, c.t.id, councillor).id;
    int64_t member = one_of(state, c.t.id, c.people.member).id;
    assert_int_equal(
        put_item(state, c.t.first, entry, 0, (struct presence_input){ .vote = VOTE_AGAINST }),
        ERR_INVALID);
    assert_string_equal(fault_message(given_fault(state), "vote"),
        "Schepen kan bij dit punt niet stemmen: is niet stemgerechtigd.");
    assert_int_equal(put_item(state, c.t.first, member, 0,
                         (struct presence_input){ .vote = VOTE_AGAINST, .conflict = true }),
        ERR_INVALID);
    assert_int_equal(
        put_item(state, c.t.first, member, 0, (struct presence_input){ .vote = VOTE_AGAINST }),
        ERR_OK);
    struct presence_list here = at_item(state, c.t.first);
    assert_int_equal(attendance_votes(&here).against, 1);
    noted(state, c.t.id, councillor, ATTENDANCE_ABSENT);
    assert_int_equal(
        put_item(state, c.t.first, entry, 0, (struct presence_input){ .away = true }), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "away"));
}

static void the_substitute_of_a_seat_is_expected_when_its_member_sends_one(void **state)
{
    struct given_case c = in_session(state);
    struct actor system = actor_system();
    struct reply_input reply = { .answer = REPLY_REPLACED };
    int64_t other = given_person(state, "Vervanger", ""), id = 0;
    struct member in = { .person_id = given_person(state, "Titularis", ""),
        .voting_right = true,
        .substitute_id = other };

    assert_int_equal(member_create(given_tx(state), &system, &in, &id), ERR_OK);
    assert_int_equal(
        reply_give(given_tx(state), arena(state), &SECRETARY, c.t.id, in.person_id, &reply),
        ERR_OK);
    struct attendance one = one_of(state, c.t.id, other);
    assert_int_equal(one.status, ATTENDANCE_SUBSTITUTE);
    assert_int_equal(one.for_person_id, in.person_id);
    assert_int_equal(one.id, 0);
    assert_true(one.voting_right);
}

static struct lines warned(void **state, int64_t meeting)
{
    struct attendance_rules rules = { 0 };
    struct lines lines = { 0 };

    assert_int_equal(
        attendance_rules(tx_snap(given_tx(state)), arena(state), meeting, &rules), ERR_OK);
    attendance_warnings(arena(state), &rules, &lines);
    return lines;
}

static int64_t seat_of_sex(void **state, const char *name, unsigned sex)
{
    struct actor system = actor_system();
    struct member in = {
        .person_id = given_person(state, name, ""), .voting_right = true, .sex = sex
    };
    int64_t id = 0;

    assert_int_equal(member_create(given_tx(state), &system, &in, &id), ERR_OK);
    return in.person_id;
}

static void two_thirds_is_warned_of_with_its_source(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    work_act(state, t.id, MEETING_START);
    int64_t one = seat_of_sex(state, "Een", SEX_WOMAN), two = seat_of_sex(state, "Twee", SEX_WOMAN);
    seat_of_sex(state, "Drie", SEX_MAN);
    assert_int_equal(warned(state, t.id).count, 0);
    noted(state, t.id, one, ATTENDANCE_PRESENT);
    noted(state, t.id, two, ATTENDANCE_PRESENT);
    struct lines lines = warned(state, t.id);
    assert_int_equal(lines.count, 1);
    assert_non_null(strstr(lines.at[0], "Van wie er nu is"));
    assert_non_null(strstr(lines.at[0], "304"));
    seat_of_sex(state, "Vier", SEX_WOMAN);
    assert_int_equal(warned(state, t.id).count, 2);
}

static void a_quorum_that_is_not_reached_is_warned_of(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct actor system = actor_system();
    struct council council = { 0 };

    work_act(state, t.id, MEETING_START);
    int64_t one = seat_of_sex(state, "Een", SEX_WOMAN), two = seat_of_sex(state, "Twee", SEX_MAN);
    assert_int_equal(council_get(tx_snap(given_tx(state)), arena(state), &council), ERR_OK);
    council.quorum = QUORUM_NUMBER;
    council.quorum_number = 2;
    assert_int_equal(council_update(given_tx(state), &system, council.version, &council), ERR_OK);
    noted(state, t.id, one, ATTENDANCE_PRESENT);
    assert_int_equal(warned(state, t.id).count, 2);
    noted(state, t.id, two, ATTENDANCE_ONLINE);
    assert_int_equal(warned(state, t.id).count, 0);
}

static void an_old_version_is_refused(void **state)
{
    struct given_case c = in_session(state);
    struct attendance_input in = { .status = ATTENDANCE_PRESENT };
    int64_t version = list_of(state, c.t.id).version;

    assert_int_equal(put(state, c.t.id, c.people.member, version, in), ERR_OK);
    assert_int_equal(put(state, c.t.id, c.people.contact, version, in), ERR_STALE);
    assert_int_equal(put(state, c.t.id, c.people.contact, version + 1, in), ERR_OK);
}

static void unknown_takes_it_away_again(void **state)
{
    struct given_case c = in_session(state);

    noted(state, c.t.id, c.people.member, ATTENDANCE_PRESENT);
    noted(state, c.t.id, c.people.member, ATTENDANCE_UNKNOWN);
    given_last_event(state, "attendance.removed");
    assert_int_equal(one_of(state, c.t.id, c.people.member).id, 0);
}

static void nothing_is_noted_before_the_invitation_or_by_others(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct people_given people = people_given(state);
    struct actor member = work_member();
    struct attendance_input in = { .status = ATTENDANCE_PRESENT };

    assert_int_equal(put(state, t.id, people.member, 0, in), ERR_CONFLICT);
    work_act(state, t.id, MEETING_START);
    assert_int_equal(
        attendance_put(given_tx(state), arena(state), &member, t.id, people.member, 0, &in),
        ERR_FORBIDDEN);
}

static void after_the_meeting_only_members_and_who_was_noted_are_listed(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct people_given people = people_given(state);

    telling_item(state, t.id, "Eigen punt", ACCESS_MEMBERS, people.partner);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    work_act(state, t.id, MEETING_START);
    assert_int_equal(list_of(state, t.id).count, 2);
    struct item_list items = { 0 };
    assert_int_equal(item_list(tx_snap(given_tx(state)), arena(state), t.id, &items), ERR_OK);
    for (size_t i = 0; i < items.count; i++)
        work_treat(state, items.at[i].id, OUTCOME_NOTED, "", "", "");
    work_act(state, t.id, MEETING_CLOSE);
    assert_int_equal(list_of(state, t.id).count, 1);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(a_reply_is_proposed_but_counts_only_once_noted),
        WITH_DB(who_sends_a_substitute_is_proposed_as_excused),
        WITH_DB(the_counts_say_who_was_there),
        WITH_DB(who_comes_later_or_leaves_earlier_misses_items),
        WITH_DB(nobody_leaves_before_coming_in_or_at_another_meetings_item),
        WITH_DB(a_substitute_votes_with_the_right_of_the_seat),
        WITH_DB(a_substitute_must_take_a_free_place),
        WITH_DB(a_guest_is_there_without_a_vote),
        WITH_DB(a_conflict_of_interest_takes_the_vote_away_at_that_item_only),
        WITH_DB(a_vote_of_somebody_without_voting_right_is_refused),
        WITH_DB(the_substitute_of_a_seat_is_expected_when_its_member_sends_one),
        WITH_DB(two_thirds_is_warned_of_with_its_source),
        WITH_DB(a_quorum_that_is_not_reached_is_warned_of),
        WITH_DB(an_old_version_is_refused),
        WITH_DB(unknown_takes_it_away_again),
        WITH_DB(nothing_is_noted_before_the_invitation_or_by_others),
        WITH_DB(after_the_meeting_only_members_and_who_was_noted_are_listed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
