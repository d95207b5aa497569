/* What people type in long fields: only our own tags come out, no attribute is left open, and no link
 * goes elsewhere than the web and mail. */
#include "agenda/text.h"
#include "lok/base/str.h"
#include "lok/base/utf8.h"
#include <string.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* All tags that cmark writes for what is left of the tree; one with attributes ends in a space. */
static const char *const TAGS[] = {
    "a href=\"http://",
    "a href=\"https://",
    "a href=\"mailto:",
    "/a>",
    "p>",
    "/p>",
    "br />",
    "hr />",
    "h3>",
    "/h3>",
    "h4>",
    "/h4>",
    "h5>",
    "/h5>",
    "h6>",
    "/h6>",
    "ul>",
    "/ul>",
    "ol>",
    "ol start=\"",
    "/ol>",
    "li>",
    "/li>",
    "em>",
    "/em>",
    "strong>",
    "/strong>",
    "code>",
    "code class=\"language-",
    "/code>",
    "pre>",
    "/pre>",
    "blockquote>",
    "/blockquote>",
};

static bool is_our_tag(const char *tag)
{
    for (size_t i = 0; i < ARRAY_LEN(TAGS); i++)
        if (strncasecmp(tag, TAGS[i], strlen(TAGS[i])) == 0)
            return true;
    return false;
}

/* From behind '<': every quote that opens is closed before '>', and nothing follows but rel. */
static void check_attributes(const char *tag)
{
    const char *quote = strchr(tag, '"');
    const char *end = strchr(tag, '>');

    PRE(end != NULL);
    if (quote == NULL || quote > end)
        return;
    quote = strchr(quote + 1, '"');
    PRE(quote != NULL && quote < strpbrk(tag, "<>"));
    PRE(str_starts(quote, "\">") || str_starts(quote, "\" rel=\"noopener nofollow\">"));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    const char *typed = arena_strndup(a, (const char *)bytes, length);
    const char *html = text_to_html(a, typed);
    const char *plain = text_to_plain(a, typed);

    PRE(utf8_valid(html, strlen(html)));
    PRE(utf8_valid(plain, strlen(plain)));
    for (const char *tag = strchr(html, '<'); tag != NULL; tag = strchr(tag + 1, '<')) {
        PRE(is_our_tag(tag + 1));
        check_attributes(tag + 1);
    }
    return 0;
}
