/* Covers agenda/reminder.c and agenda/reminder_calendar.c. */
#include "agenda/expansion.h"
#include "agenda/reminder.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "tests/given/people.h"
#include <string.h>

/* A Wednesday, 10.00 in Belgium. */
static const int64_t MORNING = INT64_C(1713340800000);
static const int64_t HOUR = INT64_C(60) * 60 * 1000;
static const int64_t DAY = INT64_C(24) * 60 * 60 * 1000;

static int64_t run(void **state, int64_t now)
{
    int64_t told = -1;

    assert_int_equal(
        reminders_run(given_tx(state), arena(state), &PEOPLE_MAIL, now, &told), ERR_OK);
    return told;
}

static bool due(void **state, int64_t now)
{
    bool is_due = false;

    assert_int_equal(
        reminders_due(tx_snap(given_tx(state)), arena(state), &PEOPLE_MAIL, now, &is_due), ERR_OK);
    return is_due;
}

static struct delivery newest(void **state)
{
    struct delivery_list list = { 0 };
    struct delivery d = { 0 };

    assert_int_equal(outbox_list(tx_snap(given_tx(state)), arena(state), 0, 0, 1, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(outbox_get(tx_snap(given_tx(state)), arena(state), list.at[0].id, &d), ERR_OK);
    return d;
}

/* A council at work with a secretary, and a meeting whose agenda must go within the week. */
static int64_t at_work(void **state)
{
    given_council(state, "");
    given_account(state, "secretaris@example.be", ROLE_BIT(ROLE_SECRETARY), 0);
    int64_t id = work_meeting(state, date_of(arena(state), MORNING + 18 * DAY));
    work_item(state, id, "Mentoren", PURPOSE_DISCUSSION, 0);
    return id;
}

static void the_secretary_is_mailed_what_is_due_once_a_week(void **state)
{
    at_work(state);
    assert_true(due(state, MORNING));
    assert_int_equal(run(state, MORNING), 1);
    assert_non_null(strstr(newest(state).body, "te doen"));
    assert_false(due(state, MORNING + DAY));
    assert_int_equal(run(state, MORNING + DAY), 0);
    assert_int_equal(run(state, MORNING + 7 * DAY), 1);
}

static void nothing_is_mailed_at_night_nor_when_nothing_is_due(void **state)
{
    given_council(state, "");
    given_account(state, "secretaris@example.be", ROLE_BIT(ROLE_SECRETARY), 0);
    assert_int_equal(run(state, MORNING), 0);
    int64_t id = work_meeting(state, date_of(arena(state), MORNING + 18 * DAY));
    work_item(state, id, "Mentoren", PURPOSE_DISCUSSION, 0);
    assert_int_equal(run(state, MORNING - 6 * HOUR), 0);
    assert_int_equal(run(state, MORNING), 1);
}

static void a_practice_council_reminds_nobody(void **state)
{
    telling_meeting(state);
    given_account(state, "secretaris@example.be", ROLE_BIT(ROLE_SECRETARY), 0);
    assert_false(due(state, MORNING));
    assert_int_equal(run(state, MORNING), 0);
}

static void proposals_that_wait_and_missing_replies_are_named(void **state)
{
    struct actor system = actor_system();
    const struct proposal_input in = { .title = "Speelplein", .text = "" };
    struct council c;
    struct lines lines = { 0 };
    int64_t id = at_work(state), proposal = 0;

    assert_int_equal(
        proposal_make(given_tx(state), arena(state), &system, &PEOPLE_MAIL, id, &in, &proposal),
        ERR_OK);
    assert_int_equal(council_get(tx_snap(given_tx(state)), arena(state), &c), ERR_OK);
    assert_int_equal(
        reminder_lines(tx_snap(given_tx(state)), arena(state), &c, MORNING, &lines), ERR_OK);
    bool named = false;
    for (size_t i = 0; i < lines.count; i++)
        named = named || strstr(lines.at[i], "1 voorstel") != NULL;
    assert_true(named);
}

static void set_failing(void **state, int64_t endpoint, int64_t failures, int64_t since)
{
    static const struct sql FAILS = SQL("UPDATE endpoint SET failures = :failures,"
                                        "       failing_since = :since, last_success_at = 1"
                                        " WHERE id = :id");

    assert_int_equal(
        sql_run(given_tx(state), &FAILS,
            IN(in_i64("id", endpoint), in_i64("failures", failures), in_i64("since", since)), NULL),
        ERR_OK);
}

static void a_failing_endpoint_is_told_once_and_its_recovery_once(void **state)
{
    given_council(state, "");
    given_account(state, "secretaris@example.be", ROLE_BIT(ROLE_SECRETARY), 0);
    int64_t endpoint = telling_endpoint(state, "stuk", 0, UINT64_C(1) << NOTICE_MEETING_PLANNED);

    set_failing(state, endpoint, 3, MORNING - HOUR / 2);
    assert_int_equal(run(state, MORNING), 0);
    set_failing(state, endpoint, 4, MORNING - 2 * HOUR);
    assert_int_equal(run(state, MORNING), 1);
    assert_non_null(strstr(newest(state).body, "neemt onze berichten niet aan"));
    assert_int_equal(run(state, MORNING + HOUR), 0);
    set_failing(state, endpoint, 0, 0);
    assert_int_equal(run(state, MORNING + 2 * HOUR), 1);
    assert_non_null(strstr(newest(state).body, "werkt weer"));
    assert_int_equal(run(state, MORNING + 3 * HOUR), 0);
}

static void another_partner_does_not_hear_of_an_endpoint(void **state)
{
    given_council(state, "");
    int64_t own = given_partner(state, "Felies", NULL);
    int64_t endpoint = telling_endpoint(state, "stuk", own, UINT64_C(1) << NOTICE_MEETING_PLANNED);

    telling_endpoint(state, "andere", given_partner(state, "Andere", NULL), TELLING_ALL);
    set_failing(state, endpoint, 4, MORNING - 2 * HOUR);
    assert_int_equal(run(state, MORNING), 0);
}

static void deadlines_are_events_of_a_whole_day(void **state)
{
    const struct expansion round = { .title = "Ronde", .closes_on = "2024-05-02" };
    const struct actor system = actor_system();
    struct calendar_event *events = NULL;
    int64_t id;
    struct council c;
    size_t count = 0;

    at_work(state);
    assert_int_equal(expansion_create(given_tx(state), arena(state), &system, &round, &id), ERR_OK);
    assert_int_equal(council_get(tx_snap(given_tx(state)), arena(state), &c), ERR_OK);
    assert_int_equal(reminder_deadlines(tx_snap(given_tx(state)), arena(state), &c,
                         "https://lok.example.be", MORNING, &events, &count),
        ERR_OK);
    assert_int_equal(count, 3);
    assert_true(events[2].all_day);
    assert_string_equal(events[2].summary, "Laatste dag om plaatsen aan te vragen: Ronde");
    assert_string_equal(date_of(arena(state), events[2].starts_at), "2024-05-02");
    assert_true(events[1].all_day);
    assert_string_equal(events[1].summary, "Uiterste dag voor de uitnodiging: LOK");
    assert_string_equal(
        date_of(arena(state), events[1].starts_at), date_of(arena(state), MORNING + 4 * DAY));
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(the_secretary_is_mailed_what_is_due_once_a_week),
        WITH_DB(nothing_is_mailed_at_night_nor_when_nothing_is_due),
        WITH_DB(a_practice_council_reminds_nobody),
        WITH_DB(proposals_that_wait_and_missing_replies_are_named),
        WITH_DB(a_failing_endpoint_is_told_once_and_its_recovery_once),
        WITH_DB(another_partner_does_not_hear_of_an_endpoint),
        WITH_DB(deadlines_are_events_of_a_whole_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
