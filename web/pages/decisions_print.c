/* On paper: the decisions of one year with their text, oldest number first; who may see which is as in
 * the list (decision_reader_of). */
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/decisions.h"
#include "web/pages/pages.h"

enum { A_YEAR = 1000 };

static struct decision_paper paper_of(struct arena *a, const struct decision *d)
{
    const char *state = choice_dutch(DECISION_STATES, d->state);

    return (struct decision_paper){
        .number = d->number,
        .title = d->title,
        .day = d->meeting_at == 0 ? "" : dutch_date(a, date_of(a, d->meeting_at)),
        .state = str_empty(d->state_on)
                     ? state
                     : arena_printf(a, "%s sinds %s", state, dutch_date(a, d->state_on)),
        .text = show_text(a, d->text),
    };
}

enum err page_decisions_print(struct request *rq)
{
    struct arena *a = rq->arena;
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct decision_filter f = {
        .typed = "", .year = show_query_number(rq, "jaar"), .limit = A_YEAR
    };
    struct decision_list found = { 0 };
    struct lines years = { 0 };

    if (reader.v.sees >= 0)
        TRY(decision_years(rq->snap, a, &reader, &years));
    if (f.year == 0 && years.count > 0 && !str_to_i64(years.at[0], &f.year))
        f.year = 0;
    if (reader.v.sees >= 0 && f.year != 0)
        TRY(decision_find(rq->snap, a, &reader, &f, &found));
    struct decisions_print_view v = {
        .title = f.year == 0 ? "Beslissingen"
                             : arena_printf(a, "Beslissingen van %lld", (long long)f.year),
        .back = f.year == 0 ? url_of(a, "/beslissingen")
                            : url_of(a, "/beslissingen?jaar=%lld", (long long)f.year),
        .years = decisions_years(a, &years, f.year),
        .rows = { arena_array(a, found.count, sizeof *v.rows.at), found.count },
    };
    for (size_t i = 0; i < found.count; i++)
        v.rows.at[i] = paper_of(a, &found.at[found.count - 1 - i]);
    return reply_page(rq, v.title, decisions_print_html, &v);
}
