/* Out of memory: every allocation that fails ends the process by an abort, at once and by design, or
 * is one that SQLite does without. Never is anything else done, and the database is intact: what was
 * acknowledged is there. */
#include "agenda/item.h"
#include "agenda/sending.h"
#include "lok/base/clock.h"
#include "lok/base/json.h"
#include "lok/base/secret.h"
#include "notify/endpoint.h"
#include "tests/given/lok.h"
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PUBLICATIONS = 2, TRIALS = 120 };

enum whose { OURS, SQLITES, WHOSE_COUNT };

/* Of one process, one thread. */
static struct {
    long made[WHOSE_COUNT], fails_at[WHOSE_COUNT]; /* 0: never */
    sqlite3_mem_methods sqlite;
} memory;

static bool refused(enum whose whose)
{
    return ++memory.made[whose] == memory.fails_at[whose];
}

/* The linker gives these to our own code (--wrap), SQLite has its own below. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

void *__wrap_malloc(size_t size)
{
    return refused(OURS) ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return refused(OURS) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return refused(OURS) ? NULL : __real_realloc(old, size);
}

static void *sqlite_malloc(int size)
{
    return refused(SQLITES) ? NULL : memory.sqlite.xMalloc(size);
}

static void *sqlite_realloc(void *old, int size)
{
    return refused(SQLITES) ? NULL : memory.sqlite.xRealloc(old, size);
}

/* Before SQLite allocates for the first time. */
static int count_for_sqlite(void **state)
{
    (void)state;
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.sqlite) != SQLITE_OK)
        return -1;
    sqlite3_mem_methods ours = memory.sqlite;
    ours.xMalloc = sqlite_malloc;
    ours.xRealloc = sqlite_realloc;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK ? 0 : -1;
}

/* A process dies here, not a machine: nothing needs the real disk. */
int fsync(int fd)
{
    (void)fd;
    return 0;
}

int fdatasync(int fd)
{
    return fsync(fd);
}

/* -- what a process does with its memory -- */

static enum err prepare(struct tx *tx, struct arena *a)
{
    static const struct council COUNCIL = { .name = "LOK Voorbeeld",
        .municipality = "Voorbeeld",
        .number_prefix = "LOK",
        .email = "",
        .demo_date = "" };
    struct actor system = actor_system();
    struct endpoint_input in = {
        .url = "https://lok.example.be/hook", .name = "", .events = 1u << NOTICE_AGENDA_PUBLISHED
    };
    const char *secret;
    int64_t id;
    struct lines allow = { 0 };

    TRY(council_create(tx, &COUNCIL));
    return endpoint_create(tx, a, &system, &allow, &in, &id, &secret);
}

static enum err publish(struct tx *tx, struct arena *a)
{
    static const struct sending_options OPTIONS = { .public_url = "https://lok.example.be" };
    struct actor system = actor_system();
    struct meeting_input in = {
        .title = "LOK", .date = "2090-05-30", .time = "19:30", .month = "", .location = "Stadhuis"
    };
    struct item_input item = { .title = "Mentoren", .purpose = PURPOSE_ADVICE, .minutes = 20 };
    struct sending sent;
    int64_t meeting, id;

    TRY(meeting_create(tx, &system, &in, &meeting));
    TRY(item_create(tx, &system, meeting, &item, &id));
    return sending_send(tx, a, &system, &OPTIONS, meeting, 0, SENDING_AGENDA, &sent);
}

static enum err in_transaction(
    struct db *db, enum err (*act)(struct tx *tx, struct arena *a), struct arena *a)
{
    struct tx *tx = NULL;
    struct fault f;

    fault_init(&f, a);
    TRY(tx_begin(db, &f, &tx));
    enum err e = act(tx, a);
    if (e != ERR_OK) {
        tx_rollback(tx);
        return e;
    }
    return tx_commit(tx);
}

/* Opens the database, publishes, closes it; writes a byte to `to` for each acknowledged publication. */
static enum err work(const char *path, int to)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    struct db *db = NULL;
    struct fault f;

    fault_init(&f, a);
    TRY(db_open(path, false, &f, &db));
    for (int i = 0; i < PUBLICATIONS; i++) {
        AUTO(arena_cleanup) struct arena *own = arena_new();

        TRY(in_transaction(db, publish, own));
        if (write(to, "!", 1) != 1)
            return ERR_STORAGE;
    }
    db_close(db);
    return ERR_OK;
}

/* -- trials -- */

struct trial {
    int status;                    /* as waitpid gives it */
    long acknowledged;             /* publications */
    long allocations[WHOSE_COUNT]; /* of a trial that ended well */
};

static void run_trial(const char *path, int to, enum whose whose, long fails_at)
{
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

    (void)dup2(nowhere, STDERR_FILENO);
    (void)signal(SIGABRT, SIG_DFL);
    memset(memory.made, 0, sizeof memory.made);
    memory.fails_at[whose] = fails_at;
    enum err e = work(path, to);
    memory.fails_at[whose] = 0;
    if (e == ERR_OK)
        e = write(to, memory.made, sizeof memory.made) > 0 ? ERR_OK : ERR_STORAGE;
    _exit(e == ERR_OK ? 0 : 1);
}

/* `fails_at` 0: none does. */
static struct trial try(const char *path, enum whose whose, long fails_at)
{
    struct trial t = { 0 };
    int told[2];
    char bytes[PUBLICATIONS + 1 + sizeof t.allocations];
    size_t got = 0;

    assert_int_equal(pipe(told), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        run_trial(path, told[1], whose, fails_at);
    (void)close(told[1]);
    for (ssize_t n; (n = read(told[0], bytes + got, sizeof bytes - got)) > 0;)
        got += (size_t)n;
    (void)close(told[0]);
    assert_int_equal(waitpid(child, &t.status, 0), child);
    t.acknowledged = (long)(got < PUBLICATIONS ? got : PUBLICATIONS);
    if (got == PUBLICATIONS + sizeof t.allocations)
        memcpy(t.allocations, bytes + PUBLICATIONS, sizeof t.allocations);
    return t;
}

static const struct sql PUBLISHED = SQL(
    "SELECT count(*) AS meetings, (SELECT count(*) FROM publication) AS publications,"
    "       (SELECT count(*) FROM delivery) AS deliveries, (SELECT count(*) FROM agenda_item) AS items"
    "  FROM meeting");
static const struct sql INTEGRITY = SQL("PRAGMA integrity_check(1)");

/* Publications in the database: each whole, with its delivery. */
static long published(const char *path)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    struct fault f;
    struct db *db = NULL;
    struct snap *s = NULL;
    const char *sound = "";
    int64_t meetings = 0, publications = 0, deliveries = 0, items = 0;

    fault_init(&f, a);
    assert_int_equal(db_open(path, false, &f, &db), ERR_OK);
    assert_int_equal(db_check(db, &f), ERR_OK);
    assert_int_equal(snap_begin(db, &f, &s), ERR_OK);
    assert_int_equal(
        sql_one(s, &INTEGRITY, IN(), OUT(out_text("integrity_check", a, &sound))), ERR_OK);
    assert_string_equal(sound, "ok");
    assert_int_equal(sql_one(s, &PUBLISHED, IN(),
                         OUT(out_i64("meetings", &meetings), out_i64("publications", &publications),
                             out_i64("deliveries", &deliveries), out_i64("items", &items))),
        ERR_OK);
    snap_end(s);
    db_close(db);
    assert_int_equal(publications, meetings);
    assert_int_equal(deliveries, meetings);
    assert_int_equal(items, meetings);
    return (long)meetings;
}

static const char *made_database(void **state)
{
    const char *path = given_path(state, "memory.db");
    struct db *db = NULL;

    assert_int_equal(db_open(path, true, given_fault(state), &db), ERR_OK);
    assert_int_equal(migrate(db, schema_files, given_fault(state)), ERR_OK);
    assert_int_equal(in_transaction(db, prepare, arena(state)), ERR_OK);
    db_close(db);
    return path;
}

/* Lets one allocation fail at a time, `TRIALS` of them, spread over all that are made. */
static void fail_each(void **state, enum whose whose)
{
    const char *path = made_database(state);
    struct trial well = try(path, whose, 0);
    long there = published(path), aborted = 0, trials = well.allocations[whose];

    assert_int_equal(there, PUBLICATIONS);
    assert_true(trials > 10);
    trials = trials < TRIALS ? trials : TRIALS;
    for (long i = 0; i < trials; i++) {
        struct trial t = try(path, whose, 1 + i * well.allocations[whose] / trials);
        bool abort = WIFSIGNALED(t.status) && WTERMSIG(t.status) == SIGABRT;

        assert_true(abort || (WIFEXITED(t.status) && WEXITSTATUS(t.status) == 0));
        aborted += abort ? 1 : 0;
        long now = published(path);
        assert_in_range(now, there + t.acknowledged, there + PUBLICATIONS);
        assert_true(!abort || now <= there + t.acknowledged + 1);
        there = now;
    }
    assert_true(aborted > trials * 3 / 4);
}

static void an_allocation_of_ours_that_fails_aborts_and_the_database_is_intact(void **state)
{
    fail_each(state, OURS);
}

static void an_allocation_of_sqlite_that_fails_aborts_and_the_database_is_intact(void **state)
{
    fail_each(state, SQLITES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            an_allocation_of_ours_that_fails_aborts_and_the_database_is_intact, given_folder,
            given_end),
        cmocka_unit_test_setup_teardown(
            an_allocation_of_sqlite_that_fails_aborts_and_the_database_is_intact, given_folder,
            given_end),
    };
    clock_init();
    secret_init();
    json_init();
    return cmocka_run_group_tests(tests, count_for_sqlite, NULL);
}
