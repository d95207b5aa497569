#include "agenda/expansion.h"
#include "tests/given/given.h"

enum { MOST_CRITERIA = 3, MOST_APPLICATIONS = 4 };

/* Criteria by weight and highest score, and the scores of each application; -1 = none. */
struct contest {
    struct expansion_criterion criterion[MOST_CRITERIA];
    struct expansion_score score[MOST_APPLICATIONS][MOST_CRITERIA];
    struct expansion_application application[MOST_APPLICATIONS];
    struct expansion_criteria criteria;
    struct expansion_application_list list;
};

static void contest(struct contest *c, size_t criteria, const int64_t weights[][2],
    size_t applications, const int64_t scores[][MOST_CRITERIA])
{
    *c = (struct contest){ .criteria = { .at = c->criterion, .count = criteria },
        .list = { c->application, applications } };
    for (size_t i = 0; i < criteria; i++)
        c->criterion[i] =
            (struct expansion_criterion){ .weight = weights[i][0], .most = weights[i][1] };
    for (size_t i = 0; i < applications; i++) {
        c->application[i].scores = c->score[i];
        for (size_t k = 0; k < criteria; k++)
            c->score[i][k].score = scores[i][k];
    }
    expansion_rank(&c->criteria, &c->list);
}

/* 1/3 + 2/3 of weight 50 each: 16.67 + 33.33 in decimals, and exactly 50. */
static void thirds_add_up_exactly(void **state)
{
    static const int64_t WEIGHTS[][2] = { { 50, 3 }, { 50, 3 } };
    static const int64_t SCORES[][MOST_CRITERIA] = { { 1, 2 }, { 2, 1 }, { 0, 3 } };
    struct contest c;

    contest(&c, 2, WEIGHTS, 3, SCORES);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(c.application[i].points, 50 * c.application[i].of);
        assert_int_equal(c.application[i].rank, 1);
        assert_true(c.application[i].tied);
        assert_string_equal(expansion_total(arena(state), &c.application[i]), "50,00");
    }
}

/* 1 of 19 with weight 20 against 1 of 20 with weight 21: 1.0526… and 1.05: both print as 1,05. */
static void what_prints_alike_is_not_therefore_equal(void **state)
{
    static const int64_t WEIGHTS[][2] = { { 20, 19 }, { 21, 20 }, { 59, 1 } };
    static const int64_t SCORES[][MOST_CRITERIA] = { { 0, 1, 0 }, { 1, 0, 0 } };
    struct contest c;

    contest(&c, 3, WEIGHTS, 2, SCORES);
    assert_string_equal(expansion_total(arena(state), &c.application[0]), "1,05");
    assert_string_equal(expansion_total(arena(state), &c.application[1]), "1,05");
    assert_int_equal(c.application[1].rank, 1);
    assert_int_equal(c.application[0].rank, 2);
    assert_false(c.application[0].tied);
}

static void after_a_shared_rank_one_is_passed_over(void **state)
{
    static const int64_t WEIGHTS[][2] = { { 100, 10 } };
    static const int64_t SCORES[][MOST_CRITERIA] = { { 8 }, { 9 }, { 8 }, { 7 } };
    struct contest c;

    contest(&c, 1, WEIGHTS, 4, SCORES);
    assert_string_equal(expansion_place(arena(state), &c.application[1]), "1");
    assert_string_equal(expansion_place(arena(state), &c.application[0]), "gedeeld 2");
    assert_string_equal(expansion_place(arena(state), &c.application[2]), "gedeeld 2");
    assert_string_equal(expansion_place(arena(state), &c.application[3]), "4");
}

static void what_misses_a_score_has_no_total(void **state)
{
    static const int64_t WEIGHTS[][2] = { { 60, 10 }, { 40, 10 } };
    static const int64_t SCORES[][MOST_CRITERIA] = { { 10, -1 }, { 0, 0 } };
    struct contest c;

    contest(&c, 2, WEIGHTS, 2, SCORES);
    assert_int_equal(c.application[0].missing, 1);
    assert_int_equal(c.application[0].rank, 0);
    assert_string_equal(expansion_total(arena(state), &c.application[0]), "");
    assert_string_equal(expansion_place(arena(state), &c.application[0]), "");
    assert_int_equal(c.application[1].rank, 1);
    assert_string_equal(expansion_total(arena(state), &c.application[1]), "0,00");
}

static void without_criteria_nothing_is_ranked(void **state)
{
    static const int64_t NONE[][MOST_CRITERIA] = { { 0 } };
    struct contest c;

    contest(&c, 0, NULL, 1, NONE);
    assert_int_equal(c.application[0].rank, 0);
    assert_string_equal(expansion_total(arena(state), &c.application[0]), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(thirds_add_up_exactly, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            what_prints_alike_is_not_therefore_equal, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            after_a_shared_rank_one_is_passed_over, given_arena, given_end),
        cmocka_unit_test_setup_teardown(what_misses_a_score_has_no_total, given_arena, given_end),
        cmocka_unit_test_setup_teardown(without_criteria_nothing_is_ranked, given_arena, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
