/* The things to do that follow from meetings, and from what was promised for one. */
#include "agenda/decision.h"
#include "agenda/missing.h"
#include "agenda/reply.h"
#include "agenda/review.h"
#include "agenda/todo_words.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <string.h>

/* So many of the newest meetings are looked at. */
enum { LOOKED_AT = 50 };

/* An agenda of fewer points is still being filled. */
enum { AGENDA_READY = 3 };

/* So many days before a meeting it is asked who did not reply. */
enum { REPLY_DAYS = 14 };

static bool is_dated_and_ahead(const struct todo_work *w, const struct meeting *m)
{
    return m->starts_at != 0 && m->state < MEETING_IN_SESSION &&
           strcmp(date_of(w->arena, m->starts_at), w->today) >= 0;
}

static bool is_missed(const struct todo_work *w, const struct announcement *n)
{
    return strncmp(n->target_month, w->today, strlen("YYYY-MM")) < 0;
}

/* Every open announcement is named once: at the first meeting that it is offered to; one whose month
 * is over without any, as promised but missed. */
static void add_offers(struct todo_work *w, const struct meeting *m, const char *deadline)
{
    for (size_t i = 0; i < w->open.count; i++) {
        const struct announcement *n = &w->open.at[i];
        if (w->named[i] || strcmp(n->target_month, m->month) > 0 || n->meeting_id == m->id)
            continue;
        w->named[i] = true;
        if (is_missed(w, n))
            todo_add(w, month_last_day(w->arena, n->target_month), todo_promised_missed(w, n, m));
        else
            todo_add(w, deadline, todo_take_offer(w, n, m));
    }
}

enum err todo_of_promises(struct todo_work *w)
{
    for (size_t i = 0; i < w->open.count; i++) {
        const struct announcement *n = &w->open.at[i];
        if (!w->named[i])
            todo_add(w, month_last_day(w->arena, n->target_month),
                is_missed(w, n) ? todo_promised_missed(w, n, NULL) : todo_promised(w, n));
    }
    return ERR_OK;
}

static enum err add_choose_date(struct todo_work *w, const struct meeting *m)
{
    const struct announcement *first = NULL;

    for (size_t i = 0; i < w->open.count && first == NULL; i++) {
        const struct announcement *n = &w->open.at[i];
        if (w->named[i] || strcmp(n->target_month, m->month) > 0 || is_missed(w, n))
            continue;
        w->named[i] = true;
        first = n;
    }
    /* Due from the day on which the month could be missed, at the latest when it will be. */
    todo_add(w,
        date_add_days(
            w->arena, arena_printf(w->arena, "%s-01", m->month), -(int)w->council->invitation_days),
        todo_choose_date(w, m, first));
    return ERR_OK;
}

/* Until the agenda is changed, put to the chair again and agreed with, or sent. */
static enum err add_remark(struct todo_work *w, const struct meeting *m, const char *deadline)
{
    struct review r = { 0 };

    TRY(review_get(w->snap, w->arena, m->id, &r));
    if (r.answered_at != 0 && !str_empty(r.remark) && !r.changed)
        todo_add(w, deadline, todo_chair_remark(w, m, r.words));
    return ERR_OK;
}

static enum err add_agenda(struct todo_work *w, const struct meeting *m)
{
    const char *deadline = meeting_invitation_deadline(w->arena, m, w->council);
    bool late = strcmp(w->today, deadline) > 0;
    struct item_list items = { 0 };

    TRY(item_list(w->snap, w->arena, m->id, &items));
    add_offers(w, m, deadline);
    if (m->state == MEETING_CONVENED)
        return ERR_OK;
    TRY(add_remark(w, m, deadline));
    if (items.count == 0 || (items.count < AGENDA_READY && !late))
        todo_add(w, deadline, todo_fill_agenda(w, m, items.count));
    if (items.count > 0) {
        const struct missing_list missing = missing_of(w->arena, m, &items);
        todo_add(w, deadline,
            todo_send_invitation(w, m, deadline, late, missing_words(w->arena, &missing)));
    }
    return ERR_OK;
}

static enum err add_changes(struct todo_work *w, const struct meeting *m)
{
    struct change_list changes = { 0 };
    enum err e = publication_changes(w->snap, w->arena, m->id, &changes);
    size_t count = 0;

    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    /* Before the agenda is sent only the date and place were told. */
    for (size_t i = 0; i < changes.count; i++)
        count += m->state == MEETING_CONVENED || changes.at[i].moved;
    if (count > 0)
        todo_add(w, w->today, todo_send_changes(w, m, count));
    return ERR_OK;
}

/* In a demo, where today stands still, a meeting may be started ahead of its day. */
static void add_start(struct todo_work *w, const struct meeting *m)
{
    const char *date = date_of(w->arena, m->starts_at);
    bool today = strcmp(date, w->today) <= 0;

    if (today || (m->state == MEETING_CONVENED && council_is_demo(w->council)))
        todo_add(w, date, todo_start(w, m, date));
}

static enum err add_replies(struct todo_work *w, const struct meeting *m)
{
    const struct actor system = actor_system();
    const char *date = date_of(w->arena, m->starts_at);
    struct reply_list list = { 0 };

    if (!reply_is_open(m, w->council) ||
        strcmp(date, date_add_days(w->arena, w->today, REPLY_DAYS)) > 0)
        return ERR_OK;
    TRY(reply_list(w->snap, w->arena, &system, m->id, &list));
    struct reply_counts n = reply_count(&list);
    if (n.missing > 0)
        todo_add(w, date, todo_replies(w, m, (size_t)n.missing, (size_t)n.invited));
    return ERR_OK;
}

static enum err add_session(struct todo_work *w, const struct meeting *m)
{
    struct item_list items = { 0 };
    size_t untreated = 0;
    int64_t first = 0;

    TRY(item_list(w->snap, w->arena, m->id, &items));
    for (size_t i = items.count; i > 0; i--) {
        if (items.at[i - 1].outcome != OUTCOME_NONE)
            continue;
        untreated++;
        first = items.at[i - 1].id;
    }
    todo_add(w, "", untreated > 0 ? todo_record(w, m, untreated, first) : todo_close(w, m));
    return ERR_OK;
}

static enum err add_meeting(struct todo_work *w, const struct meeting *m)
{
    if (m->kind == MEETING_WRITTEN_PROCEDURE && m->state < MEETING_CLOSED)
        return todo_of_written(w, m);
    switch ((enum meeting_state)m->state) {
    case MEETING_DRAFT:
    case MEETING_ANNOUNCED:
    case MEETING_PLANNED:
    case MEETING_CONVENED:
        if (m->starts_at == 0)
            return add_choose_date(w, m);
        if (m->state >= MEETING_PLANNED)
            TRY(add_changes(w, m));
        if (m->state == MEETING_CONVENED)
            TRY(add_replies(w, m));
        add_start(w, m);
        return is_dated_and_ahead(w, m) ? add_agenda(w, m) : ERR_OK;
    case MEETING_IN_SESSION:
        return add_session(w, m);
    case MEETING_CLOSED:
    case MEETING_CANCELLED:
    case MEETING_STATE_COUNT:
        return ERR_OK;
    }
    IMPOSSIBLE("a meeting in no known state");
}

enum err todo_of_meetings(struct todo_work *w)
{
    struct meeting_list meetings = { 0 };

    TRY(meeting_list(w->snap, w->arena, 0, 0, LOOKED_AT, &meetings));
    for (size_t i = meetings.count; i > 0; i--)
        TRY(add_meeting(w, &meetings.at[i - 1]));
    return ERR_OK;
}

static const struct sql UNRELEASED = SQL("SELECT meeting_id, count(*) AS decisions FROM decision"
                                         " WHERE released_at IS NULL GROUP BY meeting_id");

static enum err add_decisions(struct todo_work *w)
{
    struct unreleased {
        int64_t meeting_id, decisions;
    } row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(w->snap, w->arena, &UNRELEASED, IN(),
        OUT(out_i64("meeting_id", &row.meeting_id), out_i64("decisions", &row.decisions)), &row,
        sizeof row, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        struct meeting m = { 0 };
        TRY(meeting_get(w->snap, w->arena, rows[i].meeting_id, &m));
        if (m.state == MEETING_CLOSED || m.state == MEETING_CONVENED)
            todo_add(w, "", todo_release(w, &m, (size_t)rows[i].decisions));
    }
    return ERR_OK;
}

/* Announcements alone are results too. */
static enum err add_told_nobody(struct todo_work *w)
{
    for (size_t i = 0; i < w->open.count; i++) {
        const struct announcement *n = &w->open.at[i];
        struct meeting m = { 0 };
        bool known = n->released_at != 0;

        TRY(meeting_get(w->snap, w->arena, n->meeting_id, &m));
        for (size_t j = 0; j < w->count; j++)
            known |= w->at[j].todo.kind == TODO_RELEASE_RESULTS &&
                     w->at[j].todo.meeting_id == n->meeting_id;
        if (!known && m.state == MEETING_CLOSED)
            todo_add(w, "", todo_release(w, &m, 0));
    }
    return ERR_OK;
}

enum err todo_of_results(struct todo_work *w)
{
    TRY(add_decisions(w));
    return add_told_nobody(w);
}
