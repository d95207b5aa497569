#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/edit_page.h"
#include "web/pages/endpoints.h"
#include "web/pages/pages.h"

/* What kind it is never changes, a partner's own account does not choose whose it is, and only mail
 * comes as often as one likes. */
static const char *const *fields_for(const struct endpoint *e, bool for_any)
{
    static const char *const CHANGE[] = { "mail_rhythm", "url", "name", "events", "partner_id",
        "only_own", "state", NULL };
    static const char *const NEW_OWN[] = { "kind", "url", "name", "events", "only_own",
        "mail_rhythm", "state", NULL };
    static const char *const CHANGE_OWN[] = { "mail_rhythm", "url", "name", "events", "only_own",
        "state", NULL };
    bool is_mail = e->kind == ENDPOINT_MAIL && e->person_id == 0;

    if (e->id == 0)
        return for_any ? NULL : NEW_OWN;
    return (for_any ? CHANGE : CHANGE_OWN) + (is_mail ? 0 : 1);
}

static void keep_offered(struct form_check_list *checks)
{
    size_t kept = 0;

    for (unsigned type = 0; type < checks->count; type++)
        if (notice_is_offered(type))
            checks->at[kept++] = checks->at[type];
    checks->count = kept;
}

/* A test comes by its own button, whatever was ticked: it is no choice. Nor does anybody choose
 * "uitgeschakeld": that happens when sending keeps failing. */
static void leave_out(struct form_view *form, bool is_disabled)
{
    for (size_t i = 0; i < form->inputs.count; i++) {
        struct form_input *input = &form->inputs.at[i];
        if (str_equal(input->name, "events"))
            keep_offered(&input->checks);
        if (str_equal(input->name, "state") && !is_disabled)
            input->options.count = ENDPOINT_DISABLED;
    }
}

static enum err show(struct request *rq, unsigned status, const struct endpoint *e)
{
    bool is_new = e->id == 0, for_any = access_may(rq, EDIT_ENDPOINT, 0);
    struct endpoint_input now = endpoint_as_input(e);
    now.url = endpoint_shown_url(rq->arena, e->kind, e->url);
    struct url home = { "/beheer/koppelingen" };

    if (!is_new)
        home = url_of(rq->arena, "/beheer/koppelingen/%lld", (long long)e->id);
    struct edit_page_view v = {
        .crumb = { is_new ? "Koppelingen" : endpoints_name(rq->arena, e), home },
        .title = is_new ? "Nieuwe koppeling" : "Koppeling bewerken",
        .lead = is_new
                    ? "Bij een eigen systeem krijgt u daarna één keer de geheime sleutel te zien."
                    : "",
        .form = form_make(rq, ENDPOINT_FIELDS, &now, e->version, fields_for(e, for_any)),
        .action = is_new ? home
                         : url_of(rq->arena, "/beheer/koppelingen/%lld/bewerken", (long long)e->id),
        .button = is_new ? "Koppeling maken" : "Bewaren",
        .back = home,
    };
    leave_out(&v.form, e->state == ENDPOINT_DISABLED);
    if (for_any)
        TRY(choices_partners(rq, &v.form, "partner_id"));
    return edit_page_show(rq, status, &v);
}

/* Everything ticked: what a new receiver most often wants. */
static struct endpoint new_endpoint(void)
{
    return (struct endpoint){ .url = "", .name = "", .events = (1u << NOTICE_ENDPOINT_TEST) - 1 };
}

enum err page_endpoint_new(struct request *rq)
{
    struct endpoint e = new_endpoint();
    TRY(access_check(rq, EDIT_ENDPOINT, rq->actor.partner_id));
    return show(rq, 200, &e);
}

/* What was posted, for a partner that the one who asks may act for. */
static enum err read_input(struct request *rq, struct endpoint_input *in)
{
    TRY(fields_from_form(ENDPOINT_FIELDS, &rq->form, rq->arena, &rq->fault, in));
    if (access_may(rq, EDIT_ENDPOINT, in->partner_id))
        return ERR_OK;
    return fault_issue(&rq->fault, "partner_id", "forbidden",
        "U kunt alleen koppelingen van uw eigen organisatie maken.");
}

static struct lines allowed(const struct request *rq)
{
    return rq->app->webhook_allow == NULL ? (struct lines){ 0 } : *rq->app->webhook_allow;
}

enum err page_endpoint_create(struct request *rq)
{
    struct endpoint_input in = { .url = "", .name = "" };
    struct lines allow = allowed(rq);
    const char *secret;
    int64_t id;

    TRY(access_check(rq, EDIT_ENDPOINT, rq->actor.partner_id));
    if (!access_may(rq, EDIT_ENDPOINT, 0))
        in.partner_id = rq->actor.partner_id;
    enum err e = read_input(rq, &in);
    if (e == ERR_OK)
        e = endpoint_create(rq->tx, rq->arena, &rq->actor, &allow, &in, &id, &secret);
    if (e == ERR_OK && in.kind == ENDPOINT_WEBHOOK)
        return endpoints_show_secret(rq, 201, "De koppeling is gemaakt",
            "Geef deze geheime sleutel door aan wie het ontvangende systeem bouwt.", id, secret);
    if (e == ERR_OK)
        return reply_see_other(rq,
            arena_printf(rq->arena, "/beheer/koppelingen/%lld", (long long)id),
            "De koppeling is gemaakt. Stuur een proefbericht om te kijken of ze werkt.", NULL);
    TRY(form_comes_back(rq, e));
    struct endpoint blank = new_endpoint();
    return show(rq, err_status(e), &blank);
}

enum err page_endpoint_edit(struct request *rq)
{
    struct endpoint e;
    TRY(endpoints_get(rq, EDIT_ENDPOINT, &e));
    return show(rq, 200, &e);
}

static enum err update(struct request *rq, const struct endpoint *was)
{
    struct endpoint_input in = endpoint_as_input(was);
    struct lines allow = allowed(rq);
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(read_input(rq, &in));
    return endpoint_update(rq->tx, &rq->actor, &allow, rq->id, version, &in);
}

enum err page_endpoint_update(struct request *rq)
{
    struct endpoint was;

    TRY(endpoints_get(rq, EDIT_ENDPOINT, &was));
    enum err e = update(rq, &was);
    if (e == ERR_OK)
        return reply_see_other(rq,
            arena_printf(rq->arena, "/beheer/koppelingen/%lld", (long long)rq->id),
            "De koppeling is bewaard.", NULL);
    TRY(form_comes_back(rq, e));
    TRY(endpoints_get(rq, EDIT_ENDPOINT, &was));
    return show(rq, err_status(e), &was);
}
