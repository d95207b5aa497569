/* Every statement of the rooms is prepared on a database with today's schema. */
#include "lok/base/connection.h"
#include "lok/base/str.h"
#include "tests/given/given.h"
#include "tests/sql/statements.h"
#include <stdio.h>
#include <string.h>

static const char SCANS[] = "tests/sql/scans.txt"; /* tests run in the root of the project */

/* The lines of scans.txt that explain something. */
static struct lines read_scans(struct arena *a)
{
    char *text = arena_alloc(a, 64 * KiB);
    FILE *file = fopen(SCANS, "r");
    assert_non_null(file);
    size_t length = fread(text, 1, 64 * KiB - 1, file);
    assert_true(length < 64 * KiB - 1);
    (void)fclose(file);

    struct lines lines = str_split(a, text, '\n');
    size_t kept = 0;
    for (size_t i = 0; i < lines.count; i++)
        if (lines.at[i][0] != '\0' && lines.at[i][0] != '#')
            lines.at[kept++] = lines.at[i];
    lines.count = kept;
    return lines;
}

/* "FILE:NAME reason" explains that one, "FILE:NA* reason" all whose name begins so. */
static bool explains(const char *line, const char *name)
{
    size_t length = strcspn(line, " ");
    if (length > 0 && line[length - 1] == '*')
        return strncmp(line, name, length - 1) == 0;
    return strlen(name) == length && strncmp(line, name, length) == 0;
}

static bool is_explained(const struct lines *explanations, const char *name)
{
    for (size_t i = 0; i < explanations->count; i++)
        if (explains(explanations->at[i], name))
            return true;
    return false;
}

static struct connection *connect(void **state)
{
    struct connection *c = NULL;
    const char *path = db_path(given_database(state));
    assert_int_equal(connection_open(path, CONNECTION_WRITES, given_fault(state), &c), ERR_OK);
    return c;
}

static void every_statement_prepares(void **state)
{
    struct connection *c = connect(state);
    int count = 0;
    int wrong = 0;
    for (const struct statement_found *found = statements_found; found->name; found++, count++) {
        sqlite3_stmt *s = NULL;
        const char *rest = "";
        int code = sqlite3_prepare_v2(c->handle, found->text, -1, &s, &rest);
        if (code != SQLITE_OK || !s || rest[strspn(rest, " \n;")]) {
            print_error("%s: %s\n", found->name,
                code == SQLITE_OK ? "is not one statement" : sqlite3_errmsg(c->handle));
            wrong++;
        }
        (void)sqlite3_finalize(s);
    }
    connection_close(c);
    assert_true(count > 0);
    assert_int_equal(wrong, 0);
}

/* Parameters are bound by name: "?" and "?1" have none. */
static void every_parameter_has_a_name(void **state)
{
    struct connection *c = connect(state);
    int wrong = 0;
    for (const struct statement_found *found = statements_found; found->name; found++) {
        sqlite3_stmt *s = NULL;
        (void)sqlite3_prepare_v2(c->handle, found->text, -1, &s, NULL);
        for (int i = 1; s && i <= sqlite3_bind_parameter_count(s); i++) {
            const char *name = sqlite3_bind_parameter_name(s, i);
            if (name && name[0] == ':')
                continue;
            print_error("%s: parameter %d is not written :name\n", found->name, i);
            wrong++;
        }
        (void)sqlite3_finalize(s);
    }
    connection_close(c);
    assert_int_equal(wrong, 0);
}

/* What another engine would not know, and what corrupts a search index. */
static void every_statement_is_portable(void **state)
{
    static const char *const banned[] = { "OR REPLACE", "OR IGNORE", "OR ABORT", "OR FAIL",
        "OR ROLLBACK", "REPLACE INTO", "json", "strftime(", "datetime(", "julianday(", "date(",
        "unixepoch(", "CURRENT_", "AUTOINCREMENT", "ATTACH ", "INDEXED BY" };
    int wrong = 0;
    for (const struct statement_found *found = statements_found; found->name; found++)
        for (size_t i = 0; i < ARRAY_LEN(banned); i++)
            if (strcasestr(found->text, banned[i])) {
                print_error("%s: uses %s\n", found->name, banned[i]);
                wrong++;
            }
    (void)state;
    assert_int_equal(wrong, 0);
}

/* The plan of one statement, one step a line; no step for BEGIN, a pragma, or what does not prepare
 * (which has a test of its own). */
static const char *plan_of(struct arena *a, sqlite3 *handle, const char *text)
{
    const char *plan = "\n";
    sqlite3_stmt *s = NULL;
    const char *explain = arena_printf(a, "EXPLAIN QUERY PLAN %s", text);
    (void)sqlite3_prepare_v2(handle, explain, -1, &s, NULL);
    while (s && sqlite3_step(s) == SQLITE_ROW)
        plan = arena_printf(a, "%s%s\n", plan, (const char *)sqlite3_column_text(s, 3));
    (void)sqlite3_finalize(s);
    return plan;
}

/* Whether this step reads a whole table: not a constant, not a subquery or CTE of the same plan,
 * not a search in the full-text index. */
static bool scans_table(struct arena *a, const char *step, const char *plan)
{
    if (!str_starts(step, "SCAN ") || strstr(step, "CONSTANT ROW") || str_starts(step, "SCAN ("))
        return false;
    const char *full_text = strstr(step, "VIRTUAL TABLE INDEX ");
    if (full_text && strpbrk(strchr(full_text, ':'), "M=")) /* MATCH, or one rowid */
        return false;
    struct lines words = str_split(a, step, ' ');
    const char *name = words.at[1];
    return !strstr(plan, arena_printf(a, "\nMATERIALIZE %s\n", name)) &&
           !strstr(plan, arena_printf(a, "\nCO-ROUTINE %s\n", name));
}

static const char *scan_of(struct arena *a, sqlite3 *handle, const char *text)
{
    const char *plan = plan_of(a, handle, text);
    struct lines steps = str_split(a, plan, '\n');
    for (size_t i = 0; i < steps.count; i++)
        if (scans_table(a, steps.at[i], plan))
            return steps.at[i];
    return NULL;
}

static void every_scan_is_explained(void **state)
{
    struct connection *c = connect(state);
    struct lines explanations = read_scans(arena(state));
    int wrong = 0;
    for (const struct statement_found *found = statements_found; found->name; found++) {
        const char *scan = scan_of(arena(state), c->handle, found->text);
        if (!scan || is_explained(&explanations, found->name))
            continue;
        print_error("%s reads a whole table (%s): give it an index or explain it in %s\n",
            found->name, scan, SCANS);
        wrong++;
    }
    connection_close(c);
    assert_int_equal(wrong, 0);
}

static bool explains_a_scan(struct arena *a, sqlite3 *handle, const char *line)
{
    for (const struct statement_found *found = statements_found; found->name; found++)
        if (explains(line, found->name) && scan_of(a, handle, found->text))
            return true;
    return false;
}

static void every_explanation_is_still_needed_and_gives_a_reason(void **state)
{
    struct connection *c = connect(state);
    struct lines explanations = read_scans(arena(state));
    int wrong = 0;
    for (size_t i = 0; i < explanations.count; i++) {
        const char *line = explanations.at[i];
        if (str_split(arena(state), line, ' ').count > 3 &&
            explains_a_scan(arena(state), c->handle, line))
            continue;
        print_error("%s: no statement scans for this line any more: %s\n", SCANS, line);
        wrong++;
    }
    connection_close(c);
    assert_int_equal(wrong, 0);
}

static void the_scan_detector_tells_scans_apart(void **state)
{
    struct connection *c = connect(state);
    struct arena *a = arena(state);
    assert_int_equal(sqlite3_exec(c->handle,
                         "CREATE TABLE scan_a (id INTEGER PRIMARY KEY, b TEXT) STRICT;"
                         "CREATE VIRTUAL TABLE scan_f USING fts5 (text, tokenize = 'dutch')",
                         NULL, NULL, NULL),
        SQLITE_OK);
    assert_non_null(scan_of(a, c->handle, "SELECT b FROM scan_a"));
    assert_non_null(scan_of(a, c->handle, "SELECT x.b FROM scan_a AS x WHERE x.b = :b"));
    assert_non_null(scan_of(a, c->handle, "SELECT text FROM scan_f"));
    assert_null(scan_of(a, c->handle, "SELECT b FROM scan_a WHERE id = :id"));
    assert_null(scan_of(a, c->handle, "SELECT text FROM scan_f WHERE scan_f MATCH :m"));
    assert_null(scan_of(a, c->handle, "SELECT text FROM scan_f WHERE rowid = :id"));
    assert_null(scan_of(a, c->handle,
        "SELECT text FROM scan_f WHERE scan_f MATCH :m AND rowid < :id ORDER BY rowid DESC"));
    assert_null(scan_of(a, c->handle,
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)"
        " SELECT i FROM n"));
    assert_null(scan_of(a, c->handle, "SELECT 1"));
    connection_close(c);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(every_statement_prepares),
        WITH_DB(every_parameter_has_a_name),
        WITH_DB(every_statement_is_portable),
        WITH_DB(every_scan_is_explained),
        WITH_DB(every_explanation_is_still_needed_and_gives_a_reason),
        WITH_DB(the_scan_detector_tells_scans_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
