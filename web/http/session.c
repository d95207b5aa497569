#include "web/http/session.h"
#include "lok/account.h"
#include "lok/base/secret.h"
#include <string.h>

enum { TOKEN_BYTES = 32, MAX_TOKEN = 64, HOUR_MS = 3600 * 1000 };
static const int64_t IDLE_MS = 12 * (int64_t)HOUR_MS;
static const int64_t LIFE_MS = SESSION_MAX_SECONDS * (int64_t)1000;

static const struct sql SESSION_PURGE = SQL("DELETE FROM session"
                                            " WHERE started_at < :oldest");

static const struct sql SESSION_INSERT =
    SQL("INSERT INTO session (token_hash, account_id, started_at, touched_at)"
        " VALUES (:hash, :account, :now, :now)");

static const struct sql SESSION_BY_HASH =
    SQL("SELECT account_id, started_at, touched_at, flash_done, flash_undo"
        "  FROM session"
        " WHERE token_hash = :hash");

static const struct sql SESSION_END = SQL("DELETE FROM session"
                                          " WHERE token_hash = :hash");

static const struct sql SESSION_END_ALL = SQL("DELETE FROM session"
                                              " WHERE account_id = :account");

static const struct sql SESSION_END_EVERYONE = SQL("DELETE FROM session");
static const struct sql ANSWERS_FORGET = SQL("DELETE FROM idempotency");

static const struct sql SESSION_TOUCH = SQL("UPDATE session"
                                            "   SET touched_at = :now"
                                            " WHERE token_hash = :hash");

static const struct sql SESSION_SET_FLASH = SQL("UPDATE session"
                                                "   SET flash_done = :done, flash_undo = :undo"
                                                " WHERE token_hash = :hash");

static const struct sql SESSION_CLEAR_FLASH =
    SQL("UPDATE session"
        "   SET flash_done = '', flash_undo = ''"
        " WHERE token_hash = :hash AND flash_done = :done AND flash_undo = :undo");

enum err session_start(
    struct tx *tx, struct arena *a, int64_t account_id, int64_t now, const char **ret_token)
{
    const char *token = secret_token(a, TOKEN_BYTES);
    TRY(sql_run(tx, &SESSION_PURGE, IN(in_i64("oldest", now - LIFE_MS)), NULL));
    TRY(sql_run(tx, &SESSION_INSERT,
        IN(in_text("hash", secret_hash(a, token)), in_i64("account", account_id),
            in_i64("now", now)),
        NULL));
    *ret_token = token;
    return ERR_OK;
}

enum err session_actor(struct snap *s, struct arena *a, const char *token, int64_t now,
    struct actor *ret, struct session *ret_session)
{
    if (token[0] == 0 || strlen(token) > MAX_TOKEN)
        return ERR_UNAUTHORIZED;
    struct session session = { .hash = secret_hash(a, token) };
    int64_t account_id, started_at, touched_at;
    enum err e = sql_one(s, &SESSION_BY_HASH, IN(in_text("hash", session.hash)),
        OUT(out_i64("account_id", &account_id), out_i64("started_at", &started_at),
            out_i64("touched_at", &touched_at), out_text("flash_done", a, &session.flash.done),
            out_text("flash_undo", a, &session.flash.undo)));
    if (e == ERR_NOT_FOUND)
        return ERR_UNAUTHORIZED;
    TRY(e);
    if (now - touched_at > IDLE_MS || now - started_at > LIFE_MS)
        return ERR_UNAUTHORIZED;
    struct actor actor;
    e = account_actor(s, a, account_id, &actor);
    if (e == ERR_NOT_FOUND || e == ERR_FORBIDDEN || e == ERR_GONE)
        return ERR_UNAUTHORIZED;
    TRY(e);
    session.touch_due = now - touched_at > HOUR_MS;
    *ret = actor;
    *ret_session = session;
    return ERR_OK;
}

enum err session_end(struct tx *tx, const char *hash)
{
    return sql_run(tx, &SESSION_END, IN(in_text("hash", hash)), NULL);
}

enum err session_end_all(struct tx *tx, int64_t account_id)
{
    return sql_run(tx, &SESSION_END_ALL, IN(in_i64("account", account_id)), NULL);
}

enum err session_end_everyone(struct tx *tx)
{
    TRY(sql_run(tx, &ANSWERS_FORGET, IN(), NULL));
    return sql_run(tx, &SESSION_END_EVERYONE, IN(), NULL);
}

enum err session_touch(struct tx *tx, const char *hash, int64_t now)
{
    return sql_run(tx, &SESSION_TOUCH, IN(in_text("hash", hash), in_i64("now", now)), NULL);
}

enum err session_set_flash(struct tx *tx, const char *hash, struct flash f)
{
    return sql_run(tx, &SESSION_SET_FLASH,
        IN(in_text("hash", hash), in_text("done", f.done), in_text("undo", f.undo)), NULL);
}

enum err session_clear_flash(struct tx *tx, const char *hash, struct flash shown)
{
    return sql_run(tx, &SESSION_CLEAR_FLASH,
        IN(in_text("hash", hash), in_text("done", shown.done), in_text("undo", shown.undo)), NULL);
}
