/* lok/event.h: the append-only log of what happened; also the audit trail.
 *
 * Every change records an event in the same transaction. `data` is a JSON object (what changed),
 * never with secrets. Types are words like "meeting.created", "agenda.published".
 */
#ifndef LOK_EVENT_H
#define LOK_EVENT_H

#include "lok/permission.h"

struct event {
    int64_t id;
    int64_t at;
    const char *type;
    const char *subject_kind; /* "meeting", "agenda_item", "decision", "partner" … */
    int64_t subject_id;
    int64_t account_id, token_id;
    const char *data;
};
struct event_list {
    struct event *at;
    size_t count;
};

/* `data` may be NULL for {}; a cJSON tree is printed and deleted. `ret_id` may be NULL. */
enum err event_record(struct tx *tx, const struct actor *who, const char *type,
    const char *subject_kind, int64_t subject_id, cJSON *data, int64_t *ret_id) NODISCARD;

/* For what is kept by itself while somebody types: as event_record, but when the newest event of this
 * subject says the same, by the same account or token and less than a quarter of an hour ago, that
 * one stands for both. */
enum err event_record_typing(struct tx *tx, const struct actor *who, const char *type,
    const char *subject_kind, int64_t subject_id, cJSON *data) NODISCARD;

/* What such an event says in Dutch: "Een document is toegevoegd."; "" of a type that is not in event.def. */
const char *event_words(const char *type);

/* Newest first, before id `before` (0 = from the newest). `subject_kind` "" = all; `subject_id` 0 =
 * all of that kind. */
enum err event_list(struct snap *s, struct arena *a, const char *subject_kind, int64_t subject_id,
    int64_t before, int64_t limit, struct event_list *ret) NODISCARD;

#endif
