/* web/http/guard.h: what the head of a request must look like before anything else looks at it.
 *
 * Pure, so that it can be fuzzed. libmicrohttpd 0.9.75 lets through (measured): Transfer-Encoding
 * beside Content-Length, several of either, white space before a colon, continuation lines (glued to
 * the *name* of the header before), NUL, bare CR, HTTP/1.7, a missing or second Host, absolute
 * targets. Each of these lets two programs disagree on where a request ends or whom it is for.
 *
 * What is refused here is answered and the connection closed.
 */
#ifndef WEB_HTTP_GUARD_H
#define WEB_HTTP_GUARD_H

#include "lok/base/err.h"

enum { GUARD_MAX_HEADERS = 64, GUARD_MAX_TARGET = 8 * KiB };

struct guard_header {
    const char *name, *value;
    size_t name_length, value_length;
    bool displaced; /* name and value do not stand next to each other in what was received */
};

struct guard_head {
    const char *method;
    const char *target; /* as received, undecoded; may hold NULs */
    size_t target_length;
    const char *version; /* "HTTP/1.1" */
    const struct guard_header *headers;
    size_t header_count;
};

struct guard_body {
    bool chunked;
    uint64_t content_length; /* 0 when chunked or without a body */
};

/* ERR_MALFORMED, ERR_HEADERS or ERR_NOT_IMPLEMENTED; *ret_why then says what is wrong (English, for
 * the answer and the log, without anything that was received). */
enum err guard_check(
    const struct guard_head *head, struct guard_body *ret, const char **ret_why) NODISCARD;

#endif
