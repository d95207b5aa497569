#include "lok/base/clock.h"
#include "tests/given/people.h"
#include <string.h>

static const char *given_link(void **state, int64_t person_id, int64_t expires_at)
{
    const struct personal_link_input in = { .person_id = person_id, .expires_at = expires_at };
    const char *token = NULL;

    assert_int_equal(personal_link_make(given_tx(state), arena(state), &in, &token), ERR_OK);
    return token;
}

static enum err open_link(void **state, const char *token, struct personal_link *ret)
{
    given_new_request(state);
    return personal_link_open(tx_snap(given_tx(state)), arena(state), token, ret);
}

static void a_link_opens_for_its_person(void **state)
{
    struct personal_link link = { 0 };

    given_council(state, "");
    struct people_given g = people_given(state);
    const char *token = given_link(state, g.member, clock_now() + 60000);
    assert_int_equal(open_link(state, token, &link), ERR_OK);
    assert_int_equal(link.person_id, g.member);
    assert_int_equal(strlen(token), 43);
    assert_string_equal(personal_link_url(arena(state), "https://lok.example.be", "abc"),
        "https://lok.example.be/persoonlijk/abc");
}

static void the_token_is_stored_hashed(void **state)
{
    static const struct sql STORED = SQL("SELECT token_hash FROM personal_link LIMIT 1");
    const char *hash = "";

    given_council(state, "");
    struct people_given g = people_given(state);
    const char *token = given_link(state, g.member, clock_now() + 60000);
    assert_int_equal(sql_one(tx_snap(given_tx(state)), &STORED, IN(),
                         OUT(out_text("token_hash", arena(state), &hash))),
        ERR_OK);
    assert_int_equal(strlen(hash), 64);
    assert_null(strstr(hash, token));
}

static void an_expired_an_unknown_and_a_revoked_link_say_why_they_are_gone(void **state)
{
    struct actor system = actor_system();
    struct personal_link link = { 0 };

    given_council(state, "");
    struct people_given g = people_given(state);
    const char *old = given_link(state, g.member, clock_now() - 1);
    assert_int_equal(open_link(state, old, &link), ERR_GONE);
    assert_non_null(strstr(given_fault(state)->detail, "Vraag een nieuwe link"));
    assert_int_equal(open_link(state, "onbekend", &link), ERR_GONE);
    assert_non_null(strstr(given_fault(state)->detail, "kennen wij niet"));
    const char *revoked = given_link(state, g.member, clock_now() + 60000);
    assert_int_equal(personal_link_revoke(given_tx(state), &system, g.member), ERR_OK);
    given_last_event(state, "personal_link.revoked");
    assert_int_equal(open_link(state, revoked, &link), ERR_GONE);
    assert_non_null(strstr(given_fault(state)->detail, "ingetrokken"));
    assert_int_equal(
        personal_link_find(tx_snap(given_tx(state)), arena(state), revoked, &link), ERR_OK);
}

static void only_that_person_or_who_edits_people_revokes(void **state)
{
    given_council(state, "");
    struct people_given g = people_given(state);
    struct actor contact = people_actor(state, g.contact);

    given_link(state, g.member, clock_now() + 60000);
    assert_int_equal(personal_link_revoke(given_tx(state), &contact, g.member), ERR_FORBIDDEN);
    struct actor self = people_actor(state, g.member);
    assert_int_equal(personal_link_revoke(given_tx(state), &self, g.member), ERR_OK);
}

static void a_link_gives_no_more_than_member_or_contact(void **state)
{
    struct actor system = actor_system();
    struct account_input in = { .name = "Lid",
        .email = "lid@example.be",
        .roles = ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_SECRETARY) };
    int64_t account = 0;

    given_council(state, "");
    struct people_given g = people_given(state);
    assert_int_equal(account_create(given_tx(state), &system, &in, &account), ERR_OK);
    struct actor member = people_actor(state, g.member);
    assert_int_equal(member.roles, ROLE_BIT(ROLE_MEMBER));
    assert_false(may(&member, PREPARE_MEETING, (struct object){ 0 }));
    struct actor contact = people_actor(state, g.contact);
    assert_int_equal(contact.roles, ROLE_BIT(ROLE_PARTNER));
    assert_int_equal(contact.partner_id, g.partner);
}

static void who_is_nothing_any_more_gets_nothing(void **state)
{
    struct actor system = actor_system(), who = { 0 };

    given_council(state, "");
    struct people_given g = people_given(state);
    struct personal_link link = { .person_id = g.contact };
    assert_int_equal(
        partner_contact_remove(given_tx(state), &system, g.partner, g.contact), ERR_OK);
    assert_int_equal(
        personal_link_actor(tx_snap(given_tx(state)), arena(state), &link, "2024-04-15", &who),
        ERR_GONE);
    assert_non_null(strstr(given_fault(state)->detail, "geen lid of contactpersoon"));
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(a_link_opens_for_its_person),
        WITH_DB(the_token_is_stored_hashed),
        WITH_DB(an_expired_an_unknown_and_a_revoked_link_say_why_they_are_gone),
        WITH_DB(only_that_person_or_who_edits_people_revokes),
        WITH_DB(a_link_gives_no_more_than_member_or_contact),
        WITH_DB(who_is_nothing_any_more_gets_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
