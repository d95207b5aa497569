/* cli/remind.c: once a minute, what is told by itself: the secretary's weekly mail, and endpoints that
 * fail or work again. Takes the writer only when there is something to tell. */
#include "agenda/reminder.h"
#include "cli/cli.h"
#include "lok/base/log.h"

static bool is_due(struct db *db, struct arena *a, const struct sending_options *o)
{
    struct fault f;
    struct snap *s;
    bool due = false;

    fault_init(&f, a);
    if (snap_begin(db, &f, &s) != ERR_OK)
        return false;
    if (reminders_due(s, a, o, clock_now(), &due) != ERR_OK)
        due = false;
    snap_end(s);
    return due;
}

bool cli_remind(struct db *db, const struct sending_options *o)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    struct fault f;
    struct tx *tx;
    int64_t told = 0;

    fault_init(&f, a);
    if (!is_due(db, a, o) || tx_begin(db, &f, &tx) != ERR_OK)
        return false;
    enum err e = reminders_run(tx, a, o, clock_now(), &told);
    if (e != ERR_OK) {
        tx_rollback(tx);
        log_line(LOG_WARN, "reminder.failed", "error=%s", err_slug(e));
        return false;
    }
    return tx_commit(tx) == ERR_OK && told > 0;
}
