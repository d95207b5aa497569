/* The list of actions: open ones by due date, or all, newest first. */
#include "web/pages/actions.h"
#include "lok/base/dates.h"
#include "lok/partner.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"
#include <string.h>

enum { ON_A_PAGE = 50 };

struct chip actions_chip(const struct action_point *p)
{
    static const char *const TONES[] = {
        [ACTION_OPEN] = "warn",
        [ACTION_BUSY] = "accent",
        [ACTION_DONE] = "ok",
        [ACTION_DROPPED] = "",
    };
    PRE(p->state < ARRAY_LEN(TONES));
    return (struct chip){ choice_dutch(ACTION_STATES, p->state), TONES[p->state] };
}

static const char *why_of(struct arena *a, const struct action_point *p, bool late)
{
    struct lines parts = { arena_array(a, 4, sizeof *parts.at), 0 };

    if (late)
        parts.at[parts.count++] = "te laat";
    parts.at[parts.count++] = p->partner_name;
    if (p->meeting_at != 0)
        parts.at[parts.count++] =
            arena_printf(a, "vergadering van %s", dutch_date(a, date_of(a, p->meeting_at)));
    if (!str_empty(p->dossier_title))
        parts.at[parts.count++] = p->dossier_title;
    return str_join(a, &parts, " · ");
}

struct action_rows actions_rows(struct request *rq, const struct action_list *list, const char *to)
{
    struct arena *a = rq->arena;
    struct action_rows rows = { arena_array(a, list->count, sizeof *rows.at), list->count };
    const char *today = council_today(a, &rq->council);
    size_t year = strlen("YYYY");

    for (size_t i = 0; i < list->count; i++) {
        const struct action_point *p = &list->at[i];
        bool late = action_is_late(p, today);

        rows.at[i] = (struct action_row){
            .when = str_empty(p->due_date)                   ? "geen datum"
                    : strncmp(p->due_date, today, year) == 0 ? dutch_day(a, p->due_date)
                                                             : dutch_date(a, p->due_date),
            .late = late,
            .text = p->text,
            .why = why_of(a, p, late),
            .state = actions_chip(p),
            .to = str_empty(to) ? (struct url){ "" } : url_of(a, "%s/%lld", to, (long long)p->id),
        };
    }
    return rows;
}

/* Only partners that own an action would do, but a list of all is what people know. */
static enum err add_partners(struct request *rq, int64_t chosen, struct form_option_list *ret)
{
    struct partner_list all = { 0 };

    TRY(partner_all(rq->snap, rq->arena, &all));
    *ret =
        (struct form_option_list){ arena_array(rq->arena, all.count, sizeof *ret->at), all.count };
    for (size_t i = 0; i < all.count; i++)
        ret->at[i] = (struct form_option){
            .value = arena_printf(rq->arena, "%lld", (long long)all.at[i].id),
            .text = all.at[i].name,
            .selected = all.at[i].id == chosen,
        };
    return ERR_OK;
}

static const char *kept_query(struct arena *a, const struct action_filter *f)
{
    return arena_printf(a, "stand=%s&partner=%lld&q=%s", f->open ? "open" : "alle",
        (long long)f->partner_id, url_encode(a, f->typed));
}

enum err page_actions(struct request *rq)
{
    struct arena *a = rq->arena;
    struct action_list list = { 0 };
    struct action_filter f = {
        .typed = str_trim(a, request_query(rq, "q")),
        .partner_id = show_query_number(rq, "partner"),
    };
    struct actions_view v = {
        .may_edit = access_may(rq, PREPARE_MEETING, 0),
        .own_only = visibility_of(&rq->actor).sees < ACCESS_MEMBERS,
        .typed = f.typed,
        .all = str_equal(request_query(rq, "stand"), "alle"),
        .filtered = !str_empty(f.typed) || f.partner_id != 0,
    };

    TRY(access_readable(rq));
    f.open = !v.all;
    if (!v.all && str_empty(f.typed))
        TRY(action_open(rq->snap, a, &rq->actor, &f, &list));
    else
        TRY(action_list(rq->snap, a, &rq->actor, &f, show_after(rq), ON_A_PAGE + 1, &list));
    bool more = (v.all || !str_empty(f.typed)) && list.count > ON_A_PAGE;
    list.count = more ? ON_A_PAGE : list.count;
    TRY(add_partners(rq, f.partner_id, &v.partners));
    v.rows = actions_rows(rq, &list, "/opvolging");
    v.pager = show_pager(
        rq, "/opvolging", kept_query(a, &f), more, list.count > 0 ? list.at[list.count - 1].id : 0);
    return reply_page(rq, "Opvolging", actions_html, &v);
}
