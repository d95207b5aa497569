/* cli/rights.c: `retention`, and erasing again what a restored or copied database still holds. */
#include "agenda/rights.h"
#include "agenda/retention.h"
#include "cli/cli.h"
#include "lok/base/log.h"

#include <stdio.h>

/* -- retention -- */

static enum err run_or_try(struct cli *c, struct db *db, bool dry, struct retention_counts *ret)
{
    const struct actor system = actor_system();
    struct council council = { 0 };
    struct tx *tx = NULL;

    TRY(tx_begin(db, &c->fault, &tx));
    enum err e = council_get(tx_snap(tx), c->arena, &council);
    if (e == ERR_OK)
        e = dry ? retention_try(tx_snap(tx), c->arena, council_now(&council), ret)
                : retention_run(tx, c->arena, &system, council_now(&council), ret);
    if (e != ERR_OK || dry) {
        tx_rollback(tx);
        return e;
    }
    return tx_commit(tx);
}

int cli_retention(struct cli *c)
{
    bool dry = cli_option(c, "dry-run") != NULL;
    struct retention_counts counts = { 0 };
    struct db *db = NULL;
    enum err e = cli_open(c, false, &db);
    if (e == ERR_OK)
        e = run_or_try(c, db, dry, &counts);
    if (e == ERR_OK && !dry && counts.all > 0) {
        cli_erasures_save(c, db);
        if (db_settle(db) != ERR_OK)
            fprintf(stderr, "lokd: a reader stands in the way: the log is emptied later\n");
    }
    db_close(db);
    if (e != ERR_OK)
        return cli_fail(c, e);
    for (size_t i = 0; i < RETENTION_KINDS; i++) {
        const struct retention_count *k = &counts.at[i];
        if (k->months == 0)
            printf("%-10s is kept\n", k->name);
        else
            printf("%-10s %lld %s, older than %s (%lld months)\n", k->name, (long long)k->count,
                dry ? "would go" : "gone", k->until, (long long)k->months);
    }
    return EXIT_DONE;
}

bool cli_retention_daily(struct cli *c, struct db *db)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    const struct actor system = actor_system();
    struct retention_counts counts = { 0 };
    struct council council = { 0 };
    struct snap *s = NULL;
    struct tx *tx = NULL;
    struct fault f;
    bool due = false;

    fault_init(&f, a);
    if (snap_begin(db, &f, &s) != ERR_OK)
        return false;
    enum err e = council_get(s, a, &council);
    if (e == ERR_OK)
        e = retention_due(s, clock_now(), &due);
    snap_end(s);
    if (e != ERR_OK || !due || tx_begin(db, &f, &tx) != ERR_OK)
        return false;
    e = retention_run(tx, a, &system, council_now(&council), &counts);
    if (e != ERR_OK) {
        tx_rollback(tx);
        log_line(LOG_WARN, "retention.failed", "error=%s", err_slug(e));
        return false;
    }
    if (tx_commit(tx) != ERR_OK)
        return false;
    if (counts.all == 0)
        return false;
    cli_erasures_save(c, db);
    return db_settle(db) == ERR_OK;
}

/* -- erased once, erased for good -- */

static enum err known(struct cli *c, struct db *db, struct council *ret, struct erasure_list *list)
{
    struct snap *s = NULL;

    TRY(snap_begin(db, &c->fault, &s));
    enum err e = council_get(s, c->arena, ret);
    if (e == ERR_OK)
        e = erasure_list(s, c->arena, list);
    snap_end(s);
    return e;
}

void cli_erasures_save(struct cli *c, struct db *db)
{
    struct council council = { 0 };
    struct erasure_list list = { 0 };
    enum err e = known(c, db, &council, &list);

    if (e == ERR_OK && list.count > 0)
        e = erasure_file_write(c->arena, &c->fault, db_path(db), council.uid, &list);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        fprintf(stderr, "lokd: the list of erased people was not written: %s\n", err_title(e));
}

/* What the file beside the database says, and what its own table does. */
static enum err erased_before(
    struct cli *c, const char *path, const char *uid, bool with_table, struct erasure_list *ret)
{
    struct erasure_list file = { 0 }, table = { 0 };
    struct council council = { 0 };
    struct db *db = NULL;

    TRY(erasure_file_read(c->arena, &c->fault, path, uid, &file));
    struct fault quiet;
    fault_init(&quiet, c->arena);
    if (with_table && db_open(path, false, &quiet, &db) == ERR_OK) {
        if (known(c, db, &council, &table) != ERR_OK || !str_equal(council.uid, uid))
            table.count = 0;
        db_close(db);
    }
    struct erasure_list all = { arena_array(c->arena, file.count + table.count, sizeof *all.at),
        0 };
    for (size_t i = 0; i < file.count; i++)
        all.at[all.count++] = file.at[i];
    for (size_t i = 0; i < table.count; i++)
        all.at[all.count++] = table.at[i];
    *ret = all;
    return ERR_OK;
}

enum err cli_erase_again(
    struct cli *c, struct db *db, const char *path, bool with_table, int64_t *ret_erased)
{
    struct council council = { 0 };
    struct erasure_list list = { 0 };
    struct tx *tx = NULL;

    *ret_erased = 0;
    enum err e = known(c, db, &council, &list);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    TRY(erased_before(c, path, council.uid, with_table, &list));
    if (list.count == 0)
        return ERR_OK;
    TRY(tx_begin(db, &c->fault, &tx));
    e = rights_erase_again(tx, c->arena, &list, ret_erased);
    if (e != ERR_OK) {
        tx_rollback(tx);
        return e;
    }
    TRY(tx_commit(tx));
    return db_settle(db);
}
