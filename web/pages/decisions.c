#include "web/pages/decisions.h"
#include "agenda/decision_life.h"
#include "agenda/dossier.h"
#include "templates.h"
#include "web/pages/advice.h"
#include "web/pages/pages.h"

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

static const char *kept_with_topic(struct arena *a, const struct decision_filter *f)
{
    const char *kept = decisions_kept(a, f->typed, f->year, f->dossier_id);
    if (str_empty(f->topic))
        return kept;
    return arena_printf(
        a, "%s%sthema=%s", kept, str_empty(kept) ? "" : "&", url_encode(a, f->topic));
}

/* With words advices are found too; they stand after the decisions. */
static enum err add_advices(
    struct request *rq, const struct decision_filter *f, struct decision_rows *rows)
{
    struct arena *a = rq->arena;
    const struct advice_filter same = {
        .typed = f->typed, .year = f->year, .dossier_id = f->dossier_id, .limit = A_PAGE
    };
    struct advice_list found = { 0 };

    if (str_empty(f->typed) || !str_empty(f->topic) || f->after != 0)
        return ERR_OK;
    TRY(advice_find(rq->snap, a, &rq->actor, &same, &found));
    struct decision_row *at = arena_array(a, rows->count + found.count, sizeof *at);
    for (size_t i = 0; i < rows->count; i++) {
        at[i] = rows->at[i];
        at[i].kind = (struct chip){ "beslissing", "" };
    }
    rows->at = at;
    for (size_t i = 0; i < found.count; i++) {
        const struct advice *v = &found.at[i];

        rows->at[rows->count++] = (struct decision_row){
            .title = v->title,
            .number = v->number,
            .kind = { "advies", "accent" },
            .day = arena_printf(a, "aan %s", choice_dutch(ADVICE_ADDRESSEES, v->addressee)),
            .state = advice_chip(a, v),
            .to = advice_url(a, v->number, ""),
        };
    }
    return ERR_OK;
}

static enum err list(struct request *rq, const struct decision_filter *f)
{
    struct arena *a = rq->arena;
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct decision_list found = { 0 };
    struct lines years = { 0 };
    struct decisions_view v = {
        .sees = reader.v.sees >= 0,
        .typed = f->typed,
        .filtered =
            !str_empty(f->typed) || !str_empty(f->topic) || f->year != 0 || f->dossier_id != 0,
        .print = f->year == 0 ? url_of(a, "/beslissingen/lijst")
                              : url_of(a, "/beslissingen/lijst?jaar=%lld", (long long)f->year),
        .found = str_empty(f->typed) ? "" : arena_printf(a, "Gevonden met “%s”", f->typed),
    };
    if (v.sees) {
        TRY(decision_find(rq->snap, a, &reader, f, &found));
        TRY(decision_years(rq->snap, a, &reader, &years));
        v.years = decisions_years(a, &years, f->year);
        TRY(decisions_dossiers(rq, f->dossier_id, &v.dossiers));
        TRY(add_topics(rq, &reader, f->topic, &v.topics));
    }
    bool has_more = found.count > A_PAGE;
    if (has_more)
        found.count = A_PAGE;
    v.rows = decision_rows_of(rq, &found);
    if (v.sees)
        TRY(add_advices(rq, f, &v.rows));
    v.pager = show_pager(rq, "/beslissingen", kept_with_topic(a, f), has_more,
        found.count > 0 ? found.at[found.count - 1].id : 0);
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
        .after = show_after(rq),
        .limit = A_PAGE + 1,
    };
    enum err e = str_empty(f.typed) ? ERR_NOT_FOUND : decisions_go(rq, f.typed);

    return e == ERR_NOT_FOUND ? list(rq, &f) : e;
}
