#include "lok/base/buf.h"
#include "lok/base/secret.h"
#include "lok/base/utf8.h"
#include "notify/mail.h"
#include "tests/given/given.h"
#include <string.h>

static const char *WHY[] = { "U krijgt deze mail als lid van LOK Gent.",
    "Geen mail meer: https://lok.example.be/stop" };

static struct mail given_mail(void)
{
    return (struct mail){
        .from = "lok@example.be",
        .from_name = "LOK Gent",
        .to = "coach@example.be",
        .message_id = "msg_1.7@example.be",
        .date = INT64_C(1716917400000), /* 2024-05-28 17:30 UTC */
        .subject = "Agenda van 28 mei",
        .text = "Dag,\nhier is de agenda.",
        .html = "<p>Dag</p>\n<p>hier</p>",
        .calendar = "",
        .method = "",
        .why = { WHY, 2 },
        .stop_url = "https://lok.example.be/stop",
    };
}

static enum err headers(void **state, const struct mail *m, struct lines *ret)
{
    struct fault f;

    fault_init(&f, arena(state));
    return mail_headers(arena(state), &f, m, ret);
}

static void the_headers_are_those_of_an_automatic_mail(void **state)
{
    struct mail m = given_mail();
    struct lines h;

    assert_int_equal(headers(state, &m, &h), ERR_OK);
    assert_string_equal(str_join(arena(state), &h, "\n"),
        "Date: Tue, 28 May 2024 17:30:00 +0000\n"
        "From: \"LOK Gent\" <lok@example.be>\n"
        "To: <coach@example.be>\n"
        "Subject: Agenda van 28 mei\n"
        "Message-ID: <msg_1.7@example.be>\n"
        "Auto-Submitted: auto-generated\n"
        "X-Auto-Response-Suppress: All\n"
        "List-Unsubscribe: <https://lok.example.be/stop>");
}

static void quotes_in_a_name_are_escaped_and_accents_encoded(void **state)
{
    struct mail m = given_mail();
    struct lines h;

    m.from_name = "LOK \"Gent\" \\ Zuid";
    assert_int_equal(headers(state, &m, &h), ERR_OK);
    assert_string_equal(h.at[1], "From: \"LOK \\\"Gent\\\" \\\\ Zuid\" <lok@example.be>");
    m.from_name = "Crèche";
    assert_int_equal(headers(state, &m, &h), ERR_OK);
    assert_string_equal(h.at[1], "From: =?UTF-8?B?Q3LDqGNoZQ==?=\r\n <lok@example.be>");
}

static void a_long_subject_is_folded_between_characters(void **state)
{
    struct buf b;

    buf_init(&b, arena(state), 0);
    for (int i = 0; i < 200; i++)
        buf_puts(&b, i % 2 == 0 ? "é" : "\xf0\x9f\x98\x80");
    const char *words = mail_encode_words(arena(state), b.data);
    struct lines lines = str_split(arena(state), words, '\n');
    struct buf decoded;
    buf_init(&decoded, arena(state), 0);
    for (size_t i = 0; i < lines.count; i++) {
        const char *line = str_trim(arena(state), lines.at[i]);
        const unsigned char *bytes;
        size_t length;

        assert_true(strlen(line) <= 75);
        assert_true(str_starts(line, "=?UTF-8?B?") && str_ends(line, "?="));
        assert_true(secret_base64_decode(arena(state),
            arena_strndup(arena(state), line + 10, strlen(line) - 12), &bytes, &length));
        assert_true(utf8_valid((const char *)bytes, length));
        buf_add(&decoded, (const char *)bytes, length);
    }
    assert_string_equal(decoded.data, b.data);
}

static void what_looks_encoded_is_encoded(void **state)
{
    assert_string_equal(
        mail_encode_words(arena(state), "=?UTF-8?Q?x?="), "=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?=");
    assert_string_equal(mail_encode_words(arena(state), "gewoon"), "gewoon");
}

static void control_characters_in_any_header_are_refused(void **state)
{
    static const char *const BAD[] = { "x\r\nBcc: kwaad@example.be", "x\n y", "x\r", "x\x01y",
        "x\x7f", "\xff" };
    struct lines h;

    for (size_t i = 0; i < ARRAY_LEN(BAD); i++) {
        struct mail m = given_mail();
        const char **const members[] = { &m.from, &m.from_name, &m.to, &m.message_id, &m.subject,
            &m.stop_url };

        for (size_t k = 0; k < ARRAY_LEN(members); k++) {
            const char *was = *members[k];

            *members[k] = BAD[i];
            assert_int_equal(headers(state, &m, &h), ERR_INVALID);
            *members[k] = was;
        }
        assert_int_equal(headers(state, &m, &h), ERR_OK);
    }
}

static void an_address_is_one_plain_address(void **state)
{
    static const char *const BAD[] = { "", "geen", "a@b", "a b@example.be", "<a@example.be>",
        "a@example.be,b@example.be", "a@ex\r\nample.be", "é@example.be", "a@example.be>" };

    (void)state;
    assert_true(mail_address_valid("coach+lok@example.be"));
    for (size_t i = 0; i < ARRAY_LEN(BAD); i++)
        assert_false(mail_address_valid(BAD[i]));
}

static void both_parts_end_with_why_and_have_crlf(void **state)
{
    struct mail m = given_mail();

    assert_string_equal(mail_text_part(arena(state), &m),
        "Dag,\r\nhier is de agenda.\r\n\r\n-- \r\n"
        "U krijgt deze mail als lid van LOK Gent.\r\n"
        "Geen mail meer: https://lok.example.be/stop\r\n");
    m.subject = "A & <B>";
    assert_string_equal(mail_html_part(arena(state), &m),
        "<!DOCTYPE html>\r\n<html lang=\"nl-BE\"><head><meta charset=\"utf-8\">"
        "<title>A &amp; &lt;B&gt;</title></head>\r\n<body>\r\n<p>Dag</p>\r\n<p>hier</p>\r\n<hr>\r\n"
        "<p><small>U krijgt deze mail als lid van LOK Gent.</small></p>\r\n"
        "<p><small>Geen mail meer: https://lok.example.be/stop</small></p>\r\n"
        "</body></html>\r\n");
    m.html = "";
    assert_string_equal(mail_html_part(arena(state), &m), "");
}

static void what_is_written_is_read_back(void **state)
{
    struct mail m = given_mail(), back;
    struct fault f;
    const char *body;

    m.calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
    m.method = "REQUEST";
    fault_init(&f, arena(state));
    assert_int_equal(mail_write(arena(state), &f, &m, &body), ERR_OK);
    assert_null(strstr(body, "coach@"));
    assert_int_equal(mail_read(arena(state), &f, body, &back), ERR_OK);
    assert_string_equal(back.subject, m.subject);
    assert_string_equal(back.text, m.text);
    assert_string_equal(back.html, m.html);
    assert_string_equal(back.calendar, m.calendar);
    assert_string_equal(back.method, m.method);
    assert_string_equal(back.stop_url, m.stop_url);
    assert_int_equal(back.date, m.date);
    assert_int_equal(back.why.count, 2);
    assert_string_equal(back.why.at[1], WHY[1]);
    assert_string_equal(back.to, "");
}

static void what_no_writer_wrote_is_refused(void **state)
{
    static const char *const BAD[] = { "", "[]", "{}", "{\"subject\":\"x\"}",
        "{\"subject\":\"x\\r\\nBcc: y\",\"date\":1,\"text\":\"\"}",
        "{\"subject\":\"x\",\"date\":1,\"calendar\":\"c\",\"method\":\"X\\r\\nY\"}" };
    struct mail m;
    struct fault f;

    for (size_t i = 0; i < ARRAY_LEN(BAD); i++) {
        fault_init(&f, arena(state));
        assert_int_not_equal(mail_read(arena(state), &f, BAD[i], &m), ERR_OK);
    }
}

static void a_mail_over_the_limit_is_refused(void **state)
{
    struct mail m = given_mail();
    struct fault f;
    const char *body;
    char *text = arena_alloc(arena(state), MAIL_MAX_BODY + 1);

    fault_init(&f, arena(state));
    memset(text, 'a', MAIL_MAX_BODY);
    m.text = text;
    assert_int_equal(mail_write(arena(state), &f, &m, &body), ERR_TOO_LARGE);
}

static void the_token_comes_wherever_its_place_is_held(void **state)
{
    assert_string_equal(
        mail_with_link(arena(state), "a/msg_1/b msg_12 msg_1", "msg_1", "T"), "a/T/b T2 T");
    assert_string_equal(mail_with_link(arena(state), "niets", "msg_1", "T"), "niets");
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, given_arena, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(the_headers_are_those_of_an_automatic_mail),
        WITH_ARENA(quotes_in_a_name_are_escaped_and_accents_encoded),
        WITH_ARENA(a_long_subject_is_folded_between_characters),
        WITH_ARENA(what_looks_encoded_is_encoded),
        WITH_ARENA(control_characters_in_any_header_are_refused),
        WITH_ARENA(an_address_is_one_plain_address),
        WITH_ARENA(both_parts_end_with_why_and_have_crlf),
        WITH_ARENA(what_is_written_is_read_back),
        WITH_ARENA(what_no_writer_wrote_is_refused),
        WITH_ARENA(the_token_comes_wherever_its_place_is_held),
        WITH_ARENA(a_mail_over_the_limit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
