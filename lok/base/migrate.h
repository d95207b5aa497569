/* lok/base/migrate.h: brings a database to the schema of this program.
 *
 * Migrations are .sql files in the rooms' schema/ folders that share one number sequence
 * (0001_….sql), embedded at build time. Their sha256 is recorded: a database with a newer number, or
 * with another text for a number, is refused with words that say what to do. Before migrating an
 * existing database a copy is made beside it (NAME.before-NNNN).
 */
#ifndef LOK_BASE_MIGRATE_H
#define LOK_BASE_MIGRATE_H

#include "lok/base/db.h"
#include "lok/base/embed.h"

/* `files` are sorted by name and end with a NULL name; the number is the four digits at its start. */
enum err migrate(struct db *db, const struct embedded *files, struct fault *f) NODISCARD;

/* Whether an existing database is of an older schema, so that `migrate` would change it. Refuses what
 * `migrate` refuses; an empty database needs no migrating, but making. */
enum err migrate_needed(
    struct db *db, const struct embedded *files, struct fault *f, bool *ret) NODISCARD;

/* The number of the newest migration applied, 0 for an empty database. */
enum err migrate_version(struct db *db, struct fault *f, int64_t *ret) NODISCARD;

#endif
