#include "web/pages/table.h"
#include "agenda/action.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/choices.h"
#include "web/pages/pages.h"
#include <string.h>

static const struct field BESIDE[] = {
    FIELD_TEXT(struct table_input, action_text, .max = 500, .label = "Wat is er afgesproken?"),
    FIELD_ID(struct table_input, action_partner_id, .label = "Welke organisatie doet het?"),
    FIELD_DATE(struct table_input, action_due_date, .label = "Tegen"),
    FIELD_TEXT(struct table_input, new_title, .label = "Titel van het nieuwe punt",
        .hint = "Het komt achteraan, voor de varia. Nummers die al verstuurd zijn, blijven."),
    FIELD_END,
};

static size_t count_of(const struct field *fields)
{
    size_t count = 0;

    while (fields[count].name != NULL)
        count++;
    return count;
}

const struct field *table_fields(struct arena *a)
{
    size_t first = count_of(TREATMENT_FIELDS), rest = count_of(BESIDE);
    struct field *all = arena_array(a, first + rest + 1, sizeof *all);

    memcpy(all, TREATMENT_FIELDS, first * sizeof *all);
    memcpy(all + first, BESIDE, (rest + 1) * sizeof *all);
    for (size_t i = 0; i < first; i++)
        all[i].required = false;
    return all;
}

enum err table_read(struct snap *s, struct arena *a, int64_t item_id, struct table_input *ret)
{
    struct table_input in = { .action_text = "", .action_due_date = "", .new_title = "" };

    TRY(treatment_get(s, a, item_id, &in.treatment));
    *ret = in;
    return ERR_OK;
}

/* -- the form -- */

static const char *const NOTES[] = { "note", NULL };
static const char *const DECISION[] = { "decision.text", NULL };
static const char *const DETAILS[] = { "decision.title", "decision.motivation",
    "decision.follow_up_id", "decision.due_date", NULL };
static const char *const ADVICE[] = { "advice.text", "advice.motivation", "advice.balance_reason",
    NULL };
static const char *const LATER[] = { "target_month", "target_date", "next_meeting", "reason",
    NULL };
static const char *const VOTING[] = { "votes.in_favour", "votes.against", "votes.abstain",
    "decision.method", "minority_view", NULL };
static const char *const INTERNAL[] = { "internal_note", NULL };
static const char *const ACTION[] = { "action_text", "action_partner_id", "action_due_date", NULL };
static const char *const ADDITION[] = { "new_title", NULL };

static struct form_input *input_of(const struct form_view *form, const char *name)
{
    for (size_t i = 0; i < form->inputs.count; i++)
        if (str_equal(form->inputs.at[i].name, name))
            return &form->inputs.at[i];
    IMPOSSIBLE("no such field");
}

static struct form_input_list pick(
    struct arena *a, const struct form_view *form, const char *const *names)
{
    struct form_input_list list = { arena_array(a, form->inputs.count, sizeof *list.at), 0 };

    for (; *names != NULL; names++)
        list.at[list.count++] = *input_of(form, *names);
    return list;
}

/* Whether something was said or is wrong there: then it stands open. */
static bool is_used(const struct form_input_list *inputs)
{
    for (size_t i = 0; i < inputs->count; i++) {
        const struct form_input *input = &inputs->at[i];
        bool first = input->is_select && input->options.count > 0 &&
                     str_equal(input->value, input->options.at[0].value);
        bool says = input->is_check
                        ? input->checked
                        : !first && !str_empty(input->value) && !str_equal(input->value, "0");

        if (says || !str_empty(input->error))
            return true;
    }
    return false;
}

static void add_outcomes(struct table_view *v)
{
    const struct form_input *outcome = input_of(&v->form, "outcome");

    v->outcomes = outcome->options;
    v->outcomes.at[0].text = "nog geen";
    v->outcome_error = outcome->error;
}

/* The reason why is asked where a rule is not met, or where it was given. */
static enum err add_advice(struct request *rq, const struct item *item, struct table_view *v)
{
    struct arena *a = rq->arena;
    const char *rule;

    TRY(treatment_rule(rq->snap, a, item->id, &rule));
    v->advice = pick(a, &v->form, ADVICE);
    const struct form_input *reason = &v->advice.at[v->advice.count - 1];
    if (str_empty(rule) && str_empty(reason->value) && str_empty(reason->error))
        v->advice.count--;
    v->advises = item->purpose == PURPOSE_ADVICE;
    v->open_advice = is_used(&v->advice);
    v->rule = rule;
    return ERR_OK;
}

static enum err add_form(struct request *rq, const struct item *item, struct table_view *v)
{
    struct arena *a = rq->arena;
    struct table_input in = { 0 };

    TRY(table_read(rq->snap, a, item->id, &in));
    v->voting_words = treatment_votes(a, &in.treatment.votes);
    in.treatment.votes = votes_for_form(&in.treatment.votes);
    v->form = form_make(rq, table_fields(a), &in, item->version, NULL);
    TRY(choices_partners(rq, &v->form, "decision.follow_up_id"));
    TRY(choices_partners(rq, &v->form, "action_partner_id"));
    input_of(&v->form, "decision.title")->hint = "Laat dit leeg voor de titel van het punt.";
    add_outcomes(v);
    v->notes = pick(a, &v->form, NOTES);
    v->decision = pick(a, &v->form, DECISION);
    v->details = pick(a, &v->form, DETAILS);
    TRY(add_advice(rq, item, v));
    v->later = pick(a, &v->form, LATER);
    v->voting = pick(a, &v->form, VOTING);
    v->internal = pick(a, &v->form, INTERNAL);
    v->action = pick(a, &v->form, ACTION);
    v->addition = pick(a, &v->form, ADDITION);
    if (str_empty(v->voting_words))
        v->voting_words = "consensus";
    v->open_decision = is_used(&v->details) || (v->advises && is_used(&v->decision));
    v->open_later = is_used(&v->later);
    v->open_voting = is_used(&v->voting);
    v->open_internal = is_used(&v->internal);
    v->open_action = is_used(&v->action);
    v->open_addition = is_used(&v->addition);
    return ERR_OK;
}

/* What stands there, in words: of a list its option, of a box yes or no. */
static const char *words_of(const struct form_input *input, const char *value)
{
    if (input->is_check)
        return str_empty(value) ? "nee" : "ja";
    for (size_t i = 0; i < input->options.count; i++)
        if (str_equal(input->options.at[i].value, value))
            return input->options.at[i].text;
    return str_empty(value) ? "leeg" : value;
}

/* After somebody else saved: what they wrote or chose, where it differs from what was typed. */
static enum err add_stored(struct request *rq, const struct item *item, struct table_view *v)
{
    struct arena *a = rq->arena;
    struct table_input in = { 0 };

    TRY(table_read(rq->snap, a, item->id, &in));
    in.treatment.votes = votes_for_form(&in.treatment.votes);
    v->stored.at = arena_array(a, v->form.inputs.count, sizeof *v->stored.at);
    for (const struct field *f = TREATMENT_FIELDS; f->name != NULL; f++) {
        const struct form_input *typed = input_of(&v->form, f->name);
        const char *now = field_to_form(f, a, &in);
        const char *mine = !typed->is_check ? typed->value : typed->checked ? "1" : "";

        if (!str_equal(now, mine))
            v->stored.at[v->stored.count++] =
                (struct table_text){ typed->label, words_of(typed, now) };
    }
    return ERR_OK;
}

/* -- around it -- */

static enum err add_actions(struct request *rq, const struct item *item, struct table_view *v)
{
    enum { MOST = 50 };
    struct arena *a = rq->arena;
    struct action_list list = { 0 };
    const struct action_filter of = { .item_id = item->id };

    TRY(action_list(rq->snap, a, &rq->actor, &of, 0, MOST, &list));
    v->actions.at = arena_array(a, list.count, sizeof *v->actions.at);
    for (size_t i = 0; i < list.count; i++) {
        const struct action_point *p = &list.at[i];

        v->actions.at[v->actions.count++] = (struct table_action){ p->text,
            str_empty(p->due_date)
                ? p->partner_name
                : arena_printf(a, "%s · tegen %s", p->partner_name, dutch_date(a, p->due_date)) };
    }
    return ERR_OK;
}

static const char *conflict_words(struct arena *a, const struct presence *p)
{
    return arena_printf(a, "Belangenconflict: %s%s%s.%s", p->who.name,
        str_empty(p->reason) ? "" : ", ", p->reason, p->away ? " Verliet de zaal." : "");
}

static enum err add_people(struct request *rq, const struct item *item, struct table_view *v)
{
    struct arena *a = rq->arena;
    struct presence_list here = { 0 };

    TRY(attendance_at_item(rq->snap, a, item->id, &here));
    v->people = here.noted ? arena_printf(a, "Bij dit punt: %lld aanwezig, %lld stemgerechtigd.",
                                 (long long)here.there, (long long)here.voters)
                           : "Nog niet genoteerd wie er is.";
    v->conflicts = "";
    for (size_t i = 0; i < here.count; i++)
        if (here.at[i].conflict)
            v->conflicts = arena_printf(a, "%s%s%s", v->conflicts, *v->conflicts ? " " : "",
                conflict_words(a, &here.at[i]));
    return ERR_OK;
}

static void add_rows(struct request *rq, const struct table *t, struct table_view *v)
{
    struct arena *a = rq->arena;

    v->rows.at = arena_array(a, t->items.count, sizeof *v->rows.at);
    for (size_t i = 0; i < t->items.count; i++) {
        const struct item *item = &t->items.at[i];

        v->rows.at[v->rows.count++] = (struct table_row){
            .time = item->starts_at == 0 ? "" : dutch_clock(a, item->starts_at),
            .number = item->shown_number,
            .title = item->title,
            .to = url_of(a, "/vergaderingen/%lld/tafel?punt=%lld", (long long)t->meeting.id,
                (long long)item->id),
            .here = i == t->here,
            .outcome = show_outcome(item->outcome),
        };
    }
}

static const char *next_words(struct arena *a, const struct table *t)
{
    if (t->here + 1 >= t->items.count)
        return "Dit is het laatste punt.";
    const struct item *next = &t->items.at[t->here + 1];
    return arena_printf(a, "Straks: punt %s, %s%s.", next->shown_number, next->title,
        next->starts_at == 0 ? "" : arena_printf(a, " (%s)", dutch_clock(a, next->starts_at)));
}

static struct table_view view_of(struct request *rq, const struct table *t)
{
    struct arena *a = rq->arena;
    const struct item *item = &t->items.at[t->here];
    int64_t id = t->meeting.id, now = council_now(&rq->council);
    struct table_pace pace = table_pace(a, item, now);

    return (struct table_view){
        .meeting = { arena_printf(a, "Vergadering van %s", show_when(a, &t->meeting)),
            show_meeting_url(a, id, "") },
        .heading = arena_printf(a, "%s. %s", item->shown_number, item->title),
        .purpose = show_purpose(item->purpose),
        .facts = arena_printf(a, "%s%s%s", item->presenter,
            str_empty(item->presenter) || str_empty(item->presenter_partner) ? "" : ", ",
            item->presenter_partner),
        .pace = table_pace_words(a, &pace, now),
        .tone = pace.behind > 0 ? "late" : "",
        .from = pace.from,
        .until = pace.until,
        .now = pace.today ? now : 0,
        .next = next_words(a, t),
        .text = str_empty(item->text) ? "" : "Toelichting",
        .explanation = show_text(a, item->text),
        .presence = show_item_url(a, item->id, "/aanwezigheid"),
        .attendance = show_meeting_url(a, id, "/aanwezigen"),
        .screen = show_meeting_url(a, id, "/scherm"),
        .close = show_meeting_url(a, id, "/afsluiten"),
        .action_url = show_item_url(a, item->id, "/tafel"),
        .first = t->here == 0,
        .last = t->here + 1 == t->items.count,
        .in_session = t->meeting.state == MEETING_IN_SESSION,
        .item_id = item->id,
    };
}

enum err table_show(struct request *rq, int64_t meeting_id, int64_t item_id, unsigned status)
{
    struct table t = { 0 };

    TRY(table_at(rq->snap, rq->arena, meeting_id, item_id, &t));
    if (t.items.count == 0) {
        const struct table_empty_view empty = {
            { show_when(rq->arena, &t.meeting), show_meeting_url(rq->arena, meeting_id, "") },
            show_meeting_url(rq->arena, meeting_id, "/agenda/nieuw"),
        };
        return reply_page(rq, "Aan tafel", table_empty_html, &empty);
    }
    const struct item *item = &t.items.at[t.here];
    struct table_view v = view_of(rq, &t);
    TRY(add_form(rq, item, &v));
    if (status == err_status(ERR_STALE))
        TRY(add_stored(rq, item, &v));
    TRY(add_actions(rq, item, &v));
    TRY(add_people(rq, item, &v));
    if (item->purpose == PURPOSE_ADVICE || item->purpose == PURPOSE_DECISION)
        TRY(presence_warnings(rq, meeting_id, &v.warnings));
    add_rows(rq, &t, &v);
    rq->script = "work.js";
    return reply_page_status(rq, status, v.heading, table_html, &v);
}

enum err page_table(struct request *rq)
{
    struct lifecycle_step step;
    struct meeting m = { 0 };

    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(lifecycle_step(&rq->actor, m.state, MEETING_TREAT, &rq->fault, &step));
    return table_show(rq, rq->id, show_query_number(rq, "punt"), 200);
}
