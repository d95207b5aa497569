/* lok/base/secret.h: randomness, hashes, passwords and signatures, over libsodium and liboath. */
#ifndef LOK_BASE_SECRET_H
#define LOK_BASE_SECRET_H

#include "lok/base/err.h"

/* Starts libsodium; aborts when that fails. Call once, before threads start. */
void secret_init(void);

void secret_random(void *to, size_t size);

/* `bytes` random bytes as URL-safe base64 without padding (32 bytes give 43 characters). */
const char *secret_token(struct arena *a, size_t bytes);

/* SHA-256 as 64 hex digits: how tokens and links are stored. */
const char *secret_hash(struct arena *a, const char *text);
const char *secret_sha256_hex(struct arena *a, const void *bytes, size_t length);

/* SHA-256 of what comes in pieces, as 64 hex digits. */
struct secret_digest {
    _Alignas(16) unsigned char state[128];
};
void secret_digest_begin(struct secret_digest *d);
void secret_digest_add(struct secret_digest *d, const void *bytes, size_t length);
const char *secret_digest_end(struct arena *a, struct secret_digest *d);

/* A random UUID, version 4. */
const char *secret_uuid(struct arena *a);

bool secret_equal(const char *a, const char *b); /* in constant time */

/* argon2id, 64 MiB, t=2 (OWASP); at most two at once in the process, others wait. */
enum err secret_password_hash(struct arena *a, const char *password, const char **ret) NODISCARD;
bool secret_password_verify(const char *hash, const char *password);

/* HMAC-SHA256 of a head and the message behind it. */
void secret_hmac_sha256(const void *key, size_t key_length, const char *head, const void *message,
    size_t length, unsigned char ret[32]);

/* Standard base64 with padding. */
const char *secret_base64(struct arena *a, const void *bytes, size_t length);
bool secret_base64_decode(
    struct arena *a, const char *text, const unsigned char **ret, size_t *ret_length);

/* TOTP (RFC 6238): 30 s, 6 digits, SHA-1, one step either way. *ret_step is the step that fitted:
 * store it and refuse it the next time. The key is base32. */
const char *secret_totp_key(struct arena *a);
bool secret_totp_verify(const char *key, const char *code, int64_t now, int64_t *ret_step);

#endif
