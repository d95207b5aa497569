#include "lok/base/connection.h"
#include "lok/base/dutch.h"
#include "lok/base/log.h"
#include "lok/base/text_tables.h"
#include <errno.h>
#include <stdlib.h>

/* SQLite tells a full disk apart itself, but not a used-up quota, nor a full disk under the -shm
 * file. `reason` is what errno held; sqlite3_system_errno is kept for opening only. */
static enum err io_error(const struct connection *c, int code, int reason)
{
    if (code == SQLITE_IOERR_NOMEM)
        IMPOSSIBLE("out of memory in SQLite");
    if (reason == 0)
        reason = sqlite3_system_errno(c->handle);
    return reason == ENOSPC || reason == EDQUOT ? ERR_DISK_FULL : ERR_STORAGE;
}

static enum err constraint_error(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
    case SQLITE_CONSTRAINT_FOREIGNKEY:
    case SQLITE_CONSTRAINT_TRIGGER:
        return ERR_CONFLICT;
    default: /* CHECK, NOT NULL, a type: declared input should have refused it */
        return ERR_INTERNAL;
    }
}

static enum err meaning(const struct connection *c, int code, int reason)
{
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return ERR_OK;
    case SQLITE_NOMEM:
        IMPOSSIBLE("out of memory in SQLite");
    case SQLITE_FULL:
        return ERR_DISK_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: /* gave up after trying for 10 s */
        return ERR_BUSY;
    case SQLITE_CONSTRAINT:
        return constraint_error(code);
    case SQLITE_IOERR:
        return io_error(c, code, reason);
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_NOLFS:
        return ERR_STORAGE;
    default:
        return ERR_INTERNAL;
    }
}

enum err connection_error(const struct connection *c, int code)
{
    int reason = errno;
    enum err e = meaning(c, code, reason);
    if (e != ERR_OK && e != ERR_CONFLICT)
        log_line(e == ERR_BUSY ? LOG_WARN : LOG_ERROR, "db.failed", "code=%d errno=%d message=%s",
            code, reason, sqlite3_errmsg(c->handle));
    if (e == ERR_INTERNAL)
        OUR_BUG("a statement failed in a way its caller should have prevented");
    return e;
}

static void harden(sqlite3 *handle)
{
    static const struct {
        int option;
        int on;
    } options[] = {
        { SQLITE_DBCONFIG_DEFENSIVE, 1 },
        { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
        { SQLITE_DBCONFIG_DQS_DML, 0 },
        { SQLITE_DBCONFIG_DQS_DDL, 0 },
        { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
        { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(options); i++) {
        int code = sqlite3_db_config(handle, options[i].option, options[i].on, NULL);
        POST(code == SQLITE_OK);
    }
    (void)sqlite3_busy_timeout(handle, DB_PATIENCE);
}

/* Whether `PRAGMA journal_mode` really gave "wal": on some network file systems it does not. */
static int use_wal(sqlite3 *handle)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(handle, "PRAGMA journal_mode = WAL", -1, &s, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(s);
    if (code == SQLITE_ROW)
        code = sqlite3_stricmp((const char *)sqlite3_column_text(s, 0), "wal") == 0 ? SQLITE_OK
                                                                                    : SQLITE_NOLFS;
    (void)sqlite3_finalize(s);
    return code;
}

static int prepare_for(sqlite3 *handle, enum connection_role role)
{
    static const char *const pragmas[] = {
        [CONNECTION_READS] = "PRAGMA query_only = ON; PRAGMA cache_size = -1024;",
        /* What is deleted is overwritten: personal links, people who asked to be forgotten. */
        [CONNECTION_WRITES] = "PRAGMA synchronous = FULL; PRAGMA cache_size = -2048;"
                              "PRAGMA secure_delete = ON;"
                              "PRAGMA journal_size_limit = 16777216;",
    };
    int code = role == CONNECTION_WRITES ? use_wal(handle) : SQLITE_OK;
    if (code == SQLITE_OK)
        code = sqlite3_exec(handle,
            "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;", NULL,
            NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(handle, pragmas[role], NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = dutch_register(handle);
    return code;
}

static enum err refused(const char *path, struct connection *c, int code, struct fault *f)
{
    enum err e = connection_error(c, code);
    const char *why = arena_strdup(f->arena, sqlite3_errmsg(c->handle));
    if (code == SQLITE_NOLFS)
        why = "this file system does not allow write-ahead logging";
    else if (code == SQLITE_CANTOPEN_SYMLINK)
        why = "it is a symbolic link; name the file itself";
    connection_close(c);
    return fault_set(f, e, "cannot open database %s: %s", path, why);
}

enum err connection_open(
    const char *path, enum connection_role role, struct fault *f, struct connection **ret)
{
    /* Statistics cost a lock around each allocation. Refused once SQLite runs: then it is done. */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

    struct connection *c = calloc(1, sizeof *c);
    if (!c)
        IMPOSSIBLE("out of memory");
    int code = sqlite3_open_v2(path, &c->handle,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW,
        NULL);
    if (!c->handle)
        IMPOSSIBLE("out of memory in SQLite");
    if (code == SQLITE_OK) {
        harden(c->handle);
        code = prepare_for(c->handle, role);
    }
    if (code != SQLITE_OK)
        return refused(path, c, code, f);
    *ret = c;
    return ERR_OK;
}

void connection_close(struct connection *c)
{
    if (!c)
        return;
    statement_forget_all(c);
    text_tables_forget(c->texts);
    int code = sqlite3_close(c->handle);
    POST(code == SQLITE_OK);
    free(c);
}
