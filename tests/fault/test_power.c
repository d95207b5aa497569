/* Power cuts. All that SQLite writes and syncs during a series of transactions is recorded; then the
 * files are made again as a disk may hold them when the power fails after any one of these steps:
 * what was synced is there, of the rest nothing, all, or any of its sectors. Every acknowledged
 * transaction must be in it, whole, and no other but the one that was under way. */
#include "tests/given/notes.h"
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512, TRANSACTIONS = 24, LIFE = 8, NOTE_BYTES = 3000, LONGEST_PATH = 512 };

enum step_kind { STEP_WRITE, STEP_TRUNCATE, STEP_REMOVE, STEP_SYNC, STEP_ACKNOWLEDGED };
enum file { FILE_DATABASE, FILE_WAL, FILE_COUNT };
static const char *const ENDINGS[FILE_COUNT] = { "/notes.db", "/notes.db-wal" };

struct step {
    enum step_kind kind;
    enum file file;
    size_t at, length; /* STEP_ACKNOWLEDGED: `length` transactions so far */
    unsigned char *bytes;
};

/* One test at a time, one thread. */
static struct {
    bool on;
    struct step *steps;
    size_t count, capacity;
} record;

static struct step *add_step(enum step_kind kind, enum file file, size_t at, size_t length)
{
    if (record.count == record.capacity) {
        record.capacity = record.capacity == 0 ? 1024 : record.capacity * 2;
        record.steps = realloc(record.steps, record.capacity * sizeof *record.steps);
        assert_non_null(record.steps);
    }
    struct step *s = &record.steps[record.count++];
    *s = (struct step){ .kind = kind, .file = file, .at = at, .length = length };
    return s;
}

static bool file_of_path(const char *path, enum file *ret)
{
    size_t length = strlen(path);

    for (enum file f = 0; f < FILE_COUNT; f++) {
        size_t ending = strlen(ENDINGS[f]);

        if (length >= ending && strcmp(path + length - ending, ENDINGS[f]) == 0) {
            *ret = f;
            return record.on;
        }
    }
    return false;
}

static bool file_of(int fd, enum file *ret)
{
    char link[64], path[LONGEST_PATH];

    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return false;
    path[length] = '\0';
    return file_of_path(path, ret);
}

static void note_write(int fd, const void *bytes, size_t length, off_t at)
{
    enum file f;
    if (!file_of(fd, &f))
        return;
    struct step *s = add_step(STEP_WRITE, f, (size_t)at, length);
    s->bytes = malloc(length);
    assert_non_null(s->bytes);
    memcpy(s->bytes, bytes, length);
}

static ssize_t noting_write(int fd, const void *bytes, size_t length)
{
    note_write(fd, bytes, length, lseek(fd, 0, SEEK_CUR));
    return write(fd, bytes, length);
}

static ssize_t noting_pwrite(int fd, const void *bytes, size_t length, off_t at)
{
    note_write(fd, bytes, length, at);
    return pwrite(fd, bytes, length, at);
}

static int noting_truncate(int fd, off_t length)
{
    enum file f;
    if (file_of(fd, &f))
        (void)add_step(STEP_TRUNCATE, f, 0, (size_t)length);
    return ftruncate(fd, length);
}

static int noting_unlink(const char *path)
{
    enum file f;
    if (file_of_path(path, &f))
        (void)add_step(STEP_REMOVE, f, 0, 0);
    return unlink(path);
}

/* The program's own come before libc's, for SQLite too. Nothing here needs the real disk. */
int fsync(int fd)
{
    enum file f;
    if (file_of(fd, &f))
        (void)add_step(STEP_SYNC, f, 0, 0);
    return 0;
}

int fdatasync(int fd)
{
    return fsync(fd);
}

static int replace_system_calls(void **state)
{
    static const struct {
        const char *name;
        sqlite3_syscall_ptr call;
    } CALLS[] = {
        { "write", (sqlite3_syscall_ptr)(void (*)(void))noting_write },
        { "pwrite", (sqlite3_syscall_ptr)(void (*)(void))noting_pwrite },
        { "pwrite64", (sqlite3_syscall_ptr)(void (*)(void))noting_pwrite },
        { "ftruncate", (sqlite3_syscall_ptr)(void (*)(void))noting_truncate },
        { "unlink", (sqlite3_syscall_ptr)(void (*)(void))noting_unlink },
    };
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(CALLS); i++)
        if (vfs->xSetSystemCall(vfs, CALLS[i].name, CALLS[i].call) != SQLITE_OK)
            return -1;
    return 0;
}

/* -- what is recorded -- */

/* Two notes a transaction, so that half of one shows. */
static const char *text_of(struct arena *a, size_t note)
{
    char *text = arena_alloc(a, NOTE_BYTES + 1);
    int head = snprintf(text, NOTE_BYTES, "%zu:", note);

    memset(text + head, (int)('a' + note % 26), NOTE_BYTES - (size_t)head);
    return text;
}

static void commit_two(void **state, struct db *db, size_t transaction)
{
    struct tx *tx = NULL;

    assert_int_equal(tx_begin(db, given_fault(state), &tx), ERR_OK);
    assert_int_equal(note_add(tx, text_of(arena(state), transaction * 2)), ERR_OK);
    assert_int_equal(note_add(tx, text_of(arena(state), transaction * 2 + 1)), ERR_OK);
    assert_int_equal(tx_commit(tx), ERR_OK);
    (void)add_step(STEP_ACKNOWLEDGED, FILE_WAL, 0, transaction + 1);
}

/* Lives of a server: each begins on what the one before left, and ends with a checkpoint. */
static void record_transactions(void **state)
{
    db_close(notes_open(state)); /* the schema is on disk */
    record.on = true;
    for (size_t done = 0; done < TRANSACTIONS;) {
        struct db *db = notes_open(state);

        for (size_t end = done + LIFE; done < end; done++)
            commit_two(state, db, done);
        db_close(db);
    }
    record.on = false;
}

static int end_recording(void **state)
{
    for (size_t i = 0; i < record.count; i++)
        free(record.steps[i].bytes);
    free(record.steps);
    memset(&record, 0, sizeof record);
    return given_end(state);
}

/* -- what the disk holds afterwards -- */

enum luck { LUCK_NOTHING, LUCK_ALL, LUCK_SECTORS, LUCK_COUNT };

struct image {
    unsigned char bytes[1024 * 1024];
    size_t length;
    bool there;
};

struct cut {
    size_t steps;   /* made before the power failed */
    enum luck luck; /* of what was not synced */
    bool lies;      /* the disk ignores syncs of the log */
    uint32_t random;
};

static bool chance(struct cut *c)
{
    c->random = c->random * 1664525u + 1013904223u;
    return c->random >> 31 != 0;
}

static size_t synced_until(const struct cut *c, enum file f)
{
    size_t until = 0;

    for (size_t i = 0; i < c->steps; i++)
        if (record.steps[i].kind == STEP_SYNC && record.steps[i].file == f)
            until = i;
    return c->lies && f == FILE_WAL ? 0 : until;
}

static void write_sectors(struct cut *c, struct image *image, const struct step *s, bool torn)
{
    size_t end = s->at + s->length;

    assert_true(end <= sizeof image->bytes);
    for (size_t at = s->at, next; at < end; at = next) {
        next = (at / SECTOR + 1) * SECTOR < end ? (at / SECTOR + 1) * SECTOR : end;
        if (torn && !chance(c))
            continue;
        if (at > image->length)
            memset(image->bytes + image->length, 0, at - image->length);
        memcpy(image->bytes + at, s->bytes + (at - s->at), next - at);
        image->length = next > image->length ? next : image->length;
        image->there = true;
    }
}

static void apply(struct cut *c, struct image *image, const struct step *s, bool synced)
{
    if (!synced && (c->luck == LUCK_NOTHING ||
                       (c->luck == LUCK_SECTORS && s->kind != STEP_WRITE && !chance(c))))
        return;
    if (s->kind == STEP_WRITE) {
        write_sectors(c, image, s, !synced && c->luck == LUCK_SECTORS);
    } else if (s->kind == STEP_TRUNCATE) {
        if (s->length > image->length)
            memset(image->bytes + image->length, 0, s->length - image->length);
        image->length = s->length;
    } else if (s->kind == STEP_REMOVE) {
        image->length = 0;
        image->there = false;
    }
}

static void write_image(void **state, enum file f, const struct image *image)
{
    const char *path = given_path(state, f == FILE_DATABASE ? "cut/notes.db" : "cut/notes.db-wal");

    (void)unlink(path);
    if (!image->there)
        return;
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, image->bytes, image->length), (ssize_t)image->length);
    assert_int_equal(close(fd), 0);
}

/* The database in cut/, as the power left it. `base` is the file before the first step. */
static void restore(void **state, struct cut *c, const struct image *base)
{
    static struct image images[FILE_COUNT];
    size_t until[FILE_COUNT];

    images[FILE_DATABASE] = *base;
    images[FILE_WAL] = (struct image){ 0 };
    for (enum file f = 0; f < FILE_COUNT; f++)
        until[f] = synced_until(c, f);
    for (size_t i = 0; i < c->steps; i++) {
        const struct step *s = &record.steps[i];

        apply(c, &images[s->file], s, i < until[s->file]);
    }
    for (enum file f = 0; f < FILE_COUNT; f++)
        write_image(state, f, &images[f]);
    (void)unlink(given_path(state, "cut/notes.db-shm"));
}

static size_t acknowledged(const struct cut *c)
{
    size_t count = 0;

    for (size_t i = 0; i < c->steps; i++)
        if (record.steps[i].kind == STEP_ACKNOWLEDGED)
            count = record.steps[i].length;
    return count;
}

/* -- what a server finds there -- */

static const struct sql INTEGRITY = SQL("PRAGMA integrity_check(1)");
static const struct sql ALL_NOTES = SQL("SELECT text FROM note ORDER BY id");

/* The transactions that are there, whole and in order; the test fails when it is anything else. */
static size_t transactions_found(void **state, struct arena *a)
{
    struct fault f;
    struct db *db = NULL;
    struct snap *s = NULL;
    const char *sound = "", *text = "", **texts = NULL;
    size_t count = 0;

    fault_init(&f, a);
    assert_int_equal(db_open(given_path(state, "cut/notes.db"), false, &f, &db), ERR_OK);
    assert_int_equal(snap_begin(db, &f, &s), ERR_OK);
    assert_int_equal(
        sql_one(s, &INTEGRITY, IN(), OUT(out_text("integrity_check", a, &sound))), ERR_OK);
    assert_string_equal(sound, "ok");
    assert_int_equal(sql_list(s, a, &ALL_NOTES, IN(), OUT(out_text("text", a, &text)), &text,
                         sizeof text, &texts, &count),
        ERR_OK);
    snap_end(s);
    db_close(db);
    assert_int_equal(count % 2, 0);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(texts[i], text_of(a, i));
    return count / 2;
}

/* How many acknowledged transactions are gone. */
static size_t lost_by(void **state, struct cut c, const struct image *base)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();

    restore(state, &c, base);
    size_t found = transactions_found(state, a), promised = acknowledged(&c);
    assert_true(found <= promised + 1);
    return found < promised ? promised - found : 0;
}

static struct image *recorded(void **state)
{
    struct image *base = calloc(1, sizeof *base);

    assert_non_null(base);
    db_close(notes_open(state));
    int fd = open(given_path(state, "notes.db"), O_RDONLY | O_CLOEXEC);
    ssize_t length = read(fd, base->bytes, sizeof base->bytes);
    assert_true(length > 0 && close(fd) == 0);
    base->length = (size_t)length;
    base->there = true;
    record_transactions(state);
    assert_int_equal(mkdir(given_path(state, "cut"), 0700), 0);
    return base;
}

static void every_prefix_of_the_write_log_keeps_what_was_acknowledged(void **state)
{
    struct image *base = recorded(state);

    assert_true(record.count > TRANSACTIONS * 4);
    for (size_t steps = 0; steps <= record.count; steps++)
        for (enum luck luck = 0; luck < LUCK_COUNT; luck++) {
            struct cut c = { .steps = steps, .luck = luck, .random = (uint32_t)steps };

            if (lost_by(state, c, base) > 0)
                fail_msg(
                    "a cut after step %zu of %zu loses what was acknowledged", steps, record.count);
        }
    free(base);
}

static void the_same_cuts_lose_something_when_the_disk_ignores_syncs(void **state)
{
    struct image *base = recorded(state);
    size_t lost = 0;

    for (size_t steps = 0; steps <= record.count; steps++)
        if (steps > 0 && record.steps[steps - 1].kind == STEP_ACKNOWLEDGED)
            lost += lost_by(
                state, (struct cut){ .steps = steps, .luck = LUCK_NOTHING, .lies = true }, base);
    assert_true(lost > TRANSACTIONS);
    free(base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            every_prefix_of_the_write_log_keeps_what_was_acknowledged, given_folder, end_recording),
        cmocka_unit_test_setup_teardown(
            the_same_cuts_lose_something_when_the_disk_ignores_syncs, given_folder, end_recording),
    };
    return cmocka_run_group_tests(tests, replace_system_calls, NULL);
}
