/* Copies and checks of a live database. VACUUM INTO rather than SQLite's backup calls: the copy is
 * compact and holds nothing that was deleted. */
#include "lok/base/connection.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct sql VACUUM_INTO = SQL("VACUUM INTO :to");

static enum err copy_to(const char *from, const char *to, struct fault *f)
{
    struct connection *c = NULL;
    TRY(connection_open(from, CONNECTION_WRITES, f, &c));
    struct statement s;
    enum err e = statement_acquire(c, &VACUUM_INTO, &s);
    if (e == ERR_OK) {
        statement_bind(&s, &VACUUM_INTO, IN(in_text("to", to)));
        e = connection_error(c, statement_step(&s));
        statement_release(c, &s);
    }
    connection_close(c);
    return e == ERR_OK ? path_sync(to) : e;
}

static enum err backup_to(struct db *db, const char *to, struct fault *f)
{
    int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (fd < 0 && errno == EEXIST)
        return fault_set(f, ERR_CONFLICT, "%s exists already; choose another name", to);
    if (fd < 0)
        return fault_set(f, ERR_STORAGE, "cannot make %s: %s", to, strerror(errno));
    (void)close(fd); /* VACUUM INTO accepts an empty file */
    enum err e = copy_to(db_path(db), to, f);
    if (e != ERR_OK)
        (void)unlink(to);
    return e;
}

enum err db_backup(struct db *db, const char *to, struct fault *f)
{
    char *path = NULL;
    TRY(path_resolve(to, f, &path));
    enum err e = backup_to(db, path, f);
    free(path);
    return e;
}

static const struct sql QUICK_CHECK = SQL("PRAGMA quick_check(1)");
static const struct sql FOREIGN_KEY_CHECK = SQL("PRAGMA foreign_key_check");

static enum err check_in(struct snap *s, struct fault *f)
{
    const char *found = "";
    TRY(sql_one(s, &QUICK_CHECK, IN(), OUT(out_text("quick_check", f->arena, &found))));
    if (strcmp(found, "ok") != 0)
        return fault_set(f, ERR_STORAGE, "Het databestand is beschadigd: %s", found);

    const char *table = "";
    const char *parent = "";
    int64_t row = 0;
    int64_t key = 0;
    enum err e = sql_one(s, &FOREIGN_KEY_CHECK, IN(),
        OUT(out_text("table", f->arena, &table), out_i64("rowid", &row),
            out_text("parent", f->arena, &parent), out_i64("fkid", &key)));
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    return fault_set(f, ERR_STORAGE, "Rij %lld van %s verwijst naar een %s die niet bestaat",
        (long long)row, table, parent);
}

enum err db_check(struct db *db, struct fault *f)
{
    struct snap *s = NULL;
    TRY(snap_begin(db, f, &s));
    enum err e = check_in(s, f);
    snap_end(s);
    return e;
}
