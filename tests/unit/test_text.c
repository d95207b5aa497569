#include "agenda/text.h"
#include "tests/given/given.h"
#include <string.h>

static void shows(void **state, const char *typed, const char *html)
{
    assert_string_equal(text_to_html(arena(state), typed), html);
}

static void nothing_typed_is_nothing_shown(void **state)
{
    shows(state, "", "");
    shows(state, NULL, "");
    assert_string_equal(text_to_plain(arena(state), ""), "");
    assert_string_equal(text_to_plain(arena(state), NULL), "");
}

static void a_line_break_stays_a_line_break(void **state)
{
    shows(state, "een\ntwee\n\ndrie", "<p>een<br />\ntwee</p>\n<p>drie</p>\n");
}

static void bullets_of_a_word_processor_are_a_list(void **state)
{
    shows(state, "Punten:\n•\teen\n·  twee\no\tdieper\n– drie\nDaarna",
        "<p>Punten:</p>\n<ul>\n<li>een</li>\n<li>twee\n<ul>\n<li>dieper</li>\n</ul>\n</li>\n"
        "<li>drie</li>\n</ul>\n<p>Daarna</p>\n");
    shows(state, "\teen\n\ttwee", "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>\n");
    shows(state, "o ja, dat ook", "<p>o ja, dat ook</p>\n");
    shows(state, "- een\n- twee", "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>\n");
}

static void headings_go_under_those_of_the_page(void **state)
{
    shows(state, "# Eén", "<h3>Eén</h3>\n");
    shows(state, "##### Vijf", "<h6>Vijf</h6>\n");
}

static void html_is_shown_as_it_was_typed(void **state)
{
    shows(state, "a <b>b</b>", "<p>a &lt;b&gt;b&lt;/b&gt;</p>\n");
    shows(state, "<script>\nalert(1)\n</script>",
        "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;\n</p>\n");
    shows(state, "<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;\n</p>\n");
}

static void a_link_leaves_without_a_trace(void **state)
{
    shows(state, "[site](https://example.be/a?b=1&c='2')",
        "<p><a href=\"https://example.be/a?b=1&amp;c=%272%27\" rel=\"noopener nofollow\">site</a>"
        "</p>\n");
    shows(state, "<mailto:lok@example.be>",
        "<p><a href=\"mailto:lok@example.be\" rel=\"noopener nofollow\">mailto:lok@example.be</a>"
        "</p>\n");
}

static void a_link_elsewhere_than_the_web_keeps_only_its_words(void **state)
{
    shows(state, "[klik *hier*](javascript:alert(1))", "<p>klik <em>hier</em></p>\n");
    shows(state, "[x](data:text/html,x) [y](/beheer) [z](//example.be)", "<p>x y z</p>\n");
    shows(state, "[x](java&#10;script:alert)", "<p>x</p>\n");
}

static void no_link_breaks_out_of_its_attribute(void **state)
{
    shows(state, "[x](<https://example.be/\"onclick=\"a b>)",
        "<p><a href=\"https://example.be/%22onclick=%22a%20b\" rel=\"noopener nofollow\">x</a></p>"
        "\n");
}

static void an_image_becomes_a_link_to_it(void **state)
{
    shows(state, "![plan](https://example.be/p.png)",
        "<p><a href=\"https://example.be/p.png\" rel=\"noopener nofollow\">plan</a></p>\n");
    shows(state, "![](https://example.be/p.png)",
        "<p><a href=\"https://example.be/p.png\" rel=\"noopener nofollow\">"
        "https://example.be/p.png</a></p>\n");
    shows(state, "![plan](p.png)", "<p>plan</p>\n");
    shows(state, "[![in](https://example.be/i.png)](https://example.be/)",
        "<p><a href=\"https://example.be/\" rel=\"noopener nofollow\">in</a></p>\n");
}

static void lists_and_emphasis_are_kept(void **state)
{
    shows(state, "1. *een*\n2. **twee**",
        "<ol>\n<li><em>een</em></li>\n<li><strong>twee</strong></li>\n</ol>\n");
    shows(state, "> `code`", "<blockquote>\n<p><code>code</code></p>\n</blockquote>\n");
}

static void bytes_that_are_not_utf8_are_replaced(void **state)
{
    shows(state, "a\xff", "<p>a\xef\xbf\xbd</p>\n");
}

static void plain_text_has_the_words_alone(void **state)
{
    assert_string_equal(
        text_to_plain(arena(state),
            "# Doel\n\n- *meer* [coaches](https://example.be)\n- `kansen`\n\n![foto](x.png)\nslot"),
        "Doel\nmeer coaches\nkansen\nfoto\nslot");
}

static void deep_nesting_is_no_danger(void **state)
{
    enum { DEEP = 20000 };
    char *deep = arena_alloc(arena(state), DEEP + 1);

    memset(deep, '>', DEEP);
    assert_non_null(strstr(text_to_html(arena(state), deep), "<blockquote>"));
    memset(deep, '[', DEEP);
    assert_int_equal(strlen(text_to_plain(arena(state), deep)), DEEP);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, given_arena, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            bullets_of_a_word_processor_are_a_list, given_arena, given_end),
        TEST(nothing_typed_is_nothing_shown),
        TEST(a_line_break_stays_a_line_break),
        TEST(headings_go_under_those_of_the_page),
        TEST(html_is_shown_as_it_was_typed),
        TEST(a_link_leaves_without_a_trace),
        TEST(a_link_elsewhere_than_the_web_keeps_only_its_words),
        TEST(no_link_breaks_out_of_its_attribute),
        TEST(an_image_becomes_a_link_to_it),
        TEST(lists_and_emphasis_are_kept),
        TEST(bytes_that_are_not_utf8_are_replaced),
        TEST(plain_text_has_the_words_alone),
        TEST(deep_nesting_is_no_danger),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
