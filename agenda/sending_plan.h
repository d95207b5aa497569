/* agenda/sending_plan.h: what a sending would do, before it is done: for the preview and for sending
 * alike. Used by sending.c and sending_preview.c. */
#ifndef AGENDA_SENDING_PLAN_H
#define AGENDA_SENDING_PLAN_H

#include "agenda/action.h"
#include "agenda/announcement.h"
#include "agenda/decision.h"
#include "agenda/minutes.h"
#include "agenda/notices.h"

struct plan {
    enum sending_kind kind;
    struct council council;
    struct meeting meeting; /* as it is now */
    struct lifecycle_step step;
    struct published published;             /* as it will be; for results: as it is */
    struct published before;                /* for changes */
    struct change_list changes;             /* for changes, all of them */
    struct decision_list decisions;         /* for results, and superseded ones */
    struct announcement_list announcements; /* for results */
    struct action_list actions;             /* for actions */
    const char *closes_on;                  /* for a call */
    enum minutes_action minutes_action;     /* for minutes */
    struct minutes minutes;
    struct action_list agreed; /* at the meeting; for minutes to the members */
};

/* What the meeting came to: goes when it has begun too, and publishes no new version of it. */
static inline bool sending_is_of_results(unsigned kind)
{
    return kind == SENDING_RESULTS || kind == SENDING_ACTIONS;
}

/* The whole of sending.h's conditions. `item_id` 0 = the results of all items. */
enum err sending_plan(struct snap *s, struct arena *a, const struct actor *who, int64_t meeting_id,
    enum sending_kind kind, int64_t item_id, struct plan *ret) NODISCARD;

/* All that is told: one telling, or one a result. */
struct tellings {
    struct telling *at;
    size_t count;
};
struct tellings sending_plan_tellings(
    struct arena *a, const struct sending_options *o, const struct plan *plan);

/* Tells all of it, or only writes what would be told when way->put is NULL. Persons without a mail
 * server are appended to `by_hand`, and their letters kept. */
enum err sending_plan_tell(const struct notice_way *way, const struct plan *plan,
    struct recipient_list *ret, struct recipient_list *by_hand) NODISCARD;

/* Under which id the outbox remembers what a sending told by hand. */
const char *sending_by_hand_id(struct arena *a, int64_t sending_id);

/* The persons among them (sending_people.c). */
enum err sending_tell_people(const struct notice_way *way, const struct plan *plan,
    const struct tellings *all, struct recipient_list *ret,
    struct recipient_list *by_hand) NODISCARD;

#endif
