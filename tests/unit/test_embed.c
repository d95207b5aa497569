/* Covers lok/base/embedded.c. */
#include "lok/base/embed.h"
#include "lok/base/secret.h"
#include "tests/given/given.h"
#include <string.h>

static const struct embedded FILES[] = {
    { "app.css", (const unsigned char *)"body{}", 6, "1" },
    { "app.js", (const unsigned char *)"", 0, "2" },
    { NULL, NULL, 0, NULL },
};

static void a_file_is_found_by_its_whole_name(void **state)
{
    (void)state;
    assert_ptr_equal(embedded_find(FILES, "app.js"), &FILES[1]);
    assert_null(embedded_find(FILES, "app"));
    assert_null(embedded_find(FILES, "APP.CSS"));
    assert_null(embedded_find(FILES, ""));
}

static void the_schema_is_sorted_by_number(void **state)
{
    (void)state;
    assert_non_null(schema_files[0].name);
    for (size_t i = 1; schema_files[i].name; i++)
        assert_true(strcmp(schema_files[i - 1].name, schema_files[i].name) < 0);
}

static void an_embedded_file_carries_its_own_hash_and_an_end(void **state)
{
    for (const struct embedded *file = schema_files; file->name; file++) {
        assert_string_equal(
            file->sha256, secret_sha256_hex(arena(state), file->bytes, file->length));
        assert_int_equal(file->bytes[file->length], 0);
        assert_int_equal(strlen((const char *)file->bytes), file->length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_found_by_its_whole_name),
        cmocka_unit_test(the_schema_is_sorted_by_number),
        cmocka_unit_test_setup_teardown(
            an_embedded_file_carries_its_own_hash_and_an_end, given_arena, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
