/* On paper: the decisions of a year, a period or a term with their text, oldest number first; who may see
 * which is as in the list (decision_reader_of). */
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/term_undo.h"
#include "templates.h"
#include "web/pages/decisions.h"
#include "web/pages/pages.h"
#include <string.h>

enum { MOST = 1000 };

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

/* -- which of them: a year, a period, or a term -- */

struct asked {
    int64_t year; /* 0 = a period */
    const char *from, *until;
    const char *title, *wrong;
    int64_t term; /* 0 = none */
};

/* Terms that stand, the newest first, each until the day before the next; and what came before. */
static void add_terms(struct arena *a, const struct term_list *list, struct asked *asked,
    struct form_option_list *ret)
{
    const char *until = "";

    *ret = (struct form_option_list){ arena_array(a, list->count + 1, sizeof *ret->at), 0 };
    for (size_t i = 0; i < list->count; i++) {
        const struct term *t = &list->at[i];
        if (t->undone_at != 0)
            continue;
        const char *text = arena_printf(a, "vanaf %s", dutch_date_long(a, t->date));
        if (asked->term == t->id) {
            asked->from = t->date;
            asked->until = until;
            asked->title = arena_printf(a, "Beslissingen van de bestuursperiode %s", text);
        }
        ret->at[ret->count++] = (struct form_option){ arena_printf(a, "%lld", (long long)t->id),
            text, asked->term == t->id };
        until = date_add_days(a, t->date, -1);
    }
    if (ret->count == 0)
        return;
    const char *before = arena_printf(a, "tot en met %s", dutch_date_long(a, until));
    ret->at[ret->count++] =
        (struct form_option){ arena_printf(a, "tot-%s", until), before, asked->term < 0 };
    if (asked->term < 0) {
        asked->until = until;
        asked->title = arena_printf(a, "Beslissingen van de bestuursperiode %s", before);
    }
}

static const char *period_title(struct arena *a, const struct asked *asked)
{
    if (str_empty(asked->until))
        return arena_printf(a, "Beslissingen vanaf %s", dutch_date_long(a, asked->from));
    const char *until = dutch_date_long(a, asked->until);
    return str_empty(asked->from) ? arena_printf(a, "Beslissingen tot en met %s", until)
                                  : arena_printf(a, "Beslissingen van %s tot en met %s",
                                        dutch_date_long(a, asked->from), until);
}

static void read_period(const struct request *rq, struct asked *asked)
{
    const char *from = request_query(rq, "van"), *until = request_query(rq, "tot");

    if ((!str_empty(from) && !date_valid(from)) || (!str_empty(until) && !date_valid(until)))
        asked->wrong = "Vul een datum in, zoals 28/05/2024.";
    else if (!str_empty(until) && strcmp(from, until) > 0)
        asked->wrong = "De periode eindigt voor ze begint.";
    else if (!str_empty(from) || !str_empty(until)) {
        asked->from = from;
        asked->until = until;
        asked->title = period_title(rq->arena, asked);
    }
}

/* Without a question: the latest year. */
static enum err read_asked(struct request *rq, const struct lines *years, struct asked *asked,
    struct form_option_list *terms)
{
    struct arena *a = rq->arena;
    const char *term = request_query(rq, "periode");
    struct term_list list = { 0 };

    *asked = (struct asked){ .from = "", .until = "", .title = "", .wrong = "" };
    if (!str_to_i64(term, &asked->term))
        asked->term = str_empty(term) ? 0 : -1;
    TRY(term_list(rq->snap, a, clock_now(), &list));
    add_terms(a, &list, asked, terms);
    if (str_empty(asked->title))
        read_period(rq, asked);
    if (!str_empty(asked->title))
        return ERR_OK;
    asked->year = show_query_number(rq, "jaar");
    if (asked->year == 0 && years->count > 0 && !str_to_i64(years->at[0], &asked->year))
        asked->year = 0;
    asked->title = asked->year == 0
                       ? "Beslissingen"
                       : arena_printf(a, "Beslissingen van %lld", (long long)asked->year);
    return ERR_OK;
}

enum err page_decisions_print(struct request *rq)
{
    struct arena *a = rq->arena;
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct decision_list found = { 0 };
    struct form_option_list terms = { 0 };
    struct lines years = { 0 };
    struct asked asked;

    if (reader.v.sees >= 0)
        TRY(decision_years(rq->snap, a, &reader, &years));
    TRY(read_asked(rq, &years, &asked, &terms));
    bool has_period = !str_empty(asked.from) || !str_empty(asked.until);
    const struct decision_filter f = {
        .typed = "", .year = asked.year, .from = asked.from, .until = asked.until, .limit = MOST
    };
    if (reader.v.sees >= 0 && (f.year != 0 || has_period))
        TRY(decision_find(rq->snap, a, &reader, &f, &found));
    struct decisions_print_view v = {
        .title = asked.title,
        .back = f.year == 0 ? url_of(a, "/beslissingen")
                            : url_of(a, "/beslissingen?jaar=%lld", (long long)f.year),
        .years = decisions_years(a, &years, f.year),
        .terms = terms,
        .from = str_empty(asked.wrong) ? asked.from : request_query(rq, "van"),
        .until = str_empty(asked.wrong) ? asked.until : request_query(rq, "tot"),
        .has_period = has_period || !str_empty(asked.wrong),
        .wrong = asked.wrong,
        .rows = { arena_array(a, found.count, sizeof *v.rows.at), found.count },
    };
    for (size_t i = 0; i < found.count; i++)
        v.rows.at[i] = paper_of(a, &found.at[found.count - 1 - i]);
    return reply_page(rq, v.title, decisions_print_html, &v);
}
