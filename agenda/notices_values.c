/* The words in braces of the table in notices.c, filled in. */
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/coalition_ask.h"
#include "agenda/decision.h"
#include "agenda/expansion.h"
#include "agenda/minutes.h"
#include "agenda/notices_words.h"
#include "agenda/proposal.h"
#include "lok/base/dates.h"

static const char *when(struct arena *a, const struct meeting *m)
{
    if (m->starts_at == 0)
        return dutch_month(a, m->month);
    return arena_printf(
        a, "%s om %s", dutch_date_long(a, date_of(a, m->starts_at)), dutch_time(a, m->starts_at));
}

/* "punt 2 en 4": what this partner presents. */
const char *notices_own_items(const struct words *w)
{
    const struct item_list *items = &w->published->items;
    struct lines numbers = { arena_array(w->arena, items->count, sizeof *numbers.at), 0 };

    for (size_t i = 0; i < items->count; i++)
        if (w->partner_id != 0 && items->at[i].presenter_partner_id == w->partner_id)
            numbers.at[numbers.count++] = items->at[i].shown_number;
    if (numbers.count == 0)
        return "";
    return arena_printf(w->arena, "%s %s", numbers.count == 1 ? "punt" : "de punten",
        str_join_dutch(w->arena, &numbers));
}

static const char *all_changes(const struct words *w)
{
    struct lines texts = { arena_array(w->arena, w->changes->count, sizeof *texts.at), 0 };

    for (size_t i = 0; i < w->changes->count; i++)
        texts.at[texts.count++] = w->changes->at[i].dutch;
    return str_join(w->arena, &texts, ". ");
}

static const char *announced(struct arena *a, const struct announcement *n)
{
    return arena_printf(a, "%s %s", n->kind == POSTPONED ? "uitgesteld naar" : "aangekondigd voor",
        announcement_when(a, n));
}

/* Of the meeting; NULL when it is no such word. */
static const char *meeting_value(const struct words *w, const char *name)
{
    struct arena *a = w->arena;
    const struct meeting *m = &w->published->meeting;

    if (str_equal(name, "title"))
        return m->title;
    if (str_equal(name, "when"))
        return when(a, m);
    if (str_equal(name, "short"))
        return m->starts_at == 0 ? dutch_month(a, m->month) : dutch_instant(a, m->starts_at);
    if (str_equal(name, "place"))
        return str_empty(m->location) ? "" : arena_printf(a, " (%s)", m->location);
    if (str_equal(name, "changes"))
        return all_changes(w);
    return str_equal(name, "own") ? notices_own_items(w) : NULL;
}

static const char *proposal_value(const struct words *w, const char *name)
{
    struct arena *a = w->arena;
    const struct proposal *p = w->telling->proposal;

    if (str_equal(name, "by"))
        return str_empty(p->partner_name) ? "" : arena_printf(a, " door %s", p->partner_name);
    if (str_equal(name, "reason"))
        return p->reason;
    if (str_equal(name, "month"))
        return dutch_month(a, p->target_month);
    if (str_equal(name, "meeting"))
        return !w->has_meeting ? ""
                               : arena_printf(a, " van %s (%s)", w->published->meeting.title,
                                     when(a, &w->published->meeting));
    return str_equal(name, "subject") ? p->title : NULL;
}

static const char *decision_value(const struct words *w, const char *name)
{
    struct arena *a = w->arena;
    const struct decision *d = w->telling->decision;

    if (str_equal(name, "number"))
        return d->number;
    if (str_equal(name, "subject"))
        return d->title;
    if (str_equal(name, "successor"))
        return w->telling->superseded_by;
    if (str_equal(name, "due"))
        return str_empty(d->due_date)
                   ? ""
                   : arena_printf(a, " tegen %s", dutch_date_long(a, d->due_date));
    return NULL;
}

static const char *action_value(const struct words *w, const char *name)
{
    const struct action_point *p = w->telling->action;

    if (str_equal(name, "subject"))
        return p->text;
    if (str_equal(name, "owner"))
        return p->partner_name;
    if (str_equal(name, "due"))
        return str_empty(p->due_date)
                   ? ""
                   : arena_printf(w->arena, ", tegen %s", dutch_date_long(w->arena, p->due_date));
    return NULL;
}

static const char *ask_value(const struct words *w, const char *name)
{
    struct arena *a = w->arena;
    const struct coalition_ask *ask = w->telling->ask;

    if (str_equal(name, "subject"))
        return ask->call;
    if (str_equal(name, "partner"))
        return ask->partner_name;
    if (str_equal(name, "need"))
        return str_empty(ask->need_words) ? "" : arena_printf(a, " (%s)", ask->need_words);
    if (str_equal(name, "closes"))
        return str_empty(ask->closes_on) ? ""
                                         : arena_printf(a, ". Indienen kan tot en met %s",
                                               dutch_date_long(a, ask->closes_on));
    return NULL;
}

static const char *expansion_value(const struct words *w, const char *name)
{
    const struct expansion *e = w->telling->expansion;
    const struct advice *v = w->telling->expansion_advice;

    if (str_equal(name, "subject"))
        return e->title;
    if (str_equal(name, "closes"))
        return dutch_date_long(w->arena, e->closes_on);
    if (str_equal(name, "places"))
        return e->places == 0 ? ""
                              : arena_printf(w->arena, ": er %s %lld %s te verdelen",
                                    e->places == 1 ? "is" : "zijn", (long long)e->places,
                                    e->places == 1 ? "plaats" : "plaatsen");
    if (v != NULL && str_equal(name, "number"))
        return v->number;
    return v != NULL && str_equal(name, "addressee") ? choice_dutch(ADVICE_ADDRESSEES, v->addressee)
                                                     : NULL;
}

static const char *advice_value(const struct words *w, const char *name)
{
    const struct advice *v = w->telling->advice;

    if (str_equal(name, "council"))
        return w->telling->council->name;
    if (str_equal(name, "number"))
        return v->number;
    if (str_equal(name, "subject"))
        return v->title;
    if (str_equal(name, "addressee"))
        return choice_dutch(ADVICE_ADDRESSEES, v->addressee);
    if (str_equal(name, "reaction"))
        return dutch_date_long(w->arena, v->reaction_due);
    return str_equal(name, "answer") ? choice_dutch(ADVICE_ANSWERS, v->answer) : NULL;
}

static const char *other_value(const struct words *w, const char *name)
{
    struct arena *a = w->arena;
    const struct telling *t = w->telling;

    if (str_equal(name, "closes"))
        return dutch_date_long(a, t->closes_on);
    if (str_equal(name, "document"))
        return t->document;
    if (t->minutes != NULL && str_equal(name, "until"))
        return str_empty(t->minutes->remarks_until)
                   ? ""
                   : arena_printf(a, " en geef uw opmerkingen, ten laatste op %s",
                         dutch_date_long(a, t->minutes->remarks_until));
    if (t->endpoint != NULL && str_equal(name, "endpoint"))
        return endpoint_shown_name(a, t->endpoint->kind, t->endpoint->name, t->endpoint->url);
    if (t->endpoint != NULL && str_equal(name, "why"))
        return t->endpoint->reason;
    if (t->announcement != NULL && str_equal(name, "announced"))
        return announced(a, t->announcement);
    return t->announcement != NULL && str_equal(name, "subject") ? t->announcement->title : NULL;
}

const char *notices_value(const struct words *w, const char *name)
{
    const struct telling *t = w->telling;
    const char *value = NULL;

    if (t->decision != NULL)
        value = decision_value(w, name);
    else if (t->advice != NULL)
        value = advice_value(w, name);
    else if (t->proposal != NULL)
        value = proposal_value(w, name);
    else if (t->action != NULL)
        value = action_value(w, name);
    else if (t->ask != NULL)
        value = ask_value(w, name);
    else if (t->expansion != NULL)
        value = expansion_value(w, name);
    if (value == NULL && w->has_meeting)
        value = meeting_value(w, name);
    if (value == NULL)
        value = other_value(w, name);
    if (value == NULL)
        IMPOSSIBLE("a word that no notice knows");
    return value;
}
