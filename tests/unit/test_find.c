/* Covers agenda/find.c, agenda/find_support.c, agenda/dossier_find.c and agenda/partner_index.c, and
 * lok/partner_named.c. */
#include "agenda/action.h"
#include "agenda/find.h"
#include "agenda/partner_index.h"
#include "lok/offer.h"
#include "tests/given/work.h"
#include <string.h>

static int given_work(void **state)
{
    if (given_db(state) != 0)
        return -1;
    given_council(state, "2024-04-15");
    return 0;
}

static const char *words_of(void **state, const struct found_list *list)
{
    const char *text = "";

    for (size_t i = 0; i < list->count; i++)
        text = arena_printf(arena(state), "%s%s%s %s", text, i == 0 ? "" : ", ",
            choice_code(FOUND_KINDS, list->at[i].kind), list->at[i].title);
    return text;
}

static struct found_list list_of(void **state, const struct actor *who, struct find_filter f)
{
    struct found_list list = { 0 };

    f.limit = f.limit == 0 ? 20 : f.limit;
    assert_int_equal(find_words(tx_snap(given_tx(state)), arena(state), who, &f, &list), ERR_OK);
    return list;
}

/* As "decision Steun, dossier Mentoren". */
static const char *found(void **state, const struct actor *who, struct find_filter f)
{
    struct found_list list = list_of(state, who, f);

    return words_of(state, &list);
}

static struct treatment_result decide(void **state, const char *title, int64_t dossier_id)
{
    int64_t item = work_session(state, "2024-02-27", "Punt", dossier_id);

    return work_treat(state, item, OUTCOME_APPROVED, "", title, "Het LOK steunt kaboutermutsen.");
}

static int64_t advise(void **state, const char *title)
{
    const struct advice_question in = { .title = title,
        .asked_on = "2024-03-01",
        .question = "Wie zorgt voor kaboutermutsen?",
        .access = ACCESS_PUBLIC };
    struct actor system = actor_system();
    int64_t id = 0;

    assert_int_equal(advice_ask(given_tx(state), arena(state), &system, &in, &id), ERR_OK);
    return id;
}

static int64_t act(void **state, const char *text, int64_t dossier_id)
{
    struct actor system = actor_system();
    const struct action_input in = { .text = text,
        .due_date = "2024-05-01",
        .partner_id = given_partner(state, "Mentes", NULL),
        .dossier_id = dossier_id,
        .access = ACCESS_MEMBERS };
    int64_t id = 0;

    assert_int_equal(action_create(given_tx(state), arena(state), &system, &in, &id), ERR_OK);
    return id;
}

static void all_kinds_stand_in_one_order_titles_first(void **state)
{
    struct actor system = actor_system();

    work_dossier(state, "Kaboutermutsen", ACCESS_MEMBERS);
    decide(state, "Steun", 0);
    advise(state, "Aankoop");
    act(state, "Prijs van kaboutermutsen vragen", 0);
    const struct find_filter f = { .typed = "kaboutermutsen" };
    assert_string_equal(found(state, &system, f),
        "action Prijs van kaboutermutsen vragen, dossier Kaboutermutsen,"
        " advice Aankoop, decision Steun");
    const struct found_list list = list_of(state, &system, f);
    assert_string_equal(list.at[0].date, "2024-05-01");
    assert_string_equal(list.at[0].about, "Mentes");
    assert_string_equal(list.at[2].number, "2024_LOK_A0001");
    assert_non_null(list.at[2].advice);
    assert_string_equal(list.at[3].state, "provisional");
    assert_string_equal(list.at[3].date, "2024-02-27");
    assert_string_equal(found(state, &system, (struct find_filter){ .typed = " " }), "");
}

static void what_is_found_is_paged_across_kinds(void **state)
{
    struct actor system = actor_system();
    struct find_filter f = { .typed = "kaboutermutsen", .limit = 2 };
    const char *all = "";
    size_t pages = 0;

    work_dossier(state, "Kaboutermutsen", ACCESS_MEMBERS);
    decide(state, "Steun", 0);
    advise(state, "Aankoop");
    for (struct found_list page = list_of(state, &system, f); page.count > 0;
         page = list_of(state, &system, f)) {
        all = arena_printf(
            arena(state), "%s%s%s", all, pages++ == 0 ? "" : ", ", words_of(state, &page));
        f.after = page.at[page.count - 1].row;
    }
    assert_int_equal(pages, 2);
    assert_string_equal(all, "dossier Kaboutermutsen, advice Aankoop, decision Steun");
}

static void a_list_is_narrowed_to_a_kind_a_dossier_or_a_state(void **state)
{
    struct actor system = actor_system();
    int64_t dossier = work_dossier(state, "Kaboutermutsen", ACCESS_MEMBERS);
    struct find_filter f = { .typed = "kaboutermutsen" };

    decide(state, "Steun", dossier);
    decide(state, "Andere", 0);
    advise(state, "Aankoop");
    f.kinds = FOUND_BIT(FOUND_ADVICE) | FOUND_BIT(FOUND_DOSSIER);
    assert_string_equal(found(state, &system, f), "dossier Kaboutermutsen, advice Aankoop");
    f = (struct find_filter){ .typed = "kaboutermutsen", .dossier_id = dossier };
    assert_string_equal(found(state, &system, f), "dossier Kaboutermutsen, decision Steun");
    f = (struct find_filter){ .typed = "kaboutermutsen", .state = "provisional" };
    assert_string_equal(found(state, &system, f), "decision Andere, decision Steun");
    f.state = "in_force";
    assert_string_equal(found(state, &system, f), "");
    f = (struct find_filter){ .typed = "kaboutermutsen", .year = 2023 };
    assert_string_equal(found(state, &system, f), "");
}

static void nobody_finds_what_its_own_page_refuses(void **state)
{
    struct actor public = work_public(), member = work_member();
    int64_t hidden = work_dossier(state, "Kaboutermutsen geheim", ACCESS_SECRETARIAT);
    const struct find_filter f = { .typed = "kaboutermutsen" };

    work_dossier(state, "Kaboutermutsen", ACCESS_MEMBERS);
    work_dossier(state, "Kaboutermutsen open", ACCESS_PUBLIC);
    decide(state, "Voorlopig", hidden);
    advise(state, "Niet bezorgd");
    assert_string_equal(
        found(state, &member, f), "dossier Kaboutermutsen open, dossier Kaboutermutsen");
    assert_string_equal(found(state, &public, f), "dossier Kaboutermutsen open");
    public.council_public = false;
    assert_string_equal(found(state, &public, f), "");
    work_release(state, 1);
    const struct find_filter within = { .typed = "kaboutermutsen", .dossier_id = hidden };
    assert_string_equal(found(state, &member, f),
        "dossier Kaboutermutsen open, dossier Kaboutermutsen, decision Voorlopig");
    assert_string_equal(found(state, &member, within), "");
}

/* -- partners and what they offer -- */

static int64_t offer(void **state, int64_t partner_id, const char *title, unsigned form)
{
    struct actor system = actor_system();
    const struct offer in = {
        .partner_id = partner_id, .title = title, .form = form, .source = "Jaarplan"
    };
    int64_t id = 0;

    assert_int_equal(offer_create(given_tx(state), &system, &in, &id), ERR_OK);
    return id;
}

static void a_partner_is_found_by_any_of_its_names(void **state)
{
    struct actor member = work_member();
    int64_t mentes = given_partner(state, "Mentes", "Mentees"), felies = 0;
    struct partner p = { 0 };

    felies = given_partner(state, "Felies", NULL);
    assert_string_equal(
        found(state, &member, (struct find_filter){ .typed = " MENTÉES" }), "partner Mentes");
    assert_string_equal(
        found(state, &member, (struct find_filter){ .typed = "felies" }), "partner Felies");
    assert_string_equal(
        found(state, &member, (struct find_filter){ .typed = "felies mentes" }), "");
    struct found_list list = list_of(state, &member, (struct find_filter){ .typed = "mentes" });
    assert_int_equal(list.at[0].id, mentes);
    assert_string_equal(list.at[0].about, "ondersteuningsnetwerk, ook bekend als Mentees");
    assert_string_equal(list.at[0].state_text, "");

    assert_int_equal(partner_get(tx_snap(given_tx(state)), arena(state), felies, &p), ERR_OK);
    p.until = "2024-04-15";
    assert_int_equal(partner_update(given_tx(state), &member, felies, p.version, &p), ERR_OK);
    list = list_of(state, &member, (struct find_filter){ .typed = "felies" });
    assert_string_equal(list.at[0].state_text, "gestopt");
}

static void an_offer_is_found_by_its_words_and_its_form(void **state)
{
    struct actor member = work_member();
    int64_t mentes = given_partner(state, "Mentes", NULL);
    static const char *const WORDS[] = { "VIB", "video-interactiebegeleiding", "kijk mee",
        "mentes kijk" };

    offer(state, mentes, "Kijk mee op de vloer", OFFER_VIDEO_FEEDBACK);
    offer(state, mentes, "Leeravond", OFFER_TRAINING);
    for (size_t i = 0; i < ARRAY_LEN(WORDS); i++)
        assert_string_equal(found(state, &member, (struct find_filter){ .typed = WORDS[i] }),
            "offer Kijk mee op de vloer");
    const struct found_list list = list_of(state, &member, (struct find_filter){ .typed = "vib" });
    assert_string_equal(list.at[0].about, "video-interactiebegeleiding (VIB) van Mentes");
}

/* Each page goes on where the one before ended, whatever its size. */
static const char *page_by_page(void **state, const struct actor *who, struct find_filter f)
{
    const char *all = "";

    for (struct found_list page = list_of(state, who, f); page.count > 0;
         page = list_of(state, who, f)) {
        assert_true(page.count <= (size_t)f.limit);
        all = arena_printf(
            arena(state), "%s%s%s", all, str_empty(all) ? "" : ", ", words_of(state, &page));
        f.after = page.at[page.count - 1].row;
    }
    return all;
}

static void the_nearest_stand_first_of_all_kinds(void **state)
{
    struct actor member = work_member();
    int64_t hoek = given_partner(state, "Kaboutermutsen vzw", NULL);

    given_partner(state, "Andere", "Kaboutermutsenhuis");
    work_dossier(state, "Kaboutermutsen", ACCESS_MEMBERS);
    work_dossier(state, "Meer kaboutermutsen", ACCESS_MEMBERS);
    offer(state, hoek, "Leeravond", OFFER_TRAINING);
    offer(state, hoek, "Gesprek", OFFER_ADVICE);
    offer(state, hoek, "Kaboutermutsen", OFFER_COACHING);
    for (int64_t size = 1; size <= 7; size++)
        assert_string_equal(page_by_page(state, &member,
                                (struct find_filter){ .typed = "kaboutermutsen", .limit = size }),
            "offer Kaboutermutsen, partner Kaboutermutsen vzw, dossier Meer kaboutermutsen,"
            " dossier Kaboutermutsen, partner Andere, offer Gesprek, offer Leeravond");
    struct find_filter f = { .typed = "kaboutermutsen", .limit = 1 };
    f.kinds = FOUND_BIT(FOUND_OFFER);
    assert_string_equal(
        page_by_page(state, &member, f), "offer Kaboutermutsen, offer Gesprek, offer Leeravond");
    f.kinds = FOUND_BIT(FOUND_PARTNER) | FOUND_BIT(FOUND_OFFER);
    assert_string_equal(page_by_page(state, &member, f),
        "offer Kaboutermutsen, partner Kaboutermutsen vzw, partner Andere, offer Gesprek,"
        " offer Leeravond");
}

static void another_form_of_a_word_finds_partners_and_offers(void **state)
{
    struct actor member = work_member();
    const struct find_filter asked[] = {
        { .typed = "mentor" },
        { .typed = "groot mentoren" },
    };

    offer(state, given_partner(state, "Andere", NULL), "Grote mentoren", OFFER_TRAINING);
    given_partner(state, "De grote Mentor", NULL);
    for (size_t i = 0; i < ARRAY_LEN(asked); i++)
        assert_string_equal(
            found(state, &member, asked[i]), "partner De grote Mentor, offer Grote mentoren");
    assert_string_equal(
        found(state, &member, (struct find_filter){ .typed = "kleine mentor" }), "");
}

static void partners_and_offers_are_of_no_year_dossier_or_state(void **state)
{
    struct actor member = work_member();
    int64_t dossier = work_dossier(state, "Ander dossier", ACCESS_MEMBERS);
    static const char WORD[] = "kaboutermutsen";

    offer(state, given_partner(state, "Kaboutermutsen", NULL), "Leeravond", OFFER_TRAINING);
    assert_string_equal(found(state, &member, (struct find_filter){ .typed = WORD }),
        "partner Kaboutermutsen, offer Leeravond");
    const struct find_filter narrowed[] = {
        { .typed = WORD, .year = 2024 },
        { .typed = WORD, .dossier_id = dossier },
        { .typed = WORD, .topic = "Spel" },
        { .typed = WORD, .state = "in_force" },
        { .typed = WORD, .kinds = FOUND_BIT(FOUND_DOSSIER) },
    };
    for (size_t i = 0; i < ARRAY_LEN(narrowed); i++)
        assert_string_equal(found(state, &member, narrowed[i]), "");
}

static void who_may_not_see_partners_finds_none(void **state)
{
    struct actor public = work_public();
    const struct find_filter f = { .typed = "kaboutermutsen" };

    offer(state, given_partner(state, "Kaboutermutsen", NULL), "Leeravond", OFFER_TRAINING);
    assert_string_equal(found(state, &public, f), "partner Kaboutermutsen, offer Leeravond");
    public.council_public = false;
    assert_string_equal(found(state, &public, f), "");
}

/* -- dossiers -- */

static const char *dossiers(void **state, struct visibility v, const char *typed)
{
    struct dossier_list list = { 0 };
    const char *text = "";

    assert_int_equal(
        dossier_find(tx_snap(given_tx(state)), arena(state), v, typed, 0, 20, &list), ERR_OK);
    for (size_t i = 0; i < list.count; i++)
        text = arena_printf(arena(state), "%s%s%s", text, i == 0 ? "" : ", ", list.at[i].title);
    return text;
}

static const struct visibility ALL = { .sees = ACCESS_SECRETARIAT };

static int64_t full_dossier(void **state, int64_t applicant_id)
{
    const char *aliases[] = { "Kansen in de opvang" }, *aim[] = { "Meer begeleiders" };
    const char *tasks[] = { "Zorgtrajecten organiseren" };
    struct actor system = actor_system();
    const struct dossier in = { .title = "Mentorproject",
        .aliases = { aliases, 1 },
        .aim = { aim, 1 },
        .tasks = { tasks, 1 },
        .summary = "Wat de *stad* betaalt.",
        .form = "Coaching op de vloer",
        .area = "Borgerhout",
        .outcome = "Verlengd",
        .applicant_id = applicant_id,
        .access = ACCESS_MEMBERS };
    int64_t id = 0;

    assert_int_equal(dossier_create(given_tx(state), &system, &in, &id), ERR_OK);
    return id;
}

static void a_dossier_is_found_by_all_that_is_said_of_it(void **state)
{
    int64_t felies = given_partner(state, "Felies", NULL);
    static const char *const WORDS[] = { "mentor", "kansen", "begeleider", "zorgtraject", "stad",
        "coaching vloer", "borgerhout", "verlengd", "felies" };

    full_dossier(state, felies);
    work_dossier(state, "Andere", ACCESS_MEMBERS);
    for (size_t i = 0; i < ARRAY_LEN(WORDS); i++)
        assert_string_equal(dossiers(state, ALL, WORDS[i]), "Mentorproject");
    assert_string_equal(dossiers(state, ALL, "zandbak"), "");
    assert_string_equal(dossiers(state, ALL, ""), "Mentorproject, Andere");
    assert_string_equal(
        dossiers(state, (struct visibility){ .sees = ACCESS_PUBLIC }, "mentor"), "");
    const struct visibility applicant = { .sees = -1, .partner_id = felies };
    assert_string_equal(dossiers(state, applicant, "mentor"), "Mentorproject");
}

static void another_name_of_a_partner_finds_its_dossiers_once_told(void **state)
{
    struct actor system = actor_system();
    int64_t felies = given_partner(state, "Felies", NULL);
    struct partner p = { 0 };

    full_dossier(state, felies);
    assert_int_equal(partner_get(tx_snap(given_tx(state)), arena(state), felies, &p), ERR_OK);
    p.name = "Roodborstje";
    assert_int_equal(partner_update(given_tx(state), &system, felies, p.version, &p), ERR_OK);
    assert_int_equal(partner_index(given_tx(state), arena(state), felies), ERR_OK);
    assert_string_equal(dossiers(state, ALL, "roodborstje"), "Mentorproject");
    assert_string_equal(dossiers(state, ALL, "felies"), "");
}

static void what_changes_in_a_dossier_changes_what_finds_it(void **state)
{
    struct actor system = actor_system();
    int64_t id = full_dossier(state, 0), part = 0;
    const struct funder funder = { .name = "Europees Sociaal Fonds" };
    struct dossier d = { 0 };

    assert_int_equal(dossier_add_funder(given_tx(state), &system, id, &funder), ERR_OK);
    assert_string_equal(dossiers(state, ALL, "europees"), "Mentorproject");
    assert_int_equal(dossier_newest_part(tx_snap(given_tx(state)), id, "funder", &part), ERR_OK);
    assert_int_equal(dossier_remove_part(given_tx(state), &system, id, "funder", part), ERR_OK);
    assert_string_equal(dossiers(state, ALL, "europees"), "");
    assert_int_equal(dossier_restore_part(given_tx(state), &system, id, "funder", part), ERR_OK);
    assert_string_equal(dossiers(state, ALL, "europees"), "Mentorproject");
    assert_int_equal(dossier_get(tx_snap(given_tx(state)), arena(state), ALL, id, &d), ERR_OK);
    d.title = "Coaches";
    d.access = ACCESS_SECRETARIAT;
    assert_int_equal(dossier_update(given_tx(state), &system, id, d.version, &d), ERR_OK);
    assert_string_equal(dossiers(state, ALL, "mentorproject"), "");
    assert_string_equal(
        dossiers(state, (struct visibility){ .sees = ACCESS_MEMBERS }, "coach"), "");
}

#define WITH_DB(test) cmocka_unit_test_setup_teardown(test, given_work, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(all_kinds_stand_in_one_order_titles_first),
        WITH_DB(what_is_found_is_paged_across_kinds),
        WITH_DB(a_list_is_narrowed_to_a_kind_a_dossier_or_a_state),
        WITH_DB(nobody_finds_what_its_own_page_refuses),
        WITH_DB(a_partner_is_found_by_any_of_its_names),
        WITH_DB(an_offer_is_found_by_its_words_and_its_form),
        WITH_DB(the_nearest_stand_first_of_all_kinds),
        WITH_DB(another_form_of_a_word_finds_partners_and_offers),
        WITH_DB(partners_and_offers_are_of_no_year_dossier_or_state),
        WITH_DB(who_may_not_see_partners_finds_none),
        WITH_DB(a_dossier_is_found_by_all_that_is_said_of_it),
        WITH_DB(another_name_of_a_partner_finds_its_dossiers_once_told),
        WITH_DB(what_changes_in_a_dossier_changes_what_finds_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
