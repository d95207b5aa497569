#include "tests/given/given.h"
#include "web/http/route.h"
#include <string.h>

static const struct route ROUTES[] = {
    ROUTE(GET, "/", NULL, READ, PUBLIC),
    ROUTE(GET, "/a/:id", NULL, READ, PUBLIC),
    ROUTE(POST, "/a/:id", NULL, WRITE, PUBLIC),
    ROUTE(GET, "/a/nieuw", NULL, READ, PUBLIC),
    ROUTE(GET, "/a/:name", NULL, READ, PUBLIC),
    ROUTE(POST, "/a/:name/b/:other", NULL, WRITE, PUBLIC),
    ROUTE(GET, "/feed/:token.ics", NULL, READ, PUBLIC),
    ROUTE(GET, "/kalender.ics", NULL, READ, PUBLIC),
};

static enum err match(void **state, enum method m, const char *path, struct route_match *ret)
{
    memset(ret, 0, sizeof *ret);
    return route_match(ROUTES, ARRAY_LEN(ROUTES), m, path, arena(state), ret);
}

static const char *pattern(void **state, enum method m, const char *path)
{
    struct route_match r;
    assert_int_equal(match(state, m, path, &r), ERR_OK);
    return r.route == NULL ? "" : r.route->path;
}

static void the_root_matches_only_itself(void **state)
{
    assert_string_equal(pattern(state, GET, "/"), "/");
    assert_string_equal(pattern(state, GET, "//"), "");
    assert_string_equal(pattern(state, GET, "/x"), "");
}

static void a_trailing_slash_is_another_path(void **state)
{
    assert_string_equal(pattern(state, GET, "/a/1/"), "");
    assert_string_equal(pattern(state, GET, "/kalender.ics/"), "");
}

static void an_id_is_a_positive_decimal_number(void **state)
{
    assert_string_equal(pattern(state, GET, "/a/1"), "/a/:id");
    assert_string_equal(pattern(state, GET, "/a/9223372036854775807"), "/a/:id");
    const char *const others[] = { "/a/0", "/a/01", "/a/-1", "/a/+1", "/a/1x",
        "/a/9223372036854775808", "/a/1.0" };
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        assert_string_equal(pattern(state, GET, others[i]), "/a/:name");
}

static void a_literal_wins_over_a_parameter(void **state)
{
    assert_string_equal(pattern(state, GET, "/a/nieuw"), "/a/nieuw");
    struct route_match r;
    assert_int_equal(match(state, POST, "/a/nieuw", &r), ERR_OK);
    assert_null(r.route);
    assert_true(r.path_exists);
    assert_int_equal(r.allow, 1u << GET);
}

static void the_methods_of_a_path_are_told(void **state)
{
    struct route_match r;
    assert_int_equal(match(state, DELETE, "/a/1", &r), ERR_OK);
    assert_null(r.route);
    assert_true(r.path_exists);
    assert_int_equal(r.allow, 1u << GET | 1u << POST);
    assert_int_equal(match(state, GET, "/b", &r), ERR_OK);
    assert_false(r.path_exists);
    assert_int_equal(r.allow, 0);
}

static void parameters_are_given_by_name_and_decoded(void **state)
{
    struct route_match r;
    assert_int_equal(match(state, POST, "/a/x%2Fy%20z/b/caf%C3%A9", &r), ERR_OK);
    assert_string_equal(r.name[0], "name");
    assert_string_equal(r.value[0], "x/y z");
    assert_string_equal(r.name[1], "other");
    assert_string_equal(r.value[1], "caf\xc3\xa9");
    assert_null(r.name[2]);
}

static void a_parameter_is_never_empty(void **state)
{
    assert_string_equal(pattern(state, GET, "/a/"), "");
    assert_string_equal(pattern(state, POST, "/a//b/c"), "");
    assert_string_equal(pattern(state, GET, "/feed/.ics"), "");
}

static void a_parameter_may_end_in_a_fixed_suffix(void **state)
{
    struct route_match r;
    assert_int_equal(match(state, GET, "/feed/abc.ics", &r), ERR_OK);
    assert_string_equal(r.name[0], "token");
    assert_string_equal(r.value[0], "abc");
    assert_string_equal(pattern(state, GET, "/feed/abc"), "");
}

static void an_encoded_slash_does_not_split(void **state)
{
    assert_string_equal(pattern(state, GET, "/a%2F1"), "");
    assert_string_equal(pattern(state, GET, "/a/1%2F2"), "/a/:name");
}

static void an_encoded_letter_is_that_letter(void **state)
{
    assert_string_equal(pattern(state, GET, "/%61/1"), "/a/:id");
}

static void bad_escapes_controls_and_bad_utf8_are_malformed(void **state)
{
    const char *const paths[] = { "/a/%", "/a/%4", "/a/%4g", "/a/%zz", "/a/%00", "/a/%0a", "/a/%1f",
        "/a/%7f", "/a/%ff", "/a/%c0%af", "/a/%ed%a0%80", "a", "" };
    struct route_match r;
    for (size_t i = 0; i < ARRAY_LEN(paths); i++)
        assert_int_equal(match(state, GET, paths[i], &r), ERR_MALFORMED);
}

static void a_path_of_many_segments_is_not_found(void **state)
{
    assert_string_equal(pattern(state, GET, "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p"), "");
}

static void roles_admit_as_the_table_says(void **state)
{
    (void)state;
    const struct {
        enum route_who who;
        unsigned roles; /* ROLE_BITs that pass */
    } table[] = {
        { PARTNER, ROLE_BIT(ROLE_PARTNER) | ROLE_BIT(ROLE_SECRETARY) | ROLE_BIT(ROLE_ADMIN) },
        { MEMBER, ROLE_BIT(ROLE_MEMBER) | ROLE_BIT(ROLE_CHAIR) | ROLE_BIT(ROLE_SECRETARY) },
        { CHAIR, ROLE_BIT(ROLE_CHAIR) | ROLE_BIT(ROLE_SECRETARY) },
        { SECRETARY, ROLE_BIT(ROLE_SECRETARY) },
        { ADMIN, ROLE_BIT(ROLE_ADMIN) },
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        for (unsigned role = ROLE_ADMIN; role <= ROLE_PARTNER; role++) {
            struct actor actor = { .account_id = 1, .roles = ROLE_BIT(role) };
            assert_int_equal(
                route_admits(table[i].who, &actor), (table[i].roles & ROLE_BIT(role)) != 0);
            assert_true(route_admits(SIGNED_IN, &actor));
        }
        assert_false(route_admits(table[i].who, &(struct actor){ 0 }));
    }
    assert_true(route_admits(PUBLIC, &(struct actor){ 0 }));
    assert_false(route_admits(SIGNED_IN, &(struct actor){ 0 }));
    assert_true(route_admits(SIGNED_IN, &(struct actor){ .token_id = 1 }));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, given_arena, given_end)
    const struct CMUnitTest tests[] = {
        T(the_root_matches_only_itself),
        T(a_trailing_slash_is_another_path),
        T(an_id_is_a_positive_decimal_number),
        T(a_literal_wins_over_a_parameter),
        T(the_methods_of_a_path_are_told),
        T(parameters_are_given_by_name_and_decoded),
        T(a_parameter_is_never_empty),
        T(a_parameter_may_end_in_a_fixed_suffix),
        T(an_encoded_slash_does_not_split),
        T(an_encoded_letter_is_that_letter),
        T(bad_escapes_controls_and_bad_utf8_are_malformed),
        T(a_path_of_many_segments_is_not_found),
        T(roles_admit_as_the_table_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
