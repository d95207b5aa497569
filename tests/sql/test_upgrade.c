/* Every past schema comes to the present one, and what must not be touched is refused. */
#include "lok/base/sql.h"
#include "tests/given/given.h"
#include <string.h>
#include <unistd.h>

static size_t schema_count(void)
{
    size_t count = 0;
    while (schema_files[count].name)
        count++;
    return count;
}

/* The first `count` migrations of this program, as a copy that may be changed. */
static struct embedded *first_files(struct arena *a, size_t count)
{
    struct embedded *files = arena_array(a, count + 1, sizeof *files);
    memcpy(files, schema_files, count * sizeof *files);
    return files;
}

static struct db *open_db(void **state, const char *name)
{
    struct db *db = NULL;
    assert_int_equal(db_open(given_path(state, name), true, given_fault(state), &db), ERR_OK);
    return db;
}

static void migrate_to(void **state, struct db *db, const struct embedded *files)
{
    enum err e = migrate(db, files, given_fault(state));
    if (e != ERR_OK)
        print_error("%s\n", given_fault(state)->detail);
    assert_int_equal(e, ERR_OK);
}

/* All that makes up the schema, in one text. */
static const char *schema_of(void **state, struct db *db)
{
    static const struct sql schema =
        SQL("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name");
    struct row {
        const char *type, *name, *table, *sql;
    } row = { .sql = NULL };
    struct row *rows = NULL;
    size_t count = 0;
    struct snap *s = NULL;
    struct arena *a = arena(state);
    const char *all = "";
    assert_int_equal(snap_begin(db, given_fault(state), &s), ERR_OK);
    assert_int_equal(sql_list(s, a, &schema, IN(),
                         OUT(out_text("type", a, &row.type), out_text("name", a, &row.name),
                             out_text("tbl_name", a, &row.table), out_text("sql", a, &row.sql)),
                         &row, sizeof row, &rows, &count),
        ERR_OK);
    snap_end(s);
    for (size_t i = 0; i < count; i++)
        all = arena_printf(
            a, "%s%s %s %s %s\n", all, rows[i].type, rows[i].name, rows[i].table, rows[i].sql);
    return all;
}

static void every_past_schema_comes_to_the_present_one(void **state)
{
    struct db *fresh = open_db(state, "fresh.db");
    migrate_to(state, fresh, schema_files);
    const char *present = schema_of(state, fresh);
    db_close(fresh);
    assert_true(schema_count() > 0);

    for (size_t past = 0; past <= schema_count(); past++) {
        struct db *db = open_db(state, arena_printf(arena(state), "past-%zu.db", past));
        migrate_to(state, db, first_files(arena(state), past));
        migrate_to(state, db, schema_files);
        assert_string_equal(schema_of(state, db), present);
        assert_int_equal(db_check(db, given_fault(state)), ERR_OK);
        db_close(db);
    }
}

static void every_upgrade_keeps_a_copy_of_what_was(void **state)
{
    for (size_t past = 1; past < schema_count(); past++) {
        struct arena *a = arena(state);
        struct db *db = open_db(state, arena_printf(a, "past-%zu.db", past));
        migrate_to(state, db, first_files(a, past));
        const char *before = schema_of(state, db);
        migrate_to(state, db, schema_files);
        db_close(db);

        struct db *copy = open_db(
            state, arena_printf(a, "past-%zu.db.before-%.4s", past, schema_files[past].name));
        assert_string_equal(schema_of(state, copy), before);
        db_close(copy);
    }
}

/* How many migrations come before the one of this number. */
static size_t before(const char *number)
{
    size_t count = 0;
    while (strcmp(schema_files[count].name, number) < 0)
        count++;
    return count;
}

static int64_t hits(void **state, struct db *db, const char *match)
{
    static const struct sql HITS =
        SQL("SELECT count(*) AS hits FROM search_index WHERE search_index MATCH :match");
    struct snap *s = NULL;
    int64_t count = -1;
    assert_int_equal(snap_begin(db, given_fault(state), &s), ERR_OK);
    assert_int_equal(
        sql_one(s, &HITS, IN(in_text("match", match)), OUT(out_i64("hits", &count))), ERR_OK);
    snap_end(s);
    return count;
}

static void an_upgrade_finds_the_dossiers_that_were_there(void **state)
{
    static const struct sql DOSSIER =
        SQL("INSERT INTO dossier (title, aliases, summary, aim, form, tasks, area, area_certain,"
            "                     rhythm, outcome, access)"
            " VALUES ('Mentoren', 'Kansen', '', '', '', '', 'Borgerhout', 1, 'none', '', 1)");
    static const struct sql FUNDER =
        SQL("INSERT INTO dossier_funder (dossier_id, name, from_date, until_date, note)"
            " VALUES (1, 'Stadsfonds', '', '', '')");
    struct db *db = open_db(state, "found.db");
    struct tx *tx = NULL;

    given_adopt(state, db);
    migrate_to(state, db, first_files(arena(state), before("0051")));
    assert_int_equal(tx_begin(db, given_fault(state), &tx), ERR_OK);
    assert_int_equal(sql_run(tx, &DOSSIER, IN(), NULL), ERR_OK);
    assert_int_equal(sql_run(tx, &FUNDER, IN(), NULL), ERR_OK);
    assert_int_equal(tx_commit(tx), ERR_OK);
    migrate_to(state, db, schema_files);
    assert_int_equal(hits(state, db, "title : (mentor*) AND facets : (kind_dossier)"), 1);
    assert_int_equal(hits(state, db, "body : (stadsfonds*) AND facets : (sees_1)"), 1);
    assert_int_equal(hits(state, db, "facets : (kind_dossier AND sees_0)"), 0);
}

static void a_newer_schema_is_refused(void **state)
{
    struct db *db = open_db(state, "newer.db");
    given_adopt(state, db);
    migrate_to(state, db, schema_files);
    const struct embedded *older = first_files(arena(state), schema_count() - 1);
    assert_int_equal(migrate(db, older, given_fault(state)), ERR_NEWER_SCHEMA);
    assert_non_null(strstr(given_fault(state)->detail, "newer"));
}

static void every_altered_migration_is_refused(void **state)
{
    struct db *db = open_db(state, "altered.db");
    given_adopt(state, db);
    migrate_to(state, db, schema_files);
    for (size_t i = 0; i < schema_count(); i++) {
        struct embedded *altered = first_files(arena(state), schema_count());
        altered[i].sha256 = "0000";
        assert_int_equal(migrate(db, altered, given_fault(state)), ERR_CONFLICT);
        assert_non_null(strstr(given_fault(state)->detail, schema_files[i].name));
    }
}

#define WITH_FOLDER(name) cmocka_unit_test_setup_teardown(name, given_folder, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(every_past_schema_comes_to_the_present_one),
        WITH_FOLDER(every_upgrade_keeps_a_copy_of_what_was),
        WITH_FOLDER(an_upgrade_finds_the_dossiers_that_were_there),
        WITH_FOLDER(a_newer_schema_is_refused),
        WITH_FOLDER(every_altered_migration_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
