#include "web/pages/dossiers.h"
#include "agenda/dossier.h"
#include "agenda/expansion.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"

enum { ON_A_PAGE = 50 };

static const char *why_of(struct arena *a, const struct dossier *d)
{
    struct lines parts = { arena_array(a, 3, sizeof *parts.at), 0 };

    if (d->aliases.count > 0)
        parts.at[parts.count++] =
            arena_printf(a, "ook bekend als %s", str_join_dutch(a, &d->aliases));
    if (!str_empty(d->area))
        parts.at[parts.count++] =
            arena_printf(a, "%s%s", d->area, d->area_certain ? "" : " (nog niet zeker)");
    if (d->rhythm != RHYTHM_NONE)
        parts.at[parts.count++] =
            arena_printf(a, "komt terug: %s", choice_dutch(DOSSIER_RHYTHMS, d->rhythm));
    return str_join(a, &parts, " · ");
}

enum err page_dossiers(struct request *rq)
{
    struct arena *a = rq->arena;
    const char *typed = str_trim(a, request_query(rq, "q"));
    const char *kept = str_empty(typed) ? "" : arena_printf(a, "q=%s", url_encode(a, typed));
    struct dossier_list list;

    TRY(access_readable(rq));
    TRY(dossier_find(
        rq->snap, a, visibility_of(&rq->actor), typed, show_after(rq), ON_A_PAGE + 1, &list));
    bool more = list.count > ON_A_PAGE;
    size_t count = more ? ON_A_PAGE : list.count;
    struct dossiers_view v = {
        .at = arena_array(a, count, sizeof *v.at),
        .count = count,
        .typed = typed,
        .pager = show_pager(rq, "/dossiers", kept, more, count > 0 ? list.at[count - 1].id : 0),
        .may_edit = access_may(rq, PREPARE_MEETING, 0),
    };
    TRY(expansion_any(rq->snap, a, &rq->actor, &v.has_expansions));
    for (size_t i = 0; i < count; i++) {
        const struct dossier *d = &list.at[i];
        v.at[i] = (struct dossier_row){
            .title = d->title,
            .why = why_of(a, d),
            .to = show_dossier_url(a, d->id),
            .access = { d->access == ACCESS_PUBLIC ? "" : choice_dutch(ACCESSES, d->access), "" },
        };
    }
    return reply_page(rq, "Dossiers", dossiers_html, &v);
}
