#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/messages.h"
#include "web/pages/pages.h"

/* The endpoint may be gone while its log stays: then only who sees all endpoints sees it. */
static enum err check(
    struct request *rq, enum action action, const struct delivery *d, bool *ret_live)
{
    struct endpoint e;
    enum err found = endpoint_get(rq->snap, rq->arena, d->endpoint_id, &e);

    if (found != ERR_OK && found != ERR_NOT_FOUND)
        return found;
    int64_t partner_id = found == ERR_OK ? e.partner_id : 0;
    *ret_live = found == ERR_OK;
    if (!access_may(rq, SEE_ENDPOINTS, partner_id))
        return ERR_NOT_FOUND;
    return access_check(rq, action, partner_id);
}

static enum err read(struct request *rq, enum action action, struct delivery *ret, bool *ret_live)
{
    TRY(access_check(rq, SEE_ENDPOINTS, rq->actor.partner_id));
    TRY(outbox_get(rq->snap, rq->arena, rq->id, ret));
    return check(rq, action, ret, ret_live);
}

static const char *outcome_of(struct arena *a, const struct delivery *d)
{
    if (d->to_demo)
        return "in de Demopostbus: in een oefenomgeving vertrekt niets";
    if (d->last_status == 0)
        return d->last_error;
    return arena_printf(a, "status %lld na %lld ms%s%s", (long long)d->last_status,
        (long long)d->last_ms, str_empty(d->last_error) ? "" : ". ", d->last_error);
}

static struct fact_list facts_of(struct request *rq, const struct delivery *d, bool is_live)
{
    static const struct url NOWHERE = { "" };
    struct arena *a = rq->arena;
    struct fact_list facts = show_facts(a, 9);
    const char *name = messages_receiver(rq, d);
    struct url to = { "" };

    if (is_live)
        to = url_of(a, "/beheer/koppelingen/%lld", (long long)d->endpoint_id);
    show_add_fact(&facts, "Aan", name, to);
    show_add_fact(&facts, "Partner", d->partner_name, NOWHERE);
    show_add_fact(&facts, "Gemaakt", dutch_instant(a, d->created_at), NOWHERE);
    if (d->finished_at == 0)
        show_add_fact(&facts, d->attempts == 0 ? "Vertrekt" : "Volgende poging",
            dutch_instant(a, d->due_at), NOWHERE);
    else
        show_add_fact(&facts, "Afgehandeld", dutch_instant(a, d->finished_at), NOWHERE);
    if (d->bundle_at != 0)
        show_add_fact(&facts, "Hoe", messages_bundle(a, d), NOWHERE);
    if (d->attempts > 0)
        show_add_fact(&facts, "Pogingen", arena_printf(a, "%lld", (long long)d->attempts), NOWHERE);
    show_add_fact(&facts, "Uitkomst", outcome_of(a, d), NOWHERE);
    show_add_fact(&facts, "Kenmerk", d->notice_id, NOWHERE);
    return facts;
}

/* Who keeps the connections going needs not know what goes over them. */
static bool readable(struct request *rq)
{
    return may(&rq->actor, SEE, (struct object){ .access = ACCESS_SECRETARIAT }) ||
           !access_may(rq, SEE_ENDPOINTS, 0);
}

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct delivery d;
    bool is_live;

    TRY(read(rq, SEE_ENDPOINTS, &d, &is_live));
    bool ended =
        d.state == DELIVERY_SENT || d.state == DELIVERY_DEAD || d.state == DELIVERY_EXPIRED;
    struct delivery_view v = {
        .crumb = { "Berichten", { "/beheer/berichten" } },
        .title = messages_type(a, d.type),
        .state = messages_state(d.state),
        .facts = facts_of(rq, &d, is_live),
        .problem = form_problem(rq),
        .answer = d.last_answer,
        .readable = readable(rq),
    };
    if (v.readable)
        v.carried = messages_carried(rq, &d);
    if (!access_may(rq, SEE_ENDPOINTS, 0))
        v.crumb = (struct link_view){ "Koppelingen", { "/beheer/koppelingen" } };
    if (ended && is_live)
        v.resend = url_of(a, "/beheer/berichten/%lld/opnieuw", (long long)d.id);
    else
        v.resend = (struct url){ "" };
    return reply_page_status(rq, status, v.title, delivery_html, &v);
}

enum err page_message(struct request *rq)
{
    return show(rq, 200);
}

enum err page_message_resend(struct request *rq)
{
    struct delivery d;
    bool is_live;

    TRY(read(rq, EDIT_ENDPOINT, &d, &is_live));
    enum err e = outbox_resend(rq->tx, &rq->actor, rq->id, clock_now());
    if (e == ERR_OK)
        return reply_see_other(rq,
            arena_printf(rq->arena, "/beheer/berichten/%lld", (long long)rq->id),
            "Het bericht vertrekt opnieuw.", NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}
