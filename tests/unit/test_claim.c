/* Which delivery may start: what works never waits for what fails. No wire, no clock: a step starts
 * all that may, and then each that works answers while those that fail hang. */
#include "lok/base/clock.h"
#include "notify/claim.h"
#include "tests/given/post.h"

enum { WORKING = 140, FAILING = 300, STEPS = 40 };

static const struct sql FAIL_SINCE_LONG =
    SQL("UPDATE endpoint SET failures = 3, failing_since = 1 WHERE id = :id");

/* Every third works, until there are enough of those; with or without the others in between. */
static void given_endpoints(void **state, bool with_failing, int64_t *working)
{
    size_t count = 0;

    for (size_t i = 0; i < WORKING + FAILING; i++) {
        bool works = i % 3 == 0 && count < WORKING;

        if (!works && !with_failing)
            continue;
        int64_t id = given_endpoint_at(state, works ? "/pad" : "/hang");
        if (works)
            working[count++] = id;
        else
            assert_int_equal(
                sql_run(given_tx(state), &FAIL_SINCE_LONG, IN(in_i64("id", id)), NULL), ERR_OK);
        for (int64_t meeting = 1; meeting <= 2; meeting++)
            (void)given_notice_now(state, id, meeting);
    }
    assert_int_equal(count, WORKING);
    given_commit(state);
}

struct place {
    struct lines allow;
    struct relay relay;
    struct claim *claim;
    int64_t now;
};

static void open_claim(void **state, struct place *p)
{
    p->allow = post_allow(state);
    p->relay = (struct relay){ .url = "", .from = "" };
    p->claim = claim_new(given_database(state), &p->allow, &p->relay);
    p->now = clock_now();
    assert_int_equal(claim_reload(p->claim, p->now, given_fault(state)), ERR_OK);
}

/* What a step has in flight. */
struct step {
    struct job *working[CLAIM_IN_FLIGHT + 1];
    size_t count, failing;
};

static void start_all(struct place *p, struct step *s)
{
    struct lane *l;

    for (struct job *j; (j = claim_next(p->claim, p->now, &l)) != NULL;) {
        assert_in_range(claim_in_flight(p->claim), 0, CLAIM_IN_FLIGHT - 1);
        claim_took_off(p->claim, j);
        if (l->failures > 0)
            s->failing++;
        else
            s->working[s->count++] = j;
    }
}

/* In which step each of the working endpoints' deliveries started, as many as there are. */
static size_t steps_of(struct place *p, int64_t *started, size_t *ret_failing)
{
    size_t total = 0;

    *ret_failing = 0;
    for (int step = 1; step <= STEPS; step++) {
        struct step s = { .count = 0 };

        start_all(p, &s);
        *ret_failing += s.failing;
        for (size_t i = 0; i < s.count; i++) {
            started[total++] = step;
            claim_landed(p->claim, s.working[i]); /* unrecorded: it is not handed out again */
        }
    }
    return total;
}

static size_t measured(void **state, bool with_failing, int64_t *started, size_t *ret_failing)
{
    int64_t working[WORKING];
    struct place p;

    given_endpoints(state, with_failing, working);
    open_claim(state, &p);
    size_t total = steps_of(&p, started, ret_failing);
    claim_free(p.claim);
    return total;
}

static void nothing_waits_for_three_hundred_that_hang(void **state)
{
    int64_t alone[2 * WORKING + 1], beside[2 * WORKING + 1];
    size_t failing = 0;

    assert_int_equal(measured(state, false, alone, &failing), 2 * WORKING);
    assert_int_equal(failing, 0);
    (void)given_end(state);
    assert_int_equal(given_post(state), 0);
    assert_int_equal(measured(state, true, beside, &failing), 2 * WORKING);
    assert_int_equal(failing, CLAIM_FAILING);
    for (size_t i = 0; i < 2 * WORKING; i++)
        assert_int_equal(beside[i], alone[i]);
}

static void what_fails_finds_its_places_though_others_are_many(void **state)
{
    int64_t working[WORKING];
    struct step s = { .count = 0 };
    struct place p;

    given_endpoints(state, true, working);
    open_claim(state, &p);
    start_all(&p, &s);
    assert_int_equal(s.count, CLAIM_WORKING);
    assert_int_equal(s.failing, CLAIM_FAILING);
    claim_free(p.claim);
}

static void a_lane_that_begins_to_fail_counts_with_those_that_fail(void **state)
{
    int64_t working[WORKING];
    struct step s = { .count = 0 };
    struct place p;
    struct lane *l;

    given_endpoints(state, false, working);
    open_claim(state, &p);
    start_all(&p, &s);
    assert_int_equal(s.count, CLAIM_WORKING);
    for (size_t i = 0; i < CLAIM_FAILING; i++)
        claim_lane(p.claim, s.working[i]->endpoint_id)->failures = 1;
    for (size_t i = 0; i < CLAIM_FAILING; i++) { /* the place goes to one that works */
        struct job *j = claim_next(p.claim, p.now, &l);

        assert_non_null(j);
        assert_int_equal(l->failures, 0);
        claim_took_off(p.claim, j);
    }
    assert_int_equal(claim_in_flight(p.claim), CLAIM_IN_FLIGHT);
    assert_null(claim_next(p.claim, p.now, &l));
    assert_int_equal(claim_next_look(p.claim), INT64_MAX);
    claim_free(p.claim);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_POST(nothing_waits_for_three_hundred_that_hang),
        WITH_POST(what_fails_finds_its_places_though_others_are_many),
        WITH_POST(a_lane_that_begins_to_fail_counts_with_those_that_fail),
    };

    post_begin();
    return post_end(cmocka_run_group_tests(tests, NULL, NULL));
}
