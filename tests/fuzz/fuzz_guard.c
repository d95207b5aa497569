/* What the guard lets through can be read in one way only.
 *
 * The input is a head as it is received: a request line, then header lines, ended by CRLF or LF.
 */
#include "web/http/guard.h"
#include <string.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct line {
    const char *at;
    size_t length;
};

static bool next_line(const char **s, const char *end, struct line *ret)
{
    if (*s >= end)
        return false;
    const char *stop = memchr(*s, '\n', (size_t)(end - *s));
    size_t length = (size_t)((stop == NULL ? end : stop) - *s);
    *ret = (struct line){ *s, length > 0 && (*s)[length - 1] == '\r' ? length - 1 : length };
    *s = stop == NULL ? end : stop + 1;
    return true;
}

static void read_request_line(struct arena *a, struct line line, struct guard_head *ret)
{
    const char *first = memchr(line.at, ' ', line.length);
    const char *last = memrchr(line.at, ' ', line.length);
    size_t method = first == NULL ? line.length : (size_t)(first - line.at);
    ret->method = arena_strndup(a, line.at, method);
    ret->target = first != NULL && last > first ? first + 1 : "";
    ret->target_length = first != NULL && last > first ? (size_t)(last - first) - 1 : 0;
    ret->version =
        last == NULL ? "" : arena_strndup(a, last + 1, (size_t)(line.at + line.length - last) - 1);
}

static struct guard_header read_header(struct line line)
{
    const char *colon = memchr(line.at, ':', line.length);
    struct guard_header h = {
        .name = line.at,
        .name_length = colon == NULL ? line.length : (size_t)(colon - line.at),
        .value = colon == NULL ? "" : colon + 1,
        .value_length = colon == NULL ? 0 : line.length - (size_t)(colon - line.at) - 1,
        .displaced = line.length > 0 && (line.at[0] == ' ' || line.at[0] == '\t'),
    };
    while (h.value_length > 0 && (h.value[0] == ' ' || h.value[0] == '\t')) {
        h.value++;
        h.value_length--;
    }
    return h;
}

static size_t count_of(const struct guard_head *head, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < head->header_count; i++)
        n += head->headers[i].name_length == strlen(name) &&
             strncasecmp(head->headers[i].name, name, strlen(name)) == 0;
    return n;
}

static void check_passed(const struct guard_head *head, const struct guard_body *body)
{
    size_t lengths = count_of(head, "Content-Length");
    size_t codings = count_of(head, "Transfer-Encoding");
    POST(lengths + codings <= 1);
    POST(body->chunked == (codings == 1));
    POST(lengths == 1 || body->content_length == 0);
    POST(count_of(head, "Host") == 1 || strcmp(head->version, "HTTP/1.0") == 0);
    POST(head->target[0] == '/' && memchr(head->target, 0, head->target_length) == NULL);
    for (size_t i = 0; i < head->header_count; i++) {
        const struct guard_header *h = &head->headers[i];
        POST(!h->displaced && h->name_length > 0);
        POST(memchr(h->name, ' ', h->name_length) == NULL);
        POST(memchr(h->value, '\r', h->value_length) == NULL);
        POST(memchr(h->value, '\n', h->value_length) == NULL);
        POST(memchr(h->value, 0, h->value_length) == NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    struct guard_header headers[GUARD_MAX_HEADERS + 1];
    struct guard_head head = { .headers = headers };
    const char *s = (const char *)data, *end = s + size;
    struct line line;
    if (!next_line(&s, end, &line))
        return 0;
    read_request_line(a, line, &head);
    while (head.header_count <= GUARD_MAX_HEADERS && next_line(&s, end, &line) && line.length > 0)
        headers[head.header_count++] = read_header(line);

    struct guard_body body;
    const char *why = NULL;
    if (guard_check(&head, &body, &why) == ERR_OK)
        check_passed(&head, &body);
    else
        POST(why != NULL && why[0] != 0);
    return 0;
}
