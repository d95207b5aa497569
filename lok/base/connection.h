/* lok/base/connection.h: one hardened SQLite connection and what it has prepared.
 *
 * Private to lok/base: the only header here that knows sqlite3.h.
 *
 * Invariants:
 *   - a connection is used by one thread at a time (SQLITE_OPEN_NOMUTEX);
 *   - a statement is prepared once and kept, found by the address of its `struct sql`.
 */
#ifndef LOK_BASE_CONNECTION_H
#define LOK_BASE_CONNECTION_H

#include "lok/base/sql.h"
#include <sqlite3.h>

/* How long another thread or process is waited for, in ms. */
enum { DB_PATIENCE = 5000 };

enum connection_role { CONNECTION_READS, CONNECTION_WRITES };

struct kept {
    const struct sql *sql; /* NULL: a free slot */
    sqlite3_stmt *statement;
    bool in_use;
};

struct connection {
    sqlite3 *handle;
    struct kept *kept; /* hashed by address, open addressing, never over half full */
    size_t slots;
    size_t count;
    struct text_tables *texts; /* NULL until text_tables.c is asked */
};

/* What reads: a reader of the pool, or the writer inside its transaction. */
struct snap {
    struct db *db;
    struct connection *connection;
    struct fault *fault;
    bool writes;
    enum err broken; /* the error after which this transaction can only be rolled back */
};

struct tx {
    struct snap snap;
};

/* Opens the file at a path without symbolic links. It must exist. `f` tells why not, in English. */
enum err connection_open(const char *path, enum connection_role role, struct fault *f,
    struct connection **ret) NODISCARD;
void connection_close(struct connection *c);

/* What the code of the call just made means to us; logs what is not the caller's doing. Aborts when memory is out. */
enum err connection_error(const struct connection *c, int code);

/* A statement that is reset and not in use. Give it back with statement_release. */
struct statement {
    sqlite3_stmt *handle;
    const struct sql *kept; /* NULL: prepared for this once, since the kept one is in use */
};

enum err statement_acquire(
    struct connection *c, const struct sql *q, struct statement *ret) NODISCARD;
void statement_release(struct connection *c, struct statement *s);
void statement_forget_all(struct connection *c);

/* Binds all parameters by name; they stay the caller's until the release. */
void statement_bind(const struct statement *s, const struct sql *q, const struct in *in);

/* sqlite3_step, with an errno that tells about this step only. */
int statement_step(const struct statement *s);

/* Runs a statement without parameters and rows: BEGIN, COMMIT. */
enum err statement_run(struct connection *c, const struct sql *q) NODISCARD;

/* The absolute path with symbolic links in its folders resolved (NOFOLLOW refuses them anywhere).
 * ERR_NOT_FOUND when the folder does not exist. */
enum err path_resolve(const char *path, struct fault *f, char **ret) NODISCARD;

/* Brings a file and its entry in the folder to the disk. */
enum err path_sync(const char *path) NODISCARD;

#endif
