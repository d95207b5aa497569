#include "tests/given/given.h"
#include "web/http/form.h"
#include <string.h>

static struct params decoded(void **state, const char *bytes)
{
    struct params p;
    assert_int_equal(
        form_decode(arena(state), given_fault(state), bytes, strlen(bytes), &p), ERR_OK);
    return p;
}

static enum err refusal(void **state, const char *bytes, size_t length)
{
    struct params p;
    return form_decode(arena(state), given_fault(state), bytes, length, &p);
}

static void names_and_values_are_decoded(void **state)
{
    struct params p = decoded(state, "naam=Cr%C3%A8chendo+vzw&leeg=&zonder&n%5B%5D=1%2B1");
    assert_int_equal(p.count, 4);
    assert_string_equal(param_get(&p, "naam"), "Crèchendo vzw");
    assert_string_equal(param_get(&p, "leeg"), "");
    assert_string_equal(param_get(&p, "zonder"), "");
    assert_string_equal(param_get(&p, "n[]"), "1+1");
}

static void order_and_repetition_are_kept(void **state)
{
    struct params p = decoded(state, "a=1&b=2&a=3");
    assert_int_equal(p.count, 3);
    assert_string_equal(p.at[2].name, "a");
    assert_string_equal(p.at[2].value, "3");
}

static void nothing_between_ampersands_is_nothing(void **state)
{
    assert_int_equal(decoded(state, "").count, 0);
    assert_int_equal(decoded(state, "&&a=1&&").count, 1);
    assert_int_equal(refusal(state, NULL, 0), ERR_OK);
}

static void a_second_equals_sign_belongs_to_the_value(void **state)
{
    struct params p = decoded(state, "a=b=c");
    assert_string_equal(param_get(&p, "a"), "b=c");
}

static void bad_escapes_are_refused(void **state)
{
    static const char *const BAD[] = { "a=%", "a=%4", "a=%GG", "a=%4G", "%=1", "a=%C3%28",
        "a=%ED%A0%80", "a=%00", "a=\xff", "a=1&b=%C3" };
    for (size_t i = 0; i < ARRAY_LEN(BAD); i++)
        assert_int_equal(refusal(state, BAD[i], strlen(BAD[i])), ERR_MALFORMED);
    assert_int_equal(refusal(state, "a=\0b", 4), ERR_MALFORMED);
}

static void what_is_refused_says_so_in_dutch(void **state)
{
    assert_int_equal(refusal(state, "a=%", 3), ERR_MALFORMED);
    assert_non_null(strstr(given_fault(state)->detail, "niet goed gevormd"));
}

static void five_hundred_fields_are_enough(void **state)
{
    struct buf b;
    buf_init(&b, arena(state), 0);
    for (int i = 0; i < 500; i++)
        buf_printf(&b, "&a%d=1", i);
    assert_int_equal(decoded(state, b.data).count, 500);
    buf_puts(&b, "&x");
    assert_int_equal(refusal(state, b.data, b.length), ERR_MALFORMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_and_values_are_decoded, given_arena, given_end),
        cmocka_unit_test_setup_teardown(order_and_repetition_are_kept, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            nothing_between_ampersands_is_nothing, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_second_equals_sign_belongs_to_the_value, given_arena, given_end),
        cmocka_unit_test_setup_teardown(bad_escapes_are_refused, given_arena, given_end),
        cmocka_unit_test_setup_teardown(what_is_refused_says_so_in_dutch, given_arena, given_end),
        cmocka_unit_test_setup_teardown(five_hundred_fields_are_enough, given_arena, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
