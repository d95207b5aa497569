#include "tests/given/given.h"
#include "web/http/html.h"
#include <string.h>

static struct buf buffer(void **state)
{
    struct buf out;
    buf_init(&out, arena(state), 0);
    return out;
}

static const char *address(void **state, const char *s)
{
    struct buf out = buffer(state);
    html_url(&out, (struct url){ s });
    return out.data;
}

static void text_is_escaped(void **state)
{
    struct buf out = buffer(state);
    HTML_PUT(&out, "<b class=\"x\">Tom & 'Jerry'</b>");
    assert_string_equal(
        out.data, "&lt;b class=&quot;x&quot;&gt;Tom &amp; &#39;Jerry&#39;&lt;/b&gt;");
}

static void letters_with_accents_pass_as_they_are(void **state)
{
    struct buf out = buffer(state);
    HTML_PUT(&out, "Crèchendo – €");
    assert_string_equal(out.data, "Crèchendo – €");
}

static void no_text_prints_nothing(void **state)
{
    struct buf out = buffer(state);
    HTML_PUT(&out, (const char *)NULL);
    HTML_PUT(&out, "");
    HTML_PUT(&out, ((struct html){ NULL }));
    assert_string_equal(out.data, "");
}

static void numbers_print_whole(void **state)
{
    struct buf out = buffer(state);
    HTML_PUT(&out, INT64_MIN);
    buf_putc(&out, ' ');
    HTML_PUT(&out, INT64_MAX);
    buf_putc(&out, ' ');
    HTML_PUT(&out, UINT64_MAX);
    buf_putc(&out, ' ');
    HTML_PUT(&out, 0);
    buf_putc(&out, ' ');
    HTML_PUT(&out, -7);
    assert_string_equal(
        out.data, "-9223372036854775808 9223372036854775807 18446744073709551615 0 -7");
}

static void only_known_markup_passes_raw(void **state)
{
    struct buf out = buffer(state);
    HTML_PUT(&out, ((struct html){ "<p>x</p>" }));
    assert_string_equal(out.data, "<p>x</p>");
}

static void addresses_of_ours_and_of_the_web_pass(void **state)
{
    static const char *const GOOD[] = { "/", "/vergaderingen/3", "#veld-naam", "?q=x", "",
        "https://example.be/a", "HTTP://example.be", "mailto:lok@example.be" };
    for (size_t i = 0; i < ARRAY_LEN(GOOD); i++)
        assert_string_equal(address(state, GOOD[i]), GOOD[i]);
    assert_string_equal(address(state, NULL), "");
}

static void an_address_is_escaped(void **state)
{
    assert_string_equal(address(state, "/?a=1&b='\"<"), "/?a=1&amp;b=&#39;&quot;&lt;");
}

static void addresses_that_run_or_lead_astray_are_refused(void **state)
{
    static const char *const BAD[] = { "javascript:alert(1)", "JavaScript:alert(1)",
        " javascript:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)",
        "data:text/html,<script>", "vbscript:x", "file:///etc/passwd", "//evil.example",
        "/\\evil.example", "/\t/evil.example", "\\\\evil.example", "ftp://example.be", "example.be",
        "https:\n//x" };
    for (size_t i = 0; i < ARRAY_LEN(BAD); i++)
        assert_string_equal(address(state, BAD[i]), "#");
    given_bugs(state, ARRAY_LEN(BAD));
}

static void a_part_of_an_address_is_percent_encoded(void **state)
{
    struct arena *a = arena(state);
    assert_string_equal(url_encode(a, "a b/c?d&é~._-9"), "a%20b%2Fc%3Fd%26%C3%A9~._-9");
    assert_string_equal(url_encode(a, ""), "");
    assert_string_equal(
        url_of(a, "/beslissingen?q=%s", url_encode(a, "x&y")).address, "/beslissingen?q=x%26y");
}

static void only_something_is_true(void **state)
{
    (void)state;
    assert_true(HTML_TRUE("x"));
    assert_false(HTML_TRUE(""));
    assert_false(HTML_TRUE((const char *)NULL));
    assert_true(HTML_TRUE((bool)true));
    assert_false(HTML_TRUE((bool)false));
    assert_true(HTML_TRUE(-1));
    assert_false(HTML_TRUE((int64_t)0));
    assert_true(HTML_TRUE((size_t)1));
    assert_true(HTML_TRUE(((struct url){ "/" })));
    assert_false(HTML_TRUE(((struct url){ "" })));
    assert_true(HTML_TRUE(((struct html){ "x" })));
    assert_false(HTML_TRUE(((struct html){ NULL })));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_is_escaped, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            letters_with_accents_pass_as_they_are, given_arena, given_end),
        cmocka_unit_test_setup_teardown(no_text_prints_nothing, given_arena, given_end),
        cmocka_unit_test_setup_teardown(numbers_print_whole, given_arena, given_end),
        cmocka_unit_test_setup_teardown(only_known_markup_passes_raw, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            addresses_of_ours_and_of_the_web_pass, given_arena, given_end),
        cmocka_unit_test_setup_teardown(an_address_is_escaped, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            addresses_that_run_or_lead_astray_are_refused, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_part_of_an_address_is_percent_encoded, given_arena, given_end),
        cmocka_unit_test_setup_teardown(only_something_is_true, given_arena, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
