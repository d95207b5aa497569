/* Covers agenda/minutes_noted.c and agenda/minutes_presence.c. */
#include "agenda/minutes_parts.h"
#include "lok/base/secret.h"
#include "tests/given/people.h"
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const struct actor SECRETARY = { .roles = ROLE_BIT(ROLE_SECRETARY) };

/* A meeting in session with two items, the second for members. */
struct given_case {
    struct people_given people;
    int64_t meeting, first, second;
};

static struct given_case in_session(void **state)
{
    const struct item_input in = { .title = "Intern",
        .presenter = "",
        .text = "",
        .purpose = PURPOSE_DISCUSSION,
        .access = ACCESS_MEMBERS };
    struct given_case c = { 0 };

    given_council(state, "2024-04-15");
    c.people = people_given(state);
    c.meeting = work_meeting(state, "2024-02-27");
    c.first = work_item(state, c.meeting, "Mentoren", PURPOSE_DISCUSSION, 0);
    assert_int_equal(item_create(given_tx(state), &SECRETARY, c.meeting, &in, &c.second), ERR_OK);
    work_act(state, c.meeting, MEETING_START);
    return c;
}

static void note(void **state, int64_t meeting, int64_t person, struct attendance_input in)
{
    in.remark = "";
    given_new_request(state);
    assert_int_equal(
        attendance_put(given_tx(state), arena(state), &SECRETARY, meeting, person, 0, &in), ERR_OK);
}

static void treat(void **state, int64_t item, struct treatment_input in)
{
    struct treatment_result result = { 0 };

    given_new_request(state);
    assert_int_equal(treatment_record(given_tx(state), arena(state), &SECRETARY, &WORK_SENDING,
                         item, work_item_now(state, item).version, &in, &result),
        ERR_OK);
}

static void attach(void **state, struct attachment_of of, const char *name, unsigned access)
{
    struct attachment_bytes b = { .fd = memfd_create("document", MFD_CLOEXEC) };
    const struct attachment_input in = { .name = name, .access = access };
    int64_t id = 0;

    assert_true(b.fd >= 0);
    b.size = strlen(name);
    assert_int_equal(write(b.fd, name, b.size), b.size);
    b.sha256 = secret_sha256_hex(arena(state), name, b.size);
    assert_int_equal(
        attachment_add(given_tx(state), arena(state), &SECRETARY, of, &in, ATTACHMENT_PDF, &b, &id),
        ERR_OK);
    close(b.fd);
}

static struct minutes_parts composed(void **state, int64_t meeting)
{
    struct minutes_parts parts = { 0 };

    assert_int_equal(
        minutes_compose(tx_snap(given_tx(state)), arena(state), meeting, &parts), ERR_OK);
    return parts;
}

static const char *part(const struct minutes_parts *parts, const char *heading)
{
    for (size_t i = 0; i < parts->count; i++)
        if (strcmp(parts->at[i].heading, heading) == 0)
            return parts->at[i].text;
    return "";
}

static void who_was_there_is_what_was_noted_and_not_what_was_replied(void **state)
{
    struct given_case c = in_session(state);
    struct reply_input coming = { .answer = REPLY_COMING, .remark = "" };

    assert_int_equal(
        reply_give(given_tx(state), arena(state), &SECRETARY, c.meeting, c.people.member, &coming),
        ERR_OK);
    struct minutes_parts parts = composed(state, c.meeting);
    assert_string_equal(part(&parts, "Aanwezigheid"), "");

    note(state, c.meeting, c.people.member,
        (struct attendance_input){ .status = ATTENDANCE_EXCUSED });
    note(state, c.meeting, c.people.contact,
        (struct attendance_input){ .status = ATTENDANCE_ONLINE, .from_item_id = c.second });
    parts = composed(state, c.meeting);
    const char *text = part(&parts, "Aanwezigheid");
    assert_non_null(strstr(text, "**Verontschuldigd**\n\n- Lid"));
    assert_non_null(strstr(text, "**Aanwezig**\n\n- Contact"));
    assert_non_null(strstr(text, "online, vanaf punt 2)"));
    assert_null(strstr(text, "**Afwezig**"));
}

static void a_guest_and_a_substitute_stand_apart(void **state)
{
    struct given_case c = in_session(state);
    const struct guest_input guest = {
        .guest = "adviseur, Agentschap", .status = ATTENDANCE_PRESENT, .remark = ""
    };
    int64_t entry = 0;

    note(state, c.meeting, c.people.contact,
        (struct attendance_input){
            .status = ATTENDANCE_SUBSTITUTE, .for_person_id = c.people.member });
    given_new_request(state);
    assert_int_equal(attendance_put_guest(given_tx(state), arena(state), &SECRETARY, c.meeting, 0,
                         0, &guest, &entry),
        ERR_OK);
    struct minutes_parts parts = composed(state, c.meeting);
    const char *text = part(&parts, "Aanwezigheid");
    assert_non_null(strstr(text, "**Vervanging**\n\n- Contact ("));
    assert_non_null(strstr(text, "vervangt Lid"));
    assert_non_null(strstr(text, "**Te gast**\n\n- adviseur, Agentschap"));
    assert_null(strstr(text, "**Aanwezig**"));
}

static void each_item_says_who_came_left_and_had_a_conflict(void **state)
{
    struct given_case c = in_session(state);
    struct attendance_list all = { 0 };
    const struct presence_input conflict = { .conflict = true, .reason = "familie" };

    note(state, c.meeting, c.people.member,
        (struct attendance_input){ .status = ATTENDANCE_PRESENT, .until_item_id = c.first });
    note(state, c.meeting, c.people.contact,
        (struct attendance_input){ .status = ATTENDANCE_PRESENT, .from_item_id = c.second });
    assert_int_equal(
        attendance_list(tx_snap(given_tx(state)), arena(state), c.meeting, &all), ERR_OK);
    given_new_request(state);
    assert_int_equal(attendance_put_item(given_tx(state), arena(state), &SECRETARY, c.first,
                         attendance_find(&all, c.people.member)->id, 0, &conflict),
        ERR_OK);
    struct minutes_parts parts = composed(state, c.meeting);
    const char *first = part(&parts, "1. Mentoren"), *second = part(&parts, "2. Intern");
    assert_non_null(strstr(first, "**Belangenconflict, stemt niet mee:** Lid"));
    assert_non_null(strstr(first, "**Vertrok na dit punt:** Lid"));
    assert_null(strstr(first, "familie"));
    assert_non_null(strstr(second, "**Kwam erbij:** Contact"));
    assert_null(strstr(second, "Lid"));
}

static void votes_and_minority_stand_with_the_item_and_the_internal_note_does_not(void **state)
{
    struct given_case c = in_session(state);

    note(state, c.meeting, c.people.member,
        (struct attendance_input){ .status = ATTENDANCE_PRESENT });
    treat(state, c.first,
        (struct treatment_input){ .outcome = OUTCOME_APPROVED,
            .note = "Goed onthaald.",
            .votes = { .in_favour = 1 },
            .minority_view = "Een lid vraagt meer tijd.",
            .internal_note = "geheim" });
    struct minutes_parts parts = composed(state, c.meeting);
    const char *text = part(&parts, "1. Mentoren");
    assert_non_null(strstr(text, "**Stemming:** 1 voor, 0 tegen, 0 onthoudingen"));
    assert_non_null(strstr(text, "**Minderheidsstandpunt:** Een lid vraagt meer tijd."));
    assert_non_null(strstr(text, "Goed onthaald."));
    assert_null(strstr(text, "geheim"));
}

static void what_was_put_off_says_until_when_and_what_was_withdrawn_says_why(void **state)
{
    struct given_case c = in_session(state);

    treat(state, c.first,
        (struct treatment_input){ .outcome = OUTCOME_POSTPONED, .target_month = "2024-05" });
    treat(state, c.second,
        (struct treatment_input){ .outcome = OUTCOME_WITHDRAWN, .reason = "de vraag vervalt" });
    struct minutes_parts parts = composed(state, c.meeting);
    assert_string_equal(part(&parts, "1. Mentoren"), "**Uitkomst:** uitgesteld naar mei 2024");
    assert_string_equal(
        part(&parts, "2. Intern"), "**Uitkomst:** ingetrokken. Reden: de vraag vervalt");
}

static void documents_stand_by_name_with_what_those_who_see_them_read(void **state)
{
    struct given_case c = in_session(state);
    struct attachment_of first = { ATTACHED_TO_ITEM, c.first };

    attach(state, first, "zaal.pdf", ACCESS_PUBLIC);
    struct minutes_parts parts = composed(state, c.meeting);
    assert_string_equal(part(&parts, "1. Mentoren"), ""); /* not sent: others do not see it yet */
    treat(state, c.first, (struct treatment_input){ .outcome = OUTCOME_NOTED });
    treat(state, c.second, (struct treatment_input){ .outcome = OUTCOME_NOTED });
    work_act(state, c.meeting, MEETING_CLOSE);
    attach(state, first, "plan.pdf", ACCESS_PUBLIC);
    attach(state, first, "cijfers.pdf", ACCESS_MEMBERS);
    attach(state, first, "dossier.pdf", ACCESS_SECRETARIAT);
    attach(state, (struct attachment_of){ ATTACHED_TO_MEETING, c.meeting }, "route.pdf",
        ACCESS_PUBLIC);
    parts = composed(state, c.meeting);
    const char *all = "";
    for (size_t i = 0; i < parts.count; i++) {
        bool members = parts.at[i].access == ACCESS_MEMBERS;

        all = arena_printf(arena(state), "%s%s", all, parts.at[i].text);
        assert_true(members || strstr(parts.at[i].text, "cijfers") == NULL);
    }
    assert_string_equal(part(&parts, "1. Mentoren"),
        "**Uitkomst:** ter kennis genomen\n\n**Documenten:** zaal.pdf, plan.pdf");
    assert_string_equal(part(&parts, "Documenten"), "route.pdf");
    assert_string_equal(part(&parts, "Documenten voor de leden"), "**Bij punt 1:** cijfers.pdf");
    assert_null(strstr(all, "dossier.pdf"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(who_was_there_is_what_was_noted_and_not_what_was_replied),
        TEST(a_guest_and_a_substitute_stand_apart),
        TEST(each_item_says_who_came_left_and_had_a_conflict),
        TEST(votes_and_minority_stand_with_the_item_and_the_internal_note_does_not),
        TEST(what_was_put_off_says_until_when_and_what_was_withdrawn_says_why),
        TEST(documents_stand_by_name_with_what_those_who_see_them_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
