#include "tests/given/people.h"
#include "lok/base/clock.h"

const struct sending_options PEOPLE_MAIL = {
    .public_url = "https://lok.example.be",
    .has_mail = true,
};

struct people_given people_given(void **state)
{
    struct actor system = actor_system();
    struct people_given g = {
        .member = given_person(state, "Lid", "lid@example.be"),
        .contact = given_person(state, "Contact", "contact@example.be"),
        .partner = given_partner(state, "Felies", NULL),
    };
    struct member seat = { .person_id = g.member, .voting_right = true };
    int64_t id = 0;

    assert_int_equal(member_create(given_tx(state), &system, &seat, &id), ERR_OK);
    assert_int_equal(partner_contact_add(given_tx(state), &system, g.partner, g.contact), ERR_OK);
    return g;
}

struct actor people_actor(void **state, int64_t person_id)
{
    struct personal_link link = { .person_id = person_id };
    struct actor who = { 0 };

    assert_int_equal(personal_link_actor(tx_snap(given_tx(state)), arena(state), &link,
                         clock_today(arena(state), clock_now()), &who),
        ERR_OK);
    return who;
}

struct sending people_send(void **state, int64_t meeting_id, enum sending_kind kind)
{
    struct actor system = actor_system();
    struct sending s = { 0 };

    given_new_request(state);
    assert_int_equal(
        sending_send(given_tx(state), arena(state), &system, &PEOPLE_MAIL, meeting_id, 0, kind, &s),
        ERR_OK);
    return s;
}
