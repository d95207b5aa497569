/* web/http/multipart.h: multipart/form-data (RFC 7578, RFC 2046 §5.1.1), read as it comes, so that a
 * document never stands in memory. Pure.
 *
 * Stricter than the RFC: nothing before the first boundary or behind the last, no blanks behind a
 * boundary, no folded header lines, at most 20 parts with headers of at most 4 KiB each, names and
 * texts in UTF-8. What browsers and curl send fits.
 */
#ifndef WEB_HTTP_MULTIPART_H
#define WEB_HTTP_MULTIPART_H

#include "lok/base/err.h"

struct multipart_part {
    const char *name;      /* of the field */
    const char *file_name; /* NULL: no file */
    const char *type;      /* "" when it is not said */
};

/* What happens with what is read; what they return other than ERR_OK ends the reading. */
struct multipart_sink {
    enum err (*begin)(void *context, const struct multipart_part *part);
    enum err (*bytes)(void *context, const char *bytes, size_t length);
    enum err (*end)(void *context);
};

enum { MULTIPART_MAX_BOUNDARY = 70, MULTIPART_MAX_HEAD = 4096, MULTIPART_MAX_PARTS = 20 };

struct multipart {
    struct arena *arena;
    const struct multipart_sink *sink;
    void *context;
    char delimiter[MULTIPART_MAX_BOUNDARY + 5]; /* CR LF -- and the boundary */
    size_t delimiter_length;
    enum { MULTIPART_DATA, MULTIPART_BEHIND, MULTIPART_HEAD, MULTIPART_END } state;
    size_t matched; /* of the delimiter, or of what may stand behind it */
    char behind;    /* the first of the two characters behind a delimiter */
    char head[MULTIPART_MAX_HEAD];
    size_t head_length;
    unsigned parts; /* 0: before the first boundary */
};

/* From the header Content-Type. False when it is not multipart/form-data with a good boundary. */
bool multipart_begin(struct multipart *m, struct arena *a, const char *content_type,
    const struct multipart_sink *sink, void *context);
/* ERR_MALFORMED, or what the sink says. */
enum err multipart_add(struct multipart *m, const char *bytes, size_t length) NODISCARD;
/* ERR_MALFORMED when the end did not come. */
enum err multipart_finish(const struct multipart *m) NODISCARD;

bool multipart_is(const char *content_type);

#endif
