/* Covers lok/base/json_scan.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/clock.h"
#include "lok/base/json.h"
#include "lok/base/str.h"
#include <string.h>

static int set_up(void **state)
{
    clock_init();
    json_init();
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static enum err parse(struct arena *a, const char *text, const struct json **ret)
{
    struct fault f;
    fault_init(&f, a);
    enum err e = json_parse(a, &f, text, strlen(text), ret);
    assert_int_equal(e == ERR_OK, str_empty(f.detail));
    return e;
}

static const struct json *parsed(struct arena *a, const char *text)
{
    const struct json *value = NULL;
    if (parse(a, text, &value) != ERR_OK)
        fail_msg("refused: %s", text);
    return value;
}

static void assert_refused(struct arena *a, const char *text)
{
    const struct json *untouched = NULL;
    if (parse(a, text, &untouched) != ERR_MALFORMED)
        fail_msg("accepted: %s", text);
    assert_null(untouched);
}

static void every_type_is_read(void **state)
{
    const struct json *v = parsed(*state,
        " { \"a\" : null, \"b\":true,\"c\":false, \"d\":-12.5e1, \"e\":\"tekst\", \"f\":[1,2], "
        "\"g\":{} } \n");
    assert_int_equal(v->type, JSON_OBJECT);
    assert_int_equal(v->count, 7);
    assert_int_equal(json_member(v, "a")->type, JSON_NULL);
    assert_true(json_member(v, "b")->boolean);
    assert_int_equal(json_member(v, "c")->type, JSON_BOOL);
    assert_false(json_member(v, "c")->boolean);
    assert_true(json_member(v, "d")->number == -125.0);
    assert_string_equal(json_member(v, "e")->string, "tekst");
    assert_int_equal(json_member(v, "f")->count, 2);
    assert_true(json_member(v, "f")->items[1].number == 2);
    assert_int_equal(json_member(v, "g")->type, JSON_OBJECT);
    assert_int_equal(json_member(v, "g")->count, 0);
}

static void names_are_compared_with_case(void **state)
{
    const struct json *v = parsed(*state, "{\"startsAt\":1,\"startsat\":2}");
    assert_true(json_member(v, "startsAt")->number == 1);
    assert_true(json_member(v, "startsat")->number == 2);
    assert_null(json_member(v, "STARTSAT"));
}

static void a_member_is_sought_in_objects_only(void **state)
{
    assert_null(json_member(NULL, "a"));
    assert_null(json_member(parsed(*state, "[1]"), ""));
}

static void escapes_are_decoded(void **state)
{
    const struct json *v =
        parsed(*state, "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\uD83D\\ude00\"");
    assert_string_equal(v->string, "\"\\/\b\f\n\r\té€😀");
}

static void whole_numbers_are_marked_as_such(void **state)
{
    assert_true(parsed(*state, "9007199254740991")->integral);
    assert_true(parsed(*state, "-9007199254740991")->integral);
    assert_true(parsed(*state, "1e3")->integral);
    assert_true(parsed(*state, "-0")->integral);
    assert_false(parsed(*state, "0.5")->integral);
    assert_false(parsed(*state, "1e-300")->integral);
}

static void numbers_beyond_2_to_the_53rd_are_refused(void **state)
{
    assert_refused(*state, "9007199254740992");
    assert_refused(*state, "-9007199254740993");
    assert_refused(*state, "1e16");
    assert_refused(*state, "1e400");
    assert_refused(*state, "[1, -1e308]");
}

static void numbers_longer_than_the_parser_reads_are_refused(void **state)
{
    char number[80];
    memset(number, '0', sizeof number);
    memcpy(number, "0.", 2);
    number[60] = '\0';
    assert_false(parsed(*state, number)->number > 0);
    number[60] = '1';
    number[61] = '\0';
    assert_refused(*state, number);
}

static void invalid_utf8_is_refused(void **state)
{
    assert_refused(*state, "\"\xFF\"");
    assert_refused(*state, "\"\xC3\"");
    assert_refused(*state, "\"\xED\xA0\x80\"");
    assert_refused(*state, "{\"\xC0\xAF\":1}");
    assert_refused(*state, "\xEF\xBB\xBF{}"); /* a byte order mark */
}

static void duplicate_names_are_refused(void **state)
{
    assert_refused(*state, "{\"a\":1,\"a\":2}");
    assert_refused(*state, "{\"a\":1,\"b\":2,\"c\":3,\"\\u0061\":4}");
    assert_refused(*state, "[{\"x\":{\"a\":1,\"a\":1}}]");
    assert_int_equal(parsed(*state, "[{\"a\":1},{\"a\":1}]")->count, 2);
}

static void the_duplicate_is_named(void **state)
{
    const struct json *v;
    struct fault f;
    fault_init(&f, *state);
    const char *text = "{\"titel\":1,\"titel\":2}";
    assert_int_equal(json_parse(*state, &f, text, strlen(text), &v), ERR_MALFORMED);
    assert_string_equal(f.detail, "De naam \"titel\" staat twee keer in één object.");
}

static void nul_is_refused_in_any_spelling(void **state)
{
    const struct json *v;
    struct fault f;
    fault_init(&f, *state);
    assert_refused(*state, "\"a\\u0000b\"");
    assert_int_equal(json_parse(*state, &f, "\"a\0b\"", 5, &v), ERR_MALFORMED);
    assert_int_equal(json_parse(*state, &f, "1\0", 2, &v), ERR_MALFORMED);
}

static void nothing_may_stand_behind_the_value(void **state)
{
    assert_refused(*state, "{} {}");
    assert_refused(*state, "1 2");
    assert_refused(*state, "true,");
}

static void lone_surrogates_are_refused(void **state)
{
    assert_refused(*state, "\"\\uD83D\"");
    assert_refused(*state, "\"\\uDE00\"");
    assert_refused(*state, "\"\\uD83Dx\"");
    assert_refused(*state, "\"\\uD83D\\u0041\"");
    assert_refused(*state, "\"\\uD83D\\uD83D\"");
}

static void what_the_grammar_does_not_know_is_refused(void **state)
{
    static const char *const WRONG[] = { "", " ", "{", "}", "[", "[1", "[1,", "[1,]", "[,1]",
        "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "{1:1}", "'a'", "\"a", "\"\\x\"",
        "\"\\u12\"", "\"\\u12G4\"", "\"\\", "\"a\nb\"", "\"\t\"", "01", "-", "-a", "+1", ".5", "1.",
        "1.e1", "1e", "1e+", "0x1", "NaN", "Infinity", "-Infinity", "tru", "True", "nul", "nulll",
        "// c\n1", "/* c */ 1", "[1 2]", "{\"a\":1 \"b\":2}", "\v1", "1\f" };
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++)
        assert_refused(*state, WRONG[i]);
}

static void sixteen_levels_pass_and_seventeen_do_not(void **state)
{
    char text[64] = "";
    memset(text, '[', 16);
    memset(text + 16, ']', 16);
    assert_int_equal(parsed(*state, text)->type, JSON_ARRAY);
    memset(text, '[', 17);
    memset(text + 17, ']', 17);
    assert_refused(*state, text);
}

static void levels_beside_each_other_do_not_add_up(void **state)
{
    assert_int_equal(
        parsed(*state, "[[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[]]")->count, 20);
}

static void a_hundred_thousand_levels_do_not_break_it(void **state)
{
    enum { LEVELS = 100000 };
    char *text = arena_alloc(*state, LEVELS + 1);
    memset(text, '[', LEVELS);
    assert_refused(*state, text);
}

static void the_text_needs_no_end_mark(void **state)
{
    const struct json *v = NULL;
    struct fault f;
    fault_init(&f, *state);
    char *exact = arena_alloc(*state, 3);
    memcpy(exact, "123", 3);
    assert_int_equal(json_parse(*state, &f, exact, 3, &v), ERR_OK);
    assert_true(v->number == 123);
}

static void a_fault_says_where(void **state)
{
    const struct json *v;
    struct fault f;
    fault_init(&f, *state);
    assert_int_equal(json_parse(*state, &f, "{\"a\":tru}", 9, &v), ERR_MALFORMED);
    assert_string_equal(f.detail, "De JSON is niet geldig bij byte 5: dit is geen waarde.");
}

static void what_is_built_is_printed_compactly(void **state)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", INT64_C(9007199254740993));
    json_add_instant(o, "startsAt", INT64_C(1716917400000));
    json_add_instant(o, "endsAt", 0);
    json_add_text(o, "title", "Inleiding \"mentoren\" – é");
    json_add_text(o, "place", "");
    json_add_text(o, "note", NULL);
    cJSON_AddNumberToObject(o, "minutes", 20);
    assert_string_equal(json_print(*state, o),
        "{\"id\":\"9007199254740993\",\"startsAt\":\"2024-05-28T17:30:00Z\",\"endsAt\":null,"
        "\"title\":\"Inleiding \\\"mentoren\\\" – é\",\"place\":null,\"note\":null,"
        "\"minutes\":20}");
}

static void what_is_printed_is_read_back(void **state)
{
    cJSON *o = cJSON_CreateObject();
    json_add_text(o, "text", "\x01\t\"\\/😀");
    const struct json *v = parsed(*state, json_print(*state, o));
    assert_string_equal(json_member(v, "text")->string, "\x01\t\"\\/😀");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_is_read),
        cmocka_unit_test(names_are_compared_with_case),
        cmocka_unit_test(a_member_is_sought_in_objects_only),
        cmocka_unit_test(escapes_are_decoded),
        cmocka_unit_test(whole_numbers_are_marked_as_such),
        cmocka_unit_test(numbers_beyond_2_to_the_53rd_are_refused),
        cmocka_unit_test(numbers_longer_than_the_parser_reads_are_refused),
        cmocka_unit_test(invalid_utf8_is_refused),
        cmocka_unit_test(duplicate_names_are_refused),
        cmocka_unit_test(the_duplicate_is_named),
        cmocka_unit_test(nul_is_refused_in_any_spelling),
        cmocka_unit_test(nothing_may_stand_behind_the_value),
        cmocka_unit_test(lone_surrogates_are_refused),
        cmocka_unit_test(what_the_grammar_does_not_know_is_refused),
        cmocka_unit_test(sixteen_levels_pass_and_seventeen_do_not),
        cmocka_unit_test(levels_beside_each_other_do_not_add_up),
        cmocka_unit_test(a_hundred_thousand_levels_do_not_break_it),
        cmocka_unit_test(the_text_needs_no_end_mark),
        cmocka_unit_test(a_fault_says_where),
        cmocka_unit_test(what_is_built_is_printed_compactly),
        cmocka_unit_test(what_is_printed_is_read_back),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
