/* agenda/announcement.h: what was promised for a month: an item introduced and announced ("aangekondigd
 * voor mei 2024"), or postponed to it. Offered to each meeting in that month until it is taken or
 * dropped; listed as promised but not on an agenda once the month has passed. */
#ifndef AGENDA_ANNOUNCEMENT_H
#define AGENDA_ANNOUNCEMENT_H

#include "agenda/item.h"

enum announcement_kind { ANNOUNCED, POSTPONED };
extern const struct choice ANNOUNCEMENT_KINDS[];
enum announcement_state { ANNOUNCEMENT_OPEN, ANNOUNCEMENT_TAKEN, ANNOUNCEMENT_DROPPED };
extern const struct choice ANNOUNCEMENT_STATES[];

struct announcement {
    int64_t id;
    unsigned kind, state;
    int64_t item_id, dossier_id;
    const char *title, *target_month, *reason;
    int64_t taken_item_id, released_at, version;
    const char *target_date; /* "" = the month counts */
    bool next_meeting;       /* the next one, whenever that is: target_month follows it */
    /* joined */
    int64_t meeting_id, meeting_at; /* where it was introduced or postponed */
    const char *dossier_title, *introduction_text;
    unsigned access;
};
struct announcement_list {
    struct announcement *at;
    size_t count;
};

/* When it comes: "mei 2024", "di 28/05/2024", "de volgende vergadering". */
const char *announcement_when(struct arena *a, const struct announcement *n);

/* Open ones for that month or an earlier one: what is offered to a meeting. */
enum err announcement_offers(
    struct snap *s, struct arena *a, const char *month, struct announcement_list *ret) NODISCARD;
/* Open ones whose month is over on `today`: "beloofd maar niet geagendeerd". */
enum err announcement_missed(
    struct snap *s, struct arena *a, const char *today, struct announcement_list *ret) NODISCARD;
enum err announcement_open(
    struct snap *s, struct arena *a, struct announcement_list *ret) NODISCARD;
enum err announcement_of_meeting(
    struct snap *s, struct arena *a, int64_t meeting_id, struct announcement_list *ret) NODISCARD;
enum err announcement_get(
    struct snap *s, struct arena *a, int64_t id, struct announcement *ret) NODISCARD;

enum err announcement_make(struct tx *tx, const struct actor *who, enum announcement_kind kind,
    int64_t item_id, const char *title, const char *target_month, int64_t *ret_id) NODISCARD;
/* Op de agenda zetten: a new item with its dossier and the introduction attached. ERR_CONFLICT when
 * taken or dropped already. */
enum err announcement_take(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t meeting_id, int64_t *ret_item_id) NODISCARD;
/* Niet nu: to another month; or dropped with a word of reason. */
enum err announcement_defer(
    struct tx *tx, const struct actor *who, int64_t id, const char *target_month) NODISCARD;
enum err announcement_drop(
    struct tx *tx, const struct actor *who, int64_t id, const char *reason) NODISCARD;
/* Open again (undo), also when its item was removed from the agenda; ERR_CONFLICT while that item
 * stands there. */
enum err announcement_reopen(struct tx *tx, const struct actor *who, int64_t id) NODISCARD;

/* For item.c: what was taken onto an agenda as this item is open again once the item is removed, and
 * taken again when it is put back. */
enum err announcement_free_item(struct tx *tx, int64_t item_id) NODISCARD;
enum err announcement_hold_item(struct tx *tx, int64_t item_id) NODISCARD;

/* For meeting_edit.c: a meeting was made or moved: what waits for the next meeting is promised for
 * its month. */
enum err announcement_follow(struct tx *tx) NODISCARD;

struct target {
    const char *month; /* always known, "" = nothing is announced */
    const char *date;  /* in that month, "" = any day */
    bool next_meeting;
};
/* For treatment.c: what this item announces is now this, told to nobody yet; "" as month takes it
 * back. ERR_CONFLICT when it stands on an agenda already. `ret_id` is 0 when there is none. */
enum err announcement_set(struct tx *tx, const struct actor *who, enum announcement_kind kind,
    int64_t item_id, const char *title, const struct target *target, int64_t *ret_id) NODISCARD;

/* For sending.c: those of a meeting that nobody was told of are seen by others from `at`;
 * `sending_id` 0 = without notices. And back. */
enum err announcement_release(
    struct tx *tx, int64_t meeting_id, int64_t sending_id, int64_t at) NODISCARD;
enum err announcement_unrelease(struct tx *tx, int64_t sending_id) NODISCARD;

#endif
