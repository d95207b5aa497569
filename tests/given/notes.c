#include "tests/given/notes.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static const char NOTES[] =
    "CREATE TABLE folder (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE note ("
    "  id        INTEGER PRIMARY KEY,"
    "  folder_id INTEGER REFERENCES folder (id) DEFERRABLE INITIALLY DEFERRED,"
    "  text      TEXT NOT NULL,"
    "  kind      TEXT CHECK (kind <> 'wrong'),"
    "  picture   BLOB"
    ") STRICT;";

const struct embedded notes_files[] = {
    { "0001_notes.sql", (const unsigned char *)NOTES, sizeof NOTES - 1, "notes" },
    { NULL, NULL, 0, NULL },
};

const struct choice NOTE_KINDS[] = { { "idea", "idee" }, { "question", "vraag" }, { NULL, NULL } };

static const struct sql ADD = SQL("INSERT INTO note (text) VALUES (:text)");
static const struct sql COUNT = SQL("SELECT count(*) AS notes FROM note");

struct db *notes_open(void **state)
{
    struct db *db = NULL;
    assert_int_equal(db_open(given_path(state, "notes.db"), true, given_fault(state), &db), ERR_OK);
    assert_int_equal(migrate(db, notes_files, given_fault(state)), ERR_OK);
    return db;
}

int given_notes(void **state)
{
    if (given_folder(state) != 0)
        return -1;
    given_adopt(state, notes_open(state));
    return 0;
}

enum err note_add(struct tx *tx, const char *text)
{
    return sql_run(tx, &ADD, IN(in_text("text", text)), NULL);
}

enum err note_count(struct snap *s, int64_t *ret)
{
    return sql_one(s, &COUNT, IN(), OUT(out_i64("notes", ret)));
}

enum err note_commit(struct db *db, struct fault *f, const char *text)
{
    struct tx *tx = NULL;
    TRY(tx_begin(db, f, &tx));
    enum err e = note_add(tx, text);
    if (e == ERR_OK)
        return tx_commit(tx);
    tx_rollback(tx);
    return e;
}

int64_t notes_in(struct db *db, struct fault *f)
{
    struct snap *s = NULL;
    int64_t count = -1;
    assert_int_equal(snap_begin(db, f, &s), ERR_OK);
    assert_int_equal(note_count(s, &count), ERR_OK);
    snap_end(s);
    return count;
}

bool aborts(void (*act)(void **state), void **state)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        (void)dup2(nowhere, STDERR_FILENO);
        (void)signal(SIGABRT, SIG_DFL);
        act(state);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}
