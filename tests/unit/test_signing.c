/* Where signing in may lead. Covers web/pages/signing.c; the rest of it is tried over HTTP in
 * tests/http/pages_signin.test.mjs. */
#include "web/pages/signing.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void a_path_of_ours_may_be_returned_to(void **state)
{
    static const char *const OURS[] = { "/", "/leden", "/beslissingen?q=mentor&jaar=2024",
        "/dossiers/1#cijfers", "/a//b", "/%2Fexample.com" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(OURS); i++)
        assert_true(signing_is_ours(OURS[i]));
}

static void another_site_may_not(void **state)
{
    static const char *const OTHERS[] = { "", "leden", "//example.com", "///example.com",
        "/\\example.com", "\\/example.com", "https://example.com/", "javascript:alert(1)",
        "/\t/example.com", "/ /example.com", "/ok\r\nSet-Cookie: a=b", "/a\x7f", "?naar=/", "#" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(OTHERS); i++)
        assert_false(signing_is_ours(OTHERS[i]));
}

static void a_path_longer_than_an_address_may_be_is_dropped(void **state)
{
    char path[3000];

    (void)state;
    memset(path, 'a', sizeof path);
    path[0] = '/';
    path[sizeof path - 1] = '\0';
    assert_false(signing_is_ours(path));
    path[2000] = '\0';
    assert_true(signing_is_ours(path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_of_ours_may_be_returned_to),
        cmocka_unit_test(another_site_may_not),
        cmocka_unit_test(a_path_longer_than_an_address_may_be_is_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
