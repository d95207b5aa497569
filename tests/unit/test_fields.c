#include "tests/unit/field_sample.h"

/* -- choices and parameters -- */

static void choices_are_positions_in_a_table(void **state)
{
    (void)state;
    unsigned value = 9;
    assert_int_equal(choice_count(PURPOSES), 3);
    assert_string_equal(choice_code(PURPOSES, 1), "discussion");
    assert_string_equal(choice_dutch(PURPOSES, 1), "Bespreking");
    assert_false(choice_find(PURPOSES, "Decision", &value));
    assert_false(choice_find(PURPOSES, NULL, &value));
    assert_int_equal(value, 9);
    assert_true(choice_find(PURPOSES, "decision", &value));
    assert_int_equal(value, 2);
}

static void the_first_parameter_of_a_name_is_given(void **state)
{
    (void)state;
    struct param at[] = { { "a", "1" }, { "b", "2" }, { "a", "3" } };
    struct params p = { .at = at, .count = 3 };
    assert_string_equal(param_get(&p, "a"), "1");
    assert_null(param_get(&p, "c"));
}

static void a_field_knows_how_long_its_text_may_be(void **state)
{
    (void)state;
    static const struct field many = { .type = FIELD_IS_TEXT, .multiline = true };
    assert_int_equal(field_max_length(&FIELDS[0]), 200);
    assert_int_equal(field_max_length(&FIELDS[1]), 50);
    assert_int_equal(field_max_length(&many), 20000);
    assert_int_equal(field_max_length(&FIELDS[4]), 0);
}

/* -- forms -- */

static void a_whole_form_fills_the_struct(void **state)
{
    struct reading r = from_form(*state,
        "title= Mentoren &text=een\r\ntwee&website=https://example.be/x&email=info@example.be"
        "&date=2024-05-28&month=2024-05&time=19.30&minutes=45&dossier_id=12&closed=1"
        "&purpose=discussion&kinds=information&kinds=decision&other_names=Mentees\r\n\r\n Mentes "
        "&decision.title=Ja&_version=3");
    assert_fine(&r);
    assert_string_equal(r.in.title, "Mentoren");
    assert_string_equal(r.in.text, "een\ntwee");
    assert_string_equal(r.in.website, "https://example.be/x");
    assert_string_equal(r.in.email, "info@example.be");
    assert_string_equal(r.in.date, "2024-05-28");
    assert_string_equal(r.in.month, "2024-05");
    assert_string_equal(r.in.time, "19:30");
    assert_int_equal(r.in.minutes, 45);
    assert_int_equal(r.in.dossier_id, 12);
    assert_true(r.in.closed);
    assert_int_equal(r.in.purpose, 1);
    assert_int_equal(r.in.kinds, 1 << 0 | 1 << 2);
    assert_int_equal(r.in.other_names.count, 2);
    assert_string_equal(r.in.other_names.at[0], "Mentees");
    assert_string_equal(r.in.other_names.at[1], "Mentes");
    assert_string_equal(r.in.decision.title, "Ja");
    assert_false(r.in.decision.release);
}

static void what_a_form_leaves_out_stays_but_boxes_are_unticked(void **state)
{
    struct reading r = from_form(*state, "title=x");
    assert_fine(&r);
    assert_int_equal(r.in.minutes, 20);
    assert_int_equal(r.in.purpose, 2);
    assert_false(r.in.closed);
    assert_int_equal(r.in.kinds, 0);
    assert_string_equal(r.in.text, "");
    assert_string_equal(r.in.decision.title, "");
}

static void what_a_form_sends_empty_is_emptied(void **state)
{
    struct reading r =
        from_form(*state, "title=x&minutes=&purpose=&dossier_id=&time= &other_names=\n \n");
    assert_fine(&r);
    assert_int_equal(r.in.minutes, 0);
    assert_int_equal(r.in.purpose, 0);
    assert_int_equal(r.in.dossier_id, 0);
    assert_string_equal(r.in.time, "");
    assert_int_equal(r.in.other_names.count, 0);
}

static void a_required_field_must_be_there_and_not_blank(void **state)
{
    struct reading missing = from_form(*state, "minutes=20");
    assert_issue(&missing, "title", "required", "Vul \"Titel\" in.");
    struct reading blank = from_form(*state, "title= \t ");
    assert_issue(&blank, "title", "required", "Vul \"Titel\" in.");
}

static void an_unknown_field_is_refused(void **state)
{
    struct reading r = from_form(*state, "title=x&foo=1");
    assert_issue(&r, "foo", "unknown", "Onbekend veld \"foo\".");
}

static void the_name_of_an_unknown_field_is_shown_only_when_readable(void **state)
{
    struct reading r = from_form(*state, "title=x&f\x01=1&\xFF=2");
    assert_int_equal(r.fault.issue_count, 2);
    assert_string_equal(r.fault.issues[0].field, "?");
    assert_string_equal(r.fault.issues[1].message, "Onbekend veld \"?\".");
}

static void a_field_sent_twice_is_refused(void **state)
{
    struct reading r = from_form(*state, "title=x&title=y");
    assert_issue(&r, "title", "repeated", "\"Titel\" staat er meer dan eens.");
}

static void all_issues_come_at_once(void **state)
{
    struct reading r = from_form(*state, "minutes=1&date=x&purpose=y&foo=z&email=w");
    assert_int_equal(r.err, ERR_INVALID);
    assert_int_equal(r.fault.issue_count, 6);
    assert_non_null(fault_message(&r.fault, "title"));
    assert_non_null(fault_message(&r.fault, "minutes"));
    assert_non_null(fault_message(&r.fault, "date"));
    assert_non_null(fault_message(&r.fault, "purpose"));
    assert_non_null(fault_message(&r.fault, "foo"));
    assert_non_null(fault_message(&r.fault, "email"));
}

/* -- JSON -- */

static void a_whole_object_fills_the_struct(void **state)
{
    struct reading r = from_json(*state,
        "{\"title\":\"Mentoren\",\"text\":\"een\\r\\ntwee\",\"date\":\"2024-05-28\","
        "\"time\":\"19:30\",\"startsAt\":\"2024-05-28T19:30:00+02:00\",\"minutes\":45,"
        "\"dossierId\":\"12\",\"closed\":true,\"purpose\":\"discussion\","
        "\"kinds\":[\"information\",\"decision\"],\"otherNames\":[\"Mentees\",\" Mentes \"],"
        "\"decision\":{\"title\":\"Ja\",\"release\":true}}");
    assert_fine(&r);
    assert_string_equal(r.in.title, "Mentoren");
    assert_string_equal(r.in.text, "een\ntwee");
    assert_string_equal(clock_rfc3339(*state, r.in.starts_at), "2024-05-28T17:30:00Z");
    assert_int_equal(r.in.minutes, 45);
    assert_int_equal(r.in.dossier_id, 12);
    assert_true(r.in.closed);
    assert_int_equal(r.in.purpose, 1);
    assert_int_equal(r.in.kinds, 1 << 0 | 1 << 2);
    assert_int_equal(r.in.other_names.count, 2);
    assert_string_equal(r.in.other_names.at[1], "Mentes");
    assert_string_equal(r.in.decision.title, "Ja");
    assert_true(r.in.decision.release);
    assert_string_equal(r.in.website, "");
}

static void unknown_members_are_refused_at_any_depth(void **state)
{
    struct reading r =
        from_json(*state, "{\"title\":\"x\",\"starts_at\":\"2024-05-28T17:30:00Z\",\"Title\":\"y\","
                          "\"decision\":{\"foo\":1},\"decision.title\":\"z\"}");
    assert_int_equal(r.fault.issue_count, 4);
    assert_string_equal(r.fault.issues[0].field, "starts_at");
    assert_string_equal(r.fault.issues[0].code, "unknown");
    assert_string_equal(r.fault.issues[1].field, "Title");
    assert_string_equal(r.fault.issues[2].field, "decision.foo");
    assert_string_equal(r.fault.issues[2].message, "Onbekend veld \"decision.foo\".");
    assert_string_equal(r.fault.issues[3].field, "decision.title");
}

static void an_issue_names_the_c_member(void **state)
{
    struct reading r = from_json(*state, "{\"title\":\"x\",\"startsAt\":\"morgen\"}");
    assert_issue(
        &r, "starts_at", "format", "\"Begin\" is geen tijdstip zoals 2024-05-28T17:30:00Z.");
    struct reading nested = from_json(*state, "{\"title\":\"x\",\"decision\":{\"title\":5}}");
    assert_issue(&nested, "decision.title", "type", "\"Beslissing\" moet een tekst zijn.");
}

static void instants_beyond_the_calendar_are_refused(void **state)
{
    struct reading r = from_json(*state, "{\"title\":\"x\",\"startsAt\":\"9024-05-28T17:30:00Z\"}");
    assert_int_equal(r.err, ERR_INVALID);
}

static void types_must_fit(void **state)
{
    struct reading r =
        from_json(*state, "{\"title\":1,\"closed\":\"ja\",\"dossierId\":12,\"kinds\":\"decision\","
                          "\"otherNames\":[1],\"decision\":[]}");
    assert_int_equal(r.err, ERR_INVALID);
    assert_int_equal(r.fault.issue_count, 6);
    for (size_t i = 0; i < r.fault.issue_count; i++)
        assert_string_equal(r.fault.issues[i].code, "type");
    assert_string_equal(fault_message(&r.fault, "closed"), "\"Besloten\" moet true of false zijn.");
    assert_string_equal(fault_message(&r.fault, "decision"), "\"decision\" moet een object zijn.");
}

static void only_an_object_will_do(void **state)
{
    struct reading r = from_json(*state, "[]");
    assert_issue(&r, "", "type", "De inhoud moet een JSON-object zijn.");
}

static void a_whole_object_needs_what_is_required(void **state)
{
    struct reading r = from_json(*state, "{}");
    assert_issue(&r, "title", "required", "Vul \"Titel\" in.");
}

static void a_patch_changes_only_what_it_names(void **state)
{
    struct reading r = from_json_in(*state, "{\"minutes\":30}", FIELDS_PARTIAL);
    assert_fine(&r);
    assert_string_equal(r.in.title, "oud");
    assert_int_equal(r.in.minutes, 30);
    assert_int_equal(r.in.purpose, 2);
}

static void null_in_a_patch_empties(void **state)
{
    struct reading r =
        from_json_in(*state, "{\"minutes\":null,\"text\":null,\"decision\":null}", FIELDS_PARTIAL);
    assert_fine(&r);
    assert_int_equal(r.in.minutes, 0);
    assert_string_equal(r.in.text, "");
    assert_string_equal(r.in.decision.title, "");
    struct reading required = from_json_in(*state, "{\"title\":null}", FIELDS_PARTIAL);
    assert_issue(&required, "title", "required", "Vul \"Titel\" in.");
}

static void a_line_in_json_has_no_newline(void **state)
{
    struct reading r = from_json(*state, "{\"title\":\"x\",\"otherNames\":[\"a\\nb\"]}");
    assert_issue(&r, "other_names", "format",
        "\"Andere namen\" mag binnen één tekst geen nieuwe regel hebben.");
}

static void thousands_of_unknown_members_do_not_flood(void **state)
{
    struct arena *a = *state;
    char *text = arena_alloc(a, 200000), *to = text;
    *to++ = '{';
    for (int i = 0; i < 10000; i++)
        to += snprintf(to, 20, "%s\"x%d\":1", i > 0 ? "," : "", i);
    *to = '}';
    struct reading r = from_json(a, text);
    assert_int_equal(r.err, ERR_INVALID);
    assert_int_equal(r.fault.issue_count, FAULT_MAX_ISSUES);
}

/* -- back to a form -- */

static void what_is_written_in_a_form_is_read_back(void **state)
{
    struct arena *a = *state;
    struct reading first = from_form(a,
        "title=Één&text=een\ntwee&website=https://example.be/&email=a@example.be&date=2024-05-28"
        "&month=2024-05&time=19:30&minutes=45&dossier_id=12&closed=1&purpose=discussion"
        "&other_names=a\nb&decision.title=Ja&decision.release=1");
    assert_fine(&first);
    struct param at[ARRAY_LEN(FIELDS)];
    struct params form = { .at = at };
    for (const struct field *field = FIELDS; field->name != NULL; field++) {
        if (field->type == FIELD_IS_CHOICES || field->type == FIELD_IS_INSTANT)
            continue;
        at[form.count++] = (struct param){ field->name, field_to_form(field, a, &first.in) };
    }
    struct reading again = { .in = { .title = NULL } };
    fault_init(&again.fault, a);
    again.err = fields_from_form(FIELDS, &form, a, &again.fault, &again.in);
    assert_fine(&again);
    for (const struct field *field = FIELDS; field->name != NULL; field++) {
        if (field->type != FIELD_IS_CHOICES)
            assert_string_equal(
                field_to_form(field, a, &again.in), field_to_form(field, a, &first.in));
    }
}

static void a_password_is_never_given_back(void **state)
{
    static const struct field password = { .type = FIELD_IS_TEXT, .secret = true };
    const char *value = "geheim";
    assert_string_equal(field_to_form(&password, *state, &value), "");
}

static void what_is_not_there_is_written_as_nothing(void **state)
{
    struct sample empty = { 0 };
    for (const struct field *field = FIELDS; field->name != NULL; field++) {
        if (field->type != FIELD_IS_CHOICES && field->type != FIELD_IS_CHOICE)
            assert_string_equal(field_to_form(field, *state, &empty), "");
    }
}

static void a_zero_that_means_none_is_written_as_nothing(void **state)
{
    static const struct field none[] = {
        { .name = "days", .type = FIELD_IS_INT, .max = 60, .zero_is_none = true }, FIELD_END
    };
    static const struct field counted = { .type = FIELD_IS_INT, .max = 60 };
    struct param sent = { "days", "" };
    const struct params form = { &sent, 1 };
    int64_t days = 0;

    assert_string_equal(field_to_form(&counted, *state, &days), "0");
    assert_string_equal(field_to_form(&none[0], *state, &days), "");
    days = 7;
    assert_string_equal(field_to_form(&none[0], *state, &days), "7");
    for (size_t i = 0; i < 2; i++) {
        struct fault f;

        fault_init(&f, *state);
        days = 7;
        sent.value = i == 0 ? "" : "0";
        assert_int_equal(fields_from_form(none, &form, *state, &f, &days), ERR_OK);
        assert_int_equal(days, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(choices_are_positions_in_a_table),
        cmocka_unit_test(the_first_parameter_of_a_name_is_given),
        cmocka_unit_test(a_field_knows_how_long_its_text_may_be),
        cmocka_unit_test(a_whole_form_fills_the_struct),
        cmocka_unit_test(what_a_form_leaves_out_stays_but_boxes_are_unticked),
        cmocka_unit_test(what_a_form_sends_empty_is_emptied),
        cmocka_unit_test(a_required_field_must_be_there_and_not_blank),
        cmocka_unit_test(an_unknown_field_is_refused),
        cmocka_unit_test(the_name_of_an_unknown_field_is_shown_only_when_readable),
        cmocka_unit_test(a_field_sent_twice_is_refused),
        cmocka_unit_test(all_issues_come_at_once),
        cmocka_unit_test(a_whole_object_fills_the_struct),
        cmocka_unit_test(unknown_members_are_refused_at_any_depth),
        cmocka_unit_test(an_issue_names_the_c_member),
        cmocka_unit_test(instants_beyond_the_calendar_are_refused),
        cmocka_unit_test(types_must_fit),
        cmocka_unit_test(only_an_object_will_do),
        cmocka_unit_test(a_whole_object_needs_what_is_required),
        cmocka_unit_test(a_patch_changes_only_what_it_names),
        cmocka_unit_test(null_in_a_patch_empties),
        cmocka_unit_test(a_line_in_json_has_no_newline),
        cmocka_unit_test(thousands_of_unknown_members_do_not_flood),
        cmocka_unit_test(what_is_written_in_a_form_is_read_back),
        cmocka_unit_test(a_password_is_never_given_back),
        cmocka_unit_test(what_is_not_there_is_written_as_nothing),
        cmocka_unit_test(a_zero_that_means_none_is_written_as_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
