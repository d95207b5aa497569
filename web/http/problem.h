/* web/http/problem.h: application/problem+json (RFC 9457, Belgif REST guide). */
#ifndef WEB_HTTP_PROBLEM_H
#define WEB_HTTP_PROBLEM_H

#include "lok/base/err.h"

/* type, title, status, detail, instance (the path), issues [{in, name, code, detail}]. A field
 * "?name" is of the query, "!Name" a header, anything else of the body. */
const char *problem_json(struct arena *a, enum err e, const struct fault *f, const char *path);

#endif
