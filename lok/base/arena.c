#include "lok/base/arena.h"
#include <sanitizer/asan_interface.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Chunks grow with the arena, so that a small request costs one malloc and a large one few. */
enum { FIRST_CHUNK = 32 * KiB, LARGEST_CHUNK = 256 * KiB, SMALL_PRINT = 128 };

struct chunk {
    struct chunk *next;
    size_t size; /* of bytes[] */
    size_t taken;
    alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct chunk *chunks; /* the newest first; only that one has room */
    size_t next_size;
    size_t used;
};

static void *must_calloc(size_t size)
{
    void *p = calloc(1, size);
    if (p == NULL)
        IMPOSSIBLE("out of memory");
    return p;
}

struct arena *arena_new(void)
{
    struct arena *a = must_calloc(sizeof *a);
    a->next_size = FIRST_CHUNK;
    return a;
}

void arena_free(struct arena *a)
{
    if (a == NULL)
        return;
    for (struct chunk *c = a->chunks, *next; c != NULL; c = next) {
        next = c->next;
        ASAN_UNPOISON_MEMORY_REGION(c->bytes, c->size);
        free(c);
    }
    free(a);
}

void arena_cleanup(struct arena **a)
{
    arena_free(*a);
    *a = NULL;
}

static struct chunk *new_chunk(struct arena *a, size_t size)
{
    struct chunk *c = must_calloc(sizeof *c + size);
    c->size = size;
    ASAN_POISON_MEMORY_REGION(c->bytes, c->size);
    if (size > LARGEST_CHUNK && a->chunks != NULL) {
        /* A large one stands behind the first, whose room stays in use. */
        c->next = a->chunks->next;
        a->chunks->next = c;
    } else {
        c->next = a->chunks;
        a->chunks = c;
    }
    return c;
}

void *arena_alloc(struct arena *a, size_t size)
{
    PRE(a != NULL);
    PRE(size < SIZE_MAX / 2);
    /* At least one byte stays unused between two allocations: ASan sees a write over the end. */
    size_t step = (size / alignof(max_align_t) + 1) * alignof(max_align_t);
    struct chunk *c = a->chunks;
    if (c == NULL || c->size - c->taken < step) {
        if (step <= a->next_size) {
            c = new_chunk(a, a->next_size);
            if (a->next_size < LARGEST_CHUNK)
                a->next_size *= 2;
        } else {
            c = new_chunk(a, step);
        }
    }
    void *p = c->bytes + c->taken;
    c->taken += step;
    a->used += size;
    ASAN_UNPOISON_MEMORY_REGION(p, size);
    return p;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    size_t product;
    if (__builtin_mul_overflow(count, size, &product))
        IMPOSSIBLE("the size of an array overflows");
    return arena_alloc(a, product);
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, s == NULL ? 0 : strlen(s));
}

char *arena_strndup(struct arena *a, const char *s, size_t length)
{
    char *copy = arena_alloc(a, length + 1);
    if (length > 0)
        memcpy(copy, s, length);
    return copy;
}

void *arena_memdup(struct arena *a, const void *p, size_t size)
{
    void *copy = arena_alloc(a, size);
    if (size > 0)
        memcpy(copy, p, size);
    return copy;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *s = arena_vprintf(a, format, args);
    va_end(args);
    return s;
}

/* Most are short: printed once, and copied. */
char *arena_vprintf(struct arena *a, const char *format, va_list args)
{
    char small[SMALL_PRINT];
    va_list again;
    va_copy(again, args);
    int printed = vsnprintf(small, sizeof small, format, args);
    PRE(printed >= 0);
    size_t length = (size_t)printed;
    char *s = arena_alloc(a, length + 1);
    if (length < sizeof small)
        memcpy(s, small, length + 1);
    else
        vsnprintf(s, length + 1, format, again);
    va_end(again);
    return s;
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}
