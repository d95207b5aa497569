/* Tables of a spreadsheet: what is read, what is refused, and what leaves. */
#include "lok/base/csv.h"
#include "tests/given/given.h"
#include <string.h>

static struct csv read_of(void **state, const char *text)
{
    struct csv csv = { 0 };

    assert_int_equal(
        csv_read(arena(state), given_fault(state), "text", text, strlen(text), &csv), ERR_OK);
    return csv;
}

static void assert_cells(const struct csv *csv, size_t row, const char *one, const char *other)
{
    assert_true(row < csv->count);
    assert_int_equal(csv->at[row].cells.count, 2);
    assert_string_equal(csv->at[row].cells.at[0], one);
    assert_string_equal(csv->at[row].cells.at[1], other);
}

static void semicolons_commas_and_tabs_are_told_apart_by_the_first_row(void **state)
{
    struct csv csv = read_of(state, "a;b\n1,5;2\n");
    assert_cells(&csv, 1, "1,5", "2");
    csv = read_of(state, "a,b\n1;5,2\n");
    assert_cells(&csv, 1, "1;5", "2");
    csv = read_of(state, "a\tb, c\n1\t2\n");
    assert_cells(&csv, 0, "a", "b, c");
    csv = read_of(state, "\"a,b,c\";d\n");
    assert_cells(&csv, 0, "a,b,c", "d");
}

static void quotes_hold_separators_quotes_and_line_ends(void **state)
{
    struct csv csv = read_of(state, "\"a;\"\"x\"\"\";\"twee\r\nregels\"\r\nc;d\r\n");
    assert_int_equal(csv.count, 2);
    assert_cells(&csv, 0, "a;\"x\"", "twee\nregels");
    assert_cells(&csv, 1, "c", "d");
    assert_int_equal(csv.at[1].line, 3);
}

static void every_kind_of_line_end_and_a_missing_last_one_are_read(void **state)
{
    struct csv csv = read_of(state, "a;b\r\nc;d\re;f\ng;h");
    assert_int_equal(csv.count, 4);
    assert_cells(&csv, 3, "g", "h");
    assert_int_equal(csv.at[3].line, 4);
}

static void rows_that_say_nothing_are_passed_over_but_counted(void **state)
{
    struct csv csv = read_of(state, "a;b\n\n ; \nc;d\n");
    assert_int_equal(csv.count, 2);
    assert_int_equal(csv.at[1].line, 4);
}

static void a_byte_order_mark_is_no_text_and_windows_letters_are_understood(void **state)
{
    struct csv csv = read_of(state, "\xEF\xBB\xBF"
                                    "Cr\xC3\xA8"
                                    "che;b\n");
    assert_cells(&csv, 0, "Crèche", "b");
    csv = read_of(state, "Cr\xE8"
                         "che;\x80 5\n");
    assert_cells(&csv, 0, "Crèche", "€ 5");
}

static enum err refused(void **state, const char *bytes, size_t length)
{
    struct csv csv = { 0 };
    enum err e = csv_read(arena(state), given_fault(state), "text", bytes, length, &csv);

    assert_non_null(fault_message(given_fault(state), "text"));
    return e;
}

static void a_quote_that_never_ends_is_named_by_its_line(void **state)
{
    assert_int_equal(refused(state, "a;b\n\"c;d\n", 9), ERR_INVALID);
    assert_non_null(strstr(fault_message(given_fault(state), "text"), "regel 2"));
}

static void a_byte_zero_is_refused(void **state)
{
    assert_int_equal(refused(state, "a;\0b", 4), ERR_INVALID);
}

static void too_many_cells_and_rows_are_refused(void **state)
{
    char cells[2 * CSV_MOST_CELLS + 2];
    char *rows = arena_array(arena(state), CSV_MOST_ROWS + 2, 2);

    memset(cells, ';', sizeof cells);
    assert_int_equal(refused(state, cells, sizeof cells), ERR_INVALID);
    for (size_t i = 0; i <= CSV_MOST_ROWS; i++)
        memcpy(rows + 2 * i, "a\n", 2);
    assert_int_equal(refused(state, rows, 2 * (CSV_MOST_ROWS + 1)), ERR_INVALID);
}

static const char *written(void **state, const char *text)
{
    struct buf b;

    csv_begin(&b, arena(state));
    csv_last(&b, text);
    return b.data + 3;
}

static void what_looks_like_a_formula_is_made_harmless_and_comes_back_as_it_was(void **state)
{
    const char *const risky[] = { "=1+1", "+32 3 123", "-1", "@SUM", "\tx", "\rx" };

    for (size_t i = 0; i < ARRAY_LEN(risky); i++)
        assert_true(str_starts(written(state, risky[i]), "\"'"));
    assert_string_equal(written(state, "zegt \"ja\""), "\"zegt \"\"ja\"\"\"\r\n");
    struct csv csv = read_of(state, written(state, "+32 3 123"));
    assert_string_equal(csv.at[0].cells.at[0], "+32 3 123");
    csv = read_of(state, "'s Gravenwezel;b\n");
    assert_cells(&csv, 0, "'s Gravenwezel", "b");
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, given_arena, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(semicolons_commas_and_tabs_are_told_apart_by_the_first_row),
        WITH_ARENA(quotes_hold_separators_quotes_and_line_ends),
        WITH_ARENA(every_kind_of_line_end_and_a_missing_last_one_are_read),
        WITH_ARENA(rows_that_say_nothing_are_passed_over_but_counted),
        WITH_ARENA(a_byte_order_mark_is_no_text_and_windows_letters_are_understood),
        WITH_ARENA(a_quote_that_never_ends_is_named_by_its_line),
        WITH_ARENA(a_byte_zero_is_refused),
        WITH_ARENA(too_many_cells_and_rows_are_refused),
        WITH_ARENA(what_looks_like_a_formula_is_made_harmless_and_comes_back_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
