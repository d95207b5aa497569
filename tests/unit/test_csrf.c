#include "tests/given/given.h"
#include "web/http/csrf.h"

static const char OURS[] = "https://lok.example.be";

static void the_browser_s_word_goes_first(void **state)
{
    (void)state;
    assert_true(csrf_is_ours("same-origin", NULL, OURS));
    assert_true(csrf_is_ours("same-origin", "https://elders.example.be", OURS));
    assert_true(csrf_is_ours("none", NULL, OURS));
    assert_false(csrf_is_ours("same-site", OURS, OURS));
    assert_false(csrf_is_ours("cross-site", OURS, OURS));
    assert_false(csrf_is_ours("", OURS, OURS));
    assert_false(csrf_is_ours("Same-Origin", OURS, OURS));
}

static void else_the_origin_is_ours(void **state)
{
    (void)state;
    assert_true(csrf_is_ours(NULL, "https://lok.example.be", OURS));
    assert_true(csrf_is_ours(NULL, "HTTPS://LOK.example.be", OURS));
    assert_true(csrf_is_ours(NULL, "https://lok.example.be:443", OURS));
    assert_true(csrf_is_ours(NULL, OURS, "https://lok.example.be:443"));
    assert_true(csrf_is_ours(NULL, OURS, "https://lok.example.be/lok"));
    assert_true(csrf_is_ours(NULL, "http://127.0.0.1:8080", "http://127.0.0.1:8080"));
    assert_true(csrf_is_ours(NULL, "http://lok.example.be", "http://lok.example.be:80"));
}

static void another_origin_is_refused(void **state)
{
    (void)state;
    const char *const others[] = { "", "null", "http://lok.example.be", "https://example.be",
        "https://lok.example.be.elders.example", "https://lok.example.be:8443",
        "https://xlok.example.be", "https://lok.example.be/", "https://lok.example.b", "://",
        "lok.example.be" };
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        assert_false(csrf_is_ours(NULL, others[i], OURS));
}

static void without_either_it_is_refused(void **state)
{
    (void)state;
    assert_false(csrf_is_ours(NULL, NULL, OURS));
    assert_false(csrf_is_ours(NULL, OURS, ""));
    assert_false(csrf_is_ours(NULL, OURS, NULL));
    assert_false(csrf_is_ours(NULL, "", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_browser_s_word_goes_first),
        cmocka_unit_test(else_the_origin_is_ours),
        cmocka_unit_test(another_origin_is_refused),
        cmocka_unit_test(without_either_it_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
