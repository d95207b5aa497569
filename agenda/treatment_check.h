/* agenda/treatment_check.h: for treatment.c only: the check before it is recorded. */
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

#endif
