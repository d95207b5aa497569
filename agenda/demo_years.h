/* agenda/demo_years.h: a long history for the practice council, for measuring: three meetings a year
 * with ten items, their decisions, actions, advice, minutes and attendance, made through the same
 * functions as real data. The same each time. */
#ifndef AGENDA_DEMO_YEARS_H
#define AGENDA_DEMO_YEARS_H

#include "agenda/sending.h"

enum { DEMO_MOST_YEARS = 100 };

/* The `years` before 2024, after demo_fill. Nobody is told of any of it. */
enum err demo_years(struct tx *tx, struct arena *a, int64_t years) NODISCARD;

#endif
