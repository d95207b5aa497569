#include "tests/given/lok.h"

void given_council(void **state, const char *demo_date)
{
    struct council c = { .name = "LOK Voorbeeld",
        .municipality = "Voorbeeld",
        .number_prefix = "LOK",
        .invitation_days = 14,
        .reaction_days = 30,
        .demo_date = demo_date };

    assert_int_equal(council_create(given_tx(state), &c), ERR_OK);
}

int64_t given_person(void **state, const char *name, const char *email)
{
    struct actor system = actor_system();
    struct person p = { .name = name, .email = email };
    int64_t id = 0;

    assert_int_equal(person_create(given_tx(state), &system, &p, &id), ERR_OK);
    return id;
}

int64_t given_partner(void **state, const char *name, const char *alias)
{
    struct actor system = actor_system();
    struct partner p = { .name = name, .kind = PARTNER_KIND_SUPPORT_NETWORK };
    int64_t id = 0;

    if (alias != NULL)
        p.aliases = (struct lines){ &alias, 1 };
    assert_int_equal(partner_create(given_tx(state), &system, &p, &id), ERR_OK);
    return id;
}

int64_t given_account(void **state, const char *email, unsigned roles, int64_t partner_id)
{
    struct actor system = actor_system();
    struct account_input in = { .name = "Iemand van het overleg",
        .function = "medewerker",
        .email = email,
        .roles = roles,
        .partner_id = partner_id };
    int64_t id = 0;

    assert_int_equal(account_create(given_tx(state), &system, &in, &id), ERR_OK);
    return id;
}

struct event given_last_event(void **state, const char *type)
{
    struct event_list list = { 0 };

    assert_int_equal(
        event_list(tx_snap(given_tx(state)), arena(state), "", 0, 0, 1, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].type, type);
    return list.at[0];
}

void given_new_request(void **state)
{
    fault_init(given_fault(state), arena(state));
}
