#include "lok/base/clock.h"
#include "lok/partner_merge.h"
#include "lok/partner_ties.h"
#include "tests/given/lok.h"
#include <string.h>

static struct partner partner(void **state, int64_t id)
{
    struct partner p = { 0 };

    assert_int_equal(partner_get(tx_snap(given_tx(state)), arena(state), id, &p), ERR_OK);
    return p;
}

static int64_t found(void **state, const char *name)
{
    struct partner p = { 0 };
    enum err e = partner_find(tx_snap(given_tx(state)), arena(state), name, &p);

    assert_true(e == ERR_OK || e == ERR_NOT_FOUND);
    return p.id;
}

static enum err merge(void **state, int64_t from, int64_t into)
{
    struct actor system = actor_system();

    return partner_merge(given_tx(state), &system, from, partner(state, from).version, into);
}

static enum err undo(void **state, int64_t from, int64_t days_later)
{
    struct actor system = actor_system();
    int64_t now = clock_now() + days_later * 24 * 3600 * 1000;

    return partner_merge_undo(given_tx(state), &system, from, now);
}

static size_t contacts(void **state, int64_t id)
{
    struct person_list list = { 0 };

    assert_int_equal(partner_contacts(tx_snap(given_tx(state)), arena(state), id, &list), ERR_OK);
    return list.count;
}

static int64_t given_seat(void **state, int64_t partner_id)
{
    struct actor system = actor_system();
    struct member in = { .person_id = given_person(state, "Zetel", ""), .partner_id = partner_id };
    int64_t id;

    assert_int_equal(member_create(given_tx(state), &system, &in, &id), ERR_OK);
    return id;
}

static int64_t partner_of_seat(void **state, int64_t id)
{
    struct member m = { 0 };

    assert_int_equal(member_get(tx_snap(given_tx(state)), arena(state), id, &m), ERR_OK);
    return m.partner_id;
}

static void everything_of_the_one_is_of_the_other(void **state)
{
    int64_t slip = given_partner(state, "Mentees", "MT"),
            mentes = given_partner(state, "Mentes", NULL);
    int64_t seat = given_seat(state, slip);
    struct partner_list list = { 0 };

    assert_int_equal(merge(state, slip, mentes), ERR_OK);
    assert_int_equal(found(state, "Mentees"), mentes);
    assert_int_equal(found(state, "MT"), mentes);
    assert_int_equal(partner(state, mentes).aliases.count, 2);
    assert_int_equal(partner_of_seat(state, seat), mentes);
    assert_int_equal(partner(state, slip).merged_into_id, mentes);
    assert_int_equal(partner_all(tx_snap(given_tx(state)), arena(state), &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(partner_list(tx_snap(given_tx(state)), arena(state), 0, 10, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(given_last_event(state, "partner.merged").subject_id, slip);
}

static void undone_everything_is_as_it_was(void **state)
{
    int64_t slip = given_partner(state, "Mentees", "MT"),
            mentes = given_partner(state, "Mentes", NULL);
    int64_t own = given_seat(state, slip), other = given_seat(state, mentes);

    assert_int_equal(merge(state, slip, mentes), ERR_OK);
    int64_t later = given_seat(state, mentes);
    assert_int_equal(undo(state, slip, PARTNER_MERGE_DAYS - 1), ERR_OK);
    assert_int_equal(found(state, "Mentees"), slip);
    assert_int_equal(found(state, "MT"), slip);
    assert_int_equal(partner(state, mentes).aliases.count, 0);
    assert_int_equal(partner(state, slip).merged_into_id, 0);
    assert_string_equal(partner(state, slip).until, "");
    assert_int_equal(partner_of_seat(state, own), slip);
    assert_int_equal(partner_of_seat(state, other), mentes);
    assert_int_equal(partner_of_seat(state, later), mentes);
    assert_int_equal(given_last_event(state, "partner.unmerged").subject_id, slip);
}

static void a_contact_of_both_is_a_contact_of_both_again(void **state)
{
    struct actor system = actor_system();
    int64_t one = given_partner(state, "Een", NULL), other = given_partner(state, "Ander", NULL);
    int64_t person = given_person(state, "Functie", "");

    assert_int_equal(partner_contact_add(given_tx(state), &system, one, person), ERR_OK);
    assert_int_equal(partner_contact_add(given_tx(state), &system, other, person), ERR_OK);
    assert_int_equal(merge(state, one, other), ERR_OK);
    assert_int_equal(contacts(state, other), 1);
    assert_int_equal(undo(state, one, 0), ERR_OK);
    assert_int_equal(contacts(state, one), 1);
    assert_int_equal(contacts(state, other), 1);
}

static void after_thirty_days_it_is_final(void **state)
{
    int64_t one = given_partner(state, "Een", NULL), other = given_partner(state, "Ander", NULL);
    struct partner_merge_list list = { 0 };

    assert_int_equal(merge(state, one, other), ERR_OK);
    assert_int_equal(
        partner_merges(tx_snap(given_tx(state)), arena(state), other, clock_now(), &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].from_name, "Een");
    assert_int_equal(undo(state, one, PARTNER_MERGE_DAYS + 1), ERR_CONFLICT);
    assert_int_equal(partner(state, one).merged_into_id, other);
}

static void the_last_merge_is_undone_first(void **state)
{
    int64_t a = given_partner(state, "A", NULL), b = given_partner(state, "B", NULL);
    int64_t c = given_partner(state, "C", NULL), seat = given_seat(state, a);

    assert_int_equal(merge(state, a, b), ERR_OK);
    assert_int_equal(merge(state, b, c), ERR_OK);
    assert_int_equal(found(state, "A"), c);
    assert_int_equal(partner(state, a).merged_into_id, c);
    assert_int_equal(undo(state, a, 0), ERR_CONFLICT);
    given_new_request(state);
    assert_int_equal(undo(state, b, 0), ERR_OK);
    assert_int_equal(found(state, "A"), b);
    assert_int_equal(partner_of_seat(state, seat), b);
    assert_int_equal(undo(state, a, 0), ERR_OK);
    assert_int_equal(partner_of_seat(state, seat), a);
}

static void a_partner_is_not_merged_with_itself_or_twice(void **state)
{
    int64_t one = given_partner(state, "Een", NULL), other = given_partner(state, "Ander", NULL);
    int64_t third = given_partner(state, "Derde", NULL);

    assert_int_equal(merge(state, one, one), ERR_INVALID);
    given_new_request(state);
    assert_int_equal(merge(state, one, 999), ERR_INVALID);
    given_new_request(state);
    assert_int_equal(merge(state, one, other), ERR_OK);
    assert_int_equal(merge(state, one, third), ERR_CONFLICT);
    given_new_request(state);
    assert_int_equal(merge(state, third, one), ERR_INVALID);
    given_new_request(state);
    assert_int_equal(undo(state, third, 0), ERR_CONFLICT);
}

static void what_was_merged_is_not_edited(void **state)
{
    struct actor system = actor_system();
    int64_t one = given_partner(state, "Een", NULL), other = given_partner(state, "Ander", NULL);

    assert_int_equal(merge(state, one, other), ERR_OK);
    struct partner p = partner(state, one);
    assert_int_equal(partner_update(given_tx(state), &system, one, p.version, &p), ERR_CONFLICT);
}

static void a_name_that_was_taken_meanwhile_is_told(void **state)
{
    struct actor system = actor_system();
    int64_t one = given_partner(state, "Een", NULL), other = given_partner(state, "Ander", NULL);

    assert_int_equal(merge(state, one, other), ERR_OK);
    struct partner p = partner(state, other);
    p.aliases.count = 0;
    assert_int_equal(partner_update(given_tx(state), &system, other, p.version, &p), ERR_OK);
    (void)given_partner(state, "Een", NULL);
    assert_int_equal(undo(state, one, 0), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "Een"));
}

static void what_would_move_is_said_in_words(void **state)
{
    int64_t one = given_partner(state, "Een", "Eentje");
    struct lines words = { 0 };

    (void)given_seat(state, one);
    (void)given_seat(state, one);
    assert_int_equal(
        partner_merge_words(tx_snap(given_tx(state)), arena(state), one, &words), ERR_OK);
    const char *all = str_join(arena(state), &words, ", ");
    assert_string_equal(all, "2 zetels, 1 andere naam");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(everything_of_the_one_is_of_the_other, given_db, given_end),
        cmocka_unit_test_setup_teardown(undone_everything_is_as_it_was, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_contact_of_both_is_a_contact_of_both_again, given_db, given_end),
        cmocka_unit_test_setup_teardown(after_thirty_days_it_is_final, given_db, given_end),
        cmocka_unit_test_setup_teardown(the_last_merge_is_undone_first, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_partner_is_not_merged_with_itself_or_twice, given_db, given_end),
        cmocka_unit_test_setup_teardown(what_was_merged_is_not_edited, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_name_that_was_taken_meanwhile_is_told, given_db, given_end),
        cmocka_unit_test_setup_teardown(what_would_move_is_said_in_words, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
