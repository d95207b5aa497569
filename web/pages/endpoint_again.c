/* Sending again what an endpoint missed, after a page that says what goes; and what went before that. */
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "notify/again.h"
#include "notify/kept.h"
#include "templates.h"
#include "web/pages/edit_page.h"
#include "web/pages/endpoints.h"
#include "web/pages/messages.h"
#include "web/pages/pages.h"

enum { ON_A_PAGE = 50 };

struct since_input {
    const char *date, *time;
    bool everything, sure;
};
static const struct field SINCE_FIELDS[] = {
    FIELD_DATE(struct since_input, date, .required = true, .label = "Sinds welke dag?",
        .hint = "Hoogstens 30 dagen geleden."),
    FIELD_TIME(struct since_input, time, .label = "Vanaf welk uur?", .hint = "Leeg: de hele dag."),
    FIELD_BOOL(struct since_input, everything, .label = "Ook wat al aankwam",
        .hint = "Alleen als het systeem kwijt is wat het al had."),
    FIELD_BOOL(struct since_input, sure, .label = "Bevestigd"),
    FIELD_END,
};

const char *endpoints_recovered(struct arena *a, int64_t count)
{
    return count == 0
               ? "De koppeling staat weer aan."
               : arena_printf(a, "De koppeling staat weer aan. %s opnieuw.",
                     show_count(a, (size_t)count, "bericht vertrekt", "berichten vertrekken"));
}

static struct url home_of(struct request *rq)
{
    return url_of(rq->arena, "/beheer/koppelingen/%lld", (long long)rq->id);
}

static enum err show(struct request *rq, unsigned status, const struct endpoint *e)
{
    static const char *const SHOWN[] = { "date", "time", "everything", NULL };
    struct since_input in = { date_add_days(rq->arena, date_of(rq->arena, clock_now()), -1), "",
        false, false };
    struct edit_page_view v = {
        .crumb = { endpoints_name(rq->arena, e), home_of(rq) },
        .title = "Opnieuw sturen",
        .lead = "Was het systeem een tijd onbereikbaar? Kies sinds wanneer. U ziet eerst wat er "
                "vertrekt.",
        .form = form_make(rq, SINCE_FIELDS, &in, 0, SHOWN),
        .action = url_of(rq->arena, "%s/opnieuw", home_of(rq).address),
        .button = "Toon wat vertrekt",
        .back = home_of(rq),
    };
    return edit_page_show(rq, status, &v);
}

enum err page_endpoint_again(struct request *rq)
{
    struct endpoint e;

    TRY(endpoints_get(rq, EDIT_ENDPOINT, &e));
    return show(rq, 200, &e);
}

static enum err read(struct request *rq, struct since_input *in, struct again_input *ret)
{
    TRY(fields_from_form(SINCE_FIELDS, &rq->form, rq->arena, &rq->fault, in));
    if (date_instant(in->date, str_empty(in->time) ? "00:00" : in->time, &ret->since) != ERR_OK)
        return fault_issue(&rq->fault, "time", "format", "Dit uur bestaat niet op die dag.");
    ret->everything = in->everything;
    return ERR_OK;
}

/* The form has a day, not an instant: what is wrong with it is said there. */
static void at_its_field(struct fault *f)
{
    for (size_t i = 0; i < f->issue_count; i++)
        if (str_equal(f->issues[i].field, "since"))
            f->issues[i].field = "date";
}

static enum err confirm(struct request *rq, const struct endpoint *e, const struct since_input *in,
    const struct again_input *what, const struct again_list *list)
{
    struct arena *a = rq->arena;
    int64_t total = 0;
    struct endpoint_again_view v = {
        .endpoint = home_of(rq),
        .action = url_of(a, "%s/opnieuw", home_of(rq).address),
        .name = endpoints_name(a, e),
        .since_words = dutch_instant(a, what->since),
        .everything = in->everything,
        .kinds = { arena_array(a, list->count, sizeof *v.kinds.at), 0 },
        .date = in->date,
        .time = in->time,
    };

    for (size_t i = 0; i < list->count; i++) {
        v.kinds.at[v.kinds.count++] = arena_printf(a, "%s: %s", messages_type(a, list->at[i].type),
            show_count(a, (size_t)list->at[i].count, "bericht", "berichten"));
        total += list->at[i].count;
    }
    v.button =
        arena_printf(a, "%s opnieuw sturen", show_count(a, (size_t)total, "bericht", "berichten"));
    return reply_page(rq, "Opnieuw sturen", endpoint_again_html, &v);
}

static enum err send(struct request *rq, const struct endpoint *e)
{
    struct since_input in = { "", "", false, false };
    struct again_input what = { 0 };
    struct again_list list = { 0 };
    int64_t count;

    TRY(read(rq, &in, &what));
    if (!in.sure) {
        TRY(again_count(rq->snap, rq->arena, &rq->fault, rq->id, &what, clock_now(), &list));
        return confirm(rq, e, &in, &what, &list);
    }
    TRY(again_send(rq->tx, &rq->actor, rq->id, &what, clock_now(), &count));
    return reply_see_other(rq, home_of(rq).address,
        count == 1
            ? "1 bericht vertrekt nu opnieuw."
            : arena_printf(rq->arena, "%lld berichten vertrekken nu opnieuw.", (long long)count),
        NULL);
}

enum err page_endpoint_again_post(struct request *rq)
{
    struct endpoint e;

    TRY(endpoints_get(rq, EDIT_ENDPOINT, &e));
    enum err err = send(rq, &e);
    if (err == ERR_OK)
        return ERR_OK;
    at_its_field(&rq->fault);
    TRY(form_comes_back(rq, err));
    return show(rq, err_status(err), &e);
}

enum err page_endpoint_kept(struct request *rq)
{
    struct arena *a = rq->arena;
    struct endpoint e;
    struct kept_list list = { 0 };

    TRY(endpoints_get(rq, SEE_ENDPOINTS, &e));
    TRY(kept_list(rq->snap, a, e.id, show_after(rq), ON_A_PAGE + 1, &list));
    bool more = list.count > ON_A_PAGE;
    size_t count = more ? ON_A_PAGE : list.count;
    struct endpoint_kept_view v = {
        .endpoint = home_of(rq),
        .name = endpoints_name(a, &e),
        .rows = { arena_array(a, count, sizeof *v.rows.at), count },
        .pager = show_pager(rq, url_of(a, "%s/vroeger", home_of(rq).address).address, "", more,
            count > 0 ? list.at[count - 1].id : 0),
    };
    for (size_t i = 0; i < count; i++)
        v.rows.at[i] = (struct endpoint_kept_row){
            .when = dutch_instant(a, list.at[i].finished_at),
            .what = messages_type(a, list.at[i].type),
            .id = list.at[i].notice_id,
            .state = messages_state(list.at[i].state),
        };
    return reply_page(rq, "Vroegere berichten", endpoint_kept_html, &v);
}
