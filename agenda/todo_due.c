/* The things to do that follow from all that has a day of its own: advice, minutes, actions, dossiers … */
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/coalition.h"
#include "agenda/dossier.h"
#include "agenda/expansion.h"
#include "agenda/minutes.h"
#include "agenda/proposal.h"
#include "agenda/ready.h"
#include "agenda/todo_words.h"
#include "agenda/written.h"
#include "lok/base/dates.h"
#include "lok/seats.h"
#include <string.h>

/* Without a meeting that asks for them, minutes are written within so many days. */
enum { MINUTES_DAYS = 30 };

/* -- advice: what is late heads the list -- */

static struct todo advice_words(const struct advice_due *d)
{
    return (struct todo){
        .kind = d->late ? TODO_ADVICE_LATE : TODO_ADVICE,
        .date = d->date,
        .late = d->late,
        .what = d->words,
        .why = d->answer ? (d->late ? "Noteer het antwoord, of vraag het bestuur ernaar."
                                    : "Het bestuur antwoordt ten laatste op die dag.")
                         : "Het LOK bezorgt het ten laatste op die dag.",
        .button = d->answer ? "Antwoord noteren" : "Advies bekijken",
        .number = d->number,
    };
}

enum err todo_of_advices(struct todo_work *w)
{
    struct advice_due_list list = { 0 };

    TRY(advice_due(w->snap, w->arena, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct advice_due *d = &list.at[i];
        const char *due = d->late ? "" : str_empty(d->date) ? w->before_next : d->date;
        todo_add(w, due, advice_words(d));
    }
    return ERR_OK;
}

/* -- a written procedure -- */

static const char *written_state(struct todo_work *w, const struct written_results *r, bool over)
{
    if (r->all_voted)
        return "Iedereen heeft gestemd.";
    const char *counted = r->count > 0 ? r->at[0].words : "";
    return over ? arena_printf(w->arena, "De termijn is voorbij. %s", counted) : counted;
}

enum err todo_of_written(struct todo_work *w, const struct meeting *m)
{
    struct written procedure = { 0 };
    struct written_results results = { 0 };
    bool over = m->starts_at <= w->now;

    if (m->state < MEETING_CONVENED) {
        TRY(written_get(w->snap, w->arena, m->id, &procedure));
        todo_add(w, date_of(w->arena, procedure.opens_at),
            (struct todo){
                .kind = TODO_SEND_WRITTEN,
                .what =
                    arena_printf(w->arena, "Verstuur de schriftelijke procedure “%s”", m->title),
                .why = arena_printf(w->arena, "Stemmen kan van %s tot %s.",
                    todo_day(w, date_of(w->arena, procedure.opens_at)), todo_meeting_day(w, m)),
                .button = "Bekijken",
                .meeting_id = m->id,
            });
        return ERR_OK;
    }
    TRY(written_results(w->snap, w->arena, m->id, &results));
    todo_add(w, over || results.all_voted ? w->today : date_of(w->arena, m->starts_at),
        (struct todo){
            .kind = TODO_WRITTEN_CLOSES,
            .date = date_of(w->arena, m->starts_at),
            .late = strcmp(date_of(w->arena, m->starts_at), w->today) < 0,
            .what = arena_printf(w->arena,
                over || results.all_voted ? "Sluit de schriftelijke procedure “%s” af"
                                          : "De schriftelijke procedure “%s” sluit",
                m->title),
            .why = written_state(w, &results, over),
            .button = over || results.all_voted ? "Afsluiten" : "Stemmen bekijken",
            .meeting_id = m->id,
        });
    return ERR_OK;
}

enum err todo_of_unreported(struct todo_work *w)
{
    const char *month = w->has_next ? w->next.month : month_of(w->arena, w->now);
    struct put_off_list put_off = { 0 };
    struct written_list list = { 0 };

    TRY(written_unreported(w->snap, w->arena, &list));
    if (list.count > 0)
        TRY(ready_put_off(w->snap, w->arena, &put_off));
    for (size_t i = 0; i < list.count; i++) {
        struct meeting m = { 0 };

        if (ready_is_put_off(&put_off, READY_WRITTEN, list.at[i], month))
            continue;

        TRY(meeting_get(w->snap, w->arena, list.at[i], &m));
        todo_add(w, w->before_next,
            (struct todo){
                .kind = TODO_REPORT_WRITTEN,
                .what = arena_printf(w->arena, "Meld de uitslag van “%s”", m.title),
                .why = "De volgende vergadering hoort wat schriftelijk beslist is.",
                .button = w->has_next ? "Op de agenda zetten" : "Uitslag bekijken",
                .meeting_id = w->has_next ? w->next.id : 0,
                .written_id = m.id,
            });
    }
    return ERR_OK;
}

/* -- minutes -- */

static const char *minutes_button(unsigned state)
{
    return state == MINUTES_NONE ? "Verslag schrijven" : "Verslag bekijken";
}

/* They go along with the next invitation. */
static const char *minutes_day(struct todo_work *w, const struct minutes_due *d)
{
    if (w->has_next)
        return w->before_next;
    return date_add_days(w->arena, date_of(w->arena, d->starts_at), MINUTES_DAYS);
}

static const char *minutes_why(struct todo_work *w, const struct minutes_due *d)
{
    const char *day = todo_day(w, date_of(w->arena, d->starts_at));

    return str_empty(d->why) ? arena_printf(w->arena, "De vergadering van %s is afgelopen.", day)
                             : arena_printf(w->arena, "Vergadering van %s: %s.", day, d->why);
}

enum err todo_of_minutes(struct todo_work *w)
{
    struct minutes_due_list list = { 0 };

    TRY(minutes_due(w->snap, w->arena, w->today, &list));
    for (size_t i = 0; i < list.count; i++)
        todo_add(w, minutes_day(w, &list.at[i]),
            (struct todo){
                .kind = TODO_MINUTES,
                .what = list.at[i].words,
                .why = minutes_why(w, &list.at[i]),
                .button = minutes_button(list.at[i].state),
                .meeting_id = list.at[i].meeting_id,
            });
    return ERR_OK;
}

/* -- what others promised -- */

enum err todo_of_actions(struct todo_work *w)
{
    struct action_due_list list = { 0 };

    TRY(action_due(w->snap, w->arena, w->today, &list));
    for (size_t i = 0; i < list.count; i++)
        todo_add(w, list.at[i].date,
            (struct todo){
                .kind = TODO_ACTION,
                .what = list.at[i].words,
                .why = list.at[i].late ? "De afgesproken dag is voorbij."
                                       : "Afgesproken tegen die dag.",
                .button = "Opvolgen",
                .action_id = list.at[i].id,
            });
    return ERR_OK;
}

enum err todo_of_coalitions(struct todo_work *w)
{
    struct coalition_due_list list = { 0 };

    TRY(coalition_due(w->snap, w->arena, w->today, &list));
    for (size_t i = 0; i < list.count; i++)
        todo_add(w, list.at[i].date,
            (struct todo){
                .kind = TODO_COALITION,
                .what = list.at[i].words,
                .why = "Zonder deze partners is het samenwerkingsverband niet volledig.",
                .button = "Samenwerkingsverband bekijken",
                .dossier_id = list.at[i].dossier_id,
            });
    return ERR_OK;
}

static const char *const AFTER_A_ROUND[] = {
    [EXPANSION_OPEN] = "Na die dag begint de beoordeling.",
    [EXPANSION_SCORING] = "Daarna volgen de rangorde en het advies.",
    [EXPANSION_CLOSED] = "Het LOK adviseert met de rangorde.",
};

enum err todo_of_expansions(struct todo_work *w)
{
    struct expansion_due_list list = { 0 };

    TRY(expansion_due(w->snap, w->arena, w->today, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct expansion_due *d = &list.at[i];

        todo_add(w, str_empty(d->date) ? w->before_next : d->date,
            (struct todo){
                .kind = TODO_EXPANSION,
                .what = d->words,
                .why = d->none && str_equal(d->date, w->today) ? "Er is niets te beoordelen."
                                                               : AFTER_A_ROUND[d->state],
                .button = "Ronde bekijken",
                .expansion_id = d->expansion_id,
            });
    }
    return ERR_OK;
}

enum err todo_of_dossiers(struct todo_work *w)
{
    const char *month = w->has_next ? w->next.month : month_of(w->arena, w->now);
    struct dossier_due_list list = { 0 };
    struct put_off_list put_off = { 0 };

    TRY(dossier_due(w->snap, w->arena, month, &list));
    if (list.count > 0)
        TRY(ready_put_off(w->snap, w->arena, &put_off));
    for (size_t i = 0; i < list.count; i++)
        if (!ready_is_put_off(&put_off, READY_DOSSIER, list.at[i].id, month))
            todo_add(w, list.at[i].date,
                (struct todo){
                    .kind = TODO_DOSSIER,
                    .what = list.at[i].words,
                    .why = list.at[i].reason,
                    .button = w->has_next ? "Op de agenda zetten" : "Dossier bekijken",
                    .meeting_id = w->has_next ? w->next.id : 0,
                    .dossier_id = list.at[i].id,
                });
    return ERR_OK;
}

enum err todo_of_proposals(struct todo_work *w)
{
    int64_t waiting = 0;

    TRY(proposal_waiting(w->snap, &waiting));
    if (waiting > 0)
        todo_add(w, w->today, todo_proposals(w, (size_t)waiting));
    return ERR_OK;
}

/* -- what is wrong -- */

enum err todo_of_seats(struct todo_work *w)
{
    struct seats_due_list list = { 0 };

    TRY(seats_due(w->snap, w->arena, w->today, &list));
    for (size_t i = 0; i < list.count; i++)
        todo_add(w, w->before_next,
            (struct todo){
                .kind = TODO_SEATS,
                .what = list.at[i].words,
                .why = list.at[i].why,
                .button = "Leden bekijken",
            });
    return ERR_OK;
}

enum err todo_of_deliveries(struct todo_work *w)
{
    struct outbox_counts counts = { 0 };

    TRY(outbox_count(w->snap, &counts));
    if (counts.failed + counts.dead > 0)
        todo_add(w, w->today, todo_deliveries(w, &counts));
    return ERR_OK;
}
