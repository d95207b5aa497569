/* agenda/sending_plan.h: what a sending would do, before it is done: for the preview and for sending
 * alike. Used by sending.c and sending_preview.c. */
#ifndef AGENDA_SENDING_PLAN_H
#define AGENDA_SENDING_PLAN_H

#include "agenda/announcement.h"
#include "agenda/decision.h"
#include "agenda/notices.h"

struct plan {
    enum sending_kind kind;
    struct council council;
    struct meeting meeting; /* as it is now */
    struct lifecycle_step step;
    struct published published;             /* as it will be; for results: as it is */
    struct published before;                /* for changes */
    struct change_list changes;             /* for changes, all of them */
    struct decision_list decisions;         /* for results */
    struct announcement_list announcements; /* for results */
};

/* The whole of sending.h's conditions. `item_id` 0 = the results of all items. */
enum err sending_plan(struct snap *s, struct arena *a, const struct actor *who, int64_t meeting_id,
    enum sending_kind kind, int64_t item_id, struct plan *ret) NODISCARD;

/* Tells all of it, or only writes what would be told when put is NULL. */
enum err sending_plan_tell(struct snap *s, struct tx *put, struct arena *a,
    const struct sending_options *o, const struct plan *plan, int64_t sending_id, int64_t due_at,
    struct recipient_list *ret) NODISCARD;

#endif
