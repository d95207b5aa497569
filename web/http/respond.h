/* web/http/respond.h: hands replies to the library. The only file that builds its responses. */
#ifndef WEB_HTTP_RESPOND_H
#define WEB_HTTP_RESPOND_H

#include "web/http/exchange.h"

/* Sends x->reply: security headers, caching, 304, compression. False: the library refused. */
bool respond(struct exchange *x);

/* A text of its own, copied; for the operators' listener. */
bool respond_text(struct MHD_Connection *connection, unsigned status, const char *text);

#endif
