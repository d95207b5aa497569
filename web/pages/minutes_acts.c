/* What is done with minutes: remarks, the chair's agreement, improving, handing over. */
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/minutes.h"
#include "web/pages/pages.h"

static enum err comes_back(struct request *rq, enum err e)
{
    TRY(form_comes_back(rq, e));
    return minutes_show(rq, err_status(e));
}

static enum err done(struct request *rq, const char *what)
{
    return reply_see_other(rq, minutes_url(rq->arena, rq->id, "").address, what, NULL);
}

static enum err remark(struct request *rq)
{
    struct minutes_remark_input in = { "", 0 };

    TRY(fields_from_form(MINUTES_REMARK_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return minutes_remark(rq->tx, rq->arena, &rq->actor, rq->id, &in);
}

enum err page_minutes_remark(struct request *rq)
{
    enum err e = remark(rq);

    return e != ERR_OK ? comes_back(rq, e) : done(rq, "Uw opmerking is bij het secretariaat.");
}

enum err page_minutes_agree(struct request *rq)
{
    enum err e = minutes_agree(rq->tx, rq->arena, &rq->actor, rq->id);

    return e != ERR_OK ? comes_back(rq, e) : done(rq, "Uw akkoord is genoteerd.");
}

enum err page_minutes_remark_done(struct request *rq)
{
    struct minutes_remark_list list = { 0 };
    int64_t id = 0;
    bool was_done = false;

    if (!str_to_i64(request_param(rq, "remark"), &id))
        return ERR_NOT_FOUND;
    TRY(minutes_remarks(rq->snap, rq->arena, &rq->actor, rq->id, &list));
    for (size_t i = 0; i < list.count; i++)
        was_done = was_done || (list.at[i].id == id && list.at[i].done_at != 0);
    TRY(minutes_remark_done(rq->tx, &rq->actor, id, !was_done));
    return done(rq, was_done ? "De opmerking wacht opnieuw." : "De opmerking is behandeld.");
}

struct deliver_input {
    const char *delivered_on;
};
static const struct field DELIVER_FIELDS[] = {
    FIELD_DATE(struct deliver_input, delivered_on, .label = "Bezorgd aan het college op"),
    FIELD_END,
};

static enum err deliver(struct request *rq)
{
    struct deliver_input in = { "" };
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(DELIVER_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return minutes_deliver(rq->tx, rq->arena, &rq->actor, rq->id, version, in.delivered_on);
}

enum err page_minutes_deliver(struct request *rq)
{
    enum err e = deliver(rq);

    return e != ERR_OK ? comes_back(rq, e) : done(rq, "Dat is genoteerd.");
}

/* -- improving -- */

struct reopen_input {
    const char *reason;
};
static const struct field REOPEN_FIELDS[] = {
    FIELD_TEXT(struct reopen_input, reason, .required = true, .max = 500, .label = "Waarom?",
        .hint = "Dit blijft bewaard bij de geschiedenis van het verslag."),
    FIELD_END,
};

static enum err show_improve(struct request *rq, unsigned status)
{
    static const struct reopen_input EMPTY = { "" };
    struct arena *a = rq->arena;
    struct minutes m = { 0 };
    struct minutes_step step;

    TRY(minutes_get(rq->snap, a, rq->id, &m));
    if (status == 200)
        TRY(minutes_step(&rq->actor, m.state, MINUTES_REOPEN, &rq->fault, &step));
    const struct minutes_rectify_input today = { council_today(a, &rq->council), "" };
    struct minutes_improve_view v = {
        .minutes = { "Verslag", minutes_url(a, rq->id, "") },
        .rectify = form_make(rq, MINUTES_RECTIFY_FIELDS, &today, m.version, NULL),
        .reopen = form_make(rq, REOPEN_FIELDS, &EMPTY, m.version, NULL),
        .rectify_to = minutes_url(a, rq->id, "/rechtzetting"),
        .reopen_to = minutes_url(a, rq->id, "/heropenen"),
    };
    return reply_page_status(rq, status, "Verslag verbeteren", minutes_improve_html, &v);
}

enum err page_minutes_improve(struct request *rq)
{
    return show_improve(rq, 200);
}

static enum err rectify(struct request *rq)
{
    struct minutes_rectify_input in = { "", "" };
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(MINUTES_RECTIFY_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return minutes_rectify(rq->tx, rq->arena, &rq->actor, rq->id, version, &in);
}

enum err page_minutes_rectify(struct request *rq)
{
    enum err e = rectify(rq);

    if (e == ERR_OK)
        return done(rq, "De rechtzetting staat bij het verslag.");
    TRY(form_comes_back(rq, e));
    return show_improve(rq, err_status(e));
}

static enum err reopen(struct request *rq)
{
    struct reopen_input in = { "" };
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(REOPEN_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return minutes_reopen(rq->tx, rq->arena, &rq->actor, rq->id, version, in.reason);
}

enum err page_minutes_reopen(struct request *rq)
{
    enum err e = reopen(rq);

    if (e == ERR_OK)
        return done(rq, "Het verslag is weer een ontwerp.");
    TRY(form_comes_back(rq, e));
    return show_improve(rq, err_status(e));
}
