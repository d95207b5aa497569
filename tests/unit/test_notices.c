/* Covers agenda/notices_body.c, agenda/notices_tell.c. */
#include "lok/base/utf8.h"
#include "tests/given/made.h"
#include <string.h>

static const struct visibility OWN = { .sees = ACCESS_PUBLIC, .partner_id = MADE_PARTNER };
static const struct visibility OTHER = { .sees = ACCESS_PUBLIC, .partner_id = MADE_OTHER_PARTNER };

static void a_notice_is_a_cloud_event(void **state)
{
    struct made m = made_all(state);
    struct notice_text text = made_written(state, &m, NOTICE_AGENDA_PUBLISHED, TELLING_MEMBER);
    const struct json *body = telling_json(state, text.body);

    assert_string_equal(telling_text(body, "specversion"), "1.0");
    assert_string_equal(telling_text(body, "id"), "msg_1");
    assert_string_equal(telling_text(body, "source"), "https://lok.example.be");
    assert_string_equal(telling_text(body, "type"), "agenda.published");
    assert_string_equal(telling_text(body, "subject"), "meetings/12");
    assert_string_equal(telling_text(body, "time"), "2024-04-13T09:20:00Z");
    assert_string_equal(telling_text(body, "datacontenttype"), "application/json");
    assert_string_equal(telling_text(body, "data.sentence"), text.sentence);
    assert_true(telling_at(body, "data.version")->number == 3);
}

static void a_notice_holds_date_time_place_and_link(void **state)
{
    struct made m = made_all(state);
    struct notice_text text = made_written(state, &m, NOTICE_MEETING_PLANNED, TELLING_MEMBER);
    const struct json *body = telling_json(state, text.body);

    assert_string_equal(telling_text(body, "data.meeting.date"), "2024-05-28");
    assert_string_equal(telling_text(body, "data.meeting.time"), "19:30");
    assert_string_equal(telling_text(body, "data.meeting.startsAt"), "2024-05-28T17:30:00Z");
    assert_string_equal(telling_text(body, "data.meeting.location"), "Stadhuis");
    assert_string_equal(
        telling_text(body, "data.meeting.link"), "https://lok.example.be/vergaderingen/12");
    assert_string_equal(text.sentence,
        "Noteer deze datum: LOK mei gaat door op dinsdag 28 mei 2024 om 19.30 uur (Stadhuis). De"
        " agenda volgt.");
    assert_null(telling_at(body, "data.items"));
}

static void who_presents_is_told_to_prepare(void **state)
{
    struct made m = made_all(state);
    struct notice_text own = made_written(state, &m, NOTICE_AGENDA_PUBLISHED, OWN);
    struct notice_text other = made_written(state, &m, NOTICE_AGENDA_PUBLISHED, OTHER);

    assert_non_null(strstr(own.sentence, "Uw organisatie leidt punt 2 in"));
    assert_null(strstr(other.sentence, "leidt"));
}

static void who_follows_a_decision_up_is_told_by_when(void **state)
{
    struct made m = made_all(state);
    struct notice_text own = made_written(state, &m, NOTICE_DECISION_RECORDED, OWN);
    struct notice_text other = made_written(state, &m, NOTICE_DECISION_RECORDED, OTHER);
    const struct json *body = telling_json(state, own.body);

    assert_string_equal(own.sentence,
        "Beslissing 2024_LOK_00012 is genomen: Mentoren. Uw organisatie volgt ze op tegen zondag 1"
        " september 2024.");
    assert_null(strstr(other.sentence, "volgt"));
    assert_string_equal(telling_text(body, "subject"), "decisions/2024_LOK_00012");
    assert_string_equal(telling_text(body, "data.decision.text"), "De mentoren blijven.");
    assert_string_equal(telling_text(body, "data.decision.link"),
        "https://lok.example.be/beslissingen/2024_LOK_00012");
}

static void an_announcement_says_for_which_month(void **state)
{
    struct made m = made_all(state);
    struct notice_text text = made_written(state, &m, NOTICE_ITEM_ANNOUNCED, TELLING_PUBLIC);

    assert_non_null(strstr(text.sentence, "aangekondigd voor oktober 2024"));
    assert_string_equal(
        telling_text(telling_json(state, text.body), "data.announcement.targetMonth"), "2024-10");
    m.announcement.kind = POSTPONED;
    text = made_written(state, &m, NOTICE_ITEM_ANNOUNCED, TELLING_PUBLIC);
    assert_non_null(strstr(text.sentence, "uitgesteld naar oktober 2024"));
}

static void no_person_is_named(void **state)
{
    struct made m = made_all(state);
    struct visibility all = { .sees = ACCESS_SECRETARIAT };

    for (unsigned type = 0; type < NOTICE_ENDPOINT_TEST; type++) {
        if (type == NOTICE_MEETING_MOVED || type == NOTICE_AGENDA_CHANGED)
            continue;
        struct notice_text text = made_written(state, &m, type, all);
        assert_null(strstr(text.body, "Een persoon"));
        assert_null(strstr(text.body, "toelichting"));
    }
}

/* Access of the meeting × reader: which titles are told, and whether anything is. */
static void nobody_hears_of_what_he_may_not_see(void **state)
{
    static const struct expected {
        unsigned access; /* of the meeting */
        struct visibility v;
        bool told, open, members, secretariat, online;
    } EXPECTED[] = {
        /*  meeting             sees                       partner   told  1  2  3  online */
        { ACCESS_PUBLIC, { ACCESS_PUBLIC, 0 }, 1, 1, 0, 0, 0 },
        { ACCESS_PUBLIC, { ACCESS_PUBLIC, MADE_PARTNER }, 1, 1, 1, 0, 1 },
        { ACCESS_PUBLIC, { ACCESS_PUBLIC, MADE_OTHER_PARTNER }, 1, 1, 0, 0, 0 },
        { ACCESS_PUBLIC, { ACCESS_MEMBERS, 0 }, 1, 1, 1, 0, 1 },
        { ACCESS_PUBLIC, { -1, 0 }, 0, 0, 0, 0, 0 },
        { ACCESS_MEMBERS, { ACCESS_PUBLIC, 0 }, 0, 0, 0, 0, 0 },
        { ACCESS_MEMBERS, { ACCESS_PUBLIC, MADE_PARTNER }, 1, 0, 1, 0, 1 },
        { ACCESS_MEMBERS, { ACCESS_PUBLIC, MADE_OTHER_PARTNER }, 0, 0, 0, 0, 0 },
        { ACCESS_MEMBERS, { ACCESS_MEMBERS, 0 }, 1, 1, 1, 0, 1 },
        { ACCESS_SECRETARIAT, { ACCESS_PUBLIC, 0 }, 0, 0, 0, 0, 0 },
        { ACCESS_SECRETARIAT, { ACCESS_PUBLIC, MADE_PARTNER }, 0, 0, 0, 0, 0 },
        { ACCESS_SECRETARIAT, { ACCESS_MEMBERS, 0 }, 0, 0, 0, 0, 0 },
        { ACCESS_SECRETARIAT, { ACCESS_SECRETARIAT, 0 }, 1, 1, 1, 1, 1 },
    };

    for (size_t i = 0; i < ARRAY_LEN(EXPECTED); i++) {
        const struct expected *e = &EXPECTED[i];
        struct made m = made_all(state);
        struct telling t = made_telling(&m, NOTICE_AGENDA_PUBLISHED);
        struct notice_text text = { .body = "" };

        m.published.meeting.access = e->access;
        assert_int_equal(made_write(state, &t, e->v, &text), e->told);
        assert_int_equal(strstr(text.body, "Openbaar punt") != NULL, e->open);
        assert_int_equal(strstr(text.body, "Ledenpunt") != NULL, e->members);
        assert_int_equal(strstr(text.body, "Secretariaatspunt") != NULL, e->secretariat);
        assert_int_equal(strstr(text.body, "meet.example.be") != NULL, e->online);
    }
}

static void a_decision_is_told_within_its_access_or_to_who_follows_it_up(void **state)
{
    struct made m = made_all(state);
    struct telling t = made_telling(&m, NOTICE_DECISION_RECORDED);
    struct notice_text text;

    m.decision.access = ACCESS_MEMBERS;
    m.published.meeting.access = ACCESS_MEMBERS;
    m.published.items.count = 1;
    assert_true(made_write(state, &t, TELLING_MEMBER, &text));
    assert_false(made_write(state, &t, TELLING_PUBLIC, &text));
    assert_false(made_write(state, &t, OTHER, &text));
    assert_true(made_write(state, &t, OWN, &text));
    assert_null(strstr(text.body, "meet.example.be"));
    m.decision.access = ACCESS_SECRETARIAT;
    assert_false(made_write(state, &t, OWN, &text));
}

/* -- changes -- */

static void a_change_out_of_sight_is_no_notice(void **state)
{
    struct made m = made_all(state);
    struct telling t = made_change(state, &m);
    struct notice_text text;

    m.published.items.at[2].title = "Nieuw geheim";
    assert_false(made_write(state, &t, TELLING_PUBLIC, &text));
    assert_false(made_write(state, &t, TELLING_MEMBER, &text));
    m.published.items.at[1].title = "Nieuwe naam";
    assert_false(made_write(state, &t, TELLING_PUBLIC, &text));
    assert_true(made_write(state, &t, TELLING_MEMBER, &text));
    assert_null(strstr(text.body, "Nieuw geheim"));
    assert_int_equal(telling_at(telling_json(state, text.body), "data.changes")->count, 1);
}

static void an_item_that_moves_out_of_sight_was_removed_for_that_reader(void **state)
{
    struct made m = made_all(state);
    struct telling t = made_change(state, &m);
    struct notice_text text;

    m.published.items.at[0].access = ACCESS_SECRETARIAT;
    m.published.items.at[0].title = "Nu geheim";
    assert_true(made_write(state, &t, TELLING_PUBLIC, &text));
    assert_non_null(strstr(text.sentence, "Punt 1 is van de agenda gehaald: Openbaar punt"));
    assert_null(strstr(text.body, "Nu geheim"));
}

static void another_online_link_is_told_to_who_may_have_it(void **state)
{
    struct made m = made_all(state);
    struct telling t = made_change(state, &m);
    struct notice_text text;

    m.published.meeting.online_url = "https://meet.example.be/nieuw";
    assert_false(made_write(state, &t, TELLING_PUBLIC, &text));
    assert_true(made_write(state, &t, TELLING_MEMBER, &text));
    assert_int_equal(text.type, NOTICE_MEETING_MOVED);
}

static void who_does_not_want_moves_still_hears_of_the_agenda(void **state)
{
    struct made m = made_all(state);
    struct telling t = made_change(state, &m);
    struct notice_text text;
    uint64_t only_agenda = UINT64_C(1) << NOTICE_AGENDA_CHANGED;
    uint64_t only_moved = UINT64_C(1) << NOTICE_MEETING_MOVED;

    m.published.meeting.location = "Bibliotheek";
    assert_false(notices_write(arena(state), &t, TELLING_MEMBER, only_agenda, "msg_1", 1, &text));
    assert_true(notices_write(arena(state), &t, TELLING_MEMBER, only_moved, "msg_1", 1, &text));
    m.published.items.at[0].title = "Anders";
    assert_true(notices_write(arena(state), &t, TELLING_MEMBER, only_agenda, "msg_1", 1, &text));
    assert_int_equal(text.type, NOTICE_AGENDA_CHANGED);
    assert_non_null(strstr(text.sentence, "Nieuwe plaats: Bibliotheek (was Stadhuis)"));
    assert_non_null(strstr(text.sentence, "Punt 1 heet nu: Anders"));
}

static void a_meeting_that_comes_into_sight_is_one_change(void **state)
{
    struct made m = made_all(state);
    struct telling t = made_change(state, &m);
    struct notice_text text;

    m.before.meeting.access = ACCESS_MEMBERS;
    m.before.items.count = 1;
    assert_true(made_write(state, &t, TELLING_PUBLIC, &text));
    assert_int_equal(telling_at(telling_json(state, text.body), "data.changes")->count, 1);
    m.before.meeting.access = ACCESS_PUBLIC;
    m.published.meeting.access = ACCESS_SECRETARIAT;
    assert_false(made_write(state, &t, TELLING_PUBLIC, &text));
}

/* -- size -- */

static const char *repeated(void **state, const char *piece, size_t times)
{
    struct lines pieces = { arena_array(arena(state), times, sizeof *pieces.at), times };

    for (size_t i = 0; i < times; i++)
        pieces.at[i] = piece;
    return str_join(arena(state), &pieces, "");
}

/* Four bytes a character, and characters that JSON writes with more. */
static void the_longest_input_stays_under_twenty_kilobytes(void **state)
{
    static const char *const PIECES[] = { "a", "\"", "\\", "\xf0\x9f\x98\x80", "é" };

    for (size_t p = 0; p < ARRAY_LEN(PIECES); p++) {
        struct made m = made_all(state);
        const char *title = repeated(state, PIECES[p], 200);
        struct item *items = arena_array(arena(state), 300, sizeof *items);

        for (size_t i = 0; i < 300; i++)
            items[i] = made_item((int64_t)i + 1, arena_printf(arena(state), "%zu", i + 1), title,
                ACCESS_PUBLIC, MADE_PARTNER);
        for (size_t i = 0; i < 300; i++)
            items[i].presenter_partner = title;
        m.published.items = (struct item_list){ items, 300 };
        m.published.meeting.title = m.published.meeting.location = title;
        m.published.meeting.online_url =
            arena_printf(arena(state), "https://example.be/%s", repeated(state, "x", 1981));
        m.decision.title = m.decision.follow_up_name = title;
        m.decision.text = repeated(state, PIECES[p], 20000);
        m.announcement.title = title;
        struct telling t = made_change(state, &m);
        for (size_t i = 0; i < 300; i++)
            items[i].title = arena_printf(arena(state), "%s!", title);
        struct notice_text text;
        assert_true(made_write(state, &t, TELLING_MEMBER, &text));
        assert_true(strlen(text.body) < NOTICE_MAX_BODY);
        assert_true(utf8_valid(text.body, strlen(text.body)));
        const struct json *body = telling_json(state, text.body);
        size_t shown = telling_at(body, "data.changes")->count;
        assert_true(telling_at(body, "data.moreChanges")->number == (double)(300 - shown));
        for (unsigned type = 0; type < NOTICE_ENDPOINT_TEST; type++)
            if (type != NOTICE_MEETING_MOVED && type != NOTICE_AGENDA_CHANGED)
                made_written(state, &m, type, TELLING_MEMBER);
    }
}

/* -- telling -- */

static void every_endpoint_gets_its_own_notice_and_none_gets_two(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    int64_t partner = given_partner(state, "Felies", NULL);

    telling_endpoint(state, "a", 0, TELLING_ALL);
    telling_endpoint(state, "b", partner, TELLING_ALL);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    telling_move(state, t.id, "2024-06-04");
    telling_rename(state, t.first, "Anders");
    struct sending s = telling_send(state, t.id, SENDING_CHANGES, 0);
    struct delivery_list list = telling_deliveries(state, s.id);
    assert_int_equal(list.count, 2);
    assert_int_not_equal(list.at[0].endpoint_id, list.at[1].endpoint_id);
    assert_string_not_equal(list.at[0].notice_id, list.at[1].notice_id);
}

static void an_endpoint_of_the_secretariat_sees_what_members_see(void **state)
{
    struct council council = { .is_public = false };
    struct endpoint ours = { 0 };
    struct endpoint theirs = { .partner_id = MADE_PARTNER };

    (void)state;
    assert_int_equal(notices_visibility(&ours, &council).sees, ACCESS_MEMBERS);
    assert_int_equal(notices_visibility(&theirs, &council).sees, ACCESS_PUBLIC);
    assert_int_equal(notices_visibility(&theirs, &council).partner_id, MADE_PARTNER);
}

#define PURE(name)    cmocka_unit_test_setup_teardown(name, given_arena, given_end)
#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_notice_is_a_cloud_event),
        PURE(a_notice_holds_date_time_place_and_link),
        PURE(who_presents_is_told_to_prepare),
        PURE(who_follows_a_decision_up_is_told_by_when),
        PURE(an_announcement_says_for_which_month),
        PURE(no_person_is_named),
        PURE(nobody_hears_of_what_he_may_not_see),
        PURE(a_decision_is_told_within_its_access_or_to_who_follows_it_up),
        PURE(a_change_out_of_sight_is_no_notice),
        PURE(an_item_that_moves_out_of_sight_was_removed_for_that_reader),
        PURE(another_online_link_is_told_to_who_may_have_it),
        PURE(who_does_not_want_moves_still_hears_of_the_agenda),
        PURE(a_meeting_that_comes_into_sight_is_one_change),
        PURE(the_longest_input_stays_under_twenty_kilobytes),
        WITH_DB(every_endpoint_gets_its_own_notice_and_none_gets_two),
        PURE(an_endpoint_of_the_secretariat_sees_what_members_see),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
