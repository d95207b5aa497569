/* web/http/lingering.h: lets a client that is still sending read why it was refused.
 *
 * A socket that is closed while its client sends is reset, and a client that finds its connection
 * reset may never look at the answer (RFC 9112 §9.6; nginx calls the cure "lingering close"). So a second
 * descriptor keeps the socket open for a while, and what still comes is thrown away.
 *
 * All calls may come from any thread.
 */
#ifndef WEB_HTTP_LINGERING_H
#define WEB_HTTP_LINGERING_H

#include "lok/base/check.h"

enum { LINGERING_MS = 5000, LINGERING_MOST = 64 };

struct lingering;

struct lingering *lingering_new(void);
void lingering_free(struct lingering *l); /* closes all; NULL is allowed */

/* The answer on `fd` was handed to the system and nothing more is said: `fd` itself may be closed
 * after this. While LINGERING_MOST sockets linger, only what has arrived is taken. `now` is
 * clock_monotonic(). */
void lingering_take(struct lingering *l, int fd, int64_t now);

/* Throws away what came, closes who hung up or had LINGERING_MS. Gives how many still linger. */
size_t lingering_run(struct lingering *l, int64_t now);

#endif
