#include "lok/base/db.h"
#include "lok/base/clock.h"
#include "lok/base/connection.h"
#include "lok/base/gate.h"
#include "lok/base/log.h"
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READERS = 4 };

struct reader {
    struct snap snap;
    bool taken; /* guarded by pool_mutex */
};

struct db {
    char *path;
    _Atomic uint64_t commits;

    struct gate writer_gate;
    struct connection *writer;
    struct tx tx; /* in use by who is inside writer_gate */

    struct gate reader_gate;
    pthread_mutex_t pool_mutex;
    struct reader readers[READERS];
};

static const struct sql BEGIN_READING = SQL("BEGIN");
static const struct sql BEGIN_WRITING = SQL("BEGIN IMMEDIATE");
static const struct sql COMMIT = SQL("COMMIT");
static const struct sql ROLLBACK = SQL("ROLLBACK");

/* Makes the file itself, for owner and group only: it holds names and addresses. SQLite gives its
 * -wal and -shm the same mode. *ret_made tells whether it was not there. */
static enum err make_file(const char *path, bool create, struct fault *f, bool *ret_made)
{
    if (!create && access(path, F_OK) != 0 && errno == ENOENT)
        return fault_set(f, ERR_NOT_FOUND,
            "there is no database %s; make one with `lokd init` or `lokd demo`", path);
    if (!create)
        return ERR_OK;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (fd < 0 && errno != EEXIST)
        return fault_set(f, errno == ENOSPC || errno == EDQUOT ? ERR_DISK_FULL : ERR_STORAGE,
            "cannot make database %s: %s", path, strerror(errno));
    /* Closing a descriptor of a database drops the locks the process holds on it (POSIX); nothing
     * is open on a file that was not there. */
    if (fd >= 0)
        (void)close(fd);
    *ret_made = fd >= 0;
    return ERR_OK;
}

static enum err open_connections(struct db *db, struct fault *f)
{
    TRY(connection_open(db->path, CONNECTION_WRITES, f, &db->writer));
    for (size_t i = 0; i < READERS; i++) {
        struct snap *s = &db->readers[i].snap;
        s->db = db;
        TRY(connection_open(db->path, CONNECTION_READS, f, &s->connection));
    }
    return ERR_OK;
}

enum err db_open(const char *path, bool create, struct fault *f, struct db **ret)
{
    struct db *db = calloc(1, sizeof *db);
    if (!db)
        IMPOSSIBLE("out of memory");
    gate_init(&db->writer_gate, 1);
    gate_init(&db->reader_gate, READERS);
    (void)pthread_mutex_init(&db->pool_mutex, NULL);

    bool made = false;
    enum err e = path_resolve(path, f, &db->path);
    if (e == ERR_OK)
        e = make_file(db->path, create, f, &made);
    if (e == ERR_OK)
        e = open_connections(db, f);
    if (e != ERR_OK) {
        if (made)
            (void)unlink(db->path);
        db_close(db);
        return e;
    }
    *ret = db;
    return ERR_OK;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    for (size_t i = 0; i < READERS; i++) {
        PRE(!db->readers[i].taken);
        connection_close(db->readers[i].snap.connection);
    }
    PRE(!db->tx.snap.connection);
    if (db->writer)
        (void)sqlite3_wal_checkpoint_v2(
            db->writer->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    connection_close(db->writer);
    gate_destroy(&db->writer_gate);
    gate_destroy(&db->reader_gate);
    (void)pthread_mutex_destroy(&db->pool_mutex);
    free(db->path);
    free(db);
}

const char *db_path(const struct db *db)
{
    return db->path;
}

uint64_t db_commit_count(const struct db *db)
{
    return atomic_load(&db->commits);
}

static enum err too_busy(const char *what)
{
    log_line(LOG_WARN, "db.busy", "waited=%d for=%s", DB_PATIENCE, what);
    return ERR_BUSY;
}

static void set_taken(struct db *db, struct reader *r, bool taken)
{
    (void)pthread_mutex_lock(&db->pool_mutex);
    r->taken = taken;
    (void)pthread_mutex_unlock(&db->pool_mutex);
}

/* The caller is inside reader_gate, so one is free. The first one: its cache is warm. */
static struct reader *take_reader(struct db *db)
{
    struct reader *r = db->readers;
    (void)pthread_mutex_lock(&db->pool_mutex);
    while (r < db->readers + READERS && r->taken)
        r++;
    PRE(r < db->readers + READERS);
    r->taken = true;
    (void)pthread_mutex_unlock(&db->pool_mutex);
    return r;
}

enum err snap_begin(struct db *db, struct fault *f, struct snap **ret)
{
    PRE(f);
    if (!gate_enter(&db->reader_gate, DB_PATIENCE))
        return too_busy("reader");
    struct reader *r = take_reader(db);
    enum err e = statement_run(r->snap.connection, &BEGIN_READING);
    if (e != ERR_OK) {
        set_taken(db, r, false);
        gate_leave(&db->reader_gate);
        return e;
    }
    r->snap.fault = f;
    *ret = &r->snap;
    return ERR_OK;
}

/* Ends whatever SQLite has not ended by itself, as it does after some errors. */
static void roll_back(struct connection *c)
{
    if (sqlite3_get_autocommit(c->handle))
        return;
    enum err e = statement_run(c, &ROLLBACK);
    POST(e == ERR_OK || sqlite3_get_autocommit(c->handle));
}

void snap_end(struct snap *s)
{
    struct db *db = s->db;
    PRE(!s->writes);
    roll_back(s->connection);
    s->fault = NULL;
    set_taken(db, (struct reader *)s, false); /* the snap is its first member */
    gate_leave(&db->reader_gate);
}

enum err tx_begin(struct db *db, struct fault *f, struct tx **ret)
{
    PRE(f);
    int64_t until = clock_monotonic() + DB_PATIENCE;
    if (!gate_enter(&db->writer_gate, DB_PATIENCE))
        return too_busy("writer");
    int64_t left = until - clock_monotonic();
    (void)sqlite3_busy_timeout(db->writer->handle, left > 1 ? (int)left : 1);
    enum err e = statement_run(db->writer, &BEGIN_WRITING);
    if (e != ERR_OK) {
        gate_leave(&db->writer_gate);
        return e;
    }
    db->tx.snap = (struct snap){ .db = db, .connection = db->writer, .fault = f, .writes = true };
    *ret = &db->tx;
    return ERR_OK;
}

static void tx_end(struct tx *tx)
{
    struct db *db = tx->snap.db;
    roll_back(tx->snap.connection);
    tx->snap = (struct snap){ .connection = NULL };
    gate_leave(&db->writer_gate);
}

enum err tx_commit(struct tx *tx)
{
    struct snap *s = &tx->snap;
    enum err e = s->broken;
    if (e == ERR_OK)
        e = statement_run(s->connection, &COMMIT);
    if (e == ERR_OK)
        (void)atomic_fetch_add(&s->db->commits, 1);
    tx_end(tx);
    return e;
}

void tx_rollback(struct tx *tx)
{
    tx_end(tx);
}

enum err db_settle(struct db *db)
{
    if (!gate_enter(&db->writer_gate, DB_PATIENCE))
        return too_busy("settling");
    (void)sqlite3_busy_timeout(db->writer->handle, DB_PATIENCE);
    enum err e = connection_error(db->writer, sqlite3_wal_checkpoint_v2(db->writer->handle, NULL,
                                                  SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL));
    gate_leave(&db->writer_gate);
    return e;
}

struct snap *tx_snap(struct tx *tx)
{
    return &tx->snap;
}

struct fault *snap_fault(struct snap *s)
{
    return s->fault;
}

struct fault *tx_fault(struct tx *tx)
{
    return tx->snap.fault;
}
