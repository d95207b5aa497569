/* Covers agenda/notices_write.c, agenda/notices_values.c, agenda/notices_subject.c and
 * agenda/notices_chat.c: what is nobody's but the secretariat's and
 * one partner's, the actions with the minutes, and a notice in a chat. */
#include "agenda/letter.h"
#include "agenda/minutes.h"
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

/* -- the minutes of a meeting, with its actions -- */

static struct action_point action(int64_t id, unsigned access, const char *text)
{
    return (struct action_point){ .id = id,
        .partner_id = MADE_PARTNER,
        .partner_name = "Felies",
        .text = text,
        .due_date = "2024-09-01",
        .access = access,
        .version = 1 };
}

static struct telling submitted(const struct made *m, struct action_point *actions, size_t count)
{
    static const struct minutes MINUTES = { .meeting_id = 12, .remarks_until = "2024-06-15" };
    struct telling t = made_telling(m, NOTICE_MINUTES_SUBMITTED);

    t.minutes = &MINUTES;
    t.actions = (struct action_list){ actions, count };
    return t;
}

static void members_read_with_the_minutes_who_does_what_by_when(void **state)
{
    struct action_point actions[] = { action(3, ACCESS_SECRETARIAT, "Geheim nabellen"),
        action(2, ACCESS_MEMBERS, "Mentoren bevragen"), action(1, ACCESS_PUBLIC, "Folder maken") };
    struct made m = made_all(state);
    struct telling t = submitted(&m, actions, ARRAY_LEN(actions));
    struct notice_text text = { 0 };

    actions[1].due_date = "";
    assert_true(made_write(state, &t, TELLING_MEMBER, &text));
    const struct json *told = telling_at(telling_json(state, text.body), "data.actions");
    assert_int_equal(told->count, 2);
    assert_string_equal(telling_text(&told->items[0], "text"), "Folder maken");
    assert_string_equal(telling_text(&told->items[0], "owner"), "Felies");
    assert_string_equal(telling_text(&told->items[0], "dueDate"), "2024-09-01");
    assert_string_equal(telling_text(&told->items[1], "text"), "Mentoren bevragen");
    struct mail mail = letter_for_endpoint(arena(state), &t, &text, 1);
    assert_non_null(strstr(mail.text, "  Felies: Folder maken (tegen zondag 1 september 2024)\n"
                                      "  Felies: Mentoren bevragen\n"));
    assert_non_null(strstr(mail.html, "<li>Felies: Mentoren bevragen</li>"));
    const char *chat = notices_chat(arena(state), ENDPOINT_TEAMS, &m.council, &text, 1);
    assert_non_null(strstr(chat, "Folder maken (tegen zondag 1 september 2024)"));
    assert_null(strstr(text.body, "Geheim"));
    assert_null(strstr(mail.text, "Geheim"));
    assert_null(strstr(chat, "Geheim"));
}

static void what_was_dropped_is_no_longer_told_with_the_minutes(void **state)
{
    struct action_point actions[] = { action(1, ACCESS_PUBLIC, "Folder maken") };
    struct made m = made_all(state);
    struct telling t = submitted(&m, actions, ARRAY_LEN(actions));
    struct notice_text text = { 0 };

    actions[0].state = ACTION_DROPPED;
    assert_true(made_write(state, &t, TELLING_MEMBER, &text));
    assert_int_equal(telling_at(telling_json(state, text.body), "data.actions")->count, 0);
    assert_null(strstr(
        letter_for_endpoint(arena(state), &t, &text, 1).text, "Acties van deze vergadering"));
}

static void many_long_actions_end_in_a_count_of_the_rest(void **state)
{
    enum { MANY = 200 };
    struct action_point actions[MANY];
    struct made m = made_all(state);
    struct telling t = submitted(&m, actions, MANY);
    struct notice_text text = { 0 };
    const char *mail_body;
    char quotes[301];

    memset(quotes, '"', sizeof quotes - 1);
    quotes[sizeof quotes - 1] = '\0';
    for (size_t i = 0; i < MANY; i++)
        actions[i] = action(1, ACCESS_MEMBERS, quotes);
    assert_true(made_write(state, &t, TELLING_MEMBER, &text));
    assert_true(strlen(text.body) < NOTICE_MAX_BODY);
    assert_true(telling_at(telling_json(state, text.body), "data.moreActions")->number > 0);
    const char *chat = notices_chat(arena(state), ENDPOINT_TEAMS, &m.council, &text, 1);
    assert_non_null(strstr(chat, "nog 190 andere"));
    assert_true(strlen(chat) <= CHAT_LONGEST);
    struct mail mail = letter_for_endpoint(arena(state), &t, &text, 1);
    assert_non_null(strstr(mail.text, "En nog 150 andere: ze staan in het verslag."));
    mail.date = 1;
    struct fault fault = { .arena = arena(state) };
    assert_int_equal(mail_write(arena(state), &fault, &mail, &mail_body), ERR_OK);
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
        PURE(members_read_with_the_minutes_who_does_what_by_when),
        PURE(what_was_dropped_is_no_longer_told_with_the_minutes),
        PURE(many_long_actions_end_in_a_count_of_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
