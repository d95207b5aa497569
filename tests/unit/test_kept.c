#include "lok/base/clock.h"
#include "notify/kept.h"
#include "notify/upkeep.h"
#include "tests/given/given.h"
#include "tests/given/outbox.h"

static const int64_t DAY = 86400000;

static void kept_up(void **state, int64_t now)
{
    struct fault f;
    bool more;

    given_commit(state);
    fault_init(&f, arena(state));
    assert_int_equal(upkeep(given_database(state), &f, now, now, &more), ERR_OK);
}

static enum err found(void **state, int64_t endpoint, const char *notice, struct kept_notice *ret)
{
    return kept_find(tx_snap(given_tx(state)), arena(state), endpoint, notice, ret);
}

static void an_id_outlives_its_log(void **state)
{
    int64_t endpoint = given_any_endpoint(state);
    struct notice n = given_meeting_notice(state, 1, 1);
    int64_t id = given_delivery(state, endpoint, n);
    struct kept_notice k;
    struct delivery d;

    given_delivery_state(state, id, DELIVERY_SENT, 5 * DAY);
    assert_int_equal(found(state, endpoint, n.id, &k), ERR_OK);
    assert_true(k.in_log);
    kept_up(state, 100 * DAY);
    assert_int_equal(outbox_get(tx_snap(given_tx(state)), arena(state), id, &d), ERR_NOT_FOUND);
    assert_int_equal(found(state, endpoint, n.id, &k), ERR_OK);
    assert_false(k.in_log);
    assert_int_equal(k.state, DELIVERY_SENT);
    assert_int_equal(k.type, NOTICE_AGENDA_PUBLISHED);
    assert_int_equal(k.finished_at, 5 * DAY);
}

static void what_never_went_there_is_not_found(void **state)
{
    int64_t endpoint = given_any_endpoint(state), other = given_any_endpoint(state);
    struct notice n = given_meeting_notice(state, 1, 1);
    struct kept_notice k;

    given_delivery_state(state, given_delivery(state, endpoint, n), DELIVERY_SENT, 1);
    kept_up(state, 100 * DAY);
    assert_int_equal(found(state, other, n.id, &k), ERR_NOT_FOUND);
    assert_int_equal(found(state, endpoint, "msg_unknown", &k), ERR_NOT_FOUND);
}

/* A database gives the number of the last delivery that was cleared away to the next one. */
static void ids_of_deliveries_may_come_back(void **state)
{
    int64_t endpoint = given_any_endpoint(state);
    struct kept_list list = { 0 };

    for (int64_t i = 1; i <= 2; i++) {
        given_delivery_state(state,
            given_delivery(state, endpoint, given_meeting_notice(state, i, 1)), DELIVERY_SENT,
            i * DAY);
        kept_up(state, (40 + i) * DAY);
    }
    assert_int_equal(
        kept_list(tx_snap(given_tx(state)), arena(state), endpoint, 0, 10, &list), ERR_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.at[0].finished_at, 2 * DAY);
}

static void ids_end_after_five_years(void **state)
{
    int64_t endpoint = given_any_endpoint(state);
    struct notice first = given_meeting_notice(state, 1, 1), second = first;
    struct kept_notice k;

    given_delivery_state(state, given_delivery(state, endpoint, first), DELIVERY_SENT, DAY);
    kept_up(state, 100 * DAY);
    second.id = notice_new_id(arena(state));
    given_delivery_state(state, given_delivery(state, endpoint, second), DELIVERY_SENT, 100 * DAY);
    kept_up(state, (KEPT_IDS_DAYS + 1) * DAY);
    assert_int_equal(found(state, endpoint, first.id, &k), ERR_OK);
    given_delivery_state(state, given_delivery(state, endpoint, given_meeting_notice(state, 3, 1)),
        DELIVERY_SENT, 200 * DAY);
    kept_up(state, (KEPT_IDS_DAYS + 2) * DAY);
    assert_int_equal(found(state, endpoint, first.id, &k), ERR_NOT_FOUND);
    assert_int_equal(found(state, endpoint, second.id, &k), ERR_OK);
}

static void an_endpoint_stays_as_long_as_its_ids(void **state)
{
    struct actor who = actor_system();
    int64_t endpoint = given_any_endpoint(state);
    struct notice n = given_meeting_notice(state, 1, 1);
    struct kept_notice k;

    given_delivery_state(state, given_delivery(state, endpoint, n), DELIVERY_SENT, clock_now());
    assert_int_equal(endpoint_delete(given_tx(state), &who, endpoint, 1), ERR_OK);
    kept_up(state, clock_now() + 31 * DAY);
    assert_int_not_equal(given_any_endpoint(state), endpoint);
    assert_int_equal(found(state, endpoint, n.id, &k), ERR_OK);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(an_id_outlives_its_log),
        WITH_DB(what_never_went_there_is_not_found),
        WITH_DB(ids_of_deliveries_may_come_back),
        WITH_DB(ids_end_after_five_years),
        WITH_DB(an_endpoint_stays_as_long_as_its_ids),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
