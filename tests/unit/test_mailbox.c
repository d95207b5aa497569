#include "lok/base/clock.h"
#include "lok/person.h"
#include "notify/mail.h"
#include "notify/mailbox.h"
#include "notify/outbox.h"
#include "tests/given/given.h"

static int64_t given_person(void **state, const char *email)
{
    struct actor who = actor_system();
    struct person p = { .name = "Coach", .function = "mentor-coach", .email = email, .phone = "" };
    int64_t id = 0;

    assert_int_equal(person_create(given_tx(state), &who, &p, &id), ERR_OK);
    return id;
}

static struct mailbox box(void **state, int64_t person)
{
    struct mailbox m;

    assert_int_equal(mailbox_of(given_tx(state), arena(state), person, &m), ERR_OK);
    return m;
}

static void a_person_has_one_mailbox_made_when_needed(void **state)
{
    int64_t person = given_person(state, "coach@example.be");
    struct mailbox m;

    assert_int_equal(mailbox_get(tx_snap(given_tx(state)), arena(state), person, &m), ERR_OK);
    assert_int_equal(m.endpoint_id, 0);
    m = box(state, person);
    assert_true(m.endpoint_id > 0);
    assert_string_equal(m.address, "coach@example.be");
    assert_false(m.stopped);
    assert_int_equal(box(state, person).endpoint_id, m.endpoint_id);
}

static void it_follows_the_address_of_its_person(void **state)
{
    struct actor who = actor_system();
    int64_t person = given_person(state, "oud@example.be");
    struct mailbox m = box(state, person);
    struct person p;
    struct endpoint e;

    assert_int_equal(person_get(tx_snap(given_tx(state)), arena(state), person, &p), ERR_OK);
    p.email = "nieuw@example.be";
    assert_int_equal(person_update(given_tx(state), &who, person, p.version, &p), ERR_OK);
    assert_int_equal(
        endpoint_get(tx_snap(given_tx(state)), arena(state), m.endpoint_id, &e), ERR_OK);
    assert_string_equal(e.url, "mailto:nieuw@example.be");
    assert_int_equal(e.kind, ENDPOINT_MAIL);
    assert_int_equal(e.person_id, person);
}

static void without_an_address_there_is_none(void **state)
{
    struct mailbox m;

    assert_int_equal(
        mailbox_of(given_tx(state), arena(state), given_person(state, ""), &m), ERR_CONFLICT);
    assert_int_equal(mailbox_of(given_tx(state), arena(state), 999, &m), ERR_NOT_FOUND);
}

static void stopping_cancels_what_waits_until_it_is_resumed(void **state)
{
    struct actor who = actor_system();
    int64_t person = given_person(state, "coach@example.be"), id;
    struct mailbox m = box(state, person);
    struct mail mail = { .date = 1, .subject = "x", .text = "y" };
    struct notice n = { .id = "msg_1",
        .type = NOTICE_AGENDA_PUBLISHED,
        .subject_kind = "meeting",
        .subject_id = 1,
        .due_at = clock_now() + 60000 };
    struct delivery d;

    assert_int_equal(mail_write(arena(state), given_fault(state), &mail, &n.body), ERR_OK);
    assert_int_equal(outbox_add(given_tx(state), m.endpoint_id, &n, &id), ERR_OK);
    assert_int_equal(mailbox_stop(given_tx(state), &who, person, true), ERR_OK);
    assert_true(box(state, person).stopped);
    assert_int_equal(outbox_get(tx_snap(given_tx(state)), arena(state), id, &d), ERR_OK);
    assert_int_equal(d.state, DELIVERY_CANCELLED);
    assert_string_equal(delivery_receiver(arena(state), &d), "Coach");
    assert_int_equal(mailbox_stop(given_tx(state), &who, person, false), ERR_OK);
    assert_false(box(state, person).stopped);
}

static void it_stands_in_no_list_and_is_deleted_by_nobody(void **state)
{
    struct actor who = actor_system();
    struct mailbox m = box(state, given_person(state, "coach@example.be"));
    struct endpoint_list list;

    assert_int_equal(
        endpoint_list(tx_snap(given_tx(state)), arena(state), 0, 0, 10, &list), ERR_OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(
        endpoint_wanting(tx_snap(given_tx(state)), arena(state), NOTICE_MEETING_PLANNED, &list),
        ERR_OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(endpoint_delete(given_tx(state), &who, m.endpoint_id, 1), ERR_CONFLICT);
}

static void a_person_that_is_deleted_leaves_no_address(void **state)
{
    struct actor who = actor_system();
    int64_t person = given_person(state, "coach@example.be");
    struct mailbox m = box(state, person);
    struct endpoint e;
    struct endpoint_list list;

    assert_int_equal(person_delete(given_tx(state), &who, person, 1), ERR_OK);
    assert_int_equal(
        endpoint_get(tx_snap(given_tx(state)), arena(state), m.endpoint_id, &e), ERR_OK);
    assert_string_equal(e.url, "mailto:");
    assert_int_equal(
        endpoint_list(tx_snap(given_tx(state)), arena(state), 0, 0, 10, &list), ERR_OK);
    assert_int_equal(list.count, 0);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(a_person_has_one_mailbox_made_when_needed),
        WITH_DB(it_follows_the_address_of_its_person),
        WITH_DB(without_an_address_there_is_none),
        WITH_DB(stopping_cancels_what_waits_until_it_is_resumed),
        WITH_DB(it_stands_in_no_list_and_is_deleted_by_nobody),
        WITH_DB(a_person_that_is_deleted_leaves_no_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
