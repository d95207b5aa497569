#include "notify/egress.h"
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>

enum { URL_LONGEST = 2000 };

/* curl's own parser judges, so that what is checked is what is connected to: it also writes odd
 * spellings of IPv4 (2130706433, 0x7f.1, 0177.0.0.1) as dotted decimals. */
struct target {
    const char *scheme, *host; /* lower case; IPv6 in brackets */
    int port;
    bool with_user;
};

static void url_cleanup(CURLU **url)
{
    curl_url_cleanup(*url);
}

static const char *part_of(struct arena *a, CURLU *url, CURLUPart part, unsigned flags)
{
    char *text = NULL;

    if (curl_url_get(url, part, &text, flags) != CURLUE_OK)
        return NULL;
    char *copy = arena_strdup(a, text);
    curl_free(text);
    return copy;
}

static char *lower(struct arena *a, const char *text)
{
    char *copy = arena_strdup(a, text);

    for (char *c = copy; *c != '\0'; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return copy;
}

static int decimal_port(const char *text)
{
    int port = 0;

    for (; *text >= '0' && *text <= '9' && port <= 65535; text++)
        port = port * 10 + (*text - '0');
    return *text == '\0' ? port : 0;
}

static bool read_target(struct arena *a, const char *text, struct target *ret)
{
    AUTO(url_cleanup) CURLU *url = curl_url();

    if (url == NULL)
        IMPOSSIBLE("out of memory");
    if (curl_url_set(url, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        return false;
    const char *scheme = part_of(a, url, CURLUPART_SCHEME, 0);
    const char *host = part_of(a, url, CURLUPART_HOST, 0);
    const char *port = part_of(a, url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    if (scheme == NULL || host == NULL || host[0] == '\0' || port == NULL)
        return false;
    char *name = lower(a, host);
    size_t length = strlen(name);
    if (length > 1 && name[length - 1] == '.')
        name[length - 1] = '\0';
    *ret = (struct target){
        .scheme = lower(a, scheme),
        .host = name,
        .port = decimal_port(port),
        .with_user = part_of(a, url, CURLUPART_USER, 0) != NULL ||
                     part_of(a, url, CURLUPART_PASSWORD, 0) != NULL,
    };
    return true;
}

static bool visible_ascii(const char *text)
{
    for (; *text != '\0'; text++)
        if (*text <= ' ' || *text > '~' || *text == '\\')
            return false;
    return true;
}

/* The part between "://" and the path; NULL when there are not two slashes exactly, which curl
 * forgives. */
static const char *authority_of(const char *url, size_t *ret_length)
{
    const char *colon = strchr(url, ':');

    if (colon == NULL || !str_starts(colon, "://") || colon[3] == '/')
        return NULL;
    *ret_length = strcspn(colon + 3, "/?#");
    return colon + 3;
}

static bool named(struct arena *a, const struct lines *allow, const struct target *t)
{
    const char *entry = arena_printf(a, "%s:%d", t->host, t->port);

    for (size_t i = 0; i < allow->count; i++)
        if (str_equal_ascii_nocase(allow->at[i], entry))
            return true;
    return false;
}

static bool private_v4(uint32_t address)
{
    /* IANA's special-purpose registry, and multicast. */
    static const struct {
        uint32_t net;
        unsigned bits;
    } NETS[] = {
        { 0x00000000, 8 },  /* this network */
        { 0x0a000000, 8 },  /* private */
        { 0x64400000, 10 }, /* shared by providers (CGNAT) */
        { 0x7f000000, 8 },  /* loopback */
        { 0xa9fe0000, 16 }, /* link-local, cloud metadata */
        { 0xac100000, 12 }, /* private */
        { 0xc0000000, 24 }, /* IETF protocols */
        { 0xc0000200, 24 }, /* documentation */
        { 0xc0586300, 24 }, /* 6to4 relays */
        { 0xc0a80000, 16 }, /* private */
        { 0xc6120000, 15 }, /* benchmarks */
        { 0xc6336400, 24 }, /* documentation */
        { 0xcb007100, 24 }, /* documentation */
        { 0xe0000000, 4 },  /* multicast */
        { 0xf0000000, 4 },  /* reserved, broadcast */
    };

    for (size_t i = 0; i < ARRAY_LEN(NETS); i++)
        if ((address ^ NETS[i].net) >> (32 - NETS[i].bits) == 0)
            return true;
    return false;
}

static bool within(const uint8_t *address, const char *net, unsigned bits)
{
    struct in6_addr n;

    if (inet_pton(AF_INET6, net, &n) != 1)
        IMPOSSIBLE("a network that is none");
    for (unsigned i = 0; i < bits; i++)
        if ((address[i / 8] ^ n.s6_addr[i / 8]) >> (7 - i % 8) & 1)
            return false;
    return true;
}

static uint32_t v4_inside(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* Only global unicast, without what tunnels elsewhere; IPv4 inside is judged as IPv4. */
static bool public_v6(const uint8_t *address)
{
    static const struct {
        const char *net;
        unsigned bits;
    } NETS[] = {
        { "2001::", 23 },     /* IETF protocols, Teredo, ORCHID */
        { "2001:db8::", 32 }, /* documentation */
        { "2002::", 16 },     /* 6to4 */
        { "3fff::", 20 },     /* documentation */
    };

    if (within(address, "::ffff:0:0", 96) || within(address, "64:ff9b::", 96))
        return !private_v4(v4_inside(address + 12));
    if (!within(address, "2000::", 3))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(NETS); i++)
        if (within(address, NETS[i].net, NETS[i].bits))
            return false;
    return true;
}

bool egress_public_address(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;

        memcpy(&v4, address, sizeof v4);
        return !private_v4(ntohl(v4.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;

        memcpy(&v6, address, sizeof v6);
        return public_v6(v6.sin6_addr.s6_addr);
    }
    return false;
}

/* False for a name (which is judged when it is connected to) and for a public address. */
static bool host_is_private(struct arena *a, const char *host)
{
    struct sockaddr_in v4 = { .sin_family = AF_INET };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };

    if (inet_pton(AF_INET, host, &v4.sin_addr) == 1)
        return !egress_public_address((const struct sockaddr *)&v4);
    if (host[0] == '[') {
        char *inside = arena_strndup(a, host + 1, strcspn(host + 1, "]%"));

        return inet_pton(AF_INET6, inside, &v6.sin6_addr) != 1 ||
               !egress_public_address((const struct sockaddr *)&v6);
    }
    return str_equal(host, "localhost") || str_ends(host, ".localhost");
}

enum err egress_check_url(
    struct fault *f, struct arena *a, const struct lines *allow, const char *url)
{
    struct target t;
    size_t length = 0;
    const char *authority = authority_of(url, &length);

    if (strlen(url) > URL_LONGEST)
        return fault_issue(f, "url", "too-long", "Een adres mag hoogstens 2000 tekens tellen.");
    if (!visible_ascii(url))
        return fault_issue(f, "url", "format",
            "Gebruik in het adres alleen gewone letters, cijfers en leestekens, zonder spaties.");
    if (authority == NULL || !read_target(a, url, &t) || t.port < 1 || t.port > 65535)
        return fault_issue(f, "url", "format", "Dit is geen volledig adres, zoals https://…");
    /* curl drops an empty user ("https://@host/") without a word. */
    if (t.with_user || memchr(authority, '@', length) != NULL)
        return fault_issue(
            f, "url", "format", "Zet geen gebruikersnaam of wachtwoord in het adres.");
    bool is_named = named(a, allow, &t);
    if (!str_equal(t.scheme, "https") && !(is_named && str_equal(t.scheme, "http")))
        return fault_issue(f, "url", "format", "Het adres moet met https:// beginnen.");
    if (!is_named && host_is_private(a, t.host))
        return fault_issue(f, "url", "private",
            "Dit adres ligt niet op het openbare internet. De beheerder van de installatie kan het "
            "toelaten.");
    return ERR_OK;
}

bool egress_named(struct arena *a, const struct lines *allow, const char *url)
{
    struct target t;

    return read_target(a, url, &t) && named(a, allow, &t);
}

const char *egress_host(struct arena *a, const char *url, int *ret_port)
{
    struct target t;

    if (!read_target(a, url, &t))
        return "";
    *ret_port = t.port;
    return t.host;
}
