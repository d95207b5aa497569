/* A jump in a practice council: a meeting is held, its results are told, its minutes written. */
#include "agenda/demo_play.h"
#include "agenda/minutes.h"
#include "agenda/treatment.h"
#include "lok/base/dates.h"

static enum err act(struct play *p, int64_t meeting_id, enum meeting_action action)
{
    struct meeting m = { 0 };

    TRY(meeting_get(tx_snap(p->tx), p->arena, meeting_id, &m));
    return meeting_act(p->tx, p->who, meeting_id, m.version, action);
}

/* Who said it would come was there; who was noted stays as it was noted. */
static enum err note_attendance(struct play *p, int64_t meeting_id)
{
    struct attendance_list list = { 0 };

    TRY(attendance_list(tx_snap(p->tx), p->arena, meeting_id, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct attendance *one = &list.at[i];
        const struct attendance_input in = {
            .status = one->status == ATTENDANCE_EXCUSED ? ATTENDANCE_EXCUSED : ATTENDANCE_PRESENT,
            .remark = "",
        };

        if (one->id == 0 && one->member)
            TRY(attendance_put(p->tx, p->arena, p->who, meeting_id, one->person_id, 0, &in));
    }
    return ERR_OK;
}

static unsigned outcome_of(unsigned purpose)
{
    switch ((enum item_purpose)purpose) {
    case PURPOSE_APPROVAL_OF_MINUTES:
    case PURPOSE_DECISION:
        return OUTCOME_APPROVED;
    case PURPOSE_DISCUSSION:
    case PURPOSE_ADVICE:
        return OUTCOME_DISCUSSED;
    case PURPOSE_INTRODUCTION:
    case PURPOSE_INFORMATION:
    case PURPOSE_ANY_OTHER_BUSINESS:
        return OUTCOME_NOTED;
    }
    IMPOSSIBLE("an item with no known purpose");
}

/* What was typed at the table stays; only the outcome is added. */
static enum err treat(struct play *p, const struct item *item)
{
    struct treatment_input in = { 0 };
    struct treatment_result result = { 0 };

    TRY(treatment_get(tx_snap(p->tx), p->arena, item->id, &in));
    in.outcome = outcome_of(item->purpose);
    if (str_empty(in.note))
        in.note = "De vergadering overloopt dit punt. Er zijn geen bezwaren.";
    return treatment_record(
        p->tx, p->arena, p->who, &p->nobody, item->id, item->version, &in, &result);
}

static enum err treat_all(struct play *p, int64_t meeting_id, size_t *ret_treated)
{
    struct item_list items = { 0 };

    TRY(item_list(tx_snap(p->tx), p->arena, meeting_id, &items));
    for (size_t i = 0; i < items.count; i++) {
        if (items.at[i].outcome != OUTCOME_NONE)
            continue;
        TRY(treat(p, &items.at[i]));
        ++*ret_treated;
    }
    return ERR_OK;
}

/* Nothing to tell is no error here. */
static enum err tell_results(struct play *p, int64_t meeting_id)
{
    struct sending sent = { 0 };
    enum err e =
        sending_send(p->tx, p->arena, p->who, &p->nobody, meeting_id, 0, SENDING_RESULTS, &sent);

    return e == ERR_CONFLICT ? ERR_OK : e;
}

enum err play_hold(struct play *p, int64_t meeting_id)
{
    struct meeting m = { 0 };
    size_t treated = 0;

    TRY(meeting_get(tx_snap(p->tx), p->arena, meeting_id, &m));
    TRY(play_day(p, date_of(p->arena, m.starts_at)));
    if (m.state != MEETING_IN_SESSION)
        TRY(act(p, meeting_id, MEETING_START));
    TRY(note_attendance(p, meeting_id));
    TRY(treat_all(p, meeting_id, &treated));
    TRY(act(p, meeting_id, MEETING_CLOSE));
    TRY(tell_results(p, meeting_id));
    play_said(p, arena_printf(p->arena, "%s is gehouden: %zu %s.", m.title, treated,
                     treated == 1 ? "punt kreeg een uitkomst" : "punten kregen een uitkomst"));
    return ERR_OK;
}

/* -- the minutes -- */

/* Put to the members, unless the user is further already; without a text of its own where there is
 * none yet. */
enum err play_minutes(struct play *p, int64_t meeting_id)
{
    static const struct minutes_input EMPTY = {
        .general = "De voorzitter opent de vergadering.",
        .hide = "",
        .remarks_until = "",
    };
    static const struct minutes_typed_list NONE = { 0 };
    struct sending sent = { 0 };
    struct minutes minutes = { 0 };
    struct meeting m = { 0 };
    int64_t version;

    TRY(meeting_get(tx_snap(p->tx), p->arena, meeting_id, &m));
    TRY(minutes_get(tx_snap(p->tx), p->arena, meeting_id, &minutes));
    if (minutes.state >= MINUTES_WITH_MEMBERS)
        return ERR_OK;
    if (minutes.state == MINUTES_NONE)
        TRY(minutes_save(
            p->tx, p->arena, p->who, meeting_id, minutes.version, &EMPTY, &NONE, &version));
    enum err e = sending_send(
        p->tx, p->arena, p->who, &p->nobody, meeting_id, 0, SENDING_MINUTES_MEMBERS, &sent);
    if (e != ERR_OK)
        return e == ERR_CONFLICT ? ERR_OK : e;
    play_said(p, arena_printf(p->arena, "Het verslag van %s ligt bij de leden.", m.title));
    return ERR_OK;
}
