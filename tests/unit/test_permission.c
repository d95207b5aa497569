#include "lok/permission.h"
#include "tests/given/given.h"
#include <string.h>

/* Written out apart from the table in permission.c. Letters: A admin, S secretary, C chair,
 * M member, P partner. */
struct expected {
    enum action action;
    enum access access;
    const char *always;       /* who may, for any partner's object */
    const char *own;          /* who may when the object is of its own partner */
    bool everybody_if_public; /* everybody, when the council is public */
};

// clang-format off
static const struct expected EXPECTED[] = {
    { SEE, ACCESS_PUBLIC,      "SCMP", "",  true  },
    { SEE, ACCESS_MEMBERS,     "SCM",  "P", false },
    { SEE, ACCESS_SECRETARIAT, "SC",   "",  false },
    { SEE_PARTNERS, ACCESS_PUBLIC,      "ASCMP", "", true },
    { SEE_PARTNERS, ACCESS_MEMBERS,     "ASCMP", "", true },
    { SEE_PARTNERS, ACCESS_SECRETARIAT, "ASCMP", "", true },
    { SEE_PEOPLE, ACCESS_PUBLIC,      "SC", "", false },
    { SEE_PEOPLE, ACCESS_MEMBERS,     "SC", "", false },
    { SEE_PEOPLE, ACCESS_SECRETARIAT, "SC", "", false },
    { EDIT_PEOPLE, ACCESS_PUBLIC,      "S", "", false },
    { EDIT_PEOPLE, ACCESS_MEMBERS,     "S", "", false },
    { EDIT_PEOPLE, ACCESS_SECRETARIAT, "S", "", false },
    { PERSON_RIGHTS, ACCESS_PUBLIC,      "AS", "", false },
    { PERSON_RIGHTS, ACCESS_MEMBERS,     "AS", "", false },
    { PERSON_RIGHTS, ACCESS_SECRETARIAT, "AS", "", false },
    { PREPARE_MEETING, ACCESS_PUBLIC,      "S", "", false },
    { PREPARE_MEETING, ACCESS_MEMBERS,     "S", "", false },
    { PREPARE_MEETING, ACCESS_SECRETARIAT, "S", "", false },
    { SEND, ACCESS_PUBLIC,      "S", "", false },
    { SEND, ACCESS_MEMBERS,     "S", "", false },
    { SEND, ACCESS_SECRETARIAT, "S", "", false },
    { RECORD, ACCESS_PUBLIC,      "S", "", false },
    { RECORD, ACCESS_MEMBERS,     "S", "", false },
    { RECORD, ACCESS_SECRETARIAT, "S", "", false },
    { FOLLOW_UP, ACCESS_PUBLIC,      "S", "P", false },
    { FOLLOW_UP, ACCESS_MEMBERS,     "S", "P", false },
    { FOLLOW_UP, ACCESS_SECRETARIAT, "S", "P", false },
    { SEE_ENDPOINTS, ACCESS_PUBLIC,      "AS", "P", false },
    { SEE_ENDPOINTS, ACCESS_MEMBERS,     "AS", "P", false },
    { SEE_ENDPOINTS, ACCESS_SECRETARIAT, "AS", "P", false },
    { EDIT_OFFER, ACCESS_PUBLIC,      "S", "P", false },
    { EDIT_OFFER, ACCESS_MEMBERS,     "S", "P", false },
    { EDIT_OFFER, ACCESS_SECRETARIAT, "S", "P", false },
    { EDIT_ENDPOINT, ACCESS_PUBLIC,      "AS", "P", false },
    { EDIT_ENDPOINT, ACCESS_MEMBERS,     "AS", "P", false },
    { EDIT_ENDPOINT, ACCESS_SECRETARIAT, "AS", "P", false },
    { SEE_EVENTS, ACCESS_PUBLIC,      "ASC", "", false },
    { SEE_EVENTS, ACCESS_MEMBERS,     "ASC", "", false },
    { SEE_EVENTS, ACCESS_SECRETARIAT, "ASC", "", false },
    { EDIT_SETTINGS, ACCESS_PUBLIC,      "AS", "", false },
    { EDIT_SETTINGS, ACCESS_MEMBERS,     "AS", "", false },
    { EDIT_SETTINGS, ACCESS_SECRETARIAT, "AS", "", false },
    { EDIT_ACCOUNTS, ACCESS_PUBLIC,      "A", "", false },
    { EDIT_ACCOUNTS, ACCESS_MEMBERS,     "A", "", false },
    { EDIT_ACCOUNTS, ACCESS_SECRETARIAT, "A", "", false },
};
// clang-format on

enum { OWN_PARTNER = 7, OTHER_PARTNER = 8 };

static bool holds_one_of(unsigned roles, const char *letters)
{
    static const char LETTERS[] = "ASCMP";

    for (const char *letter = letters; *letter != '\0'; letter++)
        if (roles >> (strchr(LETTERS, *letter) - LETTERS) & 1)
            return true;
    return false;
}

static bool is_expected(const struct expected *e, const struct actor *who, struct object object)
{
    return holds_one_of(who->roles, e->always) ||
           (object.partner_id == OWN_PARTNER && holds_one_of(who->roles, e->own)) ||
           (e->everybody_if_public && who->council_public);
}

static void check_row(const struct expected *e, const struct actor *who)
{
    static const int64_t PARTNERS[] = { 0, OWN_PARTNER, OTHER_PARTNER };

    for (size_t i = 0; i < ARRAY_LEN(PARTNERS); i++) {
        struct object object = { e->access, PARTNERS[i] };
        bool expected = is_expected(e, who, object);

        if (may(who, e->action, object) != expected)
            fail_msg("roles %x, action %d, access %d, partner %d, public %d: %d expected",
                who->roles, (int)e->action, (int)e->access, (int)object.partner_id,
                who->council_public, expected);
    }
}

static void every_set_of_roles_may_what_the_matrix_says_and_nothing_else(void **state)
{
    (void)state;
    assert_int_equal(ARRAY_LEN(EXPECTED), ACTION_COUNT * 3);
    for (unsigned roles = 0; roles < 32; roles++)
        for (unsigned open = 0; open < 2; open++)
            for (size_t i = 0; i < ARRAY_LEN(EXPECTED); i++) {
                struct actor who = { .roles = roles,
                    .partner_id = OWN_PARTNER,
                    .account_id = roles == 0 ? 0 : 1,
                    .council_public = open == 1 };
                check_row(&EXPECTED[i], &who);
            }
}

static void a_list_shows_exactly_what_the_single_page_shows(void **state)
{
    (void)state;
    for (unsigned roles = 0; roles < 32; roles++)
        for (unsigned open = 0; open < 2; open++)
            for (unsigned access = 0; access < 3; access++)
                for (int64_t partner = 0; partner < 10; partner++) {
                    struct actor who = {
                        .roles = roles, .partner_id = OWN_PARTNER, .council_public = open == 1
                    };
                    struct object object = { access, partner };
                    assert_int_equal(visible(visibility_of(&who), object), may(&who, SEE, object));
                }
}

static void nobody_sees_nothing_of_a_council_that_is_not_public(void **state)
{
    (void)state;
    struct actor nobody = { 0 };

    assert_int_equal(visibility_of(&nobody).sees, -1);
    assert_int_equal(visibility_of(&nobody).partner_id, 0);
}

static void roles_combine(void **state)
{
    (void)state;
    struct actor who = { .roles = ROLE_BIT(ROLE_MEMBER) | ROLE_BIT(ROLE_PARTNER),
        .partner_id = OWN_PARTNER };

    assert_int_equal(visibility_of(&who).sees, ACCESS_MEMBERS);
    assert_int_equal(visibility_of(&who).partner_id, OWN_PARTNER);
    assert_true(may(&who, EDIT_ENDPOINT, (struct object){ .partner_id = OWN_PARTNER }));
}

static void only_the_partner_role_counts_a_partner_as_its_own(void **state)
{
    (void)state;
    struct actor who = { .roles = ROLE_BIT(ROLE_ADMIN), .partner_id = OWN_PARTNER };

    assert_int_equal(visibility_of(&who).partner_id, 0);
}

static void a_partner_without_partner_owns_nothing(void **state)
{
    (void)state;
    struct actor who = { .roles = ROLE_BIT(ROLE_PARTNER) };

    assert_false(may(&who, EDIT_ENDPOINT, (struct object){ 0 }));
    assert_false(may(&who, SEE, (struct object){ .access = ACCESS_MEMBERS }));
}

static void a_partners_notice_shows_what_its_account_sees(void **state)
{
    (void)state;
    for (unsigned open = 0; open < 2; open++) {
        struct actor who = {
            .roles = ROLE_BIT(ROLE_PARTNER), .partner_id = OWN_PARTNER, .council_public = open == 1
        };
        struct visibility v = visibility_of_partner(OWN_PARTNER, open == 1);

        assert_int_equal(v.sees, visibility_of(&who).sees);
        assert_int_equal(v.partner_id, OWN_PARTNER);
    }
}

static void a_notice_for_no_partner_shows_what_the_public_sees(void **state)
{
    (void)state;
    assert_int_equal(visibility_of_partner(0, true).sees, ACCESS_PUBLIC);
    assert_int_equal(visibility_of_partner(0, false).sees, -1);
}

static void the_program_itself_may_do_everything(void **state)
{
    (void)state;
    struct actor system = actor_system();

    for (unsigned action = 0; action < ACTION_COUNT; action++)
        for (unsigned access = 0; access < 3; access++)
            assert_true(may(&system, action, (struct object){ access, OTHER_PARTNER }));
}

static void every_role_and_access_has_a_code_and_a_dutch_word(void **state)
{
    (void)state;
    assert_int_equal(choice_count(ROLES), ROLE_PARTNER + 1);
    assert_string_equal(choice_code(ROLES, ROLE_SECRETARY), "secretary");
    assert_string_equal(choice_dutch(ROLES, ROLE_SECRETARY), "secretaris");
    assert_int_equal(choice_count(ACCESSES), ACCESS_SECRETARIAT + 1);
    assert_string_equal(choice_dutch(ACCESSES, ACCESS_MEMBERS), "leden");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_set_of_roles_may_what_the_matrix_says_and_nothing_else),
        cmocka_unit_test(a_list_shows_exactly_what_the_single_page_shows),
        cmocka_unit_test(nobody_sees_nothing_of_a_council_that_is_not_public),
        cmocka_unit_test(roles_combine),
        cmocka_unit_test(only_the_partner_role_counts_a_partner_as_its_own),
        cmocka_unit_test(a_partner_without_partner_owns_nothing),
        cmocka_unit_test(a_partners_notice_shows_what_its_account_sees),
        cmocka_unit_test(a_notice_for_no_partner_shows_what_the_public_sees),
        cmocka_unit_test(the_program_itself_may_do_everything),
        cmocka_unit_test(every_role_and_access_has_a_code_and_a_dutch_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
