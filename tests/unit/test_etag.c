#include "tests/given/given.h"
#include "web/http/etag.h"
#include <string.h>

static void the_tag_of_a_body_changes_with_every_byte(void **state)
{
    char text[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    const char *before = etag_of_body(arena(state), text, strlen(text));
    assert_int_equal(strlen(before), 34);
    assert_string_equal(before, etag_of_body(arena(state), text, strlen(text)));
    for (size_t i = 0; i < strlen(text); i++) {
        text[i] ^= 1;
        assert_string_not_equal(before, etag_of_body(arena(state), text, strlen(text)));
        text[i] ^= 1;
    }
}

static void the_tag_of_a_body_changes_with_its_length(void **state)
{
    static const char zeros[64];
    for (size_t i = 1; i < sizeof zeros; i++)
        assert_string_not_equal(
            etag_of_body(arena(state), zeros, i - 1), etag_of_body(arena(state), zeros, i));
}

static void a_listed_tag_is_found_in_whatever_coding(void **state)
{
    (void)state;
    const char *const lists[] = { "\"a\"", "\"b\", \"a\"", "W/\"a\"", "\"b\",W/\"a\" ", "*",
        "\"a-gz\"", "\"x,\",\"a\"" };
    const char *const others[] = { "", "\"b\"", "a", "\"a", "\"aa\"", "\"a-g\"", "\"a-gzz\"",
        "\"b\" x \"a\"" };
    for (size_t i = 0; i < ARRAY_LEN(lists); i++)
        assert_true(etag_listed(lists[i], "\"a\""));
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        assert_false(etag_listed(others[i], "\"a\""));
    assert_false(etag_listed(NULL, "\"a\""));
}

static void a_compressed_thing_has_another_tag(void **state)
{
    assert_string_equal(etag_gzipped(arena(state), "\"a\""), "\"a-gz\"");
}

static void if_match_takes_one_strong_version_or_a_star(void **state)
{
    (void)state;
    int64_t version = -1;
    assert_true(etag_read_version("\"12\"", &version));
    assert_int_equal(version, 12);
    assert_true(etag_read_version("*", &version));
    assert_int_equal(version, 0);
    const char *const bad[] = { "", "12", "\"\"", "\"0\"", "\"-1\"", "W/\"12\"", "\"12\", \"13\"",
        "\"a\"", "\"12", "\"99999999999999999999\"", "**" };
    version = 7;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(etag_read_version(bad[i], &version));
    assert_false(etag_read_version(NULL, &version));
    assert_int_equal(version, 7);
}

static void gzip_is_taken_unless_its_weight_is_zero(void **state)
{
    (void)state;
    const char *const yes[] = { "gzip", "deflate, gzip", "GZIP;q=0.5", "br;q=1, gzip;q=1.0",
        "gzip ; q=0.001", "gzip,identity;q=0" };
    const char *const no[] = { "", "br", "gzip;q=0", "gzip;q=0.000, br", "x-gzip", "gzipp",
        "identity", "gzip;q=0,br;q=1" };
    for (size_t i = 0; i < ARRAY_LEN(yes); i++)
        assert_true(etag_accepts_gzip(yes[i]));
    for (size_t i = 0; i < ARRAY_LEN(no); i++)
        assert_false(etag_accepts_gzip(no[i]));
    assert_false(etag_accepts_gzip(NULL));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, given_arena, given_end)
    const struct CMUnitTest tests[] = {
        T(the_tag_of_a_body_changes_with_every_byte),
        T(the_tag_of_a_body_changes_with_its_length),
        T(a_listed_tag_is_found_in_whatever_coding),
        T(a_compressed_thing_has_another_tag),
        T(if_match_takes_one_strong_version_or_a_star),
        T(gzip_is_taken_unless_its_weight_is_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
