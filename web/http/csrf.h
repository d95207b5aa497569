/* web/http/csrf.h: does a change come from our own page? Pure.
 *
 * Browsers say so themselves: Sec-Fetch-Site (only to trustworthy addresses: https and loopback),
 * else Origin, which stands on every POST. Who sends neither is refused; programs use a bearer
 * token, for which this is not asked. */
#ifndef WEB_HTTP_CSRF_H
#define WEB_HTTP_CSRF_H

#include "lok/base/check.h"

/* Headers may be NULL. `public_url` is "https://lok.example.be", perhaps with a path behind it. */
bool csrf_is_ours(const char *sec_fetch_site, const char *origin, const char *public_url) NODISCARD;

#endif
