/* web/http/etag.h: strong entity tags (RFC 9110, 8.8.3) and what clients send with them. Pure. */
#ifndef WEB_HTTP_ETAG_H
#define WEB_HTTP_ETAG_H

#include "lok/base/arena.h"

/* A tag for these bytes: 128 bits, fast, against honest changes (not against forgery). */
const char *etag_of_body(struct arena *a, const void *bytes, size_t length);
const char *etag_of_version(struct arena *a, int64_t version);

/* The tag of the compressed form of the same thing: another representation, another tag. */
const char *etag_gzipped(struct arena *a, const char *etag);

/* Whether If-None-Match (may be NULL) lists the tag, in whatever coding; weak comparison. */
bool etag_listed(const char *if_none_match, const char *etag);

/* If-Match: one strong tag with a version (gives it) or "*" (gives 0); false for anything else. */
bool etag_read_version(const char *if_match, int64_t *ret);

/* Whether Accept-Encoding (may be NULL) takes gzip. */
bool etag_accepts_gzip(const char *accept_encoding);

#endif
