/* agenda/minutes_parts.h: keeping a version of the minutes. Used by the files of minutes.h. */
#ifndef AGENDA_MINUTES_PARTS_H
#define AGENDA_MINUTES_PARTS_H

#include "agenda/attachment.h"
#include "agenda/minutes.h"
#include "lok/base/buf.h"

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

/* -- composing -- */

/* A paragraph with its label, which may be ""; nothing for an empty text. */
void minutes_put(struct buf *b, const char *label, const char *text);
/* Words that are no markup: what a title says stands as it is. */
const char *minutes_plain(struct arena *a, const char *text);
/* Who was there, apologised, was replaced or absent, as it was noted; "" when nobody was. */
enum err minutes_presence(
    struct snap *s, struct arena *a, int64_t meeting_id, const char **ret) NODISCARD;
/* Who came, left, was out of the room or had a conflict of interest at this item. */
enum err minutes_presence_at(
    struct snap *s, struct arena *a, const struct item *item, struct buf *b) NODISCARD;
/* The outcome with its reason and when it comes back, presence, the note, what was typed, the votes
 * and the minority view. Never the internal note. */
enum err minutes_noted(struct snap *s, struct arena *a, const struct item *item, const char *typed,
    struct buf *b) NODISCARD;
/* Names of documents whose access is no less than `from` and no more than `to`; not those that were
 * replaced, or that others do not see yet. */
enum err minutes_documents(struct snap *s, struct arena *a, struct attachment_of of, unsigned from,
    unsigned to, struct lines *ret) NODISCARD;

#endif
