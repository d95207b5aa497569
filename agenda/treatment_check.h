/* agenda/treatment_check.h: for treatment.c only: the check before it is recorded, and its advice. */
#ifndef AGENDA_TREATMENT_CHECK_H
#define AGENDA_TREATMENT_CHECK_H

#include "agenda/treatment.h"

/* What one recording works with. */
struct treatment {
    struct tx *tx;
    struct arena *arena;
    const struct actor *who;
    const struct treatment_input *in;
    struct item item;
    struct meeting meeting;
    struct decision old; /* id 0 when there is none */
    const char *month;   /* of the announcement, "" = none */
};

/* Whether there is a decision in it. */
bool treatment_decides(const struct treatment_decision *d);

/* ERR_INVALID with all issues. Fills in `t->month`, votes that were named, and the method that the
 * votes show; `in` is what `t->in` points to. */
enum err treatment_check(struct treatment *t, struct treatment_input *in) NODISCARD;

/* -- treatment_advice.c -- */

/* What stands in the item's advice, with its votes and minority view where the item has none. */
enum err treatment_advice_read(
    struct snap *s, struct arena *a, int64_t item_id, struct treatment_input *ret) NODISCARD;
/* Writes the advice after the outcome; `given`: its text was said. The rules are judged when the
 * outcome becomes "advice given". */
enum err treatment_advise(struct treatment *t, bool given, struct treatment_result *ret) NODISCARD;

#endif
