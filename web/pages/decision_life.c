/* What becomes of a decision, on its page: superseded, withdrawn, executed, in force again, put right;
 * its topics and who follows it up. */
#include "agenda/decision_life.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/choices.h"
#include "web/pages/decision.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"

static struct url below(struct request *rq, const char *number, const char *path)
{
    return url_of(rq->arena, "%s%s", show_decision_url(rq->arena, number).address, path);
}

static enum err find(struct request *rq, struct decision *ret)
{
    struct decision_reader r = decision_reader_of(&rq->actor);

    return decision_get(rq->snap, rq->arena, &r, request_param(rq, "number"), ret);
}

static enum err done(struct request *rq, const char *what)
{
    return reply_see_other(
        rq, show_decision_url(rq->arena, request_param(rq, "number")).address, what, NULL);
}

/* -- its state -- */

static const struct act {
    const char *word, *title, *lead, *button, *done;
    const char *const *only;
} ACTS[DECISION_ACTION_COUNT] = {
    [DECISION_SUPERSEDE] = { "vervangen", "Beslissing vervangen",
        "Een latere beslissing komt in de plaats van deze. Op beide staat een verwijzing.",
        "Vervangen", "De beslissing is vervangen. Meedelen doet u op haar pagina.",
        (const char *const[]){ "successor", "on_date", "reason", NULL } },
    [DECISION_WITHDRAW] = { "intrekken", "Beslissing intrekken",
        "Ze blijft te lezen, met de reden erbij.", "Intrekken", "De beslissing is ingetrokken.",
        (const char *const[]){ "on_date", "reason", NULL } },
    [DECISION_EXECUTE] = { "uitgevoerd", "Beslissing is uitgevoerd",
        "Er blijft niets meer te doen.", "Als uitgevoerd noteren", "De beslissing is uitgevoerd.",
        (const char *const[]){ "on_date", "reason", NULL } },
    [DECISION_RESTORE] = { "geldig", "Beslissing opnieuw geldig maken",
        "Voor als dit een vergissing was.", "Opnieuw geldig maken", "De beslissing is weer geldig.",
        (const char *const[]){ "on_date", "reason", NULL } },
    [DECISION_RECTIFY] = { "verbeteren", "Beslissing verbeteren",
        "De tekst blijft staan: de rechtzetting komt erbij, met haar datum.",
        "Rechtzetting toevoegen", "De rechtzetting staat bij de beslissing.", NULL },
};

static bool act_of(const struct request *rq, enum decision_action *ret)
{
    for (unsigned i = 0; i < DECISION_ACTION_COUNT; i++)
        if (str_equal(request_param(rq, "act"), ACTS[i].word)) {
            *ret = i;
            return true;
        }
    return false;
}

void decision_add_steps(struct request *rq, const struct decision *d, struct step_list *to)
{
    struct arena *a = rq->arena;
    static const char *const WORDS[DECISION_ACTION_COUNT] = {
        [DECISION_SUPERSEDE] = "Vervangen",
        [DECISION_WITHDRAW] = "Intrekken",
        [DECISION_EXECUTE] = "Is uitgevoerd",
        [DECISION_RESTORE] = "Opnieuw geldig maken",
        [DECISION_RECTIFY] = "Verbeteren",
    };

    *to = (struct step_list){ arena_array(a, DECISION_ACTION_COUNT + 2, sizeof *to->at), 0 };
    if (!may(&rq->actor, RECORD, (struct object){ 0 }))
        return;
    if (d->state == DECISION_SUPERSEDED && d->superseded_told_by == 0)
        to->at[to->count++] = (struct step){ "Vervanging meedelen",
            show_meeting_url(a, d->meeting_id, "/versturen?soort=vervangen"), "", false, 0 };
    for (unsigned i = 0; i < DECISION_ACTION_COUNT; i++)
        if (decision_allows(&rq->actor, d->state, i))
            to->at[to->count++] =
                (struct step){ WORDS[i], below(rq, d->number, arena_printf(a, "/%s", ACTS[i].word)),
                    "plain small", false, 0 };
    to->at[to->count++] = (struct step){ "Thema's en opvolging", below(rq, d->number, "/thema"),
        "plain small", false, 0 };
}

static enum err show(struct request *rq, enum decision_action action, unsigned status)
{
    struct arena *a = rq->arena;
    const struct act *act = &ACTS[action];
    struct decision d = { 0 };
    struct decision_step step;
    const char *today = council_today(a, &rq->council);
    const struct decision_act_input in = { "", today, "" };
    const struct decision_rectify_input rectify = { today, "" };

    TRY(find(rq, &d));
    if (status == 200)
        TRY(decision_step(&rq->actor, d.state, action, &rq->fault, &step));
    struct edit_page_view v = {
        .crumb = { arena_printf(a, "Beslissing %s", d.number), show_decision_url(a, d.number) },
        .title = act->title,
        .lead = act->lead,
        .form = action == DECISION_RECTIFY
                    ? form_make(rq, DECISION_RECTIFY_FIELDS, &rectify, d.version, NULL)
                    : form_make(rq, DECISION_ACT_FIELDS, &in, d.version, act->only),
        .action = below(rq, d.number, arena_printf(a, "/%s", act->word)),
        .button = act->button,
        .back = show_decision_url(a, d.number),
    };
    return edit_page_show(rq, status, &v);
}

enum err page_decision_act(struct request *rq)
{
    enum decision_action action;

    return act_of(rq, &action) ? show(rq, action, 200) : ERR_NOT_FOUND;
}

static enum err act(struct request *rq, enum decision_action action)
{
    struct decision_act_input in = { "", "", "" };
    struct decision_rectify_input rectify = { "", "" };
    const char *number = request_param(rq, "number");
    int64_t version;

    TRY(request_form_version(rq, &version));
    if (action == DECISION_RECTIFY) {
        TRY(fields_from_form(DECISION_RECTIFY_FIELDS, &rq->form, rq->arena, &rq->fault, &rectify));
        return decision_rectify(rq->tx, rq->arena, &rq->actor, number, version, &rectify);
    }
    TRY(fields_from_form(DECISION_ACT_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return decision_act(rq->tx, rq->arena, &rq->actor, number, version, action, &in);
}

enum err page_decision_act_post(struct request *rq)
{
    enum decision_action action;

    if (!act_of(rq, &action))
        return ERR_NOT_FOUND;
    enum err e = act(rq, action);
    if (e == ERR_OK)
        return done(rq, ACTS[action].done);
    TRY(form_comes_back(rq, e));
    return show(rq, action, err_status(e));
}

/* -- what it is about -- */

static enum err show_about(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct decision d = { 0 };

    TRY(find(rq, &d));
    const struct decision_about_input in = {
        str_empty(d.topics) ? (struct lines){ 0 } : str_split(a, d.topics, '\n'),
        d.follow_up_id,
        d.due_date,
    };
    struct edit_page_view v = {
        .crumb = { arena_printf(a, "Beslissing %s", d.number), show_decision_url(a, d.number) },
        .title = "Thema's en opvolging",
        .lead = "De tekst van de beslissing verandert hier niet.",
        .form = form_make(rq, DECISION_ABOUT_FIELDS, &in, d.version, NULL),
        .action = below(rq, d.number, "/thema"),
        .button = "Bewaren",
        .back = show_decision_url(a, d.number),
    };
    TRY(choices_partners(rq, &v.form, "follow_up_id"));
    return edit_page_show(rq, status, &v);
}

enum err page_decision_about(struct request *rq)
{
    return show_about(rq, 200);
}

static enum err about(struct request *rq)
{
    struct decision_about_input in = { .due_date = "" };
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(DECISION_ABOUT_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return decision_about(rq->tx, rq->arena, &rq->actor, request_param(rq, "number"), version, &in);
}

enum err page_decision_about_post(struct request *rq)
{
    enum err e = about(rq);

    if (e == ERR_OK)
        return done(rq, "Dat is bewaard.");
    TRY(form_comes_back(rq, e));
    return show_about(rq, err_status(e));
}
