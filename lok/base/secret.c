#include "lok/base/secret.h"
#include "lok/base/str.h"
#include <liboath/oath.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* OWASP's argon2id figures with room to spare; 64 MiB each, so never many at once. */
enum { PASSWORD_PASSES = 2, PASSWORD_MEMORY = 64 * MiB, PASSWORDS_AT_ONCE = 2 };

enum { TOTP_STEP_MS = 30 * 1000, TOTP_DIGITS = 6, TOTP_KEY_BYTES = 20 };

/* How many passwords are being hashed in the process. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t freed;
    int busy;
} hashing = { .lock = PTHREAD_MUTEX_INITIALIZER, .freed = PTHREAD_COND_INITIALIZER };

/* Looked up once: that costs more than a signature. */
static struct {
    pthread_once_t once;
    EVP_MAC *algorithm;
} hmac = { .once = PTHREAD_ONCE_INIT };

void secret_init(void)
{
    if (sodium_init() < 0)
        IMPOSSIBLE("libsodium does not start");
    if (oath_init() != OATH_OK)
        IMPOSSIBLE("liboath does not start");
}

void secret_random(void *to, size_t size)
{
    randombytes_buf(to, size);
}

static const char *base64(struct arena *a, const void *bytes, size_t length, int variant)
{
    size_t size = sodium_base64_encoded_len(length, variant);
    char *text = arena_alloc(a, size);
    return sodium_bin2base64(text, size, bytes, length, variant);
}

const char *secret_token(struct arena *a, size_t bytes)
{
    void *random = arena_alloc(a, bytes);
    secret_random(random, bytes);
    return base64(a, random, bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

const char *secret_hash(struct arena *a, const char *text)
{
    return secret_sha256_hex(a, text, strlen(text));
}

const char *secret_sha256_hex(struct arena *a, const void *bytes, size_t length)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, bytes, length);
    size_t size = sizeof digest * 2 + 1;
    return sodium_bin2hex(arena_alloc(a, size), size, digest, sizeof digest);
}

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct secret_digest), "it must fit");

static crypto_hash_sha256_state *state_of(struct secret_digest *d)
{
    return (crypto_hash_sha256_state *)(void *)d->state;
}

void secret_digest_begin(struct secret_digest *d)
{
    crypto_hash_sha256_init(state_of(d));
}

void secret_digest_add(struct secret_digest *d, const void *bytes, size_t length)
{
    crypto_hash_sha256_update(state_of(d), bytes, length);
}

const char *secret_digest_end(struct arena *a, struct secret_digest *d)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(state_of(d), digest);
    size_t size = sizeof digest * 2 + 1;
    return sodium_bin2hex(arena_alloc(a, size), size, digest, sizeof digest);
}

const char *secret_uuid(struct arena *a)
{
    unsigned char b[16];
    secret_random(b, sizeof b);
    b[6] = (unsigned char)((b[6] & 0x0F) | 0x40); /* version 4 */
    b[8] = (unsigned char)((b[8] & 0x3F) | 0x80); /* variant of RFC 9562 */
    return arena_printf(a, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
        b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13],
        b[14], b[15]);
}

bool secret_equal(const char *a, const char *b)
{
    size_t length = a == NULL ? 0 : strlen(a);
    if (length != (b == NULL ? 0 : strlen(b)))
        return false;
    return length == 0 || sodium_memcmp(a, b, length) == 0;
}

static void hashing_begin(void)
{
    pthread_mutex_lock(&hashing.lock);
    while (hashing.busy == PASSWORDS_AT_ONCE)
        pthread_cond_wait(&hashing.freed, &hashing.lock);
    hashing.busy++;
    pthread_mutex_unlock(&hashing.lock);
}

static void hashing_end(void)
{
    pthread_mutex_lock(&hashing.lock);
    hashing.busy--;
    pthread_cond_signal(&hashing.freed);
    pthread_mutex_unlock(&hashing.lock);
}

enum err secret_password_hash(struct arena *a, const char *password, const char **ret)
{
    char hash[crypto_pwhash_STRBYTES];
    hashing_begin();
    int rc = crypto_pwhash_str_alg(hash, password, strlen(password), PASSWORD_PASSES,
        PASSWORD_MEMORY, crypto_pwhash_ALG_ARGON2ID13);
    hashing_end();
    if (rc != 0) /* only when the 64 MiB are not to be had */
        return ERR_BUSY;
    *ret = arena_strdup(a, hash);
    return ERR_OK;
}

bool secret_password_verify(const char *hash, const char *password)
{
    hashing_begin();
    bool good = crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
    hashing_end();
    return good;
}

static void fetch_hmac(void)
{
    hmac.algorithm = EVP_MAC_fetch(NULL, "HMAC", NULL);
    if (hmac.algorithm == NULL)
        IMPOSSIBLE("OpenSSL has no HMAC");
}

/* OpenSSL's: it uses the processor's SHA instructions, a third of libsodium's time. */
void secret_hmac_sha256(const void *key, size_t key_length, const char *head, const void *message,
    size_t length, unsigned char ret[32])
{
    char digest[] = "SHA256";
    OSSL_PARAM params[] = { OSSL_PARAM_construct_utf8_string("digest", digest, 0),
        OSSL_PARAM_construct_end() };
    size_t written = 0;
    (void)pthread_once(&hmac.once, fetch_hmac);
    EVP_MAC_CTX *c = EVP_MAC_CTX_new(hmac.algorithm);
    if (c == NULL || EVP_MAC_init(c, key, key_length, params) != 1 ||
        EVP_MAC_update(c, (const unsigned char *)head, strlen(head)) != 1 ||
        EVP_MAC_update(c, message, length) != 1 || EVP_MAC_final(c, ret, &written, 32) != 1)
        IMPOSSIBLE("out of memory in OpenSSL");
    EVP_MAC_CTX_free(c);
}

const char *secret_base64(struct arena *a, const void *bytes, size_t length)
{
    return base64(a, bytes, length, sodium_base64_VARIANT_ORIGINAL);
}

bool secret_base64_decode(
    struct arena *a, const char *text, const unsigned char **ret, size_t *ret_length)
{
    size_t length = strlen(text), decoded;
    size_t room = length / 4 * 3 + 3;
    const char *end;
    unsigned char *bytes = arena_alloc(a, room);
    if (sodium_base642bin(
            bytes, room, text, length, NULL, &decoded, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text + length)
        return false;
    *ret = bytes;
    *ret_length = decoded;
    return true;
}

const char *secret_totp_key(struct arena *a)
{
    char random[TOTP_KEY_BYTES], *encoded;
    secret_random(random, sizeof random);
    if (oath_base32_encode(random, sizeof random, &encoded, NULL) != OATH_OK)
        IMPOSSIBLE("base32 fails on random bytes");
    const char *key = arena_strdup(a, encoded);
    free(encoded);
    return key;
}

/* Copies the digits of a code as people type it ("123 456"); false when it is no six-digit code. */
static bool typed_code(const char *code, char ret[TOTP_DIGITS + 1])
{
    size_t count = 0;
    for (; *code != '\0'; code++) {
        if (*code == ' ')
            continue;
        if (*code < '0' || *code > '9' || count == TOTP_DIGITS)
            return false;
        ret[count++] = *code;
    }
    ret[count] = '\0';
    return count == TOTP_DIGITS;
}

bool secret_totp_verify(const char *key, const char *code, int64_t now, int64_t *ret_step)
{
    char typed[TOTP_DIGITS + 1], *bytes;
    size_t length;
    if (str_empty(key) || now < TOTP_STEP_MS || code == NULL || !typed_code(code, typed) ||
        oath_base32_decode(key, strlen(key), &bytes, &length) != OATH_OK)
        return false;
    /* TOTP is HOTP (RFC 4226) counted by the clock. */
    bool found = false;
    for (int64_t step = now / TOTP_STEP_MS - 1; step <= now / TOTP_STEP_MS + 1; step++) {
        char expected[TOTP_DIGITS + 1];
        int rc = oath_hotp_generate(bytes, length, (uint64_t)step, TOTP_DIGITS, false,
            OATH_HOTP_DYNAMIC_TRUNCATION, expected);
        if (rc == OATH_OK && !found && secret_equal(expected, typed)) {
            found = true;
            *ret_step = step;
        }
    }
    sodium_memzero(bytes, length);
    free(bytes);
    return found;
}
