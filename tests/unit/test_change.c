#include "lok/base/clock.h"
#include "lok/change.h"
#include "tests/given/given.h"

static const struct choice COLOURS[] = { { "red", "rood" }, { "blue", "blauw" }, { NULL, NULL } };

struct thing {
    const char *name, *day, *password;
    int64_t at, places, owner_id;
    bool open;
    unsigned colour;
    uint64_t colours;
    struct lines lines;
};

static const struct field THING_FIELDS[] = {
    FIELD_TEXT(struct thing, name, .required = true, .label = "Naam"),
    FIELD_DATE(struct thing, day, .label = "Dag"),
    FIELD_TEXT(struct thing, password, .secret = true, .label = "Wachtwoord"),
    FIELD_INSTANT(struct thing, at, .label = "Tijdstip"),
    FIELD_INT(struct thing, places, .label = "Plaatsen"),
    FIELD_ID(struct thing, owner_id, .required = true, .label = "Eigenaar"),
    FIELD_BOOL(struct thing, open, .label = "Open"),
    FIELD_CHOICE(struct thing, colour, .of = COLOURS, .label = "Kleur"),
    FIELD_CHOICES(struct thing, colours, .required = true, .of = COLOURS, .label = "Kleuren"),
    FIELD_LINES(struct thing, lines, .required = true, .label = "Regels"),
    FIELD_END,
};

static const char *const LINE[] = { "een" };

static struct thing thing(void **state)
{
    return (struct thing){ .name = "Naam",
        .day = "",
        .password = "geheim",
        .owner_id = 3,
        .colours = 2,
        .lines = { arena_memdup(arena(state), LINE, sizeof LINE), 1 } };
}

static void missing_text_becomes_empty(void **state)
{
    struct thing t = thing(state);

    t.day = NULL;
    change_check(THING_FIELDS, given_fault(state), &t);
    assert_int_equal(fault_check(given_fault(state)), ERR_OK);
    assert_string_equal(t.day, "");
}

static void whatever_is_required_and_missing_gets_an_issue(void **state)
{
    struct thing t = { 0 };

    change_check(THING_FIELDS, given_fault(state), &t);
    assert_int_equal(given_fault(state)->issue_count, 4);
    assert_non_null(fault_message(given_fault(state), "name"));
    assert_non_null(fault_message(given_fault(state), "owner_id"));
    assert_non_null(fault_message(given_fault(state), "colours"));
    assert_non_null(fault_message(given_fault(state), "lines"));
}

struct contact {
    const char *email, *website, *note;
};

static const struct field CONTACT_FIELDS[] = {
    FIELD_EMAIL(struct contact, email, .label = "E-mailadres"),
    FIELD_URL(struct contact, website, .label = "Website"),
    FIELD_TEXT(struct contact, note, .max = 5, .label = "Nota"),
    FIELD_END,
};

static void text_that_a_form_would_refuse_is_refused_here_too(void **state)
{
    struct fault *f = given_fault(state);
    struct contact good = { "a@example.be", "https://example.be/", "vijf!" };
    struct contact wrong = { "geen adres", "example.be", "zes!!!" };
    struct contact unreadable = { .note = "\xff" };

    change_check(CONTACT_FIELDS, f, &good);
    assert_int_equal(f->issue_count, 0);
    change_check(CONTACT_FIELDS, f, &wrong);
    assert_int_equal(f->issue_count, 3);
    assert_string_equal(f->issues[0].code, "format");
    assert_string_equal(f->issues[1].code, "format");
    assert_string_equal(f->issues[2].code, "too-long");
    change_check(CONTACT_FIELDS, f, &unreadable);
    assert_int_equal(f->issue_count, 4);
}

static void a_choice_outside_its_table_gets_an_issue(void **state)
{
    struct thing t = thing(state);

    t.colour = 2;
    t.colours = 4;
    change_check(THING_FIELDS, given_fault(state), &t);
    assert_int_equal(given_fault(state)->issue_count, 2);
    assert_non_null(fault_message(given_fault(state), "colour"));
    assert_non_null(fault_message(given_fault(state), "colours"));
}

static void values_leave_out_what_is_empty_or_secret(void **state)
{
    struct thing t = thing(state);

    assert_string_equal(json_print(arena(state), change_values(THING_FIELDS, arena(state), &t)),
        "{\"name\":\"Naam\",\"places\":0,\"ownerId\":\"3\",\"open\":false,\"colour\":\"red\","
        "\"colours\":[\"blue\"],\"lines\":[\"een\"]}");
}

static void equal_structs_differ_in_nothing(void **state)
{
    struct thing from = thing(state), to = thing(state);

    assert_string_equal(
        json_print(arena(state), change_between(THING_FIELDS, arena(state), &from, &to)), "{}");
}

static void each_kind_of_member_is_compared(void **state)
{
    struct thing from = thing(state);
    struct thing to = { .name = "Ander",
        .day = "2024-05-28",
        .password = "nieuw geheim",
        .at = INT64_C(1716917400000),
        .places = 18,
        .owner_id = 0,
        .open = true,
        .colour = 1,
        .colours = 3 };

    assert_string_equal(
        json_print(arena(state), change_between(THING_FIELDS, arena(state), &from, &to)),
        "{\"name\":{\"from\":\"Naam\",\"to\":\"Ander\"},"
        "\"day\":{\"from\":\"\",\"to\":\"2024-05-28\"},"
        "\"password\":{},"
        "\"at\":{\"from\":null,\"to\":\"2024-05-28T17:30:00Z\"},"
        "\"places\":{\"from\":0,\"to\":18},"
        "\"ownerId\":{\"from\":\"3\",\"to\":null},"
        "\"open\":{\"from\":false,\"to\":true},"
        "\"colour\":{\"from\":\"red\",\"to\":\"blue\"},"
        "\"colours\":{\"from\":[\"blue\"],\"to\":[\"red\",\"blue\"]},"
        "\"lines\":{\"from\":[\"een\"],\"to\":[]}}");
}

static void names_tell_which_members_differ(void **state)
{
    struct thing from = thing(state), to = thing(state);

    to.owner_id = 4;
    to.password = "ander";
    assert_string_equal(
        json_print(arena(state), change_names(THING_FIELDS, arena(state), &from, &to)),
        "{\"changed\":[\"password\",\"ownerId\"]}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(missing_text_becomes_empty, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            whatever_is_required_and_missing_gets_an_issue, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            text_that_a_form_would_refuse_is_refused_here_too, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_choice_outside_its_table_gets_an_issue, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            values_leave_out_what_is_empty_or_secret, given_arena, given_end),
        cmocka_unit_test_setup_teardown(equal_structs_differ_in_nothing, given_arena, given_end),
        cmocka_unit_test_setup_teardown(each_kind_of_member_is_compared, given_arena, given_end),
        cmocka_unit_test_setup_teardown(names_tell_which_members_differ, given_arena, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
