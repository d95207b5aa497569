/* cli/cli.c: what the commands share. */
#include "cli/cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

const char *cli_option(const struct cli *c, const char *name)
{
    return param_get(&c->options, name);
}

int cli_fail(const struct cli *c, enum err e)
{
    fprintf(stderr, "lokd: %s\n", str_empty(c->fault.detail) ? err_title(e) : c->fault.detail);
    for (size_t i = 0; i < c->fault.issue_count; i++)
        fprintf(stderr, "  %s: %s\n", c->fault.issues[i].field, c->fault.issues[i].message);
    return EXIT_FAILED;
}

int cli_wrong_use(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("lokd: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return EXIT_WRONG_USE;
}

/* A server of an older version would go on writing what it no longer understands. */
static enum err migrate_alone(struct cli *c, struct db *db)
{
    const char *path = config_text(&c->config, SETTING_db);
    bool needed = false;
    int lock = -1;
    TRY(migrate_needed(db, schema_files, &c->fault, &needed));
    if (needed && !c->serves && db_lock(path, ".lock", false, &lock) != ERR_OK)
        return fault_set(&c->fault, ERR_BUSY,
            "a server of an older version uses %s: restart it first (systemctl restart lokd)",
            path);
    enum err e = migrate(db, schema_files, &c->fault);
    if (lock >= 0)
        close(lock);
    return e;
}

enum err cli_open(struct cli *c, bool create, struct db **ret)
{
    struct db *db = NULL;
    TRY(db_open(config_text(&c->config, SETTING_db), create, &c->fault, &db));
    enum err e = migrate_alone(c, db);
    if (e != ERR_OK) {
        db_close(db);
        return e;
    }
    *ret = db;
    return ERR_OK;
}
