/* Covers lok/base/word.c. */
#include "lok/base/dutch.h"
#include "tests/given/notes.h"
#include <string.h>

static const char INDEX[] = "CREATE VIRTUAL TABLE doc USING fts5"
                            "(text, tokenize = 'dutch', prefix = '2 3');";
static const struct embedded SEARCH[] = {
    { "0001_search.sql", (const unsigned char *)INDEX, sizeof INDEX - 1, "search" },
    { NULL, NULL, 0, NULL },
};

static const struct sql ADD = SQL("INSERT INTO doc (text) VALUES (:text)");
static const struct sql FIND = SQL("SELECT count(*) AS hits FROM doc WHERE doc MATCH :match");
static const struct sql EMPTY = SQL("DELETE FROM doc");

static int given_index(void **state)
{
    struct db *db = NULL;
    if (given_folder(state) != 0)
        return -1;
    if (db_open(given_path(state, "search.db"), true, given_fault(state), &db) != ERR_OK)
        return -1;
    given_adopt(state, db);
    return migrate(db, SEARCH, given_fault(state)) == ERR_OK ? 0 : -1;
}

/* Whether what is typed finds the only text in the index. */
static bool finds(void **state, const char *text, const char *typed)
{
    struct tx *tx = given_tx(state);
    int64_t hits = -1;
    const char *match = dutch_match(arena(state), typed);
    assert_int_equal(sql_run(tx, &EMPTY, IN(), NULL), ERR_OK);
    assert_int_equal(sql_run(tx, &ADD, IN(in_text("text", text)), NULL), ERR_OK);
    assert_string_not_equal(match, "");
    assert_int_equal(
        sql_one(tx_snap(tx), &FIND, IN(in_text("match", match)), OUT(out_i64("hits", &hits))),
        ERR_OK);
    return hits == 1;
}

static void singular_and_plural_find_each_other(void **state)
{
    assert_true(finds(state, "De vergaderingen van dit jaar", "vergadering"));
    assert_true(finds(state, "Eén vergadering", "vergaderingen"));
    assert_true(finds(state, "Subsidies voor mentoren", "mentor"));
    assert_false(finds(state, "Subsidies voor mentoren", "partner"));
}

static void case_and_accents_do_not_count(void **state)
{
    assert_true(finds(state, "CRÈCHENDO en Felies", "crechendo"));
    assert_true(finds(state, "creche De Bij", "Crèche"));
    assert_true(finds(state, "coördinatie", "coordinatie"));
    assert_true(finds(state, "coo\xcc\x88rdinatie", "coördinatie"));
    assert_true(finds(state,
        "kinder\xc2\xad"
        "opvang",
        "kinderopvang"));
}

static void a_decision_is_found_by_its_number(void **state)
{
    assert_true(finds(state, "Beslissing 2024_LOK_00012: mentoren", "2024_LOK_00012"));
    assert_true(finds(state, "Beslissing 2024_LOK_00012: mentoren", "2024_lok_00012"));
    assert_true(finds(state, "Beslissing 2024_LOK_00012: mentoren", "2024_LOK"));
    assert_false(finds(state, "Beslissing 2024_LOK_00012: mentoren", "2024_LOK_00013"));
}

static void a_word_with_a_digit_is_not_stemmed(void **state)
{
    assert_true(finds(state, "agendapunt 4bis", "4bis"));
    assert_false(finds(state, "lokaal B12en", "b12 lokaal"));
}

static void the_beginning_of_the_last_word_is_enough(void **state)
{
    assert_true(finds(state, "kinderopvanginitiatieven", "kinderopvang"));
    assert_true(finds(state, "de vergaderingen", "de vergaderin"));
    assert_true(finds(state, "de vergaderingen", "de ve"));
    assert_false(finds(state, "de vergaderingen", "ve de"));
    assert_false(finds(state, "de vergaderingen", "v"));
}

static void all_words_are_required(void **state)
{
    assert_true(finds(state, "mentoren op de werkvloer", "werkvloer mentor"));
    assert_false(finds(state, "mentoren op de werkvloer", "werkvloer ouder"));
}

static void a_lone_letter_behind_an_apostrophe_does_not_count(void **state)
{
    assert_true(finds(state, "een foto van de opvang", "foto's"));
    assert_true(finds(state, "foto’s van de opvang", "foto"));
    assert_true(finds(state, "'s morgens", "morgens"));
}

static void words_are_quoted_and_joined(void **state)
{
    struct arena *a = arena(state);
    assert_string_equal(
        dutch_match(a, "Vroeg en nabij"), "\"vroeg\" AND \"en\" AND (\"nabij\" OR \"nabij\"*)");
    assert_string_equal(dutch_match(a, "a"), "\"a\"");
}

static void nothing_to_look_for_is_empty(void **state)
{
    static const char *const typed[] = { NULL, "", "   ", "\"*()^:-+", "’s", "\xff\xfe",
        "…€🙂" };
    for (size_t i = 0; i < ARRAY_LEN(typed); i++)
        assert_string_equal(dutch_match(arena(state), typed[i]), "");
}

static void hostile_text_is_only_words(void **state)
{
    static const char *const typed[] = { "\"mentoren\" OR 1", "text:mentoren", "mentoren*",
        "NEAR(mentoren werkvloer, 1)", "mentoren AND NOT", "{text}: mentoren", "-mentoren",
        "^mentoren", "mentoren\"\"\" OR \"", "mentoren'; DROP TABLE doc; --", "AND", "OR OR",
        "NOT mentoren", "(mentoren", "mentoren)", "mentoren + werkvloer", "mentoren\\\"", "%_%",
        "mentoren\xc3", "\xed\xa0\x80 mentoren" };
    for (size_t i = 0; i < ARRAY_LEN(typed); i++) {
        const char *match = dutch_match(arena(state), typed[i]);
        (void)finds(state, "mentoren op de werkvloer", typed[i]);
        for (const char *at = match; *at; at++)
            assert_true(*at >= ' ' && *at != '\'' && *at != ':' && *at != '{' && *at != '-');
    }
    assert_true(finds(state, "or of and, text: mentoren", "text:mentoren AND or"));
}

static void twelve_words_count(void **state)
{
    const char *match =
        dutch_match(arena(state), "a b c d e f g h i j k dertien veertien vijftien");
    assert_non_null(strstr(match, "(\"dertien\" OR \"dertien\"*)"));
    assert_null(strstr(match, "veertien"));
}

static void a_very_long_word_is_cut_alike_everywhere(void **state)
{
    char *word = arena_alloc(arena(state), 1001);
    memset(word, 'x', 1000);
    assert_true(finds(state, word, word));
    assert_true(strlen(dutch_match(arena(state), word)) < 400);
}

static void a_highlight_covers_the_word_as_written(void **state)
{
    static const struct sql mark =
        SQL("SELECT highlight(doc, 0, '[', ']') AS marked FROM doc WHERE doc MATCH :match");
    const char *marked = "";
    assert_true(finds(state, "Twee crèches, één foto", "creche"));
    assert_int_equal(sql_one(tx_snap(given_tx(state)), &mark,
                         IN(in_text("match", dutch_match(arena(state), "creche"))),
                         OUT(out_text("marked", arena(state), &marked))),
        ERR_OK);
    assert_string_equal(marked, "Twee [crèches], één foto");
}

#define WITH_INDEX(name) cmocka_unit_test_setup_teardown(name, given_index, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_INDEX(singular_and_plural_find_each_other),
        WITH_INDEX(case_and_accents_do_not_count),
        WITH_INDEX(a_decision_is_found_by_its_number),
        WITH_INDEX(a_word_with_a_digit_is_not_stemmed),
        WITH_INDEX(the_beginning_of_the_last_word_is_enough),
        WITH_INDEX(all_words_are_required),
        WITH_INDEX(a_lone_letter_behind_an_apostrophe_does_not_count),
        WITH_INDEX(words_are_quoted_and_joined),
        WITH_INDEX(nothing_to_look_for_is_empty),
        WITH_INDEX(hostile_text_is_only_words),
        WITH_INDEX(twelve_words_count),
        WITH_INDEX(a_very_long_word_is_cut_alike_everywhere),
        WITH_INDEX(a_highlight_covers_the_word_as_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
