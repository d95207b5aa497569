#include "web/http/gzip.h"
#include <limits.h>
#include <zlib.h>

enum { WINDOW_BITS = 15, GZIP_HEADER = 16, MEMORY_LEVEL = 8 };

bool gzip_pack(struct arena *a, const void *bytes, size_t length, int level, const void **ret,
    size_t *ret_length)
{
    if (length == 0 || length > INT_MAX)
        return false;
    z_stream z = { 0 };
    if (deflateInit2(&z, level, Z_DEFLATED, WINDOW_BITS + GZIP_HEADER, MEMORY_LEVEL,
            Z_DEFAULT_STRATEGY) != Z_OK)
        IMPOSSIBLE("out of memory");
    /* Room for less than what comes in: it does not pay otherwise. */
    unsigned char *packed = arena_alloc(a, length);
    z.next_in = (z_const Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)length;
    z.next_out = packed;
    z.avail_out = (uInt)length;
    int rc = deflate(&z, Z_FINISH);
    size_t packed_length = z.total_out;
    deflateEnd(&z);
    if (rc != Z_STREAM_END || packed_length >= length)
        return false;
    *ret = packed;
    *ret_length = packed_length;
    return true;
}
