#include "lok/account.h"
#include "lok/base/clock.h"
#include "lok/base/secret.h"
#include "lok/base/sql.h"
#include "lok/event.h"

static const int64_t LINK_LASTS = 24 * 60 * 60 * INT64_C(1000);

static const struct sql OLD_LINKS_DELETE =
    SQL("DELETE FROM login_link"
        " WHERE account_id = :id AND (used_at IS NOT NULL OR expires_at <= :now)");

static const struct sql LINK_INSERT =
    SQL("INSERT INTO login_link (token_hash, account_id, expires_at)"
        " VALUES (:token_hash, :id, :expires_at)");

enum err account_link_create(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id, const char **ret_token)
{
    const char *token = secret_token(a, 32);
    int64_t now = clock_now();
    struct account account = { 0 };

    TRY(account_get(tx_snap(tx), a, id, &account));
    if (account.disabled)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Dit account is uitgeschakeld.");
    TRY(sql_run(tx, &OLD_LINKS_DELETE, IN(in_i64("id", id), in_i64("now", now)), NULL));
    TRY(sql_run(tx, &LINK_INSERT,
        IN(in_text("token_hash", secret_hash(a, token)), in_i64("id", id),
            in_i64("expires_at", now + LINK_LASTS)),
        NULL));
    TRY(event_record(tx, who, "account.link_created", "account", id, NULL, NULL));
    *ret_token = token;
    return ERR_OK;
}

static const struct sql LINK_ACCOUNT =
    SQL("SELECT account_id FROM login_link"
        " WHERE token_hash = :token_hash AND used_at IS NULL AND expires_at > :now");

enum err account_link_peek(struct snap *s, struct arena *a, const char *token, struct account *ret)
{
    struct account account = { 0 };
    int64_t id;

    enum err e = sql_one(s, &LINK_ACCOUNT,
        IN(in_text("token_hash", secret_hash(a, token)), in_i64("now", clock_now())),
        OUT(out_i64("account_id", &id)));
    if (e == ERR_NOT_FOUND)
        return ERR_GONE;
    TRY(e);
    TRY(account_get(s, a, id, &account));
    if (account.disabled)
        return ERR_GONE;
    *ret = account;
    return ERR_OK;
}

static const struct sql LINK_USE =
    SQL("UPDATE login_link SET used_at = :now"
        " WHERE token_hash = :token_hash AND used_at IS NULL AND expires_at > :now"
        "   AND EXISTS (SELECT 1 FROM account WHERE account.id = account_id AND disabled = 0)"
        " RETURNING account_id");

enum err account_link_use(struct tx *tx, const char *token, int64_t *ret_account_id)
{
    int64_t id;

    enum err e = sql_change(tx, &LINK_USE,
        IN(in_text("token_hash", secret_hash(tx_fault(tx)->arena, token)),
            in_i64("now", clock_now())),
        OUT(out_i64("account_id", &id)));
    if (e == ERR_NOT_FOUND)
        return ERR_GONE;
    TRY(e);
    struct actor self = { .account_id = id };
    TRY(event_record(tx, &self, "account.link_used", "account", id, NULL, NULL));
    *ret_account_id = id;
    return ERR_OK;
}
