/* cli/cli.c: what the commands share. */
#include "cli/cli.h"

#include "lok/base/log.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
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

sigset_t cli_block_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    return set;
}

void cli_set_log_level(const struct cli *c)
{
    static const char *const NAMES[] = { "debug", "info", "warn", "error" };
    for (size_t i = 0; i < ARRAY_LEN(NAMES); i++)
        if (strcmp(config_text(&c->config, SETTING_log_level), NAMES[i]) == 0)
            log_level_set((enum log_level)i);
}

struct courier_options cli_courier_options(struct cli *c, struct db *db)
{
    return (struct courier_options){
        .db = db,
        .allow = config_list(&c->config, SETTING_webhook_allow, c->arena),
        .version = LOK_VERSION,
        .relay = relay_of(&c->config, c->arena),
    };
}
