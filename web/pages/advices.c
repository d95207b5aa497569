#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/advice.h"
#include "web/pages/decisions.h"
#include "web/pages/pages.h"

enum { A_PAGE = 25 };

/* "gericht aan de gemeenteraad · bezorgd op di 27/02/2024". */
static const char *why(struct request *rq, const struct advice *v)
{
    struct arena *a = rq->arena;
    const char *to = choice_dutch(ADVICE_ADDRESSEES, v->addressee);

    if (v->sent_at != 0)
        return arena_printf(a, "aan %s · bezorgd op %s", to,
            dutch_date(a, date_of(a, council_moment(&rq->council, v->sent_at))));
    if (!str_empty(v->due_date))
        return arena_printf(a, "aan %s · klaar tegen %s", to, dutch_date(a, v->due_date));
    return arena_printf(a, "aan %s", to);
}

static struct advice_rows rows_of(struct request *rq, const struct advice_list *list)
{
    struct arena *a = rq->arena;
    struct advice_rows rows = { arena_array(a, list->count, sizeof *rows.at), list->count };

    for (size_t i = 0; i < list->count; i++)
        rows.at[i] = (struct advice_row){
            .title = list->at[i].title,
            .number = list->at[i].number,
            .why = why(rq, &list->at[i]),
            .state = advice_chip(a, &list->at[i]),
            .to = advice_url(a, list->at[i].number, ""),
        };
    return rows;
}

static enum err list(struct request *rq, const struct advice_filter *f)
{
    struct arena *a = rq->arena;
    struct visibility v = visibility_of(&rq->actor);
    struct advice_list found = { 0 };
    struct lines years = { 0 };
    struct advices_view view = {
        .sees = v.sees >= 0,
        .prepares = show_prepares(rq),
        .typed = f->typed,
        .filtered = !str_empty(f->typed) || f->year != 0 || f->dossier_id != 0,
        .found = str_empty(f->typed) ? "" : arena_printf(a, "Gevonden met “%s”", f->typed),
    };

    if (view.sees) {
        TRY(advice_find(rq->snap, a, &rq->actor, f, &found));
        TRY(advice_years(rq->snap, a, &rq->actor, &years));
        view.years = decisions_years(a, &years, f->year);
        TRY(decisions_dossiers(rq, f->dossier_id, &view.dossiers));
    }
    bool has_more = found.count > A_PAGE;
    if (has_more)
        found.count = A_PAGE;
    view.rows = rows_of(rq, &found);
    view.pager = show_pager(rq, "/adviezen", decisions_kept(a, f->typed, f->year, f->dossier_id),
        has_more, found.count > 0 ? found.at[found.count - 1].id : 0);
    return reply_page(rq, "Adviezen", advices_html, &view);
}

enum err page_advices(struct request *rq)
{
    const struct advice_filter f = {
        .typed = str_trim(rq->arena, request_query(rq, "q")),
        .year = show_query_number(rq, "jaar"),
        .dossier_id = show_query_number(rq, "dossier"),
        .after = show_after(rq),
        .limit = A_PAGE + 1,
    };
    enum err e = str_empty(f.typed) ? ERR_NOT_FOUND : decisions_go(rq, f.typed);

    return e == ERR_NOT_FOUND ? list(rq, &f) : e;
}
