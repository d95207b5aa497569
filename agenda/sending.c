#include "agenda/sending.h"
#include "agenda/sending_plan.h"
#include "lok/base/clock.h"
#include "lok/base/sql.h"

const struct choice SENDING_KINDS[] = {
    { "date", "datum meedelen" },
    { "agenda", "agenda versturen" },
    { "changes", "wijzigingen versturen" },
    { "cancellation", "annulering versturen" },
    { "results", "beslissingen en aankondigingen meedelen" },
    { "call", "oproep voor agendapunten" },
    { "reminder", "herinnering om te antwoorden" },
    { "actions", "acties meedelen" },
    { "minutes_chair", "verslag naar de voorzitter" },
    { "minutes_members", "verslag voorleggen" },
    { "minutes_approved", "goedgekeurd verslag meedelen" },
    { "superseded", "vervangen beslissingen meedelen" },
    { "agenda_chair", "agenda naar de voorzitter" },
    { NULL, NULL },
};

static const struct sql SENDING_INSERT =
    SQL("INSERT INTO sending (kind, meeting_id, created_at, due_at, previous_state, recipients,"
        "                     account_id, token_id)"
        " VALUES (:kind, :meeting, :now, :due_at, :previous_state, 0, :account, :token)"
        " RETURNING id");

/* One sending as it is being written. */
struct writing {
    struct tx *tx;
    struct arena *arena;
    const struct actor *who;
    struct plan plan;
    int64_t id, now, due_at;
};

static enum err insert(struct writing *w)
{
    return sql_change(w->tx, &SENDING_INSERT,
        IN(in_enum("kind", SENDING_KINDS, w->plan.kind), in_i64("meeting", w->plan.meeting.id),
            in_i64("now", w->now), in_i64("due_at", w->due_at),
            in_enum("previous_state", MEETING_STATES, w->plan.meeting.state),
            in_id("account", w->who->account_id), in_id("token", w->who->token_id)),
        OUT(out_i64("id", &w->id)));
}

static const struct sql RELEASE_ANNOUNCEMENT =
    SQL("UPDATE announcement SET released_at = :at, released_by = :sending, version = version + 1"
        " WHERE id = :id");

/* Read again once released: what is told is what then stands there. */
static enum err release(struct writing *w)
{
    struct plan *plan = &w->plan;
    struct snap *s = tx_snap(w->tx);

    for (size_t i = 0; i < plan->decisions.count; i++) {
        struct decision *d = &plan->decisions.at[i];

        TRY(decision_release(w->tx, w->who, d->id, w->id, w->due_at));
        TRY(decision_by_id(s, w->arena, d->id, d));
    }
    for (size_t i = 0; i < plan->announcements.count; i++) {
        struct announcement *n = &plan->announcements.at[i];

        TRY(sql_run(w->tx, &RELEASE_ANNOUNCEMENT,
            IN(in_i64("id", n->id), in_i64("at", w->due_at), in_i64("sending", w->id)), NULL));
        TRY(announcement_get(s, w->arena, n->id, n));
    }
    for (size_t i = 0; i < plan->actions.count; i++)
        TRY(action_release(w->tx, plan->actions.at[i].id, w->id, w->due_at));
    return ERR_OK;
}

static const struct sql SET_STATE =
    SQL("UPDATE meeting SET state = :state, version = version + 1 WHERE id = :id");

static enum err publish(struct writing *w)
{
    const struct plan *plan = &w->plan;
    int64_t meeting_id = plan->meeting.id;
    int64_t publication_id;

    if (plan->kind == SENDING_CANCELLATION) {
        TRY(outbox_overtake_subject(w->tx, "meeting", meeting_id));
        TRY(publication_repeat(w->tx, meeting_id, w->id, w->due_at, &publication_id));
    } else {
        TRY(publication_make(
            w->tx, meeting_id, w->id, w->due_at, plan->published.has_agenda, &publication_id));
    }
    return sql_run(w->tx, &SET_STATE,
        IN(in_i64("id", meeting_id), in_enum("state", MEETING_STATES, plan->step.to)), NULL);
}

/* -- what is recorded -- */

static cJSON *sending_json(const struct writing *w)
{
    cJSON *data = cJSON_CreateObject();

    json_add_id(data, "sendingId", w->id);
    return data;
}

static enum err record_results(const struct writing *w)
{
    const struct plan *plan = &w->plan;

    for (size_t i = 0; i < plan->decisions.count; i++)
        TRY(event_record(w->tx, w->who, "decision.recorded", "decision", plan->decisions.at[i].id,
            sending_json(w), NULL));
    for (size_t i = 0; i < plan->announcements.count; i++)
        TRY(event_record(w->tx, w->who, "item.announced", "announcement",
            plan->announcements.at[i].id, sending_json(w), NULL));
    for (size_t i = 0; i < plan->actions.count; i++)
        TRY(event_record(w->tx, w->who, "action.assigned", "action", plan->actions.at[i].id,
            sending_json(w), NULL));
    return ERR_OK;
}

static const char *event_of(const struct plan *plan)
{
    if (plan->kind != SENDING_CHANGES)
        return plan->step.event;
    for (size_t i = 0; i < plan->changes.count; i++)
        if (plan->changes.at[i].moved)
            return "meeting.moved";
    return "agenda.changed";
}

static enum err record(const struct writing *w)
{
    const struct plan *plan = &w->plan;
    cJSON *data = sending_json(w);
    cJSON *state = cJSON_AddObjectToObject(data, "state");

    cJSON_AddNumberToObject(data, "version", (double)plan->published.number);
    cJSON_AddStringToObject(state, "from", choice_code(MEETING_STATES, plan->meeting.state));
    cJSON_AddStringToObject(state, "to", choice_code(MEETING_STATES, plan->step.to));
    cJSON *changes = plan->changes.count == 0 ? NULL : cJSON_AddArrayToObject(data, "changes");
    for (size_t i = 0; i < plan->changes.count; i++) {
        cJSON *change = cJSON_CreateObject();

        cJSON_AddItemToArray(changes, change);
        json_add_text(change, "what", plan->changes.at[i].what);
        json_add_text(change, "from", plan->changes.at[i].old);
        json_add_text(change, "to", plan->changes.at[i].new);
        json_add_id(change, "itemId", plan->changes.at[i].item_id);
    }
    return event_record(w->tx, w->who, event_of(plan), "meeting", plan->meeting.id, data, NULL);
}

/* -- sending -- */

static const struct sql SET_RECIPIENTS =
    SQL("UPDATE sending SET recipients = :count WHERE id = :id");

/* One that gets several messages counts once. */
static int64_t count_chosen(const struct recipient_list *list)
{
    int64_t count = 0;

    for (size_t i = 0; i < list->count; i++) {
        size_t seen = 0;

        while (!str_equal(list->at[seen].key, list->at[i].key))
            seen++;
        count += seen == i && list->at[i].chosen;
    }
    return count;
}

/* A call and a reminder change nothing in what others see. */
static bool plan_publishes(const struct plan *plan)
{
    return plan->kind != SENDING_CALL && plan->kind != SENDING_REMINDER &&
           !sending_is_aside(plan->kind);
}

/* What this sending changes, before people are told of it. */
static enum err change(struct writing *w)
{
    const struct plan *plan = &w->plan;

    if (sending_is_of_results(plan->kind))
        return release(w);
    if (plan->kind == SENDING_SUPERSEDED)
        return decision_told_superseded(w->tx, w->who, &plan->decisions, w->id);
    if (sending_is_of_minutes(plan->kind))
        return minutes_submit(w->tx, w->arena, w->who, plan->meeting.id, plan->minutes_action,
            choice_code(SENDING_KINDS, plan->kind), w->id);
    return plan_publishes(plan) ? publish(w) : ERR_OK;
}

static enum err write_all(struct writing *w, const struct sending_options *o)
{
    struct recipient_list told = { 0 }, by_hand = { 0 };

    TRY(insert(w));
    const struct notice_way way = { tx_snap(w->tx), w->tx, w->arena, w->id, w->due_at, o };
    TRY(change(w));
    TRY(sending_plan_tell(&way, &w->plan, &told, &by_hand));
    TRY(sql_run(w->tx, &SET_RECIPIENTS,
        IN(in_i64("id", w->id), in_i64("count", count_chosen(&told))), NULL));
    if (sending_is_of_results(w->plan.kind))
        return record_results(w);
    if (w->plan.kind == SENDING_AGENDA_CHAIR)
        return event_record(
            w->tx, w->who, "agenda.drafted", "meeting", w->plan.meeting.id, sending_json(w), NULL);
    return sending_is_aside(w->plan.kind) ? ERR_OK : record(w);
}

static enum err send(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, const struct plan *plan, struct sending *ret)
{
    int64_t now = clock_now();
    struct writing w = {
        .tx = tx,
        .arena = a,
        .who = who,
        .plan = *plan,
        .now = now,
        .due_at = now + o->undo_seconds * 1000,
    };

    TRY(write_all(&w, o));
    return sending_get(tx_snap(tx), a, w.id, ret);
}

enum err sending_send(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t meeting_id, int64_t version, enum sending_kind kind,
    struct sending *ret)
{
    struct meeting m = { 0 };
    struct plan plan = { 0 };

    if (!may(who, SEND, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(meeting_get(tx_snap(tx), a, meeting_id, &m));
    if (version != 0 && m.version != version)
        return ERR_STALE;
    TRY(sending_plan(tx_snap(tx), a, who, meeting_id, kind, 0, &plan));
    return send(tx, a, who, o, &plan, ret);
}

enum err sending_send_item(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t item_id, struct sending *ret)
{
    struct plan plan = { 0 };
    struct item item = { 0 };

    TRY(item_get(tx_snap(tx), a, item_id, &item));
    TRY(sending_plan(tx_snap(tx), a, who, item.meeting_id, SENDING_RESULTS, item_id, &plan));
    return send(tx, a, who, o, &plan, ret);
}
