#include "templates.h"
#include "web/http/rights.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"
#include "web/pages/rights.h"

#include "lok/base/dates.h"

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct retention r = { 0 };
    struct retention_counts c = { 0 };

    TRY(retention_get(rq->snap, &r));
    TRY(retention_try(rq->snap, a, council_now(&rq->council), &c));
    struct retention_view v = {
        .form = form_make(rq, RETENTION_FIELDS, &r, r.version, NULL),
        .at = arena_array(a, RETENTION_KINDS, sizeof *v.at),
        .count = RETENTION_KINDS,
        .all = c.all,
        .total = show_count(a, (size_t)c.all, "gegeven", "gegevens"),
        .ran = r.ran_at == 0 ? "" : dutch_instant(a, council_moment(&rq->council, r.ran_at)),
    };
    for (size_t i = 0; i < RETENTION_KINDS; i++)
        v.at[i] = (struct retention_row){
            .what = show_capital(a, c.at[i].what),
            .until = dutch_date(a, c.at[i].until),
            .count = c.at[i].months == 0 ? "" : arena_printf(a, "%lld", (long long)c.at[i].count),
            .kept = c.at[i].months == 0,
        };
    return reply_page_status(rq, status, "Hoe lang bewaren", retention_html, &v);
}

enum err page_retention(struct request *rq)
{
    TRY(access_check(rq, EDIT_SETTINGS, 0));
    return show(rq, 200);
}

static enum err update(struct request *rq)
{
    struct retention in = { 0 };
    int64_t version;

    TRY(retention_get(rq->snap, &in));
    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(RETENTION_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return retention_set(rq->tx, &rq->actor, version, &in);
}

enum err page_retention_update(struct request *rq)
{
    TRY(access_check(rq, EDIT_SETTINGS, 0));
    enum err e = update(rq);
    if (e == ERR_OK)
        return reply_see_other(rq, "/beheer/bewaren",
            "De termijnen zijn bewaard. Kijk hieronder wat er nu weg zou gaan.", NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}

enum err page_retention_run(struct request *rq)
{
    struct retention_counts c = { 0 };

    TRY(access_check(rq, EDIT_SETTINGS, 0));
    TRY(rights_clean(rq, &c));
    return reply_see_other(rq, "/beheer/bewaren",
        c.all == 0 ? "Er was niets op te ruimen."
                   : arena_printf(rq->arena, "%s opgeruimd.",
                         show_count(rq->arena, (size_t)c.all, "gegeven is", "gegevens zijn")),
        NULL);
}
