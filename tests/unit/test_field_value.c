/* Covers lok/base/field_format.c, lok/base/field_slot.c. */
#include "tests/unit/field_sample.h"

/* -- text -- */

static void limits_count_characters_not_bytes(void **state)
{
    struct arena *a = *state;
    char *letters = arena_alloc(a, 500);
    for (int i = 0; i < 200; i++)
        memcpy(letters + 2 * i, "é", 2);
    struct reading fits = from_form(a, arena_printf(a, "title=%s", letters));
    assert_fine(&fits);
    struct reading over = from_form(a, arena_printf(a, "title=%sé", letters));
    assert_issue(
        &over, "title", "too-long", "\"Titel\" mag hoogstens 200 tekens lang zijn (nu 201).");
}

static void a_text_may_have_a_least_length(void **state)
{
    struct reading r = from_form(*state, "title=x&text=ab");
    assert_issue(&r, "text", "too-short", "\"Tekst\" moet minstens 3 tekens lang zijn (nu 2).");
}

static void text_that_is_no_utf8_is_refused(void **state)
{
    struct reading r = from_form(*state, "title=\xFF");
    assert_issue(&r, "title", "format", "\"Titel\" bevat tekens die wij niet kunnen lezen.");
}

static void control_characters_are_refused(void **state)
{
    struct reading one = from_form(*state, "title=a\nb");
    assert_issue(&one, "title", "format", "\"Titel\" moet op één regel staan, zonder stuurtekens.");
    struct reading many = from_form(*state, "title=x&text=abc\x1b");
    assert_issue(&many, "text", "format", "\"Tekst\" bevat onzichtbare stuurtekens.");
    struct reading bidi = from_form(*state, "title=a\xE2\x80\xAE"
                                            "b");
    assert_int_equal(bidi.err, ERR_INVALID);
}

static void line_ends_become_newlines_and_tabs_in_one_line_spaces(void **state)
{
    struct reading r = from_form(*state, "title=een\ttwee&text=a\r\nb\rc\td");
    assert_fine(&r);
    assert_string_equal(r.in.title, "een twee");
    assert_string_equal(r.in.text, "a\nb\nc\td");
}

/* -- addresses -- */

static void absolute_web_addresses_pass(void **state)
{
    static const char *const GOOD[] = { "https://example.be", "http://example.be/",
        "HTTPS://A.be/x", "https://www.example.be:8443/a/b?c=d#e", "http://127.0.0.1:9999/",
        "http://[::1]:80/x", "https://example.be/crèche", "https://example.be?q=a@b" };
    struct arena *a = *state;
    for (size_t i = 0; i < ARRAY_LEN(GOOD); i++) {
        struct reading r =
            from_json(a, arena_printf(a, "{\"title\":\"x\",\"website\":\"%s\"}", GOOD[i]));
        assert_fine(&r);
        assert_string_equal(r.in.website, GOOD[i]);
    }
}

static void other_addresses_do_not(void **state)
{
    static const char *const WRONG[] = { "https://", "https:///x", "https://user@example.be/",
        "https://user:pw@example.be/", "ftp://example.be/", "javascript://example.be/%0aalert(1)",
        "https://exa mple.be", "https://example.be/a b", "https://example.be:0/",
        "https://example.be:65536/", "https://example.be:/", "https://-a.be/", "https://a..be/",
        "https://example.be/\\\"x", "https://example.be/<b>", "https://ex\\\\ample.be/",
        "https://[::1/", "https://[zz]/", "https://é.be/", "https://a_b.be/" };
    struct arena *a = *state;
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        struct reading r =
            from_json(a, arena_printf(a, "{\"title\":\"x\",\"website\":\"%s\"}", WRONG[i]));
        assert_issue(&r, "website", "format", "\"Website\" is geen geldig webadres.");
    }
}

static void an_address_without_https_is_told_so(void **state)
{
    struct reading r = from_form(*state, "title=x&website=www.example.be");
    assert_issue(&r, "website", "format",
        "\"Website\" moet een volledig adres zijn, dat begint met https://.");
}

static void mail_addresses_are_recognised(void **state)
{
    static const char *const GOOD[] = { "a@example.be", "eerste.tweede+lok@sub.example.be",
        "o'brien@example.be", "x_y-z@ex-ample.be" };
    static const char *const WRONG[] = { "a", "@example.be", "a@", "a@b", "a@b@example.be",
        "a b@example.be", "a@example..be", "a@-example.be", ".a@example.be", "a.@example.be",
        "a..b@example.be", "<a@example.be>", "a,b@example.be", "a@exa_mple.be", "é@example.be",
        "a@[127.0.0.1]" };
    struct arena *a = *state;
    for (size_t i = 0; i < ARRAY_LEN(GOOD); i++) {
        struct reading r = from_form(a, arena_printf(a, "title=x&email=%s", GOOD[i]));
        assert_fine(&r);
        assert_string_equal(r.in.email, GOOD[i]);
    }
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        struct reading r = from_form(a, arena_printf(a, "title=x&email=%s", WRONG[i]));
        assert_issue(&r, "email", "format",
            "\"E-mailadres\" is geen geldig e-mailadres, zoals naam@example.be.");
    }
}

/* -- dates and times -- */

static void a_form_understands_dates_as_people_write_them(void **state)
{
    static const char *const GOOD[] = { "2024-02-27", "27/02/2024", "27/2/2024", "27-02-2024",
        "27.2.2024", " 27/02/2024 " };
    static const char *const WRONG[] = { "30/02/2024", "27/02/24", "27/02-2024", "02/27/2024",
        "27 februari", "2024-2-27", "27/02/2024x", "/02/2024" };
    struct arena *a = *state;
    for (size_t i = 0; i < ARRAY_LEN(GOOD); i++) {
        struct reading r = from_form(a, arena_printf(a, "title=x&date=%s", GOOD[i]));
        assert_fine(&r);
        assert_string_equal(r.in.date, "2024-02-27");
    }
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        struct reading r = from_form(a, arena_printf(a, "title=x&date=%s", WRONG[i]));
        assert_issue(&r, "date", "format",
            "\"Datum\" is geen datum die bestaat. Schrijf ze zoals 27/02/2024.");
    }
}

static void json_wants_dates_as_iso_writes_them(void **state)
{
    struct reading r = from_json(*state, "{\"title\":\"x\",\"date\":\"27/02/2024\"}");
    assert_issue(
        &r, "date", "format", "\"Datum\" is geen datum die bestaat. Schrijf ze zoals 2024-02-27.");
    struct reading month = from_json(*state, "{\"title\":\"x\",\"month\":\"mei 2024\"}");
    assert_issue(&month, "month", "format", "\"Maand\" is geen maand. Schrijf ze zoals 2024-02.");
}

static void a_form_understands_months_as_people_write_them(void **state)
{
    static const char *const GOOD[] = { "2024-05", "05/2024", "5/2024", "mei 2024", "Mei 2024" };
    static const char *const WRONG[] = { "13/2024", "mei", "meimaand 2024", "2024", "5/24", "x" };
    struct arena *a = *state;
    for (size_t i = 0; i < ARRAY_LEN(GOOD); i++) {
        struct reading r = from_form(a, arena_printf(a, "title=x&month=%s", GOOD[i]));
        assert_fine(&r);
        assert_string_equal(r.in.month, "2024-05");
    }
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        struct reading r = from_form(a, arena_printf(a, "title=x&month=%s", WRONG[i]));
        assert_int_equal(r.err, ERR_INVALID);
    }
}

static void times_are_understood_as_people_write_them(void **state)
{
    static const char *const GOOD[] = { "09:30", "9:30", "9.30", "9u30", "9h30", "09:30:00",
        "9.30 uur" };
    static const char *const WRONG[] = { "25:00", "9", "9:3", "9:60", "half tien", "9:30pm",
        ":30" };
    struct arena *a = *state;
    for (size_t i = 0; i < ARRAY_LEN(GOOD); i++) {
        struct reading r = from_form(a, arena_printf(a, "title=x&time=%s", GOOD[i]));
        assert_fine(&r);
        assert_string_equal(r.in.time, "09:30");
    }
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        struct reading r = from_form(a, arena_printf(a, "title=x&time=%s", WRONG[i]));
        assert_issue(
            &r, "time", "format", "\"Beginuur\" is geen tijdstip. Schrijf het zoals 19:30.");
    }
    struct reading whole = from_form(a, "title=x&time=20u");
    assert_string_equal(whole.in.time, "20:00");
}

/* -- numbers and choices -- */

static void numbers_keep_to_their_bounds(void **state)
{
    struct reading low = from_form(*state, "title=x&minutes=4");
    assert_issue(&low, "minutes", "range", "\"Duur\" moet een getal van 5 tot en met 240 zijn.");
    struct reading high = from_json(*state, "{\"title\":\"x\",\"minutes\":241}");
    assert_int_equal(high.err, ERR_INVALID);
    struct reading word = from_form(*state, "title=x&minutes=tien");
    assert_issue(&word, "minutes", "format", "\"Duur\" moet een geheel getal zijn.");
    struct reading half = from_json(*state, "{\"title\":\"x\",\"minutes\":7.5}");
    assert_issue(&half, "minutes", "type", "\"Duur\" moet een geheel getal zijn.");
    struct reading text = from_json(*state, "{\"title\":\"x\",\"minutes\":\"7\"}");
    assert_int_equal(text.err, ERR_INVALID);
}

static void a_choice_must_be_one_of_the_table(void **state)
{
    struct reading r = from_form(*state, "title=x&purpose=lunch");
    assert_issue(
        &r, "purpose", "choice", "Kies bij \"Doel\" uit: information, discussion, decision.");
    struct reading several = from_json(*state, "{\"title\":\"x\",\"kinds\":[\"decision\",\"x\"]}");
    assert_issue(&several, "kinds", "choice",
        "Kies bij \"Soorten\" uit: information, discussion, decision.");
}

static void ids_are_positive(void **state)
{
    static const char *const WRONG[] = { "0", "-1", "x", "1.5", "99999999999999999999" };
    struct arena *a = *state;
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        struct reading r = from_form(a, arena_printf(a, "title=x&dossier_id=%s", WRONG[i]));
        assert_issue(&r, "dossier_id", "format", "\"Dossier\" verwijst naar niets dat bestaat.");
    }
}

static void each_line_has_its_limit(void **state)
{
    struct reading r = from_form(*state, "title=x&other_names=kort\nveel te lange regel");
    assert_issue(&r, "other_names", "too-long",
        "Een regel van \"Andere namen\" mag hoogstens 10 tekens lang zijn (nu 19).");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_count_characters_not_bytes),
        cmocka_unit_test(a_text_may_have_a_least_length),
        cmocka_unit_test(text_that_is_no_utf8_is_refused),
        cmocka_unit_test(control_characters_are_refused),
        cmocka_unit_test(line_ends_become_newlines_and_tabs_in_one_line_spaces),
        cmocka_unit_test(absolute_web_addresses_pass),
        cmocka_unit_test(other_addresses_do_not),
        cmocka_unit_test(an_address_without_https_is_told_so),
        cmocka_unit_test(mail_addresses_are_recognised),
        cmocka_unit_test(a_form_understands_dates_as_people_write_them),
        cmocka_unit_test(json_wants_dates_as_iso_writes_them),
        cmocka_unit_test(a_form_understands_months_as_people_write_them),
        cmocka_unit_test(times_are_understood_as_people_write_them),
        cmocka_unit_test(numbers_keep_to_their_bounds),
        cmocka_unit_test(a_choice_must_be_one_of_the_table),
        cmocka_unit_test(ids_are_positive),
        cmocka_unit_test(each_line_has_its_limit),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
