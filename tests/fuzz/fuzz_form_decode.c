/* Forms and query strings: whatever comes in, names and values are valid UTF-8, and encoding them
 * again and decoding gives the same. */
#include "lok/base/utf8.h"
#include "web/http/form.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_again(struct arena *a, struct fault *f, const struct params *p)
{
    struct params again;
    struct buf b;
    buf_init(&b, a, 0);
    for (size_t i = 0; i < p->count; i++) {
        PRE(utf8_valid(p->at[i].name, strlen(p->at[i].name)));
        PRE(utf8_valid(p->at[i].value, strlen(p->at[i].value)));
        buf_puts(&b, url_encode(a, p->at[i].name));
        buf_putc(&b, '=');
        buf_puts(&b, url_encode(a, p->at[i].value));
        buf_putc(&b, '&');
    }
    PRE(form_decode(a, f, b.data, b.length, &again) == ERR_OK && again.count == p->count);
    for (size_t i = 0; i < p->count; i++) {
        PRE(str_equal(again.at[i].name, p->at[i].name));
        PRE(str_equal(again.at[i].value, p->at[i].value));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    struct fault f;
    struct params p;
    fault_init(&f, a);
    if (form_decode(a, &f, (const char *)bytes, length, &p) == ERR_OK)
        check_again(a, &f, &p);
    return 0;
}
