/* Requests that two programs could read differently are refused and the connection is closed. */
#include "tests/given/site.h"
#include <string.h>
#include <unistd.h>

static const char SECOND[] = "GET /api/v1/list HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

/* Exactly one answer with this status comes, then the end; what follows is never read. */
static void assert_refused_bytes(void **state, const char *request, size_t length, unsigned status)
{
    struct buf all;
    buf_init(&all, arena(state), 0);
    buf_add(&all, request, length);
    buf_puts(&all, SECOND);
    bool closed;
    const char *answer = wire_talk_bytes(state, all.data, all.length, &closed);
    assert_int_equal(wire_status(answer), status);
    assert_true(closed);
    assert_null(strstr(answer + 1, "HTTP/1.1 "));
    assert_string_equal(wire_header(state, answer, "X-Content-Type-Options"), "nosniff");
    assert_string_equal(wire_header(state, answer, "Connection"), "close");
}

static void assert_refused(void **state, const char *request, unsigned status)
{
    assert_refused_bytes(state, request, strlen(request), status);
}

static void a_length_beside_a_transfer_coding_is_refused(void **state)
{
    assert_refused(state,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400);
}

static void two_lengths_are_refused(void **state)
{
    assert_refused(state,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 40\r\n\r\n", 400);
}

static void a_blank_before_the_colon_is_refused(void **state)
{
    assert_refused(state, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 40\r\n\r\n", 400);
    assert_refused(state, "GET / HTTP/1.1\r\nHost: a\r\nX-A\t: 40\r\n\r\n", 400);
}

static void a_folded_line_is_refused(void **state)
{
    assert_refused(
        state, "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chu\r\n nked\r\n\r\n", 400);
    assert_refused(state, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\t0\r\n\r\n", 400);
    assert_refused(state, "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n", 400);
    assert_refused(state, "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n \r\nX-C: d\r\n\r\n", 400);
}

static void another_transfer_coding_is_not_implemented(void **state)
{
    assert_refused(
        state, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501);
    assert_refused(state, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n", 501);
}

static void a_missing_or_second_host_is_refused(void **state)
{
    assert_refused(state, "GET / HTTP/1.1\r\nX: y\r\n\r\n", 400);
    assert_refused(state, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400);
    assert_refused(state, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400);
}

static void a_bare_carriage_return_is_refused(void **state)
{
    assert_refused(state, "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\rX-C: d\r\n\r\n", 400);
}

static void another_version_is_refused(void **state)
{
    assert_refused(state, "GET / HTTP/1.7\r\nHost: a\r\n\r\n", 400);
}

static void an_absolute_target_is_refused(void **state)
{
    assert_refused(state, "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400);
    assert_refused(state, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400);
}

static void a_nul_is_refused(void **state)
{
    static const char IN_TARGET[] = "GET /\0x HTTP/1.1\r\nHost: a\r\n\r\n";
    static const char IN_VALUE[] = "GET / HTTP/1.1\r\nX-A: b\0c\r\nHost: a\r\n\r\n";
    assert_refused_bytes(state, IN_TARGET, sizeof IN_TARGET - 1, 400);
    assert_refused_bytes(state, IN_VALUE, sizeof IN_VALUE - 1, 400);
}

/* The library says so itself, without our headers. */
static void a_nul_in_a_name_is_not_served(void **state)
{
    static const char IN_NAME[] = "GET / HTTP/1.1\r\nHost: a\r\nX\0A: b\r\n\r\n";
    bool closed;
    const char *answer = wire_talk_bytes(state, IN_NAME, sizeof IN_NAME - 1, &closed);
    assert_true(closed);
    assert_true(wire_status(answer) == 0 || wire_status(answer) == 400);
}

static void a_blank_or_raw_byte_in_the_target_is_refused(void **state)
{
    assert_refused(state, "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400);
    assert_refused(state, "GET /caf\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n", 400);
}

static void an_unknown_method_is_not_implemented(void **state)
{
    const char *answer =
        wire_talk(state, "BREW / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert_int_equal(wire_status(answer), 501);
}

static void a_known_method_that_a_path_lacks_tells_which_it_has(void **state)
{
    const char *answer =
        wire_talk(state, "DELETE /dingen/3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert_int_equal(wire_status(answer), 405);
    assert_string_equal(wire_header(state, answer, "Allow"), "GET, HEAD, POST");
    answer = wire_talk(state, "OPTIONS /dingen/3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert_int_equal(wire_status(answer), 405);
}

static void an_encoded_slash_never_splits_a_path(void **state)
{
    assert_int_equal(wire_status(wire_get(state, "/dingen%2F3", "")), 404);
    const char *answer = wire_get(state, "/dingen/a%2Fb/deel", "");
    assert_int_equal(wire_status(answer), 200);
    assert_non_null(strstr(answer, "wat=a/b "));
}

static void an_encoded_nul_control_or_bad_utf8_is_refused(void **state)
{
    assert_int_equal(wire_status(wire_get(state, "/dingen/a%00b/deel", "")), 400);
    assert_int_equal(wire_status(wire_get(state, "/dingen/a%0Ab/deel", "")), 400);
    assert_int_equal(wire_status(wire_get(state, "/dingen/%ff/deel", "")), 400);
    assert_int_equal(wire_status(wire_get(state, "/dingen/%zz/deel", "")), 400);
    assert_int_equal(wire_status(wire_get(state, "/dingen/1?q=%00", "")), 400);
}

static void a_large_head_is_refused(void **state)
{
    char *value = arena_alloc(arena(state), 40 * KiB);
    memset(value, 'a', 40 * KiB - 1);
    const char *answer = wire_get(state, "/", arena_printf(arena(state), "X-A: %s\r\n", value));
    assert_int_equal(wire_status(answer), 431);
    struct buf many;
    buf_init(&many, arena(state), 0);
    for (int i = 0; i < 70; i++)
        buf_printf(&many, "X-%d: a\r\n", i);
    assert_int_equal(wire_status(wire_get(state, "/", many.data)), 431);
}

static void requests_in_a_row_on_one_connection_are_all_answered(void **state)
{
    char *request = arena_printf(arena(state),
        "GET /dingen/1 HTTP/1.1\r\nHost: a\r\n\r\nHEAD /dingen/2 HTTP/1.1\r\nHost: a\r\n\r\n%s",
        SECOND);
    bool closed;
    const char *answer = wire_talk_bytes(state, request, strlen(request), &closed);
    assert_true(closed);
    assert_non_null(strstr(answer, "id=1"));
    assert_null(strstr(answer, "id=2"));
    assert_non_null(strstr(answer, "\"next\""));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, given_site, given_site_end)
    const struct CMUnitTest tests[] = {
        T(a_length_beside_a_transfer_coding_is_refused),
        T(two_lengths_are_refused),
        T(a_blank_before_the_colon_is_refused),
        T(a_folded_line_is_refused),
        T(another_transfer_coding_is_not_implemented),
        T(a_missing_or_second_host_is_refused),
        T(a_bare_carriage_return_is_refused),
        T(another_version_is_refused),
        T(an_absolute_target_is_refused),
        T(a_nul_is_refused),
        T(a_nul_in_a_name_is_not_served),
        T(a_blank_or_raw_byte_in_the_target_is_refused),
        T(an_unknown_method_is_not_implemented),
        T(a_known_method_that_a_path_lacks_tells_which_it_has),
        T(an_encoded_slash_never_splits_a_path),
        T(an_encoded_nul_control_or_bad_utf8_is_refused),
        T(a_large_head_is_refused),
        T(requests_in_a_row_on_one_connection_are_all_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
