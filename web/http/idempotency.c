#include "web/http/idempotency.h"
#include "lok/base/secret.h"
#include "web/http/exchange.h"
#include <string.h>

enum { MAX_KEY = 255 };
static const int64_t KEPT_MS = 24 * 3600 * (int64_t)1000;

static const struct sql IDEMPOTENCY_FIND =
    SQL("SELECT body_hash, status, content_type, location, etag, body"
        "  FROM idempotency"
        " WHERE actor = :actor AND key = :key AND path = :path AND created_at >= :oldest");

static const struct sql IDEMPOTENCY_PURGE = SQL("DELETE FROM idempotency"
                                                " WHERE created_at < :oldest");

static const struct sql IDEMPOTENCY_INSERT = SQL(
    "INSERT INTO idempotency (actor, key, path, body_hash, status, content_type, location, etag,"
    "                         body, created_at)"
    " VALUES (:actor, :key, :path, :body_hash, :status, :content_type, :location, :etag, :body,"
    "         :now)");

bool idempotency_key_valid(const char *key)
{
    size_t length = strlen(key);
    for (size_t i = 0; i < length; i++)
        if (key[i] <= 0x20 || key[i] >= 0x7f)
            return false;
    return length > 0 && length <= MAX_KEY;
}

struct idempotency idempotency_of(
    struct request *rq, const char *key, const void *body, size_t length)
{
    struct arena *a = rq->arena;
    const char *actor = "public";
    if (rq->actor.token_id != 0)
        actor = arena_printf(a, "token:%lld", (long long)rq->actor.token_id);
    else if (rq->actor.account_id != 0)
        actor = arena_printf(a, "account:%lld", (long long)rq->actor.account_id);
    return (struct idempotency){
        .actor = actor,
        .key = key,
        .path = exchange_of(rq)->raw_target,
        .body_hash = secret_sha256_hex(a, body == NULL ? "" : body, length),
    };
}

enum err idempotency_find(struct tx *tx, struct arena *a, const struct idempotency *key,
    int64_t now, struct idempotency_answer *ret)
{
    struct idempotency_answer answer;
    const char *body_hash;
    int64_t status;
    TRY(sql_one(tx_snap(tx), &IDEMPOTENCY_FIND,
        IN(in_text("actor", key->actor), in_text("key", key->key), in_text("path", key->path),
            in_i64("oldest", now - KEPT_MS)),
        OUT(out_text("body_hash", a, &body_hash), out_i64("status", &status),
            out_text("content_type", a, &answer.content_type),
            out_text("location", a, &answer.location), out_text("etag", a, &answer.etag),
            out_blob("body", a, &answer.body, &answer.length))));
    if (!secret_equal(body_hash, key->body_hash))
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Deze Idempotency-Key werd al gebruikt met een andere inhoud.");
    answer.status = (unsigned)status;
    *ret = answer;
    return ERR_OK;
}

enum err idempotency_keep(struct tx *tx, const struct idempotency *key, int64_t now,
    const struct idempotency_answer *answer)
{
    TRY(sql_run(tx, &IDEMPOTENCY_PURGE, IN(in_i64("oldest", now - KEPT_MS)), NULL));
    return sql_run(tx, &IDEMPOTENCY_INSERT,
        IN(in_text("actor", key->actor), in_text("key", key->key), in_text("path", key->path),
            in_text("body_hash", key->body_hash), in_i64("status", answer->status),
            in_text("content_type", answer->content_type), in_text("location", answer->location),
            in_text("etag", answer->etag), in_blob("body", answer->body, answer->length),
            in_i64("now", now)),
        NULL);
}
