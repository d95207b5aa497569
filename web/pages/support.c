/* Ondersteuning: the finder. A question is a GET, so that its answer has an address to share. */
#include "web/pages/support.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/pages.h"
#include <string.h>

enum { MOST_OF_PARTNER = 200 };

struct url support_url(struct arena *a, int64_t id, const char *below)
{
    return url_of(a, "/ondersteuning/%lld%s", (long long)id, below);
}

const char *support_source(struct arena *a, const char *source, const char *date)
{
    if (str_empty(source))
        return "";
    if (str_empty(date))
        return arena_printf(a, "Bron: %s", source);
    return arena_printf(a, "Bron: %s, gelezen op %s", source, dutch_date(a, date));
}

static struct support_row row_of(struct arena *a, const struct offer *o)
{
    return (struct support_row){
        .title = o->title,
        .what = arena_printf(a, "%s · %s", choice_dutch(OFFER_FORMS, o->form), o->partner_name),
        .to = support_url(a, o->id, ""),
        .chip = { o->level == OFFER_LEVEL_DEPARTMENT ? choice_dutch(OFFER_LEVELS, o->level) : "",
            "" },
        .source = "",
    };
}

static struct chip chip_of(const struct offer_answer *x)
{
    if (x->fit == OFFER_FITS && x->is_free)
        return (struct chip){ x->coverage == COVERAGE_PARTLY ? "gratis, deels" : "gratis", "ok" };
    if (x->fit == OFFER_FITS && x->rule != NULL)
        return (struct chip){ choice_dutch(PRICES, x->rule->price), "" };
    return (
        struct chip){ choice_dutch(OFFER_FITNESS, x->fit), x->fit == OFFER_DEPENDS ? "warn" : "" };
}

static void add(struct support_rows *rows, struct arena *a, const struct offer_answer *x)
{
    struct support_row *row = &rows->at[rows->count++];

    *row = row_of(a, &x->offer);
    row->chip = chip_of(x);
    row->why = x->why;
    row->source = support_source(a, x->source, x->source_date);
}

enum err support_of_partner(struct request *rq, int64_t partner_id, struct support_rows *ret)
{
    const char *today = council_today(rq->arena, &rq->council);
    struct offer_list list = { 0 };

    TRY(offer_list(rq->snap, rq->arena, partner_id, 0, MOST_OF_PARTNER, &list));
    *ret = (struct support_rows){ arena_array(rq->arena, list.count, sizeof *ret->at), 0 };
    for (size_t i = 0; i < list.count; i++)
        if (str_empty(list.at[i].until) || strcmp(list.at[i].until, today) > 0)
            ret->at[ret->count++] = row_of(rq->arena, &list.at[i]);
    return ERR_OK;
}

/* "Gezinsopvang met inkomenstarief, 8 plaatsen, in Melle: “VIB”" */
static const char *asked_words(
    struct arena *a, const struct offer_question *q, const struct municipality *m)
{
    const char *words = q->care == 0 ? "opvang" : choice_dutch(CARE_ASKED, q->care);

    if (q->tariff != TARIFF_ANY)
        words = arena_printf(a, "%s %s", words, choice_dutch(TARIFFS, q->tariff));
    if (q->places > 0)
        words = arena_printf(
            a, "%s, %s", words, show_count(a, (size_t)q->places, "plaats", "plaatsen"));
    if (q->locations > 0)
        words = arena_printf(
            a, "%s, %s", words, show_count(a, (size_t)q->locations, "locatie", "locaties"));
    if (m != NULL)
        words = arena_printf(a, "%s in %s", words, m->name);
    if (!str_empty(q->words))
        words = arena_printf(a, "%s: “%s”", words, q->words);
    return show_capital(a, words);
}

static void sort_answers(
    struct request *rq, const struct offer_answer_list *found, struct support_view *v)
{
    struct support_rows *const GROUPS[] = { &v->fits, &v->depends, &v->not };

    for (size_t i = 0; i < ARRAY_LEN(GROUPS); i++)
        GROUPS[i]->at = arena_array(rq->arena, found->count, sizeof(struct support_row));
    v->all.at = arena_array(rq->arena, found->count, sizeof *v->all.at);
    for (size_t i = 0; i < found->count; i++) {
        add(GROUPS[found->at[i].fit], rq->arena, &found->at[i]);
        v->all.at[v->all.count++] = row_of(rq->arena, &found->at[i].offer);
    }
}

static enum err answer(struct request *rq, const struct offer_question *q, struct support_view *v)
{
    struct arena *a = rq->arena;
    struct offer_answer_list found = { 0 };

    TRY(offer_find(rq->snap, a, q, council_today(a, &rq->council), &found));
    sort_answers(rq, &found, v);
    v->is_asked = offer_is_asked(q);
    v->summary = show_count(a, found.count, "keer ondersteuning", "keer ondersteuning");
    if (!str_empty(q->words))
        v->summary = arena_printf(a, "%s gevonden met “%s”", v->summary, q->words);
    if (!v->is_asked)
        return ERR_OK;
    v->asked = asked_words(a, q, found.municipality);
    if (!str_empty(found.merged))
        v->merged = arena_printf(a, "%s hoort sinds %s bij %s.", found.municipality->name,
            dutch_date_long(a, found.municipality->until_date), found.merged);
    return ERR_OK;
}

/* An organiser that is no partner is as good as none: what is for own staff is not for its people. */
static enum err add_organisers(struct request *rq, struct form_view *form)
{
    TRY(choices_partners(rq, form, "organiser_id"));
    for (size_t i = 0; i < form->inputs.count; i++) {
        const struct form_input *input = &form->inputs.at[i];
        if (str_equal(input->name, "organiser_id"))
            input->options.at[0].text = "niet gezegd of niet in de lijst";
    }
    return ERR_OK;
}

enum err page_support(struct request *rq)
{
    static const struct offer_question NOTHING = { .municipality = "", .words = "" };
    struct offer_question q = NOTHING;
    struct support_view v = {
        .asked = "",
        .merged = "",
        .summary = "",
        .may_add = access_may(rq, EDIT_OFFER, rq->actor.partner_id),
    };

    TRY(access_check(rq, SEE_PARTNERS, 0));
    enum err e = fields_from_form(OFFER_QUESTION_FIELDS, &rq->query, rq->arena, &rq->fault, &q);
    if (e == ERR_OK)
        e = answer(rq, &q, &v);
    if (e != ERR_OK && e != ERR_INVALID)
        return e;
    v.problem = e != ERR_OK;
    v.is_searched = !str_empty(q.words);
    if (!v.is_asked && !v.is_searched && !v.problem)
        q.organiser_id = rq->actor.partner_id;
    else
        rq->form = rq->query; /* what was asked comes back with what is wrong */
    v.form = form_make(rq, OFFER_QUESTION_FIELDS, &q, 0, NULL);
    TRY(add_organisers(rq, &v.form));
    return reply_page_status(rq, err_status(e), "Ondersteuning", support_html, &v);
}
