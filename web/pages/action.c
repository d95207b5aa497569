/* One action: what, who, by when, its history, and the step that this reader may take. */
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/actions.h"
#include "web/pages/choices.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"

static struct fact_list facts_of(
    struct request *rq, const struct actor *who, const struct action_point *p)
{
    static const struct url NOWHERE = { "" };
    struct arena *a = rq->arena;
    struct fact_list facts = show_facts(a, 8);
    bool linked = who == &rq->actor;

    show_add_fact(&facts, "Volgt op", p->partner_name,
        linked ? url_of(a, "/partners/%lld", (long long)p->partner_id) : NOWHERE);
    show_add_fact(
        &facts, "Tegen", str_empty(p->due_date) ? "" : dutch_date_long(a, p->due_date), NOWHERE);
    if (p->meeting_at != 0)
        show_add_fact(&facts, "Vergadering", dutch_date_long(a, date_of(a, p->meeting_at)),
            linked ? show_meeting_url(a, p->meeting_id, "") : NOWHERE);
    show_add_fact(
        &facts, "Agendapunt", p->item_title, linked ? show_item_url(a, p->item_id, "") : NOWHERE);
    show_add_fact(&facts, "Beslissing", p->decision_number,
        linked ? show_decision_url(a, p->decision_number) : NOWHERE);
    show_add_fact(
        &facts, "Dossier", p->dossier_title, linked ? show_dossier_url(a, p->dossier_id) : NOWHERE);
    if (linked && show_prepares(rq)) {
        show_add_fact(&facts, "Meegedeeld",
            p->told_at == 0 ? "nog niet"
                            : dutch_date(a, date_of(a, council_moment(&rq->council, p->told_at))),
            NOWHERE);
        show_add_access(&facts, p->access);
    }
    return facts;
}

static const char *late_words(struct request *rq, const struct action_point *p)
{
    const char *today = council_today(rq->arena, &rq->council);

    return action_is_late(p, today)
               ? arena_printf(rq->arena, "Te laat: dit moest klaar zijn op %s.",
                     dutch_date_long(rq->arena, p->due_date))
               : "";
}

static enum err add_history(struct request *rq, int64_t id, struct action_view *v)
{
    struct arena *a = rq->arena;
    struct action_change_list list = { 0 };

    TRY(action_history(rq->snap, a, id, &list));
    v->history.at = arena_array(a, list.count, sizeof *v->history.at);
    v->history.count = list.count;
    for (size_t i = 0; i < list.count; i++)
        v->history.at[i] = (struct action_change_row){
            .when = dutch_instant(a, list.at[i].at),
            .by = list.at[i].by,
            .what = list.at[i].what,
            .remark = list.at[i].remark,
        };
    return ERR_OK;
}

/* Only the steps that the table has for this reader. */
static void add_step(struct request *rq, const struct actor *who, const struct action_point *p,
    struct action_view *v)
{
    const struct action_step now = { .state = p->state, .remark = "" };
    struct form_option *at = arena_array(rq->arena, choice_count(ACTION_STATES), sizeof *at);
    size_t count = 0;

    for (unsigned to = 0; to < choice_count(ACTION_STATES); to++)
        if (action_allows(who, p, to))
            at[count++] = (struct form_option){ choice_code(ACTION_STATES, to),
                to == p->state
                    ? arena_printf(rq->arena, "blijft “%s”", choice_dutch(ACTION_STATES, to))
                    : choice_dutch(ACTION_STATES, to),
                false };
    v->may_move = count > 0;
    v->step = form_make(rq, ACTION_STEP_FIELDS, &now, p->version, NULL);
    form_set_options(rq, &v->step, "state", at, count);
}

/* For the secretariat: the button, and what may still be held back. */
static enum err add_reminder(
    struct request *rq, const struct action_point *p, struct action_view *v)
{
    struct arena *a = rq->arena;
    int64_t waiting = 0;
    bool fits = false;

    TRY(action_remind_fits(rq->snap, a, p, &fits));
    TRY(action_remind_waiting(rq->snap, p->id, &waiting));
    if (fits)
        v->remind = url_of(a, "/opvolging/%lld/herinneren", (long long)p->id);
    if (waiting > 0)
        v->taken = arena_printf(a, "De herinnering vertrekt nog naar %s. U kunt ze tegenhouden.",
            show_count(a, (size_t)waiting, "ontvanger", "ontvangers"));
    v->take_back = url_of(a, "/opvolging/%lld/tegenhouden", (long long)p->id);
    return ERR_OK;
}

enum err action_show(struct request *rq, const struct actor *who, int64_t id, struct link_view back,
    const char *base, unsigned status)
{
    struct arena *a = rq->arena;
    struct action_point p = { 0 };

    TRY(action_get(rq->snap, a, who, id, &p));
    struct action_view v = {
        .back = back,
        .text = p.text,
        .late = late_words(rq, &p),
        .state = actions_chip(&p),
        .facts = facts_of(rq, who, &p),
        .step_to = url_of(a, "%s/%lld/stand", base, (long long)id),
        .edit = who == &rq->actor && show_prepares(rq)
                    ? url_of(a, "/opvolging/%lld/bewerken", (long long)id)
                    : (struct url){ "" },
        .remind = { "" },
        .taken = "",
        .take_back = { "" },
    };
    if (who == &rq->actor && show_prepares(rq))
        TRY(add_reminder(rq, &p, &v));
    add_step(rq, who, &p, &v);
    TRY(add_history(rq, id, &v));
    return reply_page_status(rq, status, p.text, action_html, &v);
}

enum err action_step(struct request *rq, const struct actor *who, int64_t id)
{
    struct action_step in = { .remark = "" };
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(ACTION_STEP_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return action_move(rq->tx, rq->arena, who, id, version, &in);
}

static const struct link_view LIST = { "Opvolging", { "/opvolging" } };

enum err page_action(struct request *rq)
{
    TRY(access_readable(rq));
    return action_show(rq, &rq->actor, rq->id, LIST, "/opvolging", 200);
}

/* To the page of the action, with the way back. `waited`: reminders, before it was done. */
static enum err done(struct request *rq, int64_t id, const char *words, int64_t waited)
{
    struct action_point p = { 0 };

    if (waited > 0)
        words =
            arena_printf(rq->arena, "%s De herinnering die nog wachtte, is tegengehouden.", words);

    TRY(action_get(rq->snap, rq->arena, &rq->actor, id, &p));
    return reply_see_other(rq, arena_printf(rq->arena, "/opvolging/%lld", (long long)id), words,
        arena_printf(
            rq->arena, "/opvolging/%lld/terug?versie=%lld", (long long)id, (long long)p.version));
}

enum err page_action_step(struct request *rq)
{
    int64_t waited;

    TRY(action_remind_waiting(rq->snap, rq->id, &waited));
    enum err e = action_step(rq, &rq->actor, rq->id);
    if (e == ERR_OK)
        return done(rq, rq->id, "De actie is bijgewerkt.", waited);
    TRY(form_comes_back(rq, e));
    return action_show(rq, &rq->actor, rq->id, LIST, "/opvolging", err_status(e));
}

enum err page_action_undo(struct request *rq)
{
    struct action_point p = { 0 };
    enum err e =
        action_undo(rq->tx, rq->arena, &rq->actor, rq->id, show_query_number(rq, "versie"));

    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return action_show(rq, &rq->actor, rq->id, LIST, "/opvolging", err_status(e));
    }
    e = action_get(rq->snap, rq->arena, &rq->actor, rq->id, &p);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    return reply_see_other(rq,
        e == ERR_OK ? arena_printf(rq->arena, "/opvolging/%lld", (long long)rq->id) : "/opvolging",
        e == ERR_OK ? "De wijziging is teruggenomen." : "De actie is weg.", NULL);
}

/* -- noting and changing -- */

/* Where a new one comes from stands in the address. */
static struct action_input source_of(struct request *rq)
{
    return (struct action_input){
        .text = "",
        .due_date = "",
        .meeting_id = show_query_number(rq, "vergadering"),
        .item_id = show_query_number(rq, "punt"),
        .decision_id = show_query_number(rq, "beslissing"),
        .dossier_id = show_query_number(rq, "dossier"),
        .partner_id = show_query_number(rq, "partner"),
        .access = ACCESS_MEMBERS,
    };
}

static const char *source_query(struct arena *a, const struct action_input *in)
{
    return arena_printf(a, "vergadering=%lld&punt=%lld&beslissing=%lld&dossier=%lld",
        (long long)in->meeting_id, (long long)in->item_id, (long long)in->decision_id,
        (long long)in->dossier_id);
}

/* Back to where it comes from. */
static struct link_view origin_of(struct arena *a, const struct action_input *in)
{
    if (in->item_id != 0)
        return (struct link_view){ "Agendapunt", show_item_url(a, in->item_id, "") };
    if (in->meeting_id != 0)
        return (struct link_view){ "Vergadering", show_meeting_url(a, in->meeting_id, "") };
    if (in->dossier_id != 0)
        return (struct link_view){ "Dossier", show_dossier_url(a, in->dossier_id) };
    return LIST;
}

static enum err show_form(
    struct request *rq, unsigned status, const struct action_input *in, int64_t version)
{
    struct arena *a = rq->arena;
    bool is_new = version == 0;
    struct link_view own = { "Actie", url_of(a, "/opvolging/%lld", (long long)rq->id) };
    struct link_view back = is_new ? origin_of(a, in) : own;
    struct edit_page_view v = {
        .crumb = back,
        .title = is_new ? "Actie noteren" : "Actie bewerken",
        .lead = is_new ? "Niemand krijgt bericht. Dat gebeurt pas met de knop “Acties meedelen” bij"
                         " de vergadering."
                       : "",
        .form = form_make(rq, ACTION_CHANGE_FIELDS, in, version, NULL),
        .action = is_new ? url_of(a, "/opvolging?%s", source_query(a, in))
                         : url_of(a, "/opvolging/%lld/bewerken", (long long)rq->id),
        .button = is_new ? "Actie noteren" : "Bewaren",
        .back = back.to,
    };

    TRY(choices_partners(rq, &v.form, "partner_id"));
    return edit_page_show(rq, status, &v);
}

enum err page_action_new(struct request *rq)
{
    struct action_input in = source_of(rq);

    TRY(access_check(rq, PREPARE_MEETING, 0));
    return show_form(rq, 200, &in, 0);
}

enum err page_action_create(struct request *rq)
{
    struct action_input source = source_of(rq), in = source;
    int64_t id = 0;

    TRY(access_check(rq, PREPARE_MEETING, 0));
    enum err e = fields_from_form(ACTION_CHANGE_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        e = action_create(rq->tx, rq->arena, &rq->actor, &in, &id);
    if (e == ERR_OK)
        return done(rq, id, "De actie is genoteerd.", 0);
    TRY(form_comes_back(rq, e));
    return show_form(rq, err_status(e), &source, 0);
}

static enum err read(struct request *rq, struct action_input *ret, int64_t *ret_version)
{
    struct action_point p = { 0 };

    TRY(access_check(rq, PREPARE_MEETING, 0));
    TRY(action_get(rq->snap, rq->arena, &rq->actor, rq->id, &p));
    *ret = (struct action_input){
        .text = p.text, .due_date = p.due_date, .partner_id = p.partner_id, .access = p.access
    };
    *ret_version = p.version;
    return ERR_OK;
}

enum err page_action_edit(struct request *rq)
{
    struct action_input in = { 0 };
    int64_t version;

    TRY(read(rq, &in, &version));
    return show_form(rq, 200, &in, version);
}

static enum err update(struct request *rq, struct action_input *in)
{
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(ACTION_CHANGE_FIELDS, &rq->form, rq->arena, &rq->fault, in));
    return action_update(rq->tx, rq->arena, &rq->actor, rq->id, version, in);
}

enum err page_action_update(struct request *rq)
{
    struct action_input in = { 0 };
    int64_t version, waited;

    TRY(read(rq, &in, &version));
    TRY(action_remind_waiting(rq->snap, rq->id, &waited));
    enum err e = update(rq, &in);
    if (e == ERR_OK)
        return done(rq, rq->id, "De actie is bewaard.", waited);
    TRY(form_comes_back(rq, e));
    TRY(read(rq, &in, &version));
    return show_form(rq, err_status(e), &in, version);
}
