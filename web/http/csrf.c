#include "web/http/csrf.h"
#include "lok/base/str.h"
#include <string.h>
#include <strings.h>

/* scheme://host:port of an absolute address. */
static size_t origin_length(const char *url)
{
    const char *host = strstr(url, "://");
    if (host == NULL || host == url)
        return 0;
    size_t length = strcspn(host + 3, "/?#");
    return length == 0 ? 0 : (size_t)(host + 3 - url) + length;
}

/* Without the port that the scheme has by itself: browsers leave it out. */
static size_t without_default_port(const char *url, size_t length)
{
    const char *port = strncasecmp(url, "https://", 8) == 0  ? ":443"
                       : strncasecmp(url, "http://", 7) == 0 ? ":80"
                                                             : NULL;
    size_t n = port == NULL ? 0 : strlen(port);
    bool has = port != NULL && length > n && strncmp(url + length - n, port, n) == 0;
    return has ? length - n : length;
}

bool csrf_is_ours(const char *sec_fetch_site, const char *origin, const char *public_url)
{
    if (sec_fetch_site != NULL)
        return str_equal(sec_fetch_site, "same-origin") || str_equal(sec_fetch_site, "none");
    if (origin == NULL || public_url == NULL)
        return false;
    size_t ours = origin_length(public_url);
    size_t theirs = strlen(origin);
    if (ours == 0 || origin_length(origin) != theirs)
        return false;
    ours = without_default_port(public_url, ours);
    theirs = without_default_port(origin, theirs);
    return ours == theirs && strncasecmp(origin, public_url, ours) == 0;
}
