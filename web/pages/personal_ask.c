/* What one's own organisation was asked, and its answer; and the rounds in which it may apply. */
#include "agenda/coalition_ask.h"
#include "agenda/expansion.h"
#include "lok/base/dates.h"
#include "web/pages/pages.h"
#include "web/pages/personal.h"

enum { MOST_ROUNDS = 20 };

static const char *ask_words(struct arena *a, const struct coalition_ask *ask)
{
    struct lines parts = { arena_array(a, 4, sizeof *parts.at), 0 };

    if (!str_equal(ask->call, ask->dossier_title))
        parts.at[parts.count++] = arena_printf(a, "dossier: %s", ask->dossier_title);
    if (!str_empty(ask->need_words))
        parts.at[parts.count++] = arena_printf(a, "voor: %s", ask->need_words);
    if (!str_empty(ask->closes_on))
        parts.at[parts.count++] =
            arena_printf(a, "indienen kan tot en met %s", dutch_date_long(a, ask->closes_on));
    parts.at[parts.count++] = arena_printf(a, "gevraagd op %s", dutch_date(a, ask->date));
    return str_join(a, &parts, " · ");
}

static enum err add_asks(struct request *rq, const struct bearer *b, struct personal_asks *ret)
{
    struct arena *a = rq->arena;
    struct coalition_ask_list list = { 0 };

    TRY(coalition_asks_of(rq->snap, a, &b->who, &list));
    *ret = (struct personal_asks){ arena_array(a, list.count, sizeof *ret->at), list.count };
    for (size_t i = 0; i < list.count; i++)
        ret->at[i] = (struct personal_ask){
            .call = list.at[i].call,
            .why = ask_words(a, &list.at[i]),
            .answer =
                personal_url(rq, arena_printf(a, "/samenwerking/%lld", (long long)list.at[i].id)),
        };
    return ERR_OK;
}

/* Whose organisation may apply: that of a partner's contact. */
static enum err add_rounds(struct request *rq, const struct bearer *b, struct personal_rounds *ret)
{
    struct arena *a = rq->arena;
    struct expansion_list list = { 0 };
    const char *today = council_today(a, &rq->council);

    if (b->who.partner_id == 0)
        return ERR_OK;
    TRY(expansion_list(rq->snap, a, &b->who, 0, 0, MOST_ROUNDS, &list));
    *ret = (struct personal_rounds){ arena_array(a, list.count, sizeof *ret->at), 0 };
    for (size_t i = 0; i < list.count; i++) {
        const struct expansion *e = &list.at[i];

        if (e->access != ACCESS_PUBLIC || e->state != EXPANSION_OPEN ||
            date_days_between(today, e->closes_on) < 0)
            continue;
        ret->at[ret->count++] = (struct personal_round){
            .title = e->title,
            .why = arena_printf(a, "Bezorg uw aanvraag aan het secretariaat, ten laatste op %s.%s",
                dutch_date_long(a, e->closes_on),
                e->places == 0 ? ""
                               : arena_printf(a, " Te verdelen: %s.",
                                     show_count(a, (size_t)e->places, "plaats", "plaatsen"))),
        };
    }
    return ERR_OK;
}

enum err personal_asked(struct request *rq, const struct bearer *b, struct personal_view *v)
{
    if (rq->method == POST && rq->id != 0)
        v->problem = form_problem(rq);
    TRY(add_asks(rq, b, &v->asks));
    return add_rounds(rq, b, &v->rounds);
}

static enum err answer(struct request *rq, const struct bearer *b)
{
    struct coalition_answer in = { COALITION_ASKED };

    TRY(fields_from_form(COALITION_ANSWER_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return coalition_answer(rq->tx, rq->arena, &b->who, 0, rq->id, &in);
}

enum err page_personal_coalition(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open_for_change(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    e = answer(rq, &b);
    if (e == ERR_OK)
        return reply_see_other(rq, personal_url(rq, "?gedaan=samenwerking").address, NULL, NULL);
    return personal_comes_back(rq, &b, e);
}
