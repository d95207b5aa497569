/* Covers lok/offer_rule.c, lok/offer_find.c. */
#include "lok/offer_find.h"
#include "tests/given/lok.h"
#include <string.h>

static int64_t given_supporter(void **state, const char *name, const char *area)
{
    struct actor system = actor_system();
    struct partner in = { .name = name, .service_area = str_split(arena(state), area, '\n') };
    int64_t id;

    assert_int_equal(partner_create(given_tx(state), &system, &in, &id), ERR_OK);
    return id;
}

static int64_t given_offer(void **state, struct offer in)
{
    struct actor system = actor_system();
    int64_t id;

    in.title = in.title == NULL ? "Aanbod" : in.title;
    in.source = in.source == NULL ? "Website van de partner" : in.source;
    assert_int_equal(offer_create(given_tx(state), &system, &in, &id), ERR_OK);
    return id;
}

static void given_rule(void **state, int64_t offer, struct eligibility_rule rule)
{
    struct actor system = actor_system();
    int64_t id;

    rule.source = "Tarievenblad";
    rule.source_date = "2024-02-01";
    assert_int_equal(offer_rule_add(given_tx(state), &system, offer, &rule, &id), ERR_OK);
}

static struct offer offer(void **state, int64_t id)
{
    struct offer o = { 0 };

    assert_int_equal(offer_get(tx_snap(given_tx(state)), arena(state), id, &o), ERR_OK);
    return o;
}

static void an_offer_is_kept_as_it_was_made(void **state)
{
    int64_t partner = given_supporter(state, "CIK Stad Gent", "Gent");
    int64_t id =
        given_offer(state, (struct offer){ .partner_id = partner,
                               .title = "Inclusiecoach",
                               .form = OFFER_INCLUSION_COACHING,
                               .for_whom = 1u << AUDIENCE_TEAM,
                               .care = CARE_BIT(CARE_TODDLER_GROUP) | CARE_BIT(CARE_OUT_OF_SCHOOL),
                               .rhythm = RHYTHM_TRACK,
                               .days_a_month = 2,
                               .recognition = "CIK",
                               .recognised_since = 2014,
                               .aims = str_split(arena(state), "Toegankelijk\nDivers", '\n'),
                               .area = str_split(arena(state), "44040\nDestelbergen", '\n') });
    struct offer o = offer(state, id);

    assert_string_equal(o.title, "Inclusiecoach");
    assert_string_equal(o.partner_name, "CIK Stad Gent");
    assert_int_equal(o.form, OFFER_INCLUSION_COACHING);
    assert_int_equal(o.care, CARE_BIT(CARE_TODDLER_GROUP) | CARE_BIT(CARE_OUT_OF_SCHOOL));
    assert_int_equal(o.recognised_since, 2014);
    assert_string_equal(str_join(arena(state), &o.aims, "|"), "Toegankelijk|Divers");
    assert_string_equal(str_join(arena(state), &o.area, "|"), "Melle|Destelbergen");
    assert_string_equal(str_join(arena(state), &o.area_codes, "|"), "44040|44013");
    assert_int_equal(given_last_event(state, "offer.created").subject_id, id);
}

static void all_that_is_wrong_with_an_offer_is_told(void **state)
{
    struct actor system = actor_system();
    struct offer in = { .partner_id = 999, .area = str_split(arena(state), "Atlantis", '\n') };
    int64_t id;

    assert_int_equal(offer_create(given_tx(state), &system, &in, &id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "partner_id"));
    assert_non_null(fault_message(given_fault(state), "title"));
    assert_non_null(fault_message(given_fault(state), "source"));
    assert_non_null(fault_message(given_fault(state), "area"));
}

static void a_change_of_something_old_is_refused(void **state)
{
    struct actor system = actor_system();
    int64_t id =
        given_offer(state, (struct offer){ .partner_id = given_partner(state, "A", NULL) });
    struct offer o = offer(state, id);

    o.title = "Nieuw";
    assert_int_equal(offer_update(given_tx(state), &system, id, o.version, &o), ERR_OK);
    assert_int_equal(offer_update(given_tx(state), &system, id, o.version, &o), ERR_STALE);
    assert_string_equal(offer(state, id).title, "Nieuw");
}

static void a_rule_needs_a_source_and_can_go(void **state)
{
    struct actor system = actor_system();
    int64_t id =
        given_offer(state, (struct offer){ .partner_id = given_partner(state, "A", NULL) });
    struct eligibility_rule rule = { .max_places = 18 };
    struct eligibility_rules rules = { 0 };
    int64_t rule_id;

    assert_int_equal(offer_rule_add(given_tx(state), &system, id, &rule, &rule_id), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "source"));
    given_new_request(state);
    given_rule(state, id, rule);
    assert_int_equal(offer_rules(tx_snap(given_tx(state)), arena(state), id, &rules), ERR_OK);
    assert_int_equal(rules.count, 1);
    assert_int_equal(rules.at[0].max_places, 18);
    assert_string_equal(rules.at[0].source, "Tarievenblad");
    int64_t other =
        given_offer(state, (struct offer){ .partner_id = given_partner(state, "B", NULL) });
    assert_int_equal(
        offer_rule_remove(given_tx(state), &system, other, rules.at[0].id), ERR_NOT_FOUND);
    assert_int_equal(offer_rule_remove(given_tx(state), &system, id, rules.at[0].id), ERR_OK);
    assert_int_equal(offer_rule_add(given_tx(state), &system, 999, &rule, &rule_id), ERR_NOT_FOUND);
}

/* -- the finder -- */

static struct offer_answer_list find(void **state, struct offer_question q, const char *on)
{
    struct offer_answer_list list = { 0 };

    assert_int_equal(offer_find(tx_snap(given_tx(state)), arena(state), &q, on, &list), ERR_OK);
    return list;
}

static bool says(const struct offer_answer *answer, const char *words)
{
    for (size_t i = 0; i < answer->why.count; i++)
        if (strstr(answer->why.at[i], words) != NULL)
            return true;
    return false;
}

static int64_t given_cik(void **state)
{
    int64_t id = given_offer(state, (struct offer){ .partner_id = given_supporter(state, "CIK",
                                                        "Merelbeke\nMelle\nDe Pinte") });

    given_rule(state, id,
        (struct eligibility_rule){
            .care = CARE_BIT(CARE_FAMILY) | CARE_BIT(CARE_GROUP), .tariff = TARIFF_WITHOUT });
    return id;
}

static void family_care_in_melle_is_told_who_is_free(void **state)
{
    static const char *const DAYS[] = { "2024-04-15", "2026-04-15" };

    (void)given_cik(state);
    for (size_t i = 0; i < ARRAY_LEN(DAYS); i++) {
        struct offer_answer_list list = find(state,
            (struct offer_question){ .municipality = "melle",
                .care = 1 + CARE_FAMILY,
                .tariff = TARIFF_WITHOUT,
                .places = 8,
                .locations = 1 },
            DAYS[i]);
        assert_int_equal(list.count, 1);
        assert_int_equal(list.at[0].fit, OFFER_FITS);
        assert_true(list.at[0].is_free);
        assert_int_equal(list.at[0].coverage, COVERAGE_WHOLE);
        assert_string_equal(list.at[0].source, "Tarievenblad");
        assert_string_equal(list.at[0].source_date, "2024-02-01");
        assert_string_equal(list.merged, i == 0 ? "" : "Merelbeke-Melle");
    }
}

static void a_merged_municipality_may_be_covered_partly(void **state)
{
    (void)given_cik(state);
    struct offer_answer_list list = find(state,
        (struct offer_question){ .municipality = "Nazareth-De Pinte",
            .care = 1 + CARE_FAMILY,
            .tariff = TARIFF_WITHOUT,
            .places = 8,
            .locations = 1 },
        "2026-04-15");
    assert_int_equal(list.at[0].coverage, COVERAGE_PARTLY);
    assert_int_equal(list.at[0].fit, OFFER_FITS);
    assert_true(says(&list.at[0], "wel in het vroegere De Pinte"));
}

static void why_an_offer_does_not_fit_is_said_whole(void **state)
{
    int64_t partner = given_supporter(state, "Stad", "Gent");

    (void)given_offer(state, (struct offer){ .partner_id = partner,
                                 .own_staff = true,
                                 .level = OFFER_LEVEL_DEPARTMENT,
                                 .care = CARE_BIT(CARE_GROUP) });
    struct offer_answer_list list = find(state,
        (struct offer_question){ .municipality = "Melle", .care = 1 + CARE_FAMILY }, "2024-04-15");
    assert_int_equal(list.at[0].fit, OFFER_FITS_NOT);
    assert_true(says(&list.at[0], "Werkt niet in Melle."));
    assert_true(says(&list.at[0], "eigen personeel (Stad)"));
    assert_true(says(&list.at[0], "dienst of bestuur"));
    assert_true(says(&list.at[0], "niet voor gezinsopvang"));
    assert_false(says(&list.at[0], "niet bekend"));
    assert_false(list.at[0].is_free);
}

static void what_is_for_own_staff_asks_whose_location_it_is(void **state)
{
    int64_t city = given_supporter(state, "Stad", "Gent");
    int64_t other = given_partner(state, "Ander", NULL);
    struct offer_question q = { .municipality = "Gent" };

    (void)given_offer(state, (struct offer){ .partner_id = city, .own_staff = true });
    struct offer_answer_list list = find(state, q, "2024-04-15");
    assert_int_equal(list.at[0].fit, OFFER_DEPENDS);
    assert_true(says(&list.at[0], "(Stad): past als dat de organisator is"));
    q.organiser_id = other;
    list = find(state, q, "2024-04-15");
    assert_int_equal(list.at[0].fit, OFFER_FITS_NOT);
    assert_false(says(&list.at[0], "of het gratis is"));
    q.organiser_id = city;
    list = find(state, q, "2024-04-15");
    assert_int_equal(list.at[0].fit, OFFER_FITS);
    assert_false(list.at[0].is_free);
    assert_true(says(&list.at[0], "een locatie van Stad"));
    assert_true(says(&list.at[0], "De bron zegt niet of het gratis is."));
    q.municipality = "Melle";
    assert_int_equal(find(state, q, "2024-04-15").at[0].fit, OFFER_FITS_NOT);
}

static void a_rule_holds_for_own_staff_too(void **state)
{
    int64_t city = given_supporter(state, "Stad", "Gent");
    int64_t id = given_offer(state, (struct offer){ .partner_id = city, .own_staff = true });
    struct offer_question q = { .organiser_id = city, .care = 1 + CARE_GROUP };

    given_rule(state, id, (struct eligibility_rule){ .care = CARE_BIT(CARE_FAMILY) });
    assert_int_equal(find(state, q, "2024-04-15").at[0].fit, OFFER_FITS_NOT);
    q.care = 1 + CARE_FAMILY;
    assert_true(find(state, q, "2024-04-15").at[0].is_free);
}

static void an_unknown_organiser_is_an_issue(void **state)
{
    struct offer_question q = { .organiser_id = 999 };
    struct offer_answer_list list = { 0 };

    assert_int_equal(
        offer_find(tx_snap(given_tx(state)), arena(state), &q, "2024-04-15", &list), ERR_INVALID);
    assert_non_null(fault_message(given_fault(state), "organiser_id"));
}

static void words_find_an_offer_wherever_they_stand_in_it(void **state)
{
    static const char *const HITS[] = { "vib", "VIDEO-INTERACTIEBEGELEIDING", "interactie beelden",
        "  pédagogisch ", "netwerk" };
    int64_t a = given_partner(state, "Netwerk", NULL);
    int64_t id = given_offer(state, (struct offer){ .partner_id = a,
                                        .title = "Coaching (VIB)",
                                        .form = OFFER_VIDEO_FEEDBACK,
                                        .text = "Aan de hand van videobeelden",
                                        .topic = "Pedagogisch handelen" });

    (void)given_offer(state, (struct offer){ .partner_id = a, .title = "Vorming in groep" });
    for (size_t i = 0; i < ARRAY_LEN(HITS); i++) {
        struct offer_answer_list list =
            find(state, (struct offer_question){ .words = HITS[i] }, "2024-04-15");
        assert_int_equal(list.count, i == ARRAY_LEN(HITS) - 1 ? 2 : 1);
        if (list.count == 1)
            assert_int_equal(list.at[0].offer.id, id);
    }
    assert_int_equal(
        find(state, (struct offer_question){ .words = "vib zwemmen" }, "2024-04-15").count, 0);
}

static void what_is_not_known_depends(void **state)
{
    (void)given_offer(state, (struct offer){ .partner_id = given_partner(state, "Netwerk", NULL) });
    struct offer_answer_list list =
        find(state, (struct offer_question){ .municipality = "Melle" }, "2024-04-15");
    assert_int_equal(list.at[0].fit, OFFER_DEPENDS);
    assert_true(says(&list.at[0], "werkingsgebied is niet bekend"));
}

static void an_area_of_its_own_goes_before_that_of_the_partner(void **state)
{
    (void)given_offer(
        state, (struct offer){ .partner_id = given_supporter(state, "Netwerk", "Gent"),
                   .area = str_split(arena(state), "Melle", '\n') });
    assert_int_equal(
        find(state, (struct offer_question){ .municipality = "Gent" }, "2024-04-15").at[0].coverage,
        COVERAGE_NONE);
    assert_int_equal(find(state, (struct offer_question){ .municipality = "Melle" }, "2024-04-15")
                         .at[0]
                         .coverage,
        COVERAGE_WHOLE);
}

static void free_comes_first_and_what_does_not_fit_last(void **state)
{
    int64_t far = given_offer(
        state, (struct offer){ .partner_id = given_supporter(state, "A ver weg", "Brugge") });
    int64_t paid = given_offer(
        state, (struct offer){ .partner_id = given_supporter(state, "B betalend", "Melle") });
    int64_t free = given_cik(state);

    given_rule(state, paid, (struct eligibility_rule){ .price = PRICE_PAID });
    struct offer_answer_list list = find(state,
        (struct offer_question){ .municipality = "Melle",
            .care = 1 + CARE_FAMILY,
            .tariff = TARIFF_WITHOUT,
            .places = 8,
            .locations = 1 },
        "2024-04-15");
    assert_int_equal(list.count, 3);
    assert_int_equal(list.at[0].offer.id, free);
    assert_int_equal(list.at[1].offer.id, paid);
    assert_int_equal(list.at[2].offer.id, far);
}

static void what_has_stopped_is_not_found(void **state)
{
    int64_t partner = given_partner(state, "A", NULL);

    (void)given_offer(state, (struct offer){ .partner_id = partner, .until = "2024-04-01" });
    assert_int_equal(find(state, (struct offer_question){ 0 }, "2024-03-31").count, 1);
    assert_int_equal(find(state, (struct offer_question){ 0 }, "2024-04-01").count, 0);
}

static void an_unknown_municipality_is_an_issue(void **state)
{
    struct offer_question q = { .municipality = "Atlantis" };
    struct offer_answer_list list = { 0 };

    assert_int_equal(
        offer_find(tx_snap(given_tx(state)), arena(state), &q, "2024-04-15", &list), ERR_INVALID);
    assert_non_null(strstr(fault_message(given_fault(state), "municipality"), "Atlantis"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_offer_is_kept_as_it_was_made, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            all_that_is_wrong_with_an_offer_is_told, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_change_of_something_old_is_refused, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_rule_needs_a_source_and_can_go, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            family_care_in_melle_is_told_who_is_free, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_merged_municipality_may_be_covered_partly, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            why_an_offer_does_not_fit_is_said_whole, given_db, given_end),
        cmocka_unit_test_setup_teardown(what_is_not_known_depends, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            what_is_for_own_staff_asks_whose_location_it_is, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_rule_holds_for_own_staff_too, given_db, given_end),
        cmocka_unit_test_setup_teardown(an_unknown_organiser_is_an_issue, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            words_find_an_offer_wherever_they_stand_in_it, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            an_area_of_its_own_goes_before_that_of_the_partner, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            free_comes_first_and_what_does_not_fit_last, given_db, given_end),
        cmocka_unit_test_setup_teardown(what_has_stopped_is_not_found, given_db, given_end),
        cmocka_unit_test_setup_teardown(an_unknown_municipality_is_an_issue, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
