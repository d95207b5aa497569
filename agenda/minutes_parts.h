/* agenda/minutes_parts.h: keeping a version of the minutes. Used by the files of minutes.h. */
#ifndef AGENDA_MINUTES_PARTS_H
#define AGENDA_MINUTES_PARTS_H

#include "agenda/minutes.h"

/* The row of minutes, made when there is none. */
enum err minutes_begin(struct tx *tx, int64_t meeting_id) NODISCARD;
/* Composes; what does not differ from the newest version keeps that one. Tells the search index. */
enum err minutes_keep(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    const char *reason, int64_t *ret_version_id) NODISCARD;
/* What is found: with names by members from when it is put to them, without by others once it is
 * approved. */
enum err minutes_index(struct tx *tx, struct arena *a, int64_t meeting_id) NODISCARD;
/* State and version in one. */
enum err minutes_set_state(struct tx *tx, int64_t meeting_id, enum minutes_state state) NODISCARD;
/* Records the event of a step. `data` may be NULL. */
enum err minutes_record(struct tx *tx, const struct actor *who, int64_t meeting_id,
    const char *event, cJSON *data) NODISCARD;

#endif
