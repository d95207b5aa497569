/* cli/copy.c: `backup` and `restore`. */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

/* Moves the database with its -wal and -shm aside together, under names that do not exist yet. */
static enum err move_aside(struct cli *c, const char *path, const char *aside)
{
    static const char *const SUFFIXES[] = { "-wal", "-shm", "" };
    for (size_t i = 0; i < ARRAY_LEN(SUFFIXES); i++) {
        const char *from = arena_printf(c->arena, "%s%s", path, SUFFIXES[i]);
        const char *to = arena_printf(c->arena, "%s%s", aside, SUFFIXES[i]);
        if (rename(from, to) != 0 && errno != ENOENT)
            return fault_set(
                &c->fault, ERR_STORAGE, "cannot move %s aside: %s", from, strerror(errno));
    }
    return ERR_OK;
}

/* A consistent copy of `file` at `path`, brought to this schema, its waiting deliveries held. */
static enum err put_in_place(struct cli *c, const char *file, const char *path, int64_t *ret_held)
{
    struct db *db = NULL;
    struct tx *tx = NULL;
    TRY(db_open(file, false, &c->fault, &db));
    enum err e = db_backup(db, path, &c->fault);
    db_close(db);
    TRY(e);
    TRY(cli_open(c, false, &db));
    e = tx_begin(db, &c->fault, &tx);
    if (e == ERR_OK) {
        e = outbox_hold(tx, ret_held);
        if (e == ERR_OK)
            e = tx_commit(tx);
        else
            tx_rollback(tx);
    }
    db_close(db);
    return e;
}

static enum err restore(struct cli *c, const char *aside, int64_t *ret_held)
{
    const char *path = config_text(&c->config, SETTING_db), *file = c->args[0];
    int lock = -1, courier = -1;
    TRY(check_copy(c, file));
    if (db_lock(path, ".lock", false, &lock) != ERR_OK ||
        db_lock(path, ".courier", false, &courier) != ERR_OK) {
        if (lock >= 0)
            close(lock);
        return fault_set(
            &c->fault, ERR_BUSY, "a server uses %s: stop it first (systemctl stop lokd)", path);
    }
    enum err e = move_aside(c, path, aside);
    if (e == ERR_OK)
        e = put_in_place(c, file, path, ret_held);
    close(courier);
    close(lock);
    return e;
}

int cli_restore(struct cli *c)
{
    const char *path = config_text(&c->config, SETTING_db);
    const char *aside =
        arena_printf(c->arena, "%s.before-restore-%lld", path, (long long)(clock_now() / 1000));
    int64_t held = 0;
    enum err e = restore(c, aside, &held);
    if (e != ERR_OK)
        return cli_fail(c, e);
    fprintf(stderr, "lokd: restored %s; what was there is kept as %s\n", path, aside);
    if (held > 0)
        fprintf(stderr,
            "lokd: %lld waiting messages are held. Send them with: lokd check --db %s "
            "--release-deliveries\n",
            (long long)held, path);
    return EXIT_DONE;
}
