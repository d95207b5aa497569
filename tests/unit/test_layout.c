#include "tests/given/given.h"
#include "web/pages/error.h"
#include "web/pages/layout.h"
#include <string.h>

static struct request given_request(void **state, const char *path, unsigned roles)
{
    struct request rq = {
        .arena = arena(state),
        .path = path,
        .raw_path = path,
        .council = { .name = "LOK Antwerpen", .demo_date = "" },
        .actor = { .roles = roles, .name = roles != 0 ? "Secretaris" : "" },
        .session_hash = roles != 0 ? "x" : "",
        .flash = { "", "" },
    };
    fault_init(&rq.fault, rq.arena);
    return rq;
}

static const char *rendered(void **state, struct request *rq)
{
    struct buf out;
    buf_init(&out, arena(state), 0);
    layout_render(rq, "Punt <3>", (struct html){ "<h1>Hallo</h1>" }, &out);
    return out.data;
}

static void assert_has(const char *page, const char *words)
{
    if (strstr(page, words) == NULL)
        fail_msg("not on the page: %s", words);
}

static void assert_lacks(const char *page, const char *words)
{
    if (strstr(page, words) != NULL)
        fail_msg("on the page: %s", words);
}

static void a_page_stands_in_the_layout(void **state)
{
    struct request rq = given_request(state, "/", ROLE_BIT(ROLE_SECRETARY));
    const char *page = rendered(state, &rq);
    assert_has(page, "<!doctype html>\n<html lang=\"nl-BE\">");
    assert_has(page, "<title>Punt &lt;3&gt; – LOK Antwerpen</title>");
    assert_has(page, "<main id=\"inhoud\" tabindex=\"-1\">");
    assert_has(page, "<h1>Hallo</h1>");
    assert_has(page, "href=\"#inhoud\"");
    assert_has(page, "/static/app.css?v=");
    assert_has(page, "<link rel=\"stylesheet\" href=\"/static/print.css?v=");
    assert_has(page, "media=\"print\"");
}

static void only_a_public_council_offers_feeds(void **state)
{
    struct request rq = given_request(state, "/", ROLE_BIT(ROLE_SECRETARY));
    assert_lacks(rendered(state, &rq), "application/atom+xml");
    rq.council.is_public = true;
    assert_has(rendered(state, &rq), "href=\"/vergaderingen.atom\"");
}

static void the_menu_marks_where_we_are(void **state)
{
    struct request rq = given_request(state, "/vergaderingen", ROLE_BIT(ROLE_SECRETARY));
    assert_has(rendered(state, &rq), "href=\"/vergaderingen\" aria-current=\"page\"");
    rq.path = "/vergaderingen/3/agenda";
    assert_has(rendered(state, &rq), "href=\"/vergaderingen\" aria-current=\"true\"");
    rq.path = "/punten/3";
    assert_has(rendered(state, &rq), "href=\"/vergaderingen\" aria-current=\"true\"");
    rq.path = "/vergaderingenlijst";
    assert_lacks(rendered(state, &rq), "aria-current");
    rq.path = "/";
    assert_has(rendered(state, &rq), "href=\"/\" aria-current=\"page\"");
}

static void the_menu_has_each_part_of_the_work(void **state)
{
    struct request rq = given_request(state, "/", ROLE_BIT(ROLE_SECRETARY));
    const char *page = rendered(state, &rq);
    assert_has(page, "href=\"/opvolging\"");
    assert_has(page, "href=\"/ondersteuning\"");
    assert_has(page, "Leden en partners");
}

static void who_is_not_signed_in_may_do_so(void **state)
{
    struct request rq = given_request(state, "/", 0);
    const char *page = rendered(state, &rq);
    assert_has(page, "href=\"/aanmelden\"");
    assert_lacks(page, "/afmelden");
    assert_lacks(page, "/beheer");
    assert_lacks(page, "/vergaderingen");
    rq.actor.council_public = true;
    assert_has(rendered(state, &rq), "/vergaderingen");
}

static void the_secretary_is_named_and_signs_out_by_a_form(void **state)
{
    struct request rq = given_request(state, "/beheer/koppelingen", ROLE_BIT(ROLE_SECRETARY));
    const char *page = rendered(state, &rq);
    assert_has(page, "Secretaris");
    assert_has(page, "<form method=\"post\" action=\"/afmelden\">");
    assert_has(page, "href=\"/beheer\" aria-current=\"true\"");
    assert_lacks(page, "href=\"/aanmelden\"");
}

static void only_a_demo_has_the_banner(void **state)
{
    struct request rq = given_request(state, "/", 0);
    assert_lacks(rendered(state, &rq), "oefenomgeving");
    rq.council.demo_date = "2024-04-15";
    assert_has(rendered(state, &rq), "Het is er maandag 15 april 2024.");
}

static void a_message_stands_on_top_with_a_way_back(void **state)
{
    struct request rq = given_request(state, "/", ROLE_BIT(ROLE_SECRETARY));
    assert_lacks(rendered(state, &rq), "Ongedaan maken");
    rq.flash = (struct flash){ "Bewaard & klaar.", "/verzendingen/3/tegenhouden" };
    const char *page = rendered(state, &rq);
    assert_has(page, "role=\"status\"");
    assert_has(page, "Bewaard &amp; klaar.");
    assert_has(page, "action=\"/verzendingen/3/tegenhouden\"");
    rq.flash.undo = "";
    assert_lacks(rendered(state, &rq), "Ongedaan maken");
}

static void before_a_council_there_is_no_menu(void **state)
{
    struct request rq = given_request(state, "/", 0);
    rq.council = (struct council){ .name = "" };
    const char *page = rendered(state, &rq);
    assert_has(page, "Lokaal Overleg Kinderopvang");
    assert_lacks(page, "Hoofdmenu");
}

static void every_error_says_what_happened_and_what_to_do(void **state)
{
    for (int e = ERR_OK + 1; e < ERR_COUNT; e++) {
        struct request rq = given_request(state, "/x", ROLE_BIT(ROLE_MEMBER));
        struct buf out;
        buf_init(&out, rq.arena, 0);
        fault_issue(&rq.fault, "name", "x", "Een <fout>.");
        error_render(&rq, (enum err)e, &out);
        assert_has(out.data, err_title((enum err)e));
        assert_has(out.data, "<li>Een &lt;fout&gt;.</li>");
        assert_has(out.data, "class=\"button\"");
        assert_lacks(out.data, "<p></p>");
        assert_has(out.data, e == ERR_UNAUTHORIZED ? "href=\"/aanmelden\"" : "href=\"/\"");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_page_stands_in_the_layout, given_arena, given_end),
        cmocka_unit_test_setup_teardown(only_a_public_council_offers_feeds, given_arena, given_end),
        cmocka_unit_test_setup_teardown(the_menu_marks_where_we_are, given_arena, given_end),
        cmocka_unit_test_setup_teardown(the_menu_has_each_part_of_the_work, given_arena, given_end),
        cmocka_unit_test_setup_teardown(who_is_not_signed_in_may_do_so, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            the_secretary_is_named_and_signs_out_by_a_form, given_arena, given_end),
        cmocka_unit_test_setup_teardown(only_a_demo_has_the_banner, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_message_stands_on_top_with_a_way_back, given_arena, given_end),
        cmocka_unit_test_setup_teardown(before_a_council_there_is_no_menu, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            every_error_says_what_happened_and_what_to_do, given_arena, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
