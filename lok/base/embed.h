/* lok/base/embed.h: files that live inside the program (made by the build tool embed.c). */
#ifndef LOK_BASE_EMBED_H
#define LOK_BASE_EMBED_H

#include <stddef.h>

struct embedded {
    const char *name;           /* the file's name without its folder; NULL ends a list */
    const unsigned char *bytes; /* NUL-terminated behind `length` */
    size_t length;
    const char *sha256; /* 64 hex digits */
};

/* The file of that name, or NULL. */
const struct embedded *embedded_find(const struct embedded *files, const char *name);

#endif
