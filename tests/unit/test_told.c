#include "lok/base/clock.h"
#include "notify/told.h"
#include "notify/upkeep.h"
#include "tests/given/given.h"
#include "tests/given/outbox.h"

static const int64_t DAY = 86400000;
static const char CALL[] = "items.called meeting:1 2024-05-07";

static struct notice call(void **state)
{
    struct notice n = given_meeting_notice(state, 1, 1);

    n.facts = (struct lines){ arena_array(arena(state), 1, sizeof *n.facts.at), 1 };
    n.facts.at[0] = CALL;
    return n;
}

static enum err put(void **state, int64_t endpoint)
{
    struct notice n = call(state);

    return outbox_put(given_tx(state), endpoint, &n);
}

static bool told(void **state, int64_t endpoint)
{
    bool before = false;

    assert_int_equal(told_before(tx_snap(given_tx(state)), endpoint, CALL, &before), ERR_OK);
    return before;
}

static void the_same_is_not_told_again_under_another_id(void **state)
{
    int64_t endpoint = given_any_endpoint(state), other = given_any_endpoint(state);

    assert_false(told(state, endpoint));
    assert_int_equal(put(state, endpoint), ERR_OK);
    assert_true(told(state, endpoint));
    assert_false(told(state, other));
    assert_int_equal(put(state, other), ERR_OK);
    assert_int_equal(put(state, endpoint), ERR_CONFLICT);
}

static void what_went_nowhere_may_be_told(void **state)
{
    static const enum delivery_state NOWHERE[] = { DELIVERY_CANCELLED, DELIVERY_EXPIRED };

    for (size_t i = 0; i < ARRAY_LEN(NOWHERE); i++) {
        int64_t endpoint = given_any_endpoint(state);

        given_delivery_state(state, given_delivery(state, endpoint, call(state)), NOWHERE[i], 1);
        assert_false(told(state, endpoint));
        assert_int_equal(put(state, endpoint), ERR_OK);
        assert_int_equal(put(state, endpoint), ERR_CONFLICT);
    }
}

static void what_failed_was_told_and_is_sent_again_under_its_id(void **state)
{
    int64_t endpoint = given_any_endpoint(state);
    int64_t id = given_delivery(state, endpoint, call(state));
    struct actor who = actor_system();

    given_delivery_state(state, id, DELIVERY_DEAD, 1);
    assert_int_equal(put(state, endpoint), ERR_CONFLICT);
    assert_int_equal(outbox_resend(given_tx(state), &who, id, clock_now()), ERR_OK);
    assert_int_equal(delivery_now(state, id).state, DELIVERY_PENDING);
}

static void kept_up(void **state, int64_t now)
{
    struct fault f;
    bool more;

    given_commit(state);
    fault_init(&f, arena(state));
    assert_int_equal(upkeep(given_database(state), &f, now, now, &more), ERR_OK);
}

static void it_is_remembered_longer_than_the_log(void **state)
{
    int64_t sent = given_any_endpoint(state), held = given_any_endpoint(state);
    int64_t today = clock_now();

    given_delivery_state(state, given_delivery(state, sent, call(state)), DELIVERY_SENT, today);
    given_delivery_state(
        state, given_delivery(state, held, call(state)), DELIVERY_CANCELLED, today);
    kept_up(state, today + 100 * DAY);
    assert_int_equal(put(state, sent), ERR_CONFLICT);
    assert_int_equal(put(state, held), ERR_OK);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(the_same_is_not_told_again_under_another_id),
        WITH_DB(what_went_nowhere_may_be_told),
        WITH_DB(what_failed_was_told_and_is_sent_again_under_its_id),
        WITH_DB(it_is_remembered_longer_than_the_log),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
