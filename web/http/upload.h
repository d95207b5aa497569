/* web/http/upload.h: a request whose body is a document: multipart/form-data with one file, or the
 * document itself.
 *
 * Invariants:
 *   - what comes goes to a file without a name beside the database: a process that ends, however,
 *     leaves nothing of it; in memory stands one piece at a time;
 *   - all uploads together stay under a budget of their own, so that they never hold up forms.
 */
#ifndef WEB_HTTP_UPLOAD_H
#define WEB_HTTP_UPLOAD_H

#include "lok/base/secret.h"
#include "web/http/body.h"
#include "web/http/multipart.h"

struct upload {
    bool has_file;
    int fd; /* open for reading while the request lives, -1 without a file */
    size_t size;
    const char *sha256; /* once all came */
    const char *name;   /* as the sender calls it, "" */
    struct params form; /* the other fields */
    /* for upload.c */
    struct arena *arena;
    struct body_budget *budget;
    size_t reserved, came, limit, most;
    struct multipart *parts; /* NULL: the body is the document */
    struct secret_digest digest;
    const char *field; /* being read, NULL in a file */
    char *value;
    size_t value_length;
    const char *folder;
    size_t dropped;
};

/* As body_begin; `most` bytes a document. `folder` is where the file stands. */
enum err upload_begin(struct upload *u, struct arena *a, struct body_budget *budget, size_t most,
    const struct guard_body *announced, const char *content_type, const char *folder) NODISCARD;
/* ERR_TOO_LARGE, ERR_MALFORMED, ERR_DISK_FULL or ERR_STORAGE. */
enum err upload_add(struct upload *u, const char *bytes, size_t length) NODISCARD;
/* All came: ERR_MALFORMED when the end is missing. */
enum err upload_finish(struct upload *u) NODISCARD;
/* Closes the file, which is gone then, and gives the budget back. */
void upload_end(struct upload *u);

#endif
