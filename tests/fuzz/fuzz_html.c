/* What templates print: no text leaves its place in the page, and no address runs a script. */
#include "web/http/html.h"
#include <string.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    const char *s = arena_strndup(a, (const char *)bytes, length);
    struct buf text, address;
    buf_init(&text, a, 0);
    buf_init(&address, a, 0);

    html_text(&text, s);
    PRE(text.data[strcspn(text.data, "<>\"'")] == '\0');
    for (const char *p = strchr(text.data, '&'); p != NULL; p = strchr(p + 1, '&'))
        PRE(strchr(p, ';') != NULL);

    html_url(&address, (struct url){ s });
    PRE(address.data[strcspn(address.data, "<>\"'\\\t\r\n")] == '\0');
    PRE(strncmp(address.data, "//", 2) != 0);
    PRE(*address.data == '\0' || strchr("/#?hHmM", *address.data) != NULL);

    const char *encoded = url_encode(a, s);
    PRE(encoded[strspn(encoded,
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%")] == '\0');
    return 0;
}
