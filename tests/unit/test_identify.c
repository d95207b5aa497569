#include "tests/given/given.h"
#include "web/http/identify.h"

static const char *cookie(void **state, const char *cookies)
{
    const char *value = identify_cookie(arena(state), cookies, "__Host-lok");
    return value == NULL ? "(none)" : value;
}

static void a_cookie_is_found_by_its_whole_name(void **state)
{
    assert_string_equal(cookie(state, "__Host-lok=abc"), "abc");
    assert_string_equal(cookie(state, "a=b; __Host-lok=abc; c=d"), "abc");
    assert_string_equal(cookie(state, "a=b;__Host-lok=abc;c=d"), "abc");
    assert_string_equal(cookie(state, "x__Host-lok=abc"), "(none)");
    assert_string_equal(cookie(state, "__Host-lokx=abc"), "(none)");
    assert_string_equal(cookie(state, "a=__Host-lok=abc"), "(none)");
    assert_string_equal(cookie(state, "__Host-lok"), "(none)");
    assert_string_equal(cookie(state, ""), "(none)");
    assert_string_equal(cookie(state, NULL), "(none)");
}

static const char *client(void **state, const char *peer, const char *proxy, const char *forwarded)
{
    return identify_client(arena(state), peer, proxy, forwarded);
}

static void the_client_is_named_by_the_trusted_proxy_only(void **state)
{
    assert_string_equal(client(state, "10.0.0.1", "10.0.0.1", "192.0.2.7"), "192.0.2.7");
    assert_string_equal(client(state, "10.0.0.1", "10.0.0.1", "1.1.1.1, 192.0.2.7"), "192.0.2.7");
    assert_string_equal(client(state, "10.0.0.1", "10.0.0.1", "2001:db8::7"), "2001:db8::7");
    assert_string_equal(client(state, "unix", "unix", "192.0.2.7"), "192.0.2.7");
    assert_string_equal(client(state, "10.0.0.2", "10.0.0.1", "192.0.2.7"), "10.0.0.2");
    assert_string_equal(client(state, "10.0.0.1", "", "192.0.2.7"), "10.0.0.1");
    assert_string_equal(client(state, "10.0.0.1", "10.0.0.1", NULL), "10.0.0.1");
}

static void a_client_that_is_no_address_is_not_believed(void **state)
{
    const char *const forged[] = { "x", "192.0.2.7 forged=1", "1.1.1.1,", "\"a\"",
        "1111111111111111111111111111111111111111111111111111" };
    for (size_t i = 0; i < ARRAY_LEN(forged); i++)
        assert_string_equal(client(state, "10.0.0.1", "10.0.0.1", forged[i]), "10.0.0.1");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, given_arena, given_end)
    const struct CMUnitTest tests[] = {
        T(a_cookie_is_found_by_its_whole_name),
        T(the_client_is_named_by_the_trusted_proxy_only),
        T(a_client_that_is_no_address_is_not_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
