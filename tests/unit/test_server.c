/* Covers web/http/dispatch.c, web/http/exchange.c, web/http/gzip.c, web/http/listen.c,
 * web/http/ops.c, web/http/problem.c, web/http/reply.c, web/http/request.c, web/http/respond.c. */
/* What a well-formed request gets: pages, API, who is asked for what, caching, limits. */
#include "tests/given/site.h"
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char FORM_TYPE[] = "Content-Type: application/x-www-form-urlencoded\r\n";
static const char JSON_TYPE[] = "Content-Type: application/json\r\n";
static const char OURS[] = "Sec-Fetch-Site: same-origin\r\n";

static const char *with(void **state, const char *a, const char *b, const char *c)
{
    return arena_printf(arena(state), "%s%s%s", a, b, c);
}

static void every_answer_has_the_security_headers(void **state)
{
    const char *const paths[] = { "/", "/nergens", "/api/v1/list", "/api/v1/nergens",
        "/api/v1/secret", "/leden" };
    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        const char *answer = wire_get(state, paths[i], "");
        assert_true(str_starts(
            wire_header(state, answer, "Content-Security-Policy"), "default-src 'none'"));
        assert_string_equal(wire_header(state, answer, "X-Content-Type-Options"), "nosniff");
        assert_string_equal(wire_header(state, answer, "Referrer-Policy"), "same-origin");
        assert_string_not_equal(wire_header(state, answer, "Permissions-Policy"), "");
        assert_string_not_equal(wire_header(state, answer, "Cache-Control"), "");
        assert_string_not_equal(wire_header(state, answer, "Strict-Transport-Security"), "");
    }
}

static void a_page_is_shown_in_the_layout(void **state)
{
    const char *answer = wire_get(state, "/", "");
    assert_int_equal(wire_status(answer), 200);
    assert_non_null(strstr(answer, "<title>Hallo - LOK Test</title>"));
    assert_non_null(strstr(answer, "wie bent u"));
}

static void an_error_is_a_page_outside_the_api_and_problem_json_inside(void **state)
{
    const char *page = wire_get(state, "/nergens", "");
    assert_int_equal(wire_status(page), 404);
    assert_non_null(strstr(page, "<p>fout 404"));
    const char *problem = wire_get(state, "/api/v1/nergens", "");
    assert_int_equal(wire_status(problem), 404);
    assert_string_equal(wire_header(state, problem, "Content-Type"), "application/problem+json");
    assert_non_null(strstr(problem, "\"urn:problem-type:lok:not-found\""));
    assert_non_null(strstr(problem, "/api/v1/nergens"));
}

static void a_problem_lists_all_issues_with_where_they_are(void **state)
{
    const char *answer = wire_get(state, "/api/v1/invalid", "");
    assert_int_equal(wire_status(answer), 400);
    assert_non_null(strstr(answer, "\"startsAt\""));
    assert_non_null(strstr(answer, "\"body\""));
    assert_non_null(strstr(answer, "\"page\""));
    assert_non_null(strstr(answer, "\"query\""));
}

static void a_page_for_members_leads_a_stranger_to_the_sign_in_page(void **state)
{
    const char *answer = wire_get(state, "/leden?a=1", "");
    assert_int_equal(wire_status(answer), 303);
    assert_true(str_starts(wire_header(state, answer, "Location"), "/aanmelden?naar="));
    assert_non_null(strstr(wire_header(state, answer, "Location"), "leden%3Fa%3D1"));
    assert_int_equal(wire_status(wire_get(state, "/leden", site_given()->member)), 200);
}

static void the_api_asks_a_stranger_for_a_token(void **state)
{
    const char *answer = wire_get(state, "/api/v1/secret", "");
    assert_int_equal(wire_status(answer), 401);
    assert_true(str_starts(wire_header(state, answer, "WWW-Authenticate"), "Bearer"));
    assert_int_equal(wire_status(wire_get(state, "/api/v1/secret", site_given()->token)), 200);
    assert_int_equal(wire_status(wire_get(state, "/api/v1/secret", site_given()->member)), 403);
}

static void a_wrong_token_is_refused_also_where_anybody_may_come(void **state)
{
    assert_int_equal(
        wire_status(wire_get(state, "/api/v1/list", "Authorization: Bearer lok_x\r\n")), 401);
}

static void a_cookie_that_is_over_is_nobody(void **state)
{
    const char *answer = wire_get(state, "/", "Cookie: __Host-lok=abcdef\r\n");
    assert_int_equal(wire_status(answer), 200);
    assert_non_null(strstr(answer, "wie bent u"));
}

static void a_form_needs_to_come_from_our_own_page(void **state)
{
    const char *cookie = site_given()->secretary;
    const struct {
        const char *header;
        unsigned status;
    } cases[] = {
        { "", 403 },
        { "Sec-Fetch-Site: cross-site\r\n", 403 },
        { "Sec-Fetch-Site: same-site\r\n", 403 },
        { "Origin: https://elders.example.be\r\n", 403 },
        { "Origin: null\r\n", 403 },
        { "Sec-Fetch-Site: cross-site\r\nOrigin: https://lok.example.be\r\n", 403 },
        { "Sec-Fetch-Site: same-origin\r\n", 303 },
        { "Origin: https://lok.example.be\r\n", 303 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *answer =
            wire_post(state, "/formulier", with(state, cookie, FORM_TYPE, cases[i].header), "a=b");
        assert_int_equal(wire_status(answer), cases[i].status);
    }
    assert_int_equal(site_event_count(state), 2);
}

static void a_change_is_committed_and_wakes_the_courier(void **state)
{
    int before = site_given()->wakes;
    const char *answer = wire_post(
        state, "/formulier", with(state, site_given()->secretary, FORM_TYPE, OURS), "a=b");
    assert_int_equal(wire_status(answer), 303);
    assert_string_equal(wire_header(state, answer, "Location"), "/");
    assert_int_equal(site_event_count(state), 1);
    assert_int_equal(site_given()->wakes, before + 1);
}

static void an_error_of_a_handler_rolls_back(void **state)
{
    const char *answer = wire_post(
        state, "/geweigerd", with(state, site_given()->secretary, FORM_TYPE, OURS), "a=b");
    assert_int_equal(wire_status(answer), 409);
    assert_non_null(strstr(answer, "Dit kan nu niet meer."));
    assert_int_equal(site_event_count(state), 0);
}

static void a_form_that_comes_back_with_errors_changes_nothing(void **state)
{
    const char *answer =
        wire_post(state, "/nakijken", with(state, site_given()->secretary, FORM_TYPE, OURS), "a=b");
    assert_int_equal(wire_status(answer), 400);
    assert_non_null(strstr(answer, "kijk na"));
    assert_int_equal(site_event_count(state), 0);
}

static void a_form_that_came_too_late_comes_back_and_changes_nothing(void **state)
{
    const char *answer = wire_post(
        state, "/verouderd", with(state, site_given()->secretary, FORM_TYPE, OURS), "a=b");
    assert_int_equal(wire_status(answer), 412);
    assert_non_null(strstr(answer, "Iemand anders wijzigde dit intussen"));
    assert_int_equal(site_event_count(state), 0);
}

static void a_message_stands_on_the_next_page_only(void **state)
{
    const char *cookie = site_given()->secretary;
    (void)wire_post(state, "/formulier", with(state, cookie, FORM_TYPE, OURS), "a=b");
    assert_non_null(strstr(wire_get(state, "/", cookie), "melding:Bewaard.|/terug"));
    assert_non_null(strstr(wire_get(state, "/", cookie), "melding:|"));
}

static void a_wrong_media_type_is_refused_and_says_which_is_taken(void **state)
{
    const char *answer = wire_post(state, "/api/v1/things",
        with(state, site_given()->token, "Content-Type: text/plain\r\n", ""), "{}");
    assert_int_equal(wire_status(answer), 415);
    assert_string_equal(wire_header(state, answer, "Accept"), "application/json");
}

static void a_body_over_the_limit_is_refused_before_it_is_sent(void **state)
{
    const char *answer = wire_talk(state,
        arena_printf(arena(state),
            "POST /api/v1/things HTTP/1.1\r\nHost: a\r\n%s%sContent-Length: 99999999\r\n\r\n",
            site_given()->token, JSON_TYPE));
    assert_int_equal(wire_status(answer), 413);
    assert_string_equal(wire_header(state, answer, "Connection"), "close");
}

static void who_sends_too_much_still_reads_why(void **state)
{
    size_t length = 200 * KiB;
    char *body = arena_alloc(arena(state), length + 1);
    memset(body, ' ', length);
    for (int i = 0; i < 20; i++) {
        const char *answer = wire_post(
            state, "/api/v1/things", with(state, site_given()->token, JSON_TYPE, ""), body);
        assert_int_equal(wire_status(answer), 413);
        assert_non_null(strstr(answer, "64 KiB"));
    }
}

static void a_chunked_body_is_taken_up_to_the_limit(void **state)
{
    static const char HEAD[] =
        "POST /api/v1/publication HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        "Idempotency-Key: 1\r\nTransfer-Encoding: chunked\r\n";
    const char *fits = arena_printf(arena(state), "%s%s%s\r\n%s", HEAD, site_given()->token,
        JSON_TYPE, "8\r\n{\"title\"\r\n5\r\n:\"x\"}\r\n0\r\n\r\n");
    assert_int_equal(wire_status(wire_talk(state, fits)), 201);
    char *long_piece = arena_alloc(arena(state), 2 * KiB + 1);
    memset(long_piece, ' ', 2 * KiB);
    const char *over = arena_printf(arena(state), "%s%s%s\r\n800\r\n%s\r\n0\r\n\r\n", HEAD,
        site_given()->token, JSON_TYPE, long_piece);
    assert_int_equal(wire_status(wire_talk(state, over)), 413);
}

static void a_large_body_arrives_whole(void **state)
{
    size_t length = 900 * KiB;
    char *text = arena_alloc(arena(state), length + 1);
    memset(text, 'x', length);
    const char *answer =
        wire_post(state, "/api/v1/count", with(state, site_given()->token, JSON_TYPE, ""),
            arena_printf(arena(state), "{\"text\":\"%s\"}", text));
    assert_int_equal(wire_status(answer), 200);
    assert_non_null(strstr(answer, "921600"));
}

static void malformed_json_is_refused(void **state)
{
    const char *headers = with(state, site_given()->token, JSON_TYPE, "");
    assert_int_equal(wire_status(wire_post(state, "/api/v1/things", headers, "{")), 400);
    assert_int_equal(wire_status(wire_post(state, "/api/v1/things", headers, "[]")), 400);
    assert_int_equal(wire_status(wire_post(state, "/api/v1/things", headers, "")), 400);
    assert_int_equal(site_event_count(state), 0);
}

static const char *patch(void **state, const char *headers)
{
    return wire_talk(
        state, arena_printf(arena(state),
                   "PATCH /api/v1/things/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s%s"
                   "Content-Type: application/merge-patch+json\r\nContent-Length: 2\r\n\r\n{}",
                   site_given()->token, headers));
}

static void a_change_by_the_api_names_the_version(void **state)
{
    assert_int_equal(wire_status(patch(state, "")), 428);
    assert_int_equal(wire_status(patch(state, "If-Match: \"3\"\r\n")), 204);
    assert_int_equal(wire_status(patch(state, "If-Match: \"2\"\r\n")), 412);
    assert_int_equal(wire_status(patch(state, "If-Match: W/\"3\"\r\n")), 400);
}

static void a_repeated_key_gives_the_kept_answer_once_done(void **state)
{
    const char *headers = with(state, site_given()->token, JSON_TYPE, "Idempotency-Key: k1\r\n");
    const char *first = wire_post(state, "/api/v1/things", headers, "{\"title\":\"x\"}");
    const char *second = wire_post(state, "/api/v1/things", headers, "{\"title\":\"x\"}");
    assert_int_equal(wire_status(first), 201);
    assert_int_equal(wire_status(second), 201);
    assert_string_equal(wire_body(first), wire_body(second));
    assert_string_equal(wire_header(state, second, "Location"), "/api/v1/things/1");
    assert_string_equal(wire_header(state, second, "ETag"), "\"3\"");
    assert_int_equal(site_event_count(state), 1);
}

static void a_key_with_another_body_is_a_conflict(void **state)
{
    const char *headers = with(state, site_given()->token, JSON_TYPE, "Idempotency-Key: k1\r\n");
    (void)wire_post(state, "/api/v1/things", headers, "{\"title\":\"x\"}");
    assert_int_equal(wire_status(wire_post(state, "/api/v1/things", headers, "{}")), 409);
    assert_int_equal(site_event_count(state), 1);
}

static void a_publication_needs_a_key(void **state)
{
    const char *answer = wire_post(state, "/api/v1/publication", site_given()->token, "");
    assert_int_equal(wire_status(answer), 400);
    assert_non_null(strstr(answer, "Idempotency-Key"));
    assert_non_null(strstr(answer, "\"header\""));
}

static void an_unchanged_page_is_not_sent_again(void **state)
{
    const char *first = wire_get(state, "/groot", "");
    const char *etag = wire_header(state, first, "ETag");
    assert_string_not_equal(etag, "");
    assert_string_equal(wire_header(state, first, "Cache-Control"), "no-cache");
    const char *second =
        wire_get(state, "/groot", arena_printf(arena(state), "If-None-Match: %s\r\n", etag));
    assert_int_equal(wire_status(second), 304);
    assert_string_equal(wire_body(second), "");
    assert_string_equal(wire_header(state, second, "ETag"), etag);
}

static void a_page_of_somebody_is_never_stored(void **state)
{
    const char *answer = wire_get(state, "/", site_given()->member);
    assert_string_equal(wire_header(state, answer, "Cache-Control"), "no-store");
    assert_string_equal(wire_header(state, answer, "ETag"), "");
}

static void text_is_compressed_for_who_takes_it(void **state)
{
    const char *answer = wire_get(state, "/groot", "Accept-Encoding: br, gzip\r\n");
    assert_string_equal(wire_header(state, answer, "Content-Encoding"), "gzip");
    assert_string_equal(wire_header(state, answer, "Vary"), "Accept-Encoding");
    assert_string_not_equal(wire_header(state, answer, "ETag"),
        wire_header(state, wire_get(state, "/groot", ""), "ETag"));
    assert_string_equal(
        wire_header(state, wire_get(state, "/", "Accept-Encoding: gzip\r\n"), "Content-Encoding"),
        "");
}

static void paging_is_read_and_unknown_names_are_refused(void **state)
{
    const char *answer = wire_get(state, "/api/v1/list?pageSize=7&cursor=n1f&year=2024", "");
    assert_int_equal(wire_status(answer), 200);
    assert_non_null(strstr(answer, "31"));
    assert_non_null(strstr(answer, "\"nff\""));
    assert_int_equal(wire_status(wire_get(state, "/api/v1/list?pageSize=0", "")), 400);
    assert_int_equal(wire_status(wire_get(state, "/api/v1/list?pageSize=101", "")), 400);
    assert_int_equal(wire_status(wire_get(state, "/api/v1/list?cursor=zz", "")), 400);
    assert_int_equal(wire_status(wire_get(state, "/api/v1/list?jaar=2024", "")), 400);
}

static void what_a_handler_forgets_is_our_bug_and_changes_nothing(void **state)
{
    const char *token = site_given()->token;
    assert_int_equal(wire_status(wire_post(state, "/api/v1/forgets", token, "")), 500);
    assert_int_equal(wire_status(wire_post(state, "/api/v1/leaves", token, "")), 500);
    assert_int_equal(wire_status(wire_get(state, "/api/v1/header", "")), 204);
    assert_int_equal(site_event_count(state), 0);
    given_bugs(state, 3);
}

static void a_route_with_transactions_of_its_own_commits(void **state)
{
    assert_int_equal(wire_status(wire_post(state, "/api/v1/own", site_given()->token, "")), 204);
    assert_int_equal(site_event_count(state), 1);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, given_site, given_site_end)
    const struct CMUnitTest tests[] = {
        T(every_answer_has_the_security_headers),
        T(a_page_is_shown_in_the_layout),
        T(an_error_is_a_page_outside_the_api_and_problem_json_inside),
        T(a_problem_lists_all_issues_with_where_they_are),
        T(a_page_for_members_leads_a_stranger_to_the_sign_in_page),
        T(the_api_asks_a_stranger_for_a_token),
        T(a_wrong_token_is_refused_also_where_anybody_may_come),
        T(a_cookie_that_is_over_is_nobody),
        T(a_form_needs_to_come_from_our_own_page),
        T(a_change_is_committed_and_wakes_the_courier),
        T(an_error_of_a_handler_rolls_back),
        T(a_form_that_comes_back_with_errors_changes_nothing),
        T(a_form_that_came_too_late_comes_back_and_changes_nothing),
        T(a_message_stands_on_the_next_page_only),
        T(a_wrong_media_type_is_refused_and_says_which_is_taken),
        T(a_body_over_the_limit_is_refused_before_it_is_sent),
        T(who_sends_too_much_still_reads_why),
        T(a_chunked_body_is_taken_up_to_the_limit),
        T(a_large_body_arrives_whole),
        T(malformed_json_is_refused),
        T(a_change_by_the_api_names_the_version),
        T(a_repeated_key_gives_the_kept_answer_once_done),
        T(a_key_with_another_body_is_a_conflict),
        T(a_publication_needs_a_key),
        T(an_unchanged_page_is_not_sent_again),
        T(a_page_of_somebody_is_never_stored),
        T(text_is_compressed_for_who_takes_it),
        T(paging_is_read_and_unknown_names_are_refused),
        T(what_a_handler_forgets_is_our_bug_and_changes_nothing),
        T(a_route_with_transactions_of_its_own_commits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
