#include "agenda/calendar.h"
#include "lok/base/clock.h"
#include "lok/base/utf8.h"
#include "tests/given/given.h"
#include <string.h>

static int64_t at(const char *rfc3339)
{
    int64_t instant = 0;

    assert_true(clock_parse_rfc3339(rfc3339, &instant));
    return instant;
}

static struct calendar_event event(void)
{
    return (struct calendar_event){
        .uid = "meeting-1@x",
        .sequence = 2,
        .stamp_at = at("2024-04-15T10:00:00Z"),
        .modified_at = at("2024-04-16T10:00:00.500Z"),
        .starts_at = at("2024-05-28T17:30:00Z"),
        .minutes = 95,
        .summary = "LOK mei",
    };
}

static const char *written(void **state, struct calendar_event e)
{
    return calendar_write(arena(state), &(struct calendar){ .events = &e, .count = 1 });
}

static const char *unfolded(void **state, const char *file)
{
    char *out = arena_strdup(arena(state), file);
    char *to = out;

    for (const char *c = out; *c != '\0';) {
        if (strncmp(c, "\r\n ", 3) == 0)
            c += 3;
        else
            *to++ = *c++;
    }
    *to = '\0';
    return out;
}

/* What stands behind "NAME" (with parameters) outside the time zone, to the end of its line. */
static const char *value(void **state, const char *file, const char *name)
{
    const char *plain = unfolded(state, file);
    const char *zone = strstr(plain, "\r\nBEGIN:VTIMEZONE");

    plain = arena_printf(arena(state), "%.*s%s", (int)(zone - plain), plain,
        strstr(plain, "END:VTIMEZONE") + strlen("END:VTIMEZONE"));
    const char *line = strstr(plain, arena_printf(arena(state), "\r\n%s", name));

    if (line == NULL)
        return "";
    line += 2 + strlen(name);
    return arena_strndup(arena(state), line, strcspn(line, "\r"));
}

static void a_meeting_is_written_in_these_bytes(void **state)
{
    static const char ZONE[] = "BEGIN:VTIMEZONE\r\nTZID:Europe/Brussels\r\n"
                               "BEGIN:DAYLIGHT\r\nDTSTART:19960331T020000\r\n"
                               "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
                               "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\n"
                               "END:DAYLIGHT\r\n"
                               "BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\n"
                               "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
                               "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\n"
                               "END:STANDARD\r\nEND:VTIMEZONE\r\n";
    struct calendar_event e = event();

    e.location = "Zaal 1, Stadhuis";
    e.description = "Agenda\n1. Opening";
    e.url = "https://lok.example.be/vergaderingen/1";
    assert_string_equal(written(state, e),
        arena_printf(arena(state),
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//lokd//lokd %s//NL\r\n"
            "CALSCALE:GREGORIAN\r\n%s"
            "BEGIN:VEVENT\r\nUID:meeting-1@x\r\nSEQUENCE:2\r\nDTSTAMP:20240415T100000Z\r\n"
            "LAST-MODIFIED:20240416T100000Z\r\n"
            "DTSTART;TZID=Europe/Brussels:20240528T193000\r\n"
            "DTEND;TZID=Europe/Brussels:20240528T210500\r\nSUMMARY:LOK mei\r\n"
            "LOCATION:Zaal 1\\, Stadhuis\r\nDESCRIPTION:Agenda\\n1. Opening\r\n"
            "URL:https://lok.example.be/vergaderingen/1\r\nSTATUS:CONFIRMED\r\n"
            "TRANSP:OPAQUE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            LOK_VERSION, ZONE));
}

static void a_subscription_has_a_name_and_says_how_often_to_ask(void **state)
{
    const char *file =
        calendar_write(arena(state), &(struct calendar){ .name = "LOK Gent; Melle" });

    assert_string_equal(value(state, file, "NAME:"), "LOK Gent\\; Melle");
    assert_string_equal(value(state, file, "X-WR-CALNAME:"), "LOK Gent\\; Melle");
    assert_string_equal(value(state, file, "REFRESH-INTERVAL;VALUE=DURATION:"), "PT4H");
    assert_null(strstr(file, "VEVENT"));
    assert_null(strstr(file, "METHOD"));
}

static void without_a_length_a_meeting_takes_two_hours(void **state)
{
    struct calendar_event e = event();

    e.minutes = 0;
    assert_string_equal(
        value(state, written(state, e), "DTEND;TZID=Europe/Brussels:"), "20240528T213000");
}

static void a_cancelled_meeting_says_so_and_keeps_no_time_taken(void **state)
{
    struct calendar_event e = event();

    e.cancelled = true;
    const char *file = written(state, e);
    assert_string_equal(value(state, file, "SUMMARY:"), "GEANNULEERD: LOK mei");
    assert_string_equal(value(state, file, "STATUS:"), "CANCELLED");
    assert_string_equal(value(state, file, "TRANSP:"), "TRANSPARENT");
}

static void a_deadline_is_a_whole_day(void **state)
{
    struct calendar_event e = event();

    e.all_day = true;
    e.starts_at = at("2024-05-27T22:30:00Z");
    const char *file = written(state, e);
    assert_string_equal(value(state, file, "DTSTART;VALUE=DATE:"), "20240528");
    assert_string_equal(value(state, file, "DTEND;VALUE=DATE:"), "20240529");
    assert_string_equal(value(state, file, "TRANSP:"), "TRANSPARENT");
}

static void special_characters_are_escaped(void **state)
{
    struct calendar_event e = event();

    e.summary = "a;b,c\\d\"e\"\nf:g";
    assert_string_equal(value(state, written(state, e), "SUMMARY:"), "a\\;b\\,c\\\\d\"e\"\\nf:g");
}

static void control_characters_are_left_out_but_a_tab_stays(void **state)
{
    struct calendar_event e = event();

    e.summary = "a\r\nBEGIN:VALARM\x01\x7f\tb";
    const char *file = written(state, e);
    assert_string_equal(value(state, file, "SUMMARY:"), "a\\nBEGIN:VALARM\tb");
    assert_null(strstr(file, "\nBEGIN:VALARM"));
}

static void no_line_is_over_75_octets_and_no_character_is_cut(void **state)
{
    static const char *const UNITS[] = { "a", "é", "€", "😀", ";", "\\", "é😀,", "\n" };

    for (size_t u = 0; u < ARRAY_LEN(UNITS); u++) {
        for (size_t before = 0; before < 8; before++) {
            struct calendar_event e = event();
            const char *text = &"xxxxxxxx"[before];

            for (int i = 0; i < 200; i++)
                text = arena_printf(arena(state), "%s%s", text, UNITS[u]);
            e.summary = text;
            const char *file = written(state, e);
            for (const char *line = file; *line != '\0';) {
                size_t length = strcspn(line, "\r");

                assert_true(length <= 75);
                assert_true(utf8_valid(line, length));
                assert_memory_equal(line + length, "\r\n", 2);
                line += length + 2;
            }
            assert_null(strstr(unfolded(state, file), "\r\n "));
        }
    }
}

static void a_line_of_exactly_75_octets_is_not_folded(void **state)
{
    struct calendar_event e = event();
    const char *head = "SUMMARY:";
    char text[80];

    memset(text, 'x', sizeof text);
    text[75 - strlen(head)] = '\0';
    e.summary = text;
    assert_non_null(strstr(written(state, e), arena_printf(arena(state), "x\r\n%s", "STATUS")));
    text[75 - strlen(head)] = 'y';
    text[76 - strlen(head)] = '\0';
    assert_non_null(strstr(written(state, e), "x\r\n y\r\nSTATUS"));
}

static void the_hour_that_comes_twice_is_written_in_utc(void **state)
{
    struct calendar_event e = event();

    e.minutes = 60;
    e.starts_at = at("2024-10-27T00:30:00Z");
    const char *first = written(state, e);
    assert_string_equal(value(state, first, "DTSTART:"), "20241027T003000Z");
    assert_string_equal(value(state, first, "DTEND:"), "20241027T013000Z");
    e.starts_at = at("2024-10-27T01:30:00Z");
    const char *second = written(state, e);
    assert_string_equal(value(state, second, "DTSTART:"), "20241027T013000Z");
    assert_string_equal(value(state, second, "DTEND;TZID=Europe/Brussels:"), "20241027T033000");
    e.starts_at = at("2024-10-26T23:59:00Z");
    assert_string_equal(
        value(state, written(state, e), "DTSTART;TZID=Europe/Brussels:"), "20241027T015900");
    e.starts_at = at("2024-10-27T02:00:00Z");
    assert_string_equal(
        value(state, written(state, e), "DTSTART;TZID=Europe/Brussels:"), "20241027T030000");
}

static void before_the_rule_began_times_are_written_in_utc(void **state)
{
    struct calendar_event e = event();

    e.starts_at = at("1996-03-31T00:59:00Z");
    assert_string_equal(value(state, written(state, e), "DTSTART:"), "19960331T005900Z");
    e.starts_at = at("1996-03-31T01:00:00Z");
    assert_string_equal(
        value(state, written(state, e), "DTSTART;TZID=Europe/Brussels:"), "19960331T030000");
}

static void an_invitation_names_its_one_receiver_and_asks_no_reply(void **state)
{
    struct calendar_event e = event();

    e.organizer_name = "LOK \"Voorbeeld\"; Melle";
    e.organizer_email = "lok@example.be";
    e.attendee_email = "o'neil+lok&co@example.be";
    const char *file = calendar_write(
        arena(state), &(struct calendar){ .method = CALENDAR_REQUEST, .events = &e, .count = 1 });
    assert_string_equal(value(state, file, "METHOD:"), "REQUEST");
    assert_string_equal(
        value(state, file, "ORGANIZER;"), "CN=\"LOK 'Voorbeeld'; Melle\":mailto:lok@example.be");
    assert_string_equal(value(state, file, "ATTENDEE;"),
        "ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:"
        "mailto:o'neil+lok%26co@example.be");
    assert_string_equal(calendar_method_name(CALENDAR_CANCEL), "CANCEL");
}

static void a_file_to_keep_names_nobody(void **state)
{
    struct calendar_event e = event();

    e.organizer_email = "lok@example.be";
    e.attendee_email = "lid@example.be";
    assert_null(strstr(written(state, e), "example.be"));
}

#define WITH_ARENA(name) cmocka_unit_test_setup_teardown(name, given_arena, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(a_meeting_is_written_in_these_bytes),
        WITH_ARENA(a_subscription_has_a_name_and_says_how_often_to_ask),
        WITH_ARENA(without_a_length_a_meeting_takes_two_hours),
        WITH_ARENA(a_cancelled_meeting_says_so_and_keeps_no_time_taken),
        WITH_ARENA(a_deadline_is_a_whole_day),
        WITH_ARENA(special_characters_are_escaped),
        WITH_ARENA(control_characters_are_left_out_but_a_tab_stays),
        WITH_ARENA(no_line_is_over_75_octets_and_no_character_is_cut),
        WITH_ARENA(a_line_of_exactly_75_octets_is_not_folded),
        WITH_ARENA(the_hour_that_comes_twice_is_written_in_utc),
        WITH_ARENA(before_the_rule_began_times_are_written_in_utc),
        WITH_ARENA(an_invitation_names_its_one_receiver_and_asks_no_reply),
        WITH_ARENA(a_file_to_keep_names_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
