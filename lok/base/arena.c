#include "lok/base/arena.h"
#include <sanitizer/asan_interface.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Chunks grow with the arena, so that a small request costs one malloc and a large one few; none is so
 * large that malloc asks the kernel for each (from 128 KiB on), which costs a fault a page. */
enum { FIRST_CHUNK = 32 * KiB, LARGEST_CHUNK = 96 * KiB, SMALL_PRINT = 128 };

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

static void *must_malloc(size_t size)
{
    void *p = malloc(size);
    if (p == NULL)
        IMPOSSIBLE("out of memory");
    return p;
}

struct arena *arena_new(void)
{
    struct arena *a = must_malloc(sizeof *a);
    *a = (struct arena){ .next_size = FIRST_CHUNK };
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
    struct chunk *c = must_malloc(sizeof *c + size);
    c->size = size;
    c->taken = 0;
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

/* At least one byte stays unused between two allocations: ASan sees a write over the end. */
static size_t step_of(size_t size)
{
    PRE(size < SIZE_MAX / 2);
    return (size / alignof(max_align_t) + 1) * alignof(max_align_t);
}

void *arena_room(struct arena *a, size_t size)
{
    PRE(a != NULL);
    size_t step = step_of(size);
    struct chunk *c = a->chunks;
    if (c == NULL || c->size - c->taken < step) {
        if (step <= a->next_size) {
            c = new_chunk(a, a->next_size);
            a->next_size = LARGEST_CHUNK;
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

bool arena_extend(struct arena *a, const void *p, size_t old_size, size_t size)
{
    PRE(size >= old_size);
    size_t more = step_of(size) - step_of(old_size);
    struct chunk *c = a->chunks;
    if (c == NULL || (const unsigned char *)p + step_of(old_size) != c->bytes + c->taken ||
        more > c->size - c->taken)
        return false;
    c->taken += more;
    a->used += size - old_size;
    ASAN_UNPOISON_MEMORY_REGION(p, size);
    return true;
}

void *arena_alloc(struct arena *a, size_t size)
{
    return memset(arena_room(a, size), 0, size);
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
    char *copy = arena_room(a, length + 1);
    if (length > 0)
        memcpy(copy, s, length);
    copy[length] = '\0';
    return copy;
}

void *arena_memdup(struct arena *a, const void *p, size_t size)
{
    void *copy = arena_room(a, size);
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

/* -- printing: nearly all formats are short and plain, and vsnprintf costs a microsecond -- */

struct line {
    char bytes[SMALL_PRINT];
    size_t length;
};

static bool put(struct line *l, const char *s, size_t length)
{
    if (length >= sizeof l->bytes - l->length)
        return false;
    memcpy(l->bytes + l->length, s, length);
    l->length += length;
    return true;
}

/* Filled with zeroes up to `width`. */
static bool put_number(struct line *l, unsigned long long value, size_t width)
{
    char digits[24];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    while (sizeof digits - at < width)
        digits[--at] = '0';
    return put(l, digits + at, sizeof digits - at);
}

/* What follows a '%': s, d, lld, zu, or a number's width as in 02d. False for anything else and for
 * what is negative or too long; *format then stands anywhere. */
static bool put_argument(struct line *l, const char **format, va_list *args)
{
    size_t width = 0;
    long long value;
    if (**format == '0' && (*format)[1] >= '1' && (*format)[1] <= '9') {
        width = (size_t)((*format)[1] - '0');
        *format += 2;
    }
    if (**format == 's' && width == 0) {
        const char *s = va_arg(*args, const char *);
        *format += 1;
        return s != NULL && put(l, s, strlen(s));
    }
    if (strncmp(*format, "zu", 2) == 0) {
        *format += 2;
        return put_number(l, va_arg(*args, size_t), width);
    }
    if (**format == 'd') {
        value = va_arg(*args, int);
        *format += 1;
    } else if (strncmp(*format, "lld", 3) == 0) {
        value = va_arg(*args, long long);
        *format += 3;
    } else {
        return false;
    }
    return value >= 0 && put_number(l, (unsigned long long)value, width);
}

static bool put_plainly(struct line *l, const char *format, va_list *args)
{
    while (*format != '\0') {
        size_t literal = 0;
        while (format[literal] != '\0' && format[literal] != '%')
            literal++;
        if (!put(l, format, literal))
            return false;
        format += literal;
        if (*format == '%' && (format++, !put_argument(l, &format, args)))
            return false;
    }
    return true;
}

static char *print_any(struct arena *a, const char *format, va_list args) PRINTF_LIKE(2, 0);
static char *print_any(struct arena *a, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    PRE(length >= 0);
    char *s = arena_room(a, (size_t)length + 1);
    vsnprintf(s, (size_t)length + 1, format, again);
    va_end(again);
    return s;
}

char *arena_vprintf(struct arena *a, const char *format, va_list args)
{
    struct line l;
    va_list first;
    l.length = 0;
    va_copy(first, args);
    bool plain = put_plainly(&l, format, &first);
    va_end(first);
    return plain ? arena_strndup(a, l.bytes, l.length) : print_any(a, format, args);
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}
