/* notify/egress.h: where a webhook may go. Pure.
 *
 * https only, to a public address, unless HOST:PORT is named in webhook_allow (then http and private
 * too). No user info, at most 2,000 characters. The address is judged right before connecting, in
 * whatever spelling it came (decimal, hex, v4-mapped, NAT64, 6to4 …).
 */
#ifndef NOTIFY_EGRESS_H
#define NOTIFY_EGRESS_H

#include "lok/base/err.h"
#include "lok/base/str.h"
#include <sys/socket.h>

/* ERR_INVALID with an issue at field `url`. */
enum err egress_check_url(
    struct fault *f, struct arena *a, const struct lines *allow, const char *url) NODISCARD;
/* True when the URL's host and port stand in `allow`. */
bool egress_named(struct arena *a, const struct lines *allow, const char *url);
/* True for an address on the public internet. */
bool egress_public_address(const struct sockaddr *address);
/* The host of a URL in lower case, "" when there is none; the port by scheme when absent. */
const char *egress_host(struct arena *a, const char *url, int *ret_port);

#endif
