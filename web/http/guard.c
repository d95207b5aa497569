#include "web/http/guard.h"
#include <string.h>

enum { MAX_METHOD = 20, MAX_HOST = 255, MAX_LENGTH_DIGITS = 15 };

/* RFC 9110, 5.6.2 */
static bool is_token_char(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c != 0 && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static bool is_token(const char *s, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!is_token_char((unsigned char)s[i]))
            return false;
    return length > 0;
}

static bool is_field_value(const char *s, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)s[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* `word` is in lower case. */
static bool begins(const char *s, size_t length, const char *word)
{
    size_t n = strlen(word);
    if (length < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (lower(s[i]) != word[i])
            return false;
    return true;
}

static bool is_word(const char *s, size_t length, const char *word)
{
    return length == strlen(word) && begins(s, length, word);
}

static enum err refuse(const char *why, const char **ret_why)
{
    *ret_why = why;
    return ERR_MALFORMED;
}

static enum err check_request_line(const struct guard_head *h, const char **ret_why)
{
    if (strcmp(h->version, "HTTP/1.1") != 0 && strcmp(h->version, "HTTP/1.0") != 0)
        return refuse("only HTTP/1.0 and HTTP/1.1", ret_why);
    size_t method_length = strlen(h->method);
    if (method_length > MAX_METHOD || !is_token(h->method, method_length))
        return refuse("the method is not a word", ret_why);
    if (h->target_length > GUARD_MAX_TARGET) {
        *ret_why = "the target is too long";
        return ERR_HEADERS;
    }
    if (h->target_length == 0 || h->target[0] != '/')
        return refuse("the target must be a path", ret_why);
    for (size_t i = 0; i < h->target_length; i++) {
        unsigned char c = (unsigned char)h->target[i];
        if (c <= 0x20 || c >= 0x7f || c == '#')
            return refuse("the target holds a character that must be encoded", ret_why);
    }
    return ERR_OK;
}

/* reg-name, IPv4 or [IPv6], with an optional port. */
static bool is_host(const char *s, size_t length)
{
    if (length == 0 || length > MAX_HOST)
        return false;
    size_t i = 0;
    if (s[0] == '[') {
        for (i = 1; i < length && s[i] != ']'; i++)
            if (strchr("0123456789abcdefABCDEF:.", s[i]) == NULL || s[i] == 0)
                return false;
        if (i == 1 || i == length)
            return false;
        i++;
    } else {
        while (i < length && s[i] != ':') {
            unsigned char c = (unsigned char)s[i++];
            if (c == '/' || c == '|' || c == '^' || c == '`' || c == '#' || !is_token_char(c))
                return false;
        }
        if (i == 0)
            return false;
    }
    if (i == length)
        return true;
    if (s[i++] != ':')
        return false;
    for (; i < length; i++)
        if (s[i] < '0' || s[i] > '9')
            return false;
    return true;
}

static bool read_length(const char *s, size_t length, uint64_t *ret)
{
    if (length == 0 || length > MAX_LENGTH_DIGITS)
        return false;
    uint64_t n = 0;
    for (size_t i = 0; i < length; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        n = n * 10 + (uint64_t)(s[i] - '0');
    }
    *ret = n;
    return true;
}

/* Headers of which a second one would be read by one program and not by the next. */
static const char *const ONCE[] = {
    "host",
    "content-length",
    "transfer-encoding",
    "content-type",
    "authorization",
    "origin",
    "sec-fetch-site",
    "if-match",
    "idempotency-key",
    "expect",
};
enum { IS_HOST, IS_CONTENT_LENGTH, IS_TRANSFER_ENCODING, IS_EXPECT = 9 };

struct seen {
    const struct guard_header *once[ARRAY_LEN(ONCE)];
};

static enum err check_header(const struct guard_header *h, struct seen *seen, const char **ret_why)
{
    if (h->displaced)
        return refuse("a header line is folded or holds a NUL", ret_why);
    if (!is_token(h->name, h->name_length))
        return refuse("a header's name is not a word", ret_why);
    if (!is_field_value(h->value, h->value_length))
        return refuse("a header's value holds a control character", ret_why);
    for (size_t i = 0; i < ARRAY_LEN(ONCE); i++) {
        if (is_word(h->name, h->name_length, ONCE[i])) {
            if (seen->once[i] != NULL)
                return refuse("a header stands twice that may stand once", ret_why);
            seen->once[i] = h;
            return ERR_OK;
        }
    }
    if (begins(h->name, h->name_length, "content-length") ||
        begins(h->name, h->name_length, "transfer-encoding"))
        return refuse("a header's name begins with that of a framing header", ret_why);
    return ERR_OK;
}

static enum err check_framing(const struct guard_head *head, const struct seen *seen,
    struct guard_body *ret, const char **ret_why)
{
    bool is_1_1 = strcmp(head->version, "HTTP/1.1") == 0;
    const struct guard_header *length = seen->once[IS_CONTENT_LENGTH];
    const struct guard_header *coding = seen->once[IS_TRANSFER_ENCODING];
    struct guard_body body = { .chunked = coding != NULL };

    if (coding != NULL && length != NULL)
        return refuse("Transfer-Encoding and Content-Length together", ret_why);
    if (coding != NULL && !is_1_1)
        return refuse("Transfer-Encoding in HTTP/1.0", ret_why);
    if (coding != NULL && !is_word(coding->value, coding->value_length, "chunked")) {
        *ret_why = "a transfer coding other than chunked";
        return ERR_NOT_IMPLEMENTED;
    }
    if (length != NULL && !read_length(length->value, length->value_length, &body.content_length))
        return refuse("Content-Length is not a number", ret_why);
    *ret = body;
    return ERR_OK;
}

enum err guard_check(const struct guard_head *head, struct guard_body *ret, const char **ret_why)
{
    TRY(check_request_line(head, ret_why));
    if (head->header_count > GUARD_MAX_HEADERS) {
        *ret_why = "too many headers";
        return ERR_HEADERS;
    }
    struct seen seen = { 0 };
    for (size_t i = 0; i < head->header_count; i++)
        TRY(check_header(&head->headers[i], &seen, ret_why));

    const struct guard_header *host = seen.once[IS_HOST];
    if (host == NULL && strcmp(head->version, "HTTP/1.1") == 0)
        return refuse("Host is missing", ret_why);
    if (host != NULL && !is_host(host->value, host->value_length))
        return refuse("Host is not a host name", ret_why);
    const struct guard_header *expect = seen.once[IS_EXPECT];
    if (expect != NULL && !is_word(expect->value, expect->value_length, "100-continue"))
        return refuse("an unknown expectation", ret_why);
    return check_framing(head, &seen, ret, ret_why);
}
