/* Covers agenda/dossier_parts.c, agenda/timeline.c. */
#include "lok/base/clock.h"
#include "tests/given/work.h"
#include <string.h>

static const struct visibility ALL = { .sees = ACCESS_SECRETARIAT };
static const struct visibility PUBLIC = { .sees = ACCESS_PUBLIC };

static int given_work(void **state)
{
    if (given_db(state) != 0)
        return -1;
    given_council(state, "2024-04-15");
    return 0;
}

static struct dossier dossier_now(void **state, int64_t id)
{
    struct dossier d = { 0 };

    assert_int_equal(dossier_get(tx_snap(given_tx(state)), arena(state), ALL, id, &d), ERR_OK);
    return d;
}

static void a_dossier_reads_as_it_was_written(void **state)
{
    const char *aliases[] = { "Kansen in de kinderopvang", "Project Mentoren" };
    const char *aim[] = { "Meer kinderbegeleiders" };
    struct actor system = actor_system();
    struct dossier in = {
        .title = "Mentoren",
        .aliases = { aliases, 2 },
        .summary = "Waarover",
        .aim = { aim, 1 },
        .form = "Coaching",
        .applicant_id = given_partner(state, "Stad", NULL),
        .area = "Borgerhout",
        .rhythm = RHYTHM_SEMESTER,
        .access = ACCESS_MEMBERS,
    };
    int64_t id = 0;

    assert_int_equal(dossier_create(given_tx(state), &system, &in, &id), ERR_OK);
    struct dossier d = dossier_now(state, id);
    assert_string_equal(d.title, "Mentoren");
    assert_string_equal(
        str_join(arena(state), &d.aliases, "|"), "Kansen in de kinderopvang|Project Mentoren");
    assert_int_equal(d.aim.count, 1);
    assert_int_equal(d.tasks.count, 0);
    assert_string_equal(d.area, "Borgerhout");
    assert_false(d.area_certain);
    assert_int_equal(d.rhythm, RHYTHM_SEMESTER);
    assert_int_equal(d.access, ACCESS_MEMBERS);
    assert_string_equal(d.applicant_name, "Stad");
    assert_string_equal(d.outcome, "");
}

static void a_dossier_needs_a_title_and_a_known_applicant(void **state)
{
    struct actor system = actor_system();
    struct dossier in = { .applicant_id = 99 };
    int64_t id;

    assert_int_equal(dossier_create(given_tx(state), &system, &in, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "title"));
    assert_non_null(fault_message(given_fault(state), "applicant_id"));
}

static void a_change_of_an_old_version_is_refused(void **state)
{
    struct actor system = actor_system();
    struct dossier d = dossier_now(state, work_dossier(state, "Oud", ACCESS_PUBLIC));

    d.title = "Nieuw";
    assert_int_equal(dossier_update(given_tx(state), &system, d.id, d.version, &d), ERR_OK);
    assert_string_equal(dossier_now(state, d.id).title, "Nieuw");
    assert_int_equal(dossier_update(given_tx(state), &system, d.id, d.version, &d), ERR_STALE);
}

static void only_who_prepares_meetings_writes_dossiers(void **state)
{
    struct actor member = work_member();
    struct dossier d = dossier_now(state, work_dossier(state, "Een", ACCESS_PUBLIC));
    struct funder funder = { .name = "Stad" };

    assert_int_equal(dossier_create(given_tx(state), &member, &d, &d.id), ERR_FORBIDDEN);
    assert_int_equal(dossier_update(given_tx(state), &member, d.id, d.version, &d), ERR_FORBIDDEN);
    assert_int_equal(dossier_add_funder(given_tx(state), &member, d.id, &funder), ERR_FORBIDDEN);
}

static void what_the_page_refuses_the_list_leaves_out(void **state)
{
    struct snap *s = tx_snap(given_tx(state));
    int64_t open = work_dossier(state, "Open", ACCESS_PUBLIC);
    int64_t closed = work_dossier(state, "Dicht", ACCESS_SECRETARIAT);
    struct dossier_list list = { 0 };
    struct dossier d;

    assert_int_equal(dossier_list(s, arena(state), PUBLIC, 0, 20, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].id, open);
    assert_int_equal(dossier_get(s, arena(state), PUBLIC, closed, &d), ERR_NOT_FOUND);
    assert_int_equal(dossier_list(s, arena(state), ALL, open, 20, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].id, closed);
}

static void an_applicant_sees_its_own_dossier(void **state)
{
    struct actor system = actor_system();
    int64_t partner = given_partner(state, "Stad", NULL);
    struct visibility own = { .sees = -1, .partner_id = partner };
    struct dossier in = { .title = "Eigen", .applicant_id = partner, .access = ACCESS_MEMBERS };
    struct dossier_list list = { 0 };
    int64_t id;

    assert_int_equal(dossier_create(given_tx(state), &system, &in, &id), ERR_OK);
    work_dossier(state, "Ander", ACCESS_MEMBERS);
    assert_int_equal(
        dossier_list(tx_snap(given_tx(state)), arena(state), own, 0, 20, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].id, id);
}

static void parts_are_added_and_removed(void **state)
{
    struct actor system = actor_system();
    struct tx *tx = given_tx(state);
    struct snap *s = tx_snap(tx);
    int64_t id = work_dossier(state, "Mentoren", ACCESS_PUBLIC);
    struct funder funder = {
        .name = "Stad", .from_date = "2024-01-01", .until_date = "2025-12-31"
    };
    struct dossier_actor actor = { .partner_id = given_partner(state, "Felies", NULL),
        .role = "betrokken" };
    struct figure figure = {
        .what = "Vacatures", .value = "6.267", .year = 2021, .source = "Vlaams Parlement"
    };
    struct funder_list funders = { 0 };
    struct dossier_actor_list actors = { 0 };
    struct figure_list figures = { 0 };

    assert_int_equal(dossier_add_funder(tx, &system, id, &funder), ERR_OK);
    assert_int_equal(dossier_add_actor(tx, &system, id, &actor), ERR_OK);
    assert_int_equal(dossier_add_figure(tx, &system, id, &figure), ERR_OK);
    assert_int_equal(dossier_funders(s, arena(state), id, &funders), ERR_OK);
    assert_int_equal(dossier_actors(s, arena(state), id, &actors), ERR_OK);
    assert_int_equal(dossier_figures(s, arena(state), id, &figures), ERR_OK);
    assert_string_equal(funders.at[0].until_date, "2025-12-31");
    assert_string_equal(actors.at[0].partner_name, "Felies");
    assert_int_equal(figures.at[0].year, 2021);

    assert_int_equal(dossier_remove_part(tx, &system, id, "actor", actors.at[0].id), ERR_OK);
    assert_int_equal(dossier_remove_part(tx, &system, id, "actor", actors.at[0].id), ERR_NOT_FOUND);
    assert_int_equal(dossier_remove_part(tx, &system, id, "meeting", 1), ERR_NOT_FOUND);
    assert_int_equal(dossier_actors(s, arena(state), id, &actors), ERR_OK);
    assert_int_equal(actors.count, 0);
}

static void every_wrong_part_gets_its_own_issue(void **state)
{
    struct actor system = actor_system();
    struct tx *tx = given_tx(state);
    int64_t id = work_dossier(state, "Mentoren", ACCESS_PUBLIC);

    assert_int_equal(
        dossier_add_funder(tx, &system, id,
            &(struct funder){
                .name = "Stad", .from_date = "2025-01-01", .until_date = "2024-12-31" }),
        ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "until_date"));
    given_new_request(state);
    assert_int_equal(
        dossier_add_actor(tx, &system, id, &(struct dossier_actor){ .partner_id = 99 }),
        ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "partner_id"));
    given_new_request(state);
    assert_int_equal(
        dossier_add_figure(tx, &system, id, &(struct figure){ .what = "Vacatures" }), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "value"));
    assert_non_null(fault_message(given_fault(state), "source"));
    assert_non_null(fault_message(given_fault(state), "year"));
    given_new_request(state);
    assert_int_equal(
        dossier_add_funder(tx, &system, 99, &(struct funder){ .name = "Stad" }), ERR_NOT_FOUND);
}

/* "2024-02-27 Inleiding: …" lines. */
static const char *timeline(void **state, struct visibility v, int64_t id, const char *today)
{
    struct moment_list list = { 0 };
    const char *text = "";

    assert_int_equal(
        dossier_timeline(tx_snap(given_tx(state)), arena(state), v, id, clock_now(), today, &list),
        ERR_OK);
    for (size_t i = 0; i < list.count; i++)
        text = arena_printf(arena(state), "%s%s %s%s\n", text, list.at[i].date, list.at[i].what,
            list.at[i].is_coming ? " …" : "");
    return text;
}

static void a_timeline_goes_from_what_was_to_what_comes(void **state)
{
    struct actor system = actor_system();
    int64_t id = work_dossier(state, "Mentoren", ACCESS_PUBLIC);
    struct funder funder = { .name = "Stad", .until_date = "2025-12-31" };
    int64_t meeting = work_meeting(state, "2024-02-27");
    int64_t item = work_item(state, meeting, "Project", PURPOSE_INTRODUCTION, id);

    assert_int_equal(dossier_add_funder(given_tx(state), &system, id, &funder), ERR_OK);
    work_act(state, meeting, MEETING_START);
    work_treat(state, item, OUTCOME_APPROVED, "2024-05", "Steun", "Het LOK steunt dit.");
    work_act(state, meeting, MEETING_CLOSE);
    work_release(state, meeting);

    assert_string_equal(timeline(state, PUBLIC, id, "2024-04-15"),
        "2024-02-27 Inleiding: Project\n"
        "2024-02-27 Beslist: Steun\n"
        "2024-05 Aangekondigd voor mei 2024 …\n"
        "2025-12-31 Financiering loopt af: Stad …\n");
}

static void a_timeline_tells_nothing_before_it_is_told(void **state)
{
    int64_t id = work_dossier(state, "Mentoren", ACCESS_PUBLIC);
    int64_t meeting = work_meeting(state, "2024-02-27");
    int64_t item = work_item(state, meeting, "Project", PURPOSE_DISCUSSION, id);

    assert_string_equal(timeline(state, ALL, id, "2024-04-15"), "");
    work_act(state, meeting, MEETING_START);
    work_treat(state, item, OUTCOME_APPROVED, "2024-05", "Steun", "Het LOK steunt dit.");
    assert_string_equal(
        timeline(state, PUBLIC, id, "2024-04-15"), "2024-02-27 Op de agenda: Project …\n");
    work_act(state, meeting, MEETING_CLOSE);
    assert_string_equal(
        timeline(state, PUBLIC, id, "2024-04-15"), "2024-02-27 Besproken: Project\n");
}

static void what_was_taken_shows_once_its_agenda_is_published(void **state)
{
    struct actor system = actor_system();
    int64_t id = work_dossier(state, "Mentoren", ACCESS_PUBLIC);
    int64_t item = work_session(state, "2024-02-27", "Project", id);
    int64_t february = work_item_now(state, item).meeting_id;
    int64_t may = work_meeting(state, "2024-05-28");
    struct treatment_result r = work_treat(state, item, OUTCOME_NOTED, "2024-05", "", "");

    work_act(state, february, MEETING_CLOSE);
    work_release(state, february);
    assert_int_equal(
        announcement_take(given_tx(state), arena(state), &system, r.announcement_id, may, &item),
        ERR_OK);
    assert_string_equal(timeline(state, PUBLIC, id, "2024-04-15"),
        "2024-02-27 Besproken: Project\n2024-05 Aangekondigd voor mei 2024 …\n");
    work_act(state, may, MEETING_START);
    assert_string_equal(timeline(state, PUBLIC, id, "2024-04-15"),
        "2024-02-27 Besproken: Project\n2024-05-28 Op de agenda: Mentoren …\n");
}

static void a_promise_that_was_missed_says_so(void **state)
{
    int64_t id = work_dossier(state, "Mentoren", ACCESS_PUBLIC);
    int64_t item = work_session(state, "2024-02-27", "Project", id);

    work_treat(state, item, OUTCOME_POSTPONED, "2024-05", "", "");
    work_act(state, work_item_now(state, item).meeting_id, MEETING_CLOSE);
    work_release(state, work_item_now(state, item).meeting_id);
    assert_string_equal(timeline(state, PUBLIC, id, "2024-06-01"),
        "2024-02-27 Uitgesteld: Project\n"
        "2024-05 Uitgesteld naar mei 2024, nog niet op een agenda …\n");
}

static void a_timeline_leaves_out_what_is_above_the_reader(void **state)
{
    struct actor system = actor_system();
    int64_t id = work_dossier(state, "Mentoren", ACCESS_PUBLIC);
    int64_t meeting = work_meeting(state, "2024-02-27");
    struct item_input in = { .title = "Intern", .access = ACCESS_MEMBERS, .dossier_id = id };
    struct visibility members = { .sees = ACCESS_MEMBERS };
    int64_t item;

    assert_int_equal(item_create(given_tx(state), &system, meeting, &in, &item), ERR_OK);
    work_act(state, meeting, MEETING_START);
    work_treat(state, item, OUTCOME_APPROVED, "2024-05", "Steun", "Het LOK steunt dit.");
    work_act(state, meeting, MEETING_CLOSE);
    work_release(state, meeting);
    assert_string_equal(timeline(state, PUBLIC, id, "2024-04-15"), "");
    assert_non_null(strstr(timeline(state, members, id, "2024-04-15"), "Beslist: Steun"));
}

static void a_due_date_stands_among_what_comes(void **state)
{
    struct actor system = actor_system();
    int64_t id = work_dossier(state, "Vroeg en nabij", ACCESS_PUBLIC);
    int64_t item = work_session(state, "2024-02-27", "Oproep", id);
    struct treatment_result result;
    struct treatment_input in = {
        .outcome = OUTCOME_APPROVED,
        .decision = { .title = "Steun", .text = "Ja.", .due_date = "2024-05-10" },
    };

    assert_int_equal(treatment_record(given_tx(state), arena(state), &system, &WORK_SENDING, item,
                         work_item_now(state, item).version, &in, &result),
        ERR_OK);
    work_act(state, work_item_now(state, item).meeting_id, MEETING_CLOSE);
    work_release(state, work_item_now(state, item).meeting_id);
    assert_non_null(
        strstr(timeline(state, PUBLIC, id, "2024-04-15"), "2024-05-10 Uiterste datum: Steun …\n"));
    assert_non_null(
        strstr(timeline(state, PUBLIC, id, "2024-05-11"), "2024-05-10 Uiterste datum: Steun\n"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, given_work, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_dossier_reads_as_it_was_written),
        TEST(a_dossier_needs_a_title_and_a_known_applicant),
        TEST(a_change_of_an_old_version_is_refused),
        TEST(only_who_prepares_meetings_writes_dossiers),
        TEST(what_the_page_refuses_the_list_leaves_out),
        TEST(an_applicant_sees_its_own_dossier),
        TEST(parts_are_added_and_removed),
        TEST(every_wrong_part_gets_its_own_issue),
        TEST(a_timeline_goes_from_what_was_to_what_comes),
        TEST(a_timeline_tells_nothing_before_it_is_told),
        TEST(what_was_taken_shows_once_its_agenda_is_published),
        TEST(a_promise_that_was_missed_says_so),
        TEST(a_timeline_leaves_out_what_is_above_the_reader),
        TEST(a_due_date_stands_among_what_comes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
