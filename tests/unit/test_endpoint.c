/* Covers notify/endpoint_shown.c. */
#include "lok/base/clock.h"
#include "lok/partner.h"
#include "notify/outbox.h"
#include "tests/given/given.h"
#include <string.h>

static const char URL[] = "https://hooks.example.be/lok";
static const struct lines NOTHING = { NULL, 0 };

static struct endpoint_input plain(void)
{
    return (struct endpoint_input){
        .url = URL, .name = "Planning", .events = UINT64_C(1) << NOTICE_AGENDA_PUBLISHED
    };
}

static enum err create(void **state, struct endpoint_input in, int64_t *ret_id)
{
    struct actor who = actor_system();
    const char *secret;

    return endpoint_create(given_tx(state), arena(state), &who, &NOTHING, &in, ret_id, &secret);
}

static int64_t given_endpoint(void **state)
{
    int64_t id = 0;

    assert_int_equal(create(state, plain(), &id), ERR_OK);
    return id;
}

static int64_t given_partner(void **state, const char *name)
{
    struct actor who = actor_system();
    struct partner p = { .name = name, .kind = PARTNER_KIND_SCHOOL };
    int64_t id = 0;

    assert_int_equal(partner_create(given_tx(state), &who, &p, &id), ERR_OK);
    return id;
}

static struct endpoint read(void **state, int64_t id)
{
    struct endpoint e;

    assert_int_equal(endpoint_get(tx_snap(given_tx(state)), arena(state), id, &e), ERR_OK);
    return e;
}

static const char *newest_event(void **state)
{
    struct event_list list;

    assert_int_equal(
        event_list(tx_snap(given_tx(state)), arena(state), "endpoint", 0, 0, 1, &list), ERR_OK);
    return list.count == 0 ? "" : list.at[0].type;
}

static int64_t given_delivery(void **state, int64_t endpoint)
{
    struct notice n = {
        .id = notice_new_id(arena(state)),
        .type = NOTICE_AGENDA_PUBLISHED,
        .subject_kind = "meeting",
        .subject_id = 7,
        .body = "{}",
        .due_at = clock_now() + 60000,
    };
    int64_t id = 0;

    assert_int_equal(outbox_add(given_tx(state), endpoint, &n, &id), ERR_OK);
    return id;
}

static unsigned delivery_state(void **state, int64_t id)
{
    struct delivery d;

    assert_int_equal(outbox_get(tx_snap(given_tx(state)), arena(state), id, &d), ERR_OK);
    return d.state;
}

static void what_is_created_is_read_back(void **state)
{
    struct endpoint_input in = plain();
    int64_t id;

    in.partner_id = given_partner(state, "School De Proef");
    assert_int_equal(create(state, in, &id), ERR_OK);
    struct endpoint e = read(state, id);
    assert_string_equal(e.url, URL);
    assert_string_equal(e.name, "Planning");
    assert_string_equal(e.partner_name, "School De Proef");
    assert_int_equal(e.events, UINT64_C(1) << NOTICE_AGENDA_PUBLISHED);
    assert_int_equal(e.state, ENDPOINT_ACTIVE);
    assert_int_equal(e.version, 1);
    assert_string_equal(newest_event(state), "endpoint.created");
}

static void the_log_never_holds_secret_or_path(void **state)
{
    struct actor who = actor_system();
    struct endpoint_input in = plain();
    struct event_list list;
    const char *secret, *second;
    int64_t id;

    in.url = "https://hooks.example.be/geheim-pad";
    assert_int_equal(
        endpoint_create(given_tx(state), arena(state), &who, &NOTHING, &in, &id, &secret), ERR_OK);
    assert_int_equal(endpoint_rotate(given_tx(state), arena(state), &who, id, &second), ERR_OK);
    in.url = "https://hooks.example.be/ander-pad";
    assert_int_equal(endpoint_update(given_tx(state), &who, &NOTHING, id, 2, &in), ERR_OK);
    assert_int_equal(
        event_list(tx_snap(given_tx(state)), arena(state), "endpoint", id, 0, 10, &list), ERR_OK);
    assert_int_equal(list.count, 3);
    for (size_t i = 0; i < list.count; i++) {
        assert_null(strstr(list.at[i].data, "pad"));
        assert_null(strstr(list.at[i].data, "whsec_"));
    }
}

static void all_that_is_wrong_is_told_at_once(void **state)
{
    struct endpoint_input in = {
        .url = "http://hooks.example.be/", .state = ENDPOINT_DISABLED, .partner_id = 99
    };
    int64_t id;

    assert_int_equal(create(state, in, &id), ERR_INVALID);
    struct fault *f = given_fault(state);
    assert_non_null(fault_message(f, "url"));
    assert_non_null(fault_message(f, "events"));
    assert_non_null(fault_message(f, "state"));
    assert_non_null(fault_message(f, "partner_id"));
}

static void what_only_goes_by_mail_is_not_chosen(void **state)
{
    static const uint64_t MAILS = UINT64_C(1) << NOTICE_WEEK_DUE |
                                  UINT64_C(1) << NOTICE_LINK_RENEWED |
                                  UINT64_C(1) << NOTICE_AGENDA_DRAFTED;
    struct endpoint_input in = plain();
    int64_t id;

    in.events = MAILS | UINT64_C(1) << NOTICE_AGENDA_PUBLISHED;
    assert_int_equal(create(state, in, &id), ERR_OK);
    assert_int_equal(read(state, id).events, UINT64_C(1) << NOTICE_AGENDA_PUBLISHED);
    in.events = MAILS;
    assert_int_equal(create(state, in, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "events"));
}

static void a_change_needs_the_present_version(void **state)
{
    struct actor who = actor_system();
    int64_t id = given_endpoint(state);
    struct endpoint_input in = plain();

    in.name = "Nieuw";
    assert_int_equal(endpoint_update(given_tx(state), &who, &NOTHING, id, 2, &in), ERR_STALE);
    assert_string_equal(read(state, id).name, "Planning");
    assert_int_equal(endpoint_update(given_tx(state), &who, &NOTHING, id, 1, &in), ERR_OK);
    assert_string_equal(read(state, id).name, "Nieuw");
    assert_int_equal(read(state, id).version, 2);
    assert_string_equal(newest_event(state), "endpoint.changed");
    assert_int_equal(
        endpoint_update(given_tx(state), &who, &NOTHING, id + 1, 1, &in), ERR_NOT_FOUND);
}

static const struct sql DISABLE =
    SQL("UPDATE endpoint SET state = 'disabled', reason = 'stuk', failures = 12,"
        " failing_since = 5 WHERE id = :id");

static void a_disabled_one_is_switched_on_afresh(void **state)
{
    struct actor who = actor_system();
    int64_t id = given_endpoint(state);
    struct endpoint_input in = plain();

    assert_int_equal(sql_run(given_tx(state), &DISABLE, IN(in_i64("id", id)), NULL), ERR_OK);
    in.state = ENDPOINT_DISABLED;
    assert_int_equal(endpoint_update(given_tx(state), &who, &NOTHING, id, 1, &in), ERR_OK);
    assert_string_equal(read(state, id).reason, "stuk");
    in.state = ENDPOINT_ACTIVE;
    assert_int_equal(endpoint_update(given_tx(state), &who, &NOTHING, id, 2, &in), ERR_OK);
    struct endpoint e = read(state, id);
    assert_int_equal(e.state, ENDPOINT_ACTIVE);
    assert_string_equal(e.reason, "");
    assert_int_equal(e.failures, 0);
    assert_int_equal(e.failing_since, 0);
}

static const struct sql SECRETS =
    SQL("SELECT secret, old_secret, old_secret_until FROM endpoint WHERE id = :id");

static void a_rotated_secret_lets_the_old_one_sign_for_48_hours(void **state)
{
    struct actor who = actor_system();
    struct endpoint_input in = plain();
    const char *first, *second, *now, *old;
    int64_t id, until;

    assert_int_equal(
        endpoint_create(given_tx(state), arena(state), &who, &NOTHING, &in, &id, &first), ERR_OK);
    assert_int_equal(endpoint_rotate(given_tx(state), arena(state), &who, id, &second), ERR_OK);
    assert_string_not_equal(first, second);
    assert_int_equal(
        sql_one(tx_snap(given_tx(state)), &SECRETS, IN(in_i64("id", id)),
            OUT(out_text("secret", arena(state), &now), out_text("old_secret", arena(state), &old),
                out_i64("old_secret_until", &until))),
        ERR_OK);
    assert_string_equal(now, second);
    assert_string_equal(old, first);
    assert_in_range(until - clock_now(), 47 * 3600000, 48 * 3600000);
    assert_string_equal(newest_event(state), "endpoint.rotated");
    assert_int_equal(
        endpoint_rotate(given_tx(state), arena(state), &who, id + 1, &second), ERR_NOT_FOUND);
}

static void deleting_cancels_what_waits_and_keeps_the_log(void **state)
{
    struct actor who = actor_system();
    int64_t id = given_endpoint(state), delivery = given_delivery(state, id);
    struct endpoint e;
    struct endpoint_list list;

    assert_int_equal(endpoint_delete(given_tx(state), &who, id, 7), ERR_STALE);
    assert_int_equal(endpoint_delete(given_tx(state), &who, id, 1), ERR_OK);
    assert_int_equal(endpoint_get(tx_snap(given_tx(state)), arena(state), id, &e), ERR_NOT_FOUND);
    assert_int_equal(
        endpoint_list(tx_snap(given_tx(state)), arena(state), 0, 0, 10, &list), ERR_OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(delivery_state(state, delivery), DELIVERY_CANCELLED);
    assert_string_equal(newest_event(state), "endpoint.deleted");
}

static void what_waits_does_not_follow_to_another_partner(void **state)
{
    struct actor who = actor_system();
    int64_t id = given_endpoint(state), delivery = given_delivery(state, id);
    struct endpoint_input in = plain();

    in.partner_id = given_partner(state, "School De Proef");
    assert_int_equal(endpoint_update(given_tx(state), &who, &NOTHING, id, 1, &in), ERR_OK);
    assert_int_equal(delivery_state(state, delivery), DELIVERY_CANCELLED);
}

static void only_those_that_want_a_type_and_work_get_it(void **state)
{
    int64_t active = given_endpoint(state), paused, disabled = given_endpoint(state), other;
    struct endpoint_input in = plain();
    struct endpoint_list list;

    in.state = ENDPOINT_PAUSED;
    assert_int_equal(create(state, in, &paused), ERR_OK);
    in.events = UINT64_C(1) << NOTICE_DECISION_RECORDED;
    assert_int_equal(create(state, in, &other), ERR_OK);
    assert_int_equal(sql_run(given_tx(state), &DISABLE, IN(in_i64("id", disabled)), NULL), ERR_OK);
    assert_int_equal(
        endpoint_wanting(tx_snap(given_tx(state)), arena(state), NOTICE_AGENDA_PUBLISHED, &list),
        ERR_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.at[0].id, active);
    assert_int_equal(list.at[1].id, paused);
}

static void a_list_goes_on_after_the_last_one_seen(void **state)
{
    struct endpoint_input in = plain();
    struct endpoint_list list;
    int64_t first = given_endpoint(state), second, third;

    in.partner_id = given_partner(state, "School De Proef");
    assert_int_equal(create(state, in, &second), ERR_OK);
    assert_int_equal(create(state, in, &third), ERR_OK);
    struct snap *s = tx_snap(given_tx(state));
    assert_int_equal(endpoint_list(s, arena(state), 0, first, 1, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].id, second);
    assert_int_equal(endpoint_list(s, arena(state), in.partner_id, 0, 10, &list), ERR_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(endpoint_list(s, arena(state), in.partner_id, second, 10, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].id, third);
}

static void a_test_goes_through_the_outbox(void **state)
{
    struct actor who = actor_system();
    int64_t id = given_endpoint(state), delivery = 0;
    const struct json *body;
    struct delivery d;

    assert_int_equal(
        endpoint_test(given_tx(state), arena(state), &who, "https://lok.example.be", id, &delivery),
        ERR_OK);
    assert_int_equal(outbox_get(tx_snap(given_tx(state)), arena(state), delivery, &d), ERR_OK);
    assert_int_equal(d.type, NOTICE_ENDPOINT_TEST);
    assert_true(d.due_at <= d.created_at);
    assert_int_equal(
        json_parse(arena(state), given_fault(state), d.body, strlen(d.body), &body), ERR_OK);
    assert_string_equal(json_member(body, "specversion")->string, "1.0");
    assert_string_equal(json_member(body, "id")->string, d.notice_id);
    assert_string_equal(json_member(body, "type")->string, "endpoint.test");
    assert_string_equal(json_member(body, "source")->string, "https://lok.example.be");
}

static void a_disabled_one_is_not_tested(void **state)
{
    struct actor who = actor_system();
    int64_t id = given_endpoint(state), delivery;

    assert_int_equal(sql_run(given_tx(state), &DISABLE, IN(in_i64("id", id)), NULL), ERR_OK);
    assert_int_equal(
        endpoint_test(given_tx(state), arena(state), &who, "https://lok.example.be", id, &delivery),
        ERR_CONFLICT);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(what_is_created_is_read_back),
        WITH_DB(the_log_never_holds_secret_or_path),
        WITH_DB(all_that_is_wrong_is_told_at_once),
        WITH_DB(what_only_goes_by_mail_is_not_chosen),
        WITH_DB(a_change_needs_the_present_version),
        WITH_DB(a_disabled_one_is_switched_on_afresh),
        WITH_DB(a_rotated_secret_lets_the_old_one_sign_for_48_hours),
        WITH_DB(deleting_cancels_what_waits_and_keeps_the_log),
        WITH_DB(what_waits_does_not_follow_to_another_partner),
        WITH_DB(only_those_that_want_a_type_and_work_get_it),
        WITH_DB(a_list_goes_on_after_the_last_one_seen),
        WITH_DB(a_test_goes_through_the_outbox),
        WITH_DB(a_disabled_one_is_not_tested),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
