/* agenda/find.h: what words find, of all kinds together, as who asks may see it.
 *
 * Invariant: nothing is named here that its own page would refuse.
 */
#ifndef AGENDA_FIND_H
#define AGENDA_FIND_H

#include "agenda/advice.h"
#include "agenda/decision.h"

enum found_kind {
    FOUND_DECISION,
    FOUND_ADVICE,
    FOUND_DOSSIER,
    FOUND_MINUTES,
    FOUND_ACTION,
    FOUND_PARTNER,
    FOUND_OFFER, /* of support */
    FOUND_KIND_COUNT
};
extern const struct choice FOUND_KINDS[]; /* decision, advice, dossier, … */

struct found {
    int64_t row; /* the cursor */
    unsigned kind;
    int64_t id;         /* of minutes: their meeting's */
    const char *number; /* of a decision or an advice, "" */
    const char *title;
    const char *date;                /* of the meeting, sent or due on, by when; "" */
    const char *state, *state_text;  /* a code, and in Dutch; "" */
    const char *about;               /* a few Dutch words: to whom, of whom, also known as; "" */
    const struct decision *decision; /* one of the two, or neither */
    const struct advice *advice;
};
struct found_list {
    struct found *at;
    size_t count;
};

#define FOUND_BIT(kind) (1u << (kind))

struct find_filter {
    const char *typed;         /* nothing is found without words */
    unsigned kinds;            /* FOUND_BIT(…)s, 0 = all */
    int64_t year;              /* 0 = all; a dossier, partner or offer is of no year */
    int64_t dossier_id;        /* 0 = all; a partner or offer is of none */
    const char *topic, *state; /* of a decision: others have none; "" or NULL = all */
    int64_t after;             /* cursor: row of the last one seen, 0 = start */
    int64_t limit;
};
/* The nearest first: partners and offers with all words in name or title; then, of a small hit set, those
 * with all words in the title, newest first (search.h); then other partners and offers. */
enum err find_words(struct snap *s, struct arena *a, const struct actor *who,
    const struct find_filter *f, struct found_list *ret) NODISCARD;

#endif
