#include "notify/told.h"
#include "lok/base/clock.h"
#include "lok/base/str.h"

/* Of which a receiver heard nothing. */
#define WENT_NOWHERE                                                                       \
    "EXISTS (SELECT 1 FROM delivery d"                                                     \
    "         WHERE d.endpoint_id = told.endpoint_id AND d.notice_id = told.notice_id"     \
    "           AND d.state IN ('cancelled', 'expired'))"                                  \
    " OR EXISTS (SELECT 1 FROM kept_notice k"                                              \
    "             WHERE k.notice_id = told.notice_id AND k.endpoint_id = told.endpoint_id" \
    "               AND k.state IN ('cancelled', 'expired'))"

static const struct sql BEFORE =
    SQL("SELECT count(*) AS found FROM told"
        " WHERE endpoint_id = :endpoint AND fact = :fact AND NOT (" WENT_NOWHERE ")");

enum err told_before(struct snap *s, int64_t endpoint_id, const char *fact, bool *ret)
{
    int64_t found = 0;

    if (endpoint_id != 0 && !str_empty(fact))
        TRY(sql_one(s, &BEFORE, IN(in_i64("endpoint", endpoint_id), in_text("fact", fact)),
            OUT(out_i64("found", &found))));
    *ret = found > 0;
    return ERR_OK;
}

static const struct sql PUT =
    SQL("INSERT INTO told (endpoint_id, fact, notice_id, told_at)"
        " VALUES (:endpoint, :fact, :notice, :now)"
        " ON CONFLICT (endpoint_id, fact) DO UPDATE"
        "    SET notice_id = excluded.notice_id, told_at = excluded.told_at"
        "  WHERE " WENT_NOWHERE);

enum err told_put(struct tx *tx, int64_t endpoint_id, const char *fact, const char *notice_id)
{
    int64_t changed = 0;

    TRY(sql_run(tx, &PUT,
        IN(in_i64("endpoint", endpoint_id), in_text("fact", fact), in_text("notice", notice_id),
            in_i64("now", clock_now())),
        &changed));
    if (changed == 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Dit bericht ging al naar deze ontvanger. Stuur het vanuit de lijst van berichten"
            " opnieuw.");
    return ERR_OK;
}

static const struct sql UNTOLD =
    SQL("DELETE FROM told WHERE endpoint_id = :endpoint AND notice_id = :notice");

enum err told_untold(struct tx *tx, int64_t endpoint_id, const char *notice_id)
{
    return sql_run(
        tx, &UNTOLD, IN(in_i64("endpoint", endpoint_id), in_text("notice", notice_id)), NULL);
}

static const struct sql FORGET = SQL("DELETE FROM told WHERE told_at < :before");

enum err told_forget(struct tx *tx, int64_t before)
{
    return sql_run(tx, &FORGET, IN(in_i64("before", before)), NULL);
}
