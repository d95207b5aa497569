/* A disk that is full or fails: said clearly, nothing half done, reading and later writing go on.
 * SQLite's own system calls are replaced (xSetSystemCall), so that no real disk has to fill up. */
#include "tests/given/notes.h"
#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* One test at a time, one thread. */
static struct {
    int reason; /* errno of every write, 0: writes work */
    int after;  /* so many more writes work first */
} disk;

static bool refuses(void)
{
    if (disk.reason == 0)
        return false;
    if (disk.after > 0) {
        disk.after--;
        return false;
    }
    errno = disk.reason;
    return true;
}

static ssize_t failing_write(int fd, const void *bytes, size_t length)
{
    return refuses() ? -1 : write(fd, bytes, length);
}

static ssize_t failing_pwrite(int fd, const void *bytes, size_t length, off_t at)
{
    return refuses() ? -1 : pwrite(fd, bytes, length, at);
}

static int replace_system_calls(void **state)
{
    (void)state;
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    int code = vfs->xSetSystemCall(vfs, "write", (sqlite3_syscall_ptr)failing_write);
    if (code == SQLITE_OK)
        code = vfs->xSetSystemCall(vfs, "pwrite", (sqlite3_syscall_ptr)failing_pwrite);
    if (code == SQLITE_OK)
        code = vfs->xSetSystemCall(vfs, "pwrite64", (sqlite3_syscall_ptr)failing_pwrite);
    return code == SQLITE_OK ? 0 : -1;
}

static int given_working_disk(void **state)
{
    memset(&disk, 0, sizeof disk);
    return given_notes(state);
}

static int end_with_working_disk(void **state)
{
    memset(&disk, 0, sizeof disk);
    return given_end(state);
}

static enum err commit(void **state, const char *text)
{
    return note_commit(given_database(state), given_fault(state), text);
}

static int64_t notes(void **state)
{
    return notes_in(given_database(state), given_fault(state));
}

static void a_full_disk_is_said_and_reading_goes_on(void **state)
{
    assert_int_equal(commit(state, "een"), ERR_OK);
    disk.reason = ENOSPC;
    assert_int_equal(commit(state, "twee"), ERR_DISK_FULL);
    assert_int_equal(commit(state, "drie"), ERR_DISK_FULL);
    assert_int_equal(notes(state), 1);
}

static void writing_recovers_once_there_is_space(void **state)
{
    disk.reason = ENOSPC;
    assert_int_equal(commit(state, "een"), ERR_DISK_FULL);
    disk.reason = 0;
    assert_int_equal(commit(state, "twee"), ERR_OK);
    assert_int_equal(notes(state), 1);
    assert_int_equal(db_check(given_database(state), given_fault(state)), ERR_OK);
}

static void a_quota_that_is_used_up_is_a_full_disk(void **state)
{
    disk.reason = EDQUOT;
    assert_int_equal(commit(state, "een"), ERR_DISK_FULL);
}

static void a_disk_that_fails_is_a_storage_error_and_recovers(void **state)
{
    disk.reason = EIO;
    assert_int_equal(commit(state, "een"), ERR_STORAGE);
    disk.reason = 0;
    assert_int_equal(commit(state, "twee"), ERR_OK);
    assert_int_equal(notes(state), 1);
}

/* Whichever write of a commit fails: it is there wholly or not at all, and the next one works. */
static void a_commit_that_fails_at_any_write_leaves_nothing(void **state)
{
    int64_t expected = 0;
    bool done = false;
    for (int after = 0; !done; after++) {
        assert_true(after < 100);
        disk.reason = ENOSPC;
        disk.after = after;
        enum err e = commit(state, "bij elke schrijfopdracht");
        done = e == ERR_OK;
        disk.reason = 0;
        assert_true(done || e == ERR_DISK_FULL);
        expected += done;
        assert_int_equal(notes(state), expected);
        assert_int_equal(commit(state, "daarna"), ERR_OK);
        expected++;
    }
    assert_true(expected > 1);
}

/* A transaction larger than the cache is written to disk before its commit. */
static enum err add_large(struct tx *tx, int count)
{
    static char text[8 * KiB];
    memset(text, 'x', sizeof text - 1);
    for (int i = 0; i < count; i++)
        TRY(note_add(tx, text));
    return ERR_OK;
}

static void after_a_failure_a_transaction_takes_nothing_more(void **state)
{
    struct tx *tx = NULL;
    assert_int_equal(tx_begin(given_database(state), given_fault(state), &tx), ERR_OK);
    disk.reason = ENOSPC;
    assert_int_equal(add_large(tx, 2000), ERR_DISK_FULL);
    disk.reason = 0;
    assert_int_equal(note_add(tx, "zou alleen staan"), ERR_DISK_FULL);
    assert_int_equal(tx_commit(tx), ERR_DISK_FULL);
    assert_int_equal(notes(state), 0);
    assert_int_equal(commit(state, "daarna"), ERR_OK);
    assert_int_equal(notes(state), 1);
}

static void a_backup_onto_a_full_disk_leaves_no_file(void **state)
{
    const char *to = given_path(state, "copy.db");
    assert_int_equal(commit(state, "een"), ERR_OK);
    disk.reason = ENOSPC;
    assert_int_equal(db_backup(given_database(state), to, given_fault(state)), ERR_DISK_FULL);
    assert_int_not_equal(access(to, F_OK), 0);
    disk.reason = 0;
    assert_int_equal(db_backup(given_database(state), to, given_fault(state)), ERR_OK);
}

#define WITH_DISK(name) \
    cmocka_unit_test_setup_teardown(name, given_working_disk, end_with_working_disk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DISK(a_full_disk_is_said_and_reading_goes_on),
        WITH_DISK(writing_recovers_once_there_is_space),
        WITH_DISK(a_quota_that_is_used_up_is_a_full_disk),
        WITH_DISK(a_disk_that_fails_is_a_storage_error_and_recovers),
        WITH_DISK(a_commit_that_fails_at_any_write_leaves_nothing),
        WITH_DISK(after_a_failure_a_transaction_takes_nothing_more),
        WITH_DISK(a_backup_onto_a_full_disk_leaves_no_file),
    };
    return cmocka_run_group_tests(tests, replace_system_calls, NULL);
}
