#include "web/pages/treatment.h"
#include "agenda/treatment.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/choices.h"
#include "web/pages/pages.h"

static bool is_shown(const struct form_input *input, bool releases, bool reasons)
{
    if (str_equal(input->name, "decision.release"))
        return releases;
    return reasons || !str_empty(input->error) || !str_empty(input->value) ||
           !str_equal(input->name, "advice.balance_reason");
}

/* In TREATMENT_FIELDS the outcome and what belongs to it come first, then the decision, then the
 * advice. */
static void split(
    struct arena *a, const struct form_view *form, bool releases, struct treatment_view *v)
{
    v->outcome.at = arena_array(a, form->inputs.count, sizeof *v->outcome.at);
    v->decision.at = arena_array(a, form->inputs.count, sizeof *v->decision.at);
    v->advice.at = arena_array(a, form->inputs.count, sizeof *v->advice.at);
    for (size_t i = 0; i < form->inputs.count; i++) {
        const struct form_input *input = &form->inputs.at[i];

        struct form_input_list *to = str_starts(input->name, "decision.") ? &v->decision
                                     : str_starts(input->name, "advice.") ? &v->advice
                                                                          : &v->outcome;

        if (is_shown(input, releases, !str_empty(v->rule)))
            to->at[to->count++] = *input;
    }
}

static enum err form_of(struct request *rq, const struct item *item, struct form_view *ret)
{
    struct arena *a = rq->arena;
    struct treatment_input in = { 0 };
    unsigned count = choice_count(ITEM_OUTCOMES);
    struct form_option *outcomes = arena_array(a, count, sizeof *outcomes);

    TRY(treatment_get(rq->snap, a, item->id, &in));
    in.votes = votes_for_form(&in.votes);
    struct form_view form = form_make(rq, TREATMENT_FIELDS, &in, item->version, NULL);
    outcomes[0] = (struct form_option){ "", "Kies een uitkomst", false };
    for (unsigned i = 1; i < count; i++)
        outcomes[i] = (struct form_option){ ITEM_OUTCOMES[i].code, ITEM_OUTCOMES[i].dutch, false };
    form_set_options(rq, &form, "outcome", outcomes, count);
    TRY(choices_partners(rq, &form, "decision.follow_up_id"));
    *ret = form;
    return ERR_OK;
}

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct item item = { 0 };
    struct meeting m = { 0 };
    struct decision d = { 0 };

    TRY(item_get(rq->snap, a, rq->id, &item));
    TRY(meeting_get(rq->snap, a, item.meeting_id, &m));
    enum err e = decision_by_item(rq->snap, a, item.id, &d);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    bool released = e == ERR_OK && d.released_at != 0;
    struct treatment_view v = {
        .heading = arena_printf(a, "Punt %s behandelen", item.shown_number),
        .title = item.title,
        .meeting = { arena_printf(a, "Vergadering van %s", show_when(a, &m)),
            show_meeting_url(a, m.id, "") },
        .provisional = m.state == MEETING_IN_SESSION
                           ? "Ze blijft voorlopig tot u ze na de vergadering vrijgeeft."
                           : "Ze blijft voorlopig tot u ze vrijgeeft.",
        .released = { "", { "" } },
        .advises = item.purpose == PURPOSE_ADVICE,
        .action = show_item_url(a, item.id, "/behandelen"),
        .back = show_meeting_url(a, m.id, ""),
    };
    if (released)
        v.released = (struct link_view){ d.number, show_decision_url(a, d.number) };
    TRY(treatment_rule(rq->snap, a, item.id, &v.rule));
    TRY(form_of(rq, &item, &v.form));
    split(a, &v.form, !released && lifecycle_allows(&rq->actor, m.state, MEETING_RELEASE), &v);
    return reply_page_status(rq, status, v.heading, treatment_html, &v);
}

enum err page_treatment(struct request *rq)
{
    struct item item = { 0 };
    struct meeting m = { 0 };
    struct lifecycle_step step;
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    TRY(meeting_get(rq->snap, rq->arena, item.meeting_id, &m));
    TRY(lifecycle_step(&rq->actor, m.state, MEETING_TREAT, &rq->fault, &step));
    return show(rq, 200);
}

static enum err record(struct request *rq, struct treatment_input *in, struct treatment_result *ret)
{
    struct sending_options options = show_sending_options(rq);
    int64_t version;
    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(TREATMENT_FIELDS, &rq->form, rq->arena, &rq->fault, in));
    return treatment_record(rq->tx, rq->arena, &rq->actor, &options, rq->id, version, in, ret);
}

static const char *done_words(struct arena *a, const struct item *item,
    const struct treatment_input *in, const struct treatment_result *result)
{
    const char *decision = "", *later = "", *advice = "";
    if (!str_empty(result->advice_number))
        advice = arena_printf(a, " Advies %s is bewaard.", result->advice_number);
    if (result->decision_id != 0)
        decision = arena_printf(a, " Beslissing %s is %s.", result->decision_number,
            result->sending_id != 0 ? "vrijgegeven" : "voorlopig bewaard");
    if (result->announcement_id != 0)
        later = arena_printf(a, " Het komt terug: %s.",
            announcement_when(a, &(struct announcement){ .target_month = in->target_month,
                                     .target_date = in->target_date,
                                     .next_meeting = in->next_meeting }));
    return arena_printf(a, "Punt %s: %s.%s%s%s", item->shown_number,
        choice_dutch(ITEM_OUTCOMES, in->outcome), advice, decision, later);
}

enum err page_treatment_record(struct request *rq)
{
    struct item item = { 0 };
    struct treatment_input in = { .note = "" };
    struct treatment_result result = { 0 };

    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    enum err e = record(rq, &in, &result);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show(rq, err_status(e));
    }
    return reply_see_other(rq, show_meeting_url(rq->arena, item.meeting_id, "").address,
        done_words(rq->arena, &item, &in, &result), NULL);
}
