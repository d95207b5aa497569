#include "web/http/route.h"
#include "lok/base/str.h"
#include "lok/base/utf8.h"
#include <string.h>

enum { MAX_SEGMENTS = 12 };

struct segment {
    size_t length;
    const char *decoded; /* NUL-terminated */
    bool is_id;
};
struct path {
    struct segment at[MAX_SEGMENTS];
    size_t count;
};

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

enum err route_decode(struct arena *a, const char *raw, size_t length, const char **ret)
{
    char *to = arena_alloc(a, length + 1);
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        char c = raw[i];
        if (c == '%') {
            int high = i + 2 < length ? hex_digit(raw[i + 1]) : -1;
            int low = high >= 0 ? hex_digit(raw[i + 2]) : -1;
            if (low < 0)
                return ERR_MALFORMED;
            c = (char)(high * 16 + low);
            i += 2;
        }
        if ((unsigned char)c < 0x20 || c == 0x7f)
            return ERR_MALFORMED;
        to[n++] = c;
    }
    to[n] = 0;
    if (!utf8_valid(to, n))
        return ERR_MALFORMED;
    *ret = to;
    return ERR_OK;
}

static bool is_id(const char *s)
{
    int64_t id;
    return s[0] >= '1' && s[0] <= '9' && str_to_i64(s, &id);
}

/* "/" has no segments, "/a/" has "a" and "". More than MAX_SEGMENTS fit no route: *ret_fits false. */
static enum err split(struct arena *a, const char *raw_path, struct path *ret, bool *ret_fits)
{
    *ret_fits = true;
    ret->count = 0;
    if (raw_path[0] != '/')
        return ERR_MALFORMED;
    if (raw_path[1] == 0)
        return ERR_OK;
    for (const char *s = raw_path + 1;; s++) {
        struct segment segment = { .length = strcspn(s, "/") };
        TRY(route_decode(a, s, segment.length, &segment.decoded));
        segment.is_id = is_id(segment.decoded);
        if (ret->count == MAX_SEGMENTS)
            *ret_fits = false;
        else
            ret->at[ret->count++] = segment;
        s += segment.length;
        if (*s == 0)
            return ERR_OK;
    }
}

/* How well a segment of a pattern fits: 0 not, 1 as a parameter, 2 as an id, 3 literally. A
 * parameter may end in a fixed suffix: ":token.ics". */
static unsigned fit(const char *pattern, size_t length, const struct segment *segment)
{
    if (length == 0 || pattern[0] != ':')
        return strncmp(pattern, segment->decoded, length) == 0 && segment->decoded[length] == 0 ? 3
                                                                                                : 0;
    if (length == 3 && memcmp(pattern, ":id", 3) == 0)
        return segment->is_id ? 2 : 0;
    const char *suffix = memchr(pattern, '.', length);
    size_t suffix_length = suffix == NULL ? 0 : (size_t)(pattern + length - suffix);
    size_t given = strlen(segment->decoded);
    if (given <= suffix_length)
        return 0;
    return memcmp(segment->decoded + given - suffix_length, suffix == NULL ? "" : suffix,
               suffix_length) == 0
               ? 1
               : 0;
}

/* Patterns are short: a loop finds the end sooner than strcspn. */
static size_t segment_length(const char *p)
{
    size_t length = 0;
    while (p[length] != 0 && p[length] != '/')
        length++;
    return length;
}

/* 0 when the pattern does not fit; else greater for the better fit, the first segments first. */
static uint32_t fitness(const char *pattern, const struct path *path)
{
    uint32_t total = 1;
    const char *p = pattern + 1;
    size_t i = 0;
    while (*p != 0) {
        size_t length = segment_length(p);
        unsigned f = i < path->count ? fit(p, length, &path->at[i]) : 0;
        if (f == 0)
            return 0;
        total = total << 2 | f;
        i++;
        p += length;
        p += *p == '/';
    }
    return i == path->count ? total : 0;
}

/* Most patterns differ in their first character already. */
static bool may_fit(const char *pattern, const struct path *path)
{
    char first = path->count == 0 ? 0 : path->at[0].decoded[0];
    return pattern[1] == ':' || pattern[1] == first;
}

static void take_params(
    const char *pattern, const struct path *path, struct arena *a, struct route_match *ret)
{
    size_t taken = 0;
    const char *p = pattern + 1;
    for (size_t i = 0; *p != 0; i++) {
        size_t length = strcspn(p, "/");
        if (p[0] == ':') {
            PRE(taken < ROUTE_MAX_PARAMS);
            size_t name = strcspn(p, "/.");
            size_t value = strlen(path->at[i].decoded) - (length - name);
            ret->name[taken] = arena_strndup(a, p + 1, name - 1);
            ret->value[taken++] = arena_strndup(a, path->at[i].decoded, value);
        }
        p += length;
        p += *p == '/';
    }
}

enum err route_match(const struct route *routes, size_t count, enum method m, const char *raw_path,
    struct arena *a, struct route_match *ret)
{
    struct path path;
    bool fits;
    TRY(split(a, raw_path, &path, &fits));
    struct route_match match = { 0 };
    uint32_t best = 0;
    for (size_t i = 0; fits && i < count; i++) {
        uint32_t f = may_fit(routes[i].path, &path) ? fitness(routes[i].path, &path) : 0;
        if (f == 0 || f < best)
            continue;
        if (f > best) {
            best = f;
            match = (struct route_match){ .path_exists = true };
        }
        match.allow |= 1u << routes[i].method;
        if (routes[i].method == m)
            match.route = &routes[i];
    }
    if (match.route != NULL)
        take_params(match.route->path, &path, a, &match);
    *ret = match;
    return ERR_OK;
}

bool route_admits(enum route_who who, const struct actor *actor)
{
    static const unsigned ROLES_OF[] = {
        [PARTNER] = ROLE_BIT(ROLE_PARTNER) | ROLE_BIT(ROLE_SECRETARY) | ROLE_BIT(ROLE_ADMIN),
        [MEMBER] = ROLE_BIT(ROLE_MEMBER) | ROLE_BIT(ROLE_CHAIR) | ROLE_BIT(ROLE_SECRETARY),
        [CHAIR] = ROLE_BIT(ROLE_CHAIR) | ROLE_BIT(ROLE_SECRETARY),
        [SECRETARY] = ROLE_BIT(ROLE_SECRETARY),
        [ADMIN] = ROLE_BIT(ROLE_ADMIN),
    };
    if (who == PUBLIC)
        return true;
    if (who == SIGNED_IN)
        return actor->account_id != 0 || actor->token_id != 0;
    return (actor->roles & ROLES_OF[who]) != 0;
}
