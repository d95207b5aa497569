/* Covers agenda/attachment.c, agenda/attachment_place.c, agenda/attachment_write.c,
 * agenda/attachment_file.c, agenda/attachment_name.c and agenda/publication_documents.c. */
#include "agenda/attachment.h"
#include "lok/base/clock.h"
#include "lok/base/secret.h"
#include "tests/given/people.h"
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct attachment_bytes bytes_of(void **state, const char *text, size_t times)
{
    struct attachment_bytes b = { .fd = memfd_create("document", MFD_CLOEXEC) };
    char *all = arena_alloc(arena(state), strlen(text) * times + 1);

    assert_true(b.fd >= 0);
    for (size_t i = 0; i < times; i++)
        memcpy(all + i * strlen(text), text, strlen(text));
    b.size = strlen(text) * times;
    assert_int_equal(write(b.fd, all, b.size), b.size);
    b.sha256 = secret_sha256_hex(arena(state), all, b.size);
    return b;
}

static enum err try_add(void **state, const struct actor *who, struct attachment_of of,
    const struct attachment_input *in, const char *text, int64_t *ret)
{
    struct attachment_bytes bytes = bytes_of(state, text, 1);

    given_new_request(state);
    enum err e =
        attachment_add(given_tx(state), arena(state), who, of, in, ATTACHMENT_PDF, &bytes, ret);
    close(bytes.fd);
    return e;
}

static int64_t add(void **state, struct attachment_of of, const char *name, unsigned access)
{
    const struct attachment_input in = { .name = name, .access = access };
    struct actor system = actor_system();
    int64_t id = 0;

    assert_int_equal(try_add(state, &system, of, &in, name, &id), ERR_OK);
    return id;
}

static struct attachment_list list_as(
    void **state, const struct actor *who, struct attachment_of of)
{
    struct attachment_list list = { 0 };

    assert_int_equal(
        attachment_list(tx_snap(given_tx(state)), arena(state), who, of, &list), ERR_OK);
    return list;
}

static enum err get_as(void **state, const struct actor *who, int64_t id)
{
    struct attachment one;

    return attachment_get(tx_snap(given_tx(state)), arena(state), who, id, &one);
}

static size_t found_by(void **state, const struct actor *who, const char *typed)
{
    struct attachment_list list = { 0 };

    assert_int_equal(
        attachment_find(tx_snap(given_tx(state)), arena(state), who, typed, 0, 25, &list), ERR_OK);
    return list.count;
}

static struct attachment_of meeting_of(const struct telling_meeting *t)
{
    return (struct attachment_of){ ATTACHED_TO_MEETING, t->id };
}

/* -- names -- */

static const char *named(void **state, const char *sent, unsigned type)
{
    const char *name = "";

    assert_int_equal(attachment_name(arena(state), given_fault(state), sent, type, &name), ERR_OK);
    return name;
}

static void names_are_made_safe(void **state)
{
    assert_string_equal(named(state, "Nota.pdf", ATTACHMENT_PDF), "Nota.pdf");
    assert_string_equal(named(state, "C:\\Map\\Nota.PDF", ATTACHMENT_PDF), "Nota.PDF");
    assert_string_equal(named(state, "../../etc/passwd", ATTACHMENT_PDF), "passwd.pdf");
    assert_string_equal(
        named(state, "nota\r\nSet-Cookie: x.pdf", ATTACHMENT_PDF), "nota__Set-Cookie_ x.pdf");
    assert_string_equal(named(state,
                            "fdp.\xE2\x80\xAE"
                            "exe.pdf",
                            ATTACHMENT_PDF),
        "fdp.exe.pdf");
    assert_string_equal(named(state, "foto.jpeg", ATTACHMENT_JPEG), "foto.jpeg");
    assert_string_equal(named(state, "", ATTACHMENT_PDF), "document.pdf");
    assert_string_equal(named(state, ".pdf", ATTACHMENT_PDF), "pdf.pdf");
    assert_string_equal(named(state, "\xFF\xFE", ATTACHMENT_PNG), "document.png");
    assert_string_equal(named(state, "virus.exe", ATTACHMENT_PDF), "virus.exe.pdf");
    assert_true(strlen(named(state, bytes_of(state, "x", 4).sha256, ATTACHMENT_PDF)) < 160);
}

static void a_name_that_promises_another_type_is_refused(void **state)
{
    const char *name;

    assert_int_equal(
        attachment_name(arena(state), given_fault(state), "nota.docx", ATTACHMENT_PDF, &name),
        ERR_INVALID);
    assert_non_null(strstr(fault_message(given_fault(state), "file"), "nota.docx"));
}

/* -- what it holds -- */

static void what_came_is_given_back_in_pieces(void **state)
{
    struct attachment_bytes b = bytes_of(state, "0123456789", 15000);
    const void *piece = NULL;
    size_t length = 0, total = 0;
    int64_t id = 0, again = 0;

    assert_int_equal(attachment_file_put(given_tx(state), &b, &id), ERR_OK);
    assert_int_equal(attachment_file_put(given_tx(state), &b, &again), ERR_OK);
    assert_int_equal(id, again);
    struct snap *s = tx_snap(given_tx(state));
    for (int64_t n = 0; n < 3; n++) {
        assert_int_equal(attachment_file_piece(s, arena(state), id, n, &piece, &length), ERR_OK);
        assert_memory_equal(piece, &"0123456789"[total % 10], 4);
        total += length;
    }
    assert_int_equal(total, 150000);
    assert_int_equal(attachment_file_piece(s, arena(state), id, 3, &piece, &length), ERR_NOT_FOUND);
    assert_int_equal(attachment_file_sweep(given_tx(state)), ERR_OK);
    assert_int_equal(attachment_file_piece(s, arena(state), id, 0, &piece, &length), ERR_NOT_FOUND);
    close(b.fd);
}

/* -- who sees it -- */

static void a_document_is_seen_once_it_was_sent(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct attachment_of of = { ATTACHED_TO_ITEM, t.first };
    struct actor member = work_member(), system = actor_system();
    int64_t before = add(state, of, "Nota.pdf", ACCESS_PUBLIC);

    assert_int_equal(get_as(state, &member, before), ERR_NOT_FOUND);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(get_as(state, &member, before), ERR_OK);
    int64_t later = add(state, of, "Bijlage.pdf", ACCESS_PUBLIC);
    assert_int_equal(get_as(state, &member, later), ERR_NOT_FOUND);
    assert_int_equal(found_by(state, &member, "bijlage"), 0);
    assert_int_equal(list_as(state, &member, of).count, 1);
    assert_int_equal(list_as(state, &system, of).count, 2);
    assert_true(list_as(state, &system, of).at[1].unsent);
    telling_send(state, t.id, SENDING_CHANGES, 0);
    assert_int_equal(list_as(state, &member, of).count, 2);
    assert_false(list_as(state, &system, of).at[1].unsent);
    assert_int_equal(found_by(state, &member, "bijlage"), 1);
}

static void one_that_comes_later_is_told_as_one_notice(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    telling_endpoint(state, "leden", 0, TELLING_ALL);
    add(state, (struct attachment_of){ ATTACHED_TO_ITEM, t.second }, "Cijfers.pdf", ACCESS_PUBLIC);
    add(state, meeting_of(&t), "Plan.pdf", ACCESS_PUBLIC);
    struct sending s = telling_send(state, t.id, SENDING_CHANGES, 0);
    const struct json *body = telling_body(state, s.id);
    assert_string_equal(telling_text(body, "type"), "document.added");
    assert_string_equal(telling_text(body, "data.document.title"), "Cijfers.pdf en Plan.pdf");
    assert_non_null(strstr(telling_text(body, "data.sentence"), "Cijfers.pdf"));
    assert_int_equal(telling_try(state, t.id, SENDING_CHANGES, 0), ERR_CONFLICT);
}

static void with_other_changes_it_is_one_of_them(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    telling_endpoint(state, "leden", 0, TELLING_ALL);
    add(state, meeting_of(&t), "Plan.pdf", ACCESS_PUBLIC);
    telling_rename(state, t.first, "Anders");
    struct sending s = telling_send(state, t.id, SENDING_CHANGES, 0);
    const struct json *body = telling_body(state, s.id);
    assert_string_equal(telling_text(body, "type"), "agenda.changed");
    assert_non_null(strstr(telling_text(body, "data.sentence"), "Plan.pdf"));
}

static void a_notice_names_no_document_out_of_sight(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    telling_endpoint(state, "leden", 0, TELLING_ALL);
    add(state, meeting_of(&t), "Geheim.pdf", ACCESS_SECRETARIAT);
    struct sending s = telling_send(state, t.id, SENDING_CHANGES, 0);
    assert_int_equal(telling_deliveries(state, s.id).count, 0);
    add(state, meeting_of(&t), "Zeer geheim.pdf", ACCESS_SECRETARIAT);
    telling_rename(state, t.first, "Anders");
    s = telling_send(state, t.id, SENDING_CHANGES, 0);
    assert_null(strstr(telling_text(telling_body(state, s.id), "data.sentence"), "geheim"));
}

static void taking_a_sending_back_hides_it_again(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct actor member = work_member(), system = actor_system();

    telling_send(state, t.id, SENDING_AGENDA, 0);
    int64_t id = add(state, meeting_of(&t), "Plan.pdf", ACCESS_PUBLIC);
    struct sending s = telling_send(state, t.id, SENDING_CHANGES, 600);
    assert_int_equal(get_as(state, &member, id), ERR_NOT_FOUND);
    assert_int_equal(sending_take_back(given_tx(state), &system, s.id), ERR_OK);
    assert_true(list_as(state, &system, meeting_of(&t)).at[0].unsent);
}

static void it_is_never_wider_than_the_thing(void **state)
{
    struct actor system = actor_system(), member = work_member();
    const struct attachment_input in = { .name = "Nota.pdf", .access = ACCESS_PUBLIC };
    struct attachment_of of = { ATTACHED_TO_DOSSIER, 0 };
    int64_t id = 0;

    given_council(state, "2024-04-15");
    of.id = work_dossier(state, "Intern", ACCESS_SECRETARIAT);
    assert_int_equal(try_add(state, &system, of, &in, "x", &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "access"));
    given_new_request(state);
    of.id = work_dossier(state, "Voor leden", ACCESS_MEMBERS);
    id = add(state, of, "Nota.pdf", ACCESS_MEMBERS);
    int64_t closed = add(state, of, "Loon.pdf", ACCESS_SECRETARIAT);
    assert_int_equal(get_as(state, &member, id), ERR_OK);
    assert_int_equal(get_as(state, &member, closed), ERR_NOT_FOUND);
    assert_int_equal(list_as(state, &member, of).count, 1);
    assert_int_equal(found_by(state, &member, ""), 1);
    struct actor nobody = work_public();
    assert_int_equal(get_as(state, &nobody, id), ERR_NOT_FOUND);
    assert_int_equal(found_by(state, &nobody, "nota"), 0);
    struct attachment_list list;
    assert_int_equal(
        attachment_list(tx_snap(given_tx(state)), arena(state), &nobody, of, &list), ERR_NOT_FOUND);
}

static enum err change(
    void **state, const struct actor *who, int64_t id, int64_t version, unsigned access)
{
    const struct attachment_change in = { access };

    given_new_request(state);
    return attachment_change(given_tx(state), arena(state), who, id, version, &in);
}

static void who_may_read_it_is_changed_at_once(void **state)
{
    struct actor system = actor_system(), member = work_member();

    given_council(state, "2024-04-15");
    struct attachment_of of = { ATTACHED_TO_DOSSIER, work_dossier(state, "D", ACCESS_MEMBERS) };
    int64_t id = add(state, of, "Nota.pdf", ACCESS_SECRETARIAT);
    assert_int_equal(get_as(state, &member, id), ERR_NOT_FOUND);
    assert_int_equal(change(state, &system, id, 1, ACCESS_MEMBERS), ERR_OK);
    given_last_event(state, "document.access_changed");
    assert_int_equal(get_as(state, &member, id), ERR_OK);
    assert_int_equal(change(state, &system, id, 1, ACCESS_SECRETARIAT), ERR_STALE);
    assert_int_equal(change(state, &system, id, 2, ACCESS_PUBLIC), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "access"));
    assert_int_equal(change(state, &member, id, 2, ACCESS_SECRETARIAT), ERR_FORBIDDEN);
    assert_int_equal(get_as(state, &member, id), ERR_OK);
    assert_int_equal(change(state, &system, id, 2, ACCESS_SECRETARIAT), ERR_OK);
    assert_int_equal(get_as(state, &member, id), ERR_NOT_FOUND);
    assert_int_equal(change(state, &member, id, 3, ACCESS_MEMBERS), ERR_NOT_FOUND);
}

static void a_name_alone_is_shown_where_the_council_wants_that(void **state)
{
    struct actor system = actor_system(), member = work_member();
    struct council c = { 0 };

    given_council(state, "2024-04-15");
    struct attachment_of of = { ATTACHED_TO_DOSSIER, work_dossier(state, "D", ACCESS_MEMBERS) };
    int64_t id = add(state, of, "Loon.pdf", ACCESS_SECRETARIAT);
    assert_int_equal(list_as(state, &member, of).count, 0);
    assert_int_equal(council_get(tx_snap(given_tx(state)), arena(state), &c), ERR_OK);
    c.shows_names = true;
    assert_int_equal(council_update(given_tx(state), &system, c.version, &c), ERR_OK);
    struct attachment_list list = list_as(state, &member, of);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].name, "Loon.pdf");
    assert_false(list.at[0].readable);
    assert_int_equal(list.at[0].id, 0);
    assert_int_equal(get_as(state, &member, id), ERR_NOT_FOUND);
    assert_int_equal(found_by(state, &member, "loon"), 0);
}

static void after_the_meeting_it_is_seen_at_once(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct actor member = work_member();

    telling_send(state, t.id, SENDING_AGENDA, 0);
    work_act(state, t.id, MEETING_START);
    int64_t during = add(state, meeting_of(&t), "Dia's.pdf", ACCESS_PUBLIC);
    assert_int_equal(get_as(state, &member, during), ERR_NOT_FOUND);
    work_treat(state, t.first, OUTCOME_NOTED, "", "", "");
    work_treat(state, t.second, OUTCOME_NOTED, "", "", "");
    work_act(state, t.id, MEETING_CLOSE);
    assert_int_equal(get_as(state, &member, during), ERR_OK);
    assert_int_equal(get_as(state, &member, add(state, meeting_of(&t), "Na.pdf", 0)), ERR_OK);
}

/* -- changing -- */

static void a_new_version_keeps_the_old_one(void **state)
{
    struct actor system = actor_system(), member = work_member();
    struct telling_meeting t = telling_meeting(state);
    struct attachment_of of = meeting_of(&t);
    int64_t old = add(state, of, "Plan.pdf", ACCESS_PUBLIC), new = 0, third = 0;
    struct attachment_input in = { .name = "Plan 2.pdf", .replaces_id = old };

    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(try_add(state, &system, of, &in, "2", &new), ERR_OK);
    assert_int_equal(get_as(state, &member, old), ERR_OK);
    assert_int_equal(get_as(state, &member, new), ERR_NOT_FOUND);
    telling_send(state, t.id, SENDING_CHANGES, 0);
    assert_int_equal(get_as(state, &member, old), ERR_NOT_FOUND);
    assert_int_equal(get_as(state, &member, new), ERR_OK);
    assert_int_equal(get_as(state, &system, old), ERR_OK);
    assert_true(list_as(state, &system, of).at[0].replaced);
    assert_int_equal(try_add(state, &system, of, &in, "3", &third), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "replaces_id"));
}

static void what_was_removed_can_be_put_back(void **state)
{
    struct actor system = actor_system(), member = work_member();
    struct telling_meeting t = telling_meeting(state);
    int64_t id = add(state, meeting_of(&t), "Plan.pdf", ACCESS_PUBLIC);

    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(attachment_remove(given_tx(state), arena(state), &member, id), ERR_FORBIDDEN);
    assert_int_equal(attachment_remove(given_tx(state), arena(state), &system, id), ERR_OK);
    given_last_event(state, "document.removed");
    assert_int_equal(get_as(state, &member, id), ERR_NOT_FOUND);
    assert_int_equal(found_by(state, &system, "plan"), 0);
    assert_int_equal(attachment_remove(given_tx(state), arena(state), &system, id), ERR_NOT_FOUND);
    assert_int_equal(attachment_restore(given_tx(state), arena(state), &system, id), ERR_OK);
    assert_int_equal(get_as(state, &member, id), ERR_OK);
    assert_int_equal(found_by(state, &system, "plan"), 1);
    assert_int_equal(attachment_restore(given_tx(state), arena(state), &system, id), ERR_CONFLICT);
}

static void the_same_document_twice_is_refused(void **state)
{
    struct actor system = actor_system();
    struct telling_meeting t = telling_meeting(state);
    const struct attachment_input in = { .name = "Plan.pdf" };
    int64_t id = add(state, meeting_of(&t), "Plan.pdf", ACCESS_PUBLIC);

    assert_int_equal(try_add(state, &system, meeting_of(&t), &in, "Plan.pdf", &id), ERR_CONFLICT);
    assert_int_equal(list_as(state, &system, meeting_of(&t)).count, 1);
}

static void nothing_is_added_where_it_may_not(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct actor member = work_member(), system = actor_system();
    const struct attachment_input in = { .name = "Plan.pdf" };
    int64_t id = 0;

    telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_int_equal(try_add(state, &member, meeting_of(&t), &in, "x", &id), ERR_FORBIDDEN);
    telling_send(state, t.id, SENDING_CANCELLATION, 0);
    assert_int_equal(try_add(state, &system, meeting_of(&t), &in, "x", &id), ERR_CONFLICT);
    assert_int_equal(
        try_add(state, &system, (struct attachment_of){ ATTACHED_TO_DOSSIER, 99 }, &in, "x", &id),
        ERR_NOT_FOUND);
}

/* -- proposals -- */

static void a_partner_adds_to_its_proposal_which_goes_on_with_the_item(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct people_given people = people_given(state);
    struct actor contact = people_actor(state, people.contact), system = actor_system();
    struct actor member = people_actor(state, people.member);
    const struct proposal_input proposal = { .title = "Speelplein", .text = "" };
    const struct attachment_input in = { .name = "Foto's.pdf", .access = ACCESS_PUBLIC };
    struct attachment_of of = { .owner = ATTACHED_TO_PROPOSAL };
    int64_t id = 0, item = 0, late = 0;

    telling_send(state, t.id, SENDING_DATE, 0);
    assert_int_equal(proposal_make(given_tx(state), arena(state), &contact, &PEOPLE_MAIL, t.id,
                         &proposal, &of.id),
        ERR_OK);
    assert_int_equal(try_add(state, &contact, of, &in, "x", &id), ERR_OK);
    assert_int_equal(get_as(state, &contact, id), ERR_OK);
    assert_int_equal(get_as(state, &system, id), ERR_OK);
    assert_int_equal(get_as(state, &member, id), ERR_NOT_FOUND);
    assert_int_equal(try_add(state, &member, of, &in, "y", &late), ERR_NOT_FOUND);
    assert_int_equal(proposal_accept(given_tx(state), arena(state), &system, &PEOPLE_MAIL, of.id,
                         t.id, false, &item),
        ERR_OK);
    struct attachment_list list =
        list_as(state, &system, (struct attachment_of){ ATTACHED_TO_ITEM, item });
    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].access, ACCESS_MEMBERS);
    assert_int_equal(try_add(state, &contact, of, &in, "z", &late), ERR_CONFLICT);
    assert_int_equal(attachment_remove(given_tx(state), arena(state), &contact, id), ERR_CONFLICT);
}

static void a_proposal_takes_five_documents(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    struct people_given people = people_given(state);
    struct actor contact = people_actor(state, people.contact);
    const struct proposal_input proposal = { .title = "Speelplein", .text = "" };
    struct attachment_of of = { .owner = ATTACHED_TO_PROPOSAL };
    const char *const texts[] = { "a", "b", "c", "d", "e", "f" };
    int64_t id = 0;

    telling_send(state, t.id, SENDING_DATE, 0);
    assert_int_equal(proposal_make(given_tx(state), arena(state), &contact, &PEOPLE_MAIL, t.id,
                         &proposal, &of.id),
        ERR_OK);
    for (size_t i = 0; i < 6; i++) {
        const struct attachment_input in = { .name = texts[i] };
        assert_int_equal(
            try_add(state, &contact, of, &in, texts[i], &id), i < 5 ? ERR_OK : ERR_CONFLICT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_are_made_safe, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_name_that_promises_another_type_is_refused, given_arena, given_end),
        cmocka_unit_test_setup_teardown(what_came_is_given_back_in_pieces, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_document_is_seen_once_it_was_sent, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            one_that_comes_later_is_told_as_one_notice, given_db, given_end),
        cmocka_unit_test_setup_teardown(with_other_changes_it_is_one_of_them, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_notice_names_no_document_out_of_sight, given_db, given_end),
        cmocka_unit_test_setup_teardown(taking_a_sending_back_hides_it_again, given_db, given_end),
        cmocka_unit_test_setup_teardown(it_is_never_wider_than_the_thing, given_db, given_end),
        cmocka_unit_test_setup_teardown(who_may_read_it_is_changed_at_once, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_name_alone_is_shown_where_the_council_wants_that, given_db, given_end),
        cmocka_unit_test_setup_teardown(after_the_meeting_it_is_seen_at_once, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_new_version_keeps_the_old_one, given_db, given_end),
        cmocka_unit_test_setup_teardown(what_was_removed_can_be_put_back, given_db, given_end),
        cmocka_unit_test_setup_teardown(the_same_document_twice_is_refused, given_db, given_end),
        cmocka_unit_test_setup_teardown(nothing_is_added_where_it_may_not, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_partner_adds_to_its_proposal_which_goes_on_with_the_item, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_proposal_takes_five_documents, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
