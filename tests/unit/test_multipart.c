/* Covers web/http/multipart.c. */
#include "lok/base/buf.h"
#include "tests/given/given.h"
#include "web/http/multipart.h"
#include <string.h>

struct got {
    struct buf text;
};

static enum err on_begin(void *context, const struct multipart_part *part)
{
    struct got *g = context;

    buf_printf(&g->text, "[%s|%s|%s]", part->name, part->file_name == NULL ? "-" : part->file_name,
        part->type);
    return ERR_OK;
}

static enum err on_bytes(void *context, const char *bytes, size_t length)
{
    struct got *g = context;

    buf_add(&g->text, bytes, length);
    return ERR_OK;
}

static enum err on_end(void *context)
{
    struct got *g = context;

    buf_puts(&g->text, ";");
    return ERR_OK;
}

static const struct multipart_sink SINK = { on_begin, on_bytes, on_end };
static const char TYPE[] = "multipart/form-data; boundary=AaB";

/* In pieces of that size. "!" when it is refused. */
static const char *read_all(struct arena *a, const char *body, size_t length, size_t piece)
{
    struct multipart *m = arena_alloc(a, sizeof *m);
    struct got g;

    buf_init(&g.text, a, 0);
    assert_true(multipart_begin(m, a, TYPE, &SINK, &g));
    for (size_t at = 0; at < length; at += piece)
        if (multipart_add(m, body + at, length - at < piece ? length - at : piece) != ERR_OK)
            return "!";
    return multipart_finish(m) == ERR_OK ? g.text.data : "!";
}

static void is_read(void **state, const char *body, const char *expected)
{
    for (size_t piece = 1; piece <= strlen(body) + 1; piece++)
        assert_string_equal(read_all(arena(state), body, strlen(body), piece), expected);
}

#define FIELD "Content-Disposition: form-data; name=\"a\"\r\n\r\n"

static void parts_are_read_in_any_pieces(void **state)
{
    is_read(state,
        "--AaB\r\n" FIELD "een\r\n--AaB\r\n"
        "content-disposition: form-data; name=\"file\"; filename=\"n.pdf\"\r\n"
        "Content-Type: application/pdf\r\n\r\n%PDF\r\n\r\n--Aa\r\n--A\r\n--AaB--\r\n",
        "[a|-|]een;[file|n.pdf|application/pdf]%PDF\r\n\r\n--Aa\r\n--A;");
    is_read(state, "--AaB\r\n" FIELD "\r\n--AaB--", "[a|-|];");
    is_read(state, "--AaB\r\n" FIELD "\r\r\n\r\r\n--AaB--", "[a|-|]\r\r\n\r;");
    is_read(state, "--AaB--\r\n", "");
}

static void what_is_odd_is_refused(void **state)
{
    static const char *const ODD[] = {
        "",
        "--AaB\r\n" FIELD "x",
        "--AaB\r\n" FIELD "x\r\n--AaB",
        "--AaB\r\n" FIELD "x\r\n--AaB-",
        "--AaB\r\n" FIELD "x\r\n--AaB--\r",
        "--AaB\r\n" FIELD "x\r\n--AaB--\r\nmore",
        "preamble\r\n--AaB\r\n" FIELD "x\r\n--AaB--",
        "\r\n--AaB\r\n" FIELD "x\r\n--AaB--",
        "--AaB \r\n" FIELD "x\r\n--AaB--",
        "--AaBC\r\n" FIELD "x\r\n--AaB--",
        "--AaB\n" FIELD "x\r\n--AaB--",
        "--AaB\r\n\r\nx\r\n--AaB--",
        "--AaB\r\nContent-Disposition: form-data\r\n\r\nx\r\n--AaB--",
        "--AaB\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--AaB--",
        "--AaB\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--AaB--",
        "--AaB\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--AaB--",
        "--AaB\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--AaB--",
        "--AaB\r\nContent-Disposition: form-data;\r\n name=\"a\"\r\n\r\nx\r\n--AaB--",
        "--AaB\r\nContent-Disposition : form-data; name=\"a\"\r\n\r\nx\r\n--AaB--",
        "--AaB\r\nContent-Disposition: form-data; name=\"a\nX: y\"\r\n\r\nx\r\n--AaB--",
        "--AaB\r\nContent-Disposition: form-data; name=\"\xFF\"\r\n\r\nx\r\n--AaB--",
        "--AaB\r\nContent-Transfer-Encoding: base64\r\n" FIELD "x\r\n--AaB--",
        "--AaB\r\nContent-Disposition: form-data; name=\"b\"\r\n" FIELD "x\r\n--AaB--",
    };
    for (size_t i = 0; i < ARRAY_LEN(ODD); i++)
        is_read(state, ODD[i], "!");
    static const char NUL[] =
        "--AaB\r\nContent-Disposition: form-data; name=\"a\0b\"\r\n\r\nx\r\n--AaB--";
    assert_string_equal(read_all(arena(state), NUL, sizeof NUL - 1, 7), "!");
}

static void names_come_out_as_they_were_typed(void **state)
{
    static const struct {
        const char *sent, *read;
    } NAMES[] = { { "C:\\map\\nota.pdf", "C:\\map\\nota.pdf" }, { "%22een%22.pdf", "\"een\".pdf" },
        { "\\\"een\\\".pdf", "\"een\".pdf" }, { "één; twee.pdf", "één; twee.pdf" }, { "", "" } };
    for (size_t i = 0; i < ARRAY_LEN(NAMES); i++)
        is_read(state,
            arena_printf(arena(state),
                "--AaB\r\nContent-Disposition: form-data; name=\"f\"; filename=\"%s\"\r\n\r\nx\r\n"
                "--AaB--",
                NAMES[i].sent),
            arena_printf(arena(state), "[f|%s|]x;", NAMES[i].read));
}

static void heads_and_parts_have_a_limit(void **state)
{
    struct buf b;
    char large[5000];

    memset(large, 'x', sizeof large - 1);
    large[sizeof large - 1] = 0;
    const char *head =
        arena_printf(arena(state), "--AaB\r\nX-Large: %s\r\n" FIELD "x\r\n--AaB--", large);
    assert_string_equal(read_all(arena(state), head, strlen(head), 512), "!");
    for (unsigned parts = 20; parts <= 21; parts++) {
        buf_init(&b, arena(state), 0);
        for (unsigned i = 0; i < parts; i++)
            buf_puts(&b, "--AaB\r\n" FIELD "x\r\n");
        buf_puts(&b, "--AaB--");
        assert_int_equal(read_all(arena(state), b.data, b.length, 100)[0], parts == 20 ? '[' : '!');
    }
}

static void a_boundary_is_one_good_word(void **state)
{
    static const struct {
        const char *type;
        bool good;
    } TYPES[] = { { "multipart/form-data; boundary=a", true },
        { "Multipart/Form-Data;boundary=\"a b\"", false },
        { "multipart/form-data; boundary=\"a:b\"", true }, { "multipart/form-data", false },
        { "multipart/form-data; boundary=", false }, { "multipart/form-data; boundary=\"a", false },
        { "multipart/form-data; boundary=a; boundary=b", false },
        { "multipart/mixed; boundary=a", false },
        { "multipart/form-data; boundary="
          "12345678901234567890123456789012345678901234567890123456789012345678901",
            false } };
    struct multipart *m = arena_alloc(arena(state), sizeof *m);

    for (size_t i = 0; i < ARRAY_LEN(TYPES); i++)
        assert_int_equal(
            multipart_begin(m, arena(state), TYPES[i].type, &SINK, NULL), TYPES[i].good);
    assert_false(multipart_is(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(parts_are_read_in_any_pieces, given_arena, given_end),
        cmocka_unit_test_setup_teardown(what_is_odd_is_refused, given_arena, given_end),
        cmocka_unit_test_setup_teardown(names_come_out_as_they_were_typed, given_arena, given_end),
        cmocka_unit_test_setup_teardown(heads_and_parts_have_a_limit, given_arena, given_end),
        cmocka_unit_test_setup_teardown(a_boundary_is_one_good_word, given_arena, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
