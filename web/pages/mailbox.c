/* The Demopostbus: what would have left a practice database, as the receiver would see it. */
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/messages.h"
#include "web/pages/pages.h"
#include <string.h>

enum { ON_A_PAGE = 50, HEADERS = 5 };

static const char *title_of(struct arena *a, const struct delivery *d)
{
    if (d->bundled > 0)
        return arena_printf(a, "Verzamelmail met %lld berichten", (long long)d->bundled + 1);
    return messages_type(a, d->type);
}

enum err page_mailbox(struct request *rq)
{
    struct arena *a = rq->arena;
    struct delivery_list list;

    if (!council_is_demo(&rq->council))
        return ERR_NOT_FOUND;
    TRY(outbox_demo(rq->snap, a, show_after(rq), ON_A_PAGE + 1, &list));
    bool more = list.count > ON_A_PAGE;
    size_t count = more ? ON_A_PAGE : list.count;
    struct mailbox_view v = {
        .deliveries = { arena_array(a, count, sizeof *v.deliveries.at), count },
        .pager = show_pager(rq, "/demopostbus", "", more, count > 0 ? list.at[count - 1].id : 0),
    };
    for (size_t i = 0; i < count; i++) {
        const struct delivery *d = &list.at[i];
        v.deliveries.at[i] = (struct delivery_row){
            .when = dutch_instant(a, d->finished_at),
            .what = title_of(a, d),
            .why = arena_printf(a, "aan %s", delivery_receiver(a, d)),
            .to = url_of(a, "/demopostbus/%lld", (long long)d->id),
        };
    }
    return reply_page(rq, "Demopostbus", mailbox_html, &v);
}

/* The same lines as the courier sends; the secret stays where it is, so the signature is left out. */
static struct lines headers_of(struct arena *a, const struct delivery *d)
{
    struct lines lines = { arena_array(a, HEADERS, sizeof *lines.at), HEADERS };
    const char *url = endpoint_shown_url(a, d->endpoint_kind, d->endpoint_url);

    if (d->endpoint_kind == ENDPOINT_MAIL) {
        lines.at[0] = arena_printf(a, "To: %s", url);
        lines.count = 1;
        return lines;
    }
    lines.at[0] = arena_printf(a, "POST %s", url);
    if (endpoint_is_chat(d->endpoint_kind)) {
        lines.at[1] = "content-type: application/json; charset=utf-8";
        lines.count = 2;
        return lines;
    }
    lines.at[1] = "content-type: application/cloudevents+json; charset=utf-8";
    lines.at[2] = arena_printf(a, "webhook-id: %s", d->notice_id);
    lines.at[3] = arena_printf(a, "webhook-timestamp: %lld", (long long)(d->finished_at / 1000));
    lines.at[4] = "webhook-signature: v1,… (berekend met de geheime sleutel van de koppeling)";
    return lines;
}

static enum err read_carried(struct request *rq, const struct delivery *d, struct carried *ret)
{
    struct delivery_list list;

    if (d->bundled == 0) {
        *ret = messages_carried(rq, d);
        return ERR_OK;
    }
    TRY(outbox_of_bundle(rq->snap, rq->arena, d->endpoint_id, d->bundle_at, &list));
    *ret = messages_digest(rq, &list);
    return ERR_OK;
}

enum err page_mailbox_message(struct request *rq)
{
    static const struct url NOWHERE = { "" };
    struct arena *a = rq->arena;
    struct delivery d;

    if (!council_is_demo(&rq->council))
        return ERR_NOT_FOUND;
    TRY(outbox_get(rq->snap, a, rq->id, &d));
    if (!d.to_demo)
        return ERR_NOT_FOUND;
    struct mail_view v = {
        .title = title_of(a, &d),
        .facts = show_facts(a, 3),
        .headers = headers_of(a, &d),
    };
    TRY(read_carried(rq, &d, &v.carried));
    const char *partner = str_empty(d.partner_name) ? "" : arena_printf(a, " (%s)", d.partner_name);
    show_add_fact(&v.facts, "Van", rq->council.name, NOWHERE);
    show_add_fact(
        &v.facts, "Aan", arena_printf(a, "%s%s", delivery_receiver(a, &d), partner), NOWHERE);
    show_add_fact(&v.facts, "Op", dutch_instant(a, d.finished_at), NOWHERE);
    return reply_page(rq, v.title, mail_html, &v);
}
