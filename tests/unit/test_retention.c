#include "agenda/retention.h"
#include "lok/base/clock.h"
#include "tests/given/work.h"
#include <string.h>

/* Covers web/http/rights.c: what it adds is tested over HTTP. */

static const int64_t MONTH_MS = INT64_C(31) * 86400000;

static void put(void **state, const struct sql *q, const struct in *in)
{
    assert_int_equal(sql_run(given_tx(state), q, in, NULL), ERR_OK);
}

static const struct sql OLD_MEETING = SQL("UPDATE meeting SET starts_at = 1000 WHERE id = :m");
static const struct sql REPLY =
    SQL("INSERT INTO reply VALUES (:m, :p, 'excused', 'ziek', 'link', NULL, 5)");
static const struct sql ATTENDS =
    SQL("INSERT INTO attendance (meeting_id, person_id, guest, status, for_person_id, remark)"
        " VALUES (:m, :p, '', 'present', NULL, 'te laat')");
static const struct sql DECLINED =
    SQL("INSERT INTO proposal (meeting_id, person_id, title, text, minutes, state, reason,"
        " target_month, by_mail, created_at, answered_at)"
        " VALUES (:m, :p, 'Nee', '', 5, 'declined', 'x', '', 0, 5, 5)");
static const struct sql LINK =
    SQL("INSERT INTO personal_link (token_hash, person_id, meeting_id, created_at, expires_at)"
        " VALUES (:hash, :p, :m, 5, :until)");
static const struct sql EVENT =
    SQL("INSERT INTO event (at, type, subject_kind, subject_id, account_id, data)"
        " VALUES (5, 'x.y', 'meeting', :m, :a, '{}')");

struct kept {
    int64_t person, account, old, recent;
};

static struct kept given_kept(void **state)
{
    struct kept k = { 0 };

    given_council(state, "");
    k.person = given_person(state, "Wim Kortrijkzaan", "");
    k.account = given_account(state, "secretaris@example.be", ROLE_BIT(ROLE_SECRETARY), 0);
    k.old = work_meeting(state, "2024-05-28");
    k.recent = work_meeting(state, "2190-05-28");
    put(state, &OLD_MEETING, IN(in_i64("m", k.old)));
    const struct in p = in_i64("p", k.person);
    for (int i = 0; i < 2; i++) {
        const struct in m = in_i64("m", i == 0 ? k.old : k.recent);
        put(state, &REPLY, IN(m, p));
        put(state, &ATTENDS, IN(m, p));
        put(state, &LINK,
            IN(m, p, in_text("hash", i == 0 ? "h1" : "h2"),
                in_i64("until", i == 0 ? 6 : clock_now() + MONTH_MS)));
    }
    put(state, &DECLINED, IN(in_i64("m", k.old), p));
    put(state, &EVENT, IN(in_i64("m", k.old), in_i64("a", k.account)));
    return k;
}

static void given_terms(void **state, int64_t months)
{
    struct actor system = actor_system();
    struct retention now = { 0 }, r = { .replies = months,
        .attendance = months,
        .proposals = months,
        .remarks = months,
        .letters = months,
        .links = months,
        .events = months };

    assert_int_equal(retention_get(tx_snap(given_tx(state)), &now), ERR_OK);
    assert_int_equal(retention_set(given_tx(state), &system, now.version, &r), ERR_OK);
}

static struct retention_counts tried(void **state)
{
    struct retention_counts c = { 0 };

    assert_int_equal(
        retention_try(tx_snap(given_tx(state)), arena(state), clock_now(), &c), ERR_OK);
    return c;
}

static struct retention_counts ran(void **state)
{
    struct actor system = actor_system();
    struct retention_counts c = { 0 };

    assert_int_equal(
        retention_run(given_tx(state), arena(state), &system, clock_now(), &c), ERR_OK);
    return c;
}

static int64_t of(const struct retention_counts *c, const char *name)
{
    for (size_t i = 0; i < RETENTION_KINDS; i++)
        if (strcmp(c->at[i].name, name) == 0)
            return c->at[i].count;
    fail_msg("there is no %s", name);
    return -1;
}

static int64_t number(void **state, const struct sql *q)
{
    int64_t n = -1;

    assert_int_equal(sql_one(tx_snap(given_tx(state)), q, IN(), OUT(out_i64("n", &n))), ERR_OK);
    return n;
}

static const struct sql REMARKS = SQL("SELECT count(*) AS n FROM reply WHERE remark <> ''");
static const struct sql REPLIES = SQL("SELECT count(*) AS n FROM reply");
static const struct sql NAMED =
    SQL("SELECT count(*) AS n FROM attendance WHERE person_id IS NOT NULL");
static const struct sql THERE =
    SQL("SELECT count(*) AS n FROM attendance WHERE status = 'present'");

static void nothing_goes_unless_the_council_says_how_long(void **state)
{
    (void)given_kept(state);
    assert_int_equal(tried(state).all, 0);
    assert_int_equal(ran(state).all, 0);
    assert_int_equal(number(state, &REMARKS), 2);
}

static void a_dry_run_counts_what_then_goes_and_changes_nothing(void **state)
{
    (void)given_kept(state);
    given_terms(state, 12);
    struct retention_counts dry = tried(state);
    assert_int_equal(of(&dry, "replies"), 1);
    assert_int_equal(of(&dry, "attendance"), 1);
    assert_int_equal(of(&dry, "proposals"), 1);
    assert_int_equal(of(&dry, "links"), 1);
    assert_int_equal(of(&dry, "events"), 1);
    assert_int_equal(number(state, &REMARKS), 2);
    struct retention_counts gone = ran(state);
    for (size_t i = 0; i < RETENTION_KINDS; i++)
        assert_int_equal(gone.at[i].count, dry.at[i].count);
    assert_int_equal(number(state, &REMARKS), 1);
    assert_int_equal(number(state, &REPLIES), 2);
    assert_int_equal(number(state, &NAMED), 1);
    assert_int_equal(number(state, &THERE), 2);
    assert_int_equal(tried(state).all, 0);
}

static void who_has_no_seat_partner_or_account_is_erased_after_its_term(void **state)
{
    struct actor system = actor_system();
    struct retention r = { .persons = 1 };
    struct retention_counts c = { 0 };
    struct person p = { 0 };
    struct kept k = given_kept(state);

    assert_int_equal(retention_set(given_tx(state), &system, 1, &r), ERR_OK);
    assert_int_equal(tried(state).all, 0); /* made today */
    assert_int_equal(
        retention_run(given_tx(state), arena(state), &system, clock_now() + 3 * MONTH_MS, &c),
        ERR_OK);
    assert_int_equal(of(&c, "persons"), 1);
    assert_int_equal(person_get(tx_snap(given_tx(state)), arena(state), k.person, &p), ERR_OK);
    assert_string_equal(
        p.name, arena_printf(arena(state), "Gewiste persoon %lld", (long long)k.person));
}

static void it_runs_by_itself_only_when_set_and_once_a_day(void **state)
{
    struct actor system = actor_system();
    struct retention r = { .automatic = true };
    bool due = true;
    int64_t now = clock_now();

    given_council(state, "");
    assert_int_equal(retention_due(tx_snap(given_tx(state)), now, &due), ERR_OK);
    assert_false(due);
    assert_int_equal(retention_set(given_tx(state), &system, 1, &r), ERR_OK);
    assert_int_equal(retention_due(tx_snap(given_tx(state)), now, &due), ERR_OK);
    assert_true(due);
    (void)ran(state);
    assert_int_equal(retention_due(tx_snap(given_tx(state)), clock_now(), &due), ERR_OK);
    assert_false(due);
    assert_int_equal(retention_due(tx_snap(given_tx(state)), clock_now() + 86400000, &due), ERR_OK);
    assert_true(due);
}

static void terms_that_somebody_changed_meanwhile_are_refused(void **state)
{
    struct actor system = actor_system();
    struct retention r = { .replies = 6 };

    given_council(state, "");
    assert_int_equal(retention_set(given_tx(state), &system, 9, &r), ERR_STALE);
    assert_int_equal(retention_set(given_tx(state), &system, 1, &r), ERR_OK);
    assert_int_equal(retention_set(given_tx(state), &system, 1, &r), ERR_STALE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            nothing_goes_unless_the_council_says_how_long, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_dry_run_counts_what_then_goes_and_changes_nothing, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            who_has_no_seat_partner_or_account_is_erased_after_its_term, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            it_runs_by_itself_only_when_set_and_once_a_day, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            terms_that_somebody_changed_meanwhile_are_refused, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
