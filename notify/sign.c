#include "notify/sign.h"
#include "lok/base/buf.h"
#include "lok/base/str.h"
#include <string.h>

static const char PREFIX[] = "whsec_";

/* The specification's bounds for a symmetric key. */
enum { KEY_NEW = 32, KEY_LEAST = 24, KEY_MOST = 64 };

const char *sign_new_secret(struct arena *a)
{
    unsigned char key[KEY_NEW];

    secret_random(key, sizeof key);
    const char *secret = arena_printf(a, "%s%s", PREFIX, secret_base64(a, key, sizeof key));
    explicit_bzero(key, sizeof key);
    return secret;
}

static enum err add_signature(struct arena *a, const char *secret, const char *head,
    const char *body, size_t size, struct buf *to)
{
    const unsigned char *key;
    size_t length;
    unsigned char mac[32];

    if (!str_starts(secret, PREFIX) ||
        !secret_base64_decode(a, secret + strlen(PREFIX), &key, &length) || length < KEY_LEAST ||
        length > KEY_MOST)
        return ERR_INVALID;
    secret_hmac_sha256(key, length, head, body, size, mac);
    buf_puts(to, to->length == 0 ? "v1," : " v1,");
    buf_puts(to, secret_base64(a, mac, sizeof mac));
    return ERR_OK;
}

enum err sign_header(struct arena *a, const char *secret, const char *old_secret, const char *id,
    int64_t timestamp_s, const char *body, size_t length, const char **ret)
{
    const char *head = arena_printf(a, "%s.%lld.", id, (long long)timestamp_s);
    struct buf header;

    buf_init(&header, a, 0);
    TRY(add_signature(a, secret, head, body, length, &header));
    if (!str_empty(old_secret))
        TRY(add_signature(a, old_secret, head, body, length, &header));
    *ret = header.data;
    return ERR_OK;
}
