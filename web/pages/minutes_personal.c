/* The minutes behind a personal link: reading, a remark, the chair's agreement. */
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/minutes.h"
#include "web/pages/pages.h"
#include "web/pages/personal.h"

static enum err show(struct request *rq, const struct bearer *b, unsigned status)
{
    struct arena *a = rq->arena;
    struct minutes_shown shown = { 0 };
    struct minutes_reader r;
    struct meeting m = { 0 };

    if (b->link.meeting_id == 0)
        return ERR_NOT_FOUND;
    TRY(meeting_get(rq->snap, a, b->link.meeting_id, &m));
    TRY(minutes_reader_of(rq->snap, a, &b->who, &r));
    TRY(minutes_read(rq->snap, a, &r, m.id, &shown));
    if (rq->method == GET && !str_empty(request_query(rq, "gedaan")))
        rq->flash = (struct flash){ str_equal(request_query(rq, "gedaan"), "akkoord")
                                        ? "Uw akkoord is genoteerd."
                                        : "Uw opmerking is bij het secretariaat.",
            "" };
    struct minutes_personal_view v = {
        .back = personal_url(rq, ""),
        .title = arena_printf(a, "Verslag van %s", show_day(a, &m)),
        .when = show_when(a, &m),
        .lead = shown.minutes.state == MINUTES_APPROVED ? "Dit verslag is goedgekeurd."
                                                        : "Dit verslag is nog niet goedgekeurd.",
        .problem = form_problem(rq),
        .text = minutes_text_view(a, &shown),
    };
    TRY(minutes_remark_rows(rq, &b->who, &shown, &v.remarks));
    TRY(minutes_remark_form(rq, &b->who, &shown, personal_url(rq, "/verslag/opmerking"),
        personal_url(rq, "/verslag/akkoord"), &v.remark));
    if (v.remark.open && v.remark.form.issues.count > 0)
        v.problem = (struct form_view){ .detail = "" };
    return reply_page_status(rq, status, v.title, minutes_personal_html, &v);
}

enum err page_personal_minutes(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open(rq, &b);

    return e != ERR_OK ? personal_gone(rq, e) : show(rq, &b, 200);
}

static enum err finish(struct request *rq, const struct bearer *b, enum err e, const char *done)
{
    if (e == ERR_OK)
        return reply_see_other(rq, personal_url(rq, done).address, NULL, NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, b, err_status(e));
}

static enum err remark(struct request *rq, const struct bearer *b)
{
    struct minutes_remark_input in = { "", 0 };

    TRY(fields_from_form(MINUTES_REMARK_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return minutes_remark(rq->tx, rq->arena, &b->who, b->link.meeting_id, &in);
}

enum err page_personal_minutes_remark(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    return finish(rq, &b, remark(rq, &b), "/verslag?gedaan=opmerking");
}

enum err page_personal_minutes_agree(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    return finish(rq, &b, minutes_agree(rq->tx, rq->arena, &b.who, b.link.meeting_id),
        "/verslag?gedaan=akkoord");
}
