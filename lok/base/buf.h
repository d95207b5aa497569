/* lok/base/buf.h: a growing string in an arena.
 *
 * Invariants:
 *   - `data` is always NUL-terminated and never NULL after buf_init;
 *   - `length` never passes `limit`: what would is dropped and `overflow` is set, so that a writer
 *     checks once, at the end.
 */
#ifndef LOK_BASE_BUF_H
#define LOK_BASE_BUF_H

#include "lok/base/arena.h"

struct buf {
    struct arena *arena;
    char *data;
    size_t length;
    size_t capacity;
    size_t limit; /* bytes, without the NUL */
    bool overflow;
};

/* Starts an empty string of at most `limit` bytes; 0 means 64 MiB. */
void buf_init(struct buf *b, struct arena *a, size_t limit);

void buf_add(struct buf *b, const char *bytes, size_t length);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
/* Text as it stands in HTML: & < > " ' become entities. A NULL adds nothing. */
void buf_html(struct buf *b, const char *text);
void buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
