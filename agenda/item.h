/* agenda/item.h: agenda items in their working version.
 *
 * Invariants:
 *   - `number` is frozen when the agenda is first sent: later additions get "4bis" or go last,
 *     nothing printed is renumbered;
 *   - a treated item is never moved or removed; postponing it makes an announcement, and taking that
 *     up makes a new item with `reschedules_id`;
 *   - a removed item can be put back.
 */
#ifndef AGENDA_ITEM_H
#define AGENDA_ITEM_H

#include "agenda/meeting.h"

enum item_purpose {
    PURPOSE_INTRODUCTION,
    PURPOSE_INFORMATION,
    PURPOSE_DISCUSSION,
    PURPOSE_ADVICE,
    PURPOSE_DECISION,
    PURPOSE_APPROVAL_OF_MINUTES,
    PURPOSE_ANY_OTHER_BUSINESS
};
extern const struct choice ITEM_PURPOSES[];
/* "" (not treated yet), noted, discussed, advice_given, approved, not_approved, postponed, withdrawn */
enum item_outcome {
    OUTCOME_NONE,
    OUTCOME_NOTED,
    OUTCOME_DISCUSSED,
    OUTCOME_ADVICE_GIVEN,
    OUTCOME_APPROVED,
    OUTCOME_NOT_APPROVED,
    OUTCOME_POSTPONED,
    OUTCOME_WITHDRAWN
};
extern const struct choice ITEM_OUTCOMES[];

struct item {
    int64_t id, meeting_id;
    int64_t position;
    const char *number; /* frozen, or "" */
    const char *title;
    unsigned purpose;
    int64_t minutes; /* 0 = not said */
    const char *presenter;
    int64_t presenter_partner_id, dossier_id;
    unsigned access;
    const char *text; /* CommonMark */
    int64_t introduction_id, reschedules_id;
    int64_t approves_id; /* the meeting whose minutes it approves, 0 */
    int64_t removed_at;
    unsigned outcome;
    const char *outcome_note;
    int64_t treated_at;
    int64_t version;
    /* joined or computed, read only */
    const char *dossier_title, *presenter_partner;
    const char *shown_number; /* frozen, or what it would get now */
    int64_t starts_at;        /* computed clock time, 0 without a date */
    bool unsent;              /* added or changed since the last publication with an agenda */
    int64_t introduction_meeting_id, introduction_at; /* where it was introduced, 0 */
    const char *introduction_text;
    int64_t decision_id;
    const char *decision_number;
};
struct item_list {
    struct item *at;
    size_t count;
};

struct item_input {
    const char *title, *presenter, *text;
    unsigned purpose, access;
    int64_t minutes, presenter_partner_id, dossier_id;
    int64_t
        approves_id; /* 0 = the last minutes that are not approved; for approval_of_minutes only */
};
extern const struct field ITEM_FIELDS[];
struct item_input item_to_input(const struct item *item);

enum err item_get(struct snap *s, struct arena *a, int64_t id, struct item *ret) NODISCARD;
/* The working agenda in order, removed ones left out, with numbers and clock times. */
enum err item_list(
    struct snap *s, struct arena *a, int64_t meeting_id, struct item_list *ret) NODISCARD;
/* All, the removed ones too. */
enum err item_all(
    struct snap *s, struct arena *a, int64_t meeting_id, struct item_list *ret) NODISCARD;
enum err item_removed(
    struct snap *s, struct arena *a, int64_t meeting_id, struct item_list *ret) NODISCARD;
/* When the last item ends; 0 without a date. */
int64_t item_list_end(const struct meeting *m, const struct item_list *items);

/* Adds at the end, but before any_other_business. In a session too. */
enum err item_create(struct tx *tx, const struct actor *who, int64_t meeting_id,
    const struct item_input *in, int64_t *ret_id) NODISCARD;
/* A treated item is not changed, nor removed: ERR_CONFLICT. */
enum err item_update(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
    const struct item_input *in) NODISCARD;
enum err item_remove(struct tx *tx, const struct actor *who, int64_t id, int64_t version) NODISCARD;
enum err item_restore(struct tx *tx, const struct actor *who, int64_t id) NODISCARD;

#endif
