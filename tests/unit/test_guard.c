#include "tests/given/given.h"
#include "web/http/guard.h"
#include <string.h>

enum { MAX = GUARD_MAX_HEADERS + 8 };

struct head {
    struct guard_header headers[MAX];
    struct guard_head head;
};

static void add(struct head *h, const char *name, const char *value)
{
    h->headers[h->head.header_count++] = (struct guard_header){
        .name = name,
        .name_length = strlen(name),
        .value = value,
        .value_length = strlen(value),
    };
}

static void begin(struct head *h, const char *method, const char *target, const char *version)
{
    memset(h, 0, sizeof *h);
    h->head = (struct guard_head){
        .method = method,
        .target = target,
        .target_length = strlen(target),
        .version = version,
        .headers = h->headers,
    };
}

static void plain(struct head *h)
{
    begin(h, "POST", "/a?b=c", "HTTP/1.1");
    add(h, "Host", "lok.example.be");
}

static enum err check(const struct head *h)
{
    struct guard_body body;
    const char *why = NULL;
    enum err e = guard_check(&h->head, &body, &why);
    if (e != ERR_OK)
        assert_non_null(why);
    return e;
}

static enum err check_line(const char *method, const char *target, const char *version)
{
    struct head h;
    begin(&h, method, target, version);
    add(&h, "Host", "a");
    return check(&h);
}

static enum err check_with(const char *name, const char *value)
{
    struct head h;
    plain(&h);
    add(&h, name, value);
    return check(&h);
}

static enum err check_host(const char *host)
{
    struct head h;
    begin(&h, "GET", "/", "HTTP/1.1");
    add(&h, "Host", host);
    return check(&h);
}

static void a_plain_request_passes(void **state)
{
    (void)state;
    assert_int_equal(check_line("GET", "/", "HTTP/1.1"), ERR_OK);
    assert_int_equal(check_line("PROPFIND", "/a/b%20c?d=e&f", "HTTP/1.0"), ERR_OK);
}

static void other_versions_are_refused(void **state)
{
    (void)state;
    const char *const versions[] = { "", "HTTP/1.7", "HTTP/2.0", "HTTP/0.9", "http/1.1",
        "HTTP/1.1 ", "HTTP/1.10" };
    for (size_t i = 0; i < ARRAY_LEN(versions); i++)
        assert_int_equal(check_line("GET", "/", versions[i]), ERR_MALFORMED);
}

static void a_method_is_a_short_word(void **state)
{
    (void)state;
    assert_int_equal(check_line("", "/", "HTTP/1.1"), ERR_MALFORMED);
    assert_int_equal(check_line("G(T", "/", "HTTP/1.1"), ERR_MALFORMED);
    assert_int_equal(check_line("GET\x01", "/", "HTTP/1.1"), ERR_MALFORMED);
    assert_int_equal(check_line("ABCDEFGHIJKLMNOPQRSTU", "/", "HTTP/1.1"), ERR_MALFORMED);
}

static void a_target_is_a_path_of_printable_ascii(void **state)
{
    (void)state;
    const char *const targets[] = { "", "*", "a", "http://a/", "//a b", "/a b", "/a\tb", "/\x7f",
        "/caf\xc3\xa9", "/a#b", "/a\rb", "a.example.be:443" };
    for (size_t i = 0; i < ARRAY_LEN(targets); i++)
        assert_int_equal(check_line("GET", targets[i], "HTTP/1.1"), ERR_MALFORMED);
}

static void every_byte_that_is_no_printable_ascii_is_refused_in_a_target(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        char target[] = { '/', 'a', (char)c, 'b', 0 };
        struct head h;
        begin(&h, "GET", target, "HTTP/1.1");
        h.head.target_length = 4;
        add(&h, "Host", "a");
        bool fine = c > 0x20 && c < 0x7f && c != '#';
        assert_int_equal(check(&h), fine ? ERR_OK : ERR_MALFORMED);
    }
}

static void a_target_over_the_limit_is_refused(void **state)
{
    struct head h;
    char *target = arena_alloc(arena(state), GUARD_MAX_TARGET + 2);
    memset(target, '/', GUARD_MAX_TARGET + 1);
    begin(&h, "GET", target, "HTTP/1.1");
    add(&h, "Host", "a");
    assert_int_equal(check(&h), ERR_HEADERS);
    h.head.target_length = GUARD_MAX_TARGET;
    assert_int_equal(check(&h), ERR_OK);
}

static void every_byte_of_a_name_is_a_token_character(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        struct head h;
        char name[] = { 'X', (char)c, 'Y' };
        plain(&h);
        add(&h, "", "v");
        h.headers[1].name = name;
        h.headers[1].name_length = sizeof name;
        bool fine = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    (c != 0 && strchr("!#$%&'*+-.^_`|~", c) != NULL);
        assert_int_equal(check(&h), fine ? ERR_OK : ERR_MALFORMED);
    }
    assert_int_equal(check_with("", "v"), ERR_MALFORMED);
}

static void a_value_holds_no_control_but_a_tab(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        struct head h;
        char value[] = { 'a', (char)c, 'b' };
        plain(&h);
        add(&h, "X-A", "");
        h.headers[1].value = value;
        h.headers[1].value_length = sizeof value;
        bool fine = c == '\t' || (c >= 0x20 && c != 0x7f);
        assert_int_equal(check(&h), fine ? ERR_OK : ERR_MALFORMED);
    }
}

static void a_displaced_header_is_refused(void **state)
{
    (void)state;
    struct head h;
    plain(&h);
    add(&h, "X-A", "b");
    assert_int_equal(check(&h), ERR_OK);
    h.headers[1].displaced = true;
    assert_int_equal(check(&h), ERR_MALFORMED);
}

static void a_name_that_begins_like_a_framing_header_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check_with("Content-Length5", "1"), ERR_MALFORMED);
    assert_int_equal(check_with("content-lengthy", "1"), ERR_MALFORMED);
    assert_int_equal(check_with("Transfer-Encodingchunked", ""), ERR_MALFORMED);
    assert_int_equal(check_with("Content-Language", "nl"), ERR_OK);
}

static void what_may_stand_once_may_not_stand_twice(void **state)
{
    (void)state;
    const struct {
        const char *name, *value;
    } once[] = {
        { "content-length", "0" },
        { "Transfer-Encoding", "chunked" },
        { "Content-Type", "a/b" },
        { "AUTHORIZATION", "Bearer a" },
        { "Origin", "https://a" },
        { "Sec-Fetch-Site", "none" },
        { "If-Match", "\"1\"" },
        { "Idempotency-Key", "a" },
        { "Expect", "100-continue" },
    };
    for (size_t i = 0; i < ARRAY_LEN(once); i++) {
        struct head h;
        plain(&h);
        add(&h, once[i].name, once[i].value);
        assert_int_equal(check(&h), ERR_OK);
        add(&h, once[i].name, once[i].value);
        assert_int_equal(check(&h), ERR_MALFORMED);
    }
    struct head h;
    plain(&h);
    add(&h, "Cookie", "a=b");
    add(&h, "Cookie", "a=b");
    assert_int_equal(check(&h), ERR_OK);
}

static void there_is_one_host_and_it_is_a_host_name(void **state)
{
    (void)state;
    const char *const good[] = { "a", "lok.example.be", "lok.example.be:443", "127.0.0.1:8080",
        "[::1]", "[::1]:8080", "localhost:", "xn--caf-dma.example.be" };
    const char *const bad[] = { "", ":80", "a b", "a,b", "a/b", "a@b", "a:b", "[::1", "[]",
        "[::1]x", "a:8a", "caf\xc3\xa9", "a\\b", "a?b", "a#b", "[g]" };
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_int_equal(check_host(good[i]), ERR_OK);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_int_equal(check_host(bad[i]), ERR_MALFORMED);
    assert_int_equal(check_with("host", "b"), ERR_MALFORMED);
}

static void a_host_is_asked_of_http_1_1_only(void **state)
{
    (void)state;
    struct head h;
    begin(&h, "GET", "/", "HTTP/1.1");
    assert_int_equal(check(&h), ERR_MALFORMED);
    begin(&h, "GET", "/", "HTTP/1.0");
    assert_int_equal(check(&h), ERR_OK);
}

static void a_length_is_digits_only(void **state)
{
    (void)state;
    const char *const bad[] = { "", "+1", "-1", "1 ", " 1", "1,1", "0x10", "1e3", "1.0",
        "9999999999999999", "12a" };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_int_equal(check_with("Content-Length", bad[i]), ERR_MALFORMED);
    struct head h;
    struct guard_body body;
    const char *why;
    plain(&h);
    add(&h, "Content-Length", "0123");
    assert_int_equal(guard_check(&h.head, &body, &why), ERR_OK);
    assert_int_equal(body.content_length, 123);
    assert_false(body.chunked);
}

static void only_chunked_is_a_coding_we_know(void **state)
{
    (void)state;
    const char *const other[] = { "", "gzip", "gzip, chunked", "chunked, chunked", "identity",
        "chunked;q=1", "xchunked", "chunke" };
    for (size_t i = 0; i < ARRAY_LEN(other); i++)
        assert_int_equal(check_with("Transfer-Encoding", other[i]), ERR_NOT_IMPLEMENTED);
    struct head h;
    struct guard_body body;
    const char *why;
    plain(&h);
    add(&h, "transfer-encoding", "Chunked");
    assert_int_equal(guard_check(&h.head, &body, &why), ERR_OK);
    assert_true(body.chunked);
    assert_int_equal(body.content_length, 0);
}

static void a_coding_beside_a_length_or_in_http_1_0_is_refused(void **state)
{
    (void)state;
    struct head h;
    plain(&h);
    add(&h, "Transfer-Encoding", "chunked");
    add(&h, "Content-Length", "0");
    assert_int_equal(check(&h), ERR_MALFORMED);
    begin(&h, "POST", "/", "HTTP/1.0");
    add(&h, "Transfer-Encoding", "chunked");
    assert_int_equal(check(&h), ERR_MALFORMED);
}

static void an_unknown_expectation_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check_with("Expect", "100-Continue"), ERR_OK);
    assert_int_equal(check_with("Expect", "a"), ERR_MALFORMED);
}

static void too_many_headers_are_refused(void **state)
{
    (void)state;
    struct head h;
    plain(&h);
    while (h.head.header_count < GUARD_MAX_HEADERS)
        add(&h, "X-A", "b");
    assert_int_equal(check(&h), ERR_OK);
    add(&h, "X-A", "b");
    assert_int_equal(check(&h), ERR_HEADERS);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, given_arena, given_end)
    const struct CMUnitTest tests[] = {
        T(a_plain_request_passes),
        T(other_versions_are_refused),
        T(a_method_is_a_short_word),
        T(a_target_is_a_path_of_printable_ascii),
        T(every_byte_that_is_no_printable_ascii_is_refused_in_a_target),
        T(a_target_over_the_limit_is_refused),
        T(every_byte_of_a_name_is_a_token_character),
        T(a_value_holds_no_control_but_a_tab),
        T(a_displaced_header_is_refused),
        T(a_name_that_begins_like_a_framing_header_is_refused),
        T(what_may_stand_once_may_not_stand_twice),
        T(there_is_one_host_and_it_is_a_host_name),
        T(a_host_is_asked_of_http_1_1_only),
        T(a_length_is_digits_only),
        T(only_chunked_is_a_coding_we_know),
        T(a_coding_beside_a_length_or_in_http_1_0_is_refused),
        T(an_unknown_expectation_is_refused),
        T(too_many_headers_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
