#include "tests/given/site.h"
#include "web/http/asset.h"
#include <string.h>

static const char APP[] = "app.css";

static void a_file_asked_for_by_its_version_is_kept_for_ever(void **state)
{
    const char *answer = wire_get(state, asset_url(arena(state), APP), "");
    assert_int_equal(wire_status(answer), 200);
    assert_string_equal(wire_header(state, answer, "Content-Type"), "text/css; charset=utf-8");
    assert_string_equal(
        wire_header(state, answer, "Cache-Control"), "public, max-age=31536000, immutable");
    assert_string_equal(wire_header(state, answer, "X-Content-Type-Options"), "nosniff");
}

static void another_version_is_asked_for_again_each_time(void **state)
{
    const char *const paths[] = { "/static/app.css", "/static/app.css?v=000000000000",
        "/static/app.css?v=", "/static/app.css?w=1" };
    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        const char *answer = wire_get(state, paths[i], "");
        assert_int_equal(wire_status(answer), 200);
        assert_string_equal(wire_header(state, answer, "Cache-Control"), "no-cache");
    }
}

static void an_unchanged_file_is_not_sent_again(void **state)
{
    const char *etag = wire_header(state, wire_get(state, "/static/app.css", ""), "ETag");
    const char *answer = wire_get(
        state, "/static/app.css", arena_printf(arena(state), "If-None-Match: %s\r\n", etag));
    assert_int_equal(wire_status(answer), 304);
}

static void it_is_compressed_for_who_takes_it(void **state)
{
    const char *answer = wire_get(state, "/static/app.css", "Accept-Encoding: gzip\r\n");
    assert_string_equal(wire_header(state, answer, "Content-Encoding"), "gzip");
    assert_string_equal(wire_header(state, answer, "Vary"), "Accept-Encoding");
}

static void what_is_not_there_is_not_found(void **state)
{
    assert_int_equal(wire_status(wire_get(state, "/static/nergens.css", "")), 404);
    assert_int_equal(wire_status(wire_get(state, "/static/..%2Fapp.css", "")), 404);
    assert_int_equal(wire_status(wire_get(state, "/static/app.css/x", "")), 404);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, given_site, given_site_end)
    const struct CMUnitTest tests[] = {
        T(a_file_asked_for_by_its_version_is_kept_for_ever),
        T(another_version_is_asked_for_again_each_time),
        T(an_unchanged_file_is_not_sent_again),
        T(it_is_compressed_for_who_takes_it),
        T(what_is_not_there_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
