#include "tests/given/site.h"
#include "lok/account.h"
#include "lok/base/clock.h"
#include "lok/event.h"
#include "lok/token.h"
#include "web/http/asset.h"
#include "web/http/form.h"
#include "web/http/session.h"
#include <string.h>

static const char PUBLIC_URL[] = "https://lok.example.be";

static struct site_given now_given;
static struct config config;
static struct app app;
static const struct lines NO_COMMAND;

struct site_given *site_given(void)
{
    return &now_given;
}

static void text_html(struct buf *out, const void *view)
{
    buf_printf(out, "<p>%s</p>", (const char *)view);
}

static enum err hello(struct request *rq)
{
    return reply_page(rq, "Hallo", text_html, rq->actor.account_id == 0 ? "wie bent u" : "dag");
}

static enum err large(struct request *rq)
{
    char *text = arena_alloc(rq->arena, 20 * KiB);
    memset(text, 'a', 20 * KiB - 1);
    return reply_page(rq, "Groot", text_html, text);
}

static enum err thing(struct request *rq)
{
    return reply_page(rq, "Ding", text_html,
        arena_printf(rq->arena, "id=%lld wat=%s q=%s pad=%s", (long long)rq->id,
            request_param(rq, "wat"), request_query(rq, "q"), rq->path));
}

static enum err record(struct request *rq)
{
    return event_record(rq->tx, &rq->actor, "site.test", "council", 1, NULL, NULL);
}

static enum err form(struct request *rq)
{
    TRY(record(rq));
    return reply_see_other(rq, "/", "Bewaard.", "/terug");
}

static enum err form_with_errors(struct request *rq)
{
    TRY(record(rq));
    return reply_page_status(rq, 400, "Fout", text_html, "kijk na");
}

static enum err stale_form(struct request *rq)
{
    TRY(record(rq));
    TRY(form_comes_back(rq, ERR_STALE));
    return reply_page_status(rq, err_status(ERR_STALE), "Oud", text_html, rq->fault.detail);
}

static enum err refused_form(struct request *rq)
{
    TRY(record(rq));
    return fault_set(&rq->fault, ERR_CONFLICT, "Dit kan nu niet meer.");
}

static enum err invalid(struct request *rq)
{
    (void)fault_issue(&rq->fault, "starts_at", "required", "Kies een datum.");
    (void)fault_issue(&rq->fault, "?page", "range", "Te groot.");
    return ERR_INVALID;
}

static enum err create(struct request *rq)
{
    TRY(record(rq));
    cJSON *o = cJSON_CreateObject();
    const struct json *title = json_member(rq->json, "title");
    json_add_text(o, "title", title == NULL ? NULL : title->string);
    json_add_instant(o, "at", clock_now());
    return reply_json(rq, 201, o, 3, "/api/v1/things/1");
}

static enum err change(struct request *rq)
{
    int64_t version;
    TRY(request_if_match(rq, &version));
    if (version != 3)
        return ERR_STALE;
    return reply_no_content(rq);
}

static enum err list(struct request *rq)
{
    struct paging paging;
    TRY(request_paging(rq, (const char *const[]){ "year", NULL }, &paging));
    cJSON *o = cJSON_CreateObject();
    cJSON_AddNumberToObject(o, "size", (double)paging.size);
    cJSON_AddNumberToObject(o, "after", (double)paging.after);
    cJSON_AddStringToObject(o, "next", request_cursor(rq, 255));
    return reply_json(rq, 200, o, 0, NULL);
}

static enum err forgets_reply(struct request *rq)
{
    (void)rq;
    return ERR_OK;
}

static enum err leaves_open(struct request *rq)
{
    TRY(request_tx(rq));
    TRY(record(rq));
    return reply_no_content(rq);
}

static enum err own(struct request *rq)
{
    TRY(request_tx(rq));
    TRY(record(rq));
    TRY(request_commit(rq));
    return reply_no_content(rq);
}

static enum err count(struct request *rq)
{
    cJSON *o = cJSON_CreateObject();
    const struct json *text = json_member(rq->json, "text");
    cJSON_AddNumberToObject(o, "length", text == NULL ? 0 : (double)strlen(text->string));
    return reply_json(rq, 200, o, 0, NULL);
}

static enum err bad_header(struct request *rq)
{
    reply_header(rq, "X-Test", "a\r\nSet-Cookie: b=c");
    return reply_no_content(rq);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/", hello, READ, PUBLIC),
    ROUTE(GET, "/groot", large, READ, PUBLIC),
    ROUTE(GET, "/dingen/:id", thing, READ, PUBLIC),
    ROUTE(GET, "/dingen/:wat/deel", thing, READ, PUBLIC),
    ROUTE(POST, "/dingen/:id", form, WRITE, PUBLIC, .body = FORM(1 * KiB)),
    ROUTE(GET, "/leden", hello, READ, MEMBER),
    ROUTE(POST, "/formulier", form, WRITE, SECRETARY, .body = FORM(1 * KiB)),
    ROUTE(POST, "/nakijken", form_with_errors, WRITE, SECRETARY, .body = FORM(1 * KiB)),
    ROUTE(GET, "/static/:name", asset_serve, OWN, PUBLIC),
    ROUTE(GET, "/feed/:token", hello, READ, PUBLIC),
    ROUTE(POST, "/verouderd", stale_form, WRITE, SECRETARY, .body = FORM(1 * KiB)),
    ROUTE(POST, "/geweigerd", refused_form, WRITE, SECRETARY, .body = FORM(1 * KiB)),
    ROUTE(GET, "/api/v1/list", list, READ, PUBLIC),
    ROUTE(GET, "/api/v1/secret", list, READ, SECRETARY),
    ROUTE(GET, "/api/v1/invalid", invalid, READ, PUBLIC),
    ROUTE(POST, "/api/v1/things", create, WRITE, SECRETARY, .body = JSON(64 * KiB)),
    ROUTE(PATCH, "/api/v1/things/:id", change, WRITE, SECRETARY, .body = PATCHED(64 * KiB),
        .if_match = true),
    ROUTE(POST, "/api/v1/publication", create, WRITE, SECRETARY,
        .body = { .type = BODY_JSON, .limit = 1 * KiB, .optional = true }, .idempotent_post = true),
    ROUTE(POST, "/api/v1/count", count, READ, SECRETARY, .body = JSON(1 * MiB)),
    ROUTE(POST, "/api/v1/forgets", forgets_reply, WRITE, SECRETARY),
    ROUTE(POST, "/api/v1/leaves", leaves_open, OWN, SECRETARY),
    ROUTE(POST, "/api/v1/own", own, OWN, SECRETARY),
    ROUTE(GET, "/api/v1/header", bad_header, READ, PUBLIC),
};

static void layout(struct request *rq, const char *title, struct html main, struct buf *out)
{
    buf_printf(out, "<title>%s - %s</title>", title, rq->council.name);
    buf_printf(out, "<p>melding:%s|%s</p>", rq->flash.done, rq->flash.undo);
    buf_puts(out, main.markup);
}

static void error(struct request *rq, enum err e, struct buf *out)
{
    buf_printf(out, "<p>fout %u %s</p>", err_status(e), rq->fault.detail);
}

static const struct site TEST_SITE = {
    .routes = ROUTES,
    .route_count = ARRAY_LEN(ROUTES),
    .layout = layout,
    .error = error,
};

static void wake(void *context)
{
    struct site_given *g = context;
    g->wakes++;
}

static const char *sign_in(void **state, const char *email, enum role role)
{
    struct tx *tx = given_tx(state);
    struct actor system = actor_system();
    int64_t id;
    const char *token;
    const struct account_input in = {
        .name = "Iemand",
        .function = "functie",
        .email = email,
        .roles = ROLE_BIT(role),
    };
    assert_int_equal(account_create(tx, &system, &in, &id), ERR_OK);
    assert_int_equal(session_start(tx, arena(state), id, clock_now(), &token), ERR_OK);
    return arena_printf(arena(state), "Cookie: a=b; __Host-lok=%s\r\n", token);
}

int given_site(void **state)
{
    if (given_db(state) != 0)
        return -1;
    const struct council council = {
        .name = "LOK Test",
        .municipality = "Test",
        .number_prefix = "LOK",
        .email = "",
        .demo_date = "",
        .is_public = true,
    };
    struct actor system = actor_system();
    const char *token;
    now_given = (struct site_given){ .app = &app, .site = &TEST_SITE };
    assert_int_equal(council_create(given_tx(state), &council), ERR_OK);
    now_given.secretary = sign_in(state, "secretaris@example.be", ROLE_SECRETARY);
    now_given.member = sign_in(state, "lid@example.be", ROLE_MEMBER);
    assert_int_equal(token_create(given_tx(state), arena(state), &system,
                         &(struct token_input){ .name = "test", .role = ROLE_SECRETARY }, &token),
        ERR_OK);
    now_given.token = arena_printf(arena(state), "Authorization: Bearer %s\r\n", token);
    given_commit(state);

    assert_int_equal(config_load(&config, arena(state), NULL, given_fault(state)), ERR_OK);
    app = (struct app){
        .db = given_database(state),
        .config = &config,
        .public_url = PUBLIC_URL,
        .document_limit = 1 * MiB,
        .scan_command = &NO_COMMAND,
        .wake = wake,
        .courier = &now_given,
    };
    return server_start(&app, &TEST_SITE, "127.0.0.1:0", given_fault(state), &now_given.server) ==
                   ERR_OK
               ? 0
               : -1;
}

int given_site_end(void **state)
{
    server_stop(now_given.server, 1000);
    now_given.server = NULL;
    return given_end(state);
}

int64_t site_event_count(void **state)
{
    static const struct sql COUNT = SQL("SELECT count(*) AS n FROM event WHERE type = 'site.test'");
    struct snap *s;
    int64_t n = -1;
    assert_int_equal(snap_begin(given_database(state), given_fault(state), &s), ERR_OK);
    assert_int_equal(sql_one(s, &COUNT, IN(), OUT(out_i64("n", &n))), ERR_OK);
    snap_end(s);
    return n;
}
