/* What waits for the chair, one member or one partner. */
#include "agenda/action.h"
#include "agenda/minutes.h"
#include "agenda/reply.h"
#include "agenda/review.h"
#include "agenda/todo_words.h"
#include "agenda/written.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include <string.h>

/* So many of the newest meetings are looked at. */
enum { LOOKED_AT = 50 };

/* -- an agenda that is put to the chair -- */

static enum err add_reviews(struct todo_work *w, const struct actor *who)
{
    struct meeting_list list = { 0 };

    TRY(review_waiting(w->snap, w->arena, who, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct meeting *m = &list.at[i];
        const char *deadline = meeting_invitation_deadline(w->arena, m, w->council);

        todo_add(w, str_empty(deadline) ? TODO_NO_DAY : deadline,
            (struct todo){
                .kind = TODO_OWN_REVIEW,
                .what = arena_printf(w->arena, "Lees de agenda van %s na", todo_meeting_day(w, m)),
                .why = "Het secretariaat vraagt of u als voorzitter akkoord bent.",
                .button = "Agenda nalezen",
                .meeting_id = m->id,
            });
    }
    return ERR_OK;
}

/* -- a written procedure -- */

static enum err add_vote(struct todo_work *w, const struct actor *who, const struct meeting *m)
{
    struct written_ballot b = { 0 };
    enum err e = written_ballot(w->snap, w->arena, who, m->id, &b);
    size_t missing = 0;

    if (e == ERR_FORBIDDEN || e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    for (size_t i = 0; i < b.count; i++)
        missing += b.at[i].voted_at == 0;
    if (!b.procedure.open || missing == 0)
        return ERR_OK;
    todo_add(w, date_of(w->arena, b.procedure.closes_at),
        (struct todo){
            .kind = TODO_OWN_VOTE,
            .what = arena_printf(w->arena, "Schriftelijke procedure: %s", m->title),
            .why = b.procedure.why,
            .button = b.may_vote ? "Stemmen" : "Uw mening geven",
            .meeting_id = m->id,
        });
    return ERR_OK;
}

/* -- who comes -- */

static enum err add_reply(struct todo_work *w, const struct actor *who, const struct meeting *m)
{
    struct reply reply = { 0 };
    enum err e = reply_get(w->snap, w->arena, who, m->id, who->person_id, &reply);

    if (e == ERR_FORBIDDEN || e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    if (reply.invited && !reply.answered)
        todo_add(w, date_of(w->arena, m->starts_at),
            (struct todo){
                .kind = TODO_OWN_REPLY,
                .what = arena_printf(w->arena, "Komt u op %s?", todo_meeting_day(w, m)),
                .why = "Het secretariaat wacht op uw antwoord.",
                .button = "Antwoorden",
                .meeting_id = m->id,
            });
    return ERR_OK;
}

static enum err add_meetings(struct todo_work *w, const struct actor *who)
{
    struct meeting_list list = { 0 };

    TRY(publication_list(
        w->snap, w->arena, visibility_of(who), 0, 0, LOOKED_AT, clock_now(), &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct meeting *m = &list.at[i];

        if (!reply_is_open(m, w->council))
            continue;
        TRY(m->kind == MEETING_WRITTEN_PROCEDURE ? add_vote(w, who, m) : add_reply(w, who, m));
    }
    return ERR_OK;
}

/* -- minutes to read -- */

static bool asks(const struct minutes_found *m, const struct minutes_reader *r, const char *today)
{
    if (m->state == MINUTES_WITH_CHAIR)
        return r->chair && m->agreed_at == 0;
    return m->state == MINUTES_WITH_MEMBERS && r->names &&
           (str_empty(m->remarks_until) || strcmp(m->remarks_until, today) >= 0);
}

static struct todo minutes_words(struct todo_work *w, const struct minutes_due *d, bool of_chair)
{
    return (struct todo){
        .kind = TODO_OWN_MINUTES,
        .what = arena_printf(
            w->arena, "Lees het verslag van %s na", todo_day(w, date_of(w->arena, d->starts_at))),
        .why = of_chair             ? "Het secretariaat vraagt of u als voorzitter akkoord bent."
               : str_empty(d->date) ? "U kunt er opmerkingen bij geven."
                                    : arena_printf(w->arena, "Opmerkingen geven kan tot %s.",
                                          dutch_date(w->arena, d->date)),
        .button = "Verslag lezen",
        .meeting_id = d->meeting_id,
    };
}

static enum err add_minutes(struct todo_work *w, const struct actor *who)
{
    struct minutes_reader reader = { 0 };
    struct minutes_due_list list = { 0 };

    TRY(minutes_due(w->snap, w->arena, w->today, &list));
    if (list.count > 0)
        TRY(minutes_reader_of(w->snap, w->arena, who, &reader));
    for (size_t i = 0; i < list.count; i++) {
        const struct minutes_due *d = &list.at[i];
        struct minutes_found seen = { 0 };

        if (d->state != MINUTES_WITH_CHAIR && d->state != MINUTES_WITH_MEMBERS)
            continue;
        enum err e = minutes_seen(w->snap, w->arena, &reader, d->meeting_id, &seen);
        if (e == ERR_NOT_FOUND)
            continue;
        TRY(e);
        if (asks(&seen, &reader, w->today))
            todo_add(w, str_empty(d->date) ? TODO_NO_DAY : d->date,
                minutes_words(w, d, d->state == MINUTES_WITH_CHAIR));
    }
    return ERR_OK;
}

/* -- actions of one's organisation -- */

static enum err add_actions(struct todo_work *w, const struct actor *who)
{
    const struct action_filter own = { .open = true, .partner_id = who->partner_id };
    struct action_list list = { 0 };

    if (who->partner_id == 0)
        return ERR_OK;
    TRY(action_open(w->snap, w->arena, who, &own, &list));
    for (size_t i = 0; i < list.count; i++)
        todo_add(w, str_empty(list.at[i].due_date) ? TODO_NO_DAY : list.at[i].due_date,
            (struct todo){
                .kind = TODO_OWN_ACTION,
                .what = list.at[i].text,
                .why = arena_printf(w->arena, "Actie van %s: %s.", list.at[i].partner_name,
                    choice_dutch(ACTION_STATES, list.at[i].state)),
                .button = "Bijwerken",
                .action_id = list.at[i].id,
            });
    return ERR_OK;
}

enum err todo_own(struct snap *s, struct arena *a, const struct council *c, const struct actor *who,
    struct todo_list *ret)
{
    struct todo_work w = {
        .snap = s,
        .arena = a,
        .council = c,
        .now = council_now(c),
        .today = council_today(a, c),
    };

    TRY(add_reviews(&w, who));
    if (who->person_id != 0) {
        TRY(add_meetings(&w, who));
        TRY(add_minutes(&w, who));
    }
    TRY(add_actions(&w, who));
    *ret = todo_sorted(&w);
    return ERR_OK;
}
