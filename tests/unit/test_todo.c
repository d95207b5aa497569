/* Covers agenda/todo_words.c, agenda/todo_meeting.c, agenda/todo_due.c and agenda/missing.c. */
#include "agenda/demo.h"
#include "agenda/proposal.h"
#include "agenda/todo.h"
#include "lok/base/dates.h"
#include "lok/member.h"
#include "tests/given/work.h"
#include <string.h>

static int given_demo(void **state)
{
    if (given_db(state) != 0)
        return -1;
    assert_int_equal(demo_fill(given_tx(state), arena(state)), ERR_OK);
    return 0;
}

static int given_own_council(void **state)
{
    if (given_db(state) != 0)
        return -1;
    given_council(state, "");
    return 0;
}

static struct todo_list list_on(void **state, const char *date)
{
    struct snap *s = tx_snap(given_tx(state));
    struct council c = { 0 };
    struct todo_list list = { 0 };
    int64_t now = 0;

    assert_int_equal(council_get(s, arena(state), &c), ERR_OK);
    assert_int_equal(date_instant(date, "12:00", &now), ERR_OK);
    assert_int_equal(todo_list(s, arena(state), &c, now, &list), ERR_OK);
    return list;
}

/* The next step of a meeting on that date; in the demo actions and advice are due too. */
static struct todo next_on(void **state, const char *date)
{
    struct todo_list list = list_on(state, date);
    size_t i = 0;

    while (i < list.count && list.at[i].kind > TODO_RELEASE_RESULTS)
        i++;
    assert_true(i < list.count);
    assert_false(str_empty(list.at[i].what));
    assert_false(str_empty(list.at[i].why));
    assert_false(str_empty(list.at[i].button));
    return list.at[i];
}

static struct todo next_in_demo(void **state)
{
    return next_on(state, "2024-04-15");
}

static void set_date(void **state, int64_t meeting_id, const char *date)
{
    struct actor system = actor_system();
    struct meeting m = work_meeting_now(state, meeting_id);
    struct meeting_input in = meeting_to_input(arena(state), &m);

    in.date = date;
    in.time = "19:30";
    assert_int_equal(meeting_update(given_tx(state), &system, meeting_id, m.version, &in), ERR_OK);
}

static int64_t send(void **state, int64_t meeting_id, enum sending_kind kind)
{
    struct actor system = actor_system();
    struct sending sending = { 0 };

    assert_int_equal(sending_send(given_tx(state), arena(state), &system, &WORK_SENDING, meeting_id,
                         0, kind, &sending),
        ERR_OK);
    return sending.id;
}

static void take(void **state, int64_t id, int64_t meeting_id)
{
    struct actor system = actor_system();
    int64_t item;

    assert_int_equal(
        announcement_take(given_tx(state), arena(state), &system, id, meeting_id, &item), ERR_OK);
}

static bool has_kind(const struct todo_list *list, enum todo_kind kind, const char *why)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].kind == kind && strstr(list->at[i].why, why) != NULL)
            return true;
    return false;
}

static void the_list_leads_through_the_main_job(void **state)
{
    struct todo t = next_in_demo(state);
    int64_t may = t.meeting_id;

    assert_int_equal(t.kind, TODO_CHOOSE_DATE);
    set_date(state, may, "2024-05-28");

    t = next_in_demo(state);
    assert_int_equal(t.kind, TODO_TAKE_OFFER);
    assert_string_equal(t.what, "Zet “Mentoren” op de agenda van 28 mei");
    assert_int_equal(t.meeting_id, may);
    take(state, t.announcement_id, may);

    t = next_in_demo(state);
    assert_int_equal(t.kind, TODO_FILL_AGENDA);
    assert_string_equal(t.why, "Er staat nog maar 1 punt op de agenda.");
    work_item(state, may, "Sluitingsdagen zomer", PURPOSE_INFORMATION, 0);
    work_item(state, may, "Wie doet mee in Borgerhout?", PURPOSE_DISCUSSION, 0);

    t = next_in_demo(state);
    assert_int_equal(t.kind, TODO_SEND_INVITATION);
    assert_string_equal(t.date, "2024-04-30");
    assert_false(t.late);
    assert_string_equal(t.why, "De uitnodiging moet ten laatste op di 30/04 weg (28 dagen vooraf)."
                               " Ontbreekt nog: plaats; inleider van punt 2 en 3.");
    send(state, may, SENDING_AGENDA);

    t = next_in_demo(state);
    assert_int_equal(t.kind, TODO_START_MEETING);
    assert_string_equal(t.date, "2024-05-28");
    assert_false(t.late);
    work_act(state, may, MEETING_START);

    struct item_list items = { 0 };
    assert_int_equal(item_list(tx_snap(given_tx(state)), arena(state), may, &items), ERR_OK);
    for (size_t i = 0; i < items.count; i++) {
        t = next_in_demo(state);
        assert_int_equal(t.kind, TODO_RECORD_OUTCOMES);
        assert_int_equal(t.item_id, items.at[i].id);
        work_treat(state, t.item_id, OUTCOME_APPROVED, "", i == 0 ? "Mentoren gaan door" : "",
            i == 0 ? "Het LOK vraagt om door te gaan." : "");
    }

    t = next_in_demo(state);
    assert_int_equal(t.kind, TODO_CLOSE_MEETING);
    work_act(state, may, MEETING_CLOSE);

    t = next_in_demo(state);
    assert_int_equal(t.kind, TODO_RELEASE_RESULTS);
    assert_string_equal(t.why, "1 beslissing is nog voorlopig: niemand anders ziet ze.");
    send(state, may, SENDING_RESULTS);

    struct todo_list rest = list_on(state, "2024-04-15");
    assert_true(has_kind(&rest, TODO_PLAN_NEXT, "Er is nog geen vergadering gepland."));
    assert_true(has_kind(&rest, TODO_MINUTES, "De vergadering van 28 mei is afgelopen."));
    for (size_t i = 0; i < rest.count; i++)
        assert_true(rest.at[i].kind > TODO_RELEASE_RESULTS);
}

static void a_late_invitation_is_the_next_step_and_is_late(void **state)
{
    int64_t may = next_in_demo(state).meeting_id;

    set_date(state, may, "2024-05-28");
    work_item(state, may, "Punt", PURPOSE_INFORMATION, 0);
    take(state, next_in_demo(state).announcement_id, may);
    struct todo t = next_on(state, "2024-05-01");
    assert_int_equal(t.kind, TODO_SEND_INVITATION);
    assert_true(t.late);
    assert_non_null(strstr(t.why, "moest ten laatste op di 30/04 weg"));
}

/* The one of that kind. */
static struct todo of_kind(void **state, const char *date, enum todo_kind kind)
{
    struct todo_list list = list_on(state, date);
    struct todo found = { 0 };
    size_t count = 0;

    for (size_t i = 0; i < list.count; i++)
        if (list.at[i].kind == kind) {
            found = list.at[i];
            count++;
        }
    assert_int_equal(count, 1);
    return found;
}

static void set_item(void **state, int64_t id, const char *presenter, int64_t minutes)
{
    struct actor system = actor_system();
    struct item item = work_item_now(state, id);
    const struct item_input in = {
        .title = item.title,
        .presenter = presenter,
        .text = "",
        .purpose = PURPOSE_INFORMATION,
        .access = item.access,
        .minutes = minutes,
    };

    assert_int_equal(item_update(given_tx(state), &system, id, item.version, &in), ERR_OK);
}

static void set_place(void **state, int64_t meeting, const char *place)
{
    struct actor system = actor_system();
    struct meeting m = work_meeting_now(state, meeting);
    struct meeting_input in = meeting_to_input(arena(state), &m);

    in.location = place;
    assert_int_equal(meeting_update(given_tx(state), &system, meeting, m.version, &in), ERR_OK);
}

static void the_invitation_says_what_is_missing_until_it_is_filled_in(void **state)
{
    int64_t meeting = work_meeting(state, "2024-05-28");
    int64_t first = work_item(state, meeting, "Mentoren", PURPOSE_INFORMATION, 0);
    int64_t second = work_item(state, meeting, "Zomer", PURPOSE_INFORMATION, 0);

    work_item(state, meeting, "Varia", PURPOSE_ANY_OTHER_BUSINESS, 0);
    set_place(state, meeting, "");
    set_item(state, second, "", 0);
    struct todo t = of_kind(state, "2024-04-15", TODO_SEND_INVITATION);
    assert_string_equal(t.why,
        "De uitnodiging moet ten laatste op di 14/05 weg (14 dagen vooraf)."
        " Ontbreekt nog: plaats; inleider van punt 1 en 2; duur van punt 2.");

    set_place(state, meeting, "Stadhuis");
    set_item(state, first, "Voorzitter", 20);
    set_item(state, second, "Voorzitter", 10);
    t = of_kind(state, "2024-04-15", TODO_SEND_INVITATION);
    assert_string_equal(
        t.why, "De uitnodiging moet ten laatste op di 14/05 weg (14 dagen vooraf).");
}

static void an_empty_agenda_is_not_sent(void **state)
{
    work_meeting(state, "2024-05-28");
    struct todo_list list = list_on(state, "2024-04-15");

    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].kind, TODO_FILL_AGENDA);
    assert_string_equal(list.at[0].why, "De agenda is nog leeg.");
}

static void without_any_meeting_the_next_one_is_to_be_planned(void **state)
{
    struct todo_list list = list_on(state, "2024-04-15");

    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].kind, TODO_PLAN_NEXT);
    assert_string_equal(list.at[0].why, "Er is nog geen vergadering gepland.");
}

/* Outside a demo, so not in the past. */
static int64_t given_convened(void **state)
{
    int64_t meeting = work_meeting(state, "2090-05-28");

    work_item(state, meeting, "Punt", PURPOSE_INFORMATION, 0);
    send(state, meeting, SENDING_AGENDA);
    return meeting;
}

static void nothing_is_due_between_the_invitation_and_the_day(void **state)
{
    given_convened(state);
    assert_int_equal(list_on(state, "2090-05-02").count, 0);
}

static void a_meeting_is_started_on_its_day(void **state)
{
    given_convened(state);
    struct todo t = next_on(state, "2090-05-28");

    assert_int_equal(t.kind, TODO_START_MEETING);
    assert_false(t.late);
    assert_string_equal(t.why, "De vergadering begint om 19.30 uur.");
    t = next_on(state, "2090-05-29");
    assert_int_equal(t.kind, TODO_START_MEETING);
    assert_true(t.late);
}

static void changes_after_sending_wait_to_be_sent(void **state)
{
    int64_t meeting = given_convened(state);

    work_item(state, meeting, "Nieuw punt", PURPOSE_INFORMATION, 0);
    struct todo t = next_on(state, "2090-05-02");
    assert_int_equal(t.kind, TODO_SEND_CHANGES);
    assert_int_equal(t.meeting_id, meeting);
    assert_string_equal(t.why, "1 wijziging is nog niet verstuurd.");
    send(state, meeting, SENDING_CHANGES);
    assert_int_equal(list_on(state, "2090-05-02").count, 0);
}

static void what_was_promised_for_a_month_that_passed_is_named(void **state)
{
    struct actor system = actor_system();
    int64_t may = next_in_demo(state).meeting_id;

    assert_int_equal(meeting_act(given_tx(state), &system, may,
                         work_meeting_now(state, may).version, MEETING_CANCEL),
        ERR_OK);
    struct todo t = of_kind(state, "2024-06-03", TODO_PROMISED_MISSED);
    assert_string_equal(t.what, "Beloofd maar niet geagendeerd: Mentoren");
    assert_string_equal(t.date, "2024-05-31");
    assert_true(t.late);
    assert_int_equal(t.meeting_id, 0);

    int64_t september = work_meeting(state, "2024-09-24");
    t = of_kind(state, "2024-06-03", TODO_PROMISED_MISSED);
    assert_int_equal(t.meeting_id, september);
    assert_string_equal(t.button, "Op de agenda zetten");
}

static void an_announcement_that_nobody_was_told_of_is_a_result_to_release(void **state)
{
    int64_t item = work_session(state, "2024-02-27", "Punt", 0);
    int64_t meeting = work_item_now(state, item).meeting_id;

    work_treat(state, item, OUTCOME_POSTPONED, "2024-05", "", "");
    work_act(state, meeting, MEETING_CLOSE);
    struct todo t = next_on(state, "2024-03-01");
    assert_int_equal(t.kind, TODO_RELEASE_RESULTS);
    assert_int_equal(t.meeting_id, meeting);
    work_release(state, meeting);
    struct todo_list rest = list_on(state, "2024-03-01");
    assert_true(has_kind(&rest, TODO_PLAN_NEXT,
        "Op 27 februari is “Punt” uitgesteld naar mei. Er is nog geen vergadering gepland."));
}

static const struct sql FAIL_ALL = SQL("UPDATE delivery SET state = 'failed'");

static void failed_deliveries_are_named(void **state)
{
    int64_t may = next_in_demo(state).meeting_id;
    bool named = false;

    set_date(state, may, "2024-05-28");
    send(state, may, SENDING_DATE);
    assert_int_equal(sql_run(given_tx(state), &FAIL_ALL, IN(), NULL), ERR_OK);
    struct todo_list list = list_on(state, "2024-04-15");
    for (size_t i = 0; i < list.count; i++)
        named |= list.at[i].kind == TODO_DELIVERIES_FAILED &&
                 str_equal(list.at[i].what, "Kijk na: 3 berichten zijn niet aangekomen");
    assert_true(named);
}

static void proposals_that_wait_are_named_until_they_are_answered(void **state)
{
    struct actor system = actor_system();
    const struct proposal_input in = { .title = "Speelplein", .text = "" };
    int64_t id = work_meeting(state, "2024-06-11"), proposal = 0;

    assert_int_equal(
        proposal_make(given_tx(state), arena(state), &system, &WORK_SENDING, id, &in, &proposal),
        ERR_OK);
    struct todo_list list = list_on(state, "2024-04-15");
    assert_true(has_kind(&list, TODO_ANSWER_PROPOSALS, "wacht op een antwoord"));
    assert_int_equal(proposal_decline(given_tx(state), arena(state), &system, &WORK_SENDING,
                         proposal, "Niet nu", false),
        ERR_OK);
    list = list_on(state, "2024-04-15");
    assert_false(has_kind(&list, TODO_ANSWER_PROPOSALS, ""));
}

static void missing_replies_are_named_two_weeks_before(void **state)
{
    struct actor system = actor_system();
    int64_t id = work_meeting(state, "2090-06-11");
    const struct member seat = {
        .person_id = given_person(state, "Lid", "lid@example.be"),
        .from_date = "",
        .until_date = "",
    };
    int64_t member = 0;

    assert_int_equal(member_create(given_tx(state), &system, &seat, &member), ERR_OK);
    work_item(state, id, "Mentoren", PURPOSE_DISCUSSION, 0);
    send(state, id, SENDING_AGENDA);
    struct todo_list list = list_on(state, "2090-05-27");
    assert_false(has_kind(&list, TODO_REPLIES_MISSING, ""));
    list = list_on(state, "2090-05-28");
    assert_true(
        has_kind(&list, TODO_REPLIES_MISSING, "1 van de 1 genodigden antwoordde nog niet."));
}

#define IN_DEMO(f) cmocka_unit_test_setup_teardown(f, given_demo, given_end)
#define IN_OWN(f)  cmocka_unit_test_setup_teardown(f, given_own_council, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_DEMO(the_list_leads_through_the_main_job),
        IN_DEMO(a_late_invitation_is_the_next_step_and_is_late),
        IN_OWN(the_invitation_says_what_is_missing_until_it_is_filled_in),
        IN_OWN(an_empty_agenda_is_not_sent),
        IN_OWN(without_any_meeting_the_next_one_is_to_be_planned),
        IN_OWN(nothing_is_due_between_the_invitation_and_the_day),
        IN_OWN(a_meeting_is_started_on_its_day),
        IN_OWN(changes_after_sending_wait_to_be_sent),
        IN_DEMO(what_was_promised_for_a_month_that_passed_is_named),
        IN_OWN(an_announcement_that_nobody_was_told_of_is_a_result_to_release),
        IN_DEMO(failed_deliveries_are_named),
        IN_OWN(proposals_that_wait_are_named_until_they_are_answered),
        IN_OWN(missing_replies_are_named_two_weeks_before),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
