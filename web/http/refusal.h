/* web/http/refusal.h: answers that say no; written in reply.c. For files of web/http only. */
#ifndef WEB_HTTP_REFUSAL_H
#define WEB_HTTP_REFUSAL_H

#include "web/http/request.h"

/* Replaces what was set by the answer to an error: problem+json under /api, else a page in the
 * layout, or a way to the sign-in page. Reads rq->fault. */
void refusal_reply(struct request *rq, enum err e);

/* For what the guard refused: a line of text, and the connection closes. */
void refusal_reply_malformed(struct request *rq, enum err e, const char *why);

#endif
