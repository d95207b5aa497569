#include "web/pages/search.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/advice.h"
#include "web/pages/decisions.h"
#include "web/pages/pages.h"
#include "web/pages/support.h"

enum { A_PAGE = 25 };

static struct url place_of(struct arena *a, const struct found *f)
{
    switch ((enum found_kind)f->kind) {
    case FOUND_DECISION:
        return show_decision_url(a, f->number);
    case FOUND_ADVICE:
        return advice_url(a, f->number, "");
    case FOUND_DOSSIER:
        return show_dossier_url(a, f->id);
    case FOUND_MINUTES:
        return show_meeting_url(a, f->id, "/verslag");
    case FOUND_ACTION:
        return url_of(a, "/opvolging/%lld", (long long)f->id);
    case FOUND_PARTNER:
        return url_of(a, "/partners/%lld", (long long)f->id);
    case FOUND_OFFER:
        return support_url(a, f->id, "");
    case FOUND_KIND_COUNT:
        break;
    }
    IMPOSSIBLE("a kind that is none");
}

static struct chip state_of(struct arena *a, const struct found *f)
{
    if (f->decision != NULL)
        return show_decision_state(f->decision->state);
    if (f->advice != NULL)
        return advice_chip(a, f->advice);
    bool stopped = f->kind == FOUND_PARTNER || f->kind == FOUND_OFFER;
    return (struct chip){ f->kind == FOUND_DOSSIER ? "" : f->state_text, stopped ? "warn" : "" };
}

/* "aan de gemeenteraad", "Mentes · tegen di 12/03/2024", "di 27/02/2024". */
static const char *day_of(struct arena *a, const struct found *f)
{
    struct lines parts = { arena_array(a, 2, sizeof *parts.at), 0 };

    if (!str_empty(f->about))
        parts.at[parts.count++] = f->about;
    if (!str_empty(f->date) && f->kind != FOUND_ADVICE)
        parts.at[parts.count++] = arena_printf(
            a, "%s%s", f->kind == FOUND_ACTION ? "tegen " : "", dutch_date(a, f->date));
    return str_join(a, &parts, " · ");
}

struct decision_rows search_rows(struct arena *a, const struct found_list *list)
{
    struct decision_rows rows = { arena_array(a, list->count, sizeof *rows.at), list->count };

    for (size_t i = 0; i < list->count; i++) {
        const struct found *f = &list->at[i];

        rows.at[i] = (struct decision_row){
            .number = f->number,
            .title = f->title,
            .day = day_of(a, f),
            .to = place_of(a, f),
            .kind = { choice_dutch(FOUND_KINDS, f->kind), f->kind == FOUND_ADVICE ? "accent" : "" },
            .state = state_of(a, f),
        };
    }
    return rows;
}

/* Of the word in the address; FOUND_KIND_COUNT for all. */
static unsigned kind_asked(const struct request *rq)
{
    unsigned kind = 0;

    while (kind < FOUND_KIND_COUNT &&
           !str_equal(request_query(rq, "soort"), choice_dutch(FOUND_KINDS, kind)))
        kind++;
    return kind;
}

static struct form_option_list kinds_to_choose(struct arena *a, unsigned chosen)
{
    struct form_option_list list = { arena_array(a, FOUND_KIND_COUNT, sizeof *list.at),
        FOUND_KIND_COUNT };

    for (unsigned i = 0; i < FOUND_KIND_COUNT; i++)
        list.at[i] = (struct form_option){ choice_dutch(FOUND_KINDS, i),
            show_capital(a, choice_dutch(FOUND_KINDS, i)), i == chosen };
    return list;
}

static enum err list(struct request *rq, const char *typed)
{
    struct arena *a = rq->arena;
    unsigned kind = kind_asked(rq);
    struct found_list found = { 0 };
    const struct find_filter f = {
        .typed = typed,
        .kinds = kind == FOUND_KIND_COUNT ? 0 : FOUND_BIT(kind),
        .after = show_after(rq),
        .limit = A_PAGE + 1,
    };
    struct search_view v = {
        .typed = typed,
        .asked = !str_empty(typed),
        .kinds = kinds_to_choose(a, kind),
        .may_search_documents = rq->actor.person_id != 0,
        .documents = url_of(a, "/documenten?zoek=%s", url_encode(a, typed)),
    };

    TRY(find_words(rq->snap, a, &rq->actor, &f, &found));
    bool more = found.count > A_PAGE;
    found.count = more ? A_PAGE : found.count;
    v.rows = search_rows(a, &found);
    v.pager = show_pager(rq, "/zoeken",
        arena_printf(a, "q=%s&soort=%s", url_encode(a, typed), request_query(rq, "soort")), more,
        found.count > 0 ? found.at[found.count - 1].row : 0);
    return reply_page(rq, "Zoeken", search_html, &v);
}

enum err page_search(struct request *rq)
{
    const char *typed = str_trim(rq->arena, request_query(rq, "q"));

    TRY(access_readable(rq));
    enum err e = str_empty(typed) ? ERR_NOT_FOUND : decisions_go(rq, typed);
    return e == ERR_NOT_FOUND ? list(rq, typed) : e;
}
