#include "notify/chat.h"
#include "tests/given/given.h"
#include <string.h>

static const struct message_fact FACTS[] = {
    { "Wanneer", "di 28/05/2024 om 19.30 uur" },
    { "Waar", "Huis van het Kind" },
};

static struct message given_message(void)
{
    return (struct message){
        .title = "Agenda verstuurd",
        .sentence = "U wordt verwacht.",
        .facts = FACTS,
        .fact_count = 2,
        .link = "https://lok.example.be/vergaderingen/3",
        .link_text = "Agenda bekijken",
    };
}

#define CARD                                                                                   \
    "{\"$schema\":\"http://adaptivecards.io/schemas/adaptive-card.json\","                     \
    "\"type\":\"AdaptiveCard\",\"version\":\"1.4\",\"body\":["                                 \
    "{\"type\":\"TextBlock\",\"text\":\"Agenda verstuurd\",\"wrap\":true,\"size\":\"Medium\"," \
    "\"weight\":\"Bolder\"},"                                                                  \
    "{\"type\":\"TextBlock\",\"text\":\"U wordt verwacht.\",\"wrap\":true},"                   \
    "{\"type\":\"FactSet\",\"facts\":["                                                        \
    "{\"title\":\"Wanneer\",\"value\":\"di 28/05/2024 om 19.30 uur\"},"                        \
    "{\"title\":\"Waar\",\"value\":\"Huis van het Kind\"}]}],"                                 \
    "\"actions\":[{\"type\":\"Action.OpenUrl\",\"title\":\"Agenda bekijken\","                 \
    "\"url\":\"https://lok.example.be/vergaderingen/3\"}]}"

static void teams_gets_a_card_in_a_message(void **state)
{
    struct message m = given_message();

    assert_string_equal(chat_body(arena(state), ENDPOINT_TEAMS, &m),
        "{\"type\":\"message\",\"attachments\":[{"
        "\"contentType\":\"application/vnd.microsoft.card.adaptive\",\"contentUrl\":null,"
        "\"content\":" CARD "}]}");
}

static void a_flow_that_wants_the_card_gets_it_bare(void **state)
{
    struct message m = given_message();

    assert_string_equal(chat_body(arena(state), ENDPOINT_TEAMS_CARD, &m), CARD);
}

static void slack_gets_one_text_with_a_link(void **state)
{
    struct message m = given_message();

    assert_string_equal(chat_body(arena(state), ENDPOINT_SLACK, &m),
        "{\"text\":\"*Agenda verstuurd*\\nU wordt verwacht.\\n"
        "Wanneer: di 28/05/2024 om 19.30 uur\\nWaar: Huis van het Kind\\n"
        "<https://lok.example.be/vergaderingen/3|Agenda bekijken>\"}");
}

static void nothing_to_say_is_left_out(void **state)
{
    struct message m = { .title = "Kort" };

    assert_string_equal(chat_body(arena(state), ENDPOINT_SLACK, &m), "{\"text\":\"*Kort*\"}");
    assert_string_equal(chat_body(arena(state), ENDPOINT_TEAMS_CARD, &m),
        "{\"$schema\":\"http://adaptivecards.io/schemas/adaptive-card.json\","
        "\"type\":\"AdaptiveCard\",\"version\":\"1.4\",\"body\":[{\"type\":\"TextBlock\","
        "\"text\":\"Kort\",\"wrap\":true,\"size\":\"Medium\",\"weight\":\"Bolder\"}]}");
}

static const char *slack_title(void **state, const char *title)
{
    struct message m = { .title = title };

    return chat_body(arena(state), ENDPOINT_SLACK, &m);
}

static void slack_shows_entities_and_look_alikes(void **state)
{
    assert_string_equal(slack_title(state, "A & B <script> *vet* _cursief_ ~door~ `code` a|b c\\d"),
        "{\"text\":\"*A &amp; B &lt;script&gt; \u2217vet\u2217 \u02cdcursief\u02cd "
        "\u223cdoor\u223c \u02cbcode\u02cb a\u2223b c\u2216d*\"}");
}

static void slack_mentions_nobody_and_makes_no_link_of_a_title(void **state)
{
    assert_string_equal(slack_title(state, "@here <!channel> [klik](https://kwaad.example.be)"),
        "{\"text\":\"*@\u2060here &lt;!channel&gt; [klik]\u2060(https://kwaad.example.be)*\"}");
    assert_string_equal(
        slack_title(state, ":tada: om 19:30"), "{\"text\":\"*:\u2060tada: om 19:30*\"}");
}

static void slack_begins_no_heading_quote_or_list(void **state)
{
    assert_string_equal(slack_title(state, "# Kop"), "{\"text\":\"*\u2060# Kop*\"}");
    assert_string_equal(slack_title(state, "> citaat"), "{\"text\":\"*\u2060&gt; citaat*\"}");
    assert_string_equal(slack_title(state, "1. punt"), "{\"text\":\"*\u20601. punt*\"}");
}

static void the_address_of_a_link_stays_within_its_marks(void **state)
{
    struct message m = {
        .title = "Kort", .link = "https://lok.example.be/?a=1&b=<|>", .link_text = "Hier | daar >"
    };

    assert_string_equal(chat_body(arena(state), ENDPOINT_SLACK, &m),
        "{\"text\":\"*Kort*\\n<https://lok.example.be/?a=1&amp;b=%3C%7C%3E|"
        "Hier \u2223 daar &gt;>\"}");
}

static void teams_shows_markdown_as_it_was_typed(void **state)
{
    struct message m = { .title =
                             "- [klik](https://kwaad.example.be) *vet* _x_ `c` ~d~ <b> #1 a\\b" };

    assert_non_null(strstr(chat_body(arena(state), ENDPOINT_TEAMS_CARD, &m),
        "\"text\":\"\\\\- \\\\[klik\\\\](https://kwaad.example.be) \\\\*vet\\\\* \\\\_x\\\\_ "
        "\\\\`c\\\\` \\\\~d\\\\~ \\\\<b> \\\\#1 a\\\\\\\\b\""));
}

static void a_number_that_begins_a_text_begins_no_list_in_teams(void **state)
{
    struct message m = { .title = "2024. Een jaar", .sentence = "28 mei is goed." };
    const char *body = chat_body(arena(state), ENDPOINT_TEAMS_CARD, &m);

    assert_non_null(strstr(body, "\"2024\\\\. Een jaar\""));
    assert_non_null(strstr(body, "\"28 mei is goed.\""));
}

static void line_ends_begin_nothing_new(void **state)
{
    assert_string_equal(
        slack_title(state, "een\r\n# twee\ttab"), "{\"text\":\"*een  # twee tab*\"}");
}

static void even_the_longest_fits_in_28_kb_and_stays_valid(void **state)
{
    struct message_fact facts[40];
    char long_text[6001];

    memset(long_text, '"', sizeof long_text - 1);
    for (size_t i = 0; i + 4 < sizeof long_text; i += 4)
        memcpy(long_text + i, "\xf0\x9f\x98\x80", 4);
    long_text[6000] = '\0';
    for (size_t i = 0; i < 40; i++)
        facts[i] = (struct message_fact){ long_text, long_text };
    struct message m = given_message();
    m.title = m.sentence = m.link_text = long_text;
    m.facts = facts;
    m.fact_count = 40;
    for (unsigned kind = ENDPOINT_TEAMS; kind <= ENDPOINT_SLACK; kind++) {
        const char *body = chat_body(arena(state), kind, &m);
        struct fault f;
        const struct json *read;

        fault_init(&f, arena(state));
        assert_true(strlen(body) <= CHAT_LONGEST);
        assert_true(strlen(body) > CHAT_LONGEST / 4);
        assert_int_equal(json_parse(arena(state), &f, body, strlen(body), &read), ERR_OK);
    }
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, given_arena, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(teams_gets_a_card_in_a_message),
        WITH_ARENA(a_flow_that_wants_the_card_gets_it_bare),
        WITH_ARENA(slack_gets_one_text_with_a_link),
        WITH_ARENA(nothing_to_say_is_left_out),
        WITH_ARENA(slack_shows_entities_and_look_alikes),
        WITH_ARENA(slack_mentions_nobody_and_makes_no_link_of_a_title),
        WITH_ARENA(slack_begins_no_heading_quote_or_list),
        WITH_ARENA(the_address_of_a_link_stays_within_its_marks),
        WITH_ARENA(teams_shows_markdown_as_it_was_typed),
        WITH_ARENA(a_number_that_begins_a_text_begins_no_list_in_teams),
        WITH_ARENA(line_ends_begin_nothing_new),
        WITH_ARENA(even_the_longest_fits_in_28_kb_and_stays_valid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
