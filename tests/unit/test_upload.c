/* Covers web/http/upload.c. */
#include "lok/base/str.h"
#include "tests/given/given.h"
#include "web/http/upload.h"
#include <string.h>
#include <unistd.h>

static enum err begin(
    void **state, struct upload *u, struct body_budget *budget, size_t length, const char *type)
{
    const struct guard_body announced = { .content_length = length };

    return upload_begin(u, arena(state), budget, 1000, &announced, type, given_path(state, ""));
}

static void bare_bytes_go_to_a_file_that_has_no_name(void **state)
{
    struct body_budget budget = { .limit = 1 * MiB };
    struct upload u;
    char back[7] = "";

    assert_int_equal(begin(state, &u, &budget, 6, "application/pdf"), ERR_OK);
    assert_int_equal(upload_add(&u, "abc", 3), ERR_OK);
    assert_int_equal(upload_add(&u, "def", 3), ERR_OK);
    assert_int_equal(upload_finish(&u), ERR_OK);
    assert_true(u.has_file);
    assert_int_equal(u.size, 6);
    assert_string_equal(u.sha256, secret_sha256_hex(arena(state), "abcdef", 6));
    assert_int_equal(pread(u.fd, back, 6, 0), 6);
    assert_string_equal(back, "abcdef");
    assert_int_equal(budget.taken, 6);
    upload_end(&u);
    assert_int_equal(budget.taken, 0);
    assert_int_equal(u.fd, -1);
}

static void a_form_gives_one_file_and_its_fields(void **state)
{
    static const char BODY[] =
        "--x\r\nContent-Disposition: form-data; name=\"access\"\r\n\r\nmembers\r\n"
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"n.pdf\"\r\n\r\n"
        "inhoud\r\n--x--\r\n";
    static const char EMPTY[] =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--x--\r\n";
    struct body_budget budget = { .limit = 1 * MiB };
    struct upload u;

    assert_int_equal(
        begin(state, &u, &budget, strlen(BODY), "multipart/form-data; boundary=x"), ERR_OK);
    assert_int_equal(upload_add(&u, BODY, strlen(BODY)), ERR_OK);
    assert_int_equal(upload_finish(&u), ERR_OK);
    assert_string_equal(u.name, "n.pdf");
    assert_int_equal(u.size, 6);
    assert_string_equal(param_get(&u.form, "access"), "members");
    upload_end(&u);
    assert_int_equal(
        begin(state, &u, &budget, strlen(EMPTY), "multipart/form-data; boundary=x"), ERR_OK);
    assert_int_equal(upload_add(&u, EMPTY, strlen(EMPTY)), ERR_OK);
    assert_int_equal(upload_finish(&u), ERR_OK);
    assert_false(u.has_file);
    upload_end(&u);
}

static void two_files_or_half_a_form_are_refused(void **state)
{
    static const char FILE_PART[] =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"n.pdf\"\r\n\r\na\r\n";
    struct body_budget budget = { .limit = 1 * MiB };
    struct upload u;

    assert_int_equal(begin(state, &u, &budget, 500, "multipart/form-data; boundary=x"), ERR_OK);
    assert_int_equal(upload_add(&u, FILE_PART, strlen(FILE_PART)), ERR_OK);
    assert_int_equal(upload_finish(&u), ERR_MALFORMED);
    assert_int_equal(upload_add(&u, FILE_PART, strlen(FILE_PART)), ERR_MALFORMED);
    upload_end(&u);
}

static void uploads_have_limits(void **state)
{
    struct body_budget budget = { .limit = 3000 };
    struct upload u, other;
    char much[1001];

    memset(much, 'x', sizeof much);
    assert_int_equal(begin(state, &u, &budget, 100 * KiB, "application/pdf"), ERR_TOO_LARGE);
    upload_end(&u);
    assert_int_equal(begin(state, &u, &budget, 2000, "application/pdf"), ERR_OK);
    assert_int_equal(begin(state, &other, &budget, 2000, "application/pdf"), ERR_BUSY);
    upload_end(&other);
    assert_int_equal(upload_add(&u, much, sizeof much), ERR_TOO_LARGE);
    upload_end(&u);
    assert_int_equal(begin(state, &u, &budget, 10, NULL), ERR_MEDIA_TYPE);
    upload_end(&u);
    assert_int_equal(begin(state, &u, &budget, 0, NULL), ERR_OK);
    assert_int_equal(upload_finish(&u), ERR_OK);
    assert_false(u.has_file);
    upload_end(&u);
    assert_int_equal(budget.taken, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            bare_bytes_go_to_a_file_that_has_no_name, given_folder, given_end),
        cmocka_unit_test_setup_teardown(
            a_form_gives_one_file_and_its_fields, given_folder, given_end),
        cmocka_unit_test_setup_teardown(
            two_files_or_half_a_form_are_refused, given_folder, given_end),
        cmocka_unit_test_setup_teardown(uploads_have_limits, given_folder, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
