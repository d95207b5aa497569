#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/secret.h"
#include "lok/base/str.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static int set_up(void **state)
{
    secret_init();
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static const char *hex(struct arena *a, const unsigned char *bytes, size_t length)
{
    char *text = arena_alloc(a, length * 2 + 1);
    for (size_t i = 0; i < length; i++)
        snprintf(text + 2 * i, 3, "%02x", (unsigned)bytes[i]);
    return text;
}

static const char *hmac(struct arena *a, const char *key, size_t key_length, const char *message)
{
    unsigned char mac[32];
    unsigned char parted[32];
    size_t half = strlen(message) / 2;
    secret_hmac_sha256(key, key_length, "", message, strlen(message), mac);
    secret_hmac_sha256(key, key_length, arena_strndup(a, message, half), message + half,
        strlen(message) - half, parted);
    assert_memory_equal(parted, mac, sizeof mac);
    return hex(a, mac, sizeof mac);
}

static void hmac_gives_the_vectors_of_rfc_4231(void **state)
{
    char key[131];
    memset(key, 0x0b, 20);
    assert_string_equal(hmac(*state, key, 20, "Hi There"),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    assert_string_equal(hmac(*state, "Jefe", 4, "what do ya want for nothing?"),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    memset(key, 0xaa, sizeof key);
    assert_string_equal(
        hmac(*state, key, sizeof key, "Test Using Larger Than Block-Size Key - Hash Key First"),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void sha256_gives_the_vectors_of_fips_180(void **state)
{
    assert_string_equal(secret_hash(*state, ""),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(secret_hash(*state, "abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(secret_sha256_hex(*state, "abcd", 3), secret_hash(*state, "abc"));
}

static void base64_gives_the_vectors_of_rfc_4648(void **state)
{
    static const char *const VECTORS[][2] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" },
        { "foo", "Zm9v" }, { "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" },
        { "foobar", "Zm9vYmFy" } };
    for (size_t i = 0; i < ARRAY_LEN(VECTORS); i++) {
        const char *plain = VECTORS[i][0], *encoded = VECTORS[i][1];
        const unsigned char *decoded = NULL;
        size_t length = 99;
        assert_string_equal(secret_base64(*state, plain, strlen(plain)), encoded);
        assert_true(secret_base64_decode(*state, encoded, &decoded, &length));
        assert_int_equal(length, strlen(plain));
        assert_memory_equal(decoded, plain, length);
    }
}

static void base64_that_is_not_whole_is_refused(void **state)
{
    static const char *const WRONG[] = { "Z", "Zg", "Zg=", "Zg===", "Zm9v=", "Zm 9v", "Zm9v\n",
        "Zm9-", "Zm_v", "=", "Zh==x" };
    const unsigned char *untouched = NULL;
    size_t length;
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        if (secret_base64_decode(*state, WRONG[i], &untouched, &length))
            fail_msg("%s", WRONG[i]);
    }
    assert_null(untouched);
}

/* The key of RFC 6238, "12345678901234567890", in base32. */
static const char RFC_KEY[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

static void totp_gives_the_vectors_of_rfc_6238(void **state)
{
    /* The RFC prints eight digits; six are the last six of them. */
    static const struct {
        int64_t seconds;
        const char *code;
    } VECTORS[] = { { 59, "287082" }, { 1111111109, "081804" }, { 1111111111, "050471" },
        { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" } };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(VECTORS); i++) {
        int64_t step = -1, now = VECTORS[i].seconds * 1000;
        assert_true(secret_totp_verify(RFC_KEY, VECTORS[i].code, now, &step));
        assert_true(step == VECTORS[i].seconds / 30);
    }
}

static void totp_forgives_one_step_either_way_and_no_more(void **state)
{
    (void)state;
    int64_t step = -1, of_code = 1234567890 / 30;
    for (int64_t off = -3; off <= 3; off++) {
        int64_t now = (of_code + off) * 30000 + 15000;
        bool near = off >= -1 && off <= 1;
        step = -1;
        assert_int_equal(secret_totp_verify(RFC_KEY, "005924", now, &step), near);
        assert_true(step == (near ? of_code : -1));
    }
}

static void totp_takes_a_code_with_spaces_and_nothing_else(void **state)
{
    static const char *const WRONG[] = { "", "05924", "0005924", "00592x", "-05924", "005925",
        "89005924" };
    (void)state;
    int64_t step = -1, now = INT64_C(1234567890000);
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++)
        assert_false(secret_totp_verify(RFC_KEY, WRONG[i], now, &step));
    assert_false(secret_totp_verify(RFC_KEY, NULL, now, &step));
    assert_false(secret_totp_verify("", "005924", now, &step));
    assert_false(secret_totp_verify("not base32!", "005924", now, &step));
    assert_true(step == -1);
    assert_true(secret_totp_verify(RFC_KEY, " 005 924 ", now, &step));
}

static void a_totp_key_is_160_bits_of_base32(void **state)
{
    const char *key = secret_totp_key(*state);
    assert_int_equal(strlen(key), 32);
    assert_int_equal(strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), 32);
    assert_string_not_equal(key, secret_totp_key(*state));
}

static void a_password_fits_its_own_hash_only(void **state)
{
    const char *hash = NULL;
    assert_int_equal(secret_password_hash(*state, "vier woorden op rij", &hash), ERR_OK);
    assert_true(str_starts(hash, "$argon2id$v=19$m=65536,t=2,p=1$"));
    assert_true(secret_password_verify(hash, "vier woorden op rij"));
    assert_false(secret_password_verify(hash, "vier woorden op rij "));
    assert_false(secret_password_verify(hash, ""));
}

static void the_same_password_gives_another_hash_each_time(void **state)
{
    const char *first = NULL, *second = NULL;
    assert_int_equal(secret_password_hash(*state, "x", &first), ERR_OK);
    assert_int_equal(secret_password_hash(*state, "x", &second), ERR_OK);
    assert_string_not_equal(first, second);
}

static void what_is_no_hash_fits_nothing(void **state)
{
    (void)state;
    assert_false(secret_password_verify("", ""));
    assert_false(secret_password_verify("geheim", "geheim"));
    assert_false(secret_password_verify("$argon2id$v=19$m=65536,t=2,p=1$", "x"));
}

static void *verify_once(void *hash)
{
    return secret_password_verify(hash, "samen") ? hash : NULL;
}

static void many_threads_that_hash_all_get_their_turn(void **state)
{
    enum { THREADS = 6 };
    const char *hash = NULL;
    assert_int_equal(secret_password_hash(*state, "samen", &hash), ERR_OK);
    char *own = arena_strdup(*state, hash);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, verify_once, own), 0);
    for (int i = 0; i < THREADS; i++) {
        void *fitted = NULL;
        pthread_join(threads[i], &fitted);
        assert_ptr_equal(fitted, own);
    }
}

static void a_token_is_url_safe_and_never_the_same(void **state)
{
    const char *token = secret_token(*state, 32);
    assert_int_equal(strlen(token), 43);
    assert_int_equal(
        strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), 43);
    assert_string_not_equal(token, secret_token(*state, 32));
}

static void a_uuid_says_that_it_is_random(void **state)
{
    for (int i = 0; i < 100; i++) {
        const char *uuid = secret_uuid(*state);
        assert_int_equal(strlen(uuid), 36);
        for (int at = 0; at < 36; at++) {
            bool dash = at == 8 || at == 13 || at == 18 || at == 23;
            assert_true(dash ? uuid[at] == '-' : strchr("0123456789abcdef", uuid[at]) != NULL);
        }
        assert_int_equal(uuid[14], '4');
        assert_non_null(strchr("89ab", uuid[19]));
        assert_string_not_equal(uuid, secret_uuid(*state));
    }
}

static void equality_compares_the_whole_string(void **state)
{
    (void)state;
    assert_true(secret_equal("abc", "abc"));
    assert_false(secret_equal("abc", "abd"));
    assert_false(secret_equal("abc", "ab"));
    assert_false(secret_equal("abc", NULL));
    assert_true(secret_equal(NULL, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hmac_gives_the_vectors_of_rfc_4231),
        cmocka_unit_test(sha256_gives_the_vectors_of_fips_180),
        cmocka_unit_test(base64_gives_the_vectors_of_rfc_4648),
        cmocka_unit_test(base64_that_is_not_whole_is_refused),
        cmocka_unit_test(totp_gives_the_vectors_of_rfc_6238),
        cmocka_unit_test(totp_forgives_one_step_either_way_and_no_more),
        cmocka_unit_test(totp_takes_a_code_with_spaces_and_nothing_else),
        cmocka_unit_test(a_totp_key_is_160_bits_of_base32),
        cmocka_unit_test(a_password_fits_its_own_hash_only),
        cmocka_unit_test(the_same_password_gives_another_hash_each_time),
        cmocka_unit_test(what_is_no_hash_fits_nothing),
        cmocka_unit_test(many_threads_that_hash_all_get_their_turn),
        cmocka_unit_test(a_token_is_url_safe_and_never_the_same),
        cmocka_unit_test(a_uuid_says_that_it_is_random),
        cmocka_unit_test(equality_compares_the_whole_string),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
