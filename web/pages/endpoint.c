#include "agenda/example.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/person.h"
#include "notify/again.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/endpoints.h"
#include "web/pages/pages.h"

enum { ON_A_PAGE = 20 };

static struct url below(struct request *rq, const char *path)
{
    return url_of(rq->arena, "/beheer/koppelingen/%lld%s", (long long)rq->id, path);
}

static struct fact_list facts_of(struct request *rq, const struct endpoint *e)
{
    static const struct url NOWHERE = { "" };
    struct arena *a = rq->arena;
    struct fact_list facts = show_facts(a, 7);

    show_add_fact(&facts, "Waarheen", choice_dutch(ENDPOINT_KINDS, e->kind), NOWHERE);
    show_add_fact(&facts, "Adres", endpoint_shown_url(a, e->kind, e->url), NOWHERE);
    if (e->partner_id != 0)
        show_add_fact(&facts, "Partner", e->partner_name,
            url_of(a, "/partners/%lld", (long long)e->partner_id));
    else
        show_add_fact(&facts, "Partner", "geen: van het secretariaat", NOWHERE);
    if (e->partner_id != 0)
        show_add_fact(&facts, "Krijgt",
            e->only_own ? "alleen wat deze partner aangaat" : "alles wat deze partner mag zien",
            NOWHERE);
    if (e->kind == ENDPOINT_MAIL)
        show_add_fact(&facts, "Hoe vaak", choice_dutch(MAIL_RHYTHMS, e->mail_rhythm), NOWHERE);
    show_add_fact(&facts, "Laatst gelukt",
        e->last_success_at == 0 ? "nog niet" : dutch_instant(a, e->last_success_at), NOWHERE);
    if (e->failures > 0)
        show_add_fact(&facts, "Na elkaar mislukt",
            arena_printf(a, "%s, sinds %s",
                show_count(a, (size_t)e->failures, "poging", "pogingen"),
                dutch_instant(a, e->failing_since)),
            NOWHERE);
    return facts;
}

static struct lines events_of(struct arena *a, uint64_t events)
{
    struct lines words = { arena_array(a, NOTICE_TYPE_COUNT, sizeof *words.at), 0 };

    for (unsigned type = 0; type < NOTICE_TYPE_COUNT; type++) {
        if (notice_is_offered(type) && (events >> type & 1) != 0)
            words.at[words.count++] = choice_dutch(NOTICE_TYPES, type);
    }
    return words;
}

static void add_samples(struct arena *a, uint64_t events, struct endpoint_view *v)
{
    v->samples.at = arena_array(a, NOTICE_TYPE_COUNT, sizeof *v->samples.at);
    for (unsigned type = 0; type < NOTICE_TYPE_COUNT; type++) {
        if (notice_is_offered(type) && (events >> type & 1) != 0)
            v->samples.at[v->samples.count++] =
                (struct form_option){ .value = choice_code(NOTICE_TYPES, type),
                    .text = choice_dutch(NOTICE_TYPES, type) };
    }
}

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct endpoint e;
    struct delivery_list list;

    TRY(endpoints_get(rq, SEE_ENDPOINTS, &e));
    TRY(outbox_list(rq->snap, a, e.id, show_after(rq), ON_A_PAGE + 1, &list));
    bool more = list.count > ON_A_PAGE;
    size_t count = more ? ON_A_PAGE : list.count;
    struct endpoint_view v = {
        .name = endpoints_name(a, &e),
        .state = endpoints_state(&e),
        .reason = e.state == ENDPOINT_DISABLED ? e.reason : "",
        .facts = facts_of(rq, &e),
        .problem = form_problem(rq),
        .events = events_of(a, e.events),
        .deliveries = messages_rows(rq, &list, count, false),
        .pager =
            show_pager(rq, below(rq, "").address, "", more, count > 0 ? list.at[count - 1].id : 0),
        .may_edit = access_may(rq, EDIT_ENDPOINT, e.partner_id),
        .signs = e.kind == ENDPOINT_WEBHOOK,
        .version = e.version,
        .edit = below(rq, "/bewerken"),
        .test = below(rq, "/proef"),
        .rotate = below(rq, "/sleutel"),
        .remove = below(rq, "/verwijderen"),
        .again = below(rq, "/opnieuw"),
        .kept = below(rq, "/vroeger"),
        .pause = below(rq, e.state == ENDPOINT_ACTIVE ? "/stand/pauzeren" : "/stand/hervatten"),
        .pause_words = e.state == ENDPOINT_ACTIVE     ? "Pauzeren"
                       : e.state == ENDPOINT_DISABLED ? "Weer aanzetten"
                                                      : "Hervatten",
    };
    add_samples(a, e.events, &v);
    return reply_page_status(rq, status, v.name, endpoint_html, &v);
}

enum err page_endpoint(struct request *rq)
{
    return show(rq, 200);
}

static enum err comes_back(struct request *rq, enum err e)
{
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}

static const char EACH[] = "elke";

static enum err test_each(struct request *rq)
{
    int64_t count;
    enum err e =
        example_send_all(rq->tx, rq->arena, &rq->actor, rq->app->public_url, rq->id, &count);

    if (e != ERR_OK)
        return comes_back(rq, e);
    return reply_see_other(rq, below(rq, "").address,
        count == 1
            ? "Er vertrekt 1 proefbericht. Laad deze pagina opnieuw om te zien of het aankomt."
            : arena_printf(rq->arena,
                  "Er vertrekken %lld proefberichten. Laad deze pagina opnieuw om te zien of"
                  " ze aankomen.",
                  (long long)count),
        NULL);
}

enum err page_endpoint_test(struct request *rq)
{
    const char *chosen = param_get(&rq->form, "type");
    struct example_input in = { .type = NOTICE_ENDPOINT_TEST };
    struct endpoint endpoint;
    int64_t delivery;

    TRY(endpoints_get(rq, EDIT_ENDPOINT, &endpoint));
    if (chosen != NULL && str_equal(chosen, EACH))
        return test_each(rq);
    enum err e = chosen == NULL
                     ? ERR_OK
                     : fields_from_form(EXAMPLE_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        e = example_send(
            rq->tx, rq->arena, &rq->actor, rq->app->public_url, rq->id, &in, &delivery);
    if (e != ERR_OK)
        return comes_back(rq, e);
    return reply_see_other(rq,
        arena_printf(rq->arena, "/beheer/berichten/%lld", (long long)delivery),
        "Het proefbericht vertrekt nu. Laad deze pagina opnieuw om te zien of het aankomt.", NULL);
}

enum err page_endpoint_rotate(struct request *rq)
{
    struct endpoint endpoint;
    const char *secret;

    TRY(endpoints_get(rq, EDIT_ENDPOINT, &endpoint));
    TRY(endpoint_rotate(rq->tx, rq->arena, &rq->actor, rq->id, &secret));
    return endpoints_show_secret(rq, 200, "Nieuwe geheime sleutel",
        "Nog 48 uur draagt elk bericht de handtekening van de oude én de nieuwe sleutel.", rq->id,
        secret);
}

/* Waits, or goes on; who was switched off begins anew. */
static enum err set_state(struct request *rq, const struct endpoint *was, unsigned state)
{
    struct endpoint_input in = endpoint_as_input(was);
    struct lines allow =
        rq->app->webhook_allow == NULL ? (struct lines){ 0 } : *rq->app->webhook_allow;
    int64_t version;

    in.state = state;
    TRY(request_form_version(rq, &version));
    return endpoint_update(rq->tx, &rq->actor, &allow, rq->id, version, &in);
}

static enum err recover(struct request *rq)
{
    struct lines allow =
        rq->app->webhook_allow == NULL ? (struct lines){ 0 } : *rq->app->webhook_allow;
    int64_t count;
    enum err e = again_recover(rq->tx, &rq->actor, &allow, rq->id, clock_now(), &count);

    if (e != ERR_OK)
        return comes_back(rq, e);
    return reply_see_other(rq, below(rq, "").address, endpoints_recovered(rq->arena, count), NULL);
}

enum err page_endpoint_state(struct request *rq)
{
    bool pauses = str_equal(request_param(rq, "word"), "pauzeren");
    struct endpoint was;

    if (!pauses && !str_equal(request_param(rq, "word"), "hervatten"))
        return ERR_NOT_FOUND;
    TRY(endpoints_get(rq, EDIT_ENDPOINT, &was));
    if (!pauses && was.state == ENDPOINT_DISABLED)
        return recover(rq);
    enum err e = set_state(rq, &was, pauses ? ENDPOINT_PAUSED : ENDPOINT_ACTIVE);
    if (e != ERR_OK)
        return comes_back(rq, e);
    return reply_see_other(rq, below(rq, "").address,
        pauses ? "De koppeling staat op pauze. Wat er komt, wacht tot u hervat."
               : "De koppeling werkt weer. Wat wachtte, vertrekt nu.",
        NULL);
}

static enum err delete (struct request *rq) {
    int64_t version; TRY(request_form_version(rq, &version));
    return endpoint_delete(rq->tx, &rq->actor, rq->id, version);
}

enum err page_endpoint_delete(struct request *rq)
{
    struct endpoint endpoint;

    TRY(endpoints_get(rq, EDIT_ENDPOINT, &endpoint));
    enum err e = delete (rq);
    if (e != ERR_OK)
        return comes_back(rq, e);
    return reply_see_other(rq, "/beheer/koppelingen", "De koppeling is verwijderd.", NULL);
}
