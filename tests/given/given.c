#include "tests/given/given.h"
#include "lok/base/clock.h"
#include "lok/base/json.h"
#include "lok/base/secret.h"
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct given {
    struct arena *arena;
    struct fault fault;
    const char *folder; /* NULL when there is none */
    struct db *db;
    struct tx *tx;
    unsigned long bugs; /* check_bug_count when it is as it should be */
};

static struct given *given(void **state)
{
    assert_non_null(*state);
    return *state;
}

int given_arena(void **state)
{
    clock_init();
    secret_init();
    json_init();
    struct arena *a = arena_new();
    struct given *g = arena_alloc(a, sizeof *g);
    g->arena = a;
    g->bugs = check_bug_count();
    fault_init(&g->fault, a);
    *state = g;
    return 0;
}

int given_folder(void **state)
{
    given_arena(state);
    struct given *g = given(state);
    const char *parent = getenv("TMPDIR");
    char *folder = arena_printf(g->arena, "%s/lok-test-XXXXXX", parent ? parent : "/tmp");
    if (!mkdtemp(folder))
        return -1;
    g->folder = folder;
    return 0;
}

/* -- a database with the schema: made once in a process, copied for each test -- */

static struct {
    unsigned char *bytes; /* NULL until it is made; the process's */
    size_t length;
} pattern;

static bool read_pattern(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat about;
    if (!file || fstat(fileno(file), &about) != 0)
        return false;
    pattern.length = (size_t)about.st_size;
    pattern.bytes = malloc(pattern.length);
    bool whole = pattern.bytes && fread(pattern.bytes, 1, pattern.length, file) == pattern.length;
    return fclose(file) == 0 && whole;
}

static bool write_pattern(const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool whole = fwrite(pattern.bytes, 1, pattern.length, file) == pattern.length;
    return fclose(file) == 0 && whole;
}

static enum err make_pattern(struct given *g, const char *path)
{
    struct db *db = NULL;
    TRY(db_open(path, true, &g->fault, &db));
    enum err e = migrate(db, schema_files, &g->fault);
    db_close(db);
    if (e == ERR_OK && !read_pattern(path))
        e = ERR_STORAGE;
    return e;
}

int given_db(void **state)
{
    if (given_folder(state) != 0)
        return -1;
    struct given *g = given(state);
    const char *path = given_path(state, "lok.db");
    enum err e = ERR_OK;
    if (!pattern.bytes)
        e = make_pattern(g, path);
    else if (!write_pattern(path))
        e = ERR_STORAGE;
    if (e == ERR_OK)
        e = db_open(path, false, &g->fault, &g->db);
    if (e != ERR_OK)
        print_error("no database: %s\n", g->fault.detail);
    return e == ERR_OK ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *about, int type, struct FTW *where)
{
    (void)about;
    (void)type;
    (void)where;
    return remove(path);
}

int given_end(void **state)
{
    struct given *g = given(state);
    if (g->tx)
        tx_rollback(g->tx);
    db_close(g->db);
    if (g->folder)
        (void)nftw(g->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    bool clean = check_bug_count() == g->bugs;
    if (!clean)
        print_error("OUR_BUG fired %lu times, %lu expected\n", check_bug_count(), g->bugs);
    arena_free(g->arena);
    *state = NULL;
    return clean ? 0 : -1;
}

struct arena *arena(void **state)
{
    return given(state)->arena;
}

struct fault *given_fault(void **state)
{
    return &given(state)->fault;
}

struct db *given_database(void **state)
{
    assert_non_null(given(state)->db);
    return given(state)->db;
}

void given_adopt(void **state, struct db *db)
{
    assert_null(given(state)->db);
    given(state)->db = db;
}

const char *given_path(void **state, const char *name)
{
    struct given *g = given(state);
    assert_non_null(g->folder);
    return arena_printf(g->arena, "%s/%s", g->folder, name);
}

struct tx *given_tx(void **state)
{
    struct given *g = given(state);
    if (!g->tx)
        assert_int_equal(tx_begin(given_database(state), &g->fault, &g->tx), ERR_OK);
    return g->tx;
}

void given_commit(void **state)
{
    struct given *g = given(state);
    struct tx *tx = g->tx;
    assert_non_null(tx);
    g->tx = NULL;
    assert_int_equal(tx_commit(tx), ERR_OK);
}

void given_bugs(void **state, unsigned long expected)
{
    given(state)->bugs += expected;
}
