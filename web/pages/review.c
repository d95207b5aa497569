/* The agenda put to the chair: behind his personal link, and for who signed in. */
#include "agenda/review.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/pages.h"
#include "web/pages/review.h"

/* Who reads it, of which meeting, and where. */
struct reading {
    struct actor who;
    int64_t meeting_id;
    struct url at; /* this page */
    struct link_view back;
};

/* Who does not prepare it has a page of the meeting only once something of it was sent. */
static enum err signed_in(struct request *rq, struct reading *ret)
{
    struct arena *a = rq->arena;
    struct published p = { 0 };
    enum err e =
        publication_current(rq->snap, a, visibility_of(&rq->actor), rq->id, clock_now(), &p);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    *ret = (struct reading){ rq->actor, rq->id, show_meeting_url(a, rq->id, "/agenda/nalezen"),
        { "Overzicht", { "/" } } };
    if (e == ERR_OK || show_prepares(rq))
        ret->back = (struct link_view){ "Vergadering", show_meeting_url(a, rq->id, "") };
    return ERR_OK;
}

static enum err by_link(struct request *rq, struct reading *ret)
{
    struct bearer b;

    TRY(personal_open(rq, &b));
    *ret = (struct reading){ b.who, b.link.meeting_id, personal_url(rq, "/agenda"),
        { "Uw persoonlijke pagina", personal_url(rq, "") } };
    return b.link.meeting_id == 0 ? ERR_NOT_FOUND : ERR_OK;
}

static const char *said_of(struct request *rq, const struct review *r)
{
    struct arena *a = rq->arena;

    if (r->answered_at == 0)
        return "";
    const char *day = dutch_date(a, date_of(a, council_moment(&rq->council, r->answered_at)));
    if (!str_empty(r->remark))
        return arena_printf(a, "Uw opmerking van %s is bij het secretariaat: %s", day, r->remark);
    return arena_printf(
        a, "U gaf uw akkoord op %s.%s", day, r->changed ? " Daarna is de agenda gewijzigd." : "");
}

static enum err show(struct request *rq, const struct reading *at, unsigned status)
{
    static const struct review_input EMPTY = { "" };
    struct arena *a = rq->arena;
    struct published p = { 0 };
    struct review r;

    TRY(review_read(rq->snap, a, &at->who, at->meeting_id, &p));
    TRY(review_get(rq->snap, a, at->meeting_id, &r));
    if (rq->method == GET && !str_empty(request_query(rq, "gedaan")))
        rq->flash = (struct flash){ "Uw antwoord is bij het secretariaat.", "" };
    struct review_view v = {
        .back = at->back,
        .title = arena_printf(a, "Agenda van %s nalezen", show_day(a, &p.meeting)),
        .when = show_when(a, &p.meeting),
        .problem = form_problem(rq),
        .said = said_of(rq, &r),
        .items = personal_items_of(rq, &at->who, &p.items),
        .remark = { .open = true,
            .until = "",
            .form = form_make(rq, REVIEW_FIELDS, &EMPTY, 0, NULL),
            .action = url_of(a, "%s/opmerking", at->at.address),
            .may_agree = r.answered_at == 0 || !str_empty(r.remark) || r.changed,
            .agree = url_of(a, "%s/akkoord", at->at.address) },
    };
    if (v.remark.form.issues.count > 0)
        v.problem = (struct form_view){ .detail = "" };
    return reply_page_status(rq, status, v.title, review_html, &v);
}

static enum err answer(struct request *rq, const struct reading *at, bool agrees)
{
    struct review_input in = { "" };
    enum err e =
        agrees ? ERR_OK : fields_from_form(REVIEW_FIELDS, &rq->form, rq->arena, &rq->fault, &in);

    if (e == ERR_OK)
        e = review_answer(rq->tx, rq->arena, &at->who, at->meeting_id, agrees ? NULL : &in);
    if (e == ERR_OK)
        return reply_see_other(
            rq, url_of(rq->arena, "%s?gedaan=1", at->at.address).address, NULL, NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, at, err_status(e));
}

enum err page_review(struct request *rq)
{
    struct reading at;

    TRY(signed_in(rq, &at));
    return show(rq, &at, 200);
}

enum err page_review_agree(struct request *rq)
{
    struct reading at;

    TRY(signed_in(rq, &at));
    return answer(rq, &at, true);
}

enum err page_review_remark(struct request *rq)
{
    struct reading at;

    TRY(signed_in(rq, &at));
    return answer(rq, &at, false);
}

enum err page_personal_review(struct request *rq)
{
    struct reading at;
    enum err e = by_link(rq, &at);

    return e != ERR_OK ? personal_gone(rq, e) : show(rq, &at, 200);
}

enum err page_personal_review_agree(struct request *rq)
{
    struct reading at;
    enum err e = by_link(rq, &at);

    return e != ERR_OK ? personal_gone(rq, e) : answer(rq, &at, true);
}

enum err page_personal_review_remark(struct request *rq)
{
    struct reading at;
    enum err e = by_link(rq, &at);

    return e != ERR_OK ? personal_gone(rq, e) : answer(rq, &at, false);
}
