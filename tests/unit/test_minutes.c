/* Covers agenda/minutes.c, agenda/minutes_compose.c, agenda/minutes_write.c, agenda/minutes_life.c and
 * agenda/minutes_list.c. */
#include "agenda/minutes.h"
#include "lok/member.h"
#include "tests/given/people.h"
#include <string.h>

static int given_work(void **state)
{
    if (given_db(state) != 0)
        return -1;
    given_council(state, "2024-04-15");
    return 0;
}

/* Which state each action leads to; -1: refused. */
static void each_state_allows_what_the_table_says(void **state)
{
    enum { NO = -1, D = MINUTES_DRAFT, C = MINUTES_WITH_CHAIR, M = MINUTES_WITH_MEMBERS };
    enum { A = MINUTES_APPROVED };
    static const int TO[MINUTES_STATE_COUNT][MINUTES_ACTION_COUNT] = {
        /* edit, to chair, agree, to members, remark, approve, unapprove, tell, rectify, reopen,
         * deliver */
        [MINUTES_NONE] = { D, C, NO, M, NO, NO, NO, NO, NO, NO, NO },
        [MINUTES_DRAFT] = { D, C, NO, M, NO, NO, NO, NO, NO, NO, NO },
        [MINUTES_WITH_CHAIR] = { C, C, C, M, C, NO, NO, NO, NO, NO, NO },
        [MINUTES_WITH_MEMBERS] = { M, NO, NO, M, M, A, NO, NO, NO, NO, NO },
        [MINUTES_APPROVED] = { NO, NO, NO, NO, NO, A, M, A, A, D, A },
    };
    struct actor secretary = { .roles = ROLE_BIT(ROLE_SECRETARY) }, public = work_public();
    struct fault f;

    for (unsigned from = 0; from < MINUTES_STATE_COUNT; from++)
        for (unsigned action = 0; action < MINUTES_ACTION_COUNT; action++) {
            struct minutes_step step = { 0 };

            fault_init(&f, arena(state));
            enum err e = minutes_step(&secretary, from, action, &f, &step);
            assert_int_equal(e, TO[from][action] < 0 ? ERR_CONFLICT : ERR_OK);
            if (e == ERR_OK)
                assert_int_equal(step.to, TO[from][action]);
            else
                assert_true(f.detail[0] != '\0');
            assert_int_equal(minutes_step(&public, from, action, &f, &step), ERR_FORBIDDEN);
        }
}

static void members_only_remark_and_agree(void **state)
{
    struct actor member = work_member();

    (void)state;
    for (unsigned action = 0; action < MINUTES_ACTION_COUNT; action++)
        assert_int_equal(minutes_allows(&member, MINUTES_WITH_CHAIR, action),
            action == MINUTES_REMARK || action == MINUTES_AGREE);
}

/* A closed meeting with a public item, one for members and one of the secretariat. */
struct held {
    struct people_given people;
    int64_t meeting, open, members, secret;
};

static int64_t item_of(void **state, int64_t meeting, const char *title, unsigned access)
{
    struct actor system = actor_system();
    const struct item_input in = {
        .title = title, .presenter = "", .text = "", .purpose = PURPOSE_DISCUSSION, .access = access
    };
    int64_t id = 0;

    assert_int_equal(item_create(given_tx(state), &system, meeting, &in, &id), ERR_OK);
    return id;
}

static struct held held(void **state)
{
    struct held h = { people_given(state), .meeting = work_meeting(state, "2024-02-27") };

    h.open = item_of(state, h.meeting, "Mentoren", ACCESS_PUBLIC);
    h.members = item_of(state, h.meeting, "Intern", ACCESS_MEMBERS);
    h.secret = item_of(state, h.meeting, "Dossier", ACCESS_SECRETARIAT);
    work_act(state, h.meeting, MEETING_START);
    work_treat(state, h.open, OUTCOME_APPROVED, "", "Wij steunen", "Het LOK steunt de mentoren.");
    work_treat(state, h.members, OUTCOME_NOTED, "", "", "");
    work_treat(state, h.secret, OUTCOME_NOTED, "", "", "");
    work_act(state, h.meeting, MEETING_CLOSE);
    return h;
}

static struct minutes now(void **state, int64_t meeting)
{
    struct minutes m = { 0 };

    assert_int_equal(minutes_get(tx_snap(given_tx(state)), arena(state), meeting, &m), ERR_OK);
    return m;
}

static enum err save(void **state, const struct held *h, const char *text, const char *general)
{
    struct actor system = actor_system();
    struct minutes_typed one = { h->open, text };
    const struct minutes_input in = { .general = general, .hide = "", .remarks_until = "" };
    const struct minutes_typed_list items = { &one, 1 };
    int64_t version = 0;

    given_new_request(state);
    return minutes_save(given_tx(state), arena(state), &system, h->meeting,
        now(state, h->meeting).version, &in, &items, &version);
}

static enum err read_as(void **state, struct actor who, int64_t meeting, struct minutes_shown *ret)
{
    struct minutes_reader r;

    assert_int_equal(minutes_reader_of(tx_snap(given_tx(state)), arena(state), &who, &r), ERR_OK);
    return minutes_read(tx_snap(given_tx(state)), arena(state), &r, meeting, ret);
}

static const char *all_of(void **state, const struct minutes_shown *shown)
{
    const char *all = "";

    for (size_t i = 0; i < shown->parts.count; i++)
        all = arena_printf(
            arena(state), "%s%s|%s\n", all, shown->parts.at[i].heading, shown->parts.at[i].text);
    return all;
}

/* An item of a later meeting that approves them. */
static int64_t approving(void **state)
{
    struct actor system = actor_system();
    const struct item_input in = {
        .title = "Verslag", .presenter = "", .text = "", .purpose = PURPOSE_APPROVAL_OF_MINUTES
    };
    int64_t meeting = work_meeting(state, "2024-05-28"), id = 0;

    assert_int_equal(item_create(given_tx(state), &system, meeting, &in, &id), ERR_OK);
    return id;
}

static int64_t approved(void **state)
{
    int64_t item = approving(state);

    work_act(state, work_item_now(state, item).meeting_id, MEETING_START);
    work_treat(state, item, OUTCOME_APPROVED, "", "", "");
    return item;
}

static void an_item_says_which_minutes_it_approves(void **state)
{
    struct held h = held(state);
    struct actor system = actor_system();
    int64_t later = work_session(state, "2024-03-19", "Later", 0), of = 0;

    work_treat(state, later, OUTCOME_NOTED, "", "", "");
    later = work_item_now(state, later).meeting_id;
    work_act(state, later, MEETING_CLOSE);
    int64_t id = approving(state);
    struct item item = work_item_now(state, id);
    assert_int_equal(item.approves_id, later); /* the last one, unless it says another */
    struct item_input in = item_to_input(&item);
    in.approves_id = h.meeting;
    assert_int_equal(item_update(given_tx(state), &system, id, item.version, &in), ERR_OK);
    assert_int_equal(minutes_of_item(tx_snap(given_tx(state)), id, &of), ERR_OK);
    assert_int_equal(of, h.meeting);
    item = work_item_now(state, id);
    in.approves_id = item.meeting_id; /* its own */
    assert_int_equal(item_update(given_tx(state), &system, id, item.version, &in), ERR_INVALID);
    assert_string_equal(given_fault(state)->issues[0].field, "approves_id");
    given_new_request(state);
    in.purpose = PURPOSE_DISCUSSION;
    in.approves_id = h.meeting;
    assert_int_equal(item_update(given_tx(state), &system, id, item.version, &in), ERR_OK);
    assert_int_equal(work_item_now(state, id).approves_id, 0);
}

static void they_are_composed_from_what_was_recorded_and_typed(void **state)
{
    struct held h = held(state);
    struct minutes_shown shown = { 0 };

    assert_int_equal(save(state, &h, "Er was **veel** steun.", "Dank aan de stad."), ERR_OK);
    assert_int_equal(read_as(state, actor_system(), h.meeting, &shown), ERR_OK);
    const char *all = all_of(state, &shown);
    assert_non_null(strstr(all, "1. Mentoren|**Uitkomst:** goedgekeurd"));
    assert_non_null(strstr(all, "Er was **veel** steun."));
    assert_non_null(strstr(all, "**Beslissing 2024\\_LOK\\_00001: Wij steunen**"));
    assert_non_null(strstr(all, "Algemeen|Dank aan de stad."));
}

static void each_saved_text_is_a_version_and_the_same_text_is_none(void **state)
{
    struct held h = held(state);
    struct minutes_version_list versions = { 0 };

    assert_int_equal(save(state, &h, "Een", ""), ERR_OK);
    assert_int_equal(save(state, &h, "Twee", ""), ERR_OK);
    assert_int_equal(save(state, &h, "Twee", ""), ERR_OK);
    assert_int_equal(
        minutes_versions(tx_snap(given_tx(state)), arena(state), h.meeting, &versions), ERR_OK);
    assert_int_equal(versions.count, 2);
    assert_int_equal(versions.at[0].number, 2);
}

static void a_stale_save_changes_nothing(void **state)
{
    struct held h = held(state);
    struct actor system = actor_system();
    const struct minutes_input in = { .general = "Later" };
    const struct minutes_typed_list none = { 0 };
    int64_t version;

    assert_int_equal(save(state, &h, "Een", "Eerst"), ERR_OK);
    assert_int_equal(
        minutes_save(given_tx(state), arena(state), &system, h.meeting, 1, &in, &none, &version),
        ERR_STALE);
    const char *text = "";
    assert_int_equal(
        minutes_text(tx_snap(given_tx(state)), arena(state), h.meeting, 0, &text), ERR_OK);
    assert_string_equal(text, "Eerst");
}

static void an_item_of_another_meeting_is_refused(void **state)
{
    struct held h = held(state);

    h.open = work_item(state, work_meeting(state, "2024-05-28"), "Ander", PURPOSE_DISCUSSION, 0);
    assert_int_equal(save(state, &h, "Een", ""), ERR_INVALID);
    assert_int_equal(now(state, h.meeting).state, MINUTES_NONE);
}

static void what_is_typed_is_kept_until_it_is_saved(void **state)
{
    struct held h = held(state);
    struct actor writer = actor_system();
    struct minutes_typed typed = { h.open, "Half geschr" };
    const struct minutes_typed_list list = { &typed, 1 };
    struct minutes_unsaved unsaved = { 0 };
    bool stale = true;
    int64_t version;
    const struct minutes_input in = { .general = "" };

    writer.account_id = given_account(state, "s@example.be", ROLE_BIT(ROLE_SECRETARY), 0);
    assert_int_equal(
        minutes_autosave(given_tx(state), &writer, h.meeting, 1, &list, &stale), ERR_OK);
    assert_false(stale);
    assert_int_equal(
        minutes_unsaved(tx_snap(given_tx(state)), arena(state), &writer, h.meeting, &unsaved),
        ERR_OK);
    assert_string_equal(unsaved.typed.at[0].text, "Half geschr");
    assert_int_equal(
        minutes_save(given_tx(state), arena(state), &writer, h.meeting, 1, &in, &list, &version),
        ERR_OK);
    assert_int_equal(
        minutes_unsaved(tx_snap(given_tx(state)), arena(state), &writer, h.meeting, &unsaved),
        ERR_NOT_FOUND);
    /* another one went on meanwhile: kept nevertheless */
    assert_int_equal(
        minutes_autosave(given_tx(state), &writer, h.meeting, 1, &list, &stale), ERR_OK);
    assert_true(stale);
}

static void members_read_what_was_put_to_them_and_no_more(void **state)
{
    struct held h = held(state);
    struct actor member = people_actor(state, h.people.member);
    struct minutes_shown shown = { 0 };

    assert_int_equal(save(state, &h, "Eerst", ""), ERR_OK);
    assert_int_equal(read_as(state, member, h.meeting, &shown), ERR_NOT_FOUND);
    people_send(state, h.meeting, SENDING_MINUTES_MEMBERS);
    assert_int_equal(now(state, h.meeting).state, MINUTES_WITH_MEMBERS);
    assert_int_equal(save(state, &h, "Daarna", ""), ERR_OK);
    assert_int_equal(read_as(state, member, h.meeting, &shown), ERR_OK);
    const char *all = all_of(state, &shown);
    assert_non_null(strstr(all, "Eerst"));
    assert_null(strstr(all, "Daarna"));
    assert_non_null(strstr(all, "Intern"));
    assert_null(strstr(all, "Dossier"));
}

static void others_read_only_what_is_approved_and_public_without_names(void **state)
{
    struct held h = held(state);
    struct minutes_shown shown = { 0 };
    (void)given_person(state, "Ann Voorbeeld", "ann@example.be");

    assert_int_equal(save(state, &h, "Ann Voorbeeld dankt.", ""), ERR_OK);
    people_send(state, h.meeting, SENDING_MINUTES_MEMBERS);
    assert_int_equal(read_as(state, work_public(), h.meeting, &shown), ERR_NOT_FOUND);
    int64_t item = approved(state);
    assert_int_equal(now(state, h.meeting).state, MINUTES_APPROVED);
    assert_int_equal(read_as(state, work_public(), h.meeting, &shown), ERR_NOT_FOUND);
    work_act(state, work_item_now(state, item).meeting_id, MEETING_CLOSE);
    assert_int_equal(read_as(state, work_public(), h.meeting, &shown), ERR_OK);
    assert_true(shown.without_names);
    const char *all = all_of(state, &shown);
    assert_non_null(strstr(all, "een lid dankt."));
    assert_null(strstr(all, "Ann"));
    assert_null(strstr(all, "Intern"));
    struct actor closed = work_public();
    closed.council_public = false;
    assert_int_equal(read_as(state, closed, h.meeting, &shown), ERR_NOT_FOUND);
}

static void approval_locks_them_and_what_was_recorded(void **state)
{
    struct held h = held(state);
    struct actor system = actor_system();
    struct treatment_input again = { .outcome = OUTCOME_DISCUSSED };
    struct treatment_result result;

    assert_int_equal(save(state, &h, "Tekst", ""), ERR_OK);
    people_send(state, h.meeting, SENDING_MINUTES_MEMBERS);
    (void)approved(state);
    given_new_request(state);
    assert_int_equal(save(state, &h, "Anders", ""), ERR_CONFLICT);
    assert_int_equal(treatment_record(given_tx(state), arena(state), &system, &WORK_SENDING,
                         h.members, work_item_now(state, h.members).version, &again, &result),
        ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "Verbeteren"));
}

static void a_draft_that_members_never_saw_is_not_approved(void **state)
{
    struct held h = held(state);
    struct actor system = actor_system();
    int64_t item = approving(state);
    struct treatment_input in = { .outcome = OUTCOME_APPROVED };
    struct treatment_result result;

    assert_int_equal(save(state, &h, "Tekst", ""), ERR_OK);
    work_act(state, work_item_now(state, item).meeting_id, MEETING_START);
    assert_int_equal(treatment_record(given_tx(state), arena(state), &system, &WORK_SENDING, item,
                         work_item_now(state, item).version, &in, &result),
        ERR_CONFLICT);
}

static void another_outcome_takes_the_approval_back(void **state)
{
    struct held h = held(state);

    assert_int_equal(save(state, &h, "Tekst", ""), ERR_OK);
    people_send(state, h.meeting, SENDING_MINUTES_MEMBERS);
    int64_t item = approved(state);
    work_treat(state, item, OUTCOME_NOT_APPROVED, "", "", "");
    assert_int_equal(now(state, h.meeting).state, MINUTES_WITH_MEMBERS);
    assert_string_equal(now(state, h.meeting).approved_on, "");
}

static void what_was_noted_stands_once_they_are_approved(void **state)
{
    struct held h = held(state);
    struct actor system = actor_system();
    struct treatment_input in = { .outcome = OUTCOME_NOTED, .note = "Toch anders." };
    const struct attendance_input there = { .status = ATTENDANCE_PRESENT, .remark = "" };
    struct treatment_result result;
    struct tx *tx = given_tx(state);

    assert_int_equal(save(state, &h, "Tekst", ""), ERR_OK);
    people_send(state, h.meeting, SENDING_MINUTES_MEMBERS);
    (void)approved(state);
    given_new_request(state);
    assert_int_equal(treatment_record(tx, arena(state), &system, &WORK_SENDING, h.open,
                         work_item_now(state, h.open).version, &in, &result),
        ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "Verbeteren"));
    assert_int_equal(
        attendance_put(tx, arena(state), &system, h.meeting, h.people.member, 0, &there),
        ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "Verbeteren"));
    assert_int_equal(meeting_act(tx, &system, h.meeting, work_meeting_now(state, h.meeting).version,
                         MEETING_REOPEN),
        ERR_CONFLICT);
}

static void improving_reopens_with_a_reason_or_adds_a_rectification(void **state)
{
    struct held h = held(state);
    struct actor system = actor_system();
    struct tx *tx = given_tx(state);
    const struct minutes_rectify_input in = { "2024-06-01", "Lees: acht plaatsen." };
    struct minutes_shown shown = { 0 };

    assert_int_equal(save(state, &h, "Tekst", ""), ERR_OK);
    people_send(state, h.meeting, SENDING_MINUTES_MEMBERS);
    (void)approved(state);
    assert_int_equal(
        minutes_rectify(tx, arena(state), &system, h.meeting, now(state, h.meeting).version, &in),
        ERR_OK);
    assert_int_equal(read_as(state, actor_system(), h.meeting, &shown), ERR_OK);
    assert_int_equal(shown.rectifications.count, 1);
    assert_int_equal(
        minutes_reopen(tx, arena(state), &system, h.meeting, now(state, h.meeting).version, " "),
        ERR_INVALID);
    given_new_request(state);
    assert_int_equal(minutes_reopen(tx, arena(state), &system, h.meeting,
                         now(state, h.meeting).version, "Een telfout"),
        ERR_OK);
    assert_int_equal(now(state, h.meeting).state, MINUTES_DRAFT);
    assert_int_equal(save(state, &h, "Beter", ""), ERR_OK);
}

static void a_submission_that_is_held_back_never_was(void **state)
{
    struct held h = held(state);
    struct sending_options o = PEOPLE_MAIL;
    struct actor system = actor_system(), member = people_actor(state, h.people.member);
    struct minutes_shown shown = { 0 };
    struct sending sent = { 0 };

    o.undo_seconds = 120;
    assert_int_equal(save(state, &h, "Tekst", ""), ERR_OK);
    assert_int_equal(sending_send(given_tx(state), arena(state), &system, &o, h.meeting, 0,
                         SENDING_MINUTES_MEMBERS, &sent),
        ERR_OK);
    assert_int_equal(sent.recipients, 1);
    assert_int_equal(read_as(state, member, h.meeting, &shown), ERR_NOT_FOUND);
    assert_int_equal(sending_take_back(given_tx(state), &system, sent.id), ERR_OK);
    assert_int_equal(now(state, h.meeting).state, MINUTES_DRAFT);
}

static void the_chair_reads_first_and_agrees(void **state)
{
    struct held h = held(state);
    struct actor system = actor_system(), member = people_actor(state, h.people.member);
    int64_t person = given_person(state, "Voorzitter", "v@example.be"), id = 0;
    struct member seat = { .person_id = person, .role = MEMBER_ROLE_CHAIR };
    struct minutes_shown shown = { 0 };

    assert_int_equal(save(state, &h, "Tekst", ""), ERR_OK);
    assert_int_equal(
        telling_try(state, h.meeting, SENDING_MINUTES_CHAIR, 0), ERR_CONFLICT); /* no chair */
    given_new_request(state);
    assert_int_equal(member_create(given_tx(state), &system, &seat, &id), ERR_OK);
    struct actor chair = people_actor(state, person);
    struct sending sent = people_send(state, h.meeting, SENDING_MINUTES_CHAIR);
    assert_int_equal(sent.recipients, 1);
    assert_int_equal(read_as(state, member, h.meeting, &shown), ERR_NOT_FOUND);
    assert_int_equal(read_as(state, chair, h.meeting, &shown), ERR_OK);
    assert_int_equal(
        minutes_agree(given_tx(state), arena(state), &member, h.meeting), ERR_FORBIDDEN);
    assert_int_equal(minutes_agree(given_tx(state), arena(state), &chair, h.meeting), ERR_OK);
    assert_true(now(state, h.meeting).agreed_at > 0);
}

static void members_remark_per_item_until_the_day(void **state)
{
    struct held h = held(state);
    struct actor system = actor_system(), member = people_actor(state, h.people.member);
    struct minutes_remark_input in = { "Het waren er acht.", h.open };
    const struct minutes_typed_list none = { 0 };
    struct minutes_input until = { .remarks_until = "2024-04-15" };
    struct minutes_remark_list list = { 0 };
    struct minutes_due_list due = { 0 };
    struct tx *tx = given_tx(state);
    int64_t version;

    assert_int_equal(
        minutes_save(tx, arena(state), &system, h.meeting, 1, &until, &none, &version), ERR_OK);
    people_send(state, h.meeting, SENDING_MINUTES_MEMBERS);
    assert_int_equal(minutes_remark(tx, arena(state), &member, h.meeting, &in), ERR_OK);
    assert_int_equal(minutes_remarks(tx_snap(tx), arena(state), &system, h.meeting, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.at[0].item_id, h.open);
    assert_int_equal(minutes_due(tx_snap(tx), arena(state), "2024-04-15", &due), ERR_OK);
    assert_int_equal(due.count, 1);
    assert_int_equal(due.at[0].remarks, 1);
    assert_int_equal(minutes_remark_done(tx, &system, list.at[0].id, true), ERR_OK);
    until.remarks_until = "2024-04-14";
    assert_int_equal(minutes_save(tx, arena(state), &system, h.meeting,
                         now(state, h.meeting).version, &until, &none, &version),
        ERR_OK);
    assert_int_equal(minutes_remark(tx, arena(state), &member, h.meeting, &in), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "kon tot"));
}

static void members_have_two_weeks_when_no_day_was_chosen(void **state)
{
    struct held h = held(state);

    assert_int_equal(save(state, &h, "Tekst", ""), ERR_OK);
    assert_string_equal(now(state, h.meeting).remarks_until, "");
    people_send(state, h.meeting, SENDING_MINUTES_MEMBERS);
    assert_string_equal(now(state, h.meeting).remarks_until, "2024-04-29");
}

static void what_is_due_goes_when_they_are_approved(void **state)
{
    struct held h = held(state);
    struct minutes_due_list due = { 0 };
    struct snap *s = tx_snap(given_tx(state));

    assert_int_equal(minutes_due(s, arena(state), "2024-04-15", &due), ERR_OK);
    assert_int_equal(due.count, 1);
    assert_string_equal(due.at[0].words, "Verslag schrijven");
    assert_int_equal(minutes_due(s, arena(state), "2025-04-15", &due), ERR_OK);
    assert_int_equal(due.count, 0);
    assert_int_equal(save(state, &h, "Tekst", ""), ERR_OK);
    people_send(state, h.meeting, SENDING_MINUTES_MEMBERS);
    (void)approved(state);
    assert_int_equal(minutes_due(s, arena(state), "2024-04-15", &due), ERR_OK);
    for (size_t i = 0; i < due.count; i++)
        assert_int_not_equal(due.at[i].meeting_id, h.meeting);
}

static size_t found_by(void **state, struct actor who, const char *typed)
{
    struct minutes_found_list list = { 0 };
    struct minutes_reader r;

    assert_int_equal(minutes_reader_of(tx_snap(given_tx(state)), arena(state), &who, &r), ERR_OK);
    assert_int_equal(
        minutes_find(tx_snap(given_tx(state)), arena(state), &r, typed, 0, 20, &list), ERR_OK);
    return list.count;
}

static void they_are_found_by_who_may_read_them(void **state)
{
    struct held h = held(state);
    struct actor member = people_actor(state, h.people.member);
    (void)given_person(state, "Ann Voorbeeld", "ann@example.be");

    assert_int_equal(save(state, &h, "Voorbeeld over zandbakken", ""), ERR_OK);
    assert_int_equal(found_by(state, member, "zandbakken"), 0);
    people_send(state, h.meeting, SENDING_MINUTES_MEMBERS);
    assert_int_equal(found_by(state, member, "zandbakken"), 1);
    assert_int_equal(found_by(state, work_public(), "zandbakken"), 0);
    int64_t item = approved(state);
    work_act(state, work_item_now(state, item).meeting_id, MEETING_CLOSE);
    assert_int_equal(found_by(state, work_public(), "zandbakken"), 1);
    assert_int_equal(found_by(state, work_public(), "voorbeeld"), 0); /* a name */
    assert_int_equal(found_by(state, work_public(), "intern"), 0);    /* not public */
    assert_int_equal(found_by(state, member, "voorbeeld"), 1);
}

static void being_handed_to_the_college_is_noted(void **state)
{
    struct held h = held(state);
    struct actor system = actor_system();
    struct tx *tx = given_tx(state);

    assert_int_equal(save(state, &h, "Tekst", ""), ERR_OK);
    assert_int_equal(minutes_deliver(tx, arena(state), &system, h.meeting,
                         now(state, h.meeting).version, "2024-06-03"),
        ERR_CONFLICT);
    people_send(state, h.meeting, SENDING_MINUTES_MEMBERS);
    (void)approved(state);
    given_new_request(state);
    assert_int_equal(minutes_deliver(tx, arena(state), &system, h.meeting,
                         now(state, h.meeting).version, "2024-06-31"),
        ERR_INVALID);
    given_new_request(state);
    assert_int_equal(minutes_deliver(tx, arena(state), &system, h.meeting,
                         now(state, h.meeting).version, "2024-06-03"),
        ERR_OK);
    assert_string_equal(now(state, h.meeting).delivered_on, "2024-06-03");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, given_work, given_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_state_allows_what_the_table_says),
        TEST(members_only_remark_and_agree),
        TEST(an_item_says_which_minutes_it_approves),
        TEST(they_are_composed_from_what_was_recorded_and_typed),
        TEST(each_saved_text_is_a_version_and_the_same_text_is_none),
        TEST(a_stale_save_changes_nothing),
        TEST(an_item_of_another_meeting_is_refused),
        TEST(what_is_typed_is_kept_until_it_is_saved),
        TEST(members_read_what_was_put_to_them_and_no_more),
        TEST(others_read_only_what_is_approved_and_public_without_names),
        TEST(approval_locks_them_and_what_was_recorded),
        TEST(a_draft_that_members_never_saw_is_not_approved),
        TEST(another_outcome_takes_the_approval_back),
        TEST(what_was_noted_stands_once_they_are_approved),
        TEST(improving_reopens_with_a_reason_or_adds_a_rectification),
        TEST(a_submission_that_is_held_back_never_was),
        TEST(the_chair_reads_first_and_agrees),
        TEST(members_remark_per_item_until_the_day),
        TEST(members_have_two_weeks_when_no_day_was_chosen),
        TEST(what_is_due_goes_when_they_are_approved),
        TEST(they_are_found_by_who_may_read_them),
        TEST(being_handed_to_the_college_is_noted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
