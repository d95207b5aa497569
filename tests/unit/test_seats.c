/* The rules of the seats: two thirds, who may vote, quorum; and what the list of the year says. */
#include "lok/seats.h"
#include "tests/given/lok.h"
#include <string.h>

static int64_t seat(void **state, unsigned sex, unsigned role, bool voting)
{
    struct actor system = actor_system();
    struct member m = { .person_id = given_person(state, "Lid", ""),
        .role = role,
        .sex = sex,
        .voting_right = voting };
    int64_t id = 0;

    assert_int_equal(member_create(given_tx(state), &system, &m, &id), ERR_OK);
    return id;
}

static struct seats_balance judged(
    void **state, size_t women, size_t men, size_t x, size_t not_said)
{
    const size_t counts[] = { not_said, women, men, x };
    struct member members[100] = { 0 };
    struct member_list list = { members, 0 };

    for (unsigned sex = 0; sex < 4; sex++) {
        for (size_t i = 0; i < counts[sex]; i++)
            members[list.count++].sex = sex;
    }
    return seats_judge(arena(state), &list);
}

static void exactly_two_thirds_is_still_allowed(void **state)
{
    assert_int_equal(judged(state, 6, 3, 0, 0).verdict, SEATS_KEPT);
    assert_int_equal(judged(state, 3, 6, 0, 0).verdict, SEATS_KEPT);
    assert_int_equal(judged(state, 7, 3, 0, 0).verdict, SEATS_BROKEN);
    assert_int_equal(judged(state, 3, 7, 0, 0).verdict, SEATS_BROKEN);
}

static void who_is_x_counts_as_a_member_of_neither_sex(void **state)
{
    assert_int_equal(judged(state, 4, 1, 1, 0).verdict, SEATS_KEPT);
    assert_int_equal(judged(state, 5, 0, 1, 0).verdict, SEATS_BROKEN);
    assert_int_equal(judged(state, 0, 0, 3, 0).verdict, SEATS_BROKEN);
}

static void who_did_not_say_leaves_it_open_or_cannot_change_it(void **state)
{
    assert_int_equal(judged(state, 4, 2, 0, 3).verdict, SEATS_OPEN);
    assert_int_equal(judged(state, 4, 4, 0, 1).verdict, SEATS_KEPT);
    assert_int_equal(judged(state, 9, 0, 0, 1).verdict, SEATS_BROKEN);
    assert_int_equal(judged(state, 0, 0, 0, 5).verdict, SEATS_OPEN);
}

static void without_members_there_is_nothing_to_judge(void **state)
{
    struct seats_balance b = judged(state, 0, 0, 0, 0);

    assert_int_equal(b.verdict, SEATS_NOBODY);
    assert_int_equal(b.members, 0);
}

static void the_words_name_the_counts_and_the_law_and_the_plain_ones_no_counts(void **state)
{
    struct seats_balance b = judged(state, 7, 1, 0, 1);

    assert_non_null(strstr(b.words, "9 leden: 7 vrouwen, 1 man en 1 niet ingevuld."));
    assert_non_null(strstr(b.words, "hoogstens 6"));
    assert_non_null(strstr(b.source, "artikel 304, § 3"));
    assert_null(strpbrk(b.plain, "0123456789"));
}

static void observers_experts_and_guests_count_in_no_rule(void **state)
{
    struct seats_balance b = { 0 };

    seat(state, SEX_WOMAN, MEMBER_ROLE_MEMBER, true);
    seat(state, SEX_MAN, MEMBER_ROLE_OBSERVER, false);
    seat(state, SEX_MAN, MEMBER_ROLE_EXPERT, false);
    seat(state, SEX_MAN, MEMBER_ROLE_GUEST, false);
    assert_int_equal(
        seats_balance(tx_snap(given_tx(state)), arena(state), "2024-05-01", &b), ERR_OK);
    assert_int_equal(b.members, 1);
    assert_int_equal(b.men, 0);
}

static void the_rule_is_tried_on_some_of_the_seats(void **state)
{
    struct seats_balance b = { 0 };
    int64_t here[] = { seat(state, SEX_WOMAN, MEMBER_ROLE_MEMBER, true),
        seat(state, SEX_WOMAN, MEMBER_ROLE_CHAIR, true), 999 };

    seat(state, SEX_MAN, MEMBER_ROLE_MEMBER, true);
    assert_int_equal(
        seats_balance(tx_snap(given_tx(state)), arena(state), "2024-05-01", &b), ERR_OK);
    assert_int_equal(b.verdict, SEATS_KEPT);
    assert_int_equal(seats_balance_of(tx_snap(given_tx(state)), arena(state), "2024-05-01", here,
                         ARRAY_LEN(here), &b),
        ERR_OK);
    assert_int_equal(b.members, 2);
    assert_int_equal(b.verdict, SEATS_BROKEN);
}

static void councillors_the_college_and_guests_may_not_vote(void **state)
{
    struct member m = { .voting_right = true };

    (void)state;
    assert_true(seats_may_vote(&m));
    m.councillor = true;
    assert_false(seats_may_vote(&m));
    assert_non_null(strstr(seats_no_vote(&m), "artikel 304"));
    m = (struct member){ .voting_right = true, .college = true };
    assert_false(seats_may_vote(&m));
    m = (struct member){ .voting_right = true, .role = MEMBER_ROLE_GUEST };
    assert_false(seats_may_vote(&m));
    m = (struct member){ .voting_right = false };
    assert_false(seats_may_vote(&m));
}

static struct seats_quorum quorum_with(
    void **state, unsigned quorum, int64_t number, const int64_t *here, size_t count)
{
    struct actor system = actor_system();
    struct council c = { 0 };
    struct seats_quorum q = { 0 };
    struct snap *s = tx_snap(given_tx(state));

    assert_int_equal(council_get(s, arena(state), &c), ERR_OK);
    c.quorum = quorum;
    c.quorum_number = number;
    assert_int_equal(council_update(given_tx(state), &system, c.version, &c), ERR_OK);
    assert_int_equal(seats_quorum(s, arena(state), "2024-05-01", here, count, &q), ERR_OK);
    return q;
}

static void the_quorum_counts_seats_that_may_vote(void **state)
{
    int64_t here[4];

    given_council(state, "");
    for (size_t i = 0; i < 4; i++)
        here[i] = seat(state, SEX_WOMAN, MEMBER_ROLE_MEMBER, i != 0);
    for (size_t i = 0; i < 3; i++)
        seat(state, SEX_MAN, MEMBER_ROLE_MEMBER, true);
    struct seats_quorum q = quorum_with(state, QUORUM_HALF, 0, here, 4);
    assert_int_equal(q.voting, 6);
    assert_int_equal(q.present, 3);
    assert_int_equal(q.needed, 3);
    assert_true(q.reached);
    q = quorum_with(state, QUORUM_MORE_THAN_HALF, 0, here, 4);
    assert_int_equal(q.needed, 4);
    assert_false(q.reached);
    assert_non_null(strstr(q.words, "niet gehaald: 3 van de 6"));
    assert_int_equal(quorum_with(state, QUORUM_THIRD, 0, here, 4).needed, 2);
    assert_int_equal(quorum_with(state, QUORUM_TWO_THIRDS, 0, here, 4).needed, 4);
    assert_int_equal(quorum_with(state, QUORUM_NUMBER, 5, here, 4).needed, 5);
}

static void without_a_quorum_it_is_always_reached(void **state)
{
    given_council(state, "");
    struct seats_quorum q = quorum_with(state, QUORUM_NONE, 0, NULL, 0);
    assert_false(q.is_set);
    assert_true(q.reached);
    assert_string_equal(q.words, "");
}

static void the_list_names_each_broken_rule_with_its_source(void **state)
{
    struct seats_due_list due = { 0 };
    struct snap *s = tx_snap(given_tx(state));

    given_council(state, "");
    assert_int_equal(seats_due(s, arena(state), "2024-05-01", &due), ERR_OK);
    assert_int_equal(due.count, 0);
    seat(state, SEX_WOMAN, MEMBER_ROLE_MEMBER, true);
    quorum_with(state, QUORUM_NUMBER, 5, NULL, 0);
    assert_int_equal(seats_due(s, arena(state), "2024-05-01", &due), ERR_OK);
    assert_int_equal(due.count, 4);
    assert_true(due.at[0].broken);
    assert_non_null(strstr(due.at[0].why, "artikel 304"));
    assert_non_null(strstr(due.at[1].words, "gebruiker"));
    assert_non_null(strstr(due.at[2].words, "lokaal bestuur"));
    assert_non_null(strstr(due.at[3].words, "5 stemgerechtigde leden, maar er zijn er 1"));
}

static void a_fixed_quorum_needs_its_number(void **state)
{
    struct actor system = actor_system();
    struct council c = { 0 };

    given_council(state, "");
    assert_int_equal(council_get(tx_snap(given_tx(state)), arena(state), &c), ERR_OK);
    c.quorum = QUORUM_NUMBER;
    assert_int_equal(council_update(given_tx(state), &system, 1, &c), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "quorum_number"));
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(exactly_two_thirds_is_still_allowed),
        WITH_DB(who_is_x_counts_as_a_member_of_neither_sex),
        WITH_DB(who_did_not_say_leaves_it_open_or_cannot_change_it),
        WITH_DB(without_members_there_is_nothing_to_judge),
        WITH_DB(the_words_name_the_counts_and_the_law_and_the_plain_ones_no_counts),
        WITH_DB(observers_experts_and_guests_count_in_no_rule),
        WITH_DB(the_rule_is_tried_on_some_of_the_seats),
        WITH_DB(councillors_the_college_and_guests_may_not_vote),
        WITH_DB(the_quorum_counts_seats_that_may_vote),
        WITH_DB(without_a_quorum_it_is_always_reached),
        WITH_DB(the_list_names_each_broken_rule_with_its_source),
        WITH_DB(a_fixed_quorum_needs_its_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
