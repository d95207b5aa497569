/* A chat's message as its readers see it: the words of a card, or the text as it is. */
#include "lok/base/buf.h"
#include "lok/base/json.h"
#include "web/pages/message.h"
#include <ctype.h>
#include <string.h>

enum { DEEPEST = 20 };

static const char *text_of(const struct json *object, const char *name)
{
    const struct json *member = json_member(object, name);
    return member != NULL && member->type == JSON_STRING ? member->string : "";
}

/* Without the backslashes before what would format. */
static void add_words(struct buf *b, const char *words, const char *after)
{
    for (const char *c = words; *c != '\0'; c++)
        if (*c != '\\' || c[1] == '\\' || c[1] == '\0' || !ispunct((unsigned char)c[1]))
            buf_putc(b, *c);
    buf_puts(b, after);
}

/* Text blocks, facts and links, in the order in which they stand. */
static void gather(struct buf *b, const struct json *j, int deep)
{
    if (deep == 0)
        return;
    if (j->type == JSON_OBJECT) {
        const char *title = text_of(j, "title"), *value = text_of(j, "value");
        const char *text = text_of(j, "text"), *url = text_of(j, "url");
        if (!str_empty(text))
            add_words(b, text, "\n");
        if (!str_empty(value)) {
            add_words(b, title, ": ");
            add_words(b, value, "\n");
        }
        if (!str_empty(url))
            buf_printf(b, "%s: %s\n", title, url);
    }
    if (j->type != JSON_OBJECT && j->type != JSON_ARRAY)
        return;
    for (size_t i = 0; i < j->count; i++)
        gather(b, &j->items[i], deep - 1);
}

const char *message_chat_text(struct arena *a, const char *body)
{
    const struct json *tree = NULL;
    struct fault ignored;
    struct buf b;

    fault_init(&ignored, a);
    if (json_parse(a, &ignored, body, strlen(body), &tree) != ERR_OK)
        return body;
    buf_init(&b, a, 0);
    gather(&b, tree, DEEPEST);
    return b.length == 0 ? body : b.data;
}
