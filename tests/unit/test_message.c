/* A notice as people read it. */
#include "templates.h"
#include "tests/given/given.h"
#include "web/pages/message.h"
#include <string.h>

static struct message_view read_body(void **state, const char *body)
{
    struct request rq = { .arena = arena(state) };
    return message_of(&rq, body);
}

static void an_agenda_is_read_as_a_timetable(void **state)
{
    struct message_view v = read_body(state,
        "{\"type\":\"agenda.published\",\"data\":{\"sentence\":\"Lees de agenda.\","
        "\"meeting\":{\"title\":\"LOK mei\",\"date\":\"2024-05-28\",\"month\":\"2024-05\","
        "\"startsAt\":\"2024-05-28T17:30:00Z\",\"location\":null,"
        "\"link\":\"https://lok.example.be/vergaderingen/2\"},\"changes\":[],"
        "\"items\":[{\"number\":\"3bis\",\"title\":\"Varia\","
        "\"startsAt\":\"2024-05-28T18:00:00Z\"}]}}");
    assert_string_equal(v.sentence, "Lees de agenda.");
    assert_int_equal(v.items.count, 1);
    assert_string_equal(v.items.at[0].time, "20.00");
    assert_string_equal(v.items.at[0].number, "3bis");
    assert_int_equal(v.facts.count, 4);
    assert_string_equal(v.facts.at[1].value, "dinsdag 28 mei 2024");
    assert_string_equal(v.facts.at[2].value, "19.30 uur");
    assert_string_equal(v.facts.at[3].to.address, "https://lok.example.be/vergaderingen/2");
}

static void a_decision_is_read_with_its_number_and_text(void **state)
{
    struct message_view v = read_body(state,
        "{\"type\":\"decision.recorded\",\"data\":{\"sentence\":\"Lees ze na.\","
        "\"decision\":{\"number\":\"2024_LOK_00003\",\"title\":\"Steun\",\"text\":\"Wij steunen.\","
        "\"dueDate\":\"2024-05-10\",\"followUp\":\"Stad\","
        "\"link\":\"https://lok.example.be/beslissingen/2024_LOK_00003\"}}}");
    assert_string_equal(v.decision_text, "Wij steunen.");
    assert_string_equal(v.facts.at[0].value, "2024_LOK_00003");
    assert_string_equal(v.facts.at[2].value, "vr 10/05/2024");
}

static void changes_are_told_in_words(void **state)
{
    struct message_view v = read_body(state,
        "{\"type\":\"agenda.changed\",\"data\":{\"sentence\":\"Kijk na.\","
        "\"changes\":[{\"what\":\"item.added\",\"text\":\"Punt 4 is toegevoegd\"}]}}");
    assert_int_equal(v.changes.count, 1);
    assert_string_equal(v.changes.at[0].text, "Punt 4 is toegevoegd");
}

static void what_people_typed_is_escaped(void **state)
{
    struct message_view v =
        read_body(state, "{\"type\":\"x\",\"data\":{\"sentence\":\"<script>a & b</script>\"}}");
    struct buf out;
    buf_init(&out, arena(state), 0);
    message_html(&out, &v);
    assert_non_null(strstr(out.data, "&lt;script&gt;a &amp; b&lt;/script&gt;"));
    assert_null(strstr(out.data, "<script>"));
}

static void what_is_no_notice_is_our_mistake_and_shows_nothing(void **state)
{
    given_bugs(state, 2);
    assert_string_equal(read_body(state, "geen json").sentence, "");
    assert_int_equal(read_body(state, "[]").items.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_agenda_is_read_as_a_timetable, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_decision_is_read_with_its_number_and_text, given_arena, given_end),
        cmocka_unit_test_setup_teardown(changes_are_told_in_words, given_arena, given_end),
        cmocka_unit_test_setup_teardown(what_people_typed_is_escaped, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            what_is_no_notice_is_our_mistake_and_shows_nothing, given_arena, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
