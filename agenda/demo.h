/* agenda/demo.h: the practice council: LOK Antwerpen around its meeting of 27 February 2024, with the
 * demo date 15 April 2024. Made through the same functions as real data. No private person. */
#ifndef AGENDA_DEMO_H
#define AGENDA_DEMO_H

#include "agenda/sending.h"

/* Who begins with it. */
extern const char DEMO_SECRETARY_EMAIL[];

/* Into an empty, migrated database. ERR_CONFLICT when there is a council already. */
enum err demo_fill(struct tx *tx, struct arena *a) NODISCARD;

#endif
