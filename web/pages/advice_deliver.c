/* Advies bezorgen: who gets it, sending, and holding it back; Antwoord noteren. */
#include "lok/base/dates.h"
#include "web/pages/advice.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"

static enum err preview(
    struct request *rq, const struct sending_options *o, const void *of, struct recipient_list *ret)
{
    const struct advice *v = of;

    return advice_send_preview(rq->snap, rq->arena, &rq->actor, o, v->id, ret);
}

static enum err show_send(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct advice v = { 0 };

    TRY(advice_of(rq, &v));
    const struct send_one one = {
        .crumb = advice_crumb(rq, &v),
        .title = "Advies bezorgen",
        .lead = arena_printf(a,
            "Het advies gaat naar %s. Het antwoord wordt verwacht binnen %lld dagen.",
            choice_dutch(ADVICE_ADDRESSEES, v.addressee), (long long)rq->council.reaction_days),
        .what = "dit advies",
        .nobody =
            "Niemand krijgt bericht: kies bij de vraag een partner voor het lokaal bestuur met"
            " een contactpersoon, of bezorg de afgedrukte brief zelf.",
        .nobody_left = "",
        .action = advice_url(a, v.number, "/bezorgen"),
        .version = v.version,
        .of = &v,
        .preview = preview,
    };
    return send_one_show(rq, status, &one);
}

enum err page_advice_send(struct request *rq)
{
    return show_send(rq, 200);
}

static enum err send(struct request *rq, const struct advice *v, int64_t *ret_told)
{
    struct sending_options options;
    int64_t version;

    TRY(send_one_options(rq, &options, &version));
    return advice_send(rq->tx, rq->arena, &rq->actor, &options, v->id, version, ret_told);
}

enum err page_advice_send_post(struct request *rq)
{
    struct advice v = { 0 };
    int64_t told = 0;

    TRY(advice_of(rq, &v));
    enum err e = send(rq, &v, &told);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show_send(rq, err_status(e));
    }
    return reply_see_other(rq, advice_url(rq->arena, v.number, "").address,
        told == 0 ? "Het advies is bezorgd. Niemand kreeg bericht: bezorg de brief zelf."
                  : "Het advies is bezorgd.",
        NULL);
}

enum err page_advice_take_back(struct request *rq)
{
    struct advice v = { 0 };

    TRY(advice_of(rq, &v));
    enum err e = advice_take_back(rq->tx, rq->arena, &rq->actor, v.id);
    if (e == ERR_CONFLICT) {
        TRY(form_comes_back(rq, e));
        return advice_show(rq, err_status(e));
    }
    TRY(e);
    return reply_see_other(rq, advice_url(rq->arena, v.number, "").address,
        "Het advies is tegengehouden. Niemand kreeg bericht.", NULL);
}

/* -- the answer -- */

static enum err show_answer(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct advice v = { 0 };

    TRY(advice_of(rq, &v));
    const struct advice_reaction now = {
        .answer = v.answer,
        .answered_on = str_empty(v.answered_on) ? council_today(a, &rq->council) : v.answered_on,
        .answer_text = v.answer_text,
        .reference = v.reference,
    };
    struct edit_page_view view = {
        .crumb = advice_crumb(rq, &v),
        .title = "Antwoord noteren",
        .lead = v.title,
        .form = form_make(rq, ADVICE_REACTION_FIELDS, &now, v.version, NULL),
        .action = advice_url(a, v.number, "/antwoord"),
        .button = "Antwoord noteren",
        .back = advice_url(a, v.number, ""),
    };
    return edit_page_show(rq, status, &view);
}

enum err page_advice_answer(struct request *rq)
{
    return show_answer(rq, 200);
}

static enum err answer(struct request *rq, const struct advice *v)
{
    struct sending_options options = show_sending_options(rq);
    struct advice_reaction in = { .answered_on = "", .answer_text = "", .reference = "" };
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(ADVICE_REACTION_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return advice_note_answer(rq->tx, rq->arena, &rq->actor, &options, v->id, version, &in, true);
}

enum err page_advice_answer_post(struct request *rq)
{
    struct advice v = { 0 };

    TRY(advice_of(rq, &v));
    enum err e = answer(rq, &v);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show_answer(rq, err_status(e));
    }
    return reply_see_other(
        rq, advice_url(rq->arena, v.number, "").address, "Het antwoord is genoteerd.", NULL);
}
