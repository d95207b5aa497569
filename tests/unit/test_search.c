#include "agenda/search.h"
#include "tests/given/given.h"
#include <string.h>

static const struct visibility ALL = { .sees = ACCESS_SECRETARIAT };

static void put(void **state, struct search_entry e)
{
    e.kind = "decision";
    e.title = e.title == NULL ? "" : e.title;
    e.body = e.body == NULL ? "" : e.body;
    assert_int_equal(search_put(given_tx(state), arena(state), &e), ERR_OK);
}

/* The hits as "3 1". */
static const char *found(void **state, struct search_query q)
{
    struct search_hits hits = { 0 };
    const char *text = "";

    q.kind = "decision";
    q.limit = q.limit == 0 ? 20 : q.limit;
    assert_int_equal(search_find(tx_snap(given_tx(state)), arena(state), &q, &hits), ERR_OK);
    for (size_t i = 0; i < hits.count; i++)
        text =
            arena_printf(arena(state), "%s%s%lld", text, i == 0 ? "" : " ", (long long)hits.at[i]);
    return text;
}

static const char *words(void **state, const char *typed)
{
    return found(state, (struct search_query){ .typed = typed, .v = ALL, .with_hidden = true });
}

static void a_word_is_found_in_its_other_forms_and_by_its_beginning(void **state)
{
    put(state, (struct search_entry){ .ref_id = 1, .title = "Sluitingsdagen", .body = "Zomer" });
    put(state, (struct search_entry){ .ref_id = 2, .body = "De mentoren begeleiden cursisten" });

    assert_string_equal(words(state, "mentor"), "2");
    assert_string_equal(words(state, "curs"), "2");
    assert_string_equal(words(state, "ZOMER sluitingsdag"), "1");
    assert_string_equal(words(state, "zomer mentor"), "");
}

static void a_number_is_found_whole_in_any_case(void **state)
{
    put(state, (struct search_entry){ .ref_id = 1, .body = "2024_LOK_00001 eerste" });
    put(state, (struct search_entry){ .ref_id = 2, .body = "2024_LOK_00012 tweede" });

    assert_string_equal(words(state, "2024_LOK_00012"), "2");
    assert_string_equal(words(state, "2024_lok_0001"), "2");
    assert_string_equal(words(state, "2024_LOK"), "2 1");
}

static void the_newest_stands_first_but_a_title_before_it(void **state)
{
    put(state, (struct search_entry){ .ref_id = 1, .title = "Borgerhout", .body = "" });
    put(state, (struct search_entry){ .ref_id = 2, .title = "Andere", .body = "Borgerhout" });
    put(state, (struct search_entry){ .ref_id = 3, .title = "Andere", .body = "Borgerhout" });

    assert_string_equal(words(state, "borgerhout"), "1 3 2");
    assert_string_equal(words(state, ""), "3 2 1");
}

static void nobody_finds_what_is_above_his_access(void **state)
{
    put(state, (struct search_entry){ .ref_id = 1, .body = "dak", .access = ACCESS_PUBLIC });
    put(state, (struct search_entry){ .ref_id = 2, .body = "dak", .access = ACCESS_MEMBERS });
    put(state, (struct search_entry){ .ref_id = 3, .body = "dak", .access = ACCESS_SECRETARIAT });

    struct search_query q = { .typed = "dak", .v = { .sees = ACCESS_PUBLIC } };
    assert_string_equal(found(state, q), "1");
    q.v.sees = ACCESS_MEMBERS;
    assert_string_equal(found(state, q), "2 1");
    q.v.sees = ACCESS_SECRETARIAT;
    assert_string_equal(found(state, q), "3 2 1");
    q.v.sees = -1;
    assert_string_equal(found(state, q), "");
}

static void a_partner_finds_what_concerns_it_up_to_what_members_see(void **state)
{
    put(state, (struct search_entry){ .ref_id = 1, .partner_id = 7, .access = ACCESS_MEMBERS });
    put(state, (struct search_entry){ .ref_id = 2, .partner_id = 7, .access = ACCESS_SECRETARIAT });
    put(state, (struct search_entry){ .ref_id = 3, .partner_id = 8, .access = ACCESS_MEMBERS });
    put(state, (struct search_entry){ .ref_id = 4, .access = ACCESS_PUBLIC });

    struct search_query q = { .v = { .sees = ACCESS_PUBLIC, .partner_id = 7 } };
    assert_string_equal(found(state, q), "4 1");
    q.v.sees = -1;
    assert_string_equal(found(state, q), "1");
}

static void what_is_hidden_is_found_by_who_may_see_it_alone(void **state)
{
    put(state, (struct search_entry){ .ref_id = 1, .body = "dak", .hidden = true });

    struct search_query q = { .typed = "dak", .v = ALL };
    assert_string_equal(found(state, q), "");
    q.with_hidden = true;
    assert_string_equal(found(state, q), "1");
}

static void year_and_dossier_narrow_the_search(void **state)
{
    put(state, (struct search_entry){ .ref_id = 1, .year = 2023, .dossier_id = 1 });
    put(state, (struct search_entry){ .ref_id = 2, .year = 2024, .dossier_id = 1 });
    put(state, (struct search_entry){ .ref_id = 3, .year = 2024, .dossier_id = 12 });

    assert_string_equal(
        found(state, (struct search_query){ .year = 2024, .v = ALL, .with_hidden = true }), "3 2");
    assert_string_equal(
        found(state, (struct search_query){ .dossier_id = 1, .v = ALL, .with_hidden = true }),
        "2 1");
}

static void typed_words_never_reach_the_facets(void **state)
{
    put(state, (struct search_entry){
                   .ref_id = 1, .body = "dak", .access = ACCESS_SECRETARIAT, .year = 2024 });

    assert_string_equal(words(state, "year_2024"), "");
    assert_string_equal(words(state, "sees_2"), "");
    assert_string_equal(words(state, "kind_decision"), "");
    struct search_query q = { .typed = "dak\") OR facets : (\"sees_2", .v = { .sees = 0 } };
    assert_string_equal(found(state, q), "");
}

static void signs_alone_find_nothing(void **state)
{
    put(state, (struct search_entry){ .ref_id = 1, .body = "dak" });

    assert_string_equal(words(state, "***"), "");
    assert_string_equal(words(state, "  "), "1");
}

static void what_changes_is_found_by_its_new_words_alone(void **state)
{
    put(state, (struct search_entry){ .ref_id = 1, .title = "Oud", .body = "dak" });
    put(state, (struct search_entry){ .ref_id = 2, .body = "vloer" });
    put(state, (struct search_entry){ .ref_id = 1, .title = "Nieuw", .body = "muur" });

    assert_string_equal(words(state, "dak"), "");
    assert_string_equal(words(state, "muur nieuw"), "1");
    assert_string_equal(words(state, ""), "2 1");
}

static void what_is_removed_is_found_no_more(void **state)
{
    put(state, (struct search_entry){ .ref_id = 1, .body = "dak" });
    assert_int_equal(search_remove(given_tx(state), "decision", 1), ERR_OK);
    assert_int_equal(search_remove(given_tx(state), "decision", 1), ERR_OK);

    assert_string_equal(words(state, "dak"), "");
    assert_string_equal(words(state, ""), "");
}

static void pages_follow_each_other_without_gap_or_overlap(void **state)
{
    for (int64_t id = 1; id <= 5; id++)
        put(state,
            (struct search_entry){ .ref_id = id, .title = id == 2 ? "dak" : "", .body = "dak" });

    struct search_query q = { .typed = "dak", .v = ALL, .with_hidden = true, .limit = 2 };
    assert_string_equal(found(state, q), "2 5");
    q.after = 5;
    assert_string_equal(found(state, q), "4 3");
    q.after = 3;
    assert_string_equal(found(state, q), "1");
    q.after = 1;
    assert_string_equal(found(state, q), "");
    q.typed = "";
    q.after = 4;
    assert_string_equal(found(state, q), "3 2");
}

static void a_large_hit_set_comes_newest_first_in_pages(void **state)
{
    for (int64_t id = 1; id <= 250; id++)
        put(state,
            (struct search_entry){ .ref_id = id, .title = id == 1 ? "dak" : "", .body = "dak" });

    struct search_query q = { .typed = "dak", .v = ALL, .with_hidden = true, .limit = 3 };
    assert_string_equal(found(state, q), "250 249 248");
    q.after = 248;
    assert_string_equal(found(state, q), "247 246 245");
}

static void an_unknown_cursor_is_an_issue(void **state)
{
    struct search_query q = { .kind = "decision", .v = ALL, .after = 9, .limit = 5 };
    struct search_hits hits;

    put(state, (struct search_entry){ .ref_id = 1, .body = "dak" });
    assert_int_equal(search_find(tx_snap(given_tx(state)), arena(state), &q, &hits), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "cursor"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_word_is_found_in_its_other_forms_and_by_its_beginning),
        TEST(a_number_is_found_whole_in_any_case),
        TEST(the_newest_stands_first_but_a_title_before_it),
        TEST(nobody_finds_what_is_above_his_access),
        TEST(a_partner_finds_what_concerns_it_up_to_what_members_see),
        TEST(what_is_hidden_is_found_by_who_may_see_it_alone),
        TEST(year_and_dossier_narrow_the_search),
        TEST(typed_words_never_reach_the_facets),
        TEST(signs_alone_find_nothing),
        TEST(what_changes_is_found_by_its_new_words_alone),
        TEST(what_is_removed_is_found_no_more),
        TEST(pages_follow_each_other_without_gap_or_overlap),
        TEST(a_large_hit_set_comes_newest_first_in_pages),
        TEST(an_unknown_cursor_is_an_issue),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
