#include "lok/base/relink.h"
#include "tests/given/lok.h"
#include <string.h>

/* Columns that name a partner by another way than a foreign key would be forgotten. */
static const struct sql LOOSE_COLUMNS = SQL(
    "SELECT m.name || '.' || c.name AS name"
    "  FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
    " WHERE m.type = 'table' AND (c.name = 'partner_id' OR c.name LIKE '%!_partner_id' ESCAPE '!')"
    "   AND NOT EXISTS (SELECT 1 FROM pragma_foreign_key_list(m.name) f"
    "                    WHERE f.\"from\" = c.name AND f.\"table\" = 'partner')");

static void every_column_named_after_a_partner_is_a_reference_that_moves(void **state)
{
    const char *name = NULL, **names = NULL;
    size_t count = 0;

    assert_int_equal(
        sql_list(tx_snap(given_tx(state)), arena(state), &LOOSE_COLUMNS, IN(),
            OUT(out_text("name", arena(state), &name)), &name, sizeof name, &names, &count),
        ERR_OK);
    for (size_t i = 0; i < count; i++)
        print_error("%s refers to a partner without saying so\n", names[i]);
    assert_int_equal(count, 0);
}

static struct relink_list columns(void **state, int64_t id)
{
    struct relink_list list = { 0 };

    assert_int_equal(
        relink_columns(tx_snap(given_tx(state)), arena(state), "partner", id, &list), ERR_OK);
    return list;
}

static int64_t count_in(void **state, int64_t id, const char *table)
{
    struct relink_list list = columns(state, id);
    int64_t count = 0;

    for (size_t i = 0; i < list.count; i++)
        if (strcmp(list.at[i].table, table) == 0)
            count += list.at[i].own_count;
    return count;
}

static void the_schema_itself_tells_who_refers(void **state)
{
    static const char *const KNOWN[] = { "account", "agenda_item", "decision", "dossier",
        "dossier_actor", "endpoint", "member", "partner", "partner_alias", "partner_contact",
        "proposal", "publication_item" };
    struct relink_list list = columns(state, 0);

    for (size_t k = 0; k < ARRAY_LEN(KNOWN); k++) {
        bool found = false;
        for (size_t i = 0; i < list.count; i++)
            found |= strcmp(list.at[i].table, KNOWN[k]) == 0;
        if (!found)
            fail_msg("%s is not found", KNOWN[k]);
    }
}

static void given_contact(void **state, int64_t partner, int64_t person)
{
    struct actor system = actor_system();

    assert_int_equal(partner_contact_add(given_tx(state), &system, partner, person), ERR_OK);
}

static void references_go_over_and_exactly_those_come_back(void **state)
{
    int64_t one = given_partner(state, "Een", "Eentje"),
            other = given_partner(state, "Ander", "And");
    struct relink_list moved = { 0 };

    given_contact(state, one, given_person(state, "Functie A", ""));
    given_contact(state, other, given_person(state, "Functie B", ""));
    assert_int_equal(
        relink_all(given_tx(state), arena(state), "partner", one, other, &moved), ERR_OK);
    assert_int_equal(moved.count, 2);
    assert_int_equal(count_in(state, other, "partner_contact"), 2);
    assert_int_equal(count_in(state, other, "partner_alias"), 2);
    assert_int_equal(count_in(state, one, "partner_contact"), 0);
    for (size_t i = 0; i < moved.count; i++)
        assert_int_equal(relink_one(given_tx(state), &moved.at[i], other, one), ERR_OK);
    assert_int_equal(count_in(state, one, "partner_contact"), 1);
    assert_int_equal(count_in(state, one, "partner_alias"), 1);
    assert_int_equal(count_in(state, other, "partner_contact"), 1);
    assert_int_equal(count_in(state, other, "partner_alias"), 1);
}

static void what_may_not_stand_twice_stays(void **state)
{
    int64_t one = given_partner(state, "Een", NULL), other = given_partner(state, "Ander", NULL);
    int64_t person = given_person(state, "Functie", "");
    struct relink_list moved = { 0 };

    given_contact(state, one, person);
    given_contact(state, other, person);
    assert_int_equal(
        relink_all(given_tx(state), arena(state), "partner", one, other, &moved), ERR_OK);
    assert_int_equal(moved.count, 0);
    assert_int_equal(count_in(state, one, "partner_contact"), 1);
    assert_int_equal(count_in(state, other, "partner_contact"), 1);
}

static void what_refers_to_a_third_by_now_is_left(void **state)
{
    int64_t one = given_partner(state, "Een", NULL), other = given_partner(state, "Ander", NULL);
    int64_t third = given_partner(state, "Derde", NULL);
    struct relink_list moved = { 0 };

    given_contact(state, one, given_person(state, "Functie", ""));
    assert_int_equal(
        relink_all(given_tx(state), arena(state), "partner", one, other, &moved), ERR_OK);
    assert_int_equal(moved.count, 1);
    assert_int_equal(relink_one(given_tx(state), &moved.at[0], other, third), ERR_OK);
    assert_int_equal(relink_one(given_tx(state), &moved.at[0], other, one), ERR_OK);
    assert_int_equal(count_in(state, third, "partner_contact"), 1);
    assert_int_equal(count_in(state, one, "partner_contact"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            every_column_named_after_a_partner_is_a_reference_that_moves, given_db, given_end),
        cmocka_unit_test_setup_teardown(the_schema_itself_tells_who_refers, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            references_go_over_and_exactly_those_come_back, given_db, given_end),
        cmocka_unit_test_setup_teardown(what_may_not_stand_twice_stays, given_db, given_end),
        cmocka_unit_test_setup_teardown(what_refers_to_a_third_by_now_is_left, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
