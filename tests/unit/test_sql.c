/* Covers lok/base/statement.c. */
#include "lok/base/sql.h"
#include "tests/given/notes.h"
#include <string.h>

static const struct sql ADD =
    SQL("INSERT INTO note (text, kind, picture) VALUES (:text, :kind, :picture) RETURNING id");
static const struct sql BY_ID =
    SQL("SELECT id, text, kind, picture, folder_id IS NULL AS loose FROM note WHERE id = :id");
static const struct sql ALL = SQL("SELECT id, text FROM note ORDER BY id");
static const struct sql RENAME = SQL("UPDATE note SET text = :text");
static const struct sql ADD_FOLDER = SQL("INSERT INTO folder (name) VALUES (:name)");

struct note {
    int64_t id;
    const char *text;
    unsigned kind;
    const void *picture;
    size_t picture_length;
    bool loose;
};

static int64_t add(void **state, const char *text)
{
    int64_t id = 0;
    assert_int_equal(sql_change(given_tx(state), &ADD,
                         IN(in_text("text", text), in_enum("kind", NOTE_KINDS, 1),
                             in_blob("picture", "\0\1", 2)),
                         OUT(out_i64("id", &id))),
        ERR_OK);
    return id;
}

static enum err get(void **state, int64_t id, struct note *n)
{
    struct arena *a = arena(state);
    return sql_one(tx_snap(given_tx(state)), &BY_ID, IN(in_i64("id", id)),
        OUT(out_bool("loose", &n->loose), out_i64("id", &n->id), out_text("text", a, &n->text),
            out_enum("kind", NOTE_KINDS, &n->kind),
            out_blob("picture", a, &n->picture, &n->picture_length)));
}

static void what_goes_in_comes_out(void **state)
{
    struct note n = { .id = 0 };
    int64_t id = add(state, "Crèche “De Zonnebloem”");
    assert_int_equal(get(state, id, &n), ERR_OK);
    assert_int_equal(n.id, id);
    assert_string_equal(n.text, "Crèche “De Zonnebloem”");
    assert_int_equal(n.kind, 1);
    assert_true(n.loose);
    assert_int_equal(n.picture_length, 2);
    assert_memory_equal(n.picture, "\0\1", 2);
}

static void nothing_comes_out_as_empty(void **state)
{
    static const struct sql bare = SQL("INSERT INTO note (text) VALUES ('') RETURNING id");
    static const struct sql folder = SQL("SELECT folder_id, kind AS word FROM note");
    int64_t number = 7;
    const char *word = "woord";
    struct note n = { .id = 0, .kind = 1, .picture_length = 9 };
    int64_t id = 0;
    assert_int_equal(sql_change(given_tx(state), &bare, IN(), OUT(out_i64("id", &id))), ERR_OK);
    assert_int_equal(get(state, id, &n), ERR_OK);
    assert_string_equal(n.text, "");
    assert_int_equal(n.kind, 0);
    assert_int_equal(n.picture_length, 0);
    assert_non_null(n.picture);
    assert_int_equal(sql_one(tx_snap(given_tx(state)), &folder, IN(),
                         OUT(out_i64("folder_id", &number), out_text("word", arena(state), &word))),
        ERR_OK);
    assert_int_equal(number, 0);
    assert_string_equal(word, "");
}

static void no_id_and_no_text_go_in_as_null(void **state)
{
    static const struct sql check = SQL("SELECT :a IS NULL AS a, :b IS NULL AS b, :c IS NULL AS c,"
                                        " :d IS NULL AS d, :e IS NULL AS e");
    bool a = false;
    bool b = false;
    bool c = false;
    bool d = true;
    bool e = true;
    assert_int_equal(sql_one(tx_snap(given_tx(state)), &check,
                         IN(in_id("a", 0), in_text("b", NULL), in_blob("c", NULL, 0), in_id("d", 1),
                             in_blob("e", "", 0)),
                         OUT(out_bool("a", &a), out_bool("b", &b), out_bool("c", &c),
                             out_bool("d", &d), out_bool("e", &e))),
        ERR_OK);
    assert_true(a && b && c);
    assert_false(d || e);
}

static void a_row_that_is_not_there_is_not_found_and_touches_nothing(void **state)
{
    struct note n = { .id = 41, .text = "blijft" };
    assert_int_equal(get(state, 999, &n), ERR_NOT_FOUND);
    assert_int_equal(n.id, 41);
    assert_string_equal(n.text, "blijft");
}

static void a_list_holds_all_rows_in_order(void **state)
{
    struct note row = { .kind = 1 };
    struct note *rows = NULL;
    size_t count = 0;
    for (int i = 0; i < 100; i++)
        (void)add(state, arena_printf(arena(state), "nummer %d", i));
    assert_int_equal(sql_list(tx_snap(given_tx(state)), arena(state), &ALL, IN(),
                         OUT(out_i64("id", &row.id), out_text("text", arena(state), &row.text)),
                         &row, sizeof row, &rows, &count),
        ERR_OK);
    assert_int_equal(count, 100);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(rows[i].text, arena_printf(arena(state), "nummer %zu", i));
        assert_int_equal(rows[i].kind, 1);
    }
}

static void an_empty_list_is_no_error(void **state)
{
    struct note row = { .id = 0 };
    struct note *rows = &row;
    size_t count = 7;
    assert_int_equal(sql_list(tx_snap(given_tx(state)), arena(state), &ALL, IN(),
                         OUT(out_i64("id", &row.id), out_text("text", arena(state), &row.text)),
                         &row, sizeof row, &rows, &count),
        ERR_OK);
    assert_int_equal(count, 0);
}

struct walk {
    void **state;
    int64_t id;
    int seen;
    int until;
};

static enum err walk_on(void *context)
{
    struct walk *w = context;
    struct note n = { .id = 0 };
    TRY(get(w->state, w->id, &n));
    return ++w->seen == w->until ? ERR_GONE : ERR_OK;
}

static enum err walk_all(void **state, struct walk *w)
{
    const char *text = "";
    w->state = state;
    return sql_each(tx_snap(given_tx(state)), &ALL, IN(),
        OUT(out_i64("id", &w->id), out_text("text", arena(state), &text)), walk_on, w);
}

static void a_walk_stops_when_its_visitor_fails(void **state)
{
    struct walk all = { .until = -1 };
    struct walk some = { .until = 2 };
    for (int i = 0; i < 5; i++)
        (void)add(state, "rij");
    assert_int_equal(walk_all(state, &all), ERR_OK);
    assert_int_equal(all.seen, 5);
    assert_int_equal(walk_all(state, &some), ERR_GONE);
    assert_int_equal(some.seen, 2);
}

static enum err count_inside(void *context)
{
    struct walk *w = context;
    struct walk inner = { .until = -1 };
    TRY(walk_all(w->state, &inner));
    w->seen += inner.seen;
    return ERR_OK;
}

static void a_statement_may_run_inside_itself(void **state)
{
    struct walk outer = { .state = state };
    const char *text = "";
    for (int i = 0; i < 3; i++)
        (void)add(state, "rij");
    assert_int_equal(sql_each(tx_snap(given_tx(state)), &ALL, IN(),
                         OUT(out_i64("id", &outer.id), out_text("text", arena(state), &text)),
                         count_inside, &outer),
        ERR_OK);
    assert_int_equal(outer.seen, 9);
}

static void a_change_counts_its_rows(void **state)
{
    int64_t changed = -1;
    (void)add(state, "een");
    (void)add(state, "twee");
    assert_int_equal(
        sql_run(given_tx(state), &RENAME, IN(in_text("text", "drie")), &changed), ERR_OK);
    assert_int_equal(changed, 2);
}

static void a_change_of_nothing_is_not_found(void **state)
{
    static const struct sql change = SQL("UPDATE note SET text = '' WHERE id = 999 RETURNING id");
    int64_t id = 41;
    assert_int_equal(
        sql_change(given_tx(state), &change, IN(), OUT(out_i64("id", &id))), ERR_NOT_FOUND);
    assert_int_equal(id, 41);
}

static void a_change_that_is_returned_changes_all_rows(void **state)
{
    static const struct sql change = SQL("UPDATE note SET text = 'nieuw' RETURNING id");
    struct note n = { .id = 0 };
    int64_t id = 0;
    int64_t first = add(state, "een");
    int64_t second = add(state, "twee");
    assert_int_equal(sql_change(given_tx(state), &change, IN(), OUT(out_i64("id", &id))), ERR_OK);
    assert_int_equal(id, first);
    assert_int_equal(get(state, second, &n), ERR_OK);
    assert_string_equal(n.text, "nieuw");
}

static void a_name_taken_is_a_conflict_and_the_rest_goes_on(void **state)
{
    struct tx *tx = given_tx(state);
    assert_int_equal(sql_run(tx, &ADD_FOLDER, IN(in_text("name", "Mentes")), NULL), ERR_OK);
    assert_int_equal(sql_run(tx, &ADD_FOLDER, IN(in_text("name", "Mentes")), NULL), ERR_CONFLICT);
    assert_string_equal(given_fault(state)->detail, "");
    assert_int_equal(sql_run(tx, &ADD_FOLDER, IN(in_text("name", "Felies")), NULL), ERR_OK);
    given_commit(state);
}

static void what_declared_input_should_have_refused_is_our_bug(void **state)
{
    static const struct sql wrong = SQL("INSERT INTO note (text, kind) VALUES ('', 'wrong')");
    given_bugs(state, 1);
    assert_int_equal(sql_run(given_tx(state), &wrong, IN(), NULL), ERR_INTERNAL);
}

static void a_word_that_is_no_choice_is_our_bug_and_touches_nothing(void **state)
{
    static const struct sql odd =
        SQL("INSERT INTO note (text, kind) VALUES ('nieuw', 'odd') RETURNING id");
    struct note n = { .id = 41, .text = "blijft" };
    int64_t id = 0;
    given_bugs(state, 1);
    assert_int_equal(sql_change(given_tx(state), &odd, IN(), OUT(out_i64("id", &id))), ERR_OK);
    assert_int_equal(get(state, id, &n), ERR_INTERNAL);
    assert_int_equal(n.id, 41);
    assert_string_equal(n.text, "blijft");
}

/* In a process of its own, on a database of its own: a connection does not survive a fork. */
static void run_with(void **state, const struct sql *q, const struct in *in)
{
    const char *text = "";
    given_adopt(state, notes_open(state));
    (void)!sql_one(tx_snap(given_tx(state)), q, in, OUT(out_text("text", arena(state), &text)));
}

static const struct sql TEXT = SQL("SELECT text FROM note WHERE id = :id AND kind = :kind");

static void all_given(void **state)
{
    run_with(state, &TEXT, IN(in_i64("id", 1), in_text("kind", "idea")));
}

static void one_missing(void **state)
{
    run_with(state, &TEXT, IN(in_i64("id", 1)));
}

static void one_too_many(void **state)
{
    run_with(state, &TEXT, IN(in_i64("id", 1), in_text("kind", "idea"), in_i64("more", 1)));
}

static void one_twice(void **state)
{
    run_with(state, &TEXT, IN(in_i64("id", 1), in_i64("id", 1)));
}

static void a_column_left(void **state)
{
    static const struct sql two = SQL("SELECT text, kind FROM note");
    run_with(state, &two, IN());
}

static void a_column_unknown(void **state)
{
    static const struct sql other = SQL("SELECT kind FROM note");
    run_with(state, &other, IN());
}

static void a_table_unknown(void **state)
{
    static const struct sql other = SQL("SELECT text FROM nothing");
    run_with(state, &other, IN());
}

static void two_statements(void **state)
{
    static const struct sql two = SQL("SELECT text FROM note; SELECT text FROM note");
    run_with(state, &two, IN());
}

static void a_change_as_a_reader(void **state)
{
    static const struct sql change = SQL("DELETE FROM note RETURNING text");
    run_with(state, &change, IN());
}

static void names_that_do_not_fit_end_the_process(void **state)
{
    assert_false(aborts(all_given, state));
    assert_true(aborts(one_missing, state));
    assert_true(aborts(one_too_many, state));
    assert_true(aborts(one_twice, state));
    assert_true(aborts(a_column_left, state));
    assert_true(aborts(a_column_unknown, state));
}

static void statements_that_do_not_fit_end_the_process(void **state)
{
    assert_true(aborts(a_table_unknown, state));
    assert_true(aborts(two_statements, state));
    assert_true(aborts(a_change_as_a_reader, state));
}

#define WITH_NOTES(name)  cmocka_unit_test_setup_teardown(name, given_notes, given_end)
#define WITH_FOLDER(name) cmocka_unit_test_setup_teardown(name, given_folder, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_NOTES(what_goes_in_comes_out),
        WITH_NOTES(nothing_comes_out_as_empty),
        WITH_NOTES(no_id_and_no_text_go_in_as_null),
        WITH_NOTES(a_row_that_is_not_there_is_not_found_and_touches_nothing),
        WITH_NOTES(a_list_holds_all_rows_in_order),
        WITH_NOTES(an_empty_list_is_no_error),
        WITH_NOTES(a_walk_stops_when_its_visitor_fails),
        WITH_NOTES(a_statement_may_run_inside_itself),
        WITH_NOTES(a_change_counts_its_rows),
        WITH_NOTES(a_change_of_nothing_is_not_found),
        WITH_NOTES(a_change_that_is_returned_changes_all_rows),
        WITH_NOTES(a_name_taken_is_a_conflict_and_the_rest_goes_on),
        WITH_NOTES(what_declared_input_should_have_refused_is_our_bug),
        WITH_NOTES(a_word_that_is_no_choice_is_our_bug_and_touches_nothing),
        WITH_FOLDER(names_that_do_not_fit_end_the_process),
        WITH_FOLDER(statements_that_do_not_fit_end_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
