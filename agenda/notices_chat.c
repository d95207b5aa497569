/* A notice as a team's chat gets it. */
#include "agenda/letter.h"
#include "lok/base/buf.h"
#include "notify/chat.h"

enum { CHAT_ACTIONS = 10 };

static const char *sentences(struct arena *a, const struct notice_text *texts, size_t count)
{
    struct lines lines = { arena_array(a, count, sizeof *lines.at), count };

    for (size_t i = 0; i < count; i++)
        lines.at[i] = texts[i].sentence;
    return str_join(a, &lines, "\n");
}

/* The first actions of a meeting, each behind its owner, and how many there are more. */
static size_t add_actions(
    struct arena *a, const struct action_list *actions, struct message_fact ret[CHAT_ACTIONS + 1])
{
    size_t count = 0;

    for (; count < actions->count && count < CHAT_ACTIONS; count++)
        ret[count] = (struct message_fact){ actions->at[count].partner_name,
            letter_action(a, &actions->at[count]) };
    if (actions->count > count) {
        ret[count] = (struct message_fact){ "Acties",
            arena_printf(a, "nog %zu andere", actions->count - count) };
        count++;
    }
    return count;
}

/* Several results have no link in common but their meeting's. */
const char *notices_chat(struct arena *a, unsigned endpoint_kind, const struct council *c,
    const struct notice_text *texts, size_t count)
{
    struct letter_fact facts[LETTER_FACTS];
    struct message_fact shown[LETTER_FACTS + CHAT_ACTIONS + 2];
    size_t fact_count = letter_facts(a, &texts[0], facts);

    for (size_t i = 0; i < fact_count; i++)
        shown[i] = (struct message_fact){ facts[i].name, facts[i].value };
    fact_count += add_actions(a, &texts[0].actions, &shown[fact_count]);
    shown[fact_count] = (struct message_fact){ "Van", c->name };
    const struct message m = {
        .title = letter_title(a, texts, count),
        .sentence = sentences(a, texts, count),
        .facts = shown,
        .fact_count = fact_count + 1,
        .link = texts[0].link,
        .link_text = texts[0].link_words,
    };
    return chat_body(a, endpoint_kind, &m);
}
