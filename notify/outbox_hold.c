/* notify/outbox_hold.c: after a restore nothing waiting goes by itself. */
#include "notify/outbox.h"

#include "lok/base/clock.h"

/* A held delivery is due when no clock will ever be: 9999-12-31. */
const int64_t OUTBOX_NEVER = 253402214400000;

static const struct sql HOLD = SQL("UPDATE delivery SET due_at = :never WHERE finished_at IS NULL");
static const struct sql RELEASE =
    SQL("UPDATE delivery SET due_at = :now WHERE finished_at IS NULL AND due_at = :never");
static const struct sql COUNT_HELD =
    SQL("SELECT count(*) AS held FROM delivery WHERE finished_at IS NULL AND due_at = :never");

enum err outbox_hold(struct tx *tx, int64_t *ret_count)
{
    return sql_run(tx, &HOLD, IN(in_i64("never", OUTBOX_NEVER)), ret_count);
}

enum err outbox_release_held(struct tx *tx, int64_t *ret_count)
{
    return sql_run(
        tx, &RELEASE, IN(in_i64("now", clock_now()), in_i64("never", OUTBOX_NEVER)), ret_count);
}

enum err outbox_held(struct snap *s, int64_t *ret_count)
{
    return sql_one(
        s, &COUNT_HELD, IN(in_i64("never", OUTBOX_NEVER)), OUT(out_i64("held", ret_count)));
}

bool delivery_is_held(const struct delivery *d)
{
    return d->due_at == OUTBOX_NEVER;
}
