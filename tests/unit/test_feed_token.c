#include "lok/base/clock.h"
#include "lok/feed_token.h"
#include "tests/given/lok.h"
#include <string.h>

static const char TODAY[] = "2024-04-15";

static struct actor self(int64_t person_id)
{
    return (struct actor){ .account_id = 0, .person_id = person_id };
}

static const char *given_feed(void **state, struct feed_owner owner)
{
    struct actor who = owner.partner_id != 0 ? actor_system() : self(owner.person_id);
    const char *token = NULL;

    assert_int_equal(feed_token_create(given_tx(state), arena(state), &who, owner, &token), ERR_OK);
    return token;
}

static enum err find(void **state, const char *token, struct feed_token *ret)
{
    return feed_token_find(tx_snap(given_tx(state)), arena(state), token, ret);
}

static struct feed_reader reader(void **state, struct feed_owner owner)
{
    struct feed_reader r = { 0 };

    assert_int_equal(feed_token_reader(tx_snap(given_tx(state)), owner, TODAY, false, &r), ERR_OK);
    return r;
}

static void given_seat(void **state, int64_t person_id, const char *from, const char *until)
{
    struct actor system = actor_system();
    struct member m = {
        .person_id = person_id,
        .constituency = CONSTITUENCY_CARE_USER,
        .role = MEMBER_ROLE_MEMBER,
        .from_date = from,
        .until_date = until,
    };

    assert_int_equal(member_create(given_tx(state), &system, &m, &(int64_t){ 0 }), ERR_OK);
}

static void close_partner(void **state, int64_t id, const char *until)
{
    struct actor system = actor_system();
    struct partner p = { 0 };

    assert_int_equal(partner_get(tx_snap(given_tx(state)), arena(state), id, &p), ERR_OK);
    p.until = until;
    assert_int_equal(partner_update(given_tx(state), &system, id, p.version, &p), ERR_OK);
}

static void a_token_finds_its_owner_and_is_nowhere_stored_itself(void **state)
{
    static const struct sql stored = SQL("SELECT token_hash FROM feed_token");
    struct feed_owner owner = { .person_id = given_person(state, "Lid", "lid@example.be") };
    const char *token = given_feed(state, owner);
    const char *hash = "";
    struct feed_token t = { 0 };

    assert_int_equal(strlen(token), 43);
    assert_int_equal(find(state, token, &t), ERR_OK);
    assert_int_equal(t.owner.person_id, owner.person_id);
    assert_int_equal(t.owner.partner_id, 0);
    assert_int_equal(sql_one(tx_snap(given_tx(state)), &stored, IN(),
                         OUT(out_text("token_hash", arena(state), &hash))),
        ERR_OK);
    assert_string_not_equal(hash, token);
    assert_null(strstr(given_last_event(state, "feed.created").data, token));
}

static void another_token_finds_nobody(void **state)
{
    struct feed_token t = { 0 };

    given_feed(state, (struct feed_owner){ .partner_id = given_partner(state, "Felies", NULL) });
    assert_int_equal(find(state, "", &t), ERR_NOT_FOUND);
    assert_int_equal(find(state, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &t), ERR_NOT_FOUND);
}

static void a_revoked_token_finds_nobody(void **state)
{
    struct feed_owner owner = { .person_id = given_person(state, "Lid", "lid@example.be") };
    struct actor who = self(owner.person_id);
    const char *token = given_feed(state, owner);
    const char *kept = given_feed(state, owner);
    struct feed_token t = { 0 };

    assert_int_equal(find(state, token, &t), ERR_OK);
    assert_int_equal(feed_token_revoke(given_tx(state), &who, owner, t.id), ERR_OK);
    given_last_event(state, "feed.revoked");
    assert_int_equal(find(state, token, &t), ERR_NOT_FOUND);
    assert_int_equal(find(state, kept, &t), ERR_OK);
    assert_int_equal(feed_token_revoke(given_tx(state), &who, owner, t.id - 1), ERR_NOT_FOUND);
}

static void somebody_elses_links_are_out_of_reach(void **state)
{
    struct feed_owner owner = { .person_id = given_person(state, "Lid", "lid@example.be") };
    struct feed_owner partner = { .partner_id = given_partner(state, "Felies", NULL) };
    struct actor other = self(given_person(state, "Ander", "ander@example.be"));
    struct actor own = { .partner_id = partner.partner_id, .roles = ROLE_BIT(ROLE_PARTNER) };
    struct actor its = { .partner_id = partner.partner_id + 1, .roles = ROLE_BIT(ROLE_PARTNER) };
    struct actor system = actor_system();
    const char *token = NULL;
    struct feed_token t = { 0 };

    assert_int_equal(find(state, given_feed(state, owner), &t), ERR_OK);
    assert_int_equal(
        feed_token_create(given_tx(state), arena(state), &other, owner, &token), ERR_FORBIDDEN);
    assert_int_equal(feed_token_revoke(given_tx(state), &other, owner, t.id), ERR_FORBIDDEN);
    assert_int_equal(feed_token_revoke(given_tx(state), &system, owner, t.id), ERR_FORBIDDEN);
    assert_int_equal(feed_token_revoke(given_tx(state), &other,
                         (struct feed_owner){ .person_id = other.person_id }, t.id),
        ERR_NOT_FOUND);
    assert_true(feed_token_may(&own, partner));
    assert_true(feed_token_may(&system, partner));
    assert_false(feed_token_may(&its, partner));
    assert_false(feed_token_may(&other, partner));
    assert_false(feed_token_may(&(struct actor){ 0 }, (struct feed_owner){ 0 }));
}

static void there_are_at_most_ten(void **state)
{
    struct feed_owner owner = { .person_id = given_person(state, "Lid", "lid@example.be") };
    struct actor who = self(owner.person_id);
    struct feed_token_list list = { 0 };
    const char *token = NULL;

    for (int i = 0; i < FEED_TOKEN_MOST; i++)
        given_feed(state, owner);
    assert_int_equal(
        feed_token_create(given_tx(state), arena(state), &who, owner, &token), ERR_CONFLICT);
    assert_int_equal(feed_token_list(tx_snap(given_tx(state)), arena(state), owner, &list), ERR_OK);
    assert_int_equal(list.count, FEED_TOKEN_MOST);
}

static void a_link_for_nobody_is_not_made(void **state)
{
    struct actor who = actor_system();
    const char *token = NULL;

    assert_int_equal(feed_token_create(given_tx(state), arena(state), &who,
                         (struct feed_owner){ .partner_id = 99 }, &token),
        ERR_NOT_FOUND);
}

static void a_deleted_person_takes_its_links_along(void **state)
{
    struct actor system = actor_system();
    struct feed_owner owner = { .person_id = given_person(state, "Lid", "lid@example.be") };
    const char *token = given_feed(state, owner);
    struct feed_token t = { 0 };

    assert_int_equal(person_delete(given_tx(state), &system, owner.person_id, 1), ERR_OK);
    assert_int_equal(find(state, token, &t), ERR_NOT_FOUND);
}

static void its_use_is_noted_once_a_day(void **state)
{
    struct feed_owner owner = { .partner_id = given_partner(state, "Felies", NULL) };
    const char *token = given_feed(state, owner);
    struct feed_token t = { 0 };
    int64_t now = clock_now();

    assert_int_equal(find(state, token, &t), ERR_OK);
    assert_true(feed_token_use_due(&t, now));
    assert_int_equal(feed_token_used(given_tx(state), t.id, now), ERR_OK);
    assert_int_equal(find(state, token, &t), ERR_OK);
    assert_int_equal(t.used_at, now);
    assert_false(feed_token_use_due(&t, now + 23 * 3600000));
    assert_true(feed_token_use_due(&t, now + 24 * 3600000));
}

static void a_member_in_office_is_invited_and_sees_what_members_see(void **state)
{
    int64_t now = given_person(state, "Nu", "nu@example.be");
    int64_t past = given_person(state, "Vroeger", "vroeger@example.be");
    int64_t later = given_person(state, "Later", "later@example.be");

    given_seat(state, now, "2024-04-15", "2024-04-15");
    given_seat(state, past, "2019-01-01", "2024-04-14");
    given_seat(state, later, "2024-04-16", "");
    struct feed_reader r = reader(state, (struct feed_owner){ .person_id = now });
    assert_true(r.invited);
    assert_int_equal(r.v.sees, ACCESS_MEMBERS);
    r = reader(state, (struct feed_owner){ .person_id = past });
    assert_false(r.invited);
    assert_int_equal(r.v.sees, -1);
    assert_false(reader(state, (struct feed_owner){ .person_id = later }).invited);
}

static void the_contact_of_an_open_partner_is_invited_as_its_partner_is(void **state)
{
    struct actor system = actor_system();
    int64_t partner = given_partner(state, "Felies", NULL);
    int64_t contact = given_person(state, "Mentor-coach", "coach@example.be");

    assert_int_equal(partner_contact_add(given_tx(state), &system, partner, contact), ERR_OK);
    struct feed_reader r = reader(state, (struct feed_owner){ .person_id = contact });
    struct feed_reader of = reader(state, (struct feed_owner){ .partner_id = partner });
    assert_true(r.invited && of.invited);
    assert_int_equal(r.v.sees, ACCESS_PUBLIC);
    assert_int_equal(r.v.partner_id, partner);
    assert_memory_equal(&r, &of, sizeof r);
    close_partner(state, partner, TODAY);
    assert_false(reader(state, (struct feed_owner){ .person_id = contact }).invited);
    of = reader(state, (struct feed_owner){ .partner_id = partner });
    assert_false(of.invited);
    assert_int_equal(of.partner_id, partner);
}

static void what_only_the_secretariat_sees_stays_out_of_calendars(void **state)
{
    static const struct sql person_of = SQL("SELECT person_id FROM account WHERE id = :id");
    int64_t secretary = given_account(state, "secretaris@example.be", ROLE_BIT(ROLE_SECRETARY), 0);
    int64_t admin = given_account(state, "beheer@example.be", ROLE_BIT(ROLE_ADMIN), 0);
    struct feed_owner owner = { 0 };

    assert_int_equal(sql_one(tx_snap(given_tx(state)), &person_of, IN(in_i64("id", secretary)),
                         OUT(out_i64("person_id", &owner.person_id))),
        ERR_OK);
    assert_true(reader(state, owner).invited);
    assert_int_equal(reader(state, owner).v.sees, ACCESS_MEMBERS);
    assert_int_equal(sql_one(tx_snap(given_tx(state)), &person_of, IN(in_i64("id", admin)),
                         OUT(out_i64("person_id", &owner.person_id))),
        ERR_OK);
    assert_false(reader(state, owner).invited);
    assert_int_equal(reader(state, owner).v.sees, -1);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(a_token_finds_its_owner_and_is_nowhere_stored_itself),
        WITH_DB(another_token_finds_nobody),
        WITH_DB(a_revoked_token_finds_nobody),
        WITH_DB(somebody_elses_links_are_out_of_reach),
        WITH_DB(there_are_at_most_ten),
        WITH_DB(a_link_for_nobody_is_not_made),
        WITH_DB(a_deleted_person_takes_its_links_along),
        WITH_DB(its_use_is_noted_once_a_day),
        WITH_DB(a_member_in_office_is_invited_and_sees_what_members_see),
        WITH_DB(the_contact_of_an_open_partner_is_invited_as_its_partner_is),
        WITH_DB(what_only_the_secretariat_sees_stays_out_of_calendars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
