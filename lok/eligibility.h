/* lok/eligibility.h: may this childcare location use an offer, is it free, and if not why? Pure.
 *
 * Rules are data with a source: a network's own rule stands in rows, never in code. One rule that fits
 * is enough; the cheapest one counts. What the question does not say is never guessed: a rule that
 * needs it gives "depends", with what is missing.
 */
#ifndef LOK_ELIGIBILITY_H
#define LOK_ELIGIBILITY_H

#include "lok/base/fields.h"

enum care_kind { CARE_FAMILY, CARE_GROUP, CARE_TODDLER_GROUP, CARE_OUT_OF_SCHOOL };
extern const struct choice CARE_KINDS[];
#define CARE_BIT(kind) (UINT64_C(1) << (kind))

enum tariff { TARIFF_ANY, TARIFF_WITH, TARIFF_WITHOUT };
extern const struct choice TARIFFS[];

/* The cheapest first; a source may not say what it costs. */
enum price { PRICE_FREE, PRICE_PAID, PRICE_UNKNOWN };
extern const struct choice PRICES[];

struct eligibility_rule {
    int64_t id;
    uint64_t care;                     /* CARE_BITs, 0 = every kind */
    unsigned tariff;                   /* TARIFF_ANY: it does not matter */
    int64_t max_places, max_locations; /* 0 = no limit */
    unsigned price;
    const char *note, *source, *source_date;
};
struct eligibility_rules {
    struct eligibility_rule *at;
    size_t count;
};

struct eligibility_question {
    unsigned care;             /* 1 + enum care_kind, 0 = not said */
    unsigned tariff;           /* TARIFF_ANY = not said */
    int64_t places, locations; /* 0 = not said */
};

/* Bits: which condition of a rule. */
enum { ON_CARE = 1, ON_TARIFF = 2, ON_PLACES = 4, ON_LOCATIONS = 8 };

enum eligibility_verdict {
    ELIGIBILITY_NOT_STATED, /* there are no rules */
    ELIGIBILITY_FITS,       /* by `rule` */
    ELIGIBILITY_DEPENDS,    /* on `missing`, by `rule` */
    ELIGIBILITY_NOT         /* `failing`, of the rule that is nearest */
};

struct eligibility_answer {
    enum eligibility_verdict verdict;
    const struct eligibility_rule *rule; /* NULL when there are none */
    unsigned missing, failing;
    const struct eligibility_rule *cheaper; /* would be cheaper, depending on what is not said */
};

struct eligibility_answer eligibility_of(
    const struct eligibility_rules *rules, const struct eligibility_question *q);

/* "gezinsopvang of groepsopvang met inkomenstarief en hoogstens 18 plaatsen"; "elke opvang". */
const char *eligibility_rule_words(struct arena *a, const struct eligibility_rule *r);

/* Why or why not, in one sentence: "Gratis voor gezinsopvang zonder inkomenstarief." */
const char *eligibility_words(struct arena *a, const struct eligibility_answer *answer);

/* "gezinsopvang, groepsopvang"; "" for none. For any set of a choice table. */
struct lines eligibility_chosen(struct arena *a, const struct choice *of, uint64_t bits);

#endif
