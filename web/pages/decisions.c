#include "web/pages/decisions.h"
#include "agenda/decision_life.h"
#include "agenda/dossier.h"
#include "templates.h"
#include "web/pages/advice.h"
#include "web/pages/pages.h"
#include "web/pages/search.h"

enum { A_PAGE = 25, MOST_DOSSIERS = 500 };

struct form_option_list decisions_years(struct arena *a, const struct lines *years, int64_t chosen)
{
    struct form_option_list list = { arena_array(a, years->count, sizeof *list.at), years->count };
    const char *now = arena_printf(a, "%lld", (long long)chosen);

    for (size_t i = 0; i < years->count; i++)
        list.at[i] =
            (struct form_option){ years->at[i], years->at[i], str_equal(years->at[i], now) };
    return list;
}

enum err decisions_dossiers(struct request *rq, int64_t chosen, struct form_option_list *ret)
{
    struct dossier_list dossiers = { 0 };
    TRY(dossier_list(rq->snap, rq->arena, visibility_of(&rq->actor), 0, MOST_DOSSIERS, &dossiers));
    *ret = (struct form_option_list){ arena_array(rq->arena, dossiers.count, sizeof *ret->at),
        dossiers.count };
    for (size_t i = 0; i < dossiers.count; i++)
        ret->at[i] = (struct form_option){
            .value = arena_printf(rq->arena, "%lld", (long long)dossiers.at[i].id),
            .text = dossiers.at[i].title,
            .selected = dossiers.at[i].id == chosen,
        };
    return ERR_OK;
}

static enum err add_topics(struct request *rq, const struct decision_reader *reader,
    const char *chosen, struct form_option_list *ret)
{
    struct lines topics = { 0 };
    TRY(decision_topics(rq->snap, rq->arena, reader, &topics));
    *ret = (struct form_option_list){ arena_array(rq->arena, topics.count, sizeof *ret->at),
        topics.count };
    for (size_t i = 0; i < topics.count; i++)
        ret->at[i] =
            (struct form_option){ topics.at[i], topics.at[i], str_equal(topics.at[i], chosen) };
    return ERR_OK;
}

const char *decisions_kept(struct arena *a, const char *typed, int64_t year, int64_t dossier_id)
{
    struct buf q;

    buf_init(&q, a, 0);
    if (!str_empty(typed))
        buf_printf(&q, "q=%s", url_encode(a, typed));
    if (year != 0)
        buf_printf(&q, "%sjaar=%lld", q.length > 0 ? "&" : "", (long long)year);
    if (dossier_id != 0)
        buf_printf(&q, "%sdossier=%lld", q.length > 0 ? "&" : "", (long long)dossier_id);
    return q.data;
}

/* By the word that the chip shows: a provisional one is only for who prepares meetings. */
static struct form_option_list states_to_choose(struct request *rq, const char *chosen)
{
    unsigned count = choice_count(DECISION_STATES);
    struct form_option_list list = { arena_array(rq->arena, count, sizeof *list.at), 0 };

    for (unsigned i = 0; i < count; i++)
        if (i != DECISION_PROVISIONAL || show_prepares(rq))
            list.at[list.count++] = (struct form_option){ choice_dutch(DECISION_STATES, i),
                show_capital(rq->arena, choice_dutch(DECISION_STATES, i)),
                str_equal(choice_code(DECISION_STATES, i), chosen) };
    return list;
}

static const char *state_asked(const struct request *rq)
{
    for (unsigned i = 0; i < choice_count(DECISION_STATES); i++)
        if (str_equal(request_query(rq, "stand"), choice_dutch(DECISION_STATES, i)))
            return choice_code(DECISION_STATES, i);
    return "";
}

static const char *kept_of(const struct request *rq, const struct decision_filter *f)
{
    struct arena *a = rq->arena;
    const char *kept = decisions_kept(a, f->typed, f->year, f->dossier_id);

    if (!str_empty(f->topic))
        kept = arena_printf(
            a, "%s%sthema=%s", kept, str_empty(kept) ? "" : "&", url_encode(a, f->topic));
    if (!str_empty(f->state))
        kept = arena_printf(
            a, "%s%sstand=%s", kept, str_empty(kept) ? "" : "&", request_query(rq, "stand"));
    return kept;
}

/* With words advices stand among the decisions. */
static enum err add_found(
    struct request *rq, const struct decision_filter *f, struct decisions_view *v)
{
    const struct find_filter words = {
        .typed = f->typed,
        .kinds = FOUND_BIT(FOUND_DECISION) | FOUND_BIT(FOUND_ADVICE),
        .year = f->year,
        .dossier_id = f->dossier_id,
        .topic = f->topic,
        .state = f->state,
        .after = f->after,
        .limit = f->limit,
    };
    struct found_list found = { 0 };

    TRY(find_words(rq->snap, rq->arena, &rq->actor, &words, &found));
    bool more = found.count > A_PAGE;
    found.count = more ? A_PAGE : found.count;
    v->rows = search_rows(rq->arena, &found);
    v->pager = show_pager(rq, "/beslissingen", kept_of(rq, f), more,
        found.count > 0 ? found.at[found.count - 1].row : 0);
    return ERR_OK;
}

static enum err add_newest(struct request *rq, const struct decision_reader *reader,
    const struct decision_filter *f, struct decisions_view *v)
{
    struct decision_list found = { 0 };

    TRY(decision_find(rq->snap, rq->arena, reader, f, &found));
    bool more = found.count > A_PAGE;
    found.count = more ? A_PAGE : found.count;
    v->rows = decision_rows_of(rq, &found);
    v->pager = show_pager(rq, "/beslissingen", kept_of(rq, f), more,
        found.count > 0 ? found.at[found.count - 1].id : 0);
    return ERR_OK;
}

static enum err list(struct request *rq, const struct decision_filter *f)
{
    struct arena *a = rq->arena;
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct lines years = { 0 };
    struct decisions_view v = {
        .sees = reader.v.sees >= 0,
        .typed = f->typed,
        .filtered = !str_empty(kept_of(rq, f)),
        .print = f->year == 0 ? url_of(a, "/beslissingen/lijst")
                              : url_of(a, "/beslissingen/lijst?jaar=%lld", (long long)f->year),
        .everywhere = url_of(a, "/zoeken?q=%s", url_encode(a, f->typed)),
        .found = str_empty(f->typed) ? "" : arena_printf(a, "Gevonden met “%s”", f->typed),
    };
    if (v.sees) {
        TRY(str_empty(f->typed) ? add_newest(rq, &reader, f, &v) : add_found(rq, f, &v));
        TRY(decision_years(rq->snap, a, &reader, &years));
        v.years = decisions_years(a, &years, f->year);
        TRY(decisions_dossiers(rq, f->dossier_id, &v.dossiers));
        TRY(add_topics(rq, &reader, f->topic, &v.topics));
        v.states = states_to_choose(rq, f->state);
    }
    return reply_page(rq, "Beslissingen en adviezen", decisions_html, &v);
}

enum err decisions_go(struct request *rq, const char *number)
{
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct decision exact = { 0 };
    struct advice advice = { 0 };
    enum err e = decision_get(rq->snap, rq->arena, &reader, number, &exact);

    if (e == ERR_OK)
        return reply_see_other(rq, show_decision_url(rq->arena, exact.number).address, NULL, NULL);
    if (e != ERR_NOT_FOUND)
        return e;
    TRY(advice_get(rq->snap, rq->arena, &rq->actor, number, &advice));
    return reply_see_other(rq, advice_url(rq->arena, advice.number, "").address, NULL, NULL);
}

enum err page_decisions(struct request *rq)
{
    struct decision_filter f = {
        .typed = str_trim(rq->arena, request_query(rq, "q")),
        .year = show_query_number(rq, "jaar"),
        .dossier_id = show_query_number(rq, "dossier"),
        .topic = str_trim(rq->arena, request_query(rq, "thema")),
        .state = state_asked(rq),
        .after = show_after(rq),
        .limit = A_PAGE + 1,
    };
    enum err e = str_empty(f.typed) ? ERR_NOT_FOUND : decisions_go(rq, f.typed);

    return e == ERR_NOT_FOUND ? list(rq, &f) : e;
}
