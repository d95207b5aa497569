#include "agenda/calendar_feed.h"
#include "lok/base/clock.h"
#include "tests/given/telling.h"
#include <string.h>

static struct council council_now_of(void **state)
{
    struct council c = { 0 };

    assert_int_equal(council_get(tx_snap(given_tx(state)), arena(state), &c), ERR_OK);
    return c;
}

/* In every test calendar_feed_has says whether there is one. */
static enum err try_event(
    void **state, int64_t meeting_id, struct visibility v, int64_t now, struct calendar_event *ret)
{
    struct council c = council_now_of(state);
    struct calendar_source from = { tx_snap(given_tx(state)), &c, "https://lok.example.be", now };

    bool has = false;

    enum err e = calendar_feed_event(&from, arena(state), v, meeting_id, ret);
    assert_int_equal(calendar_feed_has(&from, arena(state), v, meeting_id, &has), ERR_OK);
    assert_int_equal(e, has ? ERR_OK : ERR_NOT_FOUND);
    return e;
}

static struct calendar_event event(void **state, int64_t meeting_id)
{
    struct calendar_event e = { 0 };

    assert_int_equal(try_event(state, meeting_id, TELLING_MEMBER, clock_now(), &e), ERR_OK);
    return e;
}

static const char *feed_at(void **state, struct feed_owner owner, int64_t now)
{
    struct council c = council_now_of(state);
    struct calendar_source from = { tx_snap(given_tx(state)), &c, "https://lok.example.be", now };
    const char *file = "";

    assert_int_equal(calendar_feed_of(&from, arena(state), owner, &file), ERR_OK);
    return file;
}

static const char *feed(void **state, struct feed_owner owner)
{
    return feed_at(state, owner, clock_now());
}

static enum err try_public(void **state, const char **ret)
{
    struct council c = council_now_of(state);
    struct calendar_source from = { tx_snap(given_tx(state)), &c, "https://lok.example.be",
        clock_now() };

    return calendar_feed_public(&from, arena(state), ret);
}

static bool has(void **state, const char *file, int64_t meeting_id)
{
    const char *uid = arena_printf(arena(state), "\r\nUID:meeting-%lld@", (long long)meeting_id);

    return strstr(file, uid) != NULL;
}

static struct feed_owner given_member(void **state)
{
    struct actor system = actor_system();
    struct member m = {
        .person_id = given_person(state, "Lid", "lid@example.be"),
        .constituency = CONSTITUENCY_CARE_USER,
        .role = MEMBER_ROLE_MEMBER,
    };

    assert_int_equal(member_create(given_tx(state), &system, &m, &(int64_t){ 0 }), ERR_OK);
    return (struct feed_owner){ .person_id = m.person_id };
}

static void change(void **state, int64_t meeting_id, const char *location, unsigned access)
{
    struct actor system = actor_system();
    struct meeting m = work_meeting_now(state, meeting_id);
    struct meeting_input in = meeting_to_input(arena(state), &m);

    in.location = location;
    in.access = access;
    assert_int_equal(meeting_update(given_tx(state), &system, meeting_id, m.version, &in), ERR_OK);
}

static void what_was_sent_is_told_with_its_agenda(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    struct calendar_event e = event(state, t.id);
    assert_string_equal(e.summary, "LOK");
    assert_string_equal(e.location, "Stadhuis");
    assert_int_equal(e.minutes, 40);
    assert_int_equal(e.sequence, 0);
    assert_false(e.cancelled);
    assert_string_equal(e.url,
        arena_printf(arena(state), "https://lok.example.be/vergaderingen/%lld", (long long)t.id));
    assert_string_equal(e.description,
        arena_printf(arena(state),
            "LOK Voorbeeld\n\nAgenda\n19.30  1. Mentoren (bespreking)\n"
            "19.50  2. Sluitingsdagen (ter beslissing)\n\nMeer over deze vergadering: %s",
            e.url));
}

static void before_anything_was_sent_there_is_no_event(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct calendar_event e = { 0 };

    assert_int_equal(try_event(state, t.id, TELLING_MEMBER, clock_now(), &e), ERR_NOT_FOUND);
    work_act(state, t.id, MEETING_ANNOUNCE);
    assert_int_equal(try_event(state, t.id, TELLING_MEMBER, clock_now(), &e), ERR_NOT_FOUND);
    assert_int_equal(try_event(state, 999, TELLING_MEMBER, clock_now(), &e), ERR_NOT_FOUND);
}

static void a_meeting_of_which_only_the_month_is_known_is_in_no_calendar(void **state)
{
    given_council(state, "2024-04-15");
    int64_t id = work_meeting(state, "2024-05");

    work_act(state, id, MEETING_ANNOUNCE);
    assert_null(strstr(feed(state, given_member(state)), "VEVENT"));
}

static void the_sequence_grows_with_date_place_and_cancellation_only(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_DATE, 0);
    assert_int_equal(event(state, t.id).sequence, 0);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(event(state, t.id).sequence, 0);
    telling_rename(state, t.first, "Mentoren opnieuw");
    telling_send(state, t.id, SENDING_CHANGES, 0);
    assert_int_equal(event(state, t.id).sequence, 0);
    telling_move(state, t.id, "2024-06-04");
    assert_int_equal(event(state, t.id).sequence, 0);
    telling_send(state, t.id, SENDING_CHANGES, 0);
    assert_int_equal(event(state, t.id).sequence, 1);
    change(state, t.id, "Huis van het Kind", ACCESS_PUBLIC);
    telling_send(state, t.id, SENDING_CHANGES, 0);
    assert_int_equal(event(state, t.id).sequence, 2);
    telling_send(state, t.id, SENDING_CANCELLATION, 0);
    assert_int_equal(event(state, t.id).sequence, 3);
    assert_true(event(state, t.id).cancelled);
    work_act(state, t.id, MEETING_RESTORE);
    assert_int_equal(event(state, t.id).sequence, 3);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(event(state, t.id).sequence, 4);
    assert_false(event(state, t.id).cancelled);
}

static void moved_and_moved_back_is_two_changes(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    telling_move(state, t.id, "2024-06-04");
    telling_send(state, t.id, SENDING_CHANGES, 0);
    telling_move(state, t.id, "2024-05-28");
    telling_send(state, t.id, SENDING_CHANGES, 0);
    assert_int_equal(event(state, t.id).sequence, 2);
}

static void what_may_still_be_taken_back_does_not_count_nor_ever_when_it_was(void **state)
{
    struct actor system = actor_system();
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    struct calendar_event before = event(state, t.id), after = { 0 };
    telling_move(state, t.id, "2024-06-04");
    struct sending s = telling_send(state, t.id, SENDING_CHANGES, 120);
    assert_int_equal(event(state, t.id).starts_at, before.starts_at);
    assert_int_equal(event(state, t.id).sequence, 0);
    assert_int_equal(try_event(state, t.id, TELLING_MEMBER, s.due_at, &after), ERR_OK);
    assert_int_equal(after.sequence, 1);
    assert_true(after.starts_at > before.starts_at);
    given_new_request(state);
    assert_int_equal(sending_take_back(given_tx(state), &system, s.id), ERR_OK);
    assert_int_equal(try_event(state, t.id, TELLING_MEMBER, s.due_at, &after), ERR_OK);
    assert_int_equal(after.sequence, 0);
    assert_int_equal(after.starts_at, before.starts_at);
    assert_int_equal(after.modified_at, before.modified_at);
}

static void the_identifier_stays_and_no_other_council_has_it(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct council c = council_now_of(state);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    const char *uid = event(state, t.id).uid;
    telling_move(state, t.id, "2024-06-04");
    telling_send(state, t.id, SENDING_CHANGES, 0);
    assert_string_equal(event(state, t.id).uid, uid);
    assert_int_equal(strlen(c.uid), 36);
    assert_non_null(strstr(uid, c.uid));
}

static void each_reader_sees_its_own_part(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    int64_t partner = given_partner(state, "Felies", NULL);
    struct visibility own = { .sees = ACCESS_PUBLIC, .partner_id = partner };
    struct calendar_event e = { 0 };

    telling_item(state, t.id, "Voor leden", ACCESS_MEMBERS, 0);
    telling_item(state, t.id, "Van Felies", ACCESS_MEMBERS, partner);
    telling_item(state, t.id, "Geheim", ACCESS_SECRETARIAT, 0);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(try_event(state, t.id, TELLING_PUBLIC, clock_now(), &e), ERR_OK);
    assert_null(strstr(e.description, "Voor leden"));
    assert_null(strstr(e.description, "Felies"));
    assert_int_equal(e.minutes, 70);
    assert_int_equal(try_event(state, t.id, own, clock_now(), &e), ERR_OK);
    assert_null(strstr(e.description, "Voor leden"));
    assert_non_null(strstr(e.description, "20.20  4. Van Felies"));
    assert_int_equal(try_event(state, t.id, TELLING_MEMBER, clock_now(), &e), ERR_OK);
    assert_non_null(strstr(e.description, "Voor leden"));
    assert_null(strstr(e.description, "Geheim"));
}

static void a_meeting_for_members_is_out_of_sight_for_others(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct calendar_event e = { 0 };

    change(state, t.id, "Stadhuis", ACCESS_MEMBERS);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(try_event(state, t.id, TELLING_PUBLIC, clock_now(), &e), ERR_NOT_FOUND);
    assert_int_equal(try_event(state, t.id, TELLING_MEMBER, clock_now(), &e), ERR_OK);
}

static void members_and_partners_get_what_was_sent_others_nothing(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct feed_owner partner = { .partner_id = given_partner(state, "Felies", NULL) };
    struct feed_owner stranger = { .person_id = given_person(state, "Ander", "a@example.be") };
    struct feed_owner member = given_member(state);

    assert_false(has(state, feed(state, member), t.id));
    telling_send(state, t.id, SENDING_DATE, 0);
    assert_true(has(state, feed(state, member), t.id));
    assert_true(has(state, feed(state, partner), t.id));
    assert_false(has(state, feed(state, stranger), t.id));
}

static void a_session_that_nobody_was_told_of_is_for_who_has_an_item(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct feed_owner felies = { .partner_id = given_partner(state, "Felies", NULL) };
    struct feed_owner other = { .partner_id = given_partner(state, "Mentes", NULL) };

    telling_item(state, t.id, "Van Felies", ACCESS_MEMBERS, felies.partner_id);
    work_act(state, t.id, MEETING_START);
    assert_true(has(state, feed(state, felies), t.id));
    assert_false(has(state, feed(state, other), t.id));
}

static void a_cancelled_meeting_stays_thirty_days(void **state)
{
    const int64_t day = INT64_C(24) * 3600 * 1000;
    struct telling_meeting t = telling_meeting(state);
    struct feed_owner member = given_member(state);
    int64_t now = clock_now();

    telling_send(state, t.id, SENDING_AGENDA, 0);
    telling_send(state, t.id, SENDING_CANCELLATION, 0);
    const char *file = feed_at(state, member, now + 29 * day);
    assert_true(has(state, file, t.id));
    assert_non_null(strstr(file, "\r\nSTATUS:CANCELLED\r\n"));
    assert_non_null(strstr(file, "\r\nSUMMARY:GEANNULEERD: LOK\r\n"));
    assert_false(has(state, feed_at(state, member, now + 31 * day), t.id));
}

static int64_t given_session(void **state, const char *date, int64_t partner_id)
{
    int64_t id = work_meeting(state, date);

    telling_item(state, id, "Eigen", ACCESS_PUBLIC, partner_id);
    work_act(state, id, MEETING_START);
    return id;
}

static void what_is_two_years_past_leaves_the_subscriptions(void **state)
{
    struct feed_owner felies = { 0 };

    given_council(state, "2024-04-15");
    felies.partner_id = given_partner(state, "Felies", NULL);
    int64_t old = given_session(state, "2022-03-31", felies.partner_id);
    int64_t young = given_session(state, "2022-04-01", felies.partner_id);
    assert_false(has(state, feed(state, felies), old));
    assert_true(has(state, feed(state, felies), young));
}

static void a_council_that_is_not_public_has_no_public_calendar(void **state)
{
    struct actor system = actor_system();
    struct telling_meeting t = telling_meeting(state);
    int64_t inside = work_meeting(state, "2024-06-04");
    const char *file = "";

    telling_send(state, t.id, SENDING_DATE, 0);
    change(state, inside, "Stadhuis", ACCESS_MEMBERS);
    telling_send(state, inside, SENDING_DATE, 0);
    assert_int_equal(try_public(state, &file), ERR_NOT_FOUND);
    struct council c = council_now_of(state);
    c.is_public = true;
    assert_int_equal(council_update(given_tx(state), &system, c.version, &c), ERR_OK);
    assert_int_equal(try_public(state, &file), ERR_OK);
    assert_true(has(state, file, t.id));
    assert_false(has(state, file, inside));
}

static void nothing_changed_gives_the_same_bytes(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct feed_owner member = given_member(state);
    int64_t now = clock_now();

    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_string_equal(feed_at(state, member, now + 1000), feed_at(state, member, now + 3600000));
}

static void no_person_is_named(void **state)
{
    struct actor system = actor_system();
    struct telling_meeting t = telling_meeting(state);
    int64_t partner = given_partner(state, "Felies", NULL);
    struct item_input in = { .title = "Coaching",
        .presenter = "mentor-coach van Felies",
        .presenter_partner_id = partner,
        .minutes = 5 };

    assert_int_equal(item_create(given_tx(state), &system, t.id, &in, &(int64_t){ 0 }), ERR_OK);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    const char *file = feed(state, given_member(state));
    assert_non_null(strstr(file, "Coaching"));
    assert_null(strstr(file, "Felies"));
    assert_null(strstr(file, "ATTENDEE"));
    assert_null(strstr(file, "ORGANIZER"));
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(what_was_sent_is_told_with_its_agenda),
        WITH_DB(before_anything_was_sent_there_is_no_event),
        WITH_DB(a_meeting_of_which_only_the_month_is_known_is_in_no_calendar),
        WITH_DB(the_sequence_grows_with_date_place_and_cancellation_only),
        WITH_DB(moved_and_moved_back_is_two_changes),
        WITH_DB(what_may_still_be_taken_back_does_not_count_nor_ever_when_it_was),
        WITH_DB(the_identifier_stays_and_no_other_council_has_it),
        WITH_DB(each_reader_sees_its_own_part),
        WITH_DB(a_meeting_for_members_is_out_of_sight_for_others),
        WITH_DB(members_and_partners_get_what_was_sent_others_nothing),
        WITH_DB(a_session_that_nobody_was_told_of_is_for_who_has_an_item),
        WITH_DB(a_cancelled_meeting_stays_thirty_days),
        WITH_DB(what_is_two_years_past_leaves_the_subscriptions),
        WITH_DB(a_council_that_is_not_public_has_no_public_calendar),
        WITH_DB(nothing_changed_gives_the_same_bytes),
        WITH_DB(no_person_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
