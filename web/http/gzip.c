#include "web/http/gzip.h"
#include <limits.h>
#include <zlib.h>

enum { LEAST_BITS = 10, GZIP_HEADER = 16, LOOKAHEAD = 262 };
enum { MEMORY_OF_A_PAGE = 6, MEMORY_OF_MORE = 8 };

/* The smallest window that holds all of it: to set up the largest costs four times as much as to
 * pack a page, which becomes no smaller by it. */
static int window_bits(size_t length)
{
    int bits = LEAST_BITS;
    while (bits < MAX_WBITS && (size_t)1 << bits < length + LOOKAHEAD)
        bits++;
    return bits;
}

bool gzip_pack(struct arena *a, const void *bytes, size_t length, int level, const void **ret,
    size_t *ret_length)
{
    if (length == 0 || length > INT_MAX)
        return false;
    z_stream z = { 0 };
    int bits = window_bits(length);
    if (deflateInit2(&z, level, Z_DEFLATED, bits + GZIP_HEADER,
            bits < MAX_WBITS ? MEMORY_OF_A_PAGE : MEMORY_OF_MORE, Z_DEFAULT_STRATEGY) != Z_OK)
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
