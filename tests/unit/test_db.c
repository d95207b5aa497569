/* Covers lok/base/connection.c, lok/base/lockfile.c, lok/base/path.c. */
#include "lok/base/clock.h"
#include "lok/base/db.h"
#include "tests/given/notes.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static enum err open_at(void **state, const char *path, bool create)
{
    struct db *db = NULL;
    enum err e = db_open(path, create, given_fault(state), &db);
    db_close(db);
    return e;
}

static void a_missing_database_is_not_found(void **state)
{
    const char *path = given_path(state, "none.db");
    assert_int_equal(open_at(state, path, false), ERR_NOT_FOUND);
    assert_non_null(strstr(given_fault(state)->detail, "lokd init"));
    assert_int_not_equal(access(path, F_OK), 0);
}

static void a_missing_folder_is_not_found(void **state)
{
    assert_int_equal(open_at(state, given_path(state, "none/lok.db"), true), ERR_NOT_FOUND);
    assert_non_null(strstr(given_fault(state)->detail, "none"));
}

static void a_new_database_is_closed_to_others(void **state)
{
    struct stat about;
    const char *path = given_path(state, "new.db");
    assert_int_equal(open_at(state, path, true), ERR_OK);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0137, 0);
}

static void a_symbolic_link_to_a_database_is_refused(void **state)
{
    assert_int_equal(open_at(state, given_path(state, "real.db"), true), ERR_OK);
    assert_int_equal(symlink("real.db", given_path(state, "link.db")), 0);
    assert_int_equal(open_at(state, given_path(state, "link.db"), false), ERR_STORAGE);
    assert_non_null(strstr(given_fault(state)->detail, "symbolic link"));
}

static void a_symbolic_link_to_its_folder_is_followed(void **state)
{
    assert_int_equal(mkdir(given_path(state, "real"), 0700), 0);
    assert_int_equal(symlink("real", given_path(state, "link")), 0);
    assert_int_equal(open_at(state, given_path(state, "link/lok.db"), true), ERR_OK);
    assert_int_equal(access(given_path(state, "real/lok.db"), F_OK), 0);
}

static void a_file_that_is_no_database_is_refused(void **state)
{
    const char *path = given_path(state, "letter.txt");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int i = 0; i < 200; i++)
        (void)fprintf(file, "Geachte leden van het LOK,\n");
    (void)fclose(file);
    assert_int_equal(open_at(state, path, true), ERR_STORAGE);
    assert_non_null(strstr(given_fault(state)->detail, "not a database"));
    assert_int_equal(access(path, F_OK), 0);
}

static int64_t pragma(struct snap *s, const struct sql *q, const char *name)
{
    int64_t value = -1;
    assert_int_equal(sql_one(s, q, IN(), OUT(out_i64(name, &value))), ERR_OK);
    return value;
}

static void the_writer_is_durable_and_hardened(void **state)
{
    static const struct sql synchronous = SQL("PRAGMA synchronous");
    static const struct sql foreign_keys = SQL("PRAGMA foreign_keys");
    static const struct sql trusted_schema = SQL("PRAGMA trusted_schema");
    static const struct sql cell_size_check = SQL("PRAGMA cell_size_check");
    struct snap *s = tx_snap(given_tx(state));
    assert_int_equal(pragma(s, &synchronous, "synchronous"), 2);
    assert_int_equal(pragma(s, &foreign_keys, "foreign_keys"), 1);
    assert_int_equal(pragma(s, &trusted_schema, "trusted_schema"), 0);
    assert_int_equal(pragma(s, &cell_size_check, "cell_size_check"), 1);
}

static void readers_only_read_and_stay_small(void **state)
{
    static const struct sql query_only = SQL("PRAGMA query_only");
    static const struct sql cache_size = SQL("PRAGMA cache_size");
    struct snap *s = NULL;
    assert_int_equal(snap_begin(given_database(state), given_fault(state), &s), ERR_OK);
    assert_int_equal(pragma(s, &query_only, "query_only"), 1);
    assert_int_equal(pragma(s, &cache_size, "cache_size"), -1024);
    snap_end(s);
}

static void a_commit_is_seen_by_the_next_snap(void **state)
{
    assert_int_equal(note_commit(given_database(state), given_fault(state), "een"), ERR_OK);
    assert_int_equal(notes_in(given_database(state), given_fault(state)), 1);
}

static void a_rollback_leaves_nothing(void **state)
{
    struct tx *tx = NULL;
    assert_int_equal(tx_begin(given_database(state), given_fault(state), &tx), ERR_OK);
    assert_int_equal(note_add(tx, "een"), ERR_OK);
    tx_rollback(tx);
    assert_int_equal(notes_in(given_database(state), given_fault(state)), 0);
}

static void a_transaction_sees_its_own_changes_and_others_do_not(void **state)
{
    int64_t count = 0;
    assert_int_equal(note_add(given_tx(state), "een"), ERR_OK);
    assert_int_equal(note_count(tx_snap(given_tx(state)), &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(notes_in(given_database(state), given_fault(state)), 0);
}

static void a_snap_stays_as_it_was(void **state)
{
    struct snap *s = NULL;
    int64_t count = -1;
    assert_int_equal(snap_begin(given_database(state), given_fault(state), &s), ERR_OK);
    assert_int_equal(note_count(s, &count), ERR_OK);
    assert_int_equal(note_commit(given_database(state), given_fault(state), "een"), ERR_OK);
    assert_int_equal(note_count(s, &count), ERR_OK);
    assert_int_equal(count, 0);
    snap_end(s);
}

static void only_commits_count(void **state)
{
    struct db *db = given_database(state);
    uint64_t before = db_commit_count(db);
    assert_int_equal(note_commit(db, given_fault(state), "een"), ERR_OK);
    assert_int_equal(note_add(given_tx(state), "twee"), ERR_OK);
    assert_int_equal(db_commit_count(db), before + 1);
}

static void four_snaps_stand_beside_each_other(void **state)
{
    struct snap *snaps[4];
    for (size_t i = 0; i < ARRAY_LEN(snaps); i++)
        assert_int_equal(snap_begin(given_database(state), given_fault(state), &snaps[i]), ERR_OK);
    for (size_t i = 0; i < ARRAY_LEN(snaps); i++) {
        int64_t count = -1;
        assert_int_equal(note_count(snaps[i], &count), ERR_OK);
        assert_int_equal(count, 0);
    }
    for (size_t i = 0; i < ARRAY_LEN(snaps); i++)
        snap_end(snaps[i]);
}

static void a_second_writer_gives_up_after_five_seconds(void **state)
{
    struct tx *second = NULL;
    struct tx *first = given_tx(state);
    int64_t start = clock_monotonic();
    assert_int_equal(tx_begin(given_database(state), given_fault(state), &second), ERR_BUSY);
    assert_in_range(clock_monotonic() - start, 4900, 8000);
    assert_int_equal(note_add(first, "een"), ERR_OK);
    given_commit(state);
    assert_int_equal(note_commit(given_database(state), given_fault(state), "twee"), ERR_OK);
}

/* Makes the database in a process of its own, which then ends as `end` says. */
static int in_another_process(void **state, void (*act)(void **state))
{
    int status = -1;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        act(state);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void commit_and_be_killed(void **state)
{
    struct db *db = notes_open(state);
    if (note_commit(db, given_fault(state), "bevestigd") != ERR_OK)
        _exit(1);
    struct tx *tx = NULL;
    if (tx_begin(db, given_fault(state), &tx) != ERR_OK || note_add(tx, "onbevestigd") != ERR_OK)
        _exit(1);
    (void)raise(SIGKILL);
}

static void what_was_committed_survives_a_kill_and_the_rest_does_not(void **state)
{
    int status = in_another_process(state, commit_and_be_killed);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    given_adopt(state, notes_open(state));
    assert_int_equal(notes_in(given_database(state), given_fault(state)), 1);
}

static void a_deferred_reference_is_a_conflict_at_the_commit(void **state)
{
    static const struct sql lost = SQL("INSERT INTO note (text, folder_id) VALUES ('weg', 99)");
    struct tx *tx = NULL;
    assert_int_equal(tx_begin(given_database(state), given_fault(state), &tx), ERR_OK);
    assert_int_equal(sql_run(tx, &lost, IN(), NULL), ERR_OK);
    assert_int_equal(tx_commit(tx), ERR_CONFLICT);
    assert_int_equal(notes_in(given_database(state), given_fault(state)), 0);
    assert_int_equal(note_commit(given_database(state), given_fault(state), "een"), ERR_OK);
}

static void a_lock_is_held_until_it_is_closed(void **state)
{
    int first = -1;
    int second = -1;
    const char *path = given_path(state, "lok.db");
    assert_int_equal(db_lock(path, ".courier", false, &first), ERR_OK);
    assert_int_equal(db_lock(path, ".courier", false, &second), ERR_BUSY);
    assert_int_equal(second, -1);
    (void)close(first);
    assert_int_equal(db_lock(path, ".courier", true, &second), ERR_OK);
    (void)close(second);
}

#define WITH(setup, name) cmocka_unit_test_setup_teardown(name, setup, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(given_folder, a_missing_database_is_not_found),
        WITH(given_folder, a_missing_folder_is_not_found),
        WITH(given_folder, a_new_database_is_closed_to_others),
        WITH(given_folder, a_symbolic_link_to_a_database_is_refused),
        WITH(given_folder, a_symbolic_link_to_its_folder_is_followed),
        WITH(given_folder, a_file_that_is_no_database_is_refused),
        WITH(given_notes, the_writer_is_durable_and_hardened),
        WITH(given_notes, readers_only_read_and_stay_small),
        WITH(given_notes, a_commit_is_seen_by_the_next_snap),
        WITH(given_notes, a_rollback_leaves_nothing),
        WITH(given_notes, a_transaction_sees_its_own_changes_and_others_do_not),
        WITH(given_notes, a_snap_stays_as_it_was),
        WITH(given_notes, only_commits_count),
        WITH(given_notes, four_snaps_stand_beside_each_other),
        WITH(given_notes, a_second_writer_gives_up_after_five_seconds),
        WITH(given_folder, what_was_committed_survives_a_kill_and_the_rest_does_not),
        WITH(given_notes, a_deferred_reference_is_a_conflict_at_the_commit),
        WITH(given_folder, a_lock_is_held_until_it_is_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
