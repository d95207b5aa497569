#include "agenda/begin.h"
#include "agenda/decision.h"
#include "agenda/demo.h"
#include "lok/event.h"
#include "lok/partner.h"
#include "tests/given/given.h"

static struct own_council gent(void)
{
    return (struct own_council){
        .name = "LOK Gent",
        .municipality = "Gent",
        .number_prefix = "LOK",
        .function = "secretaris",
        .email = "secretaris@example.be",
    };
}

static enum err begin(void **state, int64_t *ret_account)
{
    struct own_council in = gent();

    return council_begin(given_tx(state), &in, ret_account);
}

static void a_council_begins_with_common_terms_and_its_secretary(void **state)
{
    struct council c;
    struct account account;
    int64_t id = 0;

    assert_int_equal(begin(state, &id), ERR_OK);
    struct snap *s = tx_snap(given_tx(state));
    assert_int_equal(council_get(s, arena(state), &c), ERR_OK);
    assert_int_equal(c.invitation_days, 28);
    assert_int_equal(c.reaction_days, 30);
    assert_false(c.is_public);
    assert_false(council_is_demo(&c));
    assert_int_equal(account_get(s, arena(state), id, &account), ERR_OK);
    assert_int_equal(account.roles, ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_SECRETARY));
}

static void a_second_council_is_refused(void **state)
{
    int64_t id = 0;

    assert_int_equal(begin(state, &id), ERR_OK);
    assert_int_equal(begin(state, &id), ERR_CONFLICT);
}

static void all_that_is_wrong_is_told_at_once(void **state)
{
    struct own_council in = gent();
    int64_t id = 0;

    in.email = "geen adres";
    in.municipality = "";
    assert_int_equal(council_begin(given_tx(state), &in, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "email"));
    assert_non_null(fault_message(given_fault(state), "municipality"));
}

static void only_a_practice_council_is_cleared(void **state)
{
    int64_t id = 0;

    assert_int_equal(begin(state, &id), ERR_OK);
    assert_int_equal(demo_clear(given_tx(state)), ERR_CONFLICT);
}

static void after_practice_nothing_is_left_and_ones_own_council_begins_at_one(void **state)
{
    struct decision_reader all = { .v = { .sees = ACCESS_SECRETARIAT }, .provisional = true };
    struct decision_filter any = { .typed = "", .limit = 10 };
    struct decision_list decisions = { 0 };
    struct event_list events = { 0 };
    struct partner partner;
    int64_t id = 0;

    assert_int_equal(demo_fill(given_tx(state), arena(state)), ERR_OK);
    assert_int_equal(demo_clear(given_tx(state)), ERR_OK);
    assert_int_equal(begin(state, &id), ERR_OK);
    struct snap *s = tx_snap(given_tx(state));
    assert_int_equal(decision_find(s, arena(state), &all, &any, &decisions), ERR_OK);
    assert_int_equal(decisions.count, 0);
    assert_int_equal(partner_find(s, arena(state), "Mentes", &partner), ERR_NOT_FOUND);
    assert_int_equal(event_list(s, arena(state), "meeting", 0, 0, 10, &events), ERR_OK);
    assert_int_equal(events.count, 0);
    given_commit(state);
    assert_int_equal(db_check(given_database(state), given_fault(state)), ERR_OK);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(a_council_begins_with_common_terms_and_its_secretary),
        WITH_DB(a_second_council_is_refused),
        WITH_DB(all_that_is_wrong_is_told_at_once),
        WITH_DB(only_a_practice_council_is_cleared),
        WITH_DB(after_practice_nothing_is_left_and_ones_own_council_begins_at_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
