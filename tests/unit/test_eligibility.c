#include "lok/eligibility.h"
#include "tests/given/given.h"
#include <string.h>

/* What the city of Ghent says: free for family or group care without income tariff, or with income
 * tariff and at most 18 places. */
static struct eligibility_rule GHENT_ROWS[] = {
    { .id = 1, .care = CARE_BIT(CARE_FAMILY) | CARE_BIT(CARE_GROUP), .tariff = TARIFF_WITHOUT },
    { .id = 2,
        .care = CARE_BIT(CARE_FAMILY) | CARE_BIT(CARE_GROUP),
        .tariff = TARIFF_WITH,
        .max_places = 18 },
};
static const struct eligibility_rules GHENT = { GHENT_ROWS, 2 };

/* And another network: family care with income tariff and one location only. */
static struct eligibility_rule OTHER_ROWS[] = {
    { .id = 1, .care = CARE_BIT(CARE_FAMILY), .tariff = TARIFF_WITH, .max_locations = 1 },
};
static const struct eligibility_rules OTHER = { OTHER_ROWS, 1 };

static enum eligibility_verdict asked(const struct eligibility_rules *rules, unsigned care,
    unsigned tariff, int64_t places, int64_t locations)
{
    const struct eligibility_question q = { care, tariff, places, locations };

    return eligibility_of(rules, &q).verdict;
}

/* As the text says it, in the words of the text. */
static enum eligibility_verdict ghent_says(unsigned care, unsigned tariff, int64_t places)
{
    bool right_care = care == 1 + CARE_FAMILY || care == 1 + CARE_GROUP;

    if (care != 0 && !right_care)
        return ELIGIBILITY_NOT;
    if (tariff == TARIFF_WITHOUT)
        return care == 0 ? ELIGIBILITY_DEPENDS : ELIGIBILITY_FITS;
    if (tariff == TARIFF_WITH && places > 18)
        return ELIGIBILITY_NOT;
    if (tariff == TARIFF_WITH && places > 0)
        return care == 0 ? ELIGIBILITY_DEPENDS : ELIGIBILITY_FITS;
    return ELIGIBILITY_DEPENDS;
}

static void every_question_gets_what_ghent_says(void **state)
{
    static const int64_t PLACES[] = { 0, 1, 8, 17, 18, 19, 60 };

    (void)state;
    for (unsigned care = 0; care <= choice_count(CARE_KINDS); care++)
        for (unsigned tariff = TARIFF_ANY; tariff <= TARIFF_WITHOUT; tariff++)
            for (size_t i = 0; i < ARRAY_LEN(PLACES); i++)
                for (int64_t locations = 0; locations <= 2; locations++)
                    if (asked(&GHENT, care, tariff, PLACES[i], locations) !=
                        ghent_says(care, tariff, PLACES[i]))
                        fail_msg("care %u, tariff %u, %d places", care, tariff, (int)PLACES[i]);
}

static enum eligibility_verdict other_says(unsigned care, unsigned tariff, int64_t locations)
{
    if ((care != 0 && care != 1 + CARE_FAMILY) || tariff == TARIFF_WITHOUT || locations > 1)
        return ELIGIBILITY_NOT;
    return care == 0 || tariff == TARIFF_ANY || locations == 0 ? ELIGIBILITY_DEPENDS
                                                               : ELIGIBILITY_FITS;
}

static void every_question_gets_what_the_other_network_says(void **state)
{
    (void)state;
    for (unsigned care = 0; care <= choice_count(CARE_KINDS); care++)
        for (unsigned tariff = TARIFF_ANY; tariff <= TARIFF_WITHOUT; tariff++)
            for (int64_t places = 0; places < 40; places += 13)
                for (int64_t locations = 0; locations <= 3; locations++)
                    assert_int_equal(asked(&OTHER, care, tariff, places, locations),
                        other_says(care, tariff, locations));
}

static void without_rules_nothing_is_stated(void **state)
{
    static const struct eligibility_rules NONE;
    const struct eligibility_question q = { 1, TARIFF_WITH, 8, 1 };
    struct eligibility_answer answer = eligibility_of(&NONE, &q);

    assert_int_equal(answer.verdict, ELIGIBILITY_NOT_STATED);
    assert_null(answer.rule);
    assert_non_null(strstr(eligibility_words(arena(state), &answer), "niet bekend"));
}

static void the_cheapest_rule_that_fits_counts(void **state)
{
    struct eligibility_rule rows[] = {
        { .id = 1, .price = PRICE_UNKNOWN },
        { .id = 2, .price = PRICE_PAID },
        { .id = 3, .price = PRICE_FREE, .max_places = 18 },
    };
    const struct eligibility_rules rules = { rows, 3 };
    struct eligibility_question q = { .places = 18 };

    (void)state;
    assert_int_equal(eligibility_of(&rules, &q).rule->id, 3);
    q.places = 19;
    assert_int_equal(eligibility_of(&rules, &q).rule->id, 2);
    assert_null(eligibility_of(&rules, &q).cheaper);
}

static void what_would_be_cheaper_is_said(void **state)
{
    struct eligibility_rule rows[] = {
        { .id = 1, .price = PRICE_PAID },
        { .id = 2, .price = PRICE_FREE, .max_places = 18 },
    };
    const struct eligibility_rules rules = { rows, 2 };
    const struct eligibility_question q = { 0 };
    struct eligibility_answer answer = eligibility_of(&rules, &q);

    assert_int_equal(answer.verdict, ELIGIBILITY_FITS);
    assert_int_equal(answer.rule->id, 1);
    assert_int_equal(answer.cheaper->id, 2);
    assert_string_equal(eligibility_words(arena(state), &answer),
        "Tegen betaling voor elke opvang. Het hangt nog af van het aantal plaatsen: gratis voor "
        "elke opvang met hoogstens 18 plaatsen.");
}

static void why_not_is_told_by_the_rule_that_comes_nearest(void **state)
{
    const struct eligibility_question q = { 1 + CARE_GROUP, TARIFF_WITH, 30, 1 };
    struct eligibility_answer answer = eligibility_of(&GHENT, &q);

    assert_int_equal(answer.failing, ON_TARIFF);
    const struct eligibility_rules second = { &GHENT_ROWS[1], 1 };
    answer = eligibility_of(&second, &q);
    assert_int_equal(answer.failing, ON_PLACES);
    assert_string_equal(eligibility_words(arena(state), &answer),
        "De regel gaat niet op door het aantal plaatsen: hij geldt voor gezinsopvang of "
        "groepsopvang met inkomenstarief en hoogstens 18 plaatsen.");
}

static void a_rule_is_said_in_words(void **state)
{
    assert_string_equal(eligibility_rule_words(arena(state), &OTHER_ROWS[0]),
        "gezinsopvang met inkomenstarief en hoogstens 1 locatie");
    assert_string_equal(eligibility_rule_words(arena(state), &GHENT_ROWS[0]),
        "gezinsopvang of groepsopvang zonder inkomenstarief");
    const struct eligibility_question q = { 1 + CARE_FAMILY, TARIFF_WITH, 0, 0 };
    struct eligibility_answer answer = eligibility_of(&OTHER, &q);
    assert_int_equal(answer.missing, ON_LOCATIONS);
    assert_string_equal(eligibility_words(arena(state), &answer),
        "Hangt af van het aantal locaties: gratis voor gezinsopvang met inkomenstarief en "
        "hoogstens 1 locatie.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_question_gets_what_ghent_says),
        cmocka_unit_test(every_question_gets_what_the_other_network_says),
        cmocka_unit_test_setup_teardown(without_rules_nothing_is_stated, given_arena, given_end),
        cmocka_unit_test(the_cheapest_rule_that_fits_counts),
        cmocka_unit_test_setup_teardown(what_would_be_cheaper_is_said, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            why_not_is_told_by_the_rule_that_comes_nearest, given_arena, given_end),
        cmocka_unit_test_setup_teardown(a_rule_is_said_in_words, given_arena, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
