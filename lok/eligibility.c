#include "lok/eligibility.h"

const struct choice CARE_KINDS[] = {
    { "family_care", "gezinsopvang" },
    { "group_care", "groepsopvang" },
    { "toddler_group", "peutertuin" },
    { "out_of_school_care", "buitenschoolse opvang" },
    { NULL, NULL },
};

const struct choice TARIFFS[] = {
    { "any", "maakt niet uit" },
    { "with", "met inkomenstarief" },
    { "without", "zonder inkomenstarief" },
    { NULL, NULL },
};

const struct choice PRICES[] = {
    { "free", "gratis" },
    { "paid", "betalend" },
    { "unknown", "prijs niet vermeld" },
    { NULL, NULL },
};

/* What of a rule does not hold, and what of it nobody said. */
static void judge(const struct eligibility_rule *r, const struct eligibility_question *q,
    unsigned *failing, unsigned *missing)
{
    *failing = *missing = 0;
    if (r->care != 0 && q->care == 0)
        *missing |= ON_CARE;
    else if (r->care != 0 && (r->care & CARE_BIT(q->care - 1)) == 0)
        *failing |= ON_CARE;
    if (r->tariff != TARIFF_ANY && q->tariff == TARIFF_ANY)
        *missing |= ON_TARIFF;
    else if (r->tariff != TARIFF_ANY && r->tariff != q->tariff)
        *failing |= ON_TARIFF;
    if (r->max_places > 0 && q->places == 0)
        *missing |= ON_PLACES;
    else if (r->max_places > 0 && q->places > r->max_places)
        *failing |= ON_PLACES;
    if (r->max_locations > 0 && q->locations == 0)
        *missing |= ON_LOCATIONS;
    else if (r->max_locations > 0 && q->locations > r->max_locations)
        *failing |= ON_LOCATIONS;
}

static int count_bits(unsigned bits)
{
    return __builtin_popcount(bits);
}

/* Whether this rule answers better than the one found before: it fits rather than depends rather than
 * fails; then the cheaper one; of those that fail the one that comes nearest. */
static bool is_better(const struct eligibility_answer *one, const struct eligibility_answer *than)
{
    if (than->rule == NULL || one->verdict != than->verdict)
        return than->rule == NULL || one->verdict < than->verdict;
    if (one->verdict == ELIGIBILITY_NOT)
        return count_bits(one->failing) < count_bits(than->failing);
    return one->rule->price < than->rule->price;
}

struct eligibility_answer eligibility_of(
    const struct eligibility_rules *rules, const struct eligibility_question *q)
{
    struct eligibility_answer best = { .verdict = ELIGIBILITY_NOT_STATED }, maybe = best;

    for (size_t i = 0; i < rules->count; i++) {
        struct eligibility_answer one = { .rule = &rules->at[i] };
        judge(one.rule, q, &one.failing, &one.missing);
        one.verdict = one.failing != 0   ? ELIGIBILITY_NOT
                      : one.missing != 0 ? ELIGIBILITY_DEPENDS
                                         : ELIGIBILITY_FITS;
        if (is_better(&one, &best))
            best = one;
        if (one.verdict == ELIGIBILITY_DEPENDS && is_better(&one, &maybe))
            maybe = one;
    }
    if (best.verdict == ELIGIBILITY_FITS && maybe.rule != NULL &&
        maybe.rule->price < best.rule->price) {
        best.cheaper = maybe.rule;
        best.missing = maybe.missing;
    }
    return best;
}

/* -- in words -- */

struct lines eligibility_chosen(struct arena *a, const struct choice *of, uint64_t bits)
{
    struct lines chosen = { arena_array(a, choice_count(of), sizeof *chosen.at), 0 };

    for (unsigned i = 0; i < choice_count(of); i++)
        if ((bits & (UINT64_C(1) << i)) != 0)
            chosen.at[chosen.count++] = choice_dutch(of, i);
    return chosen;
}

static const char *at_most(struct arena *a, int64_t most, const char *one, const char *several)
{
    return arena_printf(a, "hoogstens %lld %s", (long long)most, most == 1 ? one : several);
}

const char *eligibility_rule_words(struct arena *a, const struct eligibility_rule *r)
{
    struct lines kinds = eligibility_chosen(a, CARE_KINDS, r->care);
    const char *words = kinds.count == 0 ? "elke opvang" : str_join(a, &kinds, " of ");
    struct lines limits = { arena_array(a, 2, sizeof *limits.at), 0 };

    if (r->tariff != TARIFF_ANY)
        words = arena_printf(a, "%s %s", words, choice_dutch(TARIFFS, r->tariff));
    if (r->max_places > 0)
        limits.at[limits.count++] = at_most(a, r->max_places, "plaats", "plaatsen");
    if (r->max_locations > 0)
        limits.at[limits.count++] = at_most(a, r->max_locations, "locatie", "locaties");
    if (limits.count == 0)
        return words;
    return arena_printf(
        a, "%s%s%s", words, r->tariff == TARIFF_ANY ? " met " : " en ", str_join_dutch(a, &limits));
}

/* "het aantal plaatsen en het aantal locaties" */
static const char *named(struct arena *a, unsigned conditions)
{
    static const struct {
        unsigned bit;
        const char *dutch;
    } NAMES[] = { { ON_CARE, "de soort opvang" }, { ON_TARIFF, "het inkomenstarief" },
        { ON_PLACES, "het aantal plaatsen" }, { ON_LOCATIONS, "het aantal locaties" } };
    struct lines names = { arena_array(a, ARRAY_LEN(NAMES), sizeof *names.at), 0 };

    for (size_t i = 0; i < ARRAY_LEN(NAMES); i++)
        if ((conditions & NAMES[i].bit) != 0)
            names.at[names.count++] = NAMES[i].dutch;
    return str_join_dutch(a, &names);
}

static const char *price_words(unsigned price)
{
    static const char *const WORDS[] = { "Gratis", "Tegen betaling",
        "Mogelijk (de bron zegt niet of het gratis is)" };

    return WORDS[price];
}

const char *eligibility_words(struct arena *a, const struct eligibility_answer *answer)
{
    if (answer->verdict == ELIGIBILITY_NOT_STATED)
        return "De voorwaarden zijn niet bekend: vraag het na.";
    const char *rule = eligibility_rule_words(a, answer->rule);
    const char *price = price_words(answer->rule->price);
    switch (answer->verdict) {
    case ELIGIBILITY_FITS:
        if (answer->cheaper == NULL)
            return arena_printf(a, "%s voor %s.", price, rule);
        return arena_printf(a, "%s voor %s. Het hangt nog af van %s: gratis voor %s.", price, rule,
            named(a, answer->missing), eligibility_rule_words(a, answer->cheaper));
    case ELIGIBILITY_DEPENDS:
        return arena_printf(a, "Hangt af van %s: %s voor %s.", named(a, answer->missing),
            choice_dutch(PRICES, answer->rule->price), rule);
    case ELIGIBILITY_NOT:
        return arena_printf(a, "De regel gaat niet op door %s: hij geldt voor %s.",
            named(a, answer->failing), rule);
    case ELIGIBILITY_NOT_STATED:
        break;
    }
    IMPOSSIBLE("no such verdict");
}
