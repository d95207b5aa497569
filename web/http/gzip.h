/* web/http/gzip.h: RFC 1952, in one go. */
#ifndef WEB_HTTP_GZIP_H
#define WEB_HTTP_GZIP_H

#include "lok/base/arena.h"

enum { GZIP_LEAST = 1 * KiB, GZIP_FAST = 1, GZIP_BEST = 9 };

/* False (and untouched) when it does not become smaller. */
bool gzip_pack(struct arena *a, const void *bytes, size_t length, int level, const void **ret,
    size_t *ret_length);

#endif
