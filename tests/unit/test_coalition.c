/* Covers agenda/coalition.c and agenda/coalition_write.c. */
#include "agenda/coalition.h"
#include "agenda/dossier.h"
#include "lok/partner_ties.h"
#include "tests/given/work.h"
#include <string.h>

static int given_work(void **state)
{
    if (given_db(state) != 0)
        return -1;
    given_council(state, "2024-04-15");
    return 0;
}

/* -- the words -- */

static const char *words(void **state, int64_t committed, int64_t least, const char *closes_on)
{
    return coalition_words(
        arena(state), committed, least, "opvanglocaties", closes_on, "2024-04-15");
}

static void what_is_missing_says_how_many_and_how_long(void **state)
{
    static const struct {
        int64_t committed;
        const char *closes_on, *words;
    } CASES[] = {
        { 0, "2024-04-24", "0 van 2 opvanglocaties toegezegd, nog 9 dagen" },
        { 1, "2024-04-24", "1 van 2 opvanglocaties toegezegd, nog 9 dagen" },
        { 1, "2024-04-17", "1 van 2 opvanglocaties toegezegd, nog 2 dagen" },
        { 1, "2024-04-16", "1 van 2 opvanglocaties toegezegd, nog 1 dag" },
        { 1, "2024-04-15", "1 van 2 opvanglocaties toegezegd, vandaag is de laatste dag" },
        { 1, "2024-04-14", "1 van 2 opvanglocaties toegezegd, de oproep is afgesloten" },
        { 1, "2023-04-15", "1 van 2 opvanglocaties toegezegd, de oproep is afgesloten" },
        { 1, "", "1 van 2 opvanglocaties toegezegd" },
        { 2, "2024-04-24", "2 van 2 opvanglocaties toegezegd" },
        { 3, "2024-04-14", "3 van 2 opvanglocaties toegezegd" },
    };

    for (size_t i = 0; i < ARRAY_LEN(CASES); i++)
        assert_string_equal(
            words(state, CASES[i].committed, 2, CASES[i].closes_on), CASES[i].words);
}

/* -- a pilot with two locations -- */

struct pilot {
    int64_t dossier, one, other, network;
};

static int64_t partner_of(void **state, const char *name, unsigned kind)
{
    struct actor system = actor_system();
    const struct partner in = { .name = name, .kind = kind };
    int64_t id = 0;

    given_new_request(state);
    assert_int_equal(partner_create(given_tx(state), &system, &in, &id), ERR_OK);
    return id;
}

static struct pilot pilot(void **state)
{
    struct actor system = actor_system();
    const struct coalition call = { "Vroeg en nabij", "2024-04-24" };
    const struct coalition_need need = {
        .kind = PARTNER_KIND_CARE_LOCATION, .least = 2, .words = "opvanglocaties"
    };
    struct pilot p = {
        .dossier = work_dossier(state, "Proefproject", ACCESS_MEMBERS),
        .one = partner_of(state, "Locatie A", PARTNER_KIND_CARE_LOCATION),
        .other = partner_of(state, "Locatie B", PARTNER_KIND_CARE_LOCATION),
        .network = partner_of(state, "Netwerk", PARTNER_KIND_SUPPORT_NETWORK),
    };

    assert_int_equal(coalition_set(given_tx(state), &system, p.dossier, 0, &call), ERR_OK);
    assert_int_equal(coalition_need_add(given_tx(state), &system, p.dossier, 0, &need), ERR_OK);
    return p;
}

static enum err add(void **state, const struct pilot *p, int64_t partner, int64_t need, unsigned as)
{
    struct actor system = actor_system();
    const struct coalition_member in = { .partner_id = partner,
        .need_id = need,
        .state = as,
        .contact = "coördinator",
        .note = "belt terug" };

    given_new_request(state);
    return coalition_member_add(given_tx(state), &system, p->dossier, 0, &in);
}

static const char *missing(void **state, const struct pilot *p)
{
    struct lines lines = { 0 };

    assert_int_equal(
        coalition_missing(tx_snap(given_tx(state)), arena(state), p->dossier, "2024-04-15", &lines),
        ERR_OK);
    return str_join(arena(state), &lines, "; ");
}

static struct coalition_need first_need(void **state, const struct pilot *p)
{
    struct coalition_need_list list = { 0 };

    assert_int_equal(
        coalition_needs(tx_snap(given_tx(state)), arena(state), p->dossier, &list), ERR_OK);
    assert_true(list.count > 0);
    return list.at[0];
}

static struct coalition_member_list members(
    void **state, const struct pilot *p, const struct actor *who)
{
    struct coalition_member_list list = { 0 };

    assert_int_equal(
        coalition_members(tx_snap(given_tx(state)), arena(state), who, p->dossier, &list), ERR_OK);
    return list;
}

static void only_who_committed_counts(void **state)
{
    struct pilot p = pilot(state);

    assert_string_equal(missing(state, &p), "0 van 2 opvanglocaties toegezegd, nog 9 dagen");
    assert_int_equal(add(state, &p, p.one, 0, COALITION_COMMITTED), ERR_OK);
    assert_int_equal(add(state, &p, p.other, 0, COALITION_ASKED), ERR_OK);
    assert_string_equal(missing(state, &p), "1 van 2 opvanglocaties toegezegd, nog 9 dagen");
    struct coalition_need n = first_need(state, &p);
    assert_int_equal(n.committed, 1);
    assert_int_equal(n.asked, 1);
    assert_int_equal(n.declined, 0);
}

static void another_kind_counts_only_where_it_was_put(void **state)
{
    struct pilot p = pilot(state);
    struct pilot same = p;

    assert_int_equal(add(state, &p, p.network, 0, COALITION_COMMITTED), ERR_OK);
    assert_int_equal(first_need(state, &p).committed, 0);
    same.network = partner_of(state, "Organisator", PARTNER_KIND_ORGANISER);
    assert_int_equal(
        add(state, &p, same.network, first_need(state, &p).id, COALITION_COMMITTED), ERR_OK);
    assert_int_equal(first_need(state, &p).committed, 1);
}

static void a_group_counts_its_members_of_that_day(void **state)
{
    struct actor system = actor_system();
    struct pilot p = pilot(state);
    int64_t group = partner_of(state, "Lokaal team", PARTNER_KIND_GROUP), id;
    const struct coalition_need need = { .group_id = group, .least = 1, .words = "lokale teams" };
    const struct membership_input in = { group, "2024-01-01", "" },
                                  past = { group, "2020-01-01", "2021-01-01" };
    struct coalition_need_list list = { 0 };

    assert_int_equal(coalition_need_add(given_tx(state), &system, p.dossier, 0, &need), ERR_OK);
    assert_int_equal(partner_join(given_tx(state), &system, p.network, &in, &id), ERR_OK);
    assert_int_equal(partner_join(given_tx(state), &system, p.other, &past, &id), ERR_OK);
    assert_int_equal(add(state, &p, p.network, 0, COALITION_COMMITTED), ERR_OK);
    assert_int_equal(add(state, &p, p.other, 0, COALITION_COMMITTED), ERR_OK);
    assert_int_equal(
        coalition_needs(tx_snap(given_tx(state)), arena(state), p.dossier, &list), ERR_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.at[1].committed, 1);
    assert_string_equal(list.at[1].group_name, "Lokaal team");
}

static void a_partner_stands_in_it_once(void **state)
{
    struct pilot p = pilot(state);

    assert_int_equal(add(state, &p, p.one, 0, COALITION_ASKED), ERR_OK);
    assert_int_equal(add(state, &p, p.one, 0, COALITION_ASKED), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "partner_id"));
}

static void wrong_input_is_told_all_at_once(void **state)
{
    struct actor system = actor_system();
    struct pilot p = pilot(state);
    const struct coalition_member in = {
        .partner_id = 99, .need_id = 99, .state = COALITION_ASKED, .date = "2024-02-30"
    };
    const struct coalition_need need = { .least = 0, .words = "", .group_id = 99 };

    assert_int_equal(
        coalition_member_add(given_tx(state), &system, p.dossier, 0, &in), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "partner_id"));
    assert_non_null(fault_message(given_fault(state), "need_id"));
    assert_non_null(fault_message(given_fault(state), "date"));
    given_new_request(state);
    assert_int_equal(
        coalition_need_add(given_tx(state), &system, p.dossier, 0, &need), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "least"));
    assert_non_null(fault_message(given_fault(state), "words"));
    assert_non_null(fault_message(given_fault(state), "group_id"));
}

static void an_answer_is_noted_with_its_date(void **state)
{
    struct actor system = actor_system();
    struct pilot p = pilot(state);

    assert_int_equal(add(state, &p, p.one, 0, COALITION_ASKED), ERR_OK);
    struct coalition_member m = members(state, &p, &system).at[0];
    assert_string_equal(m.date, "2024-04-15");
    m.state = COALITION_DECLINED;
    m.date = "2024-04-16";
    assert_int_equal(
        coalition_member_update(given_tx(state), &system, p.dossier, 0, m.id, &m), ERR_OK);
    m = members(state, &p, &system).at[0];
    assert_int_equal(m.state, COALITION_DECLINED);
    assert_string_equal(m.date, "2024-04-16");
    assert_int_equal(first_need(state, &p).declined, 1);
}

static void who_was_asked_is_for_the_secretariat_and_that_partner(void **state)
{
    struct pilot p = pilot(state);
    struct actor system = actor_system(), member = work_member();
    struct actor partner = { .roles = ROLE_BIT(ROLE_PARTNER), .partner_id = p.other };

    assert_int_equal(add(state, &p, p.one, 0, COALITION_COMMITTED), ERR_OK);
    assert_int_equal(add(state, &p, p.other, 0, COALITION_DECLINED), ERR_OK);
    assert_int_equal(members(state, &p, &system).count, 2);
    assert_string_equal(members(state, &p, &system).at[0].contact, "coördinator");
    struct coalition_member_list seen = members(state, &p, &member);
    assert_int_equal(seen.count, 1);
    assert_string_equal(seen.at[0].partner_name, "Locatie A");
    assert_string_equal(seen.at[0].contact, "");
    assert_string_equal(seen.at[0].note, "");
    assert_int_equal(members(state, &p, &partner).count, 2);
}

static void what_was_removed_is_put_back(void **state)
{
    struct actor system = actor_system();
    struct pilot p = pilot(state);
    struct tx *tx = given_tx(state);
    int64_t need = first_need(state, &p).id;

    assert_int_equal(add(state, &p, p.one, 0, COALITION_COMMITTED), ERR_OK);
    int64_t member = members(state, &p, &system).at[0].id;
    assert_int_equal(coalition_remove(tx, &system, p.dossier, 0, "member", member, false), ERR_OK);
    assert_int_equal(first_need(state, &p).committed, 0);
    assert_int_equal(coalition_remove(tx, &system, p.dossier, 0, "member", member, true), ERR_OK);
    assert_int_equal(first_need(state, &p).committed, 1);
    assert_int_equal(coalition_remove(tx, &system, p.dossier, 0, "need", need, false), ERR_OK);
    assert_string_equal(missing(state, &p), "");
    assert_int_equal(
        coalition_remove(tx, &system, p.dossier, 0, "need", need, false), ERR_NOT_FOUND);
    assert_int_equal(coalition_remove(tx, &system, p.dossier, 0, "need", need, true), ERR_OK);
    assert_int_equal(
        coalition_remove(tx, &system, p.dossier, 0, "part", need, true), ERR_NOT_FOUND);
}

static void one_that_was_asked_again_meanwhile_is_not_put_back(void **state)
{
    struct actor system = actor_system();
    struct pilot p = pilot(state);

    assert_int_equal(add(state, &p, p.one, 0, COALITION_ASKED), ERR_OK);
    int64_t member = members(state, &p, &system).at[0].id;
    assert_int_equal(
        coalition_remove(given_tx(state), &system, p.dossier, 0, "member", member, false), ERR_OK);
    assert_int_equal(add(state, &p, p.one, 0, COALITION_COMMITTED), ERR_OK);
    assert_int_equal(
        coalition_remove(given_tx(state), &system, p.dossier, 0, "member", member, true),
        ERR_CONFLICT);
}

static void only_who_prepares_writes_and_only_the_present_version(void **state)
{
    struct actor system = actor_system(), member = work_member();
    struct pilot p = pilot(state);
    const struct coalition call = { "Andere oproep", "2024-05-01" };
    struct dossier d = { 0 };
    const struct visibility all = { .sees = ACCESS_SECRETARIAT };

    assert_int_equal(coalition_set(given_tx(state), &member, p.dossier, 0, &call), ERR_FORBIDDEN);
    assert_int_equal(coalition_set(given_tx(state), &system, p.dossier, 999, &call), ERR_STALE);
    assert_int_equal(coalition_set(given_tx(state), &system, 999, 0, &call), ERR_NOT_FOUND);
    assert_int_equal(
        dossier_get(tx_snap(given_tx(state)), arena(state), all, p.dossier, &d), ERR_OK);
    assert_int_equal(coalition_set(given_tx(state), &system, p.dossier, d.version, &call), ERR_OK);
    assert_int_equal(
        coalition_set(given_tx(state), &system, p.dossier, d.version, &call), ERR_STALE);
}

static void the_overview_hears_of_it_until_it_is_complete(void **state)
{
    struct pilot p = pilot(state);
    struct coalition_due_list list = { 0 };
    struct snap *s = tx_snap(given_tx(state));

    assert_int_equal(coalition_due(s, arena(state), "2024-04-15", &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(
        list.at[0].words, "Proefproject: 0 van 2 opvanglocaties toegezegd, nog 9 dagen");
    assert_string_equal(list.at[0].date, "2024-04-24");
    assert_false(list.at[0].late);
    assert_int_equal(coalition_due(s, arena(state), "2024-04-25", &list), ERR_OK);
    assert_true(list.at[0].late);
    assert_int_equal(add(state, &p, p.one, 0, COALITION_COMMITTED), ERR_OK);
    assert_int_equal(add(state, &p, p.other, 0, COALITION_COMMITTED), ERR_OK);
    assert_int_equal(coalition_due(s, arena(state), "2024-04-15", &list), ERR_OK);
    assert_int_equal(list.count, 0);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_work, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(what_is_missing_says_how_many_and_how_long),
        WITH_DB(only_who_committed_counts),
        WITH_DB(another_kind_counts_only_where_it_was_put),
        WITH_DB(a_group_counts_its_members_of_that_day),
        WITH_DB(a_partner_stands_in_it_once),
        WITH_DB(wrong_input_is_told_all_at_once),
        WITH_DB(an_answer_is_noted_with_its_date),
        WITH_DB(who_was_asked_is_for_the_secretariat_and_that_partner),
        WITH_DB(what_was_removed_is_put_back),
        WITH_DB(one_that_was_asked_again_meanwhile_is_not_put_back),
        WITH_DB(only_who_prepares_writes_and_only_the_present_version),
        WITH_DB(the_overview_hears_of_it_until_it_is_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
