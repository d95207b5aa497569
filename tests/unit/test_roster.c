/* Lists in and out: a preview that says what happens, all errors at once, nothing that runs in a
 * spreadsheet. Covers lok/roster_import.c, lok/roster_find.c and lok/roster_export.c. */
#include "lok/roster.h"
#include "tests/given/lok.h"
#include <string.h>

static struct roster_plan import_of(void **state, enum roster_kind kind, const char *text)
{
    struct actor system = actor_system();
    struct roster_plan plan = { 0 };

    assert_int_equal(
        roster_import(given_tx(state), arena(state), &system, kind, text, strlen(text), &plan),
        ERR_OK);
    return plan;
}

static const char *refused(void **state, enum roster_kind kind, const char *text)
{
    struct actor system = actor_system();
    struct roster_plan plan = { 0 };

    given_new_request(state);
    assert_int_equal(
        roster_import(given_tx(state), arena(state), &system, kind, text, strlen(text), &plan),
        ERR_INVALID);
    return fault_message(given_fault(state), "text");
}

static const char *export_of(void **state, enum roster_kind kind)
{
    struct actor system = actor_system();
    const char *text = NULL;

    assert_int_equal(
        roster_export(tx_snap(given_tx(state)), arena(state), &system, kind, &text), ERR_OK);
    return text;
}

static struct person person(void **state, int64_t id)
{
    struct person p = { 0 };

    assert_int_equal(person_get(tx_snap(given_tx(state)), arena(state), id, &p), ERR_OK);
    return p;
}

static void a_line_is_new_changed_or_the_same(void **state)
{
    given_council(state, "2024-04-15");
    int64_t coach = given_person(state, "Coach", "coach@example.be");
    given_person(state, "Directeur", "");
    struct roster_plan plan = import_of(state, ROSTER_PERSONS,
        "Naam;E-mail;Functie\n"
        "Coach;COACH@example.be;mentor-coach\n"
        "directeur;;\n"
        "Nieuw;nieuw@example.be;lid\n");
    assert_int_equal(plan.count, 3);
    assert_int_equal(plan.at[0].state, ROSTER_CHANGED);
    assert_int_equal(plan.at[0].change_count, 1);
    assert_string_equal(plan.at[0].changes[0].title, "Functie");
    assert_string_equal(plan.at[0].changes[0].to, "mentor-coach");
    assert_int_equal(plan.at[1].state, ROSTER_CHANGED);
    assert_int_equal(plan.at[2].state, ROSTER_NEW);
    assert_string_equal(person(state, coach).function, "mentor-coach");
    plan = import_of(state, ROSTER_PERSONS, "Naam;E-mail;Functie\nCoach;coach@example.be;\n");
    assert_int_equal(plan.at[0].state, ROSTER_SAME);
    assert_string_equal(person(state, coach).function, "mentor-coach");
}

static void an_empty_cell_leaves_what_is_there_and_leeg_empties_it(void **state)
{
    given_council(state, "2024-04-15");
    int64_t coach = given_person(state, "Coach", "coach@example.be");
    struct roster_plan plan = import_of(
        state, ROSTER_PERSONS, "Naam;Functie;Telefoon\nCoach;mentor;03 000\nNieuw;(leeg);\n");
    assert_int_equal(plan.at[1].state, ROSTER_NEW);
    assert_int_equal(plan.at[1].change_count, 1);
    plan = import_of(state, ROSTER_PERSONS, "Naam;Functie;Telefoon\nCoach;;(LEEG)\n");
    assert_int_equal(plan.at[0].change_count, 1);
    assert_string_equal(plan.at[0].changes[0].from, "03 000");
    assert_string_equal(plan.at[0].changes[0].to, "");
    assert_string_equal(person(state, coach).function, "mentor");
    assert_string_equal(person(state, coach).phone, "");
    plan = import_of(state, ROSTER_PERSONS, "Naam;E-mail\nCoach;(leeg)\n");
    assert_int_equal(plan.at[0].state, ROSTER_CHANGED);
    assert_string_equal(person(state, coach).email, "");
    plan = import_of(state, ROSTER_PERSONS, "Naam;Contactpersoon van\n(leeg);\nCoach;(leeg)\n");
    assert_int_equal(plan.states[ROSTER_WRONG], 2);
}

static void a_seat_can_lose_its_partner_its_end_and_its_vote(void **state)
{
    struct member_list seats = { 0 };

    given_council(state, "2024-04-15");
    given_partner(state, "Mentes", NULL);
    given_person(state, "Coach", "");
    (void)import_of(state, ROSTER_MEMBERS,
        "Persoon;Partner;Geleding;Rol;Stemgerechtigd;Lid tot en met;Geslacht\n"
        "Coach;Mentes;lokale actor;lid;ja;31/12/2024;vrouw\n");
    struct roster_plan plan = import_of(state, ROSTER_MEMBERS,
        "Persoon;Partner;Stemgerechtigd;Lid tot en met;Geslacht\n"
        "Coach;(leeg);(leeg);(leeg);(leeg)\n");
    assert_int_equal(plan.at[0].state, ROSTER_CHANGED);
    assert_int_equal(plan.at[0].change_count, 4);
    assert_string_equal(plan.at[0].changes[0].to, "");
    assert_int_equal(
        member_list(tx_snap(given_tx(state)), arena(state), "", 0, 10, &seats), ERR_OK);
    assert_int_equal(seats.count, 1);
    assert_int_equal(seats.at[0].partner_id, 0);
    assert_false(seats.at[0].voting_right);
    assert_string_equal(seats.at[0].until_date, "");
    assert_int_equal(seats.at[0].sex, SEX_NOT_SAID);
    plan = import_of(state, ROSTER_MEMBERS, "Persoon;Geleding\nCoach;(leeg)\n");
    assert_int_equal(plan.at[0].state, ROSTER_WRONG);
}

static void a_namesake_with_another_address_is_somebody_else(void **state)
{
    given_council(state, "");
    given_person(state, "Jan", "jan@example.be");
    given_person(state, "Mia", "");
    struct roster_plan plan =
        import_of(state, ROSTER_PERSONS, "Naam;E-mail\nJan;jan2@example.be\nMia;mia@example.be\n");
    assert_int_equal(plan.at[0].state, ROSTER_NEW);
    assert_int_equal(plan.at[1].state, ROSTER_CHANGED);
    plan = import_of(state, ROSTER_PERSONS, "Naam;Functie\nJan;lid\n");
    assert_int_equal(plan.at[0].state, ROSTER_WRONG);
    assert_non_null(strstr(plan.at[0].errors.at[0], "Geef het e-mailadres"));
}

static void all_errors_are_told_by_line_at_once(void **state)
{
    given_council(state, "");
    given_person(state, "Lid", "lid@example.be");
    struct roster_plan plan = import_of(state, ROSTER_MEMBERS,
        "Persoon;Partner;Geleding;Rol;Stemgerechtigd;Lid vanaf\n"
        "lid@example.be;Onbekend;clubs;lid;misschien;31/02/2024\n"
        "niemand@example.be;;gebruiker;lid;ja;\n"
        "lid@example.be;;gebruiker;lid;ja;;te veel\n");
    assert_int_equal(plan.states[ROSTER_WRONG], 3);
    assert_int_equal(plan.at[0].errors.count, 4);
    assert_non_null(strstr(plan.at[0].errors.at[0], "Partner: geen partner heet"));
    assert_int_equal(plan.at[0].line, 2);
    assert_non_null(strstr(plan.at[1].errors.at[0], "Voeg die eerst toe"));
    assert_non_null(strstr(plan.at[2].errors.at[0], "meer kolommen"));
}

static void a_list_without_the_right_columns_is_refused_whole(void **state)
{
    given_council(state, "");
    assert_non_null(strstr(refused(state, ROSTER_PERSONS, "Naam;Schoenmaat\na;b\n"), "Schoenmaat"));
    assert_non_null(strstr(refused(state, ROSTER_PERSONS, "Functie\na\n"), "Naam"));
    assert_non_null(strstr(refused(state, ROSTER_PERSONS, "Naam;Persoon\na;b\n"), "twee keer"));
    assert_non_null(refused(state, ROSTER_PERSONS, "Naam\n"));
    assert_non_null(refused(state, ROSTER_PERSONS, "Naam\n\"a\n"));
}

static void seats_come_in_with_their_person_partner_and_rules(void **state)
{
    struct member_list list = { 0 };

    given_council(state, "2024-04-15");
    given_person(state, "Lid", "lid@example.be");
    given_person(state, "Vervanger", "");
    given_partner(state, "Mentes", "Mentees");
    struct roster_plan plan = import_of(state, ROSTER_MEMBERS,
        "Persoon;Partner;Geleding;Rol;Stemgerechtigd;Gemeenteraadslid;Plaatsvervanger;Lid "
        "vanaf;Geslacht\n"
        "lid@example.be;Mentees;Lokale actor;Lid;ja;nee;vervanger;1/1/2024;vrouw\n");
    assert_int_equal(plan.at[0].state, ROSTER_NEW);
    assert_int_equal(member_list(tx_snap(given_tx(state)), arena(state), "", 0, 10, &list), ERR_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].partner_name, "Mentes");
    assert_string_equal(list.at[0].substitute_name, "Vervanger");
    assert_string_equal(list.at[0].from_date, "2024-01-01");
    assert_true(list.at[0].voting_right);
    assert_int_equal(list.at[0].sex, SEX_WOMAN);
    plan = import_of(state, ROSTER_MEMBERS, "Persoon;Gemeenteraadslid\nlid@example.be;ja\n");
    assert_int_equal(plan.at[0].state, ROSTER_WRONG);
    assert_non_null(strstr(plan.at[0].errors.at[0], "artikel 304"));
}

static void the_name_of_an_alias_finds_the_partner_and_does_not_rename_it(void **state)
{
    given_council(state, "");
    int64_t id = given_partner(state, "Mentes", "Mentees");
    struct partner p = { 0 };
    struct roster_plan plan =
        import_of(state, ROSTER_PARTNERS, "Naam,Website\nMentees,https://mentes.example.be\n");
    assert_int_equal(plan.at[0].state, ROSTER_CHANGED);
    assert_int_equal(partner_get(tx_snap(given_tx(state)), arena(state), id, &p), ERR_OK);
    assert_string_equal(p.name, "Mentes");
    assert_string_equal(p.website, "https://mentes.example.be");
}

static void the_same_plan_has_the_same_digest_and_another_one_not(void **state)
{
    given_council(state, "");
    given_person(state, "Lid", "lid@example.be");
    const char *again = "Naam;E-mail\nLid;lid@example.be\n";
    const char *one = import_of(state, ROSTER_PERSONS, again).seen;
    assert_string_equal(import_of(state, ROSTER_PERSONS, again).seen, one);
    assert_string_not_equal(
        import_of(state, ROSTER_PERSONS, "Naam;E-mail;Functie\nLid;lid@example.be;x\n").seen, one);
}

static void what_leaves_comes_in_unchanged_and_without_formulas(void **state)
{
    struct actor system = actor_system();
    struct person in = { .name = "=HYPERLINK(1)", .phone = "+32 3 123", .email = "x@example.be" };
    int64_t id;

    given_council(state, "2024-04-15");
    given_partner(state, "Mentes", "Mentees");
    assert_int_equal(person_create(given_tx(state), &system, &in, &id), ERR_OK);
    struct member m = { .person_id = id, .sex = SEX_MAN, .voting_right = true };
    assert_int_equal(member_create(given_tx(state), &system, &m, &id), ERR_OK);
    assert_non_null(strstr(export_of(state, ROSTER_PERSONS), "\"'=HYPERLINK(1)\""));
    assert_null(strstr(export_of(state, ROSTER_MEMBERS), "Geslacht"));
    assert_null(strstr(export_of(state, ROSTER_MEMBERS), "man"));
    for (enum roster_kind kind = ROSTER_PARTNERS; kind <= ROSTER_MEMBERS; kind++) {
        struct roster_plan plan = import_of(state, kind, export_of(state, kind));
        assert_int_equal(plan.count, 1);
        assert_int_equal(plan.states[ROSTER_SAME], 1);
    }
}

static void lists_are_for_who_edits_people(void **state)
{
    struct actor chair = { .roles = ROLE_BIT(ROLE_CHAIR) | ROLE_BIT(ROLE_ADMIN) };
    struct roster_plan plan = { 0 };
    const char *text;

    given_council(state, "");
    assert_int_equal(
        roster_export(tx_snap(given_tx(state)), arena(state), &chair, ROSTER_PERSONS, &text),
        ERR_FORBIDDEN);
    assert_int_equal(
        roster_import(given_tx(state), arena(state), &chair, ROSTER_PERSONS, "Naam\na\n", 7, &plan),
        ERR_FORBIDDEN);
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(a_line_is_new_changed_or_the_same),
        WITH_DB(an_empty_cell_leaves_what_is_there_and_leeg_empties_it),
        WITH_DB(a_seat_can_lose_its_partner_its_end_and_its_vote),
        WITH_DB(a_namesake_with_another_address_is_somebody_else),
        WITH_DB(all_errors_are_told_by_line_at_once),
        WITH_DB(a_list_without_the_right_columns_is_refused_whole),
        WITH_DB(seats_come_in_with_their_person_partner_and_rules),
        WITH_DB(the_name_of_an_alias_finds_the_partner_and_does_not_rename_it),
        WITH_DB(the_same_plan_has_the_same_digest_and_another_one_not),
        WITH_DB(what_leaves_comes_in_unchanged_and_without_formulas),
        WITH_DB(lists_are_for_who_edits_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
