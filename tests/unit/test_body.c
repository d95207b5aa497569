#include "tests/given/given.h"
#include "web/http/body.h"
#include <string.h>

static const struct body_rule JSON_RULE = JSON(10 * KiB);

static enum err begin(struct body *b, struct body_budget *budget, uint64_t length, bool chunked)
{
    const struct guard_body announced = { .chunked = chunked, .content_length = length };
    return body_begin(b, budget, &JSON_RULE, &announced, "application/json");
}

static void a_body_of_announced_length_is_collected(void **state)
{
    struct body_budget budget = { .limit = 1 * MiB };
    struct body b;
    assert_int_equal(begin(&b, &budget, 6, false), ERR_OK);
    assert_int_equal(body_add(&b, arena(state), "abc", 3), ERR_OK);
    assert_int_equal(body_add(&b, arena(state), "def", 3), ERR_OK);
    assert_string_equal(b.bytes, "abcdef");
    assert_int_equal(b.length, 6);
    body_end(&b);
    assert_int_equal(budget.taken, 0);
}

static void a_chunked_body_grows_up_to_the_limit(void **state)
{
    struct body_budget budget = { .limit = 1 * MiB };
    struct body b;
    char piece[100];
    memset(piece, 'x', sizeof piece);
    assert_int_equal(begin(&b, &budget, 0, true), ERR_OK);
    for (int i = 0; i < 102; i++)
        assert_int_equal(body_add(&b, arena(state), piece, sizeof piece), ERR_OK);
    assert_int_equal(b.length, 10200);
    assert_int_equal(strspn(b.bytes, "x"), 10200);
    assert_int_equal(body_add(&b, arena(state), piece, sizeof piece), ERR_TOO_LARGE);
    assert_int_equal(body_add(&b, arena(state), piece, 1), ERR_TOO_LARGE);
    assert_int_equal(b.dropped, 101);
    body_end(&b);
    assert_int_equal(budget.taken, 0);
}

static void a_longer_length_is_refused_at_once(void **state)
{
    (void)state;
    struct body_budget budget = { .limit = 1 * MiB };
    struct body b;
    assert_int_equal(begin(&b, &budget, 10 * KiB, false), ERR_OK);
    body_end(&b);
    assert_int_equal(begin(&b, &budget, 10 * KiB + 1, false), ERR_TOO_LARGE);
    assert_int_equal(budget.taken, 0);
}

static void bodies_together_stay_under_the_budget(void **state)
{
    struct body_budget budget = { .limit = 20 * KiB };
    struct body a, b, c;
    assert_int_equal(begin(&a, &budget, 10 * KiB, false), ERR_OK);
    assert_int_equal(begin(&b, &budget, 10 * KiB, false), ERR_OK);
    assert_int_equal(begin(&c, &budget, 1, false), ERR_BUSY);
    body_end(&a);
    assert_int_equal(begin(&c, &budget, 0, true), ERR_OK);
    assert_int_equal(body_add(&c, arena(state), "x", 1), ERR_OK);
    body_end(&b);
    body_end(&c);
    body_end(&c);
    assert_int_equal(budget.taken, 0);
}

static void a_body_where_none_belongs_is_malformed(void **state)
{
    (void)state;
    struct body_budget budget = { .limit = 1 * MiB };
    struct body b;
    const struct body_rule none = { .type = BODY_NONE };
    const struct guard_body one = { .content_length = 1 }, nothing = { 0 };
    assert_int_equal(body_begin(&b, &budget, &none, &one, NULL), ERR_MALFORMED);
    assert_int_equal(body_begin(&b, &budget, &none, &nothing, NULL), ERR_OK);
}

static void the_media_type_is_the_route_s(void **state)
{
    (void)state;
    assert_true(body_type_fits(BODY_JSON, "application/json"));
    assert_true(body_type_fits(BODY_JSON, "Application/JSON; charset=utf-8"));
    assert_true(body_type_fits(BODY_JSON, "application/json;charset=\"UTF-8\""));
    assert_true(body_type_fits(BODY_PATCH, "application/merge-patch+json"));
    assert_true(body_type_fits(BODY_FORM, "application/x-www-form-urlencoded"));
    assert_false(body_type_fits(BODY_JSON, "application/json; charset=latin1"));
    assert_false(body_type_fits(BODY_JSON, "application/jsonx"));
    assert_false(body_type_fits(BODY_JSON, "text/plain"));
    assert_false(body_type_fits(BODY_PATCH, "application/json"));
    assert_false(body_type_fits(BODY_FORM, "multipart/form-data; boundary=a"));
    assert_false(body_type_fits(BODY_JSON, NULL));
    assert_false(body_type_fits(BODY_NONE, ""));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, given_arena, given_end)
    const struct CMUnitTest tests[] = {
        T(a_body_of_announced_length_is_collected),
        T(a_chunked_body_grows_up_to_the_limit),
        T(a_longer_length_is_refused_at_once),
        T(bodies_together_stay_under_the_budget),
        T(a_body_where_none_belongs_is_malformed),
        T(the_media_type_is_the_route_s),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
