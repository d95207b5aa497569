#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "notify/digest.h"
#include "tests/given/given.h"
#include <string.h>

static int64_t at(const char *date, const char *time)
{
    int64_t instant = 0;

    assert_int_equal(date_instant(date, time, &instant), ERR_OK);
    return instant;
}

static void who_wants_mail_at_once_waits_for_no_digest(void **state)
{
    (void)state;
    assert_true(digest_moment(MAIL_AT_ONCE, 12345) == 12345);
}

static void a_daily_digest_leaves_at_seven_in_belgium_in_summer_and_winter(void **state)
{
    (void)state;
    assert_true(digest_moment(MAIL_DAILY, at("2024-05-28", "09:00")) == at("2024-05-29", "07:00"));
    assert_true(digest_moment(MAIL_DAILY, at("2024-05-28", "05:00")) == at("2024-05-28", "07:00"));
    assert_true(digest_moment(MAIL_DAILY, at("2024-10-26", "12:00")) == at("2024-10-27", "07:00"));
    assert_true(digest_moment(MAIL_DAILY, at("2024-03-30", "12:00")) == at("2024-03-31", "07:00"));
}

static void a_weekly_digest_leaves_on_monday(void **state)
{
    (void)state;
    assert_true(digest_moment(MAIL_WEEKLY, at("2024-05-28", "09:00")) == at("2024-06-03", "07:00"));
    assert_true(digest_moment(MAIL_WEEKLY, at("2024-06-03", "06:00")) == at("2024-06-03", "07:00"));
    assert_true(digest_moment(MAIL_WEEKLY, at("2024-06-03", "07:00")) == at("2024-06-10", "07:00"));
}

static void what_is_ready_in_the_last_minute_goes_with_the_next_one(void **state)
{
    int64_t seven = at("2024-05-29", "07:00");

    (void)state;
    assert_true(digest_moment(MAIL_DAILY, seven - 61000) == seven);
    assert_true(digest_moment(MAIL_DAILY, seven - 60000) == at("2024-05-30", "07:00"));
}

#define CALENDAR(uid, number)                                                              \
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:" uid "\r\nSEQUENCE:" number \
    "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

static struct mail mail_of(void **state, const char *subject, const char *calendar, char letter)
{
    struct arena *a = arena(state);
    const char **why = arena_array(a, 2, sizeof *why);
    const char *url = arena_printf(a, "https://lok.example.be/persoonlijk/%c/stoppen", letter);

    why[0] = "U krijgt deze mail omdat u lid bent.";
    why[1] = arena_printf(a, "Minder mail? %s", url);
    return (struct mail){
        .date = 1000 + letter,
        .subject = subject,
        .text = arena_printf(a, "Beste\n\nZin %c.\n", letter),
        .html = arena_printf(a, "<p>Beste</p>\n<p>Zin %c.</p>\n", letter),
        .calendar = calendar,
        .method = str_empty(calendar) ? "" : "REQUEST",
        .why = { why, 2 },
        .stop_url = url,
    };
}

static size_t times(const char *text, const char *what)
{
    size_t count = 0;

    for (; (text = strstr(text, what)) != NULL; text += strlen(what))
        count++;
    return count;
}

static void one_mail_holds_all_of_them_with_one_greeting_and_one_way_to_stop(void **state)
{
    const struct mail two[] = { mail_of(state, "Agenda <mei>", "", 'a'),
        mail_of(state, "Beslissing", "", 'b') };
    struct mail m = digest_merge(arena(state), two, 2);
    const char *text = mail_text_part(arena(state), &m), *html = mail_html_part(arena(state), &m);

    assert_string_equal(m.subject, "Beslissing (en 1 ander bericht)");
    for (int i = 0; i < 2; i++) {
        const char *part = i == 0 ? text : html;

        assert_int_equal(times(part, "Beste"), 1);
        assert_int_equal(times(part, "Zin a."), 1);
        assert_int_equal(times(part, "Zin b."), 1);
        assert_int_equal(times(part, "omdat u lid bent"), 1);
        assert_int_equal(times(part, "/persoonlijk/a/stoppen"), 0);
        assert_int_equal(times(part, "/persoonlijk/b/stoppen"), 1);
    }
    assert_true(strstr(text, "Zin a.") < strstr(text, "Zin b."));
    assert_non_null(strstr(html, "<h2>Agenda &lt;mei&gt;</h2>"));
    assert_string_equal(m.stop_url, two[1].stop_url);
}

static void of_one_meeting_the_newest_invitation_goes_along(void **state)
{
    const struct mail three[] = { mail_of(state, "Noteer", CALENDAR("m1", "0"), 'a'),
        mail_of(state, "Verplaatst", CALENDAR("m1", "1"), 'b'),
        mail_of(state, "Beslissing", "", 'c') };
    struct mail m = digest_merge(arena(state), three, 3);

    assert_string_equal(m.calendar, CALENDAR("m1", "1"));
    assert_string_equal(m.method, "REQUEST");
    assert_int_equal(m.invitation_count, 0);
    assert_string_equal(m.subject, "Beslissing (en 2 andere berichten)");
}

static void invitations_to_several_meetings_are_all_there(void **state)
{
    const struct mail two[] = { mail_of(state, "Mei", CALENDAR("m1", "0"), 'a'),
        mail_of(state, "Oktober", CALENDAR("m12", "0"), 'b') };
    struct mail m = digest_merge(arena(state), two, 2);

    assert_string_equal(m.calendar, "");
    assert_int_equal(m.invitation_count, 2);
    assert_string_equal(m.invitations[0].calendar, CALENDAR("m1", "0"));
    assert_string_equal(m.invitations[1].calendar, CALENDAR("m12", "0"));
    assert_string_equal(m.invitations[1].method, "REQUEST");
}

static void a_single_one_is_itself(void **state)
{
    const struct mail one = mail_of(state, "Agenda", CALENDAR("m1", "0"), 'a');
    struct mail m = digest_merge(arena(state), &one, 1);

    assert_string_equal(m.subject, "Agenda");
    assert_string_equal(m.text, one.text);
    assert_string_equal(m.calendar, one.calendar);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(who_wants_mail_at_once_waits_for_no_digest),
        WITH_DB(a_daily_digest_leaves_at_seven_in_belgium_in_summer_and_winter),
        WITH_DB(a_weekly_digest_leaves_on_monday),
        WITH_DB(what_is_ready_in_the_last_minute_goes_with_the_next_one),
        WITH_DB(one_mail_holds_all_of_them_with_one_greeting_and_one_way_to_stop),
        WITH_DB(of_one_meeting_the_newest_invitation_goes_along),
        WITH_DB(invitations_to_several_meetings_are_all_there),
        WITH_DB(a_single_one_is_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
