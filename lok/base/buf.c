#include "lok/base/buf.h"
#include <stdio.h>
#include <string.h>

enum { DEFAULT_LIMIT = 64 * MiB, FIRST_CAPACITY = 256 };

void buf_init(struct buf *b, struct arena *a, size_t limit)
{
    *b = (struct buf){ .arena = a, .limit = limit == 0 ? DEFAULT_LIMIT : limit };
    b->capacity = b->limit < FIRST_CAPACITY ? b->limit : FIRST_CAPACITY;
    b->data = arena_room(a, b->capacity + 1);
    b->data[0] = '\0';
}

/* Makes room for `more` bytes and the NUL; false, with `overflow` set, when the limit forbids. */
static bool reserve(struct buf *b, size_t more)
{
    if (b->overflow || more > b->limit - b->length) {
        b->overflow = true;
        return false;
    }
    size_t needed = b->length + more;
    if (needed <= b->capacity)
        return true;
    size_t capacity = b->capacity;
    while (capacity < needed)
        capacity = capacity > b->limit / 2 ? b->limit : capacity * 2;
    if (!arena_extend(b->arena, b->data, b->capacity + 1, capacity + 1)) {
        char *data = arena_room(b->arena, capacity + 1);
        memcpy(data, b->data, b->length + 1);
        b->data = data;
    }
    b->capacity = capacity;
    return true;
}

void buf_add(struct buf *b, const char *bytes, size_t length)
{
    if (length == 0)
        return;
    bool fits = !b->overflow && length <= b->capacity - b->length;
    if (!fits && !reserve(b, length))
        return;
    memcpy(b->data + b->length, bytes, length);
    b->length += length;
    b->data[b->length] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
    if (s != NULL)
        buf_add(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    size_t room = b->capacity - b->length + 1;
    int printed = vsnprintf(b->data + b->length, room, format, args);
    va_end(args);
    PRE(printed >= 0);
    size_t length = (size_t)printed;
    if (b->overflow || length >= room) {
        /* Not in the room there was: undo, and print again when more can be had. */
        b->data[b->length] = '\0';
        if (!reserve(b, length))
            return;
        va_start(args, format);
        vsnprintf(b->data + b->length, length + 1, format, args);
        va_end(args);
    }
    b->length += length;
}

static const char *entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return "&#39;";
    }
}

void buf_html(struct buf *b, const char *text)
{
    if (text == NULL)
        return;
    for (;;) {
        size_t plain = strcspn(text, "&<>\"'");

        buf_add(b, text, plain);
        text += plain;
        if (*text == '\0')
            return;
        buf_puts(b, entity(*text++));
    }
}
