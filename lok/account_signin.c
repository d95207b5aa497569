#include "lok/account.h"
#include "lok/base/buf.h"
#include "lok/base/secret.h"
#include "lok/base/sql.h"
#include "lok/base/utf8.h"
#include "lok/event.h"

enum { PASSWORD_MIN = 12, PASSWORD_MAX = 200 };

enum err account_password_check(struct fault *f, const char *password)
{
    size_t length = utf8_length(password);

    if (length < PASSWORD_MIN)
        return fault_issue(f, "password", "too-short",
            "Kies een wachtwoord van minstens %d tekens.", PASSWORD_MIN);
    if (length > PASSWORD_MAX)
        return fault_issue(f, "password", "too-long",
            "Kies een wachtwoord van hoogstens %d tekens.", PASSWORD_MAX);
    return ERR_OK;
}

static enum err record(struct tx *tx, const struct actor *who, const char *type, int64_t id)
{
    return event_record(tx, who, type, "account", id, NULL, NULL);
}

/* The account acts for itself. */
static enum err record_own(struct tx *tx, const char *type, int64_t id)
{
    struct actor self = { .account_id = id };

    return record(tx, &self, type, id);
}

static const struct sql SET_PASSWORD = SQL(
    "UPDATE account SET password_hash = :hash, failures = 0, retry_at = 0, version = version + 1"
    " WHERE id = :id");

enum err account_set_password(struct tx *tx, const struct actor *who, int64_t id, const char *hash)
{
    int64_t changed;

    PRE(!str_empty(hash));
    TRY(sql_run(tx, &SET_PASSWORD, IN(in_i64("id", id), in_text("hash", hash)), &changed));
    return changed == 0 ? ERR_NOT_FOUND : record(tx, who, "account.password_changed", id);
}

static const struct sql SET_TOTP =
    SQL("UPDATE account SET totp_key = :key, totp_step = 0, version = version + 1 WHERE id = :id");

static const struct sql CODES_DELETE = SQL("DELETE FROM recovery_code WHERE account_id = :id");

enum err account_set_totp(struct tx *tx, const struct actor *who, int64_t id, const char *key)
{
    int64_t changed;

    TRY(sql_run(tx, &SET_TOTP, IN(in_i64("id", id), in_text("key", key)), &changed));
    if (changed == 0)
        return ERR_NOT_FOUND;
    if (!str_empty(key))
        return record(tx, who, "account.totp_set", id);
    TRY(sql_run(tx, &CODES_DELETE, IN(in_i64("id", id)), NULL));
    return record(tx, who, "account.totp_removed", id);
}

/* 80 random bits as "abcd-efgh-jkmn-pqrs", without letters that look alike. */
static const char *recovery_code(struct arena *a)
{
    static const char LETTERS[] = "abcdefghjkmnpqrstuvwxyz023456789";
    unsigned char random[16];
    char code[20];

    _Static_assert(sizeof LETTERS == 33, "a letter takes 5 bits");
    secret_random(random, sizeof random);
    for (size_t i = 0, at = 0; i < sizeof random; i++) {
        if (i > 0 && i % 4 == 0)
            code[at++] = '-';
        code[at++] = LETTERS[random[i] % 32];
    }
    code[19] = '\0';
    return arena_strdup(a, code);
}

/* As people may type it: capitals, spaces, with or without dashes. */
static const char *recovery_hash(struct arena *a, const char *code)
{
    struct buf plain;

    buf_init(&plain, a, 100);
    for (const char *c = code; *c != '\0'; c++) {
        if (*c >= 'A' && *c <= 'Z')
            buf_putc(&plain, (char)(*c - 'A' + 'a'));
        else if (*c != '-' && *c != ' ')
            buf_putc(&plain, *c);
    }
    return secret_hash(a, plain.data);
}

static const struct sql CODE_INSERT =
    SQL("INSERT INTO recovery_code (account_id, code_hash) VALUES (:id, :code_hash)");

enum err account_new_recovery_codes(struct tx *tx, struct arena *a, int64_t id, struct lines *ret)
{
    enum { CODES = 8 };
    struct lines codes = { arena_array(a, CODES, sizeof *codes.at), CODES };

    TRY(sql_run(tx, &CODES_DELETE, IN(in_i64("id", id)), NULL));
    for (size_t i = 0; i < codes.count; i++) {
        codes.at[i] = recovery_code(a);
        TRY(sql_run(tx, &CODE_INSERT,
            IN(in_i64("id", id), in_text("code_hash", recovery_hash(a, codes.at[i]))), NULL));
    }
    TRY(record_own(tx, "account.recovery_codes_made", id));
    *ret = codes;
    return ERR_OK;
}

static const struct sql CODE_USE =
    SQL("DELETE FROM recovery_code WHERE account_id = :id AND code_hash = :code_hash");

enum err account_use_recovery_code(struct tx *tx, int64_t id, const char *code, bool *ret_ok)
{
    const char *hash = recovery_hash(tx_fault(tx)->arena, code);
    int64_t changed;

    TRY(sql_run(tx, &CODE_USE, IN(in_i64("id", id), in_text("code_hash", hash)), &changed));
    if (changed != 0)
        TRY(record_own(tx, "account.recovery_code_used", id));
    *ret_ok = changed != 0;
    return ERR_OK;
}

static const struct sql CREDENTIALS =
    SQL("SELECT id, password_hash, totp_key, totp_step, retry_at, roles"
        "  FROM account"
        " WHERE email = :email AND disabled = 0 AND password_hash <> ''");

enum err account_credentials(
    struct snap *s, struct arena *a, const char *email, struct credentials *ret)
{
    struct credentials c = { 0 };
    int64_t roles = 0;

    TRY(sql_one(s, &CREDENTIALS, IN(in_text("email", person_address(a, email))),
        OUT(out_i64("id", &c.account_id), out_text("password_hash", a, &c.password_hash),
            out_text("totp_key", a, &c.totp_key), out_i64("totp_step", &c.totp_step),
            out_i64("retry_at", &c.retry_at), out_i64("roles", &roles))));
    c.roles = (unsigned)roles;
    *ret = c;
    return ERR_OK;
}

static const struct sql SIGNED_IN =
    SQL("UPDATE account SET failures = 0, retry_at = 0,"
        "       totp_step = CASE WHEN :step > 0 THEN :step ELSE totp_step END"
        " WHERE id = :id AND disabled = 0 AND (:step = 0 OR totp_step < :step)");

enum err account_signed_in(struct tx *tx, int64_t id, int64_t totp_step)
{
    int64_t changed;

    TRY(sql_run(tx, &SIGNED_IN, IN(in_i64("id", id), in_i64("step", totp_step)), &changed));
    return changed == 0 ? ERR_UNAUTHORIZED : record_own(tx, "account.signed_in", id);
}

static int64_t wait_after(int64_t failures)
{
    const int64_t minute = 60 * 1000;

    if (failures < 5)
        return 0;
    return failures < 9 ? minute << (failures - 5) : 15 * minute;
}

static const struct sql FAILURE =
    SQL("UPDATE account SET failures = failures + 1 WHERE id = :id RETURNING failures");

static const struct sql RETRY_AT = SQL("UPDATE account SET retry_at = :retry_at WHERE id = :id");

enum err account_failed(struct tx *tx, int64_t id, int64_t now)
{
    struct actor nobody = { 0 };
    int64_t failures;

    TRY(sql_change(tx, &FAILURE, IN(in_i64("id", id)), OUT(out_i64("failures", &failures))));
    if (wait_after(failures) > 0)
        TRY(sql_run(tx, &RETRY_AT,
            IN(in_i64("id", id), in_i64("retry_at", now + wait_after(failures))), NULL));
    return record(tx, &nobody, "account.failed", id);
}
