#include "lok/base/str.h"
#include "notify/sign.h"
#include "tests/given/given.h"
#include <sodium.h>
#include <string.h>

static const char SECRET[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
static const char OTHER[] = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
static const char ID[] = "msg_p5jXN8AQM9LWM0D4loKWxJek";
static const char BODY[] = "{\"test\": 2432232314}";
static const char PUBLISHED[] = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

static const char *header(void **state, const char *secret, const char *old)
{
    const char *value = "";

    assert_int_equal(
        sign_header(arena(state), secret, old, ID, 1614265330, BODY, strlen(BODY), &value), ERR_OK);
    return value;
}

static void the_published_example_is_signed_as_published(void **state)
{
    assert_string_equal(header(state, SECRET, ""), PUBLISHED);
}

static void during_a_rotation_both_secrets_sign(void **state)
{
    const char *value = header(state, OTHER, SECRET);

    assert_true(str_starts(value, header(state, OTHER, "")));
    assert_true(str_ends(value, PUBLISHED));
    assert_non_null(strstr(value, "= v1,"));
}

static void another_implementation_agrees(void **state)
{
    unsigned char key[32], mac[crypto_auth_hmacsha256_BYTES];
    char text[sodium_base64_ENCODED_LEN(sizeof mac, sodium_base64_VARIANT_ORIGINAL)];
    const char *signed_text = arena_printf(arena(state), "%s.%lld.%s", ID, 1614265330LL, BODY);
    crypto_auth_hmacsha256_state hmac;

    for (unsigned char i = 0; i < sizeof key; i++)
        key[i] = i;
    crypto_auth_hmacsha256_init(&hmac, key, sizeof key);
    crypto_auth_hmacsha256_update(&hmac, (const unsigned char *)signed_text, strlen(signed_text));
    crypto_auth_hmacsha256_final(&hmac, mac);
    sodium_bin2base64(text, sizeof text, mac, sizeof mac, sodium_base64_VARIANT_ORIGINAL);
    assert_string_equal(header(state, OTHER, ""), arena_printf(arena(state), "v1,%s", text));
}

static void every_part_of_the_message_counts(void **state)
{
    struct arena *a = arena(state);
    const char *id, *time, *body, *length;

    assert_int_equal(sign_header(a, SECRET, "", "msg_q", 1614265330, BODY, 20, &id), ERR_OK);
    assert_int_equal(sign_header(a, SECRET, "", ID, 1614265331, BODY, 20, &time), ERR_OK);
    assert_int_equal(sign_header(a, SECRET, "", ID, 1614265330, "{}", 2, &body), ERR_OK);
    assert_int_equal(sign_header(a, SECRET, "", ID, 1614265330, BODY, 19, &length), ERR_OK);
    assert_string_not_equal(id, PUBLISHED);
    assert_string_not_equal(time, PUBLISHED);
    assert_string_not_equal(body, PUBLISHED);
    assert_string_not_equal(length, PUBLISHED);
}

static void a_new_secret_signs_and_is_never_the_same(void **state)
{
    const char *one = sign_new_secret(arena(state)), *two = sign_new_secret(arena(state));

    assert_true(str_starts(one, "whsec_"));
    assert_string_not_equal(one, two);
    assert_string_not_equal(header(state, one, ""), header(state, two, ""));
}

static void what_is_no_secret_is_refused(void **state)
{
    static const char *const WRONG[] = {
        "", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa==", /* 22 bytes */
        "whsec_!!!!9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        ("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8AAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRob"
         "HB0eHyA="), /* 65 bytes */
    };
    const char *value = "untouched";

    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        assert_int_equal(
            sign_header(arena(state), WRONG[i], "", ID, 1, BODY, 1, &value), ERR_INVALID);
        if (WRONG[i][0] != '\0')
            assert_int_equal(
                sign_header(arena(state), SECRET, WRONG[i], ID, 1, BODY, 1, &value), ERR_INVALID);
    }
    assert_string_equal(value, "untouched");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_published_example_is_signed_as_published, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            during_a_rotation_both_secrets_sign, given_arena, given_end),
        cmocka_unit_test_setup_teardown(another_implementation_agrees, given_arena, given_end),
        cmocka_unit_test_setup_teardown(every_part_of_the_message_counts, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_new_secret_signs_and_is_never_the_same, given_arena, given_end),
        cmocka_unit_test_setup_teardown(what_is_no_secret_is_refused, given_arena, given_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
