#include "agenda/sending_plan.h"
#include "agenda/proposal.h"
#include "agenda/review.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <string.h>

static enum meeting_action action_of(enum sending_kind kind)
{
    switch (kind) {
    case SENDING_DATE:
        return MEETING_TELL_DATE;
    case SENDING_AGENDA:
        return MEETING_SEND_AGENDA;
    case SENDING_CHANGES:
        return MEETING_SEND_CHANGES;
    case SENDING_CANCELLATION:
        return MEETING_CANCEL;
    case SENDING_RESULTS:
    case SENDING_ACTIONS:
        return MEETING_RELEASE;
    case SENDING_CALL:
        return MEETING_CALL;
    case SENDING_REMINDER:
        return MEETING_REMIND;
    case SENDING_MINUTES_CHAIR:
    case SENDING_MINUTES_MEMBERS:
    case SENDING_MINUTES_APPROVED:
    case SENDING_SUPERSEDED:
    case SENDING_AGENDA_CHAIR:
        break;
    }
    IMPOSSIBLE("a sending of no known kind");
}

static const struct sql WAITING =
    SQL("SELECT due_at FROM sending"
        " WHERE meeting_id = :meeting AND taken_back_at IS NULL AND due_at > :now"
        "   AND kind NOT IN ('results', 'actions', 'superseded')"
        "   AND (kind IN ('minutes_chair', 'minutes_members', 'minutes_approved')) = :minutes"
        " ORDER BY id DESC LIMIT 1");

/* Two that wait could not be taken back apart. */
static enum err check_waiting(
    struct snap *s, struct arena *a, int64_t meeting_id, enum sending_kind kind)
{
    int64_t due_at = 0;
    enum err e = sql_one(s, &WAITING,
        IN(in_i64("meeting", meeting_id), in_i64("now", clock_now()),
            in_bool("minutes", sending_is_of_minutes(kind))),
        OUT(out_i64("due_at", &due_at)));

    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    return fault_set(snap_fault(s), ERR_CONFLICT,
        "De vorige verzending van deze vergadering vertrekt om %s. Houd ze eerst tegen, of wacht"
        " tot dan.",
        dutch_time(a, due_at));
}

static enum err check_begun(struct fault *f, const struct plan *plan)
{
    const struct meeting *m = &plan->published.meeting;

    if (m->starts_at == 0 || m->starts_at > council_now(&plan->council))
        return ERR_OK;
    return fault_set(f, ERR_CONFLICT, "Deze vergadering is al begonnen (%s).",
        dutch_instant(f->arena, m->starts_at));
}

static enum err plan_date(struct snap *s, struct arena *a, struct plan *plan, bool has_agenda)
{
    struct fault *f = snap_fault(s);

    TRY(publication_draft(s, a, plan->meeting.id, has_agenda, &plan->published));
    if (plan->meeting.starts_at == 0)
        return fault_set(f, ERR_CONFLICT, "Kies eerst een datum voor deze vergadering.");
    if (has_agenda && plan->published.items.count == 0)
        return fault_set(f, ERR_CONFLICT, "Er staat nog niets op de agenda.");
    return ERR_OK;
}

static enum err plan_changes(struct snap *s, struct arena *a, struct plan *plan)
{
    int64_t id = plan->meeting.id;

    TRY(publication_last(s, a, id, &plan->before));
    TRY(publication_draft(s, a, id, plan->before.has_agenda, &plan->published));
    plan->changes = publication_between(a, &plan->before, &plan->published);
    if (plan->changes.count == 0)
        return fault_set(
            snap_fault(s), ERR_CONFLICT, "Er is niets gewijzigd sinds de vorige verzending.");
    if (plan->before.has_agenda && plan->published.items.count == 0)
        return fault_set(snap_fault(s), ERR_CONFLICT, "Er staat niets meer op de agenda.");
    return ERR_OK;
}

/* What is cancelled is what people know, not what was changed since. */
static enum err plan_cancellation(struct snap *s, struct arena *a, struct plan *plan)
{
    struct published draft = { 0 };
    int64_t id = plan->meeting.id;

    if (plan->meeting.state != MEETING_PLANNED && plan->meeting.state != MEETING_CONVENED)
        return fault_set(snap_fault(s), ERR_CONFLICT,
            "Van deze vergadering is nog niets meegedeeld: annuleer ze zonder bericht.");
    TRY(publication_draft(s, a, id, false, &draft));
    TRY(publication_last(s, a, id, &plan->published));
    plan->published.number = draft.number;
    return ERR_OK;
}

static enum err plan_results(struct snap *s, struct arena *a, int64_t item_id, struct plan *plan)
{
    struct decision_list decisions = { 0 };
    struct announcement_list announcements = { 0 };

    TRY(publication_last(s, a, plan->meeting.id, &plan->published));
    TRY(decision_of_meeting(s, a, plan->meeting.id, &decisions));
    TRY(announcement_of_meeting(s, a, plan->meeting.id, &announcements));
    plan->decisions.at = decisions.at;
    for (size_t i = 0; i < decisions.count; i++)
        if (decisions.at[i].released_at == 0 &&
            (item_id == 0 || decisions.at[i].item_id == item_id))
            plan->decisions.at[plan->decisions.count++] = decisions.at[i];
    plan->announcements.at = announcements.at;
    for (size_t i = 0; i < announcements.count; i++)
        if (announcements.at[i].released_at == 0 &&
            announcements.at[i].state != ANNOUNCEMENT_DROPPED &&
            (item_id == 0 || announcements.at[i].item_id == item_id))
            plan->announcements.at[plan->announcements.count++] = announcements.at[i];
    if (plan->decisions.count + plan->announcements.count == 0)
        return fault_set(snap_fault(s), ERR_CONFLICT,
            "Er zijn geen nieuwe beslissingen of aankondigingen om mee te delen.");
    return ERR_OK;
}

/* Before it is over nobody but the secretariat sees what was agreed. */
static enum err plan_actions(struct snap *s, struct arena *a, struct plan *plan)
{
    struct fault *f = snap_fault(s);

    if (plan->meeting.state != MEETING_CLOSED)
        return fault_set(f, ERR_CONFLICT, "Sluit de vergadering eerst af.");
    TRY(publication_last(s, a, plan->meeting.id, &plan->published));
    TRY(action_untold(s, a, plan->meeting.id, &plan->actions));
    if (plan->actions.count == 0)
        return fault_set(f, ERR_CONFLICT, "Er zijn geen nieuwe acties om mee te delen.");
    return ERR_OK;
}

static enum err plan_call(struct snap *s, struct arena *a, struct plan *plan)
{
    struct fault *f = snap_fault(s);

    TRY(publication_last(s, a, plan->meeting.id, &plan->published));
    TRY(proposal_closes_on(s, a, &plan->council, &plan->published.meeting, &plan->closes_on));
    if (str_empty(plan->closes_on))
        return fault_set(f, ERR_CONFLICT, "Kies eerst tot wanneer men punten kan voorstellen.");
    if (strcmp(plan->closes_on, council_today(a, &plan->council)) < 0)
        return fault_set(f, ERR_CONFLICT, "Punten voorstellen kon tot %s. Kies een latere dag.",
            dutch_date_long(f->arena, plan->closes_on));
    return ERR_OK;
}

enum { MOST_ACTIONS = 200 };

static enum err plan_minutes(
    struct snap *s, struct arena *a, const struct actor *who, struct plan *plan)
{
    const struct action_filter here = { .meeting_id = plan->meeting.id };
    const struct actor system = actor_system();
    struct minutes_step step;

    plan->minutes_action = plan->kind == SENDING_MINUTES_CHAIR     ? MINUTES_TO_CHAIR
                           : plan->kind == SENDING_MINUTES_MEMBERS ? MINUTES_TO_MEMBERS
                                                                   : MINUTES_TELL;
    TRY(minutes_check_submit(s, a, who, plan->meeting.id, plan->minutes_action, &step));
    TRY(minutes_get(s, a, plan->meeting.id, &plan->minutes));
    if (plan->kind == SENDING_MINUTES_MEMBERS) {
        TRY(minutes_until(s, a, &plan->minutes, &plan->minutes.remarks_until));
        TRY(action_list(s, a, &system, &here, 0, MOST_ACTIONS, &plan->agreed));
    }
    return publication_last(s, a, plan->meeting.id, &plan->published);
}

static enum err plan_review(struct snap *s, struct arena *a, struct plan *plan)
{
    TRY(review_check(s, a, &plan->meeting));
    return publication_draft(s, a, plan->meeting.id, true, &plan->published);
}

static enum err plan_superseded(struct snap *s, struct arena *a, struct plan *plan)
{
    struct decision_list all = { 0 };

    TRY(publication_last(s, a, plan->meeting.id, &plan->published));
    TRY(decision_of_meeting(s, a, plan->meeting.id, &all));
    plan->decisions.at = all.at;
    for (size_t i = 0; i < all.count; i++)
        if (all.at[i].state == DECISION_SUPERSEDED && all.at[i].superseded_told_by == 0)
            plan->decisions.at[plan->decisions.count++] = all.at[i];
    if (plan->decisions.count == 0)
        return fault_set(snap_fault(s), ERR_CONFLICT,
            "Er is geen vervangen beslissing die nog niet meegedeeld is.");
    return ERR_OK;
}

static enum err plan_kind(
    struct snap *s, struct arena *a, const struct actor *who, int64_t item_id, struct plan *plan)
{
    switch (plan->kind) {
    case SENDING_DATE:
        return plan_date(s, a, plan, false);
    case SENDING_AGENDA:
        return plan_date(s, a, plan, true);
    case SENDING_CHANGES:
        return plan_changes(s, a, plan);
    case SENDING_CANCELLATION:
        return plan_cancellation(s, a, plan);
    case SENDING_RESULTS:
        return plan_results(s, a, item_id, plan);
    case SENDING_CALL:
        return plan_call(s, a, plan);
    case SENDING_ACTIONS:
        return plan_actions(s, a, plan);
    case SENDING_REMINDER:
        return publication_last(s, a, plan->meeting.id, &plan->published);
    case SENDING_MINUTES_CHAIR:
    case SENDING_MINUTES_MEMBERS:
    case SENDING_MINUTES_APPROVED:
        return plan_minutes(s, a, who, plan);
    case SENDING_SUPERSEDED:
        return plan_superseded(s, a, plan);
    case SENDING_AGENDA_CHAIR:
        return plan_review(s, a, plan);
    }
    IMPOSSIBLE("a sending of no known kind");
}

enum err sending_plan(struct snap *s, struct arena *a, const struct actor *who, int64_t meeting_id,
    enum sending_kind kind, int64_t item_id, struct plan *ret)
{
    struct fault *f = snap_fault(s);
    struct plan plan = { .kind = kind };

    TRY(council_get(s, a, &plan.council));
    TRY(meeting_get(s, a, meeting_id, &plan.meeting));
    if (sending_is_aside(kind))
        plan.step = (struct lifecycle_step){ plan.meeting.state, "" };
    else
        TRY(lifecycle_step(who, plan.meeting.state, action_of(kind), f, &plan.step));
    if (!may(who, SEND, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    if (!sending_is_of_results(kind) && kind != SENDING_SUPERSEDED)
        TRY(check_waiting(s, a, meeting_id, kind));
    TRY(plan_kind(s, a, who, item_id, &plan));
    if (!sending_is_of_results(kind) && !sending_is_aside(kind))
        TRY(check_begun(f, &plan));
    plan.published.meeting.state = plan.step.to;
    plan.published.meeting.version = plan.published.number;
    *ret = plan;
    return ERR_OK;
}

static enum notice_type type_of(enum sending_kind kind)
{
    switch (kind) {
    case SENDING_DATE:
        return NOTICE_MEETING_PLANNED;
    case SENDING_AGENDA:
        return NOTICE_AGENDA_PUBLISHED;
    case SENDING_CHANGES:
        return NOTICE_AGENDA_CHANGED;
    case SENDING_CANCELLATION:
        return NOTICE_MEETING_CANCELLED;
    case SENDING_RESULTS:
        return NOTICE_DECISION_RECORDED;
    case SENDING_CALL:
        return NOTICE_ITEMS_CALLED;
    case SENDING_REMINDER:
        return NOTICE_REPLY_MISSING;
    case SENDING_ACTIONS:
        return NOTICE_ACTION_ASSIGNED;
    case SENDING_MINUTES_CHAIR:
        return NOTICE_MINUTES_DRAFTED;
    case SENDING_MINUTES_MEMBERS:
        return NOTICE_MINUTES_SUBMITTED;
    case SENDING_MINUTES_APPROVED:
        return NOTICE_MINUTES_APPROVED;
    case SENDING_SUPERSEDED:
        return NOTICE_DECISION_SUPERSEDED;
    case SENDING_AGENDA_CHAIR:
        return NOTICE_AGENDA_DRAFTED;
    }
    IMPOSSIBLE("a sending of no known kind");
}

/* One that fewer people may see is not named. */
static const char *successor(const struct decision *d)
{
    return d->successor_access > d->access ? "een andere beslissing" : d->successor;
}

struct tellings sending_plan_tellings(
    struct arena *a, const struct sending_options *o, const struct plan *plan)
{
    size_t results = plan->decisions.count + plan->announcements.count + plan->actions.count;
    struct tellings all = { arena_array(a, results + 1, sizeof *all.at), 0 };
    struct telling t = {
        .type = type_of(plan->kind),
        .council = &plan->council,
        .published = &plan->published,
        .before = plan->kind == SENDING_CHANGES ? &plan->before : NULL,
        .closes_on = plan->closes_on,
        .working_version = plan->meeting.version,
        .minutes = sending_is_of_minutes(plan->kind) ? &plan->minutes : NULL,
        .actions = plan->agreed,
        .public_url = o->public_url,
    };

    if (!sending_is_of_results(plan->kind) && plan->kind != SENDING_SUPERSEDED) {
        all.at[all.count++] = t;
        return all;
    }
    for (size_t i = 0; i < plan->decisions.count; i++) {
        t.decision = &plan->decisions.at[i];
        t.superseded_by = successor(t.decision);
        all.at[all.count++] = t;
    }
    t.decision = NULL;
    t.type = NOTICE_ITEM_ANNOUNCED;
    for (size_t i = 0; i < plan->announcements.count; i++) {
        t.announcement = &plan->announcements.at[i];
        all.at[all.count++] = t;
    }
    t.announcement = NULL;
    t.type = NOTICE_ACTION_ASSIGNED;
    for (size_t i = 0; i < plan->actions.count; i++) {
        t.action = &plan->actions.at[i];
        all.at[all.count++] = t;
    }
    return all;
}

bool sending_is_of_minutes(enum sending_kind kind)
{
    return kind == SENDING_MINUTES_CHAIR || kind == SENDING_MINUTES_MEMBERS ||
           kind == SENDING_MINUTES_APPROVED;
}

bool sending_is_aside(enum sending_kind kind)
{
    return sending_is_of_minutes(kind) || kind == SENDING_SUPERSEDED ||
           kind == SENDING_AGENDA_CHAIR;
}

/* A reminder, and what the chair reads, goes to persons: an endpoint has no reply to give. */
enum err sending_plan_tell(const struct notice_way *way, const struct plan *plan,
    struct recipient_list *ret, struct recipient_list *by_hand)
{
    struct tellings all = sending_plan_tellings(way->arena, way->options, plan);

    if (plan->kind != SENDING_REMINDER && plan->kind != SENDING_MINUTES_CHAIR &&
        plan->kind != SENDING_AGENDA_CHAIR)
        TRY(notices_tell(way, all.at, all.count, ret));
    TRY(sending_tell_people(way, plan, &all, ret, by_hand));
    if (ret->told_before > 0 && ret->count + by_hand->count == 0)
        return fault_set(snap_fault(way->s), ERR_CONFLICT, "Iedereen kreeg dit bericht al. %s",
            way->options->has_mail
                ? "Wat niet aankwam, stuurt u vanuit de lijst van berichten opnieuw."
                : "De teksten om zelf te mailen staan nog bij die verzending.");
    return ERR_OK;
}
