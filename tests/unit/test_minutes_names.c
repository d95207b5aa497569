#include "agenda/minutes_names.h"
#include "lok/base/sql.h"
#include "tests/given/lok.h"
#include <string.h>

static struct names given_names(void **state)
{
    static struct hidden_name hidden[] = { { "Ann Van den Voorbeeld", "voorzitter" },
        { "Van den Voorbeeld", "voorzitter" }, { "Jo Test", "een lid" } };
    static const char *known[] = { "Huis van het Kind", "Stad Gent" };

    (void)state;
    return (struct names){
        .at = hidden, .count = ARRAY_LEN(hidden), .known = { known, ARRAY_LEN(known) }
    };
}

static void hides(void **state, const char *text, const char *expected)
{
    struct names n = given_names(state);

    assert_string_equal(names_hidden(arena(state), &n, text), expected);
}

static void a_name_becomes_the_function(void **state)
{
    hides(state, "Ann Van den Voorbeeld opent. Mevrouw Van den Voorbeeld dankt Jo Test.",
        "voorzitter opent. Mevrouw voorzitter dankt een lid.");
}

static void part_of_a_word_is_no_name(void **state)
{
    hides(state, "Jo Testen is iets anders, en ook AJo Test.",
        "Jo Testen is iets anders, en ook AJo Test.");
}

static void words_with_capitals_are_pointed_at_unless_they_are_known(void **state)
{
    struct names n = given_names(state);
    struct names_found found = { 0 };

    names_find(arena(state), &n,
        "Els Peeters van Stad Gent sprak met Jo Test en Els Peeters. Het Huis van het Kind ook."
        " Kris De Smet-Maes niet.",
        &found);
    assert_int_equal(found.hidden, 1);
    assert_int_equal(found.doubts.count, 2);
    assert_string_equal(found.doubts.at[0], "Els Peeters");
    assert_string_equal(found.doubts.at[1], "Kris De Smet-Maes");
}

static void the_preview_marks_both_in_words_too(void **state)
{
    struct names n = given_names(state);
    const char *shown =
        names_marked(arena(state), names_preview(arena(state), &n, "Jo Test zag Els Peeters."));

    assert_non_null(strstr(shown, "<mark><span class=\"away\">verborgen: </span>een lid</mark>"));
    assert_non_null(strstr(shown, "misschien een naam: </span>Els Peeters</strong>"));
}

static void marks_that_somebody_typed_mean_nothing(void **state)
{
    hides(state, "a\xee\x80\x80z", "az");
}

static void the_persons_and_the_list_of_the_secretary_are_read(void **state)
{
    struct names n = { 0 };
    int64_t id = given_person(state, "Ann Van den Voorbeeld", "ann@example.be");
    static const struct sql FUNCTION =
        SQL("UPDATE person SET function = 'voorzitter' WHERE id = :id");

    assert_int_equal(sql_run(given_tx(state), &FUNCTION, IN(in_i64("id", id)), NULL), ERR_OK);
    assert_int_equal(names_read(tx_snap(given_tx(state)), arena(state),
                         "Els Peeters = een ouder\nKris Maes\n\n", &n),
        ERR_OK);
    assert_string_equal(names_hidden(arena(state), &n,
                            "Ann Van den Voorbeeld, Van den Voorbeeld, Els Peeters en Kris Maes."),
        "voorzitter, voorzitter, een ouder en een persoon.");
}

static void a_partner_is_no_family_name(void **state)
{
    struct names n = { 0 };

    (void)given_person(state, "Medewerker Huis van het Kind", "huis@example.be");
    (void)given_person(state, "Medewerker Buurthuis De Brug", "brug@example.be");
    (void)given_person(state, "Ann De Voorbeeld", "ann@example.be");
    (void)given_partner(state, "Huis van het kind", "HvhK");
    (void)given_partner(state, "Kribbe De Voorbeeld", "Buurthuis De Brug Oost");
    assert_int_equal(names_read(tx_snap(given_tx(state)), arena(state), "", &n), ERR_OK);
    assert_string_equal(
        names_hidden(arena(state), &n, "Huis van het Kind en Buurthuis De Brug komen."),
        "Huis van het Kind en Buurthuis De Brug komen.");
    assert_string_equal(names_hidden(arena(state), &n,
                            "Kribbe De Voorbeeld: mevrouw De Voorbeeld"
                            " en Ann De Voorbeeld."),
        "Kribbe De Voorbeeld: mevrouw een lid en een lid.");
}

static void what_the_secretary_hides_is_hidden_though_it_is_a_partner(void **state)
{
    struct names n = { 0 };

    (void)given_partner(state, "Onthaal Voorbeeld", "OV");
    assert_int_equal(
        names_read(tx_snap(given_tx(state)), arena(state), "Onthaal Voorbeeld = een opvang", &n),
        ERR_OK);
    assert_string_equal(names_hidden(arena(state), &n, "Onthaal Voorbeeld."), "een opvang.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_name_becomes_the_function, given_arena, given_end),
        cmocka_unit_test_setup_teardown(part_of_a_word_is_no_name, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            words_with_capitals_are_pointed_at_unless_they_are_known, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            the_preview_marks_both_in_words_too, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            marks_that_somebody_typed_mean_nothing, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            the_persons_and_the_list_of_the_secretary_are_read, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_partner_is_no_family_name, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            what_the_secretary_hides_is_hidden_though_it_is_a_partner, given_db, given_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
