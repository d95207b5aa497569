#include "web/pages/coalition.h"
#include "agenda/coalition_ask.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"

struct url coalition_url(struct request *rq, const char *path)
{
    return url_of(rq->arena, "/dossiers/%lld/samenwerkingsverband%s", (long long)rq->id, path);
}

struct url coalition_part_url(struct request *rq, const char *part, int64_t id, const char *end)
{
    return coalition_url(rq, arena_printf(rq->arena, "/%s/%lld%s", part, (long long)id, end));
}

/* -- what is needed -- */

static const char *fits_words(struct arena *a, const struct coalition_need *n, bool all)
{
    const char *who = n->group_id != 0 ? arena_printf(a, "leden van %s", n->group_name)
                                       : arena_printf(a, "soort partner: %s",
                                             choice_dutch(PARTNER_KINDS, n->kind));

    if (all && n->asked > 0)
        who = arena_printf(a, "%s · %lld gevraagd", who, (long long)n->asked);
    if (all && n->declined > 0)
        who = arena_printf(a, "%s · %lld %s niet mee", who, (long long)n->declined,
            n->declined == 1 ? "doet" : "doen");
    return who;
}

/* With the days left, but not on paper: there it would be old the next day. */
static enum err needs_of(struct request *rq, const char *closes_on, bool all,
    struct coalition_needs *ret, bool *ret_complete)
{
    struct arena *a = rq->arena;
    struct coalition_need_list list = { 0 };

    TRY(coalition_needs(rq->snap, a, rq->id, &list));
    *ret = (struct coalition_needs){ arena_array(a, list.count, sizeof *ret->at), list.count };
    *ret_complete = list.count > 0;
    for (size_t i = 0; i < list.count; i++) {
        const struct coalition_need *n = &list.at[i];
        bool enough = n->committed >= n->least;

        *ret_complete = *ret_complete && enough;
        ret->at[i] = (struct coalition_need_row){
            .words = coalition_words(
                a, n->committed, n->least, n->words, closes_on, council_today(a, &rq->council)),
            .who = fits_words(a, n, all),
            .state = enough ? (struct chip){ "volledig", "ok" }
                            : (struct chip){ "er ontbreekt nog iets", "warn" },
            .remove = all ? coalition_part_url(rq, "voorwaarden", n->id, "/verwijderen")
                          : (struct url){ "" },
        };
    }
    return ERR_OK;
}

/* -- who takes part -- */

static const char *member_words(struct request *rq, const struct coalition_member *m)
{
    struct arena *a = rq->arena;
    struct lines parts = { arena_array(a, 4, sizeof *parts.at), 0 };

    parts.at[parts.count++] = arena_printf(
        a, "%s sinds %s", choice_dutch(COALITION_STATES, m->state), dutch_date(a, m->date));
    if (!str_empty(m->need_words))
        parts.at[parts.count++] = arena_printf(a, "voor: %s", m->need_words);
    if (!str_empty(m->contact))
        parts.at[parts.count++] = arena_printf(a, "contact: %s", m->contact);
    if (m->told_at != 0)
        parts.at[parts.count++] = arena_printf(a, "vraag verstuurd op %s",
            dutch_date(a, date_of(a, council_moment(&rq->council, m->told_at))));
    return str_join(a, &parts, " · ");
}

static struct coalition_member_row row_of(
    struct request *rq, const struct coalition_member *m, bool may_edit)
{
    static const char *const TONES[] = {
        [COALITION_ASKED] = "warn",
        [COALITION_COMMITTED] = "ok",
        [COALITION_DECLINED] = "",
    };
    static const struct url NOWHERE = { "" };

    PRE(m->state < ARRAY_LEN(TONES));
    return (struct coalition_member_row){
        .name = m->partner_name,
        .why = member_words(rq, m),
        .note = m->note,
        .state = { choice_dutch(COALITION_STATES, m->state), TONES[m->state] },
        .to = url_of(rq->arena, "/partners/%lld", (long long)m->partner_id),
        .ask = NOWHERE,
        .taken = "",
        .take_back = NOWHERE,
        .edit = may_edit ? coalition_part_url(rq, "leden", m->id, "") : NOWHERE,
        .remove = may_edit ? coalition_part_url(rq, "leden", m->id, "/verwijderen") : NOWHERE,
    };
}

/* On paper only who committed, and nothing of the secretariat's. */
static enum err members_of(
    struct request *rq, bool on_paper, bool may_edit, struct coalition_rows *ret)
{
    struct arena *a = rq->arena;
    struct coalition_member_list list = { 0 };

    TRY(coalition_members(rq->snap, a, &rq->actor, rq->id, &list));
    *ret = (struct coalition_rows){ arena_array(a, list.count, sizeof *ret->at), 0 };
    for (size_t i = 0; i < list.count; i++) {
        struct coalition_member *m = &list.at[i];

        if (on_paper && m->state != COALITION_COMMITTED)
            continue;
        if (on_paper)
            m->contact = m->note = "";
        ret->at[ret->count] = row_of(rq, m, may_edit);
        if (may_edit)
            TRY(coalition_ask_row(rq, m, &ret->at[ret->count]));
        ret->count++;
    }
    return ERR_OK;
}

/* -- forms -- */

enum err coalition_need_options(struct request *rq, struct form_view *form)
{
    struct coalition_need_list list = { 0 };

    TRY(coalition_needs(rq->snap, rq->arena, rq->id, &list));
    struct form_option *at = arena_array(rq->arena, list.count + 1, sizeof *at);
    for (size_t i = 0; i < list.count; i++)
        at[i] = (struct form_option){ arena_printf(rq->arena, "%lld", (long long)list.at[i].id),
            list.at[i].words, false };
    form_set_options(rq, form, "need_id", at, list.count);
    return ERR_OK;
}

static bool was_refused(const struct form_view *form)
{
    return form->issues.count > 0 || !str_empty(form->detail);
}

static enum err add_forms(struct request *rq, const struct dossier *d, const struct coalition *c,
    struct coalition_view *v)
{
    static const struct coalition_need NO_NEED = {
        .kind = PARTNER_KIND_CARE_LOCATION, .least = 1, .words = ""
    };
    static const struct coalition_member NO_MEMBER = { .date = "", .contact = "", .note = "" };

    v->set = form_make(rq, COALITION_FIELDS, c, d->version, NULL);
    v->need = form_make(rq, COALITION_NEED_FIELDS, &NO_NEED, 0, NULL);
    v->member = form_make(rq, COALITION_MEMBER_FIELDS, &NO_MEMBER, 0, NULL);
    v->set_open = was_refused(&v->set);
    v->need_open = was_refused(&v->need);
    v->member_open = was_refused(&v->member);
    v->set_to = coalition_url(rq, "");
    v->need_to = coalition_url(rq, "/voorwaarden");
    v->member_to = coalition_url(rq, "/leden");
    TRY(choices_partners(rq, &v->need, "group_id"));
    TRY(coalition_need_options(rq, &v->member));
    return choices_partners(rq, &v->member, "partner_id");
}

/* -- the page -- */

static const char *until_words(struct request *rq, const struct coalition *c)
{
    struct arena *a = rq->arena;
    const char *today = council_today(a, &rq->council);

    if (str_empty(c->closes_on))
        return "";
    return arena_printf(a, "Indienen kan tot en met %s%s.", dutch_date_long(a, c->closes_on),
        date_days_between(today, c->closes_on) < 0 ? ". De oproep is afgesloten" : "");
}

enum err coalition_dossier(struct request *rq, struct dossier *ret)
{
    TRY(access_readable(rq));
    return dossier_get(rq->snap, rq->arena, visibility_of(&rq->actor), rq->id, ret);
}

enum err coalition_show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct coalition c = { "", "" };
    struct dossier d = { 0 };
    bool may_edit = access_may(rq, PREPARE_MEETING, 0);

    TRY(coalition_dossier(rq, &d));
    TRY(coalition_get(rq->snap, a, d.id, &c));
    struct coalition_view v = {
        .dossier = { d.title, show_dossier_url(a, d.id) },
        .call = c.call,
        .until = until_words(rq, &c),
        .may_edit = may_edit,
        .print = coalition_url(rq, "/overzicht"),
    };
    TRY(needs_of(rq, c.closes_on, may_edit, &v.needs, &v.complete));
    v.late = !v.complete && !str_empty(c.closes_on) &&
             date_days_between(council_today(a, &rq->council), c.closes_on) < 0;
    TRY(members_of(rq, false, may_edit, &v.members));
    if (may_edit)
        TRY(add_forms(rq, &d, &c, &v));
    return reply_page_status(
        rq, status, arena_printf(a, "Samenwerkingsverband: %s", d.title), coalition_html, &v);
}

enum err page_coalition(struct request *rq)
{
    return coalition_show(rq, 200);
}

enum err page_coalition_print(struct request *rq)
{
    static const struct url NOWHERE = { "" };
    struct arena *a = rq->arena;
    struct coalition c = { "", "" };
    struct dossier d = { 0 };
    bool ignored;

    TRY(coalition_dossier(rq, &d));
    TRY(coalition_get(rq->snap, a, d.id, &c));
    struct coalition_print_view v = {
        .back = { "Samenwerkingsverband", coalition_url(rq, "") },
        .call = str_empty(c.call) ? d.title : c.call,
        .facts = show_facts(a, 4),
        .summary = show_text(a, d.summary),
        .aim = d.aim,
        .tasks = d.tasks,
    };
    show_add_fact(&v.facts, "Dossier", d.title, NOWHERE);
    show_add_fact(&v.facts, "Dient in", d.applicant_name, NOWHERE);
    if (!str_empty(d.area))
        show_add_fact(&v.facts, "Gebied",
            arena_printf(a, "%s%s", d.area, d.area_certain ? "" : " (nog niet zeker)"), NOWHERE);
    if (!str_empty(c.closes_on))
        show_add_fact(&v.facts, "Indienen tot en met", dutch_date_long(a, c.closes_on), NOWHERE);
    TRY(needs_of(rq, "", false, &v.needs, &ignored));
    TRY(members_of(rq, true, false, &v.members));
    return reply_page(
        rq, arena_printf(a, "Overzicht voor de aanvraag: %s", v.call), coalition_print_html, &v);
}

/* -- changes -- */

static enum err answer(struct request *rq, enum err e, const char *done)
{
    if (e == ERR_OK)
        return reply_see_other(rq, coalition_url(rq, "").address, done, NULL);
    TRY(form_comes_back(rq, e));
    return coalition_show(rq, err_status(e));
}

static enum err set(struct request *rq)
{
    struct coalition in = { "", "" };
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(COALITION_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return coalition_set(rq->tx, &rq->actor, rq->id, version, &in);
}

enum err page_coalition_set(struct request *rq)
{
    return answer(rq, set(rq), "De oproep is bewaard.");
}

static enum err add_need(struct request *rq)
{
    struct coalition_need in = { .words = "" };

    TRY(fields_from_form(COALITION_NEED_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return coalition_need_add(rq->tx, &rq->actor, rq->id, 0, &in);
}

enum err page_coalition_need_add(struct request *rq)
{
    return answer(rq, add_need(rq), "De voorwaarde staat erbij.");
}

static enum err add_member(struct request *rq)
{
    struct coalition_member in = { .date = "", .contact = "", .note = "" };

    TRY(fields_from_form(COALITION_MEMBER_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return coalition_member_add(rq->tx, &rq->actor, rq->id, 0, &in);
}

enum err page_coalition_member_add(struct request *rq)
{
    return answer(rq, add_member(rq),
        "De partner staat erbij. Niemand kreeg bericht: dat doet u met “Vraag versturen”.");
}

/* -- taking away, and putting back: :part = voorwaarden | leden -- */

static enum err remove_part(struct request *rq, bool back)
{
    const char *part = request_param(rq, "kind");
    bool need = str_equal(part, "voorwaarden");
    int64_t id, waited = 0;

    TRY(access_check(rq, PREPARE_MEETING, 0));
    if (!str_to_i64(request_param(rq, "part_id"), &id) || (!need && !str_equal(part, "leden")))
        return ERR_NOT_FOUND;
    if (!need)
        TRY(coalition_ask_waiting(rq->snap, id, &waited));
    enum err e =
        coalition_remove(rq->tx, &rq->actor, rq->id, 0, need ? "need" : "member", id, back);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return coalition_show(rq, err_status(e));
    }
    return reply_see_other(rq, coalition_url(rq, "").address,
        back ? "Het staat er weer."
        : waited > 0
            ? "Verwijderd uit het samenwerkingsverband. De vraag die nog wachtte, is tegengehouden."
            : "Verwijderd uit het samenwerkingsverband.",
        back ? NULL : coalition_part_url(rq, part, id, "/terugzetten").address);
}

enum err page_coalition_remove(struct request *rq)
{
    return remove_part(rq, false);
}

enum err page_coalition_restore(struct request *rq)
{
    return remove_part(rq, true);
}
