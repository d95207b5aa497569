#include "lok/base/db.h"
#include "tests/given/notes.h"
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err backup(void **state, const char *name)
{
    return db_backup(given_database(state), given_path(state, name), given_fault(state));
}

static void a_backup_holds_what_was_committed(void **state)
{
    struct db *copy = NULL;
    assert_int_equal(note_commit(given_database(state), given_fault(state), "een"), ERR_OK);
    assert_int_equal(note_add(given_tx(state), "nog niet"), ERR_OK);
    assert_int_equal(backup(state, "copy.db"), ERR_OK);
    assert_int_equal(
        db_open(given_path(state, "copy.db"), false, given_fault(state), &copy), ERR_OK);
    assert_int_equal(notes_in(copy, given_fault(state)), 1);
    assert_int_equal(db_check(copy, given_fault(state)), ERR_OK);
    db_close(copy);
}

static void a_backup_is_closed_to_others(void **state)
{
    struct stat about;
    assert_int_equal(backup(state, "copy.db"), ERR_OK);
    assert_int_equal(stat(given_path(state, "copy.db"), &about), 0);
    assert_int_equal(about.st_mode & 0137, 0);
}

static void a_backup_never_replaces_a_file(void **state)
{
    struct stat about;
    int fd = open(given_path(state, "copy.db"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    (void)close(fd);
    assert_int_equal(backup(state, "copy.db"), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "exists already"));
    assert_int_equal(stat(given_path(state, "copy.db"), &about), 0);
    assert_int_equal(about.st_size, 0);
}

static void a_backup_that_fails_leaves_no_file(void **state)
{
    assert_int_equal(backup(state, "none/copy.db"), ERR_NOT_FOUND);
    assert_int_not_equal(access(given_path(state, "none"), F_OK), 0);
}

static bool file_holds(const char *path, const char *words)
{
    static char bytes[MiB];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    ssize_t length = read(fd, bytes, sizeof bytes);
    (void)close(fd);
    assert_true(length > 0 && length < MiB);
    return memmem(bytes, (size_t)length, words, strlen(words)) != NULL;
}

static void a_backup_holds_nothing_that_was_deleted(void **state)
{
    static const struct sql forget = SQL("DELETE FROM note WHERE text = 'vergeten'");
    assert_int_equal(note_add(given_tx(state), "vergeten"), ERR_OK);
    assert_int_equal(note_add(given_tx(state), "bewaard"), ERR_OK);
    assert_int_equal(sql_run(given_tx(state), &forget, IN(), NULL), ERR_OK);
    given_commit(state);
    assert_int_equal(backup(state, "copy.db"), ERR_OK);
    assert_true(file_holds(given_path(state, "copy.db"), "bewaard"));
    assert_false(file_holds(given_path(state, "copy.db"), "vergeten"));
}

static void a_sound_database_passes_the_check(void **state)
{
    assert_int_equal(note_commit(given_database(state), given_fault(state), "een"), ERR_OK);
    assert_int_equal(db_check(given_database(state), given_fault(state)), ERR_OK);
}

/* Foreign keys are off on a connection that is not ours. */
static void damage_reference(const char *path)
{
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(
            handle, "INSERT INTO note (id, text, folder_id) VALUES (12, '', 7)", NULL, NULL, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
}

static void a_reference_to_nothing_is_named(void **state)
{
    db_close(notes_open(state));
    damage_reference(given_path(state, "notes.db"));
    given_adopt(state, notes_open(state));
    assert_int_equal(db_check(given_database(state), given_fault(state)), ERR_STORAGE);
    assert_string_equal(
        given_fault(state)->detail, "Rij 12 van note verwijst naar een folder die niet bestaat");
}

/* Fills all pages after the schema's with noise. */
static void damage_pages(const char *path)
{
    struct stat about;
    char noise[4096];
    memset(noise, 0x5a, sizeof noise);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(fstat(fd, &about), 0);
    for (off_t at = 4096; at < about.st_size; at += 4096)
        assert_int_equal(pwrite(fd, noise, sizeof noise, at), sizeof noise);
    (void)close(fd);
}

static void a_damaged_database_fails_the_check(void **state)
{
    struct db *db = notes_open(state);
    for (int i = 0; i < 200; i++)
        assert_int_equal(note_commit(db, given_fault(state), "een bladzijde vol tekst"), ERR_OK);
    db_close(db);
    damage_pages(given_path(state, "notes.db"));
    assert_int_equal(
        db_open(given_path(state, "notes.db"), false, given_fault(state), &db), ERR_OK);
    given_adopt(state, db);
    assert_int_equal(db_check(db, given_fault(state)), ERR_STORAGE);
}

#define WITH(setup, name) cmocka_unit_test_setup_teardown(name, setup, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(given_notes, a_backup_holds_what_was_committed),
        WITH(given_notes, a_backup_is_closed_to_others),
        WITH(given_notes, a_backup_never_replaces_a_file),
        WITH(given_notes, a_backup_that_fails_leaves_no_file),
        WITH(given_notes, a_backup_holds_nothing_that_was_deleted),
        WITH(given_notes, a_sound_database_passes_the_check),
        WITH(given_folder, a_reference_to_nothing_is_named),
        WITH(given_folder, a_damaged_database_fails_the_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
