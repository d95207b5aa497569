#include "agenda/lifecycle.h"
#include "tests/given/given.h"
#include <string.h>

/* What each action leads to from each state, for who may: D draft, A announced, P planned, C
 * convened, S in session, X closed, - cancelled, . not possible. Columns are the states from. */
static const struct expected {
    enum meeting_action action;
    const char *to;
} EXPECTED[MEETING_ACTION_COUNT] = {
    /*                        D A P C S X -    */
    { MEETING_EDIT, "DAPCS.." },
    { MEETING_ANNOUNCE, "A......" },
    { MEETING_TELL_DATE, "PP....." },
    { MEETING_SEND_AGENDA, "CCC...." },
    { MEETING_SEND_CHANGES, "..PC..." },
    { MEETING_TREAT, "...CSX." },
    { MEETING_RELEASE, "...C.X." },
    { MEETING_START, "SSSS..." },
    { MEETING_CLOSE, "....X.." },
    { MEETING_REOPEN, ".....S." },
    { MEETING_CANCEL, "----..." },
    { MEETING_RESTORE, "......D" },
    { MEETING_CALL, ".AP...." },
    { MEETING_REMIND, "..PC..." },
    { MEETING_ATTEND, "...CSX." },
};

static const char STATES[] = "DAPCSX-";

static struct actor with_role(enum role role)
{
    return (struct actor){ .roles = ROLE_BIT(role), .partner_id = 3, .council_public = true };
}

static void every_action_from_every_state_leads_where_the_table_says(void **state)
{
    struct actor secretary = with_role(ROLE_SECRETARY);

    for (unsigned a = 0; a < MEETING_ACTION_COUNT; a++) {
        assert_int_equal(EXPECTED[a].action, a);
        for (unsigned from = 0; from < MEETING_STATE_COUNT; from++) {
            struct lifecycle_step step = { .to = MEETING_STATE_COUNT };
            enum err e = lifecycle_step(&secretary, from, a, given_fault(state), &step);
            char to = EXPECTED[a].to[from];

            assert_int_equal(e, to == '.' ? ERR_CONFLICT : ERR_OK);
            if (to != '.')
                assert_int_equal(step.to, strchr(STATES, to) - STATES);
            assert_int_equal(lifecycle_allows(&secretary, from, a), to != '.');
        }
    }
}

static void nobody_but_the_secretary_may_do_anything(void **state)
{
    static const enum role OTHERS[] = { ROLE_ADMIN, ROLE_CHAIR, ROLE_MEMBER, ROLE_PARTNER };
    struct actor nobody = { .council_public = true };

    for (unsigned from = 0; from < MEETING_STATE_COUNT; from++) {
        for (unsigned a = 0; a < MEETING_ACTION_COUNT; a++) {
            struct lifecycle_step step = { .to = MEETING_STATE_COUNT };

            assert_int_equal(
                lifecycle_step(&nobody, from, a, given_fault(state), &step), ERR_FORBIDDEN);
            for (size_t i = 0; i < ARRAY_LEN(OTHERS); i++) {
                struct actor other = with_role(OTHERS[i]);
                assert_int_equal(
                    lifecycle_step(&other, from, a, given_fault(state), &step), ERR_FORBIDDEN);
                assert_false(lifecycle_allows(&other, from, a));
            }
            assert_int_equal(step.to, MEETING_STATE_COUNT);
        }
    }
}

static void a_refusal_says_in_dutch_why(void **state)
{
    struct actor secretary = with_role(ROLE_SECRETARY);
    struct lifecycle_step step;

    assert_int_equal(
        lifecycle_step(&secretary, MEETING_CLOSED, MEETING_START, given_fault(state), &step),
        ERR_CONFLICT);
    assert_string_equal(given_fault(state)->detail,
        "De vergadering starten kan niet: de vergadering is afgelopen.");
}

static void nothing_is_sent_while_in_session(void **state)
{
    static const enum meeting_action SENDINGS[] = { MEETING_TELL_DATE, MEETING_SEND_AGENDA,
        MEETING_SEND_CHANGES, MEETING_RELEASE, MEETING_CALL, MEETING_REMIND };
    struct actor secretary = with_role(ROLE_SECRETARY);
    struct lifecycle_step step;

    for (size_t i = 0; i < ARRAY_LEN(SENDINGS); i++) {
        assert_int_equal(
            lifecycle_step(&secretary, MEETING_IN_SESSION, SENDINGS[i], given_fault(state), &step),
            ERR_CONFLICT);
        assert_non_null(strstr(given_fault(state)->detail, "Tijdens de vergadering"));
    }
}

static void each_step_names_the_event_it_records(void **state)
{
    struct actor secretary = with_role(ROLE_SECRETARY);
    struct lifecycle_step step;

    (void)state;
    for (unsigned from = 0; from < MEETING_STATE_COUNT; from++)
        for (unsigned a = 0; a < MEETING_ACTION_COUNT; a++)
            if (lifecycle_step(&secretary, from, a, NULL, &step) == ERR_OK)
                assert_non_null(strchr(step.event, '.'));
    assert_int_equal(
        lifecycle_step(&secretary, MEETING_PLANNED, MEETING_SEND_AGENDA, NULL, &step), ERR_OK);
    assert_string_equal(step.event, "agenda.published");
}

#define PURE(name) cmocka_unit_test_setup_teardown(name, given_arena, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(every_action_from_every_state_leads_where_the_table_says),
        PURE(nobody_but_the_secretary_may_do_anything),
        PURE(a_refusal_says_in_dutch_why),
        PURE(nothing_is_sent_while_in_session),
        PURE(each_step_names_the_event_it_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
