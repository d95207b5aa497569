/* agenda/publication.h: what others see of a meeting: an immutable version of it and its agenda.
 *
 * Invariants:
 *   - a publication and its items are never changed; taking a sending back makes it count no more;
 *   - what counts for others is the newest whose effective_at has come and that was not taken back;
 *   - an item above the reader's access is left out; only its number, which never changes, stays
 *     unused for that reader.
 */
#ifndef AGENDA_PUBLICATION_H
#define AGENDA_PUBLICATION_H

#include "agenda/item.h"

/* Freezes the working version. `sending_id` 0 = without notices. With an agenda, the numbers freeze. */
enum err publication_make(struct tx *tx, int64_t meeting_id, int64_t sending_id,
    int64_t effective_at, bool has_agenda, int64_t *ret_id) NODISCARD;

/* A document of the meeting (item_id 0) or of one of its items. */
struct document {
    int64_t id, item_id;
    const char *name;
    int64_t access;
    int64_t replaces_id; /* 0 */
};
struct document_list {
    struct document *at;
    size_t count;
};

/* A meeting as others see it: facts of the publication, state of the meeting (of before a sending
 * that may still be taken back). online_url only for who is invited: members, and the partner that
 * presents an item. */
struct published {
    struct meeting meeting; /* version = number, note = "" */
    struct item_list items; /* with outcome once the meeting is closed or its decision released */
    struct document_list documents;
    bool has_agenda;
    int64_t number; /* version in notices */
    int64_t publication_id, effective_at;
};
/* ERR_NOT_FOUND when never published or out of sight. `now` is the real clock. */
enum err publication_current(struct snap *s, struct arena *a, struct visibility v,
    int64_t meeting_id, int64_t now, struct published *ret) NODISCARD;
enum err publication_list(struct snap *s, struct arena *a, struct visibility v, int64_t year,
    int64_t after, int64_t limit, int64_t now, struct meeting_list *ret) NODISCARD;
/* The newest that was not taken back, effective or not: what was sent. ERR_NOT_FOUND. */
enum err publication_last(
    struct snap *s, struct arena *a, int64_t meeting_id, struct published *ret) NODISCARD;
/* The working version in that form, as it would be published now, with its next number. */
enum err publication_draft(struct snap *s, struct arena *a, int64_t meeting_id, bool has_agenda,
    struct published *ret) NODISCARD;
/* Publishes once more what was published last (for a cancellation). */
enum err publication_repeat(struct tx *tx, int64_t meeting_id, int64_t sending_id,
    int64_t effective_at, int64_t *ret_id) NODISCARD;
/* The part of it that such a reader sees; false when nothing. Pure. */
bool publication_seen(
    struct arena *a, const struct published *all, struct visibility v, struct published *ret);

/* What changed between what was last published and the working version. */
struct change {
    const char
        *what; /* "title", "date", "location", "online", "access", "item.added", "item.removed",
                          "item.changed", "order", "document.added" */
    const char *old, *new; /* as text for people, "" */
    const char *dutch;     /* "Punt 3bis is toegevoegd: Sluitingsdagen zomer" */
    int64_t item_id;       /* 0 = of the meeting */
    int64_t document_id;   /* of document.added */
    bool moved;            /* date, time or place */
};
struct change_list {
    struct change *at;
    size_t count;
};
/* Empty when changed back. ERR_NOT_FOUND when nothing was published. */
enum err publication_changes(
    struct snap *s, struct arena *a, int64_t meeting_id, struct change_list *ret) NODISCARD;
/* Between two versions as one reader sees them (publication_seen), so that nobody hears of what he
 * may not see. Pure. */
struct change_list publication_between(
    struct arena *a, const struct published *old, const struct published *new);

/* The documents of it (publication_documents.c), for publication*.c only: of a version, as they would
 * be published now; kept with a version, and with one that repeats another. */
enum err publication_documents(struct snap *s, struct arena *a, int64_t meeting_id,
    int64_t publication_id, struct document_list *ret) NODISCARD;
enum err publication_documents_draft(struct snap *s, struct arena *a, int64_t meeting_id,
    bool has_agenda, struct document_list *ret) NODISCARD;
enum err publication_documents_freeze(
    struct tx *tx, int64_t meeting_id, int64_t publication_id, bool has_agenda) NODISCARD;
enum err publication_documents_repeat(
    struct tx *tx, int64_t meeting_id, int64_t from_id, int64_t publication_id) NODISCARD;
/* Those that `v` sees, of a version of which it already sees no other items; and which are new. Pure. */
struct document_list publication_documents_seen(
    struct arena *a, const struct published *seen, struct visibility v);
struct change_list publication_documents_added(
    struct arena *a, const struct published *old, const struct published *new);

#endif
