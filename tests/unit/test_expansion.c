/* Covers agenda/expansion.c, agenda/expansion_write.c, agenda/expansion_criteria.c,
 * agenda/expansion_application.c, agenda/expansion_score.c, agenda/expansion_sheet.c and
 * agenda/expansion_advice.c. */
#include "agenda/advice.h"
#include "agenda/decision.h"
#include "agenda/expansion.h"
#include "agenda/todo.h"
#include "lok/base/dates.h"
#include "lok/member.h"
#include "tests/given/work.h"
#include <string.h>

static int given_work(void **state)
{
    if (given_db(state) != 0)
        return -1;
    given_council(state, "2024-04-15");
    return 0;
}

/* -- a round with two criteria and two applications -- */

struct round {
    int64_t id, dossier, partner, first, second, scorer, other;
    int64_t criteria[2];
};

static int64_t person_of(void **state, const char *name)
{
    struct actor system = actor_system();
    const struct person in = { .name = name, .function = "medewerker" };
    int64_t id = 0;

    given_new_request(state);
    assert_int_equal(person_create(given_tx(state), &system, &in, &id), ERR_OK);
    return id;
}

static enum err add_criterion(void **state, int64_t id, const char *name, int64_t weight)
{
    struct actor system = actor_system();
    const struct expansion_criterion in = { .name = name, .weight = weight, .most = 10 };

    given_new_request(state);
    return expansion_criterion_add(given_tx(state), arena(state), &system, id, 0, &in);
}

static struct expansion_criteria criteria_of(void **state, int64_t id, int64_t number)
{
    struct actor system = actor_system();
    struct expansion_criteria c = { 0 };

    assert_int_equal(
        expansion_criteria(tx_snap(given_tx(state)), arena(state), &system, id, number, &c),
        ERR_OK);
    return c;
}

static int64_t application(
    void **state, int64_t id, int64_t partner, const char *name, const char *received)
{
    struct actor system = actor_system();
    const struct expansion_application in = { .partner_id = partner,
        .organiser = name,
        .location = "Locatie",
        .care = CARE_GROUP,
        .places = 18,
        .received_on = received };
    int64_t ret = 0;

    given_new_request(state);
    assert_int_equal(
        expansion_apply(given_tx(state), arena(state), &system, id, 0, &in, &ret), ERR_OK);
    return ret;
}

static int64_t round_of(void **state, const char *closes_on, unsigned access)
{
    struct actor system = actor_system();
    const struct expansion in = {
        .title = "Ronde 2024", .closes_on = closes_on, .places = 30, .access = access
    };
    int64_t id = 0;

    given_new_request(state);
    assert_int_equal(expansion_create(given_tx(state), arena(state), &system, &in, &id), ERR_OK);
    return id;
}

static struct round given_round(void **state, unsigned access)
{
    struct actor system = actor_system();
    const struct partner partner = { .name = "De Regenboog", .kind = PARTNER_KIND_ORGANISER };
    struct round r = { .id = round_of(state, "2024-04-01", access) };

    assert_int_equal(partner_create(given_tx(state), &system, &partner, &r.partner), ERR_OK);
    r.scorer = person_of(state, "Beoordelaar");
    r.other = person_of(state, "Tweede beoordelaar");
    assert_int_equal(add_criterion(state, r.id, "Toegankelijkheid", 60), ERR_OK);
    assert_int_equal(add_criterion(state, r.id, "Buurt", 40), ERR_OK);
    struct expansion_criteria c = criteria_of(state, r.id, 0);
    r.criteria[0] = c.at[0].id;
    r.criteria[1] = c.at[1].id;
    r.first = application(state, r.id, r.partner, "", "2024-03-01");
    r.second = application(state, r.id, 0, "De Wolk", "2024-03-02");
    return r;
}

static enum err move(void **state, int64_t id, unsigned to, const char *reason)
{
    struct actor system = actor_system();
    const struct expansion_step step = { to, reason };

    given_new_request(state);
    return expansion_move(given_tx(state), arena(state), &system, id, 0, &step);
}

static enum err score_by(void **state, const struct round *r, int64_t application_id,
    int64_t criterion_id, int64_t score, int64_t scorer)
{
    struct actor system = actor_system();
    const struct expansion_score_input in = { scorer, score, "sterk dossier" };

    given_new_request(state);
    return expansion_score_put(
        given_tx(state), arena(state), &system, r->id, 0, application_id, criterion_id, &in);
}

static void score(
    void **state, const struct round *r, int64_t application_id, int64_t first, int64_t second)
{
    assert_int_equal(score_by(state, r, application_id, r->criteria[0], first, r->scorer), ERR_OK);
    assert_int_equal(score_by(state, r, application_id, r->criteria[1], second, r->scorer), ERR_OK);
}

static struct expansion now(void **state, int64_t id)
{
    struct actor system = actor_system();
    struct expansion e = { 0 };

    assert_int_equal(
        expansion_get(tx_snap(given_tx(state)), arena(state), &system, id, &e), ERR_OK);
    return e;
}

static struct expansion_application_list sheet(
    void **state, const struct round *r, const struct actor *who, int64_t number)
{
    struct expansion e = now(state, r->id);
    struct expansion_criteria c = criteria_of(state, r->id, number);
    struct expansion_application_list list = { 0 };

    assert_int_equal(
        expansion_applications(tx_snap(given_tx(state)), arena(state), who, &e, &c, &list), ERR_OK);
    return list;
}

static const struct expansion_application *application_in(
    const struct expansion_application_list *list, int64_t id)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].id == id)
            return &list->at[i];
    IMPOSSIBLE("the sheet lacks an application");
}

static const char *said(void **state)
{
    const char *detail = given_fault(state)->detail;
    return detail == NULL ? "" : detail;
}

/* -- states and weights -- */

static void weights_that_do_not_add_up_are_refused_in_words(void **state)
{
    int64_t id = round_of(state, "2024-04-01", ACCESS_MEMBERS);

    application(state, id, 0, "De Wolk", "2024-03-02");
    assert_int_equal(move(state, id, EXPANSION_SCORING, ""), ERR_CONFLICT);
    assert_string_equal(said(state), "Er zijn nog geen criteria.");
    assert_int_equal(add_criterion(state, id, "Een", 60), ERR_OK);
    assert_int_equal(move(state, id, EXPANSION_SCORING, ""), ERR_CONFLICT);
    assert_string_equal(said(state), "De gewichten zijn samen 60. Er ontbreekt nog 40.");
    assert_int_equal(add_criterion(state, id, "Twee", 50), ERR_OK);
    assert_int_equal(move(state, id, EXPANSION_SCORING, ""), ERR_CONFLICT);
    assert_string_equal(said(state), "De gewichten zijn samen 110. Dat is 10 te veel.");
    struct expansion_criterion less = criteria_of(state, id, 0).at[1];
    struct actor system = actor_system();
    less.weight = 40;
    given_new_request(state);
    assert_int_equal(
        expansion_criterion_update(given_tx(state), arena(state), &system, id, 0, less.id, &less),
        ERR_OK);
    assert_int_equal(move(state, id, EXPANSION_SCORING, ""), ERR_OK);
}

static void scoring_waits_for_the_last_day_and_an_application(void **state)
{
    int64_t open = round_of(state, "2024-04-15", ACCESS_MEMBERS);
    int64_t none = round_of(state, "2024-04-01", ACCESS_MEMBERS);

    assert_int_equal(add_criterion(state, open, "Alles", 100), ERR_OK);
    assert_int_equal(add_criterion(state, none, "Alles", 100), ERR_OK);
    application(state, open, 0, "De Wolk", "2024-04-15");
    application(state, none, 0, "De Wolk", "2024-04-02");
    assert_int_equal(move(state, open, EXPANSION_SCORING, ""), ERR_CONFLICT);
    assert_non_null(strstr(said(state), "maandag 15 april 2024"));
    assert_int_equal(move(state, none, EXPANSION_SCORING, ""), ERR_CONFLICT);
    assert_non_null(strstr(said(state), "op tijd"));
}

static void a_round_closes_once_all_that_came_in_time_is_scored(void **state)
{
    struct round r = given_round(state, ACCESS_MEMBERS);
    int64_t late = application(state, r.id, 0, "Te laat", "2024-04-02");

    assert_int_equal(move(state, r.id, EXPANSION_CLOSED, ""), ERR_CONFLICT);
    assert_int_equal(
        score_by(state, &r, r.first, r.criteria[0], 5, r.scorer), ERR_CONFLICT); /* still open */
    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    score(state, &r, r.first, 8, 5);
    assert_int_equal(move(state, r.id, EXPANSION_OPEN, ""), ERR_CONFLICT);
    assert_int_equal(move(state, r.id, EXPANSION_CLOSED, ""), ERR_CONFLICT);
    assert_string_equal(said(state), "Nog niet alles is beoordeeld: De Wolk.");
    assert_int_equal(score_by(state, &r, late, r.criteria[0], 5, r.scorer), ERR_CONFLICT);
    score(state, &r, r.second, 8, 6);
    assert_int_equal(move(state, r.id, EXPANSION_CLOSED, ""), ERR_OK);
    assert_string_equal(now(state, r.id).closed_on, "2024-04-15");
}

static struct round closed_round(void **state, int64_t first, int64_t second)
{
    struct round r = given_round(state, ACCESS_MEMBERS);

    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    score(state, &r, r.first, first, first);
    score(state, &r, r.second, second, second);
    assert_int_equal(move(state, r.id, EXPANSION_CLOSED, ""), ERR_OK);
    return r;
}

static void after_the_close_nothing_is_scored_or_changed(void **state)
{
    struct actor system = actor_system();
    struct round r = closed_round(state, 8, 6);
    const struct expansion_conflict k = { .person_id = r.other, .reason = "werkt er" };
    struct expansion e = now(state, r.id);

    assert_int_equal(score_by(state, &r, r.first, r.criteria[0], 1, r.scorer), ERR_CONFLICT);
    assert_non_null(strstr(said(state), "afgesloten"));
    assert_int_equal(add_criterion(state, r.id, "Nog een", 1), ERR_CONFLICT);
    given_new_request(state);
    assert_int_equal(
        expansion_conflict_add(given_tx(state), arena(state), &system, r.id, 0, r.first, &k),
        ERR_CONFLICT);
    assert_int_equal(
        expansion_update(given_tx(state), arena(state), &system, r.id, 0, &e), ERR_CONFLICT);
    assert_int_equal(expansion_application_remove(
                         given_tx(state), arena(state), &system, r.id, 0, r.first, false),
        ERR_CONFLICT);
}

static void a_closed_round_is_opened_again_with_a_reason(void **state)
{
    struct round r = closed_round(state, 8, 6);

    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "reason"));
    assert_int_equal(move(state, r.id, EXPANSION_SCORING, "een rekenfout"), ERR_OK);
    assert_string_equal(now(state, r.id).reopened, "een rekenfout");
    assert_int_equal(score_by(state, &r, r.first, r.criteria[0], 1, r.scorer), ERR_OK);
}

/* -- scores -- */

static void a_score_needs_a_reason_and_stays_within_its_criterion(void **state)
{
    struct actor system = actor_system();
    struct round r = given_round(state, ACCESS_MEMBERS);
    const struct expansion_score_input empty = { 0, 11, "" }, below = { r.scorer, -1, "x" };

    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    given_new_request(state);
    assert_int_equal(expansion_score_put(given_tx(state), arena(state), &system, r.id, 0, r.first,
                         r.criteria[0], &empty),
        ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "reason"));
    assert_non_null(fault_message(given_fault(state), "scorer_id"));
    assert_string_equal(
        fault_message(given_fault(state), "score"), "Kies een score van 0 tot en met 10.");
    given_new_request(state);
    assert_int_equal(expansion_score_put(given_tx(state), arena(state), &system, r.id, 0, r.first,
                         r.criteria[0], &below),
        ERR_INVALID);
    assert_int_equal(score_by(state, &r, r.first, 999, 5, r.scorer), ERR_NOT_FOUND);
    assert_int_equal(score_by(state, &r, 999, r.criteria[0], 5, r.scorer), ERR_NOT_FOUND);
    assert_int_equal(score_by(state, &r, r.first, r.criteria[0], 5, 999), ERR_INVALID);
}

static void totals_follow_the_weights_and_equal_ones_share_their_rank(void **state)
{
    struct actor system = actor_system();
    struct round r = given_round(state, ACCESS_MEMBERS);
    int64_t third = application(state, r.id, 0, "De Zon", "2024-03-03");

    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    score(state, &r, r.first, 8, 5);  /* 48 + 20 */
    score(state, &r, r.second, 6, 8); /* 36 + 32 */
    score(state, &r, third, 9, 9);
    struct expansion_application_list list = sheet(state, &r, &system, 0);
    assert_int_equal(list.at[0].id, third);
    assert_string_equal(expansion_total(arena(state), &list.at[0]), "90,00");
    assert_string_equal(expansion_place(arena(state), &list.at[0]), "1");
    assert_string_equal(expansion_total(arena(state), &list.at[1]), "68,00");
    assert_string_equal(expansion_place(arena(state), &list.at[1]), "gedeeld 2");
    assert_string_equal(expansion_place(arena(state), &list.at[2]), "gedeeld 2");
}

static void an_incomplete_or_late_application_has_no_rank(void **state)
{
    struct actor system = actor_system();
    struct round r = given_round(state, ACCESS_MEMBERS);
    int64_t late = application(state, r.id, 0, "Te laat", "2024-04-02");

    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    assert_int_equal(score_by(state, &r, r.first, r.criteria[0], 8, r.scorer), ERR_OK);
    struct expansion_application_list list = sheet(state, &r, &system, 0);
    assert_int_equal(application_in(&list, r.first)->missing, 1);
    assert_int_equal(application_in(&list, r.first)->rank, 0);
    assert_string_equal(expansion_total(arena(state), application_in(&list, r.first)), "");
    assert_true(application_in(&list, late)->late);
}

/* -- interests -- */

static void who_has_an_interest_does_not_score_it(void **state)
{
    struct actor system = actor_system();
    struct round r = given_round(state, ACCESS_MEMBERS);
    const struct expansion_conflict k = {
        .person_id = r.scorer, .reason = "werkt er", .left_room = true
    };

    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    score(state, &r, r.first, 8, 5);
    given_new_request(state);
    assert_int_equal(
        expansion_conflict_add(given_tx(state), arena(state), &system, r.id, 0, r.first, &k),
        ERR_OK);
    assert_int_equal(score_by(state, &r, r.first, r.criteria[0], 9, r.scorer), ERR_INVALID);
    assert_non_null(strstr(fault_message(given_fault(state), "scorer_id"), "belang"));
    assert_int_equal(score_by(state, &r, r.second, r.criteria[0], 9, r.scorer), ERR_OK);
    struct expansion_application_list list = sheet(state, &r, &system, 0);
    const struct expansion_application *x = application_in(&list, r.first);
    assert_int_equal(x->missing, 2); /* what that person gave is set aside */
    assert_int_equal(x->conflict_count, 1);
    assert_true(x->conflicts[0].left_room);
    assert_string_equal(x->conflicts[0].reason, "werkt er");
    assert_int_equal(x->conflicts[0].set_aside, 2);
    assert_int_equal(score_by(state, &r, r.first, r.criteria[0], 3, r.other), ERR_OK);
    assert_int_equal(
        expansion_conflict_add(given_tx(state), arena(state), &system, r.id, 0, r.first, &k),
        ERR_INVALID);
}

static void an_interest_noted_by_mistake_gives_the_scores_back(void **state)
{
    struct actor system = actor_system();
    struct round r = given_round(state, ACCESS_MEMBERS);
    const struct expansion_conflict k = { .person_id = r.scorer, .reason = "werkt er" };

    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    score(state, &r, r.first, 8, 5);
    given_new_request(state);
    assert_int_equal(
        expansion_conflict_add(given_tx(state), arena(state), &system, r.id, 0, r.first, &k),
        ERR_OK);
    assert_int_equal(score_by(state, &r, r.first, r.criteria[0], 3, r.other), ERR_OK);
    struct expansion_application_list list = sheet(state, &r, &system, 0);
    int64_t conflict = application_in(&list, r.first)->conflicts[0].id;
    assert_int_equal(expansion_conflict_remove(
                         given_tx(state), arena(state), &system, r.id, 0, r.second, conflict),
        ERR_NOT_FOUND);
    assert_int_equal(expansion_conflict_remove(
                         given_tx(state), arena(state), &system, r.id, 0, r.first, conflict),
        ERR_OK);
    list = sheet(state, &r, &system, 0);
    assert_int_equal(application_in(&list, r.first)->conflict_count, 0);
    assert_int_equal(application_in(&list, r.first)->scores[0].score, 3);
    assert_int_equal(application_in(&list, r.first)->scores[1].score, 5);
}

static void a_seat_for_the_organiser_is_an_interest(void **state)
{
    struct actor system = actor_system();
    struct round r = given_round(state, ACCESS_MEMBERS);
    const struct member seat = {
        .person_id = r.scorer, .partner_id = r.partner, .from_date = "2024-01-01", .until_date = ""
    };
    int64_t id;

    assert_int_equal(member_create(given_tx(state), &system, &seat, &id), ERR_OK);
    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    assert_int_equal(score_by(state, &r, r.first, r.criteria[0], 9, r.scorer), ERR_INVALID);
    assert_int_equal(score_by(state, &r, r.second, r.criteria[0], 9, r.scorer), ERR_OK);
}

/* -- criteria -- */

static void criteria_that_were_scored_by_give_way_to_a_new_version_only(void **state)
{
    struct actor system = actor_system();
    struct round r = given_round(state, ACCESS_MEMBERS);
    struct expansion_criterion c = criteria_of(state, r.id, 0).at[0];
    const struct expansion_renewal none = { "" }, why = { "de raad paste ze aan" };

    assert_int_equal(
        expansion_criteria_renew(given_tx(state), arena(state), &system, r.id, 0, &why),
        ERR_CONFLICT); /* nothing was scored yet */
    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    assert_int_equal(score_by(state, &r, r.first, r.criteria[0], 8, r.scorer), ERR_OK);
    assert_int_equal(add_criterion(state, r.id, "Nog een", 1), ERR_CONFLICT);
    assert_non_null(strstr(said(state), "nieuwe versie"));
    given_new_request(state);
    assert_int_equal(
        expansion_criterion_update(given_tx(state), arena(state), &system, r.id, 0, c.id, &c),
        ERR_CONFLICT);
    assert_int_equal(
        expansion_criterion_remove(given_tx(state), arena(state), &system, r.id, 0, c.id),
        ERR_CONFLICT);
    given_new_request(state);
    assert_int_equal(
        expansion_criteria_renew(given_tx(state), arena(state), &system, r.id, 0, &none),
        ERR_INVALID);
    given_new_request(state);
    assert_int_equal(
        expansion_criteria_renew(given_tx(state), arena(state), &system, r.id, 0, &why), ERR_OK);
    struct expansion_criteria second = criteria_of(state, r.id, 0);
    assert_int_equal(second.number, 2);
    assert_string_equal(second.reason, "de raad paste ze aan");
    assert_int_equal(second.count, 2);
    assert_int_equal(second.scores, 0);
    struct expansion_criteria first = criteria_of(state, r.id, 1);
    assert_false(first.current);
    assert_int_equal(first.scores, 1);
    struct expansion_application_list old = sheet(state, &r, &system, 1);
    assert_int_equal(application_in(&old, r.first)->scores[0].score, 8);
    struct expansion_application_list fresh = sheet(state, &r, &system, 0);
    assert_int_equal(application_in(&fresh, r.first)->scores[0].score, -1);
    assert_int_equal(score_by(state, &r, r.first, r.criteria[0], 8, r.scorer), ERR_NOT_FOUND);
}

static void new_weights_that_do_not_add_up_stop_scoring(void **state)
{
    struct actor system = actor_system();
    struct round r = given_round(state, ACCESS_MEMBERS);
    const struct expansion_renewal why = { "de raad paste ze aan" };

    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    assert_int_equal(score_by(state, &r, r.first, r.criteria[0], 8, r.scorer), ERR_OK);
    assert_int_equal(
        expansion_criteria_renew(given_tx(state), arena(state), &system, r.id, 0, &why), ERR_OK);
    int64_t gone = criteria_of(state, r.id, 0).at[0].id;
    assert_int_equal(
        expansion_criterion_remove(given_tx(state), arena(state), &system, r.id, 0, gone), ERR_OK);
    int64_t left = criteria_of(state, r.id, 0).at[0].id;
    assert_int_equal(score_by(state, &r, r.first, left, 8, r.scorer), ERR_CONFLICT);
    assert_non_null(strstr(said(state), "Er ontbreekt nog 60."));
}

static void a_decision_approves_the_criteria_that_count(void **state)
{
    struct actor system = actor_system();
    struct round r = given_round(state, ACCESS_MEMBERS);
    int64_t meeting = work_meeting(state, "2024-05-28");
    struct expansion e = now(state, r.id);

    work_act(state, meeting, MEETING_START);
    int64_t item = work_item(state, meeting, "Criteria", PURPOSE_DECISION, 0);
    struct treatment_result done =
        work_treat(state, item, OUTCOME_APPROVED, "", "Criteria", "Goedgekeurd.");
    struct decision d = { 0 };
    (void)done;
    assert_int_equal(decision_by_item(tx_snap(given_tx(state)), arena(state), item, &d), ERR_OK);
    e.decision_id = d.id;
    given_new_request(state);
    assert_int_equal(expansion_update(given_tx(state), arena(state), &system, r.id, 0, &e), ERR_OK);
    assert_string_equal(criteria_of(state, r.id, 0).decision_number, d.number);
    struct actor member = work_member();
    struct expansion_criteria seen = { 0 };
    assert_int_equal(
        expansion_criteria(tx_snap(given_tx(state)), arena(state), &member, r.id, 0, &seen),
        ERR_OK);
    assert_string_equal(seen.decision_number, ""); /* provisional */
    e.decision_id = 999;
    assert_int_equal(
        expansion_update(given_tx(state), arena(state), &system, r.id, 0, &e), ERR_INVALID);
}

/* -- who sees what -- */

static size_t shown(void **state, const struct round *r, const struct actor *who)
{
    struct expansion_application_list list = sheet(state, r, who, 0);
    size_t n = 0;

    for (size_t i = 0; i < list.count; i++)
        n += list.at[i].shown;
    return n;
}

static void scores_are_for_members_and_an_applicant_sees_its_own_after_the_close(void **state)
{
    struct actor member = work_member(), nobody = work_public(), system = actor_system();
    struct round r = given_round(state, ACCESS_PUBLIC);
    struct actor partner = { .roles = ROLE_BIT(ROLE_PARTNER), .partner_id = r.partner };
    struct actor seated = { .roles = ROLE_BIT(ROLE_MEMBER), .person_id = r.other };
    const struct member seat = {
        .person_id = r.other, .partner_id = r.partner, .from_date = "2024-01-01", .until_date = ""
    };
    int64_t id;

    nobody.council_public = true;
    assert_int_equal(member_create(given_tx(state), &system, &seat, &id), ERR_OK);
    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    score(state, &r, r.first, 8, 8);
    score(state, &r, r.second, 9, 9);
    assert_int_equal(shown(state, &r, &system), 2);
    assert_int_equal(shown(state, &r, &member), 2);
    assert_int_equal(shown(state, &r, &seated), 0);
    assert_int_equal(sheet(state, &r, &seated, 0).count, 2);
    assert_int_equal(sheet(state, &r, &seated, 0).at[0].points, 0);
    assert_int_equal(sheet(state, &r, &seated, 0).at[0].id, r.first); /* not by rank */
    assert_int_equal(shown(state, &r, &partner), 0);
    assert_int_equal(sheet(state, &r, &partner, 0).count, 1); /* its own */
    assert_int_equal(sheet(state, &r, &nobody, 0).count, 0);
    assert_int_equal(move(state, r.id, EXPANSION_CLOSED, ""), ERR_OK);
    assert_int_equal(shown(state, &r, &seated), 2);
    assert_int_equal(shown(state, &r, &partner), 1);
    struct expansion_application_list own = sheet(state, &r, &partner, 0);
    assert_int_equal(application_in(&own, r.first)->rank, 2);
    assert_int_equal(application_in(&own, r.second)->points, 0);
    assert_int_equal(shown(state, &r, &nobody), 0);
    assert_int_equal(sheet(state, &r, &nobody, 0).count, 2);
}

static bool sees(void **state, const struct actor *who, int64_t id)
{
    struct expansion e = { 0 };
    struct expansion_list list = { 0 };
    struct snap *s = tx_snap(given_tx(state));
    bool any = false;
    enum err err = expansion_get(s, arena(state), who, id, &e);

    assert_int_equal(expansion_list(s, arena(state), who, 0, 0, 10, &list), ERR_OK);
    assert_int_equal(expansion_any(s, arena(state), who, &any), ERR_OK);
    assert_int_equal(list.count > 0, err == ERR_OK);
    assert_int_equal(any, err == ERR_OK);
    return err == ERR_OK;
}

static void a_round_is_seen_by_its_access_and_by_who_applied(void **state)
{
    struct actor member = work_member(), nobody = work_public(), system = actor_system();
    struct round r = given_round(state, ACCESS_MEMBERS);
    struct actor partner = { .roles = ROLE_BIT(ROLE_PARTNER), .partner_id = r.partner };
    struct actor other = { .roles = ROLE_BIT(ROLE_PARTNER), .partner_id = r.partner + 1 };
    struct expansion e = now(state, r.id);

    nobody.council_public = true;
    assert_true(sees(state, &member, r.id));
    assert_true(sees(state, &partner, r.id));
    assert_false(sees(state, &other, r.id));
    assert_false(sees(state, &nobody, r.id));
    e.access = ACCESS_SECRETARIAT;
    assert_int_equal(expansion_update(given_tx(state), arena(state), &system, r.id, 0, &e), ERR_OK);
    assert_true(sees(state, &system, r.id));
    assert_false(sees(state, &member, r.id));
    assert_false(sees(state, &partner, r.id));
    e.access = ACCESS_PUBLIC;
    assert_int_equal(expansion_update(given_tx(state), arena(state), &system, r.id, 0, &e), ERR_OK);
    assert_true(sees(state, &other, r.id));
    assert_true(sees(state, &nobody, r.id));
}

static void only_the_secretary_writes_and_only_the_present_version(void **state)
{
    struct round r = given_round(state, ACCESS_MEMBERS);
    struct expansion e = now(state, r.id);
    const struct expansion_criterion c = { .name = "X", .weight = 1, .most = 1 };
    const struct expansion_application x = {
        .organiser = "X", .location = "X", .places = 1, .received_on = "2024-03-01"
    };
    const struct expansion_conflict k = { .person_id = r.other, .reason = "x" };
    const struct expansion_score_input score_in = { r.other, 1, "x" };
    const struct expansion_step step = { EXPANSION_SCORING, "" };
    const struct expansion_renewal why = { "x" };
    const char *number;
    int64_t id;
    struct tx *tx = given_tx(state);
    struct arena *a = arena(state);

    for (unsigned role = ROLE_ADMIN; role <= ROLE_PARTNER; role++) {
        struct actor who = { .roles = ROLE_BIT(role), .partner_id = r.partner };

        if (role == ROLE_SECRETARY)
            continue;
        assert_int_equal(expansion_create(tx, a, &who, &e, &id), ERR_FORBIDDEN);
        assert_int_equal(expansion_update(tx, a, &who, r.id, 0, &e), ERR_FORBIDDEN);
        assert_int_equal(expansion_move(tx, a, &who, r.id, 0, &step), ERR_FORBIDDEN);
        assert_int_equal(expansion_criterion_add(tx, a, &who, r.id, 0, &c), ERR_FORBIDDEN);
        assert_int_equal(expansion_criteria_renew(tx, a, &who, r.id, 0, &why), ERR_FORBIDDEN);
        assert_int_equal(expansion_apply(tx, a, &who, r.id, 0, &x, &id), ERR_FORBIDDEN);
        assert_int_equal(expansion_conflict_add(tx, a, &who, r.id, 0, r.first, &k), ERR_FORBIDDEN);
        assert_int_equal(
            expansion_score_put(tx, a, &who, r.id, 0, r.first, r.criteria[0], &score_in),
            ERR_FORBIDDEN);
        assert_int_equal(expansion_advise(tx, a, &who, r.id, 0, 0, &number), ERR_FORBIDDEN);
    }
    struct actor secretary = { .roles = ROLE_BIT(ROLE_SECRETARY) };
    assert_int_equal(expansion_update(tx, a, &secretary, r.id, e.version + 7, &e), ERR_STALE);
    assert_int_equal(expansion_update(tx, a, &secretary, 999, 0, &e), ERR_NOT_FOUND);
    assert_int_equal(expansion_update(tx, a, &secretary, r.id, e.version, &e), ERR_OK);
    assert_int_equal(expansion_update(tx, a, &secretary, r.id, e.version, &e), ERR_STALE);
}

/* -- applications -- */

static void wrong_input_is_told_all_at_once(void **state)
{
    struct actor system = actor_system();
    struct round r = given_round(state, ACCESS_MEMBERS);
    const struct expansion wrong = { .title = "", .closes_on = "2024-02-30", .dossier_id = 99 };
    const struct expansion_application none = {
        .location = "", .places = 0, .received_on = "2024-04-16"
    };
    const struct expansion_application both = { .partner_id = r.partner,
        .organiser = "Twee",
        .location = "X",
        .places = 1,
        .received_on = "2024-03-01" };
    int64_t id;

    given_new_request(state);
    assert_int_equal(
        expansion_create(given_tx(state), arena(state), &system, &wrong, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "title"));
    assert_non_null(fault_message(given_fault(state), "closes_on"));
    assert_non_null(fault_message(given_fault(state), "dossier_id"));
    given_new_request(state);
    assert_int_equal(
        expansion_apply(given_tx(state), arena(state), &system, r.id, 0, &none, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "organiser"));
    assert_non_null(fault_message(given_fault(state), "location"));
    assert_non_null(fault_message(given_fault(state), "places"));
    assert_non_null(fault_message(given_fault(state), "received_on"));
    given_new_request(state);
    assert_int_equal(
        expansion_apply(given_tx(state), arena(state), &system, r.id, 0, &both, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "organiser"));
}

static void an_application_that_was_removed_is_put_back(void **state)
{
    struct actor system = actor_system();
    struct round r = given_round(state, ACCESS_MEMBERS);
    struct tx *tx = given_tx(state);

    assert_int_equal(
        expansion_application_remove(tx, arena(state), &system, r.id, 0, r.first, false), ERR_OK);
    assert_int_equal(sheet(state, &r, &system, 0).count, 1);
    assert_int_equal(
        expansion_application_remove(tx, arena(state), &system, r.id, 0, r.first, false),
        ERR_NOT_FOUND);
    assert_int_equal(
        expansion_application_remove(tx, arena(state), &system, r.id, 0, r.first, true), ERR_OK);
    assert_int_equal(sheet(state, &r, &system, 0).count, 2);
}

static void the_last_day_stays_once_something_was_scored(void **state)
{
    struct actor system = actor_system();
    struct round r = given_round(state, ACCESS_MEMBERS);
    struct expansion e = now(state, r.id);

    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    assert_int_equal(score_by(state, &r, r.first, r.criteria[0], 8, r.scorer), ERR_OK);
    e.closes_on = "2024-02-01";
    given_new_request(state);
    assert_int_equal(
        expansion_update(given_tx(state), arena(state), &system, r.id, 0, &e), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "closes_on"));
}

/* -- the advice, and what waits -- */

static enum err advise(void **state, int64_t id, const char **ret)
{
    struct actor system = actor_system();

    given_new_request(state);
    return expansion_advise(given_tx(state), arena(state), &system, id, 0, 0, ret);
}

static void the_advice_is_drawn_from_the_ranking(void **state)
{
    struct round r = given_round(state, ACCESS_PUBLIC);
    const char *number = "";
    struct advice v = { 0 };

    assert_int_equal(advise(state, r.id, &number), ERR_CONFLICT);
    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    score(state, &r, r.first, 8, 8);
    score(state, &r, r.second, 6, 6);
    assert_int_equal(move(state, r.id, EXPANSION_CLOSED, ""), ERR_OK);
    assert_int_equal(advise(state, r.id, &number), ERR_OK);
    assert_int_equal(
        advice_by_id(tx_snap(given_tx(state)), arena(state), now(state, r.id).advice_id, &v),
        ERR_OK);
    assert_string_equal(v.number, number);
    assert_int_equal(v.access, ACCESS_MEMBERS); /* it tells scores */
    assert_non_null(strstr(v.question, "- 1: De Regenboog, Locatie (18 plaatsen), 80,00 op 100"));
    assert_non_null(
        strstr(v.question, "Gunstig, binnen de 30 beschikbare plaatsen: De Regenboog."));
    assert_non_null(strstr(v.question, "Er blijven 12 plaatsen over, te weinig voor De Wolk."));
    assert_int_equal(advise(state, r.id, &number), ERR_CONFLICT);
}

static void equal_scores_at_the_last_places_are_said_not_chosen(void **state)
{
    struct round r = closed_round(state, 7, 7);
    const char *number = "";
    struct advice v = { 0 };

    assert_int_equal(advise(state, r.id, &number), ERR_OK);
    assert_int_equal(
        advice_by_id(tx_snap(given_tx(state)), arena(state), now(state, r.id).advice_id, &v),
        ERR_OK);
    assert_non_null(strstr(v.question, "Vanaf plaats 1 is de stand gelijk"));
    assert_null(strstr(v.question, "Gunstig"));
}

static void the_advice_stands_on_the_agenda_that_was_chosen(void **state)
{
    struct actor system = actor_system();
    struct round r = closed_round(state, 8, 6);
    int64_t meeting = work_meeting(state, "2024-05-28");
    struct item_list items = { 0 };
    const char *number;

    given_new_request(state);
    assert_int_equal(
        expansion_advise(given_tx(state), arena(state), &system, r.id, 0, meeting, &number),
        ERR_OK);
    assert_int_equal(item_list(tx_snap(given_tx(state)), arena(state), meeting, &items), ERR_OK);
    assert_int_equal(items.count, 1);
    assert_int_equal(items.at[0].purpose, PURPOSE_ADVICE);
    assert_non_null(strstr(items.at[0].text, "De Regenboog"));
}

static const char *due(void **state, const char *today)
{
    struct expansion_due_list list = { 0 };

    assert_int_equal(expansion_due(tx_snap(given_tx(state)), arena(state), today, &list), ERR_OK);
    return list.count == 0 ? "" : list.at[0].words;
}

static void the_overview_hears_what_a_round_waits_for(void **state)
{
    struct round r = given_round(state, ACCESS_MEMBERS);
    const char *number;

    assert_string_equal(due(state, "2024-03-17"), "");
    assert_string_equal(due(state, "2024-03-18"), "Ronde 2024: aanvragen kan nog 14 dagen");
    assert_string_equal(due(state, "2024-03-31"), "Ronde 2024: aanvragen kan nog 1 dag");
    assert_string_equal(
        due(state, "2024-04-01"), "Ronde 2024: vandaag is de laatste dag om aan te vragen");
    assert_string_equal(
        due(state, "2024-04-02"), "Ronde 2024: de aanvragen zijn binnen, start de beoordeling");
    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    score(state, &r, r.first, 8, 8);
    assert_string_equal(due(state, "2024-04-15"), "Ronde 2024: nog 2 scores te geven");
    score(state, &r, r.second, 6, 6);
    assert_string_equal(
        due(state, "2024-04-15"), "Ronde 2024: alles is beoordeeld, sluit de ronde af");
    assert_int_equal(move(state, r.id, EXPANSION_CLOSED, ""), ERR_OK);
    assert_string_equal(due(state, "2024-04-15"), "Ronde 2024: er is nog geen advies van gemaakt");
    assert_int_equal(advise(state, r.id, &number), ERR_OK);
    assert_string_equal(due(state, "2024-04-15"), "");
}

static void a_round_that_nobody_applied_to_is_given_time_or_closed(void **state)
{
    int64_t open = round_of(state, "2024-04-15", ACCESS_MEMBERS);
    int64_t id = round_of(state, "2024-04-01", ACCESS_MEMBERS);
    const char *number;

    assert_int_equal(move(state, open, EXPANSION_CLOSED, ""), ERR_CONFLICT);
    assert_non_null(strstr(said(state), "maandag 15 april 2024"));
    application(state, id, 0, "De Wolk", "2024-04-02");
    assert_string_equal(due(state, "2024-04-02"),
        "Ronde 2024: niemand vroeg op tijd aan, geef meer tijd of sluit de ronde af");
    assert_int_equal(move(state, id, EXPANSION_CLOSED, ""), ERR_OK);
    assert_string_equal(due(state, "2024-04-02"), "Ronde 2024: aanvragen kan nog 13 dagen");
    assert_int_equal(advise(state, id, &number), ERR_CONFLICT);
    assert_int_equal(move(state, id, EXPANSION_SCORING, "toch nog"), ERR_CONFLICT);
    assert_int_equal(move(state, id, EXPANSION_OPEN, ""), ERR_INVALID);
    assert_int_equal(move(state, id, EXPANSION_OPEN, "toch nog"), ERR_OK);
}

static struct todo waits_on(void **state, const char *date)
{
    struct council c = { 0 };
    struct todo_list list = { 0 };
    size_t i = 0;
    int64_t now;

    assert_int_equal(council_get(tx_snap(given_tx(state)), arena(state), &c), ERR_OK);
    assert_int_equal(date_instant(date, "09:00", &now), ERR_OK);
    assert_int_equal(todo_list(tx_snap(given_tx(state)), arena(state), &c, now, &list), ERR_OK);
    while (i < list.count && list.at[i].kind != TODO_EXPANSION)
        i++;
    assert_true(i < list.count);
    return list.at[i];
}

static void the_overview_leads_to_the_round_and_says_by_when(void **state)
{
    struct round r = given_round(state, ACCESS_MEMBERS);
    struct todo t = waits_on(state, "2024-03-25");

    assert_string_equal(t.what, "Ronde 2024: aanvragen kan nog 7 dagen");
    assert_string_equal(t.date, "2024-04-01");
    assert_int_equal(t.expansion_id, r.id);
    t = waits_on(state, "2024-04-05");
    assert_string_equal(t.date, "2024-04-05");
    assert_false(t.late);
    assert_int_equal(move(state, r.id, EXPANSION_SCORING, ""), ERR_OK);
    t = waits_on(state, "2024-04-15");
    assert_string_equal(t.what, "Ronde 2024: nog 4 scores te geven");
    assert_string_equal(t.why, "Daarna volgen de rangorde en het advies.");
    assert_string_equal(t.date, "");
    assert_true(work_meeting(state, "2024-06-25") > 0);
    t = waits_on(state, "2024-04-15");
    assert_string_equal(t.date, "2024-06-11"); /* with the invitation */
    assert_false(t.late);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_work, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(weights_that_do_not_add_up_are_refused_in_words),
        WITH_DB(scoring_waits_for_the_last_day_and_an_application),
        WITH_DB(a_round_closes_once_all_that_came_in_time_is_scored),
        WITH_DB(after_the_close_nothing_is_scored_or_changed),
        WITH_DB(a_closed_round_is_opened_again_with_a_reason),
        WITH_DB(a_score_needs_a_reason_and_stays_within_its_criterion),
        WITH_DB(totals_follow_the_weights_and_equal_ones_share_their_rank),
        WITH_DB(an_incomplete_or_late_application_has_no_rank),
        WITH_DB(who_has_an_interest_does_not_score_it),
        WITH_DB(an_interest_noted_by_mistake_gives_the_scores_back),
        WITH_DB(a_seat_for_the_organiser_is_an_interest),
        WITH_DB(criteria_that_were_scored_by_give_way_to_a_new_version_only),
        WITH_DB(new_weights_that_do_not_add_up_stop_scoring),
        WITH_DB(a_decision_approves_the_criteria_that_count),
        WITH_DB(scores_are_for_members_and_an_applicant_sees_its_own_after_the_close),
        WITH_DB(a_round_is_seen_by_its_access_and_by_who_applied),
        WITH_DB(only_the_secretary_writes_and_only_the_present_version),
        WITH_DB(wrong_input_is_told_all_at_once),
        WITH_DB(an_application_that_was_removed_is_put_back),
        WITH_DB(the_last_day_stays_once_something_was_scored),
        WITH_DB(the_advice_is_drawn_from_the_ranking),
        WITH_DB(equal_scores_at_the_last_places_are_said_not_chosen),
        WITH_DB(the_advice_stands_on_the_agenda_that_was_chosen),
        WITH_DB(the_overview_hears_what_a_round_waits_for),
        WITH_DB(a_round_that_nobody_applied_to_is_given_time_or_closed),
        WITH_DB(the_overview_leads_to_the_round_and_says_by_when),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
