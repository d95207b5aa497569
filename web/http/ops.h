/* web/http/ops.h: the operators' listener, apart from the public address. For server.c only. */
#ifndef WEB_HTTP_OPS_H
#define WEB_HTTP_OPS_H

#include "web/http/exchange.h"
#include "web/http/listen.h"

struct ops;

enum err ops_start(struct service *service, const char *listen,
    void (*more)(void *context, struct buf *out), void *context, struct arena *a, struct fault *f,
    struct ops **ret) NODISCARD;
const char *ops_address(const struct ops *o);
void ops_stop(struct ops *o); /* NULL is allowed */

#endif
