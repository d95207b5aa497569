/* Covers lok/partner_alias.c, lok/partner_contact.c. */
#include "lok/base/clock.h"
#include "lok/base/dates.h"
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

static struct partner input(const char *name)
{
    return (struct partner){ .name = name, .kind = PARTNER_KIND_TRAINING };
}

static void a_partner_is_kept_as_it_was_made(void **state)
{
    struct actor system = actor_system();
    const char *aliases[] = { "Mentees", "Mentes vzw" };
    const char *area[] = { "Gent", "Melle" };
    struct partner in = { .name = " Mentes ",
        .kind = PARTNER_KIND_SUPPORT_NETWORK,
        .website = "https://mentes.example.be/",
        .aliases = { aliases, 2 },
        .service_area = { area, 2 },
        .note = "Een regel.\nNog een regel." };
    int64_t id;

    assert_int_equal(partner_create(given_tx(state), &system, &in, &id), ERR_OK);
    struct partner p = partner(state, id);
    assert_string_equal(p.name, "Mentes");
    assert_int_equal(p.kind, PARTNER_KIND_SUPPORT_NETWORK);
    assert_string_equal(p.website, "https://mentes.example.be/");
    assert_int_equal(p.aliases.count, 2);
    assert_string_equal(p.aliases.at[0], "Mentees");
    assert_string_equal(p.aliases.at[1], "Mentes vzw");
    assert_int_equal(p.service_area.count, 2);
    assert_string_equal(p.service_area.at[1], "Melle");
    assert_string_equal(p.note, "Een regel.\nNog een regel.");
    assert_string_equal(p.until, "");
    assert_int_equal(p.version, 1);
    assert_int_equal(given_last_event(state, "partner.created").subject_id, id);
}

static void a_partner_without_area_has_no_lines(void **state)
{
    assert_int_equal(partner(state, given_partner(state, "Felies", NULL)).service_area.count, 0);
}

static void an_alias_finds_its_partner(void **state)
{
    int64_t mentes = given_partner(state, "Mentes", "Mentees");

    assert_int_equal(found(state, "mentees"), mentes);
}

static void a_name_finds_its_partner_without_case_or_accents(void **state)
{
    int64_t id = given_partner(state, "Crèchendo", NULL);

    assert_int_equal(found(state, "CRECHENDO"), id);
    assert_int_equal(found(state, " Crèchendo "), id);
    assert_int_equal(found(state, "Crechend"), 0);
}

static void check_refused(void **state, const struct partner *in, const char *field)
{
    struct actor system = actor_system();
    int64_t id = -1;

    given_new_request(state);
    assert_int_equal(partner_create(given_tx(state), &system, in, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), field));
    assert_int_equal(id, -1);
}

static void a_name_or_alias_in_use_is_refused(void **state)
{
    const char *as_name = "FÉLIES", *as_alias = "mentees";
    struct partner in;

    given_partner(state, "Mentes", "Mentees");
    given_partner(state, "Felies", NULL);
    in = input("Félies");
    check_refused(state, &in, "name");
    in = input("Mentees");
    check_refused(state, &in, "name");
    in = input("Nieuw");
    in.aliases = (struct lines){ &as_name, 1 };
    check_refused(state, &in, "aliases");
    in.aliases = (struct lines){ &as_alias, 1 };
    check_refused(state, &in, "aliases");
}

static void an_alias_is_not_the_partners_own_name(void **state)
{
    const char *alias = "felies";
    struct partner in = input("Felies");

    in.aliases = (struct lines){ &alias, 1 };
    check_refused(state, &in, "aliases");
}

static void a_partner_needs_a_name_and_a_known_kind(void **state)
{
    struct partner in = { .name = "", .kind = PARTNER_KIND_OTHER + 1 };

    check_refused(state, &in, "name");
    check_refused(state, &in, "kind");
}

static void a_double_alias_is_kept_once(void **state)
{
    struct actor system = actor_system();
    const char *aliases[] = { "HvhK", "hvhk", "" };
    struct partner in = input("Huis van het Kind");
    int64_t id;

    in.aliases = (struct lines){ aliases, 3 };
    assert_int_equal(partner_create(given_tx(state), &system, &in, &id), ERR_OK);
    assert_int_equal(partner(state, id).aliases.count, 1);
}

static void a_change_replaces_all_and_is_logged(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_partner(state, "Mentes", "Mentees");
    const char *alias = "Mentes netwerk";
    struct partner p = partner(state, id);

    p.aliases = (struct lines){ &alias, 1 };
    p.until = "2025-01-01";
    assert_int_equal(partner_update(given_tx(state), &system, id, 1, &p), ERR_OK);
    assert_int_equal(found(state, "Mentees"), 0);
    assert_int_equal(found(state, "Mentes Netwerk"), id);
    assert_string_equal(partner(state, id).until, "2025-01-01");
    assert_int_equal(partner(state, id).version, 2);
    assert_string_equal(given_last_event(state, "partner.changed").data,
        "{\"aliases\":{\"from\":[\"Mentees\"],\"to\":[\"Mentes netwerk\"]},"
        "\"until\":{\"from\":\"\",\"to\":\"2025-01-01\"}}");
}

static void a_partner_keeps_its_own_names_in_a_change(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_partner(state, "Mentes", "Mentees");
    struct partner p = partner(state, id);

    p.note = "Nieuw";
    assert_int_equal(partner_update(given_tx(state), &system, id, 1, &p), ERR_OK);
    assert_int_equal(found(state, "Mentees"), id);
}

static void a_change_of_an_old_version_is_refused(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_partner(state, "Mentes", NULL);
    struct partner p = partner(state, id);

    p.name = "Anders";
    assert_int_equal(partner_update(given_tx(state), &system, id, 2, &p), ERR_STALE);
    assert_string_equal(partner(state, id).name, "Mentes");
    assert_int_equal(partner_update(given_tx(state), &system, id + 1, 1, &p), ERR_NOT_FOUND);
}

static void partners_are_listed_in_pages_with_their_aliases(void **state)
{
    int64_t first = given_partner(state, "Mentes", "Mentees");
    int64_t second = given_partner(state, "Felies", NULL);
    struct partner_list page = { 0 };

    assert_int_equal(partner_list(tx_snap(given_tx(state)), arena(state), 0, 1, &page), ERR_OK);
    assert_int_equal(page.count, 1);
    assert_int_equal(page.at[0].id, first);
    assert_string_equal(page.at[0].aliases.at[0], "Mentees");
    assert_int_equal(partner_list(tx_snap(given_tx(state)), arena(state), first, 5, &page), ERR_OK);
    assert_int_equal(page.count, 1);
    assert_int_equal(page.at[0].id, second);
    assert_int_equal(
        partner_list(tx_snap(given_tx(state)), arena(state), second, 5, &page), ERR_OK);
    assert_int_equal(page.count, 0);
}

static void close_from(void **state, int64_t id, const char *date)
{
    struct actor system = actor_system();
    struct partner p = partner(state, id);

    p.until = date;
    assert_int_equal(partner_update(given_tx(state), &system, id, p.version, &p), ERR_OK);
}

static void a_choice_list_shows_by_name_who_is_open_on_the_demo_date(void **state)
{
    given_council(state, "2024-04-15");
    int64_t zebra = given_partner(state, "zebra", NULL);
    int64_t edelweiss = given_partner(state, "Édelweiss", NULL);
    close_from(state, given_partner(state, "Gestopt", NULL), "2024-04-15");
    int64_t later = given_partner(state, "Later", NULL);
    close_from(state, later, "2024-04-16");
    struct partner_list all = { 0 };

    assert_int_equal(partner_all(tx_snap(given_tx(state)), arena(state), &all), ERR_OK);
    assert_int_equal(all.count, 3);
    assert_int_equal(all.at[0].id, edelweiss);
    assert_int_equal(all.at[1].id, later);
    assert_int_equal(all.at[2].id, zebra);
}

static void contacts_are_added_once_and_removed(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_partner(state, "Mentes", NULL);
    int64_t person = given_person(state, "Coach", "coach@example.be");
    struct person_list list = { 0 };

    assert_int_equal(partner_contact_add(given_tx(state), &system, id, person), ERR_OK);
    int64_t event = given_last_event(state, "partner.contact_added").id;
    assert_int_equal(partner_contact_add(given_tx(state), &system, id, person), ERR_OK);
    assert_int_equal(given_last_event(state, "partner.contact_added").id, event);
    assert_int_equal(partner_contacts(tx_snap(given_tx(state)), arena(state), id, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].email, "coach@example.be");
    assert_int_equal(partner_contact_remove(given_tx(state), &system, id, person), ERR_OK);
    given_last_event(state, "partner.contact_removed");
    assert_int_equal(partner_contact_remove(given_tx(state), &system, id, person), ERR_NOT_FOUND);
}

static void an_unknown_contact_or_partner_is_refused(void **state)
{
    struct actor system = actor_system();
    int64_t id = given_partner(state, "Mentes", NULL);

    assert_int_equal(partner_contact_add(given_tx(state), &system, id + 1, 1), ERR_NOT_FOUND);
    assert_int_equal(partner_contact_add(given_tx(state), &system, id, 99), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "person_id"));
}

static void every_kind_has_a_code_and_a_dutch_word(void **state)
{
    (void)state;
    assert_int_equal(choice_count(PARTNER_KINDS), PARTNER_KIND_OTHER + 1);
    assert_string_equal(choice_code(PARTNER_KINDS, PARTNER_KIND_CKG), "ckg");
    assert_string_equal(choice_code(PARTNER_KINDS, PARTNER_KIND_GROUP), "group");
    for (unsigned i = 0; i < choice_count(PARTNER_KINDS); i++)
        assert_false(str_empty(choice_dutch(PARTNER_KINDS, i)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_partner_is_kept_as_it_was_made, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_partner_without_area_has_no_lines, given_db, given_end),
        cmocka_unit_test_setup_teardown(an_alias_finds_its_partner, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_name_finds_its_partner_without_case_or_accents, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_name_or_alias_in_use_is_refused, given_db, given_end),
        cmocka_unit_test_setup_teardown(an_alias_is_not_the_partners_own_name, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_partner_needs_a_name_and_a_known_kind, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_double_alias_is_kept_once, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_change_replaces_all_and_is_logged, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_partner_keeps_its_own_names_in_a_change, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_change_of_an_old_version_is_refused, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            partners_are_listed_in_pages_with_their_aliases, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_choice_list_shows_by_name_who_is_open_on_the_demo_date, given_db, given_end),
        cmocka_unit_test_setup_teardown(contacts_are_added_once_and_removed, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            an_unknown_contact_or_partner_is_refused, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            every_kind_has_a_code_and_a_dutch_word, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
