#include "agenda/text.h"
#include "lok/base/buf.h"
#include "lok/base/str.h"
#include <cmark.h>
#include <stdlib.h>
#include <string.h>

/* HTML tags are shown as they were typed: cmark's safe mode would leave them out. */
enum { OPTIONS = CMARK_OPT_SAFE | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_HARDBREAKS };

/* A page has an h1 and the part in which the text stands an h2. */
enum { HEADING_DOWN = 2, HEADING_LAST = 6 };

static bool link_allowed(const char *url)
{
    static const char *const SCHEMES[] = { "http://", "https://", "mailto:" };

    for (size_t i = 0; i < ARRAY_LEN(SCHEMES); i++)
        if (strncasecmp(url, SCHEMES[i], strlen(SCHEMES[i])) == 0)
            return true;
    return false;
}

/* Bytes that an attribute and a URL both take as they are; all others are percent-encoded, so that
 * nothing is left to escape but '&'. '%' stays: it encodes already. */
static void put_href(struct buf *out, const char *url)
{
    static const char PLAIN[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-._~:/?#[]@!$()*+,;=%";

    for (const char *c = url; *c != '\0'; c++) {
        if (*c == '&')
            buf_puts(out, "&amp;");
        else if (strchr(PLAIN, *c) != NULL)
            buf_putc(out, *c);
        else
            buf_printf(out, "%%%02X", (unsigned char)*c);
    }
}

/* Puts the children of `node` in the place of it. */
static void unwrap(cmark_node *node)
{
    cmark_node *child;

    while ((child = cmark_node_first_child(node)) != NULL)
        cmark_node_insert_before(node, child);
    cmark_node_free(node);
}

static void replace_link(struct arena *a, cmark_node *node)
{
    const char *url = cmark_node_get_url(node);
    struct buf tag;
    cmark_node *child;

    if (url == NULL || !link_allowed(url)) {
        unwrap(node);
        return;
    }
    buf_init(&tag, a, 0);
    buf_puts(&tag, "<a href=\"");
    put_href(&tag, url);
    buf_puts(&tag, "\" rel=\"noopener nofollow\">");
    cmark_node *link = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
    cmark_node_set_on_enter(link, tag.data);
    cmark_node_set_on_exit(link, "</a>");
    if (cmark_node_first_child(node) == NULL) {
        cmark_node *words = cmark_node_new(CMARK_NODE_TEXT);
        cmark_node_set_literal(words, url);
        cmark_node_append_child(link, words);
    }
    while ((child = cmark_node_first_child(node)) != NULL)
        cmark_node_append_child(link, child);
    cmark_node_replace(node, link);
    cmark_node_free(node);
}

static void replace_markup(cmark_node *node, bool is_block)
{
    const char *literal = cmark_node_get_literal(node);
    cmark_node *words = cmark_node_new(CMARK_NODE_TEXT);

    cmark_node_set_literal(words, literal == NULL ? "" : literal);
    if (is_block) {
        cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
        cmark_node_append_child(paragraph, words);
        words = paragraph;
    }
    cmark_node_replace(node, words);
    cmark_node_free(node);
}

static void lower_heading(cmark_node *node)
{
    int level = cmark_node_get_heading_level(node) + HEADING_DOWN;

    cmark_node_set_heading_level(node, level > HEADING_LAST ? HEADING_LAST : level);
}

/* Changes a node whose children are done already. An image becomes a link to it: nothing is fetched
 * from elsewhere when a page is shown. A link inside a link is no longer one. */
static void make_safe(struct arena *a, cmark_node *node, int depth_in_links)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
        lower_heading(node);
        break;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        if (depth_in_links > 0)
            unwrap(node);
        else
            replace_link(a, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        replace_markup(node, true);
        break;
    case CMARK_NODE_HTML_INLINE:
        replace_markup(node, false);
        break;
    default:
        break;
    }
}

static bool is_link(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    return type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE;
}

/* Leaves have no EXIT event; of containers only that one is free to change (cmark_iter). */
static bool is_leaf(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_TEXT:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE:
        return true;
    default:
        return false;
    }
}

static void make_tree_safe(struct arena *a, cmark_node *document)
{
    cmark_iter *at = cmark_iter_new(document);
    cmark_event_type event;
    int links = 0;

    while ((event = cmark_iter_next(at)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(at);
        if (is_link(node))
            links += event == CMARK_EVENT_ENTER ? 1 : -1;
        if (event == CMARK_EVENT_EXIT || is_leaf(node))
            make_safe(a, node, links);
    }
    cmark_iter_free(at);
}

/* -- what is pasted from a word processor -- */

/* The length of a bullet and the white space behind it; 0 when the line begins with none. "o" is one
 * only before a tab, or in a list: it may be a word. */
static size_t bullet(const char *line, bool in_list, bool *ret_deeper)
{
    static const char *const MARKS[] = { "\xe2\x80\xa2", "\xc2\xb7", "\xe2\x80\x93", "\xef\x82\xb7",
        "\xe2\x97\xa6", "\xe2\x96\xaa" }; /* • · – and Word's own, ◦ ▪ */
    size_t space = strspn(line, " \t");
    const char *at = line + space;

    *ret_deeper = false;
    for (size_t i = 0; i < ARRAY_LEN(MARKS); i++) {
        size_t length = strlen(MARKS[i]);

        if (str_starts(at, MARKS[i]) && strspn(at + length, " \t") > 0)
            return space + length + strspn(at + length, " \t");
    }
    if (*at == 'o' && (at[1] == '\t' || (in_list && at[1] == ' '))) {
        *ret_deeper = in_list;
        return space + 1 + strspn(at + 1, " \t");
    }
    return line[0] == '\t' && line[1] != '\0' && line[1] != '\n' && strchr("-*+", *at) == NULL
               ? space
               : 0;
}

/* Bullets that were pasted become list marks; an ordinary line behind them is no part of the list. */
static const char *with_lists(struct arena *a, const char *typed)
{
    struct buf out;
    bool in_list = false;

    buf_init(&out, a, 0);
    for (const char *line = typed; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        bool deeper;
        size_t skip = length == 0 ? 0 : bullet(line, in_list, &deeper);

        if (skip > length)
            skip = 0;
        if (skip > 0)
            buf_puts(&out, deeper ? "  - " : "- ");
        else if (in_list && length > 0 && strchr(" -*+", *line) == NULL)
            buf_putc(&out, '\n');
        buf_add(&out, line + skip, length - skip);
        in_list = skip > 0 || (in_list && length > 0 && strchr(" -*+", *line) != NULL);
        line += length;
        if (*line == '\n')
            buf_putc(&out, *line++);
    }
    return out.data;
}

const char *text_to_html(struct arena *a, const char *commonmark)
{
    if (str_empty(commonmark))
        return "";
    commonmark = with_lists(a, commonmark);
    cmark_node *document = cmark_parse_document(commonmark, strlen(commonmark), OPTIONS);
    make_tree_safe(a, document);
    char *html = cmark_render_html(document, OPTIONS);
    const char *copy = arena_strdup(a, html);
    free(html);
    cmark_node_free(document);
    return copy;
}

static void put_line_end(struct buf *out)
{
    if (out->length > 0 && out->data[out->length - 1] != '\n')
        buf_putc(out, '\n');
}

static void put_plain(struct buf *out, cmark_node *node, cmark_event_type event)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
        buf_puts(out, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        put_line_end(out);
        break;
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
        if (event == CMARK_EVENT_EXIT)
            put_line_end(out);
        break;
    default:
        break;
    }
}

const char *text_to_plain(struct arena *a, const char *commonmark)
{
    struct buf out;
    cmark_event_type event;

    if (str_empty(commonmark))
        return "";
    buf_init(&out, a, 0);
    commonmark = with_lists(a, commonmark);
    cmark_node *document = cmark_parse_document(commonmark, strlen(commonmark), OPTIONS);
    cmark_iter *at = cmark_iter_new(document);
    while ((event = cmark_iter_next(at)) != CMARK_EVENT_DONE)
        put_plain(&out, cmark_iter_get_node(at), event);
    cmark_iter_free(at);
    cmark_node_free(document);
    return str_trim(a, out.data);
}
