/* A new term: a draft first, then all of it or nothing. */
#include "lok/base/dates.h"
#include "lok/feed_token.h"
#include "lok/personal_link.h"
#include "lok/term.h"
#include "tests/given/lok.h"
#include <string.h>

static int64_t seat_of(void **state, int64_t person, unsigned sex, unsigned role)
{
    struct actor system = actor_system();
    struct member m = { .person_id = person, .sex = sex, .role = role, .from_date = "2019-01-01" };
    int64_t id = 0;

    assert_int_equal(member_create(given_tx(state), &system, &m, &id), ERR_OK);
    return id;
}

static int64_t seat(void **state, unsigned sex)
{
    return seat_of(state, given_person(state, "Lid", ""), sex, MEMBER_ROLE_MEMBER);
}

static enum err plan_of(
    void **state, const struct actor *who, const struct term_input *in, struct term_plan *ret)
{
    return term_plan(tx_snap(given_tx(state)), arena(state), who, in, ret);
}

static struct member member(void **state, int64_t id)
{
    struct member m = { 0 };

    assert_int_equal(member_get(tx_snap(given_tx(state)), arena(state), id, &m), ERR_OK);
    return m;
}

static struct member_list on(void **state, const char *date)
{
    struct member_list list = { 0 };

    assert_int_equal(
        member_list(tx_snap(given_tx(state)), arena(state), date, 0, 100, &list), ERR_OK);
    return list;
}

static void the_draft_is_tried_by_the_two_thirds_rule_and_changes_nothing(void **state)
{
    struct actor system = actor_system();
    struct term_plan plan = { 0 };

    given_council(state, "2025-02-01");
    int64_t stay[] = { seat(state, SEX_WOMAN), seat(state, SEX_WOMAN) };
    seat(state, SEX_MAN);
    struct term_input in = { .date = "2025-01-01", .everybody = true };
    assert_int_equal(plan_of(state, &system, &in, &plan), ERR_OK);
    assert_int_equal(plan.balance.verdict, SEATS_KEPT);
    assert_int_equal(plan.leaver_count, 0);
    in = (struct term_input){ .date = "2025-01-01", .stay = stay, .stay_count = 2 };
    assert_int_equal(plan_of(state, &system, &in, &plan), ERR_OK);
    assert_int_equal(plan.balance.verdict, SEATS_BROKEN);
    assert_int_equal(plan.leaver_count, 1);
    assert_int_equal(on(state, "2025-02-01").count, 3);
    assert_string_equal(member(state, stay[0]).until_date, "");
}

static void who_stays_gets_a_new_seat_like_the_old_one(void **state)
{
    struct actor system = actor_system();
    struct term_plan plan = { 0 };

    given_council(state, "2025-02-01");
    int64_t stay[] = { seat_of(state, given_person(state, "Lid", ""), SEX_X, MEMBER_ROLE_CHAIR) };
    int64_t leave = seat(state, SEX_MAN);
    struct term_input in = { .date = "2025-01-01", .stay = stay, .stay_count = 1 };
    assert_int_equal(plan_of(state, &system, &in, &plan), ERR_OK);
    assert_true(plan.has_chair);
    assert_int_equal(term_start(given_tx(state), &system, &in, plan.seen, &plan), ERR_OK);
    assert_string_equal(member(state, stay[0]).until_date, "2024-12-31");
    assert_string_equal(member(state, leave).until_date, "2024-12-31");
    struct member_list now = on(state, "2025-01-01");
    assert_int_equal(now.count, 1);
    assert_int_equal(now.at[0].role, MEMBER_ROLE_CHAIR);
    assert_int_equal(now.at[0].sex, SEX_X);
    assert_string_equal(now.at[0].from_date, "2025-01-01");
    assert_string_equal(given_last_event(state, "term.started").data,
        "{\"date\":\"2025-01-01\",\"stay\":1,\"leave\":1}");
}

static void a_draft_that_somebody_overtook_is_refused(void **state)
{
    struct actor system = actor_system();
    struct term_plan plan = { 0 };

    given_council(state, "2025-02-01");
    int64_t id = seat(state, SEX_MAN);
    struct term_input in = { .date = "2025-01-01", .everybody = true };
    assert_int_equal(plan_of(state, &system, &in, &plan), ERR_OK);
    struct member m = member(state, id);
    m.councillor = true;
    assert_int_equal(member_update(given_tx(state), &system, id, m.version, &m), ERR_OK);
    assert_int_equal(term_start(given_tx(state), &system, &in, plan.seen, &plan), ERR_STALE);
    assert_string_equal(member(state, id).until_date, "");
}

static void a_day_to_come_and_a_seat_that_does_not_run_are_refused(void **state)
{
    struct actor system = actor_system();
    struct term_plan plan = { 0 };
    int64_t other[] = { 999 };

    given_council(state, "2025-02-01");
    seat(state, SEX_MAN);
    struct term_input in = { .date = "2025-02-02", .everybody = true };
    assert_int_equal(plan_of(state, &system, &in, &plan), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "date"));
    given_new_request(state);
    in = (struct term_input){ .date = "2025-13-01", .everybody = true };
    assert_int_equal(plan_of(state, &system, &in, &plan), ERR_INVALID);
    given_new_request(state);
    in = (struct term_input){ .date = "2025-01-01", .stay = other, .stay_count = 1 };
    assert_int_equal(plan_of(state, &system, &in, &plan), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "stay"));
    given_new_request(state);
    in = (struct term_input){ .date = "2018-01-01", .everybody = true };
    assert_int_equal(plan_of(state, &system, &in, &plan), ERR_INVALID);
}

static struct account account(void **state, int64_t id)
{
    struct account a = { 0 };

    assert_int_equal(account_get(tx_snap(given_tx(state)), arena(state), id, &a), ERR_OK);
    return a;
}

static void who_leaves_loses_links_and_the_roles_of_a_member(void **state)
{
    struct actor system = actor_system();
    struct term_plan plan = { 0 };
    struct personal_link_list links = { 0 };
    struct feed_token_list feeds = { 0 };
    const char *token;

    given_council(state, "2025-02-01");
    int64_t only = given_account(state, "lid@example.be", ROLE_BIT(ROLE_MEMBER), 0);
    int64_t both =
        given_account(state, "baas@example.be", ROLE_BIT(ROLE_CHAIR) | ROLE_BIT(ROLE_SECRETARY), 0);
    int64_t person = account(state, only).person_id;
    seat_of(state, person, SEX_MAN, MEMBER_ROLE_MEMBER);
    seat_of(state, account(state, both).person_id, SEX_MAN, MEMBER_ROLE_CHAIR);
    int64_t stay[] = { seat(state, SEX_WOMAN) };
    struct personal_link_input link = { .person_id = person, .expires_at = clock_now() + 1000000 };
    assert_int_equal(personal_link_make(given_tx(state), arena(state), &link, &token), ERR_OK);
    struct actor self = { .person_id = person };
    struct feed_owner owner = { .person_id = person };
    assert_int_equal(
        feed_token_create(given_tx(state), arena(state), &self, owner, &token), ERR_OK);

    struct term_input in = { .date = "2025-01-01", .stay = stay, .stay_count = 1 };
    assert_int_equal(plan_of(state, &system, &in, &plan), ERR_OK);
    assert_int_equal(plan.leaver_count, 2);
    assert_int_equal(term_start(given_tx(state), &system, &in, plan.seen, &plan), ERR_OK);
    assert_true(account(state, only).disabled);
    assert_false(account(state, both).disabled);
    assert_int_equal(account(state, both).roles, ROLE_BIT(ROLE_SECRETARY));
    assert_int_equal(
        personal_link_list(tx_snap(given_tx(state)), arena(state), person, &links), ERR_OK);
    assert_int_equal(links.count, 0);
    assert_int_equal(
        feed_token_list(tx_snap(given_tx(state)), arena(state), owner, &feeds), ERR_OK);
    assert_int_equal(feeds.count, 0);
}

static void who_starts_it_keeps_the_own_access(void **state)
{
    struct term_plan plan = { 0 };

    given_council(state, "2025-02-01");
    int64_t id = given_account(
        state, "secretaris@example.be", ROLE_BIT(ROLE_SECRETARY) | ROLE_BIT(ROLE_MEMBER), 0);
    struct actor who = { .account_id = id,
        .person_id = account(state, id).person_id,
        .roles = account(state, id).roles };
    seat_of(state, who.person_id, SEX_MAN, MEMBER_ROLE_SECRETARY);
    struct term_input in = { .date = "2025-01-01" };
    assert_int_equal(plan_of(state, &who, &in, &plan), ERR_OK);
    assert_int_equal(plan.leaver_count, 1);
    assert_true(plan.leavers[0].is_own);
    assert_int_equal(term_start(given_tx(state), &who, &in, plan.seen, &plan), ERR_OK);
    assert_int_equal(account(state, id).roles, who.roles);
    assert_false(account(state, id).disabled);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(the_draft_is_tried_by_the_two_thirds_rule_and_changes_nothing),
        WITH_DB(who_stays_gets_a_new_seat_like_the_old_one),
        WITH_DB(a_draft_that_somebody_overtook_is_refused),
        WITH_DB(a_day_to_come_and_a_seat_that_does_not_run_are_refused),
        WITH_DB(who_leaves_loses_links_and_the_roles_of_a_member),
        WITH_DB(who_starts_it_keeps_the_own_access),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
