#include "web/http/etag.h"
#include "lok/base/str.h"
#include <string.h>
#include <strings.h>

static const char GZIP_SUFFIX[] = "-gz";

static uint64_t rotate(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

/* The finaliser of MurmurHash3 (public domain): every input bit reaches every output bit. */
static uint64_t mix(uint64_t x)
{
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdu;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53u;
    return x ^ (x >> 33);
}

struct lanes {
    uint64_t a, b;
};

/* Sixteen bytes, eight a lane. */
static void take_block(struct lanes *h, const uint64_t k[static 2])
{
    const uint64_t c1 = 0x87c37b91114253d5u, c2 = 0x4cf5ad432745937fu;
    h->a ^= rotate(k[0] * c1, 31) * c2;
    h->a = (rotate(h->a, 27) + h->b) * 5 + 0x52dce729u;
    h->b ^= rotate(k[1] * c2, 33) * c1;
    h->b = (rotate(h->b, 31) + h->a) * 5 + 0x38495ab5u;
}

/* As MurmurHash3_x64_128 does it. */
const char *etag_of_body(struct arena *a, const void *bytes, size_t length)
{
    const unsigned char *p = bytes;
    struct lanes h = { length, ~(uint64_t)length };
    uint64_t k[2];
    size_t left = length;
    for (; left >= sizeof k; left -= sizeof k, p += sizeof k) {
        memcpy(k, p, sizeof k);
        take_block(&h, k);
    }
    if (left > 0) {
        memset(k, 0, sizeof k);
        memcpy(k, p, left);
        take_block(&h, k);
    }
    uint64_t first = mix(h.a + h.b), second = mix(h.b + first);
    return arena_printf(
        a, "\"%016llx%016llx\"", (unsigned long long)first, (unsigned long long)second);
}

const char *etag_of_version(struct arena *a, int64_t version)
{
    return arena_printf(a, "\"%lld\"", (long long)version);
}

const char *etag_gzipped(struct arena *a, const char *etag)
{
    size_t length = strlen(etag);
    PRE(length >= 2 && etag[length - 1] == '"');
    return arena_printf(a, "%.*s%s\"", (int)(length - 1), etag, GZIP_SUFFIX);
}

/* `tag` is a quoted string of `length` characters. */
static bool same_thing(const char *tag, size_t length, const char *etag)
{
    size_t n = strlen(etag), suffix = strlen(GZIP_SUFFIX);
    if (length == n)
        return memcmp(tag, etag, n) == 0;
    return length == n + suffix && memcmp(tag, etag, n - 1) == 0 &&
           memcmp(tag + n - 1, GZIP_SUFFIX, suffix) == 0 && tag[length - 1] == '"';
}

bool etag_listed(const char *if_none_match, const char *etag)
{
    const char *s = if_none_match;
    if (s == NULL || etag == NULL)
        return false;
    while (*s != 0) {
        s += strspn(s, " \t,");
        if (*s == '*')
            return true;
        if (strncmp(s, "W/", 2) == 0)
            s += 2;
        if (*s != '"')
            return false;
        const char *end = strchr(s + 1, '"');
        if (end == NULL)
            return false;
        if (same_thing(s, (size_t)(end + 1 - s), etag))
            return true;
        s = end + 1;
    }
    return false;
}

bool etag_read_version(const char *if_match, int64_t *ret)
{
    if (str_equal(if_match, "*")) {
        *ret = 0;
        return true;
    }
    size_t length = if_match == NULL ? 0 : strlen(if_match);
    char digits[20] = "";
    if (length < 3 || length - 2 >= sizeof digits || if_match[0] != '"' ||
        if_match[length - 1] != '"')
        return false;
    memcpy(digits, if_match + 1, length - 2);
    int64_t version;
    if (!str_to_i64(digits, &version) || version <= 0)
        return false;
    *ret = version;
    return true;
}

bool etag_accepts_gzip(const char *accept_encoding)
{
    const char *s = accept_encoding;
    while (s != NULL && *s != 0) {
        s += strspn(s, " \t,");
        size_t length = strcspn(s, ",");
        size_t name = strcspn(s, " \t;,");
        if (name == 4 && strncasecmp(s, "gzip", 4) == 0) {
            const char *q = memchr(s, '=', length);
            /* "q=0", "q=0.0": no; anything else: yes */
            if (q == NULL)
                return true;
            size_t digits = strspn(q + 1, "0.");
            return q + 1 + digits < s + length && strchr("123456789", q[1 + digits]) != NULL;
        }
        s += length;
    }
    return false;
}
