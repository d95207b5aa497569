#include "web/pages/minutes.h"
#include "agenda/text.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/pages.h"
#include <string.h>

struct url minutes_url(struct arena *a, int64_t meeting_id, const char *below)
{
    return url_of(a, "/vergaderingen/%lld/verslag%s", (long long)meeting_id, below);
}

struct chip minutes_state_chip(unsigned state)
{
    static const char *const TONES[MINUTES_STATE_COUNT] = {
        [MINUTES_NONE] = "",
        [MINUTES_DRAFT] = "",
        [MINUTES_WITH_CHAIR] = "warn",
        [MINUTES_WITH_MEMBERS] = "accent",
        [MINUTES_APPROVED] = "ok",
    };
    PRE(state < MINUTES_STATE_COUNT);
    return (struct chip){ choice_dutch(MINUTES_STATES, state), TONES[state] };
}

/* -- shared by the pages of one meeting and of a personal link -- */

struct minutes_text minutes_text_view(struct arena *a, const struct minutes_shown *shown)
{
    struct minutes_text v = {
        .parts = { arena_array(a, shown->parts.count, sizeof *v.parts.at), shown->parts.count },
        .rectifications = { arena_array(
                                a, shown->rectifications.count, sizeof *v.rectifications.at),
            shown->rectifications.count },
    };
    for (size_t i = 0; i < shown->parts.count; i++)
        v.parts.at[i] = (struct minutes_text_part){ shown->parts.at[i].heading,
            show_text(a, shown->parts.at[i].text) };
    for (size_t i = 0; i < shown->rectifications.count; i++)
        v.rectifications.at[i] = (struct minutes_text_part){
            show_capital(a, dutch_date_long(a, shown->rectifications.at[i].on_date)),
            show_text(a, shown->rectifications.at[i].text)
        };
    return v;
}

static const char *about(struct arena *a, const struct minutes_shown *shown, int64_t item_id)
{
    (void)a;
    for (size_t i = 0; item_id != 0 && i < shown->parts.count; i++)
        if (shown->parts.at[i].item_id == item_id)
            return shown->parts.at[i].heading;
    return "Over het hele verslag";
}

enum err minutes_remark_rows(struct request *rq, const struct actor *who,
    const struct minutes_shown *shown, struct remark_rows *ret)
{
    struct arena *a = rq->arena;
    struct minutes_remark_list list = { 0 };
    int64_t meeting_id = shown->minutes.meeting_id;
    bool records = may(who, RECORD, (struct object){ 0 });

    TRY(minutes_remarks(rq->snap, a, who, meeting_id, &list));
    *ret = (struct remark_rows){ arena_array(a, list.count, sizeof *ret->at), list.count };
    for (size_t i = 0; i < list.count; i++) {
        const struct minutes_remark *r = &list.at[i];
        const char *when = dutch_date(a, date_of(a, council_moment(&rq->council, r->made_at)));

        ret->at[i] = (struct remark_row){
            .text = r->text,
            .about = about(a, shown, r->item_id),
            .why = str_empty(r->function) ? when : arena_printf(a, "%s, %s", r->function, when),
            .done = records ? minutes_url(a, meeting_id,
                                  arena_printf(a, "/opmerkingen/%lld", (long long)r->id))
                            : (struct url){ "" },
            .button = r->done_at != 0 ? "Toch niet behandeld" : "Behandeld",
            .is_done = r->done_at != 0,
        };
    }
    return ERR_OK;
}

static void set_items(struct request *rq, const struct minutes_shown *shown, struct form_view *form)
{
    struct form_option *options = arena_array(rq->arena, shown->parts.count + 1, sizeof *options);
    size_t count = 0;

    options[count++] = (struct form_option){ "", "Over het hele verslag", false };
    for (size_t i = 0; i < shown->parts.count; i++)
        if (shown->parts.at[i].item_id != 0)
            options[count++] = (struct form_option){ arena_printf(rq->arena, "%lld",
                                                         (long long)shown->parts.at[i].item_id),
                shown->parts.at[i].heading, false };
    form_set_options(rq, form, "item_id", options, count);
}

enum err minutes_remark_form(struct request *rq, const struct actor *who,
    const struct minutes_shown *shown, struct url action, struct url agree, struct remark_form *ret)
{
    static const struct minutes_remark_input EMPTY = { "", 0 };
    const struct minutes *m = &shown->minutes;
    struct minutes_reader r;
    struct remark_form v = { .until = "", .action = action, .agree = agree };

    TRY(minutes_reader_of(rq->snap, rq->arena, who, &r));
    bool over = m->state == MINUTES_WITH_MEMBERS && !str_empty(m->remarks_until) &&
                strcmp(council_today(rq->arena, &rq->council), m->remarks_until) > 0;
    v.open = !shown->working && r.names && !over && minutes_allows(who, m->state, MINUTES_REMARK);
    v.may_agree = r.chair && m->agreed_at == 0 && minutes_allows(who, m->state, MINUTES_AGREE);
    if (v.open) {
        v.form = form_make(rq, MINUTES_REMARK_FIELDS, &EMPTY, 0, NULL);
        set_items(rq, shown, &v.form);
        if (m->state == MINUTES_WITH_MEMBERS && !str_empty(m->remarks_until))
            v.until = arena_printf(
                rq->arena, "Dat kan tot %s.", dutch_date_long(rq->arena, m->remarks_until));
    }
    *ret = v;
    return ERR_OK;
}

static enum err add_fact(
    struct request *rq, int64_t meeting_id, const char *name, struct fact_list *facts)
{
    struct minutes_found seen = { 0 };
    struct minutes_reader r;
    struct meeting m = { 0 };

    TRY(meeting_get(rq->snap, rq->arena, meeting_id, &m));
    if (m.state != MEETING_IN_SESSION && m.state != MEETING_CLOSED)
        return ERR_OK;
    TRY(minutes_reader_of(rq->snap, rq->arena, &rq->actor, &r));
    enum err e = minutes_seen(rq->snap, rq->arena, &r, meeting_id, &seen);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    show_add_fact(facts, name, choice_dutch(MINUTES_STATES, seen.state),
        minutes_url(rq->arena, meeting_id, ""));
    return ERR_OK;
}

enum err minutes_add_fact(struct request *rq, int64_t meeting_id, struct fact_list *facts)
{
    return add_fact(rq, meeting_id, "Verslag", facts);
}

enum err minutes_add_approved(struct request *rq, int64_t item_id, struct fact_list *facts)
{
    int64_t meeting_id = 0;
    struct meeting m = { 0 };

    TRY(minutes_of_item(rq->snap, item_id, &meeting_id));
    if (meeting_id == 0)
        return ERR_OK;
    TRY(meeting_get(rq->snap, rq->arena, meeting_id, &m));
    return add_fact(
        rq, meeting_id, arena_printf(rq->arena, "Verslag van %s", show_day(rq->arena, &m)), facts);
}

/* -- the page -- */

static void add_step(struct request *rq, struct step_list *steps, int64_t meeting_id,
    const char *text, const char *below)
{
    bool sends = str_starts(below, "/versturen");
    steps->at[steps->count] = (struct step){
        .text = text,
        .to = sends ? show_meeting_url(rq->arena, meeting_id, below)
                    : minutes_url(rq->arena, meeting_id, below),
        .look = steps->count == 0 ? "" : "plain",
    };
    steps->count++;
}

enum { MOST_STEPS = 4 };

static struct step_list steps_of(
    struct request *rq, const struct minutes *m, const struct meeting *meeting)
{
    static const struct {
        enum minutes_action action;
        const char *text, *below;
    } ALL[] = {
        { MINUTES_TO_MEMBERS, "Verslag voorleggen", "/versturen?soort=verslag-leden" },
        { MINUTES_EDIT, "Schrijven", "/schrijven" },
        { MINUTES_TO_CHAIR, "Naar de voorzitter", "/versturen?soort=verslag-voorzitter" },
        { MINUTES_TELL, "Meedelen", "/versturen?soort=verslag-goedgekeurd" },
        { MINUTES_REOPEN, "Verbeteren", "/verbeteren" },
    };
    struct step_list steps = { arena_array(rq->arena, MOST_STEPS, sizeof *steps.at), 0 };
    bool first = m->state == MINUTES_NONE || m->state == MINUTES_DRAFT;

    if (first && minutes_allows(&rq->actor, m->state, MINUTES_EDIT))
        add_step(rq, &steps, meeting->id,
            m->state == MINUTES_NONE ? "Verslag schrijven" : "Verder schrijven", "/schrijven");
    for (size_t i = 0; i < ARRAY_LEN(ALL); i++) {
        bool sends = str_starts(ALL[i].below, "/versturen");

        if ((first && ALL[i].action == MINUTES_EDIT) ||
            (sends && meeting->state != MEETING_CLOSED) || (m->state == MINUTES_NONE && sends) ||
            !minutes_allows(&rq->actor, m->state, ALL[i].action))
            continue;
        add_step(rq, &steps, meeting->id, ALL[i].text, ALL[i].below);
    }
    return steps;
}

static struct fact_list facts_of(struct request *rq, const struct minutes *m)
{
    static const struct url NOWHERE = { "" };
    struct arena *a = rq->arena;
    struct fact_list facts = show_facts(a, 5);

    show_add_fact(&facts, "Stand", choice_dutch(MINUTES_STATES, m->state), NOWHERE);
    if (m->agreed_at != 0)
        show_add_fact(&facts, "Akkoord van de voorzitter",
            dutch_date_long(a, date_of(a, council_moment(&rq->council, m->agreed_at))), NOWHERE);
    if (!str_empty(m->remarks_until) && m->state != MINUTES_APPROVED)
        show_add_fact(&facts, "Opmerkingen tot", dutch_date_long(a, m->remarks_until), NOWHERE);
    if (!str_empty(m->approved_on))
        show_add_fact(&facts, "Goedgekeurd op", dutch_date_long(a, m->approved_on), NOWHERE);
    if (!str_empty(m->delivered_on))
        show_add_fact(
            &facts, "Bezorgd aan het college op", dutch_date_long(a, m->delivered_on), NOWHERE);
    return facts;
}

static const char *lead_of(struct request *rq, const struct minutes_shown *shown)
{
    struct arena *a = rq->arena;

    if (shown->working)
        return shown->minutes.state == MINUTES_NONE
                   ? ""
                   : "Dit is de tekst waaraan het secretariaat werkt.";
    if (shown->without_names)
        return "Namen van personen staan hier niet in.";
    if (shown->minutes.state == MINUTES_APPROVED)
        return "";
    return arena_printf(a, "Versie %lld van %s, nog niet goedgekeurd.", (long long)shown->number,
        dutch_date_long(a, date_of(a, council_moment(&rq->council, shown->made_at))));
}

static enum err links_of(struct request *rq, int64_t meeting_id, struct link_list *ret)
{
    struct arena *a = rq->arena;
    struct minutes_version_list versions = { 0 };

    TRY(minutes_versions(rq->snap, a, meeting_id, &versions));
    *ret = (struct link_list){ arena_array(a, versions.count + 1, sizeof *ret->at), 0 };
    ret->at[ret->count++] =
        (struct link_view){ "Zonder namen", minutes_url(a, meeting_id, "/zonder-namen") };
    for (size_t i = 0; i < versions.count; i++) {
        const struct minutes_version *v = &versions.at[i];
        const char *reason = str_empty(v->reason) ? "" : arena_printf(a, ", %s", v->reason);

        ret->at[ret->count++] = (struct link_view){
            arena_printf(a, "Versie %lld (%s%s)", (long long)v->number,
                dutch_instant(a, council_moment(&rq->council, v->made_at)), reason),
            minutes_url(a, meeting_id, arena_printf(a, "/versies/%lld", (long long)v->number))
        };
    }
    return ERR_OK;
}

static const struct field DELIVER_FIELDS[] = {
    FIELD_DATE(struct minutes, delivered_on, .label = "Bezorgd aan het college op"),
    FIELD_END,
};

static enum err add_for_secretary(struct request *rq, const struct meeting *m,
    struct minutes_shown *shown, struct minutes_view *v)
{
    v->steps = steps_of(rq, &shown->minutes, m);
    if (minutes_allows(&rq->actor, shown->minutes.state, MINUTES_DELIVER)) {
        v->delivers = true;
        v->deliver = form_make(rq, DELIVER_FIELDS, &shown->minutes, shown->minutes.version, NULL);
        v->deliver_to = minutes_url(rq->arena, m->id, "/bezorgd");
    }
    return links_of(rq, m->id, &v->links);
}

static enum err add_approval(struct request *rq, const struct minutes *m, struct link_view *ret)
{
    struct item item = { 0 };
    enum err e = m->approved_item == 0 ? ERR_NOT_FOUND
                                       : item_get(rq->snap, rq->arena, m->approved_item, &item);

    *ret = (struct link_view){ "", { "" } };
    if (e == ERR_NOT_FOUND || !show_prepares(rq))
        return ERR_OK;
    TRY(e);
    *ret =
        (struct link_view){ "Het punt dat het goedkeurde", show_item_url(rq->arena, item.id, "") };
    return ERR_OK;
}

enum err minutes_show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct minutes_shown shown = { 0 };
    struct minutes_reader r;
    struct meeting m = { 0 };

    TRY(meeting_get(rq->snap, a, rq->id, &m));
    TRY(minutes_reader_of(rq->snap, a, &rq->actor, &r));
    TRY(minutes_read(rq->snap, a, &r, rq->id, &shown));
    struct minutes_view v = {
        .meeting = { m.title, show_meeting_url(a, m.id, "") },
        .title = arena_printf(a, "Verslag van %s", show_day(a, &m)),
        .when = show_when(a, &m),
        .state = minutes_state_chip(shown.minutes.state),
        .problem = form_problem(rq),
        .lead = lead_of(rq, &shown),
        .begun = !shown.working || shown.minutes.state != MINUTES_NONE,
        .text = minutes_text_view(a, &shown),
        .facts = facts_of(rq, &shown.minutes),
        .deliver_to = { "" },
    };
    if (r.prepares)
        TRY(add_for_secretary(rq, &m, &shown, &v));
    TRY(add_approval(rq, &shown.minutes, &v.approval));
    TRY(minutes_remark_rows(rq, &rq->actor, &shown, &v.remarks));
    TRY(minutes_remark_form(rq, &rq->actor, &shown, minutes_url(a, m.id, "/opmerking"),
        minutes_url(a, m.id, "/akkoord"), &v.remark));
    if (v.remark.open && v.remark.form.issues.count > 0)
        v.problem = (struct form_view){ .detail = "" };
    return reply_page_status(rq, status, v.title, minutes_html, &v);
}

enum err page_minutes(struct request *rq)
{
    return minutes_show(rq, 200);
}
