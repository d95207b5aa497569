#include "web/pages/overview.h"
#include "agenda/announcement.h"
#include "agenda/todo.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/pages.h"
#include <string.h>

enum { LATEST = 3, LOOKED_AT = 50 };

struct decision_rows decision_rows_of(struct request *rq, const struct decision_list *list)
{
    struct arena *a = rq->arena;
    struct decision_rows rows = { arena_array(a, list->count, sizeof *rows.at), list->count };
    for (size_t i = 0; i < list->count; i++) {
        const struct decision *d = &list->at[i];
        rows.at[i] = (struct decision_row){
            .number = d->number,
            .title = d->title,
            .day = dutch_date(a, date_of(a, d->meeting_at)),
            .to = show_decision_url(a, d->number),
            .kind = { "", "" },
            .state = show_decision_state(d->state),
        };
    }
    return rows;
}

static enum err latest_decisions(struct request *rq, struct decision_rows *ret)
{
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct decision_filter filter = { .typed = "", .limit = LATEST };
    struct decision_list list = { 0 };
    TRY(decision_find(rq->snap, rq->arena, &reader, &filter, &list));
    *ret = decision_rows_of(rq, &list);
    return ERR_OK;
}

/* -- the secretariat -- */

/* Where the button of a thing to do leads: of a meeting … */
static struct url meeting_todo_url(struct arena *a, const struct todo *t)
{
    int64_t id = t->meeting_id;
    switch (t->kind) {
    case TODO_CHOOSE_DATE:
        return show_meeting_url(a, id, "/verplaatsen");
    case TODO_FILL_AGENDA:
    case TODO_CHAIR_REMARK:
        return show_meeting_url(a, id, "/agenda");
    case TODO_SEND_INVITATION:
    case TODO_SEND_WRITTEN:
        return show_meeting_url(a, id, "/versturen?soort=agenda");
    case TODO_SEND_CHANGES:
        return show_meeting_url(a, id, "/versturen?soort=wijzigingen");
    case TODO_CLOSE_MEETING:
        return show_meeting_url(a, id, "/afsluiten");
    case TODO_RECORD_OUTCOMES:
        return url_of(
            a, "/vergaderingen/%lld/tafel?punt=%lld", (long long)id, (long long)t->item_id);
    case TODO_RELEASE_RESULTS:
        return show_meeting_url(a, id, "/versturen?soort=resultaten");
    case TODO_REPLIES_MISSING:
        return show_meeting_url(a, id, "/aanwezigheid");
    case TODO_WRITTEN_CLOSES:
    case TODO_OWN_VOTE:
        return show_meeting_url(a, id, "/stemmen");
    case TODO_MINUTES:
    case TODO_OWN_MINUTES:
        return show_meeting_url(a, id, "/verslag");
    case TODO_OWN_REVIEW:
        return show_meeting_url(a, id, "/agenda/nalezen");
    case TODO_OWN_REPLY:
        return show_meeting_url(a, id, "/antwoord");
    default:
        return show_meeting_url(a, id, "");
    }
}

/* … or of something else. */
static struct url todo_url(struct arena *a, const struct todo *t)
{
    switch (t->kind) {
    case TODO_TAKE_OFFER:
    case TODO_PROMISED_MISSED:
    case TODO_PROMISED:
        if (t->meeting_id == 0)
            return url_of(a, "/aankondigingen/%lld", (long long)t->announcement_id);
        return url_of(a, "/vergaderingen/%lld/aanbod/%lld", (long long)t->meeting_id,
            (long long)t->announcement_id);
    case TODO_ADVICE_LATE:
    case TODO_ADVICE:
        return url_of(a, "/adviezen/%s", t->number);
    case TODO_ACTION:
    case TODO_OWN_ACTION:
        return url_of(a, "/opvolging/%lld", (long long)t->action_id);
    case TODO_COALITION:
        return url_of(a, "/dossiers/%lld/samenwerkingsverband", (long long)t->dossier_id);
    case TODO_EXPANSION:
        return url_of(a, "/uitbreidingsrondes/%lld", (long long)t->expansion_id);
    case TODO_DOSSIER:
        return t->meeting_id == 0 ? url_of(a, "/dossiers/%lld", (long long)t->dossier_id)
                                  : url_of(a, "/vergaderingen/%lld/aanbod/dossier-%lld",
                                        (long long)t->meeting_id, (long long)t->dossier_id);
    case TODO_REPORT_WRITTEN:
        return t->meeting_id == 0 ? show_meeting_url(a, t->written_id, "/stemmen")
                                  : url_of(a, "/vergaderingen/%lld/aanbod/written-%lld",
                                        (long long)t->meeting_id, (long long)t->written_id);
    case TODO_ANSWER_PROPOSALS:
        return (struct url){ "/voorstellen" };
    case TODO_SEATS:
        return (struct url){ "/leden" };
    case TODO_DELIVERIES_FAILED:
        return (struct url){ "/beheer/berichten" };
    case TODO_PLAN_NEXT:
        return (struct url){ "/vergaderingen/nieuw" };
    default:
        return meeting_todo_url(a, t);
    }
}

/* A new meeting begins in the month of what was promised. */
static enum err plan_url(struct request *rq, const struct todo *t, struct url *ret)
{
    struct announcement n = { 0 };
    if (t->kind != TODO_PLAN_NEXT || t->announcement_id == 0)
        return ERR_OK;
    TRY(announcement_get(rq->snap, rq->arena, t->announcement_id, &n));
    *ret = url_of(rq->arena, "/vergaderingen/nieuw?maand=%s", n.target_month);
    return ERR_OK;
}

static struct todo_row todo_row_of(struct arena *a, const struct todo *t)
{
    bool offered = t->kind == TODO_TAKE_OFFER || t->kind == TODO_PROMISED_MISSED ||
                   t->kind == TODO_DOSSIER || t->kind == TODO_REPORT_WRITTEN;
    return (struct todo_row){
        .when = str_empty(t->date) ? "" : dutch_day(a, t->date),
        .late = t->late,
        .what = t->what,
        .why = t->why,
        .button = t->button,
        .to = todo_url(a, t),
        .posts = offered && t->meeting_id != 0,
    };
}

/* In a practice council: was a meeting held besides the one that it began with? */
static enum err has_practised(struct request *rq, bool *ret)
{
    struct meeting_list meetings = { 0 };
    size_t held = 0;
    *ret = false;
    if (!council_is_demo(&rq->council))
        return ERR_OK;
    TRY(meeting_list(rq->snap, rq->arena, 0, 0, LOOKED_AT, &meetings));
    for (size_t i = 0; i < meetings.count; i++) {
        const struct meeting *m = &meetings.at[i];
        held += m->state == MEETING_CLOSED && m->kind == MEETING_ORDINARY;
    }
    *ret = held > 1;
    return ERR_OK;
}

/* Of a meeting itself nothing is left to do. */
static bool is_rested(const struct todo_list *todos)
{
    bool rested = true;
    for (size_t i = 0; i < todos->count; i++)
        rested &= todos->at[i].kind > TODO_RELEASE_RESULTS;
    return rested;
}

static enum err secretary_page(struct request *rq)
{
    struct arena *a = rq->arena;
    struct overview_view v = { 0 };
    struct todo_list todos = { 0 };
    struct outbox_counts counts = { 0 };

    TRY(todo_list(rq->snap, a, &rq->council, council_now(&rq->council), &todos));
    TRY(latest_decisions(rq, &v.decisions));
    TRY(outbox_count(rq->snap, &counts));
    TRY(has_practised(rq, &v.practised));
    v.rested = v.practised && is_rested(&todos);
    TRY(practice_jumps(rq, &v.jumps));
    v.practises = council_is_demo(&rq->council);
    size_t first = todos.count > 0 && !v.rested ? 1 : 0;
    if (first == 1) {
        v.next = todo_row_of(a, &todos.at[0]);
        TRY(plan_url(rq, &todos.at[0], &v.next.to));
    }
    v.has_next = first == 1;
    v.todos.at = arena_array(a, todos.count, sizeof *v.todos.at);
    for (size_t i = first; i < todos.count; i++) {
        v.todos.at[v.todos.count] = todo_row_of(a, &todos.at[i]);
        TRY(plan_url(rq, &todos.at[i], &v.todos.at[v.todos.count++].to));
    }
    v.sent = counts.sent;
    v.waiting = counts.pending;
    v.failed = counts.failed + counts.dead;
    return reply_page(rq, "Overzicht", overview_html, &v);
}

/* -- everybody else -- */

static bool is_coming(struct request *rq, const struct meeting *m)
{
    const char *today = council_today(rq->arena, &rq->council);
    if (m->state == MEETING_CANCELLED || m->state == MEETING_CLOSED)
        return false;
    if (m->state == MEETING_IN_SESSION)
        return true;
    return m->starts_at != 0 ? strcmp(date_of(rq->arena, m->starts_at), today) >= 0
                             : strncmp(m->month, today, strlen("YYYY-MM")) >= 0;
}

/* The nearest one that is published: the list has the farthest first. */
static enum err next_meeting(struct request *rq, struct welcome_view *v)
{
    struct visibility sees = visibility_of(&rq->actor);
    struct meeting_list list = { 0 };
    const struct meeting *next = NULL;
    struct published p = { 0 };

    TRY(publication_list(rq->snap, rq->arena, sees, 0, 0, LOOKED_AT, clock_now(), &list));
    for (size_t i = 0; i < list.count; i++)
        if (is_coming(rq, &list.at[i]))
            next = &list.at[i];
    if (next == NULL)
        return ERR_OK;
    TRY(publication_current(rq->snap, rq->arena, sees, next->id, clock_now(), &p));
    v->has_next = true;
    v->title = p.meeting.title;
    v->when = show_capital(rq->arena,
        p.meeting.starts_at == 0
            ? arena_printf(rq->arena, "%s, de datum volgt nog", show_day(rq->arena, &p.meeting))
            : arena_printf(rq->arena, "%s om %s", show_day(rq->arena, &p.meeting),
                  dutch_time(rq->arena, p.meeting.starts_at)));
    v->place = p.meeting.location;
    v->to = show_meeting_url(rq->arena, next->id, "");
    v->has_agenda = p.has_agenda;
    return ERR_OK;
}

/* For who is signed in. */
static enum err own_todos(struct request *rq, struct welcome_view *v)
{
    struct todo_list todos = { 0 };
    v->signed_in = rq->actor.person_id != 0 || rq->actor.partner_id != 0;
    if (!v->signed_in)
        return ERR_OK;
    TRY(todo_own(rq->snap, rq->arena, &rq->council, &rq->actor, &todos));
    v->todos.at = arena_array(rq->arena, todos.count, sizeof *v->todos.at);
    for (size_t i = 0; i < todos.count; i++)
        v->todos.at[v->todos.count++] = todo_row_of(rq->arena, &todos.at[i]);
    return ERR_OK;
}

static enum err welcome_page(struct request *rq)
{
    struct welcome_view v = {
        .council = rq->council.name,
        .municipality = rq->council.municipality,
        .sees_meetings = visibility_of(&rq->actor).sees >= 0,
    };
    if (v.sees_meetings) {
        TRY(next_meeting(rq, &v));
        TRY(latest_decisions(rq, &v.decisions));
        TRY(own_todos(rq, &v));
    }
    return reply_page(rq, "Overzicht", welcome_html, &v);
}

enum err page_overview(struct request *rq)
{
    return show_prepares(rq) ? secretary_page(rq) : welcome_page(rq);
}
