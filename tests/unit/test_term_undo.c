/* A new term is taken back: all of it, while nothing else happened. */
#include "lok/base/clock.h"
#include "lok/event.h"
#include "lok/feed_token.h"
#include "lok/personal_link.h"
#include "lok/term_undo.h"
#include "lok/token.h"
#include "tests/given/lok.h"
#include <string.h>

static int64_t seat_of(void **state, int64_t person, const char *until)
{
    struct actor system = actor_system();
    struct member m = { .person_id = person, .from_date = "2019-01-01", .until_date = until };
    int64_t id = 0;

    assert_int_equal(member_create(given_tx(state), &system, &m, &id), ERR_OK);
    return id;
}

static struct member_list all_seats(void **state)
{
    struct member_list list = { 0 };

    assert_int_equal(
        member_list(tx_snap(given_tx(state)), arena(state), "", 0, 100, &list), ERR_OK);
    return list;
}

static int64_t started(void **state, const char *date, const int64_t *stay, size_t count)
{
    struct actor system = actor_system();
    struct term_input in = { .date = date, .stay = stay, .stay_count = count };
    struct term_plan plan = { 0 };

    assert_int_equal(
        term_plan(tx_snap(given_tx(state)), arena(state), &system, &in, &plan), ERR_OK);
    assert_int_equal(term_start(given_tx(state), &system, &in, plan.seen, &plan), ERR_OK);
    return plan.id;
}

static enum err undo(void **state, int64_t id, int64_t now)
{
    struct actor system = actor_system();

    given_new_request(state);
    return term_undo(given_tx(state), &system, id, now);
}

static struct account account(void **state, int64_t id)
{
    struct account a = { 0 };

    assert_int_equal(account_get(tx_snap(given_tx(state)), arena(state), id, &a), ERR_OK);
    return a;
}

static const char *made_link(void **state, int64_t person)
{
    struct personal_link_input link = { .person_id = person, .expires_at = clock_now() + 1000000 };
    const char *token;

    assert_int_equal(personal_link_make(given_tx(state), arena(state), &link, &token), ERR_OK);
    return token;
}

static bool opens(void **state, const char *token)
{
    struct personal_link link;

    return personal_link_open(tx_snap(given_tx(state)), arena(state), token, &link) == ERR_OK;
}

static void seats_links_and_accounts_are_as_they_were(void **state)
{
    struct actor system = actor_system();

    given_council(state, "2025-02-01");
    int64_t only = given_account(state, "lid@example.be", ROLE_BIT(ROLE_MEMBER), 0);
    int64_t both =
        given_account(state, "baas@example.be", ROLE_BIT(ROLE_CHAIR) | ROLE_BIT(ROLE_SECRETARY), 0);
    int64_t person = account(state, only).person_id;
    int64_t stay[] = { seat_of(state, given_person(state, "Lid", ""), "2025-12-31") };
    seat_of(state, person, "");
    seat_of(state, account(state, both).person_id, "");
    const char *old_link = made_link(state, person);
    assert_int_equal(personal_link_revoke(given_tx(state), &system, person), ERR_OK);
    while (clock_now() == clock_now())
        continue; /* what was revoked before the term, is not of it */
    const char *link = made_link(state, person);
    struct member_list before = all_seats(state);

    int64_t id = started(state, "2025-01-01", stay, 1);
    assert_int_equal(all_seats(state).count, 4);
    assert_false(opens(state, link));
    assert_true(account(state, only).disabled);
    assert_int_equal(undo(state, id, clock_now()), ERR_OK);
    struct member_list after = all_seats(state);
    assert_int_equal(after.count, 3);
    for (size_t i = 0; i < after.count; i++) {
        assert_int_equal(after.at[i].id, before.at[i].id);
        assert_string_equal(after.at[i].until_date, before.at[i].until_date);
    }
    assert_true(opens(state, link));
    assert_false(opens(state, old_link));
    assert_false(account(state, only).disabled);
    assert_int_equal(account(state, both).roles, ROLE_BIT(ROLE_CHAIR) | ROLE_BIT(ROLE_SECRETARY));
    assert_string_equal(
        given_last_event(state, "term.undone").data, "{\"date\":\"2025-01-01\",\"seats\":3}");
    assert_int_equal(undo(state, id, clock_now()), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "al ongedaan"));
}

static void calendar_links_and_tokens_work_again(void **state)
{
    struct actor system = actor_system();
    const char *feed, *token;
    struct feed_token found;
    struct actor bearer;

    given_council(state, "2025-02-01");
    int64_t person = given_person(state, "Lid", "");
    struct actor self = { .person_id = person };
    struct feed_owner owner = { .person_id = person };
    struct token_input in = { .name = "agenda", .role = ROLE_MEMBER, .person_id = person };
    seat_of(state, person, "");
    assert_int_equal(feed_token_create(given_tx(state), arena(state), &self, owner, &feed), ERR_OK);
    assert_int_equal(token_create(given_tx(state), arena(state), &system, &in, &token), ERR_OK);
    int64_t id = started(state, "2025-01-01", NULL, 0);
    assert_int_equal(
        feed_token_find(tx_snap(given_tx(state)), arena(state), feed, &found), ERR_NOT_FOUND);
    assert_int_equal(
        token_actor(tx_snap(given_tx(state)), arena(state), token, &bearer), ERR_UNAUTHORIZED);
    assert_int_equal(undo(state, id, clock_now()), ERR_OK);
    assert_int_equal(feed_token_find(tx_snap(given_tx(state)), arena(state), feed, &found), ERR_OK);
    assert_int_equal(token_actor(tx_snap(given_tx(state)), arena(state), token, &bearer), ERR_OK);
}

static void a_meeting_held_since_holds_it(void **state)
{
    struct actor system = actor_system();

    given_council(state, "2025-02-01");
    int64_t stay[] = { seat_of(state, given_person(state, "Lid", ""), "") };
    int64_t id = started(state, "2025-01-01", stay, 1);
    assert_int_equal(
        event_record(given_tx(state), &system, "meeting.started", "meeting", 1, NULL, NULL),
        ERR_OK);
    assert_int_equal(undo(state, id, clock_now()), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "vergaderd"));
    assert_int_equal(all_seats(state).count, 2);
}

static void a_seat_that_was_changed_since_holds_it(void **state)
{
    struct actor system = actor_system();

    given_council(state, "2025-02-01");
    int64_t stay[] = { seat_of(state, given_person(state, "Lid", ""), "") };
    int64_t id = started(state, "2025-01-01", stay, 1);
    struct member m = all_seats(state).at[1];
    m.councillor = true;
    assert_int_equal(member_update(given_tx(state), &system, m.id, m.version, &m), ERR_OK);
    assert_int_equal(undo(state, id, clock_now()), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "gewijzigd"));
    assert_int_equal(all_seats(state).count, 2);
}

static void only_the_newest_and_for_thirty_days(void **state)
{
    int64_t day = INT64_C(24) * 3600 * 1000;

    given_council(state, "2025-02-01");
    int64_t stay[] = { seat_of(state, given_person(state, "Lid", ""), "") };
    int64_t first = started(state, "2025-01-01", stay, 1);
    stay[0] = all_seats(state).at[1].id;
    int64_t second = started(state, "2025-01-15", stay, 1);
    assert_int_equal(undo(state, first, clock_now()), ERR_CONFLICT);
    assert_int_equal(undo(state, second, clock_now() + 31 * day), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "30 dagen"));
    assert_int_equal(undo(state, 999, clock_now()), ERR_NOT_FOUND);
    assert_int_equal(undo(state, second, clock_now() + 29 * day), ERR_OK);
    assert_int_equal(all_seats(state).count, 2);
    /* Its seat was changed by the second, and changed back. */
    assert_int_equal(undo(state, first, clock_now()), ERR_CONFLICT);
}

static void an_account_that_was_changed_since_stays_as_it_is(void **state)
{
    struct actor system = actor_system();

    given_council(state, "2025-02-01");
    int64_t id =
        given_account(state, "baas@example.be", ROLE_BIT(ROLE_CHAIR) | ROLE_BIT(ROLE_SECRETARY), 0);
    seat_of(state, account(state, id).person_id, "");
    int64_t term = started(state, "2025-01-01", NULL, 0);
    assert_int_equal(account(state, id).roles, ROLE_BIT(ROLE_SECRETARY));
    assert_int_equal(
        account_set_roles(given_tx(state), &system, id, ROLE_BIT(ROLE_ADMIN), 0), ERR_OK);
    assert_int_equal(undo(state, term, clock_now()), ERR_OK);
    assert_int_equal(account(state, id).roles, ROLE_BIT(ROLE_ADMIN));
}

static void a_seat_goes_only_at_its_version(void **state)
{
    struct actor system = actor_system();

    given_council(state, "2025-02-01");
    int64_t id = seat_of(state, given_person(state, "Lid", ""), "");
    assert_int_equal(member_delete(given_tx(state), &system, id, 9), ERR_STALE);
    assert_int_equal(member_delete(given_tx(state), &system, id, 1), ERR_OK);
    assert_int_equal(all_seats(state).count, 0);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(seats_links_and_accounts_are_as_they_were),
        WITH_DB(calendar_links_and_tokens_work_again),
        WITH_DB(a_meeting_held_since_holds_it),
        WITH_DB(a_seat_that_was_changed_since_holds_it),
        WITH_DB(only_the_newest_and_for_thirty_days),
        WITH_DB(an_account_that_was_changed_since_stays_as_it_is),
        WITH_DB(a_seat_goes_only_at_its_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
