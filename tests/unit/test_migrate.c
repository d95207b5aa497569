#include "lok/base/migrate.h"
#include "tests/given/notes.h"
#include <string.h>
#include <unistd.h>

#define FILE_OF(name, text, sha256)                                   \
    {                                                                 \
        name, (const unsigned char *)(text), sizeof(text) - 1, sha256 \
    }
#define LAST                \
    {                       \
        NULL, NULL, 0, NULL \
    }

static const char FIRST[] = "CREATE TABLE a (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
                            "INSERT INTO a (text) VALUES ('van vroeger');";
static const char SECOND[] = "CREATE TABLE b (id INTEGER PRIMARY KEY REFERENCES a (id)) STRICT;";
static const char BROKEN[] = "CREATE TABLE c (id INTEGER PRIMARY KEY) STRICT;"
                             "INSERT INTO nowhere VALUES (1);";
static const char LOST[] = "INSERT INTO b (id) VALUES (999);";
static const char REMADE[] = "CREATE TABLE a2 (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;"
                             "INSERT INTO a2 SELECT id, text FROM a;"
                             "DROP TABLE a;"
                             "ALTER TABLE a2 RENAME TO a;";

static const struct embedded ONE[] = { FILE_OF("0001_a.sql", FIRST, "1"), LAST };
static const struct embedded TWO[] = { FILE_OF("0001_a.sql", FIRST, "1"),
    FILE_OF("0002_b.sql", SECOND, "2"), LAST };
static const struct embedded ALTERED[] = { FILE_OF("0001_a.sql", FIRST, "x"),
    FILE_OF("0002_b.sql", SECOND, "2"), LAST };
static const struct embedded GAP[] = { FILE_OF("0001_a.sql", FIRST, "1"),
    FILE_OF("0003_b.sql", SECOND, "2"), LAST };
static const struct embedded FILLED[] = { FILE_OF("0001_a.sql", FIRST, "1"),
    FILE_OF("0002_c.sql", SECOND, "3"), FILE_OF("0003_b.sql", SECOND, "2"), LAST };
static const struct embedded FAILS[] = { FILE_OF("0001_a.sql", FIRST, "1"),
    FILE_OF("0002_b.sql", SECOND, "2"), FILE_OF("0003_c.sql", BROKEN, "3"), LAST };
static const struct embedded DANGLES[] = { FILE_OF("0001_a.sql", FIRST, "1"),
    FILE_OF("0002_b.sql", SECOND, "2"), FILE_OF("0003_c.sql", LOST, "3"), LAST };
static const struct embedded REMAKES[] = { FILE_OF("0001_a.sql", FIRST, "1"),
    FILE_OF("0002_b.sql", SECOND, "2"), FILE_OF("0003_c.sql", REMADE, "3"), LAST };

static int given_empty(void **state)
{
    struct db *db = NULL;
    if (given_folder(state) != 0)
        return -1;
    if (db_open(given_path(state, "lok.db"), true, given_fault(state), &db) != ERR_OK)
        return -1;
    given_adopt(state, db);
    return 0;
}

static enum err migrate_to(void **state, const struct embedded *files)
{
    return migrate(given_database(state), files, given_fault(state));
}

static int64_t version(void **state)
{
    int64_t number = -1;
    assert_int_equal(migrate_version(given_database(state), given_fault(state), &number), ERR_OK);
    return number;
}

static bool says(void **state, const char *words)
{
    return strstr(given_fault(state)->detail, words) != NULL;
}

static bool exists(void **state, const char *name)
{
    return access(given_path(state, name), F_OK) == 0;
}

static void an_empty_database_has_version_zero(void **state)
{
    assert_int_equal(version(state), 0);
}

static void a_new_database_gets_everything_and_no_copy(void **state)
{
    assert_int_equal(migrate_to(state, TWO), ERR_OK);
    assert_int_equal(version(state), 2);
    assert_false(exists(state, "lok.db.before-0001"));
}

static void a_database_that_is_up_to_date_is_left_alone(void **state)
{
    assert_int_equal(migrate_to(state, TWO), ERR_OK);
    assert_int_equal(migrate_to(state, TWO), ERR_OK);
    assert_int_equal(version(state), 2);
    assert_false(exists(state, "lok.db.before-0002"));
}

static void an_older_database_is_copied_and_brought_up_to_date(void **state)
{
    static const struct sql text = SQL("SELECT text FROM a");
    const char *found = "";
    struct db *copy = NULL;
    struct snap *s = NULL;
    int64_t number = -1;
    assert_int_equal(migrate_to(state, ONE), ERR_OK);
    assert_int_equal(migrate_to(state, TWO), ERR_OK);
    assert_int_equal(version(state), 2);

    const char *path = given_path(state, "lok.db.before-0002");
    assert_int_equal(db_open(path, false, given_fault(state), &copy), ERR_OK);
    assert_int_equal(migrate_version(copy, given_fault(state), &number), ERR_OK);
    assert_int_equal(number, 1);
    assert_int_equal(snap_begin(copy, given_fault(state), &s), ERR_OK);
    assert_int_equal(sql_one(s, &text, IN(), OUT(out_text("text", arena(state), &found))), ERR_OK);
    assert_string_equal(found, "van vroeger");
    snap_end(s);
    db_close(copy);
}

static void a_newer_database_is_refused_with_words_that_help(void **state)
{
    assert_int_equal(migrate_to(state, TWO), ERR_OK);
    assert_int_equal(migrate_to(state, ONE), ERR_NEWER_SCHEMA);
    assert_true(says(state, "newer version (schema 2, this program knows 1)"));
    assert_true(says(state, "install the newer lokd"));
    assert_int_equal(version(state), 2);
}

static void an_altered_migration_is_refused(void **state)
{
    assert_int_equal(migrate_to(state, ONE), ERR_OK);
    assert_int_equal(migrate_to(state, ALTERED), ERR_CONFLICT);
    assert_true(says(state, "another text of 0001_a.sql"));
    assert_int_equal(version(state), 1);
}

static void a_migration_that_comes_too_late_is_refused(void **state)
{
    assert_int_equal(migrate_to(state, GAP), ERR_OK);
    assert_int_equal(migrate_to(state, FILLED), ERR_CONFLICT);
    assert_true(says(state, "never applied"));
}

static void a_database_of_another_program_is_refused(void **state)
{
    static const struct sql make = SQL("CREATE TABLE recipe (name TEXT) STRICT");
    assert_int_equal(sql_run(given_tx(state), &make, IN(), NULL), ERR_OK);
    given_commit(state);
    assert_int_equal(migrate_to(state, ONE), ERR_CONFLICT);
    assert_true(says(state, "another program"));
}

static void a_migration_that_fails_changes_nothing(void **state)
{
    static const struct sql tables =
        SQL("SELECT count(*) AS found FROM sqlite_schema WHERE name IN ('b', 'c')");
    int64_t found = -1;
    given_bugs(state, 1);
    assert_int_equal(migrate_to(state, ONE), ERR_OK);
    assert_int_equal(migrate_to(state, FAILS), ERR_INTERNAL);
    assert_true(says(state, "migration 0003_c.sql failed: no such table: nowhere"));
    assert_int_equal(version(state), 1);
    assert_int_equal(
        sql_one(tx_snap(given_tx(state)), &tables, IN(), OUT(out_i64("found", &found))), ERR_OK);
    assert_int_equal(found, 0);
}

static void references_are_checked_before_the_commit(void **state)
{
    assert_int_equal(migrate_to(state, TWO), ERR_OK);
    assert_int_equal(migrate_to(state, DANGLES), ERR_STORAGE);
    assert_true(says(state, "row 999 of b would refer to a a that does not exist"));
    assert_int_equal(version(state), 2);
}

static void a_table_that_others_refer_to_can_be_made_anew(void **state)
{
    static const struct sql refer = SQL("INSERT INTO b (id) VALUES (1)");
    static const struct sql words = SQL("SELECT words FROM a JOIN b USING (id)");
    const char *found = "";
    assert_int_equal(migrate_to(state, TWO), ERR_OK);
    assert_int_equal(sql_run(given_tx(state), &refer, IN(), NULL), ERR_OK);
    given_commit(state);
    assert_int_equal(migrate_to(state, REMAKES), ERR_OK);
    assert_int_equal(sql_one(tx_snap(given_tx(state)), &words, IN(),
                         OUT(out_text("words", arena(state), &found))),
        ERR_OK);
    assert_string_equal(found, "van vroeger");
}

#define WITH_EMPTY(name) cmocka_unit_test_setup_teardown(name, given_empty, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_EMPTY(an_empty_database_has_version_zero),
        WITH_EMPTY(a_new_database_gets_everything_and_no_copy),
        WITH_EMPTY(a_database_that_is_up_to_date_is_left_alone),
        WITH_EMPTY(an_older_database_is_copied_and_brought_up_to_date),
        WITH_EMPTY(a_newer_database_is_refused_with_words_that_help),
        WITH_EMPTY(an_altered_migration_is_refused),
        WITH_EMPTY(a_migration_that_comes_too_late_is_refused),
        WITH_EMPTY(a_database_of_another_program_is_refused),
        WITH_EMPTY(a_migration_that_fails_changes_nothing),
        WITH_EMPTY(references_are_checked_before_the_commit),
        WITH_EMPTY(a_table_that_others_refer_to_can_be_made_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
