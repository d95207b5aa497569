#include "notify/chat.h"
#include "lok/base/buf.h"
#include "lok/base/utf8.h"
#include <string.h>

enum { LONGEST_TEXT = 4000, SHORTEST_TEXT = 10, MOST_FACTS = 30 };

/* WORD JOINER: shows nothing, and breaks what chats would read as one word. */
static const char JOINER[] = "\u2060";

/* On one line: line ends and other controls would begin something new. */
static const char *one_line(struct arena *a, const char *text, size_t longest)
{
    char *line = arena_strdup(a, utf8_cut(a, text == NULL ? "" : text, longest));

    for (char *c = line; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = ' ';
    return str_trim(a, line);
}

/* -- Teams -- */

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "1. " or "- " at the beginning would be a list. */
static size_t list_mark(const char *text)
{
    size_t digits = 0;

    while (digit(text[digits]))
        digits++;
    if (digits > 0)
        return text[digits] == '.' || text[digits] == ')' ? digits + 1 : 0;
    return text[0] == '-' || text[0] == '+' || text[0] == '>' || text[0] == '=' ? 1 : 0;
}

/* Every ASCII punctuation may stand behind a backslash (CommonMark 2.4). */
static const char *markdown(struct arena *a, const char *text)
{
    struct buf b;
    size_t mark = list_mark(text);

    buf_init(&b, a, 0);
    for (size_t i = 0; text[i] != '\0'; i++) {
        if (strchr("\\`*_~[]<#&|!", text[i]) != NULL || i + 1 == mark)
            buf_putc(&b, '\\');
        buf_putc(&b, text[i]);
    }
    return b.data;
}

static cJSON *added(cJSON *list)
{
    cJSON *item = cJSON_CreateObject();

    cJSON_AddItemToArray(list, item);
    return item;
}

static cJSON *add_block(struct arena *a, cJSON *body, const char *text, size_t longest)
{
    const char *line = one_line(a, text, longest);

    if (str_empty(line))
        return NULL;
    cJSON *block = added(body);
    cJSON_AddStringToObject(block, "type", "TextBlock");
    cJSON_AddStringToObject(block, "text", markdown(a, line));
    cJSON_AddBoolToObject(block, "wrap", true);
    return block;
}

static void add_facts(struct arena *a, cJSON *body, const struct message *m, size_t longest)
{
    if (m->fact_count == 0)
        return;
    cJSON *set = added(body);
    cJSON_AddStringToObject(set, "type", "FactSet");
    cJSON *facts = cJSON_AddArrayToObject(set, "facts");
    for (size_t i = 0; i < m->fact_count && i < MOST_FACTS; i++) {
        cJSON *fact = added(facts);

        cJSON_AddStringToObject(fact, "title", markdown(a, one_line(a, m->facts[i].name, longest)));
        cJSON_AddStringToObject(
            fact, "value", markdown(a, one_line(a, m->facts[i].value, longest)));
    }
}

static void add_action(struct arena *a, cJSON *card, const struct message *m, size_t longest)
{
    if (str_empty(m->link))
        return;
    cJSON *action = added(cJSON_AddArrayToObject(card, "actions"));
    cJSON_AddStringToObject(action, "type", "Action.OpenUrl");
    cJSON_AddStringToObject(action, "title", one_line(a, m->link_text, longest));
    cJSON_AddStringToObject(action, "url", m->link);
}

static cJSON *card_of(struct arena *a, const struct message *m, size_t longest)
{
    cJSON *card = cJSON_CreateObject();

    cJSON_AddStringToObject(card, "$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    cJSON_AddStringToObject(card, "type", "AdaptiveCard");
    cJSON_AddStringToObject(card, "version", "1.4");
    cJSON *body = cJSON_AddArrayToObject(card, "body");
    cJSON *title = add_block(a, body, m->title, longest);
    if (title != NULL) {
        cJSON_AddStringToObject(title, "size", "Medium");
        cJSON_AddStringToObject(title, "weight", "Bolder");
    }
    (void)add_block(a, body, m->sentence, longest);
    add_facts(a, body, m, longest);
    add_action(a, card, m, longest);
    return card;
}

static cJSON *wrapped(cJSON *card)
{
    cJSON *message = cJSON_CreateObject();

    cJSON_AddStringToObject(message, "type", "message");
    cJSON *attachment = added(cJSON_AddArrayToObject(message, "attachments"));
    cJSON_AddStringToObject(attachment, "contentType", "application/vnd.microsoft.card.adaptive");
    cJSON_AddNullToObject(attachment, "contentUrl");
    cJSON_AddItemToObject(attachment, "content", card);
    return message;
}

/* -- Slack, Mattermost, Rocket.Chat -- */

/* What looks like it and formats nothing; NULL for a character that may stay. */
static const char *look_alike(char c)
{
    switch (c) {
    case '*':
        return "\u2217"; /* ASTERISK OPERATOR */
    case '_':
        return "\u02cd"; /* MODIFIER LETTER LOW MACRON */
    case '~':
        return "\u223c"; /* TILDE OPERATOR */
    case '`':
        return "\u02cb"; /* MODIFIER LETTER GRAVE ACCENT */
    case '|':
        return "\u2223"; /* DIVIDES: a bar would end a link's address or begin a table */
    case '\\':
        return "\u2216"; /* SET MINUS: a backslash would undo an escape */
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    default:
        return NULL;
    }
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '-';
}

/* `:smile:`, `@here`, `[text](address)` and a heading or list at the beginning. */
static bool breaks(const char *text, size_t i)
{
    char c = text[i], next = text[i + 1];

    return c == '@' || (c == ']' && (next == '(' || next == ':' || next == '[')) ||
           (c == ':' && letter(next));
}

static void add_plain(struct buf *b, const char *text)
{
    size_t mark = list_mark(text);

    if (text[0] == '#' || mark > 0)
        buf_puts(b, JOINER);
    for (size_t i = 0; text[i] != '\0'; i++) {
        const char *other = look_alike(text[i]);

        if (other != NULL)
            buf_puts(b, other);
        else
            buf_putc(b, text[i]);
        if (breaks(text, i))
            buf_puts(b, JOINER);
    }
}

/* The address of a link may hold none of the three characters that delimit it. */
static void add_address(struct buf *b, const char *url)
{
    for (; *url != '\0'; url++) {
        if (*url == '&')
            buf_puts(b, "&amp;");
        else if (*url == '|' || *url == '<' || *url == '>' || *url == ' ')
            buf_printf(b, "%%%02X", (unsigned)*url);
        else
            buf_putc(b, *url);
    }
}

static const char *text_of(struct arena *a, const struct message *m, size_t longest)
{
    const char *sentence = one_line(a, m->sentence, longest);
    struct buf b;

    buf_init(&b, a, 0);
    buf_putc(&b, '*');
    add_plain(&b, one_line(a, m->title, longest));
    buf_putc(&b, '*');
    if (!str_empty(sentence))
        buf_putc(&b, '\n');
    add_plain(&b, sentence);
    for (size_t i = 0; i < m->fact_count && i < MOST_FACTS; i++) {
        buf_putc(&b, '\n');
        add_plain(&b, one_line(a, m->facts[i].name, longest));
        buf_puts(&b, ": ");
        add_plain(&b, one_line(a, m->facts[i].value, longest));
    }
    if (!str_empty(m->link)) {
        buf_puts(&b, "\n<");
        add_address(&b, m->link);
        buf_putc(&b, '|');
        add_plain(&b, one_line(a, m->link_text, longest));
        buf_putc(&b, '>');
    }
    return b.data;
}

/* -- both -- */

static cJSON *tree_of(
    struct arena *a, enum endpoint_kind kind, const struct message *m, size_t longest)
{
    if (kind == ENDPOINT_TEAMS)
        return wrapped(card_of(a, m, longest));
    if (kind == ENDPOINT_TEAMS_CARD)
        return card_of(a, m, longest);
    cJSON *tree = cJSON_CreateObject();
    cJSON_AddStringToObject(tree, "text", text_of(a, m, longest));
    return tree;
}

const char *chat_body(struct arena *a, enum endpoint_kind kind, const struct message *m)
{
    PRE(endpoint_is_chat(kind));
    for (size_t longest = LONGEST_TEXT;; longest /= 2) {
        const char *body = json_print(a, tree_of(a, kind, m, longest));

        if (strlen(body) <= CHAT_LONGEST || longest <= SHORTEST_TEXT)
            return body;
    }
}
