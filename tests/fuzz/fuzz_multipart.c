/* A form with a document: in one piece and byte by byte the same comes out, or both are refused; names
 * are UTF-8 without control characters. */
#include "lok/base/buf.h"
#include "lok/base/utf8.h"
#include "web/http/multipart.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static enum err on_begin(void *context, const struct multipart_part *part)
{
    struct buf *b = context;

    PRE(utf8_valid(part->name, strlen(part->name)) && part->name[0] != 0);
    PRE(part->file_name == NULL || utf8_valid(part->file_name, strlen(part->file_name)));
    buf_printf(
        b, "[%s|%s|%s]", part->name, part->file_name == NULL ? "" : part->file_name, part->type);
    return ERR_OK;
}

static enum err on_bytes(void *context, const char *bytes, size_t length)
{
    buf_add(context, bytes, length);
    return ERR_OK;
}

static enum err on_end(void *context)
{
    buf_puts(context, ";");
    return ERR_OK;
}

static bool read_all(
    struct arena *a, const uint8_t *bytes, size_t length, size_t piece, struct buf *ret)
{
    static const struct multipart_sink SINK = { on_begin, on_bytes, on_end };
    struct multipart *m = arena_alloc(a, sizeof *m);

    buf_init(ret, a, 0);
    PRE(multipart_begin(m, a, "multipart/form-data; boundary=x", &SINK, ret));
    for (size_t at = 0; at < length; at += piece)
        if (multipart_add(m, (const char *)bytes + at, length - at < piece ? length - at : piece) !=
            ERR_OK)
            return false;
    return multipart_finish(m) == ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    struct buf whole, single;
    bool good = read_all(a, bytes, length, length + 1, &whole);

    PRE(read_all(a, bytes, length, 1, &single) == good);
    PRE(!good ||
        (whole.length == single.length && memcmp(whole.data, single.data, whole.length) == 0));
    return 0;
}
