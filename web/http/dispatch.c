#include "web/http/dispatch.h"
#include "lok/base/clock.h"
#include "web/http/asset.h"
#include "web/http/csrf.h"
#include "web/http/form.h"
#include "web/http/idempotency.h"
#include "web/http/identify.h"
#include "web/http/reply.h"
#include "web/http/server.h"
#include "web/http/session.h"
#include <string.h>

static void close_all(struct request *rq)
{
    if (rq->tx != NULL)
        request_rollback(rq);
    else
        request_snap_end(rq);
}

static enum err check_who(struct request *rq)
{
    if (route_admits(rq->route->who, &rq->actor))
        return ERR_OK;
    return route_admits(SIGNED_IN, &rq->actor) ? ERR_FORBIDDEN : ERR_UNAUTHORIZED;
}

/* Signing in is asked too: somebody else's form may not sign a person in as another. */
static enum err check_origin(struct exchange *x)
{
    struct request *rq = &x->rq;
    bool is_asked = rq->method != GET && !x->is_bearer;
    if (!is_asked || csrf_is_ours(request_header(rq, "Sec-Fetch-Site"),
                         request_header(rq, "Origin"), rq->app->public_url))
        return ERR_OK;
    return ERR_CSRF;
}

static enum err check_preconditions(struct request *rq)
{
    const char *key = request_header(rq, "Idempotency-Key");
    if (rq->route->if_match && request_header(rq, "If-Match") == NULL)
        return ERR_NO_IF_MATCH;
    if (rq->route->idempotent_post && key == NULL)
        return fault_issue(&rq->fault, "!Idempotency-Key", "required",
            "Geef een sleutel mee die bij deze ene opdracht hoort.");
    if (key != NULL && rq->is_api && !idempotency_key_valid(key))
        return fault_issue(
            &rq->fault, "!Idempotency-Key", "format", "Gebruik 1 tot 255 gewone tekens.");
    return ERR_OK;
}

static enum err decode_body(struct exchange *x)
{
    static const struct json EMPTY = { .type = JSON_OBJECT, .name = "", .string = "" };
    struct request *rq = &x->rq;
    const struct body_rule *rule = &rq->route->body;
    const char *bytes = x->body.bytes == NULL ? "" : x->body.bytes;
    switch (rule->type) {
    case BODY_NONE:
        return ERR_OK;
    case BODY_FORM:
        return form_decode(rq->arena, &rq->fault, bytes, x->body.length, &rq->form);
    case BODY_JSON:
    case BODY_PATCH:
        rq->json = &EMPTY;
        if (x->body.length == 0 && rule->optional)
            return ERR_OK;
        if (x->body.length == 0)
            return fault_set(&rq->fault, ERR_MALFORMED, "De inhoud (JSON) ontbreekt.");
        TRY(json_parse(rq->arena, &rq->fault, bytes, x->body.length, &rq->json));
        if (rq->json->type != JSON_OBJECT)
            return fault_set(&rq->fault, ERR_MALFORMED, "De inhoud moet een JSON-object zijn.");
        return ERR_OK;
    case BODY_UPLOAD:
        if (upload_finish(&x->upload) != ERR_OK)
            return fault_set(&rq->fault, ERR_MALFORMED,
                "Het document is niet volledig aangekomen. Probeer het opnieuw.");
        rq->form = x->upload.form;
        return ERR_OK;
    }
    return ERR_OK;
}

/* The handler, and whether it kept its side: a reply when it says so, and nothing else open than
 * what was open before. */
static enum err call(struct request *rq)
{
    struct tx *tx = rq->tx;
    struct snap *snap = rq->snap;
    enum err e = rq->route->handle(rq);
    bool gave_up = rq->gave_up && tx != NULL && rq->tx == NULL;
    if (!gave_up && (rq->tx != tx || rq->snap != snap)) {
        OUR_BUG("a handler left a transaction or snapshot otherwise than it found it");
        close_all(rq);
        return ERR_INTERNAL;
    }
    if (e == ERR_OK && rq->reply->status == 0) {
        OUR_BUG("a handler gave no reply");
        return ERR_INTERNAL;
    }
    return e;
}

/* What a session's row must learn, apart from what was asked for. Never a reason to fail: with a
 * full disk reading goes on. */
static void note_session(struct exchange *x)
{
    struct request *rq = &x->rq;
    bool shown = rq->reply->is_page && (rq->flash.done[0] != 0 || rq->flash.undo[0] != 0);
    if (rq->session_hash[0] == 0 || (!shown && !x->touch_due))
        return;
    struct fault ignored;
    struct tx *tx;
    fault_init(&ignored, rq->arena);
    if (tx_begin(rq->app->db, &ignored, &tx) != ERR_OK)
        return;
    enum err e = ERR_OK;
    if (shown)
        e = session_clear_flash(tx, rq->session_hash, rq->flash);
    if (e == ERR_OK && x->touch_due)
        e = session_touch(tx, rq->session_hash, clock_now());
    if (e != ERR_OK)
        tx_rollback(tx);
    else if (tx_commit(tx) != ERR_OK)
        return;
}

static enum err run_read(struct exchange *x)
{
    enum err e = call(&x->rq);
    close_all(&x->rq);
    if (e == ERR_OK)
        note_session(x);
    return e;
}

static enum err run_own(struct exchange *x)
{
    close_all(&x->rq);
    enum err e = call(&x->rq);
    if (e == ERR_OK)
        note_session(x);
    return e;
}

static void replay(struct request *rq, const struct idempotency_answer *answer)
{
    *rq->reply = (struct reply){
        .status = answer->status,
        .content_type = str_empty(answer->content_type) ? NULL : answer->content_type,
        .body = answer->length == 0 ? "" : answer->body,
        .length = answer->length,
        .etag = str_empty(answer->etag) ? NULL : answer->etag,
        .has_version = !str_empty(answer->etag),
        .close = rq->reply->close,
    };
    if (!str_empty(answer->location))
        reply_header(rq, "Location", answer->location);
    reply_header(rq, "Idempotency-Replayed", "true");
}

static struct idempotency_answer answer_of(const struct reply *r)
{
    struct idempotency_answer answer = {
        .status = r->status,
        .content_type = r->content_type == NULL ? "" : r->content_type,
        .location = "",
        .etag = r->etag == NULL ? "" : r->etag,
        .body = r->body,
        .length = r->length,
    };
    for (size_t i = 0; i < r->header_count; i++)
        if (strcmp(r->header[i].name, "Location") == 0)
            answer.location = r->header[i].value;
    return answer;
}

/* A form that came back with its messages. */
static bool is_refused(const struct request *rq)
{
    return rq->gave_up || rq->reply->status >= 400;
}

/* Inside the transaction. *ret_replayed: nothing was changed, a kept answer was set. */
static enum err call_once(struct exchange *x, bool *ret_replayed)
{
    struct request *rq = &x->rq;
    const char *key = rq->is_api && rq->method == POST
    ? request_header(rq, "Idempotency-Key") : NULL;
    *ret_replayed = false;
    if (key == NULL)
        return call(rq);
    int64_t now = clock_now();
    struct idempotency id = idempotency_of(rq, key, x->body.bytes, x->body.length);
    struct idempotency_answer answer;
    enum err e = idempotency_find(rq->tx, rq->arena, &id, now, &answer);
    if (e == ERR_OK) {
        replay(rq, &answer);
        *ret_replayed = true;
    }
    if (e != ERR_NOT_FOUND)
        return e;
    TRY(call(rq));
    if (is_refused(rq))
        return ERR_OK;
    answer = answer_of(rq->reply);
    return idempotency_keep(rq->tx, &id, now, &answer);
}

static enum err run_write(struct exchange *x)
{
    struct request *rq = &x->rq;
    request_snap_end(rq);
    TRY(request_tx(rq));
    bool replayed;
    enum err e = call_once(x, &replayed);
    if (e == ERR_OK && !replayed && !is_refused(rq))
        e = request_commit(rq);
    else
        close_all(rq);
    if (e == ERR_OK)
        note_session(x);
    return e;
}

/* What somebody typed whose session has ended goes with the refusal, so that nothing is lost; not a
 * secret, and not what comes from another site. */
static void keep_form(struct exchange *x)
{
    struct request *rq = &x->rq;
    if (rq->route->body.type != BODY_FORM || check_origin(x) != ERR_OK || decode_body(x) != ERR_OK)
        rq->form.count = 0;
    for (size_t i = 0; i < rq->form.count; i++)
        if (strstr(rq->form.at[i].name, "password") != NULL ||
            strstr(rq->form.at[i].name, "code") != NULL)
            rq->form.count = 0;
}

/* *ret_taken: the answer is a redirect to what comes first. */
static enum err take_detour(struct exchange *x, bool *ret_taken)
{
    struct request *rq = &x->rq;
    const char *path = NULL;
    *ret_taken = false;
    if (rq->session_hash[0] == 0 || x->service->site->detour == NULL)
        return ERR_OK;
    TRY(x->service->site->detour(rq, &path));
    if (path == NULL)
        return ERR_OK;
    if (rq->is_api)
        return ERR_FORBIDDEN;
    *ret_taken = true;
    return reply_see_other(rq, path, NULL, NULL);
}

static enum err run(struct exchange *x)
{
    struct request *rq = &x->rq;
    bool is_led_away;
    if (x->refused == ERR_OK && rq->route->handle == asset_serve)
        return asset_serve(rq);
    TRY(identify(x));
    TRY(x->refused);
    enum err who = check_who(rq);
    if (who == ERR_UNAUTHORIZED && !rq->is_api)
        keep_form(x);
    TRY(who);
    TRY(check_origin(x));
    TRY(take_detour(x, &is_led_away));
    if (is_led_away)
        return ERR_OK;
    TRY(check_preconditions(rq));
    TRY(form_decode(rq->arena, &rq->fault, x->raw_query, strlen(x->raw_query), &rq->query));
    TRY(decode_body(x));
    switch (rq->route->mode) {
    case READ:
        return run_read(x);
    case WRITE:
        return run_write(x);
    case OWN:
        return run_own(x);
    }
    return ERR_INTERNAL;
}

void dispatch(struct exchange *x)
{
    struct request *rq = &x->rq;
    reaper_at_work(x->peer->entry);
    if (x->why[0] != 0) {
        reply_malformed(rq, x->refused, x->why);
        return;
    }
    enum err e = run(x);
    close_all(rq);
    if (e != ERR_OK)
        reply_refusal(rq, e);
}
