/* web/http/dispatch.h: from a complete request to a reply: who is it, may they, is it our own page,
 * what did they send; then the handler, inside what its route's mode opens; then the commit.
 *
 * Order matters: nothing is said about a thing before it is known who asks, the body is decoded
 * before the transaction begins, and a reply is sent only after what it tells was committed. */
#ifndef WEB_HTTP_DISPATCH_H
#define WEB_HTTP_DISPATCH_H

#include "web/http/exchange.h"

/* Sets x->reply, whatever happens. Nothing is left open. */
void dispatch(struct exchange *x);

#endif
