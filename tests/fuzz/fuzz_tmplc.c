/* The template compiler: it ends, and what it accepts is a whole function. It is a build tool, so
 * its parts are not in any room: they are taken in here. */
int tmplc_main(int argc, char **argv);
#define main tmplc_main
#include "web/http/tmplc.c"
#include "web/http/tmplc/directive.c"
#include "web/http/tmplc/markup.c"
#undef main
#include "lok/base/check.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *made = NULL, *said = NULL;
    size_t made_length = 0, said_length = 0;
    FILE *out = open_memstream(&made, &made_length);
    FILE *err = open_memstream(&said, &said_length);
    struct tmplc *t = calloc(1, sizeof *t);
    PRE(out && err && t);
    *t = (struct tmplc){ .path = "page.html",
        .out = out,
        .err = err,
        .at = (const char *)bytes,
        .end = (const char *)bytes + length,
        .line = 1 };
    bool done = compile(t);
    free(t);
    PRE(fclose(out) == 0 && fclose(err) == 0);
    PRE(done == (said_length == 0));
    if (done)
        PRE(made_length > 2 && memcmp(made + made_length - 2, "}\n", 2) == 0);
    free(made);
    free(said);
    return 0;
}
