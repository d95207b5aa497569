/* agenda/expansion_inside.h: shared by the files of expansion.h alone. */
#ifndef AGENDA_EXPANSION_INSIDE_H
#define AGENDA_EXPANSION_INSIDE_H

#include "agenda/expansion.h"
#include "lok/change.h"
#include "lok/council.h"
#include "lok/event.h"

/* Before anything is written: may `who` do this, is the round still at `version`; then that grows.
 * ERR_CONFLICT when it is closed, unless `closed_too`. */
enum err expansion_begin(struct tx *tx, struct arena *a, const struct actor *who,
    enum action action, int64_t id, int64_t version, bool closed_too,
    struct expansion *ret) NODISCARD;
enum err expansion_record(
    struct tx *tx, const struct actor *who, int64_t id, const char *what, cJSON *data) NODISCARD;
/* ERR_NOT_FOUND when it does not belong to that round, or was removed (or was not, when `removed`). */
enum err expansion_application_read(struct snap *s, struct arena *a, int64_t id,
    int64_t application_id, bool removed, struct expansion_application *ret) NODISCARD;

#endif
