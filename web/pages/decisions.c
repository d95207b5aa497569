#include "web/pages/decisions.h"
#include "agenda/dossier.h"
#include "templates.h"
#include "web/pages/pages.h"

enum { A_PAGE = 25, MOST_DOSSIERS = 500 };

static enum err add_years(struct request *rq, const struct decision_reader *reader, int64_t chosen,
    struct form_option_list *ret)
{
    struct lines years = { 0 };
    TRY(decision_years(rq->snap, rq->arena, reader, &years));
    *ret = (struct form_option_list){ arena_array(rq->arena, years.count, sizeof *ret->at),
        years.count };
    const char *now = arena_printf(rq->arena, "%lld", (long long)chosen);
    for (size_t i = 0; i < years.count; i++)
        ret->at[i] = (struct form_option){ years.at[i], years.at[i], str_equal(years.at[i], now) };
    return ERR_OK;
}

static enum err add_dossiers(struct request *rq, int64_t chosen, struct form_option_list *ret)
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

/* The query without its cursor. */
static const char *kept_query(struct arena *a, const struct decision_filter *f)
{
    struct buf q;
    buf_init(&q, a, 0);
    if (!str_empty(f->typed))
        buf_printf(&q, "q=%s", url_encode(a, f->typed));
    if (f->year != 0)
        buf_printf(&q, "%sjaar=%lld", q.length > 0 ? "&" : "", (long long)f->year);
    if (f->dossier_id != 0)
        buf_printf(&q, "%sdossier=%lld", q.length > 0 ? "&" : "", (long long)f->dossier_id);
    return q.data;
}

static enum err list(struct request *rq, const struct decision_filter *f)
{
    struct arena *a = rq->arena;
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct decision_list found = { 0 };
    struct decisions_view v = {
        .sees = reader.v.sees >= 0,
        .typed = f->typed,
        .filtered = !str_empty(f->typed) || f->year != 0 || f->dossier_id != 0,
        .found = str_empty(f->typed) ? "" : arena_printf(a, "Gevonden met “%s”", f->typed),
    };
    if (v.sees) {
        TRY(decision_find(rq->snap, a, &reader, f, &found));
        TRY(add_years(rq, &reader, f->year, &v.years));
        TRY(add_dossiers(rq, f->dossier_id, &v.dossiers));
    }
    bool has_more = found.count > A_PAGE;
    if (has_more)
        found.count = A_PAGE;
    v.rows = decision_rows_of(rq, &found);
    v.pager = show_pager(rq, "/beslissingen", kept_query(a, f), has_more,
        found.count > 0 ? found.at[found.count - 1].id : 0);
    return reply_page(rq, "Beslissingen en adviezen", decisions_html, &v);
}

/* The whole number of a decision leads to it at once. */
enum err page_decisions(struct request *rq)
{
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct decision exact = { 0 };
    struct decision_filter f = {
        .typed = str_trim(rq->arena, request_query(rq, "q")),
        .year = show_query_number(rq, "jaar"),
        .dossier_id = show_query_number(rq, "dossier"),
        .after = show_after(rq),
        .limit = A_PAGE + 1,
    };
    if (!str_empty(f.typed)) {
        enum err e = decision_get(rq->snap, rq->arena, &reader, f.typed, &exact);
        if (e == ERR_OK)
            return reply_see_other(
                rq, show_decision_url(rq->arena, exact.number).address, NULL, NULL);
        if (e != ERR_NOT_FOUND)
            return e;
    }
    return list(rq, &f);
}
