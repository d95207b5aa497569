#include "notify/outbox_link.h"
#include "lok/base/secret.h"
#include "lok/personal_link.h"

static const struct sql LINK_PUT =
    SQL("INSERT INTO delivery_link (delivery_id, token_hash, token) VALUES (:id, :hash, :token)"
        " ON CONFLICT (delivery_id) DO UPDATE"
        "    SET token_hash = excluded.token_hash, token = excluded.token");

enum err outbox_link_put(struct tx *tx, int64_t delivery_id, const char *token)
{
    return sql_run(tx, &LINK_PUT,
        IN(in_i64("id", delivery_id), in_text("hash", secret_hash(tx_fault(tx)->arena, token)),
            in_text("token", token)),
        NULL);
}

static const struct sql LINK_HASH =
    SQL("SELECT token_hash FROM delivery_link WHERE delivery_id = :id");

enum err outbox_link_renew(struct tx *tx, int64_t delivery_id)
{
    struct arena *a = tx_fault(tx)->arena;
    const char *hash, *token;
    enum err e = sql_one(tx_snap(tx), &LINK_HASH, IN(in_i64("id", delivery_id)),
        OUT(out_text("token_hash", a, &hash)));

    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    e = personal_link_again(tx, a, hash, &token);
    if (e == ERR_NOT_FOUND)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "De persoonlijke link in dit bericht bestaat niet meer. Verstuur een nieuw bericht.");
    TRY(e);
    return outbox_link_put(tx, delivery_id, token);
}

static const struct sql LINK_CLEAR =
    SQL("UPDATE delivery_link SET token = '' WHERE delivery_id = :id AND token <> ''");

enum err outbox_link_clear(struct tx *tx, int64_t delivery_id)
{
    return sql_run(tx, &LINK_CLEAR, IN(in_i64("id", delivery_id)), NULL);
}

static const struct sql LINKS_OPEN =
    SQL("SELECT count(*) AS found FROM delivery_link l JOIN delivery d ON d.id = l.delivery_id"
        " WHERE l.token <> '' AND d.finished_at IS NOT NULL AND d.to_demo = 0");

enum err outbox_links_open(struct snap *s, int64_t *ret_count)
{
    return sql_one(s, &LINKS_OPEN, IN(), OUT(out_i64("found", ret_count)));
}

static const struct sql LINKS_CLEAR =
    SQL("UPDATE delivery_link SET token = '' WHERE token <> ''"
        "   AND EXISTS (SELECT 1 FROM delivery d WHERE d.id = delivery_link.delivery_id"
        "                  AND d.finished_at IS NOT NULL AND d.to_demo = 0)");

enum err outbox_links_clear(struct tx *tx)
{
    return sql_run(tx, &LINKS_CLEAR, IN(), NULL);
}
