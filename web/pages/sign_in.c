#include "web/pages/sign_in.h"
#include "lok/base/dates.h"
#include "lok/base/secret.h"
#include "templates.h"
#include "web/http/session.h"
#include "web/pages/pages.h"
#include "web/pages/signing.h"

struct sign_in {
    const char *email, *password, *code;
};
static const struct field SIGN_IN_FIELDS[] = {
    FIELD_TEXT(struct sign_in, email, .required = true, .max = 254, .label = "E-mailadres"),
    FIELD_TEXT(struct sign_in, password, .required = true, .secret = true, .label = "Wachtwoord"),
    FIELD_TEXT(struct sign_in, code, .max = 40, .label = "Code", .secret = true),
    FIELD_END,
};

/* argon2id of a random password that nobody knows: who is not known costs as much time. */
static const char NOBODYS_HASH[] =
    "$argon2id$v=19$m=65536,t=2,p=1$lnSlCuNoTdmzCtsWbKbujQ$QVgszVr4EV09SCOBIPVlXjGGVs8/hGPr2twZA+1ZM2M";

static const char *message_at(const struct request *rq, const char *field)
{
    const char *message = fault_message(&rq->fault, field);
    return message == NULL ? "" : message;
}

static enum err show(struct request *rq, unsigned status)
{
    static const struct sign_in EMPTY = { "", "", "" };
    const char *typed = param_get(&rq->form, "email");
    const char *target = signing_target(rq);
    struct sign_in_view v = {
        .form = form_make(rq, SIGN_IN_FIELDS, &EMPTY, 0, NULL),
        .refused = status >= 400,
        .email = typed == NULL ? "" : typed,
        .email_error = message_at(rq, "email"),
        .password_error = message_at(rq, "password"),
        .action = str_equal(target, "/")
                      ? (struct url){ "/aanmelden" }
                      : url_of(rq->arena, "/aanmelden?naar=%s", url_encode(rq->arena, target)),
        .is_demo = council_is_demo(&rq->council),
    };
    return reply_page_status(rq, status, "Aanmelden", sign_in_html, &v);
}

enum err page_sign_in(struct request *rq)
{
    if (!str_empty(rq->session_hash))
        return reply_see_other(rq, signing_target(rq), NULL, NULL);
    return show(rq, 200);
}

/* Inside rq->tx: somebody else's failures may have been counted while the password was checked. */
static enum err check_wait(struct request *rq, const char *email)
{
    struct credentials c;
    enum err e = account_credentials(rq->snap, rq->arena, email, &c);
    if (e == ERR_NOT_FOUND)
        return ERR_UNAUTHORIZED;
    TRY(e);
    return c.retry_at > clock_now() ? ERR_TOO_MANY : ERR_OK;
}

static enum err accept(struct request *rq, const struct credentials *c, const struct sign_in *in)
{
    TRY(check_wait(rq, in->email));
    TRY(signing_use_code(rq, c, in->code));
    return signing_start(rq, c->account_id, NULL);
}

static enum err refuse(struct request *rq)
{
    rq->fault.detail =
        "E-mailadres, wachtwoord of code klopt niet. Gebruikt u een code uit een app, "
        "vul die dan ook in. Na vijf foute pogingen moet u even wachten.";
    return show(rq, 400);
}

/* Only whole minutes are told, rounded up. */
static enum err must_wait(struct request *rq, int64_t until)
{
    enum { MINUTE = 60 * 1000 };
    int64_t left = (until - clock_now()) / 1000 + 1;

    rq->fault.detail = arena_printf(rq->arena,
        "Er waren te veel foute pogingen. U kunt het opnieuw proberen om %s.",
        dutch_time(rq->arena, until + MINUTE - 1));
    reply_header(
        rq, "Retry-After", arena_printf(rq->arena, "%lld", (long long)(left > 0 ? left : 1)));
    return show(rq, err_status(ERR_TOO_MANY));
}

static enum err read_credentials(
    struct request *rq, const char *email, struct credentials *ret, bool *ret_known)
{
    TRY(request_snap(rq));
    enum err e = account_credentials(rq->snap, rq->arena, email, ret);
    request_snap_end(rq);
    *ret_known = e == ERR_OK;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err sign_in(struct request *rq, const struct sign_in *in, int64_t *ret_wait_until)
{
    struct credentials c = { .password_hash = NOBODYS_HASH };
    bool known;

    TRY(read_credentials(rq, in->email, &c, &known));
    *ret_wait_until = c.retry_at;
    if (known && c.retry_at > clock_now())
        return ERR_TOO_MANY;
    if (!secret_password_verify(c.password_hash, in->password) || !known)
        return known && signing_count_failure(rq, c.account_id) != ERR_OK ? ERR_STORAGE
                                                                          : ERR_UNAUTHORIZED;
    TRY(request_tx(rq));
    enum err e = accept(rq, &c, in);
    if (e == ERR_OK)
        return request_commit(rq);
    request_rollback(rq);
    if (e == ERR_UNAUTHORIZED)
        TRY(signing_count_failure(rq, c.account_id));
    return e;
}

enum err page_sign_in_post(struct request *rq)
{
    struct sign_in in = { "", "", "" };
    int64_t wait_until = 0;

    enum err e = fields_from_form(SIGN_IN_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_INVALID)
        return show(rq, 400);
    TRY(e);
    e = sign_in(rq, &in, &wait_until);
    if (e == ERR_UNAUTHORIZED)
        return refuse(rq);
    if (e == ERR_TOO_MANY)
        return must_wait(rq, wait_until);
    TRY(e);
    return reply_see_other(rq, signing_target(rq), NULL, NULL);
}

enum err page_link(struct request *rq)
{
    struct account account;

    TRY(account_link_peek(rq->snap, rq->arena, request_param(rq, "token"), &account));
    struct sign_link_view v = {
        .name = account.person_name,
        .function =
            str_equal(account.person_function, account.person_name) ? "" : account.person_function,
        .now = str_empty(rq->session_hash) ? "" : rq->actor.name,
        .action =
            url_of(rq->arena, "/aanmelden/%s", url_encode(rq->arena, request_param(rq, "token"))),
    };
    return reply_page(rq, "Aanmelden", sign_link_html, &v);
}

enum err page_link_post(struct request *rq)
{
    int64_t account_id;

    TRY(account_link_use(rq->tx, request_param(rq, "token"), &account_id));
    TRY(signing_start(rq, account_id, NULL));
    return reply_see_other(rq, "/", NULL, NULL);
}

enum err page_sign_out(struct request *rq)
{
    if (!str_empty(rq->session_hash))
        TRY(session_end(rq->tx, rq->session_hash));
    rq->session_hash = "";
    reply_session_cookie(rq, "", 0);
    return reply_see_other(rq, "/", NULL, NULL);
}
