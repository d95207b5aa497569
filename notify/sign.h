/* notify/sign.h: Standard Webhooks 1.0 signatures: `v1,` + base64 of HMAC-SHA256 over
 * `id.timestamp.body`, key = the base64 behind `whsec_`. */
#ifndef NOTIFY_SIGN_H
#define NOTIFY_SIGN_H

#include "lok/base/secret.h"

/* A new secret: "whsec_" + base64 of 32 random bytes. */
const char *sign_new_secret(struct arena *a);
/* The header's value; with a second secret (not "") both signatures, separated by a space.
 * ERR_INVALID when a secret is not of the form. */
enum err sign_header(struct arena *a, const char *secret, const char *old_secret, const char *id,
    int64_t timestamp_s, const char *body, size_t length, const char **ret) NODISCARD;

#endif
