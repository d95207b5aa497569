/* lok/base/arena.h: memory that lives as long as one request and is freed in one go.
 *
 * Invariants:
 *   - what is allocated is zeroed (but for arena_room) and aligned for any type;
 *   - allocation never returns NULL: out of memory aborts the process;
 *   - nothing is freed before the arena is.
 */
#ifndef LOK_BASE_ARENA_H
#define LOK_BASE_ARENA_H

#include "lok/base/check.h"
#include <stdarg.h>

struct arena;

struct arena *arena_new(void);

/* Frees the arena and all that came from it. NULL is allowed. */
void arena_free(struct arena *a);

/* For AUTO(arena_cleanup) struct arena *a = arena_new(); */
void arena_cleanup(struct arena **a);

void *arena_alloc(struct arena *a, size_t size) __attribute__((malloc, returns_nonnull));

/* The same, not zeroed: for bytes that are written at once. */
void *arena_room(struct arena *a, size_t size) __attribute__((malloc, returns_nonnull));

/* `count` zeroed elements; aborts when the product overflows. */
void *arena_array(struct arena *a, size_t count, size_t size)
    __attribute__((malloc, returns_nonnull));

/* Makes the newest allocation larger where it stands, its new bytes as arena_room leaves them; false,
 * with nothing done, when another came after it or its chunk has no room. */
bool arena_extend(struct arena *a, const void *p, size_t old_size, size_t size);

/* Copies; a NULL string gives "". */
char *arena_strdup(struct arena *a, const char *s) __attribute__((returns_nonnull));
char *arena_strndup(struct arena *a, const char *s, size_t length) __attribute__((returns_nonnull));
void *arena_memdup(struct arena *a, const void *p, size_t size) __attribute__((returns_nonnull));

char *arena_printf(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3)
    __attribute__((returns_nonnull));
char *arena_vprintf(struct arena *a, const char *format, va_list args) PRINTF_LIKE(2, 0)
    __attribute__((returns_nonnull));

/* Bytes handed out so far (for tests and limits). */
size_t arena_used(const struct arena *a);

#endif
