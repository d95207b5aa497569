/* lok/offer_find.h: who can support this childcare location, and is it free?
 *
 * Every offer that has not stopped gets an answer, so that a page can say why not. The order is: what
 * fits and is free, what fits, what depends on something, what does not fit; then by name.
 */
#ifndef LOK_OFFER_FIND_H
#define LOK_OFFER_FIND_H

#include "lok/base/dutch.h"
#include "lok/municipality.h"
#include "lok/offer.h"

struct offer_question {
    const char *municipality;  /* a name or NIS code, "" = not said */
    unsigned care;             /* a position in CARE_ASKED */
    unsigned tariff;           /* TARIFF_ANY = not said */
    int64_t places, locations; /* 0 = not said */
    int64_t organiser_id;      /* the partner whose location it is, 0 = not said */
    const char *words;         /* only offers in which all of them stand, "" = all */
    int64_t partner_id;        /* only offers of this partner, 0 = all */
};
extern const struct choice CARE_ASKED[]; /* any, then CARE_KINDS */
extern const struct field OFFER_QUESTION_FIELDS[];

enum offer_fit { OFFER_FITS, OFFER_DEPENDS, OFFER_FITS_NOT };
extern const struct choice OFFER_FITNESS[]; /* fits, depends, fits_not */

struct offer_answer {
    struct offer offer;
    enum offer_fit fit;
    bool is_free;
    enum coverage
        coverage; /* COVERAGE_WHOLE when no municipality was asked or the area is unknown */
    bool area_known;
    const struct eligibility_rule *rule; /* that decided, NULL = none */
    struct lines why;                    /* Dutch sentences */
    const char *source, *source_date;    /* of the rule, or of the offer */
};
struct offer_answer_list {
    struct offer_answer *at;
    size_t count;
    const struct municipality *municipality; /* that was asked, NULL = none */
    const char *merged; /* "" or in what the municipality that was asked went */
};

/* Whether that asks about a location, rather than for a list. */
bool offer_is_asked(const struct offer_question *q);

/* `on` is the domain's today. ERR_INVALID with an issue at `municipality` or `organiser_id` for an
 * unknown one. */
enum err offer_find(struct snap *s, struct arena *a, const struct offer_question *q, const char *on,
    struct offer_answer_list *ret) NODISCARD;

/* Whether each word stands in its title, form, subject, text, aims, recognition, follow-up or partner, in
 * any of its forms; parts of words count ("interactie"). Pure. */
bool offer_has_words(struct arena *a, const struct offer *o, const struct dutch_asked *words);

/* Who covers a municipality and on which conditions. Pure: all that was read is handed in. */
void offer_judge(struct arena *a, const struct offer_question *q,
    const struct eligibility_rules *rules, const struct municipality_list *all,
    const struct municipality *asked, const struct lines *area, struct offer_answer *answer);

#endif
