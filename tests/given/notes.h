/* tests/given/notes.h: a database with one small table, for tests of the ground itself. */
#ifndef TESTS_GIVEN_NOTES_H
#define TESTS_GIVEN_NOTES_H

#include "lok/base/sql.h"
#include "tests/given/given.h"

/* folder (id, name UNIQUE), note (id, folder_id → folder deferred, text, kind CHECK). */
extern const struct embedded notes_files[];
extern const struct choice NOTE_KINDS[];

int given_notes(void **state); /* set-up; ends with given_end */

/* Opens notes.db in the test's folder, made when it is not there. */
struct db *notes_open(void **state);

enum err note_add(struct tx *tx, const char *text) NODISCARD;
enum err note_count(struct snap *s, int64_t *ret) NODISCARD;

/* One transaction around note_add; one snap around note_count. */
enum err note_commit(struct db *db, struct fault *f, const char *text) NODISCARD;
int64_t notes_in(struct db *db, struct fault *f);

/* Whether `act` ends the process by an abort. It runs in a process of its own. */
bool aborts(void (*act)(void **state), void **state);

#endif
