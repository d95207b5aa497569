/* tests/given/given.h: what a test starts from.
 *
 * cmocka_unit_test_setup_teardown(a_sentence, given_db, given_end)     a migrated database
 * cmocka_unit_test_setup_teardown(a_sentence, given_arena, given_end)  only an arena
 *
 * The database stands in a folder of its own under $TMPDIR, which given_end removes.
 */
#ifndef TESTS_GIVEN_GIVEN_H
#define TESTS_GIVEN_GIVEN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/migrate.h"

extern const struct embedded schema_files[];

int given_arena(void **state);
int given_db(void **state);     /* with the schema of this program */
int given_folder(void **state); /* without a database: for tests that open their own */
int given_end(void **state);    /* rolls back what is open; OUR_BUG may not have fired */

struct arena *arena(void **state);
struct fault *given_fault(void **state);
struct db *given_database(void **state);

/* Hands over a database that the test opened itself; given_end closes it. */
void given_adopt(void **state, struct db *db);

/* A path in the test's folder. */
const char *given_path(void **state, const char *name);

/* The open transaction; begins one when there is none. */
struct tx *given_tx(void **state);
void given_commit(void **state);

/* Our bugs that this test provokes on purpose, so that given_end forgives them. */
void given_bugs(void **state, unsigned long expected);

#endif
