/* Any bytes as a webhook's address: what is accepted is https to a host that does not lead inside,
 * and is accepted again; the list of named targets opens only its own host and port. */
#include "notify/egress.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    const char *url = arena_strndup(a, (const char *)data, size);
    const char *at[] = { "127.0.0.1:9999" };
    struct lines nothing = { NULL, 0 }, allow = { at, 1 };
    struct fault f, g;
    int port = 0;

    fault_init(&f, a);
    fault_init(&g, a);
    const char *host = egress_host(a, url, &port);
    enum err strict = egress_check_url(&f, a, &nothing, url);
    enum err named = egress_check_url(&g, a, &allow, url);
    PRE((strict == ERR_OK) == (f.issue_count == 0));
    if (strict != ERR_OK) {
        PRE(named != ERR_OK || (str_equal(host, "127.0.0.1") && port == 9999));
        return 0;
    }
    PRE(named == ERR_OK);
    PRE(str_equal_ascii_nocase(arena_strndup(a, url, 8), "https://") && strlen(url) <= 2000);
    PRE(port >= 1 && port <= 65535 && host[0] != '\0' && strchr(host, '@') == NULL);
    struct sockaddr_in v4 = { .sin_family = AF_INET };
    PRE(!str_equal(host, "localhost") && !str_equal(host, "[::1]"));
    if (inet_pton(AF_INET, host, &v4.sin_addr) == 1)
        PRE(egress_public_address((const struct sockaddr *)&v4));
    return 0;
}
