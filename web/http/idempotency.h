/* web/http/idempotency.h: a POST that is repeated with the same Idempotency-Key is done once.
 *
 * The answer is kept for a day, written in the same transaction as the change: both or neither.
 * Only answers to what was done are kept; after an error the same key tries again. */
#ifndef WEB_HTTP_IDEMPOTENCY_H
#define WEB_HTTP_IDEMPOTENCY_H

#include "web/http/request.h"

/* 1–255 printable ASCII characters. */
bool idempotency_key_valid(const char *key);

/* Who asks for what under which key. */
struct idempotency {
    const char *actor, *key, *path, *body_hash;
};
struct idempotency idempotency_of(
    struct request *rq, const char *key, const void *body, size_t length);

struct idempotency_answer {
    unsigned status;
    const char *content_type, *location, *etag; /* "" when none */
    const void *body;
    size_t length;
};

/* ERR_NOT_FOUND the first time; ERR_CONFLICT when the key came with another body. */
enum err idempotency_find(struct tx *tx, struct arena *a, const struct idempotency *key,
    int64_t now, struct idempotency_answer *ret) NODISCARD;
enum err idempotency_keep(struct tx *tx, const struct idempotency *key, int64_t now,
    const struct idempotency_answer *answer) NODISCARD;

#endif
