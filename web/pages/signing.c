#include "web/pages/signing.h"
#include "lok/base/clock.h"
#include "lok/base/secret.h"
#include "web/http/session.h"
#include <string.h>

bool signing_is_ours(const char *path)
{
    if (path[0] != '/' || path[1] == '/' || strlen(path) > 2000)
        return false;
    for (const char *c = path; *c != '\0'; c++) {
        if ((unsigned char)*c <= ' ' || *c == 0x7f || *c == '\\')
            return false;
    }
    return true;
}

const char *signing_target(const struct request *rq)
{
    const char *path = request_query(rq, "naar");
    return signing_is_ours(path) ? path : "/";
}

enum err signing_start(struct request *rq, int64_t account_id, const char *done)
{
    const char *token;

    if (!str_empty(rq->session_hash))
        TRY(session_end(rq->tx, rq->session_hash));
    TRY(session_start(rq->tx, rq->arena, account_id, clock_now(), &token));
    if (done != NULL)
        TRY(session_set_flash(rq->tx, secret_hash(rq->arena, token), (struct flash){ done, "" }));
    reply_session_cookie(rq, token, SESSION_MAX_SECONDS);
    return ERR_OK;
}

enum err signing_renew(struct request *rq, const char *done)
{
    TRY(session_end_all(rq->tx, rq->actor.account_id));
    return signing_start(rq, rq->actor.account_id, done);
}

enum err signing_use_code(struct request *rq, const struct credentials *c, const char *code)
{
    int64_t step = 0;
    bool fits = str_empty(c->totp_key);

    if (!fits && !secret_totp_verify(c->totp_key, code, clock_now(), &step)) {
        step = 0;
        TRY(account_use_recovery_code(rq->tx, c->account_id, code, &fits));
        if (!fits)
            return ERR_UNAUTHORIZED;
    }
    return account_signed_in(rq->tx, c->account_id, step);
}

enum err signing_count_failure(struct request *rq, int64_t account_id)
{
    TRY(request_tx(rq));
    enum err e = account_failed(rq->tx, account_id, clock_now());
    if (e == ERR_OK)
        return request_commit(rq);
    request_rollback(rq);
    return e;
}

bool signing_needs_code(const struct request *rq, unsigned roles)
{
    struct lines names = config_list(rq->app->config, SETTING_totp, rq->arena);
    unsigned role;

    for (size_t i = 0; i < names.count; i++) {
        if (choice_find(ROLES, names.at[i], &role) && (roles & ROLE_BIT(role)) != 0)
            return true;
    }
    return false;
}

static bool is_on_the_way(const char *path)
{
    return str_equal(path, "/account") || str_starts(path, "/account/") ||
           str_equal(path, "/afmelden") || str_equal(path, "/help") ||
           str_starts(path, "/aanmelden/");
}

enum err signing_detour(struct request *rq, const char **ret_path)
{
    struct account account;

    *ret_path = NULL;
    if (str_empty(rq->session_hash) || is_on_the_way(rq->path) ||
        !signing_needs_code(rq, rq->actor.roles))
        return ERR_OK;
    TRY(account_get(rq->snap, rq->arena, rq->actor.account_id, &account));
    if (account.has_password && !account.has_totp)
        *ret_path = "/account";
    return ERR_OK;
}
