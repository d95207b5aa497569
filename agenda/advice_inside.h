/* agenda/advice_inside.h: what the files that write an advice share. */
#ifndef AGENDA_ADVICE_INSIDE_H
#define AGENDA_ADVICE_INSIDE_H

#include "agenda/advice.h"

/* ERR_FORBIDDEN. */
enum err advice_may(const struct actor *who, enum action action) NODISCARD;
/* ERR_STALE when it is no longer at `version` (0 = whatever it is). */
enum err advice_load(
    struct tx *tx, struct arena *a, int64_t id, int64_t version, struct advice *ret) NODISCARD;
/* An event with its number. */
enum err advice_record(
    struct tx *tx, const struct actor *who, const char *type, const struct advice *v) NODISCARD;

#endif
