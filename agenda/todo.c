#include "agenda/todo_words.h"
#include "lok/base/dates.h"
#include <stdlib.h>
#include <string.h>

const struct choice TODO_KINDS[] = {
    [TODO_CHOOSE_DATE] = { "choose_date", "" },
    [TODO_TAKE_OFFER] = { "take_offer", "" },
    [TODO_FILL_AGENDA] = { "fill_agenda", "" },
    [TODO_CHAIR_REMARK] = { "chair_remark", "" },
    [TODO_SEND_INVITATION] = { "send_invitation", "" },
    [TODO_SEND_CHANGES] = { "send_changes", "" },
    [TODO_START_MEETING] = { "start_meeting", "" },
    [TODO_RECORD_OUTCOMES] = { "record_outcomes", "" },
    [TODO_CLOSE_MEETING] = { "close_meeting", "" },
    [TODO_RELEASE_RESULTS] = { "release_results", "" },
    [TODO_ADVICE_LATE] = { "advice_late", "" },
    [TODO_ADVICE] = { "advice", "" },
    [TODO_SEND_WRITTEN] = { "send_written", "" },
    [TODO_WRITTEN_CLOSES] = { "written_closes", "" },
    [TODO_REPORT_WRITTEN] = { "report_written", "" },
    [TODO_PROMISED_MISSED] = { "promised_missed", "" },
    [TODO_ANSWER_PROPOSALS] = { "answer_proposals", "" },
    [TODO_REPLIES_MISSING] = { "replies_missing", "" },
    [TODO_MINUTES] = { "minutes", "" },
    [TODO_ACTION] = { "action", "" },
    [TODO_COALITION] = { "coalition", "" },
    [TODO_EXPANSION] = { "expansion", "" },
    [TODO_DOSSIER] = { "dossier", "" },
    [TODO_SEATS] = { "seats", "" },
    [TODO_DELIVERIES_FAILED] = { "deliveries_failed", "" },
    [TODO_PLAN_NEXT] = { "plan_next", "" },
    [TODO_PROMISED] = { "promised", "" },
    [TODO_OWN_REVIEW] = { "own_review", "" },
    [TODO_OWN_VOTE] = { "own_vote", "" },
    [TODO_OWN_REPLY] = { "own_reply", "" },
    [TODO_OWN_MINUTES] = { "own_minutes", "" },
    [TODO_OWN_ACTION] = { "own_action", "" },
    { NULL, NULL },
};
_Static_assert(ARRAY_LEN(TODO_KINDS) == TODO_KIND_COUNT + 1, "a name for each kind");

const char TODO_NO_DAY[] = "9999-12-31";

void todo_add(struct todo_work *w, const char *due, struct todo todo)
{
    if (w->count == w->room) {
        size_t room = w->room == 0 ? 16 : w->room * 2;
        struct todo_entry *grown = arena_array(w->arena, room, sizeof *grown);
        if (w->count > 0)
            memcpy(grown, w->at, w->count * sizeof *grown);
        w->at = grown;
        w->room = room;
    }
    if (str_empty(todo.date)) {
        todo.date = strcmp(due, TODO_NO_DAY) == 0 ? "" : due;
        todo.late |= !str_empty(todo.date) && strcmp(todo.date, w->today) < 0;
    }
    w->at[w->count] = (struct todo_entry){ todo, due, w->count };
    w->count++;
}

/* By the day it is due; on the same day in the order in which the work is done. */
static int by_due(const void *a, const void *b)
{
    const struct todo_entry *x = a;
    const struct todo_entry *y = b;
    int order = strcmp(x->due, y->due);

    if (order == 0)
        order = (int)x->todo.kind - (int)y->todo.kind;
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

struct todo_list todo_sorted(struct todo_work *w)
{
    struct todo_list list = { arena_array(w->arena, w->count, sizeof *list.at), w->count };

    if (w->count > 0)
        qsort(w->at, w->count, sizeof *w->at, by_due);
    for (size_t i = 0; i < w->count; i++)
        list.at[i] = w->at[i].todo;
    return list;
}

const char *todo_last_day_to_choose(const struct todo_work *w, const char *month)
{
    return date_add_days(
        w->arena, month_last_day(w->arena, month), -(int)w->council->invitation_days);
}

/* The invitation takes what it needs along; once it went, the day itself counts. */
static const char *day_before(struct todo_work *w, const struct meeting *next)
{
    if (next->starts_at == 0)
        return date_add_days(
            w->arena, month_last_day(w->arena, next->month), -(int)w->council->invitation_days);
    if (next->state >= MEETING_CONVENED)
        return date_of(w->arena, next->starts_at);
    return meeting_invitation_deadline(w->arena, next, w->council);
}

static enum err look_ahead(struct todo_work *w)
{
    enum err e = meeting_next(w->snap, w->arena, w->now, &w->next);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    w->has_next = e == ERR_OK;
    w->before_next = w->has_next ? day_before(w, &w->next) : TODO_NO_DAY;
    TRY(announcement_open(w->snap, w->arena, &w->open));
    w->named = arena_array(w->arena, w->open.count, sizeof *w->named);
    return ERR_OK;
}

/* What was promised first is the reason to plan it. */
static enum err todo_of_next(struct todo_work *w)
{
    const struct announcement *first = w->open.count > 0 ? &w->open.at[0] : NULL;
    const char *due = TODO_NO_DAY;

    if (w->has_next)
        return ERR_OK;
    if (first != NULL && !w->named[0] && strcmp(first->target_month, w->today) >= 0) {
        w->named[0] = true;
        due = todo_last_day_to_choose(w, first->target_month);
    }
    todo_add(w, due, todo_plan_next(w, first));
    return ERR_OK;
}

/* Later ones may look at what earlier ones named. */
static todo_source *const SOURCES[] = {
    todo_of_meetings,
    todo_of_results,
    todo_of_next,
    todo_of_promises,
    todo_of_advices,
    todo_of_proposals,
    todo_of_unreported,
    todo_of_minutes,
    todo_of_actions,
    todo_of_coalitions,
    todo_of_expansions,
    todo_of_dossiers,
    todo_of_seats,
    todo_of_deliveries,
};

enum err todo_list(
    struct snap *s, struct arena *a, const struct council *c, int64_t now, struct todo_list *ret)
{
    struct todo_work w = {
        .snap = s,
        .arena = a,
        .council = c,
        .now = now,
        .today = date_of(a, now),
    };

    TRY(look_ahead(&w));
    for (size_t i = 0; i < ARRAY_LEN(SOURCES); i++)
        TRY(SOURCES[i](&w));
    *ret = todo_sorted(&w);
    return ERR_OK;
}
