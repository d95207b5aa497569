/* The question of an advice, its text, and what is put right afterwards. */
#include "agenda/attendance.h"
#include "agenda/dossier.h"
#include "lok/base/dates.h"
#include "web/pages/advice.h"
#include "web/pages/choices.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"

enum { MOST_DOSSIERS = 500 };

static enum err add_dossiers(struct request *rq, struct form_view *form)
{
    struct arena *a = rq->arena;
    struct dossier_list dossiers = { 0 };

    TRY(dossier_list(rq->snap, a, visibility_of(&rq->actor), 0, MOST_DOSSIERS, &dossiers));
    struct form_option *options = arena_array(a, dossiers.count + 1, sizeof *options);
    options[0] = (struct form_option){ "", "geen", false };
    for (size_t i = 0; i < dossiers.count; i++)
        options[i + 1] = (struct form_option){
            .value = arena_printf(a, "%lld", (long long)dossiers.at[i].id),
            .text = dossiers.at[i].title,
        };
    form_set_options(rq, form, "dossier_id", options, dossiers.count + 1);
    return ERR_OK;
}

static struct advice_question question_of(const struct advice *v)
{
    return (struct advice_question){
        .title = v->title,
        .origin = v->origin,
        .asked_by_id = v->asked_by_id,
        .asked_on = v->asked_on,
        .due_date = v->due_date,
        .question = v->question,
        .dossier_id = v->dossier_id,
        .addressee = v->addressee,
        .addressee_id = v->addressee_id,
        .access = v->access,
    };
}

/* `v` NULL is a new one. An opportunity advice is due in 30 days. */
static enum err show_question(struct request *rq, unsigned status, const struct advice *v)
{
    struct arena *a = rq->arena;
    const char *today = council_today(a, &rq->council);
    struct advice_question in = {
        .title = "",
        .question = "",
        .asked_on = today,
        .due_date = date_add_days(a, today, 30),
        .access = ACCESS_MEMBERS,
    };
    struct url back = { "/adviezen" };

    if (v != NULL) {
        in = question_of(v);
        back = advice_url(a, v->number, "");
    }
    struct edit_page_view view = {
        .crumb = v == NULL ? (struct link_view){ "Beslissingen en adviezen", back }
                           : advice_crumb(rq, v),
        .title = v == NULL ? "Adviesvraag noteren" : "Vraag wijzigen",
        .lead = "",
        .form = form_make(rq, ADVICE_QUESTION_FIELDS, &in, v == NULL ? 0 : v->version, NULL),
        .action = v == NULL ? (struct url){ "/adviezen" } : advice_url(a, v->number, "/bewerken"),
        .button = v == NULL ? "Adviesvraag bewaren" : "Bewaren",
        .back = back,
    };
    TRY(choices_partners(rq, &view.form, "asked_by_id"));
    TRY(choices_partners(rq, &view.form, "addressee_id"));
    TRY(add_dossiers(rq, &view.form));
    return edit_page_show(rq, status, &view);
}

enum err page_advice_new(struct request *rq)
{
    return show_question(rq, 200, NULL);
}

static enum err ask(struct request *rq, struct advice *ret)
{
    struct advice_question in = { .title = "", .question = "", .asked_on = "", .due_date = "" };
    int64_t id;

    TRY(fields_from_form(ADVICE_QUESTION_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    TRY(advice_ask(rq->tx, rq->arena, &rq->actor, &in, &id));
    return advice_by_id(rq->snap, rq->arena, id, ret);
}

enum err page_advice_create(struct request *rq)
{
    struct advice v = { 0 };
    enum err e = ask(rq, &v);

    if (e == ERR_OK)
        return reply_see_other(rq, advice_url(rq->arena, v.number, "").address,
            arena_printf(rq->arena, "De vraag is bewaard als advies %s.", v.number), NULL);
    TRY(form_comes_back(rq, e));
    return show_question(rq, err_status(e), NULL);
}

enum err page_advice_edit(struct request *rq)
{
    struct advice v = { 0 };

    TRY(advice_of(rq, &v));
    return show_question(rq, 200, &v);
}

/* What stands behind each of the three forms. */
enum part { QUESTION, TEXT, RECTIFICATION };

struct correction {
    const char *text;
};
static const struct field CORRECTION_FIELDS[] = {
    FIELD_TEXT(struct correction, text, .required = true, .multiline = true, .max = 5000,
        .label = "Wat wordt er rechtgezet?",
        .hint = "Komt met de datum van vandaag onder het advies en in de brief."),
    FIELD_END,
};

static enum err keep(struct request *rq, const struct advice *v, enum part part)
{
    struct arena *a = rq->arena;
    struct advice_question question = question_of(v);
    struct advice_text text = { .text = v->text,
        .motivation = v->motivation,
        .minority_view = v->minority_view,
        .balance_reason = "" };
    struct correction correction = { "" };
    int64_t version;

    TRY(request_form_version(rq, &version));
    switch (part) {
    case QUESTION:
        TRY(fields_from_form(ADVICE_QUESTION_FIELDS, &rq->form, a, &rq->fault, &question));
        return advice_change(rq->tx, a, &rq->actor, v->id, version, &question);
    case TEXT:
        TRY(fields_from_form(ADVICE_TEXT_FIELDS, &rq->form, a, &rq->fault, &text));
        return advice_write(rq->tx, a, &rq->actor, v->id, version, &text);
    case RECTIFICATION:
        TRY(fields_from_form(CORRECTION_FIELDS, &rq->form, a, &rq->fault, &correction));
        return advice_rectify(rq->tx, a, &rq->actor, v->id, version, correction.text);
    }
    IMPOSSIBLE("no such part of an advice");
}

/* The warning stands there before anything is typed. */
static enum err show_text_form(struct request *rq, unsigned status, const struct advice *v)
{
    static const char *const USUAL[] = { "text", "motivation", "minority_view", "in_favour",
        "against", "abstain", NULL };
    struct arena *a = rq->arena;
    const char *balance = v->balance_words;
    const struct votes votes =
        votes_for_form(&(struct votes){ v->in_favour, v->against, v->abstain });
    const struct advice_text in = {
        .text = v->text,
        .motivation = v->motivation,
        .minority_view = v->minority_view,
        .in_favour = votes.in_favour,
        .against = votes.against,
        .abstain = votes.abstain,
        .balance_reason = v->balance_reason,
    };

    if (str_empty(v->text))
        TRY(advice_balance(rq->snap, a, v->item_id, &balance));
    bool asks = !str_empty(balance);
    struct edit_page_view view = {
        .crumb = advice_crumb(rq, v),
        .title = "Advies noteren",
        .lead = asks ? arena_printf(a, "Let op. %s", balance) : v->title,
        .form = form_make(rq, ADVICE_TEXT_FIELDS, &in, v->version, asks ? NULL : USUAL),
        .action = advice_url(a, v->number, "/tekst"),
        .button = "Bewaren",
        .back = advice_url(a, v->number, ""),
    };
    return edit_page_show(rq, status, &view);
}

static enum err show_correction(struct request *rq, unsigned status, const struct advice *v)
{
    static const struct correction NONE = { "" };
    struct edit_page_view view = {
        .crumb = advice_crumb(rq, v),
        .title = "Rechtzetten",
        .lead = "Een bezorgd advies verandert niet meer. U zet er een rechtzetting onder.",
        .form = form_make(rq, CORRECTION_FIELDS, &NONE, v->version, NULL),
        .action = advice_url(rq->arena, v->number, "/rechtzetting"),
        .button = "Rechtzetting bewaren",
        .back = advice_url(rq->arena, v->number, ""),
    };
    return edit_page_show(rq, status, &view);
}

static enum err show_part(struct request *rq, unsigned status, enum part part)
{
    struct advice v = { 0 };

    TRY(advice_of(rq, &v));
    if (part == QUESTION)
        return show_question(rq, status, &v);
    return part == TEXT ? show_text_form(rq, status, &v) : show_correction(rq, status, &v);
}

static enum err keep_part(struct request *rq, enum part part, const char *done)
{
    struct advice v = { 0 };

    TRY(advice_of(rq, &v));
    enum err e = keep(rq, &v, part);
    if (e == ERR_OK)
        return reply_see_other(rq, advice_url(rq->arena, v.number, "").address, done, NULL);
    TRY(form_comes_back(rq, e));
    return show_part(rq, err_status(e), part);
}

enum err page_advice_update(struct request *rq)
{
    return keep_part(rq, QUESTION, "De vraag is bewaard.");
}

enum err page_advice_text(struct request *rq)
{
    return show_part(rq, 200, TEXT);
}

enum err page_advice_text_post(struct request *rq)
{
    return keep_part(rq, TEXT, "Het advies is bewaard. Niemand kreeg bericht.");
}

enum err page_advice_rectify(struct request *rq)
{
    return show_part(rq, 200, RECTIFICATION);
}

enum err page_advice_rectify_post(struct request *rq)
{
    return keep_part(rq, RECTIFICATION, "De rechtzetting staat onder het advies.");
}
