#include "templates.h"
#include "tests/given/given.h"
#include "web/http/form.h"
#include <string.h>

static const struct choice KINDS[] = { { "school", "School" }, { "ckg", "CKG" }, { NULL, NULL } };

struct input {
    const char *name, *text, *password;
    unsigned kind;
    uint64_t kinds;
    int64_t partner_id, minutes;
    bool open;
    struct lines aliases;
};
static const struct field FIELDS[] = {
    FIELD_TEXT(struct input, name, .required = true, .max = 80, .label = "Naam",
        .hint = "Zoals op de deur"),
    FIELD_TEXT(struct input, text, .multiline = true, .label = "Tekst"),
    FIELD_TEXT(struct input, password, .secret = true, .label = "Wachtwoord"),
    FIELD_CHOICE(struct input, kind, .of = KINDS, .label = "Soort"),
    FIELD_CHOICES(struct input, kinds, .of = KINDS, .label = "Soorten"),
    FIELD_ID(struct input, partner_id, .label = "Partner"),
    FIELD_INT(struct input, minutes, .min = 1, .max = 240, .label = "Minuten"),
    FIELD_BOOL(struct input, open, .label = "Open"),
    FIELD_LINES(struct input, aliases, .label = "Andere namen"),
    FIELD_END,
};
static const struct input STORED = { .name = "Mentes",
    .text = "a <b>",
    .password = "geheim",
    .kind = 1,
    .kinds = 2,
    .partner_id = 4,
    .minutes = 20,
    .open = true };

static struct request get_request(void **state)
{
    struct request rq = { .arena = arena(state), .method = GET };
    fault_init(&rq.fault, rq.arena);
    return rq;
}

static struct request refused_request(void **state, const char *body)
{
    struct request rq = get_request(state);
    rq.method = POST;
    assert_int_equal(form_decode(rq.arena, &rq.fault, body, strlen(body), &rq.form), ERR_OK);
    fault_issue(&rq.fault, "name", "required", "Vul de naam in.");
    return rq;
}

static const struct form_input *find(const struct form_view *form, const char *name)
{
    for (size_t i = 0; i < form->inputs.count; i++) {
        if (str_equal(form->inputs.at[i].name, name))
            return &form->inputs.at[i];
    }
    fail_msg("no input %s", name);
    return NULL;
}

static const char *printed(void **state, const struct form_view *form)
{
    struct buf out;
    buf_init(&out, arena(state), 0);
    form_fields_html(&out, form);
    return out.data;
}

static void a_fresh_form_shows_what_is_stored(void **state)
{
    struct request rq = get_request(state);
    struct form_view form = form_make(&rq, FIELDS, &STORED, 7, NULL);
    assert_int_equal(form.inputs.count, 9);
    assert_string_equal(find(&form, "name")->value, "Mentes");
    assert_int_equal(find(&form, "name")->maxlength, 80);
    assert_true(find(&form, "name")->required);
    assert_string_equal(find(&form, "minutes")->value, "20");
    assert_string_equal(find(&form, "minutes")->type, "number");
    assert_true(find(&form, "open")->checked);
    assert_true(find(&form, "kind")->options.at[1].selected);
    assert_false(find(&form, "kinds")->checks.at[0].checked);
    assert_true(find(&form, "kinds")->checks.at[1].checked);
    assert_int_equal(form.issues.count, 0);
    assert_int_equal(form.version, 7);
}

static void a_secret_is_never_given_back(void **state)
{
    struct request rq = get_request(state);
    struct form_view fresh = form_make(&rq, FIELDS, &STORED, 0, NULL);
    assert_string_equal(find(&fresh, "password")->value, "");
    assert_string_equal(find(&fresh, "password")->type, "password");
    rq = refused_request(state, "password=hallo");
    struct form_view back = form_make(&rq, FIELDS, &STORED, 0, NULL);
    assert_string_equal(find(&back, "password")->value, "");
}

static void a_refused_form_comes_back_as_it_was_typed(void **state)
{
    struct request rq =
        refused_request(state, "name=&text=Lang+verhaal&kind=school&kinds=school&minutes=veel");
    struct form_view form = form_make(&rq, FIELDS, &STORED, 7, NULL);
    assert_string_equal(find(&form, "name")->value, "");
    assert_string_equal(find(&form, "text")->value, "Lang verhaal");
    assert_string_equal(find(&form, "minutes")->value, "veel");
    assert_false(find(&form, "open")->checked);
    assert_true(find(&form, "kind")->options.at[0].selected);
    assert_true(find(&form, "kinds")->checks.at[0].checked);
    assert_false(find(&form, "kinds")->checks.at[1].checked);
}

static void a_message_stands_at_its_field_and_in_the_summary(void **state)
{
    struct request rq = refused_request(state, "name=");
    fault_issue(&rq.fault, "vreemd", "unknown", "Onbekend veld.");
    struct form_view form = form_make(&rq, FIELDS, &STORED, 0, NULL);
    assert_string_equal(find(&form, "name")->error, "Vul de naam in.");
    assert_string_equal(find(&form, "name")->described_by, "veld-name-uitleg veld-name-fout");
    assert_string_equal(find(&form, "text")->error, "");
    assert_int_equal(form.issues.count, 2);
    assert_string_equal(form.issues.at[0].anchor.address, "#veld-name");
    assert_string_equal(form.issues.at[1].anchor.address, "");
}

static void another_form_on_the_page_keeps_what_is_stored(void **state)
{
    static const char *const NAMES[] = { "minutes", NULL };
    struct request rq = refused_request(state, "name=x");
    struct form_view other = form_make(&rq, FIELDS, &STORED, 0, NAMES);
    assert_int_equal(other.inputs.count, 1);
    assert_string_equal(other.inputs.at[0].value, "20");
    assert_int_equal(other.issues.count, 0);
}

static void an_empty_refused_form_shows_its_messages(void **state)
{
    struct request rq = refused_request(state, "_version=3");
    struct form_view form = form_make(&rq, FIELDS, &STORED, 3, NULL);
    assert_int_equal(form.issues.count, 1);
    assert_string_equal(find(&form, "name")->value, "");
}

static void a_posted_form_that_is_not_refused_shows_what_is_stored(void **state)
{
    struct request rq = refused_request(state, "name=x");
    fault_init(&rq.fault, rq.arena);
    struct form_view form = form_make(&rq, FIELDS, &STORED, 0, NULL);
    assert_string_equal(find(&form, "name")->value, "Mentes");
}

static void options_select_the_value_there_is(void **state)
{
    static const struct form_option PARTNERS[] = { { "3", "Felies", false },
        { "4", "Mentes", false } };
    struct request rq = get_request(state);
    struct form_view form = form_make(&rq, FIELDS, &STORED, 0, NULL);
    form_set_options(&rq, &form, "partner_id", PARTNERS, 2);
    const struct form_input *input = find(&form, "partner_id");
    assert_int_equal(input->options.count, 3);
    assert_string_equal(input->options.at[0].value, "");
    assert_false(input->options.at[1].selected);
    assert_true(input->options.at[2].selected);
}

static void the_page_escapes_values_and_ties_words_to_inputs(void **state)
{
    struct request rq = refused_request(state, "name=%22%3E%3Cscript%3E&text=a");
    struct form_view form = form_make(&rq, FIELDS, &STORED, 7, NULL);
    const char *page = printed(state, &form);
    assert_null(strstr(page, "<script>"));
    assert_non_null(strstr(page, "value=\"&quot;&gt;&lt;script&gt;\""));
    assert_non_null(strstr(page, "<label for=\"veld-name\">Naam</label>"));
    assert_non_null(strstr(page, "id=\"veld-name-uitleg\""));
    assert_non_null(strstr(page, "id=\"veld-name-fout\""));
    assert_non_null(strstr(page, "aria-describedby=\"veld-name-uitleg veld-name-fout\""));
    assert_non_null(strstr(page, "role=\"alert\""));
    assert_non_null(strstr(page, "<a href=\"#veld-name\">Vul de naam in.</a>"));
    assert_non_null(strstr(page, "name=\"_version\" value=\"7\""));
    assert_non_null(strstr(page, "maxlength=\"80\" required"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_fresh_form_shows_what_is_stored, given_arena, given_end),
        cmocka_unit_test_setup_teardown(a_secret_is_never_given_back, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_refused_form_comes_back_as_it_was_typed, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_message_stands_at_its_field_and_in_the_summary, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            another_form_on_the_page_keeps_what_is_stored, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            an_empty_refused_form_shows_its_messages, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_posted_form_that_is_not_refused_shows_what_is_stored, given_arena, given_end),
        cmocka_unit_test_setup_teardown(options_select_the_value_there_is, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            the_page_escapes_values_and_ties_words_to_inputs, given_arena, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
