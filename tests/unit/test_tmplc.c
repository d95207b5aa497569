/* Covers web/http/tmplc/directive.c, web/http/tmplc/markup.c. */
#include "lok/base/buf.h"
#include "lok/base/str.h"
#include "tests/given/given.h"
#include <stdio.h>
#include <string.h>

/* What a program printed (both streams) and whether it ended well. */
struct ran {
    const char *text;
    bool well;
};

static struct ran run(void **state, const char *command)
{
    struct buf text;
    char bytes[4096];
    size_t length;
    buf_init(&text, arena(state), 0);
    FILE *from = popen(arena_printf(arena(state), "(%s) 2>&1", command), "r");
    assert_non_null(from);
    while ((length = fread(bytes, 1, sizeof bytes, from)) > 0)
        buf_add(&text, bytes, length);
    int status = pclose(from);
    return (struct ran){ text.data, status == 0 };
}

static void given_file(void **state, const char *name, const char *text)
{
    FILE *file = fopen(given_path(state, name), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void given_view(void **state)
{
    given_file(state, "view.h",
        "#include \"web/http/html.h\"\n"
        "struct item { const char *name; long n; unsigned long count; };\n"
        "struct items { struct item *at; size_t count; };\n"
        "enum tone { CALM };\n"
        "struct page_view { const char *title; struct url to; struct html text; bool yes;\n"
        "    enum tone tone; struct items items; struct item one; };\n");
    given_file(state, "item.html", "{{!view struct item \"view.h\"}}\n<b>{{name}}</b>\n");
}

/* Compiles `body`, which begins at line 2, as page.html. */
static struct ran compile(void **state, const char *body)
{
    struct arena *a = arena(state);
    given_view(state);
    given_file(
        state, "page.html", arena_printf(a, "{{!view struct page_view \"view.h\"}}\n%s", body));
    return run(state,
        arena_printf(a, "cd %s && " TMPLC " page.html > page.html.c", given_path(state, ".")));
}

/* The same, and has C look at what came out. */
static struct ran compile_c(void **state, const char *body)
{
    struct ran ran = compile(state, body);
    assert_string_equal(ran.text, "");
    assert_true(ran.well);
    return run(state,
        arena_printf(arena(state),
            "root=$PWD; cd %s && " TMPLC " --declare page.html item.html > templates.h && " CC
            " -std=gnu17 -fsyntax-only -Wall -Wextra -Wpedantic -Wshadow -Wconversion"
            " -Wsign-conversion -Wmissing-prototypes -Wcast-qual -Werror -I. -I$root page.html.c",
            given_path(state, ".")));
}

static void assert_refused(struct ran ran, const char *words)
{
    assert_false(ran.well);
    if (strstr(ran.text, words) == NULL)
        fail_msg("not in \"%s\": %s", ran.text, words);
}

static void a_page_with_everything_compiles_without_a_warning(void **state)
{
    struct ran ran = compile_c(state,
        "<h1 class=\"a {{title}}\">{{title}} ?? é</h1>\n"
        "<p {{#if yes}}hidden{{/if}}>{{text}} {{one.n}} {{items.count}}</p>\n"
        "<a href=\"{{#if to}}{{to}}{{else}}/x{{/if}}\">{{#unless yes}}nee{{else}}ja{{/unless}}</a>\n"
        "{{#each items}}<li>{{name}} {{count}} {{> item .}}</li>{{else}}niets{{/each}}\n"
        "{{> item one}}{{! een opmerking }}\n"
        "<script src=\"/a.js\"></script><textarea>\n{{title}}</textarea>\n");
    assert_string_equal(ran.text, "");
    assert_true(ran.well);
}

static void a_wrong_name_fails_at_the_line_of_the_template(void **state)
{
    struct ran ran = compile_c(state, "<p>\n{{title}}\n{{titel}}</p>\n");
    assert_refused(ran, "page.html:4:");
    assert_refused(ran, "titel");
}

static void a_text_is_no_address(void **state)
{
    assert_refused(compile_c(state, "<p>\n<a href=\"{{title}}\">x</a>\n"), "page.html:3:");
    assert_refused(compile_c(state, "<form action='{{title}}'></form>\n"), "page.html:2:");
    assert_refused(compile_c(state, "<img src=\"{{one.n}}\">\n"), "page.html:2:");
}

static void enums_bools_and_addresses_do_not_print_by_themselves(void **state)
{
    assert_refused(compile_c(state, "\n{{tone}}"), "page.html:3:");
    assert_refused(compile_c(state, "\n{{yes}}"), "page.html:3:");
    assert_refused(compile_c(state, "\n{{to}}"), "page.html:3:");
    assert_refused(compile_c(state, "\n{{items}}"), "page.html:3:");
    assert_refused(compile_c(state, "\n{{#if tone}}x{{/if}}"), "page.html:3:");
}

static void inside_each_names_mean_the_item_only(void **state)
{
    assert_refused(compile_c(state, "{{#each items}}\n{{title}}\n{{/each}}"), "page.html:3:");
    assert_true(compile_c(state, "{{#each items}}{{name}}{{/each}}{{title}}").well);
    assert_true(compile_c(state, "{{#each items}}{{name}}{{else}}{{title}}{{/each}}").well);
}

static void a_part_takes_its_own_view_only(void **state)
{
    assert_refused(compile_c(state, "\n{{> item items}}"), "page.html:3:");
    assert_refused(compile_c(state, "\n{{> item .}}"), "page.html:3:");
    assert_refused(compile_c(state, "\n{{> nothing one}}"), "page.html:3:");
}

static void a_value_stands_in_text_or_in_quotes_only(void **state)
{
    static const char *const BODIES[] = {
        "<script>\n{{title}}</script>",
        "<STYLE>\n{{title}}</STYLE>",
        "<p\n{{title}}>",
        "<p\nclass={{title}}>",
        "<p\nclass=a{{title}}>",
        "<p\nda{{title}}=\"x\">",
        "\n<{{title}}>",
        "\n</{{title}}>",
        "<!--\n{{title}} -->",
    };
    for (size_t i = 0; i < ARRAY_LEN(BODIES); i++)
        assert_refused(compile(state, BODIES[i]), "page.html:3: error: ");
}

static void scripts_and_styles_in_attributes_are_refused(void **state)
{
    assert_refused(compile(state, "<p\nonclick=\"{{title}}\">"), "page.html:3: error: onclick=");
    assert_refused(compile(state, "<p\nSTYLE='{{title}}'>"), "page.html:3: error: style=");
    assert_refused(compile(state, "<img\nsrcset=\"{{title}}\">"), "page.html:3: error: srcset=");
}

static void an_address_is_one_value_from_its_beginning(void **state)
{
    assert_refused(compile(state, "<a\nhref=\"/x/{{to}}\">"), "page.html:3: error: href=");
    assert_refused(compile(state, "<a\nhref=\"{{to}}{{to}}\">"), "page.html:3: error: href=");
    assert_refused(compile(state, "<a\nhref=\"{{#if yes}}{{to}}{{/if}}{{to}}\">"), "page.html:3:");
    assert_refused(
        compile(state, "<a\nhref=\"{{#if yes}}j{{else}}k{{/if}}{{to}}\">"), "page.html:3:");
    assert_refused(compile(state, "<a\nhref=\"{{#each items}}{{to}}{{/each}}\">"), "page.html:3:");
    assert_true(compile(state, "<a href=\"{{to}}#agenda\">x</a>").well);
}

static void a_block_ends_where_it_began(void **state)
{
    static const struct {
        const char *body, *words;
    } CASES[] = {
        { "\n{{#if yes}}<p", "page.html:3: error: the block of line 3" },
        { "\n{{#if yes}}<p{{/if}}>", "page.html:3: error: the block of line 3" },
        { "<p {{#if yes}}class=\"b\n{{/if}}\">", "page.html:3: error: the block of line 2" },
        { "{{#each items}}\n{{/if}}", "page.html:3: error: {{/if}} ends the {{#each}} of line 2" },
        { "\n{{/if}}", "page.html:3: error: {{/if}} belongs to no block" },
        { "\n{{else}}", "page.html:3: error: {{else}} belongs to no block" },
        { "{{#if yes}}{{else}}\n{{else}}{{/if}}",
            "page.html:3: error: the block of line 2 has two" },
        { "\n{{#with one}}", "page.html:3: error: {{#with}} is not a block" },
        { "\n<p class=\"x", "page.html:3: error: the template ends inside <p>" },
    };
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++)
        assert_refused(compile(state, CASES[i].body), CASES[i].words);
}

static void only_names_stand_between_the_braces(void **state)
{
    static const char *const BODIES[] = { "\n{{a-b}}", "\n{{a..b}}", "\n{{.a}}", "\n{{a.}}",
        "\n{{1a}}", "\n{{a()}}", "\n{{a[0]}}", "\n{{*a}}", "\n{{a;b}}", "\n{{}}", "\n{{a b}}",
        "\n{{> item}}", "\n{{title\n}}", "\n{{title" };
    for (size_t i = 0; i < ARRAY_LEN(BODIES); i++)
        assert_refused(compile(state, BODIES[i]), "page.html:3: error: ");
}

static void a_template_names_its_view_first(void **state)
{
    given_file(state, "bare.html", "<p>hallo</p>\n");
    const char *command = arena_printf(arena(state), TMPLC " %s", given_path(state, "bare.html"));
    assert_refused(run(state, command), "bare.html:1: error: the first line is");

    given_file(state, "bare.html", "{{!view none}}\n<p>hallo {{name}}</p>\n");
    assert_refused(run(state, command), "bare.html:2: error: this template has no view");
}

static void a_wrong_template_leaves_no_code(void **state)
{
    struct ran ran = compile(state, "<p>{{title}}</p>{{#if");
    assert_false(ran.well);
    ran = run(state, arena_printf(arena(state), "cat %s", given_path(state, "page.html.c")));
    assert_string_equal(ran.text, "");
}

static void indentation_is_not_sent_but_what_is_preformatted_is(void **state)
{
    assert_true(compile(state, "<ul>\n    <li>a  b</li>\n</ul>\n<pre>\n  x\n</pre>\n").well);
    struct ran ran =
        run(state, arena_printf(arena(state), "cat %s", given_path(state, "page.html.c")));
    assert_non_null(strstr(ran.text, "<ul>\\n<li>a b</li>\\n</ul>\\n<pre>\\n  x\\n</pre>\\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_page_with_everything_compiles_without_a_warning, given_folder, given_end),
        cmocka_unit_test_setup_teardown(
            a_wrong_name_fails_at_the_line_of_the_template, given_folder, given_end),
        cmocka_unit_test_setup_teardown(a_text_is_no_address, given_folder, given_end),
        cmocka_unit_test_setup_teardown(
            enums_bools_and_addresses_do_not_print_by_themselves, given_folder, given_end),
        cmocka_unit_test_setup_teardown(
            inside_each_names_mean_the_item_only, given_folder, given_end),
        cmocka_unit_test_setup_teardown(a_part_takes_its_own_view_only, given_folder, given_end),
        cmocka_unit_test_setup_teardown(
            a_value_stands_in_text_or_in_quotes_only, given_folder, given_end),
        cmocka_unit_test_setup_teardown(
            scripts_and_styles_in_attributes_are_refused, given_folder, given_end),
        cmocka_unit_test_setup_teardown(
            an_address_is_one_value_from_its_beginning, given_folder, given_end),
        cmocka_unit_test_setup_teardown(a_block_ends_where_it_began, given_folder, given_end),
        cmocka_unit_test_setup_teardown(
            only_names_stand_between_the_braces, given_folder, given_end),
        cmocka_unit_test_setup_teardown(a_template_names_its_view_first, given_folder, given_end),
        cmocka_unit_test_setup_teardown(a_wrong_template_leaves_no_code, given_folder, given_end),
        cmocka_unit_test_setup_teardown(
            indentation_is_not_sent_but_what_is_preformatted_is, given_folder, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
