/* The score sheet of a round on A4: ranking, scores with their reasons, interests. */
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/expansion.h"
#include "web/pages/pages.h"

static const char *criteria_words(
    struct arena *a, const struct expansion *e, const struct expansion_criteria *c)
{
    struct lines parts = { arena_array(a, 4, sizeof *parts.at), 0 };

    parts.at[parts.count++] =
        arena_printf(a, "Aanvragen tot en met %s", dutch_date_long(a, e->closes_on));
    parts.at[parts.count++] = arena_printf(
        a, "criteria versie %lld van %s", (long long)c->number, dutch_date_long(a, c->made_on));
    if (!str_empty(c->decision_number))
        parts.at[parts.count++] = arena_printf(a, "goedgekeurd met %s", c->decision_number);
    if (!str_empty(c->reason))
        parts.at[parts.count++] = arena_printf(a, "gewijzigd omdat: %s", c->reason);
    return str_join(a, &parts, " · ");
}

static struct expansion_criterion_rows columns_of(
    struct arena *a, const struct expansion_criteria *c)
{
    struct expansion_criterion_rows rows = { arena_array(a, c->count, sizeof *rows.at), c->count };

    for (size_t i = 0; i < c->count; i++)
        rows.at[i] = (struct expansion_criterion_row){ .name = c->at[i].name,
            .explanation = c->at[i].explanation,
            .weight = c->at[i].weight,
            .most = c->at[i].most };
    return rows;
}

static void add_scores(struct arena *a, const struct expansion_criteria *c,
    const struct expansion_application *x, struct expansion_sheet_row *row)
{
    row->cells.at = arena_array(a, c->count, sizeof *row->cells.at);
    row->scores.at = arena_array(a, c->count, sizeof *row->scores.at);
    row->cells.count = row->scores.count = c->count;
    for (size_t i = 0; i < c->count; i++) {
        const struct expansion_score *score = &x->scores[i];

        row->cells.at[i] = (struct expansion_sheet_cell){
            .name = c->at[i].name,
            .text = score->score < 0 ? "–" : arena_printf(a, "%lld", (long long)score->score),
        };
        row->scored = row->scored || score->score >= 0;
        row->scores.at[i] = (struct expansion_score_row){
            .name = c->at[i].name,
            .words = expansion_score_words(a, &c->at[i], score),
            .reason = score->reason,
            .scorer = score->score < 0 ? "" : expansion_person(score->scorer),
        };
    }
}

static void add_interests(
    struct arena *a, const struct expansion_application *x, struct expansion_sheet_row *row)
{
    row->interests.at = arena_array(a, x->conflict_count, sizeof *row->interests.at);
    for (size_t i = 0; i < x->conflict_count; i++) {
        const struct expansion_conflict *k = &x->conflicts[i];

        row->interests.at[row->interests.count++] = arena_printf(a,
            "Niet mee beoordeeld wegens een belang: %s (%s)%s.", expansion_person(k->person),
            k->reason, k->left_room ? ", verliet de vergadering" : "");
    }
}

static struct expansion_sheet_rows rows_of(struct arena *a, const struct expansion_criteria *c,
    const struct expansion_application_list *list)
{
    struct expansion_sheet_rows rows = { arena_array(a, list->count, sizeof *rows.at),
        list->count };

    for (size_t i = 0; i < list->count; i++) {
        const struct expansion_application *x = &list->at[i];

        rows.at[i] = (struct expansion_sheet_row){
            .place = x->late ? "te laat" : expansion_place(a, x),
            .name = x->name,
            .why = arena_printf(a, "%s · %s · %s · ontvangen op %s", x->location,
                choice_dutch(CARE_KINDS, x->care),
                show_count(a, (size_t)x->places, "plaats", "plaatsen"),
                dutch_date(a, x->received_on)),
            .total = expansion_total(a, x),
        };
        add_scores(a, c, x, &rows.at[i]);
        add_interests(a, x, &rows.at[i]);
    }
    return rows;
}

enum err page_expansion_sheet(struct request *rq)
{
    struct arena *a = rq->arena;
    struct expansion e = { 0 };
    struct expansion_criteria c = { 0 };
    struct expansion_application_list list = { 0 };
    bool shown = false;

    TRY(expansion_of(rq, &e));
    TRY(expansion_shows_scores(rq->snap, &rq->actor, &e, &shown));
    if (!shown)
        return rq->actor.account_id == 0 ? ERR_UNAUTHORIZED : ERR_FORBIDDEN;
    TRY(expansion_criteria(rq->snap, a, &rq->actor, e.id, show_query_number(rq, "versie"), &c));
    TRY(expansion_applications(rq->snap, a, &rq->actor, &e, &c, &list));
    const struct expansion_sheet_view v = {
        .round = { e.title, expansion_url(a, e.id, "") },
        .title = e.title,
        .criteria = criteria_words(a, &e, &c),
        .old = c.current ? "" : "Deze criteria tellen niet meer: er kwam een nieuwe versie.",
        .columns = columns_of(a, &c),
        .rows = rows_of(a, &c, &list),
    };
    return reply_page(rq, arena_printf(a, "Scoreblad: %s", e.title), expansion_sheet_html, &v);
}
