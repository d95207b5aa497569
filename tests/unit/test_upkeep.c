/* Covers notify/outbox_hold.c. */
#include "notify/outbox.h"
#include "notify/upkeep.h"
#include "tests/given/given.h"

static const struct lines NOTHING = { NULL, 0 };

static int64_t given_endpoint(void **state)
{
    struct actor who = actor_system();
    struct endpoint_input in = { .url = "https://hooks.example.be/", .events = 255 };
    const char *secret;
    int64_t id = 0;

    assert_int_equal(
        endpoint_create(given_tx(state), arena(state), &who, &NOTHING, &in, &id, &secret), ERR_OK);
    return id;
}

static struct notice notice(void **state, int64_t subject, int64_t due_at)
{
    return (struct notice){
        .id = notice_new_id(arena(state)),
        .type = NOTICE_AGENDA_PUBLISHED,
        .subject_kind = "meeting",
        .subject_id = subject,
        .body = "{\"a\":1}",
        .due_at = due_at,
    };
}

static int64_t put(void **state, int64_t endpoint, struct notice n)
{
    int64_t id = 0;

    assert_int_equal(outbox_add(given_tx(state), endpoint, &n, &id), ERR_OK);
    return id;
}

static struct delivery read(void **state, int64_t id)
{
    struct delivery d;

    assert_int_equal(outbox_get(tx_snap(given_tx(state)), arena(state), id, &d), ERR_OK);
    return d;
}

static const struct sql SET_STATE =
    SQL("UPDATE delivery SET state = :state, finished_at = :finished WHERE id = :id");

static void set_state(void **state, int64_t id, enum delivery_state to, int64_t finished_at)
{
    assert_int_equal(sql_run(given_tx(state), &SET_STATE,
                         IN(in_i64("id", id), in_enum("state", DELIVERY_STATES, to),
                             in_id("finished", finished_at)),
                         NULL),
        ERR_OK);
}

static bool kept_up(void **state, int64_t now, int64_t domain_now)
{
    struct fault f;
    bool more = false;

    fault_init(&f, arena(state));
    assert_int_equal(upkeep(given_database(state), &f, now, domain_now, &more), ERR_OK);
    return more;
}

static void a_notice_expires_by_the_time_of_the_domain(void **state)
{
    int64_t endpoint = given_endpoint(state);
    struct notice n = notice(state, 7, INT64_C(1) << 40);

    n.expires_at = 5000;
    int64_t id = put(state, endpoint, n);
    given_commit(state);
    (void)kept_up(state, 900000, 4999);
    assert_int_equal(read(state, id).state, DELIVERY_PENDING);
    given_commit(state);
    (void)kept_up(state, 900000, 5000);
    assert_int_equal(read(state, id).state, DELIVERY_EXPIRED);
    assert_int_equal(read(state, id).finished_at, 900000);
}

static void the_log_is_cleared_after_30_days(void **state)
{
    const int64_t day = 86400000, now = 100 * day;
    int64_t endpoint = given_endpoint(state);
    int64_t old = put(state, endpoint, notice(state, 1, 1));
    int64_t recent = put(state, endpoint, notice(state, 2, 1));
    int64_t waits = put(state, endpoint, notice(state, 3, 1));
    struct delivery d;

    set_state(state, old, DELIVERY_SENT, now - 30 * day - 1);
    set_state(state, recent, DELIVERY_SENT, now - 30 * day);
    given_commit(state);
    assert_false(kept_up(state, now, now));
    assert_int_equal(outbox_get(tx_snap(given_tx(state)), arena(state), old, &d), ERR_NOT_FOUND);
    assert_int_equal(read(state, recent).state, DELIVERY_SENT);
    assert_int_equal(read(state, waits).state, DELIVERY_PENDING);
}

static void the_log_is_cleared_in_groups(void **state)
{
    const int64_t day = 86400000, now = 100 * day;
    int64_t endpoint = given_endpoint(state);

    for (int i = 0; i < 250; i++)
        set_state(state, put(state, endpoint, notice(state, i, 1)), DELIVERY_SENT, 1 + i);
    given_commit(state);
    assert_true(kept_up(state, now, now));
    assert_false(kept_up(state, now, now));
}

static void a_clock_set_back_brings_what_waits_nearer(void **state)
{
    int64_t endpoint = given_endpoint(state);
    int64_t soon = put(state, endpoint, notice(state, 1, 1500));
    int64_t later = put(state, endpoint, notice(state, 2, 9000));
    int64_t past = put(state, endpoint, notice(state, 3, 900));
    struct fault f;

    given_commit(state);
    fault_init(&f, arena(state));
    assert_int_equal(upkeep_clock_set_back(given_database(state), &f, 1000, 2000), ERR_OK);
    assert_int_equal(read(state, soon).due_at, 1000);
    assert_int_equal(read(state, later).due_at, 7000);
    assert_int_equal(read(state, past).due_at, 900);
}

static void what_lies_impossibly_far_ahead_is_due_now(void **state)
{
    int64_t endpoint = given_endpoint(state), now = 1000000;
    int64_t far = put(state, endpoint, notice(state, 1, now + UPKEEP_FARTHEST_MS + 1));
    int64_t near = put(state, endpoint, notice(state, 2, now + UPKEEP_FARTHEST_MS));

    given_commit(state);
    (void)kept_up(state, now, now);
    assert_int_equal(read(state, far).due_at, now);
    assert_int_equal(read(state, near).due_at, now + UPKEEP_FARTHEST_MS);
}

static void what_a_restore_holds_stays_held_whatever_the_clock_does(void **state)
{
    int64_t endpoint = given_endpoint(state), held = 0, now = 1000000;
    int64_t id = put(state, endpoint, notice(state, 1, now));
    struct fault f;

    assert_int_equal(outbox_hold(given_tx(state), &held), ERR_OK);
    assert_int_equal(held, 1);
    given_commit(state);
    fault_init(&f, arena(state));
    (void)kept_up(state, now, now);
    assert_int_equal(upkeep_clock_set_back(given_database(state), &f, now, 5000), ERR_OK);
    struct delivery d = read(state, id);
    assert_true(delivery_is_held(&d));
    assert_int_equal(outbox_release_held(given_tx(state), &held), ERR_OK);
    assert_int_equal(held, 1);
    d = read(state, id);
    assert_false(delivery_is_held(&d));
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(a_notice_expires_by_the_time_of_the_domain),
        WITH_DB(the_log_is_cleared_after_30_days),
        WITH_DB(the_log_is_cleared_in_groups),
        WITH_DB(a_clock_set_back_brings_what_waits_nearer),
        WITH_DB(what_lies_impossibly_far_ahead_is_due_now),
        WITH_DB(what_a_restore_holds_stays_held_whatever_the_clock_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
