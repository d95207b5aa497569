#include "web/pages/written.h"
#include "agenda/publication.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/advice.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"
#include <string.h>

enum { MOST_MEETINGS = 12, DAYS_OPEN = 14 };

static const struct url NOWHERE = { "" };

/* -- one's ballot, and the result -- */

static struct written_said_list said_of(struct request *rq, const struct written_result *r)
{
    struct arena *a = rq->arena;
    struct written_said_list list = { arena_array(a, r->count, sizeof *list.at), r->count };

    for (size_t i = 0; i < r->count; i++)
        list.at[i] = (struct written_said){
            .name = str_empty(r->at[i].name) ? "Oud-lid" : r->at[i].name,
            .vote = r->at[i].vote == VOTE_NONE ? "mening" : choice_dutch(VOTES, r->at[i].vote),
            .remark = r->at[i].remark,
            .when = dutch_instant(a, council_moment(&rq->council, r->at[i].voted_at)),
        };
    return list;
}

static void add_own(struct request *rq, const struct written_ballot *b, struct url action,
    struct written_question *q, int64_t item_id)
{
    struct arena *a = rq->arena;
    const char *typed = param_get(&rq->form, "item");

    for (size_t i = 0; i < b->count; i++) {
        const struct written_answer *one = &b->at[i];

        if (one->item.id != item_id)
            continue;
        q->asks = b->procedure.open;
        q->votes = b->may_vote;
        q->in_favour = one->vote == VOTE_IN_FAVOUR;
        q->against = one->vote == VOTE_AGAINST;
        q->abstain = one->vote == VOTE_ABSTAIN;
        q->remark = one->remark;
        q->action = action;
        if (typed != NULL && str_equal(typed, q->id) && param_get(&rq->form, "remark") != NULL)
            q->remark = param_get(&rq->form, "remark");
        if (one->voted_at != 0)
            q->said = arena_printf(a, "%s, bewaard op %s.",
                one->vote == VOTE_NONE
                    ? "Uw mening"
                    : arena_printf(a, "Uw stem: %s", choice_dutch(VOTES, one->vote)),
                dutch_instant(a, council_moment(&rq->council, one->voted_at)));
    }
}

static enum err add_questions(struct request *rq, const struct actor *who, const struct written *w,
    struct url action, struct written_view *v)
{
    struct arena *a = rq->arena;
    bool prepares = may(who, PREPARE_MEETING, (struct object){ 0 });
    bool over = w->state == MEETING_CLOSED;
    struct written_ballot b = { .why_not = "" };
    struct written_results all = { 0 };
    enum err e = written_ballot(rq->snap, a, who, w->meeting_id, &b);

    if (e != ERR_OK && e != ERR_FORBIDDEN)
        return e;
    TRY(written_results(rq->snap, a, w->meeting_id, &all));
    if (e == ERR_OK && !b.may_vote && w->open)
        v->no_vote = arena_printf(a, "%s U geeft een mening, die telt niet als stem.", b.why_not);
    v->questions.at = arena_array(a, all.count, sizeof *v->questions.at);
    for (size_t i = 0; i < all.count; i++) {
        const struct item *item = &all.at[i].item;
        struct written_question *q = &v->questions.at[v->questions.count];

        if (!prepares && item->access > (unsigned)visibility_of(who).sees)
            continue;
        *q = (struct written_question){
            .number = item->shown_number,
            .title = item->title,
            .id = arena_printf(a, "%lld", (long long)item->id),
            .text = show_text(a, item->text),
            .remark = "",
            .said = "",
            .result = prepares || over ? all.at[i].words : "",
        };
        add_own(rq, &b, action, q, item->id);
        if (prepares)
            q->answers = said_of(rq, &all.at[i]);
        v->questions.count++;
    }
    return ERR_OK;
}

static enum err add_meetings(struct request *rq, struct form_option_list *ret)
{
    struct arena *a = rq->arena;
    struct meeting_list found = { 0 };

    TRY(meeting_list(rq->snap, a, 0, 0, MOST_MEETINGS, &found));
    ret->at = arena_array(a, found.count, sizeof *ret->at);
    for (size_t i = found.count; i-- > 0;) {
        const struct meeting *m = &found.at[i];

        if (m->kind == MEETING_ORDINARY && lifecycle_allows(&rq->actor, m->state, MEETING_EDIT))
            ret->at[ret->count++] = (struct form_option){ arena_printf(a, "%lld", (long long)m->id),
                arena_printf(a, "%s, %s", m->title, show_day(a, m)), false };
    }
    return ERR_OK;
}

static enum err add_steps(struct request *rq, const struct written *w, struct written_view *v)
{
    struct arena *a = rq->arena;
    bool runs = w->state == MEETING_CONVENED || w->state == MEETING_IN_SESSION;

    if (runs && w->open)
        v->remind = show_meeting_url(a, w->meeting_id, "/versturen?soort=herinnering");
    if (runs)
        v->close = show_meeting_url(a, w->meeting_id, "/stemmen/afsluiten");
    if (w->reported_id != 0)
        v->reported = "Het resultaat staat op de agenda van een vergadering.";
    if (w->state != MEETING_CLOSED || w->reported_id != 0)
        return ERR_OK;
    TRY(add_meetings(rq, &v->meetings));
    if (v->meetings.count > 0)
        v->report = show_meeting_url(a, w->meeting_id, "/stemmen/meedelen");
    else
        v->reported = "Maak de volgende vergadering om er het resultaat mee te delen.";
    return ERR_OK;
}

/* Of a meeting that is out of sight nothing is shown. */
static enum err sees(struct request *rq, const struct actor *who, int64_t id, const char **title)
{
    struct published p = { 0 };

    if (may(who, PREPARE_MEETING, (struct object){ 0 }))
        TRY(meeting_get(rq->snap, rq->arena, id, &p.meeting));
    else
        TRY(publication_current(rq->snap, rq->arena, visibility_of(who), id, clock_now(), &p));
    *title = p.meeting.title;
    return ERR_OK;
}

enum err written_show(struct request *rq, const struct actor *who, int64_t meeting_id,
    struct link_view crumb, struct url action, unsigned status)
{
    struct arena *a = rq->arena;
    struct written w = { 0 };
    struct written_view v = { .crumb = crumb,
        .no_vote = "",
        .reported = "",
        .remind = NOWHERE,
        .close = NOWHERE,
        .report = NOWHERE };

    TRY(sees(rq, who, meeting_id, &v.title));
    TRY(written_get(rq->snap, a, meeting_id, &w));
    v.period = arena_printf(a, "Schriftelijke procedure, van %s tot %s",
        dutch_instant(a, w.opens_at), dutch_instant(a, w.closes_at));
    v.why = w.why;
    v.problem = form_problem(rq);
    TRY(add_questions(rq, who, &w, action, &v));
    if (may(who, PREPARE_MEETING, (struct object){ 0 }))
        TRY(add_steps(rq, &w, &v));
    return reply_page_status(rq, status, v.title, written_html, &v);
}

struct ballot_form {
    int64_t item;
    unsigned vote;
    const char *remark;
};
static const struct field BALLOT_FIELDS[] = {
    FIELD_ID(struct ballot_form, item, .required = true, .label = "Vraag"),
    FIELD_CHOICE(struct ballot_form, vote, .of = VOTES, .label = "Uw stem"),
    FIELD_TEXT(struct ballot_form, remark, .multiline = true, .max = 4000, .label = "Opmerking"),
    FIELD_END,
};

enum err written_take(struct request *rq, const struct actor *who, int64_t meeting_id)
{
    struct ballot_form in = { .remark = "" };
    const char *title;

    TRY(sees(rq, who, meeting_id, &title));
    TRY(fields_from_form(BALLOT_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    const struct written_vote_input vote = { in.vote, in.remark };
    return written_vote(rq->tx, rq->arena, who, meeting_id, in.item, &vote);
}

static enum err show(struct request *rq, unsigned status)
{
    return written_show(rq, &rq->actor, rq->id,
        (struct link_view){ "Vergadering", show_meeting_url(rq->arena, rq->id, "") },
        show_meeting_url(rq->arena, rq->id, "/stemmen"), status);
}

enum err page_written(struct request *rq)
{
    return show(rq, 200);
}

static enum err done(struct request *rq, enum err e, const char *words)
{
    if (e == ERR_OK)
        return reply_see_other(
            rq, show_meeting_url(rq->arena, rq->id, "/stemmen").address, words, NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}

enum err page_written_vote(struct request *rq)
{
    return done(rq, written_take(rq, &rq->actor, rq->id), "Uw antwoord is bewaard.");
}

enum err page_written_close(struct request *rq)
{
    struct sending_options options = show_sending_options(rq);
    const char *reason = param_get(&rq->form, "balance_reason");

    return done(rq,
        written_close(
            rq->tx, rq->arena, &rq->actor, &options, rq->id, reason == NULL ? "" : reason),
        "De procedure is afgesloten. Niemand kreeg bericht.");
}

enum err page_written_report(struct request *rq)
{
    const char *chosen = param_get(&rq->form, "meeting");
    int64_t meeting_id = 0, item_id;

    if (chosen == NULL || !str_to_i64(chosen, &meeting_id) || meeting_id <= 0)
        return fault_set(&rq->fault, ERR_INVALID, "Kies een vergadering.");
    return done(rq, written_report(rq->tx, rq->arena, &rq->actor, rq->id, meeting_id, &item_id),
        "Het resultaat staat op de agenda.");
}

/* -- starting one -- */

/* The advice that the address asks for; ERR_NOT_FOUND without one. */
static enum err advice_asked(struct request *rq, struct advice *ret)
{
    return advice_get(rq->snap, rq->arena, &rq->actor, request_query(rq, "advies"), ret);
}

static enum err show_new(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    const char *today = council_today(a, &rq->council);
    struct advice v = { .title = "", .due_date = "" };
    enum err e = advice_asked(rq, &v);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    const char *closes = date_add_days(a, today, DAYS_OPEN);
    if (!str_empty(v.due_date) && strcmp(v.due_date, closes) < 0 && strcmp(v.due_date, today) > 0)
        closes = v.due_date;
    const struct written_input in = {
        .title = v.title,
        .opens_date = today,
        .opens_time = "08:00",
        .closes_date = closes,
        .closes_time = "18:00",
        .access = ACCESS_MEMBERS,
    };
    struct edit_page_view view = {
        .crumb = { "Vergaderingen", { "/vergaderingen" } },
        .title = "Schriftelijke procedure starten",
        .lead = "Een vergadering zonder zaal: de leden stemmen of geven hun mening via hun"
                " persoonlijke link of hun account. Niemand krijgt bericht voor u de agenda"
                " verstuurt.",
        .form = form_make(rq, WRITTEN_FIELDS, &in, 0, NULL),
        .action = v.id == 0 ? (struct url){ "/vergaderingen/schriftelijk" }
                            : url_of(a, "/vergaderingen/schriftelijk?advies=%s", v.number),
        .button = "Procedure maken",
        .back = { "/vergaderingen" },
    };
    return edit_page_show(rq, status, &view);
}

enum err page_written_new(struct request *rq)
{
    return show_new(rq, 200);
}

static enum err start(struct request *rq, int64_t *ret_id)
{
    struct written_input in = { "", "", "", "", "", ACCESS_MEMBERS };
    struct advice v = { 0 };
    enum err e = advice_asked(rq, &v);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    TRY(fields_from_form(WRITTEN_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return written_start(rq->tx, rq->arena, &rq->actor, &in, v.id, ret_id);
}

enum err page_written_create(struct request *rq)
{
    int64_t id = 0;
    enum err e = start(rq, &id);

    if (e == ERR_OK)
        return reply_see_other(rq, show_meeting_url(rq->arena, id, "/agenda").address,
            "De procedure is gemaakt. Kijk de vragen na en verstuur de agenda.", NULL);
    TRY(form_comes_back(rq, e));
    return show_new(rq, err_status(e));
}
