/* agenda/minutes_parts.h: keeping a version of the minutes. Used by the files of minutes.h. */
#ifndef AGENDA_MINUTES_PARTS_H
#define AGENDA_MINUTES_PARTS_H

#include "agenda/action.h"
#include "agenda/attachment.h"
#include "agenda/attendance.h"
#include "agenda/decision.h"
#include "agenda/minutes.h"
#include "agenda/treatment.h"
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
const char *minutes_presence(
    struct arena *a, const struct attendance_list *all, const struct item_list *items);
/* Who came, left, was out of the room or had a conflict of interest at this item. */
void minutes_presence_at(
    struct arena *a, const struct attendance_book *book, const struct item *item, struct buf *b);

/* What was noted at an item. */
struct minutes_note {
    int64_t item_id;
    unsigned outcome; /* enum item_outcome */
    const char *note, *reason, *minority_view;
    struct votes votes;
    struct announcement when; /* only its month, date and next_meeting */
};
/* What was recorded at a meeting, read once for all its items. */
struct minutes_recorded {
    struct item_list items; /* not those taken off */
    struct attendance_book book;
    struct minutes_note *notes;
    size_t note_count;
    struct minutes_typed_list typed; /* for the minutes; item 0 is in general */
    struct decision_list decisions;
    struct action_list actions;
    struct attachment_list documents;
};
enum err minutes_recorded(
    struct snap *s, struct arena *a, int64_t meeting_id, struct minutes_recorded *ret) NODISCARD;
/* What was typed at an item, "" when nothing. */
const char *minutes_typed_at(const struct minutes_recorded *r, int64_t item_id);
/* The outcome with its reason and when it comes back, presence, the note, what was typed, the votes
 * and the minority view. Never the internal note. */
void minutes_noted(struct arena *a, const struct minutes_recorded *r, const struct item *item,
    const char *typed, struct buf *b);
/* Names of documents that stand there, no wider than `least`, whose access is no less than `from` and
 * no more than `to`; not those that were replaced, or that others do not see yet. */
struct lines minutes_documents(struct arena *a, const struct minutes_recorded *r,
    struct attachment_of of, unsigned least, unsigned from, unsigned to);

#endif
