#include "agenda/renewal.h"
#include "lok/base/clock.h"
#include "tests/given/people.h"
#include <string.h>

static const char *expired_link(void **state, int64_t person_id)
{
    const struct personal_link_input in = {
        .person_id = person_id, .sending_id = 1, .expires_at = clock_now() - 1
    };
    const char *token = NULL;

    assert_int_equal(personal_link_make(given_tx(state), arena(state), &in, &token), ERR_OK);
    return token;
}

static struct delivery_list mails(void **state)
{
    struct delivery_list list = { 0 };

    assert_int_equal(outbox_list(tx_snap(given_tx(state)), arena(state), 0, 0, 20, &list), ERR_OK);
    return list;
}

static void ask(void **state, const struct sending_options *o, const char *token)
{
    given_new_request(state);
    assert_int_equal(renewal_ask(given_tx(state), arena(state), o, token), ERR_OK);
}

static void a_new_link_goes_to_the_mailbox_of_its_person(void **state)
{
    struct delivery d = { 0 };

    given_council(state, "");
    struct people_given g = people_given(state);
    ask(state, &PEOPLE_MAIL, expired_link(state, g.member));
    struct delivery_list list = mails(state);
    assert_int_equal(list.count, 1);
    assert_int_equal(outbox_get(tx_snap(given_tx(state)), arena(state), list.at[0].id, &d), ERR_OK);
    assert_non_null(strstr(d.body, "/persoonlijk/"));
}

static void asking_again_at_once_sends_nothing_more(void **state)
{
    given_council(state, "");
    struct people_given g = people_given(state);
    const char *token = expired_link(state, g.member);

    ask(state, &PEOPLE_MAIL, token);
    ask(state, &PEOPLE_MAIL, token);
    assert_int_equal(mails(state).count, 1);
    given_last_event(state, "personal_link.requested");
}

static void an_unknown_link_and_who_is_nothing_any_more_get_the_same_silence(void **state)
{
    struct actor system = actor_system();

    given_council(state, "");
    struct people_given g = people_given(state);
    ask(state, &PEOPLE_MAIL, "onbekend");
    assert_int_equal(
        partner_contact_remove(given_tx(state), &system, g.partner, g.contact), ERR_OK);
    ask(state, &PEOPLE_MAIL, expired_link(state, g.contact));
    assert_int_equal(mails(state).count, 0);
}

static void without_a_mail_server_only_the_log_knows(void **state)
{
    given_council(state, "");
    struct people_given g = people_given(state);

    ask(state, &WORK_SENDING, expired_link(state, g.member));
    assert_int_equal(mails(state).count, 0);
    given_last_event(state, "personal_link.requested");
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(a_new_link_goes_to_the_mailbox_of_its_person),
        WITH_DB(asking_again_at_once_sends_nothing_more),
        WITH_DB(an_unknown_link_and_who_is_nothing_any_more_get_the_same_silence),
        WITH_DB(without_a_mail_server_only_the_log_knows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
