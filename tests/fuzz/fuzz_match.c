/* Any text can be indexed, and whatever is typed is a question that FTS5 understands.
 *
 * The input is a text and, behind the first NUL, what is typed; without a NUL the text itself is
 * typed, and must then find itself.
 */
#include "lok/base/dutch.h"
#include <sqlite3.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sqlite3 *open_index(void)
{
    sqlite3 *handle = NULL;
    PRE(sqlite3_open(":memory:", &handle) == SQLITE_OK);
    PRE(dutch_register(handle) == SQLITE_OK);
    PRE(sqlite3_exec(handle,
            "CREATE VIRTUAL TABLE doc USING fts5 (text, tokenize = 'dutch', prefix = '2 3')", NULL,
            NULL, NULL) == SQLITE_OK);
    return handle;
}

/* Runs a statement with one text; returns its first column as a number, 0 without a row. */
static int64_t run(sqlite3 *handle, const char *sql, const char *text)
{
    sqlite3_stmt *s = NULL;
    PRE(sqlite3_prepare_v2(handle, sql, -1, &s, NULL) == SQLITE_OK);
    PRE(sqlite3_bind_text(s, 1, text, -1, SQLITE_STATIC) == SQLITE_OK);
    int code = sqlite3_step(s);
    int64_t number = code == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    POST(code == SQLITE_ROW || code == SQLITE_DONE);
    POST(sqlite3_finalize(s) == SQLITE_OK);
    return number;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    const char *text = arena_strndup(a, (const char *)data, size);
    size_t behind = strlen(text) + 1;
    bool itself = behind > size;
    const char *typed =
        itself ? text : arena_strndup(a, (const char *)data + behind, size - behind);

    sqlite3 *handle = open_index();
    (void)run(handle, "INSERT INTO doc (text) VALUES (?1)", text);
    const char *match = dutch_match(a, typed);
    if (*match) {
        int64_t hits = run(handle, "SELECT count(*) FROM doc WHERE doc MATCH ?1", match);
        POST(hits == 1 || !itself);
        (void)run(handle, "SELECT length(highlight(doc, 0, '<', '>')) FROM doc WHERE doc MATCH ?1",
            match);
    }
    (void)run(handle, "DELETE FROM doc WHERE text = ?1", text);
    POST(sqlite3_close(handle) == SQLITE_OK);
    return 0;
}
