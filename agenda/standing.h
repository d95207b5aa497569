/* agenda/standing.h: the points that stand on every agenda, and the last agenda taken over.
 *
 * Invariants:
 *   - which they are, and in which order, is a setting of the council: a title a line;
 *   - a line that begins with "Goedkeuring" approves the minutes of the last meeting that has none
 *     approved, and says which; "Openstaande acties" lists what members may see of them; "Varia" is any
 *     other business; any other line is for information;
 *   - what stands on the agenda already is not added again, but brought up to date: the actions that
 *     are open now, and which minutes are approved when those of before were approved elsewhere.
 */
#ifndef AGENDA_STANDING_H
#define AGENDA_STANDING_H

#include "agenda/item.h"

struct standing_input {
    const char *titles; /* a title a line, "" = none */
};
extern const struct field STANDING_FIELDS[];
enum err standing_get(struct snap *s, struct arena *a, struct standing_input *ret) NODISCARD;
/* By who prepares meetings. */
enum err standing_set(
    struct tx *tx, const struct actor *who, const struct standing_input *in) NODISCARD;

/* "Vaste punten toevoegen". `ret_added` of them were not there yet, or were brought up to date. */
enum err standing_add(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    size_t *ret_added) NODISCARD;

/* The last earlier agenda, and what of it would be taken over: title, purpose, time, who leads it,
 * dossier and access; no text. ERR_NOT_FOUND when there is none. */
struct standing_copy {
    struct meeting from;
    struct item_list items;
};
enum err standing_copy_preview(
    struct snap *s, struct arena *a, int64_t meeting_id, struct standing_copy *ret) NODISCARD;
enum err standing_copy(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    size_t *ret_added) NODISCARD;

#endif
