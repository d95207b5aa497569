#include "lok/base/utf8.h"
#include "web/http/form.h"
#include <string.h>

enum { MAX_PAIRS = 500 };

static enum err malformed(struct fault *f)
{
    return fault_set(f, ERR_MALFORMED, "Wat uw browser doorstuurde, is niet goed gevormd.");
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* One name or value: '+' and %XX undone. NULL when it is not well formed. */
static const char *decode(struct arena *a, const char *bytes, size_t length)
{
    char *text = arena_alloc(a, length + 1);
    size_t to = 0;
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];
        if (c == '%') {
            if (length - i < 3 || hex(bytes[i + 1]) < 0 || hex(bytes[i + 2]) < 0)
                return NULL;
            c = (char)(hex(bytes[i + 1]) * 16 + hex(bytes[i + 2]));
            i += 2;
        } else if (c == '+') {
            c = ' ';
        }
        if (c == '\0')
            return NULL;
        text[to++] = c;
    }
    text[to] = '\0';
    return utf8_valid(text, to) ? text : NULL;
}

static size_t count_pairs(const char *bytes, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += bytes[i] != '&' && (i == 0 || bytes[i - 1] == '&');
    return count;
}

enum err form_decode(
    struct arena *a, struct fault *f, const char *bytes, size_t length, struct params *ret)
{
    struct params params = { 0 };
    if (length == 0) {
        *ret = params;
        return ERR_OK;
    }
    const char *end = bytes + length;
    size_t pairs = count_pairs(bytes, length);
    if (pairs > MAX_PAIRS)
        return fault_set(f, ERR_MALFORMED, "Het formulier heeft meer dan %d velden.", MAX_PAIRS);
    params.at = arena_array(a, pairs, sizeof *params.at);
    for (const char *at = bytes; at < end;) {
        const char *stop = memchr(at, '&', (size_t)(end - at));
        size_t size = (size_t)((stop != NULL ? stop : end) - at);
        const char *equals = memchr(at, '=', size);
        size_t name_size = equals != NULL ? (size_t)(equals - at) : size;
        if (size > 0) {
            struct param *p = &params.at[params.count++];
            p->name = decode(a, at, name_size);
            p->value = equals != NULL ? decode(a, equals + 1, size - name_size - 1) : "";
            if (p->name == NULL || p->value == NULL)
                return malformed(f);
        }
        at = stop != NULL ? stop + 1 : end;
    }
    *ret = params;
    return ERR_OK;
}
