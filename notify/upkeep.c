#include "notify/upkeep.h"
#include "lok/base/sql.h"
#include "notify/kept.h"
#include "notify/outbox.h"
#include "notify/outbox_link.h"
#include "notify/told.h"

enum { GROUP = 200 };

static const struct sql EXPIRING =
    SQL("SELECT count(*) AS found FROM (SELECT 1 FROM delivery"
        " WHERE finished_at IS NULL AND expires_at > 0 AND expires_at <= :domain_now LIMIT 1)");

static const struct sql EXPIRE =
    SQL("UPDATE delivery SET state = 'expired', finished_at = :now"
        " WHERE finished_at IS NULL AND expires_at > 0 AND expires_at <= :domain_now");

static const struct sql OLD = SQL("SELECT count(*) AS found FROM (SELECT 1 FROM delivery"
                                  " WHERE finished_at < :before LIMIT 1)");

#define A_GROUP_OF_OLD                                                          \
    "(SELECT id FROM delivery WHERE finished_at < :before ORDER BY finished_at" \
    " LIMIT :group)"

static const struct sql KEEP_IDS =
    SQL("INSERT INTO kept_notice (endpoint_id, notice_id, type, state, created_at, finished_at)"
        " SELECT endpoint_id, notice_id, type, state, created_at, finished_at FROM delivery"
        "  WHERE id IN " A_GROUP_OF_OLD " ORDER BY finished_at, id");

static const struct sql FORGET_IDS = SQL("DELETE FROM kept_notice WHERE finished_at < :before");

/* Its body goes with it (ON DELETE CASCADE). */
static const struct sql CLEAR = SQL("DELETE FROM delivery WHERE id IN " A_GROUP_OF_OLD);

static const struct sql CLEAR_ENDPOINTS =
    SQL("DELETE FROM endpoint WHERE deleted_at < :before"
        "   AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.endpoint_id = endpoint.id)"
        "   AND NOT EXISTS (SELECT 1 FROM kept_notice k WHERE k.endpoint_id = endpoint.id)");

/* The states are named for the index (finished_at, state, due_at). */
static const struct sql TOO_FAR =
    SQL("SELECT count(*) AS found FROM (SELECT 1 FROM delivery"
        " WHERE finished_at IS NULL AND state IN ('pending', 'failed') AND due_at > :after"
        "   AND due_at < :never AND (bundle_at = 0 OR due_at > :digest) LIMIT 1)");

static const struct sql BRING_NEARER =
    SQL("UPDATE delivery"
        "   SET due_at = CASE WHEN due_at - :shift < :now THEN :now ELSE due_at - :shift END"
        " WHERE finished_at IS NULL AND state IN ('pending', 'failed') AND due_at > :after"
        "   AND due_at < :never AND (bundle_at = 0 OR due_at > :digest)");

struct work {
    int64_t expiring, old, too_far, links;
};

static const int64_t DAY_MS = INT64_C(24) * 60 * 60 * 1000;

static enum err look(struct snap *s, int64_t now, int64_t domain_now, struct work *ret)
{
    TRY(sql_one(
        s, &EXPIRING, IN(in_i64("domain_now", domain_now)), OUT(out_i64("found", &ret->expiring))));
    TRY(sql_one(s, &OLD, IN(in_i64("before", now - INT64_C(86400000) * OUTBOX_KEPT_DAYS)),
        OUT(out_i64("found", &ret->old))));
    TRY(outbox_links_open(s, &ret->links));
    return sql_one(s, &TOO_FAR,
        IN(in_i64("after", now + UPKEEP_FARTHEST_MS), in_i64("never", OUTBOX_NEVER),
            in_i64("digest", now + UPKEEP_DIGEST_DAYS * DAY_MS)),
        OUT(out_i64("found", &ret->too_far)));
}

static int64_t days_before(int64_t now, int64_t days)
{
    return now - INT64_C(86400000) * days;
}

static enum err clear(struct tx *tx, int64_t now, bool *ret_more)
{
    const int64_t before = days_before(now, OUTBOX_KEPT_DAYS);
    int64_t cleared;

    TRY(sql_run(tx, &KEEP_IDS, IN(in_i64("before", before), in_i64("group", GROUP)), NULL));
    TRY(sql_run(tx, &FORGET_IDS, IN(in_i64("before", days_before(now, KEPT_IDS_DAYS))), NULL));
    TRY(told_forget(tx, days_before(now, KEPT_IDS_DAYS)));
    TRY(sql_run(tx, &CLEAR, IN(in_i64("before", before), in_i64("group", GROUP)), &cleared));
    TRY(sql_run(tx, &CLEAR_ENDPOINTS, IN(in_i64("before", before)), NULL));
    *ret_more = cleared == GROUP;
    return ERR_OK;
}

static enum err bring_nearer(
    struct tx *tx, int64_t now, int64_t after, int64_t digest, int64_t shift)
{
    return sql_run(tx, &BRING_NEARER,
        IN(in_i64("now", now), in_i64("after", after), in_i64("shift", shift),
            in_i64("never", OUTBOX_NEVER), in_i64("digest", digest)),
        NULL);
}

static enum err work(
    struct tx *tx, int64_t now, int64_t domain_now, const struct work *w, bool *ret_more)
{
    if (w->expiring > 0)
        TRY(sql_run(tx, &EXPIRE, IN(in_i64("now", now), in_i64("domain_now", domain_now)), NULL));
    if (w->too_far > 0)
        TRY(bring_nearer(tx, now, now + UPKEEP_FARTHEST_MS, now + UPKEEP_DIGEST_DAYS * DAY_MS,
            INT64_C(1) << 60));
    if (w->links > 0)
        TRY(outbox_links_clear(tx));
    if (w->old > 0)
        TRY(clear(tx, now, ret_more));
    return ERR_OK;
}

static enum err ended(struct tx *tx, enum err e)
{
    if (e == ERR_OK)
        return tx_commit(tx);
    tx_rollback(tx);
    return e;
}

enum err upkeep(struct db *db, struct fault *f, int64_t now, int64_t domain_now, bool *ret_more)
{
    struct work w;
    struct snap *s;
    struct tx *tx;
    bool more = false;

    TRY(snap_begin(db, f, &s));
    enum err e = look(s, now, domain_now, &w);
    snap_end(s);
    if (e != ERR_OK)
        return e;
    if (w.expiring > 0 || w.old > 0 || w.too_far > 0 || w.links > 0) {
        TRY(tx_begin(db, f, &tx));
        TRY(ended(tx, work(tx, now, domain_now, &w, &more)));
    }
    *ret_more = more;
    return ERR_OK;
}

enum err upkeep_clock_set_back(struct db *db, struct fault *f, int64_t now, int64_t shift)
{
    struct tx *tx;

    TRY(tx_begin(db, f, &tx));
    return ended(tx, bring_nearer(tx, now, now, now, shift));
}
