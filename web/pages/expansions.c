/* The list of rounds, what a dossier shows of them, and making or changing one. */
#include "agenda/expansion_tell.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/edit_page.h"
#include "web/pages/expansion.h"
#include "web/pages/pages.h"

enum { ON_A_PAGE = 50, ON_A_CARD = 10, MOST_DECISIONS = 200, MOST_DOSSIERS = 500 };

/* -- the list -- */

static struct expansion_rows rows_of(struct request *rq, const struct expansion_list *list)
{
    struct arena *a = rq->arena;
    struct expansion_rows rows = { arena_array(a, list->count, sizeof *rows.at), list->count };

    for (size_t i = 0; i < list->count; i++) {
        const struct expansion *e = &list->at[i];
        const char *places = e->places == 0
                                 ? ""
                                 : arena_printf(a, " · %s beschikbaar",
                                       show_count(a, (size_t)e->places, "plaats", "plaatsen"));

        rows.at[i] = (struct expansion_row){
            .title = e->title,
            .why =
                arena_printf(a, "aanvragen tot en met %s%s", dutch_date(a, e->closes_on), places),
            .state = expansion_chip(e->state),
            .access = { e->access == ACCESS_PUBLIC ? "" : choice_dutch(ACCESSES, e->access), "" },
            .to = expansion_url(a, e->id, ""),
        };
    }
    return rows;
}

enum err page_expansions(struct request *rq)
{
    struct expansion_list list = { 0 };

    TRY(access_readable(rq));
    TRY(expansion_list(rq->snap, rq->arena, &rq->actor, 0, show_after(rq), ON_A_PAGE + 1, &list));
    bool more = list.count > ON_A_PAGE;
    list.count = more ? ON_A_PAGE : list.count;
    struct expansions_view v = {
        .rows = rows_of(rq, &list),
        .pager = show_pager(
            rq, "/uitbreidingsrondes", "", more, list.count > 0 ? list.at[list.count - 1].id : 0),
        .may_edit = access_may(rq, PREPARE_MEETING, 0),
    };
    return reply_page(rq, "Uitbreidingsrondes", expansions_html, &v);
}

enum err expansion_card(struct request *rq, const struct dossier *d, struct expansion_card *ret)
{
    struct expansion_list list = { 0 };
    bool may_edit = access_may(rq, PREPARE_MEETING, 0);

    TRY(expansion_list(rq->snap, rq->arena, &rq->actor, d->id, 0, ON_A_CARD, &list));
    *ret = (struct expansion_card){
        .shown = list.count > 0 || may_edit,
        .rows = rows_of(rq, &list),
        .start = may_edit
                     ? url_of(rq->arena, "/uitbreidingsrondes/nieuw?dossier=%lld", (long long)d->id)
                     : (struct url){ "" },
    };
    return ERR_OK;
}

/* -- making and changing -- */

static enum err dossier_options(struct request *rq, struct form_view *form)
{
    struct dossier_list list = { 0 };

    TRY(dossier_list(rq->snap, rq->arena, visibility_of(&rq->actor), 0, MOST_DOSSIERS, &list));
    struct form_option *at = arena_array(rq->arena, list.count + 1, sizeof *at);
    for (size_t i = 0; i < list.count; i++)
        at[i] = (struct form_option){ arena_printf(rq->arena, "%lld", (long long)list.at[i].id),
            list.at[i].title, false };
    form_set_options(rq, form, "dossier_id", at, list.count);
    return ERR_OK;
}

/* The newest ones; the chosen one is among them or keeps its place. */
static enum err decision_options(struct request *rq, struct form_view *form, int64_t chosen)
{
    struct arena *a = rq->arena;
    struct decision_reader reader = decision_reader_of(&rq->actor);
    const struct decision_filter filter = { .typed = "", .limit = MOST_DECISIONS };
    struct decision_list list = { 0 };
    bool there = chosen == 0;

    TRY(decision_find(rq->snap, a, &reader, &filter, &list));
    struct form_option *at = arena_array(a, list.count + 1, sizeof *at);
    size_t count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        at[i] = (struct form_option){ arena_printf(a, "%lld", (long long)list.at[i].id),
            arena_printf(a, "%s: %s", list.at[i].number, list.at[i].title), false };
        there = there || list.at[i].id == chosen;
    }
    if (!there) {
        struct decision d = { 0 };

        TRY(decision_by_id(rq->snap, a, chosen, &d));
        at[count++] = (struct form_option){ arena_printf(a, "%lld", (long long)d.id),
            arena_printf(a, "%s: %s", d.number, d.title), false };
    }
    form_set_options(rq, form, "decision_id", at, count);
    return ERR_OK;
}

static enum err show(struct request *rq, unsigned status, const struct expansion *e)
{
    bool is_new = e->id == 0;
    struct url list = { "/uitbreidingsrondes" };
    struct edit_page_view v = {
        .crumb = is_new ? (struct link_view){ "Uitbreidingsrondes", list }
                        : (struct link_view){ e->title, expansion_url(rq->arena, e->id, "") },
        .title = is_new ? "Nieuwe uitbreidingsronde" : "Uitbreidingsronde bewerken",
        .lead =
            is_new ? "De criteria en de aanvragen voegt u daarna toe. Niemand krijgt bericht." : "",
        .form = form_make(rq, EXPANSION_FIELDS, e, e->version, NULL),
        .action = is_new ? list : expansion_url(rq->arena, e->id, "/bewerken"),
        .button = is_new ? "Ronde starten" : "Bewaren",
        .back = is_new ? list : expansion_url(rq->arena, e->id, ""),
    };
    TRY(dossier_options(rq, &v.form));
    TRY(decision_options(rq, &v.form, e->decision_id));
    return edit_page_show(rq, status, &v);
}

enum err page_expansion_new(struct request *rq)
{
    const struct expansion e = { .access = ACCESS_MEMBERS,
        .dossier_id = show_query_number(rq, "dossier"),
        .title = "",
        .closes_on = "" };

    return show(rq, 200, &e);
}

enum err page_expansion_create(struct request *rq)
{
    struct expansion in = { .access = ACCESS_MEMBERS, .title = "", .closes_on = "" };
    int64_t id;

    enum err e = fields_from_form(EXPANSION_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        e = expansion_create(rq->tx, rq->arena, &rq->actor, &in, &id);
    if (e == ERR_OK)
        return reply_see_other(rq, expansion_url(rq->arena, id, "").address,
            "De ronde is gestart. Voeg nu de criteria toe.", NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e), &(struct expansion){ .title = "", .closes_on = "" });
}

enum err page_expansion_edit(struct request *rq)
{
    struct expansion e = { 0 };

    TRY(expansion_of(rq, &e));
    return show(rq, 200, &e);
}

static enum err update(struct request *rq)
{
    struct expansion in = { 0 };
    int64_t version;

    TRY(expansion_of(rq, &in));
    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(EXPANSION_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return expansion_update(rq->tx, rq->arena, &rq->actor, rq->id, version, &in);
}

enum err page_expansion_update(struct request *rq)
{
    struct expansion e = { 0 };
    int64_t waited;

    TRY(expansion_tell_waiting(rq->snap, rq->id, EXPANSION_CALL, &waited));
    enum err err = update(rq);
    if (err == ERR_OK)
        return reply_see_other(rq, expansion_url(rq->arena, rq->id, "").address,
            waited > 0 ? "De ronde is bewaard. De oproep die nog wachtte, is tegengehouden."
                       : "De ronde is bewaard.",
            NULL);
    TRY(form_comes_back(rq, err));
    TRY(expansion_of(rq, &e));
    return show(rq, err_status(err), &e);
}
