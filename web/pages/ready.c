#include "web/pages/ready.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/agenda.h"
#include "web/pages/pages.h"

/* -- the list -- */

/* A proposal is accepted on its own terms: who made it waits for the answer. */
static struct url take_url(struct arena *a, const struct ready *r, int64_t meeting_id)
{
    if (meeting_id == 0)
        return (struct url){ "" };
    if (r->kind == READY_PROPOSAL)
        return url_of(a, "/voorstellen/%lld/aanvaarden?vergadering=%lld", (long long)r->id,
            (long long)meeting_id);
    return url_of(a, "/vergaderingen/%lld/aanbod/%s", (long long)meeting_id, r->key);
}

/* Announcements and proposals have pages of their own. */
static struct url not_now_url(struct arena *a, const struct ready *r, int64_t meeting_id)
{
    const char *from =
        meeting_id == 0 ? "" : arena_printf(a, "?vergadering=%lld", (long long)meeting_id);

    if (r->kind == READY_ANNOUNCEMENT)
        return url_of(a, "/aankondigingen/%lld%s", (long long)r->id, from);
    if (r->kind == READY_PROPOSAL)
        return url_of(a, "/voorstellen/%lld%s", (long long)r->id, from);
    return url_of(a, "/klaar/%s%s", r->key, from);
}

enum err ready_rows_of(struct request *rq, const struct meeting *m, struct ready_rows *ret)
{
    struct arena *a = rq->arena;
    struct ready_list list = { 0 };
    const char *month =
        m != NULL ? m->month
                  : arena_strndup(a, council_today(a, &rq->council), sizeof "YYYY-MM" - 1);
    int64_t meeting_id = m == NULL ? 0 : m->id;

    TRY(ready_list(rq->snap, a, month, meeting_id, &list));
    *ret = (struct ready_rows){ arena_array(a, list.count, sizeof *ret->at), list.count };
    for (size_t i = 0; i < list.count; i++) {
        const struct ready *r = &list.at[i];
        ret->at[i] = (struct ready_row){
            .title = r->title,
            .why = r->from,
            .text = show_text(a, r->text),
            .text_words = r->text_words,
            .take = take_url(a, r, meeting_id),
            .not_now = not_now_url(a, r, meeting_id),
            .late = r->late,
            .asks_tell = r->asks_tell,
        };
    }
    return ERR_OK;
}

enum err page_ready(struct request *rq)
{
    struct arena *a = rq->arena;
    struct ready_view v = { 0 };
    struct meeting next = { 0 };
    enum err e = meeting_next(rq->snap, a, council_now(&rq->council), &next);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    v.has_meeting = e == ERR_OK;
    if (v.has_meeting)
        v.agenda = (struct link_view){ arena_printf(a, "Agenda van %s", show_day(a, &next)),
            show_meeting_url(a, next.id, "/agenda") };
    TRY(ready_rows_of(rq, v.has_meeting ? &next : NULL, &v.rows));
    return reply_page(rq, "Klaar om op de agenda te zetten", ready_html, &v);
}

/* -- onto an agenda -- */

static enum err take(struct request *rq, struct item *ret)
{
    const struct sending_options options = show_sending_options(rq);
    bool tell = param_get(&rq->form, "tell") != NULL;
    int64_t id;

    TRY(ready_take(
        rq->tx, rq->arena, &rq->actor, &options, request_param(rq, "offer"), rq->id, tell, &id));
    return item_get(rq->snap, rq->arena, id, ret);
}

enum err page_offer_take(struct request *rq)
{
    struct arena *a = rq->arena;
    struct item item = { 0 };
    enum err e = take(rq, &item);

    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return agenda_show(rq, rq->id, err_status(e));
    }
    const char *with = item.introduction_id == 0 ? "" : ", met de inleiding erbij";
    return reply_see_other(rq, show_meeting_url(a, rq->id, "/agenda").address,
        arena_printf(a, "“%s” staat op de agenda%s.", item.title, with),
        show_item_url(
            a, item.id, arena_printf(a, "/verwijderen?versie=%lld", (long long)item.version))
            .address);
}

/* -- not now -- */

struct not_now {
    const char *target_month, *later, *reason;
};
static const struct field DEFER_FIELDS[] = {
    FIELD_MONTH(struct not_now, target_month, .required = true, .label = "Naar welke maand?"),
    FIELD_TEXT(struct not_now, later, .max = 500, .label = "Reden",
        .hint = "U mag dit leeg laten. Alleen het secretariaat ziet dit."),
    FIELD_END,
};
static const struct field DECLINE_FIELDS[] = {
    FIELD_TEXT(struct not_now, reason, .required = true, .max = 500, .label = "Waarom niet?",
        .hint = "Een zin is genoeg. Alleen het secretariaat ziet dit."),
    FIELD_END,
};

/* The agenda that the person came from, or the list. */
static struct link_view back_of(struct request *rq)
{
    int64_t meeting_id = show_query_number(rq, "vergadering");

    if (meeting_id == 0)
        return (struct link_view){ "Klaar om op de agenda te zetten", { "/klaar" } };
    return (struct link_view){ "Agenda", show_meeting_url(rq->arena, meeting_id, "/agenda") };
}

static struct url below(struct request *rq, const char *what)
{
    int64_t meeting_id = show_query_number(rq, "vergadering");
    const char *key = request_param(rq, "offer");

    if (meeting_id == 0)
        return url_of(rq->arena, "/klaar/%s%s", key, what);
    return url_of(rq->arena, "/klaar/%s%s?vergadering=%lld", key, what, (long long)meeting_id);
}

/* Of those that are offered now. */
static enum err find(struct request *rq, struct ready *ret)
{
    struct arena *a = rq->arena;
    int64_t meeting_id = show_query_number(rq, "vergadering");
    const char *month = arena_strndup(a, council_today(a, &rq->council), sizeof "YYYY-MM" - 1);
    struct ready_list list = { 0 };
    struct meeting m = { 0 };
    enum err e = meeting_id != 0 ? meeting_get(rq->snap, a, meeting_id, &m)
                                 : meeting_next(rq->snap, a, council_now(&rq->council), &m);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    TRY(ready_list(rq->snap, a, e == ERR_OK ? m.month : month, m.id, &list));
    for (size_t i = 0; i < list.count; i++)
        if (str_equal(list.at[i].key, request_param(rq, "offer"))) {
            *ret = list.at[i];
            return ERR_OK;
        }
    return ERR_NOT_FOUND;
}

static enum err show(struct request *rq, const struct ready *r, unsigned status)
{
    struct arena *a = rq->arena;
    const char *month = arena_strndup(a, council_today(a, &rq->council), sizeof "YYYY-MM" - 1);
    const struct not_now given = { month_add(a, month, 3), "", "" };
    const struct ready_one_view v = {
        .title = r->title,
        .why = r->from,
        .text = show_text(a, r->text),
        .text_words = r->text_words,
        .defer = form_make(rq, DEFER_FIELDS, &given, 0, NULL),
        .decline = form_make(rq, DECLINE_FIELDS, &given, 0, NULL),
        .defer_to = below(rq, "/uitstellen"),
        .decline_to = below(rq, "/weigeren"),
        .back = back_of(rq),
    };

    return reply_page_status(rq, status, r->title, ready_one_html, &v);
}

enum err page_ready_one(struct request *rq)
{
    struct ready r = { 0 };

    TRY(find(rq, &r));
    return show(rq, &r, 200);
}

static enum err answer(struct request *rq, bool declines)
{
    const struct sending_options options = show_sending_options(rq);
    const struct field *fields = declines ? DECLINE_FIELDS : DEFER_FIELDS;
    const char *key = request_param(rq, "offer");
    struct not_now in = { "", "", "" };

    TRY(fields_from_form(fields, &rq->form, rq->arena, &rq->fault, &in));
    const struct ready_answer given = {
        .target_month = in.target_month,
        .reason = declines ? in.reason : in.later,
        .tell = true,
    };
    return declines ? ready_decline(rq->tx, rq->arena, &rq->actor, &options, key, &given)
                    : ready_defer(rq->tx, rq->arena, &rq->actor, &options, key, &given);
}

static enum err act(struct request *rq, bool declines)
{
    struct ready r = { 0 };

    TRY(find(rq, &r));
    enum err e = answer(rq, declines);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show(rq, &r, err_status(e));
    }
    return reply_see_other(rq, back_of(rq).to.address,
        arena_printf(
            rq->arena, declines ? "“%s” komt niet op de agenda." : "“%s” is uitgesteld.", r.title),
        below(rq, "/terug").address);
}

enum err page_ready_defer(struct request *rq)
{
    return act(rq, false);
}

enum err page_ready_decline(struct request *rq)
{
    return act(rq, true);
}

enum err page_ready_back(struct request *rq)
{
    const struct sending_options options = show_sending_options(rq);

    TRY(ready_back(rq->tx, rq->arena, &rq->actor, &options, request_param(rq, "offer")));
    return reply_see_other(rq, back_of(rq).to.address, "Het staat weer klaar.", NULL);
}
