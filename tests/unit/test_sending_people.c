/* Covers agenda/sending_people.c, agenda/byhand.c, agenda/letter.c and agenda/sending_sample.c. */
#include "agenda/byhand.h"
#include "lok/base/clock.h"
#include "notify/mail.h"
#include "notify/mailbox.h"
#include "tests/given/people.h"
#include <string.h>

struct given_case {
    struct people_given people;
    struct telling_meeting meeting;
};

/* Of the contact's partner there is an item for members, and one for members of nobody. */
static struct given_case drafted(void **state)
{
    struct given_case c = { .meeting = telling_meeting(state) };
    static const struct sql MAILBOX = SQL("UPDATE council SET email = 'lok@example.be'");

    assert_int_equal(sql_run(given_tx(state), &MAILBOX, IN(), NULL), ERR_OK);
    c.people = people_given(state);
    telling_item(state, c.meeting.id, "Eigen punt", ACCESS_MEMBERS, c.people.partner);
    telling_item(state, c.meeting.id, "Ledenpunt", ACCESS_MEMBERS, 0);
    return c;
}

/* As it leaves: with its personal link. */
static const struct sql LEAVING =
    SQL("SELECT b.body, d.notice_id, l.token FROM delivery d"
        "  JOIN delivery_body b ON b.delivery_id = d.id"
        "  JOIN delivery_link l ON l.delivery_id = d.id WHERE d.id = :id");

static const char *leaving(void **state, int64_t delivery_id)
{
    const char *body, *id, *token;

    assert_int_equal(
        sql_one(tx_snap(given_tx(state)), &LEAVING, IN(in_i64("id", delivery_id)),
            OUT(out_text("body", arena(state), &body), out_text("notice_id", arena(state), &id),
                out_text("token", arena(state), &token))),
        ERR_OK);
    return mail_with_link(arena(state), body, id, token);
}

static struct mail mail_to(void **state, int64_t sending_id, int64_t person_id)
{
    struct delivery_list list = telling_deliveries(state, sending_id);
    struct mailbox box = { 0 };
    struct delivery d = { 0 };
    struct mail mail = { 0 };

    assert_int_equal(mailbox_get(tx_snap(given_tx(state)), arena(state), person_id, &box), ERR_OK);
    for (size_t i = 0; i < list.count; i++)
        if (list.at[i].endpoint_id == box.endpoint_id)
            assert_int_equal(
                outbox_get(tx_snap(given_tx(state)), arena(state), list.at[i].id, &d), ERR_OK);
    assert_int_not_equal(d.id, 0);
    assert_int_equal(
        mail_read(arena(state), given_fault(state), leaving(state, d.id), &mail), ERR_OK);
    return mail;
}

static const char *token_in(void **state, const struct mail *mail)
{
    const char *at = strstr(mail->text, "/persoonlijk/");

    assert_non_null(at);
    at += strlen("/persoonlijk/");
    return arena_strndup(arena(state), at, strcspn(at, "\r\n "));
}

static void each_invited_gets_its_own_mail_with_its_own_link_and_an_invitation(void **state)
{
    struct given_case c = drafted(state);
    struct sending s = people_send(state, c.meeting.id, SENDING_AGENDA);
    struct mail member = mail_to(state, s.id, c.people.member);
    struct mail contact = mail_to(state, s.id, c.people.contact);
    struct personal_link link = { 0 };

    assert_int_equal(s.recipients, 2);
    assert_string_equal(member.method, "REQUEST");
    assert_non_null(strstr(member.calendar, "METHOD:REQUEST\r\n"));
    assert_non_null(strstr(member.calendar, "mailto:lid"));
    assert_null(strstr(member.calendar, "mailto:contact"));
    assert_int_equal(personal_link_open(
                         tx_snap(given_tx(state)), arena(state), token_in(state, &contact), &link),
        ERR_OK);
    assert_int_equal(link.person_id, c.people.contact);
    assert_int_equal(link.meeting_id, c.meeting.id);
    assert_string_not_equal(token_in(state, &member), token_in(state, &contact));
    assert_non_null(strstr(member.stop_url, "/stoppen"));
    assert_int_equal(member.why.count, 2);
}

static void a_contact_does_not_read_what_its_partner_may_not_see(void **state)
{
    struct given_case c = drafted(state);
    struct sending s = people_send(state, c.meeting.id, SENDING_AGENDA);
    struct mail member = mail_to(state, s.id, c.people.member);
    struct mail contact = mail_to(state, s.id, c.people.contact);

    assert_non_null(strstr(member.text, "Ledenpunt"));
    assert_null(strstr(contact.text, "Ledenpunt"));
    assert_null(strstr(contact.html, "Ledenpunt"));
    assert_null(strstr(contact.calendar, "Ledenpunt"));
    assert_non_null(strstr(contact.text, "Eigen punt"));
    assert_non_null(strstr(contact.text, "Uw organisatie leidt"));
}

static void a_stranger_and_who_stopped_get_nothing(void **state)
{
    struct actor system = actor_system();
    struct given_case c = drafted(state);
    struct sending_preview p = { 0 };

    given_person(state, "Vreemd", "v@example.be");
    struct mailbox box = { 0 };
    assert_int_equal(mailbox_of(given_tx(state), arena(state), c.people.member, &box), ERR_OK);
    assert_int_equal(mailbox_stop(given_tx(state), &system, c.people.member, true), ERR_OK);
    assert_int_equal(sending_preview(tx_snap(given_tx(state)), arena(state), &system, &PEOPLE_MAIL,
                         c.meeting.id, SENDING_AGENDA, &p),
        ERR_OK);
    assert_int_equal(p.recipients.count, 1);
    assert_int_equal(p.recipients.at[0].person_id, c.people.contact);
    assert_string_equal(p.recipients.at[0].channel, "mail: contact@example.be");
    assert_string_equal(p.recipients.at[0].calendar, "REQUEST");
}

static void only_who_was_chosen_is_told(void **state)
{
    struct actor system = actor_system();
    struct given_case c = drafted(state);
    const char *keys[] = { arena_printf(arena(state), "person:%lld", (long long)c.people.member) };
    const struct lines chosen = { keys, 1 };
    struct sending_options o = PEOPLE_MAIL;
    struct sending s = { 0 };

    telling_endpoint(state, "a", 0, TELLING_ALL);
    o.chosen = &chosen;
    assert_int_equal(sending_send(given_tx(state), arena(state), &system, &o, c.meeting.id, 0,
                         SENDING_AGENDA, &s),
        ERR_OK);
    assert_int_equal(s.recipients, 1);
    assert_int_equal(telling_deliveries(state, s.id).count, 1);
    assert_non_null(mail_to(state, s.id, c.people.member).text);
}

static void a_reminder_goes_to_who_did_not_reply(void **state)
{
    struct given_case c = drafted(state);
    struct actor member = people_actor(state, c.people.member);
    const struct reply_input in = { .answer = REPLY_COMING, .remark = "" };

    people_send(state, c.meeting.id, SENDING_AGENDA);
    assert_int_equal(
        reply_give(given_tx(state), arena(state), &member, c.meeting.id, c.people.member, &in),
        ERR_OK);
    struct sending s = people_send(state, c.meeting.id, SENDING_REMINDER);
    assert_int_equal(telling_deliveries(state, s.id).count, 1);
    assert_non_null(strstr(mail_to(state, s.id, c.people.contact).subject, "Komt u?"));
}

static void a_call_names_its_closing_date(void **state)
{
    struct given_case c = drafted(state);

    people_send(state, c.meeting.id, SENDING_DATE);
    struct sending s = people_send(state, c.meeting.id, SENDING_CALL);
    assert_non_null(strstr(mail_to(state, s.id, c.people.member).text, "dinsdag 7 mei 2024"));
    assert_int_equal(work_meeting_now(state, c.meeting.id).state, MEETING_PLANNED);
}

static void results_come_together_in_one_mail(void **state)
{
    struct given_case c = drafted(state);

    people_send(state, c.meeting.id, SENDING_AGENDA);
    telling_endpoint(state, "a", 0, TELLING_ALL);
    work_treat(state, c.meeting.first, OUTCOME_APPROVED, "2024-10", "Mentoren", "Ja.");
    work_treat(state, c.meeting.second, OUTCOME_APPROVED, "", "Sluiting", "Zes dagen.");
    struct sending s = people_send(state, c.meeting.id, SENDING_RESULTS);
    struct mail mail = mail_to(state, s.id, c.people.member);
    assert_non_null(strstr(mail.text, "Mentoren"));
    assert_non_null(strstr(mail.text, "Sluiting"));
    size_t to_persons = 0;
    struct delivery_list list = telling_deliveries(state, s.id);
    for (size_t i = 0; i < list.count; i++)
        to_persons += list.at[i].endpoint_kind == ENDPOINT_MAIL;
    assert_int_equal(list.count - to_persons, 3);
}

static void what_is_taken_back_leaves_no_link_that_works(void **state)
{
    struct actor system = actor_system();
    struct given_case c = drafted(state);
    struct sending_options o = PEOPLE_MAIL;
    struct personal_link link = { 0 };
    struct sending s = { 0 };

    o.undo_seconds = 120;
    assert_int_equal(sending_send(given_tx(state), arena(state), &system, &o, c.meeting.id, 0,
                         SENDING_AGENDA, &s),
        ERR_OK);
    struct mail mail = mail_to(state, s.id, c.people.member);
    const char *token = token_in(state, &mail);
    assert_int_equal(sending_take_back(given_tx(state), &system, s.id), ERR_OK);
    assert_int_equal(
        personal_link_open(tx_snap(given_tx(state)), arena(state), token, &link), ERR_GONE);
}

static void without_a_mail_server_the_secretary_gets_texts_and_links(void **state)
{
    struct actor system = actor_system();
    struct given_case c = drafted(state);
    struct byhand_copy_list copies = { 0 };
    struct sending_options o = PEOPLE_MAIL;
    struct sending s = { 0 };
    const char *csv = NULL;

    o.has_mail = false;
    assert_int_equal(sending_send(given_tx(state), arena(state), &system, &o, c.meeting.id, 0,
                         SENDING_AGENDA, &s),
        ERR_OK);
    assert_int_equal(telling_deliveries(state, s.id).count, 0);
    assert_int_equal(s.by_hand, 2);
    assert_int_equal(
        byhand_copies(tx_snap(given_tx(state)), arena(state), &system, &o, s.id, &copies), ERR_OK);
    assert_int_equal(copies.count, 2);
    for (size_t i = 0; i < copies.count; i++)
        if (strstr(copies.at[i].addresses, "contact@") != NULL)
            assert_null(strstr(copies.at[i].text, "Ledenpunt"));
    assert_int_equal(byhand_csv(given_tx(state), arena(state), &system, &o, s.id, &csv), ERR_OK);
    assert_non_null(strstr(csv, "\"lid@example.be\""));
    assert_non_null(strstr(csv, "https://lok.example.be/persoonlijk/"));
    assert_null(strstr(csv, "{link}"));
    struct actor member = people_actor(state, c.people.member);
    assert_int_equal(
        byhand_csv(given_tx(state), arena(state), &member, &o, s.id, &csv), ERR_FORBIDDEN);
}

static void what_the_secretary_mails_is_not_told_again_unknowingly(void **state)
{
    struct actor system = actor_system();
    struct given_case c = drafted(state);
    struct sending_options o = PEOPLE_MAIL;
    struct sending_preview again = { 0 };
    struct sending s = { 0 };

    o.has_mail = false;
    people_send(state, c.meeting.id, SENDING_DATE);
    for (int held_back = 1; held_back >= 0; held_back--) {
        o.undo_seconds = held_back ? 120 : 0;
        assert_int_equal(sending_send(given_tx(state), arena(state), &system, &o, c.meeting.id, 0,
                             SENDING_CALL, &s),
            ERR_OK);
        assert_true(s.by_hand > 0);
        if (held_back)
            assert_int_equal(sending_take_back(given_tx(state), &system, s.id), ERR_OK);
    }
    given_new_request(state);
    assert_int_equal(
        sending_send(given_tx(state), arena(state), &system, &o, c.meeting.id, 0, SENDING_CALL, &s),
        ERR_CONFLICT);
    assert_string_equal(tx_fault(given_tx(state))->detail,
        "Iedereen kreeg dit bericht al. De teksten om zelf te mailen staan nog bij die verzending.");

    given_new_request(state);
    telling_endpoint(state, "systeem", 0, TELLING_ALL);
    assert_int_equal(sending_preview(tx_snap(given_tx(state)), arena(state), &system, &o,
                         c.meeting.id, SENDING_CALL, &again),
        ERR_OK);
    assert_int_equal(again.recipients.count, 1);
    assert_int_equal(again.by_hand.count, 0);
    assert_int_equal(again.recipients.told_before, s.by_hand);
}

static void a_sample_goes_to_who_asks_alone(void **state)
{
    struct given_case c = drafted(state);
    int64_t account = given_account(state, "secretaris@example.be", ROLE_BIT(ROLE_SECRETARY), 0);
    struct actor secretary = { 0 };
    struct delivery_list list = { 0 };

    assert_int_equal(
        account_actor(tx_snap(given_tx(state)), arena(state), account, &secretary), ERR_OK);
    assert_int_equal(sending_sample(given_tx(state), arena(state), &secretary, &PEOPLE_MAIL,
                         c.meeting.id, SENDING_AGENDA),
        ERR_OK);
    assert_int_equal(outbox_list(tx_snap(given_tx(state)), arena(state), 0, 0, 20, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(work_meeting_now(state, c.meeting.id).state, MEETING_DRAFT);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(each_invited_gets_its_own_mail_with_its_own_link_and_an_invitation),
        WITH_DB(a_contact_does_not_read_what_its_partner_may_not_see),
        WITH_DB(a_stranger_and_who_stopped_get_nothing),
        WITH_DB(only_who_was_chosen_is_told),
        WITH_DB(a_reminder_goes_to_who_did_not_reply),
        WITH_DB(a_call_names_its_closing_date),
        WITH_DB(results_come_together_in_one_mail),
        WITH_DB(what_is_taken_back_leaves_no_link_that_works),
        WITH_DB(without_a_mail_server_the_secretary_gets_texts_and_links),
        WITH_DB(what_the_secretary_mails_is_not_told_again_unknowingly),
        WITH_DB(a_sample_goes_to_who_asks_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
