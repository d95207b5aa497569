/* web/http/listen.h: where the server listens: "ADDRESS:PORT", "[::1]:PORT" or "unix:PATH". */
#ifndef WEB_HTTP_LISTEN_H
#define WEB_HTTP_LISTEN_H

#include "lok/base/err.h"

struct listen {
    int fd;
    const char *address;   /* what it really is: the port is never 0 */
    const char *unix_path; /* NULL for TCP; removed by listen_close */
};

/* A non-blocking listening socket. ERR_INVALID or ERR_CONFLICT with an English sentence in `f`. */
enum err listen_open(
    const char *where, struct arena *a, struct fault *f, struct listen *ret) NODISCARD;
/* Refuses new connections. The descriptor stays until listen_close: the library's threads may still
 * take it out of their epoll sets. */
void listen_refuse(struct listen *l);
void listen_close(struct listen *l);

/* "127.0.0.1", "::1" or "unix"; at most 46 bytes with the NUL. */
struct sockaddr;
void listen_peer(const struct sockaddr *address, char ret[static 46]);

#endif
