/* Two threads and a second process write to one database at the same time; nothing is lost. */
#include "tests/given/notes.h"
#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 2, EACH = 60 };

struct writer {
    struct db *db;
    pthread_t thread;
    const char *name;
    int acknowledged; /* read after the join */
};

/* Tries each note until it is acknowledged; who gets ERR_BUSY too often fails the test below. */
static int write_notes(struct db *db, const char *name)
{
    int acknowledged = 0;
    for (int i = 0; i < EACH; i++) {
        AUTO(arena_cleanup) struct arena *a = arena_new();
        struct fault f;
        fault_init(&f, a);
        if (note_commit(db, &f, arena_printf(a, "%s %d", name, i)) == ERR_OK)
            acknowledged++;
    }
    return acknowledged;
}

static void *write_in_thread(void *context)
{
    struct writer *w = context;
    w->acknowledged = write_notes(w->db, w->name);
    return NULL;
}

/* Forked before any thread or connection exists here. */
static pid_t start_second_process(void **state)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0)
        return child;
    struct db *db = NULL;
    while (db_open(given_path(state, "notes.db"), false, given_fault(state), &db) != ERR_OK)
        usleep(1000);
    int64_t version = 0;
    while (migrate_version(db, given_fault(state), &version) != ERR_OK || version == 0)
        usleep(1000);
    int acknowledged = write_notes(db, "proces");
    db_close(db);
    _exit(acknowledged == EACH ? 0 : 1);
}

static void nothing_is_lost(void **state)
{
    int status = -1;
    pid_t child = start_second_process(state);
    struct db *db = notes_open(state);
    given_adopt(state, db);
    struct writer writers[THREADS] = { { .db = db, .name = "een" }, { .db = db, .name = "twee" } };
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&writers[i].thread, NULL, write_in_thread, &writers[i]), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(writers[i].thread, NULL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);

    assert_int_equal(status, 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(writers[i].acknowledged, EACH);
    assert_int_equal(notes_in(db, given_fault(state)), (THREADS + 1) * EACH);
    assert_int_equal(db_check(db, given_fault(state)), ERR_OK);
}

struct pair_reader {
    struct db *db;
    pthread_t thread;
    _Atomic int stop;
    int reads;
    int odd; /* snaps that saw half of a transaction */
};

static void *read_pairs(void *context)
{
    struct pair_reader *r = context;
    AUTO(arena_cleanup) struct arena *a = arena_new();
    struct fault f;
    fault_init(&f, a);
    while (!atomic_load(&r->stop)) {
        r->odd += notes_in(r->db, &f) % 2 != 0;
        r->reads++;
    }
    return NULL;
}

static void a_reader_never_sees_half_a_transaction(void **state)
{
    struct pair_reader reader = { .db = given_database(state) };
    assert_int_equal(pthread_create(&reader.thread, NULL, read_pairs, &reader), 0);
    for (int i = 0; i < EACH; i++) {
        assert_int_equal(note_add(given_tx(state), "links"), ERR_OK);
        assert_int_equal(note_add(given_tx(state), "rechts"), ERR_OK);
        given_commit(state);
    }
    atomic_store(&reader.stop, 1);
    assert_int_equal(pthread_join(reader.thread, NULL), 0);
    assert_true(reader.reads > 0);
    assert_int_equal(reader.odd, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_lost, given_folder, given_end),
        cmocka_unit_test_setup_teardown(
            a_reader_never_sees_half_a_transaction, given_notes, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
