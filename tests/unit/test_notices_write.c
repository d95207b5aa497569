/* Covers agenda/notices_write.c and agenda/notices_chat.c: what is nobody's but the secretariat's and
 * one partner's, and a notice in a chat. */
#include "agenda/proposal.h"
#include "notify/chat.h"
#include "tests/given/made.h"
#include <string.h>

static const struct visibility OWN = { .sees = ACCESS_PUBLIC, .partner_id = MADE_PARTNER };
static const struct visibility OTHER = { .sees = ACCESS_PUBLIC, .partner_id = MADE_OTHER_PARTNER };

static const struct proposal PROPOSAL = { .id = 4,
    .partner_id = MADE_PARTNER,
    .partner_name = "Felies",
    .title = "Speelplein",
    .reason = "Hoort bij de stad",
    .text = "",
    .target_month = "2024-10",
    .version = 1 };

static struct telling proposed(const struct made *m, enum notice_type type)
{
    struct telling t = made_telling(m, type);

    t.proposal = &PROPOSAL;
    return t;
}

static void another_partner_and_the_public_hear_nothing_of_a_proposal(void **state)
{
    struct made m = made_all(state);
    struct notice_text text;

    for (unsigned type = NOTICE_ITEM_PROPOSED; type <= NOTICE_ITEM_POSTPONED; type++) {
        struct telling t = proposed(&m, type);

        assert_false(made_write(state, &t, OTHER, &text));
        assert_false(made_write(state, &t, TELLING_PUBLIC, &text));
        assert_true(made_write(state, &t, OWN, &text));
        assert_true(text.own);
        assert_true(made_write(state, &t, TELLING_MEMBER, &text));
    }
}

static void its_own_partner_is_told_why_it_was_declined(void **state)
{
    struct made m = made_all(state);
    struct telling t = proposed(&m, NOTICE_ITEM_DECLINED);
    struct notice_text text = { 0 };

    assert_true(made_write(state, &t, OWN, &text));
    assert_non_null(strstr(text.sentence, "Reden: Hoort bij de stad."));
    assert_string_equal(text.link, "https://lok.example.be/voorstellen/4");
}

static void a_proposal_for_a_meeting_that_nobody_knows_names_no_meeting(void **state)
{
    struct made m = made_all(state);
    struct telling t = proposed(&m, NOTICE_ITEM_ACCEPTED);
    struct notice_text text = { 0 };

    t.published = NULL;
    assert_true(made_write(state, &t, OWN, &text));
    assert_string_equal(
        text.sentence, "Uw voorstel “Speelplein” komt op de agenda. Bereid het voor.");
    assert_null(telling_at(telling_json(state, text.body), "data.meeting"));
}

static void an_endpoint_that_fails_is_its_partners_and_the_secretariats_matter(void **state)
{
    struct made m = made_all(state);
    const struct endpoint e = { .id = 3,
        .url = "https://hook.example.be/geheim",
        .name = "",
        .partner_id = MADE_PARTNER,
        .reason = "" };
    struct telling t = made_telling(&m, NOTICE_ENDPOINT_FAILING);
    struct notice_text text = { 0 };

    t.published = NULL;
    t.endpoint = &e;
    assert_false(made_write(state, &t, OTHER, &text));
    assert_true(made_write(state, &t, OWN, &text));
    assert_non_null(strstr(text.sentence, "hook.example.be"));
    assert_null(strstr(text.body, "geheim"));
}

static void a_chat_gets_title_sentence_facts_and_link(void **state)
{
    struct made m = made_all(state);
    struct notice_text text = made_written(state, &m, NOTICE_AGENDA_PUBLISHED, TELLING_MEMBER);
    const char *body = notices_chat(arena(state), ENDPOINT_SLACK, &m.council, &text, 1);

    assert_non_null(strstr(body, "Agenda: LOK mei"));
    assert_non_null(strstr(body, "Stadhuis"));
    assert_non_null(strstr(body, "https://lok.example.be/vergaderingen/12"));
    body = notices_chat(arena(state), ENDPOINT_TEAMS, &m.council, &text, 1);
    assert_non_null(strstr(body, "AdaptiveCard"));
}

#define PURE(name) cmocka_unit_test_setup_teardown(name, given_arena, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(another_partner_and_the_public_hear_nothing_of_a_proposal),
        PURE(its_own_partner_is_told_why_it_was_declined),
        PURE(a_proposal_for_a_meeting_that_nobody_knows_names_no_meeting),
        PURE(an_endpoint_that_fails_is_its_partners_and_the_secretariats_matter),
        PURE(a_chat_gets_title_sentence_facts_and_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
