/* What was promised for a month is kept for later, or let go. */
#include "agenda/announcement.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/agenda.h"
#include "web/pages/pages.h"

struct defer_input {
    const char *target_month;
};
static const struct field DEFER_FIELDS[] = {
    FIELD_MONTH(struct defer_input, target_month, .required = true, .label = "Naar welke maand?"),
    FIELD_END,
};

struct drop_input {
    const char *reason;
};
static const struct field DROP_FIELDS[] = {
    FIELD_TEXT(struct drop_input, reason, .required = true, .label = "Waarom niet meer?",
        .hint = "Een zin is genoeg. Alleen het secretariaat ziet dit."),
    FIELD_END,
};

/* -- not now -- */

/* The agenda that the person came from, or the overview. */
static struct link_view back_of(struct request *rq)
{
    int64_t meeting_id = show_query_number(rq, "vergadering");
    if (meeting_id == 0)
        return (struct link_view){ "Overzicht", { "/" } };
    return (struct link_view){ "Agenda", show_meeting_url(rq->arena, meeting_id, "/agenda") };
}

static struct url offer_url(struct request *rq, const char *below)
{
    int64_t meeting_id = show_query_number(rq, "vergadering");
    if (meeting_id == 0)
        return url_of(rq->arena, "/aankondigingen/%lld%s", (long long)rq->id, below);
    return url_of(rq->arena, "/aankondigingen/%lld%s?vergadering=%lld", (long long)rq->id, below,
        (long long)meeting_id);
}

static const char *closed_words(unsigned state)
{
    return state == ANNOUNCEMENT_TAKEN     ? "Dit onderwerp staat al op een agenda."
           : state == ANNOUNCEMENT_DROPPED ? "Dit onderwerp is aangeduid als niet meer nodig."
                                           : "";
}

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct announcement n = { 0 };
    TRY(announcement_get(rq->snap, a, rq->id, &n));
    struct defer_input later = { month_add(a, n.target_month, 1) };
    struct drop_input none = { "" };
    struct offer_view v = {
        .title = n.title,
        .why = agenda_promise_words(a, &n),
        .text = show_text(a, n.introduction_text),
        .open = n.state == ANNOUNCEMENT_OPEN,
        .closed_words = closed_words(n.state),
        .defer = form_make(rq, DEFER_FIELDS, &later, 0, NULL),
        .drop = form_make(rq, DROP_FIELDS, &none, 0, NULL),
        .defer_to = offer_url(rq, "/uitstellen"),
        .drop_to = offer_url(rq, "/laten"),
        .back = back_of(rq),
        .item = { "Bekijk het punt van toen", show_item_url(a, n.item_id, "") },
    };
    return reply_page_status(rq, status, n.title, offer_html, &v);
}

enum err page_offer(struct request *rq)
{
    return show(rq, 200);
}

/* The month comes with the form, or with the address of an undo. */
static enum err defer(struct request *rq, struct defer_input *in)
{
    if (rq->form.count == 0)
        in->target_month = request_query(rq, "maand");
    else
        TRY(fields_from_form(DEFER_FIELDS, &rq->form, rq->arena, &rq->fault, in));
    return announcement_defer(rq->tx, &rq->actor, rq->id, in->target_month);
}

enum err page_offer_defer(struct request *rq)
{
    struct arena *a = rq->arena;
    struct announcement before = { 0 };
    struct defer_input in = { "" };
    TRY(announcement_get(rq->snap, a, rq->id, &before));
    enum err e = defer(rq, &in);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show(rq, err_status(e));
    }
    const char *mark = show_query_number(rq, "vergadering") == 0 ? "?" : "&";
    const char *undo = arena_printf(
        a, "%s%smaand=%s", offer_url(rq, "/uitstellen").address, mark, before.target_month);
    return reply_see_other(rq, back_of(rq).to.address,
        arena_printf(
            a, "“%s” staat nu klaar voor %s.", before.title, dutch_month(a, in.target_month)),
        undo);
}

static enum err drop(struct request *rq)
{
    struct drop_input in = { "" };
    TRY(fields_from_form(DROP_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return announcement_drop(rq->tx, &rq->actor, rq->id, in.reason);
}

enum err page_offer_drop(struct request *rq)
{
    struct announcement n = { 0 };
    TRY(announcement_get(rq->snap, rq->arena, rq->id, &n));
    enum err e = drop(rq);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show(rq, err_status(e));
    }
    return reply_see_other(rq, back_of(rq).to.address,
        arena_printf(rq->arena, "“%s” komt niet meer terug.", n.title),
        offer_url(rq, "/terug").address);
}

enum err page_offer_reopen(struct request *rq)
{
    struct announcement n = { 0 };
    enum err e = announcement_reopen(rq->tx, &rq->actor, rq->id);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show(rq, err_status(e));
    }
    TRY(announcement_get(rq->snap, rq->arena, rq->id, &n));
    return reply_see_other(rq, back_of(rq).to.address,
        arena_printf(rq->arena, "“%s” staat weer klaar.", n.title), NULL);
}
