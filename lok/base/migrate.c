#include "lok/base/migrate.h"
#include "lok/base/clock.h"
#include "lok/base/connection.h"
#include "lok/base/log.h"
#include "lok/base/str.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct sql COUNT_TABLES =
    SQL("SELECT count(*) AS tables, coalesce(sum(name = 'schema_migration'), 0) AS ours"
        "  FROM sqlite_schema"
        " WHERE type = 'table'");

static const struct sql NEWEST =
    SQL("SELECT coalesce(max(number), 0) AS number FROM schema_migration");

static const struct sql APPLIED =
    SQL("SELECT number, name, sha256 FROM schema_migration ORDER BY number");

static const struct sql RECORD =
    SQL("INSERT INTO schema_migration (number, name, sha256, applied_at)"
        " VALUES (:number, :name, :sha256, :now)");

static const struct sql BROKEN_REFERENCE = SQL("PRAGMA foreign_key_check");

static const struct sql BEGIN_MIGRATING = SQL("BEGIN IMMEDIATE");
static const struct sql COMMIT_MIGRATION = SQL("COMMIT");

static const char TABLE_OF_MIGRATIONS[] = "CREATE TABLE schema_migration ("
                                          "  number     INTEGER PRIMARY KEY,"
                                          "  name       TEXT NOT NULL,"
                                          "  sha256     TEXT NOT NULL,"
                                          "  applied_at INTEGER NOT NULL"
                                          ") STRICT";

/* One migration under way, on a connection of its own: the foreign keys of that one are off, so
 * that a table can be made anew, and are checked at the end. */
struct job {
    struct db *db;
    const struct embedded *files;
    struct fault *fault;
    struct tx tx;
    int64_t newest; /* applied so far */
};

static int64_t number_of(const struct embedded *file)
{
    int64_t number = 0;
    const char *name = file->name;
    for (size_t i = 0; i < 4; i++) {
        PRE(name[i] >= '0' && name[i] <= '9');
        number = 10 * number + (name[i] - '0');
    }
    PRE(name[4] == '_' && str_ends(name, ".sql"));
    return number;
}

static int64_t newest_known(const struct embedded *files)
{
    int64_t newest = 0;
    for (const struct embedded *file = files; file->name; file++) {
        PRE(number_of(file) > newest);
        newest = number_of(file);
    }
    return newest;
}

static const struct embedded *file_of(const struct embedded *files, int64_t number)
{
    for (const struct embedded *file = files; file->name; file++)
        if (number_of(file) == number)
            return file;
    return NULL;
}

static enum err version_in(struct snap *s, int64_t *ret)
{
    int64_t tables = 0;
    int64_t ours = 0;
    TRY(sql_one(s, &COUNT_TABLES, IN(), OUT(out_i64("tables", &tables), out_i64("ours", &ours))));
    if (ours)
        return sql_one(s, &NEWEST, IN(), OUT(out_i64("number", ret)));
    if (tables > 0)
        return fault_set(snap_fault(s), ERR_CONFLICT,
            "%s is a database of another program; name another file", db_path(s->db));
    *ret = 0;
    return ERR_OK;
}

enum err migrate_version(struct db *db, struct fault *f, int64_t *ret)
{
    struct snap *s = NULL;
    TRY(snap_begin(db, f, &s));
    enum err e = version_in(s, ret);
    snap_end(s);
    return e;
}

/* What was applied must be what this program would apply. */
static enum err check_applied(const struct job *j, struct snap *s)
{
    struct row {
        int64_t number;
        const char *name;
        const char *sha256;
    } row = { .number = 0 };
    struct row *rows = NULL;
    size_t count = 0;
    struct arena *a = j->fault->arena;
    TRY(sql_list(s, a, &APPLIED, IN(),
        OUT(out_i64("number", &row.number), out_text("name", a, &row.name),
            out_text("sha256", a, &row.sha256)),
        &row, sizeof row, &rows, &count));

    size_t applied = 0;
    for (size_t i = 0; i < count; i++) {
        const struct embedded *file = file_of(j->files, rows[i].number);
        if (!file || strcmp(file->sha256, rows[i].sha256) != 0)
            return fault_set(j->fault, ERR_CONFLICT,
                "%s was made with another text of %s than this program has; "
                "use the lokd that made it, or restore a copy from before",
                db_path(j->db), rows[i].name);
    }
    for (const struct embedded *file = j->files; file->name; file++)
        applied += number_of(file) <= j->newest;
    if (applied != count)
        return fault_set(j->fault, ERR_CONFLICT,
            "%s has schema %04lld but a migration before that was never applied to it; "
            "use the lokd that made it, or restore a copy from before",
            db_path(j->db), (long long)j->newest);
    return ERR_OK;
}

static enum err refuse_newer(const struct job *j)
{
    int64_t known = newest_known(j->files);
    if (j->newest <= known)
        return ERR_OK;
    return fault_set(j->fault, ERR_NEWER_SCHEMA,
        "%s is of a newer version (schema %lld, this program knows %lld): install the newer lokd, "
        "or restore a copy from before the upgrade (%s.before-%04lld)",
        db_path(j->db), (long long)j->newest, (long long)known, db_path(j->db),
        (long long)known + 1);
}

/* Made while the write lock is held, so nothing is written between the copy and the change. A copy
 * of an attempt that failed earlier is replaced. */
static enum err copy_before(const struct job *j, int64_t number)
{
    const char *to =
        arena_printf(j->fault->arena, "%s.before-%04lld", db_path(j->db), (long long)number);
    const char *being_made = arena_printf(j->fault->arena, "%s.part", to);
    (void)unlink(being_made);
    TRY(db_backup(j->db, being_made, j->fault));
    if (rename(being_made, to) != 0)
        return fault_set(j->fault, ERR_STORAGE, "cannot make the copy %s", to);
    TRY(path_sync(to));
    log_line(LOG_INFO, "migrate.copied", "to=%s", to);
    return ERR_OK;
}

static enum err execute(const struct job *j, const char *name, const char *script)
{
    int code = sqlite3_exec(j->tx.snap.connection->handle, script, NULL, NULL, NULL);
    if (code == SQLITE_OK && sqlite3_get_autocommit(j->tx.snap.connection->handle))
        check_failed("a migration ends the transaction", name, 0);
    if (code == SQLITE_OK)
        return ERR_OK;
    const char *why = arena_strdup(j->fault->arena, sqlite3_errmsg(j->tx.snap.connection->handle));
    return fault_set(j->fault, connection_error(j->tx.snap.connection, code),
        "migration %s failed: %s", name, why);
}

static enum err apply(struct job *j, const struct embedded *file)
{
    PRE(strlen((const char *)file->bytes) == file->length);
    TRY(execute(j, file->name, (const char *)file->bytes));
    return sql_run(&j->tx, &RECORD,
        IN(in_i64("number", number_of(file)), in_text("name", file->name),
            in_text("sha256", file->sha256), in_i64("now", clock_now())),
        NULL);
}

static enum err check_references(struct job *j)
{
    const char *table = "";
    const char *parent = "";
    int64_t row = 0;
    int64_t key = 0;
    enum err e = sql_one(&j->tx.snap, &BROKEN_REFERENCE, IN(),
        OUT(out_text("table", j->fault->arena, &table), out_i64("rowid", &row),
            out_text("parent", j->fault->arena, &parent), out_i64("fkid", &key)));
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    return fault_set(j->fault, ERR_STORAGE,
        "after migrating, row %lld of %s would refer to a %s that does not exist; "
        "nothing was changed",
        (long long)row, table, parent);
}

/* Refuses what this program must not touch; *ret_first is the first migration to apply, if any. */
static enum err examine(struct job *j, struct snap *s, const struct embedded **ret_first)
{
    TRY(version_in(s, &j->newest));
    TRY(refuse_newer(j));
    if (j->newest > 0)
        TRY(check_applied(j, s));
    const struct embedded *file = j->files;
    while (file->name && number_of(file) <= j->newest)
        file++;
    *ret_first = file;
    return ERR_OK;
}

/* Most starts find nothing to do: they need neither the write lock nor a look at every row. */
static enum err is_up_to_date(struct job *j, bool *ret)
{
    const struct embedded *first = NULL;
    struct snap *s = NULL;
    TRY(snap_begin(j->db, j->fault, &s));
    enum err e = examine(j, s, &first);
    snap_end(s);
    if (e == ERR_OK)
        *ret = !first->name;
    return e;
}

enum err migrate_needed(struct db *db, const struct embedded *files, struct fault *f, bool *ret)
{
    struct job j = { .db = db, .files = files, .fault = f };
    bool done = false;
    TRY(is_up_to_date(&j, &done));
    *ret = !done && j.newest > 0;
    return ERR_OK;
}

static enum err bring_up_to_date(struct job *j)
{
    const struct embedded *file = NULL;
    TRY(statement_run(j->tx.snap.connection, &BEGIN_MIGRATING));
    TRY(examine(j, &j->tx.snap, &file));
    if (j->newest == 0)
        TRY(execute(j, "the table of migrations", TABLE_OF_MIGRATIONS));
    else if (file->name)
        TRY(copy_before(j, number_of(file)));
    for (; file->name; file++)
        TRY(apply(j, file));
    TRY(check_references(j));
    return statement_run(j->tx.snap.connection, &COMMIT_MIGRATION);
}

enum err migrate(struct db *db, const struct embedded *files, struct fault *f)
{
    bool done = false;
    struct job j = { .db = db, .files = files, .fault = f };
    TRY(is_up_to_date(&j, &done));
    if (done)
        return ERR_OK;

    struct connection *c = NULL;
    TRY(connection_open(db_path(db), CONNECTION_WRITES, f, &c));
    (void)sqlite3_db_config(c->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    j.tx.snap = (struct snap){ .db = db, .connection = c, .fault = f, .writes = true };
    enum err e = bring_up_to_date(&j);
    connection_close(c); /* rolls back what was not committed */
    if (e == ERR_OK)
        log_line(LOG_INFO, "migrate.done", "schema=%lld", (long long)newest_known(files));
    return e;
}
