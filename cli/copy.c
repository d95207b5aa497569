/* cli/copy.c: `backup` and `restore`. */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct restored {
    int64_t held;   /* deliveries that now wait for the operator */
    int64_t erased; /* people who were erased since the back-up, and now are again */
    bool was_there; /* a database stood at that place */
};

int cli_backup(struct cli *c)
{
    struct db *db = NULL;
    enum err e = db_open(config_text(&c->config, SETTING_db), false, &c->fault, &db);
    if (e == ERR_OK)
        e = db_backup(db, c->args[0], &c->fault);
    db_close(db);
    if (e != ERR_OK)
        return cli_fail(c, e);
    fprintf(stderr, "lokd: copied to %s\n", c->args[0]);
    return EXIT_DONE;
}

/* The file to restore must be a sound database that this program understands. */
static enum err check_copy(struct cli *c, const char *file)
{
    struct db *db = NULL;
    int64_t version = 0;
    TRY(db_open(file, false, &c->fault, &db));
    enum err e = db_check(db, &c->fault);
    if (e == ERR_OK)
        e = migrate_version(db, &c->fault, &version);
    db_close(db);
    if (e == ERR_OK && version == 0)
        return fault_set(&c->fault, ERR_INVALID, "%s is not a database of lokd", file);
    return e;
}

/* What is being made stands beside the database until it is whole. */
static void remove_copy(struct cli *c, const char *path)
{
    static const char *const SUFFIXES[] = { "", "-wal", "-shm" };
    for (size_t i = 0; i < ARRAY_LEN(SUFFIXES); i++)
        (void)unlink(arena_printf(c->arena, "%s%s", path, SUFFIXES[i]));
}

/* Moves the database with its -wal and -shm aside together. The database first: without it nothing
 * starts, while without its -wal it would start and miss what was written last. */
static enum err move_aside(struct cli *c, const char *path, const char *aside, bool *ret_was_there)
{
    static const char *const SUFFIXES[] = { "", "-wal", "-shm" };
    *ret_was_there = access(path, F_OK) == 0;
    for (size_t i = 0; i < ARRAY_LEN(SUFFIXES); i++) {
        const char *from = arena_printf(c->arena, "%s%s", path, SUFFIXES[i]);
        const char *to = arena_printf(c->arena, "%s%s", aside, SUFFIXES[i]);
        if (rename(from, to) != 0 && errno != ENOENT)
            return fault_set(
                &c->fault, ERR_STORAGE, "cannot move %s aside: %s", from, strerror(errno));
    }
    return ERR_OK;
}

static enum err hold_deliveries(struct cli *c, struct db *db, int64_t *ret_held)
{
    struct tx *tx = NULL;
    TRY(tx_begin(db, &c->fault, &tx));
    enum err e = outbox_hold(tx, ret_held);
    if (e == ERR_OK)
        return tx_commit(tx);
    tx_rollback(tx);
    return e;
}

/* A consistent copy of `file` at `made`, brought to this schema, who was erased since erased again, its
 * waiting deliveries held. */
static enum err make_copy(struct cli *c, const char *file, const char *made, struct restored *ret)
{
    struct db *db = NULL;
    remove_copy(c, made);
    TRY(db_open(file, false, &c->fault, &db));
    enum err e = db_backup(db, made, &c->fault);
    db_close(db);
    TRY(e);
    TRY(db_open(made, false, &c->fault, &db));
    e = migrate(db, schema_files, &c->fault);
    if (e == ERR_OK)
        e = cli_erase_again(c, db, config_text(&c->config, SETTING_db), true, &ret->erased);
    if (e == ERR_OK)
        e = hold_deliveries(c, db, &ret->held);
    db_close(db); /* nothing stays in its -wal */
    return e;
}

/* The database in use is untouched until the copy is whole. */
static enum err replace(struct cli *c, const char *path, const char *aside, struct restored *ret)
{
    const char *made = arena_printf(c->arena, "%s.restoring", path);
    enum err e = make_copy(c, c->args[0], made, ret);
    if (e == ERR_OK)
        e = move_aside(c, path, aside, &ret->was_there);
    if (e == ERR_OK && rename(made, path) != 0)
        e = fault_set(&c->fault, ERR_STORAGE, "cannot put %s in place: %s; what was there is %s",
            made, strerror(errno), aside);
    else if (e != ERR_OK)
        remove_copy(c, made);
    return e;
}

static enum err restore(struct cli *c, const char *aside, struct restored *ret)
{
    const char *path = config_text(&c->config, SETTING_db);
    int lock = -1, courier = -1;
    TRY(check_copy(c, c->args[0]));
    if (db_lock(path, ".lock", false, &lock) != ERR_OK ||
        db_lock(path, ".courier", false, &courier) != ERR_OK) {
        if (lock >= 0)
            close(lock);
        return fault_set(
            &c->fault, ERR_BUSY, "a server uses %s: stop it first (systemctl stop lokd)", path);
    }
    enum err e = replace(c, path, aside, ret);
    close(courier);
    close(lock);
    return e;
}

int cli_restore(struct cli *c)
{
    const char *path = config_text(&c->config, SETTING_db);
    const char *aside =
        arena_printf(c->arena, "%s.before-restore-%lld", path, (long long)(clock_now() / 1000));
    struct restored r = { 0 };
    enum err e = restore(c, aside, &r);
    if (e != ERR_OK)
        return cli_fail(c, e);
    fprintf(stderr, "lokd: restored %s\n", path);
    if (r.was_there)
        fprintf(stderr, "lokd: what was there is kept as %s\n", aside);
    if (r.erased > 0)
        fprintf(stderr, "lokd: %lld people who were erased since that back-up are erased again\n",
            (long long)r.erased);
    if (r.held > 0)
        fprintf(stderr,
            "lokd: %lld waiting messages are held. Send them with: lokd check --db %s "
            "--release-deliveries\n",
            (long long)r.held, path);
    return EXIT_DONE;
}
